/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-column-picker.h"

#include <glib/gi18n-lib.h>

#define LIST_HEIGHT 320

struct _OmniColumnPicker
{
  GtkBox parent_instance;

  GtkWidget *search_entry; /* (borrowed) */
  GtkListBox *list;        /* (borrowed) */
  GtkWidget *up_button;    /* (borrowed) */
  GtkWidget *down_button;  /* (borrowed) */
  char *wanted;            /* (nullable) (owned): what the titles are searched for, folded */
};

G_DEFINE_FINAL_TYPE (OmniColumnPicker, omni_column_picker, GTK_TYPE_BOX)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static G_DEFINE_QUARK (omni - column - picker - column, column)

    static const OmniOrderColumn *get_column (GtkListBoxRow *row)
{
  return g_object_get_qdata (G_OBJECT (row), column_quark ());
}

static GtkCheckButton *
get_check (GtkListBoxRow *row)
{
  return GTK_CHECK_BUTTON (gtk_list_box_row_get_child (row));
}

static GtkListBoxRow *
find_row (OmniColumnPicker *self, const OmniOrderColumn *column)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    {
      if (get_column (row) == column)
        return row;
    }

  return NULL;
}

/* The row that the buttons are about. */
static GtkListBoxRow *
get_current (OmniColumnPicker *self)
{
  return gtk_list_box_get_selected_row (self->list);
}

static void
update_buttons (OmniColumnPicker *self)
{
  GtkListBoxRow *row = get_current (self);
  int index = row != NULL ? gtk_list_box_row_get_index (row) : 0;

  gtk_widget_set_sensitive (self->up_button, row != NULL && index > 0);
  gtk_widget_set_sensitive (self->down_button, row != NULL && gtk_list_box_get_row_at_index (
                                                                  self->list, index + 1) != NULL);
}

static void
move_row (OmniColumnPicker *self, GtkListBoxRow *row, int steps)
{
  g_autoptr (GtkListBoxRow) kept = g_object_ref (row);
  int index = gtk_list_box_row_get_index (row) + steps;

  if (index < 0 || gtk_list_box_get_row_at_index (self->list, index) == NULL)
    return;

  gtk_list_box_remove (self->list, GTK_WIDGET (row));
  gtk_list_box_insert (self->list, GTK_WIDGET (row), index);
  gtk_list_box_select_row (self->list, row);
  gtk_widget_grab_focus (GTK_WIDGET (row));
  update_buttons (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/*
 * Callbacks
 */

static gboolean
fits_cb (GtkListBoxRow *row, gpointer user_data)
{
  OmniColumnPicker *self = user_data;
  g_autofree char *title = NULL;

  if (self->wanted == NULL)
    return TRUE;

  title = g_utf8_casefold (omni_order_column_get_title (get_column (row)), -1);
  return strstr (title, self->wanted) != NULL;
}

static void
search_changed_cb (OmniColumnPicker *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));

  g_clear_pointer (&self->wanted, g_free);
  if (text[0] != '\0')
    self->wanted = g_utf8_casefold (text, -1);
  gtk_list_box_invalidate_filter (self->list);
}

static void
toggled_cb (OmniColumnPicker *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
activated_cb (OmniColumnPicker *self, GtkListBoxRow *row)
{
  GtkCheckButton *check = get_check (row);

  gtk_check_button_set_active (check, !gtk_check_button_get_active (check));
}

static void
move_clicked (OmniColumnPicker *self, int steps)
{
  GtkListBoxRow *row = get_current (self);

  if (row != NULL)
    move_row (self, row, steps);
}

static void
up_clicked_cb (OmniColumnPicker *self)
{
  move_clicked (self, -1);
}

static void
down_clicked_cb (OmniColumnPicker *self)
{
  move_clicked (self, 1);
}

static gboolean
key_pressed_cb (OmniColumnPicker *self, guint key, guint code, GdkModifierType modifiers)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, GTK_TYPE_LIST_BOX_ROW) : NULL;
  int steps = key == GDK_KEY_Up ? -1 : 1;

  if ((modifiers & gtk_accelerator_get_default_mod_mask ()) != GDK_ALT_MASK || row == NULL ||
      (key != GDK_KEY_Up && key != GDK_KEY_Down))
    return FALSE;

  move_row (self, GTK_LIST_BOX_ROW (row), steps);
  return TRUE;
}

/*
 * Overrides
 */

static void
omni_column_picker_finalize (GObject *object)
{
  g_free (OMNI_COLUMN_PICKER (object)->wanted);

  G_OBJECT_CLASS (omni_column_picker_parent_class)->finalize (object);
}

static void
omni_column_picker_class_init (OmniColumnPickerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = omni_column_picker_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", OMNI_TYPE_COLUMN_PICKER, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
new_button (OmniColumnPicker *self, const char *icon, const char *words, GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                  -1);
  g_signal_connect_swapped (button, "clicked", callback, self);
  return button;
}

static GtkWidget *
new_list (OmniColumnPicker *self)
{
  GtkWidget *scrolled_window = gtk_scrolled_window_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_filter_func (self->list, fits_cb, self, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Columns"), -1);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (activated_cb), self);
  g_signal_connect_swapped (self->list, "selected-rows-changed", G_CALLBACK (update_buttons), self);

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (scrolled_window, keys);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled_window), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scrolled_window), LIST_HEIGHT);
  gtk_scrolled_window_set_has_frame (GTK_SCROLLED_WINDOW (scrolled_window), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled_window), GTK_WIDGET (self->list));
  return scrolled_window;
}

static void
omni_column_picker_init (OmniColumnPicker *self)
{
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_widget_add_css_class (GTK_WIDGET (self), "column-picker");

  self->search_entry = gtk_search_entry_new ();
  gtk_widget_set_hexpand (self->search_entry, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search_entry),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Search columns"), -1);
  g_object_set (self->search_entry, "placeholder-text", _ ("Search columns"), NULL);
  g_signal_connect_swapped (self->search_entry, "search-changed", G_CALLBACK (search_changed_cb),
                            self);

  self->up_button = new_button (self, "go-up-symbolic", _ ("Move the column up (Alt+Up)"),
                                G_CALLBACK (up_clicked_cb));
  self->down_button = new_button (self, "go-down-symbolic", _ ("Move the column down (Alt+Down)"),
                                  G_CALLBACK (down_clicked_cb));
  gtk_widget_add_css_class (buttons, "linked");
  gtk_box_append (GTK_BOX (buttons), self->up_button);
  gtk_box_append (GTK_BOX (buttons), self->down_button);

  gtk_box_append (GTK_BOX (line), self->search_entry);
  gtk_box_append (GTK_BOX (line), buttons);
  gtk_box_append (GTK_BOX (self), line);
  gtk_box_append (GTK_BOX (self), new_list (self));
  update_buttons (self);
}

/*
 * Public API
 */

/**
 * omni_column_picker_new:
 *
 * Returns: (transfer floating): a picker with no column chosen
 */
GtkWidget *
omni_column_picker_new (void)
{
  return g_object_new (OMNI_TYPE_COLUMN_PICKER, NULL);
}

static void
add_row (OmniColumnPicker *self, const OmniOrderColumn *column, gboolean ticked)
{
  GtkWidget *check = gtk_check_button_new_with_label (omni_order_column_get_title (column));
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), ticked);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), check);
  g_object_set_qdata (G_OBJECT (row), column_quark (), (gpointer) column);
  g_signal_connect_swapped (check, "toggled", G_CALLBACK (toggled_cb), self);
  gtk_list_box_append (self->list, row);
}

/**
 * omni_column_picker_set_columns:
 * @self: the picker
 * @columns: (element-type OmniOrderColumn): what is chosen, in its order
 *
 * Shows what is chosen, and behind it what else there is.
 */
void
omni_column_picker_set_columns (OmniColumnPicker *self, GPtrArray *columns)
{
  GtkListBoxRow *row;

  g_return_if_fail (OMNI_IS_COLUMN_PICKER (self));
  g_return_if_fail (columns != NULL);

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));

  for (guint i = 0; i < columns->len; i++)
    add_row (self, g_ptr_array_index (columns, i), TRUE);

  for (guint i = 0; i < omni_order_column_get_count (); i++)
    {
      const OmniOrderColumn *column = omni_order_column_get (i);

      if (!g_ptr_array_find (columns, column, NULL))
        add_row (self, column, FALSE);
    }
  update_buttons (self);
}

/**
 * omni_column_picker_dup_columns:
 * @self: the picker
 *
 * Returns: (transfer full) (element-type OmniOrderColumn): what is chosen, in its order
 */
GPtrArray *
omni_column_picker_dup_columns (OmniColumnPicker *self)
{
  GPtrArray *columns = g_ptr_array_new ();
  GtkListBoxRow *row;

  g_return_val_if_fail (OMNI_IS_COLUMN_PICKER (self), columns);

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    {
      if (gtk_check_button_get_active (get_check (row)))
        g_ptr_array_add (columns, (gpointer) get_column (row));
    }

  return columns;
}

/**
 * omni_column_picker_tick:
 * @self: the picker
 * @column: a column
 * @ticked: whether it is chosen
 *
 * Does what a click on its tick box does.
 */
void
omni_column_picker_tick (OmniColumnPicker *self, const OmniOrderColumn *column, gboolean ticked)
{
  GtkListBoxRow *row;

  g_return_if_fail (OMNI_IS_COLUMN_PICKER (self));

  row = find_row (self, column);
  if (row != NULL)
    gtk_check_button_set_active (get_check (row), ticked);
}

/**
 * omni_column_picker_move:
 * @self: the picker
 * @column: a column
 * @steps: how far down, or up where it is negative
 *
 * Does what Alt+Down and Alt+Up do.
 */
void
omni_column_picker_move (OmniColumnPicker *self, const OmniOrderColumn *column, int steps)
{
  GtkListBoxRow *row;

  g_return_if_fail (OMNI_IS_COLUMN_PICKER (self));

  row = find_row (self, column);
  if (row != NULL)
    move_row (self, row, steps);
}
