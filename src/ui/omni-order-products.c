/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-order-products.h"

#include "omni-fact-grid.h"
#include "omni-iban.h"
#include "omni-reason-grid.h"
#include "omni-refund-dialog.h"

#include <glib/gi18n-lib.h>

/* lines with ticks
 * Transaction   Reason for all
 *   ticked line   amount   reason   explanation
 * IBAN, holder, return invoice
 * message
 * Cancel/Return Selected Items          Cancel Entire Order   Only Refund Shipping Fee */

struct _OmniOrderProducts
{
  GtkWidget parent_instance;

  GtkWidget *box;            /* (borrowed): the only child */
  OmniOrderLines *lines;     /* (borrowed) */
  GtkDropDown *transaction;  /* (borrowed) */
  OmniReasonGrid *reasons;   /* (borrowed) */
  GtkWidget *account_box;    /* (borrowed) */
  GtkEntry *iban_entry;      /* (borrowed) */
  GtkEntry *holder_entry;    /* (borrowed) */
  GtkEntry *invoice_entry;   /* (borrowed) */
  GtkLabel *iban_error;      /* (borrowed) */
  GtkWidget *message_box;    /* (borrowed) */
  GtkSpinner *spinner;       /* (borrowed) */
  GtkLabel *message;         /* (borrowed) */
  GtkWidget *selected_button; /* (borrowed) */
  GtkLabel *selected_label;   /* (borrowed) */
  GtkWidget *order_button;    /* (borrowed) */
  GtkWidget *shipping_button; /* (borrowed) */
  GtkWidget *dialog;          /* (nullable) (weak): while something is to be confirmed */

  OmniSession *session; /* (nullable) (owned) */
  OmniRefundDesk *desk; /* (nullable) (owned) */
  OmniOrder *order;     /* (nullable) (owned) */
  GPtrArray *items;     /* (nullable) (owned) */
  GPtrArray *plans;     /* (nullable) (owned) */
  gint64 shown_order;   /* whose choices are kept */
  GPtrArray *known_reasons; /* (nullable) (borrowed): those that are offered, to be compared */
};

G_DEFINE_FINAL_TYPE (OmniOrderProducts, omni_order_products, GTK_TYPE_WIDGET)

static void update (OmniOrderProducts *self);

/*
 * What can be done
 */

static gboolean
get_basis (OmniOrderProducts *self, OmniRefundBasis *basis)
{
  if (self->order == NULL || self->items == NULL || self->plans == NULL || self->desk == NULL)
    return FALSE;

  *basis = (OmniRefundBasis){ self->order, self->items, self->plans,
                              omni_refund_desk_get_keeps_shipping (self->desk) };
  return TRUE;
}

static gboolean
is_return (OmniOrderProducts *self)
{
  return gtk_drop_down_get_selected (self->transaction) == 1;
}

/* Why nothing can be done at all, whatever is chosen. */
static const char *
why_nothing (OmniOrderProducts *self)
{
  OmniRefundBasis basis;

  if (self->session != NULL &&
      !omni_user_may (omni_session_get_user (self->session), "orders.cancel"))
    return _ ("You do not have the right to cancel or return.");
  if (self->session != NULL && omni_session_get_database (self->session) == NULL)
    return _ ("Nothing can be written down on this computer, so nothing is given back from here.");
  if (!get_basis (self, &basis))
    return _ ("The order is not read completely.");
  if (omni_refund_desk_get_state (self->desk) == OMNI_REFUND_CHECKING)
    return _ ("It is not known yet what came of the last thing that was done to this order.");

  return NULL;
}

static void
add_line (OmniOrderProducts *self, OmniCancellation *cancellation, const OmniOrderItem *item)
{
  OmniCancellationLine *line = omni_cancellation_add_line (cancellation,
                                                           omni_order_item_get_pk (item));
  const char *name = omni_order_item_get_text (item, OMNI_ORDER_ITEM_PRODUCT_NAME);
  const char *sku = omni_order_item_get_text (item, OMNI_ORDER_ITEM_SKU);

  line->product = g_strdup (name != NULL && name[0] != '\0' ? name : sku);
}

static OmniCancellation *
build (OmniOrderProducts *self, OmniCancelScope scope, gboolean returns)
{
  OmniCancellation *cancellation = omni_cancellation_new (
    omni_order_get_pk (self->order), omni_order_get_number (self->order), scope);

  cancellation->is_return = scope != OMNI_CANCEL_SHIPPING && returns;
  for (guint i = 0; scope != OMNI_CANCEL_SHIPPING && i < self->items->len; i++)
    {
      const OmniOrderItem *item = g_ptr_array_index (self->items, i);

      if (scope == OMNI_CANCEL_ORDER
              ? !omni_refund_has_ended (item)
              : omni_order_lines_is_ticked (self->lines, omni_order_item_get_pk (item)))
        add_line (self, cancellation, item);
    }

  return cancellation;
}

/* An account belongs to every line; what is wrong with it is said beside it. */
static char *
take_account (OmniOrderProducts *self, OmniCancellation *cancellation)
{
  const char *iban = gtk_editable_get_text (GTK_EDITABLE (self->iban_entry));
  g_autofree char *plain = omni_iban_normalize (iban);
  g_autofree char *holder = g_strstrip (
    g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->holder_entry))));
  g_autofree char *invoice = g_strstrip (
    g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->invoice_entry))));
  g_autoptr (GError) error = NULL;

  if (invoice[0] != '\0')
    cancellation->invoice_number = g_steal_pointer (&invoice);
  if (!omni_refund_wants_account (self->order) || (plain[0] == '\0' && holder[0] == '\0'))
    return NULL;
  if (!omni_iban_check (plain, &error))
    return g_strdup (error->message);
  if (holder[0] == '\0')
    return g_strdup (_ ("Say whose account it is."));

  for (guint i = 0; i < cancellation->lines->len; i++)
    {
      OmniCancellationLine *line = g_ptr_array_index (cancellation->lines, i);

      line->iban = g_strdup (plain);
      line->holder_name = g_strdup (holder);
    }

  return NULL;
}

/*
 * Confirming
 */

static void
respond_cb (AdwMessageDialog *dialog, const char *response, OmniOrderProducts *self)
{
  OmniCancellation *cancellation = g_object_steal_data (G_OBJECT (dialog), "cancellation");

  if (g_str_equal (response, OMNI_REFUND_DIALOG_CONFIRM) && cancellation != NULL)
    omni_refund_desk_cancel (self->desk, cancellation);
  else
    g_clear_pointer (&cancellation, omni_cancellation_free);
}

static const char *
get_payment_option (OmniOrderProducts *self)
{
  const char *name = omni_order_get_payment_option_name (self->order);
  const OmniReferenceEntry *entry;

  if (name != NULL)
    return name;

  entry = omni_reference_data_find (omni_session_get_reference_data (self->session),
                                    OMNI_REFERENCE_PAYMENT_OPTION,
                                    omni_order_get_payment_option (self->order));
  return entry != NULL ? entry->name : NULL;
}

static void
ask (OmniOrderProducts *self, OmniCancelScope scope)
{
  g_autoptr (OmniCancellation) cancellation = NULL;
  g_autofree char *missing = NULL;
  g_autoptr (GError) error = NULL;
  gboolean returns = is_return (self);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  OmniRefundBasis basis;

  if (!get_basis (self, &basis) || self->dialog != NULL ||
      omni_refund_desk_get_state (self->desk) != OMNI_REFUND_IDLE)
    return;
  if (scope == OMNI_CANCEL_ORDER)
    g_free (omni_refund_why_not_order (&basis, &returns));
  if (scope == OMNI_CANCEL_ORDER && returns != is_return (self))
    gtk_drop_down_set_selected (self->transaction, returns ? 1 : 0);

  cancellation = build (self, scope, returns);
  missing = omni_reason_grid_fill (self->reasons, cancellation);
  if (missing == NULL)
    missing = take_account (self, cancellation);
  if (missing == NULL && !omni_refund_promise (&basis, cancellation, &error))
    missing = g_strdup (error->message);
  if (missing != NULL)
    {
      omni_refund_desk_say (self->desk, missing, TRUE);
      return;
    }

  omni_refund_desk_say (self->desk, NULL, FALSE);
  g_set_weak_pointer (&self->dialog,
                      omni_refund_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                              cancellation, &basis, get_payment_option (self)));
  g_object_set_data_full (G_OBJECT (self->dialog), "cancellation", g_steal_pointer (&cancellation),
                          (GDestroyNotify) omni_cancellation_free);
  g_signal_connect_object (self->dialog, "response", G_CALLBACK (respond_cb), self, 0);
  gtk_window_present (GTK_WINDOW (self->dialog));
}

static void
selected_clicked_cb (OmniOrderProducts *self)
{
  ask (self, OMNI_CANCEL_LINES);
}

static void
order_clicked_cb (OmniOrderProducts *self)
{
  ask (self, OMNI_CANCEL_ORDER);
}

static void
shipping_clicked_cb (OmniOrderProducts *self)
{
  ask (self, OMNI_CANCEL_SHIPPING);
}

/*
 * Showing
 */

static void
enable (GtkWidget *button, const char *why_not)
{
  gtk_widget_set_sensitive (button, why_not == NULL);
  omni_widget_set_tooltip (button, why_not);
}

static GPtrArray *
list_whys (OmniOrderProducts *self, const OmniRefundBasis *basis)
{
  GPtrArray *whys = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < basis->items->len; i++)
    g_ptr_array_add (whys, omni_refund_why_not_line (
                             basis, g_ptr_array_index (basis->items, i), is_return (self)));

  return whys;
}

static void
update_lines (OmniOrderProducts *self)
{
  const char *currency = self->order != NULL ? omni_order_get_currency (self->order) : NULL;
  g_autoptr (GPtrArray) whys = NULL;
  OmniRefundBasis basis;

  if (why_nothing (self) == NULL && get_basis (self, &basis))
    whys = list_whys (self, &basis);
  omni_order_lines_set_items (
    self->lines, self->items, whys, currency,
    self->session != NULL ? omni_session_get_reference_data (self->session) : NULL);
}

static void
update_message (OmniOrderProducts *self)
{
  OmniRefundState state = omni_refund_desk_get_state (self->desk);
  const char *message = omni_refund_desk_get_message (self->desk);

  if (state == OMNI_REFUND_WORKING)
    message = _ ("The back office is asked…");

  gtk_widget_set_visible (self->message_box, message != NULL);
  gtk_label_set_label (self->message, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), state != OMNI_REFUND_IDLE);
  gtk_spinner_set_spinning (self->spinner, state != OMNI_REFUND_IDLE);
  gtk_widget_remove_css_class (self->message_box, "trouble");
  if (omni_refund_desk_has_failed (self->desk) || state == OMNI_REFUND_CHECKING)
    gtk_widget_add_css_class (self->message_box, "trouble");
}

/* How much the ticked lines come to, as soon as they are ticked. */
static void
update_selected (OmniOrderProducts *self, const OmniRefundBasis *basis, const char *nothing)
{
  g_autoptr (OmniCancellation) cancellation = build (self, OMNI_CANCEL_LINES, is_return (self));
  gboolean is_known = omni_refund_promise (basis, cancellation, NULL);
  g_autofree char *text = NULL;

  omni_reason_grid_show (self->reasons, cancellation);
  if (nothing == NULL && cancellation->lines->len == 0)
    nothing = _ ("Tick what is to be cancelled or returned.");
  enable (self->selected_button, nothing);

  if (cancellation->lines->len > 0 && is_known)
    {
      g_autofree char *amount = omni_money_format (&cancellation->total);

      /* Translators: how many lines are ticked, and how much goes back for them */
      text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u item, %s", "%u items, %s",
                                           cancellation->lines->len),
                              cancellation->lines->len, amount);
    }
  gtk_label_set_label (self->selected_label, text != NULL ? text : "");
}

static void
update (OmniOrderProducts *self)
{
  const char *nothing = why_nothing (self);
  g_autofree char *why_order = NULL;
  g_autofree char *why_shipping = NULL;
  gboolean returns = FALSE;
  gboolean working;
  OmniRefundBasis basis;

  if (self->desk == NULL)
    return;

  working = omni_refund_desk_get_state (self->desk) != OMNI_REFUND_IDLE;
  update_lines (self);
  update_message (self);
  gtk_widget_set_visible (self->account_box,
                          self->order != NULL && omni_refund_wants_account (self->order));
  /* What is ticked can still be read; a faded table in which nothing can be ticked anyway could
   * not. */
  gtk_widget_set_can_target (GTK_WIDGET (self->lines), !working);
  gtk_widget_set_can_focus (GTK_WIDGET (self->lines), !working);
  gtk_widget_set_sensitive (GTK_WIDGET (self->reasons), !working && nothing == NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->transaction), !working && nothing == NULL);
  if (working && nothing == NULL)
    nothing = _ ("Something is being done to this order.");

  if (!get_basis (self, &basis))
    {
      enable (self->selected_button, nothing);
      enable (self->order_button, nothing);
      enable (self->shipping_button, nothing);
      return;
    }

  update_selected (self, &basis, nothing);
  why_order = omni_refund_why_not_order (&basis, &returns);
  why_shipping = omni_refund_why_not_shipping (&basis);
  enable (self->order_button, nothing != NULL ? nothing : why_order);
  enable (self->shipping_button, nothing != NULL ? nothing : why_shipping);
}

static void
transaction_changed_cb (OmniOrderProducts *self)
{
  if (self->desk == NULL)
    return;

  omni_reason_grid_set_reasons (self->reasons, omni_refund_desk_get_reasons (self->desk),
                                is_return (self));
  update (self);
}

static void
iban_changed_cb (OmniOrderProducts *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->iban_entry));
  g_autoptr (GError) error = NULL;
  gboolean is_good = text[0] == '\0' || omni_iban_check (text, &error);

  /* What is not finished yet is not wrong yet. */
  if (!is_good && strlen (text) < 15)
    is_good = TRUE;
  gtk_label_set_label (self->iban_error, is_good ? "" : error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->iban_error), !is_good);
  if (is_good)
    gtk_widget_remove_css_class (GTK_WIDGET (self->iban_entry), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->iban_entry), "error");
}

static void
desk_changed_cb (OmniOrderProducts *self)
{
  GPtrArray *reasons = omni_refund_desk_get_reasons (self->desk);

  if (reasons != self->known_reasons)
    omni_reason_grid_set_reasons (self->reasons, reasons, is_return (self));
  self->known_reasons = reasons;
  update (self);
}

static void
desk_finished_cb (OmniOrderProducts *self, const GError *error)
{
  if (error != NULL)
    return;

  /* It was done or is being looked for: another press would be another cancellation. */
  omni_order_lines_tick (self->lines, 0, FALSE);
}

/*
 * Building
 */

static GtkWidget *
new_entry (OmniOrderProducts *self, GtkWidget *box, const char *label, int width)
{
  GtkWidget *field = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *title = gtk_label_new (label);
  GtkWidget *entry = gtk_entry_new ();

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "caption");
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), width);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  gtk_box_append (GTK_BOX (field), title);
  gtk_box_append (GTK_BOX (field), entry);
  gtk_box_append (GTK_BOX (box), field);

  return entry;
}

static void
build_account (OmniOrderProducts *self, GtkWidget *controls)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  self->account_box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  self->iban_entry = GTK_ENTRY (new_entry (self, column, _ ("IBAN"), 32));
  self->iban_error = GTK_LABEL (gtk_label_new (""));
  gtk_label_set_xalign (self->iban_error, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->iban_error), "field-error");
  gtk_widget_set_visible (GTK_WIDGET (self->iban_error), FALSE);
  gtk_box_append (GTK_BOX (column), GTK_WIDGET (self->iban_error));
  gtk_box_append (GTK_BOX (self->account_box), column);
  self->holder_entry = GTK_ENTRY (new_entry (self, self->account_box, _ ("Account holder"), 24));
  g_signal_connect_swapped (self->iban_entry, "changed", G_CALLBACK (iban_changed_cb), self);

  gtk_box_append (GTK_BOX (row), self->account_box);
  self->invoice_entry = GTK_ENTRY (new_entry (self, row, _ ("Return invoice number"), 24));
  gtk_box_append (GTK_BOX (controls), row);
}

static void
build_message (OmniOrderProducts *self, GtkWidget *controls)
{
  self->message_box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_widget_add_css_class (self->message_box, "refund-message");
  self->spinner = GTK_SPINNER (gtk_spinner_new ());
  self->message = GTK_LABEL (gtk_label_new (""));
  gtk_label_set_wrap (self->message, TRUE);
  gtk_label_set_xalign (self->message, 0);
  gtk_label_set_selectable (self->message, TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (self->message), TRUE);
  gtk_box_append (GTK_BOX (self->message_box), GTK_WIDGET (self->spinner));
  gtk_box_append (GTK_BOX (self->message_box), GTK_WIDGET (self->message));
  gtk_widget_set_visible (self->message_box, FALSE);
  gtk_box_append (GTK_BOX (controls), self->message_box);
}

static GtkWidget *
new_button (OmniOrderProducts *self, GtkWidget *box, const char *label, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_sensitive (button, FALSE);
  g_signal_connect_swapped (button, "clicked", clicked, self);
  gtk_box_append (GTK_BOX (box), button);

  return button;
}

static void
build_buttons (OmniOrderProducts *self, GtkWidget *controls)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->selected_button = new_button (self, row, _ ("Cancel/Return _Selected Items"),
                                      G_CALLBACK (selected_clicked_cb));
  self->selected_label = GTK_LABEL (gtk_label_new (""));
  gtk_label_set_xalign (self->selected_label, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->selected_label), "numeric");
  gtk_widget_set_hexpand (GTK_WIDGET (self->selected_label), TRUE);
  gtk_box_append (GTK_BOX (row), GTK_WIDGET (self->selected_label));
  self->order_button = new_button (self, row, _ ("Cancel _Entire Order"),
                                   G_CALLBACK (order_clicked_cb));
  self->shipping_button = new_button (self, row, _ ("Only Refund Shi_pping Fee"),
                                      G_CALLBACK (shipping_clicked_cb));
  gtk_box_append (GTK_BOX (controls), row);
}

static void
build_head (OmniOrderProducts *self, GtkWidget *controls)
{
  /* Translators: what is done with lines of an order, not a button that closes something */
  const char *transactions[] = { C_ ("transaction", "Cancel"), C_ ("transaction", "Return"),
                                 NULL };
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = gtk_label_new (_ ("Transaction"));

  self->transaction = GTK_DROP_DOWN (gtk_drop_down_new_from_strings (transactions));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->transaction),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Transaction"), -1);
  g_signal_connect_swapped (self->transaction, "notify::selected",
                            G_CALLBACK (transaction_changed_cb), self);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_box_append (GTK_BOX (column), label);
  gtk_box_append (GTK_BOX (column), GTK_WIDGET (self->transaction));
  gtk_widget_set_valign (column, GTK_ALIGN_START);

  self->reasons = OMNI_REASON_GRID (omni_reason_grid_new ());
  gtk_widget_set_hexpand (GTK_WIDGET (self->reasons), TRUE);
  gtk_box_append (GTK_BOX (row), column);
  gtk_box_append (GTK_BOX (row), GTK_WIDGET (self->reasons));
  gtk_box_append (GTK_BOX (controls), row);
}

/*
 * Overrides
 */

static void
forget_desk (OmniOrderProducts *self)
{
  if (self->desk != NULL)
    g_signal_handlers_disconnect_by_data (self->desk, self);
  g_clear_object (&self->desk);
  g_clear_object (&self->session);
}

static void
forget_order (OmniOrderProducts *self)
{
  g_clear_pointer (&self->order, omni_order_unref);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->plans, g_ptr_array_unref);
}

static void
omni_order_products_dispose (GObject *object)
{
  OmniOrderProducts *self = OMNI_ORDER_PRODUCTS (object);

  forget_desk (self);
  forget_order (self);
  g_clear_weak_pointer (&self->dialog);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (omni_order_products_parent_class)->dispose (object);
}

static void
omni_order_products_class_init (OmniOrderProductsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = omni_order_products_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "orderproducts");
}

static void
omni_order_products_init (OmniOrderProducts *self)
{
  GtkWidget *controls = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);

  self->lines = OMNI_ORDER_LINES (omni_order_lines_new ());
  gtk_widget_add_css_class (controls, "refund-controls");
  build_head (self, controls);
  build_account (self, controls);
  build_message (self, controls);
  build_buttons (self, controls);
  g_signal_connect_swapped (self->lines, "ticked", G_CALLBACK (update), self);

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->lines));
  gtk_box_append (GTK_BOX (self->box), controls);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/*
 * Public API
 */

GtkWidget *
omni_order_products_new (void)
{
  return g_object_new (OMNI_TYPE_ORDER_PRODUCTS, NULL);
}

/**
 * omni_order_products_set_desk:
 * @self: the products
 * @session: who is signed in
 * @desk: where is asked for money to be given back
 */
void
omni_order_products_set_desk (OmniOrderProducts *self, OmniSession *session, OmniRefundDesk *desk)
{
  g_return_if_fail (OMNI_IS_ORDER_PRODUCTS (self));

  forget_desk (self);
  self->session = g_object_ref (session);
  self->desk = g_object_ref (desk);
  g_signal_connect_swapped (desk, "changed", G_CALLBACK (desk_changed_cb), self);
  g_signal_connect_swapped (desk, "finished", G_CALLBACK (desk_finished_cb), self);
  /* It may know the reasons already, and be at work. */
  desk_changed_cb (self);
}

/* Shipped orders are returned, others are cancelled; who wants the other can choose it. */
static void
suggest_transaction (OmniOrderProducts *self)
{
  OmniRefundBasis basis;
  gboolean returns = FALSE;

  if (!get_basis (self, &basis))
    return;

  for (guint i = 0; i < basis.items->len; i++)
    {
      const OmniOrderItem *item = g_ptr_array_index (basis.items, i);
      g_autofree char *no_cancel = omni_refund_why_not_line (&basis, item, FALSE);
      g_autofree char *no_return = omni_refund_why_not_line (&basis, item, TRUE);

      if (no_cancel == NULL)
        {
          returns = FALSE;
          break;
        }
      returns |= no_return == NULL;
    }

  self->shown_order = omni_order_get_pk (self->order);
  gtk_drop_down_set_selected (self->transaction, returns ? 1 : 0);
}

/**
 * omni_order_products_show:
 * @self: the products
 * @order: (nullable): the order
 * @items: (nullable) (element-type OmniOrderItem): its lines
 * @plans: (nullable) (element-type OmniCancellationPlan): its plans, without which nothing can be
 *   cancelled
 */
void
omni_order_products_show (OmniOrderProducts *self,
                          OmniOrder *order,
                          GPtrArray *items,
                          GPtrArray *plans)
{
  g_return_if_fail (OMNI_IS_ORDER_PRODUCTS (self));

  if (order != NULL)
    omni_order_ref (order);
  if (items != NULL)
    g_ptr_array_ref (items);
  if (plans != NULL)
    g_ptr_array_ref (plans);
  forget_order (self);
  self->order = order;
  self->items = items;
  self->plans = plans;

  if (order != NULL && omni_order_get_pk (order) != self->shown_order)
    {
      omni_reason_grid_forget (self->reasons);
      gtk_editable_set_text (GTK_EDITABLE (self->iban_entry), "");
      gtk_editable_set_text (GTK_EDITABLE (self->holder_entry), "");
      gtk_editable_set_text (GTK_EDITABLE (self->invoice_entry), "");
      suggest_transaction (self);
    }
  update (self);
}

/**
 * omni_order_products_take_request:
 * @self: the products
 * @request: what a customer asks for
 *
 * Fills in what is asked for: the transaction, the line, its reason, and the account.
 */
void
omni_order_products_take_request (OmniOrderProducts *self, const OmniCancellationRequest *request)
{
  gint64 item = omni_cancellation_request_get_order_item (request);
  const char *words = omni_cancellation_request_get_text (request,
                                                          OMNI_CANCELLATION_REQUEST_DESCRIPTION);
  const char *iban = omni_cancellation_request_get_text (request, OMNI_CANCELLATION_REQUEST_IBAN);
  const char *holder = omni_cancellation_request_get_text (request,
                                                           OMNI_CANCELLATION_REQUEST_HOLDER_NAME);

  g_return_if_fail (OMNI_IS_ORDER_PRODUCTS (self));

  gtk_drop_down_set_selected (self->transaction,
                              omni_cancellation_request_is_return (request) ? 1 : 0);
  omni_order_lines_tick (self->lines, item, TRUE);
  omni_reason_grid_choose (self->reasons, item, omni_cancellation_request_get_reason (request),
                           words);
  if (iban != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->iban_entry), iban);
  if (holder != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->holder_entry), holder);
  if (!omni_order_lines_is_ticked (self->lines, item))
    omni_refund_desk_say (self->desk, _ ("The line that is asked for cannot be cancelled or "
                                         "returned now; its status says why."),
                          TRUE);
  gtk_widget_grab_focus (self->selected_button);
}

/**
 * omni_order_products_get_lines:
 * @self: the products
 *
 * Returns: (transfer none): the table
 */
OmniOrderLines *
omni_order_products_get_lines (OmniOrderProducts *self)
{
  g_return_val_if_fail (OMNI_IS_ORDER_PRODUCTS (self), NULL);

  return self->lines;
}
