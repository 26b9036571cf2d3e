/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-cli-files.h"
#include "omni-cli-filters.h"
#include "omni-cli-shelf.h"
#include "omni-cli-text.h"
#include "omni-database-selections.h"
#include "omni-order-export.h"
#include "omni-time.h"
#include "omni-view.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

/* More names than this make no sentence. */
#define MAX_NAMES 20

static const GOptionEntry no_entries[] = { { NULL } };

/**
 * omni_cli_selections_list:
 * @cli: the program
 * @arguments: (transfer full): what was typed
 *
 * Writes the saved selections: how many orders, since when, name.
 *
 * Returns: what to end with
 */
OmniCliExit
omni_cli_selections_list (OmniCli *cli, char **arguments)
{
  g_auto (GStrv) left = arguments;
  g_auto (OmniCliShelf) shelf = { 0 };
  g_autoptr (GPtrArray) selections = NULL;
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GError) error = NULL;
  OmniCliExit exit_code;

  if (!omni_cli_parse (cli, no_entries, &left, 0, &exit_code))
    return exit_code;

  if (!omni_cli_shelf_open (&shelf, cli, NULL, &error))
    return omni_cli_fail (cli, error);

  selections = omni_database_list_selections (shelf.database, shelf.profile, &error);
  if (selections == NULL)
    return omni_cli_fail (cli, error);

  for (guint i = 0; i < selections->len; i++)
    {
      const OmniStoredSelection *stored = g_ptr_array_index (selections, i);
      g_autofree char *changed = omni_time_to_iso (stored->changed, zone);
      g_autofree char *name = omni_cli_escape (stored->name);
      g_autofree char *line =
          g_strdup_printf ("%8" PRId64 "  %s  %s\n", stored->n_orders, changed, name);

      omni_cli_print (line);
    }

  return OMNI_CLI_DONE;
}

/* How many, and how much in each currency. */
static void
say_size (const OmniSelection *selection)
{
  g_autoptr (GPtrArray) totals = omni_selection_dup_totals (selection);
  g_autoptr (GString) sentence = g_string_new (NULL);
  gsize size = omni_selection_get_size (selection);

  g_string_append_printf (sentence,
                          ngettext ("%" PRIu64 " order", "%" PRIu64 " orders", (gulong) size),
                          (guint64) size);
  for (guint i = 0; i < totals->len; i++)
    {
      const OmniMoney *total = g_ptr_array_index (totals, i);
      g_autofree char *text = omni_money_to_text (total);
      g_autofree char *currency = g_ascii_strup (total->currency, -1);

      g_string_append_printf (sentence, ", %s %s", text, currency);
    }

  omni_cli_say ("%s", sentence->str);
}

/**
 * omni_cli_selections_show:
 * @cli: the program
 * @arguments: (transfer full): what was typed
 *
 * Writes the numbers of a selection, one on each line.
 *
 * Returns: what to end with
 */
OmniCliExit
omni_cli_selections_show (OmniCli *cli, char **arguments)
{
  g_auto (GStrv) left = arguments;
  g_auto (OmniCliShelf) shelf = { 0 };
  g_autoptr (OmniSelection) selection = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  gsize n_unnamed = 0;
  OmniCliExit exit_code;

  if (!omni_cli_parse (cli, no_entries, &left, 1, &exit_code))
    return exit_code;

  if (!omni_cli_shelf_open (&shelf, cli, NULL, &error))
    return omni_cli_fail (cli, error);

  selection = omni_database_load_selection (shelf.database, shelf.profile, left[0], &error);
  if (selection == NULL)
    return omni_cli_fail (cli, error);

  for (gsize i = 0; i < omni_selection_get_size (selection); i++)
    {
      const char *number = omni_selection_get_number (selection, i);
      g_autofree char *safe = number != NULL ? omni_cli_escape (number) : NULL;

      if (safe != NULL)
        g_string_append_printf (text, "%s\n", safe);
      else
        n_unnamed++;
    }

  omni_cli_print (text->str);
  say_size (selection);
  if (n_unnamed > 0)
    omni_cli_say (ngettext ("The number of %" PRIu64 " order is not known.",
                            "The numbers of %" PRIu64 " orders are not known.",
                            (gulong) n_unnamed),
                  (guint64) n_unnamed);
  return OMNI_CLI_DONE;
}

static OmniOrderResolve *
make_resolve (OmniCli *cli,
              OmniSession *session,
              const OmniCliFilters *filters,
              const char *numbers_name,
              GError **error)
{
  OmniClient *client = omni_session_get_client (session);
  g_autoptr (OmniOrderQuery) query = NULL;
  g_auto (GStrv) numbers = NULL;

  if (numbers_name != NULL)
    {
      numbers = omni_cli_read_numbers (cli, numbers_name, error);
      return numbers != NULL
                 ? omni_order_resolve_new_for_numbers (client, (const char *const *)numbers)
                 : NULL;
    }

  query =
      omni_cli_filters_make_query (filters, NULL, omni_session_get_reference_data (session), error);
  return query != NULL ? omni_order_resolve_new (client, query) : NULL;
}

static void
say_missing (GPtrArray *missing)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < MIN (missing->len, MAX_NAMES); i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "",
                            (const char *)g_ptr_array_index (missing, i));

  omni_cli_say (ngettext ("%u was not found: %s%s", "%u were not found: %s%s", missing->len),
                missing->len, names->str, missing->len > MAX_NAMES ? ", …" : "");
}

/**
 * omni_cli_selections_save:
 * @cli: the program
 * @arguments: (transfer full): what was typed
 *
 * Keeps the orders that match now, or that are named, under a name.
 *
 * Returns: what to end with: %OMNI_CLI_SOME_FAILED when a number was not found
 */
OmniCliExit
omni_cli_selections_save (OmniCli *cli, char **arguments)
{
  g_auto (GStrv) left = arguments;
  g_auto (OmniCliShelf) shelf = { 0 };
  g_autoptr (OmniCliFilters) filters = NULL;
  g_autoptr (OmniSession) session = NULL;
  g_autoptr (OmniOrderResolve) resolve = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *numbers = NULL;
  OmniCliExit exit_code;
  const GOptionEntry entries[] = {
    { "numbers", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME, &numbers,
      N_ ("The orders with these numbers, whatever stands between them; - reads the standard "
          "input"),
      N_ ("FILE|-") },
    { NULL },
  };

  filters = omni_cli_filters_new (entries);
  if (!omni_cli_parse (cli, omni_cli_filters_get_entries (filters), &left, 1, &exit_code))
    return exit_code;

  if (numbers != NULL && omni_cli_filters_are_set (filters))
    return omni_cli_fail_usage (
        cli, _ ("--numbers names the orders; a filter beside it means nothing."));

  if (!omni_view_check_name (left[0], &error) || !omni_cli_filters_check (filters, &error))
    return omni_cli_fail (cli, error);

  session = omni_cli_open_session (cli, &error);
  if (session == NULL || !omni_cli_shelf_open (&shelf, cli, session, &error))
    return omni_cli_fail (cli, error);

  resolve = make_resolve (cli, session, filters, numbers, &error);
  if (resolve == NULL || !omni_cli_run_job (cli, OMNI_JOB (resolve), &error) ||
      !omni_database_save_selection (shelf.database, shelf.profile, left[0],
                                     omni_order_resolve_get_selection (resolve), &error))
    return omni_cli_fail (cli, error);

  say_size (omni_order_resolve_get_selection (resolve));
  if (omni_order_resolve_get_missing (resolve)->len == 0)
    return OMNI_CLI_DONE;

  say_missing (omni_order_resolve_get_missing (resolve));
  return OMNI_CLI_SOME_FAILED;
}

/**
 * omni_cli_selections_delete:
 * @cli: the program
 * @arguments: (transfer full): what was typed
 *
 * Returns: what to end with
 */
OmniCliExit
omni_cli_selections_delete (OmniCli *cli, char **arguments)
{
  return omni_cli_shelf_remove (cli, arguments, omni_database_remove_selection);
}

/**
 * omni_cli_selections_rename:
 * @cli: the program
 * @arguments: (transfer full): what was typed
 *
 * Returns: what to end with
 */
OmniCliExit
omni_cli_selections_rename (OmniCli *cli, char **arguments)
{
  return omni_cli_shelf_rename (cli, arguments, omni_database_rename_selection);
}

typedef void (*Combine) (OmniSelection *selection, const OmniSelection *other);

static OmniCliExit
combine (OmniCli *cli, char **arguments, Combine func)
{
  g_auto (GStrv) left = arguments;
  g_auto (OmniCliShelf) shelf = { 0 };
  g_autoptr (OmniSelection) selection = NULL;
  g_autoptr (OmniSelection) other = NULL;
  g_autoptr (GError) error = NULL;
  OmniCliExit exit_code;

  if (!omni_cli_parse (cli, no_entries, &left, 2, &exit_code))
    return exit_code;

  if (!omni_cli_shelf_open (&shelf, cli, NULL, &error))
    return omni_cli_fail (cli, error);

  selection = omni_database_load_selection (shelf.database, shelf.profile, left[0], &error);
  if (selection != NULL)
    other = omni_database_load_selection (shelf.database, shelf.profile, left[1], &error);
  if (other == NULL)
    return omni_cli_fail (cli, error);

  func (selection, other);
  if (!omni_database_save_selection (shelf.database, shelf.profile, left[0], selection, &error))
    return omni_cli_fail (cli, error);

  say_size (selection);
  return OMNI_CLI_DONE;
}

/**
 * omni_cli_selections_add:
 * @cli: the program
 * @arguments: (transfer full): what was typed
 *
 * Adds another selection to one.
 *
 * Returns: what to end with
 */
OmniCliExit
omni_cli_selections_add (OmniCli *cli, char **arguments)
{
  return combine (cli, arguments, omni_selection_unite);
}

/**
 * omni_cli_selections_subtract:
 * @cli: the program
 * @arguments: (transfer full): what was typed
 *
 * Takes another selection out of one.
 *
 * Returns: what to end with
 */
OmniCliExit
omni_cli_selections_subtract (OmniCli *cli, char **arguments)
{
  return combine (cli, arguments, omni_selection_subtract);
}

/**
 * omni_cli_selections_intersect:
 * @cli: the program
 * @arguments: (transfer full): what was typed
 *
 * Keeps of a selection what is in another one too.
 *
 * Returns: what to end with
 */
OmniCliExit
omni_cli_selections_intersect (OmniCli *cli, char **arguments)
{
  return combine (cli, arguments, omni_selection_intersect);
}
