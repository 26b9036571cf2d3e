/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The tenant's own lists, as they were at the last sign-in. */

#include "omni-database-private.h"

static const char *const kinds[] = {
  [OMNI_REFERENCE_CHANNEL] = "channel",
  [OMNI_REFERENCE_CARGO_COMPANY] = "cargo-company",
  [OMNI_REFERENCE_PAYMENT_OPTION] = "payment-option",
};

G_STATIC_ASSERT (G_N_ELEMENTS (kinds) == OMNI_REFERENCE_N_KINDS);

typedef struct
{
  const OmniProfile *profile;
  const OmniReferenceData *data;
  gint64 saved;
} Lists;

static OmniStatement *
prepare_for (OmniConnection *connection, const Lists *lists, const char *sql, GError **error)
{
  OmniStatement *statement = omni_connection_prepare (connection, sql, error);

  if (statement != NULL)
    {
      omni_statement_bind_text (statement, 1, lists->profile->server);
      omni_statement_bind_text (statement, 2, lists->profile->username);
    }

  return statement;
}

static gboolean
remove_entries (OmniConnection *connection, const Lists *lists, GError **error)
{
  g_autoptr (OmniStatement) statement = prepare_for (
      connection, lists, "DELETE FROM reference_entries WHERE server = ? AND username = ?", error);

  return statement != NULL && omni_statement_run (statement, error);
}

static gboolean
insert_entry (OmniConnection *connection,
              const Lists *lists,
              OmniReferenceKind kind,
              guint position,
              GError **error)
{
  const OmniReferenceEntry *entry = omni_reference_data_get_entry (lists->data, kind, position);
  g_autoptr (OmniStatement) statement = prepare_for (
      connection, lists,
      "INSERT INTO reference_entries (server, username, kind, position, pk, name, code) "
      "VALUES (?, ?, ?, ?, ?, ?, ?)",
      error);

  if (statement == NULL)
    return FALSE;

  omni_statement_bind_text (statement, 3, kinds[kind]);
  omni_statement_bind_int64 (statement, 4, position);
  omni_statement_bind_int64 (statement, 5, entry->pk);
  omni_statement_bind_text (statement, 6, entry->name);
  omni_statement_bind_text (statement, 7, entry->code);
  return omni_statement_run (statement, error);
}

static gboolean
write_lists (OmniConnection *connection, const Lists *lists, GError **error)
{
  g_autoptr (OmniStatement) statement = NULL;

  if (!remove_entries (connection, lists, error))
    return FALSE;

  for (guint kind = 0; kind < OMNI_REFERENCE_N_KINDS; kind++)
    {
      for (guint i = 0; i < omni_reference_data_get_size (lists->data, kind); i++)
        {
          if (!insert_entry (connection, lists, kind, i, error))
            return FALSE;
        }
    }

  statement = prepare_for (connection, lists,
                           "INSERT INTO reference_lists (server, username, saved) VALUES (?, ?, ?) "
                           "ON CONFLICT DO UPDATE SET saved = excluded.saved",
                           error);
  if (statement == NULL)
    return FALSE;

  omni_statement_bind_int64 (statement, 3, g_get_real_time ());
  return omni_statement_run (statement, error);
}

static gboolean
save_lists (OmniConnection *connection, gpointer data, gpointer *result, GError **error)
{
  return omni_connection_begin (connection, error) &&
         omni_connection_end (connection, write_lists (connection, data, error), error);
}

static void
add_entry (OmniReferenceData *data, OmniStatement *statement)
{
  const char *kind = omni_statement_get_text (statement, 0);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (g_strcmp0 (kinds[i], kind) == 0)
        omni_reference_data_add (data, i, omni_statement_get_int64 (statement, 1),
                                 omni_statement_get_text (statement, 2),
                                 omni_statement_get_text (statement, 3));
    }
}

static gboolean
load_lists (OmniConnection *connection, gpointer user_data, gpointer *result, GError **error)
{
  Lists *lists = user_data;
  g_autoptr (OmniReferenceData) data = NULL;
  g_autoptr (OmniStatement) when =
      prepare_for (connection, lists,
                   "SELECT saved FROM reference_lists WHERE server = ? AND username = ?", error);
  g_autoptr (OmniStatement) entries = NULL;
  gboolean has_row = FALSE;

  if (when == NULL || !omni_statement_step (when, &has_row, error))
    return FALSE;
  if (!has_row)
    return TRUE;

  lists->saved = omni_statement_get_int64 (when, 0);
  data = omni_reference_data_new ();
  entries = prepare_for (connection, lists,
                         "SELECT kind, pk, name, code FROM reference_entries "
                         "WHERE server = ? AND username = ? ORDER BY kind, position",
                         error);
  if (entries == NULL || !omni_statement_step (entries, &has_row, error))
    return FALSE;

  while (has_row)
    {
      add_entry (data, entries);
      if (!omni_statement_step (entries, &has_row, error))
        return FALSE;
    }

  *result = g_steal_pointer (&data);
  return TRUE;
}

/**
 * omni_database_save_reference_data:
 * @self: a database
 * @profile: whose lists
 * @data: the lists as the server has them now
 * @error: return location for an error
 *
 * Keeps the tenant's lists for work without a server.
 *
 * Errors: %OMNI_ERROR_BAD_FILE
 *
 * Returns: whether they are on disk
 */
gboolean
omni_database_save_reference_data (OmniDatabase *self,
                                   const OmniProfile *profile,
                                   const OmniReferenceData *data,
                                   GError **error)
{
  Lists lists = { profile, data, 0 };

  g_return_val_if_fail (profile != NULL && data != NULL, FALSE);

  return omni_database_call (self, save_lists, &lists, NULL, error);
}

/**
 * omni_database_load_reference_data:
 * @self: a database
 * @profile: whose lists
 * @saved: (out) (optional): when they were kept, in microseconds since the epoch
 * @error: return location for an error
 *
 * Errors: %OMNI_ERROR_BAD_FILE
 *
 * Returns: (transfer full) (nullable): the lists that were kept; %NULL without an error when there
 * are none
 */
OmniReferenceData *
omni_database_load_reference_data (OmniDatabase *self,
                                   const OmniProfile *profile,
                                   gint64 *saved,
                                   GError **error)
{
  Lists lists = { profile, NULL, 0 };
  gpointer data = NULL;

  g_return_val_if_fail (profile != NULL, NULL);

  omni_database_call (self, load_lists, &lists, &data, error);
  if (saved != NULL)
    *saved = lists.saved;
  return data;
}
