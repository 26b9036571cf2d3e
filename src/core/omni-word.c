/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-word-private.h"

#include <glib/gi18n-lib.h>

/* What plans, requests and reasons are about. */
static const OmniWord cancel_kinds[] = {
  { "cancel", N_ ("Cancellation") },
  { "refund", N_ ("Return") },
};

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

const char *
omni_word_get_cancel_label (const char *word)
{
  return omni_word_get_label (cancel_kinds, G_N_ELEMENTS (cancel_kinds), word);
}

/* The step that @word means, or %NULL for one that nobody has heard of. */
const OmniProgress *
omni_progress_find (const OmniProgress *steps, guint n_steps, const char *word)
{
  for (guint i = 0; i < n_steps; i++)
    {
      if (g_strcmp0 (steps[i].word.word, word) == 0)
        return &steps[i];
    }

  return NULL;
}

/* What is shown for a step; @word is shown where there is none. */
const char *
omni_progress_get_label (const OmniProgress *step, const char *word)
{
  return step != NULL ? _ (step->word.label) : word;
}

OmniStatusColor
omni_progress_get_color (const OmniProgress *step)
{
  return step != NULL ? step->color : OMNI_STATUS_COLOR_NEUTRAL;
}
