/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-order-query.h"
#include "omni-reference-data.h"

G_BEGIN_DECLS

/**
 * OmniFilterPair:
 * @first: (not nullable): the id of the filter for the lower end
 * @last: (not nullable): the id of the filter for the upper end
 * @title: (not nullable): what the range is of, to be translated
 *
 * Two filters that people see as one range.
 */
typedef struct
{
  const char *first;
  const char *last;
  const char *title;
} OmniFilterPair;

const OmniFilterPair *omni_filter_pair_find      (const char        *id);
const char           *omni_filter_pair_get_title (const OmniFilterPair *pair);

char                 *omni_filter_dup_value_text (const OmniFilter  *filter,
                                                  const char        *value,
                                                  OmniReferenceData *reference);
char                 *omni_filter_dup_text       (const OmniFilter  *filter,
                                                  OmniOrderQuery    *query,
                                                  OmniReferenceData *reference);
char                 *omni_filter_pair_dup_text  (const OmniFilterPair *pair,
                                                  OmniOrderQuery    *query,
                                                  GDateTime         *now);

G_END_DECLS
