/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sandbox-auth.h"

#include "sandbox-body.h"
#include "sandbox-handlers.h"
#include "sandbox-json.h"
#include "sandbox-private.h"

#include <string.h>

/**
 * sandbox_auth_check:
 * @sandbox: a sandbox
 * @request: a request; its user is filled in
 * @reply: gets a 401 where there is no such session
 *
 * Finds out whose token came with a request (contract 1.3).
 *
 * Returns: whether somebody is signed in
 */
gboolean
sandbox_auth_check (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply)
{
  const char *header = request->authorization;
  SandboxStatement *statement;

  if (header == NULL || !g_str_has_prefix (header, "Token "))
    {
      sandbox_reply_detail (reply, 401, "auth_100_1", "Sign-in details were not given.");
      sandbox_reply_add_header (reply, "WWW-Authenticate", "Token");
      return FALSE;
    }

  statement = sandbox_store_prepare (
      sandbox->store, "SELECT u.pk, u.username, u.permissions FROM tokens t"
                      " JOIN users u ON u.pk = t.user WHERE t.key = ? AND u.is_active");
  sandbox_statement_bind_text (statement, 1, header + strlen ("Token "));
  if (!sandbox_store_step (sandbox->store, statement))
    {
      sandbox_reply_detail (reply, 401, "auth_100_1", "The session is not valid any more.");
      sandbox_reply_add_header (reply, "WWW-Authenticate", "Token");
      return FALSE;
    }

  request->user.pk = sandbox_statement_get_int (statement, 0);
  request->user.username = g_strdup (sandbox_statement_get_text (statement, 1));
  request->user.permissions = g_strdup (sandbox_statement_get_text (statement, 2));
  sqlite3_reset (statement);

  return TRUE;
}

gboolean
sandbox_auth_may (const SandboxRequest *request, const char *permission)
{
  g_auto (GStrv) words = g_strsplit (request->user.permissions, " ", -1);

  return g_strv_contains ((const char *const *)words, permission);
}

static char *
make_token (void)
{
  GString *token = g_string_new (NULL);

  for (guint i = 0; i < 5; i++)
    g_string_append_printf (token, "%08x", g_random_int ());

  return g_string_free (token, FALSE);
}

/* One token per user: who signs in again gets the same (contract 1.2). */
static void
give_token (Sandbox *sandbox, gint64 user, SandboxReply *reply)
{
  g_autofree char *token = make_token ();
  SandboxStatement *statement;

  sandbox_store_run (sandbox->store, "INSERT OR IGNORE INTO tokens (key, user) VALUES (?, ?)", "si",
                     token, user);
  statement = sandbox_store_prepare (sandbox->store, "SELECT key FROM tokens WHERE user = ?");
  sandbox_statement_bind_int (statement, 1, user);
  if (sandbox_store_step (sandbox->store, statement))
    {
      g_string_append_c (reply->body, '{');
      sandbox_json_text (reply->body, "key", sandbox_statement_get_text (statement, 0));
      g_string_append_c (reply->body, '}');
    }
  sqlite3_reset (statement);
}

void
sandbox_log_in (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply)
{
  static const char *const names[] = { "username", "password" };
  g_autoptr (SandboxNode) body = sandbox_body_parse (request, reply);
  gint64 user;

  if (body == NULL)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const SandboxNode *value = sandbox_node_get (body, names[i]);

      if (value == NULL)
        sandbox_reply_invalid (reply, names[i], "This field is required.");
      else if (value->kind != OMNI_JSON_TEXT)
        sandbox_reply_invalid (reply, names[i], "Not a valid string.");
      else if (*value->text == '\0')
        sandbox_reply_invalid (reply, names[i], "This field may not be blank.");
      else
        continue;
      return;
    }

  user = sandbox_store_ask (
      sandbox->store, "SELECT pk FROM users WHERE username = ? AND password = ? AND is_active",
      "ss", sandbox_node_get (body, "username")->text, sandbox_node_get (body, "password")->text);
  if (user == SANDBOX_NULL)
    {
      sandbox_reply_refuse (reply, 400, NULL, "The user name or password is not right.");
      return;
    }

  give_token (sandbox, user, reply);
}

void
sandbox_log_out (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply)
{
  sandbox_store_run (sandbox->store, "DELETE FROM tokens WHERE user = ?", "i", request->user.pk);
  g_string_assign (reply->body, "{");
  sandbox_json_text (reply->body, "detail", "Signed out.");
  g_string_append_c (reply->body, '}');
}

static void
append_permissions (const SandboxRequest *request, GString *json)
{
  g_auto (GStrv) words = g_strsplit (request->user.permissions, " ", -1);

  sandbox_json_begin (json, "permissions", '[');
  for (char **word = words; *word != NULL; word++)
    {
      sandbox_json_element (json);
      sandbox_json_string (json, *word);
    }
  g_string_append_c (json, ']');
}

static void
append_channels (Sandbox *sandbox, GString *json)
{
  SandboxStatement *statement =
      sandbox_store_prepare (sandbox->store, "SELECT pk FROM channels ORDER BY pk");

  sandbox_json_begin (json, "channels", '[');
  while (sandbox_store_step (sandbox->store, statement))
    {
      sandbox_json_element (json);
      g_string_append (json, sandbox_statement_get_text (statement, 0));
    }
  g_string_append_c (json, ']');
}

void
sandbox_show_active_user (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply)
{
  SandboxStatement *statement = sandbox_store_prepare (
      sandbox->store, "SELECT email, first_name, last_name, is_active, is_superuser FROM users"
                      " WHERE pk = ?");

  sandbox_statement_bind_int (statement, 1, request->user.pk);
  if (!sandbox_store_step (sandbox->store, statement))
    return;

  g_string_append_c (reply->body, '{');
  sandbox_json_int (reply->body, "pk", request->user.pk);
  sandbox_json_text (reply->body, "username", request->user.username);
  sandbox_json_text (reply->body, "email", sandbox_statement_get_text (statement, 0));
  sandbox_json_text (reply->body, "first_name", sandbox_statement_get_text (statement, 1));
  sandbox_json_text (reply->body, "last_name", sandbox_statement_get_text (statement, 2));
  sandbox_json_boolean (reply->body, "is_active", sandbox_statement_get_int (statement, 3) != 0);
  sandbox_json_boolean (reply->body, "is_superuser", sandbox_statement_get_int (statement, 4) != 0);
  sandbox_json_text (reply->body, "language", "tr-tr");
  sqlite3_reset (statement);
  append_permissions (request, reply->body);
  append_channels (sandbox, reply->body);
  g_string_append_c (reply->body, '}');
}
