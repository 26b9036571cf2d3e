/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-update-change.h"

#include "omni-ledger.h"
#include "omni-log-entry.h"
#include "omni-status.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <json-glib/json-glib.h>

/* Beside the fields in the journal's JSON. */
#define MODIFIED_MEMBER ".modified"
#define ORDER_MEMBER ".order"
#define NUMBER_MEMBER ".order_number"
#define SKU_MEMBER ".sku"

/*
 * Helpers
 */

static void
add_text (JsonBuilder *builder, const char *name, const char *text)
{
  if (text == NULL)
    return;

  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text);
}

static char *
write_changes (const OmniUpdateChange *change)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  for (guint i = 0; i < OMNI_ITEM_N_FIELDS; i++)
    {
      if (change->after[i] == NULL)
        continue;

      json_builder_set_member_name (builder, omni_item_field_get_name (i));
      json_builder_begin_array (builder);
      json_builder_add_string_value (builder, change->before[i]);
      json_builder_add_string_value (builder, change->after[i]);
      json_builder_end_array (builder);
    }
  if (change->modified != OMNI_TIME_NONE)
    {
      json_builder_set_member_name (builder, MODIFIED_MEMBER);
      json_builder_add_int_value (builder, change->modified);
    }
  if (change->order != 0)
    {
      json_builder_set_member_name (builder, ORDER_MEMBER);
      json_builder_add_int_value (builder, change->order);
    }
  add_text (builder, NUMBER_MEMBER, change->order_number);
  add_text (builder, SKU_MEMBER, change->sku);
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

static void
read_pair (OmniJsonReader *reader, char **before, char **after)
{
  omni_json_reader_begin_array (reader);
  for (guint i = 0; omni_json_reader_next_element (reader); i++)
    {
      char **place = i == 0 ? before : after;

      if (i < 2 && *place == NULL)
        *place = omni_json_reader_dup_text (reader);
      else
        omni_json_reader_skip (reader);
    }

  /* Both or none. */
  if (*before == NULL || *after == NULL)
    {
      g_clear_pointer (before, g_free);
      g_clear_pointer (after, g_free);
    }
}

/* What is said about the row besides its fields. */
static gboolean
read_more (OmniUpdateChange *change, OmniJsonReader *reader, const OmniJsonSlice *name)
{
  if (omni_json_slice_equal (name, MODIFIED_MEMBER))
    {
      if (!omni_json_reader_read_int64 (reader, &change->modified))
        change->modified = OMNI_TIME_NONE;
    }
  else if (omni_json_slice_equal (name, ORDER_MEMBER))
    {
      if (!omni_json_reader_read_int64 (reader, &change->order))
        change->order = 0;
    }
  else if (omni_json_slice_equal (name, NUMBER_MEMBER) && change->order_number == NULL)
    change->order_number = omni_json_reader_dup_text (reader);
  else if (omni_json_slice_equal (name, SKU_MEMBER) && change->sku == NULL)
    change->sku = omni_json_reader_dup_text (reader);
  else
    return FALSE;

  return TRUE;
}

static void
read_changes (OmniUpdateChange *change, const char *json)
{
  g_auto (OmniJsonReader) reader = { 0 };
  OmniJsonSlice name;

  omni_json_reader_init (&reader, json, -1);
  omni_json_reader_begin_object (&reader);
  while (omni_json_reader_next_member (&reader, &name))
    {
      guint field = 0;

      while (field < OMNI_ITEM_N_FIELDS &&
             !omni_json_slice_equal (&name, omni_item_field_get_name (field)))
        field++;
      if (field < OMNI_ITEM_N_FIELDS)
        read_pair (&reader, &change->before[field], &change->after[field]);
      else if (!read_more (change, &reader, &name))
        omni_json_reader_skip (&reader);
    }
}

/*
 * Public API
 */

/**
 * omni_update_change_new:
 * @row: which row of the file, from 0
 * @pk: the order item
 * @values: (array fixed-size=6): what the row wants; %NULL leaves a value, "" empties it
 * @now: (nullable): the item as the server has it; without it there is no change
 *
 * Finds out what a row changes.
 *
 * Returns: (transfer full): the change, perhaps of nothing
 */
OmniUpdateChange *
omni_update_change_new (gsize row, gint64 pk, char **values, const OmniOrderItem *now)
{
  OmniUpdateChange *change = g_new0 (OmniUpdateChange, 1);

  change->row = row;
  change->pk = pk;
  change->modified = OMNI_TIME_NONE;
  if (now != NULL)
    {
      change->modified = omni_order_item_get_modified_date (now);
      change->order = omni_order_item_get_order (now);
      change->sku = g_strdup (omni_order_item_get_text (now, OMNI_ORDER_ITEM_SKU));
    }
  for (guint i = 0; now != NULL && i < OMNI_ITEM_N_FIELDS; i++)
    {
      g_autofree char *value = NULL;

      if (values[i] == NULL)
        continue;

      value = omni_order_item_dup_field (now, i);
      if (omni_item_field_equal (i, value, values[i]))
        continue;

      change->before[i] = g_steal_pointer (&value);
      change->after[i] = g_strdup (values[i]);
    }

  return change;
}

/**
 * omni_update_change_from_entry:
 * @entry: what the journal has
 *
 * Returns: (transfer full): the change
 */
OmniUpdateChange *
omni_update_change_from_entry (const OmniJournalEntry *entry)
{
  OmniUpdateChange *change = g_new0 (OmniUpdateChange, 1);

  change->row = (gsize) entry->row;
  change->pk = entry->item;
  change->modified = OMNI_TIME_NONE;
  change->state = entry->state;
  change->reason = g_strdup (entry->reason);
  read_changes (change, entry->changes);
  return change;
}

/**
 * omni_update_change_free:
 * @change: (transfer full): a change
 */
void
omni_update_change_free (OmniUpdateChange *change)
{
  for (guint i = 0; i < OMNI_ITEM_N_FIELDS; i++)
    {
      g_free (change->before[i]);
      g_free (change->after[i]);
    }
  g_free (change->order_number);
  g_free (change->sku);
  g_free (change->reason);
  g_free (change);
}

/**
 * omni_update_change_set_number:
 * @change: a change
 * @order_number: (nullable): the number of its order
 */
void
omni_update_change_set_number (OmniUpdateChange *change, const char *order_number)
{
  g_free (change->order_number);
  change->order_number = g_strdup (order_number);
}

/**
 * omni_update_change_get_mask:
 * @change: a change
 *
 * Returns: the fields that change, a bit for each #OmniItemField
 */
guint
omni_update_change_get_mask (const OmniUpdateChange *change)
{
  guint mask = 0;

  for (guint i = 0; i < OMNI_ITEM_N_FIELDS; i++)
    mask |= change->after[i] != NULL ? 1u << i : 0;

  return mask;
}

/**
 * omni_update_change_settle:
 * @change: a change
 * @state: what came of it
 * @reason: (nullable): why it was refused
 */
void
omni_update_change_settle (OmniUpdateChange *change, OmniJournalState state, const char *reason)
{
  change->state = state;
  g_free (change->reason);
  change->reason = g_strdup (reason);
}

/**
 * omni_update_change_to_update:
 * @change: a change
 *
 * Returns: what is sent; it borrows the values
 */
OmniItemUpdate
omni_update_change_to_update (const OmniUpdateChange *change)
{
  OmniItemUpdate update = { .pk = change->pk };

  for (guint i = 0; i < OMNI_ITEM_N_FIELDS; i++)
    update.values[i] = change->after[i];

  return update;
}

/**
 * omni_update_change_to_entry:
 * @change: a change
 *
 * Returns: (transfer full): what the journal keeps
 */
OmniJournalEntry *
omni_update_change_to_entry (const OmniUpdateChange *change)
{
  g_autofree char *changes = write_changes (change);

  return omni_journal_entry_new ((gint64) change->row, change->pk, change->state, changes,
                                 change->reason);
}

/*
 * What the ledger says
 */

static char *
describe_value (OmniItemField field, const char *value)
{
  if (value[0] == '\0')
    return NULL;
  return g_strdup (field == OMNI_ITEM_STATUS ? omni_status_get_label (value) : value);
}

static char *
describe_subject (const OmniUpdateChange *change, OmniItemField field)
{
  const OmniLogChange logged = { .field = (char *) omni_item_field_get_name (field) };
  g_autofree char *key = g_strdup_printf ("%" PRId64, change->pk);

  /* Translators: a field, and the product or the number of the order item that has it. */
  return g_strdup_printf (_("%s of %s"), omni_log_change_get_label (&logged),
                          change->sku != NULL && change->sku[0] != '\0' ? change->sku : key);
}

static void
list_fields (const OmniUpdateChange *change, OmniLedgerOutcome outcome, GPtrArray *ledger)
{
  for (guint i = 0; i < OMNI_ITEM_N_FIELDS; i++)
    {
      g_autofree char *subject = NULL;
      g_autofree char *before = NULL;
      g_autofree char *after = NULL;

      if (change->after[i] == NULL)
        continue;

      subject = describe_subject (change, i);
      before = describe_value (i, change->before[i]);
      after = describe_value (i, change->after[i]);
      g_ptr_array_add (ledger, omni_ledger_entry_new (OMNI_LEDGER_UPDATE, outcome, change->order,
                                                      change->order_number, subject, before, after,
                                                      change->reason));
    }
}

/**
 * omni_update_change_list_ledger:
 * @changes: (element-type OmniUpdateChange): changes that were sent
 *
 * Returns: (transfer full) (element-type OmniLedgerEntry): what was done, a line for each field;
 * nothing about those that were not sent after all
 */
GPtrArray *
omni_update_change_list_ledger (GPtrArray *changes)
{
  GPtrArray *ledger = g_ptr_array_new_with_free_func ((GDestroyNotify) omni_ledger_entry_free);

  for (guint i = 0; i < changes->len; i++)
    {
      const OmniUpdateChange *change = g_ptr_array_index (changes, i);

      if (change->state == OMNI_JOURNAL_DONE)
        list_fields (change, OMNI_LEDGER_DONE, ledger);
      else if (change->state == OMNI_JOURNAL_REFUSED)
        list_fields (change, OMNI_LEDGER_REFUSED, ledger);
      else if (change->state == OMNI_JOURNAL_SENT)
        list_fields (change, OMNI_LEDGER_UNKNOWN, ledger);
    }

  return ledger;
}
