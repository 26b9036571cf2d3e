/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-order-preset.h"

#include <glib/gi18n-lib.h>

struct _OmniOrderPreset
{
  const char *id;
  const char *label;   /* translatable */
  const char *columns; /* ids, separated by spaces; NULL for those that are usual, "*" for all */
};

static const OmniOrderPreset presets[] = {
  { "default", N_ ("Usual columns"), NULL },
  { "all", N_ ("All columns"), "*" },
  { "shipping", N_ ("Shipping"),
    "number date-placed status shipping-name shipping-phone shipping-line shipping-district "
    "shipping-township city shipping-postcode country shipping-company shipping-option "
    "tracking-number carrier-code delivery-type line-count notes gift-note "
    "item-sku item-product item-quantity item-shipping-company item-tracking-number" },
  { "accounting", N_ ("Accounting"),
    "number date-placed status channel amount currency discount-amount shipping-amount "
    "interest-amount refund-amount discount-refund-amount shipping-refund-amount payment-option "
    "installment-count billing-name company-name tax-office tax-number identity-number "
    "invoice-number invoice-date e-archive-url "
    "item-sku item-quantity item-price item-discount item-tax-rate item-tax-amount "
    "item-net-amount item-invoice-number item-invoice-date" },
  { "items", N_ ("Items"),
    "number date-placed status customer line-count "
    "item-id item-sku item-product item-barcode item-quantity item-status item-cancel-status "
    "item-price item-discount item-shipping-company item-tracking-number item-invoice-number "
    "item-invoice-date" },
};

static gboolean
has_column (const OmniOrderPreset *preset, const OmniOrderColumn *column)
{
  return preset->columns != NULL ? strcmp (preset->columns, "*") == 0
                                 : omni_order_column_is_default (column);
}

/**
 * omni_order_preset_get_count:
 *
 * Returns: how many presets there are
 */
guint
omni_order_preset_get_count (void)
{
  return G_N_ELEMENTS (presets);
}

/**
 * omni_order_preset_get:
 * @index: from 0
 *
 * Returns: (nullable) (transfer none): the preset, in the order in which they are offered
 */
const OmniOrderPreset *
omni_order_preset_get (guint index)
{
  return index < G_N_ELEMENTS (presets) ? &presets[index] : NULL;
}

/**
 * omni_order_preset_find:
 * @id: (nullable): a preset's id
 *
 * Returns: (nullable) (transfer none): the preset
 */
const OmniOrderPreset *
omni_order_preset_find (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (presets); i++)
    {
      if (g_strcmp0 (presets[i].id, id) == 0)
        return &presets[i];
    }

  return NULL;
}

const char *
omni_order_preset_get_id (const OmniOrderPreset *preset)
{
  return preset->id;
}

/**
 * omni_order_preset_get_label:
 * @preset: (not nullable): a preset
 *
 * Returns: (transfer none): its name in the user's language
 */
const char *
omni_order_preset_get_label (const OmniOrderPreset *preset)
{
  return _ (preset->label);
}

/**
 * omni_order_preset_dup_columns:
 * @preset: (not nullable): a preset
 * @with_items: whether a row is an item, so that columns of items have a value
 *
 * Returns: (transfer full) (element-type OmniOrderColumn): its columns, in their order
 */
GPtrArray *
omni_order_preset_dup_columns (const OmniOrderPreset *preset, gboolean with_items)
{
  GPtrArray *columns = g_ptr_array_new ();
  g_auto (GStrv) ids = NULL;

  if (preset->columns == NULL || strcmp (preset->columns, "*") == 0)
    {
      for (guint i = 0; i < omni_order_column_get_count (); i++)
        {
          const OmniOrderColumn *column = omni_order_column_get (i);

          if (has_column (preset, column) && (with_items || !omni_order_column_is_of_item (column)))
            g_ptr_array_add (columns, (gpointer)column);
        }
      return columns;
    }

  ids = g_strsplit (preset->columns, " ", -1);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      const OmniOrderColumn *column = omni_order_column_find (ids[i]);

      if (with_items || !omni_order_column_is_of_item (column))
        g_ptr_array_add (columns, (gpointer)column);
    }

  return columns;
}
