/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-update-cell.h"

#include <glib/gi18n-lib.h>

struct _OmniUpdateCell
{
  GtkWidget parent_instance;

  GtkWidget *inscription; /* (borrowed): a child */
  GtkWidget *text;        /* (nullable) (borrowed): a child, while something is typed */
  guint column;

  OmniUpdateSheet *sheet; /* (nullable) (owned): while bound */
  OmniUpdateLine *line;   /* (nullable) (owned): while bound */
  OmniUpdateMark mark;
};

/* The result takes what the other columns leave, and so much at least. */
#define RESULT_CHARS 14

/* What stands before a text, so that a colour is not all that tells. */
static const struct
{
  const char *css_class;
  const char *sign;
} marks[OMNI_UPDATE_N_MARKS] = {
  [OMNI_UPDATE_MARK_NONE] = { NULL, "" },
  [OMNI_UPDATE_MARK_CHANGE] = { "change", "" },
  [OMNI_UPDATE_MARK_DONE] = { "done", "✓ " },
  [OMNI_UPDATE_MARK_NOTE] = { "note", "" },
  [OMNI_UPDATE_MARK_WARNING] = { "warning", "⚠ " },
  [OMNI_UPDATE_MARK_ERROR] = { "error", "✖ " },
  [OMNI_UPDATE_MARK_LEFT_OUT] = { "left-out", "" },
};

G_DEFINE_FINAL_TYPE (OmniUpdateCell, omni_update_cell, GTK_TYPE_WIDGET)

static guint done_id;

static void
set_mark (OmniUpdateCell *self, OmniUpdateMark mark)
{
  if (self->mark == mark)
    return;

  if (marks[self->mark].css_class != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self), marks[self->mark].css_class);
  if (marks[mark].css_class != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), marks[mark].css_class);
  self->mark = mark;
}

static const char *
get_title (OmniUpdateCell *self)
{
  switch (self->column)
    {
    case OMNI_UPDATE_SHEET_NUMBER:
      return _("Row");
    case OMNI_UPDATE_SHEET_RESULT:
      return _("Result");
    default:
      return omni_update_column_get_name (self->column);
    }
}

/*
 * Typing
 */

static void
end_editing (OmniUpdateCell *self, gboolean keep, OmniUpdateStep step)
{
  GtkWidget *text = self->text;
  g_autofree char *typed = NULL;

  if (text == NULL)
    return;

  typed = keep ? g_strdup (gtk_editable_get_text (GTK_EDITABLE (text))) : NULL;
  self->text = NULL;
  if (step != OMNI_UPDATE_STEP_LEAVE)
    gtk_widget_grab_focus (GTK_WIDGET (self));
  gtk_widget_unparent (text);
  gtk_widget_set_visible (self->inscription, TRUE);
  gtk_widget_remove_css_class (GTK_WIDGET (self), "editing");
  g_signal_emit (self, done_id, 0, typed, (int) step);
}

static gboolean
key_pressed_cb (OmniUpdateCell *self, guint key, guint code, GdkModifierType modifiers)
{
  gboolean shift = (modifiers & GDK_SHIFT_MASK) != 0;

  if ((modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;

  switch (key)
    {
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
      end_editing (self, TRUE, shift ? OMNI_UPDATE_STEP_UP : OMNI_UPDATE_STEP_DOWN);
      return GDK_EVENT_STOP;
    case GDK_KEY_Tab:
    case GDK_KEY_KP_Tab:
      end_editing (self, TRUE, OMNI_UPDATE_STEP_RIGHT);
      return GDK_EVENT_STOP;
    case GDK_KEY_ISO_Left_Tab:
      end_editing (self, TRUE, OMNI_UPDATE_STEP_LEFT);
      return GDK_EVENT_STOP;
    case GDK_KEY_Up:
      end_editing (self, TRUE, OMNI_UPDATE_STEP_UP);
      return GDK_EVENT_STOP;
    case GDK_KEY_Down:
      end_editing (self, TRUE, OMNI_UPDATE_STEP_DOWN);
      return GDK_EVENT_STOP;
    case GDK_KEY_Escape:
      end_editing (self, FALSE, OMNI_UPDATE_STEP_STAY);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
focus_left_cb (OmniUpdateCell *self)
{
  end_editing (self, TRUE, OMNI_UPDATE_STEP_LEAVE);
}

/*
 * Overrides
 */

static void
omni_update_cell_dispose (GObject *object)
{
  OmniUpdateCell *self = OMNI_UPDATE_CELL (object);

  self->text = NULL;
  omni_update_cell_unbind (self);
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_first_child (GTK_WIDGET (self)))
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (omni_update_cell_parent_class)->dispose (object);
}

static void
omni_update_cell_class_init (OmniUpdateCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = omni_update_cell_dispose;

  done_id = g_signal_new ("done", OMNI_TYPE_UPDATE_CELL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                          G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_INT);

  gtk_widget_class_set_css_name (widget_class, "updatecell");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
omni_update_cell_init (OmniUpdateCell *self)
{
  self->inscription = gtk_inscription_new (NULL);
  gtk_inscription_set_min_chars (GTK_INSCRIPTION (self->inscription), 1);
  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (self->inscription),
                                     GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_widget_set_hexpand (self->inscription, TRUE);
  gtk_widget_set_parent (self->inscription, GTK_WIDGET (self));
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
}

/*
 * Public API
 */

/**
 * omni_update_cell_new:
 * @column: a column of the table
 *
 * Returns: (transfer floating): a cell without a line
 */
GtkWidget *
omni_update_cell_new (guint column)
{
  OmniUpdateCell *self = g_object_new (OMNI_TYPE_UPDATE_CELL, NULL);

  self->column = column;
  if (column == OMNI_UPDATE_SHEET_NUMBER)
    {
      gtk_inscription_set_xalign (GTK_INSCRIPTION (self->inscription), 1);
      gtk_widget_add_css_class (GTK_WIDGET (self), "number");
    }

  else if (column == OMNI_UPDATE_SHEET_RESULT)
    {
      gtk_inscription_set_min_chars (GTK_INSCRIPTION (self->inscription), RESULT_CHARS);
    }

  return GTK_WIDGET (self);
}

/**
 * omni_update_cell_bind:
 * @self: a cell
 * @sheet: where the line is from
 * @line: the line to show
 */
void
omni_update_cell_bind (OmniUpdateCell *self, OmniUpdateSheet *sheet, OmniUpdateLine *line)
{
  g_set_object (&self->sheet, sheet);
  g_set_object (&self->line, line);
  omni_update_cell_refresh (self);
}

/**
 * omni_update_cell_unbind:
 * @self: a cell
 *
 * Forgets the line. What was being typed is lost, because the line is no longer there.
 */
void
omni_update_cell_unbind (OmniUpdateCell *self)
{
  if (self->text != NULL)
    end_editing (self, FALSE, OMNI_UPDATE_STEP_LEAVE);
  g_clear_object (&self->line);
  g_clear_object (&self->sheet);
}

/**
 * omni_update_cell_refresh:
 * @self: a cell
 *
 * Shows what its line says now.
 */
void
omni_update_cell_refresh (OmniUpdateCell *self)
{
  OmniUpdateLook look;
  g_autofree char *shown = NULL;
  g_autofree char *name = NULL;
  g_autofree char *number = NULL;
  gboolean is_change;

  if (self->line == NULL)
    return;

  omni_update_sheet_get_look (self->sheet, self->line, self->column, &look);
  is_change = look.mark == OMNI_UPDATE_MARK_CHANGE && self->column < OMNI_UPDATE_N_COLUMNS;
  shown = g_strconcat (marks[look.mark].sign, look.text, NULL);
  if (g_strcmp0 (gtk_inscription_get_text (GTK_INSCRIPTION (self->inscription)), shown) != 0)
    gtk_inscription_set_text (GTK_INSCRIPTION (self->inscription), shown);
  set_mark (self, look.mark);

  /* "now → new": where there is no room for both, what will be is what counts. */
  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (self->inscription),
                                     is_change ? GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_START
                                               : GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self),
                               look.hint == NULL && is_change ? look.text : look.hint);

  number = g_strdup_printf ("%" G_GSIZE_FORMAT,
                            omni_update_file_get_row_number (
                              omni_update_sheet_get_file (self->sheet),
                              omni_update_line_get_row (self->line)));
  name = g_strdup_printf ("%s %s: %s%s%s", get_title (self), number,
                          look.text[0] != '\0' ? look.text : _("empty"),
                          look.hint != NULL ? ". " : "", look.hint != NULL ? look.hint : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  omni_update_look_clear (&look);
}

/**
 * omni_update_cell_get_line:
 * @self: a cell
 *
 * Returns: (transfer none) (nullable): the line that it shows
 */
OmniUpdateLine *
omni_update_cell_get_line (OmniUpdateCell *self)
{
  return self->line;
}

/**
 * omni_update_cell_get_column:
 * @self: a cell
 *
 * Returns: the column of the table that it is in
 */
guint
omni_update_cell_get_column (OmniUpdateCell *self)
{
  return self->column;
}

/**
 * omni_update_cell_set_selected:
 * @self: a cell
 * @selected: whether it belongs to what copying, clearing and filling work on
 */
void
omni_update_cell_set_selected (OmniUpdateCell *self, gboolean selected)
{
  if (selected)
    gtk_widget_set_state_flags (GTK_WIDGET (self), GTK_STATE_FLAG_SELECTED, FALSE);
  else
    gtk_widget_unset_state_flags (GTK_WIDGET (self), GTK_STATE_FLAG_SELECTED);
}

/**
 * omni_update_cell_edit:
 * @self: a cell with a line
 * @text: what the entry begins with
 * @is_typed: whether a person typed @text just now; else all of it is selected
 *
 * Lets a person type into the cell.
 */
void
omni_update_cell_edit (OmniUpdateCell *self, const char *text, gboolean is_typed)
{
  GtkEventController *keys;
  GtkEventController *focus;

  if (self->text != NULL || self->line == NULL)
    return;

  self->text = gtk_text_new ();
  gtk_editable_set_text (GTK_EDITABLE (self->text), text);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->text), 1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  get_title (self), -1);

  keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (self->text, keys);
  focus = gtk_event_controller_focus_new ();
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (focus_left_cb), self);
  gtk_widget_add_controller (self->text, focus);

  gtk_widget_set_visible (self->inscription, FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "editing");
  gtk_widget_set_parent (self->text, GTK_WIDGET (self));
  gtk_widget_grab_focus (self->text);
  if (is_typed)
    gtk_editable_set_position (GTK_EDITABLE (self->text), -1);
  else
    gtk_editable_select_region (GTK_EDITABLE (self->text), 0, -1);
}

/**
 * omni_update_cell_is_editing:
 * @self: a cell
 *
 * Returns: whether somebody is typing into it
 */
gboolean
omni_update_cell_is_editing (OmniUpdateCell *self)
{
  return self->text != NULL;
}

/**
 * omni_update_cell_finish:
 * @self: a cell
 *
 * Takes what was typed so far, if somebody is typing.
 */
void
omni_update_cell_finish (OmniUpdateCell *self)
{
  end_editing (self, TRUE, OMNI_UPDATE_STEP_STAY);
}
