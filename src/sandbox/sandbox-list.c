/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sandbox-list.h"

#include "sandbox-csv.h"
#include "sandbox-json.h"
#include "sandbox-private.h"
#include "sandbox-uuid.h"
#include "sandbox-value.h"

#include <string.h>

#define DEFAULT_LIMIT 10
#define MAX_LIMIT 100

/* Contract 2.1: `page` from 1, `limit` 10 unless said, never more than 100. */
gboolean
sandbox_page_read (Sandbox *sandbox,
                   const SandboxRequest *request,
                   SandboxPage *page,
                   SandboxReply *reply)
{
  const char *number = sandbox_request_get_parameter (request, "page");
  const char *limit = sandbox_request_get_parameter (request, "limit");

  page->number = 1;
  page->limit = DEFAULT_LIMIT;
  if (limit != NULL && sandbox_value_parse_int (limit, &page->limit) && page->limit > 0)
    page->limit = MIN (page->limit, MAX_LIMIT);
  else
    page->limit = DEFAULT_LIMIT;

  /* A bare array is a single, last page (contract 2.1). */
  if ((sandbox->variant & SANDBOX_VARIANT_BARE_ARRAYS) != 0)
    {
      page->limit = G_MAXINT32;
      return TRUE;
    }

  if (number != NULL && *number != '\0' &&
      (!sandbox_value_parse_int (number, &page->number) || page->number < 1 ||
       page->number > G_MAXINT32))
    {
      sandbox_reply_detail (reply, 404, "not_found", "Invalid page.");
      return FALSE;
    }

  return TRUE;
}

static void
append_url (
    GString *json, const char *name, const SandboxRequest *request, gint64 page, gboolean exists)
{
  g_autofree char *url = exists ? sandbox_request_dup_target (request, page) : NULL;

  sandbox_json_text (json, name, url);
}

/* Begins the answer; past the last page there is none (404), but an empty list has a first page. */
gboolean
sandbox_page_begin (const SandboxRequest *request, SandboxPage *page, SandboxReply *reply)
{
  gint64 skipped = (page->number - 1) * page->limit;

  if (skipped > 0 && skipped >= page->count)
    {
      sandbox_reply_detail (reply, 404, "not_found", "Invalid page.");
      return FALSE;
    }

  g_string_append_c (reply->body, '{');
  sandbox_json_int (reply->body, "count", page->count);
  append_url (reply->body, "next", request, page->number + 1, skipped + page->limit < page->count);
  append_url (reply->body, "previous", request, page->number - 1, page->number > 1);
  sandbox_json_begin (reply->body, "results", '[');

  return TRUE;
}

void
sandbox_page_end (SandboxReply *reply)
{
  g_string_append (reply->body, "]}");
}

/* `{pk}` stands for the key in the path. */
static void
append_parent (const char *condition, gint64 pk, GString *sql)
{
  g_auto (GStrv) parts = g_strsplit (condition, "{pk}", -1);
  char digits[24];
  g_autofree char *text = g_strjoinv (sandbox_value_write_int (digits, pk), parts);

  g_string_append_printf (sql, " AND (%s)", text);
}

static void
append_where (const SandboxResource *resource,
              const SandboxRequest *request,
              const GPtrArray *conditions,
              GString *sql)
{
  g_string_append_printf (sql, " FROM %s WHERE 1", resource->from);
  if (request->channel != 0 && resource->channel != NULL)
    g_string_append_printf (sql, " AND %s = %" G_GINT64_FORMAT, resource->channel,
                            request->channel);
  if (resource->parent != NULL)
    append_parent (resource->parent, request->pk, sql);
  sandbox_filter_append_sql (conditions, sql);
}

/* The key comes first, then the members in the order of their table. */
static void
append_columns (const SandboxResource *resource, GString *sql)
{
  g_string_append (sql, "SELECT t.pk");
  for (const SandboxField *field = resource->fields; field->name != NULL; field++)
    if (!field->is_hidden)
      g_string_append_printf (sql, ", %s", field->kind == SANDBOX_FIELD_UUID ? "0" : field->sql);
}

static void
append_member (
    const SandboxField *field, SandboxStatement *row, int column, gint64 pk, GString *json)
{
  gint64 value = sandbox_statement_get_int (row, column);
  char text[40];

  switch (field->kind)
    {
    case SANDBOX_FIELD_INT:
      sandbox_json_int (json, field->name, value);
      break;

    case SANDBOX_FIELD_TIME:
      sandbox_json_time (json, field->name, value);
      break;

    case SANDBOX_FIELD_MONEY:
      sandbox_json_money (json, field->name, value);
      break;

    case SANDBOX_FIELD_BOOLEAN:
      if (value == SANDBOX_NULL)
        sandbox_json_raw (json, field->name, NULL);
      else
        sandbox_json_boolean (json, field->name, value != 0);
      break;

    case SANDBOX_FIELD_UUID:
      sandbox_uuid_write (text, field->sql, pk);
      sandbox_json_text (json, field->name, text);
      break;

    case SANDBOX_FIELD_JSON:
      sandbox_json_raw (json, field->name, sandbox_statement_get_text (row, column));
      break;

    case SANDBOX_FIELD_STATUS:
    case SANDBOX_FIELD_TEXT:
    default:
      sandbox_json_text (json, field->name, sandbox_statement_get_text (row, column));
      break;
    }
}

static void
append_object (Sandbox *sandbox,
               const SandboxResource *resource,
               SandboxStatement *row,
               GString *json)
{
  gint64 pk = sandbox_statement_get_int (row, 0);
  int column = 1;

  sandbox_json_begin (json, NULL, '{');
  for (const SandboxField *field = resource->fields; field->name != NULL; field++)
    if (!field->is_hidden)
      append_member (field, row, column++, pk, json);
  if (resource->extend != NULL)
    resource->extend (sandbox, pk, json);
  g_string_append_c (json, '}');
}

/* Whether only columns of the list's own table are asked about. */
static gboolean
are_own (const GPtrArray *conditions)
{
  for (guint i = 0; i < conditions->len; i++)
    {
      const SandboxCondition *condition = g_ptr_array_index (conditions, i);

      if (!g_str_has_prefix (condition->field->sql, "t.") ||
          strpbrk (condition->field->sql, " (|") != NULL)
        return FALSE;
    }

  return TRUE;
}

static gint64
count_rows (Sandbox *sandbox,
            const SandboxResource *resource,
            const SandboxRequest *request,
            const GPtrArray *conditions)
{
  g_autoptr (GString) sql = g_string_new ("SELECT count(*)");
  g_autoptr (SandboxStatement) statement = NULL;
  const char *joined = strstr (resource->from, " LEFT JOIN ");
  gsize length = joined != NULL ? (gsize) (joined - resource->from) : strlen (resource->from);

  /* Outer joins to keys neither add nor drop rows, and the rows of one table without a condition,
   * or with one that an index answers, are counted without being read. */
  if (are_own (conditions) && request->channel == 0 && resource->parent == NULL)
    {
      g_string_append_printf (sql, " FROM %.*s WHERE 1", (int)length, resource->from);
      sandbox_filter_append_sql (conditions, sql);
    }
  else
    append_where (resource, request, conditions, sql);
  statement = sandbox_store_compile (sandbox->store, sql->str);
  sandbox_filter_bind (conditions, statement, 1);

  return sandbox_store_step (sandbox->store, statement) ? sandbox_statement_get_int (statement, 0)
                                                        : 0;
}

/**
 * sandbox_list:
 * @sandbox: a sandbox
 * @request: the request
 * @reply: the reply
 * @resource: what is listed
 *
 * Answers a list: filters, sort and page of @request (contract 2.1 and 2.2).
 */
void
sandbox_list (Sandbox *sandbox,
              const SandboxRequest *request,
              SandboxReply *reply,
              const SandboxResource *resource)
{
  g_autoptr (GPtrArray) conditions = NULL;
  g_autoptr (GArray) sort = NULL;
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (SandboxStatement) statement = NULL;
  SandboxPage page;
  int position;

  if (!sandbox_page_read (sandbox, request, &page, reply) ||
      !sandbox_filter_read (resource->fields, request, &conditions, reply))
    return;
  if ((sandbox->variant & SANDBOX_VARIANT_IGNORED_FILTERS) != 0)
    g_ptr_array_set_size (conditions, 0);

  page.count = count_rows (sandbox, resource, request, conditions);
  if (!sandbox_page_begin (request, &page, reply))
    return;

  sort = sandbox_filter_read_sort (resource->fields, request, resource->sort);
  append_columns (resource, sql);
  append_where (resource, request, conditions, sql);
  sandbox_filter_append_order (sort, "t.pk", sql);
  g_string_append (sql, " LIMIT ? OFFSET ?");
  statement = sandbox_store_compile (sandbox->store, sql->str);
  position = sandbox_filter_bind (conditions, statement, 1);
  sandbox_statement_bind_int (statement, position, page.limit);
  sandbox_statement_bind_int (statement, position + 1, (page.number - 1) * page.limit);
  while (sandbox_store_step (sandbox->store, statement))
    append_object (sandbox, resource, statement, reply->body);
  sandbox_page_end (reply);
}

static void
append_cell (
    const SandboxField *field, SandboxStatement *row, int column, gint64 pk, GString *csv)
{
  gint64 value = sandbox_statement_get_int (row, column);
  char text[40];

  if (field->kind == SANDBOX_FIELD_UUID)
    {
      sandbox_uuid_write (text, field->sql, pk);
      sandbox_csv_append (csv, text);
    }
  else if (value == SANDBOX_NULL)
    return;
  else if (field->kind == SANDBOX_FIELD_TIME)
    sandbox_csv_append (csv, sandbox_value_write_time (text, value));
  else if (field->kind == SANDBOX_FIELD_MONEY)
    sandbox_csv_append (csv, sandbox_value_write_money (text, value));
  else if (field->kind == SANDBOX_FIELD_BOOLEAN)
    sandbox_csv_append (csv, value != 0 ? "true" : "false");
  else
    sandbox_csv_append (csv, sandbox_statement_get_text (row, column));
}

/**
 * sandbox_list_as_file:
 * @sandbox: a sandbox
 * @request: the request
 * @reply: the reply
 * @resource: what is listed
 * @name: the file's name
 *
 * Answers everything that matches, not a page of it, as a table (contract 3.10). Members that are
 * objects have no cell.
 */
void
sandbox_list_as_file (Sandbox *sandbox,
                      const SandboxRequest *request,
                      SandboxReply *reply,
                      const SandboxResource *resource,
                      const char *name)
{
  g_autoptr (GPtrArray) conditions = NULL;
  g_autoptr (GArray) sort = NULL;
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (SandboxStatement) row = NULL;

  if (!sandbox_filter_read (resource->fields, request, &conditions, reply))
    return;
  if ((sandbox->variant & SANDBOX_VARIANT_IGNORED_FILTERS) != 0)
    g_ptr_array_set_size (conditions, 0);

  sort = sandbox_filter_read_sort (resource->fields, request, resource->sort);
  append_columns (resource, sql);
  append_where (resource, request, conditions, sql);
  sandbox_filter_append_order (sort, "t.pk", sql);
  row = sandbox_store_compile (sandbox->store, sql->str);
  sandbox_filter_bind (conditions, row, 1);

  sandbox_csv_begin_file (reply, name);
  for (const SandboxField *field = resource->fields; field->name != NULL; field++)
    if (!field->is_hidden && field->kind != SANDBOX_FIELD_JSON)
      g_string_append_printf (reply->body, "%s%s", reply->body->len > 0 ? "," : "", field->name);
  g_string_append (reply->body, "\r\n");
  while (sandbox_store_step (sandbox->store, row))
    {
      gint64 pk = sandbox_statement_get_int (row, 0);
      int column = 1;
      gboolean is_first = TRUE;

      for (const SandboxField *field = resource->fields; field->name != NULL; field++)
        {
          if (field->is_hidden)
            continue;
          if (field->kind != SANDBOX_FIELD_JSON)
            {
              if (!is_first)
                g_string_append_c (reply->body, ',');
              is_first = FALSE;
              append_cell (field, row, column, pk, reply->body);
            }
          column++;
        }
      g_string_append (reply->body, "\r\n");
    }
}

static gboolean
append_row (
    Sandbox *sandbox, const SandboxResource *resource, gint64 channel, gint64 pk, GString *json)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  SandboxStatement *statement;

  append_columns (resource, sql);
  g_string_append_printf (sql, " FROM %s WHERE t.pk = ?", resource->from);
  if (channel != 0)
    g_string_append_printf (sql, " AND %s = ?", resource->channel);
  statement = sandbox_store_prepare (sandbox->store, sql->str);
  sandbox_statement_bind_int (statement, 1, pk);
  if (channel != 0)
    sandbox_statement_bind_int (statement, 2, channel);
  if (!sandbox_store_step (sandbox->store, statement))
    return FALSE;

  append_object (sandbox, resource, statement, json);
  sqlite3_reset (statement);
  return TRUE;
}

/* Appends one object, whichever channel it is of; answers whether there is one. */
gboolean
sandbox_append (Sandbox *sandbox, const SandboxResource *resource, gint64 pk, GString *json)
{
  return append_row (sandbox, resource, 0, pk, json);
}

/* Appends a bare array of the objects that have @value in their column @column. */
void
sandbox_append_all (Sandbox *sandbox,
                    const SandboxResource *resource,
                    const char *column,
                    gint64 value,
                    GString *json)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  SandboxStatement *statement;

  append_columns (resource, sql);
  g_string_append_printf (sql, " FROM %s WHERE %s = ? ORDER BY t.pk", resource->from, column);
  statement = sandbox_store_prepare (sandbox->store, sql->str);
  sandbox_statement_bind_int (statement, 1, value);
  g_string_append_c (json, '[');
  while (sandbox_store_step (sandbox->store, statement))
    append_object (sandbox, resource, statement, json);
  g_string_append_c (json, ']');
}

/* Answers the object whose key is in the path. */
void
sandbox_show (Sandbox *sandbox,
              const SandboxRequest *request,
              SandboxReply *reply,
              const SandboxResource *resource)
{
  gint64 channel = resource->channel != NULL ? request->channel : 0;

  if (!append_row (sandbox, resource, channel, request->pk, reply->body))
    sandbox_reply_not_found (reply);
}
