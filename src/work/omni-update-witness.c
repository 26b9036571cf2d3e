/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 *   has the item every value? ───────────────────────────────────────────> done
 *   is its time of change the one from before? ──────────────────────────> not done
 *   does the order's log have the change, by this user, since then? ─────> done
 *   has the item the values from before? ────────────────────────────────> not done
 *   has it others, and is there a log? ──────────────────────────────────> overtaken
 *                   and none? ───────────────────────────────────────────> cannot tell
 *
 * The log is where the contract only proposes it (3.16), so the tenant may have none.
 */

#include "config.h"

#include "omni-update-witness.h"

#include "omni-log-entry.h"

struct _OmniUpdateWitness
{
  OmniClient *client; /* (not nullable) (owned) */
  char *username;     /* (not nullable) (owned) whose changes they are */
  GHashTable *logs;   /* (not nullable) (owned) (element-type gint64 GPtrArray) by order */
  gboolean has_no_log;
};

/*
 * Helpers
 */

static gboolean
is_as_before (const OmniUpdateChange *change, const OmniOrderItem *item)
{
  for (guint i = 0; i < OMNI_ITEM_N_FIELDS; i++)
    {
      g_autofree char *now = NULL;

      if (change->after[i] == NULL)
        continue;

      now = omni_order_item_dup_field (item, i);
      if (!omni_item_field_equal (i, now, change->before[i]))
        return FALSE;
    }

  return TRUE;
}

static gboolean
find_field (const char *name, OmniItemField *field)
{
  for (guint i = 0; i < OMNI_ITEM_N_FIELDS; i++)
    {
      if (g_strcmp0 (name, omni_item_field_get_name (i)) == 0)
        {
          *field = i;
          return TRUE;
        }
    }

  return FALSE;
}

/* The log has only what really changed, so it may be less than was sent, and never more. */
static gboolean
is_entry_of (const OmniUpdateChange *change, const char *username, const OmniLogEntry *entry)
{
  if (g_strcmp0 (omni_log_entry_get_content_type (entry), "orderitem") != 0 ||
      omni_log_entry_get_object (entry) != change->pk ||
      g_strcmp0 (omni_log_entry_get_username (entry), username) != 0 ||
      (change->modified != OMNI_TIME_NONE &&
       omni_log_entry_get_created_date (entry) <= change->modified))
    return FALSE;

  for (guint i = 0; i < omni_log_entry_get_n_changes (entry); i++)
    {
      const OmniLogChange *logged = omni_log_entry_get_change (entry, i);
      OmniItemField field;

      if (!find_field (logged->field, &field) || change->after[field] == NULL ||
          !omni_item_field_equal (field, logged->after != NULL ? logged->after : "",
                                  change->after[field]))
        return FALSE;
    }

  return omni_log_entry_get_n_changes (entry) > 0;
}

static gboolean
is_no_log (const GError *failure)
{
  return g_error_matches (failure, OMNI_ERROR, OMNI_ERROR_UNSUPPORTED) ||
         g_error_matches (failure, OMNI_ERROR, OMNI_ERROR_NOT_FOUND) ||
         g_error_matches (failure, OMNI_ERROR, OMNI_ERROR_FORBIDDEN) ||
         g_error_matches (failure, OMNI_ERROR, OMNI_ERROR_BAD_REPLY);
}

/* Gives no log without an error where the tenant has none. */
static gboolean
read_log (OmniUpdateWitness *witness,
          gint64 order,
          GPtrArray **log,
          GCancellable *cancellable,
          GError **error)
{
  GError *failure = NULL;

  *log = g_hash_table_lookup (witness->logs, &order);
  if (*log != NULL || witness->has_no_log || order == 0)
    return TRUE;

  *log = omni_client_list_order_part (witness->client, OMNI_ORDER_PART_LOG, order, cancellable,
                                      &failure);
  if (*log != NULL)
    {
      g_hash_table_insert (witness->logs, g_memdup2 (&order, sizeof order), *log);
      return TRUE;
    }

  if (is_no_log (failure))
    {
      witness->has_no_log = TRUE;
      g_error_free (failure);
      return TRUE;
    }

  g_propagate_error (error, failure);
  return FALSE;
}

/*
 * Shared with the delivery
 */

OmniUpdateWitness *
omni_update_witness_new (OmniClient *client, const char *username)
{
  OmniUpdateWitness *witness = g_new0 (OmniUpdateWitness, 1);

  witness->client = g_object_ref (client);
  witness->username = g_strdup (username);
  witness->logs = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                         (GDestroyNotify) g_ptr_array_unref);
  return witness;
}

void
omni_update_witness_free (OmniUpdateWitness *witness)
{
  g_object_unref (witness->client);
  g_free (witness->username);
  g_hash_table_unref (witness->logs);
  g_free (witness);
}

/**
 * omni_update_witness_ask:
 * @witness: the witness
 * @change: a change that was sent
 * @item: its item, read since
 * @testimony: (out): what became of the change
 * @cancellable: (nullable): to stop
 * @error: return location for an error
 *
 * Returns: whether the server could be asked
 */
gboolean
omni_update_witness_ask (OmniUpdateWitness *witness,
                         const OmniUpdateChange *change,
                         const OmniOrderItem *item,
                         OmniUpdateTestimony *testimony,
                         GCancellable *cancellable,
                         GError **error)
{
  OmniItemUpdate update = omni_update_change_to_update (change);
  OmniTime modified = omni_order_item_get_modified_date (item);
  gboolean as_before = is_as_before (change, item);
  GPtrArray *log = NULL;

  *testimony = OMNI_UPDATE_WAS_DONE;
  if (omni_item_update_is_done (&update, item))
    return TRUE;

  *testimony = OMNI_UPDATE_WAS_NOT_DONE;
  if (as_before && modified == change->modified)
    return TRUE;

  if (!read_log (witness, omni_order_item_get_order (item), &log, cancellable, error))
    return FALSE;

  for (guint i = 0; log != NULL && i < log->len; i++)
    {
      if (is_entry_of (change, witness->username, g_ptr_array_index (log, i)))
        {
          *testimony = OMNI_UPDATE_WAS_DONE;
          return TRUE;
        }
    }

  if (!as_before)
    *testimony = log != NULL ? OMNI_UPDATE_WAS_OVERTAKEN : OMNI_UPDATE_CANNOT_TELL;
  return TRUE;
}
