/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-order-query.h"

#include "omni-filter-private.h"
#include "omni-order-column.h"
#include "omni-order.h"

/* The columns whose filter does not look at the column itself. */
static const struct
{
  const char *column;
  const char *filter;
} others[] = {
  { "customer", "customer" },
  { "channel", "channel" },
  { "payment-option", "payment-option" },
  { "shipping-company", "shipping" },
  { "cancel-status", "cancel-status" },
  { "id", "pk" },
};

static const OmniFilter *
find_named (const char *column)
{
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      if (strcmp (others[i].column, column) == 0)
        return omni_filter_find (others[i].filter);
    }

  return NULL;
}

/* One that asks for the very value goes before one that asks for a part of it. */
static const OmniFilter *
find_filter (const char *column, OmniFilterRule rule)
{
  const OmniFilter *found = find_named (column);

  for (guint row = 0; found == NULL && row < omni_filter_get_total (); row++)
    {
      const OmniFilter *filter = omni_filter_get_row (row);

      if (filter->rule == rule && g_strcmp0 (filter->column, column) == 0)
        found = filter;
    }

  return found;
}

static const OmniFilter *
find_text_filter (const char *column)
{
  static const OmniFilterRule rules[] = { OMNI_RULE_IS, OMNI_RULE_PHONE, OMNI_RULE_CONTAINS };
  const OmniFilter *found = NULL;

  for (guint i = 0; found == NULL && i < G_N_ELEMENTS (rules); i++)
    found = find_filter (column, rules[i]);

  return found;
}

static OmniOrderQuery *
with_normal_value (OmniOrderQuery *query, const OmniFilter *filter, const char *text)
{
  g_autofree char *value = NULL;

  if (filter == NULL || text == NULL || text[0] == '\0')
    return NULL;

  value = omni_filter_normalize_value (filter, NULL, text, NULL);
  return value != NULL ? omni_order_query_with_value (query, filter->id, value) : NULL;
}

static OmniOrderQuery *
with_key (OmniOrderQuery *query, const char *column, const OmniReferenceData *reference, gint64 key)
{
  const OmniFilter *filter = find_named (column);
  g_autofree char *text = key > 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, key) : NULL;
  OmniReferenceKind kind;
  g_auto (GStrv) keys = NULL;

  if (text == NULL || reference == NULL || !omni_filter_get_reference_kind (filter, &kind))
    return with_normal_value (query, filter, text);

  keys = omni_reference_data_dup_namesakes (reference, kind, key);
  return omni_order_query_with_filter (query, filter->id, (const char * const *) keys);
}

static OmniOrderQuery *
with_range (OmniOrderQuery *query, const char *column, const char *text)
{
  const OmniFilter *from = find_filter (column, OMNI_RULE_FROM);
  const OmniFilter *to = find_filter (column, OMNI_RULE_TO);
  g_autoptr (OmniOrderQuery) with_from = NULL;

  if (from == NULL || to == NULL)
    return NULL;

  with_from = with_normal_value (query, from, text);
  return with_from != NULL ? with_normal_value (with_from, to, text) : NULL;
}

static char *
dup_day (OmniTime time)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;

  return local != NULL ? g_date_time_format (local, "%Y-%m-%d") : NULL;
}

static OmniOrderQuery *
with_value (OmniOrderQuery *query,
            const char *id,
            const OmniOrder *order,
            const OmniReferenceData *reference,
            const OmniValue *value)
{
  g_autofree char *text = NULL;

  if (strcmp (id, "channel") == 0)
    return with_key (query, id, reference, omni_order_get_channel (order));
  if (strcmp (id, "payment-option") == 0)
    return with_key (query, id, reference, omni_order_get_payment_option (order));
  if (strcmp (id, "shipping-company") == 0)
    return with_key (query, id, reference, omni_order_get_cargo_company (order));
  if (strcmp (id, "cancel-status") == 0)
    return with_normal_value (query, find_named (id), omni_order_get_cancel_status (order));

  switch (value->kind)
    {
    case OMNI_VALUE_MONEY:
      text = omni_money_to_text (&value->money);
      return with_range (query, id, text);

    case OMNI_VALUE_TIME:
      text = dup_day (value->time);
      return with_range (query, id, text);

    case OMNI_VALUE_BOOLEAN:
      return with_normal_value (query, find_filter (id, OMNI_RULE_IS),
                                value->boolean ? "true" : "false");

    case OMNI_VALUE_TEXT:
    case OMNI_VALUE_STATUS:
      break;
    }

  return with_normal_value (query, find_text_filter (id), value->text);
}

/**
 * omni_order_query_with_column:
 * @query: (not nullable): a query
 * @column: (not nullable): a column of orders
 * @order: (not nullable): an order
 * @reference: (nullable): the tenant's lists; with them what has one name is asked for as one
 *
 * Asks, beside what @query asks for, for the orders that have in @column what @order has there:
 * *Filter by this*. A moment means its day.
 *
 * Returns: (nullable) (transfer full): the query, or %NULL where the server cannot be asked so or
 *   where nothing stands in the cell
 */
OmniOrderQuery *
omni_order_query_with_column (OmniOrderQuery *query,
                              const OmniOrderColumn *column,
                              const OmniOrder *order,
                              const OmniReferenceData *reference)
{
  OmniValue value;

  g_return_val_if_fail (query != NULL && column != NULL && order != NULL, NULL);

  /* Names of the tenant's lists are of no use here: filters want keys. */
  omni_order_column_get_value (column, order, NULL, NULL, &value);
  if (value.is_null && find_named (omni_order_column_get_id (column)) == NULL)
    return NULL;

  return with_value (query, omni_order_column_get_id (column), order, reference, &value);
}
