/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-client.h"
#include "omni-database.h"
#include "omni-profile.h"

G_BEGIN_DECLS

/**
 * OmniSession:
 *
 * A signed-in profile: the client with its token, who the user is, and the tenant's reference data.
 * This is what a window is given. Making one signs in, or takes up the token that the key store
 * kept; it is ready once the user and the reference data are there.
 *
 * Signals: #OmniSession::signed-out when the server ended the session; #OmniSession::signed-in when
 * omni_session_sign_in_again_async() brought it back.
 */
#define OMNI_TYPE_SESSION (omni_session_get_type ())
G_DECLARE_FINAL_TYPE (OmniSession, omni_session, OMNI, SESSION, GObject)

/* Synchronous forms, for the command line and jobs. */
OmniSession       *omni_session_sign_in              (OmniDatabase         *database,
                                                      const char           *server,
                                                      const char           *username,
                                                      const char           *password,
                                                      gboolean              keep,
                                                      GCancellable         *cancellable,
                                                      GError              **error);
OmniSession       *omni_session_resume               (OmniDatabase         *database,
                                                      const OmniProfile    *profile,
                                                      GCancellable         *cancellable,
                                                      GError              **error);
OmniSession       *omni_session_new_with_token       (const char           *server,
                                                      const char           *token,
                                                      GCancellable         *cancellable,
                                                      GError              **error);

void               omni_session_sign_in_async        (OmniDatabase         *database,
                                                      const char           *server,
                                                      const char           *username,
                                                      const char           *password,
                                                      gboolean              keep,
                                                      GCancellable         *cancellable,
                                                      GAsyncReadyCallback   callback,
                                                      gpointer              user_data);
OmniSession       *omni_session_sign_in_finish       (GAsyncResult         *result,
                                                      GError              **error);
void               omni_session_resume_async         (OmniDatabase         *database,
                                                      const OmniProfile    *profile,
                                                      GCancellable         *cancellable,
                                                      GAsyncReadyCallback   callback,
                                                      gpointer              user_data);
OmniSession       *omni_session_resume_finish        (GAsyncResult         *result,
                                                      GError              **error);
void               omni_session_sign_in_again_async  (OmniSession          *self,
                                                      const char           *password,
                                                      GCancellable         *cancellable,
                                                      GAsyncReadyCallback   callback,
                                                      gpointer              user_data);
gboolean           omni_session_sign_in_again_finish (OmniSession          *self,
                                                      GAsyncResult         *result,
                                                      GError              **error);
void               omni_session_sign_out_async       (OmniSession          *self,
                                                      GAsyncReadyCallback   callback,
                                                      gpointer              user_data);
gboolean           omni_session_sign_out_finish      (OmniSession          *self,
                                                      GAsyncResult         *result,
                                                      GError              **error);
gboolean           omni_session_sign_out             (OmniSession          *self,
                                                      GCancellable         *cancellable,
                                                      GError              **error);
gboolean           omni_session_end_kept             (const OmniProfile    *profile,
                                                      GCancellable         *cancellable,
                                                      GError              **error);

OmniClient        *omni_session_get_client           (OmniSession          *self);
const OmniProfile *omni_session_get_profile          (OmniSession          *self);
OmniDatabase      *omni_session_get_database         (OmniSession          *self);
OmniUser          *omni_session_get_user             (OmniSession          *self);
OmniReferenceData *omni_session_get_reference_data   (OmniSession          *self);
gboolean           omni_session_is_signed_in         (OmniSession          *self);
const GError      *omni_session_get_keep_error       (OmniSession          *self);

G_END_DECLS
