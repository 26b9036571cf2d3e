/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * OmniSpool:
 *
 * Bytes on their way into a file without a name, which nobody else can read and which ends with
 * the program. Used by one thread.
 */
typedef struct _OmniSpool OmniSpool;

OmniSpool *omni_spool_new    (const char   *name,
                              GError      **error);
void       omni_spool_free   (OmniSpool    *spool);
gboolean   omni_spool_write  (OmniSpool    *spool,
                              const char   *data,
                              gsize         length,
                              GError      **error);
int        omni_spool_finish (OmniSpool    *spool,
                              GError      **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniSpool, omni_spool_free)

G_END_DECLS
