/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-order-lines.h"

#include "omni-fact-grid.h"
#include "omni-order-item.h"
#include "omni-order-line.h"
#include "omni-scroll-through.h"
#include "omni-status-dot.h"

#include <glib/gi18n-lib.h>

#define MAX_HEIGHT 440

/* As many as are seen at once, and as many as a frame has time for. */
#define LINES_AT_FIRST 16
#define LINES_IN_A_STEP 4

/* As many as a view makes widgets for (GTK_LIST_VIEW_MAX_LIST_ITEMS); what comes behind them costs
 * nothing. */
#define LINES_WITH_WIDGETS 200

/* GListStore of OmniOrderLine -> GtkSliceListModel -> GtkNoSelection -> GtkColumnView, in a
 * GtkScrolledWindow
 *
 * A line tells its cells when it changed; the list changes only when lines come and go. A view
 * makes widgets for some 200 lines however few it shows, so it is told of them in steps, each drawn
 * before the next. */

enum
{
  SIGNAL_TICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

struct _OmniOrderLines
{
  GtkWidget parent_instance;

  GtkWidget *scrolled;  /* (borrowed): the only child */
  GtkColumnView *view;  /* (borrowed): in it */
  GPtrArray *columns;   /* (owned) (element-type GtkColumnViewColumn): also those not shown */
  GListStore *store;    /* (owned) */
  GtkSliceListModel *slice; /* (owned): the lines that the view was told of */
  guint tick_id;        /* the callback that tells it of more, or 0 */
  gboolean silent;      /* ticks change and nobody is told of each */
};

G_DEFINE_FINAL_TYPE (OmniOrderLines, omni_order_lines, GTK_TYPE_WIDGET)

/*
 * Cells
 */

static GtkWidget *
new_line_label (const OmniOrderLineColumn *column, gboolean is_second)
{
  GtkWidget *label = gtk_label_new ("");

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), column->is_number ? 1 : 0);
  gtk_widget_set_hexpand (label, TRUE);
  if (column->is_number || !column->takes_rest)
    gtk_widget_add_css_class (label, "numeric");
  omni_label_explain_itself (label);
  if (is_second)
    {
      gtk_widget_add_css_class (label, "dim-label");
      gtk_widget_add_css_class (label, "caption");
    }

  return label;
}

static void
set_up_cb (GtkSignalListItemFactory *factory,
           GtkListItem *list_item,
           const OmniOrderLineColumn *column)
{
  GtkWidget *cell = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (lines), new_line_label (column, FALSE));
  gtk_box_append (GTK_BOX (lines), new_line_label (column, TRUE));
  gtk_widget_set_valign (lines, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (cell), lines);

  g_object_set_data (G_OBJECT (cell), "column", (gpointer) column);
  gtk_list_item_set_child (list_item, cell);
  gtk_list_item_set_selectable (list_item, FALSE);
  gtk_list_item_set_activatable (list_item, FALSE);
}

static void
set_line_text (GtkWidget *label, const char *text)
{
  gtk_label_set_label (GTK_LABEL (label), text != NULL ? text : "");
}

/* The mark before a status and the buttons behind a number: there are few of them, so they are made
 * where they are needed. */
static void
remove_extras (GtkWidget *cell)
{
  GtkWidget *child = gtk_widget_get_first_child (cell);

  while (child != NULL)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (child);

      if (gtk_widget_has_css_class (child, "extra"))
        gtk_box_remove (GTK_BOX (cell), child);
      child = next;
    }
}

static void
add_extra (GtkWidget *cell, GtkWidget *extra, gboolean at_start)
{
  gtk_widget_add_css_class (extra, "extra");
  gtk_widget_set_valign (extra, GTK_ALIGN_CENTER);
  if (at_start)
    gtk_box_prepend (GTK_BOX (cell), extra);
  else
    gtk_box_append (GTK_BOX (cell), extra);
}

static GtkWidget *
find_lines (GtkWidget *cell)
{
  GtkWidget *child = gtk_widget_get_first_child (cell);

  while (gtk_widget_has_css_class (child, "extra"))
    child = gtk_widget_get_next_sibling (child);

  return child;
}

static char *
describe_extras (const OmniOrderLineCell *cell)
{
  return g_strdup_printf ("%s\n%s\n%s", cell->color_class != NULL ? cell->color_class : "",
                          cell->url != NULL ? cell->url : "",
                          cell->copied != NULL ? cell->copied : "");
}

static void
show_extras (GtkWidget *widget, const OmniOrderLineColumn *column, const OmniOrderLineCell *cell)
{
  if (!omni_widget_take_content (widget, describe_extras (cell)))
    return;

  remove_extras (widget);
  if (cell->color_class != NULL)
    {
      GtkWidget *dot = omni_status_dot_new (cell->color_class);

      add_extra (widget, dot, TRUE);
      gtk_widget_set_valign (dot, GTK_ALIGN_START);
    }
  if (cell->url != NULL && cell->url[0] != '\0')
    add_extra (widget, omni_link_button_new (cell->url, _ (column->title)), FALSE);
  if (cell->copied != NULL && cell->copied[0] != '\0')
    add_extra (widget, omni_copy_button_new (cell->copied, _ (column->title)), FALSE);
}

static void
show_cell (GtkListItem *list_item, const OmniOrderLineColumn *column)
{
  OmniOrderLine *line = gtk_list_item_get_item (list_item);
  GtkWidget *widget = gtk_list_item_get_child (list_item);
  GtkWidget *lines = find_lines (widget);
  g_auto (OmniOrderLineCell) cell = { NULL };

  column->fill (line, &cell);
  set_line_text (gtk_widget_get_first_child (lines), cell.first);
  set_line_text (gtk_widget_get_last_child (lines), cell.second);
  show_extras (widget, column, &cell);
}

static const OmniOrderLineColumn *
get_column (GtkListItem *list_item)
{
  return g_object_get_data (G_OBJECT (gtk_list_item_get_child (list_item)), "column");
}

static void
line_changed_cb (GtkListItem *list_item)
{
  show_cell (list_item, get_column (list_item));
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  show_cell (list_item, get_column (list_item));
  g_signal_connect_swapped (gtk_list_item_get_item (list_item), "changed",
                            G_CALLBACK (line_changed_cb), list_item);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (list_item),
                                        G_CALLBACK (line_changed_cb), list_item);
}

/*
 * Ticks
 */

/* When the pointer is there: GTK asks the display where that is whenever a tooltip is set, which
 * is long for hundreds of lines. */
static gboolean
query_why_not_cb (GtkListItem *list_item, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  OmniOrderLine *line = gtk_list_item_get_item (list_item);

  if (line == NULL || line->why_not == NULL)
    return FALSE;

  gtk_tooltip_set_text (tooltip, line->why_not);
  return TRUE;
}

static void
why_not_changed_cb (GtkListItem *list_item)
{
  OmniOrderLine *line = gtk_list_item_get_item (list_item);

  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_list_item_get_child (list_item)),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  line->why_not != NULL ? line->why_not : "", -1);
}

static void
set_up_tick_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  GtkWidget *check = gtk_check_button_new ();

  gtk_widget_set_has_tooltip (check, TRUE);
  g_signal_connect_swapped (check, "query-tooltip", G_CALLBACK (query_why_not_cb), list_item);
  gtk_widget_set_halign (check, GTK_ALIGN_CENTER);
  gtk_list_item_set_child (list_item, check);
  gtk_list_item_set_selectable (list_item, FALSE);
  gtk_list_item_set_activatable (list_item, FALSE);
}

static void
bind_tick_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  OmniOrderLine *line = gtk_list_item_get_item (list_item);
  GtkWidget *check = gtk_list_item_get_child (list_item);
  const char *name = omni_order_item_get_text (line->item, OMNI_ORDER_ITEM_PRODUCT_NAME);

  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name != NULL ? name : _ ("Product"), -1);
  g_object_set_data_full (
    G_OBJECT (list_item), "ticked",
    g_object_ref (g_object_bind_property (line, "ticked", check, "active",
                                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE)),
    g_object_unref);
  g_object_set_data_full (G_OBJECT (list_item), "can-tick",
                          g_object_ref (g_object_bind_property (line, "can-tick", check,
                                                                "sensitive",
                                                                G_BINDING_SYNC_CREATE)),
                          g_object_unref);
  why_not_changed_cb (list_item);
  g_signal_connect_swapped (line, "notify::why-not", G_CALLBACK (why_not_changed_cb), list_item);
}

static void
unbind_tick_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  static const char *const names[] = { "ticked", "can-tick" };

  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (list_item),
                                        G_CALLBACK (why_not_changed_cb), list_item);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      GBinding *binding = g_object_get_data (G_OBJECT (list_item), names[i]);

      if (binding != NULL)
        g_binding_unbind (binding);
      g_object_set_data (G_OBJECT (list_item), names[i], NULL);
    }
}

static void
append_ticks (GtkColumnView *view)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *column = gtk_column_view_column_new ("", factory);

  g_signal_connect (factory, "setup", G_CALLBACK (set_up_tick_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_tick_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_tick_cb), NULL);
  gtk_column_view_column_set_fixed_width (column, 42);
  gtk_column_view_append_column (view, column);
  g_object_unref (column);
}

static OmniOrderLine *
get_line (OmniOrderLines *self, guint position)
{
  g_autoptr (OmniOrderLine) line = g_list_model_get_item (G_LIST_MODEL (self->store), position);

  /* The list keeps it. */
  return line;
}

/* @place is where it stands most likely. */
static OmniOrderLine *
find_line (OmniOrderLines *self, gint64 item, guint place)
{
  guint n_lines = g_list_model_get_n_items (G_LIST_MODEL (self->store));

  for (guint i = 0; i < n_lines; i++)
    {
      OmniOrderLine *line = get_line (self, (place + i) % n_lines);

      if (omni_order_item_get_pk (line->item) == item)
        return line;
    }

  return NULL;
}

static void
line_ticked_cb (OmniOrderLines *self)
{
  if (!self->silent)
    g_signal_emit (self, signals[SIGNAL_TICKED], 0);
}

static gboolean
tell_more_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer unused)
{
  OmniOrderLines *self = OMNI_ORDER_LINES (widget);
  guint n_told = gtk_slice_list_model_get_size (self->slice);

  if (n_told < g_list_model_get_n_items (G_LIST_MODEL (self->store)))
    {
      gtk_slice_list_model_set_size (self->slice, n_told < LINES_WITH_WIDGETS
                                                      ? n_told + LINES_IN_A_STEP
                                                      : G_MAXUINT);
      return G_SOURCE_CONTINUE;
    }

  self->tick_id = 0;
  return G_SOURCE_REMOVE;
}

/*
 * Types
 */

static void
omni_order_lines_dispose (GObject *object)
{
  OmniOrderLines *self = OMNI_ORDER_LINES (object);

  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick_id);
  self->tick_id = 0;
  g_clear_pointer (&self->scrolled, gtk_widget_unparent);
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_clear_object (&self->slice);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (omni_order_lines_parent_class)->dispose (object);
}

static void
omni_order_lines_class_init (OmniOrderLinesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = omni_order_lines_dispose;

  signals[SIGNAL_TICKED] = g_signal_new ("ticked", OMNI_TYPE_ORDER_LINES, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "orderlines");
}

static GtkColumnViewColumn *
new_column (const OmniOrderLineColumn *column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *view_column = gtk_column_view_column_new (_ (column->title), factory);

  g_signal_connect (factory, "setup", G_CALLBACK (set_up_cb), (gpointer) column);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  gtk_column_view_column_set_resizable (view_column, TRUE);
  gtk_column_view_column_set_fixed_width (view_column, column->width);
  gtk_column_view_column_set_expand (view_column, column->takes_rest);
  g_object_set_data (G_OBJECT (view_column), "column", (gpointer) column);

  return view_column;
}

/* GTK 4.8 sets every title at the start, but a column of numbers is read at its end. */
static void
align_titles (OmniOrderLines *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);
  GtkWidget *title = gtk_widget_get_first_child (
    gtk_widget_get_first_child (GTK_WIDGET (self->view)));

  for (guint i = 0; title != NULL; i++, title = gtk_widget_get_next_sibling (title))
    {
      g_autoptr (GtkColumnViewColumn) shown = g_list_model_get_item (columns, i);
      const OmniOrderLineColumn *column = g_object_get_data (G_OBJECT (shown), "column");
      GtkWidget *content = gtk_widget_get_first_child (title);

      if (column != NULL && column->is_number && content != NULL)
        gtk_widget_set_halign (content, GTK_ALIGN_END);
    }
}

static void
omni_order_lines_init (OmniOrderLines *self)
{
  guint n_columns;
  const OmniOrderLineColumn *columns = omni_order_line_get_columns (&n_columns);
  GtkWidget *view;
  GtkScrolledWindow *scrolled;

  self->store = g_list_store_new (OMNI_TYPE_ORDER_LINE);
  self->slice = gtk_slice_list_model_new (G_LIST_MODEL (g_object_ref (self->store)), 0,
                                          LINES_AT_FIRST);
  view = gtk_column_view_new (
    GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->slice)))));
  self->view = GTK_COLUMN_VIEW (view);
  gtk_widget_add_css_class (view, "data-table");
  gtk_column_view_set_show_row_separators (GTK_COLUMN_VIEW (view), TRUE);
  gtk_column_view_set_reorderable (GTK_COLUMN_VIEW (view), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Products"), -1);
  append_ticks (GTK_COLUMN_VIEW (view));
  self->columns = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < n_columns; i++)
    {
      GtkColumnViewColumn *column = new_column (&columns[i]);

      g_ptr_array_add (self->columns, column);
      gtk_column_view_append_column (self->view, column);
    }
  align_titles (self);

  self->scrolled = gtk_scrolled_window_new ();
  scrolled = GTK_SCROLLED_WINDOW (self->scrolled);
  gtk_scrolled_window_set_propagate_natural_height (scrolled, TRUE);
  gtk_scrolled_window_set_max_content_height (scrolled, MAX_HEIGHT);
  gtk_scrolled_window_set_child (scrolled, view);
  omni_scroll_through (scrolled);
  gtk_widget_set_parent (self->scrolled, GTK_WIDGET (self));
}

GtkWidget *
omni_order_lines_new (void)
{
  return g_object_new (OMNI_TYPE_ORDER_LINES, NULL);
}

/* What no line has anything to say about takes no place from the names of the products. GTK 4.8
 * keeps the place of a column that is only hidden. */
static void
show_columns (OmniOrderLines *self, GPtrArray *lines)
{
  guint place = 1; /* behind the ticks */

  if (lines->len == 0)
    return;

  for (guint i = 0; i < self->columns->len; i++)
    {
      GtkColumnViewColumn *column = g_ptr_array_index (self->columns, i);
      gboolean is_shown = gtk_column_view_column_get_column_view (column) != NULL;
      gboolean is_needed = FALSE;

      for (guint line = 0; line < lines->len && !is_needed; line++)
        is_needed = omni_order_line_says (g_ptr_array_index (lines, line), i);
      if (is_needed && !is_shown)
        gtk_column_view_insert_column (self->view, place, column);
      else if (!is_needed && is_shown)
        gtk_column_view_remove_column (self->view, column);
      place += is_needed ? 1 : 0;
    }
  align_titles (self);
}

/**
 * omni_order_lines_set_items:
 * @self: the lines
 * @items: (nullable) (element-type OmniOrderItem): what they show from now on
 * @whys: (nullable) (element-type utf8): for each why it cannot be cancelled or returned, or %NULL
 *   for one that can; without a list none can be ticked
 * @currency: (nullable): the order's currency; a line in another one says so
 * @reference: (nullable): the tenant's lists
 *
 * Ticks stay where they can.
 */
void
omni_order_lines_set_items (OmniOrderLines *self,
                            GPtrArray *items,
                            GPtrArray *whys,
                            const char *currency,
                            const OmniReferenceData *reference)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_before = g_list_model_get_n_items (G_LIST_MODEL (self->store));
  gboolean same = items != NULL && items->len == n_before;

  g_return_if_fail (OMNI_IS_ORDER_LINES (self));

  self->silent = TRUE;
  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      OmniOrderItem *item = g_ptr_array_index (items, i);
      OmniOrderLine *before = find_line (self, omni_order_item_get_pk (item), i);
      const char *why_not = whys != NULL ? g_ptr_array_index (whys, i) : NULL;
      OmniOrderLine *line = omni_order_line_new (item, currency, reference,
                                                 whys != NULL && why_not == NULL, why_not);

      line->ticked = line->can_tick && before != NULL && before->ticked;
      if (before != NULL)
        {
          omni_order_line_take (before, line);
          g_set_object (&line, before);
        }
      else
        {
          g_signal_connect_object (line, "notify::ticked", G_CALLBACK (line_ticked_cb), self,
                                   G_CONNECT_SWAPPED);
        }
      same = same && get_line (self, i) == line;
      g_ptr_array_add (lines, line);
    }
  self->silent = FALSE;

  show_columns (self, lines);
  if (same)
    return;

  gtk_slice_list_model_set_size (self->slice, LINES_AT_FIRST);
  g_list_store_splice (self->store, 0, n_before, lines->pdata, lines->len);
  if (lines->len > LINES_AT_FIRST && self->tick_id == 0)
    self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), tell_more_cb, NULL, NULL);
}

/**
 * omni_order_lines_is_ticked:
 * @self: the lines
 * @item: a line's primary key
 *
 * Returns: whether it is ticked
 */
gboolean
omni_order_lines_is_ticked (OmniOrderLines *self, gint64 item)
{
  OmniOrderLine *line;

  g_return_val_if_fail (OMNI_IS_ORDER_LINES (self), FALSE);

  line = find_line (self, item, 0);
  return line != NULL && line->ticked;
}

/**
 * omni_order_lines_tick:
 * @self: the lines
 * @item: a line's primary key, or 0 for all that can be ticked
 * @ticked: whether it is to be ticked
 */
void
omni_order_lines_tick (OmniOrderLines *self, gint64 item, gboolean ticked)
{
  g_return_if_fail (OMNI_IS_ORDER_LINES (self));

  self->silent = TRUE;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->store)); i++)
    {
      OmniOrderLine *line = get_line (self, i);

      if ((item == 0 || omni_order_item_get_pk (line->item) == item) &&
          (line->can_tick || !ticked))
        g_object_set (line, "ticked", ticked, NULL);
    }
  self->silent = FALSE;
  g_signal_emit (self, signals[SIGNAL_TICKED], 0);
}

/**
 * omni_order_lines_take_apart:
 * @self: lines that nobody sees any more and nobody sets again
 *
 * Lets some of the lines go, as the widgets of all of them take longer than the main loop may be
 * held. Lines that are no more than what is seen at once go with their window.
 *
 * Returns: whether there are more
 */
gboolean
omni_order_lines_take_apart (OmniOrderLines *self)
{
  guint n_left;

  g_return_val_if_fail (OMNI_IS_ORDER_LINES (self), FALSE);

  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick_id);
  self->tick_id = 0;
  n_left = MIN (g_list_model_get_n_items (G_LIST_MODEL (self->slice)), LINES_WITH_WIDGETS);
  if (n_left <= LINES_AT_FIRST)
    return FALSE;

  gtk_slice_list_model_set_size (self->slice, n_left - LINES_IN_A_STEP);
  return TRUE;
}
