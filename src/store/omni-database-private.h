/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-connection.h"
#include "omni-database.h"

G_BEGIN_DECLS

/**
 * OmniDatabaseFunc:
 * @connection: the open file
 * @data: (nullable): what was given with the function
 * @result: (out): what the caller gets; freed by the caller's function
 *
 * A piece of work for the database's thread.
 *
 * Returns: %FALSE with @error set when it failed
 */
typedef gboolean (*OmniDatabaseFunc) (OmniConnection  *connection,
                                      gpointer         data,
                                      gpointer        *result,
                                      GError         **error);

gboolean omni_database_call       (OmniDatabase         *self,
                                   OmniDatabaseFunc      func,
                                   gpointer              data,
                                   gpointer             *result,
                                   GError              **error);
void     omni_database_call_async (OmniDatabase         *self,
                                   OmniDatabaseFunc      func,
                                   gpointer              data,
                                   GDestroyNotify        free_data,
                                   GDestroyNotify        free_result,
                                   gpointer              source_tag,
                                   GCancellable         *cancellable,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);

G_END_DECLS
