/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-orders-window-private.h"

#include "omni-order-column.h"

#include <glib/gi18n-lib.h>

/* The headers of GTK before 4.10 cannot have the keyboard focus, so there is a menu of them. */

static void
set_sort (OmniOrdersWindow *self, const char *sort_field, gboolean descending)
{
  g_autoptr (OmniOrderQuery) query = omni_order_query_with_sort (self->query, sort_field,
                                                                 descending);

  omni_orders_window_set_query (self, query);
}

static void
change_field (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  OmniOrdersWindow *self = user_data;

  set_sort (self, g_variant_get_string (value, NULL),
            omni_order_query_get_descending (self->query));
}

static void
change_direction (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  OmniOrdersWindow *self = user_data;

  set_sort (self, omni_order_query_get_sort_field (self->query),
            strcmp (g_variant_get_string (value, NULL), "down") == 0);
}

static void
open_menu (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  OmniOrdersWindow *self = user_data;

  gtk_menu_button_popup (self->sort_button);
}

static GMenuModel *
make_menu (void)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) fields = g_menu_new ();
  g_autoptr (GMenu) directions = g_menu_new ();

  for (guint i = 0; i < omni_order_column_get_count (); i++)
    {
      const OmniOrderColumn *column = omni_order_column_get (i);
      const char *sort_field = omni_order_column_get_sort_field (column);
      g_autoptr (GMenuItem) item = NULL;

      if (sort_field == NULL || !omni_order_column_is_default (column))
        continue;
      item = g_menu_item_new (omni_order_column_get_title (column), NULL);
      g_menu_item_set_action_and_target (item, "win.sort-by", "s", sort_field);
      g_menu_append_item (fields, item);
    }
  g_menu_append (directions, _ ("From Low to High"), "win.sort-direction::up");
  g_menu_append (directions, _ ("From High to Low"), "win.sort-direction::down");
  g_menu_append_section (menu, _ ("Sort by"), G_MENU_MODEL (fields));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (directions));

  return G_MENU_MODEL (menu);
}

/* Adds the menu that sorts the orders, and its actions. */
void
omni_orders_window_add_sort_menu (OmniOrdersWindow *self)
{
  static const GActionEntry entries[] = {
    { "sort-by", NULL, "s", "'date_placed'", change_field },
    { "sort-direction", NULL, "s", "'down'", change_direction },
    { "choose-sort", open_menu, NULL, NULL, NULL },
  };
  g_autoptr (GMenuModel) menu = make_menu ();

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  gtk_menu_button_set_menu_model (self->sort_button, menu);
}

/* Shows in the menu how the orders are sorted. */
void
omni_orders_window_show_sort (OmniOrdersWindow *self)
{
  const char *field = omni_order_query_get_sort_field (self->query);
  GAction *by = g_action_map_lookup_action (G_ACTION_MAP (self), "sort-by");
  GAction *direction = g_action_map_lookup_action (G_ACTION_MAP (self), "sort-direction");

  g_simple_action_set_state (G_SIMPLE_ACTION (by),
                             g_variant_new_string (field != NULL ? field : ""));
  g_simple_action_set_state (
    G_SIMPLE_ACTION (direction),
    g_variant_new_string (omni_order_query_get_descending (self->query) ? "down" : "up"));
}
