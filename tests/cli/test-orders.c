/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-order-column.h"
#include "omni-test-cli.h"
#include "omni-test.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define N_ORDERS 260

typedef struct
{
  OmniTestCli *cli; /* (owned) */
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  fixture->cli = omni_test_cli_new ();
  omni_test_cli_start_sandbox (fixture->cli, G_STRINGIFY (N_ORDERS));
  omni_test_cli_use_password (fixture->cli);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  omni_test_cli_free (fixture->cli);
}

static JsonNode *
run_for_json (OmniTestCli *cli,
              const char  *line)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniTestRun) run = omni_test_cli_run_line (cli, line);
  JsonNode *node;

  g_test_message ("%s: %s", line, run->err);
  g_assert_cmpint (run->status, ==, 0);
  node = json_from_string (run->out, &error);
  g_assert_no_error (error);
  return node;
}

static const char *
get_text (JsonArray  *rows,
          guint       index,
          const char *member)
{
  JsonObject *row = json_array_get_object_element (rows, index);

  g_assert_true (json_object_has_member (row, member));
  return json_object_get_string_member (row, member);
}

static void
check_member_cb (JsonObject *row,
                 const char *name,
                 JsonNode   *value,
                 gpointer    unused)
{
  g_assert_nonnull (omni_order_column_find (name));
  g_assert_true (json_node_is_null (value) || json_node_get_value_type (value) == G_TYPE_STRING);
}

static void
test_json (Fixture       *fixture,
           gconstpointer  unused)
{
  g_autoptr (JsonNode) node = run_for_json (fixture->cli, "orders list --limit 0 --format json");
  JsonArray *rows = json_node_get_array (node);
  g_autoptr (GHashTable) numbers = g_hash_table_new (g_str_hash, g_str_equal);

  g_test_summary ("JSON is one array of all orders, each once, every value a text or null.");

  g_assert_cmpuint (json_array_get_length (rows), ==, N_ORDERS);
  for (guint i = 0; i < N_ORDERS; i++)
    {
      json_object_foreach_member (json_array_get_object_element (rows, i), check_member_cb, NULL);
      g_assert_true (g_hash_table_add (numbers, (gpointer) get_text (rows, i, "number")));
    }
}

static void
test_limit (Fixture       *fixture,
            gconstpointer  unused)
{
  g_autoptr (JsonNode) few = run_for_json (fixture->cli, "orders list --limit 7 --format json");
  g_autoptr (JsonNode) many = run_for_json (fixture->cli, "orders list --limit 150 --format json");
  g_autoptr (JsonNode) usual = run_for_json (fixture->cli, "orders list --format json");
  g_autoptr (OmniTestRun) cut = omni_test_cli_run_line (fixture->cli, "orders list --limit 7");

  g_test_summary ("The limit holds across pages, and who gets less than there is is told so.");

  g_assert_cmpuint (json_array_get_length (json_node_get_array (few)), ==, 7);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (many)), ==, 150);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (usual)), ==, 50);
  g_assert_nonnull (strstr (cut->err, "7 of 260"));
}

static void
test_filters (Fixture       *fixture,
              gconstpointer  unused)
{
  g_autoptr (JsonNode) all = run_for_json (fixture->cli, "orders list --limit 0 --format json");
  g_autoptr (JsonNode) both =
      run_for_json (fixture->cli, "orders list --limit 0 --format json --status 400,preparing");
  g_autoptr (JsonNode) apart =
      run_for_json (fixture->cli, "orders list --limit 0 --format json --status 400 --status 450");
  g_autoptr (JsonNode) none =
      run_for_json (fixture->cli, "orders list --format json --placed-before 1999-01-01");
  JsonArray *rows = json_node_get_array (all);
  JsonArray *filtered = json_node_get_array (both);
  guint n_expected = 0;

  g_test_summary ("Filters are the server's: the rows are those that one would pick by hand.");

  for (guint i = 0; i < json_array_get_length (rows); i++)
    if (g_str_equal (get_text (rows, i, "status"), "400") ||
        g_str_equal (get_text (rows, i, "status"), "450"))
      n_expected++;

  g_assert_cmpuint (n_expected, >, 0);
  g_assert_cmpuint (n_expected, <, N_ORDERS);
  g_assert_cmpuint (json_array_get_length (filtered), ==, n_expected);
  g_assert_true (json_node_equal (both, apart));
  g_assert_cmpuint (json_array_get_length (json_node_get_array (none)), ==, 0);
}

static guint
count_all (Fixture     *fixture,
           const char  *filter)
{
  g_autofree char *line = g_strdup_printf ("orders list --limit 0 --format json %s", filter);
  g_autoptr (JsonNode) rows = run_for_json (fixture->cli, line);
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (json_node_get_array (rows)); i++)
    n += strcmp (get_text (json_node_get_array (rows), i, "payment-option"), "Kredi Kartı") == 0;

  return n;
}

static void
test_payment_option (Fixture       *fixture,
                     gconstpointer  unused)
{
  guint n_all = count_all (fixture, "--columns payment-option");
  guint n_named = count_all (fixture, "--columns payment-option --payment-option 'Kredi Kartı'");
  guint n_listed = 0;
  g_autoptr (OmniTestRun) wrong =
      omni_test_cli_run_line (fixture->cli, "orders list --payment-option Barter");

  g_test_summary ("A payment option means those of all channels that are called so, and is "
                  "proposed once.");

  g_assert_cmpuint (n_all, >, 1);
  g_assert_cmpuint (n_named, ==, n_all);

  for (const char *at = strstr (wrong->err, "Kredi Kartı"); at != NULL;
       at = strstr (at + 1, "Kredi Kartı"))
    n_listed++;
  g_assert_cmpuint (n_listed, ==, 1);
}

static void
test_channel (Fixture       *fixture,
              gconstpointer  unused)
{
  g_autoptr (JsonNode) web =
      run_for_json (fixture->cli, "orders list --limit 0 --format json --channel 'Web TR'");
  g_autoptr (JsonNode) comma = run_for_json (
      fixture->cli, "orders list --limit 0 --format json --channel 'Pazar B, Polska'");
  g_autoptr (JsonNode) two =
      run_for_json (fixture->cli, "orders list --limit 0 --format json --channel 'Web TR,Global'");
  g_autoptr (OmniTestRun) wrong =
      omni_test_cli_run_line (fixture->cli, "orders list --channel Nowhere");
  JsonArray *web_rows = json_node_get_array (web);
  JsonArray *comma_rows = json_node_get_array (comma);

  g_test_summary ("A channel is given by its name, even one with a comma in it.");

  g_assert_cmpuint (json_array_get_length (web_rows), >, 0);
  for (guint i = 0; i < json_array_get_length (web_rows); i++)
    g_assert_cmpstr (get_text (web_rows, i, "channel"), ==, "Web TR");

  g_assert_cmpuint (json_array_get_length (comma_rows), >, 0);
  for (guint i = 0; i < json_array_get_length (comma_rows); i++)
    g_assert_cmpstr (get_text (comma_rows, i, "channel"), ==, "Pazar B, Polska");

  g_assert_cmpuint (json_array_get_length (json_node_get_array (two)), >,
                    json_array_get_length (web_rows));

  g_assert_cmpint (wrong->status, ==, 2);
  g_assert_cmpstr (wrong->out, ==, "");
  g_assert_nonnull (strstr (wrong->err, "Web TR"));
}

/* Cents of "1149.80". */
static gint64
read_amount (const char *text)
{
  g_autoptr (GError) error = NULL;
  OmniMoney money;

  g_assert_true (omni_money_parse (text, -1, NULL, &money, &error));
  g_assert_no_error (error);
  for (; money.scale < 6; money.scale++)
    money.units *= 10;
  return money.units;
}

static void
test_sort (Fixture       *fixture,
           gconstpointer  unused)
{
  g_autoptr (JsonNode) up =
      run_for_json (fixture->cli, "orders list --limit 0 --format json --sort amount");
  g_autoptr (JsonNode) down =
      run_for_json (fixture->cli, "orders list --limit 0 --format json --sort -amount");
  JsonArray *up_rows = json_node_get_array (up);
  JsonArray *down_rows = json_node_get_array (down);

  g_test_summary ("A minus in front sorts from high to low.");

  for (guint i = 1; i < N_ORDERS; i++)
    {
      g_assert_cmpint (read_amount (get_text (up_rows, i - 1, "amount")), <=,
                       read_amount (get_text (up_rows, i, "amount")));
      g_assert_cmpint (read_amount (get_text (down_rows, i - 1, "amount")), >=,
                       read_amount (get_text (down_rows, i, "amount")));
    }
}

static guint
measure_to (const char *line,
            const char *end)
{
  guint width = 0;

  for (; line < end; line = g_utf8_next_char (line))
    if (!g_unichar_iszerowidth (g_utf8_get_char (line)))
      width += g_unichar_iswide (g_utf8_get_char (line)) ? 2 : 1;

  return width;
}

static void
test_table (Fixture       *fixture,
            gconstpointer  unused)
{
  g_autoptr (OmniTestRun) run =
      omni_test_cli_run_line (fixture->cli, "orders list --limit 0 --columns customer,currency");
  g_auto (GStrv) lines = g_strsplit (run->out, "\n", -1);
  guint edge;

  g_test_summary ("The columns of a table stand under each other whatever letters are in them.");

  g_assert_cmpint (run->status, ==, 0);
  g_assert_cmpuint (g_strv_length (lines), ==, N_ORDERS + 2);
  edge = measure_to (lines[0], strstr (lines[0], "Currency"));
  for (guint i = 1; i <= N_ORDERS; i++)
    {
      const char *currency = strrchr (lines[i], ' ');

      g_assert_true (g_utf8_validate (lines[i], -1, NULL));
      g_assert_nonnull (currency);
      /* The widths are those of the first 200 rows; a longer name later pushes its own line. */
      if (i <= 200)
        g_assert_cmpuint (measure_to (lines[i], currency + 1), ==, edge);
    }
}

static void
test_csv (Fixture       *fixture,
          gconstpointer  unused)
{
  g_autoptr (OmniTestRun) run = omni_test_cli_run_line (
      fixture->cli, "orders list --limit 0 --format csv --columns number,amount");
  g_autoptr (JsonNode) node =
      run_for_json (fixture->cli, "orders list --limit 0 --format json --columns number,amount");
  JsonArray *rows = json_node_get_array (node);
  g_auto (GStrv) lines = g_strsplit (run->out, "\n", -1);

  g_test_summary ("CSV has the same rows as JSON.");

  g_assert_cmpint (run->status, ==, 0);
  g_assert_cmpstr (lines[0], ==, "Number,Amount");
  g_assert_cmpuint (g_strv_length (lines), ==, N_ORDERS + 2);
  for (guint i = 0; i < N_ORDERS; i++)
    {
      g_autofree char *expected = g_strdup_printf ("%s,%s", get_text (rows, i, "number"),
                                                   get_text (rows, i, "amount"));

      g_assert_cmpstr (lines[i + 1], ==, expected);
    }
}

/* Statuses, days and yes or no are written in words for people, and long texts on one line. */
static gboolean
is_written_as_it_is (const char *member, const char *value)
{
  return !g_str_has_suffix (member, "status") && value[0] != '\0' &&
         strchr (value, '\n') == NULL && !g_str_has_suffix (value, "Z") &&
         !g_str_equal (value, "true") && !g_str_equal (value, "false");
}

static void
assert_says_all (const char *text, const char *member, JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObject *object = json_node_get_object (node);
      g_autoptr (GList) members = json_object_get_members (object);

      for (GList *at = members; at != NULL; at = at->next)
        assert_says_all (text, at->data, json_object_get_member (object, at->data));
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        assert_says_all (text, member, json_array_get_element (array, i));
    }
  else if (json_node_get_value_type (node) == G_TYPE_STRING &&
           is_written_as_it_is (member, json_node_get_string (node)))
    {
      if (strstr (text, json_node_get_string (node)) == NULL)
        g_error ("the text does not say the %s “%s”", member, json_node_get_string (node));
    }
}

static void
test_show (Fixture       *fixture,
           gconstpointer  unused)
{
  static const char *const parts[] = { "discounts", "transactions", "plans", "log", "contracts" };
  g_autoptr (JsonNode) list = run_for_json (fixture->cli, "orders list --limit 1 --format json");
  const char *number = get_text (json_node_get_array (list), 0, "number");
  g_autofree char *json_line = g_strdup_printf ("orders show %s --format json", number);
  g_autofree char *text_line = g_strdup_printf ("orders show %s", number);
  g_autoptr (JsonNode) node = run_for_json (fixture->cli, json_line);
  g_autoptr (OmniTestRun) text = omni_test_cli_run_line (fixture->cli, text_line);
  g_autoptr (OmniTestRun) none = omni_test_cli_run_line (fixture->cli, "orders show 000");
  JsonObject *order = json_node_get_object (node);
  JsonArray *items = json_object_get_array_member (order, "items");

  g_test_summary ("One order comes with all of its items.");

  g_assert_cmpstr (json_object_get_string_member (order, "number"), ==, number);
  g_assert_cmpuint (json_array_get_length (items), >, 0);
  g_assert_cmpint (text->status, ==, 0);
  for (guint i = 0; i < json_array_get_length (items); i++)
    g_assert_nonnull (strstr (text->out, get_text (items, i, "item-sku")));
  g_assert_nonnull (strstr (text->out, "Current Order Amount"));
  g_assert_nonnull (strstr (text->out, "Order Log"));
  assert_says_all (text->out, "", node);
  g_assert_nonnull (strstr (get_text (items, 0, "item-attributes"), ": "));
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    g_assert_true (JSON_NODE_HOLDS_ARRAY (json_object_get_member (order, parts[i])));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (order, "contracts")), >,
                    0);
  g_assert_cmpstr (json_object_get_string_member (
                     json_object_get_object_member (order, "totals"), "before"),
                   ==, json_object_get_string_member (order, "amount"));
  g_assert_true (g_str_has_prefix (json_object_get_string_member (
                                     json_object_get_object_member (order, "extra"), "id"),
                                   "WEB-"));

  g_assert_cmpint (none->status, ==, 1);
  g_assert_cmpstr (none->out, ==, "");
  g_assert_nonnull (strstr (none->err, "order"));
}

static void
test_full_disk (Fixture       *fixture,
                gconstpointer  unused)
{
  static const char *const formats[] = { "table", "csv", "json" };
  g_autofree char *program = omni_test_cli_dup_program ();

  g_test_summary ("Results that cannot be written are not silently lost.");

  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GSubprocessLauncher) launcher =
          omni_test_cli_make_launcher (fixture->cli, G_SUBPROCESS_FLAGS_STDERR_PIPE);
      g_autoptr (GSubprocess) process = NULL;
      g_autofree char *message = NULL;

      g_subprocess_launcher_set_stdout_file_path (launcher, "/dev/full");
      process = g_subprocess_launcher_spawn (launcher, &error, program, "orders", "list",
                                             "--format", formats[i], NULL);
      g_assert_no_error (error);
      g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, &message, &error));
      g_assert_no_error (error);
      g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 1);
      g_assert_nonnull (strstr (message, "could not be written"));
    }
}

int
main (int    argc,
      char **argv)
{
  omni_test_init (&argc, &argv);

  g_test_add ("/cli/orders/json", Fixture, NULL, set_up, test_json, tear_down);
  g_test_add ("/cli/orders/limit", Fixture, NULL, set_up, test_limit, tear_down);
  g_test_add ("/cli/orders/filters", Fixture, NULL, set_up, test_filters, tear_down);
  g_test_add ("/cli/orders/channel", Fixture, NULL, set_up, test_channel, tear_down);
  g_test_add ("/cli/orders/payment-option", Fixture, NULL, set_up, test_payment_option, tear_down);
  g_test_add ("/cli/orders/sort", Fixture, NULL, set_up, test_sort, tear_down);
  g_test_add ("/cli/orders/table", Fixture, NULL, set_up, test_table, tear_down);
  g_test_add ("/cli/orders/csv", Fixture, NULL, set_up, test_csv, tear_down);
  g_test_add ("/cli/orders/show", Fixture, NULL, set_up, test_show, tear_down);
  g_test_add ("/cli/orders/full-disk", Fixture, NULL, set_up, test_full_disk, tear_down);

  return g_test_run ();
}
