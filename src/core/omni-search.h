/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-order-query.h"

G_BEGIN_DECLS

/**
 * OmniSearchGuess:
 * @filter: (not nullable) (borrowed): what the text may be
 * @values: (not nullable) (owned): what that filter is to look for
 *
 * One thing that a text in the search box may mean.
 */
typedef struct
{
  const OmniFilter *filter;
  GStrv values;
} OmniSearchGuess;

void            omni_search_guess_free     (OmniSearchGuess       *guess);
OmniOrderQuery *omni_search_guess_to_query (const OmniSearchGuess *guess,
                                            OmniOrderQuery        *query);

gboolean        omni_search_guess_fits     (const OmniSearchGuess *guess,
                                            const GPtrArray       *orders);

GStrv           omni_search_split_numbers  (const char            *text);
GPtrArray      *omni_search_recognize      (const char            *text);
gboolean        omni_search_is_exact       (const char            *text,
                                            const OmniOrder       *order);
void            omni_search_sort_exact     (const char            *text,
                                            GPtrArray             *orders);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniSearchGuess, omni_search_guess_free)

G_END_DECLS
