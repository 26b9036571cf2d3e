/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sandbox-seed-draft.h"

#include "sandbox-json.h"
#include "sandbox-value.h"

#include <string.h>

/* Cancellation plans, requests and log rows of the seeded orders. */

static gboolean
is_by_hand (const SandboxSeedDraft *draft)
{
  return strcmp (draft->payment_type, "pay_on_delivery") == 0 ||
         strcmp (draft->payment_type, "funds_transfer") == 0 ||
         strcmp (draft->payment_type, "cash_register") == 0;
}

static char *
describe_payment (const SandboxSeedDraft *draft, guint n_lines, gint64 total, const char *status)
{
  GString *json = g_string_new ("[{\"transaction_type\":\"refund\",\"order_items\":[");
  char text[32];

  for (guint i = 0; i < n_lines; i++)
    {
      sandbox_json_element (json);
      g_string_append (json, sandbox_value_write_int (text, draft->lines[i].pk));
    }
  g_string_append_c (json, ']');
  sandbox_json_money (json, "refund_amount", total);
  sandbox_json_text (json, "status",
                     strcmp (status, "completed") == 0              ? "completed"
                     : strcmp (status, "manual_refund_needed") == 0 ? "failed"
                                                                    : "waiting");
  g_string_append (json, "}]");

  return g_string_free (json, FALSE);
}

/* A plan for the first lines of an order; with all of them it gives everything back. */
static void
insert_plan (SandboxSeeder *seeder,
             SandboxSeedDraft *draft,
             guint n_lines,
             gboolean is_cancel,
             const char *status)
{
  gboolean is_whole = n_lines == draft->n_lines;
  gboolean needs_hand = strcmp (status, "manual_refund_needed") == 0;
  gboolean is_completed = strcmp (status, "completed") == 0;
  gint64 refund = is_whole ? draft->interest : 0;
  gint64 shipping = is_whole ? draft->shipping : 0;
  gint64 plan = seeder->next_plan++;
  gint64 when = draft->modified;
  g_autofree char *payment = NULL;

  for (guint i = 0; i < n_lines; i++)
    refund += draft->lines[i].price - draft->lines[i].discount;
  payment = describe_payment (draft, n_lines, refund + shipping, status);
  sandbox_store_run (seeder->store,
                     "INSERT INTO plans VALUES (?, ?, ?, ?, ?, ?, 0, NULL, NULL, ?, ?, 3, 3, NULL,"
                     " ?, ?)",
                     "iissiissii", plan, draft->pk, is_cancel ? "cancel" : "refund", status, refund,
                     shipping, payment,
                     needs_hand && !is_by_hand (draft) ? "The bank refused the refund." : NULL,
                     when, when);
  for (guint i = 0; i < n_lines; i++)
    sandbox_store_run (
        seeder->store,
        "INSERT INTO plan_items (plan, order_item, reason, refund_amount, manual_refund_required,"
        " manual_refunded, iban, holder_name) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        "iiiiiiss", plan, draft->lines[i].pk, (gint64)(is_cancel ? 7 : 12) + draft->pk % 2,
        draft->lines[i].price - draft->lines[i].discount +
            (is_whole && i + 1 == n_lines ? draft->interest : 0),
        (gint64)(needs_hand || (is_completed && is_by_hand (draft))),
        (gint64)(is_completed && is_by_hand (draft)),
        strcmp (draft->payment_type, "funds_transfer") == 0 ? "TR000000000000000000000001" : NULL,
        strcmp (draft->payment_type, "funds_transfer") == 0 ? "Deniz Aydın" : NULL);
}

static void
insert_request (SandboxSeeder *seeder,
                SandboxSeedDraft *draft,
                const char *type,
                const char *status)
{
  gboolean is_cancel = strcmp (type, "cancel") == 0;
  gint64 pk = seeder->next_request++;

  sandbox_store_run (
      seeder->store,
      "INSERT INTO requests VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL, 1, ?, ?, ?, ?)",
      "iiiiisssiiii", pk, draft->lines[0].pk, draft->pk, draft->channel->pk,
      (gint64)(is_cancel ? 7 : 12), is_cancel ? NULL : "Beden küçük geldi, \"M\" istiyorum", type,
      status, (gint64)sandbox_dice_chance (&draft->dice, 10), is_cancel ? SANDBOX_NULL : pk - 700,
      draft->modified, draft->modified);
}

/* The plans that the statuses of an order's lines speak of, and requests beside them. */
void
sandbox_seed_insert_plans (SandboxSeeder *seeder, SandboxSeedDraft *draft)
{
  static const char *const open[] = { "waiting", "in_progress" };
  const char *status = is_by_hand (draft) || draft->refuses_refund
                           ? "manual_refund_needed"
                           : open[sandbox_dice_below (&draft->dice, G_N_ELEMENTS (open))];

  if (draft->status == 100 || draft->status == 600)
    insert_plan (seeder, draft, draft->n_lines, draft->status == 100, "completed");
  else if (draft->status == 50)
    insert_plan (seeder, draft, draft->n_lines, TRUE, status);
  else if (draft->has_open_return)
    insert_plan (seeder, draft, 1, FALSE, status);
  else if (draft->has_ended_line)
    insert_plan (seeder, draft, 1, draft->lines[0].status == 100, "completed");
  else if (draft->status >= 200 && draft->status <= 450 && sandbox_dice_chance (&draft->dice, 3))
    insert_plan (seeder, draft, 1, TRUE, "failed");

  if (draft->has_request)
    insert_request (seeder, draft, draft->status >= 500 ? "refund" : "cancel",
                    draft->lines[0].cancel_status != NULL ? "rejected" : "waiting_approval");
  else if (draft->has_ended_line && sandbox_dice_chance (&draft->dice, 50))
    insert_request (seeder, draft, draft->lines[0].status == 600 ? "refund" : "cancel",
                    "completed");
}

static void
insert_log (SandboxSeeder *seeder,
            gint64 order,
            gint64 user,
            const char *content_type,
            gint64 object_id,
            const char *action,
            const char *changes,
            gint64 when)
{
  sandbox_store_run (seeder->store,
                     "INSERT INTO logs (\"order\", user, content_type, object_id, action, changes,"
                     " created_date) VALUES (?, ?, ?, ?, ?, ?, ?)",
                     "iisissi", order, user, content_type, object_id, action, changes, when);
}

/* How it came, and how it came to its status. */
void
sandbox_seed_insert_logs (SandboxSeeder *seeder, SandboxSeedDraft *draft)
{
  char changes[64];

  insert_log (seeder, draft->pk, SANDBOX_NULL, "order", draft->pk, "create", "{}", draft->placed);
  if (draft->status == 200)
    return;

  g_snprintf (changes, sizeof changes, "{\"status\":[\"%d\",\"%d\"]}",
              draft->status > 450 ? 450 : 200, (int)draft->lines[0].status);
  insert_log (seeder, draft->pk, 3, "orderitem", draft->lines[0].pk, "update", changes,
              draft->modified);
}
