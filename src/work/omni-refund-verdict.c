/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-refund-verdict.h"

#include "omni-order-item.h"

#include <string.h>

/* Whether something was done whose answer was lost. That it was done shows at once in what is read
 * back. That it was not done can only be said once the server cannot be at it any more, which is
 * what "may deny" means. */

static gboolean
is_of (gint64 maker, gint64 user)
{
  return maker == 0 || user == 0 || maker == user;
}

/**
 * omni_verdict_note_plans:
 * @plans: (element-type OmniCancellationPlan): the plans of an order
 *
 * Returns: (transfer full): which they are, for omni_verdict_of_cancellation()
 */
char *
omni_verdict_note_plans (GPtrArray *plans)
{
  GString *note = g_string_new (",");

  for (guint i = 0; i < plans->len; i++)
    g_string_append_printf (note, "%" G_GINT64_FORMAT ",",
                            omni_cancellation_plan_get_pk (g_ptr_array_index (plans, i)));

  return g_string_free (note, FALSE);
}

static gboolean
is_noted (const char *note, const OmniCancellationPlan *plan)
{
  g_autofree char *key = g_strdup_printf (",%" G_GINT64_FORMAT ",",
                                          omni_cancellation_plan_get_pk (plan));

  return strstr (note, key) != NULL;
}

/* Whether a plan is about what was asked for, in whole or in part. */
static gboolean
touches (const OmniCancellationPlan *plan, const OmniCancellation *cancellation)
{
  if (cancellation->scope == OMNI_CANCEL_SHIPPING)
    return omni_cancellation_plan_get_is_cargo_refund (plan);

  for (guint i = 0; i < cancellation->lines->len; i++)
    {
      const OmniCancellationLine *line = g_ptr_array_index (cancellation->lines, i);

      if (omni_cancellation_plan_find_item (plan, line->item) != NULL)
        return TRUE;
    }

  return FALSE;
}

/* A line that is in the state of one that is being cancelled, although no plan says so, is in a
 * plan that does not show yet. */
static gboolean
is_touched (const OmniCancellation *cancellation, GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    {
      const OmniOrderItem *item = g_ptr_array_index (items, i);
      const char *status = omni_order_item_get_status (item);

      if (omni_cancellation_find_line (cancellation, omni_order_item_get_pk (item)) != NULL &&
          (g_strcmp0 (omni_order_item_get_cancel_status (item), "waiting") == 0 ||
           g_strcmp0 (status, "50") == 0 || g_strcmp0 (status, "100") == 0 ||
           g_strcmp0 (status, "600") == 0))
        return TRUE;
    }

  return FALSE;
}

/**
 * omni_verdict_of_cancellation:
 * @cancellation: (not nullable): what was asked for
 * @before: (not nullable): the plans that there were before, from omni_verdict_note_plans()
 * @user: who asked, or 0
 * @items: (element-type OmniOrderItem): the order's lines now
 * @plans: (element-type OmniCancellationPlan): its plans now
 * @may_deny: whether the server cannot be at it any more
 *
 * Returns: what came of it
 */
OmniVerdict
omni_verdict_of_cancellation (const OmniCancellation *cancellation,
                              const char *before,
                              gint64 user,
                              GPtrArray *items,
                              GPtrArray *plans,
                              gboolean may_deny)
{
  OmniVerdict verdict = { OMNI_REFUND_UNKNOWN };

  for (guint i = 0; i < plans->len; i++)
    {
      OmniCancellationPlan *plan = g_ptr_array_index (plans, i);

      if (is_noted (before, plan) || !touches (plan, cancellation))
        continue;
      if (is_of (omni_cancellation_plan_get_created_by (plan), user))
        return (OmniVerdict){ OMNI_REFUND_DONE, plan };
      verdict.by_other = TRUE;
    }

  /* The server refuses a second one while there is a first, so ours was refused. */
  if (verdict.by_other || (may_deny && !is_touched (cancellation, items)))
    verdict.outcome = OMNI_REFUND_NOT_DONE;

  return verdict;
}

/**
 * omni_verdict_of_manual_refund:
 * @plan: (not nullable): the plan now
 * @items: (array length=n_items): the lines that it was said of that their refund has been made
 * @n_items: how many
 * @user: who said so, or 0
 * @may_deny: whether the server cannot be at it any more
 *
 * Returns: what came of it
 */
OmniVerdict
omni_verdict_of_manual_refund (
    OmniCancellationPlan *plan, const gint64 *items, gsize n_items, gint64 user, gboolean may_deny)
{
  gsize n_done = 0;

  for (gsize i = 0; i < n_items; i++)
    {
      const OmniPlannedItem *item = omni_cancellation_plan_find_item (plan, items[i]);

      n_done += item != NULL && item->manual_refunded ? 1 : 0;
    }

  /* A plan for the shipping fee alone has no lines that could say it. */
  if (n_items == 0 && g_strcmp0 (omni_cancellation_plan_get_text (
                                     plan, OMNI_CANCELLATION_PLAN_STATUS),
                                 "completed") != 0)
    return (OmniVerdict){ may_deny ? OMNI_REFUND_NOT_DONE : OMNI_REFUND_UNKNOWN, plan };
  if (n_done == n_items && is_of (omni_cancellation_plan_get_modified_by (plan), user))
    return (OmniVerdict){ OMNI_REFUND_DONE, plan };
  if (n_done == n_items)
    return (OmniVerdict){ OMNI_REFUND_NOT_DONE, plan, TRUE };

  return (OmniVerdict){ may_deny ? OMNI_REFUND_NOT_DONE : OMNI_REFUND_UNKNOWN, plan };
}

/**
 * omni_verdict_note_plan:
 * @plan: (not nullable): a plan
 *
 * Returns: (transfer full): how it is, for omni_verdict_of_payment_plan()
 */
char *
omni_verdict_note_plan (const OmniCancellationPlan *plan)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT " %u",
                          omni_cancellation_plan_get_modified_date (plan),
                          omni_cancellation_plan_get_n_payments (plan));
}

/**
 * omni_verdict_of_payment_plan:
 * @plan: (not nullable): the plan now
 * @before: (not nullable): how it was, from omni_verdict_note_plan()
 * @user: who asked, or 0
 * @may_deny: whether the server cannot be at it any more
 *
 * Returns: what came of it
 */
OmniVerdict
omni_verdict_of_payment_plan (OmniCancellationPlan *plan,
                              const char *before,
                              gint64 user,
                              gboolean may_deny)
{
  g_autofree char *now = omni_verdict_note_plan (plan);

  if (strcmp (now, before) == 0)
    return (OmniVerdict){ may_deny ? OMNI_REFUND_NOT_DONE : OMNI_REFUND_UNKNOWN, plan };
  if (is_of (omni_cancellation_plan_get_modified_by (plan), user))
    return (OmniVerdict){ OMNI_REFUND_DONE, plan };

  return (OmniVerdict){ OMNI_REFUND_NOT_DONE, plan, TRUE };
}

/**
 * omni_verdict_of_rejection:
 * @request: (not nullable): the request now
 * @may_deny: whether the server cannot be at it any more
 *
 * Returns: what came of its rejection
 */
OmniVerdict
omni_verdict_of_rejection (const OmniCancellationRequest *request, gboolean may_deny)
{
  if (g_strcmp0 (omni_cancellation_request_get_text (request, OMNI_CANCELLATION_REQUEST_STATUS),
                 "rejected") == 0)
    return (OmniVerdict){ OMNI_REFUND_DONE };
  if (!omni_cancellation_request_is_open (request))
    return (OmniVerdict){ OMNI_REFUND_NOT_DONE, NULL, TRUE };

  return (OmniVerdict){ may_deny ? OMNI_REFUND_NOT_DONE : OMNI_REFUND_UNKNOWN };
}
