/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-database.h"

G_BEGIN_DECLS

/**
 * OmniUnfinishedUpdate:
 * @run: the run's number
 * @file: (not nullable) (owned): what the file is called
 * @begun: when it was begun, in microseconds since 1970
 * @n_settled: how many rows are settled
 *
 * A run of an order-update file that was interrupted.
 */
typedef struct
{
  gint64 run;
  char *file;
  gint64 begun;
  gint64 n_settled;
} OmniUnfinishedUpdate;

void       omni_unfinished_update_free                (OmniUnfinishedUpdate *update);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniUnfinishedUpdate, omni_unfinished_update_free)

void       omni_database_list_unfinished_async        (OmniDatabase         *self,
                                                       const OmniProfile    *profile,
                                                       GCancellable         *cancellable,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
GPtrArray *omni_database_list_unfinished_finish       (OmniDatabase         *self,
                                                       GAsyncResult         *result,
                                                       GError              **error);
void       omni_database_forget_unfinished_async      (OmniDatabase         *self,
                                                       const OmniProfile    *profile,
                                                       GCancellable         *cancellable,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
gboolean   omni_database_forget_unfinished_finish     (OmniDatabase         *self,
                                                       GAsyncResult         *result,
                                                       GError              **error);

G_END_DECLS
