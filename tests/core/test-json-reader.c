/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-error.h"
#include "omni-json-reader.h"
#include "omni-test.h"

static gboolean
is_well_formed (const char *text, gssize length, GError **error)
{
  g_auto (OmniJsonReader) reader;

  omni_json_reader_init (&reader, text, length);
  omni_json_reader_skip (&reader);
  return omni_json_reader_finish (&reader, error);
}

static void
test_accepts (void)
{
  static const char *const cases[] = {
    "{}",
    "[]",
    "0",
    "-0",
    "1.5e-7",
    "1E+2",
    "\"\"",
    "true",
    "false",
    "null",
    " \t\r\n[ 1 , 2 ]\n",
    "{\"a\":{\"b\":[{},[],null,{\"c\":\"d\"}]},\"a\":1}",
    "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e7\"",
    "\"\\ud83d\\ude00\"",
    "\"\\ud83d\"",
    "\"\\ud83dx\"",
    "\"\\ud83d\\u0041\"",
    "\"\\ude00\"",
    "\"\\u0000\"",
    "\"Aydın 😀\"",
    "\xef\xbb\xbf{}",
    "\"\x7f\"",
    "123456789012345678901234567890",
    "[\"a long text that is not one word of eight bytes\",\"12345678\",\"1234567\\n\"]",
  };

  g_test_summary ("Test that every form of RFC 8259 is read");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      is_well_formed (cases[i], -1, &error);
      if (error != NULL)
        g_test_message ("%s", cases[i]);
      g_assert_no_error (error);
    }
}

static void
test_refuses (void)
{
  static const char *const cases[] = {
    "",
    " ",
    "{",
    "}",
    "[",
    "]",
    "[1",
    "[1,",
    "[1,]",
    "[,1]",
    "[1 2]",
    "{\"a\"}",
    "{\"a\":}",
    "{\"a\":1,}",
    "{,}",
    "{a:1}",
    "{'a':1}",
    "{\"a\":1 \"b\":2}",
    "{\"a\":1]",
    "[1}",
    "01",
    "1.",
    ".1",
    "-",
    "+1",
    "1e",
    "1e+",
    "0x10",
    "NaN",
    "Infinity",
    "tru",
    "trueish",
    "nul",
    "TRUE",
    "\"",
    "\"\\\"",
    "\"\\x\"",
    "\"\\u12\"",
    "\"\\u12g4\"",
    "\"\\ud83d\\u12\"",
    "\"a\nb\"",
    "\"tab\there\"",
    "[1] 2",
    "{} {}",
    "// no\n1",
    "/* no */ 1",
    "\"\xff\"",
    "\"\xc3\"",
    "\"\xed\xa0\x80\"",
    "\"\xc0\xaf\"",
    "<html>",
    "[1]x",
  };

  g_test_summary ("Test that everything that is not RFC 8259 is refused with a sentence");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      if (is_well_formed (cases[i], -1, &error))
        g_error ("accepted: %s", cases[i]);
      g_assert_error (error, OMNI_ERROR, OMNI_ERROR_BAD_REPLY);
      g_assert_true (g_str_has_prefix (error->message, "Line 1, column "));
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }

  g_assert_false (is_well_formed ("[\0]", 3, NULL));
  g_assert_false (is_well_formed ("\"\0\"", 3, NULL));
}

static void
test_truncated (void)
{
  static const char text[] = "{\"a\":[1.5e3,true,null,\"x\\u00e7\\\"y\",{\"b\":\"ı\"}],\"c\":-12}";

  g_test_summary ("Test that no beginning of a text passes for the whole");

  for (gsize length = 0; length < sizeof text - 1; length++)
    {
      /* Of its own size, so that the sanitizer sees a step too far. */
      g_autofree char *piece = g_memdup2 (text, length + 1);
      g_autofree char *exact = length > 0 ? g_memdup2 (piece, length) : g_strdup ("");

      g_assert_false (is_well_formed (exact, (gssize) length, NULL));
    }

  g_assert_true (is_well_formed (text, sizeof text - 1, NULL));
}

static void
test_depth (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  g_test_summary ("Test that nesting is bounded");

  for (guint i = 0; i < OMNI_JSON_MAX_DEPTH; i++)
    g_string_append_c (text, '[');
  for (guint i = 0; i < OMNI_JSON_MAX_DEPTH; i++)
    g_string_append_c (text, ']');
  g_assert_true (is_well_formed (text->str, -1, &error));
  g_assert_no_error (error);

  g_string_prepend_c (text, '[');
  g_string_append_c (text, ']');
  g_assert_false (is_well_formed (text->str, -1, &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_BAD_REPLY);
  g_assert_cmpstr (error->message, ==, "Line 1, column 65: the text is nested too deeply");
}

static void
test_pull (void)
{
  static const char text[] =
      "{\"number\": \"0774\", \"amount\": 129.90, \"skipped\": {\"a\": [1, {\"b\": 2}]},"
      " \"is_send\": true, \"notes\": null, \"tags\": [\"x\", 7, \"y\"], \"unread\": [[]]}";
  g_auto (OmniJsonReader) reader;
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) seen = g_string_new (NULL);
  OmniJsonSlice name;
  OmniJsonSlice slice;
  gboolean flag = FALSE;

  g_test_summary (
      "Test that members and elements come in order and that unread values are passed over");

  omni_json_reader_init (&reader, text, -1);
  g_assert_cmpint (omni_json_reader_peek (&reader), ==, OMNI_JSON_OBJECT);
  g_assert_true (omni_json_reader_begin_object (&reader));

  while (omni_json_reader_next_member (&reader, &name))
    {
      g_string_append_printf (seen, "%.*s ", (int) name.length, name.data);

      if (omni_json_slice_equal (&name, "number"))
        {
          g_assert_true (omni_json_reader_read_text (&reader, &slice));
          g_assert_true (omni_json_slice_equal (&slice, "0774"));
          g_assert_true (slice.data >= text && slice.data < text + sizeof text);
        }
      else if (omni_json_slice_equal (&name, "amount"))
        {
          g_assert_true (omni_json_reader_read_number (&reader, &slice));
          g_assert_true (omni_json_slice_equal (&slice, "129.90"));
        }
      else if (omni_json_slice_equal (&name, "skipped"))
        {
          g_assert_true (omni_json_reader_read_raw (&reader, &slice));
          g_assert_true (omni_json_slice_equal (&slice, "{\"a\": [1, {\"b\": 2}]}"));
        }
      else if (omni_json_slice_equal (&name, "is_send"))
        {
          g_assert_true (omni_json_reader_read_boolean (&reader, &flag));
          g_assert_true (flag);
        }
      else if (omni_json_slice_equal (&name, "notes"))
        {
          g_assert_true (omni_json_reader_read_null (&reader));
        }
      else if (omni_json_slice_equal (&name, "tags"))
        {
          guint n_tags = 0;

          g_assert_true (omni_json_reader_begin_array (&reader));
          for (; omni_json_reader_next_element (&reader); n_tags++)
            {
              if (n_tags == 1)
                continue;
              g_assert_true (omni_json_reader_read_text (&reader, &slice));
            }
          g_assert_cmpuint (n_tags, ==, 3);
        }
    }

  g_assert_cmpint (omni_json_reader_peek (&reader), ==, OMNI_JSON_NONE);
  g_assert_true (omni_json_reader_finish (&reader, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (seen->str, ==, "number amount skipped is_send notes tags unread ");
}

static void
test_texts (void)
{
  static const struct
  {
    const char *json;
    const char *text;
  } cases[] = {
    { "\"Ayd\\u0131n\"", "Aydın" },
    { "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\b\f\n\r\t" },
    { "\"\\ud83d\\ude00!\"", "😀!" },
    { "\"a\\ud83d\"", "a\xef\xbf\xbd" },
    { "\"\\ud83d\\u0041\"", "\xef\xbf\xbd" "A" },
    { "\"\\ud83d\\ud83d\\ude00\"", "\xef\xbf\xbd😀" },
    { "\"\\ude00z\"", "\xef\xbf\xbdz" },
    { "\"a\\u0000b\"", "a\xef\xbf\xbd" "b" },
    { "\"first\\nsecond and more\\tthird\"", "first\nsecond and more\tthird" },
    { "\"\"", "" },
    { "12.50", "12.50" },
    { "null", NULL },
  };

  g_test_summary ("Test that escapes become characters, and what stands for a text that is none");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (OmniJsonReader) reader;
      g_autofree char *text = NULL;

      omni_json_reader_init (&reader, cases[i].json, -1);
      text = omni_json_reader_dup_text (&reader);
      g_assert_true (omni_json_reader_finish (&reader, NULL));
      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_whole_numbers (void)
{
  static const struct
  {
    const char *json;
    gint64 value;
    gboolean valid;
  } cases[] = {
    { "9223372036854775807", G_MAXINT64, TRUE },
    { "-9223372036854775808", G_MININT64, TRUE },
    { "\"9007199254740993\"", G_GINT64_CONSTANT (9007199254740993), TRUE },
    { "0", 0, TRUE },
    { "-0", 0, TRUE },
    { "null", 77, TRUE },
    { "9223372036854775808", 77, FALSE },
    { "1.0", 77, FALSE },
    { "1e3", 77, FALSE },
    { "\"\"", 77, FALSE },
    { "\"-\"", 77, FALSE },
    { "\"12 \"", 77, FALSE },
    { "\"çok uzun bir metin, çok uzun bir metin\"", 77, FALSE },
    { "true", 77, FALSE },
    { "[]", 77, FALSE },
  };

  g_test_summary ("Test that keys are read exactly or not at all");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (OmniJsonReader) reader;
      g_autoptr (GError) error = NULL;
      gint64 value = 77;

      omni_json_reader_init (&reader, cases[i].json, -1);
      omni_json_reader_read_int64 (&reader, &value);
      g_assert_cmpint (omni_json_reader_finish (&reader, &error), ==, cases[i].valid);
      g_assert_cmpint (value, ==, cases[i].value);
      g_assert_true (error == NULL || g_utf8_validate (error->message, -1, NULL));
    }
}

static void
test_messages (void)
{
  static const struct
  {
    const char *json;
    const char *message;
  } cases[] = {
    { "<html>", "Line 1, column 1: expected a value, found “<”" },
    { "", "Line 1, column 1: the text breaks off here" },
    { "{\n  \"ad\": \"Ayd\\q\"}",
      "Line 2, column 14: expected a known escape after the backslash, found “q”" },
    { "{\"ışık\" 1}", "Line 1, column 9: expected “:”, found “1”" },
    { "[1\n,2\n\n", "Line 4, column 1: the text breaks off here" },
    { "[\"Ayd", "Line 1, column 6: the text breaks off here" },
    { "[\"a\x01\"]", "Line 1, column 4: expected a closing quote, found U+0001" },
    { "{} ,", "Line 1, column 4: expected nothing more, found “,”" },
    { "\"ı\xff\"", "Line 1, column 3: the text is not valid UTF-8" },
  };

  g_test_summary ("Test that errors say where, what was expected and what was found");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (is_well_formed (cases[i].json, -1, &error));
      g_assert_cmpstr (error->message, ==, cases[i].message);
    }
}

static void
test_sticky (void)
{
  g_auto (OmniJsonReader) reader;
  g_autoptr (GError) error = NULL;
  OmniJsonSlice slice;

  g_test_summary ("Test that the first error stays and stops everything");

  omni_json_reader_init (&reader, "{\"number\": {\"a\": 1}, \"b\": 2}", -1);
  g_assert_true (omni_json_reader_begin_object (&reader));
  g_assert_true (omni_json_reader_next_member (&reader, &slice));
  g_assert_false (omni_json_reader_read_text (&reader, &slice));
  g_assert_true (omni_json_reader_has_error (&reader));
  g_assert_false (omni_json_reader_next_member (&reader, &slice));
  g_assert_false (omni_json_reader_skip (&reader));
  g_assert_false (omni_json_reader_begin_array (&reader));
  g_assert_cmpint (omni_json_reader_peek (&reader), ==, OMNI_JSON_NONE);
  omni_json_reader_fail (&reader, "later");
  g_assert_false (omni_json_reader_finish (&reader, &error));
  g_assert_cmpstr (error->message, ==,
                   "Line 1, column 12, “number”: expected a text, found an object");
}

static void
test_decoder_fails (void)
{
  g_auto (OmniJsonReader) reader;
  g_autoptr (GError) error = NULL;
  OmniJsonSlice slice;

  g_test_summary ("Test that a decoder can refuse the value that it just read");

  omni_json_reader_init (&reader, "[{\"amount\": \"12,5\"}]", -1);
  g_assert_true (omni_json_reader_begin_array (&reader));
  g_assert_true (omni_json_reader_next_element (&reader));
  g_assert_true (omni_json_reader_begin_object (&reader));
  g_assert_true (omni_json_reader_next_member (&reader, &slice));
  g_assert_true (omni_json_reader_read_text (&reader, &slice));
  omni_json_reader_fail (&reader, "“%.*s” is not an amount", (int) slice.length, slice.data);
  g_assert_false (omni_json_reader_finish (&reader, &error));
  g_assert_cmpstr (error->message, ==, "Line 1, column 13, “amount”: “12,5” is not an amount");
}

int
main (int argc, char **argv)
{
  omni_test_init (&argc, &argv);

  g_test_add_func ("/core/json-reader/accepts", test_accepts);
  g_test_add_func ("/core/json-reader/refuses", test_refuses);
  g_test_add_func ("/core/json-reader/truncated", test_truncated);
  g_test_add_func ("/core/json-reader/depth", test_depth);
  g_test_add_func ("/core/json-reader/pull", test_pull);
  g_test_add_func ("/core/json-reader/texts", test_texts);
  g_test_add_func ("/core/json-reader/whole-numbers", test_whole_numbers);
  g_test_add_func ("/core/json-reader/messages", test_messages);
  g_test_add_func ("/core/json-reader/sticky", test_sticky);
  g_test_add_func ("/core/json-reader/decoder-fails", test_decoder_fails);

  return g_test_run ();
}
