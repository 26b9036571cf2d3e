/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-json-scan-private.h"

#include <glib/gi18n-lib.h>

#include "omni-error.h"

#define REPLACEMENT_CHARACTER 0xfffd

/*
 * Errors
 */

void
omni_json_fail_at (OmniJsonReader *reader, const char *position, const char *message)
{
  guint line = 1;
  const char *line_start = reader->start;
  const char *newline;
  glong column;
  g_autofree char *sentence = NULL;
  g_autofree char *valid = NULL;

  if (reader->error != NULL)
    return;

  while ((newline = memchr (line_start, '\n', (gsize) (position - line_start))) != NULL)
    {
      line++;
      line_start = newline + 1;
    }

  /* A position inside of broken UTF-8 is only ever after text that is not broken. */
  column = g_utf8_strlen (line_start, position - line_start) + 1;

  if (position == reader->named)
    sentence = g_strdup_printf (_ ("Line %u, column %ld, “%.*s”: %s"), line, column,
                                (int) MIN (reader->name.length, OMNI_JSON_MAX_SHOWN),
                                reader->name.data, message);
  else
    sentence = g_strdup_printf (_ ("Line %u, column %ld: %s"), line, column, message);

  /* What is shown of the text may have been cut within a character. */
  valid = g_utf8_make_valid (sentence, -1);
  reader->error = omni_error_new (OMNI_ERROR_BAD_REPLY, "%s", valid);
}

void
omni_json_fail_expected (OmniJsonReader *reader,
                         const char *position,
                         const char *expected,
                         const char *found)
{
  g_autofree char *message = g_strdup_printf (_ ("expected %s, found %s"), expected, found);

  omni_json_fail_at (reader, position, message);
}

/* @expected is translated here and not before, because callers pass it long before anything is
 * wrong. */
void
omni_json_fail_syntax (OmniJsonReader *reader, const char *expected)
{
  g_autofree char *found = NULL;
  gunichar character;

  if (reader->at == reader->end)
    {
      omni_json_fail_at (reader, reader->at, _ ("the text breaks off here"));
      return;
    }

  character = g_utf8_get_char (reader->at);
  if (g_unichar_isprint (character))
    found =
        g_strdup_printf ("“%.*s”", (int) (g_utf8_next_char (reader->at) - reader->at), reader->at);
  else
    found = g_strdup_printf ("U+%04X", character);
  omni_json_fail_expected (reader, reader->at, _ (expected), found);
}

/*
 * Scanning. All of these move reader->at over what they read.
 */

static inline guint64
load_word (const char *at)
{
  guint64 word;

  memcpy (&word, at, sizeof word);
  return word;
}

#define EACH_BYTE(byte) (G_GUINT64_CONSTANT (0x0101010101010101) * (byte))
#define HIGH_BITS EACH_BYTE (0x80)
#define HAS_ZERO_BYTE(word) (((word) - EACH_BYTE (1)) & ~(word) & HIGH_BITS)

/* Finds the next byte that ends a plain piece of a text: a quote, a backslash or a control
 * character. The lowest bit that is set in @found is always a true one; those above it may not
 * be. */
static inline const char *
find_special (const char *at, const char *end)
{
  for (; end - at >= 8; at += 8)
    {
      guint64 word = load_word (at);
      guint64 found = HAS_ZERO_BYTE (word ^ EACH_BYTE ('"')) |
                      HAS_ZERO_BYTE (word ^ EACH_BYTE ('\\')) |
                      ((word - EACH_BYTE (0x20)) & ~word & HIGH_BITS);

      if (found == 0)
        continue;
#if G_BYTE_ORDER == G_LITTLE_ENDIAN
      return at + __builtin_ctzll (found) / 8;
#else
      break;
#endif
    }

  while (at < end && *at != '"' && *at != '\\' && (guchar) *at >= 0x20)
    at++;

  return at;
}

/* Checks only what is not ASCII, because the rest of the reader sees every ASCII byte anyway. */
const char *
omni_json_find_invalid_utf8 (const char *at, const char *end)
{
  while (at < end)
    {
      const char *run;
      const char *invalid;

      while (end - at >= 8 && (load_word (at) & HIGH_BITS) == 0)
        at += 8;
      while (at < end && (guchar) *at < 0x80)
        at++;

      run = at;
      while (at < end && (guchar) *at >= 0x80)
        at++;
      if (!g_utf8_validate_len (run, (gsize) (at - run), &invalid))
        return invalid;
    }

  return NULL;
}

static gboolean
scan_hex (OmniJsonReader *reader, guint *code)
{
  *code = 0;

  for (guint i = 0; i < 4; i++, reader->at++)
    {
      if (reader->at == reader->end || !g_ascii_isxdigit (*reader->at))
        {
          omni_json_fail_syntax (reader, N_ ("four hexadecimal digits"));
          return FALSE;
        }
      *code = *code << 4 | (guint) g_ascii_xdigit_value (*reader->at);
    }

  return TRUE;
}

/* Half a surrogate pair is no character, and a zero would end a C string early. Neither is worth
 * refusing a page of orders for, so both become the replacement character. */
static gboolean
scan_unicode_escape (OmniJsonReader *reader, GString *text)
{
  guint code;

  if (!scan_hex (reader, &code))
    return FALSE;

  if (code >= 0xd800 && code < 0xdc00 && reader->end - reader->at >= 2 && reader->at[0] == '\\' &&
      reader->at[1] == 'u')
    {
      const char *second = reader->at;
      guint low;

      reader->at += 2;
      if (!scan_hex (reader, &low))
        return FALSE;

      if (low >= 0xdc00 && low < 0xe000)
        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
      else
        reader->at = second;
    }

  if (code == 0 || (code >= 0xd800 && code < 0xe000))
    code = REPLACEMENT_CHARACTER;
  if (text != NULL)
    g_string_append_unichar (text, code);

  return TRUE;
}

static gboolean
scan_escape (OmniJsonReader *reader, GString *text)
{
  static const char escapes[] = "\"\"\\\\//b\bf\fn\nr\rt\t";

  if (reader->at < reader->end && *reader->at == 'u')
    {
      reader->at++;
      return scan_unicode_escape (reader, text);
    }

  for (guint i = 0; reader->at < reader->end && i + 1 < sizeof escapes; i += 2)
    {
      if (*reader->at == escapes[i])
        {
          if (text != NULL)
            g_string_append_c (text, escapes[i + 1]);
          reader->at++;
          return TRUE;
        }
    }

  omni_json_fail_syntax (reader, N_ ("a known escape after the backslash"));
  return FALSE;
}

/* Reads a text from its opening quote on. What has no escapes is handed out as it stands in the
 * input. */
gboolean
omni_json_scan_text (OmniJsonReader *reader, OmniJsonSlice *slice)
{
  const char *run = ++reader->at;
  GString *text = NULL;

  reader->at = find_special (run, reader->end);
  if (G_LIKELY (reader->at < reader->end && *reader->at == '"'))
    {
      if (slice != NULL)
        *slice = (OmniJsonSlice) { run, (gsize) (reader->at - run) };
      reader->at++;
      return TRUE;
    }

  if (slice != NULL)
    {
      if (reader->scratch == NULL)
        reader->scratch = g_string_new (NULL);
      text = g_string_truncate (reader->scratch, 0);
    }

  while (reader->at < reader->end && *reader->at == '\\')
    {
      if (text != NULL)
        g_string_append_len (text, run, reader->at - run);
      reader->at++;
      if (!scan_escape (reader, text))
        return FALSE;

      run = reader->at;
      reader->at = find_special (run, reader->end);
    }

  if (reader->at == reader->end || *reader->at != '"')
    {
      omni_json_fail_syntax (reader, N_ ("a closing quote"));
      return FALSE;
    }

  if (slice != NULL)
    {
      g_string_append_len (text, run, reader->at - run);
      *slice = (OmniJsonSlice) { text->str, text->len };
    }
  reader->at++;

  return TRUE;
}

static gboolean
scan_digits (OmniJsonReader *reader)
{
  const char *start = reader->at;

  while (reader->at < reader->end && g_ascii_isdigit (*reader->at))
    reader->at++;
  if (reader->at > start)
    return TRUE;

  omni_json_fail_syntax (reader, N_ ("a digit"));
  return FALSE;
}

gboolean
omni_json_scan_number (OmniJsonReader *reader)
{
  if (*reader->at == '-')
    reader->at++;

  if (reader->at < reader->end && *reader->at == '0')
    reader->at++;
  else if (!scan_digits (reader))
    return FALSE;

  if (reader->at < reader->end && *reader->at == '.')
    {
      reader->at++;
      if (!scan_digits (reader))
        return FALSE;
    }

  if (reader->at < reader->end && (*reader->at == 'e' || *reader->at == 'E'))
    {
      reader->at++;
      if (reader->at < reader->end && (*reader->at == '+' || *reader->at == '-'))
        reader->at++;
      if (!scan_digits (reader))
        return FALSE;
    }

  return TRUE;
}

gboolean
omni_json_scan_word (OmniJsonReader *reader, const char *word)
{
  gsize length = strlen (word);

  if ((gsize) (reader->end - reader->at) >= length && memcmp (reader->at, word, length) == 0)
    {
      reader->at += length;
      return TRUE;
    }

  omni_json_fail_syntax (reader, N_ ("a value"));
  return FALSE;
}
