/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-database.h"
#include "omni-view.h"

G_BEGIN_DECLS

/**
 * OmniStoredView:
 * @name: (not nullable) (owned): what it is called
 * @is_start: whether the profile's first window shows it
 * @view: (nullable) (owned): the view, or %NULL when it cannot be used
 * @error: (nullable) (owned): why it cannot be used
 *
 * A view as it is kept.
 */
typedef struct
{
  char *name;
  gboolean is_start;
  OmniView *view;
  GError *error;
} OmniStoredView;

void       omni_stored_view_free              (OmniStoredView       *stored);

gboolean   omni_database_save_view            (OmniDatabase         *self,
                                               const OmniProfile    *profile,
                                               const OmniView       *view,
                                               GError              **error);
GPtrArray *omni_database_list_views           (OmniDatabase         *self,
                                               const OmniProfile    *profile,
                                               GError              **error);
OmniView  *omni_database_get_view             (OmniDatabase         *self,
                                               const OmniProfile    *profile,
                                               const char           *name,
                                               GError              **error);
gboolean   omni_database_remove_view          (OmniDatabase         *self,
                                               const OmniProfile    *profile,
                                               const char           *name,
                                               GError              **error);
gboolean   omni_database_rename_view          (OmniDatabase         *self,
                                               const OmniProfile    *profile,
                                               const char           *name,
                                               const char           *new_name,
                                               GError              **error);
gboolean   omni_database_set_start_view       (OmniDatabase         *self,
                                               const OmniProfile    *profile,
                                               const char           *name,
                                               GError              **error);

void       omni_database_list_views_async     (OmniDatabase         *self,
                                               const OmniProfile    *profile,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
GPtrArray *omni_database_list_views_finish    (OmniDatabase         *self,
                                               GAsyncResult         *result,
                                               GError              **error);
void       omni_database_save_view_async      (OmniDatabase         *self,
                                               const OmniProfile    *profile,
                                               const OmniView       *view,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
void       omni_database_remove_view_async    (OmniDatabase         *self,
                                               const OmniProfile    *profile,
                                               const char           *name,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
void       omni_database_rename_view_async    (OmniDatabase         *self,
                                               const OmniProfile    *profile,
                                               const char           *name,
                                               const char           *new_name,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
void       omni_database_set_start_view_async (OmniDatabase         *self,
                                               const OmniProfile    *profile,
                                               const char           *name,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
gboolean   omni_database_change_view_finish   (OmniDatabase         *self,
                                               GAsyncResult         *result,
                                               GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniStoredView, omni_stored_view_free)

G_END_DECLS
