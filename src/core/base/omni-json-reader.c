/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-json-reader.h"

#include <glib/gi18n-lib.h>

#include "omni-error.h"
#include "omni-json-scan-private.h"

/* The first byte of a value says what kind it is. */
static const guint8 kinds[256] = {
  ['{'] = OMNI_JSON_OBJECT,  ['['] = OMNI_JSON_ARRAY,  ['"'] = OMNI_JSON_TEXT,
  ['-'] = OMNI_JSON_NUMBER,  ['0'] = OMNI_JSON_NUMBER, ['1'] = OMNI_JSON_NUMBER,
  ['2'] = OMNI_JSON_NUMBER,  ['3'] = OMNI_JSON_NUMBER, ['4'] = OMNI_JSON_NUMBER,
  ['5'] = OMNI_JSON_NUMBER,  ['6'] = OMNI_JSON_NUMBER, ['7'] = OMNI_JSON_NUMBER,
  ['8'] = OMNI_JSON_NUMBER,  ['9'] = OMNI_JSON_NUMBER, ['t'] = OMNI_JSON_BOOLEAN,
  ['f'] = OMNI_JSON_BOOLEAN, ['n'] = OMNI_JSON_NULL,
};

static const char *const kind_names[] = {
  [OMNI_JSON_NONE] = N_ ("nothing"),      [OMNI_JSON_OBJECT] = N_ ("an object"),
  [OMNI_JSON_ARRAY] = N_ ("a list"),      [OMNI_JSON_TEXT] = N_ ("a text"),
  [OMNI_JSON_NUMBER] = N_ ("a number"),   [OMNI_JSON_BOOLEAN] = N_ ("true or false"),
  [OMNI_JSON_NULL] = N_ ("null"),
};

static gboolean
fail_kind (OmniJsonReader *reader, OmniJsonKind expected, OmniJsonKind found)
{
  /* Reading where no value stands is the caller's mistake and not the text's. */
  g_return_val_if_fail (found != OMNI_JSON_NONE || reader->error != NULL, FALSE);

  if (found != OMNI_JSON_NONE)
    omni_json_fail_expected (reader, reader->value, _ (kind_names[expected]),
                             _ (kind_names[found]));
  return FALSE;
}

static OmniJsonKind
peek (OmniJsonReader *reader)
{
  OmniJsonKind kind;

  if (reader->error != NULL || !reader->pending)
    return OMNI_JSON_NONE;

  omni_json_skip_space (reader);
  reader->value = reader->at;
  kind = reader->at < reader->end ? kinds[(guchar) *reader->at] : OMNI_JSON_NONE;
  if (kind == OMNI_JSON_NONE)
    omni_json_fail_syntax (reader, N_ ("a value"));

  return kind;
}

static gboolean
begin (OmniJsonReader *reader, OmniJsonKind kind)
{
  OmniJsonKind found = peek (reader);

  if (found != kind)
    return fail_kind (reader, kind, found);

  if (reader->depth == OMNI_JSON_MAX_DEPTH)
    {
      omni_json_fail_at (reader, reader->at, _ ("the text is nested too deeply"));
      return FALSE;
    }

  reader->containers[reader->depth++] = *reader->at++;
  reader->first = TRUE;
  reader->pending = FALSE;
  return TRUE;
}

/* Moves to the next member or element of the open container, or out of it. */
static gboolean
advance (OmniJsonReader *reader, char open, char close, const char *expected)
{
  if (reader->pending && !omni_json_reader_skip (reader))
    return FALSE;
  if (reader->error != NULL)
    return FALSE;

  g_return_val_if_fail (reader->depth > 0, FALSE);
  g_return_val_if_fail (reader->containers[reader->depth - 1] == open, FALSE);

  omni_json_skip_space (reader);
  if (reader->at < reader->end && *reader->at == close)
    {
      reader->at++;
      reader->depth--;
      reader->first = FALSE;
      return FALSE;
    }

  if (!reader->first)
    {
      if (reader->at == reader->end || *reader->at != ',')
        {
          omni_json_fail_syntax (reader, expected);
          return FALSE;
        }
      reader->at++;
    }

  reader->first = FALSE;
  return TRUE;
}

/**
 * omni_json_reader_init:
 * @reader: (out caller-allocates): the reader
 * @text: (not nullable): the whole text, which must stay as it is while the reader is used
 * @length: bytes of @text, or -1 when it ends with a zero byte
 *
 * Starts reading. A text that is not UTF-8 fails at once. A byte order mark in front is passed
 * over.
 */
void
omni_json_reader_init (OmniJsonReader *reader, const char *text, gssize length)
{
  const char *invalid;

  memset (reader, 0, sizeof *reader);
  reader->start = reader->at = text;
  reader->end = text + (length < 0 ? strlen (text) : (gsize) length);
  reader->pending = TRUE;

  invalid = omni_json_find_invalid_utf8 (reader->start, reader->end);
  if (invalid != NULL)
    omni_json_fail_at (reader, invalid, _ ("the text is not valid UTF-8"));
  else if (reader->end - reader->at >= 3 && memcmp (reader->at, "\xef\xbb\xbf", 3) == 0)
    reader->at += 3;
}

/**
 * omni_json_reader_clear:
 * @reader: (not nullable): the reader
 *
 * Frees what the reader owns. Slices that it gave are not valid any more.
 */
void
omni_json_reader_clear (OmniJsonReader *reader)
{
  g_clear_error (&reader->error);
  if (reader->scratch != NULL)
    g_string_free (g_steal_pointer (&reader->scratch), TRUE);
}

/**
 * omni_json_reader_finish:
 * @reader: (not nullable): the reader
 * @error: return location
 *
 * Ends reading: what was not read yet is passed over, and nothing may follow it. So a text is
 * either well-formed as a whole or refused, whatever the caller was interested in.
 *
 * Returns: %TRUE, or %FALSE with the first error, %OMNI_ERROR_BAD_REPLY
 */
gboolean
omni_json_reader_finish (OmniJsonReader *reader, GError **error)
{
  while (reader->error == NULL && (reader->depth > 0 || reader->pending))
    {
      if (reader->pending)
        omni_json_reader_skip (reader);
      else if (reader->containers[reader->depth - 1] == '{')
        omni_json_reader_next_member (reader, NULL);
      else
        omni_json_reader_next_element (reader);
    }

  if (reader->error == NULL)
    {
      omni_json_skip_space (reader);
      if (reader->at < reader->end)
        omni_json_fail_syntax (reader, N_ ("nothing more"));
    }

  if (reader->error == NULL)
    return TRUE;

  g_propagate_error (error, g_error_copy (reader->error));
  return FALSE;
}

/**
 * omni_json_reader_has_error:
 * @reader: (not nullable): the reader
 *
 * Returns: whether anything went wrong so far
 */
gboolean
omni_json_reader_has_error (OmniJsonReader *reader)
{
  return reader->error != NULL;
}

/**
 * omni_json_reader_fail:
 * @reader: (not nullable): the reader
 * @format: (not nullable): what is wrong with the value that was looked at last, in printf form
 * @...: what @format needs
 *
 * Lets a decoder refuse a value that is well-formed and still not what it should be. The place and
 * the member's name are put in front.
 */
void
omni_json_reader_fail (OmniJsonReader *reader, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  omni_json_fail_at (reader, reader->value != NULL ? reader->value : reader->start, message);
}

/**
 * omni_json_reader_peek:
 * @reader: (not nullable): the reader
 *
 * Returns: the kind of the value that stands next, or %OMNI_JSON_NONE where no value stands next
 */
OmniJsonKind
omni_json_reader_peek (OmniJsonReader *reader)
{
  return peek (reader);
}

/**
 * omni_json_reader_begin_object:
 * @reader: (not nullable): the reader
 *
 * Goes into an object. Its members come from omni_json_reader_next_member(), which also leaves it.
 *
 * Returns: %TRUE, or %FALSE when something else stands next
 */
gboolean
omni_json_reader_begin_object (OmniJsonReader *reader)
{
  return begin (reader, OMNI_JSON_OBJECT);
}

/**
 * omni_json_reader_next_member:
 * @reader: (not nullable): the reader, in an object
 * @name: (out caller-allocates) (nullable): the member's name, valid until the next call
 *
 * Moves to the next member, whose value can then be read; a value that was not read is passed over.
 * After the last member it leaves the object. Names are not compared: of two members of one name
 * the caller sees both, in order, so that the last one wins where it simply overwrites.
 *
 * Returns: %TRUE, or %FALSE after the last member and on an error
 */
gboolean
omni_json_reader_next_member (OmniJsonReader *reader, OmniJsonSlice *name)
{
  const char *raw;

  if (!advance (reader, '{', '}', N_ ("“,” or “}”")))
    return FALSE;

  omni_json_skip_space (reader);
  if (reader->at == reader->end || *reader->at != '"')
    {
      omni_json_fail_syntax (reader, N_ ("a member's name"));
      return FALSE;
    }

  raw = reader->at + 1;
  if (!omni_json_scan_text (reader, name))
    return FALSE;
  reader->name = (OmniJsonSlice) { raw, (gsize) (reader->at - 1 - raw) };

  omni_json_skip_space (reader);
  if (reader->at == reader->end || *reader->at != ':')
    {
      omni_json_fail_syntax (reader, N_ ("“:”"));
      return FALSE;
    }
  reader->at++;

  omni_json_skip_space (reader);
  reader->named = reader->at;
  reader->pending = TRUE;

  return TRUE;
}

/**
 * omni_json_reader_begin_array:
 * @reader: (not nullable): the reader
 *
 * Goes into a list. Its elements come from omni_json_reader_next_element(), which also leaves it.
 *
 * Returns: %TRUE, or %FALSE when something else stands next
 */
gboolean
omni_json_reader_begin_array (OmniJsonReader *reader)
{
  return begin (reader, OMNI_JSON_ARRAY);
}

/**
 * omni_json_reader_next_element:
 * @reader: (not nullable): the reader, in a list
 *
 * Moves to the next element, which can then be read; an element that was not read is passed over.
 * After the last element it leaves the list.
 *
 * Returns: %TRUE, or %FALSE after the last element and on an error
 */
gboolean
omni_json_reader_next_element (OmniJsonReader *reader)
{
  reader->pending = advance (reader, '[', ']', N_ ("“,” or “]”"));

  return reader->pending;
}

/**
 * omni_json_reader_skip:
 * @reader: (not nullable): the reader
 *
 * Passes over the value that stands next, with all that is in it. It is checked like everything
 * else, and nothing is allocated for it.
 *
 * Returns: %TRUE, or %FALSE on an error
 */
gboolean
omni_json_reader_skip (OmniJsonReader *reader)
{
  guint depth = reader->depth;

  do
    {
      OmniJsonKind kind = peek (reader);

      switch (kind)
        {
        case OMNI_JSON_OBJECT:
        case OMNI_JSON_ARRAY:
          begin (reader, kind);
          break;

        case OMNI_JSON_TEXT:
          omni_json_scan_text (reader, NULL);
          break;

        case OMNI_JSON_NUMBER:
          omni_json_scan_number (reader);
          break;

        case OMNI_JSON_BOOLEAN:
          omni_json_scan_word (reader, *reader->at == 't' ? "true" : "false");
          break;

        case OMNI_JSON_NULL:
          omni_json_scan_word (reader, "null");
          break;

        case OMNI_JSON_NONE:
        default:
          return FALSE;
        }
      reader->pending = FALSE;

      /* On to the next value inside of what is skipped; containers that have none left are left. */
      while (reader->error == NULL && !reader->pending && reader->depth > depth)
        {
          if (reader->containers[reader->depth - 1] == '{')
            omni_json_reader_next_member (reader, NULL);
          else
            omni_json_reader_next_element (reader);
        }
    }
  while (reader->error == NULL && reader->depth > depth);

  return reader->error == NULL;
}

/**
 * omni_json_reader_read_raw:
 * @reader: (not nullable): the reader
 * @raw: (out caller-allocates): the value's JSON text, which belongs to the input
 *
 * Passes over the value that stands next like omni_json_reader_skip() and says where it stands.
 *
 * Returns: %TRUE, or %FALSE on an error
 */
gboolean
omni_json_reader_read_raw (OmniJsonReader *reader, OmniJsonSlice *raw)
{
  const char *start;

  if (peek (reader) == OMNI_JSON_NONE)
    return FALSE;

  start = reader->at;
  if (!omni_json_reader_skip (reader))
    return FALSE;

  *raw = (OmniJsonSlice) { start, (gsize) (reader->at - start) };
  return TRUE;
}

/**
 * omni_json_reader_read_text:
 * @reader: (not nullable): the reader
 * @text: (out caller-allocates): the text, valid until the next call; it never holds a zero byte
 *
 * Reads a text. An escaped zero and half a surrogate pair become U+FFFD.
 *
 * Returns: %TRUE, or %FALSE when something else stands next
 */
gboolean
omni_json_reader_read_text (OmniJsonReader *reader, OmniJsonSlice *text)
{
  OmniJsonKind kind = peek (reader);

  if (kind != OMNI_JSON_TEXT)
    return fail_kind (reader, OMNI_JSON_TEXT, kind);

  reader->pending = FALSE;
  return omni_json_scan_text (reader, text);
}

/**
 * omni_json_reader_read_number:
 * @reader: (not nullable): the reader
 * @number: (out caller-allocates): the number's decimal text, which belongs to the input
 *
 * Reads a number as the text that it is written as, so that none is rounded.
 *
 * Returns: %TRUE, or %FALSE when something else stands next
 */
gboolean
omni_json_reader_read_number (OmniJsonReader *reader, OmniJsonSlice *number)
{
  OmniJsonKind kind = peek (reader);

  if (kind != OMNI_JSON_NUMBER)
    return fail_kind (reader, OMNI_JSON_NUMBER, kind);

  reader->pending = FALSE;
  if (!omni_json_scan_number (reader))
    return FALSE;

  *number = (OmniJsonSlice) { reader->value, (gsize) (reader->at - reader->value) };
  return TRUE;
}

/**
 * omni_json_reader_read_boolean:
 * @reader: (not nullable): the reader
 * @value: (out): what it says
 *
 * Returns: %TRUE, or %FALSE when neither `true` nor `false` stands next
 */
gboolean
omni_json_reader_read_boolean (OmniJsonReader *reader, gboolean *value)
{
  OmniJsonKind kind = peek (reader);

  if (kind != OMNI_JSON_BOOLEAN)
    return fail_kind (reader, OMNI_JSON_BOOLEAN, kind);

  reader->pending = FALSE;
  *value = *reader->at == 't';
  return omni_json_scan_word (reader, *value ? "true" : "false");
}

/**
 * omni_json_reader_read_null:
 * @reader: (not nullable): the reader
 *
 * Returns: %TRUE, or %FALSE when something else stands next
 */
gboolean
omni_json_reader_read_null (OmniJsonReader *reader)
{
  OmniJsonKind kind = peek (reader);

  if (kind != OMNI_JSON_NULL)
    return fail_kind (reader, OMNI_JSON_NULL, kind);

  reader->pending = FALSE;
  return omni_json_scan_word (reader, "null");
}

/**
 * omni_json_reader_read_any_text:
 * @reader: (not nullable): the reader
 * @text: (out caller-allocates): the text, valid until the next call; its data is %NULL for `null`
 *
 * Reads a text where the contract allows `null` and where some servers send a number: a number is
 * taken as the text that it is written as.
 *
 * Returns: %TRUE, or %FALSE when an object, a list or a boolean stands next
 */
gboolean
omni_json_reader_read_any_text (OmniJsonReader *reader, OmniJsonSlice *text)
{
  OmniJsonKind kind = peek (reader);

  if (kind == OMNI_JSON_NUMBER)
    return omni_json_reader_read_number (reader, text);
  if (kind != OMNI_JSON_NULL)
    return omni_json_reader_read_text (reader, text);

  *text = (OmniJsonSlice) { NULL, 0 };
  return omni_json_reader_read_null (reader);
}

/**
 * omni_json_reader_dup_text:
 * @reader: (not nullable): the reader
 *
 * Reads like omni_json_reader_read_any_text().
 *
 * Returns: (nullable) (transfer full): the text, or %NULL for `null` and on an error
 */
char *
omni_json_reader_dup_text (OmniJsonReader *reader)
{
  OmniJsonSlice text;

  if (!omni_json_reader_read_any_text (reader, &text) || text.data == NULL)
    return NULL;

  return g_strndup (text.data, text.length);
}

/**
 * omni_json_reader_read_int64:
 * @reader: (not nullable): the reader
 * @value: (inout): the number; stays as it was for `null` and on an error
 *
 * Reads a whole number, exactly, from a number or from a text that holds one.
 *
 * Returns: %TRUE, or %FALSE for `null` and on an error
 */
gboolean
omni_json_reader_read_int64 (OmniJsonReader *reader, gint64 *value)
{
  OmniJsonSlice text;
  gboolean negative;
  gint64 number = 0;
  gsize i;

  if (!omni_json_reader_read_any_text (reader, &text) || text.data == NULL)
    return FALSE;

  negative = text.length > 0 && text.data[0] == '-';
  for (i = negative ? 1 : 0; i < text.length; i++)
    {
      int digit = g_ascii_digit_value (text.data[i]);

      if (digit < 0 || __builtin_mul_overflow (number, (gint64) 10, &number) ||
          __builtin_sub_overflow (number, (gint64) digit, &number))
        break;
    }

  if (i < text.length || text.length == (negative ? 1 : 0) || (!negative && number == G_MININT64))
    {
      omni_json_reader_fail (reader, _ ("expected a whole number, found “%.*s”"),
                             (int) MIN (text.length, OMNI_JSON_MAX_SHOWN), text.data);
      return FALSE;
    }

  *value = negative ? number : -number;
  return TRUE;
}

/**
 * omni_json_slice_equal:
 * @slice: (not nullable): a piece of text
 * @text: (not nullable): a text
 *
 * Returns: whether both hold the same bytes
 */
gboolean
omni_json_slice_equal (const OmniJsonSlice *slice, const char *text)
{
  return strlen (text) == slice->length && memcmp (slice->data, text, slice->length) == 0;
}
