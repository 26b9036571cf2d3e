/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-order-table-private.h"

#include "omni-order-tick.h"
#include "omni-order.h"

#include <glib/gi18n-lib.h>

/*
 * OmniOrderList -> OmniOrderSelection -> GtkColumnView, in a GtkScrolledWindow
 *
 * Sorting and filtering are the server's: there is no model for them in between, and the sorters of
 * the columns sort nothing. They are there so that headers can be clicked and show an arrow.
 */

enum
{
  SORT_CHANGED,
  ACTIVATE,
  ACTIVATE_ANOTHER,
  COLUMNS_CHANGED,
  CHOOSE_COLUMNS,
  FILTER_BY,
  COPY_SELECTION,
  SCROLLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (OmniOrderTable, omni_order_table, GTK_TYPE_WIDGET)

/*
 * Mouse and keys
 */

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, OmniOrderTable *self)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self->view), x, y, GTK_PICK_DEFAULT);
  GtkWidget *row;
  GdkModifierType modifiers = gtk_event_controller_get_current_event_state (
    GTK_EVENT_CONTROLLER (gesture));
  guint position;

  /* The whole cell is the tick box, not only the small square in it. */
  if (picked != NULL && !OMNI_IS_ORDER_TICK (picked))
    picked = gtk_widget_get_first_child (picked);

  row = picked != NULL ? omni_order_table_find_row (self, picked, &position) : NULL;
  if (row == NULL || !OMNI_IS_ORDER_TICK (picked) || (modifiers & GDK_SHIFT_MASK) != 0)
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (row);
  omni_order_table_select_row (self, position, TRUE, FALSE);
}

static void
move_cursor (OmniOrderTable *self, GtkDirectionType direction, gboolean extend)
{
  guint before, after;

  if (omni_order_table_get_cursor (self, &before) &&
      gtk_widget_child_focus (omni_order_table_get_list_view (self), direction) &&
      omni_order_table_get_cursor (self, &after) && after != before)
    omni_order_table_select_row (self, after, FALSE, extend);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType modifiers,
                OmniOrderTable *self)
{
  gboolean shift = (modifiers & GDK_SHIFT_MASK) != 0;
  OmniOrder *order;
  guint position;

  /* A list's own Shift+Ctrl+A would clear the selection; a window means *Select all matching* by
     it. */
  if (shift && (modifiers & GDK_CONTROL_MASK) != 0 && gdk_keyval_to_lower (key) == GDK_KEY_a)
    return GDK_EVENT_STOP;

  /* A list activates a row only when nothing else is held. */
  if ((modifiers & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)) != 0 &&
      (key == GDK_KEY_Return || key == GDK_KEY_KP_Enter || key == GDK_KEY_ISO_Enter))
    {
      if (omni_order_table_get_cursor (self, &position))
        g_signal_emit (self, signals[ACTIVATE_ANOTHER], 0, position);
      return GDK_EVENT_STOP;
    }

  /* The view may not know of the last row yet. */
  if ((key == GDK_KEY_End || key == GDK_KEY_KP_End) && self->selection != NULL)
    omni_order_selection_show_all_rows (self->selection);

  if (key == GDK_KEY_Menu || (shift && key == GDK_KEY_F10))
    return omni_order_table_open_menu (self, NULL, 0, 0);
  if (!shift && (modifiers & GDK_CONTROL_MASK) != 0 && gdk_keyval_to_lower (key) == GDK_KEY_c &&
      (order = omni_order_table_get_cursor_order (self)) != NULL)
    return gtk_widget_activate_action (GTK_WIDGET (self), "table.copy-row", "x",
                                       omni_order_get_pk (order));

  if ((modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK)) != 0 ||
      !omni_order_table_get_cursor (self, &position))
    return GDK_EVENT_PROPAGATE;

  switch (gdk_keyval_to_lower (key))
    {
    case GDK_KEY_j:
      move_cursor (self, GTK_DIR_DOWN, shift);
      return GDK_EVENT_STOP;

    case GDK_KEY_k:
      move_cursor (self, GTK_DIR_UP, shift);
      return GDK_EVENT_STOP;

    case GDK_KEY_space:
    case GDK_KEY_KP_Space:
      if (shift)
        omni_order_table_select_row (self, position, FALSE, TRUE);
      return shift ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;

    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static gboolean
query_tooltip_cb (GtkWidget *view,
                  int x,
                  int y,
                  gboolean by_keyboard,
                  GtkTooltip *tooltip,
                  OmniOrderTable *self)
{
  GtkWidget *picked = by_keyboard ? NULL : gtk_widget_pick (view, x, y, GTK_PICK_DEFAULT);
  OmniOrderCell *cell = picked != NULL ? omni_order_cell_get (picked) : NULL;
  g_autofree char *text = cell != NULL ? omni_order_cell_dup_tooltip (cell) : NULL;

  gtk_tooltip_set_text (tooltip, text);
  return text != NULL;
}

/* A click with Control only selects, as in any list; the second one opens beside what is open. */
static void
activate_cb (GtkColumnView *view, guint position, OmniOrderTable *self)
{
  GdkSeat *seat = gdk_display_get_default_seat (gtk_widget_get_display (GTK_WIDGET (view)));
  GdkDevice *keyboard = seat != NULL ? gdk_seat_get_keyboard (seat) : NULL;
  gboolean another = keyboard != NULL &&
                     (gdk_device_get_modifier_state (keyboard) & GDK_CONTROL_MASK) != 0;

  g_signal_emit (self, signals[another ? ACTIVATE_ANOTHER : ACTIVATE], 0, position);
}

/*
 * The list
 */

static void
drop_selection (OmniOrderTable *self)
{
  if (self->selection == NULL)
    return;

  g_signal_handlers_disconnect_by_data (omni_order_selection_get_list (self->selection), self);
  g_signal_handlers_disconnect_by_data (self->selection, self);
  gtk_column_view_set_model (self->view, NULL);
  g_clear_object (&self->selection);
}

/* The first cell of a row says whether its order is new. */
static void
marks_changed_cb (OmniOrderTable *self)
{
  TableColumn *first = g_ptr_array_index (self->columns, 1);
  GtkWidget *row;

  for (row = gtk_widget_get_first_child (omni_order_table_get_list_view (self)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      OmniOrderCell *cell = omni_order_table_find_cell (row, first->column);

      if (cell != NULL)
        omni_order_cell_update_mark (cell);
    }
}

static void
scrolled_cb (OmniOrderTable *self)
{
  g_signal_emit (self, signals[SCROLLED], 0);
}

static void
drop_marks (OmniOrderTable *self)
{
  if (self->marks != NULL)
    g_signal_handlers_disconnect_by_data (self->marks, self);
  g_clear_object (&self->marks);
}

static void
omni_order_table_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  gtk_widget_measure (OMNI_ORDER_TABLE (widget)->scrolled, orientation, for_size,
                      minimum, natural, NULL, NULL);
}

/* When a table becomes lower or higher GTK moves all rows a little. Here they stay where they are,
 * so that nothing moves under the pointer when the first tick brings up a bar below; only a cursor
 * that would be covered is brought back into view. */
static void
omni_order_table_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  OmniOrderTable *self = OMNI_ORDER_TABLE (widget);
  GtkAdjustment *adjustment = omni_order_table_get_adjustment (self);
  gboolean has_cursor;
  double value, page;
  guint cursor = 0;

  omni_order_table_settle (self);
  value = gtk_adjustment_get_value (adjustment);
  page = gtk_adjustment_get_page_size (adjustment);
  has_cursor = omni_order_table_get_cursor (self, &cursor) &&
               omni_order_table_is_in_view (self, cursor);

  gtk_widget_allocate (self->scrolled, width, height, baseline, NULL);

  self->columns_are_new = FALSE;
  if (page >= 1 && gtk_adjustment_get_page_size (adjustment) != page)
    {
      gtk_adjustment_set_value (adjustment, value);
      if (has_cursor && !omni_order_table_is_in_view (self, cursor))
        omni_order_table_scroll_to (self, cursor);
      gtk_widget_allocate (self->scrolled, width, height, baseline, NULL);
    }

  if (self->menu != NULL)
    gtk_popover_present (GTK_POPOVER (self->menu));
}

static void
omni_order_table_dispose (GObject *object)
{
  OmniOrderTable *self = OMNI_ORDER_TABLE (object);

  omni_order_table_save_widths (self);
  g_clear_handle_id (&self->order_id, g_source_remove);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  drop_marks (self);

  if (self->scrolled != NULL)
    {
      g_signal_handlers_disconnect_by_data (omni_order_table_get_adjustment (self), self);
      g_signal_handlers_disconnect_by_data (gtk_column_view_get_columns (self->view), self);
      g_signal_handlers_disconnect_by_data (gtk_column_view_get_sorter (self->view), self);
      drop_selection (self);
    }

  g_clear_object (&self->keeper);
  g_clear_pointer (&self->scrolled, gtk_widget_unparent);
  g_clear_pointer (&self->reference, omni_reference_data_unref);

  G_OBJECT_CLASS (omni_order_table_parent_class)->dispose (object);
}

static void
omni_order_table_finalize (GObject *object)
{
  OmniOrderTable *self = OMNI_ORDER_TABLE (object);

  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_clear_pointer (&self->all_columns, g_hash_table_unref);
  omni_order_table_free_ticks (self);
  g_clear_object (&self->sentinels[0]);
  g_clear_object (&self->sentinels[1]);

  G_OBJECT_CLASS (omni_order_table_parent_class)->finalize (object);
}

static void
omni_order_table_class_init (OmniOrderTableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = omni_order_table_dispose;
  object_class->finalize = omni_order_table_finalize;

  widget_class->measure = omni_order_table_measure;
  widget_class->size_allocate = omni_order_table_size_allocate;

  signals[SORT_CHANGED] = g_signal_new ("sort-changed", OMNI_TYPE_ORDER_TABLE, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING,
                                        G_TYPE_BOOLEAN);
  signals[ACTIVATE] = g_signal_new ("activate", OMNI_TYPE_ORDER_TABLE, G_SIGNAL_RUN_LAST,
                                    0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[ACTIVATE_ANOTHER] = g_signal_new ("activate-another", OMNI_TYPE_ORDER_TABLE,
                                            G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                            G_TYPE_UINT);
  signals[COLUMNS_CHANGED] = g_signal_new ("columns-changed", OMNI_TYPE_ORDER_TABLE,
                                           G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CHOOSE_COLUMNS] = g_signal_new ("choose-columns", OMNI_TYPE_ORDER_TABLE,
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FILTER_BY] = g_signal_new ("filter-by", OMNI_TYPE_ORDER_TABLE, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 2, OMNI_TYPE_ORDER, G_TYPE_STRING);
  signals[COPY_SELECTION] = g_signal_new ("copy-selection", OMNI_TYPE_ORDER_TABLE,
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SCROLLED] = g_signal_new ("scrolled", OMNI_TYPE_ORDER_TABLE, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 0);

  omni_order_table_install_menu (widget_class);
  gtk_widget_class_set_css_name (widget_class, "ordertable");
}

/* The header of GTK 4.8 is a row, too, and takes the second of two quick clicks for itself: who
   clicks twice to sort the other way around would see the first way. */
static void
let_header_have_clicks (GtkWidget *view)
{
  GtkWidget *header = gtk_widget_get_first_child (view);
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (header);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE_CLICK (controller) &&
          gtk_event_controller_get_propagation_phase (controller) == GTK_PHASE_BUBBLE)
        gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_NONE);
    }
}

static void
omni_order_table_init (OmniOrderTable *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkWidget *view = gtk_column_view_new (NULL);

  self->view = GTK_COLUMN_VIEW (view);
  self->columns = g_ptr_array_new ();
  self->all_columns = omni_order_table_new_columns ();
  self->sentinels[0] = g_object_new (G_TYPE_OBJECT, NULL);
  self->sentinels[1] = g_object_new (G_TYPE_OBJECT, NULL);

  gtk_widget_add_css_class (view, "data-table");
  gtk_column_view_set_show_row_separators (self->view, TRUE);
  gtk_column_view_set_reorderable (self->view, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Orders"), -1);

  self->scrolled = gtk_scrolled_window_new ();
  gtk_widget_set_parent (self->scrolled, GTK_WIDGET (self));
  self->keeper = omni_scroll_keeper_new (GTK_SCROLLED_WINDOW (self->scrolled), self->view);
  gtk_accessible_update_property (GTK_ACCESSIBLE (omni_order_table_get_list_view (self)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Orders"), -1);

  let_header_have_clicks (view);
  omni_order_table_append_columns (self);
  omni_order_table_add_menu (self);
  g_signal_connect_swapped (omni_order_table_get_adjustment (self), "value-changed",
                            G_CALLBACK (scrolled_cb), self);
  g_signal_connect (view, "activate", G_CALLBACK (activate_cb), self);

  gtk_widget_set_has_tooltip (view, TRUE);
  g_signal_connect (view, "query-tooltip", G_CALLBACK (query_tooltip_cb), self);

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_PRIMARY);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (view, GTK_EVENT_CONTROLLER (click));

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (view, keys);
}

/**
 * omni_order_table_new:
 *
 * Returns: (transfer floating): a table without orders
 */
GtkWidget *
omni_order_table_new (void)
{
  return g_object_new (OMNI_TYPE_ORDER_TABLE, NULL);
}

/**
 * omni_order_table_set_list:
 * @self: a table
 * @list: (nullable): the orders to show
 * @reference: (nullable): the tenant's lists, for names that orders do not carry
 *
 * Shows another list, with a new and empty selection.
 */
void
omni_order_table_set_list (OmniOrderTable *self, OmniOrderList *list, OmniReferenceData *reference)
{
  g_return_if_fail (OMNI_IS_ORDER_TABLE (self));
  g_return_if_fail (list == NULL || OMNI_IS_ORDER_LIST (list));

  drop_selection (self);

  if (reference != NULL)
    omni_reference_data_ref (reference);
  g_clear_pointer (&self->reference, omni_reference_data_unref);
  self->reference = reference;

  if (list == NULL)
    return;

  omni_order_table_watch_list (self, list);
  self->selection = omni_order_selection_new (list);
  g_signal_connect_swapped (self->selection, "select-page",
                            G_CALLBACK (omni_order_table_select_page), self);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
}

/**
 * omni_order_table_get_selection:
 * @self: a table
 *
 * Returns: (transfer none) (nullable): the selected orders of the list that is shown
 */
OmniOrderSelection *
omni_order_table_get_selection (OmniOrderTable *self)
{
  g_return_val_if_fail (OMNI_IS_ORDER_TABLE (self), NULL);

  return self->selection;
}

/**
 * omni_order_table_set_marks:
 * @self: a table
 * @marks: (nullable): which orders are new or changed
 *
 * Marks those orders' rows.
 */
void
omni_order_table_set_marks (OmniOrderTable *self, OmniOrderMarks *marks)
{
  g_return_if_fail (OMNI_IS_ORDER_TABLE (self));

  drop_marks (self);
  if (marks == NULL)
    return;

  self->marks = g_object_ref (marks);
  g_signal_connect_swapped (marks, "changed", G_CALLBACK (marks_changed_cb), self);
}

/**
 * omni_order_table_select_page:
 * @self: a table
 *
 * *Select page*: adds the rows in view to the selection, or takes them out when all of them are in.
 */
void
omni_order_table_select_page (OmniOrderTable *self)
{
  GtkSelectionModel *model;
  guint first, n_rows, position;

  g_return_if_fail (OMNI_IS_ORDER_TABLE (self));

  omni_order_table_get_visible_range (self, &first, &n_rows);
  if (n_rows == 0)
    return;

  model = GTK_SELECTION_MODEL (self->selection);
  for (position = first;
       position < first + n_rows && gtk_selection_model_is_selected (model, position); position++)
    ;

  if (position == first + n_rows)
    gtk_selection_model_unselect_range (model, first, n_rows);
  else
    gtk_selection_model_select_range (model, first, n_rows, FALSE);
}
