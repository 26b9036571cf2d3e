/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-order-line.h"

#include "omni-format.h"
#include "omni-order-facts.h"
#include "omni-order-item.h"
#include "omni-status-dot.h"

#include <glib/gi18n-lib.h>

enum
{
  PROP_TICKED = 1,
  PROP_CAN_TICK,
  PROP_WHY_NOT,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (OmniOrderLine, omni_order_line, G_TYPE_OBJECT)

/*
 * Cells
 */

static char *
dup_amount (const OmniOrderLine *line, OmniOrderItemAmount which)
{
  OmniMoney money;

  if (!omni_order_item_get_amount (line->item, which, &money))
    return NULL;

  return omni_format_amount (&money, line->currency);
}

static gboolean
is_nothing (const OmniOrderLine *line, OmniOrderItemAmount which)
{
  OmniMoney money;

  return !omni_order_item_get_amount (line->item, which, &money) || money.units == 0;
}

static void
append_words (GString *text, const char *words)
{
  if (words == NULL || words[0] == '\0')
    return;
  if (text->len > 0)
    g_string_append (text, " · ");
  g_string_append (text, words);
}

static void
fill_product (const OmniOrderLine *line, OmniOrderLineCell *cell)
{
  const char *name = omni_order_item_get_text (line->item, OMNI_ORDER_ITEM_PRODUCT_NAME);
  const char *quantity = omni_order_item_get_text (line->item, OMNI_ORDER_ITEM_QUANTITY);
  g_autofree char *product = g_strdup_printf ("%" G_GINT64_FORMAT,
                                              omni_order_item_get_product (line->item));
  g_autoptr (GString) second = g_string_new (NULL);

  if (name == NULL || name[0] == '\0')
    /* Translators: a product without a name; %s is its key */
    cell->first = g_strdup_printf (_ ("Product %s"), product);
  else if (quantity != NULL && strcmp (quantity, "1") != 0 && quantity[0] != '\0')
    cell->first = g_strdup_printf ("%s × %s", quantity, name);
  else
    cell->first = g_strdup (name);

  append_words (second, omni_order_item_get_text (line->item, OMNI_ORDER_ITEM_SKU));
  append_words (second, omni_order_item_get_text (line->item, OMNI_ORDER_ITEM_ATTRIBUTES));
  cell->second = g_string_free (g_steal_pointer (&second), FALSE);
  cell->copied = omni_order_item_get_text (line->item, OMNI_ORDER_ITEM_SKU);
}

static void
fill_status (const OmniOrderLine *line, OmniOrderLineCell *cell)
{
  const char *code = omni_order_item_get_status (line->item);
  const OmniStatus *status = omni_status_find (code);
  const char *cancellation = omni_cancel_status_get_label (
    omni_order_item_get_cancel_status (line->item));

  cell->first = g_strdup (omni_status_get_label (code));
  if (line->why_not != NULL)
    cell->second = g_strdup (line->why_not);
  else if (cancellation != NULL && cancellation[0] != '\0')
    cell->second = g_strdup_printf ("%s: %s", _ ("Cancellation"), cancellation);
  if (code != NULL)
    cell->color_class = omni_status_color_get_class (
      status != NULL ? status->color : OMNI_STATUS_COLOR_NEUTRAL);
}

static void
fill_price (const OmniOrderLine *line, OmniOrderLineCell *cell)
{
  OmniMoney price;
  OmniMoney retail;

  cell->first = dup_amount (line, OMNI_ORDER_ITEM_PRICE);
  if (omni_order_item_get_amount (line->item, OMNI_ORDER_ITEM_PRICE, &price) &&
      omni_order_item_get_amount (line->item, OMNI_ORDER_ITEM_RETAIL_PRICE, &retail) &&
      omni_money_compare (&price, &retail) != 0)
    {
      g_autofree char *amount = omni_format_amount (&retail, line->currency);

      /* Translators: the price on the list, under the price that was asked for. */
      cell->second = g_strdup_printf (_ ("list %s"), amount);
    }
}

static void
fill_discount (const OmniOrderLine *line, OmniOrderLineCell *cell)
{
  if (!is_nothing (line, OMNI_ORDER_ITEM_DISCOUNT_AMOUNT))
    cell->first = dup_amount (line, OMNI_ORDER_ITEM_DISCOUNT_AMOUNT);
}

static void
fill_tax (const OmniOrderLine *line, OmniOrderLineCell *cell)
{
  const char *rate = omni_order_item_get_text (line->item, OMNI_ORDER_ITEM_TAX_RATE);

  cell->first = dup_amount (line, OMNI_ORDER_ITEM_TAX_AMOUNT);
  if (rate != NULL && rate[0] != '\0')
    cell->second = omni_rate_dup_words (rate);
}

static void
fill_total (const OmniOrderLine *line, OmniOrderLineCell *cell)
{
  OmniMoney price;
  OmniMoney discount;
  OmniMoney total;

  if (!omni_order_item_get_amount (line->item, OMNI_ORDER_ITEM_PRICE, &price))
    return;

  total = price;
  if (omni_order_item_get_amount (line->item, OMNI_ORDER_ITEM_DISCOUNT_AMOUNT, &discount) &&
      !omni_money_subtract (&price, &discount, &total, NULL))
    return;

  cell->first = omni_format_amount (&total, line->currency);
}

static void
fill_invoice (const OmniOrderLine *line, OmniOrderLineCell *cell)
{
  cell->first = g_strdup (omni_order_item_get_text (line->item, OMNI_ORDER_ITEM_INVOICE_NUMBER));
  cell->second = omni_format_date (omni_order_item_get_invoice_date (line->item));
  cell->copied = omni_order_item_get_text (line->item, OMNI_ORDER_ITEM_INVOICE_NUMBER);
  cell->url = omni_order_item_get_text (line->item, OMNI_ORDER_ITEM_E_ARCHIVE_URL);
}

static void
fill_tracking (const OmniOrderLine *line, OmniOrderLineCell *cell)
{
  cell->first = g_strdup (omni_order_item_get_text (line->item, OMNI_ORDER_ITEM_TRACKING_NUMBER));
  cell->second = g_strdup (line->company);
  cell->copied = omni_order_item_get_text (line->item, OMNI_ORDER_ITEM_TRACKING_NUMBER);
  cell->url = omni_order_item_get_text (line->item, OMNI_ORDER_ITEM_TRACKING_URL);
}

static const OmniOrderLineColumn columns[] = {
  { N_ ("Product"), 190, TRUE, FALSE, fill_product },
  { N_ ("Status"), 172, TRUE, FALSE, fill_status },
  { N_ ("Price"), 88, FALSE, TRUE, fill_price },
  { N_ ("Discount"), 76, FALSE, TRUE, fill_discount },
  { N_ ("Tax"), 76, FALSE, TRUE, fill_tax },
  { N_ ("Total"), 88, FALSE, TRUE, fill_total },
  { N_ ("Invoice"), 236, FALSE, FALSE, fill_invoice },
  { N_ ("Tracking"), 176, FALSE, FALSE, fill_tracking },
};

/*
 * Overrides
 */

static void
omni_order_line_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  OmniOrderLine *self = OMNI_ORDER_LINE (object);

  switch (id)
    {
    case PROP_TICKED:
      g_value_set_boolean (value, self->ticked);
      break;
    case PROP_CAN_TICK:
      g_value_set_boolean (value, self->can_tick);
      break;
    case PROP_WHY_NOT:
      g_value_set_string (value, self->why_not);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
omni_order_line_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  OmniOrderLine *self = OMNI_ORDER_LINE (object);

  switch (id)
    {
    case PROP_TICKED:
      if (self->ticked == g_value_get_boolean (value))
        return;
      self->ticked = g_value_get_boolean (value);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
omni_order_line_finalize (GObject *object)
{
  OmniOrderLine *self = OMNI_ORDER_LINE (object);

  g_clear_pointer (&self->item, omni_order_item_unref);
  g_free (self->currency);
  g_free (self->company);
  g_free (self->why_not);
  g_free (self->shown);

  G_OBJECT_CLASS (omni_order_line_parent_class)->finalize (object);
}

static void
omni_order_line_class_init (OmniOrderLineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = omni_order_line_finalize;
  object_class->get_property = omni_order_line_get_property;
  object_class->set_property = omni_order_line_set_property;

  props[PROP_TICKED] =
    g_param_spec_boolean ("ticked", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  props[PROP_CAN_TICK] = g_param_spec_boolean (
    "can-tick", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_WHY_NOT] = g_param_spec_string (
    "why-not", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", OMNI_TYPE_ORDER_LINE,
                                                    G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                    G_TYPE_NONE, 0);
}

static void
omni_order_line_init (OmniOrderLine *self)
{
}

/**
 * omni_order_line_cell_clear:
 * @cell: a cell
 */
void
omni_order_line_cell_clear (OmniOrderLineCell *cell)
{
  g_clear_pointer (&cell->first, g_free);
  g_clear_pointer (&cell->second, g_free);
}

/**
 * omni_order_line_get_columns:
 * @n_columns: (out): how many there are
 *
 * Returns: (array length=n_columns): the columns in their order
 */
const OmniOrderLineColumn *
omni_order_line_get_columns (guint *n_columns)
{
  *n_columns = G_N_ELEMENTS (columns);

  return columns;
}

static char *
describe (const OmniOrderLine *self)
{
  GString *text = g_string_new (self->can_tick ? "+" : "-");

  g_string_append (text, self->why_not != NULL ? self->why_not : "");
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_auto (OmniOrderLineCell) cell = { NULL };

      columns[i].fill (self, &cell);
      g_string_append_printf (text, "\t%s\n%s\n%s\n%s\n%s",
                              cell.first != NULL ? cell.first : "",
                              cell.second != NULL ? cell.second : "",
                              cell.color_class != NULL ? cell.color_class : "",
                              cell.copied != NULL ? cell.copied : "",
                              cell.url != NULL ? cell.url : "");
    }

  return g_string_free (text, FALSE);
}

/**
 * omni_order_line_new:
 * @item: a line of an order
 * @currency: (nullable): the order's currency; a line in another one says so
 * @reference: (nullable): the tenant's lists
 * @can_tick: whether a person may tick it
 * @why_not: (nullable): why it cannot be cancelled or returned
 *
 * Returns: (transfer full): the line, not ticked
 */
OmniOrderLine *
omni_order_line_new (OmniOrderItem *item, const char *currency, const OmniReferenceData *reference,
                     gboolean can_tick, const char *why_not)
{
  OmniOrderLine *self = g_object_new (OMNI_TYPE_ORDER_LINE, NULL);
  const char *company = omni_order_item_get_text (item, OMNI_ORDER_ITEM_SHIPPING_COMPANY);

  self->item = omni_order_item_ref (item);
  self->currency = g_strdup (currency);
  self->company = g_strdup (
    omni_reference_data_name_code (reference, OMNI_REFERENCE_CARGO_COMPANY, company));
  self->can_tick = can_tick;
  self->why_not = g_strdup (why_not);
  self->shown = describe (self);

  return self;
}

/**
 * omni_order_line_says:
 * @self: a line
 * @column: a column, counted from 0
 *
 * Returns: whether its cell shows anything
 */
gboolean
omni_order_line_says (const OmniOrderLine *self, guint column)
{
  g_auto (OmniOrderLineCell) cell = { NULL };

  columns[column].fill (self, &cell);

  return (cell.first != NULL && cell.first[0] != '\0') ||
         (cell.second != NULL && cell.second[0] != '\0') ||
         (cell.url != NULL && cell.url[0] != '\0');
}

static void
take_tick (OmniOrderLine *self, OmniOrderLine *newer)
{
  gboolean can_tick = self->can_tick;

  self->can_tick = newer->can_tick;
  if (self->can_tick != can_tick)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CAN_TICK]);
  if (g_strcmp0 (self->why_not, newer->why_not) == 0)
    return;

  g_free (self->why_not);
  self->why_not = g_steal_pointer (&newer->why_not);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_WHY_NOT]);
}

/**
 * omni_order_line_take:
 * @self: a line that is shown
 * @newer: the same line as it was read later; what it has is taken from it
 *
 * An order that is followed is read again and again: a line that was there stays, and only what
 * changed of it is shown and drawn anew.
 */
void
omni_order_line_take (OmniOrderLine *self, OmniOrderLine *newer)
{
  gboolean same = g_str_equal (self->shown, newer->shown);

  omni_order_item_unref (self->item);
  self->item = g_steal_pointer (&newer->item);
  if (!same)
    {
      g_free (self->currency);
      self->currency = g_steal_pointer (&newer->currency);
      g_free (self->company);
      self->company = g_steal_pointer (&newer->company);
      g_free (self->shown);
      self->shown = g_steal_pointer (&newer->shown);
      take_tick (self, newer);
    }
  g_object_set (self, "ticked", newer->ticked, NULL);

  if (!same)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}
