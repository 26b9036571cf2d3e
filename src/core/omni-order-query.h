/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-order-column.h"
#include "omni-reference-data.h"

G_BEGIN_DECLS

/* More values than this make a request that servers refuse for its length. */
#define OMNI_FILTER_MAX_VALUES 300

typedef enum
{
  OMNI_FILTER_TEXT,
  OMNI_FILTER_STATUS,
  OMNI_FILTER_CHANNEL,
  OMNI_FILTER_PAYMENT_OPTION,
  OMNI_FILTER_CARGO_COMPANY,
  OMNI_FILTER_TIME,
  OMNI_FILTER_AMOUNT,
  OMNI_FILTER_BOOLEAN,
  OMNI_FILTER_PK,
} OmniFilterKind;

/**
 * OmniMatch:
 *
 * Whether an order fits, as far as the client can tell from what it was given.
 */
typedef enum
{
  OMNI_MATCH_NO,
  OMNI_MATCH_YES,
  OMNI_MATCH_UNKNOWN,
} OmniMatch;

/**
 * OmniFilter:
 *
 * One filter that the panel, the chips, the command line and the URL know. There is one list of
 * them. Its id is also its long option ("placed-after" is --placed-after). A few that only jobs
 * need are found by omni_filter_find() but are not in the list.
 */
typedef struct _OmniFilter OmniFilter;

guint             omni_filter_get_count       (void);
const OmniFilter *omni_filter_get             (guint             index);
const OmniFilter *omni_filter_find            (const char       *id);
const char       *omni_filter_get_id          (const OmniFilter *filter);
const char       *omni_filter_get_label       (const OmniFilter *filter);
const char       *omni_filter_get_description (const OmniFilter *filter);
OmniFilterKind    omni_filter_get_kind        (const OmniFilter *filter);
gboolean          omni_filter_takes_many      (const OmniFilter *filter);
gboolean          omni_filter_get_reference_kind (const OmniFilter  *filter,
                                               OmniReferenceKind *kind);
gboolean          omni_filter_check_value     (const OmniFilter *filter,
                                               const char       *value,
                                               GError          **error);
char             *omni_filter_normalize_value (const OmniFilter        *filter,
                                               const OmniReferenceData *reference,
                                               const char              *value,
                                               GError                 **error);

#define OMNI_TYPE_ORDER_QUERY (omni_order_query_get_type ())

/**
 * OmniOrderQuery:
 *
 * Which orders, in which order: filters, sort field, direction. Immutable and counted; every change
 * makes a new query. Values of one filter are alternatives, filters are all to hold.
 */
GType               omni_order_query_get_type      (void) G_GNUC_CONST;
OmniOrderQuery     *omni_order_query_new           (void);
OmniOrderQuery     *omni_order_query_ref           (OmniOrderQuery        *query);
void                omni_order_query_unref         (OmniOrderQuery        *query);
OmniOrderQuery     *omni_order_query_with_filter   (OmniOrderQuery        *query,
                                                    const char            *id,
                                                    const char * const    *values);
OmniOrderQuery     *omni_order_query_with_value    (OmniOrderQuery        *query,
                                                    const char            *id,
                                                    const char            *value);
OmniOrderQuery     *omni_order_query_without_filter (OmniOrderQuery       *query,
                                                    const char            *id);
OmniOrderQuery     *omni_order_query_with_column   (OmniOrderQuery        *query,
                                                    const OmniOrderColumn *column,
                                                    const OmniOrder       *order,
                                                    const OmniReferenceData *reference);
OmniOrderQuery     *omni_order_query_with_sort     (OmniOrderQuery        *query,
                                                    const char            *sort_field,
                                                    gboolean               descending);
const char * const *omni_order_query_get_values    (const OmniOrderQuery  *query,
                                                    const char            *id);
const char         *omni_order_query_get_sort_field (const OmniOrderQuery *query);
gboolean            omni_order_query_get_descending (const OmniOrderQuery *query);
gboolean            omni_order_query_has_filters   (const OmniOrderQuery  *query);
gboolean            omni_order_query_equal         (const OmniOrderQuery  *a,
                                                    const OmniOrderQuery  *b);
OmniOrderQuery     *omni_order_query_resolve       (OmniOrderQuery        *query,
                                                    OmniTime               now);
OmniMatch           omni_order_query_matches       (const OmniOrderQuery  *query,
                                                    const OmniOrder       *order);
GPtrArray          *omni_order_query_find_ignored  (const OmniOrderQuery  *query,
                                                    const GPtrArray       *orders);
gboolean            omni_order_query_check_answer  (const OmniOrderQuery  *query,
                                                    const GPtrArray       *orders,
                                                    GError               **error);
const OmniFilter   *omni_order_query_doubt_search  (OmniOrderQuery        *query,
                                                    const GPtrArray       *orders,
                                                    OmniOrderQuery       **without);
gboolean            omni_order_query_note_ignored  (const OmniOrderQuery  *query,
                                                    const GPtrArray       *orders,
                                                    GPtrArray             *ids);
GError             *omni_order_query_ignored_error (const GPtrArray       *ignored);
gboolean            omni_order_query_check_range   (const OmniOrderQuery  *query,
                                                    const OmniFilter      *filter,
                                                    GError               **error);
char               *omni_order_query_to_uri_query  (const OmniOrderQuery  *query,
                                                    guint                  page,
                                                    guint                  limit);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniOrderQuery, omni_order_query_unref)

G_END_DECLS
