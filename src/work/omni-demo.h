/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-database.h"

G_BEGIN_DECLS

/**
 * OmniDemo:
 *
 * The sandbox as a child process, for trying Omnidesk without a tenant: started with a seeded shop,
 * ended with the object.
 */
#define OMNI_TYPE_DEMO (omni_demo_get_type ())
G_DECLARE_FINAL_TYPE (OmniDemo, omni_demo, OMNI, DEMO, GObject)

void        omni_demo_start_async  (GCancellable         *cancellable,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data);
OmniDemo   *omni_demo_start_finish (GAsyncResult         *result,
                                    GError              **error);
const char *omni_demo_get_url      (OmniDemo             *self);
const char *omni_demo_get_username (OmniDemo             *self);
const char *omni_demo_get_password (OmniDemo             *self);
OmniDatabase *omni_demo_open_database (OmniDemo          *self,
                                    GError              **error);

G_END_DECLS
