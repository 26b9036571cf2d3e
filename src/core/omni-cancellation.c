/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-cancellation.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

static const char *const scopes[] = {
  [OMNI_CANCEL_LINES] = "lines",
  [OMNI_CANCEL_ORDER] = "order",
  [OMNI_CANCEL_SHIPPING] = "shipping",
};

static void
line_free (gpointer data)
{
  OmniCancellationLine *line = data;

  g_free (line->product);
  g_free (line->reason_name);
  g_free (line->text);
  g_free (line->iban);
  g_free (line->holder_name);
  g_free (line);
}

/**
 * omni_cancellation_new:
 * @order: the order's primary key
 * @order_number: (nullable): its number
 * @scope: what is cancelled
 *
 * Returns: (transfer full): a cancellation without lines
 */
OmniCancellation *
omni_cancellation_new (gint64 order, const char *order_number, OmniCancelScope scope)
{
  OmniCancellation *cancellation = g_new0 (OmniCancellation, 1);

  cancellation->order = order;
  cancellation->order_number = g_strdup (order_number);
  cancellation->scope = scope;
  cancellation->lines = g_ptr_array_new_with_free_func (line_free);

  return cancellation;
}

/**
 * omni_cancellation_free:
 * @cancellation: (transfer full): a cancellation
 */
void
omni_cancellation_free (OmniCancellation *cancellation)
{
  g_free (cancellation->order_number);
  g_ptr_array_unref (cancellation->lines);
  g_free (cancellation->invoice_number);
  g_free (cancellation);
}

/**
 * omni_cancellation_add_line:
 * @cancellation: (not nullable): a cancellation
 * @item: a line's primary key
 *
 * Returns: (transfer none): the line, to be filled
 */
OmniCancellationLine *
omni_cancellation_add_line (OmniCancellation *cancellation, gint64 item)
{
  OmniCancellationLine *line = g_new0 (OmniCancellationLine, 1);

  line->item = item;
  g_ptr_array_add (cancellation->lines, line);

  return line;
}

/**
 * omni_cancellation_find_line:
 * @cancellation: (not nullable): a cancellation
 * @item: a line's primary key
 *
 * Returns: (transfer none) (nullable): the line, or %NULL where it is not in it
 */
const OmniCancellationLine *
omni_cancellation_find_line (const OmniCancellation *cancellation, gint64 item)
{
  for (guint i = 0; i < cancellation->lines->len; i++)
    {
      const OmniCancellationLine *line = g_ptr_array_index (cancellation->lines, i);

      if (line->item == item)
        return line;
    }

  return NULL;
}

/*
 * JSON
 */

static void
add_text (JsonBuilder *builder, const char *name, const char *text)
{
  if (text == NULL)
    return;

  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text);
}

static void
add_number (JsonBuilder *builder, const char *name, gint64 number)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, number);
}

static void
add_money (JsonBuilder *builder, const char *name, const OmniMoney *money)
{
  g_autofree char *text = omni_money_to_text (money);

  add_text (builder, name, text);
}

static void
add_line (JsonBuilder *builder, const OmniCancellationLine *line)
{
  json_builder_begin_object (builder);
  add_number (builder, "item", line->item);
  add_text (builder, "product", line->product);
  add_number (builder, "reason", line->reason);
  add_text (builder, "reason_name", line->reason_name);
  add_text (builder, "text", line->text);
  add_text (builder, "iban", line->iban);
  add_text (builder, "holder_name", line->holder_name);
  add_money (builder, "amount", &line->amount);
  json_builder_end_object (builder);
}

/**
 * omni_cancellation_to_json:
 * @cancellation: (not nullable): a cancellation
 *
 * Returns: (transfer full): it as text, for omni_cancellation_parse(); not what the server is sent
 */
char *
omni_cancellation_to_json (const OmniCancellation *cancellation)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  add_number (builder, "order", cancellation->order);
  add_text (builder, "order_number", cancellation->order_number);
  add_text (builder, "scope", scopes[cancellation->scope]);
  json_builder_set_member_name (builder, "is_return");
  json_builder_add_boolean_value (builder, cancellation->is_return);
  add_text (builder, "invoice_number", cancellation->invoice_number);
  add_text (builder, "currency", cancellation->total.currency);
  add_money (builder, "shipping", &cancellation->shipping);
  add_money (builder, "total", &cancellation->total);
  json_builder_set_member_name (builder, "lines");
  json_builder_begin_array (builder);
  for (guint i = 0; i < cancellation->lines->len; i++)
    add_line (builder, g_ptr_array_index (cancellation->lines, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

/* The amounts stand before the lines and without their currency, as everywhere in the API. */
typedef struct
{
  OmniCancellation *cancellation;
  char *currency; /* (nullable) (owned) */
  gboolean has_lines;
} Parse;

static void
read_text (OmniJsonReader *reader, char **text)
{
  g_free (*text);
  *text = omni_json_reader_dup_text (reader);
}

static void
read_money (OmniJsonReader *reader, OmniMoney *money)
{
  g_autofree char *text = omni_json_reader_dup_text (reader);

  if (text == NULL || !omni_money_parse (text, -1, NULL, money, NULL))
    omni_json_reader_fail (reader, _ ("an amount was expected"));
}

static void
read_line (OmniJsonReader *reader, OmniCancellation *cancellation)
{
  OmniCancellationLine *line = omni_cancellation_add_line (cancellation, 0);
  OmniJsonSlice name;

  omni_json_reader_begin_object (reader);
  while (omni_json_reader_next_member (reader, &name))
    {
      if (omni_json_slice_equal (&name, "item"))
        omni_json_reader_read_int64 (reader, &line->item);
      else if (omni_json_slice_equal (&name, "reason"))
        omni_json_reader_read_int64 (reader, &line->reason);
      else if (omni_json_slice_equal (&name, "product"))
        read_text (reader, &line->product);
      else if (omni_json_slice_equal (&name, "reason_name"))
        read_text (reader, &line->reason_name);
      else if (omni_json_slice_equal (&name, "text"))
        read_text (reader, &line->text);
      else if (omni_json_slice_equal (&name, "iban"))
        read_text (reader, &line->iban);
      else if (omni_json_slice_equal (&name, "holder_name"))
        read_text (reader, &line->holder_name);
      else if (omni_json_slice_equal (&name, "amount"))
        read_money (reader, &line->amount);
      else
        omni_json_reader_skip (reader);
    }
}

static void
read_scope (OmniJsonReader *reader, OmniCancelScope *scope)
{
  g_autofree char *text = omni_json_reader_dup_text (reader);

  for (guint i = 0; i < G_N_ELEMENTS (scopes); i++)
    {
      if (g_strcmp0 (scopes[i], text) == 0)
        {
          *scope = i;
          return;
        }
    }

  omni_json_reader_fail (reader, _ ("it is not known what is cancelled"));
}

static void
read_member (OmniJsonReader *reader, const OmniJsonSlice *name, Parse *parse)
{
  OmniCancellation *cancellation = parse->cancellation;

  if (omni_json_slice_equal (name, "order"))
    omni_json_reader_read_int64 (reader, &cancellation->order);
  else if (omni_json_slice_equal (name, "order_number"))
    read_text (reader, &cancellation->order_number);
  else if (omni_json_slice_equal (name, "scope"))
    read_scope (reader, &cancellation->scope);
  else if (omni_json_slice_equal (name, "is_return"))
    omni_json_reader_read_boolean (reader, &cancellation->is_return);
  else if (omni_json_slice_equal (name, "invoice_number"))
    read_text (reader, &cancellation->invoice_number);
  else if (omni_json_slice_equal (name, "currency"))
    read_text (reader, &parse->currency);
  else if (omni_json_slice_equal (name, "shipping"))
    read_money (reader, &cancellation->shipping);
  else if (omni_json_slice_equal (name, "total"))
    read_money (reader, &cancellation->total);
  else if (omni_json_slice_equal (name, "lines"))
    {
      parse->has_lines = TRUE;
      omni_json_reader_begin_array (reader);
      while (omni_json_reader_next_element (reader))
        read_line (reader, cancellation);
    }
  else
    {
      omni_json_reader_skip (reader);
    }
}

static void
set_currency (OmniCancellation *cancellation, const char *currency)
{
  omni_money_set_currency (&cancellation->shipping, currency);
  omni_money_set_currency (&cancellation->total, currency);
  for (guint i = 0; i < cancellation->lines->len; i++)
    {
      OmniCancellationLine *line = g_ptr_array_index (cancellation->lines, i);

      omni_money_set_currency (&line->amount, currency);
    }
}

/**
 * omni_cancellation_parse:
 * @json: (not nullable): what omni_cancellation_to_json() gave
 * @error: return location for an error
 *
 * Errors: %OMNI_ERROR_BAD_REPLY
 *
 * Returns: (transfer full) (nullable): the cancellation
 */
OmniCancellation *
omni_cancellation_parse (const char *json, GError **error)
{
  g_autoptr (OmniCancellation) cancellation = omni_cancellation_new (0, NULL, OMNI_CANCEL_LINES);
  g_auto (OmniJsonReader) reader = { 0 };
  Parse parse = { .cancellation = cancellation };
  g_autofree char *currency = NULL;
  OmniJsonSlice name;

  omni_json_reader_init (&reader, json, -1);
  omni_json_reader_begin_object (&reader);
  while (omni_json_reader_next_member (&reader, &name))
    read_member (&reader, &name, &parse);
  currency = parse.currency;
  if (!parse.has_lines)
    omni_json_reader_fail (&reader, _ ("it has no lines"));
  if (!omni_json_reader_finish (&reader, error))
    return NULL;

  set_currency (cancellation, currency);
  return g_steal_pointer (&cancellation);
}
