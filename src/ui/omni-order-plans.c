/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-order-plans.h"

#include "omni-cancellation-plan.h"
#include "omni-fact-grid.h"
#include "omni-format.h"
#include "omni-order-item.h"
#include "omni-refund-rules.h"
#include "omni-status-dot.h"

#include <glib/gi18n-lib.h>

struct _OmniOrderPlans
{
  GtkWidget parent_instance;

  GtkWidget *box;   /* (borrowed): the only child */
  char *shown;      /* (nullable) (owned): what is shown, to be compared */
};

enum
{
  SIGNAL_REFUND_MADE,
  SIGNAL_PAY_AGAIN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (OmniOrderPlans, omni_order_plans, GTK_TYPE_WIDGET)

/* A plan that waits for somebody, and what is ticked of it. */
typedef struct
{
  OmniCancellationPlan *plan; /* (owned) */
  GPtrArray *checks;          /* (owned) (element-type GtkCheckButton) */
  GtkEditable *note;          /* (borrowed) */
  GtkWidget *button;          /* (borrowed) */
  const char *why_not;        /* (nullable): as it is now */
} Hand;

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

/* Who made it: the API has no names of users, so only one's own is known. */
static char *
dup_who (const OmniCancellationPlan *plan, const OmniPlansContext *context)
{
  gint64 user = omni_cancellation_plan_get_created_by (plan);
  g_autofree char *when = omni_format_moment (omni_cancellation_plan_get_created_date (plan));
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, user);
  g_autofree char *who = NULL;

  if (user == 0)
    return g_steal_pointer (&when);
  if (user == context->user && context->username != NULL)
    who = g_strdup (context->username);
  else
    /* Translators: %s is the number of a user whose name is not known */
    who = g_strdup_printf (_ ("user %s"), key);

  return g_strdup_printf ("%s · %s", when, who);
}

static GtkWidget *
new_head (const OmniCancellationPlan *plan, const OmniPlansContext *context)
{
  const char *currency = context->currency;
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  const char *color_class = omni_status_color_get_class (omni_cancellation_plan_get_color (plan));
  const char *kind = omni_cancellation_plan_get_is_cargo_refund (plan)
                         ? _ ("Shipping fee only")
                         : omni_cancellation_plan_get_kind_label (plan);
  const char *status = omni_cancellation_plan_get_status_label (plan);
  g_autofree char *title = g_strdup_printf ("#%" G_GINT64_FORMAT " %s",
                                            omni_cancellation_plan_get_pk (plan),
                                            kind != NULL ? kind : "");
  g_autofree char *when = dup_who (plan, context);
  GtkWidget *label;
  OmniMoney money;

  append_label (head, title, "heading");
  gtk_box_append (GTK_BOX (head), omni_status_dot_new (color_class));
  append_label (head, status != NULL ? status : "—", NULL);
  label = append_label (head, when, "dim-label");
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (label, when);
  gtk_widget_set_hexpand (label, TRUE);

  if (omni_cancellation_plan_get_total (plan, currency, &money))
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
      omni_label_explain_itself (label);
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

/* By which ways the money goes back. */
static void
append_payments (GtkWidget *box, const OmniCancellationPlan *plan, const char *currency)
{
  for (guint i = 0; i < omni_cancellation_plan_get_n_payments (plan); i++)
    {
      const OmniPlannedPayment *payment = omni_cancellation_plan_get_payment (plan, i);
      const char *kind = omni_planned_payment_get_kind_label (payment);
      const char *status = omni_planned_payment_get_status_label (payment);
      OmniMoney money = payment->amount;
      g_autofree char *amount = NULL;
      g_autofree char *text = NULL;
      GtkWidget *label;

      omni_money_set_currency (&money, currency);
      amount = payment->has_amount ? omni_money_format (&money) : g_strdup ("");
      text = g_strdup_printf ("%s · %s · %s", kind != NULL ? kind : "—", amount,
                              status != NULL ? status : "—");
      label = append_label (box, text, "dim-label");
      gtk_widget_add_css_class (label, "caption");
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
    }
}

/* The shipping fee is an amount of its own. */
static void
append_shipping (GtkWidget *box, const OmniCancellationPlan *plan, const char *currency)
{
  OmniMoney money;
  g_autofree char *amount = NULL;
  g_autofree char *text = NULL;

  if (!omni_cancellation_plan_get_amount (plan, OMNI_CANCELLATION_PLAN_SHIPPING_REFUND_AMOUNT,
                                          currency, &money) ||
      money.units == 0)
    return;

  amount = omni_money_format (&money);
  text = g_strdup_printf (_ ("Shipping fee %s"), amount);
  append_label (box, text, "numeric");
}

/*
 * By hand
 */

static void
hand_free (gpointer data)
{
  Hand *hand = data;

  omni_cancellation_plan_unref (hand->plan);
  g_ptr_array_unref (hand->checks);
  g_free (hand);
}

static GArray *
list_ticked (Hand *hand)
{
  GArray *items = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < hand->checks->len; i++)
    {
      GtkCheckButton *check = g_ptr_array_index (hand->checks, i);
      gint64 *item = g_object_get_data (G_OBJECT (check), "item");

      if (gtk_check_button_get_active (check) && *item != 0)
        g_array_append_val (items, *item);
    }

  return items;
}

static gboolean
is_ticked (Hand *hand)
{
  for (guint i = 0; i < hand->checks->len; i++)
    {
      if (gtk_check_button_get_active (g_ptr_array_index (hand->checks, i)))
        return TRUE;
    }

  return FALSE;
}

static void
update_hand (Hand *hand)
{
  const char *why = hand->why_not;

  if (why == NULL && !is_ticked (hand))
    why = _ ("Tick the lines whose money was paid back.");
  gtk_widget_set_sensitive (hand->button, why == NULL);
  gtk_widget_set_tooltip_text (hand->button, why);
}

static void
hand_ticked_cb (GtkWidget *box)
{
  update_hand (g_object_get_data (G_OBJECT (box), "hand"));
}

static void
refund_made_cb (GtkWidget *box)
{
  Hand *hand = g_object_get_data (G_OBJECT (box), "hand");
  GtkWidget *self = gtk_widget_get_ancestor (box, OMNI_TYPE_ORDER_PLANS);
  g_autoptr (GArray) items = list_ticked (hand);

  if (self != NULL && is_ticked (hand))
    g_signal_emit (self, signals[SIGNAL_REFUND_MADE], 0, hand->plan, items,
                   gtk_editable_get_text (hand->note));
}

static void
pay_again_cb (GtkWidget *box)
{
  Hand *hand = g_object_get_data (G_OBJECT (box), "hand");
  GtkWidget *self = gtk_widget_get_ancestor (box, OMNI_TYPE_ORDER_PLANS);

  if (self != NULL)
    g_signal_emit (self, signals[SIGNAL_PAY_AGAIN], 0, hand->plan);
}

/* @item is 0 for the shipping fee. */
static GtkWidget *
append_check (GtkWidget *box, Hand *hand, gint64 item, const char *name)
{
  /* Translators: %s is a product whose money is to be paid back by hand */
  g_autofree char *label = g_strdup_printf (_ ("Manual Refund Required: %s"), name);
  GtkWidget *check = gtk_check_button_new_with_label (label);

  g_object_set_data_full (G_OBJECT (check), "item", g_memdup2 (&item, sizeof item), g_free);
  g_ptr_array_add (hand->checks, check);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  g_signal_connect_swapped (check, "toggled", G_CALLBACK (hand_ticked_cb), box);
  gtk_box_append (GTK_BOX (box), check);

  return check;
}

static void
append_checks (GtkWidget *box, Hand *hand, GPtrArray *items)
{
  guint n_items = omni_cancellation_plan_get_n_items (hand->plan);

  if (n_items == 0)
    append_check (box, hand, 0, _ ("Shipping fee"));

  for (guint i = 0; i < n_items; i++)
    {
      const OmniPlannedItem *planned = omni_cancellation_plan_get_item (hand->plan, i);
      const char *product = find_product (items, planned->order_item);
      g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, planned->order_item);
      g_autofree char *account = NULL;
      GtkWidget *check;

      if (!planned->manual_refund_required || planned->manual_refunded)
        continue;
      check = append_check (box, hand, planned->order_item, product != NULL ? product : key);
      if (planned->iban != NULL)
        account = g_strdup_printf ("%s · %s", planned->iban,
                                   planned->holder_name != NULL ? planned->holder_name : "");
      gtk_widget_set_tooltip_text (check, account);
    }
}

static GtkWidget *
new_pay_again (GtkWidget *box, const OmniCancellationPlan *plan, const OmniPlansContext *context)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("Try by I_tself Again"));
  g_autofree char *why =
    context->items != NULL ? omni_refund_why_not_pay_again (plan, context->items) : NULL;
  const char *why_not = context->why_not != NULL ? context->why_not : why;

  gtk_widget_set_sensitive (button, why_not == NULL);
  gtk_widget_set_tooltip_text (button, why_not != NULL
                                           ? why_not
                                           : _ ("Has the back office send the money once more by "
                                                "the way it came."));
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (pay_again_cb), box);

  return button;
}

/* Whether it can be tried again: the server sent it once, and the bank or something else was in the
 * way, or nobody said yet by which way it goes back. */
static gboolean
can_pay_again (const OmniCancellationPlan *plan)
{
  const char *trouble = omni_cancellation_plan_get_text (plan,
                                                         OMNI_CANCELLATION_PLAN_ERROR_MESSAGE);
  const char *status = omni_cancellation_plan_get_text (plan, OMNI_CANCELLATION_PLAN_STATUS);
  gboolean is_waiting = g_strcmp0 (status, "waiting") == 0;

  return (omni_cancellation_plan_needs_hand (plan) && trouble != NULL && trouble[0] != '\0') ||
         g_strcmp0 (status, "failed") == 0 ||
         (is_waiting && omni_cancellation_plan_get_n_payments (plan) == 0);
}

static void
append_hand (GtkWidget *parent, OmniCancellationPlan *plan, const OmniPlansContext *context)
{
  gboolean needs_hand = omni_cancellation_plan_needs_hand (plan);
  GtkWidget *box;
  GtkWidget *row;
  GtkWidget *note;
  Hand *hand;

  if (!needs_hand && !can_pay_again (plan))
    return;

  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  hand = g_new0 (Hand, 1);
  hand->plan = omni_cancellation_plan_ref (plan);
  hand->checks = g_ptr_array_new ();
  hand->why_not = context->why_not;
  g_object_set_data_full (G_OBJECT (box), "hand", hand, hand_free);

  note = gtk_entry_new ();
  hand->note = GTK_EDITABLE (note);
  gtk_entry_set_placeholder_text (GTK_ENTRY (note), _ ("Reference, for Activity"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (note), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Reference"), -1);
  gtk_widget_set_hexpand (note, TRUE);
  hand->button = gtk_button_new_with_mnemonic (_ ("Refund has been _made"));
  g_signal_connect_swapped (hand->button, "clicked", G_CALLBACK (refund_made_cb), box);

  if (needs_hand)
    append_checks (box, hand, context->items);
  gtk_box_append (GTK_BOX (row), note);
  gtk_box_append (GTK_BOX (row), hand->button);
  if (can_pay_again (plan))
    gtk_box_append (GTK_BOX (row), new_pay_again (box, plan, context));
  gtk_widget_set_visible (note, hand->checks->len > 0);
  gtk_widget_set_visible (hand->button, hand->checks->len > 0);
  gtk_box_append (GTK_BOX (box), row);
  update_hand (hand);
  gtk_box_append (GTK_BOX (parent), box);
}

static GtkWidget *
new_plan (OmniCancellationPlan *plan, const OmniPlansContext *context)
{
  GPtrArray *items = context->items;
  const char *currency = context->currency;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *grid = gtk_grid_new ();
  const char *trouble = omni_cancellation_plan_get_text (plan,
                                                         OMNI_CANCELLATION_PLAN_ERROR_MESSAGE);

  gtk_widget_add_css_class (box, "plan");
  gtk_box_append (GTK_BOX (box), new_head (plan, context));
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
  append_shipping (box, plan, currency);
  append_payments (box, plan, currency);
  append_hand (box, plan, context);

  return box;
}

/* What is typed and ticked must not be lost because the same is read again. */
static char *
dup_identity (GPtrArray *plans, const OmniPlansContext *context)
{
  GString *text = g_string_new (context->why_not);

  for (guint i = 0; i < plans->len; i++)
    {
      const OmniCancellationPlan *plan = g_ptr_array_index (plans, i);
      const char *status = omni_cancellation_plan_get_text (plan, OMNI_CANCELLATION_PLAN_STATUS);

      g_string_append_printf (text, "\n%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %s",
                              omni_cancellation_plan_get_pk (plan),
                              omni_cancellation_plan_get_modified_date (plan),
                              status != NULL ? status : "");
    }
  for (guint i = 0; context->items != NULL && i < context->items->len; i++)
    g_string_append_printf (text, " %" G_GINT64_FORMAT,
                            omni_order_item_get_pk (g_ptr_array_index (context->items, i)));

  return g_string_free (text, FALSE);
}

/*
 * Overrides
 */

static void
omni_order_plans_dispose (GObject *object)
{
  OmniOrderPlans *self = OMNI_ORDER_PLANS (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->shown, g_free);

  G_OBJECT_CLASS (omni_order_plans_parent_class)->dispose (object);
}

static void
omni_order_plans_class_init (OmniOrderPlansClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = omni_order_plans_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);

  signals[SIGNAL_REFUND_MADE] =
    g_signal_new ("refund-made", OMNI_TYPE_ORDER_PLANS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 3, G_TYPE_POINTER, G_TYPE_POINTER, G_TYPE_STRING);
  signals[SIGNAL_PAY_AGAIN] =
    g_signal_new ("pay-again", OMNI_TYPE_ORDER_PLANS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
omni_order_plans_init (OmniOrderPlans *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
omni_order_plans_new (void)
{
  return g_object_new (OMNI_TYPE_ORDER_PLANS, NULL);
}

/**
 * omni_order_plans_show:
 * @self: the plans
 * @plans: (element-type OmniCancellationPlan): what they show from now on
 * @context: what they are shown with
 */
void
omni_order_plans_show (OmniOrderPlans *self, GPtrArray *plans, const OmniPlansContext *context)
{
  g_autofree char *identity = NULL;

  g_return_if_fail (OMNI_IS_ORDER_PLANS (self));

  identity = dup_identity (plans, context);
  if (g_strcmp0 (identity, self->shown) == 0)
    return;

  g_free (self->shown);
  self->shown = g_steal_pointer (&identity);
  omni_widget_clear (self->box);
  for (guint i = 0; i < plans->len; i++)
    gtk_box_append (GTK_BOX (self->box), new_plan (g_ptr_array_index (plans, i), context));
}
