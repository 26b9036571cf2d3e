/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-filter-field.h"

G_DEFINE_INTERFACE (OmniFilterField, omni_filter_field, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_EDITED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
omni_filter_field_default_init (OmniFilterFieldInterface *iface)
{
  signals[SIGNAL_EDITED] = g_signal_new ("edited", OMNI_TYPE_FILTER_FIELD, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);
}

/**
 * omni_filter_field_show:
 * @self: a field
 * @query: the query to show
 *
 * Shows what @query says for the field's filters.
 */
void
omni_filter_field_show (OmniFilterField *self, OmniOrderQuery *query)
{
  g_return_if_fail (OMNI_IS_FILTER_FIELD (self));
  g_return_if_fail (query != NULL);

  OMNI_FILTER_FIELD_GET_IFACE (self)->show (self, query);
}

/**
 * omni_filter_field_apply:
 * @self: a field
 * @query: the query to start from
 *
 * Puts what stands in the field into a query.
 *
 * Returns: (transfer full): @query with the field's filters
 */
OmniOrderQuery *
omni_filter_field_apply (OmniFilterField *self, OmniOrderQuery *query)
{
  g_return_val_if_fail (OMNI_IS_FILTER_FIELD (self), NULL);
  g_return_val_if_fail (query != NULL, NULL);

  return OMNI_FILTER_FIELD_GET_IFACE (self)->apply (self, query);
}

/**
 * omni_filter_field_edited:
 * @self: a field
 *
 * For fields: says that a person changed what stands in it.
 */
void
omni_filter_field_edited (OmniFilterField *self)
{
  g_return_if_fail (OMNI_IS_FILTER_FIELD (self));

  g_signal_emit (self, signals[SIGNAL_EDITED], 0);
}
