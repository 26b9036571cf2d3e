/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sandbox-csv.h"
#include "sandbox-handlers.h"
#include "sandbox-item-writes.h"
#include "sandbox-json.h"
#include "sandbox-private.h"
#include "sandbox-value.h"

#include <libsoup/soup.h>
#include <string.h>

/* The order-update file (contract 3.19): its template, and taking it. */

static const char *const columns[] = {
  "id",
  "order_number",
  "sku",
  "status",
  "shipping_company",
  "e_archive_url",
  "invoice_number",
  "invoice_date",
  "tracking_number",
};

#define FIRST_THAT_CHANGES 3

void
sandbox_show_update_template (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply)
{
  sandbox_csv_begin_file (reply, "order-update.csv");
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    g_string_append_printf (reply->body, "%s%s", i > 0 ? "," : "", columns[i]);
  g_string_append (reply->body, "\r\n");
}

/* The part named `file` of a form. */
static GBytes *
find_file (const SandboxRequest *request)
{
  g_autoptr (GBytes) body = g_bytes_new (request->body->str, request->body->len);
  SoupMessageHeaders *headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);
  SoupMultipart *multipart;
  GBytes *found = NULL;

  soup_message_headers_append (headers, "Content-Type",
                               request->content_type != NULL ? request->content_type : "");
  multipart = soup_multipart_new_from_message (headers, body);
  for (int i = 0; multipart != NULL && i < soup_multipart_get_length (multipart); i++)
    {
      SoupMessageHeaders *part;
      GBytes *bytes;
      GHashTable *parameters = NULL;
      g_autofree char *disposition = NULL;

      if (!soup_multipart_get_part (multipart, i, &part, &bytes) ||
          !soup_message_headers_get_content_disposition (part, &disposition, &parameters))
        continue;
      if (found == NULL && g_strcmp0 (g_hash_table_lookup (parameters, "name"), "file") == 0)
        found = g_bytes_ref (bytes);
      g_hash_table_unref (parameters);
    }
  g_clear_pointer (&multipart, soup_multipart_free);
  soup_message_headers_unref (headers);

  return found;
}

static int
find_column (const GPtrArray *header, const char *name)
{
  for (guint i = 0; i < header->len; i++)
    if (g_ascii_strcasecmp (g_strstrip (g_ptr_array_index (header, i)), name) == 0)
      return (int)i;

  return -1;
}

static const char *
get_cell (const GPtrArray *header, const GPtrArray *row, const char *name)
{
  int column = find_column (header, name);

  return column >= 0 && (guint)column < row->len ? g_strstrip (g_ptr_array_index (row, column))
                                                 : "";
}

/* An empty cell leaves the value as it is, so it is not in the row's object. */
static char *
describe_row (const GPtrArray *header, const GPtrArray *row)
{
  GString *json = g_string_new ("{");

  for (guint i = FIRST_THAT_CHANGES; i < G_N_ELEMENTS (columns); i++)
    {
      const char *cell = get_cell (header, row, columns[i]);

      if (*cell != '\0')
        sandbox_json_text (json, columns[i], cell);
    }
  g_string_append_c (json, '}');

  return g_string_free (json, FALSE);
}

/* Rows are taken one by one: what is wrong with one does not keep the others out. */
static void
take_row (Sandbox *sandbox,
          SandboxRequest *request,
          const GPtrArray *header,
          const GPtrArray *row,
          GHashTable *orders,
          GString *errors)
{
  g_autofree char *text = describe_row (header, row);
  g_autoptr (SandboxNode) node = sandbox_body_parse_text (text);
  gboolean is_refused = FALSE;
  gint64 pk;

  if (node == NULL)
    g_string_append (errors, "\"id\":[\"The row is not valid text.\"]");
  else if (!sandbox_value_parse_int (get_cell (header, row, "id"), &pk))
    g_string_append (errors, "\"id\":[\"A valid integer is required.\"]");
  else
    sandbox_item_write_row (sandbox, request, pk, node, orders, errors, &is_refused);
}

static void
append_errors (guint row, const char *errors, GString *json)
{
  g_autofree char *text = g_strdup_printf ("{%s}", errors);
  g_autoptr (SandboxNode) node = sandbox_body_parse_text (text);

  for (guint i = 0; node != NULL && i < node->children->len; i++)
    {
      const SandboxNode *field = g_ptr_array_index (node->children, i);
      const SandboxNode *message = g_ptr_array_index (field->children, 0);

      sandbox_json_begin (json, NULL, '{');
      sandbox_json_int (json, "row", row);
      sandbox_json_text (json, "field", field->name);
      sandbox_json_text (json, "message", message->text);
      g_string_append_c (json, '}');
    }
}

void
sandbox_take_update_file (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply)
{
  g_autoptr (GBytes) file = find_file (request);
  g_autoptr (GHashTable) orders = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GPtrArray) header = NULL;
  g_autoptr (GPtrArray) row = NULL;
  g_autoptr (GString) all_errors = g_string_new ("[");
  g_autofree char *text = NULL;
  SandboxCsv csv;
  gint64 n_updated = 0;

  if (file == NULL)
    {
      sandbox_reply_invalid (reply, "file", "No file was submitted.");
      return;
    }
  text = g_strndup (g_bytes_get_data (file, NULL), g_bytes_get_size (file));
  sandbox_csv_init (&csv, text, strlen (text));
  header = sandbox_csv_read_row (&csv);
  if (!g_utf8_validate (text, -1, NULL) || header == NULL || find_column (header, "id") < 0)
    {
      sandbox_reply_invalid (reply, "file", "This is not an order-update file.");
      return;
    }

  while ((row = sandbox_csv_read_row (&csv)) != NULL)
    {
      g_autoptr (GString) errors = g_string_new (NULL);

      take_row (sandbox, request, header, row, orders, errors);
      if (errors->len > 0)
        append_errors (csv.row, errors->str, all_errors);
      else
        n_updated++;
      g_clear_pointer (&row, g_ptr_array_unref);
    }
  sandbox_item_end_rows (sandbox, orders);
  g_string_append_c (all_errors, ']');

  g_string_append_c (reply->body, '{');
  sandbox_json_int (reply->body, "updated", n_updated);
  sandbox_json_raw (reply->body, "errors", all_errors->str);
  g_string_append_c (reply->body, '}');
}
