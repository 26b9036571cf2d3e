/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-orders-window-private.h"

#include "omni-format.h"
#include "omni-time.h"

#include <glib/gi18n-lib.h>

/* What the window says about its list: reading, read, failed, stale, not what was asked for. */

/* Quick answers must not flash. */
#define SPINNER_DELAY_MS 250

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

/* Where the person works, and as whom. */
char *
omni_orders_window_dup_place (OmniOrdersWindow *self)
{
  const OmniProfile *profile = omni_session_get_profile (self->session);
  g_autoptr (GUri) uri = g_uri_parse (profile->server, G_URI_FLAGS_NONE, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : profile->server;

  return g_strdup_printf ("%s · %s", host, profile->username);
}

void
omni_orders_window_update_title (OmniOrdersWindow *self)
{
  g_autofree char *place = omni_orders_window_dup_place (self);
  g_autofree char *subtitle = NULL;

  subtitle = g_strdup_printf ("%s · %s", place, get_connection_text (self));
  adw_window_title_set_subtitle (self->window_title, subtitle);
}

void
omni_orders_window_update_age (OmniOrdersWindow *self)
{
  OmniTime then = omni_order_list_get_loaded_time (self->list);
  g_autofree char *age = NULL;

  if (then != OMNI_TIME_NONE)
    age = omni_format_age (then, omni_time_now ());
  adw_button_content_set_label (self->refresh_content, age != NULL ? age : _("Refresh"));
}

void
omni_orders_window_update_select_all (OmniOrdersWindow *self)
{
  guint n_rows = get_n_rows (self);
  g_autofree char *label = NULL;

  label = g_strdup_printf (ngettext ("Select all %'u matching", "Select all %'u matching", n_rows),
                           n_rows);
  gtk_button_set_label (self->select_all_button, label);
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

  if (self->is_refreshing)
    text = g_strdup_printf (_("The orders could not be read again. %s"), error->message);
  else
    text = g_strdup_printf (_("Some rows could not be loaded. %s"), error->message);
  omni_orders_window_show_message (
    self, self->is_refreshing ? OMNI_MESSAGE_STALE : OMNI_MESSAGE_ROWS, text);
  self->is_refreshing = FALSE;
}

/* Rows that do not fit are not passed off as an answer. */
void
omni_orders_window_update_ignored (OmniOrdersWindow *self)
{
  g_auto (GStrv) ids = omni_orders_window_dup_ignored (self);
  g_autoptr (GPtrArray) filters = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; ids[i] != NULL; i++)
    g_ptr_array_add (filters, (gpointer) omni_filter_find (ids[i]));

  omni_chip_bar_set_ignored (self->chip_bar, (const char * const *) ids);
  if (filters->len > 0)
    {
      error = omni_order_query_ignored_error (filters);
      omni_orders_window_show_message (self, OMNI_MESSAGE_IGNORED, error->message);
      gtk_widget_add_css_class (GTK_WIDGET (self->table), "ignored");
    }
  else
    {
      omni_orders_window_hide_message (self, OMNI_MESSAGE_IGNORED);
      gtk_widget_remove_css_class (GTK_WIDGET (self->table), "ignored");
    }
}

static gboolean
scroll_cb (GtkWidget *table, GdkFrameClock *clock, gpointer data)
{
  OmniOrdersWindow *self = data;

  /* Somebody asked for something else before the table had its size. */
  if (self->table == NULL || self->restored_scroll == 0)
    return G_SOURCE_REMOVE;
  if (!gtk_widget_get_mapped (table)
      || !omni_order_table_set_scroll (self->table, self->restored_scroll))
    return G_SOURCE_CONTINUE;

  self->restored_scroll = 0;
  omni_order_table_put_cursor_in_view (self->table);
  return G_SOURCE_REMOVE;
}

static void
show_loaded (OmniOrdersWindow *self)
{
  omni_orders_window_hide_message (self, OMNI_MESSAGE_STALE);
  if (!omni_order_list_has_failed (self->list))
    omni_orders_window_hide_message (self, OMNI_MESSAGE_ROWS);

  if (get_n_rows (self) > 0)
    gtk_stack_set_visible_child_name (self->stack, "table");
  else if (omni_order_query_has_filters (self->query))
    gtk_stack_set_visible_child_name (self->stack, "empty");
  else
    gtk_stack_set_visible_child_name (self->stack, "none");

  if (self->restored_scroll > 0)
    gtk_widget_add_tick_callback (GTK_WIDGET (self->table), scroll_cb, g_object_ref (self),
                                  g_object_unref);
  if (self->wants_table)
    omni_order_table_focus (self->table);
  self->wants_table = FALSE;
  omni_orders_window_show_guess (self);
  omni_orders_window_refreshed (self);
}

void
omni_orders_window_update_state (OmniOrdersWindow *self)
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
      if (omni_orders_window_guess_on (self))
        return;
      stop_spinner (self);
      show_loaded (self);
      omni_orders_window_check_search (self);
      omni_orders_window_update_ignored (self);
      break;
    case OMNI_LOAD_FAILED:
      if (omni_orders_window_guess_on (self))
        return;
      stop_spinner (self);
      if (n_rows == 0)
        show_failure (self);
      else
        show_stale (self);
      break;
    }

  omni_orders_window_update_title (self);
  omni_orders_window_update_age (self);
  omni_orders_window_update_select_all (self);
  omni_orders_window_update_actions (self);
}

/*
 * The bar over the work
 */

static const struct
{
  const char *button; /* (nullable): translatable */
  const char *action;
} remedies[] = {
  [OMNI_MESSAGE_ROWS] = { N_ ("Try Again"), "win.retry" },
  [OMNI_MESSAGE_STALE] = { N_ ("Try Again"), "win.refresh" },
  [OMNI_MESSAGE_IGNORED] = { N_ ("Remove the Filter"), "win.remove-ignored" },
  [OMNI_MESSAGE_SIGNED_OUT] = { N_ ("Sign In…"), "win.sign-in" },
};

/* What can be mended here stays until it is; the rest can be put away. */
void
omni_orders_window_show_message (OmniOrdersWindow *self, OmniMessage message, const char *text)
{
  const char *button = remedies[message].button;

  if (self->message > message)
    return;

  self->message = message;
  gtk_label_set_label (self->message_label, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->message_label), NULL);
  if (button != NULL)
    {
      gtk_button_set_label (GTK_BUTTON (self->message_button), _(button));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->message_button),
                                      remedies[message].action);
    }
  gtk_widget_set_visible (self->message_button, button != NULL);
  gtk_widget_set_visible (self->message_close_button, button == NULL);
  gtk_widget_set_visible (self->message_bar, TRUE);
}

/* Takes the message away if it is still this one. */
void
omni_orders_window_hide_message (OmniOrdersWindow *self, OmniMessage message)
{
  if (self->message != message)
    return;

  self->message = OMNI_MESSAGE_NONE;
  gtk_widget_set_visible (self->message_bar, FALSE);
}
