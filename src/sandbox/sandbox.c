/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sandbox-private.h"

#include "sandbox-log.h"
#include "sandbox-operator.h"
#include "sandbox-plans.h"
#include "sandbox-routes.h"
#include "sandbox-seed.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

static gboolean
open_ledger (Sandbox *sandbox, const char *file, GError **error)
{
  sandbox->ledger = g_fopen (file, "a");
  if (sandbox->ledger != NULL)
    return TRUE;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "%s: %s", file,
               g_strerror (errno));
  return FALSE;
}

/**
 * sandbox_new:
 * @options: what it is made from
 * @error: return location
 *
 * Opens the database, and fills it where it is new. The options about orders hold for a new one
 * only.
 *
 * Returns: (transfer full) (nullable): the sandbox
 */
Sandbox *
sandbox_new (const SandboxOptions *options, GError **error)
{
  g_autoptr (Sandbox) sandbox = g_new0 (Sandbox, 1);
  gboolean is_new;

  sandbox->clock_start = g_get_monotonic_time ();
  sandbox->clock_base = options->now != 0 ? options->now : g_get_real_time ();
  sandbox->store = sandbox_store_open (options->database, &is_new, error);
  if (sandbox->store == NULL)
    return NULL;

  sandbox->seed = options->seed;
  sandbox->plan_delay = (gint64)options->plan_delay * 1000;
  sandbox->touched = g_array_new (FALSE, FALSE, sizeof (gint64));
  sandbox->touched_customers = g_array_new (FALSE, FALSE, sizeof (gint64));
  sandbox->touched_addresses = g_array_new (FALSE, FALSE, sizeof (gint64));
  sandbox->ledger_lines = g_ptr_array_new_with_free_func (g_free);
  if (options->ledger != NULL && !open_ledger (sandbox, options->ledger, error))
    return NULL;
  if (options->variant != NULL &&
      !sandbox_variant_parse (options->variant, &sandbox->variant, error))
    return NULL;
  if (options->faults != NULL)
    sandbox->faults = sandbox_faults_new (options->faults, options->seed, error);
  if (options->faults != NULL && sandbox->faults == NULL)
    return NULL;

  if (is_new)
    {
      sandbox_seed (sandbox->store, options->n_orders, options->seed, sandbox->clock_base);
      if (!sandbox_store_add_indexes (sandbox->store, error))
        return NULL;
    }
  sandbox->index = sandbox_order_index_new (
      sandbox->store, (sandbox->variant & SANDBOX_VARIANT_IGNORED_FILTERS) != 0,
      (sandbox->variant & SANDBOX_VARIANT_NO_PROPOSED) != 0);
  sandbox_plans_schedule (sandbox);

  return g_steal_pointer (&sandbox);
}

void
sandbox_free (Sandbox *sandbox)
{
  g_clear_pointer (&sandbox->index, sandbox_order_index_free);
  g_clear_pointer (&sandbox->store, sandbox_store_close);
  g_clear_pointer (&sandbox->touched, g_array_unref);
  g_clear_pointer (&sandbox->touched_customers, g_array_unref);
  g_clear_pointer (&sandbox->touched_addresses, g_array_unref);
  g_clear_pointer (&sandbox->ledger_lines, g_ptr_array_unref);
  g_clear_pointer (&sandbox->ledger, fclose);
  g_clear_pointer (&sandbox->faults, sandbox_faults_free);
  g_free (sandbox);
}

void
sandbox_begin_writes (Sandbox *sandbox)
{
  sandbox_store_begin (sandbox->store);
}

/* Ends what sandbox_begin_writes() began. The index is read again either way: after a roll-back it
 * may hold what never came to be. */
gboolean
sandbox_end_writes (Sandbox *sandbox, gboolean keep)
{
  gboolean is_kept = keep && sandbox_store_commit (sandbox->store);

  if (!is_kept)
    sandbox_store_roll_back (sandbox->store);
  for (guint i = 0; i < sandbox->touched->len; i++)
    sandbox_order_index_update (sandbox->index, g_array_index (sandbox->touched, gint64, i));
  for (guint i = 0; i < sandbox->touched_customers->len; i++)
    sandbox_order_index_update_customer (
        sandbox->index, g_array_index (sandbox->touched_customers, gint64, i));
  for (guint i = 0; i < sandbox->touched_addresses->len; i++)
    sandbox_order_index_update_address (
        sandbox->index, g_array_index (sandbox->touched_addresses, gint64, i));
  g_array_set_size (sandbox->touched, 0);
  g_array_set_size (sandbox->touched_customers, 0);
  g_array_set_size (sandbox->touched_addresses, 0);
  if (!is_kept)
    g_ptr_array_set_size (sandbox->ledger_lines, 0);
  sandbox_log_write_ledger (sandbox);

  return is_kept;
}

static void
advance_plans (Sandbox *sandbox)
{
  if (!sandbox_plans_are_due (sandbox))
    return;

  sandbox_begin_writes (sandbox);
  sandbox_plans_advance (sandbox);
  sandbox_end_writes (sandbox, TRUE);
  sandbox_plans_schedule (sandbox);
}

static void
write_or_refuse (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply)
{
  sandbox_begin_writes (sandbox);
  sandbox_routes_handle (sandbox, request, reply);
  if (reply->status >= 400)
    sandbox_end_writes (sandbox, FALSE);
  else if (!sandbox_end_writes (sandbox, TRUE))
    sandbox_reply_detail (reply, 500, "error", "The database could not be written.");
  sandbox_plans_schedule (sandbox);
}

/**
 * sandbox_handle:
 * @sandbox: a sandbox
 * @request: what is asked; its path keys and user are filled in
 * @reply: a new reply
 *
 * Answers one request. Whatever it changes is one transaction of the database, and is kept before
 * this returns; a call that is refused changes nothing.
 */
void
sandbox_handle (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply)
{
  sandbox->n_calls++;
  request->variant = sandbox->variant;
  advance_plans (sandbox);
  if (sandbox_operator_handle (sandbox, request, reply) ||
      sandbox_faults_strike (sandbox, request, reply))
    return;

  if (strcmp (request->method, "GET") == 0)
    sandbox_routes_handle (sandbox, request, reply);
  else
    write_or_refuse (sandbox, request, reply);
  sandbox_variant_apply (sandbox->variant, reply);
}
