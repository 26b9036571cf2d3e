/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-status.h"

G_BEGIN_DECLS

/* A word of the API and what people call it; @label is to be translated. */
typedef struct
{
  const char *word;
  const char *label;
} OmniWord;

/* How far something is, by a word of the API. */
typedef struct
{
  OmniWord word;
  OmniStatusColor color;
  gboolean is_open; /* whether something is still to come of it */
} OmniProgress;

const char         *omni_word_get_label         (const OmniWord     *words,
                                                 guint               n_words,
                                                 const char         *word);
const char         *omni_word_get_cancel_label  (const char         *word);
const OmniProgress *omni_progress_find          (const OmniProgress *steps,
                                                 guint               n_steps,
                                                 const char         *word);
const char         *omni_progress_get_label     (const OmniProgress *step,
                                                 const char         *word);
OmniStatusColor     omni_progress_get_color     (const OmniProgress *step);

G_END_DECLS
