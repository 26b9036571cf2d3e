/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-cli-columns.h"
#include "omni-cli-rows.h"
#include "omni-cli-session.h"
#include "omni-order-lookup.h"
#include "omni-search-check.h"
#include "omni-search.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DEFAULT_LIMIT 50
#define PAGE_SIZE 100

/* What was found so far. */
typedef struct
{
  GPtrArray *orders;  /* (not nullable) (owned) (element-type OmniOrder) */
  GPtrArray *missing; /* (not nullable) (owned) (element-type utf8) */
  gint64 count;       /* how many there are, or -1 */
} Found;

static void
found_clear (Found *found)
{
  g_clear_pointer (&found->orders, g_ptr_array_unref);
  g_clear_pointer (&found->missing, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Found, found_clear)

static gboolean
look_up (
    OmniCli *cli, OmniClient *client, const OmniSearchGuess *guess, Found *found, GError **error)
{
  g_autoptr (OmniOrderLookup) lookup = omni_order_lookup_new_for_numbers (
      client, (const char *const *)guess->values, FALSE, cli->cancellable);
  GError *failure = NULL;

  for (;;)
    {
      g_autoptr (OmniOrderBatch) batch = omni_order_lookup_next (lookup, &failure);

      if (batch == NULL)
        break;
      for (guint i = 0; i < batch->orders->len; i++)
        g_ptr_array_add (found->orders, omni_order_ref (g_ptr_array_index (batch->orders, i)));
      for (guint i = 0; i < batch->missing->len; i++)
        g_ptr_array_add (found->missing, g_strdup (g_ptr_array_index (batch->missing, i)));
    }

  if (failure != NULL)
    g_propagate_error (error, failure);
  return failure == NULL;
}

static gboolean
ask (OmniCli *cli,
     OmniClient *client,
     const OmniSearchGuess *guess,
     gint64 limit,
     Found *found,
     GError **error)
{
  g_autoptr (OmniOrderQuery) all = omni_order_query_new ();
  g_autoptr (OmniOrderQuery) query = omni_search_guess_to_query (guess, all);
  gboolean more = TRUE;

  for (guint number = 1; more; number++)
    {
      g_autoptr (OmniOrderPage) page = omni_client_list_orders (
          client, query, number, limit > 0 ? (guint)MIN (limit, PAGE_SIZE) : PAGE_SIZE,
          cli->cancellable, error);

      if (page == NULL || !omni_order_query_check_answer (query, page->orders, error) ||
          (number == 1 && !omni_search_check (client, query, page, cli->cancellable, error)))
        return FALSE;

      for (guint i = 0; i < page->orders->len; i++)
        g_ptr_array_add (found->orders, omni_order_ref (g_ptr_array_index (page->orders, i)));
      found->count = page->count;
      more = page->has_next && page->orders->len > 0 && (limit == 0 || found->orders->len < limit);
    }

  return TRUE;
}

/* Asks for the likeliest first, until something is found. What the server does not understand is
 * not the last word. */
static const OmniSearchGuess *
find (OmniCli *cli,
      OmniClient *client,
      GPtrArray *guesses,
      gint64 limit,
      Found *found,
      GError **error)
{
  g_autoptr (GError) refusal = NULL;

  for (guint i = 0; i < guesses->len; i++)
    {
      const OmniSearchGuess *guess = g_ptr_array_index (guesses, i);
      g_autoptr (GError) failure = NULL;
      gboolean is_list = guess->values[1] != NULL;
      gboolean asked = is_list ? look_up (cli, client, guess, found, &failure)
                               : ask (cli, client, guess, limit, found, &failure);

      if (asked && found->orders->len > 0 &&
          (!g_error_matches (refusal, OMNI_ERROR, OMNI_ERROR_IGNORED) ||
           omni_search_guess_fits (guess, found->orders)))
        return guess;

      g_ptr_array_set_size (found->orders, 0);
      g_ptr_array_set_size (found->missing, 0);
      if (asked)
        continue;

      if (!omni_order_is_refusal (failure) &&
          !g_error_matches (failure, OMNI_ERROR, OMNI_ERROR_IGNORED))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return NULL;
        }
      if (refusal == NULL)
        refusal = g_steal_pointer (&failure);
    }

  if (refusal != NULL)
    g_propagate_error (error, g_steal_pointer (&refusal));
  else
    g_propagate_error (error, omni_error_new (OMNI_ERROR_NOT_FOUND, _ ("Nothing was found.")));
  return NULL;
}

static gboolean
print_found (
    const Found *found, gint64 limit, OmniSession *session, OmniCliRows *rows, GError **error)
{
  guint n = limit > 0 ? (guint)MIN (limit, found->orders->len) : found->orders->len;

  for (guint i = 0; i < n; i++)
    {
      if (!omni_cli_rows_add (rows, g_ptr_array_index (found->orders, i), NULL,
                              omni_session_get_reference_data (session), error))
        return FALSE;
    }

  return omni_cli_rows_end (rows, error);
}

static OmniCliExit
say_what (const OmniSearchGuess *guess, const Found *found)
{
  omni_cli_say (_ ("Found by: %s"), omni_filter_get_label (guess->filter));
  if (found->missing->len == 0)
    return OMNI_CLI_DONE;

  for (guint i = 0; i < found->missing->len; i++)
    omni_cli_say (_ ("There is no order “%s”."),
                  (const char *)g_ptr_array_index (found->missing, i));
  return OMNI_CLI_SOME_FAILED;
}

/**
 * omni_cli_orders_find:
 * @cli: the program
 * @arguments: (transfer full): what was typed
 *
 * Writes the orders that a text means: a number, an e-mail address, a phone, tracking or invoice
 * number, a list of numbers, or whatever the server finds.
 *
 * Returns: what to end with: %OMNI_CLI_SOME_FAILED when nothing was found, or not all numbers of a
 * list
 */
OmniCliExit
omni_cli_orders_find (OmniCli *cli, char **arguments)
{
  g_auto (GStrv) left = arguments;
  g_auto (Found) found = { g_ptr_array_new_with_free_func ((GDestroyNotify)omni_order_unref),
                           g_ptr_array_new_with_free_func (g_free), -1 };
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniSession) session = NULL;
  g_autoptr (GPtrArray) columns = NULL;
  g_autoptr (GPtrArray) guesses = NULL;
  g_autoptr (OmniCliRows) rows = NULL;
  g_autofree char *format_name = NULL;
  g_autofree char *column_ids = NULL;
  gint64 limit = DEFAULT_LIMIT;
  guint format = 0;
  const OmniSearchGuess *guess;
  OmniCliExit exit_code;
  const GOptionEntry entries[] = {
    { "limit", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_INT64, &limit,
      N_ ("At most so many orders, 0 for all (default: 50)"), N_ ("N") },
    { "format", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, &format_name,
      N_ ("How to write them (default: table)"), "table|csv|json" },
    { "columns", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, &column_ids,
      N_ ("Which columns, by their ids"), N_ ("A,B,…") },
    { NULL },
  };

  if (!omni_cli_parse (cli, entries, &left, 1, &exit_code))
    return exit_code;

  if (limit < 0)
    return omni_cli_fail_usage (cli, _ ("--limit: a number from 0 was expected."));

  guesses = omni_search_recognize (left[0]);
  if (guesses->len == 0)
    return omni_cli_fail_usage (cli, _ ("There is nothing to look for."));

  columns = column_ids != NULL ? omni_cli_columns_parse (column_ids, FALSE, &error)
                               : omni_cli_columns_of_order (FALSE);
  if (columns == NULL ||
      !omni_cli_find_format (format_name, omni_cli_list_formats, &format, &error))
    return omni_cli_fail (cli, error);

  session = omni_cli_open_session (cli, &error);
  if (session == NULL)
    return omni_cli_fail (cli, error);

  guess = find (cli, omni_session_get_client (session), guesses, limit, &found, &error);
  if (guess == NULL)
    return omni_cli_fail (cli, error);

  if (guess->values[1] == NULL)
    omni_search_sort_exact (guess->values[0], found.orders);
  else
    limit = 0;

  rows = omni_cli_rows_new ((OmniCliFormat)format, columns, &error);
  if (rows == NULL || !print_found (&found, limit, session, rows, &error))
    return omni_cli_fail (cli, error);

  return say_what (guess, &found);
}
