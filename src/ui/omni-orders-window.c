/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-orders-window-private.h"

#include "omni-contact-window.h"
#include "omni-file-drop.h"
#include "omni-format.h"
#include "omni-items-window.h"
#include "omni-order-export.h"
#include "omni-settings.h"
#include "omni-sign-in-sheet.h"
#include "omni-time.h"
#include "omni-toast.h"
#include "omni-update-window.h"

#include <glib/gi18n-lib.h>

/* OmniOrderQuery -> OmniOrderList (over the client) -> OmniOrderSelection -> OmniOrderTable.
 *
 * Everything that changes what is asked for (panel, strip, chips, search, a click on a header)
 * makes a new query and ends in omni_orders_window_set_query(), which shows it everywhere.
 */

#define AGE_INTERVAL_S 20

G_DEFINE_FINAL_TYPE (OmniOrdersWindow, omni_orders_window, ADW_TYPE_APPLICATION_WINDOW)

enum
{
  SIGNAL_RESTORED,
  SIGNAL_SIGN_OUT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
update_selection (OmniOrdersWindow *self)
{
  OmniOrderSelection *selection = omni_order_table_get_selection (self->table);
  gsize n_orders = omni_order_selection_get_n_orders (selection);
  g_autoptr (GPtrArray) totals = omni_order_selection_get_totals (selection);
  g_autofree char *text = n_orders > 0 ? omni_format_selection (n_orders, totals) : NULL;

  /* What is not shown says nothing: it is still there for who cannot see. */
  gtk_label_set_label (self->selection_hint, n_orders > 0 ? "" : _ ("No order is selected"));
  gtk_label_set_label (self->selection_label, text != NULL ? text : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->selection_label), text);
  gtk_widget_set_visible (self->selection_buttons, n_orders > 0);
  omni_orders_window_update_actions (self);
}

static void
hide_note (OmniOrdersWindow *self)
{
  omni_orders_window_hide_message (self, self->message);
}

static void
show_query (OmniOrdersWindow *self)
{
  const char * const *search = omni_order_query_get_values (self->query, "search");
  g_autofree char *text = g_strstrip (
    g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->search_entry))));

  omni_filter_field_show (OMNI_FILTER_FIELD (self->filter_panel), self->query);
  omni_filter_field_show (OMNI_FILTER_FIELD (self->status_strip), self->query);
  omni_filter_field_show (OMNI_FILTER_FIELD (self->chip_bar), self->query);
  omni_order_table_set_sort (self->table, omni_order_query_get_sort_field (self->query),
                             omni_order_query_get_descending (self->query));
  omni_orders_window_show_sort (self);

  if (g_strcmp0 (text, search != NULL ? search[0] : "") != 0)
    {
      self->showing = TRUE;
      gtk_editable_set_text (GTK_EDITABLE (self->search_entry), search != NULL ? search[0] : "");
      self->showing = FALSE;
    }
}

/*
 * Callbacks
 */

static void
field_edited_cb (OmniOrdersWindow *self, OmniFilterField *field)
{
  g_autoptr (OmniOrderQuery) query = omni_filter_field_apply (field, self->query);

  omni_orders_window_set_query (self, query);
}

static void
overview_chosen_cb (OmniOrdersWindow *self, OmniOrderQuery *orders)
{
  g_autoptr (OmniOrderQuery) query =
      omni_order_query_with_sort (orders, omni_order_query_get_sort_field (self->query),
                                  omni_order_query_get_descending (self->query));

  omni_orders_window_set_query (self, query);
}

static void
search_changed_cb (OmniOrdersWindow *self)
{
  g_autofree char *text = g_strstrip (
    g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->search_entry))));
  g_autoptr (OmniOrderQuery) query = NULL;

  /* GTK says it once of every entry, also of one that waits for its session. */
  if (self->session == NULL || self->showing)
    return;

  self->wants_table = FALSE;
  if (text[0] != '\0')
    query = omni_order_query_with_value (self->query, "search", text);
  else
    query = omni_order_query_without_filter (self->query, "search");
  omni_orders_window_set_query (self, query);
}

/* The table may not be there before the answer is. */
static void
leave_search (OmniOrdersWindow *self)
{
  search_changed_cb (self);
  omni_order_table_focus (self->table);
  self->wants_table = omni_order_list_get_state (self->list) == OMNI_LOAD_LOADING;
}

static void
search_stopped_cb (OmniOrdersWindow *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  leave_search (self);
}

static void
selected_cb (OmniOrdersWindow *self)
{
  update_selection (self);
  omni_orders_window_remember_selection (self);
}

static void
columns_changed_cb (OmniOrdersWindow *self)
{
  omni_orders_window_update_view (self);
  omni_orders_window_remember (self);
}

static void
filter_by_cb (OmniOrdersWindow *self, OmniOrder *order, const char *column)
{
  g_autoptr (OmniOrderQuery) query = omni_order_query_with_column (
    self->query, omni_order_column_find (column), order,
    omni_session_get_reference_data (self->session));

  if (query != NULL)
    omni_orders_window_set_query (self, query);
}

static void
flap_cb (AdwFlap *flap, GParamSpec *pspec, gpointer data)
{
  omni_orders_window_remember (data);
}

/* After a choice in a menu inside the menu, GTK leaves the focus in what is not shown any more, and
 * no key would do anything. */
static void
menu_closed_cb (OmniOrdersWindow *self, GtkWidget *popover)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  if (focus != NULL && gtk_widget_is_ancestor (focus, popover))
    gtk_widget_grab_focus (GTK_WIDGET (self->menu_button));
}

static void
sort_changed_cb (OmniOrdersWindow *self, const char *sort_field, gboolean descending)
{
  g_autoptr (OmniOrderQuery) query = NULL;

  query = omni_order_query_with_sort (self->query, sort_field, descending);
  omni_orders_window_set_query (self, query);
}

static void
row_activated_cb (OmniOrdersWindow *self, guint position)
{
  omni_orders_window_open_order (self, position, FALSE);
}

static void
another_activated_cb (OmniOrdersWindow *self, guint position)
{
  omni_orders_window_open_order (self, position, TRUE);
}

static void
range_incomplete_cb (OmniOrdersWindow *self, guint n_rows)
{
  g_autofree char *text = NULL;

  text = g_strdup_printf (ngettext ("%'u order of the range could not be selected",
                                    "%'u orders of the range could not be selected", n_rows),
                          n_rows);
  omni_orders_window_say (self, text);
}

/* A window in which somebody saves right now asks by itself, where they are looking. */
static gboolean
is_asked_elsewhere (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (gtk_window_is_active (window) &&
          (OMNI_IS_CONTACT_WINDOW (window) || OMNI_IS_ITEMS_WINDOW (window) ||
           OMNI_IS_UPDATE_WINDOW (window)))
        return TRUE;
    }

  return FALSE;
}

static void
signed_out_cb (OmniOrdersWindow *self)
{
  omni_status_counts_cancel (self->counts);
  omni_orders_window_show_message (
    self, OMNI_MESSAGE_SIGNED_OUT,
    _ ("The session has ended. What you selected and set is kept; sign in again to go on."));
  omni_orders_window_update_title (self);
  if (!is_asked_elsewhere ())
    omni_orders_window_ask_to_sign_in (self);
}

static void
signed_in_cb (OmniOrdersWindow *self)
{
  omni_orders_window_hide_message (self, OMNI_MESSAGE_SIGNED_OUT);
  if (self->asked != NULL)
    omni_orders_window_reload (self);
}

static gboolean
age_cb (gpointer data)
{
  omni_orders_window_update_age (data);

  return G_SOURCE_CONTINUE;
}

static void
say_when_not_kept (OmniOrdersWindow *self)
{
  const GError *error = omni_session_get_keep_error (self->session);

  if (error == NULL)
    return;

  omni_orders_window_show_message (
    self, OMNI_MESSAGE_NOTE,
    _ ("This computer has no unlocked key store: the session lasts until Omnidesk ends."));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->message_label), error->message);
}

/*
 * Overrides
 */

static void
omni_orders_window_dispose (GObject *object)
{
  OmniOrdersWindow *self = OMNI_ORDERS_WINDOW (object);

  g_clear_handle_id (&self->age_id, g_source_remove);
  g_clear_handle_id (&self->spinner_id, g_source_remove);
  g_clear_handle_id (&self->save_id, g_source_remove);
  g_clear_handle_id (&self->save_selection_id, g_source_remove);
  omni_orders_window_end_coming (self);
  omni_orders_window_end_fresh (self);
  omni_orders_window_end_search (self);
  if (self->sheet != NULL)
    gtk_window_destroy (GTK_WINDOW (self->sheet));
  g_clear_weak_pointer (&self->sheet);
  if (self->export_dialog != NULL)
    gtk_window_destroy (GTK_WINDOW (self->export_dialog));
  g_clear_weak_pointer (&self->export_dialog);
  g_clear_object (&self->chooser);
  g_clear_pointer (&self->plan, omni_export_plan_free);
  if (self->job_list != NULL)
    omni_job_list_cancel_all (self->job_list);
  if (self->counts != NULL)
    omni_status_counts_cancel (self->counts);
  g_clear_object (&self->counts);
  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  g_clear_object (&self->list);
  g_clear_object (&self->session);
  g_clear_pointer (&self->slot, omni_window_slot_free);
  g_clear_pointer (&self->query, omni_order_query_unref);
  g_clear_pointer (&self->asked, omni_order_query_unref);
  g_clear_pointer (&self->guesses, g_ptr_array_unref);
  g_clear_pointer (&self->views, g_ptr_array_unref);
  g_clear_pointer (&self->view, omni_view_free);
  g_clear_pointer (&self->saved_selections, g_ptr_array_unref);
  g_clear_pointer (&self->open_orders, g_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), OMNI_TYPE_ORDERS_WINDOW);

  G_OBJECT_CLASS (omni_orders_window_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/omnidesk/Omnidesk/ui/omni-orders-window.ui");
  gtk_widget_class_bind_template_child (widget_class, OmniOrdersWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, OmniOrdersWindow, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, OmniOrdersWindow, window_title);
  gtk_widget_class_bind_template_child (widget_class, OmniOrdersWindow, search_entry);
  gtk_widget_class_bind_template_child (widget_class, OmniOrdersWindow, sort_button);
  gtk_widget_class_bind_template_child (widget_class, OmniOrdersWindow, refresh_content);
  gtk_widget_class_bind_template_child (widget_class, OmniOrdersWindow, fresh_button);
  gtk_widget_class_bind_template_child (widget_class, OmniOrdersWindow, view_button);
  gtk_widget_class_bind_template_child (widget_class, OmniOrdersWindow, view_label);
  gtk_widget_class_bind_template_child (widget_class, OmniOrdersWindow, view_mark);
  gtk_widget_class_bind_template_child (widget_class, OmniOrdersWindow, message_bar);
  gtk_widget_class_bind_template_child (widget_class, OmniOrdersWindow, message_label);
  gtk_widget_class_bind_template_child (widget_class, OmniOrdersWindow, message_button);
  gtk_widget_class_bind_template_child (widget_class, OmniOrdersWindow, message_close_button);
  gtk_widget_class_bind_template_child (widget_class, OmniOrdersWindow, flap);
  gtk_widget_class_bind_template_child (widget_class, OmniOrdersWindow, filter_panel);
  gtk_widget_class_bind_template_child (widget_class, OmniOrdersWindow, status_strip);
  gtk_widget_class_bind_template_child (widget_class, OmniOrdersWindow, chip_bar);
  gtk_widget_class_bind_template_child (widget_class, OmniOrdersWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, OmniOrdersWindow, spinner);
  gtk_widget_class_bind_template_child (widget_class, OmniOrdersWindow, failed_page);
  gtk_widget_class_bind_template_child (widget_class, OmniOrdersWindow, failed_button);
  gtk_widget_class_bind_template_child (widget_class, OmniOrdersWindow, table);
  gtk_widget_class_bind_template_child (widget_class, OmniOrdersWindow, overview);
  gtk_widget_class_bind_template_child (widget_class, OmniOrdersWindow, selection_hint);
  gtk_widget_class_bind_template_child (widget_class, OmniOrdersWindow, selection_label);
  gtk_widget_class_bind_template_child (widget_class, OmniOrdersWindow, selection_bar);
  gtk_widget_class_bind_template_child (widget_class, OmniOrdersWindow, selection_buttons);
  gtk_widget_class_bind_template_child (widget_class, OmniOrdersWindow, select_all_button);
  gtk_widget_class_bind_template_child (widget_class, OmniOrdersWindow, job_list);
  gtk_widget_class_bind_template_callback (widget_class, field_edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, overview_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, leave_search);
  gtk_widget_class_bind_template_callback (widget_class, search_stopped_cb);
  gtk_widget_class_bind_template_callback (widget_class, hide_note);
}

static void
omni_orders_window_class_init (OmniOrdersWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GtkWindowClass *window_class = GTK_WINDOW_CLASS (klass);

  g_type_ensure (OMNI_TYPE_CHIP_BAR);
  g_type_ensure (OMNI_TYPE_FILTER_PANEL);
  g_type_ensure (OMNI_TYPE_JOB_LIST);
  g_type_ensure (OMNI_TYPE_ORDER_TABLE);
  g_type_ensure (OMNI_TYPE_OVERVIEW);
  g_type_ensure (OMNI_TYPE_STATUS_STRIP);

  object_class->dispose = omni_orders_window_dispose;
  window_class->close_request = omni_orders_window_close_request;

  /**
   * OmniOrdersWindow::restored:
   * @self: the window
   * @n_more: how many windows more were open at the last end
   *
   * What was left is shown again.
   */
  signals[SIGNAL_RESTORED] = g_signal_new ("restored", OMNI_TYPE_ORDERS_WINDOW, G_SIGNAL_RUN_LAST,
                                           0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SIGNAL_SIGN_OUT] = g_signal_new ("sign-out", OMNI_TYPE_ORDERS_WINDOW, G_SIGNAL_RUN_LAST,
                                           0, NULL, NULL, NULL, G_TYPE_NONE, 1, OMNI_TYPE_SESSION);

  bind_template (widget_class);
  omni_orders_window_install_actions (widget_class);
  omni_orders_window_install_views (widget_class);
  omni_orders_window_install_selections (widget_class);
  omni_orders_window_install_fresh (widget_class);
}

static void
omni_orders_window_init (OmniOrdersWindow *self)
{
  g_autoptr (GPropertyAction) show_filters = NULL;
  g_autoptr (GPropertyAction) show_overview = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_entry_set_key_capture_widget (self->search_entry, NULL);
  g_signal_connect_object (gtk_menu_button_get_popover (self->menu_button), "closed",
                           G_CALLBACK (menu_closed_cb), self, G_CONNECT_SWAPPED);

  show_filters = g_property_action_new ("show-filters", self->flap, "reveal-flap");
  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (show_filters));
  show_overview = g_property_action_new ("show-overview", self->overview, "visible");
  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (show_overview));
  omni_orders_window_add_sort_menu (self);
  omni_orders_window_add_views (self);
  omni_orders_window_add_fresh (self);
  g_signal_connect (self->flap, "notify::reveal-flap", G_CALLBACK (flap_cb), self);
  omni_file_drop_add (GTK_WIDGET (self));
}

static void
set_session (OmniOrdersWindow *self, OmniSession *session)
{
  OmniClient *client = omni_session_get_client (session);
  OmniReferenceData *reference = omni_session_get_reference_data (session);
  GSettings *settings = omni_settings_get ();
  OmniOrderSelection *selection;

  if (settings != NULL)
    omni_client_set_max_in_flight (client,
                                   (guint) g_settings_get_int (settings, "parallel-requests"));

  self->session = g_object_ref (session);
  self->list = omni_order_list_new (OMNI_ORDER_SOURCE (client));
  self->counts = omni_status_counts_new (client);

  omni_filter_panel_set_reference_data (self->filter_panel, reference);
  omni_filter_panel_set_counts (self->filter_panel, self->counts);
  omni_status_strip_set_counts (self->status_strip, self->counts);
  omni_chip_bar_set_reference_data (self->chip_bar, reference);
  omni_order_table_set_list (self->table, self->list, reference);
  omni_overview_set_client (self->overview, client, reference);
  selection = omni_order_table_get_selection (self->table);

  g_signal_connect_object (session, "signed-out", G_CALLBACK (signed_out_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "kept", G_CALLBACK (say_when_not_kept), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "signed-in", G_CALLBACK (signed_in_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_swapped (self->list, "notify::state",
                            G_CALLBACK (omni_orders_window_update_state), self);
  g_signal_connect_swapped (self->list, "notify::n-items",
                            G_CALLBACK (omni_orders_window_update_select_all), self);
  g_signal_connect_swapped (self->table, "sort-changed", G_CALLBACK (sort_changed_cb), self);
  g_signal_connect_swapped (self->table, "activate", G_CALLBACK (row_activated_cb), self);
  g_signal_connect_swapped (self->table, "activate-another", G_CALLBACK (another_activated_cb),
                            self);
  g_signal_connect_swapped (self->table, "columns-changed", G_CALLBACK (columns_changed_cb), self);
  g_signal_connect_swapped (self->table, "choose-columns",
                            G_CALLBACK (omni_orders_window_choose_columns), self);
  g_signal_connect_swapped (self->table, "filter-by", G_CALLBACK (filter_by_cb), self);
  g_signal_connect_swapped (self->table, "copy-selection",
                            G_CALLBACK (omni_orders_window_copy_selection), self);
  g_signal_connect_swapped (self->table, "scrolled", G_CALLBACK (omni_orders_window_remember),
                            self);
  g_signal_connect_object (selection, "selected-changed", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (selection, "range-incomplete", G_CALLBACK (range_incomplete_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_swapped (self->job_list, "changed", G_CALLBACK (omni_orders_window_saved), self);
  omni_orders_window_watch_exports (self);
  omni_orders_window_watch_prints (self);
}

static OmniOrderQuery *
newest_first (void)
{
  g_autoptr (OmniOrderQuery) all = omni_order_query_new ();

  return omni_order_query_with_sort (all, "date_placed", TRUE);
}

static void
begin (OmniOrdersWindow *self, GtkApplication *application, OmniSession *session)
{
  gtk_window_set_application (GTK_WINDOW (self), application);
  self->query = newest_first ();
  set_session (self, session);
  omni_orders_window_update_actions (self);
  update_selection (self);
  say_when_not_kept (self);
  self->wants_table = TRUE;
  self->age_id = g_timeout_add_seconds (AGE_INTERVAL_S, age_cb, self);
}

static OmniOrdersWindow *
new_window (GtkApplication *application, OmniSession *session)
{
  OmniOrdersWindow *self = omni_orders_window_prepare ();

  begin (self, application, session);

  return self;
}

/**
 * omni_orders_window_prepare:
 *
 * Makes a window for a session that is not there yet, as making one takes longer than signing in.
 *
 * Returns: (transfer none): the window, for omni_orders_window_begin()
 */
OmniOrdersWindow *
omni_orders_window_prepare (void)
{
  return g_object_new (OMNI_TYPE_ORDERS_WINDOW, NULL);
}

/**
 * omni_orders_window_begin:
 * @self: what omni_orders_window_prepare() made
 * @application: (nullable): the application that the window belongs to
 * @session: who is signed in
 *
 * Makes it what omni_orders_window_new() makes.
 */
void
omni_orders_window_begin (OmniOrdersWindow *self, GtkApplication *application, OmniSession *session)
{
  g_return_if_fail (OMNI_IS_ORDERS_WINDOW (self) && self->session == NULL);
  g_return_if_fail (OMNI_IS_SESSION (session));

  begin (self, application, session);
  omni_orders_window_restore (self, OMNI_WINDOW_LAST);
}

/**
 * omni_orders_window_new:
 * @application: the application that the window belongs to
 * @session: who is signed in
 *
 * Makes a window for what was left last, or all orders, newest first. It shows itself as soon as
 * that is asked for.
 *
 * Returns: (transfer none): the window
 */
OmniOrdersWindow *
omni_orders_window_new (GtkApplication *application, OmniSession *session)
{
  OmniOrdersWindow *self;

  g_return_val_if_fail (OMNI_IS_SESSION (session), NULL);

  self = omni_orders_window_prepare ();
  omni_orders_window_begin (self, application, session);

  return self;
}

/**
 * omni_orders_window_new_again:
 * @application: the application that the window belongs to
 * @session: who is signed in
 *
 * Makes a window for another one of those that were open at the last end. It shows itself.
 *
 * Returns: (transfer none): the window
 */
OmniOrdersWindow *
omni_orders_window_new_again (GtkApplication *application, OmniSession *session)
{
  OmniOrdersWindow *self;

  g_return_val_if_fail (OMNI_IS_SESSION (session), NULL);

  self = new_window (application, session);
  self->is_again = TRUE;
  omni_orders_window_restore (self, OMNI_WINDOW_LAST);

  return self;
}

/**
 * omni_orders_window_new_beside:
 * @application: the application that the window belongs to
 * @session: who is signed in
 *
 * Makes a window beside others, with nothing selected in it. It shows itself.
 *
 * Returns: (transfer none): the window
 */
OmniOrdersWindow *
omni_orders_window_new_beside (GtkApplication *application, OmniSession *session)
{
  OmniOrdersWindow *self;

  g_return_val_if_fail (OMNI_IS_SESSION (session), NULL);

  self = new_window (application, session);
  omni_orders_window_restore (self, OMNI_WINDOW_NEW);

  return self;
}

/**
 * omni_orders_window_set_query:
 * @self: the window
 * @query: which orders, in which order
 *
 * Asks for other orders and shows everywhere in the window what is asked for.
 */
void
omni_orders_window_set_query (OmniOrdersWindow *self, OmniOrderQuery *query)
{
  g_return_if_fail (OMNI_IS_ORDERS_WINDOW (self));
  g_return_if_fail (query != NULL);

  if (self->asked != NULL && omni_order_query_equal (self->query, query))
    return;

  omni_order_query_ref (query);
  g_clear_pointer (&self->query, omni_order_query_unref);
  self->query = query;
  self->restored_scroll = 0;

  show_query (self);
  omni_orders_window_ask (self);
  omni_orders_window_update_view (self);
  omni_orders_window_update_actions (self);
  omni_orders_window_remember (self);
}

/**
 * omni_orders_window_get_asked_query:
 * @self: the window
 *
 * Returns: (transfer none) (nullable): what the rows are the answer to: the query, with what the
 *   text in its search was taken for
 */
OmniOrderQuery *
omni_orders_window_get_asked_query (OmniOrdersWindow *self)
{
  g_return_val_if_fail (OMNI_IS_ORDERS_WINDOW (self), NULL);

  return self->asked;
}

/**
 * omni_orders_window_get_session:
 * @self: the window
 *
 * Returns: (transfer none): who is signed in
 */
OmniSession *
omni_orders_window_get_session (OmniOrdersWindow *self)
{
  g_return_val_if_fail (OMNI_IS_ORDERS_WINDOW (self), NULL);

  return self->session;
}

/**
 * omni_orders_window_get_query:
 * @self: the window
 *
 * Returns: (transfer none): what is asked for
 */
OmniOrderQuery *
omni_orders_window_get_query (OmniOrdersWindow *self)
{
  g_return_val_if_fail (OMNI_IS_ORDERS_WINDOW (self), NULL);

  return self->query;
}

/**
 * omni_orders_window_get_table:
 * @self: the window
 *
 * Returns: (transfer none): the table of the window
 */
OmniOrderTable *
omni_orders_window_get_table (OmniOrdersWindow *self)
{
  g_return_val_if_fail (OMNI_IS_ORDERS_WINDOW (self), NULL);

  return self->table;
}

/*
 * For the other half of the window
 */

void
omni_orders_window_restored (OmniOrdersWindow *self, guint n_more)
{
  g_signal_emit (self, signals[SIGNAL_RESTORED], 0, n_more);
}

void
omni_orders_window_say (OmniOrdersWindow *self, const char *text)
{
  omni_toast_show (self->toast_overlay, omni_toast_new (text, 5));
}

void
omni_orders_window_reload (OmniOrdersWindow *self)
{
  omni_order_list_reload (self->list);
  omni_status_counts_reload (self->counts);
  omni_overview_reload (self->overview);
}

void
omni_orders_window_ask_to_sign_in (OmniOrdersWindow *self)
{
  if (self->sheet == NULL)
    g_set_weak_pointer (&self->sheet,
                        GTK_WIDGET (omni_sign_in_sheet_new (GTK_WINDOW (self), self->session)));

  gtk_window_present (GTK_WINDOW (self->sheet));
}
