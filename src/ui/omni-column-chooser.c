/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-column-chooser.h"

#include "omni-order-table.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  const OmniOrderColumn *column;
  int width;
  GtkWidget *row;         /* (borrowed) */
  GtkCheckButton *tick;   /* (borrowed) */
  GtkWidget *up;          /* (borrowed) */
  GtkWidget *down;        /* (borrowed) */
} Line;

struct _OmniColumnChooser
{
  AdwWindow parent_instance;

  /* Template children */
  GtkEditable *search_entry;
  GtkListBox *list_box;

  GPtrArray *lines;       /* (owned) (element-type Line): in the order of the list */
  gboolean showing;       /* the program, not a person, changes the ticks */
};

G_DEFINE_FINAL_TYPE (OmniColumnChooser, omni_column_chooser, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static guint
count_shown (OmniColumnChooser *self)
{
  guint n = 0;

  for (guint i = 0; i < self->lines->len; i++)
    n += (guint) gtk_check_button_get_active (((Line *) g_ptr_array_index (self->lines, i))->tick);

  return n;
}

/* The last one stays; what is not shown has no place. */
static void
update (OmniColumnChooser *self)
{
  guint n_shown = count_shown (self);
  guint seen = 0;

  for (guint i = 0; i < self->lines->len; i++)
    {
      Line *line = g_ptr_array_index (self->lines, i);
      gboolean shown = gtk_check_button_get_active (line->tick);

      seen += (guint) shown;
      gtk_widget_set_sensitive (GTK_WIDGET (line->tick), !shown || n_shown > 1);
      gtk_widget_set_visible (line->up, shown);
      gtk_widget_set_visible (line->down, shown);
      gtk_widget_set_sensitive (line->up, shown && seen > 1);
      gtk_widget_set_sensitive (line->down, shown && seen < n_shown);
    }
}

static void
tell (OmniColumnChooser *self)
{
  g_autoptr (GArray) columns = g_array_new (FALSE, FALSE, sizeof (OmniViewColumn));

  for (guint i = 0; i < self->lines->len; i++)
    {
      const Line *line = g_ptr_array_index (self->lines, i);
      OmniViewColumn column = { line->column, line->width };

      if (gtk_check_button_get_active (line->tick))
        g_array_append_val (columns, column);
    }

  update (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, columns);
}

static guint
find_line (OmniColumnChooser *self, GtkWidget *child)
{
  guint i = 0;

  while (i < self->lines->len
         && !gtk_widget_is_ancestor (child, ((Line *) g_ptr_array_index (self->lines, i))->row))
    i++;

  return i;
}

/* Puts a line at another place, in the list as well. */
static void
move_line (OmniColumnChooser *self, guint from, guint to)
{
  Line *line = g_ptr_array_index (self->lines, from);
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  g_autoptr (GtkWidget) row = g_object_ref (line->row);

  g_ptr_array_index (self->lines, from) = NULL;
  g_ptr_array_remove_index (self->lines, from);
  g_ptr_array_insert (self->lines, (int) to, line);
  gtk_list_box_remove (self->list_box, row);
  gtk_list_box_insert (self->list_box, row, (int) to);
  if (focus != NULL && gtk_widget_is_ancestor (focus, row))
    gtk_widget_grab_focus (focus);
}

static void
ticked_cb (OmniColumnChooser *self, GParamSpec *pspec, GtkWidget *tick)
{
  guint from;

  if (self->showing)
    return;

  /* What is shown stands before what is not. */
  from = find_line (self, tick);
  if (gtk_check_button_get_active (GTK_CHECK_BUTTON (tick)))
    move_line (self, from, count_shown (self) - 1);
  else
    move_line (self, from, count_shown (self));
  tell (self);
}

static void
up_clicked_cb (OmniColumnChooser *self, GtkWidget *button)
{
  guint from = find_line (self, button);

  move_line (self, from, from - 1);
  tell (self);
}

static void
down_clicked_cb (OmniColumnChooser *self, GtkWidget *button)
{
  guint from = find_line (self, button);

  move_line (self, from, from + 1);
  tell (self);
}

static void
row_activated_cb (OmniColumnChooser *self, GtkListBoxRow *row)
{
  const Line *line = g_ptr_array_index (self->lines, gtk_list_box_row_get_index (row));

  if (gtk_widget_get_sensitive (GTK_WIDGET (line->tick)))
    gtk_check_button_set_active (line->tick, !gtk_check_button_get_active (line->tick));
}

static GtkWidget *
new_button (OmniColumnChooser *self, const char *icon, const char *format, const char *title,
            GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);
  g_autofree char *label = g_strdup_printf ("%s: %s", title, format);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, format);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_signal_connect_swapped (button, "clicked", callback, self);

  return button;
}

static void
add_line (OmniColumnChooser *self, const OmniOrderColumn *column, int width, gboolean shown)
{
  const char *title = omni_order_column_get_title (column);
  Line *line = g_new0 (Line, 1);

  line->column = column;
  line->width = width;
  line->row = adw_action_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (line->row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (line->row), title);

  line->tick = GTK_CHECK_BUTTON (gtk_check_button_new ());
  gtk_widget_set_valign (GTK_WIDGET (line->tick), GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (line->tick), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);
  gtk_check_button_set_active (line->tick, shown);
  g_signal_connect_swapped (line->tick, "notify::active", G_CALLBACK (ticked_cb), self);
  adw_action_row_add_prefix (ADW_ACTION_ROW (line->row), GTK_WIDGET (line->tick));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (line->row), TRUE);

  line->up = new_button (self, "go-up-symbolic", _("Move up"), title, G_CALLBACK (up_clicked_cb));
  line->down = new_button (self, "go-down-symbolic", _("Move down"), title,
                           G_CALLBACK (down_clicked_cb));
  adw_action_row_add_suffix (ADW_ACTION_ROW (line->row), line->up);
  adw_action_row_add_suffix (ADW_ACTION_ROW (line->row), line->down);

  g_ptr_array_add (self->lines, line);
  gtk_list_box_append (self->list_box, line->row);
}

static gboolean
is_among (const GArray *columns, const OmniOrderColumn *column)
{
  for (guint i = 0; i < columns->len; i++)
    {
      if (g_array_index (columns, OmniViewColumn, i).column == column)
        return TRUE;
    }

  return FALSE;
}

static void
show (OmniColumnChooser *self, const GArray *columns)
{
  GtkWidget *child;

  self->showing = TRUE;
  g_ptr_array_set_size (self->lines, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list_box))) != NULL)
    gtk_list_box_remove (self->list_box, child);

  for (guint i = 0; i < columns->len; i++)
    {
      const OmniViewColumn *column = &g_array_index (columns, OmniViewColumn, i);

      add_line (self, column->column, column->width, TRUE);
    }
  for (guint i = 0; i < omni_order_column_get_count (); i++)
    {
      const OmniOrderColumn *column = omni_order_column_get (i);

      if (!omni_order_column_is_of_item (column) && !is_among (columns, column))
        add_line (self, column, 0, FALSE);
    }
  self->showing = FALSE;
  update (self);
}

static void
usual_clicked_cb (OmniColumnChooser *self)
{
  g_autoptr (GArray) usual = omni_order_table_get_usual_columns ();

  show (self, usual);
  tell (self);
}

static void
search_changed_cb (OmniColumnChooser *self)
{
  gtk_list_box_invalidate_filter (self->list_box);
}

static void
stop_search_cb (OmniColumnChooser *self)
{
  if (gtk_editable_get_text (self->search_entry)[0] != '\0')
    gtk_editable_set_text (self->search_entry, "");
  else
    gtk_window_close (GTK_WINDOW (self));
}

static gboolean
filter_cb (GtkListBoxRow *row, gpointer data)
{
  OmniColumnChooser *self = data;
  const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row));
  g_autofree char *wanted = g_utf8_casefold (gtk_editable_get_text (self->search_entry), -1);
  g_autofree char *folded = g_utf8_casefold (title, -1);

  return strstr (folded, wanted) != NULL;
}

static void
omni_column_chooser_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), OMNI_TYPE_COLUMN_CHOOSER);

  G_OBJECT_CLASS (omni_column_chooser_parent_class)->dispose (object);
}

static void
omni_column_chooser_finalize (GObject *object)
{
  g_ptr_array_unref (OMNI_COLUMN_CHOOSER (object)->lines);

  G_OBJECT_CLASS (omni_column_chooser_parent_class)->finalize (object);
}

static void
omni_column_chooser_class_init (OmniColumnChooserClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = omni_column_chooser_dispose;
  object_class->finalize = omni_column_chooser_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", OMNI_TYPE_COLUMN_CHOOSER, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ARRAY);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/omnidesk/Omnidesk/ui/omni-column-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, OmniColumnChooser, search_entry);
  gtk_widget_class_bind_template_child (widget_class, OmniColumnChooser, list_box);
  gtk_widget_class_bind_template_callback (widget_class, usual_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
omni_column_chooser_init (OmniColumnChooser *self)
{
  self->lines = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_filter_func (self->list_box, filter_cb, self, NULL);
}

/**
 * omni_column_chooser_new:
 * @parent: the window that it belongs to
 * @columns: (element-type OmniViewColumn): what is shown now
 *
 * Returns: (transfer none): the dialog
 */
GtkWidget *
omni_column_chooser_new (GtkWindow *parent, const GArray *columns)
{
  OmniColumnChooser *self = g_object_new (OMNI_TYPE_COLUMN_CHOOSER, "transient-for", parent, NULL);

  show (self, columns);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));

  return GTK_WIDGET (self);
}
