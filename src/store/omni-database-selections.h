/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-database.h"
#include "omni-selection.h"

G_BEGIN_DECLS

/* What is selected in a window, so that it survives a restart; further windows have something
 * behind it. Names with a dot in front are not listed. */
#define OMNI_SELECTION_CURRENT ".current"

/**
 * OmniStoredSelection:
 * @name: (not nullable) (owned): what it is called
 * @n_orders: how many orders are in it
 * @changed: when it was saved, in microseconds since the epoch
 *
 * A selection as it is listed.
 */
typedef struct
{
  char *name;
  gint64 n_orders;
  gint64 changed;
} OmniStoredSelection;

void           omni_stored_selection_free            (OmniStoredSelection  *stored);

gboolean       omni_database_save_selection          (OmniDatabase         *self,
                                                      const OmniProfile    *profile,
                                                      const char           *name,
                                                      const OmniSelection  *selection,
                                                      GError              **error);
OmniSelection *omni_database_load_selection          (OmniDatabase         *self,
                                                      const OmniProfile    *profile,
                                                      const char           *name,
                                                      GError              **error);
GPtrArray     *omni_database_list_selections         (OmniDatabase         *self,
                                                      const OmniProfile    *profile,
                                                      GError              **error);
gboolean       omni_database_remove_selection        (OmniDatabase         *self,
                                                      const OmniProfile    *profile,
                                                      const char           *name,
                                                      GError              **error);
gboolean       omni_database_rename_selection        (OmniDatabase         *self,
                                                      const OmniProfile    *profile,
                                                      const char           *name,
                                                      const char           *new_name,
                                                      GError              **error);

void           omni_database_save_selection_async    (OmniDatabase         *self,
                                                      const OmniProfile    *profile,
                                                      const char           *name,
                                                      OmniSelection        *selection,
                                                      GCancellable         *cancellable,
                                                      GAsyncReadyCallback   callback,
                                                      gpointer              user_data);
gboolean       omni_database_save_selection_finish   (OmniDatabase         *self,
                                                      GAsyncResult         *result,
                                                      GError              **error);
void           omni_database_load_selection_async    (OmniDatabase         *self,
                                                      const OmniProfile    *profile,
                                                      const char           *name,
                                                      GCancellable         *cancellable,
                                                      GAsyncReadyCallback   callback,
                                                      gpointer              user_data);
OmniSelection *omni_database_load_selection_finish   (OmniDatabase         *self,
                                                      GAsyncResult         *result,
                                                      GError              **error);
void           omni_database_list_selections_async   (OmniDatabase         *self,
                                                      const OmniProfile    *profile,
                                                      GCancellable         *cancellable,
                                                      GAsyncReadyCallback   callback,
                                                      gpointer              user_data);
GPtrArray     *omni_database_list_selections_finish  (OmniDatabase         *self,
                                                      GAsyncResult         *result,
                                                      GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniStoredSelection, omni_stored_selection_free)

G_END_DECLS
