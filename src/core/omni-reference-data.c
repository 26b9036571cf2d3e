/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-reference-data.h"

struct _OmniReferenceData
{
  gatomicrefcount ref_count;
  GPtrArray *entries[OMNI_REFERENCE_N_KINDS]; /* (owned) (element-type OmniReferenceEntry), as they
                                                 were added */
  GHashTable *by_pk[OMNI_REFERENCE_N_KINDS];  /* (owned): the same, borrowed */
};

static void
entry_free (gpointer data)
{
  OmniReferenceEntry *entry = data;

  g_free (entry->name);
  g_free (entry->code);
  g_free (entry);
}

/**
 * omni_reference_data_new:
 *
 * Returns: (transfer full): reference data without entries
 */
OmniReferenceData *
omni_reference_data_new (void)
{
  OmniReferenceData *data = g_new0 (OmniReferenceData, 1);

  g_atomic_ref_count_init (&data->ref_count);
  for (guint kind = 0; kind < OMNI_REFERENCE_N_KINDS; kind++)
    {
      data->entries[kind] = g_ptr_array_new_with_free_func (entry_free);
      data->by_pk[kind] = g_hash_table_new (g_int64_hash, g_int64_equal);
    }

  return data;
}

OmniReferenceData *
omni_reference_data_ref (OmniReferenceData *data)
{
  g_atomic_ref_count_inc (&data->ref_count);
  return data;
}

void
omni_reference_data_unref (OmniReferenceData *data)
{
  if (!g_atomic_ref_count_dec (&data->ref_count))
    return;

  for (guint kind = 0; kind < OMNI_REFERENCE_N_KINDS; kind++)
    {
      g_hash_table_unref (data->by_pk[kind]);
      g_ptr_array_unref (data->entries[kind]);
    }
  g_free (data);
}

/**
 * omni_reference_data_add:
 * @data: (not nullable): reference data that is not shared yet
 * @kind: which list
 * @pk: primary key; an entry that has it already is replaced
 * @name: (nullable): the name people see
 * @code: (nullable): the word the API uses
 *
 * Adds an entry.
 */
void
omni_reference_data_add (OmniReferenceData *data, OmniReferenceKind kind, gint64 pk,
                         const char *name, const char *code)
{
  OmniReferenceEntry *entry;

  g_return_if_fail (kind < OMNI_REFERENCE_N_KINDS);

  entry = g_hash_table_lookup (data->by_pk[kind], &pk);
  if (entry == NULL)
    {
      entry = g_new0 (OmniReferenceEntry, 1);
      entry->pk = pk;
      g_ptr_array_add (data->entries[kind], entry);
      g_hash_table_insert (data->by_pk[kind], &entry->pk, entry);
    }

  g_free (entry->name);
  g_free (entry->code);
  entry->name = g_strdup (name != NULL ? name : "");
  entry->code = g_strdup (code);
}

/**
 * omni_reference_data_get_size:
 * @data: (not nullable): reference data
 * @kind: which list
 *
 * Returns: how many entries the list has
 */
guint
omni_reference_data_get_size (const OmniReferenceData *data, OmniReferenceKind kind)
{
  g_return_val_if_fail (kind < OMNI_REFERENCE_N_KINDS, 0);

  return data->entries[kind]->len;
}

/**
 * omni_reference_data_get_entry:
 * @data: (not nullable): reference data
 * @kind: which list
 * @position: from 0
 *
 * Returns: (nullable) (transfer none): the entry, or %NULL behind the last one
 */
const OmniReferenceEntry *
omni_reference_data_get_entry (const OmniReferenceData *data,
                               OmniReferenceKind kind,
                               guint position)
{
  g_return_val_if_fail (kind < OMNI_REFERENCE_N_KINDS, NULL);

  if (position >= data->entries[kind]->len)
    return NULL;
  return g_ptr_array_index (data->entries[kind], position);
}

/**
 * omni_reference_data_find:
 * @data: (not nullable): reference data
 * @kind: which list
 * @pk: primary key
 *
 * Returns: (nullable) (transfer none): the entry with that key
 */
const OmniReferenceEntry *
omni_reference_data_find (const OmniReferenceData *data, OmniReferenceKind kind, gint64 pk)
{
  g_return_val_if_fail (kind < OMNI_REFERENCE_N_KINDS, NULL);

  return g_hash_table_lookup (data->by_pk[kind], &pk);
}

static const OmniReferenceEntry *
find_code (const OmniReferenceData *data, OmniReferenceKind kind, const char *code)
{
  for (guint i = 0; i < data->entries[kind]->len; i++)
    {
      const OmniReferenceEntry *entry = g_ptr_array_index (data->entries[kind], i);

      if (entry->code != NULL && g_ascii_strcasecmp (entry->code, code) == 0)
        return entry;
    }

  return NULL;
}

/**
 * omni_reference_data_find_name:
 * @data: (not nullable): reference data
 * @kind: which list
 * @name_or_code: (not nullable): a name or a code, in any case
 *
 * Returns: (nullable) (transfer none): the first entry that is called so; codes go before names
 */
const OmniReferenceEntry *
omni_reference_data_find_name (const OmniReferenceData *data,
                               OmniReferenceKind kind,
                               const char *name_or_code)
{
  const OmniReferenceEntry *by_code;
  g_autofree char *wanted = NULL;

  g_return_val_if_fail (kind < OMNI_REFERENCE_N_KINDS, NULL);

  by_code = find_code (data, kind, name_or_code);
  if (by_code != NULL)
    return by_code;

  wanted = g_utf8_casefold (name_or_code, -1);
  for (guint i = 0; i < data->entries[kind]->len; i++)
    {
      const OmniReferenceEntry *entry = g_ptr_array_index (data->entries[kind], i);
      g_autofree char *name = g_utf8_casefold (entry->name, -1);

      if (strcmp (name, wanted) == 0)
        return entry;
    }

  return NULL;
}

/**
 * omni_reference_data_name_code:
 * @data: (nullable): reference data
 * @kind: which list
 * @code: (nullable): the word the API uses
 *
 * Returns: (nullable) (transfer none): what people call it; @code itself where the list does not
 *   say
 */
const char *
omni_reference_data_name_code (const OmniReferenceData *data,
                               OmniReferenceKind kind,
                               const char *code)
{
  const OmniReferenceEntry *entry;

  g_return_val_if_fail (kind < OMNI_REFERENCE_N_KINDS, code);

  if (data == NULL || code == NULL || code[0] == '\0')
    return code;

  entry = find_code (data, kind, code);
  return entry != NULL && entry->name[0] != '\0' ? entry->name : code;
}

/**
 * omni_reference_data_dup_namesakes:
 * @data: (not nullable): reference data
 * @kind: which list
 * @pk: primary key
 *
 * A tenant may have one thing several times: each channel has its payment options, under keys of
 * its own, and who asks for *Credit card* means all of them.
 *
 * Returns: (transfer full): the keys of all entries that are called as @pk is, itself among them
 */
GStrv
omni_reference_data_dup_namesakes (const OmniReferenceData *data,
                                   OmniReferenceKind kind,
                                   gint64 pk)
{
  const OmniReferenceEntry *wanted = omni_reference_data_find (data, kind, pk);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (wanted == NULL)
    {
      g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, pk);

      g_strv_builder_add (builder, key);
      return g_strv_builder_end (builder);
    }

  for (guint i = 0; i < data->entries[kind]->len; i++)
    {
      const OmniReferenceEntry *entry = g_ptr_array_index (data->entries[kind], i);
      g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, entry->pk);

      if (strcmp (entry->name, wanted->name) == 0)
        g_strv_builder_add (builder, key);
    }

  return g_strv_builder_end (builder);
}
