/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-status.h"
#include "omni-test.h"
#include "sandbox-test.h"

#include <string.h>

#define N_ORDERS 400

static Sandbox *sandbox;
static char *token;

static gint64
count (const char *query)
{
  g_autoptr (JsonObject) page =
      sandbox_test_get (sandbox, token, "/api/i1/orders/?limit=1&%s", query);

  return json_object_get_int_member (page, "count");
}

/* The values of one member of a list's first hundred rows, with a space after each. */
static char *
join (const char *target, const char *member)
{
  g_autoptr (JsonObject) page = sandbox_test_get (sandbox, token, "%s", target);
  JsonArray *rows = json_object_get_array_member (page, "results");
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonNode *value = json_object_get_member (json_array_get_object_element (rows, i), member);
      g_autofree char *json = json_to_string (value, FALSE);

      g_string_append_printf (text, "%s ", json);
    }

  return g_string_free (text, FALSE);
}

static void
test_pages_hold_each_order_once (void)
{
  static const char *const sorts[] = { "",       "status",      "-status,amount", "-channel",
                                       "number", "currency,pk", "-modified_date", "unknown" };

  for (guint s = 0; s < G_N_ELEMENTS (sorts); s++)
    {
      g_autoptr (GHashTable) seen = g_hash_table_new (g_direct_hash, g_direct_equal);
      g_autofree char *target = g_strdup_printf ("/api/i1/orders/?limit=70&sort=%s", sorts[s]);

      while (target != NULL)
        {
          g_autoptr (JsonObject) page = sandbox_test_get (sandbox, token, "%s", target);
          JsonArray *rows = json_object_get_array_member (page, "results");
          JsonNode *next = json_object_get_member (page, "next");

          g_assert_cmpint (json_object_get_int_member (page, "count"), ==, N_ORDERS);
          for (guint i = 0; i < json_array_get_length (rows); i++)
            g_assert_true (
                g_hash_table_add (seen, GINT_TO_POINTER (json_object_get_int_member (
                                            json_array_get_object_element (rows, i), "pk"))));
          g_free (target);
          target = json_node_is_null (next)
                       ? NULL
                       : g_strdup (json_node_get_string (next) + strlen ("http://127.0.0.1"));
        }
      g_assert_cmpuint (g_hash_table_size (seen), ==, N_ORDERS);
    }
}

static void
test_page_links (void)
{
  g_autoptr (JsonObject) page = sandbox_test_get (
      sandbox, token, "/api/i1/orders/?status__in=400,450&page=2&limit=3&search=example%%20com");

  g_assert_cmpstr (json_object_get_string_member (page, "next"), ==,
                   "http://127.0.0.1/api/i1/orders/"
                   "?limit=3&page=3&search=example%20com&status__in=400%2C450");
  g_assert_cmpstr (
      json_object_get_string_member (page, "previous"), ==,
      "http://127.0.0.1/api/i1/orders/?limit=3&search=example%20com&status__in=400%2C450");
}

static void
test_page_limits (void)
{
  g_autoptr (JsonObject) large = sandbox_test_get (sandbox, token, "/api/v1/orders/?limit=5000");
  g_autoptr (JsonObject) usual = sandbox_test_get (sandbox, token, "/api/v1/orders/?limit=x");
  g_autoptr (JsonObject) none =
      sandbox_test_get (sandbox, token, "/api/v1/orders/?pk__in=1,2&limit=5");

  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (large, "results")), ==,
                    100);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (usual, "results")), ==,
                    10);
  g_assert_cmpint (json_object_get_int_member (none, "count"), ==, 0);
  g_assert_true (json_node_is_null (json_object_get_member (none, "next")));

  g_assert_cmpuint (sandbox_test_status (sandbox, token, "GET", "/api/v1/orders/?page=41", NULL),
                    ==, 404);
  g_assert_cmpuint (sandbox_test_status (sandbox, token, "GET", "/api/v1/orders/?page=0", NULL), ==,
                    404);
  g_assert_cmpuint (sandbox_test_status (sandbox, token, "GET", "/api/v1/orders/?page=-x", NULL),
                    ==, 404);
}

/* Counting by status with one filter each, and with both ways to write several, gives the same. */
static void
test_statuses_add_up (void)
{
  guint n_statuses;
  const OmniStatus *statuses = omni_status_get_all (&n_statuses);
  gint64 total = 0;

  for (guint i = 0; i < n_statuses; i++)
    {
      g_autofree char *by_code = g_strdup_printf ("status=%s", statuses[i].code);
      g_autofree char *by_name = g_strdup_printf ("status=%s", statuses[i].name);
      gint64 n = count (by_code);

      g_test_message ("%s: %d", statuses[i].code, (int)n);
      g_assert_cmpint (n, >, 0);
      g_assert_cmpint (n, ==, count (by_name));
      total += n;
    }
  g_assert_cmpint (total, ==, N_ORDERS);
  g_assert_cmpint (count ("status__in=400,450"), ==, count ("status=400") + count ("status=450"));
  g_assert_cmpint (count ("status=400&status=450"), ==, count ("status__in=400,450"));
  g_assert_cmpint (count ("status__in=400&status__in=450"), ==, count ("status__in=400,450"));
  g_assert_cmpint (count ("status="), ==, N_ORDERS);
}

typedef struct
{
  const char *query;
  const char *same_as; /* a query that must match as many */
} Pair;

static void
test_lookups_agree (void)
{
  static const Pair pairs[] = {
    { "pk__gt=80100", "pk__gte=80101" },
    { "pk__lt=80100", "id__lte=80099" },
    { "pk__in=80001,80002,80002,9", "pk__gte=80001&pk__lte=80002" },
    { "pk=80007", "id=80007" },
    { "channel__in=2,5", "channel=2&channel=5" },
    { "channel_id__in=2,5", "channel__in=5,2" },
    { "is_send=true", "is_send=True" },
    { "amount__gte=100", "amount__gt=99.99" },
    { "amount__gte=99.991", "amount__gte=100.00" },
    { "amount__lt=100", "amount__lte=99.999" },
    { "date_placed__date__gt=2025-02-01", "date_placed__gte=2025-02-02T00:00:00Z" },
    { "date_placed__date=2025-02-01", "date_placed__gte=2025-02-01&date_placed__lt=2025-02-02" },
    { "date_placed__lte=2025-02-01T03:00:00%2B03:00", "date_placed__lte=2025-02-01T00:00:00Z" },
    { "number__icontains=4019", "number__contains=4019" },
    { "customer__first_name__icontains=I", "customer__first_name__icontains=%C4%B0" },
    { "customer__last_name__iexact=%C4%B1%C5%9F%C4%B1k", "customer__last_name=I%C5%9F%C4%B1k" },
    { "tracking_number__isnull=true", "tracking_number__isnull=1" },
    { "nothing_known=5", "" },
    { "status__icontains=5", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_test_message ("%s", pairs[i].query);
      g_assert_cmpint (count (pairs[i].query), ==, count (pairs[i].same_as));
    }
  g_assert_cmpint (count ("is_send=true") + count ("is_send=false"), ==, N_ORDERS);
  g_assert_cmpint (count ("tracking_number__isnull=true") + count ("tracking_number__isnull=false"),
                   ==, N_ORDERS);
  g_assert_cmpint (count ("customer__last_name=I%C5%9F%C4%B1k"), >, 0);
  g_assert_cmpint (count ("cancel_status=waiting"), >, 0);
}

static void
test_bad_values_are_refused (void)
{
  static const char *const queries[] = { "status=777",
                                         "pk__in=1,x",
                                         "channel=web",
                                         "is_send=maybe",
                                         "amount__gte=12,50",
                                         "amount__gte=",
                                         "pk=999999999999999999999999" };

  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autofree char *target = g_strconcat ("/api/i1/orders/?", queries[i], NULL);
      gboolean is_empty = g_str_has_suffix (queries[i], "=");
      g_autofree char *name = g_strndup (queries[i], strcspn (queries[i], "="));
      g_autoptr (JsonNode) answer = NULL;
      guint status = sandbox_test_ask (sandbox, token, "GET", target, NULL, &answer);

      g_assert_cmpuint (status, ==, is_empty ? 200 : 400);
      if (!is_empty)
        g_assert_cmpuint (json_array_get_length (
                              json_object_get_array_member (json_node_get_object (answer), name)),
                          ==, 1);
    }
}

static void
test_sorting (void)
{
  g_autofree char *up = join ("/api/v1/orders/?sort=pk&limit=4", "pk");
  g_autofree char *down = join ("/api/v1/orders/?sort=-pk&limit=4", "pk");
  g_autofree char *newest = join ("/api/v1/orders/?limit=1", "pk");
  g_autofree char *by_status =
      join ("/api/v1/orders/?sort=-status,pk&limit=3&pk__in=80001,80002,80003", "status");

  g_assert_cmpstr (up, ==, "80001 80002 80003 80004 ");
  g_assert_cmpstr (down, ==, "80400 80399 80398 80397 ");
  g_assert_cmpstr (newest, ==, "80400 ");
  g_assert_cmpstr (by_status, ==, "\"200\" \"100\" \"50\" ");
}

/* A single sort takes another way than several do, and both have to come to the same. */
static void
assert_sorts_agree (void)
{
  static const char *const names[] = { "number",        "status", "date_placed",
                                       "modified_date", "amount", "is_send",
                                       "cargo_company", "pk",     "customer__email" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    for (guint descends = 0; descends < 2; descends++)
      {
        const char *sign = descends != 0 ? "-" : "";
        g_autofree char *one =
            g_strdup_printf ("/api/v1/orders/?limit=100&sort=%s%s", sign, names[i]);
        g_autofree char *two = g_strdup_printf ("%s,%spk", one, sign);
        g_autofree char *sorted = join (one, "pk");
        g_autofree char *expected = join (two, "pk");

        g_test_message ("%s", one);
        g_assert_cmpstr (sorted, ==, expected);
      }
}

static void
test_sorting_follows_changes (void)
{
  g_autofree char *last = NULL;

  assert_sorts_agree ();
  for (gint64 pk = 80010; pk < 80400; pk += 13)
    {
      g_autofree char *order = g_strdup_printf ("/api/v1/orders/%d/", (int)pk);

      g_assert_cmpuint (
          sandbox_test_status (sandbox, token, "PATCH", order, "{\"is_send\":false}"), ==, 200);
      g_assert_cmpuint (
          sandbox_test_status (sandbox, token, "PATCH", order, "{\"is_send\":true}"), ==, 200);
    }
  last = join ("/api/v1/orders/?sort=-modified_date&limit=2", "pk");
  g_assert_cmpstr (last, ==, "80387 80374 ");
  assert_sorts_agree ();
}

/* Capitals count in one form and not in the other; a changed name is found at once. */
static void
test_customer_lookups (void)
{
  static const char *const address = "/api/v1/channel/2/customers/?limit=1";
  g_autoptr (JsonObject) page = sandbox_test_get (sandbox, token, "%s", address);
  JsonObject *customer =
      json_array_get_object_element (json_object_get_array_member (page, "results"), 0);
  g_autofree char *target = g_strdup_printf ("/api/v1/customers/%d/",
                                             (int)json_object_get_int_member (customer, "pk"));
  g_autofree char *own = g_strdup_printf ("customer=%d",
                                          (int)json_object_get_int_member (customer, "pk"));
  gint64 n_orders = count (own);

  g_assert_cmpint (n_orders, >, 0);
  g_assert_cmpuint (sandbox_test_status (sandbox, token, "PATCH", target,
                                         "{\"first_name\":\"Q\\nx Quentin\","
                                         "\"last_name\":\"O'Zephyr\","
                                         "\"email\":\"Quentin.Z@example.com\"}"),
                    ==, 200);
  g_assert_cmpint (count ("customer__email=Quentin.Z@example.com"), ==, n_orders);
  g_assert_cmpint (count ("customer__email=quentin.z@example.com"), ==, 0);
  g_assert_cmpint (count ("customer__email__iexact=quentin.z@example.com"), ==, n_orders);
  g_assert_cmpint (count ("customer__email__in=x,Quentin.Z@example.com"), ==, n_orders);
  g_assert_cmpint (count ("customer__email__startswith=Quentin."), ==, n_orders);
  g_assert_cmpint (count ("customer__email__startswith=quentin."), ==, 0);
  g_assert_cmpint (count ("customer__email__istartswith=quentin."), ==, n_orders);
  g_assert_cmpint (count ("customer__email__startswith=uentin."), ==, 0);
  g_assert_cmpint (count ("customer__last_name__endswith=ephyr"), ==, n_orders);
  g_assert_cmpint (count ("customer__last_name__iendswith=EPHYR"), ==, n_orders);
  g_assert_cmpint (count ("customer__last_name__icontains=quentin"), ==, 0);
  g_assert_cmpint (count ("customer__first_name__icontains=x%20QUENT"), ==, n_orders);
  g_assert_cmpint (count ("customer__first_name__icontains=quentin&customer__email__isnull=true"),
                   ==, 0);
  g_assert_cmpint (count ("search=quentin%20o'zephyr"), ==, n_orders);
}

/* A name that is in the data, however it is written. */
static void
test_search (void)
{
  g_autoptr (JsonObject) order =
      sandbox_test_get (sandbox, token, "/api/i1/orders/?limit=1&tracking_number__isnull=false");
  JsonObject *row =
      json_array_get_object_element (json_object_get_array_member (order, "results"), 0);
  JsonObject *customer = json_object_get_object_member (row, "customer");
  g_autofree char *number =
      g_strdup_printf ("search=%s", json_object_get_string_member (row, "number"));
  g_autofree char *both =
      g_strdup_printf ("search=%s%%20%s", json_object_get_string_member (customer, "email"),
                       json_object_get_string_member (row, "tracking_number"));
  g_autofree char *neither = g_strdup_printf ("search=%s%%20nobody-has-this",
                                              json_object_get_string_member (customer, "email"));

  g_assert_cmpint (count (number), ==, 1);
  g_assert_cmpint (count (both), ==, 1);
  g_assert_cmpint (count (neither), ==, 0);
  g_assert_cmpint (count ("search=%20"), ==, N_ORDERS);
  g_assert_cmpint (count ("search=i%C5%9Fik"), ==, count ("search=I%C5%9EIK"));
  g_assert_cmpint (count ("search=i%C5%9Fik"), >, 0);
}

static void
test_channel_form (void)
{
  g_autoptr (JsonObject) page =
      sandbox_test_get (sandbox, token, "/api/v1/channel/5/orders/?limit=1");
  g_autoptr (JsonObject) twin = sandbox_test_get (sandbox, token, "/api/channel/5/orders/?limit=1");
  g_autoptr (JsonObject) items =
      sandbox_test_get (sandbox, token, "/api/v1/channel/5/order_items/?limit=1");

  g_assert_cmpint (json_object_get_int_member (page, "count"), ==, count ("channel=5"));
  g_assert_cmpint (json_object_get_int_member (twin, "count"), ==, count ("channel=5"));
  g_assert_cmpint (json_object_get_int_member (items, "count"), >=, count ("channel=5"));
  g_assert_cmpuint (
      sandbox_test_status (sandbox, token, "GET", "/api/v1/channel/999/orders/", NULL), ==, 404);
}

static void
test_items_of_orders (void)
{
  g_autoptr (JsonObject) one =
      sandbox_test_get (sandbox, token, "/api/v1/order_items/?order=80003&limit=100&sort=id");
  g_autoptr (JsonObject) two =
      sandbox_test_get (sandbox, token, "/api/i1/order_items/?order__in=80003,80004&limit=100");
  g_autoptr (JsonObject) detailed = sandbox_test_get (
      sandbox, token, "/api/v1/order_item/detailed_integration/?order=80003&limit=100");
  JsonArray *rows = json_object_get_array_member (detailed, "results");
  g_autoptr (JsonObject) order =
      sandbox_test_get (sandbox, token, "/api/v1/orders/80003/detailed/");

  g_assert_cmpint (json_object_get_int_member (one, "count"), ==,
                   json_object_get_int_member (detailed, "count"));
  g_assert_cmpint (json_object_get_int_member (two, "count"), >,
                   json_object_get_int_member (one, "count"));
  g_assert_nonnull (json_object_get_string_member (
      json_object_get_object_member (json_array_get_object_element (rows, 0), "product"), "sku"));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (order, "orderitem_set")),
                    ==, json_array_get_length (rows));
}

static void
test_every_list_and_row_answers (void)
{
  static const char *const lists[] = {
    "v1/channels",
    "v1/payment_options",
    "v1/cargos",
    "v1/channel/2/cargos",
    "v1/countries",
    "v1/channel/2/cities",
    "v1/townships",
    "v1/districts",
    "v1/customers",
    "v1/channel/2/customers",
    "v1/addresses",
    "v1/channel/2/addresses",
    "v1/orders",
    "v1/channel/2/orders",
    "v1/order_items",
    "i1/order_items",
    "v1/order_transactions",
    "v1/cancellation_reasons",
  };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autoptr (JsonObject) page =
          sandbox_test_get (sandbox, token, "/api/%s/?limit=2&sort=-pk", lists[i]);
      JsonArray *rows = json_object_get_array_member (page, "results");
      JsonObject *row = json_array_get_object_element (rows, 0);
      gint64 pk = json_object_get_int_member_with_default (
          row, "pk", json_object_get_int_member_with_default (row, "id", 0));
      g_autoptr (JsonObject) again =
          sandbox_test_get (sandbox, token, "/api/%s/%d/", lists[i], (int)pk);

      g_test_message ("%s", lists[i]);
      g_assert_cmpuint (json_object_get_size (again), ==, json_object_get_size (row));
    }
}

int
main (int argc, char **argv)
{
  int status;

  omni_test_init (&argc, &argv);
  g_test_summary ("Lists: pages, filters, sorts and searches of the order list and its siblings");

  g_test_add_func ("/sandbox/lists/pages-hold-each-order-once", test_pages_hold_each_order_once);
  g_test_add_func ("/sandbox/lists/page-links", test_page_links);
  g_test_add_func ("/sandbox/lists/page-limits", test_page_limits);
  g_test_add_func ("/sandbox/lists/statuses-add-up", test_statuses_add_up);
  g_test_add_func ("/sandbox/lists/lookups-agree", test_lookups_agree);
  g_test_add_func ("/sandbox/lists/bad-values-are-refused", test_bad_values_are_refused);
  g_test_add_func ("/sandbox/lists/sorting", test_sorting);
  g_test_add_func ("/sandbox/lists/sorting-follows-changes", test_sorting_follows_changes);
  g_test_add_func ("/sandbox/lists/customer-lookups", test_customer_lookups);
  g_test_add_func ("/sandbox/lists/search", test_search);
  g_test_add_func ("/sandbox/lists/channel-form", test_channel_form);
  g_test_add_func ("/sandbox/lists/items-of-orders", test_items_of_orders);
  g_test_add_func ("/sandbox/lists/every-list-and-row-answers", test_every_list_and_row_answers);

  sandbox = sandbox_test_new (N_ORDERS);
  token = sandbox_test_sign_in (sandbox, "ops.elif");
  status = g_test_run ();
  g_free (token);
  sandbox_free (sandbox);

  return status;
}
