/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-carrier-maps.h"

#include "omni-database-private.h"

#include <glib/gi18n-lib.h>

/* What a call is about. */
typedef struct
{
  const char *name;
  const char *body;
} Call;

/*
 * Helpers
 */

static gboolean
run_sql (OmniConnection *connection, const Call *call, const char *sql, GError **error)
{
  g_autoptr (OmniStatement) statement = omni_connection_prepare (connection, sql, error);

  if (statement == NULL)
    return FALSE;

  omni_statement_bind_text (statement, 1, call->name);
  if (call->body != NULL)
    omni_statement_bind_text (statement, 2, call->body);
  return omni_statement_run (statement, error);
}

static gboolean
save_map (OmniConnection *connection, gpointer data, gpointer *result, GError **error)
{
  return run_sql (connection, data,
                  "INSERT INTO carrier_maps (name, body) VALUES (?, ?) "
                  "ON CONFLICT DO UPDATE SET body = excluded.body",
                  error);
}

static gboolean
load_map (OmniConnection *connection, gpointer data, gpointer *result, GError **error)
{
  const Call *call = data;
  g_autoptr (OmniStatement) statement = omni_connection_prepare (
      connection, "SELECT body FROM carrier_maps WHERE name = ?", error);
  gboolean has_row = FALSE;

  if (statement == NULL)
    return FALSE;

  omni_statement_bind_text (statement, 1, call->name);
  if (!omni_statement_step (statement, &has_row, error))
    return FALSE;
  if (has_row)
    {
      *result = g_strdup (omni_statement_get_text (statement, 0));
      return TRUE;
    }

  g_propagate_error (error, omni_error_new (OMNI_ERROR_NOT_FOUND, _("There is no carrier “%s”."),
                                            call->name));
  return FALSE;
}

static gboolean
remove_map (OmniConnection *connection, gpointer data, gpointer *result, GError **error)
{
  g_autofree char *body = NULL;
  gpointer found = NULL;

  if (!load_map (connection, data, &found, error))
    return FALSE;

  body = found;
  return run_sql (connection, data, "DELETE FROM carrier_maps WHERE name = ?", error);
}

static gboolean
list_maps (OmniConnection *connection, gpointer data, gpointer *result, GError **error)
{
  g_autoptr (GPtrArray) maps =
      g_ptr_array_new_with_free_func ((GDestroyNotify) omni_stored_text_free);
  g_autoptr (OmniStatement) statement = omni_connection_prepare (
      connection, "SELECT name, body FROM carrier_maps ORDER BY name", error);
  gboolean has_row = FALSE;

  if (statement == NULL || !omni_statement_step (statement, &has_row, error))
    return FALSE;

  while (has_row)
    {
      OmniStoredText *text = g_new0 (OmniStoredText, 1);

      text->name = g_strdup (omni_statement_get_text (statement, 0));
      text->body = g_strdup (omni_statement_get_text (statement, 1));
      g_ptr_array_add (maps, text);
      if (!omni_statement_step (statement, &has_row, error))
        return FALSE;
    }

  *result = g_steal_pointer (&maps);
  return TRUE;
}

/*
 * Public API
 */

/**
 * omni_stored_text_free:
 * @text: (transfer full): a text
 */
void
omni_stored_text_free (OmniStoredText *text)
{
  g_free (text->name);
  g_free (text->body);
  g_free (text);
}

/**
 * omni_database_save_carrier_map:
 * @self: a database
 * @name: what a person calls it
 * @body: how the carrier's reports are read
 * @error: return location for an error
 *
 * Errors: %OMNI_ERROR_BAD_FILE
 *
 * Returns: whether it is on disk, in place of an earlier one of that name
 */
gboolean
omni_database_save_carrier_map (OmniDatabase *self,
                                const char *name,
                                const char *body,
                                GError **error)
{
  Call call = { name, body };

  g_return_val_if_fail (name != NULL && body != NULL, FALSE);

  return omni_database_call (self, save_map, &call, NULL, error);
}

/**
 * omni_database_load_carrier_map:
 * @self: a database
 * @name: what a person calls it
 * @error: return location for an error
 *
 * Errors: %OMNI_ERROR_NOT_FOUND; %OMNI_ERROR_BAD_FILE
 *
 * Returns: (transfer full) (nullable): how the carrier's reports are read
 */
char *
omni_database_load_carrier_map (OmniDatabase *self, const char *name, GError **error)
{
  Call call = { name, NULL };
  gpointer body = NULL;

  g_return_val_if_fail (name != NULL, NULL);

  omni_database_call (self, load_map, &call, &body, error);
  return body;
}

/**
 * omni_database_remove_carrier_map:
 * @self: a database
 * @name: what a person calls it
 * @error: return location for an error
 *
 * Errors: %OMNI_ERROR_NOT_FOUND; %OMNI_ERROR_BAD_FILE
 *
 * Returns: whether it is gone
 */
gboolean
omni_database_remove_carrier_map (OmniDatabase *self, const char *name, GError **error)
{
  Call call = { name, NULL };

  g_return_val_if_fail (name != NULL, FALSE);

  return omni_database_call (self, remove_map, &call, NULL, error);
}

/**
 * omni_database_list_carrier_maps:
 * @self: a database
 * @error: return location for an error
 *
 * Errors: %OMNI_ERROR_BAD_FILE
 *
 * Returns: (transfer full) (nullable) (element-type OmniStoredText): all of them, by name
 */
GPtrArray *
omni_database_list_carrier_maps (OmniDatabase *self, GError **error)
{
  gpointer maps = NULL;

  omni_database_call (self, list_maps, NULL, &maps, error);
  return maps;
}
