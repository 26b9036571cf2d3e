/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sandbox-plans.h"

#include "sandbox-json.h"
#include "sandbox-log.h"
#include "sandbox-order-json.h"
#include "sandbox-private.h"
#include "sandbox-refund.h"

#include <string.h>

/* How a cancellation plan moves on by itself (contract 4.2):
 *
 *   waiting -> in_progress -> completed
 *                          -> manual_refund_needed
 *                          -> failed (with tenants whose refunds fail)
 *
 * A plan has a time when it is due. It moves when the first call after that time comes in, so that
 * nothing happens behind a caller's back, and a sandbox that was ended in between goes on where it
 * was. */

void
sandbox_plans_schedule (Sandbox *sandbox)
{
  gint64 due =
      sandbox_store_ask (sandbox->store, "SELECT min(due) FROM plans WHERE due IS NOT NULL", "");

  sandbox->next_due = due != SANDBOX_NULL ? due : G_MAXINT64;
}

gboolean
sandbox_plans_are_due (Sandbox *sandbox)
{
  return sandbox->next_due <= sandbox_get_now (sandbox);
}

/* The payment option decides (contract 4.2): money that came by card or as points goes back by
 * itself, unless the bank refuses; the rest is paid back by hand. */
static void
start_refund (Sandbox *sandbox, gint64 plan)
{
  SandboxStatement *row = sandbox_store_prepare (
      sandbox->store, "SELECT o.payment_option_slug, p.payment_plan, (SELECT max(t.refuses_refund) "
                      "FROM transactions t"
                      " WHERE t.\"order\" = o.pk AND NOT t.is_refund)"
                      " FROM plans p JOIN orders o ON o.pk = p.\"order\" WHERE p.pk = ?");
  const char *slug;
  gboolean is_automatic;
  gboolean refuses;

  sandbox_statement_bind_int (row, 1, plan);
  if (!sandbox_store_step (sandbox->store, row))
    return;

  slug = sandbox_statement_get_text (row, 0);
  is_automatic = g_strcmp0 (slug, "credit_card") == 0 || g_strcmp0 (slug, "loyalty_money") == 0 ||
                 g_strcmp0 (slug, "bkm_express") == 0;
  if (strstr (sandbox_statement_get_text (row, 1), "\"transaction_type\":\"manual\"") != NULL)
    is_automatic = FALSE;
  refuses = sandbox_statement_get_int (row, 2) == 1;
  sqlite3_reset (row);

  if (is_automatic && (sandbox->variant & SANDBOX_VARIANT_FAILING_REFUNDS) != 0)
    sandbox_refund_fail (sandbox, plan, "The payment service does not answer.");
  else if (is_automatic && !refuses)
    sandbox_refund_complete (sandbox, NULL, plan, FALSE);
  else
    sandbox_refund_ask_for_hand (sandbox, plan,
                                 is_automatic ? "The bank refused the refund." : NULL);
}

static void
advance (Sandbox *sandbox, gint64 plan, gint64 order, const char *status, gint64 due)
{
  if (strcmp (status, "waiting") == 0)
    {
      SandboxLogEntry entry = { order, "cancellationplan", plan, "update",
                                "{\"status\":[\"waiting\",\"in_progress\"]}" };

      sandbox_store_run (sandbox->store,
                         "UPDATE plans SET status = 'in_progress', due = ?, modified_date = ?"
                         " WHERE pk = ?",
                         "iii", due + sandbox->plan_delay / 4, sandbox_get_now (sandbox), plan);
      sandbox_log (sandbox, NULL, &entry);
    }
  else
    {
      sandbox_store_run (sandbox->store, "UPDATE plans SET due = NULL WHERE pk = ?", "i", plan);
      start_refund (sandbox, plan);
    }
}

/* Moves every plan that is due as far as it goes by now. */
void
sandbox_plans_advance (Sandbox *sandbox)
{
  for (;;)
    {
      SandboxStatement *row = sandbox_store_prepare (
          sandbox->store, "SELECT pk, \"order\", status, due FROM plans WHERE due <= ?"
                          " ORDER BY due, pk LIMIT 1");
      g_autofree char *status = NULL;
      gint64 plan;
      gint64 order;
      gint64 due;

      sandbox_statement_bind_int (row, 1, sandbox_get_now (sandbox));
      if (!sandbox_store_step (sandbox->store, row))
        return;
      plan = sandbox_statement_get_int (row, 0);
      order = sandbox_statement_get_int (row, 1);
      status = g_strdup (sandbox_statement_get_text (row, 2));
      due = sandbox_statement_get_int (row, 3);
      sqlite3_reset (row);
      advance (sandbox, plan, order, status, due);
      if (sandbox_store_has_failed (sandbox->store))
        return;
    }
}
