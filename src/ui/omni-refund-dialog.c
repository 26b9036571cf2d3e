/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-refund-dialog.h"

#include "omni-iban.h"

#include <glib/gi18n-lib.h>

/* What is shown before money is given back: every line, why, how much, and by which way. */

#define MAX_LINES_HEIGHT 260

static GtkWidget *
new_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_width_chars (GTK_LABEL (label), 32);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 44);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);

  return label;
}

static void
attach_amount (GtkGrid *grid, int row, const OmniMoney *money, gboolean is_total)
{
  g_autofree char *text = omni_money_format (money);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_widget_add_css_class (label, "numeric");
  if (is_total)
    gtk_widget_add_css_class (label, "heading");
  gtk_grid_attach (grid, label, 1, row, 1, 1);
}

static const OmniOrderItem *
find_item (const OmniRefundBasis *basis, gint64 pk)
{
  for (guint i = 0; i < basis->items->len; i++)
    {
      const OmniOrderItem *item = g_ptr_array_index (basis->items, i);

      if (omni_order_item_get_pk (item) == pk)
        return item;
    }

  return NULL;
}

/* How the amount of a line comes about, where a discount is in it. */
static char *
dup_discount (const OmniRefundBasis *basis, const OmniCancellationLine *line)
{
  const OmniOrderItem *item = find_item (basis, line->item);
  OmniMoney price;
  OmniMoney discount;
  g_autofree char *price_text = NULL;
  g_autofree char *discount_text = NULL;

  if (item == NULL || !omni_order_item_get_amount (item, OMNI_ORDER_ITEM_PRICE, &price) ||
      !omni_order_item_get_amount (item, OMNI_ORDER_ITEM_DISCOUNT_AMOUNT, &discount) ||
      discount.units == 0)
    return NULL;

  price_text = omni_money_format (&price);
  discount_text = omni_money_format (&discount);
  /* Translators: a price, and the discount that was given on it */
  return g_strdup_printf (_ ("%s less %s of discount"), price_text, discount_text);
}

static GtkWidget *
new_line (const OmniRefundBasis *basis, const OmniCancellationLine *line)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, line->item);
  g_autofree char *discount = dup_discount (basis, line);
  g_autofree char *reason = g_strconcat (line->reason_name != NULL ? line->reason_name : "",
                                         line->text != NULL ? ": " : "",
                                         line->text != NULL ? line->text : "", NULL);

  gtk_box_append (GTK_BOX (box), new_label (line->product != NULL ? line->product : key, NULL));
  if (reason[0] != '\0')
    gtk_box_append (GTK_BOX (box), new_label (reason, "dim-label"));
  if (discount != NULL)
    gtk_box_append (GTK_BOX (box), new_label (discount, "caption"));
  gtk_widget_set_hexpand (box, TRUE);

  return box;
}

static GtkWidget *
new_lines (const OmniCancellation *cancellation, const OmniRefundBasis *basis)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *widget = gtk_grid_new ();
  GtkGrid *grid = GTK_GRID (widget);
  int row = 0;

  gtk_grid_set_column_spacing (grid, 18);
  gtk_grid_set_row_spacing (grid, 6);
  for (guint i = 0; i < cancellation->lines->len; i++)
    {
      const OmniCancellationLine *line = g_ptr_array_index (cancellation->lines, i);

      gtk_grid_attach (grid, new_line (basis, line), 0, row, 1, 1);
      attach_amount (grid, row++, &line->amount, FALSE);
    }
  if (cancellation->shipping.units != 0)
    {
      gtk_grid_attach (grid, new_label (_ ("Shipping fee"), NULL), 0, row, 1, 1);
      attach_amount (grid, row++, &cancellation->shipping, FALSE);
    }
  gtk_grid_attach (grid, new_label (_ ("Goes back in all"), "heading"), 0, row, 1, 1);
  attach_amount (grid, row, &cancellation->total, TRUE);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), MAX_LINES_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), widget);

  return scrolled;
}

static char *
dup_method (const OmniOrder *order, const char *payment_option)
{
  const char *slug = omni_order_get_text (order, OMNI_ORDER_PAYMENT_OPTION_SLUG);
  const char *name = payment_option != NULL ? payment_option : slug;

  if (name == NULL)
    name = _ ("Unknown payment option");

  switch (omni_refund_get_method (order))
    {
    case OMNI_REFUND_BY_ITSELF:
      /* Translators: %s is a payment option */
      return g_strdup_printf (_ ("%s: the money goes back by itself. If the bank refuses, the plan "
                                 "asks for a refund by hand."),
                              name);

    case OMNI_REFUND_BY_HAND:
      return g_strdup_printf (_ ("%s: the money does not go back by itself. Somebody has to pay "
                                 "it, and then choose “Refund has been made”."),
                              name);

    case OMNI_REFUND_NOT_KNOWN:
    default:
      return g_strdup_printf (_ ("%s: the back office decides whether the money goes back by "
                                 "itself or by hand."),
                              name);
    }
}

static void
append_account (GtkBox *box, const OmniCancellation *cancellation)
{
  const OmniCancellationLine *line =
    cancellation->lines->len > 0 ? g_ptr_array_index (cancellation->lines, 0) : NULL;
  g_autofree char *iban = NULL;
  g_autofree char *text = NULL;

  if (line != NULL && line->iban != NULL)
    {
      iban = omni_iban_format (line->iban);
      /* Translators: an account number, and whose account it is */
      text = g_strdup_printf (_ ("To %s, %s"), iban,
                              line->holder_name != NULL ? line->holder_name : "");
      gtk_box_append (box, new_label (text, NULL));
    }
  if (cancellation->invoice_number != NULL)
    {
      g_autofree char *invoice =
        g_strdup_printf (_ ("Return invoice %s"), cancellation->invoice_number);

      gtk_box_append (box, new_label (invoice, NULL));
    }
}

/**
 * omni_refund_dialog_dup_button:
 * @cancellation: (not nullable): what is to be confirmed, with its amounts
 *
 * Returns: (transfer full): what the button says that confirms it
 */
char *
omni_refund_dialog_dup_button (const OmniCancellation *cancellation)
{
  g_autofree char *amount = omni_money_format (&cancellation->total);
  guint n_lines = cancellation->lines->len;

  if (cancellation->scope == OMNI_CANCEL_SHIPPING)
    return g_strdup_printf (_ ("Refund the shipping fee, %s"), amount);
  if (cancellation->scope == OMNI_CANCEL_ORDER)
    return g_strdup_printf (cancellation->is_return ? _ ("Return the entire order, refund %s")
                                                    : _ ("Cancel the entire order, refund %s"),
                            amount);
  if (cancellation->is_return)
    return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "Return %u item, refund %s", "Return %u items, refund %s",
                   n_lines),
      n_lines, amount);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Cancel %u item, refund %s",
                                       "Cancel %u items, refund %s", n_lines),
                          n_lines, amount);
}

/**
 * omni_refund_dialog_new:
 * @parent: (nullable): the window over which it stands
 * @cancellation: (not nullable): what is to be confirmed, with its amounts
 * @basis: (not nullable): the order
 * @payment_option: (nullable): what the order was paid with, in words
 *
 * Returns: (transfer none): a dialog whose response is %OMNI_REFUND_DIALOG_CONFIRM when it is
 *   confirmed
 */
GtkWidget *
omni_refund_dialog_new (GtkWindow *parent,
                        const OmniCancellation *cancellation,
                        const OmniRefundBasis *basis,
                        const char *payment_option)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, NULL, NULL);
  AdwMessageDialog *self = ADW_MESSAGE_DIALOG (dialog);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  g_autofree char *button = omni_refund_dialog_dup_button (cancellation);
  g_autofree char *escaped = NULL;
  g_autofree char *method = dup_method (basis->order, payment_option);
  g_auto (GStrv) parts = g_strsplit (button, "_", -1);

  adw_message_dialog_format_heading (
    self, cancellation->is_return ? _ ("Return of order %s") : _ ("Cancellation of order %s"),
    cancellation->order_number != NULL ? cancellation->order_number : "");
  if (cancellation->scope == OMNI_CANCEL_SHIPPING)
    adw_message_dialog_format_heading (
      self, _ ("Shipping fee of order %s"),
      cancellation->order_number != NULL ? cancellation->order_number : "");

  gtk_box_append (GTK_BOX (box), new_lines (cancellation, basis));
  append_account (GTK_BOX (box), cancellation);
  gtk_box_append (GTK_BOX (box), new_label (method, "dim-label"));
  adw_message_dialog_set_extra_child (self, box);

  /* An underscore of the text would be a key. */
  escaped = g_strjoinv ("__", parts);
  adw_message_dialog_add_responses (self, "close", _ ("_Do Nothing"), OMNI_REFUND_DIALOG_CONFIRM,
                                    escaped, NULL);
  adw_message_dialog_set_response_appearance (self, OMNI_REFUND_DIALOG_CONFIRM,
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (self, "close");
  adw_message_dialog_set_close_response (self, "close");

  return dialog;
}
