/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Cancelling and returning from a terminal. */

#include "config.h"

#include "omni-cli-refunds.h"

#include "omni-iban.h"

#include <glib/gi18n-lib.h>

#define DEFAULT_PATIENCE_S 60

/* What was typed. */
typedef struct
{
  char *items;
  gboolean all;
  gboolean shipping;
  gboolean is_return;
  char *reason;
  char *text;
  char *iban;
  char *holder;
  char *invoice;
  gint64 wait;
  gboolean yes;
} Given;

static void
given_clear (Given *given)
{
  g_free (given->items);
  g_free (given->reason);
  g_free (given->text);
  g_free (given->iban);
  g_free (given->holder);
  g_free (given->invoice);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Given, given_clear)

/* The order as it is read. */
typedef struct
{
  OmniOrder *order;
  GPtrArray *items;
  GPtrArray *plans;
} Read;

static void
read_clear (Read *read)
{
  g_clear_pointer (&read->order, omni_order_unref);
  g_clear_pointer (&read->items, g_ptr_array_unref);
  g_clear_pointer (&read->plans, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Read, read_clear)

/*
 * Shared
 */

/* Journals are kept for scripts too: what a script gives back must not be given back twice. */
gboolean
omni_cli_refunds_open (OmniCliRefunds *refunds, OmniCli *cli, gint64 patience, GError **error)
{
  g_autoptr (GPtrArray) settled = NULL;

  refunds->session = omni_cli_open_session (cli, error);
  if (refunds->session != NULL)
    refunds->database = omni_cli_open_database (error);
  if (refunds->database == NULL)
    return FALSE;

  refunds->guard = omni_refund_guard_new (omni_session_get_client (refunds->session),
                                          refunds->database,
                                          omni_session_get_profile (refunds->session),
                                          omni_user_get_pk (omni_session_get_user (
                                              refunds->session)));
  omni_refund_guard_set_patience (refunds->guard, (guint) CLAMP (patience, 0, 86400) * 1000);

  /* What was left open comes first. */
  settled = omni_refund_guard_settle (refunds->guard, 0, cli->cancellable, error);
  for (guint i = 0; settled != NULL && i < settled->len; i++)
    {
      const OmniRefundResult *result = g_ptr_array_index (settled, i);

      /* Translators: an order's number, and what came of something earlier */
      omni_cli_say (_("Order %s, from before: %s"),
                    result->order_number != NULL ? result->order_number : "", result->words);
    }

  return settled != NULL;
}

void
omni_cli_refunds_clear (OmniCliRefunds *refunds)
{
  g_clear_object (&refunds->guard);
  g_clear_object (&refunds->database);
  g_clear_object (&refunds->session);
}

/* Says what came of it, and what to end with. */
OmniCliExit
omni_cli_refunds_answer (OmniCli *cli, const OmniRefundResult *result, const GError *error)
{
  if (result == NULL)
    return omni_cli_fail (cli, error);

  if (result->outcome == OMNI_REFUND_UNKNOWN)
    {
      omni_cli_say ("%s", result->words);
      return OMNI_CLI_UNKNOWN;
    }
  if (result->outcome == OMNI_REFUND_NOT_DONE)
    {
      omni_cli_say ("%s", result->words);
      return OMNI_CLI_SOME_FAILED;
    }

  omni_cli_print (result->words);
  omni_cli_print ("\n");
  return result->differs ? OMNI_CLI_SOME_FAILED : OMNI_CLI_DONE;
}

gboolean
omni_cli_parse_key (const char *text, gint64 *key, GError **error)
{
  if (g_ascii_string_to_signed (text, 10, 1, G_MAXINT64, key, NULL))
    return TRUE;

  g_propagate_error (error, omni_error_new (OMNI_ERROR_BAD_VALUE, _("“%s” is not a key."), text));
  return FALSE;
}

/*
 * What is meant
 */

static gboolean
read_order (Read *read, OmniCli *cli, OmniClient *client, const char *number, GError **error)
{
  g_autoptr (OmniOrder) found = omni_client_get_order_by_number (client, number, cli->cancellable,
                                                                 error);
  gint64 pk;

  if (found == NULL)
    return FALSE;

  pk = omni_order_get_pk (found);
  read->order = omni_client_get_detailed_order (client, pk, cli->cancellable, error);
  if (read->order != NULL)
    read->items = omni_client_list_order_items (client, &pk, 1, cli->cancellable, error);
  if (read->items != NULL)
    read->plans = omni_client_list_order_part (client, OMNI_ORDER_PART_PLANS, pk,
                                               cli->cancellable, error);
  return read->plans != NULL;
}

static void
add_line (OmniCancellation *cancellation, const OmniOrderItem *item)
{
  OmniCancellationLine *line = omni_cancellation_add_line (cancellation,
                                                           omni_order_item_get_pk (item));
  const char *name = omni_order_item_get_text (item, OMNI_ORDER_ITEM_PRODUCT_NAME);

  line->product = g_strdup (name != NULL ? name
                                         : omni_order_item_get_text (item, OMNI_ORDER_ITEM_SKU));
}

/* An item is named by its key or its SKU; of several with one SKU the first that can go. */
static const OmniOrderItem *
find_item (const OmniRefundBasis *basis, const OmniCancellation *cancellation, const char *name)
{
  for (guint i = 0; i < basis->items->len; i++)
    {
      const OmniOrderItem *item = g_ptr_array_index (basis->items, i);
      const char *sku = omni_order_item_get_text (item, OMNI_ORDER_ITEM_SKU);
      gint64 pk = omni_order_item_get_pk (item);
      g_autofree char *why = omni_refund_why_not_line (basis, item, cancellation->is_return);

      if (g_str_equal (omni_order_item_get_key (item), name) ||
          (g_strcmp0 (sku, name) == 0 && why == NULL &&
           omni_cancellation_find_line (cancellation, pk) == NULL))
        return item;
    }

  return NULL;
}

static gboolean
choose_lines (const OmniRefundBasis *basis,
              const char *names,
              OmniCancellation *cancellation,
              GError **error)
{
  g_auto (GStrv) list = g_strsplit (names, ",", -1);

  for (char **name = list; *name != NULL; name++)
    {
      const OmniOrderItem *item = find_item (basis, cancellation, g_strstrip (*name));

      if (item == NULL)
        {
          g_propagate_error (error, omni_error_new (OMNI_ERROR_BAD_VALUE,
                                                    _("The order has no item “%s” that this can be "
                                                      "done to."),
                                                    *name));
          return FALSE;
        }
      add_line (cancellation, item);
    }

  return TRUE;
}

static gboolean
choose (const OmniRefundBasis *basis,
        const Given *given,
        OmniCancellation *cancellation,
        GError **error)
{
  g_autofree char *why = NULL;

  if (cancellation->scope == OMNI_CANCEL_LINES)
    return choose_lines (basis, given->items, cancellation, error);

  if (cancellation->scope == OMNI_CANCEL_SHIPPING)
    why = omni_refund_why_not_shipping (basis);
  else
    why = omni_refund_why_not_order (basis, &cancellation->is_return);
  if (why != NULL)
    {
      g_propagate_error (error, omni_error_new (OMNI_ERROR_REFUSED, "%s", why));
      return FALSE;
    }

  for (guint i = 0; cancellation->scope == OMNI_CANCEL_ORDER && i < basis->items->len; i++)
    {
      if (!omni_refund_has_ended (g_ptr_array_index (basis->items, i)))
        add_line (cancellation, g_ptr_array_index (basis->items, i));
    }

  return TRUE;
}

/* By its key or by its words; the choices are said where it is neither. */
static const OmniCancellationReason *
find_reason (GPtrArray *reasons, const char *name, gboolean is_return, GError **error)
{
  g_autoptr (GString) choices = g_string_new (NULL);

  for (guint i = 0; i < reasons->len; i++)
    {
      const OmniCancellationReason *reason = g_ptr_array_index (reasons, i);
      const char *subject = omni_cancellation_reason_get_subject (reason);
      g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT,
                                              omni_cancellation_reason_get_pk (reason));

      if (!omni_cancellation_reason_is_for (reason, is_return))
        continue;
      if (name != NULL && (g_str_equal (key, name) || g_str_equal (subject, name)))
        return reason;
      g_string_append_printf (choices, "\n  %s  %s", key, subject);
    }

  g_propagate_error (error, omni_error_new (OMNI_ERROR_BAD_VALUE,
                                            /* Translators: a list follows */
                                            _("--reason: one of these was expected:%s"),
                                            choices->str));
  return NULL;
}

static gboolean
give_reason (OmniClient *client,
             OmniCli *cli,
             const Given *given,
             OmniCancellation *cancellation,
             GError **error)
{
  g_autoptr (GPtrArray) reasons = NULL;
  const OmniCancellationReason *reason;

  if (cancellation->lines->len == 0)
    return TRUE;

  reasons = omni_client_list_reasons (client, cli->cancellable, error);
  if (reasons == NULL)
    return FALSE;
  reason = find_reason (reasons, given->reason, cancellation->is_return, error);
  if (reason == NULL)
    return FALSE;
  if (omni_cancellation_reason_get_needs_text (reason) &&
      (given->text == NULL || given->text[0] == '\0'))
    {
      g_propagate_error (error, omni_error_new (OMNI_ERROR_BAD_VALUE,
                                                _("“%s” needs an explanation: --text."),
                                                omni_cancellation_reason_get_subject (reason)));
      return FALSE;
    }

  for (guint i = 0; i < cancellation->lines->len; i++)
    {
      OmniCancellationLine *line = g_ptr_array_index (cancellation->lines, i);

      line->reason = omni_cancellation_reason_get_pk (reason);
      line->reason_name = g_strdup (omni_cancellation_reason_get_subject (reason));
      line->text = g_strdup (given->text);
      line->iban = given->iban != NULL ? omni_iban_normalize (given->iban) : NULL;
      line->holder_name = g_strdup (given->holder);
    }

  return TRUE;
}

/* What would be given back, for a person who did not say --yes. */
static void
print_promise (const OmniCancellation *cancellation)
{
  g_autofree char *total = omni_money_format (&cancellation->total);

  for (guint i = 0; i < cancellation->lines->len; i++)
    {
      const OmniCancellationLine *line = g_ptr_array_index (cancellation->lines, i);
      g_autofree char *amount = omni_money_format (&line->amount);
      g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT "  %s  %s\n", line->item, amount,
                                               line->product != NULL ? line->product : "");

      omni_cli_print (text);
    }
  if (cancellation->shipping.units != 0)
    {
      g_autofree char *amount = omni_money_format (&cancellation->shipping);
      g_autofree char *text = g_strdup_printf ("%s  %s\n", _("Shipping fee"), amount);

      omni_cli_print (text);
    }
  omni_cli_say (_("%s would go back. --yes is missing, so nothing was done."), total);
}

static OmniCliExit
cancel (OmniCli *cli, const Given *given, const char *number)
{
  g_auto (OmniCliRefunds) refunds = { 0 };
  g_auto (Read) read = { 0 };
  g_autoptr (OmniCancellation) cancellation = NULL;
  g_autoptr (OmniRefundResult) result = NULL;
  g_autoptr (GError) error = NULL;
  OmniClient *client;
  OmniRefundBasis basis;

  if (!omni_cli_refunds_open (&refunds, cli, given->wait, &error))
    return omni_cli_fail (cli, error);
  client = omni_session_get_client (refunds.session);
  if (!read_order (&read, cli, client, number, &error))
    return omni_cli_fail (cli, error);

  basis = (OmniRefundBasis){ read.order, read.items, read.plans,
                             omni_refund_guard_get_keeps_shipping (refunds.guard) };
  cancellation = omni_cancellation_new (omni_order_get_pk (read.order),
                                        omni_order_get_number (read.order),
                                        given->all        ? OMNI_CANCEL_ORDER
                                        : given->shipping ? OMNI_CANCEL_SHIPPING
                                                          : OMNI_CANCEL_LINES);
  cancellation->is_return = given->is_return;
  cancellation->invoice_number = g_strdup (given->invoice);
  if (!choose (&basis, given, cancellation, &error) ||
      !give_reason (client, cli, given, cancellation, &error) ||
      !omni_refund_promise (&basis, cancellation, &error))
    return omni_cli_fail (cli, error);

  if (!given->yes)
    {
      print_promise (cancellation);
      return OMNI_CLI_USAGE;
    }

  result = omni_refund_guard_cancel (refunds.guard, cancellation, cli->cancellable, &error);
  return omni_cli_refunds_answer (cli, result, error);
}

/**
 * omni_cli_orders_cancel:
 * @cli: the program
 * @arguments: (transfer full): what was typed
 *
 * Cancels or returns items, an order, or gives the shipping fee back.
 *
 * Returns: what to end with: %OMNI_CLI_UNKNOWN when it is not known whether it was done
 */
OmniCliExit
omni_cli_orders_cancel (OmniCli *cli, char **arguments)
{
  g_auto (GStrv) left = arguments;
  g_auto (Given) given = { .wait = DEFAULT_PATIENCE_S };
  g_autoptr (GError) error = NULL;
  OmniCliExit exit_code;
  const GOptionEntry entries[] = {
    { "items", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, &given.items,
      N_("These items, by key or SKU"), N_("A,B,…") },
    { "all", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, &given.all, N_("The entire order"), NULL },
    { "shipping-fee", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, &given.shipping,
      N_("Nothing but the shipping fee"), NULL },
    { "return", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, &given.is_return,
      N_("Return the items instead of cancelling them"), NULL },
    { "reason", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, &given.reason,
      N_("Why, by key or words"), N_("REASON") },
    { "text", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, &given.text,
      N_("The explanation that some reasons need"), N_("TEXT") },
    { "iban", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, &given.iban,
      N_("The account for the money of a bank transfer"), "IBAN" },
    { "holder", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, &given.holder,
      N_("Whose account it is"), N_("NAME") },
    { "invoice", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, &given.invoice,
      N_("The number of the return invoice"), N_("NUMBER") },
    { "wait", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_INT64, &given.wait,
      N_("How long to look for what came of a lost answer (default: 60)"), N_("SECONDS") },
    { "yes", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, &given.yes,
      N_("Really do it; without this it is only said how much would go back"), NULL },
    { NULL },
  };

  if (!omni_cli_parse (cli, entries, &left, 1, &exit_code))
    return exit_code;
  if ((given.items != NULL) + given.all + given.shipping != 1)
    return omni_cli_fail_usage (cli, _("Exactly one of --items, --all and --shipping-fee is "
                                        "needed."));
  if ((given.iban != NULL) != (given.holder != NULL))
    return omni_cli_fail_usage (cli, _("--iban and --holder belong together."));
  if (given.iban != NULL && !omni_iban_check (given.iban, &error))
    return omni_cli_fail (cli, error);

  return cancel (cli, &given, left[0]);
}
