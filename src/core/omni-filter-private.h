/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-order-query.h"

G_BEGIN_DECLS

/* How the client sees in an order's column whether a filter let it through rightly. */
typedef enum
{
  OMNI_RULE_NONE,     /* it does not */
  OMNI_RULE_IS,
  OMNI_RULE_CONTAINS,
  OMNI_RULE_PHONE,    /* the same digits at the end */
  OMNI_RULE_FROM,
  OMNI_RULE_TO,
  OMNI_RULE_PRESENT,  /* whether there is anything */
  OMNI_RULE_KEY,      /* the key of what the filter's kind names */
  OMNI_RULE_WORDS,    /* every word somewhere in the order; elsewhere proves nothing */
} OmniFilterRule;

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
  gboolean inverted;        /* the parameter asks for the opposite */
  OmniFilterRule rule;
  const char *column;       /* the order column that the rule looks at; NULL where it needs none */
  const char *item_column;  /* the column of items that may hold it as well, or NULL */
};

/* Has no parameter of its own: the query asks for the other statuses. */
#define OMNI_FILTER_STATUS_NOT "status-not"

/* All rows, the ones that only jobs use included. */
#define OMNI_FILTER_MAX 64

guint             omni_filter_get_total     (void);
const OmniFilter *omni_filter_get_row       (guint             row);
guint             omni_filter_get_row_of    (const OmniFilter *filter);
char             *omni_filter_to_wire       (const OmniFilter *filter,
                                             const char       *value,
                                             OmniTime          now);
gboolean          omni_filter_is_relative   (const OmniFilter *filter,
                                             const char       *value);
OmniMatch         omni_filter_matches       (const OmniFilter   *filter,
                                             const char * const *values,
                                             const OmniOrder    *order);
gboolean          omni_filter_shows_value   (const OmniFilter   *filter,
                                             const OmniOrder    *order);

G_END_DECLS
