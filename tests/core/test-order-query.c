/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-order-query.h"
#include "omni-reference-data.h"
#include "omni-test.h"

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
    { "placed-after", "2025-03-04T08:00:00Z", "2025-03-04T08:00:00Z" },
    { "amount-from", "100.50", "100.50" },
    { "amount-from", "100,50", NULL },
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
    { "phone", "0532 1", "05321" }, { "phone", "- -", NULL },
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
}

int
main (int argc, char **argv)
{
  omni_test_init (&argc, &argv);

  g_test_add_func ("/core/order-query/parameters", test_parameters);
  g_test_add_func ("/core/order-query/customer-and-search", test_customer_and_search);
  g_test_add_func ("/core/order-query/sort", test_sort);
  g_test_add_func ("/core/order-query/immutable", test_immutable);
  g_test_add_func ("/core/filter/list", test_filters);
  g_test_add_func ("/core/filter/values", test_values);
  g_test_add_func ("/core/reference-data/finds", test_reference_data);

  return g_test_run ();
}
