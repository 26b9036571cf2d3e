/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-order-query.h"
#include "omni-order.h"
#include "omni-reference-data.h"
#include "omni-test.h"
#include "omni-time.h"

static void
assert_uri (OmniOrderQuery *query, const char *expected)
{
  g_autofree char *text = omni_order_query_to_uri_query (query, 1, 100);
  static const char prefix[] = "page=1&limit=100&sort=-date_placed";

  g_assert_true (g_str_has_prefix (text, prefix));
  g_assert_cmpstr (text + strlen (prefix), ==, expected);
}

/* Takes over @query, so that a chain of changes needs no variable for each step. */
static OmniOrderQuery *
with (OmniOrderQuery *query, const char *id, const char *values)
{
  g_autoptr (OmniOrderQuery) old = query;
  g_auto (GStrv) list = g_strsplit (values, "|", -1);

  return omni_order_query_with_filter (old, id, (const char *const *) list);
}

static void
test_parameters (void)
{
  static const struct
  {
    const char *id;
    const char *values;
    const char *uri;
  } cases[] = {
    { "number", "7740192286514", "&number=7740192286514" },
    { "number", "1|2", "&number__in=1,2" },
    { "number", " 1 ||1", "&number=1" },
    { "status", "450", "&status=450" },
    { "status", "approved|Preparing|450", "&status__in=400,450" },
    { "status", "Cancelled", "&status=100" },
    { "status", "425", "&status=425" },
    { "channel", "2", "&channel=2" },
    { "channel", "2|5", "&channel__in=2,5" },
    { "placed-after", "2025-03-04", "&date_placed__gte=2025-03-04T00%3A00%3A00.000000Z" },
    { "placed-before", "2025-03-04", "&date_placed__lte=2025-03-04T23%3A59%3A59.999999Z" },
    { "placed-before", "2025-03-04T10:00:00+03:00",
      "&date_placed__lte=2025-03-04T07%3A00%3A00.000000Z" },
    { "created-after", "2025-03-04", "&created_date__gte=2025-03-04T00%3A00%3A00.000000Z" },
    { "created-before", "2025-03-04", "&created_date__lte=2025-03-04T23%3A59%3A59.999999Z" },
    { "modified-after", "2025-03-04", "&modified_date__gte=2025-03-04T00%3A00%3A00.000000Z" },
    { "modified-before", "2025-03-04", "&modified_date__lte=2025-03-04T23%3A59%3A59.999999Z" },
    { "customer", "Aydın", "&search=Ayd%C4%B1n" },
    { "customer", "Ali Can  Kaya",
      "&customer__first_name__icontains=Ali%20Can&customer__last_name__icontains=Kaya" },
    { "first-name", "Deniz", "&customer__first_name__icontains=Deniz" },
    { "last-name", "Er & Sons", "&customer__last_name__icontains=Er%20%26%20Sons" },
    { "email", "a+b@example.com", "&customer__email__icontains=a%2Bb%40example.com" },
    { "email-is", "a@example.com", "&customer__email=a%40example.com" },
    { "phone", "05320000017", "&customer__phone_number=05320000017" },
    { "phone", "(0532) 000 00-17", "&customer__phone_number=05320000017" },
    { "phone", "+90 532 000 00 17", "&customer__phone_number=%2B905320000017" },
    { "amount-from", "100.50", "&amount__gte=100.50" },
    { "amount-to", "9", "&amount__lte=9" },
    { "currency", "TRY|usd", "&currency__in=try,usd" },
    { "payment-option", "31", "&payment_option=31" },
    { "shipping", "4|7", "&cargo_company__in=4,7" },
    { "tracking", "733", "&tracking_number=733" },
    { "invoice", "AKM/1", "&invoice_number=AKM%2F1" },
    { "sent", "Yes", "&is_send=true" },
    { "sent", "0", "&is_send=false" },
    { "cancel-status", "waiting", "&cancel_status=waiting" },
    { "pk", "80412", "&pk__in=80412" },
    { "pk", "1|2|3", "&pk__in=1,2,3" },
    { "search", "a b", "&search=a%20b" },
    { "pk-after", "100", "&pk__gt=100" },
    { "pk-until", "200", "&pk__lte=200" },
    { "number-contains", "286", "&number__icontains=286" },
    { "tracking-contains", "733", "&tracking_number__icontains=733" },
    { "has-tracking", "yes", "&tracking_number__isnull=false" },
    { "has-tracking", "no", "&tracking_number__isnull=true" },
    { "invoice-contains", "AKM", "&invoice_number__icontains=AKM" },
    { "has-invoice", "no", "&invoice_number__isnull=true" },
    { "invoiced-after", "2025-03-04", "&invoice_date__gte=2025-03-04T00%3A00%3A00.000000Z" },
    { "invoiced-before", "2025-03-04", "&invoice_date__lte=2025-03-04T23%3A59%3A59.999999Z" },
    { "has-e-archive", "yes", "&e_archive_url__isnull=false" },
    { "city", "İzmir", "&shipping_address__city__name__icontains=%C4%B0zmir" },
    { "country", "Türkiye", "&shipping_address__country__name__icontains=T%C3%BCrkiye" },
    { "client-type", "ios|android", "&client_type__in=ios,android" },
    { "delivery-type", "same_day", "&delivery_type=same_day" },
    { "shipping-option", "click-and-collect", "&shipping_option_slug=click-and-collect" },
    { "gift-box", "yes", "&has_gift_box=true" },
    { "gift-note", "tebrik", "&gift_box_note__icontains=tebrik" },
    { "notes", "ring", "&notes__icontains=ring" },
    { "phone-contains", "532 000", "&customer__phone_number__icontains=532000" },
    { "refund-from", "1", "&refund_amount__gte=1" },
    { "refund-to", "9.90", "&refund_amount__lte=9.90" },
    { "status-not", "50|100|200|300|350|400|450|500|510|520|540|544|545|546",
      "&status__in=547,550,600" },
  };

  g_test_summary ("Test that each filter has the parameter that the contract names");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (OmniOrderQuery) query =
          with (omni_order_query_new (), cases[i].id, cases[i].values);

      assert_uri (query, cases[i].uri);
    }
}

static void
test_status_not (void)
{
  g_autoptr (OmniOrderQuery) query = with (omni_order_query_new (), "status", "400|450|500");

  g_test_summary ("Test that unwanted statuses are taken from the wanted ones");

  query = with (g_steal_pointer (&query), "status-not", "450");
  assert_uri (query, "&status__in=400,500");
  query = with (g_steal_pointer (&query), "status-not", "450|400");
  assert_uri (query, "&status=500");
  query = with (g_steal_pointer (&query), "status-not", "450|400|500");
  assert_uri (query, "&pk__in=0");
}

static void
test_resolve (void)
{
  g_autoptr (OmniOrderQuery) query = with (omni_order_query_new (), "placed-after", "Yesterday");
  g_autoptr (OmniOrderQuery) day = with (omni_order_query_new (), "placed-after", "2025-03-04");
  g_autoptr (OmniOrderQuery) same = NULL;
  g_autoptr (OmniOrderQuery) resolved = NULL;
  OmniTime now;

  g_test_summary ("Test that a relative time is kept as it is and means its day when it is asked");

  g_assert_cmpstr (omni_order_query_get_values (query, "placed-after")[0], ==, "yesterday");
  g_assert_true (omni_time_parse ("2025-03-05T10:00:00Z", -1, &now, NULL));
  resolved = omni_order_query_resolve (query, now);
  assert_uri (resolved, "&date_placed__gte=2025-03-04T00%3A00%3A00.000000Z");
  g_assert_cmpstr (omni_order_query_get_values (query, "placed-after")[0], ==, "yesterday");

  same = omni_order_query_resolve (day, now);
  g_assert_true (same == day);
}

static OmniOrder *
make_order (const char *members)
{
  g_auto (OmniJsonReader) reader;
  g_autofree char *text = g_strdup_printf ("{\"pk\": 7, \"number\": \"77401\", %s}", members);
  OmniOrder *order;

  omni_json_reader_init (&reader, text, -1);
  order = omni_order_new_from_json (&reader);
  g_assert_true (omni_json_reader_finish (&reader, NULL));
  return order;
}

static void
test_matches (void)
{
  g_autoptr (OmniOrder) order = make_order (
      "\"status\": \"450\", \"channel\": 2, \"date_placed\": \"2025-03-04T08:15:27.120934Z\","
      "\"currency\": \"try\", \"amount\": \"1149.80\", \"is_send\": true,"
      "\"tracking_number\": \"7330051248817\", \"invoice_number\": null,"
      "\"client_type\": \"ios\", \"has_gift_box\": true, \"notes\": \"Ring twice\","
      "\"customer\": {\"pk\": 1, \"first_name\": \"Işıl\", \"last_name\": \"Aydın Er\","
      " \"email\": \"Isil@Example.com\", \"phone_number\": \"+90 532 000 00 17\"},"
      "\"orderitem_set\": [{\"pk\": 1, \"order\": 7, \"invoice_number\": \"AKM1\"}]");
  static const struct
  {
    const char *id;
    const char *values;
    OmniMatch match;
  } cases[] = {
    { "number", "77401", OMNI_MATCH_YES },
    { "number", "1|77401", OMNI_MATCH_YES },
    { "number", "7740", OMNI_MATCH_NO },
    { "number-contains", "740", OMNI_MATCH_YES },
    { "number-contains", "9", OMNI_MATCH_NO },
    { "status", "450|500", OMNI_MATCH_YES },
    { "status", "400", OMNI_MATCH_NO },
    { "status-not", "400", OMNI_MATCH_YES },
    { "status-not", "450", OMNI_MATCH_NO },
    { "channel", "2", OMNI_MATCH_YES },
    { "channel", "3", OMNI_MATCH_NO },
    { "payment-option", "3", OMNI_MATCH_UNKNOWN },
    { "placed-after", "2025-03-04", OMNI_MATCH_YES },
    { "placed-after", "2025-03-05", OMNI_MATCH_NO },
    { "placed-before", "2025-03-04", OMNI_MATCH_YES },
    { "placed-before", "2025-03-03", OMNI_MATCH_NO },
    { "modified-after", "2025-03-04", OMNI_MATCH_UNKNOWN },
    { "amount-from", "1149.8", OMNI_MATCH_YES },
    { "amount-from", "1149.81", OMNI_MATCH_NO },
    { "amount-to", "1149.79", OMNI_MATCH_NO },
    { "refund-from", "1", OMNI_MATCH_UNKNOWN },
    { "currency", "TRY", OMNI_MATCH_YES },
    { "currency", "eur", OMNI_MATCH_NO },
    { "sent", "yes", OMNI_MATCH_YES },
    { "sent", "no", OMNI_MATCH_NO },
    { "email", "isil@", OMNI_MATCH_YES },
    { "email", "deniz", OMNI_MATCH_NO },
    { "email-is", "isil@example.com", OMNI_MATCH_YES },
    { "email-is", "isil@example", OMNI_MATCH_NO },
    { "phone", "05320000017", OMNI_MATCH_YES },
    { "phone", "05320000018", OMNI_MATCH_NO },
    { "phone-contains", "2 000", OMNI_MATCH_YES },
    { "first-name", "ısil", OMNI_MATCH_YES },
    { "customer", "IŞIL ER", OMNI_MATCH_YES },
    { "customer", "Deniz Er", OMNI_MATCH_NO },
    { "customer", "Kaya", OMNI_MATCH_UNKNOWN },
    { "tracking", "7330051248817", OMNI_MATCH_YES },
    { "tracking", "7", OMNI_MATCH_NO },
    { "has-tracking", "yes", OMNI_MATCH_YES },
    { "has-tracking", "no", OMNI_MATCH_NO },
    { "invoice", "akm1", OMNI_MATCH_YES },
    { "invoice", "AKM2", OMNI_MATCH_UNKNOWN },
    { "has-invoice", "no", OMNI_MATCH_YES },
    { "has-invoice", "yes", OMNI_MATCH_UNKNOWN },
    { "city", "Ankara", OMNI_MATCH_UNKNOWN },
    { "country", "Türkiye", OMNI_MATCH_UNKNOWN },
    { "client-type", "IOS", OMNI_MATCH_YES },
    { "client-type", "android|default", OMNI_MATCH_NO },
    { "gift-box", "yes", OMNI_MATCH_YES },
    { "gift-box", "no", OMNI_MATCH_NO },
    { "notes", "ring", OMNI_MATCH_YES },
    { "notes", "call", OMNI_MATCH_NO },
    { "gift-note", "ring", OMNI_MATCH_UNKNOWN },
    { "search", "77401 isil", OMNI_MATCH_YES },
    { "search", "gömlek", OMNI_MATCH_UNKNOWN },
    { "pk", "7", OMNI_MATCH_YES },
    { "pk", "8|9", OMNI_MATCH_NO },
  };
  g_autoptr (OmniOrderQuery) all = omni_order_query_new ();

  g_test_summary ("Test that an order that does not fit is seen, and only such a one");

  g_assert_cmpint (omni_order_query_matches (all, order), ==, OMNI_MATCH_YES);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (OmniOrderQuery) query =
          with (omni_order_query_new (), cases[i].id, cases[i].values);

      g_test_message ("%s: %s", cases[i].id, cases[i].values);
      g_assert_cmpint (omni_order_query_matches (query, order), ==, cases[i].match);
    }
}

static void
assert_ignored (OmniOrderQuery *query, const GPtrArray *orders, const char *expected)
{
  g_autoptr (GPtrArray) ignored = omni_order_query_find_ignored (query, orders);
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; i < ignored->len; i++)
    g_string_append_printf (ids, "%s%s", i > 0 ? " " : "",
                            omni_filter_get_id (g_ptr_array_index (ignored, i)));
  g_assert_cmpstr (ids->str, ==, expected);
}

static void
test_ignored (void)
{
  g_autoptr (GPtrArray) orders = g_ptr_array_new_with_free_func ((GDestroyNotify)omni_order_unref);
  g_autoptr (OmniOrderQuery) query = with (omni_order_query_new (), "status", "450");

  g_test_summary ("Test that the filters that an answer does not meet are named");

  query = with (g_steal_pointer (&query), "has-tracking", "yes");
  query = with (g_steal_pointer (&query), "amount-from", "10");
  assert_ignored (query, orders, "");

  g_ptr_array_add (orders, make_order ("\"status\": \"450\", \"amount\": \"10.00\""));
  assert_ignored (query, orders, "");

  g_ptr_array_add (orders, make_order ("\"status\": \"400\", \"amount\": \"9.99\""));
  assert_ignored (query, orders, "status amount-from");

  /* Now it is known that the server tells tracking numbers, so the others have none. */
  g_ptr_array_add (orders, make_order ("\"status\": \"450\", \"tracking_number\": \"1\""));
  assert_ignored (query, orders, "status amount-from has-tracking");
}

static void
test_customer_and_search (void)
{
  g_autoptr (OmniOrderQuery) query = with (omni_order_query_new (), "customer", "Kaya");

  g_test_summary ("Test that a customer's name and a search do not take each other's place");

  query = with (g_steal_pointer (&query), "search", "733 x");
  assert_uri (query, "&search=Kaya%20733%20x");

  query = with (g_steal_pointer (&query), "customer", "Mert Kaya");
  assert_uri (
      query,
      "&customer__first_name__icontains=Mert&customer__last_name__icontains=Kaya&search=733%20x");

  query = with (g_steal_pointer (&query), "first-name", "Me");
  assert_uri (query, "&search=Mert%20Kaya%20733%20x&customer__first_name__icontains=Me");
}

static void
test_sort (void)
{
  g_autoptr (OmniOrderQuery) query = omni_order_query_new ();
  g_autoptr (OmniOrderQuery) sorted = omni_order_query_with_sort (query, "amount", FALSE);
  g_autoptr (OmniOrderQuery) usual = omni_order_query_with_sort (sorted, NULL, FALSE);
  g_autofree char *text = omni_order_query_to_uri_query (sorted, 3, 50);

  g_test_summary ("Test that a query has an order and that the usual one is newest first");

  g_assert_cmpstr (text, ==, "page=3&limit=50&sort=amount");
  g_assert_cmpstr (omni_order_query_get_sort_field (query), ==, "date_placed");
  g_assert_true (omni_order_query_get_descending (query));
  g_assert_false (omni_order_query_get_descending (sorted));
  g_assert_false (omni_order_query_equal (query, sorted));
  g_assert_true (omni_order_query_equal (query, usual));
}

static void
test_immutable (void)
{
  g_autoptr (OmniOrderQuery) all = omni_order_query_new ();
  g_autoptr (OmniOrderQuery) some = omni_order_query_with_value (all, "status", "450");
  g_autoptr (OmniOrderQuery) more = omni_order_query_with_value (some, "email", "x@y");
  g_autoptr (OmniOrderQuery) less = omni_order_query_without_filter (more, "status");
  g_autoptr (OmniOrderQuery) none = omni_order_query_without_filter (more, NULL);
  g_autoptr (OmniOrderQuery) cleared = omni_order_query_with_value (some, "status", "");
  g_autoptr (OmniOrderQuery) left = with (omni_order_query_new (), "status", "400|450");
  g_autoptr (OmniOrderQuery) right = with (omni_order_query_new (), "status", "preparing|approved");

  g_test_summary ("Test that a change makes a new query, and what is equal");

  g_assert_false (omni_order_query_has_filters (all));
  g_assert_true (omni_order_query_has_filters (some));
  g_assert_null (omni_order_query_get_values (all, "status"));
  g_assert_cmpstr (omni_order_query_get_values (some, "status")[0], ==, "450");
  g_assert_null (omni_order_query_get_values (less, "status"));
  g_assert_cmpstr (omni_order_query_get_values (less, "email")[0], ==, "x@y");
  g_assert_true (omni_order_query_equal (all, none));
  g_assert_true (omni_order_query_equal (all, cleared));
  g_assert_false (omni_order_query_equal (all, some));
  g_assert_false (omni_order_query_equal (some, more));
  g_assert_true (omni_order_query_equal (left, right));
}

static void
test_filters (void)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

  g_test_summary (
      "Test that the list of filters is complete and that what jobs use is not offered");

  for (guint i = 0; i < omni_filter_get_count (); i++)
    {
      const OmniFilter *filter = omni_filter_get (i);

      g_assert_true (omni_filter_find (omni_filter_get_id (filter)) == filter);
      g_assert_true (g_hash_table_add (ids, (gpointer) omni_filter_get_id (filter)));
      g_assert_cmpstr (omni_filter_get_label (filter), !=, "");
      g_assert_cmpstr (omni_filter_get_description (filter), !=, "");
    }

  g_assert_null (omni_filter_get (omni_filter_get_count ()));
  g_assert_false (g_hash_table_contains (ids, "pk-after"));
  g_assert_nonnull (omni_filter_find ("pk-after"));
  g_assert_null (omni_filter_find ("colour"));
  g_assert_null (omni_filter_find (NULL));
  g_assert_true (omni_filter_takes_many (omni_filter_find ("status")));
  g_assert_false (omni_filter_takes_many (omni_filter_find ("email")));
}

static void
test_values (void)
{
  static const struct
  {
    const char *id;
    const char *value;
    const char *normalized; /* NULL where it is refused */
  } cases[] = {
    { "status", "preparing", "450" },
    { "status", "SHIPPED AND INFORMED", "510" },
    { "status", "nonsense", NULL },
    { "channel", "web tr", "2" },
    { "channel", "5", "5" },
    { "channel", "Nowhere", NULL },
    { "shipping", "yurtici", "4" },
    { "shipping", "YURTIÇI KARGO", "4" },
    { "shipping", "Yurtiçi kargo", "4" },
    { "payment-option", "credit_card", "31" },
    { "payment-option", "x", NULL },
    { "placed-after", "2025-03-04", "2025-03-04" },
    { "placed-after", "04.03.2025", NULL },
    { "placed-after", "2025-02-30", NULL },
    { "placed-after", " Today ", "today" },
    { "placed-before", "7D", "7d" },
    { "placed-before", "0d", NULL },
    { "placed-after", "2025-03-04T08:00:00Z", "2025-03-04T08:00:00Z" },
    { "amount-from", "100.50", "100.50" },
    { "amount-from", "100,50", "100.50" },
    { "amount-to", "100,5", "100.5" },
    { "amount-to", "1,000", NULL },
    { "amount-to", "1,000.50", NULL },
    { "amount-to", "1,2,3", NULL },
    { "sent", "no", "false" },
    { "sent", "maybe", NULL },
    { "pk", "12", "12" },
    { "pk", "-1", NULL },
    { "pk", "x", NULL },
    { "number", " 007 ", "007" },
    { "number", "1,2", NULL },
    { "number", "", NULL },
    { "email", "  ", NULL },
    { "email", "\xff", NULL },
    { "search", "a, b", "a, b" },
    { "currency", "EUR", "eur" },
    { "phone", "0532 1", "05321" },
    { "phone", "- -", NULL },
  };
  g_autoptr (OmniReferenceData) reference = omni_reference_data_new ();

  g_test_summary ("Test that values are understood by name and refused in words");

  omni_reference_data_add (reference, OMNI_REFERENCE_CHANNEL, 2, "Web TR", "web");
  omni_reference_data_add (reference, OMNI_REFERENCE_CARGO_COMPANY, 4, "Yurtiçi Kargo", "yurtici");
  omni_reference_data_add (reference, OMNI_REFERENCE_PAYMENT_OPTION, 31, "Kredi Kartı",
                           "credit_card");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *normalized = omni_filter_normalize_value (omni_filter_find (cases[i].id),
                                                                 reference, cases[i].value, &error);

      g_assert_cmpstr (normalized, ==, cases[i].normalized);
      if (normalized != NULL)
        continue;
      g_assert_error (error, OMNI_ERROR, OMNI_ERROR_BAD_VALUE);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }

  g_assert_true (omni_filter_check_value (omni_filter_find ("channel"), "2", NULL));
  g_assert_false (omni_filter_check_value (omni_filter_find ("channel"), "Web TR", NULL));
}

static void
test_reference_data (void)
{
  g_autoptr (OmniReferenceData) data = omni_reference_data_new ();
  const OmniReferenceEntry *entry;

  g_test_summary ("Test that entries are found by key, by name and by code");

  omni_reference_data_add (data, OMNI_REFERENCE_CHANNEL, 5, "Pazar A", "sales_channel");
  omni_reference_data_add (data, OMNI_REFERENCE_CHANNEL, 2, "Web TR", "web");
  omni_reference_data_add (data, OMNI_REFERENCE_CHANNEL, 9, "web", NULL);
  omni_reference_data_add (data, OMNI_REFERENCE_CHANNEL, 5, "Pazar B", "sales_channel");

  g_assert_cmpuint (omni_reference_data_get_size (data, OMNI_REFERENCE_CHANNEL), ==, 3);
  g_assert_cmpuint (omni_reference_data_get_size (data, OMNI_REFERENCE_CARGO_COMPANY), ==, 0);
  entry = omni_reference_data_get_entry (data, OMNI_REFERENCE_CHANNEL, 0);
  g_assert_cmpstr (entry->name, ==, "Pazar B");
  g_assert_true (omni_reference_data_find (data, OMNI_REFERENCE_CHANNEL, 5) == entry);
  g_assert_null (omni_reference_data_find (data, OMNI_REFERENCE_CARGO_COMPANY, 5));
  g_assert_null (omni_reference_data_get_entry (data, OMNI_REFERENCE_CHANNEL, 3));
  g_assert_cmpint (omni_reference_data_find_name (data, OMNI_REFERENCE_CHANNEL, "WEB")->pk, ==, 2);
  g_assert_cmpint (omni_reference_data_find_name (data, OMNI_REFERENCE_CHANNEL, "pazar b")->pk, ==,
                   5);
  g_assert_null (omni_reference_data_find_name (data, OMNI_REFERENCE_CHANNEL, "x"));
  g_assert_cmpstr (omni_reference_data_name_code (data, OMNI_REFERENCE_CHANNEL, "web"), ==,
                   "Web TR");
  g_assert_cmpstr (omni_reference_data_name_code (data, OMNI_REFERENCE_CHANNEL, "pazar b"), ==,
                   "pazar b");
  g_assert_cmpstr (omni_reference_data_name_code (NULL, OMNI_REFERENCE_CHANNEL, "x"), ==, "x");
  g_assert_null (omni_reference_data_name_code (data, OMNI_REFERENCE_CHANNEL, NULL));
}

static void
assert_column (const OmniOrder *order, const char *column, const char *id, const char *expected)
{
  g_autoptr (OmniOrderQuery) all = omni_order_query_new ();
  g_autoptr (OmniOrderQuery) query = NULL;
  const char *const *values;

  query = omni_order_query_with_column (all, omni_order_column_find (column), order, NULL);
  if (id == NULL)
    {
      g_assert_null (query);
      return;
    }

  g_assert_nonnull (query);
  values = omni_order_query_get_values (query, id);
  g_assert_nonnull (values);
  g_assert_cmpstr (values[0], ==, expected);
  g_assert_null (values[1]);
}

static void
test_column (void)
{
  g_autoptr (OmniOrder) order = make_order (
      "\"status\": \"450\", \"channel\": 2, \"date_placed\": \"2025-03-04T08:15:27.120934Z\","
      "\"currency\": \"try\", \"amount\": \"1149.80\", \"is_send\": true,"
      "\"tracking_number\": null, \"notes\": \"by hand\","
      "\"customer\": {\"pk\": 1, \"first_name\": \"Ada\", \"last_name\": \"Er\","
      " \"email\": \"ada@example.com\"}");

  g_test_summary ("What stands in a cell can be asked for, where the server can be asked for it");

  assert_column (order, "number", "number", "77401");
  assert_column (order, "status", "status", "450");
  assert_column (order, "channel", "channel", "2");
  assert_column (order, "customer", "customer", "Ada Er");
  assert_column (order, "email", "email-is", "ada@example.com");
  assert_column (order, "sent", "sent", "true");
  assert_column (order, "amount", "amount-from", "1149.80");
  assert_column (order, "amount", "amount-to", "1149.80");
  assert_column (order, "date-placed", "placed-after", "2025-03-04");
  assert_column (order, "date-placed", "placed-before", "2025-03-04");
  assert_column (order, "tracking-number", NULL, NULL);
  assert_column (order, "notes", "notes", "by hand");
  assert_column (order, "gift-note", NULL, NULL);
  assert_column (order, "language", NULL, NULL);
}

static void
test_column_namesakes (void)
{
  g_autoptr (OmniOrder) order = make_order ("\"payment_option\": 41, \"channel\": 7");
  g_autoptr (OmniReferenceData) reference = omni_reference_data_new ();
  g_autoptr (OmniOrderQuery) all = omni_order_query_new ();
  g_autoptr (OmniOrderQuery) query = NULL;
  g_autoptr (OmniOrderQuery) unknown = NULL;
  g_autofree char *keys = NULL;

  g_test_summary ("Filter by a name asks for all that are called so");

  omni_reference_data_add (reference, OMNI_REFERENCE_PAYMENT_OPTION, 31, "Credit card", "card");
  omni_reference_data_add (reference, OMNI_REFERENCE_PAYMENT_OPTION, 32, "Transfer", "transfer");
  omni_reference_data_add (reference, OMNI_REFERENCE_PAYMENT_OPTION, 41, "Credit card", "card");

  query = omni_order_query_with_column (all, omni_order_column_find ("payment-option"), order,
                                        reference);
  keys = g_strjoinv ("|", (char **) omni_order_query_get_values (query, "payment-option"));
  g_assert_cmpstr (keys, ==, "31|41");

  unknown = omni_order_query_with_column (all, omni_order_column_find ("channel"), order,
                                          reference);
  g_assert_cmpstr (omni_order_query_get_values (unknown, "channel")[0], ==, "7");
}

int
main (int argc, char **argv)
{
  omni_test_init (&argc, &argv);

  g_test_add_func ("/core/order-query/parameters", test_parameters);
  g_test_add_func ("/core/order-query/customer-and-search", test_customer_and_search);
  g_test_add_func ("/core/order-query/status-not", test_status_not);
  g_test_add_func ("/core/order-query/resolve", test_resolve);
  g_test_add_func ("/core/order-query/matches", test_matches);
  g_test_add_func ("/core/order-query/ignored", test_ignored);
  g_test_add_func ("/core/order-query/column", test_column);
  g_test_add_func ("/core/order-query/column-namesakes", test_column_namesakes);
  g_test_add_func ("/core/order-query/sort", test_sort);
  g_test_add_func ("/core/order-query/immutable", test_immutable);
  g_test_add_func ("/core/filter/list", test_filters);
  g_test_add_func ("/core/filter/values", test_values);
  g_test_add_func ("/core/reference-data/finds", test_reference_data);

  return g_test_run ();
}
