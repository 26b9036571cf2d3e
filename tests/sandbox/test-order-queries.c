/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-test.h"
#include "sandbox-private.h"
#include "sandbox-test.h"

#include <string.h>

/* The order list is answered from memory. Here the database answers the same queries in SQL, and
 * both have to come to the same orders in the same order. */

#define N_ORDERS 600
#define N_QUERIES 1500

static Sandbox *sandbox;
static char *token;
static guint n_found; /* queries that found something */

#define CUSTOMER(column) "(SELECT c." column " FROM customers c WHERE c.pk = t.customer)"
#define CITY                                                                                       \
  "(SELECT c.name FROM addresses a JOIN cities c ON c.pk = a.city"                                 \
  " WHERE a.pk = t.shipping_address)"
#define COUNTRY                                                                                    \
  "(SELECT c.name FROM addresses a JOIN countries c ON c.pk = a.country"                           \
  " WHERE a.pk = t.shipping_address)"

/* clang-format off */
static const SandboxField fields[] = {
  { "pk", "t.pk", SANDBOX_FIELD_INT },
  { "id", "t.pk", SANDBOX_FIELD_INT },
  { "number", "t.number", SANDBOX_FIELD_TEXT },
  { "channel", "t.channel", SANDBOX_FIELD_INT },
  { "channel_id", "t.channel", SANDBOX_FIELD_INT },
  { "status", "t.status", SANDBOX_FIELD_STATUS },
  { "cancel_status", "t.cancel_status", SANDBOX_FIELD_TEXT },
  { "is_send", "t.is_send", SANDBOX_FIELD_BOOLEAN },
  { "date_placed", "t.date_placed", SANDBOX_FIELD_TIME },
  { "created_date", "t.created_date", SANDBOX_FIELD_TIME },
  { "modified_date", "t.modified_date", SANDBOX_FIELD_TIME },
  { "customer", "t.customer", SANDBOX_FIELD_INT },
  { "customer__email", CUSTOMER ("email"), SANDBOX_FIELD_TEXT },
  { "customer__first_name", CUSTOMER ("first_name"), SANDBOX_FIELD_TEXT },
  { "customer__last_name", CUSTOMER ("last_name"), SANDBOX_FIELD_TEXT },
  { "customer__phone_number", CUSTOMER ("phone_number"), SANDBOX_FIELD_TEXT },
  { "shipping_address__city__name", CITY, SANDBOX_FIELD_TEXT },
  { "shipping_address__country__name", COUNTRY, SANDBOX_FIELD_TEXT },
  { "payment_option", "t.payment_option", SANDBOX_FIELD_INT },
  { "payment_option_slug", "t.payment_option_slug", SANDBOX_FIELD_TEXT },
  { "cargo_company", "t.cargo_company", SANDBOX_FIELD_INT },
  { "currency", "t.currency", SANDBOX_FIELD_TEXT },
  { "tracking_number", "t.tracking_number", SANDBOX_FIELD_TEXT },
  { "invoice_number", "t.invoice_number", SANDBOX_FIELD_TEXT },
  { "invoice_date", "t.invoice_date", SANDBOX_FIELD_TIME },
  { "e_archive_url", "t.e_archive_url", SANDBOX_FIELD_TEXT },
  { "delivery_type", "t.delivery_type", SANDBOX_FIELD_TEXT },
  { "shipping_option_slug", "t.shipping_option_slug", SANDBOX_FIELD_TEXT },
  { "has_gift_box", "t.has_gift_box", SANDBOX_FIELD_BOOLEAN },
  { "gift_box_note", "t.gift_box_note", SANDBOX_FIELD_TEXT },
  { "client_type", "t.client_type", SANDBOX_FIELD_TEXT },
  { "notes", "t.notes", SANDBOX_FIELD_TEXT },
  { "amount", "t.amount", SANDBOX_FIELD_MONEY },
  { "discount_amount", "t.discount_amount", SANDBOX_FIELD_MONEY },
  { "shipping_amount", "t.shipping_amount", SANDBOX_FIELD_MONEY },
  { "refund_amount", "t.refund_amount", SANDBOX_FIELD_MONEY },
  { NULL },
};
/* clang-format on */

static const char *const text_lookups[] = { "",           "__exact",       "__iexact",
                                            "__in",       "__contains",    "__icontains",
                                            "__startswith", "__istartswith", "__endswith",
                                            "__iendswith" };
static const char *const number_lookups[] = { "", "__exact", "__in", "__gt", "__gte", "__lt",
                                              "__lte" };

static gint64
random_below (gsize limit)
{
  return g_test_rand_int_range (0, (int)limit);
}

/* The value of a field of some order, or %NULL. */
static char *
pick_value (const SandboxField *field)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM orders t WHERE t.pk = ?", field->sql);
  g_autoptr (SandboxStatement) row = sandbox_store_compile (sandbox->store, sql);
  gint64 value;

  sandbox_statement_bind_int (row, 1, 80001 + random_below (N_ORDERS));
  if (!sandbox_store_step (sandbox->store, row) || sandbox_statement_get_text (row, 0) == NULL)
    return NULL;

  value = sandbox_statement_get_int (row, 0);
  switch (field->kind)
    {
    case SANDBOX_FIELD_TIME:
      {
        g_autoptr (GDateTime) second = g_date_time_new_from_unix_utc (value / G_USEC_PER_SEC);
        g_autofree char *text = g_date_time_format (second, "%Y-%m-%dT%H:%M:%S");

        return g_strdup_printf ("%s.%06dZ", text, (int)(value % G_USEC_PER_SEC));
      }

    case SANDBOX_FIELD_MONEY:
      return g_strdup_printf ("%d.%02d", (int)(value / 100), (int)(value % 100));

    case SANDBOX_FIELD_INT:
    case SANDBOX_FIELD_TEXT:
    case SANDBOX_FIELD_STATUS:
    case SANDBOX_FIELD_BOOLEAN:
    case SANDBOX_FIELD_UUID:
    case SANDBOX_FIELD_JSON:
    default:
      return g_strdup (sandbox_statement_get_text (row, 0));
    }
}

/* A piece of a text, in capitals now and then. */
static char *
cut (const char *text)
{
  glong length = g_utf8_strlen (text, -1);
  glong start = length > 0 ? (glong)random_below ((gsize)length) : 0;
  glong end = start + (length > start ? (glong)random_below ((gsize)(length - start)) + 1 : 0);
  g_autofree char *piece = g_utf8_substring (text, random_below (2) != 0 ? start : 0, end);

  return random_below (2) != 0 ? g_utf8_strup (piece, -1) : g_steal_pointer (&piece);
}

static void
add_filter (GString *query)
{
  const SandboxField *field = &fields[random_below (G_N_ELEMENTS (fields) - 1)];
  gboolean is_text = field->kind == SANDBOX_FIELD_TEXT;
  g_autofree char *value = pick_value (field);
  g_autofree char *other = pick_value (field);
  g_autofree char *escaped = NULL;
  const char *lookup;

  if (value == NULL || random_below (8) == 0)
    {
      g_string_append_printf (query, "&%s__isnull=%s", field->name,
                              random_below (2) != 0 ? "true" : "false");
      return;
    }

  lookup = is_text ? text_lookups[random_below (G_N_ELEMENTS (text_lookups))]
                   : number_lookups[random_below (G_N_ELEMENTS (number_lookups))];
  if (strcmp (lookup, "__in") == 0 && other != NULL)
    {
      g_autofree char *both = g_strdup_printf ("%s,%s", value, other);

      g_free (value);
      value = g_steal_pointer (&both);
    }
  else if (is_text && random_below (3) != 0)
    {
      g_autofree char *piece = cut (value);

      g_free (value);
      value = g_steal_pointer (&piece);
    }
  escaped = g_uri_escape_string (value, NULL, FALSE);
  g_string_append_printf (query, "&%s%s=%s", field->name, lookup, escaped);
}

static char *
make_query (void)
{
  GString *query = g_string_new ("/api/v1/orders/?x=1");
  gint64 n_filters = random_below (4);
  gint64 n_sorts = random_below (4);

  for (gint64 i = 0; i < n_filters; i++)
    add_filter (query);
  for (gint64 i = 0; i < n_sorts; i++)
    g_string_append_printf (query, "%s%s%s", i == 0 ? "&sort=" : ",",
                            random_below (2) != 0 ? "-" : "",
                            fields[random_below (G_N_ELEMENTS (fields) - 1)].name);

  return g_string_free (query, FALSE);
}

static GArray *
ask_database (const char *query)
{
  g_autoptr (SandboxRequest) request = sandbox_request_new ("GET", query);
  g_autoptr (SandboxReply) reply = sandbox_reply_new ();
  g_autoptr (GPtrArray) conditions = NULL;
  g_autoptr (GArray) sorts = NULL;
  g_autoptr (GString) sql = g_string_new ("SELECT t.pk FROM orders t WHERE 1");
  g_autoptr (SandboxStatement) rows = NULL;
  GArray *pks = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_assert_true (sandbox_filter_read (fields, request, &conditions, reply));
  sorts = sandbox_filter_read_sort (fields, request, "-date_placed");
  sandbox_filter_append_sql (conditions, sql);
  sandbox_filter_append_order (sorts, "t.pk", sql);
  rows = sandbox_store_compile (sandbox->store, sql->str);
  sandbox_filter_bind (conditions, rows, 1);
  while (sandbox_store_step (sandbox->store, rows))
    {
      gint64 pk = sandbox_statement_get_int (rows, 0);

      g_array_append_val (pks, pk);
    }

  return pks;
}

static void
assert_agrees (const char *query)
{
  g_autoptr (GArray) expected = ask_database (query);
  g_autoptr (SandboxRequest) request = sandbox_request_new ("GET", query);
  g_autoptr (SandboxReply) reply = sandbox_reply_new ();
  const GArray *pks;

  g_test_message ("%s", query);
  g_assert_true (sandbox_order_index_query (sandbox->index, request, &pks, reply));
  g_assert_cmpmem (pks->data, pks->len * sizeof (gint64), expected->data,
                   expected->len * sizeof (gint64));
  n_found += expected->len > 0 ? 1 : 0;
}

static void
ask_some (guint n_queries)
{
  for (guint i = 0; i < n_queries; i++)
    {
      g_autofree char *query = make_query ();

      assert_agrees (query);
    }
}

/* The table here has to name what is offered, or nothing would be compared. */
static void
test_knows_every_field (void)
{
  const SandboxField *offered = sandbox_order_index_get_fields ();
  guint n = 0;

  for (; offered->name != NULL; offered++, n++)
    {
      const SandboxField *field = sandbox_field_find (fields, offered->name);

      g_assert_nonnull (field);
      g_assert_cmpint (field->kind, ==, offered->kind);
    }
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (fields) - 1);
}

static void
test_agrees_with_the_database (void)
{
  n_found = 0;
  ask_some (g_getenv ("OMNI_TEST_LONG") != NULL ? 20 * N_QUERIES : N_QUERIES);
  g_assert_cmpuint (n_found, >, N_QUERIES / 4);
}

static void
test_single_fields_agree (void)
{
  for (const SandboxField *field = fields; field->name != NULL; field++)
    for (guint i = 0; i < 6; i++)
      {
        g_autofree char *query = g_strdup_printf (
            "/api/v1/orders/?sort=%s%s%s", i % 2 != 0 ? "-" : "", field->name,
            i < 2 ? "" : i < 4 ? ",status" : "&status__in=450,550");

        assert_agrees (query);
      }
}

static void
patch (const char *body, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
patch (const char *body, const char *format, ...)
{
  g_autofree char *target = NULL;
  guint status;
  va_list arguments;

  va_start (arguments, format);
  target = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  status = sandbox_test_status (sandbox, token, "PATCH", target, body);
  g_assert_true (status == 200 || status == 406);
}

/* Writes of every kind, among which the queries still agree. */
static void
change_something (void)
{
  gint64 order = 80001 + random_below (N_ORDERS);
  gint64 customer =
      sandbox_store_ask (sandbox->store, "SELECT customer FROM orders WHERE pk = ?", "i", order);
  gint64 address = sandbox_store_ask (
      sandbox->store, "SELECT shipping_address FROM orders WHERE pk = ?", "i", order);
  gint64 item = sandbox_store_ask (
      sandbox->store, "SELECT min(pk) FROM order_items WHERE \"order\" = ?", "i", order);
  static const char *const items[] = {
    "{\"status\":\"500\",\"shipping_company\":\"yurtici\",\"tracking_number\":\"0077\"}",
    "{\"tracking_number\":\"ŞİIı-9\",\"invoice_number\":\"Aa 1\"}",
    "{\"tracking_number\":null,\"invoice_number\":null,\"e_archive_url\":null}",
    "{\"e_archive_url\":\"https://Files.example/Ü.pdf\",\"invoice_date\":\"2024-02-29T00:00:00Z\"}",
    "{\"status\":\"450\"}",
    "{\"status\":\"550\"}",
  };
  static const char *const customers[] = {
    "{\"first_name\":\"Ihlamur\",\"last_name\":\"ışık\"}",
    "{\"first_name\":\"Ihlamur\",\"phone_number\":null}",
    "{\"email\":\"Iki.Uc@example.com\",\"phone_number\":\"1\"}",
  };

  switch (random_below (5))
    {
    case 0:
      patch (random_below (2) != 0 ? "{\"is_send\":true}" : "{\"is_send\":false}",
             "/api/v1/orders/%d/", (int)order);
      break;
    case 1:
      patch (customers[random_below (G_N_ELEMENTS (customers))], "/api/v1/customers/%d/",
             (int)customer);
      break;
    case 2:
      {
        gint64 city = sandbox_store_ask (
            sandbox->store,
            "SELECT pk FROM cities WHERE country = (SELECT country FROM addresses WHERE pk = ?)"
            " ORDER BY pk % ? LIMIT 1",
            "ii", address, 2 + random_below (5));
        g_autofree char *body =
            g_strdup_printf ("{\"city\":%d,\"township\":null,\"district\":null}", (int)city);

        patch (body, "/api/v1/addresses/%d/", (int)address);
      }
      break;
    default:
      patch (items[random_below (G_N_ELEMENTS (items))], "/api/v1/order_items/%d/", (int)item);
      break;
    }
}

static void
test_agrees_after_changes (void)
{
  guint n_changes = g_getenv ("OMNI_TEST_LONG") != NULL ? 4000 : 250;

  for (guint i = 0; i < n_changes; i++)
    {
      change_something ();
      ask_some (2);
    }
  test_single_fields_agree ();
}

int
main (int argc, char **argv)
{
  int status;

  omni_test_init (&argc, &argv);
  g_test_summary ("The order list from memory, against the database");

  g_test_add_func ("/sandbox/order-queries/knows-every-field", test_knows_every_field);
  g_test_add_func ("/sandbox/order-queries/single-fields-agree", test_single_fields_agree);
  g_test_add_func ("/sandbox/order-queries/agrees-with-the-database",
                   test_agrees_with_the_database);
  g_test_add_func ("/sandbox/order-queries/agrees-after-changes", test_agrees_after_changes);

  sandbox = sandbox_test_new (N_ORDERS);
  token = sandbox_test_sign_in (sandbox, "ops.elif");
  status = g_test_run ();
  g_free (token);
  sandbox_free (sandbox);

  return status;
}
