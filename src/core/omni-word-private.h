/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A word of the API and what people call it; @label is to be translated. */
typedef struct
{
  const char *word;
  const char *label;
} OmniWord;

const char *omni_word_get_label (const OmniWord *words,
                                 guint           n_words,
                                 const char     *word);

G_END_DECLS
