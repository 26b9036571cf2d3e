/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-session.h"

G_BEGIN_DECLS

struct _OmniSession
{
  GObject parent_instance;

  OmniClient *client;           /* (owned) (not nullable) */
  OmniProfile *profile;         /* (owned) (not nullable) */
  OmniUser *user;               /* (owned) (not nullable) */
  OmniReferenceData *reference; /* (owned) (not nullable) */
  OmniDatabase *database;       /* (owned) (nullable) */
  GError *keep_error;           /* (owned) (nullable): why the session ends with the program */
  gboolean keep;                /* whether the key store is to have the token */
  int signed_in;                /* (atomic) */
};

OmniSession *omni_session_begin      (OmniDatabase  *database,
                                      const char    *server,
                                      const char    *username,
                                      const char    *password,
                                      gboolean       keep,
                                      GCancellable  *cancellable,
                                      GError       **error);
GError      *omni_session_keep       (OmniSession   *self,
                                      GCancellable  *cancellable);
GError      *omni_session_keep_token (OmniSession   *self,
                                      GCancellable  *cancellable);
void         omni_session_tell_kept  (OmniSession   *self,
                                      GError        *keep_error);
void         omni_session_come_back  (OmniSession   *self,
                                      GError        *keep_error);

G_END_DECLS
