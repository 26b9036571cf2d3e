/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sandbox-uuid.h"

#include <string.h>

#define KEY_MASK G_GUINT64_CONSTANT (0xffffffffffff)

/* The mixing step of splitmix64. */
guint64
sandbox_mix (guint64 value)
{
  value += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  value = (value ^ (value >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  value = (value ^ (value >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);

  return value ^ (value >> 31);
}

/* Objects have identifiers that can be told back to their key, so none has to be stored: the last
 * part is the key, disguised, and the rest follows from it. */
void
sandbox_uuid_write (char buffer[37], const char *kind, gint64 pk)
{
  guint64 high = sandbox_mix ((guint64)pk ^ ((guint64)g_str_hash (kind) << 32));
  guint64 low = ((guint64)pk ^ sandbox_mix (g_str_hash (kind))) & KEY_MASK;

  g_snprintf (buffer, 37, "%08x-%04x-4%03x-%04x-%012" G_GINT64_MODIFIER "x", (guint)(high >> 32),
              (guint)(high >> 16 & 0xffff), (guint)(high & 0xfff),
              (guint)(0x8000 | (high >> 5 & 0x3fff)), low);
}

gboolean
sandbox_uuid_parse (const char *text, const char *kind, gint64 *pk)
{
  char same[37];
  guint64 low;

  if (strlen (text) != 36 || !g_ascii_string_to_unsigned (text + 24, 16, 0, KEY_MASK, &low, NULL))
    return FALSE;

  *pk = (gint64)((low ^ sandbox_mix (g_str_hash (kind))) & KEY_MASK);
  sandbox_uuid_write (same, kind, *pk);
  return g_ascii_strcasecmp (same, text) == 0;
}
