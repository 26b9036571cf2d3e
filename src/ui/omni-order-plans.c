/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-order-plans.h"

#include "omni-cancellation-plan.h"
#include "omni-fact-grid.h"
#include "omni-format.h"
#include "omni-order-item.h"
#include "omni-status-dot.h"

#include <glib/gi18n-lib.h>

/* The cancellation plans of an order, to be read. */

static GtkWidget *
append_label (GtkWidget *box, const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);

  return label;
}

static GtkWidget *
new_head (const OmniCancellationPlan *plan, const char *currency)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  const char *color_class = omni_status_color_get_class (omni_cancellation_plan_get_color (plan));
  const char *kind = omni_cancellation_plan_get_is_cargo_refund (plan)
                         ? _ ("Shipping fee only")
                         : omni_cancellation_plan_get_kind_label (plan);
  const char *status = omni_cancellation_plan_get_status_label (plan);
  g_autofree char *title = g_strdup_printf ("#%" G_GINT64_FORMAT " %s",
                                            omni_cancellation_plan_get_pk (plan),
                                            kind != NULL ? kind : "");
  g_autofree char *when = omni_format_moment (omni_cancellation_plan_get_created_date (plan));
  GtkWidget *label;
  OmniMoney money;

  append_label (head, title, "heading");
  gtk_box_append (GTK_BOX (head), omni_status_dot_new (color_class));
  append_label (head, status != NULL ? status : "—", NULL);
  label = append_label (head, when, "dim-label");
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);

  if (omni_cancellation_plan_get_amount (plan, OMNI_CANCELLATION_PLAN_REFUND_AMOUNT, currency,
                                         &money))
    {
      g_autofree char *amount = omni_money_format (&money);

      gtk_widget_add_css_class (append_label (head, amount, "numeric"), "heading");
    }

  return head;
}

static const char *
find_product (GPtrArray *items, gint64 item_pk)
{
  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      const OmniOrderItem *item = g_ptr_array_index (items, i);
      const char *name = omni_order_item_get_text (item, OMNI_ORDER_ITEM_PRODUCT_NAME);

      if (omni_order_item_get_pk (item) == item_pk && name != NULL && name[0] != '\0')
        return name;
    }

  return NULL;
}

static char *
dup_state (const OmniPlannedItem *planned)
{
  if (planned->manual_refunded)
    return g_strdup (_ ("Refunded by hand"));
  if (planned->manual_refund_required)
    return g_strdup (_ ("Manual Refund Required"));

  return g_strdup ("");
}

static void
attach_text (GtkWidget *grid, int column, int row, const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);
  gboolean is_number = column == 3;

  gtk_label_set_xalign (GTK_LABEL (label), is_number ? 1 : 0);
  if (!is_number)
    {
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_label_set_width_chars (GTK_LABEL (label), column == 0 ? 12 : 8);
      gtk_widget_set_tooltip_text (label, text);
    }
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_widget_set_hexpand (label, column == 0);
  gtk_grid_attach (GTK_GRID (grid), label, column, row, 1, 1);
}

static void
attach_planned (GtkWidget *grid, int row, const OmniPlannedItem *planned, GPtrArray *items,
                const char *currency)
{
  const char *product = find_product (items, planned->order_item);
  g_autofree char *line_key = g_strdup_printf ("%" G_GINT64_FORMAT, planned->order_item);
  g_autofree char *reason_key = g_strdup_printf ("%" G_GINT64_FORMAT, planned->reason);
  g_autofree char *line = NULL;
  g_autofree char *reason = NULL;
  g_autofree char *state = dup_state (planned);
  g_autofree char *amount = NULL;
  OmniMoney money = planned->amount;

  /* Translators: a line of an order that is not known; %s is its key */
  line = product != NULL ? g_strdup (product) : g_strdup_printf (_ ("Line %s"), line_key);
  if (planned->reason_name != NULL)
    reason = g_strdup (planned->reason_name);
  else if (planned->reason != 0)
    /* Translators: a reason whose words are not known; %s is its key */
    reason = g_strdup_printf (_ ("Reason %s"), reason_key);
  if (planned->has_amount)
    {
      omni_money_set_currency (&money, currency);
      amount = omni_money_format (&money);
    }

  attach_text (grid, 0, row, line, NULL);
  attach_text (grid, 1, row, reason != NULL ? reason : "", "dim-label");
  attach_text (grid, 2, row, state,
               planned->manual_refund_required && !planned->manual_refunded ? "omni-status-trouble"
                                                                            : "dim-label");
  attach_text (grid, 3, row, amount != NULL ? amount : "", "numeric");
}

static GtkWidget *
new_plan (const OmniCancellationPlan *plan, GPtrArray *items, const char *currency)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *grid = gtk_grid_new ();
  const char *trouble = omni_cancellation_plan_get_text (plan,
                                                         OMNI_CANCELLATION_PLAN_ERROR_MESSAGE);

  gtk_widget_add_css_class (box, "plan");
  gtk_box_append (GTK_BOX (box), new_head (plan, currency));
  if (trouble != NULL && trouble[0] != '\0')
    {
      GtkWidget *label = append_label (box, trouble, "omni-status-trouble");

      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
    }

  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 2);
  for (guint i = 0; i < omni_cancellation_plan_get_n_items (plan); i++)
    attach_planned (grid, (int) i, omni_cancellation_plan_get_item (plan, i), items, currency);
  gtk_box_append (GTK_BOX (box), grid);

  return box;
}

GtkWidget *
omni_order_plans_new (void)
{
  return gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
}

/**
 * omni_order_plans_show:
 * @plans_box: what omni_order_plans_new() made
 * @plans: (element-type OmniCancellationPlan): the plans
 * @items: (nullable) (element-type OmniOrderItem): the lines, for their names
 * @currency: (nullable): the order's currency
 */
void
omni_order_plans_show (GtkWidget *plans_box, GPtrArray *plans, GPtrArray *items,
                       const char *currency)
{
  omni_widget_clear (plans_box);
  for (guint i = 0; i < plans->len; i++)
    gtk_box_append (GTK_BOX (plans_box), new_plan (g_ptr_array_index (plans, i), items, currency));
}
