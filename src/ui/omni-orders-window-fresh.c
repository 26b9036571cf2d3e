/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-orders-window-private.h"

#include "omni-format.h"
#include "omni-settings.h"
#include "omni-time.h"

#include <glib/gi18n-lib.h>

/* A moment of the server's clock divides what the person has seen from what is new. F5 moves it to
 * what is shown then; reading again by itself leaves it where it is, so that nothing that came in
 * meanwhile passes unseen. */

#define NEW_FILTER "created-after"
#define CHANGED_FILTER "modified-after"

static void
update_button (OmniOrdersWindow *self)
{
  g_autofree char *new_text = NULL;
  g_autofree char *changed_text = NULL;
  g_autofree char *text = NULL;

  if (self->n_new > 0)
    new_text = g_strdup_printf (ngettext ("%'u new", "%'u new", (gulong) self->n_new),
                                (guint) self->n_new);
  if (self->n_changed > 0)
    changed_text = g_strdup_printf (
      ngettext ("%'u changed", "%'u changed", (gulong) self->n_changed), (guint) self->n_changed);

  text = g_strdup_printf ("%s%s%s", new_text != NULL ? new_text : "",
                          new_text != NULL && changed_text != NULL ? " · " : "",
                          changed_text != NULL ? changed_text : "");
  gtk_button_set_label (self->fresh_button, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->fresh_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->fresh_button), text[0] != '\0');
}

static char *
dup_notification_id (OmniOrdersWindow *self)
{
  return g_strdup_printf ("new-orders-%u",
                          self->slot != NULL ? omni_window_slot_get_number (self->slot) : 0);
}

static void
withdraw (OmniOrdersWindow *self)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));
  g_autofree char *id = dup_notification_id (self);

  if (self->n_announced > 0 && application != NULL)
    g_application_withdraw_notification (G_APPLICATION (application), id);
  self->n_announced = 0;
}

/* Only what nobody sees anyway is announced. */
static void
announce (OmniOrdersWindow *self)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));
  GSettings *settings = omni_settings_get ();
  g_autoptr (GNotification) notification = NULL;
  g_autofree char *place = NULL;
  g_autofree char *title = NULL;
  g_autofree char *id = NULL;

  if (self->n_new <= self->n_announced || application == NULL || settings == NULL
      || !g_settings_get_boolean (settings, "announce-new-orders")
      || gtk_window_is_active (GTK_WINDOW (self)))
    return;

  id = dup_notification_id (self);
  title = g_strdup_printf (ngettext ("%'u new order", "%'u new orders", (gulong) self->n_new),
                           (guint) self->n_new);
  notification = g_notification_new (title);
  place = omni_orders_window_dup_place (self);
  g_notification_set_body (notification, place);
  g_application_send_notification (G_APPLICATION (application), id, notification);
  self->n_announced = self->n_new;
}

/*
 * How many
 */

typedef struct
{
  OmniOrdersWindow *self;    /* (owned) */
  GCancellable *cancellable; /* (owned) */
  gboolean is_new;           /* and not only changed */
} Count;

static void
count_free (Count *count)
{
  g_object_unref (count->self);
  g_object_unref (count->cancellable);
  g_free (count);
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Count *count = user_data;
  OmniOrdersWindow *self = count->self;
  g_autoptr (GError) error = NULL;
  gint64 n = omni_client_count_orders_finish (OMNI_CLIENT (source), result, &error);

  /* That they are new can be seen in the rows, too. */
  if (error == NULL && count->cancellable == self->count_cancellable)
    {
      if (count->is_new)
        self->n_new = n;
      else
        self->n_touched = n;

      if (--self->n_counts == 0)
        {
          self->n_changed = MAX (self->n_touched - self->n_new, 0);
          update_button (self);
          announce (self);
        }
    }

  count_free (count);
}

static void
count (OmniOrdersWindow *self, const char *filter, const char *since)
{
  g_autoptr (OmniOrderQuery) query = omni_order_query_with_value (self->asked, filter, since);
  Count *state = g_new0 (Count, 1);

  state->self = g_object_ref (self);
  state->cancellable = g_object_ref (self->count_cancellable);
  state->is_new = strcmp (filter, NEW_FILTER) == 0;
  self->n_counts++;
  omni_client_count_orders_async (omni_session_get_client (self->session), query,
                                  self->count_cancellable, counted_cb, state);
}

static void
stop_counting (OmniOrdersWindow *self)
{
  g_cancellable_cancel (self->count_cancellable);
  g_clear_object (&self->count_cancellable);
  self->n_counts = 0;
}

/* Where the person asks for a time of the same kind, the numbers would be others. */
static void
count_fresh (OmniOrdersWindow *self)
{
  OmniTime since = omni_order_marks_get_since (self->marks);
  g_autofree char *text = NULL;

  stop_counting (self);
  if (since == OMNI_TIME_NONE || self->asked == NULL
      || omni_order_query_get_values (self->asked, NEW_FILTER) != NULL
      || omni_order_query_get_values (self->asked, CHANGED_FILTER) != NULL)
    return;

  text = omni_time_to_utc (since);
  self->count_cancellable = g_cancellable_new ();
  count (self, NEW_FILTER, text);
  count (self, CHANGED_FILTER, text);
}

/* A server's clock tells whole seconds: what came in within the last one counts as seen. */
static void
mark_since (OmniOrdersWindow *self, OmniTime read)
{
  stop_counting (self);
  self->n_new = 0;
  self->n_changed = 0;
  withdraw (self);
  update_button (self);
  omni_order_marks_set_since (self->marks, read != OMNI_TIME_NONE ? read + G_USEC_PER_SEC
                                                                  : OMNI_TIME_NONE);
}

/*
 * Reading again
 */

/* Because the person wants it, or by itself. */
void
omni_orders_window_refresh (OmniOrdersWindow *self, gboolean by_itself)
{
  if (!by_itself || omni_order_marks_get_since (self->marks) == OMNI_TIME_NONE)
    mark_since (self, omni_order_list_get_server_time (self->list));

  self->is_refreshing = TRUE;
  omni_orders_window_reload (self);
}

/* The answer is there. */
void
omni_orders_window_refreshed (OmniOrdersWindow *self)
{
  if (!self->is_refreshing)
    return;

  self->is_refreshing = FALSE;
  count_fresh (self);
}

void
omni_orders_window_mark_seen (OmniOrdersWindow *self)
{
  mark_since (self, omni_order_list_get_server_time (self->list));
}

/**
 * omni_orders_window_refresh_by_itself:
 * @self: the window
 *
 * Reads the orders again as the timer does, unless that is not possible now.
 */
void
omni_orders_window_refresh_by_itself (OmniOrdersWindow *self)
{
  g_return_if_fail (OMNI_IS_ORDERS_WINDOW (self));

  if (self->asked != NULL && !self->is_closing && omni_session_is_signed_in (self->session)
      && omni_order_list_get_state (self->list) != OMNI_LOAD_LOADING)
    omni_orders_window_refresh (self, TRUE);
}

static gboolean
timer_cb (gpointer data)
{
  omni_orders_window_refresh_by_itself (data);

  return G_SOURCE_CONTINUE;
}

static void
interval_changed_cb (OmniOrdersWindow *self)
{
  guint minutes = (guint) g_settings_get_int (omni_settings_get (), "refresh-minutes");

  g_clear_handle_id (&self->refresh_id, g_source_remove);
  if (minutes > 0)
    self->refresh_id = g_timeout_add_seconds (minutes * 60, timer_cb, self);
}

static void
mark_seen_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  omni_orders_window_mark_seen (OMNI_ORDERS_WINDOW (widget));
}

void
omni_orders_window_install_fresh (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "win.mark-seen", NULL, mark_seen_action);
}

void
omni_orders_window_add_fresh (OmniOrdersWindow *self)
{
  GSettings *settings = omni_settings_get ();
  g_autoptr (GAction) interval = NULL;
  g_autoptr (GAction) announcing = NULL;

  self->marks = omni_order_marks_new ();
  omni_order_table_set_marks (self->table, self->marks);
  if (settings == NULL)
    return;

  interval = g_settings_create_action (settings, "refresh-minutes");
  announcing = g_settings_create_action (settings, "announce-new-orders");
  g_action_map_add_action (G_ACTION_MAP (self), interval);
  g_action_map_add_action (G_ACTION_MAP (self), announcing);
  g_signal_connect_object (settings, "changed::refresh-minutes", G_CALLBACK (interval_changed_cb),
                           self, G_CONNECT_SWAPPED);
  interval_changed_cb (self);
}

/* GTK may keep the actions of a window a little longer than the window, and then a setting that
 * changes would still be told to it. */
void
omni_orders_window_end_fresh (OmniOrdersWindow *self)
{
  g_action_map_remove_action (G_ACTION_MAP (self), "refresh-minutes");
  g_action_map_remove_action (G_ACTION_MAP (self), "announce-new-orders");
  g_clear_handle_id (&self->refresh_id, g_source_remove);
  stop_counting (self);
  g_clear_object (&self->marks);
}
