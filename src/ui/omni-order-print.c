/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-order-print.h"

#include <glib/gi18n-lib.h>

#define FOOT_HEIGHT 18
#define FOOT_SIZE 8

/* A page: some rows of an order. */
typedef struct
{
  guint order;
  guint first_row;
  guint n_rows;
  guint number;  /* of the order's pages, from 1 */
  guint n_pages; /* of the order */
} Page;

struct _OmniOrderPrint
{
  GtkPrintOperation parent_instance;

  OmniPrintKind kind;
  GPtrArray *orders;            /* (owned) (element-type OmniGatheredOrder) */
  OmniReferenceData *reference; /* (nullable) (owned) */

  GArray *pages;                /* (owned) (element-type Page) */
  guint n_measured;             /* how many orders have their pages */
  GPtrArray *rows;              /* (nullable) (owned): of the order that is drawn */
  guint rows_order;             /* which that is */
};

G_DEFINE_FINAL_TYPE (OmniOrderPrint, omni_order_print, GTK_TYPE_PRINT_OPERATION)

static PangoLayout *
new_layout (GtkPrintContext *context, const OmniPrintCell *cell)
{
  PangoLayout *layout = gtk_print_context_create_pango_layout (context);
  PangoFontDescription *font = pango_font_description_from_string ("Sans");
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  double width = gtk_print_context_get_width (context) * cell->width / 1000;

  pango_font_description_set_size (font, cell->size * PANGO_SCALE);
  if (cell->bold)
    pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  /* A hyphen would be taken for a part of an address or a number. */
  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_alignment (layout, cell->align);
  pango_layout_set_text (layout, cell->text, -1);

  return layout;
}

static double
get_height (PangoLayout *layout)
{
  int height;

  pango_layout_get_size (layout, NULL, &height);
  return (double) height / PANGO_SCALE;
}

/* Draws a row at @y, or only measures it where there is nothing to draw on. */
static double
lay_out_row (GtkPrintContext *context, const OmniPrintRow *row, cairo_t *cairo, double y)
{
  double width = gtk_print_context_get_width (context);
  double height = 0;

  for (guint i = 0; i < row->cells->len; i++)
    {
      const OmniPrintCell *cell = &g_array_index (row->cells, OmniPrintCell, i);
      g_autoptr (PangoLayout) layout = new_layout (context, cell);

      height = MAX (height, get_height (layout));
      if (cairo != NULL)
        {
          cairo_move_to (cairo, width * cell->left / 1000, y + row->space);
          pango_cairo_show_layout (cairo, layout);
        }
    }

  if (cairo != NULL && row->rule)
    {
      double line = y + row->space - MIN (row->space, 4) / 2.0;

      cairo_set_line_width (cairo, 0.4);
      cairo_move_to (cairo, 0, line);
      cairo_line_to (cairo, width, line);
      cairo_stroke (cairo);
    }

  return row->space + height;
}

static GPtrArray *
get_rows (OmniOrderPrint *self, guint order)
{
  if (self->rows == NULL || self->rows_order != order)
    {
      g_clear_pointer (&self->rows, g_ptr_array_unref);
      self->rows = omni_print_rows_new (self->kind, g_ptr_array_index (self->orders, order),
                                        self->reference);
      self->rows_order = order;
    }

  return self->rows;
}

static void
measure_order (OmniOrderPrint *self, GtkPrintContext *context, guint order)
{
  double room = gtk_print_context_get_height (context) - FOOT_HEIGHT;
  GPtrArray *rows = get_rows (self, order);
  guint first_page = self->pages->len;
  Page page = { .order = order, .number = 1 };
  double used = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      double height = lay_out_row (context, g_ptr_array_index (rows, i), NULL, 0);

      if (used + height > room && page.n_rows > 0)
        {
          g_array_append_val (self->pages, page);
          page.first_row = i;
          page.n_rows = 0;
          page.number++;
          used = 0;
        }
      page.n_rows++;
      used += height;
    }
  g_array_append_val (self->pages, page);

  for (guint i = first_page; i < self->pages->len; i++)
    g_array_index (self->pages, Page, i).n_pages = page.number;
}

static void
draw_foot (GtkPrintContext *context, cairo_t *cairo, const OmniOrder *order, const Page *page)
{
  const char *number = omni_order_get_number (order);
  g_autofree char *text = g_strdup_printf (_ ("Order %1$s · page %2$u of %3$u"),
                                           number != NULL ? number : "", page->number,
                                           page->n_pages);
  OmniPrintCell cell = { text, 0, 1000, FOOT_SIZE, FALSE, PANGO_ALIGN_CENTER };
  g_autoptr (PangoLayout) layout = new_layout (context, &cell);

  cairo_move_to (cairo, 0, gtk_print_context_get_height (context) - get_height (layout));
  pango_cairo_show_layout (cairo, layout);
}

/*
 * Overrides
 */

static void
omni_order_print_begin_print (GtkPrintOperation *operation, GtkPrintContext *context)
{
  OmniOrderPrint *self = OMNI_ORDER_PRINT (operation);

  g_array_set_size (self->pages, 0);
  self->n_measured = 0;
}

static gboolean
omni_order_print_paginate (GtkPrintOperation *operation, GtkPrintContext *context)
{
  OmniOrderPrint *self = OMNI_ORDER_PRINT (operation);

  if (self->n_measured < self->orders->len)
    measure_order (self, context, self->n_measured++);
  if (self->n_measured < self->orders->len)
    return FALSE;

  gtk_print_operation_set_n_pages (operation, (int) self->pages->len);
  return TRUE;
}

static void
omni_order_print_draw_page (GtkPrintOperation *operation, GtkPrintContext *context, int number)
{
  OmniOrderPrint *self = OMNI_ORDER_PRINT (operation);
  const Page *page = &g_array_index (self->pages, Page, (guint) number);
  const OmniGatheredOrder *gathered = g_ptr_array_index (self->orders, page->order);
  GPtrArray *rows = get_rows (self, page->order);
  cairo_t *cairo = gtk_print_context_get_cairo_context (context);
  double y = 0;

  for (guint i = 0; i < page->n_rows; i++)
    y += lay_out_row (context, g_ptr_array_index (rows, page->first_row + i), cairo, y);
  draw_foot (context, cairo, gathered->order, page);
}

static void
omni_order_print_finalize (GObject *object)
{
  OmniOrderPrint *self = OMNI_ORDER_PRINT (object);

  g_clear_pointer (&self->orders, g_ptr_array_unref);
  g_clear_pointer (&self->reference, omni_reference_data_unref);
  g_clear_pointer (&self->pages, g_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (omni_order_print_parent_class)->finalize (object);
}

static void
omni_order_print_class_init (OmniOrderPrintClass *klass)
{
  GtkPrintOperationClass *operation_class = GTK_PRINT_OPERATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = omni_order_print_finalize;
  operation_class->begin_print = omni_order_print_begin_print;
  operation_class->paginate = omni_order_print_paginate;
  operation_class->draw_page = omni_order_print_draw_page;
}

static void
omni_order_print_init (OmniOrderPrint *self)
{
  self->pages = g_array_new (FALSE, FALSE, sizeof (Page));
}

/*
 * Public API
 */

/**
 * omni_order_print_new:
 * @kind: what is printed
 * @orders: (element-type OmniGatheredOrder): of which orders
 * @reference: (nullable): names what flat answers only give the key of
 *
 * Returns: (transfer full): a print operation
 */
OmniOrderPrint *
omni_order_print_new (OmniPrintKind kind, GPtrArray *orders, OmniReferenceData *reference)
{
  OmniOrderPrint *self = g_object_new (OMNI_TYPE_ORDER_PRINT, "unit", GTK_UNIT_POINTS,
                                       "embed-page-setup", TRUE, NULL);
  const OmniGatheredOrder *first = orders->len > 0 ? g_ptr_array_index (orders, 0) : NULL;
  g_autofree char *name = NULL;

  self->kind = kind;
  self->orders = g_ptr_array_ref (orders);
  self->reference = reference != NULL ? omni_reference_data_ref (reference) : NULL;

  name = orders->len == 1 && omni_order_get_number (first->order) != NULL
             ? g_strdup_printf (_ ("Order %s"), omni_order_get_number (first->order))
             : g_strdup_printf (ngettext ("%u order", "%u orders", orders->len), orders->len);
  gtk_print_operation_set_job_name (GTK_PRINT_OPERATION (self), name);

  return self;
}

/* Says why printing failed; that somebody changed their mind is nothing to say. */
static void
done_cb (GtkPrintOperation *operation, GtkPrintOperationResult result, gpointer unused)
{
  GtkWindow *parent = g_object_get_data (G_OBJECT (operation), "parent");
  g_autoptr (GError) error = NULL;

  if (result != GTK_PRINT_OPERATION_RESULT_ERROR || parent == NULL)
    return;

  gtk_print_operation_get_error (operation, &error);
  gtk_widget_activate_action (GTK_WIDGET (parent), "win.say", "s", error->message);
}

/* What the dialog proposes for a file: else it is "output" wherever the program began. */
static GtkPrintSettings *
new_settings (OmniOrderPrint *self)
{
  GtkPrintSettings *settings = gtk_print_settings_new ();
  gboolean is_sheet = self->kind == OMNI_PRINT_ORDER_SHEET;
  const OmniGatheredOrder *first = g_ptr_array_index (self->orders, 0);
  const char *number = omni_order_get_number (first->order);
  const char *folder = g_get_user_special_dir (G_USER_DIRECTORY_DOCUMENTS);
  g_autofree char *name = NULL;

  if (self->orders->len > 1)
    name = g_strdup (is_sheet ? C_ ("file", "orders") : C_ ("file", "packing-lists"));
  else
    name = g_strdup_printf ("%s-%s",
                            is_sheet ? C_ ("file", "order") : C_ ("file", "packing-list"),
                            number != NULL ? number : "");
  g_strdelimit (name, "/\\:", '-');
  gtk_print_settings_set (settings, GTK_PRINT_SETTINGS_OUTPUT_DIR,
                          folder != NULL ? folder : g_get_home_dir ());
  gtk_print_settings_set (settings, GTK_PRINT_SETTINGS_OUTPUT_BASENAME, name);

  return settings;
}

/**
 * omni_order_print_ask:
 * @self: a print operation
 * @parent: the window that it belongs to, with an action `win.say`
 *
 * Shows the print dialog, from which one can also print to a file, and prints.
 */
void
omni_order_print_ask (OmniOrderPrint *self, GtkWindow *parent)
{
  g_autoptr (GtkPrintSettings) settings = NULL;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (OMNI_IS_ORDER_PRINT (self));

  settings = new_settings (self);
  gtk_print_operation_set_print_settings (GTK_PRINT_OPERATION (self), settings);
  gtk_print_operation_set_allow_async (GTK_PRINT_OPERATION (self), TRUE);
  gtk_print_operation_set_show_progress (GTK_PRINT_OPERATION (self), TRUE);
  g_object_set_data_full (G_OBJECT (self), "parent", g_object_ref (parent), g_object_unref);
  g_signal_connect (self, "done", G_CALLBACK (done_cb), NULL);
  gtk_print_operation_run (GTK_PRINT_OPERATION (self), GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                           parent, &error);
}

/**
 * omni_order_print_export:
 * @self: a print operation
 * @target: a file
 * @error: return location for an error
 *
 * Prints into a PDF file, without asking.
 *
 * Errors: those of gtk_print_operation_run()
 *
 * Returns: whether the file is there
 */
gboolean
omni_order_print_export (OmniOrderPrint *self, GFile *target, GError **error)
{
  g_return_val_if_fail (OMNI_IS_ORDER_PRINT (self), FALSE);

  gtk_print_operation_set_export_filename (GTK_PRINT_OPERATION (self), g_file_peek_path (target));
  return gtk_print_operation_run (GTK_PRINT_OPERATION (self), GTK_PRINT_OPERATION_ACTION_EXPORT,
                                  NULL, error) == GTK_PRINT_OPERATION_RESULT_APPLY;
}
