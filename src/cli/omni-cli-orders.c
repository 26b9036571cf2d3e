/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-cli-columns.h"
#include "omni-cli-filters.h"
#include "omni-cli-rows.h"
#include "omni-cli-session.h"
#include "omni-cli-shelf.h"
#include "omni-cli-terminal.h"
#include "omni-cli-text.h"
#include "omni-search-check.h"
#include "omni-time.h"

#include <glib/gi18n-lib.h>
#include <unistd.h>

/* What the contract allows for a page (2.1). */
#define PAGE_SIZE 100
#define DEFAULT_LIMIT 50

/* Adds the page's orders as far as they are wanted. An order that moved down while pages were
 * read comes twice. */
static gboolean
add_page (OmniCliRows        *rows,
          OmniOrderPage      *page,
          OmniReferenceData  *reference,
          GHashTable         *seen,
          gint64              limit,
          GError            **error)
{
  for (guint i = 0; i < page->orders->len; i++)
    {
      OmniOrder *order = g_ptr_array_index (page->orders, i);
      g_autofree gint64 *pk = g_new (gint64, 1);

      *pk = omni_order_get_pk (order);
      if (limit > 0 && g_hash_table_size (seen) >= limit)
        break;

      if (g_hash_table_add (seen, g_steal_pointer (&pk)) &&
          !omni_cli_rows_add (rows, order, NULL, reference, error))
        return FALSE;
    }

  return TRUE;
}

/* Rows that the filters would not have let through are not passed off as an answer. */
static gboolean
check_page (OmniCli              *cli,
            OmniClient           *client,
            OmniOrderQuery       *query,
            guint                 number,
            const OmniOrderPage  *page,
            GError              **error)
{
  if (!omni_order_query_check_answer (query, page->orders, error))
    return FALSE;

  return number > 1 || omni_search_check (client, query, page, cli->cancellable, error);
}

static void
say_there_are_more (gint64 n_shown, gint64 n_in_all)
{
  g_autofree char *shown = g_strdup_printf ("%" G_GINT64_FORMAT, n_shown);
  g_autofree char *in_all = g_strdup_printf ("%" G_GINT64_FORMAT, n_in_all);

  omni_cli_say (g_dngettext (GETTEXT_PACKAGE, "%s of %s order; --limit 0 gives all.",
                             "%s of %s orders; --limit 0 gives all.", (gulong) n_in_all),
                shown, in_all);
}

static gboolean
list_orders (OmniCli *cli,
             OmniSession *session,
             OmniOrderQuery *asked,
             gint64 limit,
             OmniCliRows *rows,
             GError **error)
{
  g_autoptr (OmniOrderQuery) query = omni_order_query_resolve (asked, omni_time_now ());
  OmniClient *client = omni_session_get_client (session);
  OmniReferenceData *reference = omni_session_get_reference_data (session);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  guint page_size = limit > 0 ? (guint) MIN (limit, PAGE_SIZE) : PAGE_SIZE;
  gboolean more = TRUE;
  gint64 count = -1;

  for (guint number = 1; more; number++)
    {
      g_autoptr (OmniOrderPage) page = omni_client_list_orders (client, query, number, page_size,
                                                                cli->cancellable, error);

      if (page == NULL || !check_page (cli, client, query, number, page, error) ||
          !add_page (rows, page, reference, seen, limit, error))
        return FALSE;

      count = page->count;
      more = page->has_next && page->orders->len > 0 &&
             (limit == 0 || g_hash_table_size (seen) < limit);
      if (!isatty (STDOUT_FILENO))
        omni_cli_progress (g_hash_table_size (seen), limit > 0 && count > limit ? limit : count);
    }

  omni_cli_progress_end ();
  if (!omni_cli_rows_end (rows, error))
    return FALSE;

  if (count > g_hash_table_size (seen) && limit > 0)
    say_there_are_more (g_hash_table_size (seen), count);
  return TRUE;
}

static void
take_view_columns (const OmniView *view, const char *given, GPtrArray **columns)
{
  GPtrArray *of_view = given == NULL ? omni_cli_columns_of_view (view) : NULL;

  if (of_view == NULL)
    return;

  g_ptr_array_unref (*columns);
  *columns = of_view;
}

/**
 * omni_cli_orders_list:
 * @cli: the program
 * @arguments: (transfer full): what was typed
 *
 * Writes the orders that match.
 *
 * Returns: what to end with
 */
OmniCliExit
omni_cli_orders_list (OmniCli  *cli,
                      char    **arguments)
{
  g_auto (GStrv) left = arguments;
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniSession) session = NULL;
  g_autoptr (OmniOrderQuery) unsorted = NULL;
  g_autoptr (OmniOrderQuery) query = NULL;
  g_autoptr (OmniOrderQuery) probe = NULL;
  g_autoptr (OmniOrderQuery) sorted_probe = NULL;
  g_autoptr (GPtrArray) columns = NULL;
  g_autoptr (OmniCliRows) rows = NULL;
  g_autoptr (OmniCliFilters) filters = NULL;
  g_autofree char *sort = NULL;
  g_autofree char *format_name = NULL;
  g_autofree char *column_ids = NULL;
  g_autofree char *view_name = NULL;
  g_autoptr (OmniView) view = NULL;
  gint64 limit = DEFAULT_LIMIT;
  guint format = 0;
  OmniCliExit exit_code;
  const GOptionEntry entries[] = {
    { "sort", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, &sort,
      N_ ("Sort by this column; with a minus in front from high to low"), N_ ("[-]COLUMN") },
    { "limit", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_INT64, &limit,
      N_ ("At most so many orders, 0 for all (default: 50)"), N_ ("N") },
    { "format", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, &format_name,
      N_ ("How to write them (default: table)"), "table|csv|json" },
    { "columns", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, &column_ids,
      N_ ("Which columns, by their ids"), N_ ("A,B,…") },
    { "view", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, &view_name,
      N_ ("Begin with the filters, the sort and the columns of this view"), N_ ("NAME") },
    { NULL },
  };

  filters = omni_cli_filters_new (entries);
  if (!omni_cli_parse (cli, omni_cli_filters_get_entries (filters), &left, 0, &exit_code))
    return exit_code;

  if (limit < 0)
    return omni_cli_fail_usage (cli, _("--limit: a number from 0 was expected."));

  columns = column_ids != NULL ? omni_cli_columns_parse (column_ids, FALSE, &error)
                               : omni_cli_columns_of_order (FALSE);
  probe = omni_order_query_new ();
  sorted_probe = omni_cli_sort_query (probe, sort, columns != NULL ? &error : NULL);
  if (columns == NULL || sorted_probe == NULL ||
      !omni_cli_find_format (format_name, omni_cli_list_formats, &format, &error) ||
      !omni_cli_filters_check (filters, &error))
    return omni_cli_fail (cli, error);

  session = omni_cli_open_session (cli, &error);
  if (session == NULL)
    return omni_cli_fail (cli, error);

  if (view_name != NULL)
    {
      view = omni_cli_load_view (cli, session, view_name, &error);
      if (view == NULL)
        return omni_cli_fail (cli, error);
      take_view_columns (view, column_ids, &columns);
    }

  unsorted = omni_cli_filters_make_query (filters, view != NULL ? view->query : NULL,
                                          omni_session_get_reference_data (session), &error);
  if (unsorted == NULL)
    return omni_cli_fail (cli, error);

  query = omni_cli_sort_query (unsorted, sort, &error);
  rows = omni_cli_rows_new ((OmniCliFormat) format, columns, &error);
  if (rows == NULL || !list_orders (cli, session, query, limit, rows, &error))
    {
      omni_cli_progress_end ();
      return omni_cli_fail (cli, error);
    }

  return OMNI_CLI_DONE;
}
