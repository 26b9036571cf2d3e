/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-cli-columns.h"

#include "omni-cli-text.h"
#include "omni-cli.h"
#include "omni-order-preset.h"
#include "omni-time.h"

#include <glib/gi18n-lib.h>

static GPtrArray *
collect_columns (gboolean of_item,
                 gboolean all)
{
  GPtrArray *columns = g_ptr_array_new ();

  for (guint i = 0; i < omni_order_column_get_count (); i++)
    {
      const OmniOrderColumn *column = omni_order_column_get (i);

      if (omni_order_column_is_of_item (column) == of_item &&
          (all || omni_order_column_is_default (column)))
        g_ptr_array_add (columns, (gpointer) column);
    }

  return columns;
}

/**
 * omni_cli_columns_of_order:
 * @all: whether those too that are not shown when nobody asks for them
 *
 * Returns: (transfer container) (element-type OmniOrderColumn): columns of an order
 */
GPtrArray *
omni_cli_columns_of_order (gboolean all)
{
  return collect_columns (FALSE, all);
}

/**
 * omni_cli_columns_of_item:
 *
 * Returns: (transfer container) (element-type OmniOrderColumn): all columns of an order item
 */
GPtrArray *
omni_cli_columns_of_item (void)
{
  return collect_columns (TRUE, TRUE);
}

/* "@shipping". */
static gboolean
add_preset (GPtrArray *columns, const char *id, gboolean with_items, GError **error)
{
  const OmniOrderPreset *preset = omni_order_preset_find (id);
  g_autoptr (GPtrArray) added = NULL;
  g_autoptr (GString) known = g_string_new (NULL);

  if (preset != NULL)
    {
      added = omni_order_preset_dup_columns (preset, with_items);
      g_ptr_array_extend (columns, added, NULL, NULL);
      return TRUE;
    }

  for (guint i = 0; i < omni_order_preset_get_count (); i++)
    g_string_append_printf (known, "%s@%s", i > 0 ? ", " : "",
                            omni_order_preset_get_id (omni_order_preset_get (i)));
  g_propagate_error (error, omni_error_new (OMNI_ERROR_BAD_VALUE,
                                            _ ("--columns: there is no set “@%s”. There are: %s."),
                                            id, known->str));
  return FALSE;
}

static void
set_unknown_column (const char *id,
                    gboolean    with_items,
                    GError    **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autofree char *known = NULL;

  for (guint i = 0; i < omni_order_column_get_count (); i++)
    {
      const OmniOrderColumn *column = omni_order_column_get (i);

      if (with_items || !omni_order_column_is_of_item (column))
        g_ptr_array_add (ids, (gpointer) omni_order_column_get_id (column));
    }
  g_ptr_array_add (ids, NULL);

  known = g_strjoinv (", ", (char **) ids->pdata);
  g_propagate_error (error,
                     omni_error_new (OMNI_ERROR_BAD_VALUE,
                                     _("--columns: there is no column “%s” here. There are: %s."),
                                     id, known));
}

/**
 * omni_cli_columns_parse:
 * @text: ids of columns, and of presets with an @ in front, separated by commas
 * @with_items: whether columns of order items are allowed
 * @error: return location for an error
 *
 * Reads what --columns was given.
 *
 * Errors: %OMNI_ERROR_BAD_VALUE when there is no such column
 *
 * Returns: (transfer container) (nullable) (element-type OmniOrderColumn): the columns, at least
 *   one
 */
GPtrArray *
omni_cli_columns_parse (const char  *text,
                        gboolean     with_items,
                        GError     **error)
{
  g_autoptr (GPtrArray) columns = g_ptr_array_new ();
  g_auto (GStrv) ids = g_strsplit (text, ",", -1);

  for (guint i = 0; ids[i] != NULL; i++)
    {
      const OmniOrderColumn *column = omni_order_column_find (g_strstrip (ids[i]));

      if (ids[i][0] == '@')
        {
          if (!add_preset (columns, ids[i] + 1, with_items, error))
            return NULL;
          continue;
        }

      if (column == NULL || (!with_items && omni_order_column_is_of_item (column)))
        {
          set_unknown_column (ids[i], with_items, error);
          return NULL;
        }

      g_ptr_array_add (columns, (gpointer) column);
    }

  if (columns->len == 0)
    {
      g_propagate_error (error,
                         omni_error_new (OMNI_ERROR_BAD_VALUE, _("--%s is empty."), "columns"));
      return NULL;
    }

  return g_steal_pointer (&columns);
}

static char *
format_day (OmniTime time)
{
  char *iso = omni_time_to_iso (time, NULL);

  if (strlen (iso) > 10)
    iso[10] = '\0';
  return iso;
}

static char *
format_local_time (OmniTime time)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *iso = omni_time_to_iso (time, zone);

  /* To the minute: "2025-03-04T08:15:27+03:00" is too wide for a table and no better. */
  if (g_utf8_strlen (iso, -1) > 16)
    {
      iso[10] = ' ';
      iso[16] = '\0';
    }
  return g_steal_pointer (&iso);
}

/**
 * omni_cli_value_to_cell:
 * @value: a value
 *
 * Returns: (transfer full): what a table on a terminal shows: words for statuses, the local time,
 *   days as they are, and nothing that a terminal would obey
 */
char *
omni_cli_value_to_cell (const OmniValue *value)
{
  if (value->is_null)
    return g_strdup ("");

  switch (value->kind)
    {
    case OMNI_VALUE_TEXT:
      return omni_cli_escape (value->text);
    case OMNI_VALUE_STATUS:
      return omni_cli_escape (omni_status_get_label (value->text));
    case OMNI_VALUE_MONEY:
      return omni_money_to_text (&value->money);
    case OMNI_VALUE_TIME:
      return value->is_day ? format_day (value->time) : format_local_time (value->time);
    case OMNI_VALUE_BOOLEAN:
      return g_strdup (value->boolean ? _("yes") : _("no"));
    }

  return g_strdup ("");
}

/**
 * omni_cli_value_to_json:
 * @value: a value
 *
 * Returns: (transfer full): the value as a JSON string, exact and the same in every language: codes
 *   for statuses, UTC; or null
 */
char *
omni_cli_value_to_json (const OmniValue *value)
{
  g_autofree char *text = NULL;

  if (value->is_null)
    return g_strdup ("null");

  switch (value->kind)
    {
    case OMNI_VALUE_TEXT:
    case OMNI_VALUE_STATUS:
      return omni_cli_json_quote (value->text);
    case OMNI_VALUE_MONEY:
      text = omni_money_to_text (&value->money);
      break;
    case OMNI_VALUE_TIME:
      text = omni_time_to_utc (value->time);
      break;
    case OMNI_VALUE_BOOLEAN:
      text = g_strdup (value->boolean ? "true" : "false");
      break;
    }

  return omni_cli_json_quote (text);
}
