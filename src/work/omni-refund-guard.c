/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 *   begin ──> prepared ──> read the order ──> sent ──┬── yes ──────────────> done
 *                │               │                   ├── no ───────────────> not done
 *                │               └── changed ──> not done                       ^
 *                │                                   └── lost ──> unknown ──────┤
 *                └── killed ──> not done                  ^   │                 │
 *                                             killed ─────┘   └── read back ────┴──> done
 */

#include "config.h"

#include "omni-refund-guard.h"

#include "omni-pause.h"
#include "omni-refund-call-private.h"

#include <glib/gi18n-lib.h>

/* How long a server may be at a request whose connection broke. */
#define QUIET_MS 15000

/* How much longer when it was too slow to answer, and when nobody knows how it ended. */
#define SLOW_FACTOR 4

/* How long is waited for what came of a lost answer before the caller is told that it is not
 * known. */
#define PATIENCE_MS 3000
#define FIRST_PAUSE_MS 200
#define MAX_PAUSE_MS 5000

#define KEEPS_SHIPPING "refund-keeps-shipping"

struct _OmniRefundGuard
{
  GObject parent_instance;

  OmniClient *client;     /* (owned) */
  OmniDatabase *database; /* (owned) */
  OmniProfile *profile;   /* (owned) */
  gint64 user;
  guint patience; /* milliseconds */
  guint quiet;    /* milliseconds */
};

G_DEFINE_FINAL_TYPE (OmniRefundGuard, omni_refund_guard, G_TYPE_OBJECT)

typedef enum
{
  ANSWER_NO,   /* the server did not do it */
  ANSWER_LOST, /* it may have */
  ANSWER_SLOW, /* it may have, or may be at it */
} Answer;

/*
 * Helpers
 */

static Answer
judge (const GError *failure)
{
  if (failure->domain != OMNI_ERROR)
    return ANSWER_LOST;

  switch ((OmniError) failure->code)
    {
    case OMNI_ERROR_SIGNED_OUT:
    case OMNI_ERROR_FORBIDDEN:
    case OMNI_ERROR_NOT_FOUND:
    case OMNI_ERROR_INVALID:
    case OMNI_ERROR_REFUSED:
    case OMNI_ERROR_THROTTLED:
    case OMNI_ERROR_UNSUPPORTED:
      return ANSWER_NO;

    case OMNI_ERROR_TIMED_OUT:
      return ANSWER_SLOW;

    case OMNI_ERROR_OFFLINE:
    case OMNI_ERROR_TLS:
    case OMNI_ERROR_SERVER:
    case OMNI_ERROR_BAD_REPLY:
    case OMNI_ERROR_BAD_FILE:
    case OMNI_ERROR_BAD_VALUE:
    case OMNI_ERROR_IGNORED:
    default:
      return ANSWER_LOST;
    }
}

static gint64
get_quiet_end (OmniRefundGuard *self, gboolean is_slow)
{
  return g_get_real_time () +
         (gint64) self->quiet * (is_slow ? SLOW_FACTOR : 1) * G_TIME_SPAN_MILLISECOND;
}

/* A clock that was set back must not make it wait for ever. */
static gboolean
may_deny (OmniRefundGuard *self, const OmniIntent *intent)
{
  gint64 now = g_get_real_time ();

  return now >= intent->not_before || intent->not_before > get_quiet_end (self, TRUE);
}

static OmniRefundResult *
result_new (OmniRefundCall *call)
{
  OmniRefundResult *result = g_new0 (OmniRefundResult, 1);

  result->outcome = call->outcome;
  result->order = call->intent->order;
  result->order_number = g_strdup (call->intent->order_number);
  result->words = omni_refund_call_dup_words (call, &result->differs);
  result->plan = call->plan != NULL ? omni_cancellation_plan_ref (call->plan) : NULL;

  return result;
}

/*
 * Helpers: the journal
 */

static GPtrArray *
list_entry (OmniRefundCall *call, OmniLedgerOutcome outcome, const char *answer)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) omni_ledger_entry_free);

  g_ptr_array_add (entries, omni_refund_call_describe (call, outcome, answer));
  return entries;
}

/* A journal that cannot be written leaves the intent open: it is settled again at the next start,
 * which finds the same. */
static void
end (OmniRefundGuard *self, OmniRefundCall *call, const char *words)
{
  gboolean done = call->outcome == OMNI_REFUND_DONE;
  g_autoptr (GPtrArray) ledger =
      list_entry (call, done ? OMNI_LEDGER_DONE : OMNI_LEDGER_REFUSED, words);
  gboolean was_sent = call->intent->state == OMNI_INTENT_SENT;
  g_autoptr (GError) failure = NULL;

  call->intent->state = done ? OMNI_INTENT_DONE : OMNI_INTENT_NOT_DONE;
  if (!omni_database_end_intent (self->database, self->profile, call->intent, words,
                                 was_sent ? ledger : NULL, &failure))
    g_info ("the journal could not be ended: %s", failure->message);
}

static OmniRefundResult *
fail (OmniRefundGuard *self, OmniRefundCall *call, GError *failure, GError **error)
{
  call->outcome = OMNI_REFUND_NOT_DONE;
  end (self, call, failure->message);
  g_propagate_error (error, failure);
  return NULL;
}

/* What the shop does with the shipping fee is known once it did it. */
static void
learn_strategy (OmniRefundGuard *self, OmniRefundCall *call)
{
  OmniMoney refund;
  OmniMoney shipping;
  OmniMoney promised = { 0 };
  gboolean keeps = omni_refund_guard_get_keeps_shipping (self);

  if (call->cancellation == NULL || call->plan == NULL ||
      call->cancellation->scope == OMNI_CANCEL_SHIPPING ||
      !omni_cancellation_plan_get_amount (call->plan, OMNI_CANCELLATION_PLAN_REFUND_AMOUNT,
                                          call->cancellation->total.currency, &refund) ||
      !omni_cancellation_plan_get_amount (call->plan,
                                          OMNI_CANCELLATION_PLAN_SHIPPING_REFUND_AMOUNT,
                                          call->cancellation->total.currency, &shipping) ||
      !omni_money_subtract (&call->cancellation->total, &call->cancellation->shipping, &promised,
                            NULL) ||
      omni_money_compare (&promised, &refund) != 0)
    return;

  if ((!keeps && shipping.units == 0 && call->cancellation->shipping.units > 0) ||
      (keeps && shipping.units > 0))
    omni_database_set_state (self->database, self->profile, KEEPS_SHIPPING, keeps ? "0" : "1",
                             NULL);
}

static OmniRefundResult *
finish (OmniRefundGuard *self, OmniRefundCall *call)
{
  OmniRefundResult *result = result_new (call);

  if (call->outcome == OMNI_REFUND_DONE)
    learn_strategy (self, call);
  end (self, call, result->words);
  return result;
}

/* It is not known, and somebody will look again. */
static OmniRefundResult *
leave_open (OmniRefundGuard *self, OmniRefundCall *call)
{
  g_autoptr (GError) failure = NULL;

  if (!omni_database_release_intent (self->database, call->intent, &failure))
    g_info ("the journal could not be written: %s", failure->message);
  return result_new (call);
}

static void
note_lost (OmniRefundGuard *self, OmniRefundCall *call, const GError *failure)
{
  g_autoptr (GPtrArray) ledger = list_entry (call, OMNI_LEDGER_UNKNOWN, failure->message);
  g_autoptr (GError) ignored = NULL;

  call->outcome = OMNI_REFUND_UNKNOWN;
  call->intent->not_before = get_quiet_end (self, judge (failure) == ANSWER_SLOW);
  if (!omni_database_note_intent_sent (self->database, call->intent, &ignored) ||
      !omni_database_append_ledger (self->database, self->profile, ledger, &ignored))
    g_info ("the journal could not be written: %s", ignored->message);
}

/*
 * Helpers: the way through
 */

/* Looks again and again, until it is known or the patience is at its end. */
static OmniRefundResult *
wait_until_known (OmniRefundGuard *self, OmniRefundCall *call, GCancellable *cancellable)
{
  gint64 end_time = g_get_monotonic_time () + (gint64) self->patience * G_TIME_SPAN_MILLISECOND;
  guint pause = FIRST_PAUSE_MS;

  for (;;)
    {
      gint64 left = (end_time - g_get_monotonic_time ()) / G_TIME_SPAN_MILLISECOND;
      g_autoptr (GError) ignored = NULL;

      if (omni_refund_call_read_back (call, may_deny (self, call->intent), cancellable,
                                      &ignored) &&
          call->outcome != OMNI_REFUND_UNKNOWN)
        return finish (self, call);
      if (left <= 0 || g_cancellable_is_cancelled (cancellable) ||
          g_error_matches (ignored, OMNI_ERROR, OMNI_ERROR_SIGNED_OUT))
        return leave_open (self, call);

      omni_pause (MIN (pause, (guint) left), cancellable, NULL);
      pause = MIN (pause * 2, MAX_PAUSE_MS);
    }
}

/* The server said yes; what it made of it is read, but its word counts. */
static OmniRefundResult *
confirm (OmniRefundGuard *self, OmniRefundCall *call)
{
  omni_refund_call_read_back (call, FALSE, NULL, NULL);
  call->outcome = OMNI_REFUND_DONE;

  return finish (self, call);
}

static OmniRefundResult *
carry_out (OmniRefundGuard *self, OmniIntent *intent, GCancellable *cancellable, GError **error)
{
  g_auto (OmniRefundCall) call = { .client = self->client, .user = self->user };
  GError *failure = NULL;

  if (!omni_refund_call_init (&call, intent, error) ||
      !omni_database_begin_intent (self->database, self->profile, intent, error))
    return NULL;

  call.keeps_shipping = omni_refund_guard_get_keeps_shipping (self);
  if (!omni_refund_call_prepare (&call, cancellable, &failure) ||
      g_cancellable_set_error_if_cancelled (cancellable, &failure))
    return fail (self, &call, failure, error);

  intent->not_before = get_quiet_end (self, TRUE);
  if (!omni_database_note_intent_sent (self->database, intent, &failure))
    return fail (self, &call, failure, error);

  intent->state = OMNI_INTENT_SENT;
  if (omni_refund_call_send (&call, &failure))
    return confirm (self, &call);
  if (judge (failure) == ANSWER_NO)
    return fail (self, &call, failure, error);

  note_lost (self, &call, failure);
  g_error_free (failure);
  return wait_until_known (self, &call, cancellable);
}

/* One that was left behind: what was not sent was not done, the rest is read back. */
static OmniRefundResult *
settle (OmniRefundGuard *self, OmniIntent *intent, GCancellable *cancellable, GError **error)
{
  g_auto (OmniRefundCall) call = { .client = self->client, .user = self->user };
  g_autoptr (GError) failure = NULL;

  if (!omni_refund_call_init (&call, intent, error))
    {
      omni_database_release_intent (self->database, intent, NULL);
      return NULL;
    }

  if (intent->state == OMNI_INTENT_PREPARED)
    call.outcome = OMNI_REFUND_NOT_DONE;
  else if (!omni_refund_call_read_back (&call, may_deny (self, intent), cancellable, &failure))
    call.outcome = OMNI_REFUND_UNKNOWN;

  return call.outcome == OMNI_REFUND_UNKNOWN ? leave_open (self, &call) : finish (self, &call);
}

/*
 * Overrides
 */

static void
omni_refund_guard_finalize (GObject *object)
{
  OmniRefundGuard *self = OMNI_REFUND_GUARD (object);

  g_clear_object (&self->client);
  g_clear_object (&self->database);
  g_clear_pointer (&self->profile, omni_profile_free);

  G_OBJECT_CLASS (omni_refund_guard_parent_class)->finalize (object);
}

static void
omni_refund_guard_class_init (OmniRefundGuardClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = omni_refund_guard_finalize;
}

static void
omni_refund_guard_init (OmniRefundGuard *self)
{
  self->patience = PATIENCE_MS;
  self->quiet = QUIET_MS;
}

/*
 * Public API
 */

/**
 * omni_refund_result_free:
 * @result: (transfer full): a result
 */
void
omni_refund_result_free (OmniRefundResult *result)
{
  g_free (result->order_number);
  g_free (result->words);
  g_clear_pointer (&result->plan, omni_cancellation_plan_unref);
  g_free (result);
}

/**
 * omni_refund_guard_new:
 * @client: the tenant's API
 * @database: where the journal is
 * @profile: who is signed in where
 * @user: the signed-in user's primary key, or 0 where it is not known
 *
 * Returns: (transfer full): a guard
 */
OmniRefundGuard *
omni_refund_guard_new (OmniClient *client,
                       OmniDatabase *database,
                       const OmniProfile *profile,
                       gint64 user)
{
  OmniRefundGuard *self;

  g_return_val_if_fail (OMNI_IS_CLIENT (client), NULL);
  g_return_val_if_fail (OMNI_IS_DATABASE (database), NULL);
  g_return_val_if_fail (profile != NULL, NULL);

  self = g_object_new (OMNI_TYPE_REFUND_GUARD, NULL);
  self->client = g_object_ref (client);
  self->database = g_object_ref (database);
  self->profile = omni_profile_copy (profile);
  self->user = user;

  return self;
}

/**
 * omni_refund_guard_set_patience:
 * @self: a guard
 * @milliseconds: how long to look for what came of a lost answer before its caller is told that it
 *   is not known
 */
void
omni_refund_guard_set_patience (OmniRefundGuard *self, guint milliseconds)
{
  g_return_if_fail (OMNI_IS_REFUND_GUARD (self));

  self->patience = milliseconds;
}

/**
 * omni_refund_guard_set_quiet:
 * @self: a guard
 * @milliseconds: how long after a connection broke the server may still be at what was asked
 */
void
omni_refund_guard_set_quiet (OmniRefundGuard *self, guint milliseconds)
{
  g_return_if_fail (OMNI_IS_REFUND_GUARD (self));

  self->quiet = milliseconds;
}

/**
 * omni_refund_guard_get_keeps_shipping:
 * @self: a guard
 *
 * Returns: whether the back office keeps the shipping fee when the last line goes, as far as it was
 *   seen; the first time nobody knows, and it is taken to give it back
 */
gboolean
omni_refund_guard_get_keeps_shipping (OmniRefundGuard *self)
{
  g_autofree char *state = NULL;

  g_return_val_if_fail (OMNI_IS_REFUND_GUARD (self), FALSE);

  state = omni_database_get_state (self->database, self->profile, KEEPS_SHIPPING, NULL);
  return g_strcmp0 (state, "1") == 0;
}

/**
 * omni_refund_guard_cancel:
 * @self: a guard
 * @cancellation: what was confirmed, with its amounts
 * @cancellable: (nullable): stops before the server is asked, and stops waiting for what came of a
 *   lost answer; never the call itself
 * @error: return location for an error
 *
 * Cancels or returns what was confirmed, once (contract 3.9). Before that the order is read again,
 * and when it is not as it was confirmed nothing is done.
 *
 * Errors: in all of them nothing was done. %OMNI_ERROR_REFUSED when the order has changed, or when
 * something else is being done to it; those of omni_client_cancel_order()
 *
 * Returns: (transfer full) (nullable): what came of it, or %NULL with an error
 */
OmniRefundResult *
omni_refund_guard_cancel (OmniRefundGuard *self,
                          const OmniCancellation *cancellation,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autofree char *body = NULL;
  g_autoptr (OmniIntent) intent = NULL;

  g_return_val_if_fail (OMNI_IS_REFUND_GUARD (self), NULL);
  g_return_val_if_fail (cancellation != NULL, NULL);

  body = omni_cancellation_to_json (cancellation);
  intent = omni_intent_new (OMNI_INTENT_CANCEL, cancellation->order, cancellation->order_number, 0,
                            body);
  return carry_out (self, intent, cancellable, error);
}

/**
 * omni_refund_guard_confirm_manual:
 * @self: a guard
 * @order: the order's primary key
 * @order_number: (nullable): its number
 * @plan: the plan's primary key
 * @items: (array length=n_items): the lines whose money was given back by hand
 * @n_items: how many
 * @note: (nullable): a reference, for the ledger; the call has no place for it
 * @cancellable: (nullable): as in omni_refund_guard_cancel()
 * @error: return location for an error
 *
 * Says that a refund has been made (contract 3.13).
 *
 * Errors: as omni_refund_guard_cancel(); %OMNI_ERROR_UNSUPPORTED where the back office does not
 * have the call
 *
 * Returns: (transfer full) (nullable): what came of it, or %NULL with an error
 */
OmniRefundResult *
omni_refund_guard_confirm_manual (OmniRefundGuard *self,
                                  gint64 order,
                                  const char *order_number,
                                  gint64 plan,
                                  const gint64 *items,
                                  gsize n_items,
                                  const char *note,
                                  GCancellable *cancellable,
                                  GError **error)
{
  g_autofree char *body = omni_refund_body_of_items (items, n_items, note);
  g_autoptr (OmniIntent) intent =
      omni_intent_new (OMNI_INTENT_MANUAL_REFUND, order, order_number, plan, body);

  g_return_val_if_fail (OMNI_IS_REFUND_GUARD (self), NULL);

  return carry_out (self, intent, cancellable, error);
}

/**
 * omni_refund_guard_create_payment:
 * @self: a guard
 * @order: the order's primary key
 * @order_number: (nullable): its number
 * @plan: (not nullable): the plan
 * @kind: by which kind of transaction all of its money goes back, for example "refund"
 * @cancellable: (nullable): as in omni_refund_guard_cancel()
 * @error: return location for an error
 *
 * Says by which way the money of a plan goes back, and has it tried (contract 3.10).
 *
 * Errors: as omni_refund_guard_cancel()
 *
 * Returns: (transfer full) (nullable): what came of it, or %NULL with an error
 */
OmniRefundResult *
omni_refund_guard_create_payment (OmniRefundGuard *self,
                                  gint64 order,
                                  const char *order_number,
                                  const OmniCancellationPlan *plan,
                                  const char *kind,
                                  GCancellable *cancellable,
                                  GError **error)
{
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *body = NULL;
  g_autoptr (OmniIntent) intent = NULL;

  g_return_val_if_fail (OMNI_IS_REFUND_GUARD (self), NULL);
  g_return_val_if_fail (plan != NULL && kind != NULL, NULL);

  for (guint i = 0; i < omni_cancellation_plan_get_n_items (plan); i++)
    {
      gint64 item = omni_cancellation_plan_get_item (plan, i)->order_item;

      g_array_append_val (items, item);
    }
  body = omni_refund_body_of_items ((gint64 *) (gpointer) items->data, items->len, kind);
  intent = omni_intent_new (OMNI_INTENT_PAYMENT_PLAN, order, order_number,
                            omni_cancellation_plan_get_pk (plan), body);
  return carry_out (self, intent, cancellable, error);
}

/**
 * omni_refund_guard_reject:
 * @self: a guard
 * @order: the order's primary key
 * @order_number: (nullable): its number
 * @request: the request's primary key
 * @cancellable: (nullable): as in omni_refund_guard_cancel()
 * @error: return location for an error
 *
 * Rejects what a customer asks for (contract 3.11).
 *
 * Errors: as omni_refund_guard_cancel()
 *
 * Returns: (transfer full) (nullable): what came of it, or %NULL with an error
 */
OmniRefundResult *
omni_refund_guard_reject (OmniRefundGuard *self,
                          gint64 order,
                          const char *order_number,
                          gint64 request,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (OmniIntent) intent =
      omni_intent_new (OMNI_INTENT_REJECT, order, order_number, request, "");

  g_return_val_if_fail (OMNI_IS_REFUND_GUARD (self), NULL);

  return carry_out (self, intent, cancellable, error);
}

/**
 * omni_refund_guard_settle:
 * @self: a guard
 * @order: an order's primary key, or 0 for all orders
 * @cancellable: (nullable): stops between two of them
 * @error: return location for an error
 *
 * Looks what came of everything whose answer was lost, or whose process ended, and that nobody else
 * looks after. To be called at start, before anything else is done, and again while something is
 * not known.
 *
 * Errors: %OMNI_ERROR_BAD_FILE when the journal cannot be read
 *
 * Returns: (transfer full) (nullable) (element-type OmniRefundResult): what came of each
 */
GPtrArray *
omni_refund_guard_settle (OmniRefundGuard *self,
                          gint64 order,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (GPtrArray) results =
      g_ptr_array_new_with_free_func ((GDestroyNotify) omni_refund_result_free);
  g_autoptr (GPtrArray) intents = NULL;

  g_return_val_if_fail (OMNI_IS_REFUND_GUARD (self), NULL);

  intents = omni_database_take_intents (self->database, self->profile, order, error);
  if (intents == NULL)
    return NULL;

  for (guint i = 0; i < intents->len; i++)
    {
      g_autoptr (GError) failure = NULL;
      OmniRefundResult *result =
          settle (self, g_ptr_array_index (intents, i), cancellable, &failure);

      if (result != NULL)
        g_ptr_array_add (results, result);
      else
        g_info ("an intent cannot be read: %s", failure->message);
    }

  return g_steal_pointer (&results);
}

/**
 * omni_refund_guard_is_busy:
 * @self: a guard
 * @order: an order's primary key
 * @error: return location for an error
 *
 * Returns: whether something is being done to the order, here or in another process, or was and
 *   nobody knows yet what came of it
 */
gboolean
omni_refund_guard_is_busy (OmniRefundGuard *self, gint64 order, GError **error)
{
  g_autoptr (GPtrArray) intents = NULL;

  g_return_val_if_fail (OMNI_IS_REFUND_GUARD (self), FALSE);

  intents = omni_database_list_intents (self->database, self->profile, error);
  return intents != NULL && omni_intents_are_about (intents, order);
}
