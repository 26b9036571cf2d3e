/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-owner-private.h"

#include <string.h>
#include <unistd.h>

/* When the process began, in the system's own count; a number that is given out again comes with
 * another one. */
static char *
dup_start_time (gint64 pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%" G_GINT64_FORMAT "/stat", pid);
  g_autofree char *stat = NULL;
  g_auto (GStrv) words = NULL;
  const char *after_name;

  if (!g_file_get_contents (path, &stat, NULL, NULL))
    return NULL;

  /* The name stands in parentheses and may hold anything; the start is the 20th word behind it. */
  after_name = strrchr (stat, ')');
  words = after_name != NULL ? g_strsplit (after_name + 1, " ", -1) : NULL;
  if (words == NULL || g_strv_length (words) < 21)
    return NULL;

  /* A process that ended and was not waited for does nothing any more. */
  return strcmp (words[1], "Z") == 0 || strcmp (words[1], "X") == 0 ? NULL : g_strdup (words[20]);
}

static char *
dup_boot (void)
{
  char *boot = NULL;

  if (!g_file_get_contents ("/proc/sys/kernel/random/boot_id", &boot, NULL, NULL))
    return g_strdup ("-");
  return g_strstrip (boot);
}

static char *
describe_owner (gint64 pid)
{
  g_autofree char *boot = dup_boot ();
  g_autofree char *start = dup_start_time (pid);

  return start != NULL ? g_strdup_printf ("%s %" G_GINT64_FORMAT " %s", boot, pid, start) : NULL;
}

/**
 * omni_owner_describe:
 *
 * Returns: (transfer full) (nullable): this process, as no other one is called on this computer
 */
char *
omni_owner_describe (void)
{
  return describe_owner (getpid ());
}

/**
 * omni_owner_is_alive:
 * @owner: (not nullable): what omni_owner_describe() gave, here or elsewhere
 *
 * Returns: whether that process still runs
 */
gboolean
omni_owner_is_alive (const char *owner)
{
  g_auto (GStrv) words = g_strsplit (owner, " ", -1);
  g_autofree char *now = NULL;

  if (g_strv_length (words) != 3)
    return FALSE;

  now = describe_owner (g_ascii_strtoll (words[1], NULL, 10));
  return g_strcmp0 (now, owner) == 0;
}
