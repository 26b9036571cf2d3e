/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-order-extra.h"

#include "omni-time.h"

static void append_words (OmniJsonReader *reader, GString *words);

static void
append_object (OmniJsonReader *reader, GString *words)
{
  const char *separator = "";
  OmniJsonSlice name;

  omni_json_reader_begin_object (reader);
  while (omni_json_reader_next_member (reader, &name))
    {
      g_string_append (words, separator);
      g_string_append_len (words, name.data, (gssize) name.length);
      g_string_append (words, ": ");
      append_words (reader, words);
      separator = ", ";
    }
}

static void
append_array (OmniJsonReader *reader, GString *words)
{
  const char *separator = "";

  omni_json_reader_begin_array (reader);
  while (omni_json_reader_next_element (reader))
    {
      g_string_append (words, separator);
      append_words (reader, words);
      separator = ", ";
    }
}

/* Says any value, whatever is nested in it. */
static void
append_words (OmniJsonReader *reader, GString *words)
{
  OmniJsonKind kind = omni_json_reader_peek (reader);
  OmniJsonSlice text = { NULL, 0 };

  if (kind == OMNI_JSON_OBJECT)
    append_object (reader, words);
  else if (kind == OMNI_JSON_ARRAY)
    append_array (reader, words);
  else if (kind == OMNI_JSON_BOOLEAN)
    omni_json_reader_read_raw (reader, &text);
  else
    omni_json_reader_read_any_text (reader, &text);

  if (text.data != NULL)
    g_string_append_len (words, text.data, (gssize) text.length);
  else if (kind == OMNI_JSON_NULL)
    g_string_append (words, "—");
}

static char *
dup_words (OmniJsonReader *reader)
{
  g_autoptr (GString) words = g_string_new (NULL);

  append_words (reader, words);
  g_strdelimit (words->str, "\r\n\t", ' ');
  g_strstrip (words->str);

  return g_strdup (words->str);
}

static void
extra_free (gpointer data)
{
  OmniOrderExtra *extra = data;

  g_free (extra->name);
  g_free (extra->words);
  g_free (extra);
}

/* Takes @name. What says nothing is left out. */
static void
take_extra (GPtrArray *extras, char *name, OmniJsonReader *reader)
{
  gboolean is_null = omni_json_reader_peek (reader) == OMNI_JSON_NULL;
  OmniOrderExtra *extra = g_new0 (OmniOrderExtra, 1);

  extra->name = name;
  extra->words = dup_words (reader);
  if (is_null || extra->words[0] == '\0')
    extra_free (extra);
  else
    g_ptr_array_add (extras, extra);
}

/**
 * omni_order_list_extras:
 * @order: (not nullable): an order
 *
 * Reads `extra_field`. It is an object in the contract; a list or a text, which the shops that fill
 * it send as well, has no names.
 *
 * Returns: (transfer full) (element-type OmniOrderExtra): what stands in it, as the server has it
 */
GPtrArray *
omni_order_list_extras (const OmniOrder *order)
{
  GPtrArray *extras = g_ptr_array_new_with_free_func (extra_free);
  const char *json = omni_order_get_text (order, OMNI_ORDER_EXTRA_FIELD);
  g_auto (OmniJsonReader) reader = { 0 };
  OmniJsonSlice name;
  OmniJsonKind kind;

  if (json == NULL)
    return extras;

  omni_json_reader_init (&reader, json, -1);
  kind = omni_json_reader_peek (&reader);
  if (kind == OMNI_JSON_OBJECT)
    {
      omni_json_reader_begin_object (&reader);
      while (omni_json_reader_next_member (&reader, &name))
        take_extra (extras, g_strndup (name.data, name.length), &reader);
    }
  else if (kind == OMNI_JSON_ARRAY)
    {
      omni_json_reader_begin_array (&reader);
      while (omni_json_reader_next_element (&reader))
        take_extra (extras, NULL, &reader);
    }
  else
    {
      take_extra (extras, NULL, &reader);
    }

  return extras;
}

/* Reads an end of a range; one that is open has no time. */
static gboolean
read_end (OmniJsonReader *reader, OmniTime *time)
{
  OmniJsonKind kind = omni_json_reader_peek (reader);
  OmniJsonSlice text;

  if (kind != OMNI_JSON_TEXT && kind != OMNI_JSON_NULL)
    {
      omni_json_reader_skip (reader);
      return FALSE;
    }

  *time = OMNI_TIME_NONE;
  return omni_json_reader_read_any_text (reader, &text) &&
         (text.data == NULL || omni_time_parse (text.data, (gssize) text.length, time, NULL));
}

static gboolean
read_object_range (OmniJsonReader *reader, OmniTime *from, OmniTime *until)
{
  gboolean is_range = TRUE;
  OmniJsonSlice name;

  omni_json_reader_begin_object (reader);
  while (omni_json_reader_next_member (reader, &name))
    {
      if (omni_json_slice_equal (&name, "lower"))
        is_range &= read_end (reader, from);
      else if (omni_json_slice_equal (&name, "upper"))
        is_range &= read_end (reader, until);
      else
        omni_json_reader_skip (reader);
    }

  return is_range;
}

static gboolean
read_array_range (OmniJsonReader *reader, OmniTime *from, OmniTime *until)
{
  gboolean is_range = TRUE;
  guint n_ends = 0;

  omni_json_reader_begin_array (reader);
  for (; omni_json_reader_next_element (reader); n_ends++)
    {
      if (n_ends < 2)
        is_range &= read_end (reader, n_ends == 0 ? from : until);
      else
        omni_json_reader_skip (reader);
    }

  return is_range && n_ends == 2;
}

/**
 * omni_order_get_delivery_times:
 * @order: (not nullable): an order
 * @from: (out): from when it is to be delivered, or %OMNI_TIME_NONE
 * @until: (out): until when, or %OMNI_TIME_NONE
 *
 * Reads `delivery_range`, of which the contract says only that it is a range: the `lower` and the
 * `upper` end, as the framework that the API is built with writes ranges, or a pair.
 *
 * Returns: whether it is a range of times
 */
gboolean
omni_order_get_delivery_times (const OmniOrder *order, OmniTime *from, OmniTime *until)
{
  const char *json = omni_order_get_text (order, OMNI_ORDER_DELIVERY_RANGE);
  g_auto (OmniJsonReader) reader = { 0 };
  gboolean is_range = FALSE;

  *from = OMNI_TIME_NONE;
  *until = OMNI_TIME_NONE;
  if (json == NULL)
    return FALSE;

  omni_json_reader_init (&reader, json, -1);
  if (omni_json_reader_peek (&reader) == OMNI_JSON_OBJECT)
    is_range = read_object_range (&reader, from, until);
  else if (omni_json_reader_peek (&reader) == OMNI_JSON_ARRAY)
    is_range = read_array_range (&reader, from, until);

  return is_range && (*from != OMNI_TIME_NONE || *until != OMNI_TIME_NONE);
}

/**
 * omni_order_dup_delivery_words:
 * @order: (not nullable): an order
 *
 * Returns: (nullable) (transfer full): when it is to be delivered, as the server says it, or %NULL
 *   where it does not say or says times
 */
char *
omni_order_dup_delivery_words (const OmniOrder *order)
{
  const char *json = omni_order_get_text (order, OMNI_ORDER_DELIVERY_RANGE);
  g_auto (OmniJsonReader) reader = { 0 };
  OmniTime from;
  OmniTime until;

  if (json == NULL || omni_order_get_delivery_times (order, &from, &until))
    return NULL;

  omni_json_reader_init (&reader, json, -1);
  return dup_words (&reader);
}
