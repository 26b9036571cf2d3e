/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-profile.h"

/**
 * omni_profile_new:
 * @server: normalized base URL; copied
 * @username: the user name; copied
 *
 * Makes a profile that is used now.
 *
 * Returns: (transfer full): the profile
 */
OmniProfile *
omni_profile_new (const char *server,
                  const char *username)
{
  OmniProfile *profile;

  g_return_val_if_fail (server != NULL, NULL);
  g_return_val_if_fail (username != NULL, NULL);

  profile = g_new0 (OmniProfile, 1);
  profile->server = g_strdup (server);
  profile->username = g_strdup (username);
  profile->last_used = g_get_real_time ();
  return profile;
}

/**
 * omni_profile_copy:
 * @profile: a profile
 *
 * Returns: (transfer full): another one that says the same
 */
OmniProfile *
omni_profile_copy (const OmniProfile *profile)
{
  OmniProfile *copy;

  g_return_val_if_fail (profile != NULL, NULL);

  copy = omni_profile_new (profile->server, profile->username);
  copy->last_used = profile->last_used;
  return copy;
}

/**
 * omni_profile_free:
 * @profile: (transfer full) (nullable): a profile
 *
 * Frees it.
 */
void
omni_profile_free (OmniProfile *profile)
{
  if (profile == NULL)
    return;

  g_free (profile->server);
  g_free (profile->username);
  g_free (profile);
}
