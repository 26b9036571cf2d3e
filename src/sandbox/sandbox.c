/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sandbox-private.h"

#include "sandbox-routes.h"
#include "sandbox-seed.h"

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

  if (is_new)
    {
      sandbox_seed (sandbox->store, options->n_orders, options->seed, sandbox->clock_base);
      if (!sandbox_store_add_indexes (sandbox->store, error))
        return NULL;
    }
  sandbox->index = sandbox_order_index_new (sandbox->store);

  return g_steal_pointer (&sandbox);
}

void
sandbox_free (Sandbox *sandbox)
{
  g_clear_pointer (&sandbox->index, sandbox_order_index_free);
  g_clear_pointer (&sandbox->store, sandbox_store_close);
  g_free (sandbox);
}

/**
 * sandbox_handle:
 * @sandbox: a sandbox
 * @request: what is asked; its path keys and user are filled in
 * @reply: a new reply
 *
 * Answers one request. Whatever it changes is one transaction of the database.
 */
void
sandbox_handle (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply)
{
  sandbox_routes_handle (sandbox, request, reply);
}
