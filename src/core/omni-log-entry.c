/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-log-entry.h"

#include <glib/gi18n-lib.h>

#include "omni-record-private.h"
#include "omni-word-private.h"

struct _OmniLogEntry
{
  gatomicrefcount ref_count;
  OmniTextOffset username;
  OmniTextOffset content_type;
  OmniTextOffset action;
  gint64 pk;
  gint64 object;
  OmniTime created_date;

  GPtrArray *changes; /* (nullable) (owned) (element-type OmniLogChange) */
};

enum
{
  USER,
  CHANGES,
};

static const OmniMember members[] = {
  { "pk", OMNI_MEMBER_PK, G_STRUCT_OFFSET (OmniLogEntry, pk) },
  { "id", OMNI_MEMBER_ID, G_STRUCT_OFFSET (OmniLogEntry, pk) },
  { "created_date", OMNI_MEMBER_TIME, G_STRUCT_OFFSET (OmniLogEntry, created_date) },
  { "user", OMNI_MEMBER_OTHER, USER },
  { "content_type", OMNI_MEMBER_TEXT, G_STRUCT_OFFSET (OmniLogEntry, content_type) },
  { "object_id", OMNI_MEMBER_PK, G_STRUCT_OFFSET (OmniLogEntry, object) },
  { "action", OMNI_MEMBER_TEXT, G_STRUCT_OFFSET (OmniLogEntry, action) },
  { "changes", OMNI_MEMBER_OTHER, CHANGES },
};

static void
read_other (OmniJsonReader *reader, const OmniMember *member, gpointer record, OmniTexts *texts);

static OmniRecordType entry_type = {
  .size = sizeof (OmniLogEntry),
  .members = members,
  .n_members = G_N_ELEMENTS (members),
  .read_other = read_other,
};

typedef struct
{
  OmniTextOffset username;
} User;

static const OmniMember user_members[] = {
  { "username", OMNI_MEMBER_TEXT, G_STRUCT_OFFSET (User, username) },
};

static OmniRecordType user_type = {
  .size = sizeof (User),
  .members = user_members,
  .n_members = G_N_ELEMENTS (user_members),
};

static const OmniWord actions[] = {
  { "create", N_ ("created") },   { "update", N_ ("changed") },   { "cancel", N_ ("cancelled") },
  { "refund", N_ ("returned") },  { "export", N_ ("exported") },  { "import", N_ ("imported") },
};

static const OmniWord contents[] = {
  { "order", N_ ("Order") },
  { "orderitem", N_ ("Product") },
  { "customer", N_ ("Customer") },
  { "address", N_ ("Address") },
  { "cancellationplan", N_ ("Cancellation plan") },
  { "cancellationrequest", N_ ("Cancellation request") },
};

static const OmniWord fields[] = {
  { "status", N_ ("Status") },
  { "cancel_status", N_ ("Cancellation") },
  { "shipping_company", N_ ("Shipping company") },
  { "tracking_number", N_ ("Tracking number") },
  { "invoice_number", N_ ("Invoice number") },
  { "invoice_date", N_ ("Invoice date") },
  { "e_archive_url", N_ ("E-archive address") },
  { "first_name", N_ ("First name") },
  { "last_name", N_ ("Last name") },
  { "email", N_ ("E-mail") },
  { "phone_number", N_ ("Phone") },
  { "refund_amount", N_ ("Refunded") },
  { "shipping_refund_amount", N_ ("Shipping refunded") },
  { "is_send", N_ ("Sent to the ERP") },
  { "line", N_ ("Address") },
  { "postcode", N_ ("Postcode") },
};

static void
change_free (gpointer data)
{
  OmniLogChange *change = data;

  g_free (change->field);
  g_free (change->before);
  g_free (change->after);
  g_free (change);
}

/* A value of any kind: what has no simple text is shown as it is written. */
static char *
dup_value (OmniJsonReader *reader)
{
  OmniJsonSlice raw;

  switch (omni_json_reader_peek (reader))
    {
    case OMNI_JSON_TEXT:
    case OMNI_JSON_NUMBER:
    case OMNI_JSON_NULL:
      return omni_json_reader_dup_text (reader);

    case OMNI_JSON_OBJECT:
    case OMNI_JSON_ARRAY:
    case OMNI_JSON_BOOLEAN:
      return omni_json_reader_read_raw (reader, &raw) ? g_strndup (raw.data, raw.length) : NULL;

    case OMNI_JSON_NONE:
    default:
      return NULL;
    }
}

static void
read_change (OmniJsonReader *reader, OmniLogChange *change)
{
  guint n_values = 0;

  if (omni_json_reader_peek (reader) != OMNI_JSON_ARRAY)
    {
      change->after = dup_value (reader);
      return;
    }

  omni_json_reader_begin_array (reader);
  while (omni_json_reader_next_element (reader))
    {
      if (n_values == 0)
        change->before = dup_value (reader);
      else if (n_values == 1)
        change->after = dup_value (reader);
      else
        omni_json_reader_skip (reader);
      n_values++;
    }
}

static GPtrArray *
read_changes (OmniJsonReader *reader)
{
  g_autoptr (GPtrArray) changes = NULL;
  OmniJsonSlice name;

  if (omni_json_reader_peek (reader) != OMNI_JSON_OBJECT)
    {
      omni_json_reader_skip (reader);
      return NULL;
    }

  changes = g_ptr_array_new_with_free_func (change_free);
  omni_json_reader_begin_object (reader);
  while (omni_json_reader_next_member (reader, &name))
    {
      OmniLogChange *change = g_new0 (OmniLogChange, 1);

      change->field = g_strndup (name.data, name.length);
      g_ptr_array_add (changes, change);
      read_change (reader, change);
    }

  return g_steal_pointer (&changes);
}

static void
read_other (OmniJsonReader *reader, const OmniMember *member, gpointer record, OmniTexts *texts)
{
  OmniLogEntry *entry = record;
  User user;

  if (member->offset == CHANGES)
    {
      g_clear_pointer (&entry->changes, g_ptr_array_unref);
      entry->changes = read_changes (reader);
    }
  else if (omni_json_reader_peek (reader) == OMNI_JSON_OBJECT)
    {
      omni_record_read (&user_type, reader, &user, texts);
      entry->username = user.username;
    }
  else
    {
      OmniJsonSlice text;

      if (omni_json_reader_read_any_text (reader, &text))
        entry->username = omni_texts_add (texts, text.data, text.length);
    }
}

/**
 * omni_log_entry_new_from_json:
 * @reader: (not nullable): a reader at an entry of an order's log
 *
 * Decodes an entry of an order's log (contract 3.16). What is wrong is kept by @reader.
 *
 * Returns: (nullable) (transfer full): the entry, or %NULL on an error
 */
OmniLogEntry *
omni_log_entry_new_from_json (OmniJsonReader *reader)
{
  g_auto (OmniTexts) texts;
  OmniLogEntry entry;

  omni_texts_init (&texts);
  omni_record_read (&entry_type, reader, &entry, &texts);
  if (omni_json_reader_has_error (reader))
    {
      g_clear_pointer (&entry.changes, g_ptr_array_unref);
      return NULL;
    }

  g_atomic_ref_count_init (&entry.ref_count);

  return omni_record_new (&entry_type, &entry, &texts);
}

void
omni_log_entry_unref (OmniLogEntry *entry)
{
  if (!g_atomic_ref_count_dec (&entry->ref_count))
    return;

  g_clear_pointer (&entry->changes, g_ptr_array_unref);
  g_free (entry);
}

gint64
omni_log_entry_get_pk (const OmniLogEntry *entry)
{
  return entry->pk;
}

/**
 * omni_log_entry_get_object:
 * @entry: (not nullable): an entry
 *
 * Returns: the key of what was changed, or 0 where the server does not say
 */
gint64
omni_log_entry_get_object (const OmniLogEntry *entry)
{
  return entry->object;
}

OmniTime
omni_log_entry_get_created_date (const OmniLogEntry *entry)
{
  return entry->created_date;
}

/**
 * omni_log_entry_get_username:
 * @entry: (not nullable): an entry
 *
 * Returns: (nullable) (transfer none): who did it, or %NULL where the back office itself did
 */
const char *
omni_log_entry_get_username (const OmniLogEntry *entry)
{
  return omni_record_get_text (entry + 1, entry->username);
}

const char *
omni_log_entry_get_content_type (const OmniLogEntry *entry)
{
  return omni_record_get_text (entry + 1, entry->content_type);
}

const char *
omni_log_entry_get_content_label (const OmniLogEntry *entry)
{
  return omni_word_get_label (contents, G_N_ELEMENTS (contents),
                              omni_log_entry_get_content_type (entry));
}

const char *
omni_log_entry_get_action (const OmniLogEntry *entry)
{
  return omni_record_get_text (entry + 1, entry->action);
}

const char *
omni_log_entry_get_action_label (const OmniLogEntry *entry)
{
  return omni_word_get_label (actions, G_N_ELEMENTS (actions), omni_log_entry_get_action (entry));
}

guint
omni_log_entry_get_n_changes (const OmniLogEntry *entry)
{
  return entry->changes != NULL ? entry->changes->len : 0;
}

const OmniLogChange *
omni_log_entry_get_change (const OmniLogEntry *entry, guint index)
{
  g_return_val_if_fail (index < omni_log_entry_get_n_changes (entry), NULL);

  return g_ptr_array_index (entry->changes, index);
}

const char *
omni_log_change_get_label (const OmniLogChange *change)
{
  return omni_word_get_label (fields, G_N_ELEMENTS (fields), change->field);
}

static const char *
get_value_label (const OmniLogChange *change, const char *value)
{
  if (value == NULL || value[0] == '\0')
    return "—";
  if (strcmp (change->field, "status") == 0)
    return omni_status_get_label (value);
  if (strcmp (change->field, "cancel_status") == 0)
    return omni_cancel_status_get_label (value);

  return value;
}

/**
 * omni_log_change_dup_text:
 * @change: (not nullable): a change
 *
 * Says what was changed, as "Tracking number: — → 7330051248817", statuses by their labels.
 *
 * Returns: (transfer full): the text
 */
char *
omni_log_change_dup_text (const OmniLogChange *change)
{
  return g_strdup_printf ("%s: %s → %s", omni_log_change_get_label (change),
                          get_value_label (change, change->before),
                          get_value_label (change, change->after));
}
