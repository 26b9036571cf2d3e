/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-reply.h"

#include "omni-error.h"
#include "omni-json-reader.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What is kept of a server's words: enough to read, not enough to fill a screen or the memory. */
#define MAX_TEXT 500
#define MAX_NAME 100
/* Every field of every row of the longest update. */
#define MAX_FIELDS 600

/*
 * What a server says in the body of an error (contract 2.4):
 * @text: (owned): its sentences about the whole request, one after the other
 * @code: (owned) (nullable): its stable code
 * @names, @texts: (owned): what it says about single fields, as pairs
 */
typedef struct
{
  GString *text;
  char *code;
  GPtrArray *names;
  GPtrArray *texts;
} ServerWords;

static void collect_value (ServerWords *words, OmniJsonReader *reader, const char *field);

/*
 * Helpers
 */

static void
server_words_init (ServerWords *words)
{
  words->text = g_string_new (NULL);
  words->code = NULL;
  words->names = g_ptr_array_new_with_free_func (g_free);
  words->texts = g_ptr_array_new_with_free_func (g_free);
}

static void
server_words_clear (ServerWords *words)
{
  g_string_free (words->text, TRUE);
  g_free (words->code);
  g_ptr_array_unref (words->names);
  g_ptr_array_unref (words->texts);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ServerWords, server_words_clear)

/* One line of plain text: no control characters, not too long, nothing around it. */
static char *
tidy (const char *text)
{
  GString *line = g_string_new (NULL);

  for (const char *at = text; *at != '\0' && line->len < MAX_TEXT; at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);

      g_string_append_unichar (line, g_unichar_iscntrl (letter) ? ' ' : letter);
    }

  return g_strstrip (g_string_free (line, FALSE));
}

static void
add_words (ServerWords *words, const char *field, const char *text)
{
  g_autofree char *line = tidy (text);

  if (line[0] == '\0')
    return;

  if (field == NULL)
    {
      if (words->text->len < MAX_TEXT)
        g_string_append_printf (words->text, "%s%s", words->text->len > 0 ? " " : "", line);
    }
  else if (words->names->len < MAX_FIELDS)
    {
      g_ptr_array_add (words->names, tidy (field));
      g_ptr_array_add (words->texts, g_steal_pointer (&line));
    }
}

static gboolean
is_about_everything (const char *name)
{
  return strcmp (name, "detail") == 0 || strcmp (name, "non_field_errors") == 0 ||
         strcmp (name, "message") == 0 || strcmp (name, "error") == 0;
}

static void
collect_members (ServerWords *words, OmniJsonReader *reader, const char *field)
{
  OmniJsonSlice slice;

  omni_json_reader_begin_object (reader);
  while (omni_json_reader_next_member (reader, &slice))
    {
      g_autofree char *name = g_utf8_make_valid (slice.data, (gssize) MIN (slice.length, MAX_NAME));
      OmniJsonKind kind = omni_json_reader_peek (reader);

      if (strcmp (name, "code") == 0 && (kind == OMNI_JSON_TEXT || kind == OMNI_JSON_NUMBER))
        {
          g_autofree char *code = omni_json_reader_dup_text (reader);

          if (words->code == NULL && code != NULL)
            words->code = tidy (code);
        }
      else if (is_about_everything (name))
        {
          collect_value (words, reader, field);
        }
      else
        {
          g_autofree char *path = field == NULL ? NULL : g_strdup_printf ("%s.%s", field, name);

          collect_value (words, reader, path != NULL ? path : name);
        }
    }
}

/* A list of texts is about @field itself; objects in a list are about its rows (bulk calls). */
static void
collect_elements (ServerWords *words, OmniJsonReader *reader, const char *field)
{
  omni_json_reader_begin_array (reader);
  for (guint i = 0; omni_json_reader_next_element (reader); i++)
    {
      OmniJsonKind kind = omni_json_reader_peek (reader);
      gboolean is_row = kind == OMNI_JSON_OBJECT || kind == OMNI_JSON_ARRAY;
      g_autofree char *path = NULL;

      if (is_row && field != NULL)
        path = g_strdup_printf ("%s.%u", field, i);
      collect_value (words, reader, path != NULL ? path : field);
    }
}

static void
collect_value (ServerWords *words, OmniJsonReader *reader, const char *field)
{
  switch (omni_json_reader_peek (reader))
    {
    case OMNI_JSON_OBJECT:
      collect_members (words, reader, field);
      break;

    case OMNI_JSON_ARRAY:
      collect_elements (words, reader, field);
      break;

    case OMNI_JSON_TEXT:
    case OMNI_JSON_NUMBER:
      {
        g_autofree char *text = omni_json_reader_dup_text (reader);

        if (text != NULL)
          add_words (words, field, text);
      }
      break;

    case OMNI_JSON_BOOLEAN:
    case OMNI_JSON_NULL:
      omni_json_reader_skip (reader);
      break;

    case OMNI_JSON_NONE:
      break;
    }
}

static gboolean
looks_like_page (const OmniReply *reply)
{
  const char *at = reply->body == NULL ? "" : reply->body->str;

  if (reply->content_type != NULL &&
      (g_ascii_strcasecmp (reply->content_type, "text/html") == 0 ||
       g_ascii_strcasecmp (reply->content_type, "application/xhtml+xml") == 0))
    return TRUE;

  while (g_ascii_isspace (*at))
    at++;
  return *at == '<';
}

/* Half a body still says something: what was read before the mistake is kept. */
static void
read_words (const OmniReply *reply, ServerWords *words)
{
  g_auto (OmniJsonReader) reader = { 0 };

  if (reply->body == NULL || reply->body->len == 0 || looks_like_page (reply))
    return;

  omni_json_reader_init (&reader, reply->body->str, (gssize) reply->body->len);
  collect_value (words, &reader, NULL);
}

static OmniError
code_for_status (guint status, gboolean proposed)
{
  switch (status)
    {
    case 400:
    case 422:
      return OMNI_ERROR_INVALID;
    case 401:
      return OMNI_ERROR_SIGNED_OUT;
    case 403:
      return OMNI_ERROR_FORBIDDEN;
    case 404:
    case 410:
      return proposed ? OMNI_ERROR_UNSUPPORTED : OMNI_ERROR_NOT_FOUND;
    case 405:
    case 501:
      return OMNI_ERROR_UNSUPPORTED;
    case 406:
    case 409:
      return OMNI_ERROR_REFUSED;
    case 408:
    case 504:
      return OMNI_ERROR_TIMED_OUT;
    case 429:
      return OMNI_ERROR_THROTTLED;
    default:
      return status >= 500 ? OMNI_ERROR_SERVER : OMNI_ERROR_BAD_REPLY;
    }
}

static char *
describe_invalid (const char *host, const ServerWords *words)
{
  if (words->text->len > 0)
    return g_strdup_printf (_("%s does not accept this: %s"), host, words->text->str);
  if (words->names->len > 0)
    return g_strdup_printf (_("%s does not accept “%s”: %s"), host,
                            (const char *) g_ptr_array_index (words->names, 0),
                            (const char *) g_ptr_array_index (words->texts, 0));
  return g_strdup_printf (_("%s does not accept this and does not say why."), host);
}

static char *
describe_throttled (const char *host, int retry_after)
{
  if (retry_after < 1)
    return g_strdup_printf (_("%s is asked too often. Try again in a moment."), host);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       "%s is asked too often. Try again in %d second.",
                                       "%s is asked too often. Try again in %d seconds.",
                                       (gulong) retry_after),
                          host, retry_after);
}

static char *
describe (OmniError code, const OmniReply *reply, const char *host, const ServerWords *words)
{
  const char *text = words->text->len > 0 ? words->text->str : NULL;

  switch (code)
    {
    case OMNI_ERROR_INVALID:
      return describe_invalid (host, words);
    case OMNI_ERROR_SIGNED_OUT:
      return g_strdup_printf (_("%s has ended the session. Sign in again."), host);
    case OMNI_ERROR_FORBIDDEN:
      return text != NULL ? g_strdup_printf (_("%s does not let you do this: %s"), host, text)
                          : g_strdup_printf (_("%s does not let you do this."), host);
    case OMNI_ERROR_NOT_FOUND:
      return g_strdup_printf (_("%s does not have this, or does not show it to you."), host);
    case OMNI_ERROR_UNSUPPORTED:
      return g_strdup_printf (_("%s does not offer this."), host);
    case OMNI_ERROR_REFUSED:
      return text != NULL ? g_strdup_printf (_("%s refuses this: %s"), host, text)
                          : g_strdup_printf (_("%s refuses this and does not say why."), host);
    case OMNI_ERROR_TIMED_OUT:
      return g_strdup_printf (_("%s did not answer in time."), host);
    case OMNI_ERROR_THROTTLED:
      return describe_throttled (host, reply->retry_after);
    case OMNI_ERROR_SERVER:
      return g_strdup_printf (_("%s has a fault of its own (%u). Try again later."), host,
                              reply->status);
    case OMNI_ERROR_BAD_REPLY:
    case OMNI_ERROR_OFFLINE:
    case OMNI_ERROR_TLS:
    case OMNI_ERROR_BAD_FILE:
    case OMNI_ERROR_BAD_VALUE:
    case OMNI_ERROR_IGNORED:
    default:
      return g_strdup_printf (_("%s gave an answer that cannot be understood (%u)."), host,
                              reply->status);
    }
}

static GError *
judge_success (const OmniReply *reply, const char *host, gboolean wants_body)
{
  GError *error = NULL;

  if (!wants_body)
    return NULL;

  if (looks_like_page (reply))
    error = omni_error_new (OMNI_ERROR_BAD_REPLY,
                            _("%s answered with a web page instead of data. Is this the address "
                               "of the back office?"),
                            host);
  else if (reply->body == NULL || reply->body->len == 0)
    error = omni_error_new (OMNI_ERROR_BAD_REPLY, _("%s gave an empty answer."), host);

  if (error != NULL)
    omni_error_set_http_status (error, reply->status);
  return error;
}

static GError *
judge_failure (const OmniReply *reply, const char *host, gboolean proposed)
{
  g_auto (ServerWords) words = { 0 };
  OmniError code = code_for_status (reply->status, proposed);
  g_autofree char *sentence = NULL;
  GError *error;

  server_words_init (&words);
  read_words (reply, &words);

  sentence = describe (code, reply, host, &words);
  error = omni_error_new (code, "%s", sentence);
  omni_error_set_http_status (error, reply->status);
  if (words.code != NULL)
    omni_error_set_server_code (error, words.code);
  if (reply->retry_after >= 0)
    omni_error_set_retry_after (error, reply->retry_after);
  for (guint i = 0; i < words.names->len; i++)
    omni_error_add_field (error, g_ptr_array_index (words.names, i),
                          g_ptr_array_index (words.texts, i));

  return error;
}

/*
 * Public API
 */

void
omni_reply_clear (OmniReply *reply)
{
  g_clear_pointer (&reply->content_type, g_free);
  if (reply->body != NULL)
    g_string_free (g_steal_pointer (&reply->body), TRUE);
  reply->status = 0;
  reply->retry_after = OMNI_REPLY_NO_RETRY_AFTER;
}

/**
 * omni_reply_judge:
 * @reply: a whole reply
 * @host: (not nullable): the server's name, for the sentence
 * @endpoint: what was called
 * @wants_body: whether a good answer has a body
 *
 * The one place where status and body become an error. Every reply passes it. The error carries the
 * status, the server's code, its words about fields (rows of a bulk call as
 * `orderitem_set.1.status`) and the seconds to wait; its message is a sentence for people that
 * names @host. Source: contract 2.4.
 *
 * Returns: (transfer full) (nullable): %NULL when the reply is a good one
 */
GError *
omni_reply_judge (const OmniReply *reply,
                  const char *host,
                  OmniEndpoint endpoint,
                  gboolean wants_body)
{
  if (reply->status >= 200 && reply->status < 300)
    return judge_success (reply, host, wants_body);

  return judge_failure (reply, host, omni_endpoint_is_proposed (endpoint));
}

/**
 * omni_reply_dup_words:
 * @reply: a whole reply
 *
 * Returns: (transfer full) (nullable): what the server says about the whole request, in its own
 * words
 */
char *
omni_reply_dup_words (const OmniReply *reply)
{
  g_auto (ServerWords) words = { 0 };

  server_words_init (&words);
  read_words (reply, &words);

  return words.text->len > 0 ? g_strdup (words.text->str) : NULL;
}
