/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-refund-call-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * Bodies
 */

/* The lines, and behind a line's end the note. */
char *
omni_refund_body_of_items (const gint64 *items, gsize n_items, const char *note)
{
  GString *body = g_string_new (NULL);

  for (gsize i = 0; i < n_items; i++)
    g_string_append_printf (body, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "", items[i]);
  g_string_append_printf (body, "\n%s", note != NULL ? note : "");

  return g_string_free (body, FALSE);
}

static void
read_items (OmniRefundCall *call, const char *body)
{
  g_auto (GStrv) parts = g_strsplit (body, "\n", 2);
  g_auto (GStrv) keys = g_strsplit (parts[0] != NULL ? parts[0] : "", ",", -1);

  call->items = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (char **key = keys; *key != NULL; key++)
    {
      gint64 item;

      if (g_ascii_string_to_signed (*key, 10, 1, G_MAXINT64, &item, NULL))
        g_array_append_val (call->items, item);
    }
  if (parts[0] != NULL && parts[1] != NULL && parts[1][0] != '\0')
    call->note = g_strdup (parts[1]);
}

gboolean
omni_refund_call_init (OmniRefundCall *call, OmniIntent *intent, GError **error)
{
  call->intent = intent;
  switch (intent->kind)
    {
    case OMNI_INTENT_CANCEL:
      call->cancellation = omni_cancellation_parse (intent->body, error);
      return call->cancellation != NULL;

    case OMNI_INTENT_MANUAL_REFUND:
    case OMNI_INTENT_PAYMENT_PLAN:
      read_items (call, intent->body);
      return TRUE;

    case OMNI_INTENT_REJECT:
    default:
      return TRUE;
    }
}

void
omni_refund_call_clear (OmniRefundCall *call)
{
  g_clear_pointer (&call->cancellation, omni_cancellation_free);
  g_clear_pointer (&call->items, g_array_unref);
  g_clear_pointer (&call->note, g_free);
  g_clear_pointer (&call->plan, omni_cancellation_plan_unref);
}

static void
take_plan (OmniRefundCall *call, OmniCancellationPlan *plan)
{
  g_clear_pointer (&call->plan, omni_cancellation_plan_unref);
  call->plan = plan;
}

static void
take_note (OmniRefundCall *call, char *before)
{
  g_free (call->intent->before);
  call->intent->before = before;
}

/*
 * Before
 */

static gboolean
prepare_cancellation (OmniRefundCall *call, GCancellable *cancellable, GError **error)
{
  gint64 pk = call->cancellation->order;
  g_autoptr (OmniOrder) order = NULL;
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GPtrArray) plans = NULL;
  OmniRefundBasis basis;

  order = omni_client_get_detailed_order (call->client, pk, cancellable, error);
  if (order != NULL)
    items = omni_client_list_order_items (call->client, &pk, 1, cancellable, error);
  if (items != NULL)
    plans = omni_client_list_order_part (call->client, OMNI_ORDER_PART_PLANS, pk, cancellable,
                                         error);
  if (plans == NULL)
    return FALSE;

  basis = (OmniRefundBasis){ order, items, plans, call->keeps_shipping };
  if (!omni_refund_check (&basis, call->cancellation, error))
    return FALSE;

  take_note (call, omni_verdict_note_plans (plans));
  return TRUE;
}

static gboolean
check_items (OmniRefundCall *call, GError **error)
{
  gboolean all = call->items->len > 0 || omni_cancellation_plan_get_n_items (call->plan) == 0;

  for (guint i = 0; i < call->items->len; i++)
    {
      const OmniPlannedItem *item =
          omni_cancellation_plan_find_item (call->plan, g_array_index (call->items, gint64, i));

      all = all && item != NULL && item->manual_refund_required && !item->manual_refunded;
    }
  if (all && omni_cancellation_plan_needs_hand (call->plan))
    return TRUE;

  g_propagate_error (error, omni_error_new (OMNI_ERROR_REFUSED,
                                            _ ("Nothing was done: the plan does not wait for these "
                                               "refunds any more.")));
  return FALSE;
}

static gboolean
check_payment (OmniRefundCall *call, GCancellable *cancellable, GError **error)
{
  gint64 order = call->intent->order;
  g_autoptr (GPtrArray) items =
      omni_client_list_order_items (call->client, &order, 1, cancellable, error);
  g_autofree char *why = NULL;

  if (items == NULL)
    return FALSE;

  why = omni_refund_why_not_pay_again (call->plan, items);
  if (why == NULL)
    return TRUE;

  /* Translators: %s is a sentence that says why */
  g_propagate_error (error, omni_error_new (OMNI_ERROR_REFUSED, _ ("Nothing was done. %s"), why));
  return FALSE;
}

static gboolean
prepare_plan (OmniRefundCall *call, GCancellable *cancellable, GError **error)
{
  take_plan (call,
             omni_client_get_plan (call->client, call->intent->thing, cancellable, error));
  if (call->plan == NULL)
    return FALSE;

  take_note (call, omni_verdict_note_plan (call->plan));
  return call->intent->kind == OMNI_INTENT_MANUAL_REFUND
             ? check_items (call, error)
             : check_payment (call, cancellable, error);
}

static gboolean
prepare_rejection (OmniRefundCall *call, GCancellable *cancellable, GError **error)
{
  g_autoptr (OmniCancellationRequest) request =
      omni_client_get_request (call->client, call->intent->thing, cancellable, error);

  if (request == NULL)
    return FALSE;
  if (omni_cancellation_request_is_open (request))
    return TRUE;

  g_propagate_error (error, omni_error_new (OMNI_ERROR_REFUSED,
                                            _ ("Nothing was done: somebody decided the request "
                                               "meanwhile (%s)."),
                                            omni_cancellation_request_get_status_label (request)));
  return FALSE;
}

gboolean
omni_refund_call_prepare (OmniRefundCall *call, GCancellable *cancellable, GError **error)
{
  switch (call->intent->kind)
    {
    case OMNI_INTENT_CANCEL:
      return prepare_cancellation (call, cancellable, error);

    case OMNI_INTENT_MANUAL_REFUND:
    case OMNI_INTENT_PAYMENT_PLAN:
      return prepare_plan (call, cancellable, error);

    case OMNI_INTENT_REJECT:
    default:
      return prepare_rejection (call, cancellable, error);
    }
}

/*
 * Asking
 */

/* Nobody gives up waiting for an answer: what became of it would not be known. */
gboolean
omni_refund_call_send (OmniRefundCall *call, GError **error)
{
  const gint64 *items = call->items != NULL ? (const gint64 *) (gpointer) call->items->data : NULL;
  gsize n_items = call->items != NULL ? call->items->len : 0;

  switch (call->intent->kind)
    {
    case OMNI_INTENT_CANCEL:
      return omni_client_cancel_order (call->client, call->cancellation, NULL, error);

    case OMNI_INTENT_MANUAL_REFUND:
      return omni_client_confirm_manual_refund (call->client, call->intent->thing, items, n_items,
                                                NULL, error);

    case OMNI_INTENT_PAYMENT_PLAN:
      return omni_client_create_payment_plan (call->client, call->intent->thing, call->note, items,
                                              n_items, NULL, NULL, error);

    case OMNI_INTENT_REJECT:
    default:
      return omni_client_decide_request (call->client, call->intent->thing, FALSE, NULL, error);
    }
}

/*
 * Reading back
 */

static void
take_verdict (OmniRefundCall *call, const OmniVerdict *verdict)
{
  call->outcome = verdict->outcome;
  call->by_other = verdict->by_other;
  if (verdict->plan != NULL && verdict->plan != call->plan)
    take_plan (call, omni_cancellation_plan_ref (verdict->plan));
}

static gboolean
read_back_cancellation (OmniRefundCall *call,
                        gboolean may_deny,
                        GCancellable *cancellable,
                        GError **error)
{
  gint64 pk = call->cancellation->order;
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GPtrArray) plans = NULL;
  OmniVerdict verdict;

  /* The lines first: what shows in them shows in the plans that are read after them. */
  items = omni_client_list_order_items (call->client, &pk, 1, cancellable, error);
  if (items != NULL)
    plans = omni_client_list_order_part (call->client, OMNI_ORDER_PART_PLANS, pk, cancellable,
                                         error);
  if (plans == NULL)
    return FALSE;

  verdict = omni_verdict_of_cancellation (call->cancellation, call->intent->before, call->user,
                                          items, plans, may_deny);
  take_verdict (call, &verdict);
  return TRUE;
}

static gboolean
read_back_plan (OmniRefundCall *call,
                gboolean may_deny,
                GCancellable *cancellable,
                GError **error)
{
  OmniCancellationPlan *plan =
      omni_client_get_plan (call->client, call->intent->thing, cancellable, error);
  OmniVerdict verdict;

  if (plan == NULL)
    return FALSE;

  take_plan (call, plan);
  if (call->intent->kind == OMNI_INTENT_MANUAL_REFUND)
    verdict = omni_verdict_of_manual_refund (plan, (gint64 *) (gpointer) call->items->data,
                                             call->items->len, call->user, may_deny);
  else
    verdict = omni_verdict_of_payment_plan (plan, call->intent->before, call->user, may_deny);
  take_verdict (call, &verdict);
  return TRUE;
}

/* Answers %FALSE where the server could not be asked; then nothing more is known than before. */
gboolean
omni_refund_call_read_back (OmniRefundCall *call,
                            gboolean may_deny,
                            GCancellable *cancellable,
                            GError **error)
{
  g_autoptr (OmniCancellationRequest) request = NULL;
  OmniVerdict verdict;

  if (call->intent->kind == OMNI_INTENT_CANCEL)
    return read_back_cancellation (call, may_deny, cancellable, error);
  if (call->intent->kind != OMNI_INTENT_REJECT)
    return read_back_plan (call, may_deny, cancellable, error);

  request = omni_client_get_request (call->client, call->intent->thing, cancellable, error);
  if (request == NULL)
    return FALSE;

  verdict = omni_verdict_of_rejection (request, may_deny);
  take_verdict (call, &verdict);
  return TRUE;
}

/*
 * Words
 */

/* What the server gives back, which is not always what was confirmed. */
static gboolean
get_planned_total (const OmniRefundCall *call, OmniMoney *total)
{
  return omni_cancellation_plan_get_total (call->plan, call->cancellation->total.currency, total);
}

static char *
dup_cancelled_words (OmniRefundCall *call, gboolean *differs)
{
  g_autofree char *confirmed = omni_money_format (&call->cancellation->total);
  g_autofree char *planned = NULL;
  g_autofree char *key = NULL;
  const char *status;
  OmniMoney total;

  if (call->plan == NULL)
    return g_strdup (_ ("The server did it; its plan does not show yet."));

  key = g_strdup_printf ("%" G_GINT64_FORMAT, omni_cancellation_plan_get_pk (call->plan));
  status = omni_cancellation_plan_get_status_label (call->plan);
  if (!get_planned_total (call, &total))
    /* Translators: a plan's number, and how far it is */
    return g_strdup_printf (_ ("Plan #%s: %s."), key, status != NULL ? status : "—");

  planned = omni_money_format (&total);
  *differs = omni_money_compare (&total, &call->cancellation->total) != 0;
  if (*differs)
    /* Translators: a plan's number, and two amounts */
    return g_strdup_printf (_ ("Plan #%s gives back %s, but %s was confirmed."), key, planned,
                            confirmed);

  /* Translators: a plan's number, an amount, and how far the plan is */
  return g_strdup_printf (_ ("Plan #%s: %s, %s."), key, planned, status != NULL ? status : "—");
}

static char *
dup_not_done_words (OmniRefundCall *call)
{
  if (call->by_other)
    return g_strdup (_ ("Somebody else did it meanwhile. From here nothing was done."));

  return g_strdup (_ ("Nothing was done: the answer was lost, and the order shows that it did not "
                      "arrive. It can be tried again."));
}

/* What came of it, in a sentence. */
char *
omni_refund_call_dup_words (OmniRefundCall *call, gboolean *differs)
{
  *differs = FALSE;
  if (call->outcome == OMNI_REFUND_UNKNOWN)
    return g_strdup (_ ("It is not known yet whether it was done. Omnidesk goes on checking, and "
                        "until then nothing else is done to this order."));
  if (call->outcome == OMNI_REFUND_NOT_DONE)
    return dup_not_done_words (call);

  switch (call->intent->kind)
    {
    case OMNI_INTENT_CANCEL:
      return dup_cancelled_words (call, differs);

    case OMNI_INTENT_MANUAL_REFUND:
      return g_strdup (_ ("The refund is noted as made."));

    case OMNI_INTENT_PAYMENT_PLAN:
      return g_strdup (_ ("The server tries it again this way."));

    case OMNI_INTENT_REJECT:
    default:
      return g_strdup (_ ("The request is rejected."));
    }
}

static char *
describe_cancellation (const OmniCancellation *cancellation)
{
  g_autoptr (GString) lines = g_string_new (NULL);

  if (cancellation->scope == OMNI_CANCEL_SHIPPING)
    return g_strdup (_ ("Shipping fee given back"));

  for (guint i = 0; i < cancellation->lines->len; i++)
    {
      const OmniCancellationLine *line = g_ptr_array_index (cancellation->lines, i);
      g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, line->item);

      g_string_append_printf (lines, "%s%s", i > 0 ? "; " : "",
                              line->product != NULL ? line->product : key);
      if (line->reason_name != NULL)
        g_string_append_printf (lines, " (%s%s%s)", line->reason_name,
                                line->text != NULL ? ": " : "",
                                line->text != NULL ? line->text : "");
    }

  /* Translators: %s is a list of products and reasons */
  return g_strdup_printf (cancellation->is_return ? _ ("Returned: %s") : _ ("Cancelled: %s"),
                          lines->str);
}

static OmniLedgerKind
get_ledger_kind (const OmniRefundCall *call)
{
  if (call->intent->kind == OMNI_INTENT_REJECT)
    return OMNI_LEDGER_REQUEST;
  if (call->intent->kind != OMNI_INTENT_CANCEL ||
      call->cancellation->scope == OMNI_CANCEL_SHIPPING)
    return OMNI_LEDGER_REFUND;

  return call->cancellation->is_return ? OMNI_LEDGER_RETURN : OMNI_LEDGER_CANCEL;
}

static char *
describe_subject (const OmniRefundCall *call)
{
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, call->intent->thing);

  switch (call->intent->kind)
    {
    case OMNI_INTENT_CANCEL:
      return describe_cancellation (call->cancellation);

    case OMNI_INTENT_MANUAL_REFUND:
      /* Translators: %s is a plan's number */
      return g_strdup_printf (_ ("Refund of plan #%s made by hand"), key);

    case OMNI_INTENT_PAYMENT_PLAN:
      /* Translators: %s is a plan's number */
      return g_strdup_printf (_ ("Payment of plan #%s"), key);

    case OMNI_INTENT_REJECT:
    default:
      /* Translators: %s is a request's number */
      return g_strdup_printf (_ ("Request #%s rejected"), key);
    }
}

static char *
describe_value (const OmniRefundCall *call)
{
  OmniMoney total;

  if (call->cancellation != NULL)
    {
      total = call->cancellation->total;
      if (call->plan != NULL)
        get_planned_total (call, &total);
      return omni_money_format (&total);
    }

  return g_strdup (call->note);
}

/* What the ledger says about it. */
OmniLedgerEntry *
omni_refund_call_describe (OmniRefundCall *call, OmniLedgerOutcome outcome, const char *answer)
{
  g_autofree char *subject = describe_subject (call);
  g_autofree char *value = describe_value (call);

  return omni_ledger_entry_new (get_ledger_kind (call), outcome, call->intent->order,
                                call->intent->order_number, subject, NULL, value, answer);
}
