/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sandbox-variant.h"

#include "omni-json-reader.h"
#include "omni-status.h"
#include "sandbox-json.h"

#include <string.h>

static const struct
{
  const char *name;
  SandboxVariant variant;
} variants[] = {
  { "money-numbers", SANDBOX_VARIANT_MONEY_NUMBERS },
  { "status-names", SANDBOX_VARIANT_STATUS_NAMES },
  { "id-for-pk", SANDBOX_VARIANT_ID_FOR_PK },
  { "bare-arrays", SANDBOX_VARIANT_BARE_ARRAYS },
  { "text-errors", SANDBOX_VARIANT_TEXT_ERRORS },
  { "unknown-values", SANDBOX_VARIANT_UNKNOWN_VALUES },
  { "ignored-filters", SANDBOX_VARIANT_IGNORED_FILTERS },
  { "gzip", SANDBOX_VARIANT_GZIP },
  { "no-proposed", SANDBOX_VARIANT_NO_PROPOSED },
  { "keeps-shipping", SANDBOX_VARIANT_KEEPS_SHIPPING },
  { "failing-refunds", SANDBOX_VARIANT_FAILING_REFUNDS },
};

/* What a newer server might send: values that are in no list of ours. */
static const struct
{
  const char *member;
  const char *known;
  const char *unknown;
} strangers[] = {
  { "status", "545", "425" },
  { "status", "in_progress", "exporting" },
  { "client_type", "ios", "wrist_watch" },
  { "delivery_type", "same_day", "by_drone" },
  { "cancel_status", "approved", "in_arbitration" },
  { "payment_option_slug", "bkm_express", "crypto_wallet" },
};

#define SHAPES                                                                                     \
  (SANDBOX_VARIANT_MONEY_NUMBERS | SANDBOX_VARIANT_STATUS_NAMES | SANDBOX_VARIANT_ID_FOR_PK |      \
   SANDBOX_VARIANT_BARE_ARRAYS | SANDBOX_VARIANT_TEXT_ERRORS | SANDBOX_VARIANT_UNKNOWN_VALUES)

static void rewrite (
    SandboxVariant variant, OmniJsonReader *reader, const char *member, guint depth, GString *json);

/**
 * sandbox_variant_parse:
 * @names: names, separated by commas
 * @variant: (out): what they mean together
 * @error: return location
 *
 * Returns: whether all names are known
 */
gboolean
sandbox_variant_parse (const char *names, SandboxVariant *variant, GError **error)
{
  g_auto (GStrv) split = g_strsplit (names, ",", -1);

  *variant = 0;
  for (char **name = split; *name != NULL; name++)
    {
      guint i = 0;

      while (i < G_N_ELEMENTS (variants) && strcmp (g_strstrip (*name), variants[i].name) != 0)
        i++;
      if (i == G_N_ELEMENTS (variants) && **name != '\0')
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "not a variant: %s", *name);
          return FALSE;
        }
      if (i < G_N_ELEMENTS (variants))
        *variant |= variants[i].variant;
    }

  return TRUE;
}

/* The names, one after the other, and then %NULL. */
const char *
sandbox_variant_get_name (guint index)
{
  return index < G_N_ELEMENTS (variants) ? variants[index].name : NULL;
}

/**
 * sandbox_variant_read_value:
 * @variant: which
 * @member: the member that a filter is about
 * @text: the value that it asks for
 *
 * A filter means values as they are shown: who asks for a status by the name that nobody else knows
 * finds what is shown with it, and nothing is found by a value that is never shown.
 *
 * Returns: (transfer none) (nullable): the value as it is kept, or %NULL where nothing has it
 */
const char *
sandbox_variant_read_value (SandboxVariant variant, const char *member, const char *text)
{
  gboolean is_status = strcmp (member, "status") == 0;
  const OmniStatus *status = is_status ? omni_status_find (text) : NULL;
  const char *value = status != NULL ? status->code : text;

  if ((variant & SANDBOX_VARIANT_UNKNOWN_VALUES) == 0)
    return text;

  for (guint i = 0; i < G_N_ELEMENTS (strangers); i++)
    if (strcmp (member, strangers[i].member) == 0)
      {
        if (strcmp (value, strangers[i].known) == 0)
          return NULL;
        if (strcmp (value, strangers[i].unknown) == 0)
          return strangers[i].known;
      }

  return text;
}

static gboolean
is_money (const char *member, const char *text, gsize length)
{
  gsize n_digits = strspn (text, "-0123456789");

  return member != NULL && length > 3 && n_digits == length - 3 && text[n_digits] == '.' &&
         (g_str_has_suffix (member, "amount") || g_str_has_suffix (member, "price") ||
          g_str_has_suffix (member, "tax_rate"));
}

static void
rewrite_text (SandboxVariant variant, const char *member, const char *text, GString *json)
{
  const OmniStatus *status = omni_status_find (text);

  if ((variant & SANDBOX_VARIANT_MONEY_NUMBERS) != 0 && is_money (member, text, strlen (text)))
    {
      g_string_append (json, text);
      return;
    }
  if ((variant & SANDBOX_VARIANT_UNKNOWN_VALUES) != 0 && member != NULL)
    for (guint i = 0; i < G_N_ELEMENTS (strangers); i++)
      if (strcmp (member, strangers[i].member) == 0 && strcmp (text, strangers[i].known) == 0)
        {
          sandbox_json_string (json, strangers[i].unknown);
          return;
        }
  if ((variant & SANDBOX_VARIANT_STATUS_NAMES) != 0 && g_strcmp0 (member, "status") == 0 &&
      status != NULL && strcmp (status->code, text) == 0)
    {
      sandbox_json_string (json, status->name);
      return;
    }

  sandbox_json_string (json, text);
}

/* The only text of a list, without the list. */
static void
rewrite_errors (OmniJsonReader *reader, GString *json)
{
  g_autoptr (GString) all = g_string_new (NULL);
  OmniJsonSlice text;

  omni_json_reader_begin_array (reader);
  while (omni_json_reader_next_element (reader) && omni_json_reader_read_text (reader, &text))
    g_string_append_len (all, text.data, (gssize)text.length);
  sandbox_json_string (json, all->str);
}

static void
rewrite_object (SandboxVariant variant, OmniJsonReader *reader, guint depth, GString *json)
{
  OmniJsonSlice slice;
  gboolean has_key = FALSE;
  gsize start = json->len;

  g_string_append_c (json, '{');
  if ((variant & SANDBOX_VARIANT_UNKNOWN_VALUES) != 0)
    sandbox_json_raw (json, "x_new_member", "{\"deep\":[1,null,\"ş\",{\"er\":1e-3}]}");
  omni_json_reader_begin_object (reader);
  while (omni_json_reader_next_member (reader, &slice))
    {
      g_autofree char *name = g_strndup (slice.data, slice.length);
      gboolean is_key = strcmp (name, "pk") == 0 || strcmp (name, "id") == 0;
      gboolean takes_key = (variant & SANDBOX_VARIANT_ID_FOR_PK) != 0 && is_key;

      if ((variant & SANDBOX_VARIANT_BARE_ARRAYS) != 0 && depth == 0 &&
          strcmp (name, "results") == 0)
        {
          g_string_truncate (json, start);
          rewrite (variant, reader, NULL, 1, json);
          while (omni_json_reader_next_member (reader, &slice))
            omni_json_reader_skip (reader);
          return;
        }
      if (takes_key && has_key)
        {
          omni_json_reader_skip (reader);
          continue;
        }
      has_key |= is_key;
      sandbox_json_name (json, takes_key ? "id" : name);
      if ((variant & SANDBOX_VARIANT_TEXT_ERRORS) != 0 && strcmp (name, "non_field_errors") == 0 &&
          omni_json_reader_peek (reader) == OMNI_JSON_ARRAY)
        rewrite_errors (reader, json);
      else
        rewrite (variant, reader, name, depth + 1, json);
    }
  g_string_append_c (json, '}');
}

static void
rewrite (
    SandboxVariant variant, OmniJsonReader *reader, const char *member, guint depth, GString *json)
{
  OmniJsonSlice slice;
  gboolean is_first = TRUE;

  switch (omni_json_reader_peek (reader))
    {
    case OMNI_JSON_OBJECT:
      rewrite_object (variant, reader, depth, json);
      break;

    case OMNI_JSON_ARRAY:
      g_string_append_c (json, '[');
      omni_json_reader_begin_array (reader);
      while (omni_json_reader_next_element (reader))
        {
          if (!is_first)
            g_string_append_c (json, ',');
          is_first = FALSE;
          rewrite (variant, reader, NULL, depth + 1, json);
        }
      g_string_append_c (json, ']');
      break;

    case OMNI_JSON_TEXT:
      if (omni_json_reader_read_text (reader, &slice))
        {
          g_autofree char *text = g_strndup (slice.data, slice.length);

          rewrite_text (variant, member, text, json);
        }
      break;

    case OMNI_JSON_NUMBER:
    case OMNI_JSON_BOOLEAN:
    case OMNI_JSON_NULL:
      if (omni_json_reader_read_raw (reader, &slice))
        g_string_append_len (json, slice.data, (gssize)slice.length);
      break;

    case OMNI_JSON_NONE:
    default:
      break;
    }
}

static void
compress (SandboxReply *reply)
{
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 6);
  g_autoptr (GInputStream) plain =
      g_memory_input_stream_new_from_data (reply->body->str, (gssize)reply->body->len, NULL);
  g_autoptr (GInputStream) packed = g_converter_input_stream_new (plain, G_CONVERTER (compressor));
  g_autoptr (GString) body = g_string_new (NULL);
  char buffer[16384];
  gssize length;

  while ((length = g_input_stream_read (packed, buffer, sizeof buffer, NULL, NULL)) > 0)
    g_string_append_len (body, buffer, length);
  if (length < 0)
    return;

  g_string_truncate (reply->body, 0);
  g_string_append_len (reply->body, body->str, (gssize)body->len);
  sandbox_reply_add_header (reply, "Content-Encoding", "gzip");
}

/**
 * sandbox_variant_apply:
 * @variant: which
 * @reply: a reply that is ready to go out
 *
 * Gives a reply the shape of another tenant's.
 */
void
sandbox_variant_apply (SandboxVariant variant, SandboxReply *reply)
{
  if ((variant & SHAPES) != 0 && strcmp (reply->content_type, SANDBOX_JSON) == 0 &&
      reply->body->len > 0)
    {
      g_auto (OmniJsonReader) reader = { 0 };
      GString *json = g_string_sized_new (reply->body->len + reply->body->len / 8);

      omni_json_reader_init (&reader, reply->body->str, (gssize)reply->body->len);
      rewrite (variant, &reader, NULL, 0, json);
      if (omni_json_reader_finish (&reader, NULL))
        {
          g_string_free (reply->body, TRUE);
          reply->body = json;
        }
      else
        g_string_free (json, TRUE);
    }

  if ((variant & SANDBOX_VARIANT_GZIP) != 0 && reply->takes_gzip && reply->body->len > 0)
    compress (reply);
}
