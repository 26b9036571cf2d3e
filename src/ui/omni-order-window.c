/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-order-window-private.h"

#include "omni-cancellation-plan.h"
#include "omni-fact-grid.h"
#include "omni-format.h"
#include "omni-order-products.h"
#include "omni-settings.h"
#include "omni-show-queue.h"
#include "omni-sign-in-sheet.h"
#include "omni-status-dot.h"
#include "omni-time.h"
#include "omni-toast.h"

#include <glib/gi18n-lib.h>

/* Quick answers must not flash. */
#define SPINNER_DELAY_MS 250
#define AGE_INTERVAL_S 20

/* How often is looked at what the server still works on. */
#define FOLLOW_INTERVAL_S 5

enum
{
  SIGNAL_MOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (OmniOrderWindow, omni_order_window, ADW_TYPE_APPLICATION_WINDOW)

/*
 * Showing
 */

static void
update_age (OmniOrderWindow *self)
{
  OmniTime then = self->details != NULL ? omni_order_details_get_loaded_time (self->details)
                                        : OMNI_TIME_NONE;
  g_autofree char *age = NULL;

  if (then != OMNI_TIME_NONE)
    age = omni_format_age (then, omni_time_now ());
  adw_button_content_set_label (self->refresh_content, age != NULL ? age : _ ("Refresh"));
}

static void
show_status (OmniOrderWindow *self, const char *code)
{
  const OmniStatus *status = omni_status_find (code);
  const char *label = omni_status_get_label (code);

  if (!omni_widget_take_content (self->subtitle_box, g_strdup (code != NULL ? code : "")))
    return;

  if (self->status_dot != NULL)
    gtk_box_remove (GTK_BOX (self->subtitle_box), self->status_dot);
  self->status_dot = NULL;
  gtk_label_set_label (self->status_label, label != NULL ? label : "");

  if (code != NULL)
    {
      self->status_dot = omni_status_dot_new (omni_status_color_get_class (
        status != NULL ? status->color : OMNI_STATUS_COLOR_NEUTRAL));
      gtk_box_prepend (GTK_BOX (self->subtitle_box), self->status_dot);
    }
}

static const char *
get_channel_name (OmniOrderWindow *self, const OmniOrder *order)
{
  const char *name = omni_order_get_channel_name (order);
  const OmniReferenceEntry *entry;

  if (name != NULL)
    return name;

  entry = omni_reference_data_find (omni_session_get_reference_data (self->session),
                                    OMNI_REFERENCE_CHANNEL, omni_order_get_channel (order));
  return entry != NULL ? entry->name : NULL;
}

static void
show_title (OmniOrderWindow *self)
{
  OmniOrder *order = omni_order_details_get_order (self->details);
  const char *number = order != NULL ? omni_order_get_number (order) : NULL;
  const char *channel = order != NULL ? get_channel_name (self, order) : NULL;
  g_autofree char *placed = NULL;
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;

  /* Translators: %s is the order's number */
  title = g_strdup_printf (_ ("Order %s"), number != NULL ? number : "");
  g_strchomp (title);
  gtk_label_set_label (self->number_label, title);
  gtk_window_set_title (GTK_WINDOW (self), title);

  placed = omni_format_moment (order != NULL ? omni_order_get_date_placed (order)
                                             : OMNI_TIME_NONE);
  subtitle = g_strconcat (channel != NULL ? "· " : "", channel != NULL ? channel : "",
                          placed[0] != '\0' ? " · " : "", placed, NULL);
  gtk_label_set_label (self->subtitle_label, subtitle);
  show_status (self, order != NULL ? omni_order_get_status (order) : NULL);
}

/* It turns in the window in front only: GTK asks the display about ten things for each frame of a
 * window, and what turns in many windows at once slows down all of them. */
static void
update_spinner (OmniOrderWindow *self)
{
  if (self->stack != NULL)
    gtk_spinner_set_spinning (self->spinner,
                              self->is_waiting && gtk_window_is_active (GTK_WINDOW (self)));
}

static void
stop_spinner (OmniOrderWindow *self)
{
  g_clear_handle_id (&self->spinner_id, g_source_remove);
  self->is_waiting = FALSE;
  update_spinner (self);
}

static gboolean
spinner_delay_cb (gpointer data)
{
  OmniOrderWindow *self = data;

  self->spinner_id = 0;
  self->is_waiting = TRUE;
  update_spinner (self);

  return G_SOURCE_REMOVE;
}

static gboolean
has_open_plan (OmniOrderWindow *self)
{
  GPtrArray *plans = omni_order_details_get_things (self->details, OMNI_ORDER_PART_PLANS);

  for (guint i = 0; plans != NULL && i < plans->len; i++)
    {
      if (omni_cancellation_plan_is_open (g_ptr_array_index (plans, i)))
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_gone (OmniOrderWindow *self)
{
  return g_error_matches (omni_order_details_get_error (self->details, OMNI_ORDER_DETAILS_ORDER),
                          OMNI_ERROR, OMNI_ERROR_NOT_FOUND);
}

static char *
dup_failure_sentence (OmniOrderWindow *self, const GError *error)
{
  g_autofree char *sentence = omni_part_dup_sentence (error);

  if (!is_gone (self) || !has_open_plan (self))
    return g_steal_pointer (&sentence);

  /* Translators: of an order that is gone; it stands behind a sentence that says so. */
  return g_strdup_printf ("%s %s", sentence, _ ("It is not followed any longer."));
}

/* A failure without an order fills the window; one over an order that is there stands above it. */
static void
show_failure (OmniOrderWindow *self, const GError *error)
{
  gboolean signed_out = g_error_matches (error, OMNI_ERROR, OMNI_ERROR_SIGNED_OUT);
  gboolean has_order = omni_order_details_get_order (self->details) != NULL;
  GtkButton *button = has_order ? self->message_button : self->failed_button;
  g_autofree char *sentence = dup_failure_sentence (self, error);
  g_autofree char *markup = g_markup_escape_text (sentence, -1);

  gtk_button_set_label (button, signed_out ? _ ("Sign In…") : _ ("Try Again"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button),
                                  signed_out ? "win.sign-in" : "win.refresh");
  adw_status_page_set_description (self->failed_page, markup);
  gtk_label_set_label (self->message_label, sentence);
  gtk_widget_set_visible (self->message_bar, has_order);
  gtk_stack_set_visible_child_name (self->stack, has_order ? "order" : "failed");
}

static void
show_order (OmniOrderWindow *self)
{
  OmniLoadState state = omni_order_details_get_state (self->details, OMNI_ORDER_DETAILS_ORDER);
  gboolean has_order = omni_order_details_get_order (self->details) != NULL;

  show_title (self);
  if (has_order && state != OMNI_LOAD_LOADING)
    omni_order_window_show_facts (self);

  if (state == OMNI_LOAD_FAILED)
    {
      stop_spinner (self);
      show_failure (self, omni_order_details_get_error (self->details, OMNI_ORDER_DETAILS_ORDER));
    }
  else if (has_order)
    {
      stop_spinner (self);
      if (state == OMNI_LOAD_LOADED)
        gtk_widget_set_visible (self->message_bar, FALSE);
      gtk_stack_set_visible_child_name (self->stack, "order");
    }
  else
    {
      if (self->spinner_id == 0 && !self->is_waiting)
        self->spinner_id = g_timeout_add (SPINNER_DELAY_MS, spinner_delay_cb, self);
      gtk_stack_set_visible_child_name (self->stack, "loading");
    }
}

static gboolean
follow_cb (gpointer data)
{
  OmniOrderWindow *self = data;

  self->follow_id = 0;
  omni_order_details_load (self->details);

  return G_SOURCE_REMOVE;
}

/* An answer that does not come is asked for again, as nobody presses a button for what moves by
 * itself; after a session ended everything is read when there is one again. An order that is gone
 * moves no more, whatever was read of it before. */
static void
follow_what_is_open (OmniOrderWindow *self)
{
  OmniLoadState state = omni_order_details_get_state (self->details, OMNI_ORDER_PART_PLANS);
  const GError *error = omni_order_details_get_error (self->details, OMNI_ORDER_PART_PLANS);

  if (is_gone (self))
    g_clear_handle_id (&self->follow_id, g_source_remove);
  else if (state != OMNI_LOAD_LOADING && self->follow_id == 0 &&
           !g_error_matches (error, OMNI_ERROR, OMNI_ERROR_SIGNED_OUT) && has_open_plan (self))
    self->follow_id = g_timeout_add_seconds (FOLLOW_INTERVAL_S, follow_cb, self);
}

/* What of the window waits to be shown: the order comes before its parts, as what hangs on it does
 * not repeat its currency, and what can be done last. */
enum
{
  SHOW_FACTS,
  SHOW_ORDER,
  SHOW_PARTS,
  SHOW_FIRST_PART,
  SHOW_ACTIONS = SHOW_FIRST_PART + OMNI_ORDER_N_PARTS,
};

static void
show_changed_order (OmniOrderWindow *self)
{
  show_order (self);
  follow_what_is_open (self);
  if (omni_order_details_get_state (self->details, OMNI_ORDER_DETAILS_ORDER) != OMNI_LOAD_LOADED)
    return;

  for (guint i = 0; i < OMNI_ORDER_N_PARTS; i++)
    omni_order_window_queue_part (self, i);
  omni_order_window_read_ledger (self);
  omni_order_window_look_for_drafts (self);
}

static void
show_change (GtkWidget *widget, guint what)
{
  OmniOrderWindow *self = OMNI_ORDER_WINDOW (widget);
  guint part = what - SHOW_FIRST_PART;

  if (what == SHOW_FACTS)
    {
      omni_order_window_build_facts (self);
      show_order (self);
    }
  else if (what == SHOW_PARTS)
    {
      omni_order_window_build_parts (self);
    }
  else if (what == SHOW_ORDER)
    {
      show_changed_order (self);
    }
  else if (what == SHOW_ACTIONS)
    {
      update_age (self);
      omni_order_window_update_actions (self);
    }
  else
    {
      omni_order_window_show_part (self, part);
      if (part == OMNI_ORDER_PART_PLANS)
        follow_what_is_open (self);
    }
}

void
omni_order_window_queue_part (OmniOrderWindow *self, guint part)
{
  omni_show_queue_add (GTK_WIDGET (self), SHOW_FIRST_PART + part, show_change);
}

static void
details_changed_cb (OmniOrderWindow *self, guint part)
{
  if (part == OMNI_ORDER_DETAILS_ORDER)
    omni_show_queue_add (GTK_WIDGET (self), SHOW_ORDER, show_change);
  else
    omni_order_window_queue_part (self, part);
  omni_show_queue_add (GTK_WIDGET (self), SHOW_ACTIONS, show_change);
}

static gboolean
age_cb (gpointer data)
{
  update_age (data);

  return G_SOURCE_CONTINUE;
}

/*
 * Moving through the list
 */

static gboolean
find_target (OmniOrderWindow *self, int step, guint *target)
{
  guint position;
  guint n_items;

  if (self->list == NULL || self->details == NULL ||
      !omni_order_list_find_position (self->list, omni_order_details_get_pk (self->details),
                                      &position))
    return FALSE;

  n_items = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  if ((step < 0 && position == 0) || (step > 0 && position + 1 >= n_items))
    return FALSE;

  *target = step < 0 ? position - 1 : position + 1;
  return TRUE;
}

static void
leave_coming_row (OmniOrderWindow *self)
{
  if (self->coming_row != NULL)
    g_signal_handlers_disconnect_by_data (self->coming_row, self);
  g_clear_object (&self->coming_row);
}

/* There is one window for an order: where another one has it already, that one comes up. */
static void
go_to_row (OmniOrderWindow *self, OmniOrderRow *row)
{
  OmniOrder *order = omni_order_row_get_order (row);
  guint position = omni_order_row_get_position (row);
  gint64 pk = omni_order_get_pk (order);
  OmniOrderWindow *other = omni_order_window_find (self->session, pk);

  leave_coming_row (self);
  if (other != NULL)
    gtk_window_present (GTK_WINDOW (other));
  else
    omni_order_window_show_order (self, pk, order);
  g_signal_emit (self, signals[SIGNAL_MOVED], 0, position);
}

static void
row_changed_cb (OmniOrderWindow *self)
{
  OmniOrderRow *row = self->coming_row;

  if (omni_order_row_get_order (row) != NULL)
    {
      g_autoptr (OmniOrderRow) arrived = g_object_ref (row);

      go_to_row (self, arrived);
    }
  else if (omni_order_row_get_state (row) == OMNI_LOAD_FAILED)
    {
      omni_order_window_say (self, omni_order_row_get_error (row)->message);
      leave_coming_row (self);
    }
}

gboolean
omni_order_window_can_move (OmniOrderWindow *self, int step)
{
  guint target;

  return find_target (self, step, &target);
}

void
omni_order_window_move (OmniOrderWindow *self, int step)
{
  g_autoptr (OmniOrderRow) row = NULL;
  guint target;

  if (!find_target (self, step, &target))
    return;

  leave_coming_row (self);
  row = g_list_model_get_item (G_LIST_MODEL (self->list), target);
  if (omni_order_row_get_order (row) != NULL)
    {
      go_to_row (self, row);
      return;
    }

  self->coming_row = g_steal_pointer (&row);
  g_signal_connect_swapped (self->coming_row, "changed", G_CALLBACK (row_changed_cb), self);
}

/*
 * For the other files of the window
 */

void
omni_order_window_say (OmniOrderWindow *self, const char *text)
{
  omni_toast_show (self->toast_overlay, omni_toast_new (text, 2));
}

void
omni_order_window_ask_to_sign_in (OmniOrderWindow *self)
{
  if (self->sheet == NULL)
    g_set_weak_pointer (&self->sheet,
                        GTK_WIDGET (omni_sign_in_sheet_new (GTK_WINDOW (self), self->session)));

  gtk_window_present (GTK_WINDOW (self->sheet));
}

void
omni_order_window_retry (OmniOrderWindow *self, guint part)
{
  const GError *error = omni_order_details_get_error (self->details, part);

  if (g_error_matches (error, OMNI_ERROR, OMNI_ERROR_SIGNED_OUT))
    omni_order_window_ask_to_sign_in (self);
  else
    omni_order_details_load_part (self->details, part);
}

void
omni_order_window_update_expand (OmniOrderWindow *self)
{
  gboolean all = omni_order_window_all_expanded (self);

  gtk_button_set_label (self->expand_button, all ? _ ("Fo_ld All") : _ ("E_xpand All"));
}

static void
retry_log_cb (OmniOrderWindow *self)
{
  omni_order_window_retry (self, OMNI_ORDER_PART_LOG);
}

static void
signed_in_cb (OmniOrderWindow *self)
{
  if (self->details != NULL)
    omni_order_details_load (self->details);
}

/*
 * Overrides
 */

static void
save_state (OmniOrderWindow *self)
{
  GSettings *settings = omni_settings_get ();
  int width;
  int height;

  if (settings == NULL)
    return;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_settings_set_int (settings, "order-window-width", width);
  g_settings_set_int (settings, "order-window-height", height);
  g_settings_set_boolean (settings, "order-log-visible", adw_flap_get_reveal_flap (self->flap));
}

static void
restore_state (OmniOrderWindow *self)
{
  GSettings *settings = omni_settings_get ();

  if (settings == NULL)
    {
      gtk_window_set_default_size (GTK_WINDOW (self), 1200, 700);
      return;
    }

  gtk_window_set_default_size (GTK_WINDOW (self),
                               g_settings_get_int (settings, "order-window-width"),
                               g_settings_get_int (settings, "order-window-height"));
  adw_flap_set_reveal_flap (self->flap, g_settings_get_boolean (settings, "order-log-visible"));
}

static void
drop_details (OmniOrderWindow *self)
{
  g_clear_handle_id (&self->follow_id, g_source_remove);
  omni_show_queue_drop (GTK_WIDGET (self));
  if (self->details == NULL)
    return;

  omni_order_window_forget_ledger (self);
  g_signal_handlers_disconnect_by_data (self->details, self);
  omni_order_details_cancel (self->details);
  g_clear_object (&self->details);
}

static void
drop_list (OmniOrderWindow *self)
{
  leave_coming_row (self);
  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  g_clear_object (&self->list);
}

static gboolean
take_apart (OmniOrderWindow *self)
{
  GtkWidget *products = self->part_contents[OMNI_ORDER_PART_ITEMS];

  return products != NULL && omni_order_lines_take_apart (omni_order_products_get_lines (
                               OMNI_ORDER_PRODUCTS (products)));
}

static gboolean
leave_cb (gpointer user_data)
{
  OmniOrderWindow *self = user_data;

  if (take_apart (self))
    return G_SOURCE_CONTINUE;

  self->leave_id = 0;
  gtk_window_destroy (GTK_WINDOW (self));

  return G_SOURCE_REMOVE;
}

/* A window of a long order disappears at once and is the window of no order any more; its widgets
 * go one by one. */
static gboolean
omni_order_window_close_request (GtkWindow *window)
{
  OmniOrderWindow *self = OMNI_ORDER_WINDOW (window);

  if (self->leave_id != 0)
    return TRUE;
  if (omni_order_window_ask_unsaved (self))
    return TRUE;

  save_state (self);
  if (!take_apart (self))
    return GTK_WINDOW_CLASS (omni_order_window_parent_class)->close_request (window);

  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  drop_details (self);
  drop_list (self);
  omni_order_window_close_refunds (self);
  self->leave_id = g_idle_add (leave_cb, self);

  return TRUE;
}

static void
omni_order_window_dispose (GObject *object)
{
  OmniOrderWindow *self = OMNI_ORDER_WINDOW (object);

  g_clear_handle_id (&self->age_id, g_source_remove);
  g_clear_handle_id (&self->spinner_id, g_source_remove);
  g_clear_handle_id (&self->leave_id, g_source_remove);
  drop_details (self);
  drop_list (self);
  omni_order_window_close_refunds (self);
  if (self->sheet != NULL)
    gtk_window_destroy (GTK_WINDOW (self->sheet));
  g_clear_weak_pointer (&self->sheet);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), OMNI_TYPE_ORDER_WINDOW);

  G_OBJECT_CLASS (omni_order_window_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/omnidesk/Omnidesk/ui/omni-order-window.ui");
  gtk_widget_class_bind_template_child (widget_class, OmniOrderWindow, number_label);
  gtk_widget_class_bind_template_child (widget_class, OmniOrderWindow, subtitle_box);
  gtk_widget_class_bind_template_child (widget_class, OmniOrderWindow, status_label);
  gtk_widget_class_bind_template_child (widget_class, OmniOrderWindow, subtitle_label);
  gtk_widget_class_bind_template_child (widget_class, OmniOrderWindow, refresh_content);
  gtk_widget_class_bind_template_child (widget_class, OmniOrderWindow, expand_button);
  gtk_widget_class_bind_template_child (widget_class, OmniOrderWindow, message_bar);
  gtk_widget_class_bind_template_child (widget_class, OmniOrderWindow, message_label);
  gtk_widget_class_bind_template_child (widget_class, OmniOrderWindow, message_button);
  gtk_widget_class_bind_template_child (widget_class, OmniOrderWindow, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, OmniOrderWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, OmniOrderWindow, spinner);
  gtk_widget_class_bind_template_child (widget_class, OmniOrderWindow, failed_page);
  gtk_widget_class_bind_template_child (widget_class, OmniOrderWindow, failed_button);
  gtk_widget_class_bind_template_child (widget_class, OmniOrderWindow, flap);
  gtk_widget_class_bind_template_child (widget_class, OmniOrderWindow, log);
  gtk_widget_class_bind_template_child (widget_class, OmniOrderWindow, scrolled);
  gtk_widget_class_bind_template_child (widget_class, OmniOrderWindow, content_box);
}

static void
omni_order_window_class_init (OmniOrderWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (OMNI_TYPE_ORDER_LOG);

  G_OBJECT_CLASS (klass)->dispose = omni_order_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = omni_order_window_close_request;

  signals[SIGNAL_MOVED] = g_signal_new ("moved", OMNI_TYPE_ORDER_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);

  bind_template (widget_class);
  omni_order_window_install_actions (widget_class);
}

static void
omni_order_window_init (OmniOrderWindow *self)
{
  g_autoptr (GPropertyAction) show_log = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  restore_state (self);
  g_signal_connect (self, "notify::is-active", G_CALLBACK (update_spinner), NULL);
  g_signal_connect_swapped (self->log, "retry", G_CALLBACK (retry_log_cb), self);

  show_log = g_property_action_new ("show-log", self->flap, "reveal-flap");
  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (show_log));

  self->age_id = g_timeout_add_seconds (AGE_INTERVAL_S, age_cb, self);
}

/*
 * Public API
 */

/**
 * omni_order_window_new:
 * @application: (nullable): the application that the window belongs to
 * @session: who is signed in
 * @list: (nullable): the list that the window goes through
 *
 * Returns: (transfer none): a window without an order
 */
OmniOrderWindow *
omni_order_window_new (GtkApplication *application, OmniSession *session, OmniOrderList *list)
{
  OmniOrderWindow *self;

  g_return_val_if_fail (OMNI_IS_SESSION (session), NULL);

  self = g_object_new (OMNI_TYPE_ORDER_WINDOW, "application", application, NULL);
  self->session = g_object_ref (session);
  omni_order_window_set_up_refunds (self);
  g_signal_connect_object (session, "signed-in", G_CALLBACK (signed_in_cb), self,
                           G_CONNECT_SWAPPED);
  if (list != NULL)
    {
      self->list = g_object_ref (list);
      g_signal_connect_swapped (list, "items-changed",
                                G_CALLBACK (omni_order_window_update_actions), self);
    }

  return self;
}

/* Another order stands in the window in the same moment. What stands in a new window takes longer
 * than the window itself: it is made once that is on the screen, and in two steps. */
static void
show_at_once (OmniOrderWindow *self)
{
  if (self->totals == NULL)
    {
      show_title (self);
      omni_show_queue_add (GTK_WIDGET (self), SHOW_FACTS, show_change);
      omni_show_queue_add (GTK_WIDGET (self), SHOW_PARTS, show_change);
      return;
    }

  if (omni_order_details_get_order (self->details) != NULL)
    omni_order_window_show_facts (self);
  for (guint i = 0; i < OMNI_ORDER_N_PARTS; i++)
    omni_order_window_show_part (self, i);
}

/**
 * omni_order_window_show_order:
 * @self: the window
 * @order_pk: the order's primary key
 * @order: (nullable): the order as far as it is known already
 *
 * Shows another order, and begins to read everything about it.
 */
void
omni_order_window_show_order (OmniOrderWindow *self, gint64 order_pk, OmniOrder *order)
{
  GtkAdjustment *adjustment;

  g_return_if_fail (OMNI_IS_ORDER_WINDOW (self));

  drop_details (self);
  omni_order_window_forget_drafts (self);
  stop_spinner (self);
  gtk_widget_set_visible (self->message_bar, FALSE);
  adjustment = gtk_scrolled_window_get_vadjustment (self->scrolled);
  gtk_adjustment_set_value (adjustment, 0);

  self->details = omni_order_details_new (omni_session_get_client (self->session), order_pk, order);
  omni_order_window_turn_refunds (self, order_pk, order);
  show_at_once (self);
  g_signal_connect_swapped (self->details, "changed", G_CALLBACK (details_changed_cb), self);
  omni_order_details_load (self->details);
}

/**
 * omni_order_window_get_details:
 * @self: the window
 *
 * Returns: (transfer none) (nullable): what it shows
 */
OmniOrderDetails *
omni_order_window_get_details (OmniOrderWindow *self)
{
  g_return_val_if_fail (OMNI_IS_ORDER_WINDOW (self), NULL);

  return self->details;
}

/**
 * omni_order_window_is_busy:
 * @self: the window
 *
 * Returns: whether something is being read that it shows, or was read and is not shown yet
 */
gboolean
omni_order_window_is_busy (OmniOrderWindow *self)
{
  g_return_val_if_fail (OMNI_IS_ORDER_WINDOW (self), FALSE);

  return self->details == NULL || omni_order_details_is_loading (self->details) ||
         omni_show_queue_has (GTK_WIDGET (self));
}

/**
 * omni_order_window_get_list:
 * @self: the window
 *
 * Returns: (transfer none) (nullable): the list that it goes through
 */
OmniOrderList *
omni_order_window_get_list (OmniOrderWindow *self)
{
  g_return_val_if_fail (OMNI_IS_ORDER_WINDOW (self), NULL);

  return self->list;
}
