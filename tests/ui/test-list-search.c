/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-list-search.h"
#include "omni-test-window.h"

typedef struct
{
  GtkWidget *window;
  GtkDropDown *drop_down;
  GtkEditable *entry;
  GtkListView *list;
} Fixture;

static const char *const places[] = { "Adana", "Isparta", "İstanbul", "Ortaköy İstanbul", NULL };

static GtkWidget *
find (GtkWidget *inside, GType type)
{
  GtkWidget *found = NULL;

  if (g_type_is_a (G_OBJECT_TYPE (inside), type))
    return inside;
  for (GtkWidget *child = gtk_widget_get_first_child (inside); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find (child, type);

  return found;
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *drop_down = gtk_drop_down_new (
    NULL, gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string"));
  g_autoptr (GtkStringList) names = gtk_string_list_new (places);

  fixture->drop_down = GTK_DROP_DOWN (drop_down);
  gtk_drop_down_set_enable_search (fixture->drop_down, TRUE);
  omni_list_search_add (fixture->drop_down);
  /* As where a list comes later. */
  gtk_drop_down_set_model (fixture->drop_down, G_LIST_MODEL (names));

  fixture->window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (fixture->window), drop_down);
  gtk_window_present (GTK_WINDOW (fixture->window));
  fixture->entry = GTK_EDITABLE (find (drop_down, GTK_TYPE_SEARCH_ENTRY));
  fixture->list = GTK_LIST_VIEW (find (drop_down, GTK_TYPE_LIST_VIEW));
  g_assert_nonnull (fixture->entry);
  g_assert_nonnull (fixture->list);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
}

static guint
count_shown (Fixture *fixture, const char *text)
{
  gtk_editable_set_text (fixture->entry, text);

  return g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (fixture->list)));
}

static void
test_finds (Fixture *fixture, gconstpointer unused)
{
  g_test_summary ("Test that a list is searched as people write, anywhere in its texts.");

  g_assert_cmpuint (count_shown (fixture, ""), ==, 4);
  g_assert_cmpuint (count_shown (fixture, "ist"), ==, 2);
  g_assert_cmpuint (count_shown (fixture, "IST"), ==, 2);
  g_assert_cmpuint (count_shown (fixture, "İSP"), ==, 1);
  g_assert_cmpuint (count_shown (fixture, "koy"), ==, 1);
  g_assert_cmpuint (count_shown (fixture, "nowhere"), ==, 0);
}

static void
test_enter (Fixture *fixture, gconstpointer unused)
{
  g_test_summary ("Test that Enter takes the first that fits, and nothing where nothing does.");

  g_assert_cmpuint (gtk_drop_down_get_selected (fixture->drop_down), ==, 0);
  g_assert_cmpuint (count_shown (fixture, "nowhere"), ==, 0);
  g_signal_emit_by_name (fixture->entry, "activate");
  g_assert_cmpuint (gtk_drop_down_get_selected (fixture->drop_down), ==, 0);

  g_assert_cmpuint (count_shown (fixture, "ist"), ==, 2);
  g_signal_emit_by_name (fixture->entry, "activate");
  g_assert_cmpuint (gtk_drop_down_get_selected (fixture->drop_down), ==, 2);
  g_assert_cmpstr (gtk_editable_get_text (fixture->entry), ==, "");
}

int
main (int argc, char *argv[])
{
  omni_test_window_init (&argc, &argv);

  g_test_add ("/ui/list-search/finds", Fixture, NULL, set_up, test_finds, tear_down);
  g_test_add ("/ui/list-search/enter", Fixture, NULL, set_up, test_enter, tear_down);

  return g_test_run ();
}
