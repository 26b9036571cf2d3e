/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-orders-window-private.h"

#include "omni-database-selections.h"
#include "omni-json-reader.h"
#include "omni-order-window.h"
#include "omni-settings.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

/* What a window shows is written down a moment after it changed: a program that is killed loses no
 * more than that. It is two texts in the database (what it looks like, what is selected), in a slot
 * that no other window has. */

#define SAVE_DELAY_MS 400

/* The name of a look that has none of its own. */
#define UNNAMED "-"

#define SCROLL_PARTS 1000.0

/*
 * What is written
 */

static void
add_int (JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

static void
add_boolean (JsonBuilder *builder, const char *name, gboolean value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

static void
add_text (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

/* Keys are larger than what every reader of JSON takes for a number. */
static void
add_orders (JsonBuilder *builder, const GArray *pks)
{
  json_builder_set_member_name (builder, "orders");
  json_builder_begin_array (builder);
  for (guint i = 0; i < pks->len; i++)
    {
      g_autofree char *pk = g_strdup_printf ("%" G_GINT64_FORMAT, g_array_index (pks, gint64, i));

      json_builder_add_string_value (builder, pk);
    }
  json_builder_end_array (builder);
}

static GArray *
find_open_orders (OmniOrdersWindow *self)
{
  GListModel *windows = gtk_window_get_toplevels ();
  GArray *pks = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);
      OmniOrderDetails *details = NULL;
      gint64 pk;

      if (OMNI_IS_ORDER_WINDOW (window)
          && omni_order_window_get_list (OMNI_ORDER_WINDOW (window)) == self->list)
        details = omni_order_window_get_details (OMNI_ORDER_WINDOW (window));
      if (details == NULL)
        continue;

      pk = omni_order_details_get_pk (details);
      g_array_append_val (pks, pk);
    }
  if (self->coming_orders != NULL)
    g_array_append_vals (pks, self->coming_orders->data, self->coming_orders->len);

  return pks;
}

static char *
describe (OmniOrdersWindow *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (OmniView) look = omni_orders_window_dup_look (self);
  g_autofree char *look_text = NULL;
  g_autoptr (GArray) found = NULL;
  int width;
  int height;

  g_free (look->name);
  look->name = g_strdup (UNNAMED);
  look_text = omni_view_to_json (look);
  if (self->open_orders == NULL)
    found = find_open_orders (self);
  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);

  json_builder_begin_object (builder);
  add_int (builder, "width", width);
  add_int (builder, "height", height);
  add_boolean (builder, "maximized", gtk_window_is_maximized (GTK_WINDOW (self)));
  add_boolean (builder, "filters", adw_flap_get_reveal_flap (self->flap));
  add_int (builder, "scroll", (gint64) (omni_order_table_get_scroll (self->table) * SCROLL_PARTS));
  add_text (builder, "look", look_text);
  if (self->view != NULL)
    add_text (builder, "view", self->view->name);
  add_orders (builder, self->open_orders != NULL ? self->open_orders : found);
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

/*
 * Writing
 */

static void
state_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OmniOrdersWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!omni_database_set_state_finish (OMNI_DATABASE (source), result, &error))
    g_warning ("What the window shows could not be remembered: %s", error->message);

  self->n_saves--;
  omni_orders_window_saved (self);
}

static void
save_state_now (OmniOrdersWindow *self, gboolean is_open)
{
  g_autofree char *state = NULL;

  g_clear_handle_id (&self->save_id, g_source_remove);
  if (self->slot == NULL || self->asked == NULL)
    return;

  state = describe (self);
  self->n_saves++;
  omni_window_slot_save_async (self->slot, state, is_open, state_saved_cb, g_object_ref (self));
}

static gboolean
save_cb (gpointer data)
{
  OmniOrdersWindow *self = data;

  self->save_id = 0;
  save_state_now (self, TRUE);

  return G_SOURCE_REMOVE;
}

/* Something that is to be there again has changed. */
void
omni_orders_window_remember (OmniOrdersWindow *self)
{
  if (self->slot != NULL && !self->is_restoring && !self->is_closing && self->save_id == 0)
    self->save_id = g_timeout_add (SAVE_DELAY_MS, save_cb, self);
}

/*
 * The selection, which may be long
 */

typedef struct
{
  OmniDatabase *database; /* (owned) */
  OmniProfile *profile;   /* (owned) */
  char *name;             /* (owned) */
  GArray *orders;         /* (owned) (element-type OmniSelectedOrder) */
} Save;

static void
save_free (gpointer data)
{
  Save *save = data;

  g_object_unref (save->database);
  omni_profile_free (save->profile);
  g_free (save->name);
  g_array_unref (save->orders);
  g_free (save);
}

static void
save_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Save *save = data;
  g_autoptr (OmniSelection) selection = omni_orders_window_new_selection (save->orders);
  GError *error = NULL;

  if (omni_database_save_selection (save->database, save->profile, save->name, selection, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
selection_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  OmniOrdersWindow *self = OMNI_ORDERS_WINDOW (source);
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_warning ("What is selected could not be remembered: %s", error->message);

  self->n_saves--;
  self->saves_selection = FALSE;
  if (self->selection_is_unsaved)
    omni_orders_window_remember_selection (self);
  omni_orders_window_saved (self);
}

static void
save_selection_now (OmniOrdersWindow *self)
{
  const OmniProfile *profile = omni_session_get_profile (self->session);
  g_autoptr (GTask) task = NULL;
  Save *save;

  g_clear_handle_id (&self->save_selection_id, g_source_remove);
  if (self->slot == NULL || !self->selection_is_unsaved || self->saves_selection)
    return;

  save = g_new0 (Save, 1);
  save->database = g_object_ref (omni_session_get_database (self->session));
  save->profile = omni_profile_new (profile->server, profile->username);
  save->name = omni_window_slot_dup_selection_name (self->slot);
  save->orders = omni_order_selection_dup_orders (omni_order_table_get_selection (self->table));

  self->selection_is_unsaved = FALSE;
  self->saves_selection = TRUE;
  self->n_saves++;
  task = g_task_new (self, NULL, selection_saved_cb, NULL);
  g_task_set_source_tag (task, save_selection_now);
  g_task_set_task_data (task, save, save_free);
  g_task_run_in_thread (task, save_in_thread);
}

static gboolean
save_selection_cb (gpointer data)
{
  OmniOrdersWindow *self = data;

  self->save_selection_id = 0;
  save_selection_now (self);

  return G_SOURCE_REMOVE;
}

/* What is selected has changed. One save goes on at a time. */
void
omni_orders_window_remember_selection (OmniOrdersWindow *self)
{
  if (self->slot == NULL || self->is_restoring)
    return;

  self->selection_is_unsaved = TRUE;
  if (self->is_closing)
    save_selection_now (self);
  else if (self->save_selection_id == 0 && !self->saves_selection)
    self->save_selection_id = g_timeout_add (SAVE_DELAY_MS, save_selection_cb, self);
}

/*
 * Closing
 */

static void
save_settings (OmniOrdersWindow *self)
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

static gboolean
is_last_of_session (OmniOrdersWindow *self)
{
  GListModel *windows = gtk_window_get_toplevels ();
  gboolean is_last = TRUE;

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (OMNI_IS_ORDERS_WINDOW (window) && (gpointer) window != self
          && OMNI_ORDERS_WINDOW (window)->session == self->session
          && !OMNI_ORDERS_WINDOW (window)->is_closing)
        is_last = FALSE;
    }

  return is_last;
}

/* One that is closed beside others is not opened again by itself; what was in it is kept. */
void
omni_orders_window_save_all (OmniOrdersWindow *self)
{
  gboolean is_open = self->stays_open || self->signs_out || is_last_of_session (self);

  save_settings (self);
  omni_order_selection_tell (omni_order_table_get_selection (self->table));
  if (self->is_restoring)
    return;

  save_state_now (self, is_open);
  save_selection_now (self);
}

/**
 * omni_orders_window_stay_open:
 * @self: the window
 *
 * Tells the window that it will be closed because the program ends: it and the orders that are open
 * from it come back at the next start.
 */
void
omni_orders_window_stay_open (OmniOrdersWindow *self)
{
  g_return_if_fail (OMNI_IS_ORDERS_WINDOW (self));

  self->stays_open = TRUE;
  if (self->open_orders == NULL)
    self->open_orders = find_open_orders (self);
}

/*
 * Reading
 */

/* What there was to be found, in the order in which it is read. */
typedef struct
{
  OmniDatabase *database;     /* (owned) */
  OmniProfile *profile;       /* (owned) */
  OmniWindowStart start;
  OmniWindowSlot *slot;       /* (owned) (nullable) */
  char *state;                /* (owned) (nullable) */
  guint n_more;
  OmniSelection *selection;   /* (owned) (nullable) */
  GPtrArray *views;           /* (owned) (nullable) (element-type OmniStoredView) */
  GError *error;              /* (owned) (nullable): what could not be read */
} Found;

static void
found_free (gpointer data)
{
  Found *found = data;

  g_object_unref (found->database);
  omni_profile_free (found->profile);
  g_clear_pointer (&found->slot, omni_window_slot_free);
  g_free (found->state);
  g_clear_pointer (&found->selection, omni_selection_free);
  g_clear_pointer (&found->views, g_ptr_array_unref);
  g_clear_error (&found->error);
  g_free (found);
}

static void
find_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Found *found = data;

  found->slot = omni_window_slot_claim (found->database, found->profile, found->start,
                                        &found->state, &found->n_more, &found->error);
  if (found->slot != NULL && found->start == OMNI_WINDOW_LAST)
    {
      g_autofree char *name = omni_window_slot_dup_selection_name (found->slot);

      found->selection = omni_database_load_selection (
        found->database, found->profile, name, found->error == NULL ? &found->error : NULL);
      /* There was none yet. */
      if (g_error_matches (found->error, OMNI_ERROR, OMNI_ERROR_NOT_FOUND))
        g_clear_error (&found->error);
    }
  found->views = omni_database_list_views (found->database, found->profile,
                                           found->error == NULL ? &found->error : NULL);
  g_task_return_boolean (task, TRUE);
}

/* What a state says. */
typedef struct
{
  gint64 width;
  gint64 height;
  gboolean maximized;
  gboolean filters;
  gint64 scroll;
  OmniView *look;     /* (owned) (nullable) */
  char *view;         /* (owned) (nullable) */
  GArray *orders;     /* (owned) (element-type gint64) */
} State;

static void
state_clear (State *state)
{
  g_clear_pointer (&state->look, omni_view_free);
  g_clear_pointer (&state->view, g_free);
  g_clear_pointer (&state->orders, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (State, state_clear)

static void
read_look (OmniJsonReader *reader, State *state)
{
  g_autofree char *text = omni_json_reader_dup_text (reader);
  g_autoptr (GError) error = NULL;

  if (text == NULL)
    return;

  g_clear_pointer (&state->look, omni_view_free);
  state->look = omni_view_new_from_json (text, -1, &error);
  if (state->look == NULL)
    g_message ("What the window showed last cannot be shown again: %s", error->message);
}

static void
read_orders (OmniJsonReader *reader, State *state)
{
  if (!omni_json_reader_begin_array (reader))
    return;

  while (omni_json_reader_next_element (reader))
    {
      g_autofree char *text = omni_json_reader_dup_text (reader);
      gint64 pk;

      if (text != NULL && g_ascii_string_to_signed (text, 10, 1, G_MAXINT64, &pk, NULL))
        g_array_append_val (state->orders, pk);
    }
}

static void
read_member (OmniJsonReader *reader, const OmniJsonSlice *name, State *state)
{
  if (omni_json_slice_equal (name, "width"))
    omni_json_reader_read_int64 (reader, &state->width);
  else if (omni_json_slice_equal (name, "height"))
    omni_json_reader_read_int64 (reader, &state->height);
  else if (omni_json_slice_equal (name, "maximized"))
    omni_json_reader_read_boolean (reader, &state->maximized);
  else if (omni_json_slice_equal (name, "filters"))
    omni_json_reader_read_boolean (reader, &state->filters);
  else if (omni_json_slice_equal (name, "scroll"))
    omni_json_reader_read_int64 (reader, &state->scroll);
  else if (omni_json_slice_equal (name, "look"))
    read_look (reader, state);
  else if (omni_json_slice_equal (name, "orders"))
    read_orders (reader, state);
  else if (omni_json_slice_equal (name, "view"))
    {
      g_free (state->view);
      state->view = omni_json_reader_dup_text (reader);
    }
}

static gboolean
parse_state (const char *text, State *state)
{
  g_auto (OmniJsonReader) reader;
  OmniJsonSlice name;

  omni_json_reader_init (&reader, text, -1);
  if (omni_json_reader_begin_object (&reader))
    {
      while (omni_json_reader_next_member (&reader, &name))
        read_member (&reader, &name, state);
    }

  return omni_json_reader_finish (&reader, NULL);
}

/*
 * Showing again what was there
 */

static void
restore_settings (OmniOrdersWindow *self)
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

static void
restore_window (OmniOrdersWindow *self, const State *state)
{
  if (state->width > 0 && state->height > 0)
    gtk_window_set_default_size (GTK_WINDOW (self), (int) MIN (state->width, G_MAXINT16),
                                 (int) MIN (state->height, G_MAXINT16));
  if (state->maximized)
    gtk_window_maximize (GTK_WINDOW (self));
  else
    gtk_window_unmaximize (GTK_WINDOW (self));
  adw_flap_set_reveal_flap (self->flap, state->filters);
}

static gboolean
open_order_cb (gpointer data)
{
  OmniOrdersWindow *self = data;
  gint64 pk = g_array_index (self->coming_orders, gint64, 0);
  OmniOrderWindow *window;

  g_array_remove_index (self->coming_orders, 0);
  window = omni_order_window_open_pk (gtk_window_get_application (GTK_WINDOW (self)),
                                      self->session, self->list, pk);
  /* Another window of orders may have had it open as well. */
  if (omni_order_window_get_list (window) == self->list)
    omni_orders_window_follow_order (self, window);

  if (self->coming_orders->len > 0)
    return G_SOURCE_CONTINUE;

  self->coming_id = 0;
  return G_SOURCE_REMOVE;
}

/* One in a turn of the main loop, after what is to be drawn. */
static void
restore_orders (OmniOrdersWindow *self, const State *state)
{
  if (state->orders->len == 0)
    return;

  self->coming_orders = g_array_ref (state->orders);
  self->coming_id = g_idle_add (open_order_cb, self);
}

void
omni_orders_window_end_coming (OmniOrdersWindow *self)
{
  g_clear_handle_id (&self->coming_id, g_source_remove);
  g_clear_pointer (&self->coming_orders, g_array_unref);
}

static void
restore_selection (OmniOrdersWindow *self, const OmniSelection *selection)
{
  GArray *orders = omni_selection_get_orders (selection);

  omni_order_selection_add (omni_order_table_get_selection (self->table),
                            (const OmniSelectedOrder *) (gpointer) orders->data, orders->len);
}

static const OmniStoredView *
find_start_view (OmniOrdersWindow *self)
{
  for (guint i = 0; self->views != NULL && i < self->views->len; i++)
    {
      const OmniStoredView *stored = g_ptr_array_index (self->views, i);

      if (stored->is_start && stored->view != NULL)
        return stored;
    }

  return NULL;
}

/* A view that is chosen for the start goes before what was there last. */
static void
restore_look (OmniOrdersWindow *self, State *state, gboolean again)
{
  const OmniStoredView *start_view = again ? NULL : find_start_view (self);

  if (start_view != NULL)
    omni_orders_window_show_view (self, start_view->view);
  else if (state->look != NULL)
    omni_orders_window_show_look (self, state->look, state->view);
  else
    omni_orders_window_show_usual (self);

  if (start_view == NULL)
    self->restored_scroll = (double) state->scroll / SCROLL_PARTS;
}

/* The orders are on their way while the window is drawn for the first time, which takes longer than
 * most servers; and it is never seen in a size that is not its own. */
static void
show_window (OmniOrdersWindow *self)
{
  gtk_window_present (GTK_WINDOW (self));
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  OmniOrdersWindow *self = OMNI_ORDERS_WINDOW (source);
  Found *found = g_task_get_task_data (G_TASK (result));
  g_auto (State) state = { 0 };
  gboolean has_state;

  /* It was closed meanwhile. */
  if (self->session == NULL || self->is_closing)
    return;

  self->slot = g_steal_pointer (&found->slot);
  omni_orders_window_take_views (self, g_steal_pointer (&found->views));
  state.filters = TRUE;
  state.orders = g_array_new (FALSE, FALSE, sizeof (gint64));
  has_state = found->state != NULL && parse_state (found->state, &state);

  if (has_state)
    restore_window (self, &state);
  restore_look (self, &state, self->is_again);
  if (found->selection != NULL)
    restore_selection (self, found->selection);
  show_window (self);
  if (has_state)
    restore_orders (self, &state);
  self->is_restoring = FALSE;
  omni_orders_window_remember (self);

  if (found->error != NULL)
    omni_orders_window_say (self, found->error->message);
  omni_orders_window_restored (self, found->n_more);
}

/* Shows the window as soon as it is known what it begins with. */
void
omni_orders_window_restore (OmniOrdersWindow *self, OmniWindowStart start)
{
  const OmniProfile *profile = omni_session_get_profile (self->session);
  OmniDatabase *database = omni_session_get_database (self->session);
  g_autoptr (GTask) task = NULL;
  Found *found;

  restore_settings (self);
  if (database == NULL)
    {
      omni_orders_window_show_usual (self);
      show_window (self);
      return;
    }

  found = g_new0 (Found, 1);
  found->database = g_object_ref (database);
  found->profile = omni_profile_new (profile->server, profile->username);
  found->start = start;

  self->is_restoring = TRUE;
  task = g_task_new (self, NULL, found_cb, NULL);
  g_task_set_source_tag (task, omni_orders_window_restore);
  g_task_set_task_data (task, found, found_free);
  g_task_run_in_thread (task, find_in_thread);
}
