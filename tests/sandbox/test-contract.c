/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-test.h"
#include "sandbox-test.h"

#include <string.h>

/* The examples of the contract, played in turn against a sandbox: each reply has every member of
 * its example, of the same type and form. */

static Sandbox *sandbox;
static char *token;
static GHashTable *names; /* what stands for what in the examples: `{order}` for a key */

static gboolean
looks_like_money (const char *text)
{
  gsize n_digits = strspn (text, "-0123456789");

  return n_digits > 0 && text[n_digits] == '.' && strlen (text) == n_digits + 3 &&
         strspn (text + n_digits + 1, "0123456789") == 2;
}

static gboolean
looks_like_time (const char *text)
{
  g_autoptr (GDateTime) time = strlen (text) >= 20 && g_str_has_suffix (text, "Z")
                                   ? g_date_time_new_from_iso8601 (text, NULL)
                                   : NULL;

  return time != NULL;
}

/* Where an example shows a value, another order may have none. */
static gboolean
may_be_null (const char *path)
{
  static const char *const members[] = {
    "next",          "previous",    "township",          "shipping_tax_rate",
    "bin_number",    "installment", "installment_count", "shipping_company",
    "phone_number",  "gender",      "date_joined",       "title",
    "error_message", "easy_return", "description",       "user",
    "postcode",
  };
  const char *name = strrchr (path, '.');

  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (members); i++)
    if (strcmp (name + 1, members[i]) == 0)
      return TRUE;

  return FALSE;
}

static void
compare (JsonNode *expected, JsonNode *actual, const char *path)
{
  if (JSON_NODE_HOLDS_NULL (expected) || (JSON_NODE_HOLDS_NULL (actual) && may_be_null (path)))
    return;
  if (json_node_get_node_type (expected) != json_node_get_node_type (actual))
    g_error ("%s has another type: %s", path, json_to_string (actual, FALSE));

  if (JSON_NODE_HOLDS_OBJECT (expected))
    {
      JsonObject *object = json_node_get_object (expected);
      g_autoptr (GList) members = json_object_get_members (object);

      for (GList *member = members; member != NULL; member = member->next)
        {
          g_autofree char *inner = g_strconcat (path, ".", member->data, NULL);
          JsonNode *found = json_object_get_member (json_node_get_object (actual), member->data);

          if (found == NULL && strstr (path, "changes") != NULL)
            continue;
          if (found == NULL)
            g_error ("%s is missing", inner);
          compare (json_object_get_member (object, member->data), found, inner);
        }
    }
  else if (JSON_NODE_HOLDS_ARRAY (expected))
    {
      JsonArray *wanted = json_node_get_array (expected);
      JsonArray *rows = json_node_get_array (actual);
      g_autofree char *inner = g_strconcat (path, "[0]", NULL);

      if (json_array_get_length (wanted) == 0 || strstr (path, "applicant") != NULL)
        return;
      g_assert_cmpuint (json_array_get_length (rows), >, 0);
      compare (json_array_get_element (wanted, 0), json_array_get_element (rows, 0), inner);
    }
  else
    {
      if (json_node_get_value_type (expected) != json_node_get_value_type (actual))
        g_error ("%s has another type: %s", path, json_to_string (actual, FALSE));
      if (json_node_get_value_type (expected) != G_TYPE_STRING)
        return;
      if (looks_like_money (json_node_get_string (expected)))
        g_assert_true (looks_like_money (json_node_get_string (actual)));
      if (looks_like_time (json_node_get_string (expected)))
        g_assert_true (looks_like_time (json_node_get_string (actual)));
    }
}

/* Fills in the keys. In a body a key stands in quotes, which go with it except in front of a
 * colon, where it is a name. */
static char *
fill_in (const char *text)
{
  GString *filled = g_string_new (text);
  GHashTableIter iter;
  gpointer name;
  gpointer key;

  g_hash_table_iter_init (&iter, names);
  while (g_hash_table_iter_next (&iter, &name, &key))
    {
      g_autofree char *digits = g_strdup_printf ("%" G_GINT64_FORMAT, *(gint64 *)key);
      g_autofree char *as_name = g_strdup_printf ("\"{%s}\":", (char *)name);
      g_autofree char *filled_name = g_strdup_printf ("\"%s\":", digits);
      g_autofree char *as_value = g_strdup_printf ("\"{%s}\"", (char *)name);
      g_autofree char *bare = g_strdup_printf ("{%s}", (char *)name);

      g_string_replace (filled, as_name, filled_name, 0);
      g_string_replace (filled, as_value, digits, 0);
      g_string_replace (filled, bare, digits, 0);
    }

  return g_string_free (filled, FALSE);
}

static void
set_name (const char *name, gint64 key)
{
  g_hash_table_replace (names, g_strdup (name), g_memdup2 (&key, sizeof key));
}

static gint64
find_first (const char *target, const char *member)
{
  g_autoptr (JsonObject) page = sandbox_test_get (sandbox, token, "%s", target);
  JsonArray *rows = json_object_get_array_member (page, "results");

  if (json_array_get_length (rows) == 0)
    return 0;
  return json_object_get_int_member (json_array_get_object_element (rows, 0), member);
}

/* An order that is paid on delivery, of two items at least, with a shipping fee. */
static void
choose_order (void)
{
  g_autoptr (JsonObject) page =
      sandbox_test_get (sandbox, token,
                        "/api/v1/orders/?status__in=400,450&payment_option_slug=pay_on_delivery"
                        "&shipping_amount__gt=0&limit=100&cancel_status__isnull=true");
  JsonArray *rows = json_object_get_array_member (page, "results");

  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);
      gint64 pk = json_object_get_int_member (row, "pk");
      g_autoptr (JsonObject) items = sandbox_test_get (
          sandbox, token,
          "/api/v1/order_items/?order=%d&cancel_status__isnull=true&status__in=400,450", (int)pk);
      JsonArray *list = json_object_get_array_member (items, "results");

      if (json_array_get_length (list) < 2)
        continue;
      set_name ("order", pk);
      set_name ("item", json_object_get_int_member (json_array_get_object_element (list, 0), "pk"));
      set_name ("other",
                json_object_get_int_member (json_array_get_object_element (list, 1), "pk"));
      set_name ("customer", json_object_get_int_member (row, "customer"));
      return;
    }
  g_assert_not_reached ();
}

static void
choose_objects (void)
{
  g_autofree char *plans = fill_in ("/api/v1/cancellation_plans/?order={order}&sort=pk");
  g_autofree char *newest = fill_in ("/api/v1/cancellation_plans/?order={order}&sort=-pk");

  set_name ("plan", find_first (plans, "pk"));
  set_name ("newest_plan", find_first (newest, "pk"));
  set_name ("request", find_first ("/api/v1/cancellation_requests/?status=waiting_approval", "id"));
}

static void
play (JsonObject *step)
{
  const char *method = json_object_get_string_member (step, "method");
  g_autofree char *target = fill_in (json_object_get_string_member (step, "target"));
  JsonNode *body = json_object_get_member (step, "body");
  g_autofree char *body_text = body != NULL ? json_to_string (body, FALSE) : NULL;
  g_autofree char *filled = body != NULL ? fill_in (body_text) : NULL;
  g_autoptr (JsonNode) answer = NULL;
  guint status = sandbox_test_ask (sandbox, token, method, target, filled, &answer);

  g_test_message ("%s: %s %s %s", json_object_get_string_member (step, "name"), method, target,
                  filled != NULL ? filled : "");
  g_assert_cmpuint (status, ==, json_object_get_int_member (step, "status"));
  g_assert_nonnull (answer);
  compare (json_object_get_member (step, "reply"), answer, "reply");
}

static void
test_examples (void)
{
  g_autofree char *file =
      g_test_build_filename (G_TEST_DIST, "data", "contract-examples.json", NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  JsonArray *steps;

  g_assert_true (json_parser_load_from_file (parser, file, &error));
  g_assert_no_error (error);
  steps = json_node_get_array (json_parser_get_root (parser));
  choose_order ();
  for (guint i = 0; i < json_array_get_length (steps); i++)
    {
      choose_objects ();
      play (json_array_get_object_element (steps, i));
    }
}

int
main (int argc, char **argv)
{
  int status;

  omni_test_init (&argc, &argv);
  g_test_summary ("Contract: every example, member by member");
  g_test_add_func ("/sandbox/contract/examples", test_examples);

  names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  sandbox = sandbox_test_new (3000);
  token = sandbox_test_sign_in (sandbox, "ops.elif");
  status = g_test_run ();
  g_free (token);
  sandbox_free (sandbox);
  g_hash_table_unref (names);

  return status;
}
