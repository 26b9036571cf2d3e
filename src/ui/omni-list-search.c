/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-list-search.h"

#include "omni-fold.h"

/* GTK 4.8 has no way to say how a drop-down is searched: it looks at how its texts begin, and takes
 * the Turkish İ for another letter than i. So its list gets a filter of ours, and its entry the
 * keys that one expects. */
typedef struct
{
  GtkDropDown *drop_down; /* (borrowed): it owns this */
  GtkEditable *entry;     /* (borrowed) */
  GtkListView *list;      /* (borrowed) */
  GtkFilter *filter;      /* (owned) */
  char *wanted;           /* (owned): what is searched for, folded */
} Search;

static void
search_free (gpointer data)
{
  Search *search = data;

  g_object_unref (search->filter);
  g_free (search->wanted);
  g_free (search);
}

static GtkWidget *
find (GtkWidget *inside, GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (inside), type))
    return inside;

  for (GtkWidget *child = gtk_widget_get_first_child (inside); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static gboolean
is_wanted (gpointer item, gpointer user_data)
{
  Search *search = user_data;
  g_autofree char *folded = omni_fold (gtk_string_object_get_string (item));

  return strstr (folded, search->wanted) != NULL;
}

static GListModel *
get_shown (Search *search)
{
  GtkSelectionModel *selection = gtk_list_view_get_model (search->list);

  return GTK_IS_SINGLE_SELECTION (selection)
             ? gtk_single_selection_get_model (GTK_SINGLE_SELECTION (selection))
             : NULL;
}

static void
model_changed_cb (Search *search)
{
  GListModel *shown = get_shown (search);

  if (GTK_IS_FILTER_LIST_MODEL (shown))
    gtk_filter_list_model_set_filter (GTK_FILTER_LIST_MODEL (shown), search->filter);
}

static void
typed_cb (Search *search)
{
  g_free (search->wanted);
  search->wanted = omni_fold (gtk_editable_get_text (search->entry));
  gtk_filter_changed (search->filter, GTK_FILTER_CHANGE_DIFFERENT);
}

static void
close_list (Search *search)
{
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (search->list), GTK_TYPE_POPOVER);

  gtk_editable_set_text (search->entry, "");
  if (popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (popover));
}

/* Takes the first that fits. */
static void
entered_cb (Search *search)
{
  GListModel *all = gtk_drop_down_get_model (search->drop_down);
  GListModel *shown = get_shown (search);
  g_autoptr (GObject) first = shown != NULL ? g_list_model_get_item (shown, 0) : NULL;

  if (first == NULL || search->wanted[0] == '\0')
    return;

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (all, i);

      if (item == first)
        {
          gtk_drop_down_set_selected (search->drop_down, i);
          break;
        }
    }
  close_list (search);
}

/**
 * omni_list_search_add:
 * @drop_down: a drop-down of texts that can be searched
 *
 * Has its list searched for what is in a text and not only how it begins, as people write it:
 * "ist" finds İstanbul. Enter takes the first that fits, Escape closes the list.
 */
void
omni_list_search_add (GtkDropDown *drop_down)
{
  Search *search;
  GtkWidget *entry;
  GtkWidget *list;

  g_return_if_fail (GTK_IS_DROP_DOWN (drop_down));

  entry = find (GTK_WIDGET (drop_down), GTK_TYPE_SEARCH_ENTRY);
  list = find (GTK_WIDGET (drop_down), GTK_TYPE_LIST_VIEW);
  if (entry == NULL || list == NULL)
    return;

  search = g_new0 (Search, 1);
  search->drop_down = drop_down;
  search->entry = GTK_EDITABLE (entry);
  search->list = GTK_LIST_VIEW (list);
  search->wanted = g_strdup ("");
  search->filter = GTK_FILTER (gtk_custom_filter_new (is_wanted, search, NULL));
  g_object_set_data_full (G_OBJECT (drop_down), "omni-list-search", search, search_free);

  g_signal_connect_swapped (drop_down, "notify::model", G_CALLBACK (model_changed_cb), search);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (typed_cb), search);
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (entered_cb), search);
  g_signal_connect_swapped (entry, "stop-search", G_CALLBACK (close_list), search);
  model_changed_cb (search);
}
