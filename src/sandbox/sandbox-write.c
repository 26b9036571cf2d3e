/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sandbox-write.h"

#include "omni-status.h"
#include "sandbox-json.h"
#include "sandbox-private.h"
#include "sandbox-value.h"

#include <string.h>

static void
change_free (gpointer data)
{
  SandboxChange *change = data;

  g_free (change->text);
  g_free (change);
}

/* Adds `"name": ["…"]` to what is wrong. */
void
sandbox_write_error (GString *errors, const char *name, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  if (errors->len > 0)
    g_string_append_c (errors, ',');
  g_string_append_c (errors, '"');
  g_string_append (errors, name);
  g_string_append (errors, "\":[");
  sandbox_json_string (errors, text);
  g_string_append_c (errors, ']');
}

void
sandbox_write_reply_errors (const GString *errors, SandboxReply *reply)
{
  reply->status = 400;
  g_string_printf (reply->body, "{%s,\"code\":\"invalid\"}", errors->str);
}

static gboolean
is_one_of (const char *words, const char *text)
{
  g_auto (GStrv) split = g_strsplit (words, " ", -1);

  return g_strv_contains ((const char *const *)split, text);
}

static gboolean
is_email (const char *text)
{
  const char *at = strchr (text, '@');

  return at != NULL && at > text && strchr (at + 1, '@') == NULL && strchr (at + 1, '.') != NULL &&
         strpbrk (text, " \t\r\n,<>") == NULL && text[strlen (text) - 1] != '.';
}

static gboolean
is_url (const char *text)
{
  g_autoptr (GUri) uri = g_uri_parse (text, G_URI_FLAGS_NONE, NULL);
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : NULL;

  return scheme != NULL && (strcmp (scheme, "http") == 0 || strcmp (scheme, "https") == 0) &&
         g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0';
}

/* A text in its kind; FALSE when it is refused. */
static gboolean
check_text (const SandboxWritable *writable,
            const SandboxNode *node,
            SandboxChange *change,
            GString *errors)
{
  gboolean is_date;

  if (node->kind != OMNI_JSON_TEXT &&
      !(node->kind == OMNI_JSON_NUMBER && writable->kind == SANDBOX_WRITE_TEXT))
    {
      sandbox_write_error (errors, writable->name, "Not a valid string.");
      return FALSE;
    }
  if (writable->max_length > 0 && g_utf8_strlen (node->text, -1) > (glong)writable->max_length)
    {
      sandbox_write_error (errors, writable->name,
                           "Ensure this field has no more than %u characters.",
                           writable->max_length);
      return FALSE;
    }
  if (*node->text == '\0' && !writable->is_nullable)
    {
      sandbox_write_error (errors, writable->name, "This field may not be blank.");
      return FALSE;
    }
  if (*node->text != '\0' && writable->kind == SANDBOX_WRITE_EMAIL && !is_email (node->text))
    {
      sandbox_write_error (errors, writable->name, "Enter a valid email address.");
      return FALSE;
    }
  if (*node->text != '\0' && writable->kind == SANDBOX_WRITE_URL && !is_url (node->text))
    {
      sandbox_write_error (errors, writable->name, "Enter a valid URL.");
      return FALSE;
    }
  if (writable->kind == SANDBOX_WRITE_CHOICE && !is_one_of (writable->allowed, node->text))
    {
      sandbox_write_error (errors, writable->name, "\"%s\" is not a valid choice.", node->text);
      return FALSE;
    }
  if (writable->kind == SANDBOX_WRITE_DATE &&
      (!sandbox_value_parse_time (node->text, &change->number, &is_date) || !is_date))
    {
      sandbox_write_error (errors, writable->name,
                           "Date has wrong format. Use one of these formats: YYYY-MM-DD.");
      return FALSE;
    }

  change->number = SANDBOX_NULL;
  change->text = g_strdup (node->text);
  return TRUE;
}

static gboolean
check_number (Sandbox *sandbox,
              const SandboxWritable *writable,
              const SandboxNode *node,
              SandboxChange *change,
              GString *errors)
{
  gboolean is_date;

  if (writable->kind == SANDBOX_WRITE_TIME)
    {
      if (node->kind == OMNI_JSON_TEXT &&
          sandbox_value_parse_time (node->text, &change->number, &is_date))
        return TRUE;
      sandbox_write_error (errors, writable->name, "Datetime has wrong format.");
    }
  else if (writable->kind == SANDBOX_WRITE_STATUS)
    {
      const OmniStatus *status = omni_status_find (node->text);

      if (status != NULL && sandbox_value_parse_int (status->code, &change->number))
        return TRUE;
      sandbox_write_error (errors, writable->name, "\"%s\" is not a valid choice.",
                           node->text != NULL ? node->text
                           : node->flag       ? "true"
                                              : "");
    }
  else if (!sandbox_node_get_int (node, &change->number))
    sandbox_write_error (errors, writable->name, "A valid integer is required.");
  else if (writable->kind == SANDBOX_WRITE_KEY &&
           sandbox_store_ask (sandbox->store, writable->allowed, "i", change->number) ==
               SANDBOX_NULL)
    sandbox_write_error (errors, writable->name, "Invalid pk \"%s\" - object does not exist.",
                         node->text);
  else
    return TRUE;

  return FALSE;
}

static gboolean
check_value (Sandbox *sandbox,
             const SandboxWritable *writable,
             const SandboxNode *node,
             SandboxChange *change,
             GString *errors)
{
  change->number = SANDBOX_NULL;
  if (node->kind == OMNI_JSON_NULL)
    {
      if (!writable->is_nullable)
        sandbox_write_error (errors, writable->name, "This field may not be null.");
      return writable->is_nullable;
    }

  switch (writable->kind)
    {
    case SANDBOX_WRITE_BOOLEAN:
      if (node->kind == OMNI_JSON_BOOLEAN)
        change->number = node->flag ? 1 : 0;
      else
        sandbox_write_error (errors, writable->name, "Must be a valid boolean.");
      return node->kind == OMNI_JSON_BOOLEAN;

    case SANDBOX_WRITE_OBJECT:
    case SANDBOX_WRITE_MERGE:
      if (node->kind == OMNI_JSON_OBJECT)
        change->text = g_strdup (node->raw);
      else
        sandbox_write_error (errors, writable->name, "Value must be a dictionary.");
      return node->kind == OMNI_JSON_OBJECT;

    case SANDBOX_WRITE_TIME:
    case SANDBOX_WRITE_INT:
    case SANDBOX_WRITE_STATUS:
    case SANDBOX_WRITE_KEY:
      return check_number (sandbox, writable, node, change, errors);

    case SANDBOX_WRITE_TEXT:
    case SANDBOX_WRITE_EMAIL:
    case SANDBOX_WRITE_URL:
    case SANDBOX_WRITE_DATE:
    case SANDBOX_WRITE_CHOICE:
    default:
      return check_text (writable, node, change, errors);
    }
}

/**
 * sandbox_write_read:
 * @sandbox: a sandbox
 * @writables: what may change
 * @body: an object; members that are not in @writables are ignored
 * @is_full: whether what is required has to be there
 * @errors: gets what is wrong, as members of an object
 *
 * Returns: (transfer full) (element-type SandboxChange): the changes that are all right
 */
GPtrArray *
sandbox_write_read (Sandbox *sandbox,
                    const SandboxWritable *writables,
                    const SandboxNode *body,
                    gboolean is_full,
                    GString *errors)
{
  GPtrArray *changes = g_ptr_array_new_with_free_func (change_free);

  for (const SandboxWritable *writable = writables; writable->name != NULL; writable++)
    {
      const SandboxNode *node = sandbox_node_get (body, writable->name);
      SandboxChange *change;

      if (node == NULL)
        {
          if (is_full && writable->is_required)
            sandbox_write_error (errors, writable->name, "This field is required.");
          continue;
        }

      change = g_new0 (SandboxChange, 1);
      change->writable = writable;
      if (check_value (sandbox, writable, node, change, errors))
        g_ptr_array_add (changes, change);
      else
        change_free (change);
    }

  return changes;
}

const SandboxChange *
sandbox_write_find (const GPtrArray *changes, const char *name)
{
  for (guint i = 0; i < changes->len; i++)
    {
      const SandboxChange *change = g_ptr_array_index (changes, i);

      if (strcmp (change->writable->name, name) == 0)
        return change;
    }

  return NULL;
}

/* A value as JSON shows it. */
static void
append_value (const SandboxWritable *writable, gint64 number, const char *text, GString *json)
{
  char buffer[40];

  if (number == SANDBOX_NULL && text == NULL)
    {
      g_string_append (json, "null");
      return;
    }

  switch (writable->kind)
    {
    case SANDBOX_WRITE_BOOLEAN:
      g_string_append (json, number != 0 ? "true" : "false");
      break;

    case SANDBOX_WRITE_TIME:
      sandbox_json_string (json, sandbox_value_write_time (buffer, number));
      break;

    case SANDBOX_WRITE_STATUS:
      sandbox_json_string (json, sandbox_value_write_int (buffer, number));
      break;

    case SANDBOX_WRITE_INT:
    case SANDBOX_WRITE_KEY:
      g_string_append (json, sandbox_value_write_int (buffer, number));
      break;

    case SANDBOX_WRITE_OBJECT:
    case SANDBOX_WRITE_MERGE:
      g_string_append (json, text);
      break;

    case SANDBOX_WRITE_TEXT:
    case SANDBOX_WRITE_EMAIL:
    case SANDBOX_WRITE_URL:
    case SANDBOX_WRITE_DATE:
    case SANDBOX_WRITE_CHOICE:
    default:
      sandbox_json_string (json, text);
      break;
    }
}

static gboolean
is_number (const SandboxWritable *writable)
{
  return writable->kind == SANDBOX_WRITE_TIME || writable->kind == SANDBOX_WRITE_BOOLEAN ||
         writable->kind == SANDBOX_WRITE_INT || writable->kind == SANDBOX_WRITE_STATUS ||
         writable->kind == SANDBOX_WRITE_KEY;
}

/* The database merges objects: members that are sent replace, the others stay. */
static char *
merge (Sandbox *sandbox, const char *old, const char *sent)
{
  SandboxStatement *statement =
      sandbox_store_prepare (sandbox->store, "SELECT json_patch(json(coalesce(?, '{}')), json(?))");
  char *merged;

  sandbox_statement_bind_text (statement, 1, old);
  sandbox_statement_bind_text (statement, 2, sent);
  merged = sandbox_store_step (sandbox->store, statement)
               ? g_strdup (sandbox_statement_get_text (statement, 0))
               : g_strdup (sent);
  sqlite3_reset (statement);

  return merged;
}

static gboolean
apply_change (
    Sandbox *sandbox, const char *table, gint64 pk, const SandboxChange *change, GString *log)
{
  const SandboxWritable *writable = change->writable;
  g_autofree char *select =
      g_strdup_printf ("SELECT \"%s\" FROM %s WHERE pk = ?", writable->column, table);
  g_autofree char *update =
      g_strdup_printf ("UPDATE %s SET \"%s\" = ? WHERE pk = ?", table, writable->column);
  SandboxStatement *statement = sandbox_store_prepare (sandbox->store, select);
  gboolean has_number = is_number (writable);
  g_autofree char *old_text = NULL;
  g_autofree char *merged = NULL;
  const char *text = change->text;
  gint64 old_number = SANDBOX_NULL;

  sandbox_statement_bind_int (statement, 1, pk);
  if (!sandbox_store_step (sandbox->store, statement))
    return FALSE;
  if (has_number)
    old_number = sandbox_statement_get_int (statement, 0);
  else
    old_text = g_strdup (sandbox_statement_get_text (statement, 0));
  sqlite3_reset (statement);

  if (writable->kind == SANDBOX_WRITE_MERGE && text != NULL)
    text = merged = merge (sandbox, old_text, text);
  if (old_number == change->number && g_strcmp0 (old_text, text) == 0)
    return FALSE;

  if (has_number)
    sandbox_store_run (sandbox->store, update, "ii", change->number, pk);
  else
    sandbox_store_run (sandbox->store, update, "si", text, pk);
  sandbox_json_begin (log, writable->name, '[');
  append_value (writable, old_number, old_text, log);
  g_string_append_c (log, ',');
  append_value (writable, change->number, text, log);
  g_string_append_c (log, ']');

  return TRUE;
}

/**
 * sandbox_write_apply:
 * @sandbox: a sandbox
 * @table: a table
 * @pk: a row of it
 * @changes: (element-type SandboxChange): what sandbox_write_read() gave
 * @log: gets `{"name": [old, new], …}`
 *
 * Writes what is different, and the date of it.
 *
 * Returns: whether anything was
 */
gboolean
sandbox_write_apply (
    Sandbox *sandbox, const char *table, gint64 pk, const GPtrArray *changes, GString *log)
{
  gboolean is_changed = FALSE;

  g_string_assign (log, "{");
  for (guint i = 0; i < changes->len; i++)
    is_changed |= apply_change (sandbox, table, pk, g_ptr_array_index (changes, i), log);
  g_string_append_c (log, '}');

  if (is_changed)
    {
      g_autofree char *sql =
          g_strdup_printf ("UPDATE %s SET modified_date = ? WHERE pk = ?", table);

      sandbox_store_run (sandbox->store, sql, "ii", sandbox_get_now (sandbox), pk);
    }

  return is_changed;
}
