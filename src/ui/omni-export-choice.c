/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-export-choice.h"

#include "omni-order-preset.h"
#include "omni-settings.h"

#include <string.h>

/**
 * omni_export_choice_load:
 *
 * Returns: (transfer full): what was chosen the last time
 */
OmniExportChoice *
omni_export_choice_load (void)
{
  GSettings *settings = omni_settings_get ();
  OmniExportChoice *choice = g_new0 (OmniExportChoice, 1);

  choice->format = OMNI_TABLE_FORMAT_XLSX;
  choice->guard_formulas = TRUE;
  if (settings == NULL)
    {
      choice->columns = g_strdup (OMNI_EXPORT_COLUMNS_VIEW);
      choice->zone = g_strdup ("");
      return choice;
    }

  choice->format = g_settings_get_enum (settings, "export-format") == 1 ? OMNI_TABLE_FORMAT_XLSX
                                                                        : OMNI_TABLE_FORMAT_CSV;
  choice->rows = g_settings_get_enum (settings, "export-rows") == 1 ? OMNI_EXPORT_ROWS_ITEMS
                                                                    : OMNI_EXPORT_ROWS_ORDERS;
  choice->delimiter = (OmniExportDelimiter) g_settings_get_enum (settings, "export-delimiter");
  choice->guard_formulas = g_settings_get_boolean (settings, "export-formula-guard");
  choice->columns = g_settings_get_string (settings, "export-columns");
  choice->zone = g_settings_get_string (settings, "export-zone");
  return choice;
}

/**
 * omni_export_choice_save:
 * @choice: a choice
 *
 * Remembers it for the next export of every window.
 */
void
omni_export_choice_save (const OmniExportChoice *choice)
{
  GSettings *settings = omni_settings_get ();

  if (settings == NULL)
    return;

  g_settings_set_enum (settings, "export-format", choice->format == OMNI_TABLE_FORMAT_XLSX);
  g_settings_set_enum (settings, "export-rows", choice->rows == OMNI_EXPORT_ROWS_ITEMS);
  g_settings_set_enum (settings, "export-delimiter", (int) choice->delimiter);
  g_settings_set_boolean (settings, "export-formula-guard", choice->guard_formulas);
  g_settings_set_string (settings, "export-columns", choice->columns);
  g_settings_set_string (settings, "export-zone", choice->zone);
}

/**
 * omni_export_choice_copy:
 * @choice: a choice
 *
 * Returns: (transfer full): the same again
 */
OmniExportChoice *
omni_export_choice_copy (const OmniExportChoice *choice)
{
  OmniExportChoice *copy = g_memdup2 (choice, sizeof *choice);

  copy->columns = g_strdup (choice->columns);
  copy->zone = g_strdup (choice->zone);
  return copy;
}

/**
 * omni_export_choice_free:
 * @choice: (transfer full): a choice
 */
void
omni_export_choice_free (OmniExportChoice *choice)
{
  g_free (choice->columns);
  g_free (choice->zone);
  g_free (choice);
}

/**
 * omni_export_choice_get_delimiter:
 * @choice: a choice
 *
 * Returns: the byte that separates columns
 */
char
omni_export_choice_get_delimiter (const OmniExportChoice *choice)
{
  switch (choice->delimiter)
    {
    case OMNI_EXPORT_DELIMITER_LOCALE:
      return omni_table_get_locale_delimiter ();
    case OMNI_EXPORT_DELIMITER_COMMA:
      return ',';
    case OMNI_EXPORT_DELIMITER_SEMICOLON:
      return ';';
    case OMNI_EXPORT_DELIMITER_TAB:
      return '\t';
    }

  g_return_val_if_reached (',');
}

/**
 * omni_export_choice_dup_zone:
 * @choice: a choice
 *
 * Returns: (transfer full): the zone of its times; that of this computer where the chosen one is
 *   not known here any more
 */
GTimeZone *
omni_export_choice_dup_zone (const OmniExportChoice *choice)
{
  GTimeZone *zone = choice->zone[0] != '\0' ? g_time_zone_new_identifier (choice->zone) : NULL;

  return zone != NULL ? zone : g_time_zone_new_local ();
}

static void
add_once (GPtrArray *columns, const OmniOrderColumn *column)
{
  if (column != NULL && !g_ptr_array_find (columns, column, NULL))
    g_ptr_array_add (columns, (gpointer) column);
}

static GPtrArray *
parse_columns (const char *text)
{
  GPtrArray *columns = g_ptr_array_new ();
  g_auto (GStrv) ids = g_strsplit (text, ",", -1);

  for (guint i = 0; ids[i] != NULL; i++)
    add_once (columns, omni_order_column_find (ids[i]));

  return columns;
}

/* Those of the table; rows of items have something of the item, and an amount says nothing without
 * its currency. */
static GPtrArray *
complete_view (GPtrArray *view, gboolean with_items)
{
  GPtrArray *columns = g_ptr_array_new ();
  gboolean has_money = FALSE;
  gboolean has_item = FALSE;

  for (guint i = 0; i < view->len; i++)
    {
      const OmniOrderColumn *column = g_ptr_array_index (view, i);

      has_money |= omni_order_column_get_kind (column) == OMNI_VALUE_MONEY;
      has_item |= omni_order_column_is_of_item (column);
      add_once (columns, column);
    }

  for (guint i = 0; with_items && !has_item && i < omni_order_column_get_count (); i++)
    {
      const OmniOrderColumn *column = omni_order_column_get (i);

      if (omni_order_column_is_of_item (column) && omni_order_column_is_default (column))
        {
          has_money |= omni_order_column_get_kind (column) == OMNI_VALUE_MONEY;
          add_once (columns, column);
        }
    }

  if (has_money)
    add_once (columns, omni_order_column_find ("currency"));
  return columns;
}

/**
 * omni_export_choice_dup_columns:
 * @choice: a choice
 * @view: (element-type OmniOrderColumn): the columns of the table
 *
 * Returns: (transfer full) (element-type OmniOrderColumn): the columns of the file, at least one
 */
GPtrArray *
omni_export_choice_dup_columns (const OmniExportChoice *choice, GPtrArray *view)
{
  gboolean with_items = choice->rows == OMNI_EXPORT_ROWS_ITEMS;
  const OmniOrderPreset *preset = NULL;
  g_autoptr (GPtrArray) columns = NULL;

  if (choice->columns[0] == '@')
    preset = omni_order_preset_find (choice->columns + 1);

  if (preset != NULL)
    columns = omni_order_preset_dup_columns (preset, with_items);
  else if (strcmp (choice->columns, OMNI_EXPORT_COLUMNS_VIEW) != 0)
    columns = parse_columns (choice->columns);

  /* A choice of a newer Omnidesk may be of columns that are not known here. */
  if (columns == NULL || columns->len == 0)
    {
      g_clear_pointer (&columns, g_ptr_array_unref);
      columns = complete_view (view, with_items);
    }

  return g_steal_pointer (&columns);
}
