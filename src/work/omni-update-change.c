/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-update-change.h"

#include <json-glib/json-glib.h>

/* Beside the fields in the journal's JSON. */
#define MODIFIED_MEMBER ".modified"

/*
 * Helpers
 */

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
      if (omni_json_slice_equal (&name, MODIFIED_MEMBER))
        {
          if (!omni_json_reader_read_int64 (&reader, &change->modified))
            change->modified = OMNI_TIME_NONE;
        }
      else if (field < OMNI_ITEM_N_FIELDS)
        read_pair (&reader, &change->before[field], &change->after[field]);
      else
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
  change->modified = now != NULL ? omni_order_item_get_modified_date (now) : OMNI_TIME_NONE;
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
  g_free (change->reason);
  g_free (change);
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
