/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-cli-columns.h"
#include "omni-cli-order-parts.h"
#include "omni-cli-rows.h"
#include "omni-cli-session.h"
#include "omni-cli-terminal.h"
#include "omni-cli-text.h"
#include "omni-order-extra.h"
#include "omni-order-facts.h"

#include <glib/gi18n-lib.h>

/* "text" is what "table" is for one order. */
static const char *const show_formats[] = { "text", "json", NULL };

/* What the sections of a window show beyond the columns of a table. */
static gboolean
is_extra (const OmniFact *fact)
{
  return omni_order_column_find (fact->id) == NULL;
}

static void
print_line (const char *indent, const char *title, const OmniValue *value, guint width)
{
  g_autoptr (GString) line = g_string_new (indent);
  g_autofree char *cell = omni_cli_value_to_cell (value);

  if (cell[0] == '\0')
    return;

  omni_cli_append_cell (line, title, width + 2, FALSE);
  g_string_append (line, cell);
  g_string_append_c (line, '\n');
  omni_cli_print (line->str);
}

static void
print_extras (OmniOrder *order, OmniReferenceData *reference, guint width)
{
  for (guint section = 0; section < OMNI_N_SECTIONS; section++)
    {
      g_autoptr (GPtrArray) facts = omni_order_section_list_facts (section, order, reference);
      gboolean has_title = FALSE;

      for (guint i = 0; i < facts->len; i++)
        {
          const OmniFact *fact = g_ptr_array_index (facts, i);

          if (!is_extra (fact))
            continue;
          if (!has_title)
            {
              g_autofree char *title = g_strdup_printf ("\n%s\n",
                                                        omni_order_section_get_title (section));

              omni_cli_print (title);
              has_title = TRUE;
            }
          print_line ("  ", fact->title, &fact->value, width);
        }
    }
}

/* What a shop keeps beside an order; what has no name there is counted. */
static void
append_extra_field (GString *json, const OmniOrder *order)
{
  g_autoptr (GPtrArray) extras = omni_order_list_extras (order);

  g_string_append (json, ",\n  \"extra\": {");
  for (guint i = 0; i < extras->len; i++)
    {
      const OmniOrderExtra *extra = g_ptr_array_index (extras, i);
      g_autofree char *number = g_strdup_printf ("%u", i + 1);
      g_autofree char *name = omni_cli_json_quote (extra->name != NULL ? extra->name : number);
      g_autofree char *words = omni_cli_json_quote (extra->words);

      g_string_append_printf (json, "%s%s: %s", i > 0 ? ", " : "", name, words);
    }
  g_string_append_c (json, '}');
}

static void
append_extras (GString *json, OmniOrder *order, OmniReferenceData *reference)
{
  for (guint section = 0; section < OMNI_N_SECTIONS; section++)
    {
      g_autoptr (GPtrArray) facts = omni_order_section_list_facts (section, order, reference);

      for (guint i = 0; i < facts->len; i++)
        {
          const OmniFact *fact = g_ptr_array_index (facts, i);
          g_autofree char *value = omni_cli_value_to_json (&fact->value);

          if (g_str_equal (fact->id, "extra"))
            append_extra_field (json, order);
          else if (is_extra (fact))
            g_string_append_printf (json, ",\n  \"%s\": %s", fact->id, value);
        }
    }
}

static gboolean
print_order_as_text (OmniOrder          *order,
                     const OmniCliParts *parts,
                     OmniReferenceData  *reference,
                     GError            **error)
{
  g_autoptr (GPtrArray) columns = omni_cli_columns_of_order (TRUE);
  g_autoptr (GPtrArray) item_columns = omni_cli_columns_of_item ();
  g_autoptr (OmniCliRows) rows = omni_cli_rows_new (OMNI_CLI_FORMAT_TABLE, item_columns, error);
  guint width = 0;

  if (rows == NULL)
    return FALSE;

  omni_cli_rows_skip_empty (rows);
  for (guint i = 0; i < columns->len; i++)
    width = MAX (
        width, omni_cli_text_width (omni_order_column_get_title (g_ptr_array_index (columns, i))));

  for (guint i = 0; i < columns->len; i++)
    {
      const OmniOrderColumn *column = g_ptr_array_index (columns, i);
      OmniValue value = { 0 };

      omni_order_column_get_value (column, order, NULL, reference, &value);
      print_line ("", omni_order_column_get_title (column), &value, width);
    }
  print_extras (order, reference, width);

  omni_cli_print ("\n");
  for (guint i = 0; i < parts->items->len; i++)
    if (!omni_cli_rows_add (rows, order, g_ptr_array_index (parts->items, i), reference, error))
      return FALSE;
  if (!omni_cli_rows_end (rows, error))
    return FALSE;

  omni_cli_parts_print (parts, order, reference);
  return omni_cli_finish_output (error);
}

static void
append_members (GString                  *json,
                GPtrArray                *columns,
                const OmniOrder          *order,
                const OmniOrderItem      *item,
                const OmniReferenceData  *reference,
                const char               *separator)
{
  for (guint i = 0; i < columns->len; i++)
    {
      const OmniOrderColumn *column = g_ptr_array_index (columns, i);
      g_autofree char *name = omni_cli_json_quote (omni_order_column_get_id (column));
      g_autofree char *text = NULL;
      OmniValue value = { 0 };

      omni_order_column_get_value (column, order, item, reference, &value);
      text = omni_cli_value_to_json (&value);
      g_string_append_printf (json, "%s%s: %s", i > 0 ? separator : "", name, text);
    }
}

static gboolean
print_order_as_json (OmniOrder          *order,
                     const OmniCliParts *parts,
                     OmniReferenceData  *reference,
                     GError            **error)
{
  g_autoptr (GPtrArray) columns = omni_cli_columns_of_order (TRUE);
  g_autoptr (GPtrArray) item_columns = omni_cli_columns_of_item ();
  g_autoptr (GString) json = g_string_new ("{\n  ");

  append_members (json, columns, order, NULL, reference, ",\n  ");
  append_extras (json, order, reference);
  g_string_append (json, ",\n  \"items\": [");
  for (guint i = 0; i < parts->items->len; i++)
    {
      g_string_append (json, i > 0 ? ",\n    {" : "\n    {");
      append_members (json, item_columns, order, g_ptr_array_index (parts->items, i), reference,
                      ", ");
      g_string_append_c (json, '}');
    }
  g_string_append (json, parts->items->len > 0 ? "\n  ]" : "]");
  omni_cli_parts_append_json (parts, order, reference, json);
  g_string_append (json, "\n}\n");

  omni_cli_print (json->str);
  return omni_cli_finish_output (error);
}

/**
 * omni_cli_orders_show:
 * @cli: the program
 * @arguments: (transfer full): what was typed
 *
 * Writes one order with its items and all that hangs on it.
 *
 * Returns: what to end with
 */
OmniCliExit
omni_cli_orders_show (OmniCli  *cli,
                      char    **arguments)
{
  g_auto (GStrv) left = arguments;
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniSession) session = NULL;
  g_autoptr (OmniOrder) order = NULL;
  g_autoptr (OmniOrder) detailed = NULL;
  g_auto (OmniCliParts) parts = { NULL };
  g_autofree char *format_name = NULL;
  OmniReferenceData *reference;
  OmniClient *client;
  guint format = 0;
  gboolean printed;
  OmniCliExit exit_code;
  const GOptionEntry entries[] = {
    { "format", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, &format_name,
      N_("How to write it (default: text)"), "text|json" },
    { NULL },
  };

  if (!omni_cli_parse (cli, entries, &left, 1, &exit_code))
    return exit_code;

  if (!omni_cli_find_format (format_name, show_formats, &format, &error))
    return omni_cli_fail (cli, error);

  session = omni_cli_open_session (cli, &error);
  if (session == NULL)
    return omni_cli_fail (cli, error);

  client = omni_session_get_client (session);
  order = omni_client_get_order_by_number (client, left[0], cli->cancellable, &error);
  if (order == NULL)
    return omni_cli_fail (cli, error);

  /* The answer by number leaves out some of what the detailed one has. */
  detailed = omni_client_get_detailed_order (client, omni_order_get_pk (order), cli->cancellable,
                                             NULL);
  if (detailed == NULL)
    detailed = omni_order_ref (order);
  if (!omni_cli_parts_load (&parts, session, detailed, cli->cancellable, &error))
    return omni_cli_fail (cli, error);

  reference = omni_session_get_reference_data (session);
  printed = g_str_equal (show_formats[format], "json")
                ? print_order_as_json (detailed, &parts, reference, &error)
                : print_order_as_text (detailed, &parts, reference, &error);
  return printed ? OMNI_CLI_DONE : omni_cli_fail (cli, error);
}
