/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-fold.h"

#define DOTLESS_I 0x131

/**
 * omni_fold:
 * @text: (not nullable): a text
 *
 * Makes one text of all that people take for the same when they search: neither case nor accents
 * count, and of the two kinds of i that Turkish has neither does the dot.
 *
 * Returns: (transfer full): the folded text
 */
char *
omni_fold (const char *text)
{
  g_autofree char *lower = NULL;
  g_autofree char *split = NULL;
  GString *folded;

  g_return_val_if_fail (text != NULL, NULL);

  lower = g_utf8_casefold (text, -1);
  split = g_utf8_normalize (lower, -1, G_NORMALIZE_ALL);
  folded = g_string_new (NULL);
  for (const char *at = split; at != NULL && *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);

      if (!g_unichar_ismark (character))
        g_string_append_unichar (folded, character == DOTLESS_I ? 'i' : character);
    }

  return g_string_free (folded, FALSE);
}
