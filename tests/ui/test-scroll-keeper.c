/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-scroll-keeper.h"
#include "omni-scroll-through.h"
#include "omni-test-pointer.h"
#include "omni-test.h"

/* A model of that many rows that makes its items when they are asked for. */
#define TEST_TYPE_ROWS (test_rows_get_type ())
G_DECLARE_FINAL_TYPE (TestRows, test_rows, TEST, ROWS, GObject)

struct _TestRows
{
  GObject parent_instance;
  guint n_rows;
};

static GType
test_rows_get_item_type (GListModel *model)
{
  return GTK_TYPE_STRING_OBJECT;
}

static guint
test_rows_get_n_items (GListModel *model)
{
  return TEST_ROWS (model)->n_rows;
}

static gpointer
test_rows_get_item (GListModel *model, guint position)
{
  g_autofree char *text = NULL;

  if (position >= TEST_ROWS (model)->n_rows)
    return NULL;

  text = g_strdup_printf ("%u", position);
  return gtk_string_object_new (text);
}

static void
test_rows_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = test_rows_get_item_type;
  iface->get_n_items = test_rows_get_n_items;
  iface->get_item = test_rows_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestRows, test_rows, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, test_rows_list_model_init))

static void
test_rows_class_init (TestRowsClass *klass)
{
}

static void
test_rows_init (TestRows *self)
{
}

typedef struct
{
  GtkWidget *window;
  GtkAdjustment *adjustment;
  OmniScrollKeeper *keeper; /* (owned) */
  double last;
  double biggest_up;
  double biggest_down;
} Fixture;

static void
setup_cell_cb (GtkListItemFactory *factory, GtkListItem *item, gpointer unused)
{
  GtkWidget *cell = gtk_inscription_new (NULL);

  gtk_inscription_set_min_chars (GTK_INSCRIPTION (cell), 4);
  gtk_list_item_set_child (item, cell);
  gtk_list_item_set_selectable (item, FALSE);
  gtk_list_item_set_activatable (item, FALSE);
}

static void
bind_cell_cb (GtkListItemFactory *factory, GtkListItem *item, gpointer unused)
{
  gtk_inscription_set_text (GTK_INSCRIPTION (gtk_list_item_get_child (item)),
                            gtk_string_object_get_string (gtk_list_item_get_item (item)));
}

static void
value_changed_cb (GtkAdjustment *adjustment, Fixture *fixture)
{
  double value = gtk_adjustment_get_value (adjustment);

  fixture->biggest_down = MAX (fixture->biggest_down, value - fixture->last);
  fixture->biggest_up = MAX (fixture->biggest_up, fixture->last - value);
  fixture->last = value;
}

static void
forget_steps (Fixture *fixture)
{
  fixture->biggest_down = 0;
  fixture->biggest_up = 0;
}

static void
fixture_set_up (Fixture *fixture, gconstpointer n_rows)
{
  GtkWidget *view = gtk_column_view_new (NULL);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  g_autoptr (GtkSelectionModel) selection = NULL;
  TestRows *rows = g_object_new (TEST_TYPE_ROWS, NULL);
  int i;

  rows->n_rows = GPOINTER_TO_UINT (n_rows);
  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (rows)));

  for (i = 0; i < 10; i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      g_autoptr (GtkColumnViewColumn) column = NULL;

      g_signal_connect (factory, "setup", G_CALLBACK (setup_cell_cb), NULL);
      g_signal_connect (factory, "bind", G_CALLBACK (bind_cell_cb), NULL);
      column = gtk_column_view_column_new ("Column", factory);
      gtk_column_view_column_set_fixed_width (column, 80);
      gtk_column_view_append_column (GTK_COLUMN_VIEW (view), column);
    }

  fixture->keeper = omni_scroll_keeper_new (GTK_SCROLLED_WINDOW (scrolled), GTK_COLUMN_VIEW (view));
  gtk_column_view_set_model (GTK_COLUMN_VIEW (view), selection);

  fixture->adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
  g_signal_connect (fixture->adjustment, "value-changed", G_CALLBACK (value_changed_cb), fixture);

  fixture->window = omni_test_pointer_open (scrolled, 900, 600);
  gtk_widget_grab_focus (view);
  omni_test_pointer_draw (fixture->window);
  forget_steps (fixture);
}

static void
fixture_tear_down (Fixture *fixture, gconstpointer n_rows)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_assert_finalize_object (fixture->keeper);
}

static void
test_wheel (Fixture *fixture, gconstpointer n_rows)
{
  /* Twice as many downs as ups; the jumps of GTK 4.8 show after a few dozen already. */
  int n_ups = g_test_slow () ? 100 : 40;
  g_autofree char *downs = g_strdup_printf ("click --repeat %d --delay 15 5", 2 * n_ups - 1);
  g_autofree char *ups = g_strdup_printf ("click --repeat %d --delay 15 4", n_ups);
  double step;

  g_test_summary (
    "A fast mouse wheel goes where it is turned, step by step, over a short and an endless list");

  omni_test_pointer_drive (fixture->window, "click 5");
  step = gtk_adjustment_get_value (fixture->adjustment);
  g_assert_cmpfloat (step, >, 10);

  omni_test_pointer_drive (fixture->window, "%s", downs);
  g_assert_cmpfloat (fixture->biggest_up, <=, 1);
  g_assert_cmpfloat_with_epsilon (gtk_adjustment_get_value (fixture->adjustment), 2 * n_ups * step,
                                  2 * n_ups);

  forget_steps (fixture);
  omni_test_pointer_drive (fixture->window, "%s", ups);
  g_assert_cmpfloat (fixture->biggest_down, <=, 1);
  g_assert_cmpfloat_with_epsilon (gtk_adjustment_get_value (fixture->adjustment), n_ups * step,
                                  3 * n_ups);
}

static void
test_keys (Fixture *fixture, gconstpointer n_rows)
{
  double page = gtk_adjustment_get_page_size (fixture->adjustment);
  double value;

  g_test_summary (
    "Page Down goes down a page each time, End and Home to the two ends, however fast they come");

  omni_test_pointer_drive (fixture->window, "key --repeat 20 --delay 10 Page_Down");
  value = gtk_adjustment_get_value (fixture->adjustment);
  g_assert_cmpfloat (fixture->biggest_up, <=, 1);
  g_assert_cmpfloat (value, <=, 20 * page);
  g_assert_cmpfloat (value, >=, 16 * page);

  omni_test_pointer_drive (fixture->window, "key End");
  g_assert_cmpfloat_with_epsilon (gtk_adjustment_get_value (fixture->adjustment),
                                  gtk_adjustment_get_upper (fixture->adjustment) - page, 1);

  forget_steps (fixture);
  omni_test_pointer_drive (fixture->window, "key --repeat 10 --delay 10 Page_Up");
  value = gtk_adjustment_get_upper (fixture->adjustment) -
          gtk_adjustment_get_value (fixture->adjustment);
  g_assert_cmpfloat (fixture->biggest_down, <=, 1);
  g_assert_cmpfloat (value, <=, 11 * page);
  g_assert_cmpfloat (value, >=, 7 * page);

  omni_test_pointer_drive (fixture->window, "key Home");
  g_assert_cmpfloat (gtk_adjustment_get_value (fixture->adjustment), <=, 1);
}

static void
test_bursts (Fixture *fixture, gconstpointer n_rows)
{
  double wanted = 0;
  int i;

  g_test_summary ("Several changes between two frames are all obeyed");

  for (i = 0; i < 100; i++)
    {
      int j;

      for (j = 0; j < 3; j++)
        {
          wanted = gtk_adjustment_get_value (fixture->adjustment) + 73;
          gtk_adjustment_set_value (fixture->adjustment, wanted);
          g_assert_cmpfloat_with_epsilon (gtk_adjustment_get_value (fixture->adjustment), wanted,
                                          1);
        }

      omni_test_pointer_draw (fixture->window);
      g_assert_cmpfloat_with_epsilon (gtk_adjustment_get_value (fixture->adjustment), wanted, 1.5);
    }
}

static GtkWidget *
new_tall (int height)
{
  GtkWidget *tall = gtk_drawing_area_new ();

  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (tall), height);

  return tall;
}

static void
test_through (gconstpointer inner_height)
{
  GtkWidget *outer = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *inner = gtk_scrolled_window_new ();
  GtkAdjustment *inside = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (inner));
  GtkAdjustment *around;
  GtkWidget *window;
  double end = MAX (GPOINTER_TO_INT (inner_height) - 500, 0);

  g_test_summary ("The wheel moves what is inside to its end, and then what is around it");

  gtk_widget_set_size_request (inner, -1, 500);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (inner),
                                 new_tall (GPOINTER_TO_INT (inner_height)));
  gtk_box_append (GTK_BOX (box), inner);
  gtk_box_append (GTK_BOX (box), new_tall (2000));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (outer), box);
  omni_scroll_through (GTK_SCROLLED_WINDOW (inner));
  around = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (outer));
  window = omni_test_pointer_open (outer, 600, 600);

  if (end > 0)
    omni_test_pointer_drive (window, "click 5");
  g_assert_cmpfloat (gtk_adjustment_get_value (around), ==, 0);
  omni_test_pointer_drive (window, "click --repeat 12 --delay 15 5");
  g_assert_cmpfloat (gtk_adjustment_get_value (inside), ==, end);
  g_assert_cmpfloat (gtk_adjustment_get_value (around), >, 100);
  omni_test_pointer_drive (window, "mousemove_relative 0 -270 click --repeat 40 --delay 15 4");
  g_assert_cmpfloat (gtk_adjustment_get_value (around), ==, 0);

  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  omni_test_init (&argc, &argv);
  gtk_init ();

  g_test_add ("/ui/scroll-keeper/wheel/1000", Fixture, GUINT_TO_POINTER (1000),
              fixture_set_up, test_wheel, fixture_tear_down);
  g_test_add ("/ui/scroll-keeper/wheel/1000000", Fixture, GUINT_TO_POINTER (1000000),
              fixture_set_up, test_wheel, fixture_tear_down);
  g_test_add ("/ui/scroll-keeper/keys/1000", Fixture, GUINT_TO_POINTER (1000),
              fixture_set_up, test_keys, fixture_tear_down);
  g_test_add ("/ui/scroll-keeper/keys/1000000", Fixture, GUINT_TO_POINTER (1000000),
              fixture_set_up, test_keys, fixture_tear_down);
  g_test_add ("/ui/scroll-keeper/bursts/1000000", Fixture, GUINT_TO_POINTER (1000000),
              fixture_set_up, test_bursts, fixture_tear_down);

  g_test_add_data_func ("/ui/scroll-through/short", GINT_TO_POINTER (300), test_through);
  g_test_add_data_func ("/ui/scroll-through/long", GINT_TO_POINTER (700), test_through);

  return g_test_run ();
}
