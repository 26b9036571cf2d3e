/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sandbox-message.h"

#include "sandbox-json.h"

#include <string.h>

static void
parameter_free (gpointer data)
{
  SandboxParameter *parameter = data;

  g_free (parameter->name);
  g_free (parameter->value);
  g_free (parameter);
}

/* A broken escape stands for itself, as in the framework whose habits the contract follows. */
static char *
decode (const char *text, gsize length)
{
  g_autofree char *copy = g_strndup (text, length);
  char *decoded;

  g_strdelimit (copy, "+", ' ');
  decoded = g_uri_unescape_string (copy, NULL);

  return decoded != NULL && g_utf8_validate (decoded, -1, NULL)
             ? decoded
             : (g_free (decoded), g_utf8_make_valid (copy, -1));
}

static char *
decode_path (const char *text, gsize length)
{
  g_autofree char *copy = g_strndup (text, length);
  char *decoded = g_uri_unescape_string (copy, NULL);

  if (decoded != NULL && g_utf8_validate (decoded, -1, NULL))
    return decoded;

  g_free (decoded);
  return g_steal_pointer (&copy);
}

static void
add_parameters (GPtrArray *parameters, const char *query)
{
  const char *at = query;

  while (at != NULL && *at != '\0')
    {
      const char *end = at + strcspn (at, "&");
      const char *equals = memchr (at, '=', (gsize)(end - at));
      const char *name_end = equals != NULL ? equals : end;

      if (name_end > at)
        {
          SandboxParameter *parameter = g_new0 (SandboxParameter, 1);

          parameter->name = decode (at, (gsize)(name_end - at));
          parameter->value =
              equals != NULL ? decode (equals + 1, (gsize)(end - equals - 1)) : g_strdup ("");
          g_ptr_array_add (parameters, parameter);
        }

      at = *end == '&' ? end + 1 : end;
    }
}

SandboxRequest *
sandbox_request_new (const char *method, const char *target)
{
  SandboxRequest *request = g_new0 (SandboxRequest, 1);
  const char *query = strchr (target, '?');

  request->method = g_strdup (method);
  request->path = decode_path (target, query != NULL ? (gsize)(query - target) : strlen (target));
  request->parameters = g_ptr_array_new_with_free_func (parameter_free);
  request->origin = g_strdup ("http://127.0.0.1");
  request->body = g_string_new (NULL);
  request->is_local = TRUE;
  add_parameters (request->parameters, query != NULL ? query + 1 : NULL);

  return request;
}

void
sandbox_request_free (SandboxRequest *request)
{
  g_free (request->method);
  g_free (request->path);
  g_ptr_array_unref (request->parameters);
  g_free (request->origin);
  g_free (request->authorization);
  g_free (request->content_type);
  g_string_free (request->body, TRUE);
  g_free (request->text);
  g_free (request->user.username);
  g_free (request->user.permissions);
  g_free (request);
}

void
sandbox_request_add_parameter (SandboxRequest *request, const char *name, const char *value)
{
  SandboxParameter *parameter = g_new0 (SandboxParameter, 1);

  parameter->name = g_strdup (name);
  parameter->value = g_strdup (value);
  g_ptr_array_add (request->parameters, parameter);
}

/* The last one counts where a name comes more than once. */
const char *
sandbox_request_get_parameter (const SandboxRequest *request, const char *name)
{
  const char *value = NULL;

  for (guint i = 0; i < request->parameters->len; i++)
    {
      const SandboxParameter *parameter = g_ptr_array_index (request->parameters, i);

      if (strcmp (parameter->name, name) == 0)
        value = parameter->value;
    }

  return value;
}

static int
compare_parameters (gconstpointer a, gconstpointer b)
{
  const SandboxParameter *first = *(SandboxParameter *const *)a;
  const SandboxParameter *second = *(SandboxParameter *const *)b;

  return strcmp (first->name, second->name);
}

/* The absolute URL of another page of the same list; the first page goes without a number. */
char *
sandbox_request_dup_target (const SandboxRequest *request, gint64 page)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();
  GString *target = g_string_new (request->origin);
  SandboxParameter number = { (char *)"page", NULL };
  g_autofree char *page_text = g_strdup_printf ("%" G_GINT64_FORMAT, page);
  char separator = '?';

  number.value = page_text;
  for (guint i = 0; i < request->parameters->len; i++)
    {
      SandboxParameter *parameter = g_ptr_array_index (request->parameters, i);

      if (strcmp (parameter->name, "page") != 0)
        g_ptr_array_add (sorted, parameter);
    }
  if (page > 1)
    g_ptr_array_add (sorted, &number);
  g_ptr_array_sort (sorted, compare_parameters);

  g_string_append_uri_escaped (target, request->path, "/", FALSE);
  for (guint i = 0; i < sorted->len; i++)
    {
      const SandboxParameter *parameter = g_ptr_array_index (sorted, i);

      g_string_append_c (target, separator);
      g_string_append_uri_escaped (target, parameter->name, NULL, FALSE);
      g_string_append_c (target, '=');
      g_string_append_uri_escaped (target, parameter->value, NULL, FALSE);
      separator = '&';
    }

  return g_string_free (target, FALSE);
}

SandboxReply *
sandbox_reply_new (void)
{
  SandboxReply *reply = g_new0 (SandboxReply, 1);

  reply->status = 200;
  reply->content_type = SANDBOX_JSON;
  reply->body = g_string_new (NULL);
  reply->headers = g_ptr_array_new_with_free_func (g_free);

  return reply;
}

void
sandbox_reply_free (SandboxReply *reply)
{
  g_string_free (reply->body, TRUE);
  g_ptr_array_unref (reply->headers);
  g_free (reply);
}

void
sandbox_reply_add_header (SandboxReply *reply, const char *name, const char *value)
{
  g_ptr_array_add (reply->headers, g_strdup (name));
  g_ptr_array_add (reply->headers, g_strdup (value));
}

static void
start_error (SandboxReply *reply, guint status)
{
  reply->status = status;
  reply->content_type = SANDBOX_JSON;
  g_string_assign (reply->body, "{");
}

static void
end_error (SandboxReply *reply, const char *code)
{
  if (code != NULL)
    sandbox_json_text (reply->body, "code", code);
  g_string_append_c (reply->body, '}');
}

static void
end_error_list (SandboxReply *reply, const char *field, const char *text, const char *code)
{
  sandbox_json_name (reply->body, field);
  g_string_append_c (reply->body, '[');
  sandbox_json_string (reply->body, text);
  g_string_append_c (reply->body, ']');
  end_error (reply, code);
}

/* The error bodies of contract 2.4. */
void
sandbox_reply_detail (SandboxReply *reply, guint status, const char *code, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  start_error (reply, status);
  sandbox_json_text (reply->body, "detail", text);
  end_error (reply, code);
}

void
sandbox_reply_refuse (SandboxReply *reply, guint status, const char *code, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  start_error (reply, status);
  end_error_list (reply, "non_field_errors", text, code);
}

void
sandbox_reply_invalid (SandboxReply *reply, const char *field, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  start_error (reply, 400);
  end_error_list (reply, field, text, "invalid");
}

void
sandbox_reply_not_found (SandboxReply *reply)
{
  sandbox_reply_detail (reply, 404, "not_found", "Nothing found under this id.");
}
