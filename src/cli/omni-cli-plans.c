/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Cancellation plans and requests on a terminal. */

#include "config.h"

#include "omni-cli-refunds.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DEFAULT_PATIENCE_S 60

static const char *
or_nothing (const char *text)
{
  return text != NULL ? text : "";
}

/* Columns between tabs, which scripts take apart and people can read. */
static void
print_plan (const OmniCancellationPlan *plan)
{
  OmniMoney total = { 0 };
  g_autofree char *amount = NULL;
  g_autofree char *text = NULL;

  omni_cancellation_plan_get_total (plan, NULL, &total);
  amount = omni_money_to_text (&total);
  text = g_strdup_printf (
      "%" G_GINT64_FORMAT "\t%s\t%s\t%s\t%s\n", omni_cancellation_plan_get_pk (plan),
      or_nothing (omni_cancellation_plan_get_text (plan, OMNI_CANCELLATION_PLAN_ORDER_NUMBER)),
      or_nothing (omni_cancellation_plan_get_text (plan, OMNI_CANCELLATION_PLAN_KIND)),
      or_nothing (omni_cancellation_plan_get_text (plan, OMNI_CANCELLATION_PLAN_STATUS)), amount);
  omni_cli_print (text);
}

/**
 * omni_cli_plans_list:
 * @cli: the program
 * @arguments: (transfer full): what was typed
 *
 * Writes the cancellation plans of all orders.
 *
 * Returns: what to end with
 */
OmniCliExit
omni_cli_plans_list (OmniCli *cli, char **arguments)
{
  g_auto (GStrv) left = arguments;
  g_autoptr (OmniSession) session = NULL;
  g_autoptr (GPtrArray) plans = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *status = NULL;
  OmniCliExit exit_code;
  const GOptionEntry entries[] = {
    { "status", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, &status,
      N_("Only those that are as far as this (default: manual_refund_needed; “all” for all)"),
      N_("STATUS") },
    { NULL },
  };

  if (!omni_cli_parse (cli, entries, &left, 0, &exit_code))
    return exit_code;

  session = omni_cli_open_session (cli, &error);
  if (session != NULL)
    plans = omni_client_list_plans (omni_session_get_client (session),
                                    status == NULL             ? "manual_refund_needed"
                                    : strcmp (status, "all") == 0 ? NULL
                                                                  : status,
                                    cli->cancellable, &error);
  if (plans == NULL)
    return omni_cli_fail (cli, error);

  for (guint i = 0; i < plans->len; i++)
    print_plan (g_ptr_array_index (plans, i));
  return OMNI_CLI_DONE;
}

static GArray *
list_items (const OmniCancellationPlan *plan, const char *names, GError **error)
{
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_auto (GStrv) list = g_strsplit (names != NULL ? names : "", ",", -1);

  for (char **name = list; names != NULL && *name != NULL; name++)
    {
      gint64 item;

      if (!omni_cli_parse_key (g_strstrip (*name), &item, error))
        return NULL;
      g_array_append_val (items, item);
    }
  for (guint i = 0; names == NULL && i < omni_cancellation_plan_get_n_items (plan); i++)
    {
      const OmniPlannedItem *planned = omni_cancellation_plan_get_item (plan, i);

      if (planned->manual_refund_required && !planned->manual_refunded)
        g_array_append_val (items, planned->order_item);
    }

  return g_steal_pointer (&items);
}

static OmniCliExit
confirm_manual (
    OmniCli *cli, const char *key, const char *names, const char *note, gint64 patience)
{
  g_auto (OmniCliRefunds) refunds = { 0 };
  g_autoptr (OmniCancellationPlan) plan = NULL;
  g_autoptr (OmniRefundResult) result = NULL;
  g_autoptr (GArray) items = NULL;
  g_autoptr (GError) error = NULL;
  gint64 pk;

  if (omni_cli_parse_key (key, &pk, &error) &&
      omni_cli_refunds_open (&refunds, cli, patience, &error))
    plan = omni_client_get_plan (omni_session_get_client (refunds.session), pk, cli->cancellable,
                                 &error);
  if (plan != NULL)
    items = list_items (plan, names, &error);
  if (items == NULL)
    return omni_cli_fail (cli, error);

  result = omni_refund_guard_confirm_manual (
      refunds.guard, omni_cancellation_plan_get_order (plan),
      omni_cancellation_plan_get_text (plan, OMNI_CANCELLATION_PLAN_ORDER_NUMBER), pk,
      (gint64 *) (gpointer) items->data, items->len, note, cli->cancellable, &error);
  return omni_cli_refunds_answer (cli, result, error);
}

/**
 * omni_cli_plans_refund_made:
 * @cli: the program
 * @arguments: (transfer full): what was typed
 *
 * Says that the refund of a plan has been made by hand.
 *
 * Returns: what to end with
 */
OmniCliExit
omni_cli_plans_refund_made (OmniCli *cli, char **arguments)
{
  g_auto (GStrv) left = arguments;
  g_autofree char *items = NULL;
  g_autofree char *note = NULL;
  gint64 patience = DEFAULT_PATIENCE_S;
  gboolean yes = FALSE;
  OmniCliExit exit_code;
  const GOptionEntry entries[] = {
    { "items", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, &items,
      N_("Only these items, by key (default: all that need it)"), N_("A,B,…") },
    { "note", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, &note,
      N_("A reference, for the ledger"), N_("TEXT") },
    { "wait", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_INT64, &patience,
      N_("How long to look for what came of a lost answer (default: 60)"), N_("SECONDS") },
    { "yes", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, &yes, N_("Really say so"), NULL },
    { NULL },
  };

  if (!omni_cli_parse (cli, entries, &left, 1, &exit_code))
    return exit_code;
  if (!yes)
    return omni_cli_fail_usage (cli, _("--yes is missing: this says that the money was paid."));

  return confirm_manual (cli, left[0], items, note, patience);
}

/**
 * omni_cli_requests_list:
 * @cli: the program
 * @arguments: (transfer full): what was typed
 *
 * Writes the cancellation requests that wait for a decision.
 *
 * Returns: what to end with
 */
OmniCliExit
omni_cli_requests_list (OmniCli *cli, char **arguments)
{
  g_auto (GStrv) left = arguments;
  g_autoptr (OmniSession) session = NULL;
  g_autoptr (GPtrArray) requests = NULL;
  g_autoptr (GError) error = NULL;
  OmniCliExit exit_code;
  const GOptionEntry entries[] = { { NULL } };

  if (!omni_cli_parse (cli, entries, &left, 0, &exit_code))
    return exit_code;

  session = omni_cli_open_session (cli, &error);
  if (session != NULL)
    requests = omni_client_list_open_requests (omni_session_get_client (session),
                                               cli->cancellable, &error);
  if (requests == NULL)
    return omni_cli_fail (cli, error);

  for (guint i = 0; i < requests->len; i++)
    {
      const OmniCancellationRequest *request = g_ptr_array_index (requests, i);
      g_autofree char *said = g_strdup (or_nothing (omni_cancellation_request_get_text (
          request, OMNI_CANCELLATION_REQUEST_DESCRIPTION)));
      g_autofree char *text = NULL;

      g_strdelimit (said, "\t\r\n", ' ');
      text = g_strdup_printf (
          "%" G_GINT64_FORMAT "\t%" G_GINT64_FORMAT "\t%s\t%s\t%s\n",
          omni_cancellation_request_get_pk (request),
          omni_cancellation_request_get_order_item (request),
          or_nothing (omni_cancellation_request_get_text (request, OMNI_CANCELLATION_REQUEST_KIND)),
          or_nothing (omni_cancellation_request_get_easy_return (request, OMNI_EASY_RETURN_CODE)),
          said);
      omni_cli_print (text);
    }

  return OMNI_CLI_DONE;
}

/* The order of a request is that of its line. */
static gint64
find_order (OmniClient *client, gint64 pk, GCancellable *cancellable, GError **error)
{
  g_autoptr (OmniCancellationRequest) request =
      omni_client_get_request (client, pk, cancellable, error);
  g_autoptr (GPtrArray) items = NULL;
  gint64 item;

  if (request == NULL)
    return 0;

  item = omni_cancellation_request_get_order_item (request);
  items = omni_client_list_order_items_by_key (client, &item, 1, cancellable, error);
  if (items == NULL)
    return 0;
  if (items->pdata[0] != NULL)
    return omni_order_item_get_order (items->pdata[0]);

  g_propagate_error (error, omni_error_new (OMNI_ERROR_NOT_FOUND,
                                            _("The line of the request is not there.")));
  return 0;
}

/**
 * omni_cli_requests_reject:
 * @cli: the program
 * @arguments: (transfer full): what was typed
 *
 * Rejects a cancellation request.
 *
 * Returns: what to end with
 */
OmniCliExit
omni_cli_requests_reject (OmniCli *cli, char **arguments)
{
  g_auto (GStrv) left = arguments;
  g_auto (OmniCliRefunds) refunds = { 0 };
  g_autoptr (OmniRefundResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gboolean yes = FALSE;
  OmniCliExit exit_code;
  gint64 order = 0;
  gint64 pk;
  const GOptionEntry entries[] = {
    { "yes", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, &yes, N_("Really reject it"), NULL },
    { NULL },
  };

  if (!omni_cli_parse (cli, entries, &left, 1, &exit_code))
    return exit_code;
  if (!yes)
    return omni_cli_fail_usage (cli, _("--yes is missing: a rejection cannot be taken back."));

  if (omni_cli_parse_key (left[0], &pk, &error) &&
      omni_cli_refunds_open (&refunds, cli, DEFAULT_PATIENCE_S, &error))
    order = find_order (omni_session_get_client (refunds.session), pk, cli->cancellable, &error);
  if (order == 0)
    return omni_cli_fail (cli, error);

  result = omni_refund_guard_reject (refunds.guard, order, NULL, pk, cli->cancellable, &error);
  return omni_cli_refunds_answer (cli, result, error);
}
