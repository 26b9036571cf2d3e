/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-order-query.h"

G_BEGIN_DECLS

/* One row of the list of filters. */
struct _OmniFilter
{
  const char *id;
  const char *label;        /* translatable */
  const char *description;  /* translatable */
  OmniFilterKind kind;
  const char *parameter;    /* of one value; NULL where the query has a rule of its own */
  const char *parameter_in; /* of several values; NULL where the filter takes one */
  gboolean end_of_day;      /* a day means its last moment and not its first */
  gboolean lower_case;      /* the server keeps it in lower case */
  gboolean compact;         /* the server keeps it without the spaces and signs people write */
};

/* All rows, the ones that only jobs use included. */
#define OMNI_FILTER_MAX 40

guint             omni_filter_get_total     (void);
const OmniFilter *omni_filter_get_row       (guint             row);
guint             omni_filter_get_row_of    (const OmniFilter *filter);
char             *omni_filter_to_wire       (const OmniFilter *filter,
                                             const char       *value);

G_END_DECLS
