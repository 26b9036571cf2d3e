/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <json-glib/json-glib.h>

#include "omni-error.h"
#include "omni-json-reader.h"
#include "omni-order-source.h"
#include "omni-test.h"

/*
 * Damages good JSON in many small ways and compares the reader with json-glib on the outcome.
 * json-glib 1.6 is laxer than RFC 8259: it takes comments, a comma after the last element, numbers
 * such as 01, 0x1F, .5 and 1., single quotes, control characters and unknown escapes in texts, and
 * nothing at all. So it is compared like this: what the reader takes json-glib has to take too,
 * with the same values; and what json-glib takes the reader has to take once json-glib has written
 * it anew, again with the same values. Left out is what json-glib cannot hold: numbers beyond 64
 * bits (which become "inf"), and escapes of zero and of half a surrogate pair.
 */

#define SECONDS 1

static const char *const seeds[] = {
  "{\"count\": 2, \"next\": null, \"results\": [{\"pk\": 1, \"number\": \"007\", \"amount\": "
  "\"12.50\"}, {\"pk\": 2}]}",
  "[1, -2, 3.25, 1e5, true, false, null, \"a\\u00e7\\n\\\"b\\\\\", [], {}, [[1], {\"a\": {\"b\": "
  "[null]}}]]",
  "{\"a\": \"\\ud83d\\ude00\", \"ışık\": \"Aydın\", \"list\": [\"\", \"\\/\", \"\\t\"], \"n\": "
  "9007199254740993}",
  "\"just a text\"",
  "12345",
  " [ ] ",
};

/* Pieces that matter in JSON, so that damage is not always nonsense. */
static const char *const pieces[] = {
  "{",    "}",    "[",     "]",    ",",  ":",  "\"", "\\",       "\\u", "\\ud83d", "\\n",
  "null", "true", "false", "0",    "1",  "-",  ".",  "e",        "1e3", " ",       "\n",
  "\t",   "ı",    "\xff",  "\x01", "''", "[]", "{}", "\"a\":1,", "//",  "/**/",
};

static GString *
damage (GRand *random, const char *seed)
{
  GString *text = g_string_new (seed);
  int n_changes = g_rand_int_range (random, 1, 5);

  for (int i = 0; i < n_changes && text->len > 0; i++)
    {
      gssize position = g_rand_int_range (random, 0, (gint32) text->len);
      const char *piece = pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))];

      switch (g_rand_int_range (random, 0, 5))
        {
        case 0:
          g_string_erase (text, position, 1);
          break;

        case 1:
          g_string_insert (text, position, piece);
          break;

        case 2:
          g_string_truncate (text, (gsize) position);
          break;

        case 3:
          text->str[position] = (char) g_rand_int_range (random, 1, 256);
          break;

        default:
          g_string_insert_len (text, position, text->str,
                               g_rand_int_range (random, 0, (gint32) text->len));
          break;
        }
    }

  return text;
}

/* Writes a value in one way only, so that what two readers saw can be compared as text. */
static void
write_text (GString *out, const char *text, gsize length)
{
  g_string_append_c (out, '"');
  g_string_append_uri_escaped (out, text, NULL, TRUE);
  g_string_append_printf (out, "\"%" G_GSIZE_FORMAT, length);
}

static void
write_ours (OmniJsonReader *reader, GString *out)
{
  OmniJsonSlice slice;
  gboolean flag;

  switch (omni_json_reader_peek (reader))
    {
    case OMNI_JSON_OBJECT:
      {
        g_autoptr (GHashTable) members =
            g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
        g_autoptr (GList) names = NULL;

        omni_json_reader_begin_object (reader);
        while (omni_json_reader_next_member (reader, &slice))
          {
            char *name = g_strndup (slice.data, slice.length);
            GString *value = g_string_new (NULL);

            write_ours (reader, value);
            g_hash_table_replace (members, name, g_string_free (value, FALSE));
          }

        names = g_list_sort (g_hash_table_get_keys (members), (GCompareFunc) strcmp);
        for (GList *l = names; l != NULL; l = l->next)
          g_string_append_printf (out, "{%s=%s}", (char *) l->data,
                                  (char *) g_hash_table_lookup (members, l->data));
        g_string_append (out, "{}");
        break;
      }

    case OMNI_JSON_ARRAY:
      g_string_append_c (out, '[');
      omni_json_reader_begin_array (reader);
      while (omni_json_reader_next_element (reader))
        write_ours (reader, out);
      g_string_append_c (out, ']');
      break;

    case OMNI_JSON_TEXT:
      if (omni_json_reader_read_text (reader, &slice))
        {
          g_autofree char *text = g_strndup (slice.data, slice.length);

          write_text (out, text, slice.length);
        }
      break;

    case OMNI_JSON_NUMBER:
      if (omni_json_reader_read_number (reader, &slice))
        {
          g_autofree char *text = g_strndup (slice.data, slice.length);

          /* json-glib keeps whole numbers exactly; of others only the kind is compared. */
          g_string_append_printf (out, "#%s",
                                  strpbrk (text, ".eE") != NULL ? ""
                                  : strcmp (text, "-0") == 0    ? "0"
                                                                : text);
        }
      break;

    case OMNI_JSON_BOOLEAN:
      if (omni_json_reader_read_boolean (reader, &flag))
        g_string_append (out, flag ? "T" : "F");
      break;

    case OMNI_JSON_NULL:
      omni_json_reader_read_null (reader);
      g_string_append_c (out, 'N');
      break;

    case OMNI_JSON_NONE:
    default:
      break;
    }
}

static void
write_theirs (JsonNode *node, GString *out)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObject *object = json_node_get_object (node);
      g_autoptr (GList) names =
          g_list_sort (json_object_get_members (object), (GCompareFunc)strcmp);

      for (GList *l = names; l != NULL; l = l->next)
        {
          g_autoptr (GString) value = g_string_new (NULL);

          write_theirs (json_object_get_member (object, l->data), value);
          g_string_append_printf (out, "{%s=%s}", (char *) l->data, value->str);
        }
      g_string_append (out, "{}");
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      g_string_append_c (out, '[');
      for (guint i = 0; i < json_array_get_length (array); i++)
        write_theirs (json_array_get_element (array, i), out);
      g_string_append_c (out, ']');
    }
  else if (JSON_NODE_HOLDS_NULL (node))
    g_string_append_c (out, 'N');
  else if (json_node_get_value_type (node) == G_TYPE_STRING)
    write_text (out, json_node_get_string (node), strlen (json_node_get_string (node)));
  else if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    g_string_append (out, json_node_get_boolean (node) ? "T" : "F");
  else if (json_node_get_value_type (node) == G_TYPE_INT64)
    g_string_append_printf (out, "#%" G_GINT64_FORMAT, json_node_get_int (node));
  else
    g_string_append_c (out, '#');
}

/* Whether the text holds something about which the two are known to differ though it is RFC
   8259. */
static gboolean
is_comparable (const char *text, gsize length)
{
  g_autofree char *lower = g_ascii_strdown (text, (gssize) length);
  guint digits = 0;

  if (strstr (lower, "\\u0000") != NULL || strstr (lower, "\\ud") != NULL ||
      strstr (lower, "inf") != NULL)
    return FALSE;

  for (gsize i = 0; i < length; i++)
    {
      digits = g_ascii_isdigit (text[i]) ? digits + 1 : 0;
      if (digits > 18)
        return FALSE;
    }

  return TRUE;
}

/* What one of the two takes, written so that both have to take it. */
static void
compare_rewritten (JsonNode *root)
{
  g_autofree char *text = json_to_string (root, FALSE);
  g_auto (OmniJsonReader) reader;
  g_autoptr (GString) ours = g_string_new (NULL);
  g_autoptr (GString) theirs = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  /* What it writes is not always JSON: "1e+50.0", and U+001F as it is. */
  if (!g_utf8_validate (text, -1, NULL) || !is_comparable (text, strlen (text)) ||
      strstr (text, "e+") != NULL || strchr (text, 0x1f) != NULL)
    return;

  omni_json_reader_init (&reader, text, -1);
  write_ours (&reader, ours);
  omni_json_reader_finish (&reader, &error);
  if (error != NULL)
    g_error ("%s: %s", error->message, text);

  write_theirs (root, theirs);
  g_assert_cmpstr (ours->str, ==, theirs->str);
}

static void
test_against_json_glib (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20250304);
  gint64 end = g_get_monotonic_time () + SECONDS * G_USEC_PER_SEC;
  guint n_tried = 0;
  guint n_accepted = 0;
  guint n_rewritten = 0;

  g_test_summary (
      "Test damaged JSON: never a crash, the same outcome as json-glib's, and the same values");

  while (g_get_monotonic_time () < end)
    {
      const char *seed = seeds[g_rand_int_range (random, 0, G_N_ELEMENTS (seeds))];
      g_autoptr (GString) text = damage (random, seed);
      /* Of its own size, so that the sanitizer sees a step too far. */
      g_autofree char *exact = text->len > 0 ? g_memdup2 (text->str, text->len) : g_strdup ("");
      g_auto (OmniJsonReader) reader;
      g_autoptr (JsonParser) parser = json_parser_new_immutable ();
      g_autoptr (GString) ours = g_string_new (NULL);
      g_autoptr (GString) theirs = g_string_new (NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (OmniOrderPage) page = NULL;
      gboolean accepted;

      omni_json_reader_init (&reader, exact, (gssize) text->len);
      write_ours (&reader, ours);
      accepted = omni_json_reader_finish (&reader, &error);
      n_tried++;

      if (!accepted)
        {
          g_assert_error (error, OMNI_ERROR, OMNI_ERROR_BAD_REPLY);
          g_assert_true (g_utf8_validate (error->message, -1, NULL));
        }

      /* Decoding has to survive the same. */
      page = omni_order_page_new_from_json (exact, text->len, NULL);
      g_assert_true (accepted || page == NULL);

      if (!is_comparable (text->str, text->len))
        continue;
      if (json_parser_load_from_data (parser, text->str, (gssize) text->len, NULL) &&
          json_parser_get_root (parser) != NULL)
        {
          compare_rewritten (json_parser_get_root (parser));
          n_rewritten++;
        }
      else if (accepted)
        g_error ("json-glib refuses what was accepted: %s", text->str);

      if (!accepted)
        continue;
      write_theirs (json_parser_get_root (parser), theirs);
      g_assert_cmpstr (ours->str, ==, theirs->str);
      n_accepted++;
    }

  g_test_message ("%u texts, %u accepted, %u rewritten", n_tried, n_accepted, n_rewritten);
  g_assert_cmpuint (n_accepted, >, 0);
  g_assert_cmpuint (n_rewritten, >, n_accepted);
}

static void
test_seeds (void)
{
  g_test_summary (
      "Test that both read what is not damaged, so that the comparison compares something");

  for (guint i = 0; i < G_N_ELEMENTS (seeds); i++)
    {
      g_auto (OmniJsonReader) reader;
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonParser) parser = json_parser_new_immutable ();
      g_autoptr (GString) ours = g_string_new (NULL);
      g_autoptr (GString) theirs = g_string_new (NULL);

      omni_json_reader_init (&reader, seeds[i], -1);
      write_ours (&reader, ours);
      omni_json_reader_finish (&reader, &error);
      g_assert_no_error (error);

      json_parser_load_from_data (parser, seeds[i], -1, &error);
      g_assert_no_error (error);
      write_theirs (json_parser_get_root (parser), theirs);
      g_assert_cmpstr (ours->str, ==, theirs->str);
    }
}

int
main (int argc, char **argv)
{
  omni_test_init (&argc, &argv);

  g_test_add_func ("/core/json-fuzz/seeds", test_seeds);
  g_test_add_func ("/core/json-fuzz/against-json-glib", test_against_json_glib);

  return g_test_run ();
}
