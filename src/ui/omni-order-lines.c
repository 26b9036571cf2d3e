/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-order-lines.h"

#include "omni-fact-grid.h"
#include "omni-format.h"
#include "omni-order-item.h"
#include "omni-status-dot.h"

#include <glib/gi18n-lib.h>

#define MAX_HEIGHT 440

/* GListStore of OmniOrderLine -> GtkNoSelection -> GtkColumnView, in a GtkScrolledWindow */

/* A line for the list: what is counted is not an object. */
#define OMNI_TYPE_ORDER_LINE (omni_order_line_get_type ())
G_DECLARE_FINAL_TYPE (OmniOrderLine, omni_order_line, OMNI, ORDER_LINE, GObject)

struct _OmniOrderLine
{
  GObject parent_instance;

  OmniOrderItem *item; /* (owned) */
  char *currency;      /* (nullable) (owned): the order's */
  gboolean ticked;
  gboolean can_tick;
  char *why_not;       /* (nullable) (owned): why it cannot be cancelled or returned */
};

enum
{
  LINE_PROP_TICKED = 1,
  LINE_PROP_CAN_TICK,
  LINE_PROP_WHY_NOT,
  N_LINE_PROPS
};

static GParamSpec *line_props[N_LINE_PROPS];

enum
{
  SIGNAL_TICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (OmniOrderLine, omni_order_line, G_TYPE_OBJECT)

struct _OmniOrderLines
{
  GtkWidget parent_instance;

  GtkWidget *scrolled;  /* (borrowed): the only child */
  GListStore *store;    /* (owned) */
  gboolean silent;      /* ticks change and nobody is told of each */
};

G_DEFINE_FINAL_TYPE (OmniOrderLines, omni_order_lines, GTK_TYPE_WIDGET)

/* What a cell shows: a line, a smaller one below, and buttons for it. */
typedef struct
{
  char *first;
  char *second;
  const char *color_class; /* (nullable): a status has a mark */
  const char *copied;      /* (nullable): what the copy button copies */
  const char *url;         /* (nullable): where the link button leads */
} Cell;

typedef struct
{
  const char *title;
  int width; /* 0 takes what is left */
  gboolean is_number;
  void (*fill) (const OmniOrderLine *line, Cell *cell);
} Column;

/*
 * Cells
 */

static char *
dup_amount (const OmniOrderLine *line, OmniOrderItemAmount which)
{
  OmniMoney money;

  if (!omni_order_item_get_amount (line->item, which, &money))
    return NULL;

  return omni_format_amount (&money, line->currency);
}

static gboolean
is_nothing (const OmniOrderLine *line, OmniOrderItemAmount which)
{
  OmniMoney money;

  return !omni_order_item_get_amount (line->item, which, &money) || money.units == 0;
}

static void
append_words (GString *text, const char *words)
{
  if (words == NULL || words[0] == '\0')
    return;
  if (text->len > 0)
    g_string_append (text, " · ");
  g_string_append (text, words);
}

static void
fill_product (const OmniOrderLine *line, Cell *cell)
{
  const char *name = omni_order_item_get_text (line->item, OMNI_ORDER_ITEM_PRODUCT_NAME);
  const char *quantity = omni_order_item_get_text (line->item, OMNI_ORDER_ITEM_QUANTITY);
  g_autofree char *product = g_strdup_printf ("%" G_GINT64_FORMAT,
                                              omni_order_item_get_product (line->item));
  g_autoptr (GString) second = g_string_new (NULL);

  if (name == NULL || name[0] == '\0')
    /* Translators: a product without a name; %s is its key */
    cell->first = g_strdup_printf (_ ("Product %s"), product);
  else if (quantity != NULL && strcmp (quantity, "1") != 0 && quantity[0] != '\0')
    cell->first = g_strdup_printf ("%s × %s", quantity, name);
  else
    cell->first = g_strdup (name);

  append_words (second, omni_order_item_get_text (line->item, OMNI_ORDER_ITEM_SKU));
  append_words (second, omni_order_item_get_text (line->item, OMNI_ORDER_ITEM_ATTRIBUTES));
  cell->second = g_string_free (g_steal_pointer (&second), FALSE);
  cell->copied = omni_order_item_get_text (line->item, OMNI_ORDER_ITEM_SKU);
}

static void
fill_status (const OmniOrderLine *line, Cell *cell)
{
  const char *code = omni_order_item_get_status (line->item);
  const OmniStatus *status = omni_status_find (code);
  const char *cancellation = omni_cancel_status_get_label (
    omni_order_item_get_cancel_status (line->item));

  cell->first = g_strdup (omni_status_get_label (code));
  if (line->why_not != NULL)
    cell->second = g_strdup (line->why_not);
  else if (cancellation != NULL && cancellation[0] != '\0')
    cell->second = g_strdup_printf ("%s: %s", _ ("Cancellation"), cancellation);
  if (code != NULL)
    cell->color_class = omni_status_color_get_class (
      status != NULL ? status->color : OMNI_STATUS_COLOR_NEUTRAL);
}

static void
fill_price (const OmniOrderLine *line, Cell *cell)
{
  OmniMoney price;
  OmniMoney retail;

  cell->first = dup_amount (line, OMNI_ORDER_ITEM_PRICE);
  if (omni_order_item_get_amount (line->item, OMNI_ORDER_ITEM_PRICE, &price) &&
      omni_order_item_get_amount (line->item, OMNI_ORDER_ITEM_RETAIL_PRICE, &retail) &&
      omni_money_compare (&price, &retail) != 0)
    {
      g_autofree char *amount = omni_format_amount (&retail, line->currency);

      /* Translators: the price on the list, under the price that was asked for. */
      cell->second = g_strdup_printf (_ ("list %s"), amount);
    }
}

static void
fill_discount (const OmniOrderLine *line, Cell *cell)
{
  if (!is_nothing (line, OMNI_ORDER_ITEM_DISCOUNT_AMOUNT))
    cell->first = dup_amount (line, OMNI_ORDER_ITEM_DISCOUNT_AMOUNT);
}

static void
fill_tax (const OmniOrderLine *line, Cell *cell)
{
  const char *rate = omni_order_item_get_text (line->item, OMNI_ORDER_ITEM_TAX_RATE);

  cell->first = dup_amount (line, OMNI_ORDER_ITEM_TAX_AMOUNT);
  if (rate != NULL && rate[0] != '\0')
    {
      gsize length = strlen (rate) - (g_str_has_suffix (rate, ".00") ? 3 : 0);
      g_autofree char *whole = g_strndup (rate, length);

      /* Translators: a tax rate, for example 20% */
      cell->second = g_strdup_printf (_ ("%s%%"), whole);
    }
}

static void
fill_total (const OmniOrderLine *line, Cell *cell)
{
  OmniMoney price;
  OmniMoney discount;
  OmniMoney total;

  if (!omni_order_item_get_amount (line->item, OMNI_ORDER_ITEM_PRICE, &price))
    return;

  total = price;
  if (omni_order_item_get_amount (line->item, OMNI_ORDER_ITEM_DISCOUNT_AMOUNT, &discount) &&
      !omni_money_subtract (&price, &discount, &total, NULL))
    return;

  cell->first = omni_format_amount (&total, line->currency);
}

static void
fill_invoice (const OmniOrderLine *line, Cell *cell)
{
  cell->first = g_strdup (omni_order_item_get_text (line->item, OMNI_ORDER_ITEM_INVOICE_NUMBER));
  cell->second = omni_format_moment (omni_order_item_get_invoice_date (line->item));
  cell->copied = omni_order_item_get_text (line->item, OMNI_ORDER_ITEM_INVOICE_NUMBER);
  cell->url = omni_order_item_get_text (line->item, OMNI_ORDER_ITEM_E_ARCHIVE_URL);
}

static void
fill_tracking (const OmniOrderLine *line, Cell *cell)
{
  cell->first = g_strdup (omni_order_item_get_text (line->item, OMNI_ORDER_ITEM_TRACKING_NUMBER));
  cell->second = g_strdup (omni_order_item_get_text (line->item,
                                                     OMNI_ORDER_ITEM_SHIPPING_COMPANY));
  cell->copied = omni_order_item_get_text (line->item, OMNI_ORDER_ITEM_TRACKING_NUMBER);
  cell->url = omni_order_item_get_text (line->item, OMNI_ORDER_ITEM_TRACKING_URL);
}

static const Column columns[] = {
  { N_ ("Product"), 0, FALSE, fill_product },
  { N_ ("Status"), 172, FALSE, fill_status },
  { N_ ("Price"), 88, TRUE, fill_price },
  { N_ ("Discount"), 76, TRUE, fill_discount },
  { N_ ("Tax"), 76, TRUE, fill_tax },
  { N_ ("Total"), 88, TRUE, fill_total },
  { N_ ("Invoice"), 218, FALSE, fill_invoice },
  { N_ ("Tracking"), 176, FALSE, fill_tracking },
};

static GtkWidget *
new_line_label (const Column *column, gboolean is_second)
{
  GtkWidget *label = gtk_label_new ("");

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), column->is_number ? 1 : 0);
  gtk_widget_set_hexpand (label, TRUE);
  if (column->is_number || column->width > 150)
    gtk_widget_add_css_class (label, "numeric");
  if (is_second)
    {
      gtk_widget_add_css_class (label, "dim-label");
      gtk_widget_add_css_class (label, "caption");
    }

  return label;
}

static void
set_up_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, const Column *column)
{
  GtkWidget *cell = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (lines), new_line_label (column, FALSE));
  gtk_box_append (GTK_BOX (lines), new_line_label (column, TRUE));
  gtk_widget_set_valign (lines, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (cell), lines);

  gtk_list_item_set_child (list_item, cell);
  gtk_list_item_set_selectable (list_item, FALSE);
  gtk_list_item_set_activatable (list_item, FALSE);
}

static void
set_line_text (GtkWidget *label, const char *text)
{
  gboolean has_text = text != NULL && text[0] != '\0';

  gtk_label_set_label (GTK_LABEL (label), has_text ? text : "");
  gtk_widget_set_tooltip_text (label, has_text ? text : NULL);
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

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, const Column *column)
{
  OmniOrderLine *line = gtk_list_item_get_item (list_item);
  GtkWidget *widget = gtk_list_item_get_child (list_item);
  GtkWidget *lines;
  Cell cell = { NULL };

  remove_extras (widget);
  lines = find_lines (widget);
  column->fill (line, &cell);
  set_line_text (gtk_widget_get_first_child (lines), cell.first);
  set_line_text (gtk_widget_get_last_child (lines), cell.second);

  if (cell.color_class != NULL)
    {
      GtkWidget *dot = omni_status_dot_new (cell.color_class);

      add_extra (widget, dot, TRUE);
      gtk_widget_set_valign (dot, GTK_ALIGN_START);
    }
  if (cell.url != NULL && cell.url[0] != '\0')
    add_extra (widget, omni_link_button_new (cell.url, _ (column->title)), FALSE);
  if (cell.copied != NULL && cell.copied[0] != '\0')
    add_extra (widget, omni_copy_button_new (cell.copied, _ (column->title)), FALSE);

  g_free (cell.first);
  g_free (cell.second);
}

/*
 * Ticks
 */

static void
set_up_tick_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  GtkWidget *check = gtk_check_button_new ();

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
  g_object_set_data_full (G_OBJECT (list_item), "why-not",
                          g_object_ref (g_object_bind_property (line, "why-not", check,
                                                                "tooltip-text",
                                                                G_BINDING_SYNC_CREATE)),
                          g_object_unref);
}

static void
unbind_tick_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  static const char *const names[] = { "ticked", "can-tick", "why-not" };

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

static OmniOrderLine *
find_line (OmniOrderLines *self, gint64 item)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->store)); i++)
    {
      OmniOrderLine *line = get_line (self, i);

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

/*
 * Types
 */

static void
omni_order_line_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  OmniOrderLine *self = OMNI_ORDER_LINE (object);

  switch (id)
    {
    case LINE_PROP_TICKED:
      g_value_set_boolean (value, self->ticked);
      break;
    case LINE_PROP_CAN_TICK:
      g_value_set_boolean (value, self->can_tick);
      break;
    case LINE_PROP_WHY_NOT:
      g_value_set_string (value, self->why_not);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
omni_order_line_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  OmniOrderLine *self = OMNI_ORDER_LINE (object);

  switch (id)
    {
    case LINE_PROP_TICKED:
      if (self->ticked == g_value_get_boolean (value))
        return;
      self->ticked = g_value_get_boolean (value);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
omni_order_line_finalize (GObject *object)
{
  OmniOrderLine *self = OMNI_ORDER_LINE (object);

  g_clear_pointer (&self->item, omni_order_item_unref);
  g_free (self->currency);
  g_free (self->why_not);

  G_OBJECT_CLASS (omni_order_line_parent_class)->finalize (object);
}

static void
omni_order_line_class_init (OmniOrderLineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = omni_order_line_finalize;
  object_class->get_property = omni_order_line_get_property;
  object_class->set_property = omni_order_line_set_property;

  line_props[LINE_PROP_TICKED] =
    g_param_spec_boolean ("ticked", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  line_props[LINE_PROP_CAN_TICK] = g_param_spec_boolean (
    "can-tick", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  line_props[LINE_PROP_WHY_NOT] = g_param_spec_string (
    "why-not", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_LINE_PROPS, line_props);
}

static void
omni_order_line_init (OmniOrderLine *self)
{
}

static void
omni_order_lines_dispose (GObject *object)
{
  OmniOrderLines *self = OMNI_ORDER_LINES (object);

  g_clear_pointer (&self->scrolled, gtk_widget_unparent);
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

static void
append_column (GtkColumnView *view, const Column *column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *view_column = gtk_column_view_column_new (_ (column->title), factory);

  g_signal_connect (factory, "setup", G_CALLBACK (set_up_cb), (gpointer) column);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), (gpointer) column);
  gtk_column_view_column_set_resizable (view_column, TRUE);
  if (column->width > 0)
    gtk_column_view_column_set_fixed_width (view_column, column->width);
  else
    gtk_column_view_column_set_expand (view_column, TRUE);
  gtk_column_view_append_column (view, view_column);
  g_object_unref (view_column);
}

/* GTK 4.8 sets every title at the start, but a column of numbers is read at its end. */
static void
align_titles (GtkWidget *view)
{
  /* The first one is that of the ticks. */
  GtkWidget *title = gtk_widget_get_next_sibling (
    gtk_widget_get_first_child (gtk_widget_get_first_child (view)));

  for (guint i = 0; i < G_N_ELEMENTS (columns) && title != NULL; i++)
    {
      GtkWidget *content = gtk_widget_get_first_child (title);

      if (columns[i].is_number && content != NULL)
        gtk_widget_set_halign (content, GTK_ALIGN_END);
      title = gtk_widget_get_next_sibling (title);
    }
}

static void
omni_order_lines_init (OmniOrderLines *self)
{
  GtkWidget *view;
  GtkScrolledWindow *scrolled;

  self->store = g_list_store_new (OMNI_TYPE_ORDER_LINE);
  view = gtk_column_view_new (
    GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->store)))));
  gtk_widget_add_css_class (view, "data-table");
  gtk_column_view_set_show_row_separators (GTK_COLUMN_VIEW (view), TRUE);
  gtk_column_view_set_reorderable (GTK_COLUMN_VIEW (view), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Products"), -1);
  append_ticks (GTK_COLUMN_VIEW (view));
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    append_column (GTK_COLUMN_VIEW (view), &columns[i]);
  align_titles (view);

  self->scrolled = gtk_scrolled_window_new ();
  scrolled = GTK_SCROLLED_WINDOW (self->scrolled);
  gtk_scrolled_window_set_propagate_natural_height (scrolled, TRUE);
  gtk_scrolled_window_set_max_content_height (scrolled, MAX_HEIGHT);
  gtk_scrolled_window_set_child (scrolled, view);
  gtk_widget_set_parent (self->scrolled, GTK_WIDGET (self));
}

GtkWidget *
omni_order_lines_new (void)
{
  return g_object_new (OMNI_TYPE_ORDER_LINES, NULL);
}

static gboolean
same_texts (OmniOrderLine *line, const OmniOrderItem *item, gboolean can_tick, const char *why_not)
{
  return line->item == item && line->can_tick == can_tick &&
         g_strcmp0 (line->why_not, why_not) == 0;
}

/**
 * omni_order_lines_set_items:
 * @self: the lines
 * @items: (nullable) (element-type OmniOrderItem): what they show from now on
 * @whys: (nullable) (element-type utf8): for each why it cannot be cancelled or returned, or %NULL
 *   for one that can; without a list none can be ticked
 * @currency: (nullable): the order's currency; a line in another one says so
 *
 * Ticks stay where they can.
 */
void
omni_order_lines_set_items (OmniOrderLines *self,
                            GPtrArray *items,
                            GPtrArray *whys,
                            const char *currency)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_before = g_list_model_get_n_items (G_LIST_MODEL (self->store));
  gboolean same = items != NULL && items->len == n_before;

  g_return_if_fail (OMNI_IS_ORDER_LINES (self));

  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      OmniOrderLine *line = g_object_new (OMNI_TYPE_ORDER_LINE, NULL);
      OmniOrderItem *item = g_ptr_array_index (items, i);
      OmniOrderLine *before = find_line (self, omni_order_item_get_pk (item));

      line->item = omni_order_item_ref (item);
      line->currency = g_strdup (currency);
      line->why_not = whys != NULL ? g_strdup (g_ptr_array_index (whys, i)) : NULL;
      line->can_tick = whys != NULL && line->why_not == NULL;
      line->ticked = line->can_tick && before != NULL && before->ticked;
      same = same && same_texts (get_line (self, i), item, line->can_tick, line->why_not);
      g_signal_connect_object (line, "notify::ticked", G_CALLBACK (line_ticked_cb), self,
                               G_CONNECT_SWAPPED);
      g_ptr_array_add (lines, line);
    }

  if (!same)
    g_list_store_splice (self->store, 0, n_before, lines->pdata, lines->len);
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

  line = find_line (self, item);
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
