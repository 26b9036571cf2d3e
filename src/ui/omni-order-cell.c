/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-order-cell.h"

#include "omni-order.h"
#include "omni-reference-data.h"
#include "omni-status-dot.h"

#include <glib/gi18n-lib.h>

struct _OmniOrderCell
{
  GtkInscription *widget;         /* (borrowed): it owns this */
  const OmniOrderColumn *column;
  gboolean is_first;              /* this cell says that its row is loading, new or changed */

  OmniOrderRow *row;              /* (owned) (nullable): while bound */
  gulong changed_id;
  OmniReferenceData *reference;   /* (owned) (nullable) */
  OmniOrderMarks *marks;          /* (owned) (nullable) */

  /* What the widget shows now. */
  OmniOrder *order;               /* (owned) (nullable) */
  OmniLoadState state;
  const char *color_class;        /* (nullable) */
  OmniOrderMark mark;
};

static G_DEFINE_QUARK (omni-order-cell, omni_order_cell)

static void
omni_order_cell_free (gpointer data)
{
  OmniOrderCell *self = data;

  g_clear_signal_handler (&self->changed_id, self->row);
  g_clear_object (&self->row);
  g_clear_pointer (&self->order, omni_order_unref);
  g_clear_pointer (&self->reference, omni_reference_data_unref);
  g_clear_object (&self->marks);
  g_free (self);
}

static char *
format_day (OmniTime time)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);

  return utc != NULL ? g_date_time_format (utc, _("%-e %b %Y")) : g_strdup ("");
}

static char *
format_time (OmniTime time, gboolean in_full)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;
  g_autoptr (GDateTime) now = NULL;

  if (local == NULL)
    return g_strdup ("");

  if (in_full)
    return g_date_time_format (local, "%c %Z");

  now = g_date_time_new_now_local ();

  /* Translators: a moment of this year, short: day, month, hour, minute. See g_date_time_format()
     for the letters. */
  if (g_date_time_get_year (local) == g_date_time_get_year (now))
    return g_date_time_format (local, _("%-e %b %H:%M"));

  /* Translators: a day of another year, short. See g_date_time_format() for the letters. */
  return g_date_time_format (local, _("%-e %b %Y"));
}

/**
 * omni_order_cell_format:
 * @value: what stands in a cell
 * @in_full: whether there is room for all of it, as in a tooltip
 *
 * Puts a value in words for a person: amounts with their currency, moments in the person's own time
 * zone, days as they are, statuses by name. What the server does not know is empty.
 *
 * Returns: (transfer full): the text
 */
char *
omni_order_cell_format (const OmniValue *value, gboolean in_full)
{
  if (value->is_null)
    return g_strdup ("");

  switch (value->kind)
    {
    case OMNI_VALUE_TEXT:
      return g_strdup (value->text);
    case OMNI_VALUE_MONEY:
      return omni_money_format (&value->money);
    case OMNI_VALUE_TIME:
      return value->is_day ? format_day (value->time) : format_time (value->time, in_full);
    case OMNI_VALUE_STATUS:
      return g_strdup (omni_status_get_label (value->text));
    case OMNI_VALUE_BOOLEAN:
      return g_strdup (value->boolean ? _("Yes") : _("No"));
    }

  g_return_val_if_reached (NULL);
}

static void
set_color_class (OmniOrderCell *self, const char *color_class)
{
  if (self->color_class == color_class)
    return;

  if (self->color_class != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self->widget), self->color_class);
  if (color_class != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->widget), color_class);

  self->color_class = color_class;
}

static const char *
get_color_class (const OmniValue *value)
{
  const OmniStatus *status;

  if (value->kind != OMNI_VALUE_STATUS || value->is_null)
    return NULL;

  status = omni_status_find (value->text);
  return omni_status_color_get_class (status != NULL ? status->color : OMNI_STATUS_COLOR_NEUTRAL);
}

static void
get_value (OmniOrderCell *self, OmniValue *value)
{
  omni_order_column_get_value (self->column, self->order, NULL, self->reference, value);
}

static void
show_order (OmniOrderCell *self)
{
  g_autofree char *text = NULL;
  OmniValue value;

  get_value (self, &value);
  text = omni_order_cell_format (&value, FALSE);
  gtk_inscription_set_text (self->widget, text);
  set_color_class (self, get_color_class (&value));
}

static void
show_state (OmniOrderCell *self)
{
  const char *text = NULL;

  if (self->is_first && self->state != OMNI_LOAD_IDLE)
    text = self->state == OMNI_LOAD_FAILED ? _("Not loaded") : _("Loading…");

  gtk_inscription_set_text (self->widget, text);
  set_color_class (self, text != NULL ? "loading" : NULL);
}

static const char *
get_mark_class (OmniOrderMark mark)
{
  switch (mark)
    {
    case OMNI_ORDER_MARK_NONE:
      break;
    case OMNI_ORDER_MARK_NEW:
      return "mark-new";
    case OMNI_ORDER_MARK_CHANGED:
      return "mark-changed";
    }

  return NULL;
}

static void
show_mark (OmniOrderCell *self)
{
  OmniOrderMark mark = OMNI_ORDER_MARK_NONE;

  if (self->is_first && self->marks != NULL && self->order != NULL)
    mark = omni_order_marks_get (self->marks, self->order);
  if (mark == self->mark)
    return;

  if (self->mark != OMNI_ORDER_MARK_NONE)
    gtk_widget_remove_css_class (GTK_WIDGET (self->widget), get_mark_class (self->mark));
  if (mark != OMNI_ORDER_MARK_NONE)
    gtk_widget_add_css_class (GTK_WIDGET (self->widget), get_mark_class (mark));
  self->mark = mark;
}

static void
refresh (OmniOrderCell *self)
{
  OmniOrder *order = omni_order_row_get_order (self->row);
  OmniLoadState state = omni_order_row_get_state (self->row);

  if (order == self->order && (order != NULL || state == self->state))
    return;

  g_clear_pointer (&self->order, omni_order_unref);
  self->order = order != NULL ? omni_order_ref (order) : NULL;
  self->state = state;

  if (order != NULL)
    show_order (self);
  else
    show_state (self);
  show_mark (self);
}

static void
row_changed_cb (OmniOrderRow *row, OmniOrderCell *self)
{
  refresh (self);
}

/**
 * omni_order_cell_new:
 * @column: what to show
 *
 * Returns: (transfer floating): the widget to put into the table; omni_order_cell_get() gives its
 *   cell
 */
GtkWidget *
omni_order_cell_new (const OmniOrderColumn *column)
{
  GtkWidget *widget = gtk_inscription_new (NULL);
  OmniOrderCell *self = g_new0 (OmniOrderCell, 1);
  OmniValueKind kind = omni_order_column_get_kind (column);

  self->widget = GTK_INSCRIPTION (widget);
  self->column = column;
  self->state = OMNI_LOAD_IDLE;
  g_object_set_qdata_full (G_OBJECT (widget), omni_order_cell_quark (), self, omni_order_cell_free);

  gtk_inscription_set_min_chars (self->widget, 1);
  gtk_inscription_set_text_overflow (self->widget, GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_xalign (self->widget, kind == OMNI_VALUE_MONEY ? 1 : 0);
  /* GTK puts a text that is cut off at the top, whatever is said here; the others stand in line. */
  gtk_inscription_set_yalign (self->widget, 0);

  if (kind == OMNI_VALUE_STATUS)
    gtk_widget_add_css_class (widget, "status");
  else
    gtk_widget_add_css_class (widget, "numeric");

  return widget;
}

/**
 * omni_order_cell_get:
 * @widget: any widget
 *
 * Returns: (nullable): the cell that fills it, or %NULL when it is not the widget of a cell
 */
OmniOrderCell *
omni_order_cell_get (GtkWidget *widget)
{
  return g_object_get_qdata (G_OBJECT (widget), omni_order_cell_quark ());
}

/**
 * omni_order_cell_bind:
 * @self: a cell
 * @row: the row to show and to follow
 * @reference: (nullable): the tenant's lists
 * @marks: (nullable): which orders are new or changed
 * @is_first: whether this is the cell of its row that says that the row is not loaded yet, or new
 *
 * Shows @row. It is called for rows that did not change, too (GTK does whenever a selection
 * changes), and then does next to nothing.
 */
void
omni_order_cell_bind (OmniOrderCell *self,
                      OmniOrderRow *row,
                      OmniReferenceData *reference,
                      OmniOrderMarks *marks,
                      gboolean is_first)
{
  g_set_object (&self->marks, marks);
  self->is_first = is_first;

  if (self->reference != reference)
    {
      g_clear_pointer (&self->reference, omni_reference_data_unref);
      self->reference = reference != NULL ? omni_reference_data_ref (reference) : NULL;
      g_clear_pointer (&self->order, omni_order_unref);
      self->state = OMNI_LOAD_IDLE;
    }

  self->row = g_object_ref (row);
  self->changed_id = g_signal_connect (row, "changed", G_CALLBACK (row_changed_cb), self);
  refresh (self);
}

/**
 * omni_order_cell_unbind:
 * @self: a cell
 *
 * Follows its row no longer. The widget keeps what it shows until something else is bound.
 */
void
omni_order_cell_unbind (OmniOrderCell *self)
{
  g_clear_signal_handler (&self->changed_id, self->row);
  g_clear_object (&self->row);
}

/**
 * omni_order_cell_update_mark:
 * @self: a cell
 *
 * Shows whether its order is new or changed, after that may have become another one.
 */
void
omni_order_cell_update_mark (OmniOrderCell *self)
{
  show_mark (self);
}

/**
 * omni_order_cell_get_column:
 * @self: a cell
 *
 * Returns: (transfer none): what it shows
 */
const OmniOrderColumn *
omni_order_cell_get_column (OmniOrderCell *self)
{
  return self->column;
}

/**
 * omni_order_cell_get_position:
 * @self: a cell
 * @position: (out): the position of its row
 *
 * Returns: %FALSE when it is not bound to a row
 */
gboolean
omni_order_cell_get_position (OmniOrderCell *self, guint *position)
{
  if (self->row == NULL)
    return FALSE;

  *position = omni_order_row_get_position (self->row);
  return TRUE;
}

static gboolean
is_cut_off (OmniOrderCell *self, const char *text)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self->widget), text);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  return width > gtk_widget_get_width (GTK_WIDGET (self->widget));
}

static char *
describe_state (OmniOrderCell *self)
{
  const GError *error = self->row != NULL ? omni_order_row_get_error (self->row) : NULL;

  if (self->state != OMNI_LOAD_FAILED || error == NULL)
    return NULL;

  return g_strdup_printf (
    _ ("This part of the list could not be loaded: %s. Refresh (F5) tries again."), error->message);
}

/**
 * omni_order_cell_dup_tooltip:
 * @self: a cell
 *
 * Returns: (nullable) (transfer full): what there is to say beyond what the cell shows: a moment in
 *   full, a text that does not fit, why a row could not be loaded
 */
char *
omni_order_cell_dup_tooltip (OmniOrderCell *self)
{
  g_autofree char *text = NULL;
  OmniValue value;

  if (self->order == NULL)
    return describe_state (self);

  get_value (self, &value);
  text = omni_order_cell_format (&value, TRUE);
  if (self->mark != OMNI_ORDER_MARK_NONE)
    return g_strdup_printf (self->mark == OMNI_ORDER_MARK_NEW ? _("%s (new)") : _("%s (changed)"),
                            text);

  if (text[0] == '\0' || (value.kind != OMNI_VALUE_TIME && !is_cut_off (self, text)))
    return NULL;

  return g_steal_pointer (&text);
}
