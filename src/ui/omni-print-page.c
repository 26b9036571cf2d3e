/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What stands on paper of an order, from top to bottom. */

#include "config.h"

#include "omni-print-page.h"

#include "omni-address.h"
#include "omni-customer.h"
#include "omni-format.h"
#include "omni-order-facts.h"
#include "omni-order-item.h"
#include "omni-order-totals.h"

#include <glib/gi18n-lib.h>

#define SIZE_TITLE 16
#define SIZE_ADDRESS 13
#define SIZE_TEXT 9

/* A row cannot be longer than a page. */
#define MAX_CHARACTERS 1500

static void
free_row (gpointer data)
{
  OmniPrintRow *row = data;

  for (guint i = 0; i < row->cells->len; i++)
    g_free (g_array_index (row->cells, OmniPrintCell, i).text);
  g_array_unref (row->cells);
  g_free (row);
}

static OmniPrintRow *
add_row (GPtrArray *rows, int space, gboolean rule)
{
  OmniPrintRow *row = g_new0 (OmniPrintRow, 1);

  row->cells = g_array_new (FALSE, FALSE, sizeof (OmniPrintCell));
  row->space = space;
  row->rule = rule;
  g_ptr_array_add (rows, row);

  return row;
}

/* Server text is text, and what is too long for a page is cut where that can be seen. */
static char *
dup_fitting (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  g_autofree char *head = NULL;

  if (g_utf8_strlen (valid, -1) <= MAX_CHARACTERS)
    return g_steal_pointer (&valid);

  head = g_utf8_substring (valid, 0, MAX_CHARACTERS);
  return g_strconcat (head, " […]", NULL);
}

static void
add_cell (OmniPrintRow *row, const char *text, int left, int width, int size, gboolean bold,
          PangoAlignment align)
{
  OmniPrintCell cell = { dup_fitting (text), left, width, size, bold, align };

  g_array_append_val (row->cells, cell);
}

static void
add_text (OmniPrintRow *row, const char *text, int left, int width)
{
  add_cell (row, text, left, width, SIZE_TEXT, FALSE, PANGO_ALIGN_LEFT);
}

static void
add_bold (OmniPrintRow *row, const char *text, int left, int width)
{
  add_cell (row, text, left, width, SIZE_TEXT, TRUE, PANGO_ALIGN_LEFT);
}

static void
add_number (OmniPrintRow *row, const char *text, int left, int width, gboolean bold)
{
  add_cell (row, text, left, width, SIZE_TEXT, bold, PANGO_ALIGN_RIGHT);
}

static const char *
get_text (const char *text)
{
  return text != NULL ? text : "";
}

static void
add_head (GPtrArray *rows, OmniPrintKind kind, const OmniOrder *order,
          const OmniReferenceData *reference)
{
  const OmniReferenceEntry *channel = omni_reference_data_find (
    reference, OMNI_REFERENCE_CHANNEL, omni_order_get_channel (order));
  const char *name = omni_order_get_channel_name (order);
  g_autofree char *placed = omni_format_moment (omni_order_get_date_placed (order));
  g_autofree char *title = NULL;
  g_autofree char *place = NULL;
  OmniPrintRow *row = add_row (rows, 0, FALSE);

  if (name == NULL && channel != NULL)
    name = channel->name;
  title = g_strdup_printf (kind == OMNI_PRINT_PACKING_LIST ? _ ("Packing list %s") : _ ("Order %s"),
                           get_text (omni_order_get_number (order)));
  place = g_strdup_printf ("%s\n%s", get_text (name), placed);
  add_cell (row, title, 0, 650, SIZE_TITLE, TRUE, PANGO_ALIGN_LEFT);
  add_cell (row, place, 650, 350, SIZE_TEXT, FALSE, PANGO_ALIGN_RIGHT);
}

static char *
dup_address (const OmniAddress *address)
{
  return address != NULL ? omni_address_dup_label (address) : g_strdup ("");
}

static void
add_fact (GPtrArray *rows, const char *title, const char *value)
{
  OmniPrintRow *row;

  if (value == NULL || value[0] == '\0')
    return;

  row = add_row (rows, 2, FALSE);
  add_bold (row, title, 0, 200);
  add_text (row, value, 210, 790);
}

static void
add_notes (GPtrArray *rows, const OmniOrder *order)
{
  add_fact (rows, _ ("Gift note"), omni_order_get_text (order, OMNI_ORDER_GIFT_BOX_NOTE));
  add_fact (rows, _ ("Notes"), omni_order_get_text (order, OMNI_ORDER_NOTES));
}

static const char *
get_product (const OmniOrderItem *item)
{
  const char *name = omni_order_item_get_text (item, OMNI_ORDER_ITEM_PRODUCT_NAME);

  return name != NULL && name[0] != '\0' ? name : _ ("A product without a name");
}

static char *
dup_product (const OmniOrderItem *item)
{
  const char *sku = omni_order_item_get_text (item, OMNI_ORDER_ITEM_SKU);
  const char *attributes = omni_order_item_get_text (item, OMNI_ORDER_ITEM_ATTRIBUTES);
  GString *text = g_string_new (get_product (item));

  if (sku != NULL && sku[0] != '\0')
    g_string_append_printf (text, "\n%s", sku);
  if (attributes != NULL && attributes[0] != '\0')
    g_string_append_printf (text, "\n%s", attributes);

  return g_string_free (text, FALSE);
}

static const char *
get_quantity (const OmniOrderItem *item)
{
  const char *quantity = omni_order_item_get_text (item, OMNI_ORDER_ITEM_QUANTITY);

  return quantity != NULL && quantity[0] != '\0' ? quantity : "1";
}

static char *
dup_amount (const OmniOrderItem *item, guint which)
{
  OmniMoney money;

  return omni_order_item_get_amount (item, which, &money) ? omni_format_amount (&money, NULL)
                                                          : g_strdup ("");
}

/*
 * Order sheet
 */

static void
add_addresses (GPtrArray *rows, const OmniOrder *order)
{
  g_autofree char *shipping = dup_address (omni_order_get_shipping_address (order));
  g_autofree char *billing = dup_address (omni_order_get_billing_address (order));
  OmniPrintRow *row = add_row (rows, 12, TRUE);

  add_bold (row, _ ("Shipping"), 0, 480);
  add_bold (row, _ ("Billing"), 520, 480);
  row = add_row (rows, 2, FALSE);
  add_text (row, shipping, 0, 480);
  add_text (row, billing, 520, 480);
}

static void
add_fact_cells (OmniPrintRow *row, GPtrArray *facts, guint index, int left)
{
  const OmniFact *fact;
  g_autofree char *value = NULL;

  if (index >= facts->len)
    return;

  fact = g_ptr_array_index (facts, index);
  value = omni_format_fact (fact);
  add_bold (row, fact->title, left, 190);
  add_text (row, value, left + 200, 280);
}

/* Two sections side by side, so that most orders take one page. */
static void
add_facts (GPtrArray *rows, OmniOrderSection left, OmniOrderSection right, const OmniOrder *order,
           const OmniReferenceData *reference)
{
  g_autoptr (GPtrArray) left_facts = omni_order_section_list_facts (left, order, reference);
  g_autoptr (GPtrArray) right_facts = omni_order_section_list_facts (right, order, reference);
  OmniPrintRow *row = add_row (rows, 12, TRUE);

  add_bold (row, omni_order_section_get_title (left), 0, 480);
  add_bold (row, omni_order_section_get_title (right), 520, 480);
  for (guint i = 0; i < MAX (left_facts->len, right_facts->len); i++)
    {
      row = add_row (rows, i == 0 ? 4 : 2, FALSE);
      add_fact_cells (row, left_facts, i, 0);
      add_fact_cells (row, right_facts, i, 520);
    }
}

static void
add_priced_lines (GPtrArray *rows, GPtrArray *items)
{
  OmniPrintRow *row = add_row (rows, 12, TRUE);

  add_bold (row, _ ("Product"), 0, 430);
  add_number (row, _ ("Pieces"), 430, 80, TRUE);
  add_bold (row, _ ("Status"), 530, 180);
  add_number (row, _ ("Tax"), 700, 130, TRUE);
  add_number (row, _ ("Price"), 840, 160, TRUE);

  for (guint i = 0; i < items->len; i++)
    {
      const OmniOrderItem *item = g_ptr_array_index (items, i);
      g_autofree char *product = dup_product (item);
      g_autofree char *tax = dup_amount (item, OMNI_ORDER_ITEM_TAX_AMOUNT);
      g_autofree char *price = dup_amount (item, OMNI_ORDER_ITEM_PRICE);

      row = add_row (rows, 4, TRUE);
      add_text (row, product, 0, 430);
      add_number (row, get_quantity (item), 430, 80, FALSE);
      add_text (row, get_text (omni_status_get_label (omni_order_item_get_status (item))), 530,
                180);
      add_number (row, tax, 700, 130, FALSE);
      add_number (row, price, 840, 160, FALSE);
    }
}

static void
add_totals (GPtrArray *rows, const OmniOrder *order, GPtrArray *items)
{
  OmniOrderTotals totals;

  if (!omni_order_totals_compute (&totals, order, items, NULL))
    return;

  for (guint i = 0; i < OMNI_N_TOTALS; i++)
    {
      gboolean stands_out = i == OMNI_TOTAL_BEFORE || i == OMNI_TOTAL_CURRENT;
      g_autofree char *amount = NULL;
      OmniPrintRow *row;

      if (!totals.known[i])
        continue;

      amount = omni_money_format (&totals.amounts[i]);
      row = add_row (rows, 3, i == OMNI_TOTAL_PRODUCTS);
      add_number (row, omni_order_total_get_title (i), 300, 500, stands_out);
      add_number (row, amount, 810, 190, stands_out);
    }
}

/*
 * Packing list
 */

/* What was cancelled is not packed. */
static gboolean
is_packed (const OmniOrderItem *item)
{
  const char *status = omni_order_item_get_status (item);

  return g_strcmp0 (status, "50") != 0 && g_strcmp0 (status, "100") != 0 &&
         g_strcmp0 (status, "600") != 0;
}

static void
add_destination (GPtrArray *rows, const OmniOrder *order)
{
  const OmniAddress *address = omni_order_get_shipping_address (order);
  g_autofree char *label = dup_address (address);
  OmniPrintRow *row = add_row (rows, 12, TRUE);

  add_cell (row, label, 0, 1000, SIZE_ADDRESS, FALSE, PANGO_ALIGN_LEFT);
  if (address != NULL)
    add_fact (rows, _ ("Phone"), omni_address_get_text (address, OMNI_ADDRESS_PHONE_NUMBER));
}

static void
add_packed_lines (GPtrArray *rows, GPtrArray *items)
{
  OmniPrintRow *row = add_row (rows, 12, TRUE);
  g_autofree char *count = NULL;
  guint n_packed = 0;

  add_number (row, _ ("Pieces"), 60, 80, TRUE);
  add_bold (row, _ ("Product"), 160, 480);
  add_bold (row, _ ("SKU"), 660, 340);
  for (guint i = 0; i < items->len; i++)
    {
      const OmniOrderItem *item = g_ptr_array_index (items, i);

      if (!is_packed (item))
        continue;

      n_packed++;
      row = add_row (rows, 4, TRUE);
      add_text (row, "☐", 0, 50);
      add_number (row, get_quantity (item), 60, 80, FALSE);
      add_text (row, get_product (item), 160, 480);
      add_text (row, get_text (omni_order_item_get_text (item, OMNI_ORDER_ITEM_SKU)), 660, 340);
    }

  if (n_packed == 0)
    count = g_strdup (_ ("There is nothing to pack: all lines are cancelled or returned, or about "
                         "to be."));
  else
    count = g_strdup_printf (ngettext ("%u line", "%u lines", n_packed), n_packed);
  add_bold (add_row (rows, 6, TRUE), count, 160, 840);
}

/**
 * omni_print_rows_new:
 * @kind: what is printed
 * @gathered: (not nullable): an order
 * @reference: (nullable): names what flat answers only give the key of
 *
 * Returns: (transfer full) (element-type OmniPrintRow): what stands on paper
 */
GPtrArray *
omni_print_rows_new (OmniPrintKind kind, const OmniGatheredOrder *gathered,
                     OmniReferenceData *reference)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (free_row);
  const OmniOrder *order = gathered->order;

  add_head (rows, kind, order, reference);
  if (kind == OMNI_PRINT_PACKING_LIST)
    {
      add_destination (rows, order);
      add_fact (rows, _ ("Tracking number"),
                omni_order_get_text (order, OMNI_ORDER_TRACKING_NUMBER));
      add_packed_lines (rows, gathered->items);
      add_notes (rows, order);
      return rows;
    }

  add_addresses (rows, order);
  add_priced_lines (rows, gathered->items);
  add_totals (rows, order, gathered->items);
  add_facts (rows, OMNI_SECTION_CUSTOMER, OMNI_SECTION_PAYMENT, order, reference);
  add_facts (rows, OMNI_SECTION_DELIVERY, OMNI_SECTION_ORDER, order, reference);

  return rows;
}
