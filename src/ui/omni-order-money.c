/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-order-money.h"

#include "omni-discount-item.h"
#include "omni-fact-grid.h"
#include "omni-format.h"
#include "omni-order-totals.h"
#include "omni-transaction.h"

#include <glib/gi18n-lib.h>

/* The small tables about money: what moved, what was taken off, what it comes to. */

static GtkWidget *
attach (GtkWidget *grid, int column, int row, const char *text, gboolean is_number)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), is_number ? 1 : 0);
  if (is_number)
    {
      gtk_widget_add_css_class (label, "numeric");
    }
  else
    {
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_label_set_width_chars (GTK_LABEL (label), 6);
      omni_label_explain_itself (label);
      gtk_widget_set_hexpand (label, column == 0);
    }
  gtk_grid_attach (GTK_GRID (grid), label, column, row, 1, 1);

  return label;
}

static void
attach_titles (GtkWidget *grid, const char *const *titles, int n_titles)
{
  for (int i = 0; i < n_titles; i++)
    {
      GtkWidget *label = attach (grid, i, 0, _ (titles[i]), i == n_titles - 1);

      gtk_widget_add_css_class (label, "dim-label");
      gtk_widget_add_css_class (label, "caption-heading");
    }
}

GtkWidget *
omni_order_money_grid_new (void)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 3);

  return grid;
}

static const char *
get_method (const OmniTransaction *transaction, const OmniReferenceData *reference)
{
  const char *name = omni_transaction_get_payment_option_name (transaction);
  const OmniReferenceEntry *entry = NULL;

  if (name == NULL && reference != NULL)
    entry = omni_reference_data_find (reference, OMNI_REFERENCE_PAYMENT_OPTION,
                                      omni_transaction_get_payment_option (transaction));

  return entry != NULL ? entry->name : name;
}

static void
append_amount (GString *text, gboolean is_known, const OmniMoney *money)
{
  g_autofree char *amount = is_known ? omni_money_format (money) : NULL;

  g_string_append_printf (text, "%s\t", amount != NULL ? amount : "");
}

static void
append_text (GString *text, const char *word)
{
  g_string_append_printf (text, "%s\t", word != NULL ? word : "");
}

static char *
describe_transactions (GPtrArray *transactions, const char *currency,
                       const OmniReferenceData *reference)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < transactions->len; i++)
    {
      const OmniTransaction *transaction = g_ptr_array_index (transactions, i);
      gboolean is_refund = omni_transaction_get_is_refund (transaction);
      OmniMoney money;

      append_text (text, is_refund ? "-" : "+");
      append_text (text, get_method (transaction, reference));
      append_text (text, omni_transaction_get_kind_label (transaction));
      append_text (text, omni_transaction_get_status_label (transaction));
      append_amount (text, omni_transaction_get_amount (transaction, currency, &money), &money);
      g_string_append_printf (text, "%" G_GINT64_FORMAT "\n",
                              omni_transaction_get_created_date (transaction));
    }

  return g_string_free (text, FALSE);
}

static char *
describe_discounts (GPtrArray *discounts, const char *currency)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < discounts->len; i++)
    {
      const OmniDiscountItem *discount = g_ptr_array_index (discounts, i);
      OmniMoney money;

      append_text (text, omni_discount_item_get_text (discount, OMNI_DISCOUNT_ITEM_NAME));
      append_text (text, omni_discount_item_get_text (discount, OMNI_DISCOUNT_ITEM_PROMOTION_NAME));
      append_text (text, omni_discount_item_get_text (discount, OMNI_DISCOUNT_ITEM_CODE));
      append_text (text, omni_discount_item_get_offer_type_label (discount));
      append_amount (text, omni_discount_item_get_amount (discount, currency, &money), &money);
      g_string_append_printf (text, "%u\n", omni_discount_item_get_n_lines (discount));
    }

  return g_string_free (text, FALSE);
}

static char *
describe_totals (const OmniOrderTotals *totals)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < OMNI_N_TOTALS; i++)
    append_amount (text, totals->known[i], &totals->amounts[i]);

  return g_string_free (text, FALSE);
}

static void
attach_transaction (GtkWidget *grid, int row, const OmniTransaction *transaction,
                    const char *currency, const OmniReferenceData *reference)
{
  gboolean is_refund = omni_transaction_get_is_refund (transaction);
  const char *method = get_method (transaction, reference);
  const char *kind = omni_transaction_get_kind_label (transaction);
  g_autofree char *when = omni_format_moment (omni_transaction_get_created_date (transaction));
  g_autofree char *how = NULL;
  g_autofree char *amount = NULL;
  OmniMoney money;

  if (method == NULL || g_strcmp0 (method, kind) == 0)
    how = g_strdup (kind);
  else
    how = kind != NULL ? g_strdup_printf ("%s · %s", method, kind) : g_strdup (method);

  if (omni_transaction_get_amount (transaction, currency, &money))
    {
      g_autofree char *plain = omni_money_format (&money);

      amount = g_strconcat (is_refund && money.units > 0 ? "-" : "", plain, NULL);
    }

  attach (grid, 0, row, when, FALSE);
  attach (grid, 1, row, is_refund ? _ ("Refund") : _ ("Payment"), FALSE);
  gtk_widget_set_hexpand (attach (grid, 2, row, how != NULL ? how : "—", FALSE), TRUE);
  attach (grid, 3, row, omni_transaction_get_status_label (transaction), FALSE);
  attach (grid, 4, row, amount != NULL ? amount : "—", TRUE);
}

/**
 * omni_order_money_show_transactions:
 * @grid: what omni_order_money_grid_new() made
 * @transactions: (element-type OmniTransaction): the movements of money
 * @currency: (nullable): the order's currency
 * @reference: (nullable): names payment options
 */
void
omni_order_money_show_transactions (GtkWidget *grid, GPtrArray *transactions, const char *currency,
                                    const OmniReferenceData *reference)
{
  static const char *const titles[] = { N_ ("When"), N_ ("What"), N_ ("How"), N_ ("Status"),
                                        N_ ("Amount") };

  if (!omni_widget_take_content (grid, describe_transactions (transactions, currency, reference)))
    return;

  omni_widget_clear (grid);
  attach_titles (grid, titles, G_N_ELEMENTS (titles));
  for (guint i = 0; i < transactions->len; i++)
    attach_transaction (grid, (int) i + 1, g_ptr_array_index (transactions, i), currency,
                        reference);
}

static void
attach_discount (GtkWidget *grid, int row, const OmniDiscountItem *discount, const char *currency)
{
  const char *name = omni_discount_item_get_text (discount, OMNI_DISCOUNT_ITEM_NAME);
  guint n_lines = omni_discount_item_get_n_lines (discount);
  g_autofree char *lines = n_lines > 0 ? g_strdup_printf ("%u", n_lines) : NULL;
  g_autofree char *amount = NULL;
  OmniMoney money;

  if (name == NULL)
    name = omni_discount_item_get_text (discount, OMNI_DISCOUNT_ITEM_PROMOTION_NAME);
  if (omni_discount_item_get_amount (discount, currency, &money))
    amount = omni_money_format (&money);

  attach (grid, 0, row, name != NULL ? name : "—", FALSE);
  attach (grid, 1, row, omni_discount_item_get_offer_type_label (discount), FALSE);
  attach (grid, 2, row, omni_discount_item_get_text (discount, OMNI_DISCOUNT_ITEM_CODE), FALSE);
  attach (grid, 3, row, lines, FALSE);
  attach (grid, 4, row, amount != NULL ? amount : "—", TRUE);
}

/**
 * omni_order_money_show_discounts:
 * @grid: what omni_order_money_grid_new() made
 * @discounts: (element-type OmniDiscountItem): the discounts
 * @currency: (nullable): the order's currency
 */
void
omni_order_money_show_discounts (GtkWidget *grid, GPtrArray *discounts, const char *currency)
{
  static const char *const titles[] = { N_ ("Discount"), N_ ("Kind"), N_ ("Code"), N_ ("Products"),
                                        N_ ("Amount") };

  if (!omni_widget_take_content (grid, describe_discounts (discounts, currency)))
    return;

  omni_widget_clear (grid);
  attach_titles (grid, titles, G_N_ELEMENTS (titles));
  for (guint i = 0; i < discounts->len; i++)
    attach_discount (grid, (int) i + 1, g_ptr_array_index (discounts, i), currency);
}

static void
attach_rule (GtkWidget *grid, int row)
{
  GtkWidget *rule = gtk_separator_new (GTK_ORIENTATION_HORIZONTAL);

  gtk_grid_attach (GTK_GRID (grid), rule, 0, row, 2, 1);
}

/**
 * omni_order_money_show_totals:
 * @grid: what omni_order_money_grid_new() made
 * @order: the order
 * @items: (nullable) (element-type OmniOrderItem): its lines, as far as they are known
 *
 * Shows what the order came to before anything was given back, what is left of it, and how both
 * come about.
 */
void
omni_order_money_show_totals (GtkWidget *grid, const OmniOrder *order, GPtrArray *items)
{
  g_autoptr (GError) error = NULL;
  OmniOrderTotals totals;
  int row = 0;

  if (!omni_order_totals_compute (&totals, order, items, &error))
    {
      if (!omni_widget_take_content (grid, g_strdup (error->message)))
        return;
      omni_widget_clear (grid);
      attach (grid, 0, 0, error->message, FALSE);
      return;
    }
  if (!omni_widget_take_content (grid, describe_totals (&totals)))
    return;

  omni_widget_clear (grid);

  for (guint i = 0; i < OMNI_N_TOTALS; i++)
    {
      gboolean is_sum = i == OMNI_TOTAL_BEFORE || i == OMNI_TOTAL_CURRENT;
      g_autofree char *amount = omni_money_format (&totals.amounts[i]);
      GtkWidget *title;
      GtkWidget *value;

      if (!totals.known[i])
        continue;

      if (is_sum && row > 0)
        attach_rule (grid, row++);
      title = attach (grid, 0, row, omni_order_total_get_title (i), FALSE);
      value = attach (grid, 1, row, amount, TRUE);
      gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_NONE);
      gtk_label_set_wrap (GTK_LABEL (title), TRUE);
      gtk_widget_add_css_class (title, is_sum ? "heading" : "dim-label");
      if (is_sum)
        gtk_widget_add_css_class (value, "heading");
      row++;
    }

  if (row == 0)
    attach (grid, 0, 0, _ ("The server sends no amount."), FALSE);
}
