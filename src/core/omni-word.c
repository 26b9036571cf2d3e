/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-word-private.h"

#include <glib/gi18n-lib.h>

/* The label of @word in the user's language, or the word itself where the table does not know it:
 * a word that a tenant added is shown as it is. */
const char *
omni_word_get_label (const OmniWord *words, guint n_words, const char *word)
{
  for (guint i = 0; i < n_words; i++)
    {
      if (g_strcmp0 (words[i].word, word) == 0)
        return _ (words[i].label);
    }

  return word;
}
