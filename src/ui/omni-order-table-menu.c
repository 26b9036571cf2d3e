/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-order-table-private.h"

#include "omni-format.h"
#include "omni-order-copy.h"
#include "omni-order.h"

#include <glib/gi18n-lib.h>

/* How much of a value a menu shows. */
#define MAX_SHOWN_CHARS 32

/* Where the menu of a row opens that no pointer is on. */
#define TABLE_MENU_OFFSET 60

/*
 * A menu names an order by its key, not by its row: rows move while a menu is open.
 */

static OmniOrder *
find_order (OmniOrderTable *self, gint64 pk, guint *position)
{
  OmniOrderList *list = self->selection != NULL ? omni_order_selection_get_list (self->selection)
                                                : NULL;

  return list != NULL && omni_order_list_find_position (list, pk, position)
           ? omni_order_list_peek_order (list, *position) : NULL;
}

static void
copy (OmniOrderTable *self, const char *text)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
}

static char *
dup_value_text (OmniOrderTable *self, const OmniOrder *order, const OmniOrderColumn *column)
{
  OmniValue value;

  omni_order_column_get_value (column, order, NULL, self->reference, &value);
  return omni_format_value (&value);
}

static char *
dup_short (const char *text)
{
  g_autofree char *start = NULL;

  if (g_utf8_strlen (text, -1) <= MAX_SHOWN_CHARS)
    return g_strdup (text);

  start = g_utf8_substring (text, 0, MAX_SHOWN_CHARS - 1);
  return g_strconcat (start, "…", NULL);
}

/*
 * Actions
 */

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OmniOrderTable *self = OMNI_ORDER_TABLE (widget);
  gboolean another;
  gint64 pk;
  guint position;

  g_variant_get (parameter, "(xb)", &pk, &another);
  if (find_order (self, pk, &position) != NULL)
    g_signal_emit_by_name (self, another ? "activate-another" : "activate", position);
}

static void
toggle_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OmniOrderTable *self = OMNI_ORDER_TABLE (widget);
  guint position;

  if (find_order (self, g_variant_get_int64 (parameter), &position) != NULL)
    omni_order_selection_toggle (self->selection, position);
}

static void
filter_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OmniOrderTable *self = OMNI_ORDER_TABLE (widget);
  const char *column;
  OmniOrder *order;
  gint64 pk;
  guint position;

  g_variant_get (parameter, "(x&s)", &pk, &column);
  order = find_order (self, pk, &position);
  if (order != NULL)
    g_signal_emit_by_name (self, "filter-by", order, column);
}

static void
copy_cell_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OmniOrderTable *self = OMNI_ORDER_TABLE (widget);
  g_autofree char *text = NULL;
  const OmniOrderColumn *column;
  OmniOrder *order;
  const char *id;
  gint64 pk;
  guint position;

  g_variant_get (parameter, "(x&s)", &pk, &id);
  order = find_order (self, pk, &position);
  column = omni_order_column_find (id);
  if (order == NULL || column == NULL)
    return;

  text = dup_value_text (self, order, column);
  copy (self, text);
}

static void
copy_row_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OmniOrderTable *self = OMNI_ORDER_TABLE (widget);
  guint position;
  OmniOrder *order = find_order (self, g_variant_get_int64 (parameter), &position);
  g_autoptr (GArray) columns = omni_order_table_dup_columns (self);
  g_autofree char *text = NULL;

  if (order == NULL)
    return;

  text = omni_order_copy_row (columns, order, self->reference);
  copy (self, text);
}

static void
copy_selection_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit_by_name (widget, "copy-selection");
}

static void
choose_columns_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit_by_name (widget, "choose-columns");
}

static void
usual_columns_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  omni_order_table_change_columns (OMNI_ORDER_TABLE (widget), NULL);
}

static gboolean
find_column (const GArray *columns, const char *id, guint *index)
{
  for (guint i = 0; i < columns->len; i++)
    {
      if (strcmp (omni_order_column_get_id (g_array_index (columns, OmniViewColumn, i).column), id)
          == 0)
        {
          *index = i;
          return TRUE;
        }
    }

  return FALSE;
}

static void
hide_column_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OmniOrderTable *self = OMNI_ORDER_TABLE (widget);
  g_autoptr (GArray) columns = omni_order_table_dup_columns (self);
  guint index;

  if (columns->len > 1 && find_column (columns, g_variant_get_string (parameter, NULL), &index))
    {
      g_array_remove_index (columns, index);
      omni_order_table_change_columns (self, columns);
    }
}

static void
move_column_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OmniOrderTable *self = OMNI_ORDER_TABLE (widget);
  g_autoptr (GArray) columns = omni_order_table_dup_columns (self);
  OmniViewColumn column;
  const char *id;
  gboolean right;
  guint index;

  g_variant_get (parameter, "(&sb)", &id, &right);
  if (!find_column (columns, id, &index) || (right ? index + 1 == columns->len : index == 0))
    return;

  column = g_array_index (columns, OmniViewColumn, index);
  g_array_remove_index (columns, index);
  g_array_insert_val (columns, right ? index + 1 : index - 1, column);
  omni_order_table_change_columns (self, columns);
}

/*
 * What the menus offer
 */

static void
append (GMenu *menu, const char *label, const char *action, GVariant *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target_value (item, action, target);
  g_menu_append_item (menu, item);
}

static GVariant *
target_cell (const OmniOrder *order, const OmniOrderColumn *column)
{
  return g_variant_new ("(xs)", omni_order_get_pk (order), omni_order_column_get_id (column));
}

static gboolean
can_filter_by (const OmniOrder *order, const OmniOrderColumn *column)
{
  g_autoptr (OmniOrderQuery) all = omni_order_query_new ();
  g_autoptr (OmniOrderQuery) query = omni_order_query_with_column (all, column, order, NULL);

  return query != NULL;
}

static void
append_cells (OmniOrderTable *self, GMenu *copies, GMenu *filters, const OmniOrder *order)
{
  for (guint i = 1; i < self->columns->len; i++)
    {
      const TableColumn *table_column = g_ptr_array_index (self->columns, i);
      const OmniOrderColumn *column = table_column->column;
      g_autofree char *text = dup_value_text (self, order, column);
      g_autofree char *shown = dup_short (text);
      g_autofree char *label = g_strdup_printf ("%s: %s", omni_order_column_get_title (column),
                                                shown);

      if (text[0] == '\0')
        continue;
      append (copies, label, "table.copy-cell", target_cell (order, column));
      if (can_filter_by (order, column))
        append (filters, label, "table.filter-by", target_cell (order, column));
    }
}

static void
append_cell (OmniOrderTable *self, GMenu *menu, const OmniOrder *order,
             const OmniOrderColumn *column)
{
  g_autofree char *text = dup_value_text (self, order, column);
  g_autofree char *shown = dup_short (text);
  g_autofree char *filter = g_strdup_printf (_("Filter by “%s”"), shown);
  g_autofree char *copy_text = g_strdup_printf (_("Copy “%s”"), shown);

  if (text[0] == '\0')
    return;

  if (can_filter_by (order, column))
    append (menu, filter, "table.filter-by", target_cell (order, column));
  append (menu, copy_text, "table.copy-cell", target_cell (order, column));
}

static void
append_section (GMenu *menu, GMenu *section)
{
  if (g_menu_model_get_n_items (G_MENU_MODEL (section)) > 0)
    g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
}

static GMenuModel *
make_row_menu (OmniOrderTable *self, guint position, OmniOrder *order,
               const OmniOrderColumn *column)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) open = g_menu_new ();
  g_autoptr (GMenu) cell = g_menu_new ();
  g_autoptr (GMenu) more = g_menu_new ();
  g_autoptr (GMenu) copies = g_menu_new ();
  g_autoptr (GMenu) filters = g_menu_new ();
  gint64 pk = omni_order_get_pk (order);
  gboolean selected = omni_order_selection_contains (self->selection, pk);

  append (open, _("Open"), "table.open", g_variant_new ("(xb)", pk, FALSE));
  append (open, _("Open in Another Window"), "table.open", g_variant_new ("(xb)", pk, TRUE));
  append (open, selected ? _("Take out of the Selection") : _("Add to the Selection"),
          "table.toggle", g_variant_new_int64 (pk));
  append_section (menu, open);

  if (column != NULL)
    append_cell (self, cell, order, column);
  append_section (menu, cell);

  append (more, _("Copy Order Number"), "table.copy-cell",
          target_cell (order, omni_order_column_find ("number")));
  append (more, _("Copy Row"), "table.copy-row", g_variant_new_int64 (pk));
  if (omni_order_selection_get_n_orders (self->selection) > 0)
    append (more, _("Copy Selected Orders"), "table.copy-selection", NULL);
  append_cells (self, copies, filters, order);
  g_menu_append_submenu (more, _("Copy a Cell"), G_MENU_MODEL (copies));
  g_menu_append_submenu (more, _("Filter by"), G_MENU_MODEL (filters));
  append_section (menu, more);

  return G_MENU_MODEL (menu);
}

/* What a right click on the header of a column offers. */
GMenuModel *
omni_order_table_get_header_menu (const OmniOrderColumn *column)
{
  const char *id = omni_order_column_get_id (column);
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) one = g_menu_new ();
  g_autoptr (GMenu) all = g_menu_new ();

  append (one, _("Move Left"), "table.move-column", g_variant_new ("(sb)", id, FALSE));
  append (one, _("Move Right"), "table.move-column", g_variant_new ("(sb)", id, TRUE));
  append (one, _("Hide"), "table.hide-column", g_variant_new_string (id));
  append_section (menu, one);
  append (all, _("Choose Columns…"), "table.choose-columns", NULL);
  append (all, _("Usual Columns"), "table.usual-columns", NULL);
  append_section (menu, all);

  return G_MENU_MODEL (menu);
}

/*
 * Opening
 */

/* The keys go on where they were. */
static void
menu_closed_cb (OmniOrderTable *self)
{
  GtkWidget *row = omni_order_table_get_row (self, self->menu_position);

  if (row != NULL)
    gtk_widget_grab_focus (row);
}

/* Opens the menu of the row under @widget, at a place in the view, or of the row that the keys are
   on. */
gboolean
omni_order_table_open_menu (OmniOrderTable *self, GtkWidget *widget, double x, double y)
{
  OmniOrderCell *cell = widget != NULL ? omni_order_cell_get (widget) : NULL;
  const OmniOrderColumn *column = cell != NULL ? omni_order_cell_get_column (cell) : NULL;
  g_autoptr (GMenuModel) model = NULL;
  OmniOrder *order;
  GtkWidget *row = NULL;
  guint position;

  if (widget != NULL)
    row = omni_order_table_find_row (self, widget, &position);
  else if (omni_order_table_get_cursor (self, &position))
    row = omni_order_table_get_row (self, position);
  if (row == NULL)
    return FALSE;

  order = omni_order_list_peek_order (omni_order_selection_get_list (self->selection), position);
  if (order == NULL)
    return FALSE;

  if (widget == NULL)
    gtk_widget_translate_coordinates (row, GTK_WIDGET (self), TABLE_MENU_OFFSET,
                                      gtk_widget_get_height (row) / 2, &x, &y);
  else
    gtk_widget_translate_coordinates (GTK_WIDGET (self->view), GTK_WIDGET (self), x, y, &x, &y);

  self->menu_position = position;
  model = make_row_menu (self, position, order, column);
  gtk_widget_grab_focus (row);
  gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (self->menu), model);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &(GdkRectangle){ (int) x, (int) y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->menu));

  return TRUE;
}

static void
right_pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, OmniOrderTable *self)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self->view), x, y, GTK_PICK_DEFAULT);

  /* The padding around a cell belongs to it. */
  if (picked != NULL && omni_order_cell_get (picked) == NULL
      && gtk_widget_get_first_child (picked) != NULL
      && omni_order_cell_get (gtk_widget_get_first_child (picked)) != NULL)
    picked = gtk_widget_get_first_child (picked);

  if (picked != NULL && omni_order_table_open_menu (self, picked, x, y))
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
}

void
omni_order_table_install_menu (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "table.open", "(xb)", open_action);
  gtk_widget_class_install_action (klass, "table.toggle", "x", toggle_action);
  gtk_widget_class_install_action (klass, "table.filter-by", "(xs)", filter_action);
  gtk_widget_class_install_action (klass, "table.copy-cell", "(xs)", copy_cell_action);
  gtk_widget_class_install_action (klass, "table.copy-row", "x", copy_row_action);
  gtk_widget_class_install_action (klass, "table.copy-selection", NULL, copy_selection_action);
  gtk_widget_class_install_action (klass, "table.choose-columns", NULL, choose_columns_action);
  gtk_widget_class_install_action (klass, "table.usual-columns", NULL, usual_columns_action);
  gtk_widget_class_install_action (klass, "table.hide-column", "s", hide_column_action);
  gtk_widget_class_install_action (klass, "table.move-column", "(sb)", move_column_action);
}

void
omni_order_table_add_menu (OmniOrderTable *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  self->menu = gtk_popover_menu_new_from_model_full (NULL, GTK_POPOVER_MENU_NESTED);
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
  g_signal_connect_swapped (self->menu, "closed", G_CALLBACK (menu_closed_cb), self);

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect (click, "pressed", G_CALLBACK (right_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (click));
}
