/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-database.h"

G_BEGIN_DECLS

/**
 * OmniStoredText:
 * @name: (not nullable) (owned): its name
 * @body: (not nullable) (owned): what it is
 */
typedef struct
{
  char *name;
  char *body;
} OmniStoredText;

void       omni_stored_text_free             (OmniStoredText  *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniStoredText, omni_stored_text_free)

/* How reports of carriers are read, for everybody on this computer. All of this waits for the
 * database. */
gboolean   omni_database_save_carrier_map    (OmniDatabase    *self,
                                              const char      *name,
                                              const char      *body,
                                              GError         **error);
char      *omni_database_load_carrier_map    (OmniDatabase    *self,
                                              const char      *name,
                                              GError         **error);
gboolean   omni_database_remove_carrier_map  (OmniDatabase    *self,
                                              const char      *name,
                                              GError         **error);
GPtrArray *omni_database_list_carrier_maps   (OmniDatabase    *self,
                                              GError         **error);

G_END_DECLS
