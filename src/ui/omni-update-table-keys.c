/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What the mouse and the keyboard do in the table. */

#include "config.h"

#include "omni-update-table-private.h"

static guint
get_page (OmniUpdateTable *self)
{
  GtkAdjustment *adjustment =
      gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled));
  double upper = gtk_adjustment_get_upper (adjustment);
  guint n_lines = omni_update_table_get_n_lines (self);

  if (upper < 1 || n_lines == 0)
    return 1;

  /* All lines are of one height. */
  return (guint) MAX (gtk_adjustment_get_page_size (adjustment) / (upper / n_lines) - 1, 1);
}

static void
move_vertically (OmniUpdateTable *self, gint64 steps, gboolean extend)
{
  gint64 last = (gint64) omni_update_table_get_n_lines (self) - 1;
  gint64 position = CLAMP ((gint64) self->cursor + steps, 0, MAX (last, 0));

  omni_update_table_move_to (self, (guint) position, self->cursor_column, extend);
}

static void
move_horizontally (OmniUpdateTable *self, int steps, gboolean extend)
{
  guint place = omni_update_table_get_place (self, self->cursor_column);
  guint column;

  if (steps < 0 && place < (guint) -steps)
    steps = -(int) place;
  while (!omni_update_table_get_column (self, place + (guint) steps, &column) && steps > 0)
    steps--;

  if (omni_update_table_get_column (self, place + (guint) steps, &column))
    omni_update_table_move_to (self, self->cursor, column, extend);
}

static gboolean
move_by_key (OmniUpdateTable *self, guint key, GdkModifierType modifiers)
{
  gboolean extend = (modifiers & GDK_SHIFT_MASK) != 0;
  gboolean far = (modifiers & GDK_CONTROL_MASK) != 0;

  switch (key)
    {
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      move_vertically (self, far ? -(gint64) G_MAXUINT : -1, extend);
      return TRUE;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      move_vertically (self, far ? (gint64) G_MAXUINT : 1, extend);
      return TRUE;
    case GDK_KEY_Page_Up:
    case GDK_KEY_KP_Page_Up:
      move_vertically (self, -(gint64) get_page (self), extend);
      return TRUE;
    case GDK_KEY_Page_Down:
    case GDK_KEY_KP_Page_Down:
      move_vertically (self, get_page (self), extend);
      return TRUE;
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      move_horizontally (self, -1, extend);
      return TRUE;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      move_horizontally (self, 1, extend);
      return TRUE;
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      if (far)
        move_vertically (self, -(gint64) G_MAXUINT, extend);
      else
        move_horizontally (self, -OMNI_UPDATE_SHEET_N_COLUMNS, extend);
      return TRUE;
    case GDK_KEY_End:
    case GDK_KEY_KP_End:
      if (far)
        move_vertically (self, (gint64) G_MAXUINT, extend);
      else
        move_horizontally (self, OMNI_UPDATE_SHEET_N_COLUMNS, extend);
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
is_editing (OmniUpdateTable *self)
{
  OmniUpdateCell *cell = omni_update_table_find_cell (self, self->cursor, self->cursor_column);

  return cell != NULL && omni_update_cell_is_editing (cell);
}

static gboolean
type_by_key (OmniUpdateTable *self, guint key, GdkModifierType modifiers)
{
  gunichar letter = gdk_keyval_to_unicode (key);
  char typed[7] = "";

  if ((modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK)) != 0 ||
      letter == 0 || !g_unichar_isprint (letter))
    return FALSE;

  typed[g_unichar_to_utf8 (letter, typed)] = '\0';
  omni_update_table_edit_with (self, typed);
  return TRUE;
}

static gboolean
key_pressed_cb (OmniUpdateTable *self, guint key, guint code, GdkModifierType modifiers)
{
  if (self->sheet == NULL || !self->has_cursor || is_editing (self))
    return GDK_EVENT_PROPAGATE;

  if ((modifiers & (GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK)) == 0 &&
      move_by_key (self, key, modifiers))
    return GDK_EVENT_STOP;

  switch (key)
    {
    case GDK_KEY_Tab:
    case GDK_KEY_KP_Tab:
      omni_update_table_signal_leave (self, TRUE);
      return GDK_EVENT_STOP;
    case GDK_KEY_ISO_Left_Tab:
      omni_update_table_signal_leave (self, FALSE);
      return GDK_EVENT_STOP;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
    case GDK_KEY_F2:
      if ((modifiers & GDK_CONTROL_MASK) != 0)
        return GDK_EVENT_PROPAGATE;
      omni_update_table_edit (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_Delete:
    case GDK_KEY_KP_Delete:
    case GDK_KEY_BackSpace:
      if ((modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
        return GDK_EVENT_PROPAGATE;
      omni_update_table_signal_clear (self);
      return GDK_EVENT_STOP;
    default:
      return type_by_key (self, key, modifiers) ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
    }
}

static OmniUpdateCell *
find_cell_at (OmniUpdateTable *self, double x, double y)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self->view), x, y, GTK_PICK_DEFAULT);

  if (picked == NULL)
    return NULL;
  if (!OMNI_IS_UPDATE_CELL (picked) &&
      gtk_widget_get_ancestor (picked, OMNI_TYPE_UPDATE_CELL) == NULL)
    picked = gtk_widget_get_first_child (picked);

  return picked != NULL ? (OmniUpdateCell *) gtk_widget_get_ancestor (picked, OMNI_TYPE_UPDATE_CELL)
                        : NULL;
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, OmniUpdateTable *self)
{
  OmniUpdateCell *cell = find_cell_at (self, x, y);
  GdkModifierType modifiers =
      gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  guint position;

  if (cell == NULL || omni_update_cell_is_editing (cell) ||
      omni_update_cell_get_line (cell) == NULL)
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  position = omni_update_sheet_find (
    self->sheet, omni_update_line_get_row (omni_update_cell_get_line (cell)));
  if (position == GTK_INVALID_LIST_POSITION)
    return;

  omni_update_table_move_to (self, position, omni_update_cell_get_column (cell),
                             (modifiers & GDK_SHIFT_MASK) != 0);
  if (n_press == 2)
    omni_update_table_edit (self);
}

void
omni_update_table_add_controllers (OmniUpdateTable *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_PRIMARY);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (click));

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), keys);
}
