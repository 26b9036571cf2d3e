/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-time-zones.h"

#include "omni-list-search.h"

#include <glib/gi18n-lib.h>

/* The zones that people live in, a line for each: countries, place, name. */
#define ZONE_TABLE "/usr/share/zoneinfo/zone1970.tab"

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static GPtrArray *
read_names (void)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (ZONE_TABLE, &text, NULL, NULL))
    return names;

  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[i], "\t", -1);

      if (lines[i][0] != '#' && g_strv_length (fields) >= 3)
        g_ptr_array_add (names, g_strdup (fields[2]));
    }

  g_ptr_array_sort (names, compare_names);
  return names;
}

/**
 * omni_time_zones_fill:
 * @drop_down: an empty drop-down
 *
 * Offers the zone of this computer, UTC, and the zones that this system knows.
 */
void
omni_time_zones_fill (GtkDropDown *drop_down)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  g_autoptr (GtkExpression) expression = NULL;
  g_autoptr (GTimeZone) local = g_time_zone_new_local ();
  g_autoptr (GPtrArray) names = read_names ();
  g_autofree char *here = NULL;

  here = g_strdup_printf (_ ("Times here (%s)"), g_time_zone_get_identifier (local));
  gtk_string_list_append (list, here);
  gtk_string_list_append (list, "UTC");
  for (guint i = 0; i < names->len; i++)
    gtk_string_list_append (list, g_ptr_array_index (names, i));

  expression = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");
  gtk_drop_down_set_expression (drop_down, expression);
  omni_list_search_add (drop_down);
  gtk_drop_down_set_model (drop_down, G_LIST_MODEL (list));
}

/**
 * omni_time_zones_select:
 * @drop_down: a drop-down that was filled
 * @zone: a zone's name, or "" for that of this computer
 *
 * Selects a zone; one that is not offered is added.
 */
void
omni_time_zones_select (GtkDropDown *drop_down, const char *zone)
{
  GListModel *list = gtk_drop_down_get_model (drop_down);
  guint n_zones = g_list_model_get_n_items (list);
  guint position = zone[0] == '\0' ? 0 : 1;

  while (zone[0] != '\0' && position < n_zones &&
         strcmp (gtk_string_list_get_string (GTK_STRING_LIST (list), position), zone) != 0)
    position++;

  if (position == n_zones)
    gtk_string_list_append (GTK_STRING_LIST (list), zone);
  gtk_drop_down_set_selected (drop_down, position);
}

/**
 * omni_time_zones_get:
 * @drop_down: a drop-down that was filled
 *
 * Returns: (transfer none): the selected zone's name, or "" for that of this computer
 */
const char *
omni_time_zones_get (GtkDropDown *drop_down)
{
  guint position = gtk_drop_down_get_selected (drop_down);
  GListModel *list = gtk_drop_down_get_model (drop_down);

  if (position == 0 || position == GTK_INVALID_LIST_POSITION)
    return "";

  return gtk_string_list_get_string (GTK_STRING_LIST (list), position);
}
