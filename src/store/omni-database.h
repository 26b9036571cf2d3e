/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-profile.h"
#include "omni-reference-data.h"

G_BEGIN_DECLS

/**
 * OmniDatabase:
 *
 * What stays on this computer apart from secrets: one SQLite file (WAL, private to the user),
 * opened, migrated and used by one thread with one queue. Synchronous verbs wait for that thread
 * and are for jobs and the command line; windows use the asynchronous pairs.
 */
#define OMNI_TYPE_DATABASE (omni_database_get_type ())
G_DECLARE_FINAL_TYPE (OmniDatabase, omni_database, OMNI, DATABASE, GObject)

char         *omni_database_dup_default_path    (void);
OmniDatabase *omni_database_open                (const char           *path,
                                                 GError              **error);
void          omni_database_close               (OmniDatabase         *self);
const char   *omni_database_get_path            (OmniDatabase         *self);

gboolean      omni_database_save_profile        (OmniDatabase         *self,
                                                 const OmniProfile    *profile,
                                                 GError              **error);
GPtrArray    *omni_database_list_profiles       (OmniDatabase         *self,
                                                 GError              **error);
gboolean      omni_database_remove_profile      (OmniDatabase         *self,
                                                 const OmniProfile    *profile,
                                                 GError              **error);
void          omni_database_list_profiles_async (OmniDatabase         *self,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
GPtrArray    *omni_database_list_profiles_finish (OmniDatabase        *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);

/* What a window remembers (column widths, filters, sizes): a text by profile and key. Without a
 * profile it is for everybody on this computer; no value is not an error. */
gboolean      omni_database_set_state           (OmniDatabase         *self,
                                                 const OmniProfile    *profile,
                                                 const char           *key,
                                                 const char           *value,
                                                 GError              **error);
char         *omni_database_get_state           (OmniDatabase         *self,
                                                 const OmniProfile    *profile,
                                                 const char           *key,
                                                 GError              **error);
void          omni_database_set_state_async     (OmniDatabase         *self,
                                                 const OmniProfile    *profile,
                                                 const char           *key,
                                                 const char           *value,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
gboolean      omni_database_set_state_finish    (OmniDatabase         *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);
void          omni_database_get_state_async     (OmniDatabase         *self,
                                                 const OmniProfile    *profile,
                                                 const char           *key,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
char         *omni_database_get_state_finish    (OmniDatabase         *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);

/* The tenant's own lists, for work without a server. */
gboolean      omni_database_save_reference_data (OmniDatabase         *self,
                                                 const OmniProfile    *profile,
                                                 const OmniReferenceData *data,
                                                 GError              **error);
OmniReferenceData *omni_database_load_reference_data (OmniDatabase    *self,
                                                 const OmniProfile    *profile,
                                                 gint64               *saved,
                                                 GError              **error);

G_END_DECLS
