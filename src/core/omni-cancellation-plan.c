/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-cancellation-plan.h"

#include <glib/gi18n-lib.h>

#include "omni-record-private.h"
#include "omni-word-private.h"

struct _OmniCancellationPlan
{
  gatomicrefcount ref_count;
  gboolean is_cargo_refund;
  gint64 pk;
  gint64 order;
  OmniReference created_by;
  OmniReference modified_by;
  OmniTime created_date;
  OmniTime modified_date;
  OmniMoney amounts[OMNI_CANCELLATION_PLAN_N_AMOUNTS];
  OmniTextOffset texts[OMNI_CANCELLATION_PLAN_N_TEXTS];

  GPtrArray *items;    /* (nullable) (owned) (element-type OmniPlannedItem) */
  GPtrArray *payments; /* (nullable) (owned) (element-type OmniPlannedPayment) */
};

#define TEXT(which) G_STRUCT_OFFSET (OmniCancellationPlan, texts[which])
#define AMOUNT(which) G_STRUCT_OFFSET (OmniCancellationPlan, amounts[which])

static const OmniMember members[] = {
  { "pk", OMNI_MEMBER_PK, G_STRUCT_OFFSET (OmniCancellationPlan, pk) },
  { "id", OMNI_MEMBER_ID, G_STRUCT_OFFSET (OmniCancellationPlan, pk) },
  { "order", OMNI_MEMBER_PK, G_STRUCT_OFFSET (OmniCancellationPlan, order) },
  { "is_cargo_refund", OMNI_MEMBER_BOOLEAN,
    G_STRUCT_OFFSET (OmniCancellationPlan, is_cargo_refund) },
  { "created_date", OMNI_MEMBER_TIME, G_STRUCT_OFFSET (OmniCancellationPlan, created_date) },
  { "modified_date", OMNI_MEMBER_TIME, G_STRUCT_OFFSET (OmniCancellationPlan, modified_date) },
  { "refund_amount", OMNI_MEMBER_AMOUNT, AMOUNT (OMNI_CANCELLATION_PLAN_REFUND_AMOUNT) },
  { "shipping_refund_amount", OMNI_MEMBER_AMOUNT,
    AMOUNT (OMNI_CANCELLATION_PLAN_SHIPPING_REFUND_AMOUNT) },
  { "plan_type", OMNI_MEMBER_TEXT, TEXT (OMNI_CANCELLATION_PLAN_KIND) },
  { "status", OMNI_MEMBER_TEXT, TEXT (OMNI_CANCELLATION_PLAN_STATUS) },
  { "order_number", OMNI_MEMBER_TEXT, TEXT (OMNI_CANCELLATION_PLAN_ORDER_NUMBER) },
  { "invoice_number", OMNI_MEMBER_TEXT, TEXT (OMNI_CANCELLATION_PLAN_INVOICE_NUMBER) },
  { "error_message", OMNI_MEMBER_TEXT, TEXT (OMNI_CANCELLATION_PLAN_ERROR_MESSAGE) },
  { "created_by", OMNI_MEMBER_REFERENCE, G_STRUCT_OFFSET (OmniCancellationPlan, created_by) },
  { "modified_by", OMNI_MEMBER_REFERENCE, G_STRUCT_OFFSET (OmniCancellationPlan, modified_by) },
  { "cancellationplanorderitem_set", OMNI_MEMBER_OTHER, 0 },
  { "payment_plan", OMNI_MEMBER_OTHER, 1 },
};

static void
read_lists (OmniJsonReader *reader, const OmniMember *member, gpointer record, OmniTexts *texts);

static OmniRecordType plan_type = {
  .size = sizeof (OmniCancellationPlan),
  .members = members,
  .n_members = G_N_ELEMENTS (members),
  .read_other = read_lists,
};

/* A planned line as it stands in the answer. */
typedef struct
{
  gint64 order_item;
  OmniReference reason;
  OmniMoney amount;
  OmniTextOffset iban;
  OmniTextOffset holder_name;
  gboolean manual_refund_required;
  gboolean manual_refunded;
} Item;

static const OmniMember item_members[] = {
  { "order_item", OMNI_MEMBER_PK, G_STRUCT_OFFSET (Item, order_item) },
  { "reason", OMNI_MEMBER_OTHER, 0 },
  { "refund_amount", OMNI_MEMBER_AMOUNT, G_STRUCT_OFFSET (Item, amount) },
  { "iban", OMNI_MEMBER_TEXT, G_STRUCT_OFFSET (Item, iban) },
  { "holder_name", OMNI_MEMBER_TEXT, G_STRUCT_OFFSET (Item, holder_name) },
  { "manual_refund_required", OMNI_MEMBER_BOOLEAN,
    G_STRUCT_OFFSET (Item, manual_refund_required) },
  { "manual_refunded", OMNI_MEMBER_BOOLEAN, G_STRUCT_OFFSET (Item, manual_refunded) },
};

/* A reason is called by its subject, unlike other things. */
static const OmniMember reason_members[] = {
  { "pk", OMNI_MEMBER_PK, G_STRUCT_OFFSET (OmniReference, pk) },
  { "id", OMNI_MEMBER_ID, G_STRUCT_OFFSET (OmniReference, pk) },
  { "subject", OMNI_MEMBER_TEXT, G_STRUCT_OFFSET (OmniReference, name) },
};

static OmniRecordType reason_type = {
  .size = sizeof (OmniReference),
  .members = reason_members,
  .n_members = G_N_ELEMENTS (reason_members),
};

static void
read_reason (OmniJsonReader *reader, const OmniMember *member, gpointer record, OmniTexts *texts)
{
  Item *item = record;

  omni_record_read_or_pk (&reason_type, reader, &item->reason, &item->reason.pk, texts);
}

static OmniRecordType item_type = {
  .size = sizeof (Item),
  .members = item_members,
  .n_members = G_N_ELEMENTS (item_members),
  .read_other = read_reason,
};

/* A way by which money goes back, as it stands in the answer. */
typedef struct
{
  OmniTextOffset kind;
  OmniTextOffset status;
  OmniMoney amount;
} Payment;

static const OmniMember payment_members[] = {
  { "transaction_type", OMNI_MEMBER_TEXT, G_STRUCT_OFFSET (Payment, kind) },
  { "status", OMNI_MEMBER_TEXT, G_STRUCT_OFFSET (Payment, status) },
  { "refund_amount", OMNI_MEMBER_AMOUNT, G_STRUCT_OFFSET (Payment, amount) },
};

static OmniRecordType payment_type = {
  .size = sizeof (Payment),
  .members = payment_members,
  .n_members = G_N_ELEMENTS (payment_members),
};

static const OmniWord payment_kinds[] = {
  { "refund", N_ ("Back the way it came") },
  { "manual", N_ ("By hand") },
};

static const OmniWord payment_statuses[] = {
  { "waiting", N_ ("Waiting") },
  { "completed", N_ ("Completed") },
  { "failed", N_ ("Failed") },
};

static const OmniProgress statuses[] = {
  { { "waiting", N_ ("Waiting") }, OMNI_STATUS_COLOR_WAITING, TRUE },
  { { "in_progress", N_ ("In progress") }, OMNI_STATUS_COLOR_ACTIVE, TRUE },
  { { "manual_refund_needed", N_ ("Manual Refund Needed") }, OMNI_STATUS_COLOR_TROUBLE, FALSE },
  { { "completed", N_ ("Completed") }, OMNI_STATUS_COLOR_DONE, FALSE },
  { { "failed", N_ ("Failed") }, OMNI_STATUS_COLOR_TROUBLE, FALSE },
};

static void
planned_item_free (gpointer data)
{
  OmniPlannedItem *item = data;

  g_free (item->reason_name);
  g_free (item->iban);
  g_free (item->holder_name);
  g_free (item);
}

static void
planned_payment_free (gpointer data)
{
  OmniPlannedPayment *payment = data;

  g_free (payment->kind);
  g_free (payment->status);
  g_free (payment);
}

static char *
dup_text (const OmniTexts *texts, OmniTextOffset offset)
{
  return offset != 0 ? g_strdup (texts->data + offset) : NULL;
}

static OmniPlannedItem *
read_item (OmniJsonReader *reader)
{
  g_auto (OmniTexts) texts;
  OmniPlannedItem *planned;
  Item item;

  omni_texts_init (&texts);
  omni_record_read (&item_type, reader, &item, &texts);

  planned = g_new0 (OmniPlannedItem, 1);
  planned->order_item = item.order_item;
  planned->reason = item.reason.pk;
  planned->reason_name = dup_text (&texts, item.reason.name);
  planned->iban = dup_text (&texts, item.iban);
  planned->holder_name = dup_text (&texts, item.holder_name);
  planned->has_amount = omni_record_get_amount (&item.amount, &planned->amount);
  planned->manual_refund_required = item.manual_refund_required;
  planned->manual_refunded = item.manual_refunded;

  return planned;
}

static OmniPlannedPayment *
read_payment (OmniJsonReader *reader)
{
  g_auto (OmniTexts) texts;
  OmniPlannedPayment *planned;
  Payment payment;

  omni_texts_init (&texts);
  omni_record_read (&payment_type, reader, &payment, &texts);

  planned = g_new0 (OmniPlannedPayment, 1);
  planned->kind = dup_text (&texts, payment.kind);
  planned->status = dup_text (&texts, payment.status);
  planned->has_amount = omni_record_get_amount (&payment.amount, &planned->amount);

  return planned;
}

/* What is no list is passed over: of the payment plan a back office may send anything. */
static void
read_lists (OmniJsonReader *reader, const OmniMember *member, gpointer record, OmniTexts *texts)
{
  OmniCancellationPlan *plan = record;
  gboolean is_items = member->offset == 0;
  GPtrArray **list = is_items ? &plan->items : &plan->payments;

  g_clear_pointer (list, g_ptr_array_unref);
  if (omni_json_reader_peek (reader) == OMNI_JSON_NULL ||
      (!is_items && omni_json_reader_peek (reader) != OMNI_JSON_ARRAY))
    {
      omni_json_reader_skip (reader);
      return;
    }

  *list = g_ptr_array_new_with_free_func (is_items ? planned_item_free : planned_payment_free);
  omni_json_reader_begin_array (reader);
  while (omni_json_reader_next_element (reader))
    g_ptr_array_add (*list, is_items ? (gpointer) read_item (reader) : read_payment (reader));
}

/**
 * omni_cancellation_plan_new_from_json:
 * @reader: (not nullable): a reader at a cancellation plan
 *
 * Decodes a cancellation plan (contract 3.10). What is wrong is kept by @reader.
 *
 * Returns: (nullable) (transfer full): the plan, or %NULL on an error
 */
OmniCancellationPlan *
omni_cancellation_plan_new_from_json (OmniJsonReader *reader)
{
  g_auto (OmniTexts) texts;
  OmniCancellationPlan plan;

  omni_texts_init (&texts);
  omni_record_read (&plan_type, reader, &plan, &texts);

  if (plan.pk == 0)
    omni_json_reader_fail (reader, _ ("the cancellation plan has no key"));
  if (omni_json_reader_has_error (reader))
    {
      g_clear_pointer (&plan.items, g_ptr_array_unref);
      g_clear_pointer (&plan.payments, g_ptr_array_unref);
      return NULL;
    }

  g_atomic_ref_count_init (&plan.ref_count);

  return omni_record_new (&plan_type, &plan, &texts);
}

OmniCancellationPlan *
omni_cancellation_plan_ref (OmniCancellationPlan *plan)
{
  g_atomic_ref_count_inc (&plan->ref_count);
  return plan;
}

void
omni_cancellation_plan_unref (OmniCancellationPlan *plan)
{
  if (!g_atomic_ref_count_dec (&plan->ref_count))
    return;

  g_clear_pointer (&plan->items, g_ptr_array_unref);
  g_clear_pointer (&plan->payments, g_ptr_array_unref);
  g_free (plan);
}

gint64
omni_cancellation_plan_get_pk (const OmniCancellationPlan *plan)
{
  return plan->pk;
}

gint64
omni_cancellation_plan_get_order (const OmniCancellationPlan *plan)
{
  return plan->order;
}

/**
 * omni_cancellation_plan_get_created_by:
 * @plan: (not nullable): a plan
 *
 * Returns: the primary key of the user who made it, or 0 where the server does not say
 */
gint64
omni_cancellation_plan_get_created_by (const OmniCancellationPlan *plan)
{
  return plan->created_by.pk;
}

/**
 * omni_cancellation_plan_get_modified_by:
 * @plan: (not nullable): a plan
 *
 * Returns: the primary key of the user who changed it last, or 0 where the server does not say
 */
gint64
omni_cancellation_plan_get_modified_by (const OmniCancellationPlan *plan)
{
  return plan->modified_by.pk;
}

/**
 * omni_cancellation_plan_get_is_cargo_refund:
 * @plan: (not nullable): a plan
 *
 * Returns: whether only the shipping fee is given back
 */
gboolean
omni_cancellation_plan_get_is_cargo_refund (const OmniCancellationPlan *plan)
{
  return plan->is_cargo_refund;
}

OmniTime
omni_cancellation_plan_get_created_date (const OmniCancellationPlan *plan)
{
  return plan->created_date;
}

OmniTime
omni_cancellation_plan_get_modified_date (const OmniCancellationPlan *plan)
{
  return plan->modified_date;
}

/**
 * omni_cancellation_plan_get_amount:
 * @plan: (not nullable): a plan
 * @which: which amount
 * @currency: (nullable): the order's currency, which the plan does not repeat
 * @money: (out caller-allocates): the amount
 *
 * Returns: %TRUE, or %FALSE where the server does not send it
 */
gboolean
omni_cancellation_plan_get_amount (const OmniCancellationPlan *plan,
                                   OmniCancellationPlanAmount which,
                                   const char *currency,
                                   OmniMoney *money)
{
  g_return_val_if_fail (which < OMNI_CANCELLATION_PLAN_N_AMOUNTS, FALSE);

  if (!omni_record_get_amount (&plan->amounts[which], money))
    return FALSE;

  omni_money_set_currency (money, currency);
  return TRUE;
}

/**
 * omni_cancellation_plan_get_total:
 * @plan: (not nullable): a plan
 * @currency: (nullable): the order's currency, which the plan does not repeat
 * @money: (out caller-allocates): what goes back for lines and for shipping
 *
 * Returns: %TRUE, or %FALSE where the server does not send it
 */
gboolean
omni_cancellation_plan_get_total (const OmniCancellationPlan *plan,
                                  const char *currency,
                                  OmniMoney *money)
{
  OmniMoney refund;
  OmniMoney shipping;

  if (!omni_cancellation_plan_get_amount (plan, OMNI_CANCELLATION_PLAN_REFUND_AMOUNT, currency,
                                          &refund))
    return FALSE;

  *money = refund;
  return !omni_cancellation_plan_get_amount (plan, OMNI_CANCELLATION_PLAN_SHIPPING_REFUND_AMOUNT,
                                             currency, &shipping) ||
         omni_money_add (&refund, &shipping, money, NULL);
}

const char *
omni_cancellation_plan_get_text (const OmniCancellationPlan *plan, OmniCancellationPlanText which)
{
  g_return_val_if_fail (which < OMNI_CANCELLATION_PLAN_N_TEXTS, NULL);

  return omni_record_get_text (plan + 1, plan->texts[which]);
}

const char *
omni_cancellation_plan_get_kind_label (const OmniCancellationPlan *plan)
{
  return omni_word_get_cancel_label (
      omni_cancellation_plan_get_text (plan, OMNI_CANCELLATION_PLAN_KIND));
}

static const OmniProgress *
find_status (const OmniCancellationPlan *plan)
{
  return omni_progress_find (
      statuses, G_N_ELEMENTS (statuses),
      omni_cancellation_plan_get_text (plan, OMNI_CANCELLATION_PLAN_STATUS));
}

/**
 * omni_cancellation_plan_get_status_label:
 * @plan: (not nullable): a plan
 *
 * Returns: (nullable) (transfer none): how far it is, in the user's language, or the server's word
 *   where it is not known
 */
const char *
omni_cancellation_plan_get_status_label (const OmniCancellationPlan *plan)
{
  return omni_progress_get_label (
      find_status (plan),
      omni_cancellation_plan_get_text (plan, OMNI_CANCELLATION_PLAN_STATUS));
}

OmniStatusColor
omni_cancellation_plan_get_color (const OmniCancellationPlan *plan)
{
  return omni_progress_get_color (find_status (plan));
}

/**
 * omni_cancellation_plan_is_open:
 * @plan: (not nullable): a plan
 *
 * Returns: whether the server still works on it, so that it is worth asking again
 */
gboolean
omni_cancellation_plan_is_open (const OmniCancellationPlan *plan)
{
  const OmniProgress *status = find_status (plan);

  return status != NULL && status->is_open;
}

/**
 * omni_cancellation_plan_holds_money:
 * @plan: (not nullable): a plan
 *
 * Returns: whether the plan's money is spoken for and was not given back yet: it is neither
 *   completed nor failed
 */
gboolean
omni_cancellation_plan_holds_money (const OmniCancellationPlan *plan)
{
  const char *status = omni_cancellation_plan_get_text (plan, OMNI_CANCELLATION_PLAN_STATUS);

  return g_strcmp0 (status, "completed") != 0 && g_strcmp0 (status, "failed") != 0;
}

/**
 * omni_cancellation_plan_needs_hand:
 * @plan: (not nullable): a plan
 *
 * Returns: whether it waits for somebody to give the money back by hand
 */
gboolean
omni_cancellation_plan_needs_hand (const OmniCancellationPlan *plan)
{
  return g_strcmp0 (omni_cancellation_plan_get_text (plan, OMNI_CANCELLATION_PLAN_STATUS),
                    "manual_refund_needed") == 0;
}

/**
 * omni_cancellation_plan_find_item:
 * @plan: (not nullable): a plan
 * @order_item: a line's primary key
 *
 * Returns: (nullable) (transfer none): the line in the plan
 */
const OmniPlannedItem *
omni_cancellation_plan_find_item (const OmniCancellationPlan *plan, gint64 order_item)
{
  for (guint i = 0; i < omni_cancellation_plan_get_n_items (plan); i++)
    {
      const OmniPlannedItem *item = omni_cancellation_plan_get_item (plan, i);

      if (item->order_item == order_item)
        return item;
    }

  return NULL;
}

guint
omni_cancellation_plan_get_n_payments (const OmniCancellationPlan *plan)
{
  return plan->payments != NULL ? plan->payments->len : 0;
}

const OmniPlannedPayment *
omni_cancellation_plan_get_payment (const OmniCancellationPlan *plan, guint index)
{
  g_return_val_if_fail (index < omni_cancellation_plan_get_n_payments (plan), NULL);

  return g_ptr_array_index (plan->payments, index);
}

/**
 * omni_planned_payment_get_kind_label:
 * @payment: (not nullable): a way by which money goes back
 *
 * Returns: (nullable) (transfer none): it in the user's language, or the server's word
 */
const char *
omni_planned_payment_get_kind_label (const OmniPlannedPayment *payment)
{
  return omni_word_get_label (payment_kinds, G_N_ELEMENTS (payment_kinds), payment->kind);
}

const char *
omni_planned_payment_get_status_label (const OmniPlannedPayment *payment)
{
  return omni_word_get_label (payment_statuses, G_N_ELEMENTS (payment_statuses), payment->status);
}

guint
omni_cancellation_plan_get_n_items (const OmniCancellationPlan *plan)
{
  return plan->items != NULL ? plan->items->len : 0;
}

const OmniPlannedItem *
omni_cancellation_plan_get_item (const OmniCancellationPlan *plan, guint index)
{
  g_return_val_if_fail (index < omni_cancellation_plan_get_n_items (plan), NULL);

  return g_ptr_array_index (plan->items, index);
}

/**
 * omni_cancellation_plan_name_reason:
 * @plan: (not nullable): a plan that is not shared yet
 * @reason: a reason's primary key
 * @name: (not nullable): the reason in words
 *
 * Names a reason that the plan only has the key of.
 */
void
omni_cancellation_plan_name_reason (OmniCancellationPlan *plan, gint64 reason, const char *name)
{
  for (guint i = 0; i < omni_cancellation_plan_get_n_items (plan); i++)
    {
      OmniPlannedItem *item = g_ptr_array_index (plan->items, i);

      if (item->reason == reason && item->reason_name == NULL)
        item->reason_name = g_strdup (name);
    }
}
