/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "omni-error.h"

G_BEGIN_DECLS

/**
 * OmniProfile:
 * @server: (not nullable) (owned): normalized base URL
 * @username: (not nullable) (owned): the user name
 * @last_used: microseconds since the epoch, for the order in which profiles are offered
 *
 * A server and a user on it: whose window, files, views and token it is. Never holds a secret.
 */
typedef struct
{
  char *server;
  char *username;
  gint64 last_used;
} OmniProfile;

OmniProfile *omni_profile_new  (const char        *server,
                                const char        *username);
OmniProfile *omni_profile_copy (const OmniProfile *profile);
void         omni_profile_free (OmniProfile       *profile);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniProfile, omni_profile_free)

G_END_DECLS
