/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-orders-window-private.h"

#include "omni-format.h"
#include "omni-order-export.h"
#include "omni-settings.h"
#include "omni-sign-in-sheet.h"
#include "omni-time.h"

#include <glib/gi18n-lib.h>

/* OmniOrderQuery -> OmniOrderList (over the client) -> OmniOrderSelection -> OmniOrderTable.
 *
 * Everything that changes what is asked for (panel, strip, chips, search, a click on a header)
 * makes a new query and ends in omni_orders_window_set_query(), which shows it everywhere.
 */

/* Quick answers must not flash. */
#define SPINNER_DELAY_MS 250
#define AGE_INTERVAL_S 20

G_DEFINE_FINAL_TYPE (OmniOrdersWindow, omni_orders_window, ADW_TYPE_APPLICATION_WINDOW)

enum
{
  SIGNAL_SIGN_OUT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static guint
get_n_rows (OmniOrdersWindow *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->list));
}

static const char *
get_connection_text (OmniOrdersWindow *self)
{
  const GError *error = omni_order_list_get_error (self->list);

  if (!omni_session_is_signed_in (self->session))
    return _("signed out");
  if (g_error_matches (error, OMNI_ERROR, OMNI_ERROR_OFFLINE)
      || g_error_matches (error, OMNI_ERROR, OMNI_ERROR_TIMED_OUT)
      || g_error_matches (error, OMNI_ERROR, OMNI_ERROR_TLS))
    return _("no connection");
  if (omni_order_list_get_loaded_time (self->list) == OMNI_TIME_NONE)
    return _("connecting…");

  return _("connected");
}

static void
update_title (OmniOrdersWindow *self)
{
  const OmniProfile *profile = omni_session_get_profile (self->session);
  g_autoptr (GUri) uri = g_uri_parse (profile->server, G_URI_FLAGS_NONE, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : profile->server;
  g_autofree char *subtitle = NULL;

  subtitle = g_strdup_printf ("%s · %s · %s", host, profile->username, get_connection_text (self));
  adw_window_title_set_subtitle (self->window_title, subtitle);
}

static void
update_age (OmniOrdersWindow *self)
{
  OmniTime then = omni_order_list_get_loaded_time (self->list);
  g_autofree char *age = NULL;

  if (then != OMNI_TIME_NONE)
    age = omni_format_age (then, omni_time_now ());
  adw_button_content_set_label (self->refresh_content, age != NULL ? age : _("Refresh"));
}

static void
update_selection (OmniOrdersWindow *self)
{
  OmniOrderSelection *selection = omni_order_table_get_selection (self->table);
  gsize n_orders = omni_order_selection_get_n_orders (selection);
  g_autofree char *text = NULL;

  if (n_orders > 0)
    {
      g_autoptr (GPtrArray) totals = omni_order_selection_get_totals (selection);

      text = omni_format_selection (n_orders, totals);
      gtk_widget_remove_css_class (GTK_WIDGET (self->selection_label), "dim-label");
    }
  else
    {
      text = g_strdup (_("No order is selected"));
      gtk_widget_add_css_class (GTK_WIDGET (self->selection_label), "dim-label");
    }

  gtk_label_set_label (self->selection_label, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->selection_label), text);
  gtk_widget_set_visible (self->selection_buttons, n_orders > 0);
  omni_orders_window_update_actions (self);
}

static void
update_select_all (OmniOrdersWindow *self)
{
  guint n_rows = get_n_rows (self);
  g_autofree char *label = NULL;

  label = g_strdup_printf (ngettext ("Select all %'u matching", "Select all %'u matching", n_rows),
                           n_rows);
  gtk_button_set_label (self->select_all_button, label);
}

/* What can be mended here stays until it is; the rest can be put away. */
static void
show_message (OmniOrdersWindow *self, const char *text, const char *button, const char *action)
{
  gtk_label_set_label (self->message_label, text);
  if (button != NULL)
    {
      gtk_button_set_label (GTK_BUTTON (self->message_button), button);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->message_button), action);
    }
  gtk_widget_set_visible (self->message_button, button != NULL);
  gtk_widget_set_visible (self->message_close_button, button == NULL);
  gtk_widget_set_visible (self->message_bar, TRUE);
}

static void
hide_message (OmniOrdersWindow *self)
{
  gtk_widget_set_visible (self->message_bar, FALSE);
}

static void
stop_spinner (OmniOrdersWindow *self)
{
  g_clear_handle_id (&self->spinner_id, g_source_remove);
  gtk_spinner_stop (self->spinner);
  gtk_widget_remove_css_class (GTK_WIDGET (self->table), "stale");
}

static gboolean
spinner_delay_cb (gpointer data)
{
  OmniOrdersWindow *self = data;

  self->spinner_id = 0;
  if (get_n_rows (self) > 0)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->table), "stale");
    }
  else
    {
      gtk_spinner_start (self->spinner);
      gtk_stack_set_visible_child_name (self->stack, "loading");
    }

  return G_SOURCE_REMOVE;
}

static void
show_failure (OmniOrdersWindow *self)
{
  const GError *error = omni_order_list_get_error (self->list);
  gboolean signed_out = g_error_matches (error, OMNI_ERROR, OMNI_ERROR_SIGNED_OUT);
  g_autofree char *text = g_markup_escape_text (error->message, -1);

  adw_status_page_set_description (self->failed_page, text);
  gtk_button_set_label (self->failed_button, signed_out ? _("Sign In…") : _("Try Again"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->failed_button),
                                  signed_out ? "win.sign-in" : "win.refresh");
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

/* Orders that were read before are still worth looking at. */
static void
show_stale (OmniOrdersWindow *self)
{
  const GError *error = omni_order_list_get_error (self->list);
  g_autofree char *text = NULL;

  if (!omni_session_is_signed_in (self->session))
    return;

  text = g_strdup_printf (_("The orders could not be read again. %s"), error->message);
  show_message (self, text, _("Try Again"), "win.refresh");
  self->says_stale = TRUE;
}

static void
show_loaded (OmniOrdersWindow *self)
{
  if (self->says_stale)
    hide_message (self);
  self->says_stale = FALSE;

  if (get_n_rows (self) > 0)
    gtk_stack_set_visible_child_name (self->stack, "table");
  else if (omni_order_query_has_filters (self->query))
    gtk_stack_set_visible_child_name (self->stack, "empty");
  else
    gtk_stack_set_visible_child_name (self->stack, "none");

  if (self->wants_table)
    omni_order_table_focus (self->table);
  self->wants_table = FALSE;
}

static void
update_state (OmniOrdersWindow *self)
{
  guint n_rows = get_n_rows (self);

  switch (omni_order_list_get_state (self->list))
    {
    case OMNI_LOAD_IDLE:
      break;
    case OMNI_LOAD_LOADING:
      if (self->spinner_id == 0)
        self->spinner_id = g_timeout_add (SPINNER_DELAY_MS, spinner_delay_cb, self);
      break;
    case OMNI_LOAD_LOADED:
      stop_spinner (self);
      show_loaded (self);
      break;
    case OMNI_LOAD_FAILED:
      stop_spinner (self);
      if (n_rows == 0)
        show_failure (self);
      else
        show_stale (self);
      break;
    }

  update_title (self);
  update_age (self);
  update_select_all (self);
  omni_orders_window_update_actions (self);
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

  if (self->showing)
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

static void
signed_out_cb (OmniOrdersWindow *self)
{
  omni_status_counts_cancel (self->counts);
  show_message (
    self, _ ("The session has ended. What you selected and set is kept; sign in again to go on."),
    _("Sign In…"), "win.sign-in");
  update_title (self);
  omni_orders_window_ask_to_sign_in (self);
}

static void
signed_in_cb (OmniOrdersWindow *self)
{
  hide_message (self);
  omni_orders_window_reload (self);
}

static gboolean
age_cb (gpointer data)
{
  update_age (data);

  return G_SOURCE_CONTINUE;
}

static void
say_when_not_kept (OmniOrdersWindow *self)
{
  const GError *error = omni_session_get_keep_error (self->session);

  if (error == NULL)
    return;

  show_message (
    self, _ ("This computer has no unlocked key store: the session lasts until Omnidesk ends."),
    NULL, NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->message_label), error->message);
}

/*
 * Closing
 */

static void
close_now (OmniOrdersWindow *self)
{
  if (self->signs_out)
    g_signal_emit (self, signals[SIGNAL_SIGN_OUT], 0, self->session);

  gtk_window_destroy (GTK_WINDOW (self));
}

static void
jobs_changed_cb (OmniOrdersWindow *self)
{
  if (self->is_closing && omni_job_list_get_n_running (self->job_list, OMNI_TYPE_JOB) == 0)
    close_now (self);
}

/* What was cancelled tidies up behind itself first; meanwhile there is nothing to be seen. */
static void
stop_and_close (OmniOrdersWindow *self)
{
  self->is_closing = TRUE;
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  omni_job_list_cancel_all (self->job_list);
  jobs_changed_cb (self);
}

static void
close_answered_cb (OmniOrdersWindow *self, const char *response)
{
  if (strcmp (response, "stop") == 0)
    stop_and_close (self);
  else
    self->signs_out = FALSE;
}

static void
ask_to_close (OmniOrdersWindow *self, guint n_exports)
{
  GtkWidget *dialog;

  dialog = adw_message_dialog_new (
    GTK_WINDOW (self),
    ngettext ("An export is still running", "Exports are still running", n_exports),
    _ ("When it is stopped, no file is left behind."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog),
                                    "keep", _("_Keep Exporting"),
                                    "stop", _("_Stop and Close"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "stop",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  g_signal_connect_object (dialog, "response", G_CALLBACK (close_answered_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
save_state (OmniOrdersWindow *self)
{
  GSettings *settings = omni_settings_get ();
  int width;
  int height;

  if (settings == NULL)
    return;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_settings_set_int (settings, "window-width", width);
  g_settings_set_int (settings, "window-height", height);
  g_settings_set_boolean (settings, "window-maximized",
                          gtk_window_is_maximized (GTK_WINDOW (self)));
  g_settings_set_boolean (settings, "filter-panel-visible", adw_flap_get_reveal_flap (self->flap));
  g_settings_set_boolean (settings, "overview-visible",
                          gtk_widget_get_visible (GTK_WIDGET (self->overview)));
}

static void
restore_state (OmniOrdersWindow *self)
{
  GSettings *settings = omni_settings_get ();

  if (settings == NULL)
    {
      gtk_window_set_default_size (GTK_WINDOW (self), 1280, 720);
      return;
    }

  gtk_window_set_default_size (GTK_WINDOW (self), g_settings_get_int (settings, "window-width"),
                               g_settings_get_int (settings, "window-height"));
  if (g_settings_get_boolean (settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  adw_flap_set_reveal_flap (self->flap, g_settings_get_boolean (settings, "filter-panel-visible"));
  gtk_widget_set_visible (GTK_WIDGET (self->overview),
                          g_settings_get_boolean (settings, "overview-visible"));
}

/*
 * Overrides
 */

static gboolean
omni_orders_window_close_request (GtkWindow *window)
{
  OmniOrdersWindow *self = OMNI_ORDERS_WINDOW (window);
  guint n_exports = omni_job_list_get_n_running (self->job_list, OMNI_TYPE_ORDER_EXPORT);

  save_state (self);
  if (n_exports > 0)
    ask_to_close (self, n_exports);
  else
    stop_and_close (self);

  return TRUE;
}

static void
omni_orders_window_dispose (GObject *object)
{
  OmniOrdersWindow *self = OMNI_ORDERS_WINDOW (object);

  g_clear_handle_id (&self->age_id, g_source_remove);
  g_clear_handle_id (&self->spinner_id, g_source_remove);
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
  g_clear_pointer (&self->query, omni_order_query_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), OMNI_TYPE_ORDERS_WINDOW);

  G_OBJECT_CLASS (omni_orders_window_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/omnidesk/Omnidesk/ui/omni-orders-window.ui");
  gtk_widget_class_bind_template_child (widget_class, OmniOrdersWindow, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, OmniOrdersWindow, window_title);
  gtk_widget_class_bind_template_child (widget_class, OmniOrdersWindow, search_entry);
  gtk_widget_class_bind_template_child (widget_class, OmniOrdersWindow, sort_button);
  gtk_widget_class_bind_template_child (widget_class, OmniOrdersWindow, refresh_content);
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
  gtk_widget_class_bind_template_callback (widget_class, hide_message);
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

  signals[SIGNAL_SIGN_OUT] = g_signal_new ("sign-out", OMNI_TYPE_ORDERS_WINDOW, G_SIGNAL_RUN_LAST,
                                           0, NULL, NULL, NULL, G_TYPE_NONE, 1, OMNI_TYPE_SESSION);

  bind_template (widget_class);
  omni_orders_window_install_actions (widget_class);
}

static void
omni_orders_window_init (OmniOrdersWindow *self)
{
  g_autoptr (GPropertyAction) show_filters = NULL;
  g_autoptr (GPropertyAction) show_overview = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_entry_set_key_capture_widget (self->search_entry, NULL);
  restore_state (self);

  show_filters = g_property_action_new ("show-filters", self->flap, "reveal-flap");
  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (show_filters));
  show_overview = g_property_action_new ("show-overview", self->overview, "visible");
  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (show_overview));
  omni_orders_window_add_sort_menu (self);

  self->age_id = g_timeout_add_seconds (AGE_INTERVAL_S, age_cb, self);
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
  g_signal_connect_object (session, "signed-in", G_CALLBACK (signed_in_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_swapped (self->list, "notify::state", G_CALLBACK (update_state), self);
  g_signal_connect_swapped (self->list, "notify::n-items", G_CALLBACK (update_select_all), self);
  g_signal_connect_swapped (self->table, "sort-changed", G_CALLBACK (sort_changed_cb), self);
  g_signal_connect_swapped (self->table, "activate", G_CALLBACK (row_activated_cb), self);
  g_signal_connect_swapped (self->table, "activate-another", G_CALLBACK (another_activated_cb),
                            self);
  g_signal_connect_object (selection, "selected-changed", G_CALLBACK (update_selection), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (selection, "range-incomplete", G_CALLBACK (range_incomplete_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_swapped (self->job_list, "changed", G_CALLBACK (jobs_changed_cb), self);
  omni_orders_window_watch_exports (self);
}

/**
 * omni_orders_window_new:
 * @application: the application that the window belongs to
 * @session: who is signed in
 *
 * Makes a window that shows all orders of @session, newest first.
 *
 * Returns: (transfer none): the window
 */
OmniOrdersWindow *
omni_orders_window_new (GtkApplication *application, OmniSession *session)
{
  OmniOrdersWindow *self;
  g_autoptr (OmniOrderQuery) all = omni_order_query_new ();
  g_autoptr (OmniOrderQuery) newest_first = omni_order_query_with_sort (all, "date_placed", TRUE);

  g_return_val_if_fail (OMNI_IS_SESSION (session), NULL);

  self = g_object_new (OMNI_TYPE_ORDERS_WINDOW, "application", application, NULL);
  set_session (self, session);
  omni_orders_window_set_query (self, newest_first);
  update_selection (self);
  say_when_not_kept (self);
  self->wants_table = TRUE;

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

  if (self->query != NULL && omni_order_query_equal (self->query, query))
    return;

  omni_order_query_ref (query);
  g_clear_pointer (&self->query, omni_order_query_unref);
  self->query = query;

  show_query (self);
  omni_order_list_set_query (self->list, query);
  omni_status_counts_set_query (self->counts, query);
  omni_overview_set_query (self->overview, query);
  omni_orders_window_update_actions (self);
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

/**
 * omni_orders_window_sign_out:
 * @self: the window
 *
 * Closes the window, after asking where something is running, and then asks for the end of its
 * session.
 */
void
omni_orders_window_sign_out (OmniOrdersWindow *self)
{
  g_return_if_fail (OMNI_IS_ORDERS_WINDOW (self));

  self->signs_out = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

/*
 * For the other half of the window
 */

void
omni_orders_window_say (OmniOrdersWindow *self, const char *text)
{
  g_autofree char *markup = g_markup_escape_text (text, -1);

  adw_toast_overlay_add_toast (self->toast_overlay, adw_toast_new (markup));
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
