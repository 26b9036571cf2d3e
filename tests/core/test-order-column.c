/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-order-column.h"
#include "omni-order-derived.h"
#include "omni-order-source.h"
#include "omni-order.h"
#include "omni-reference-data.h"
#include "omni-test.h"
#include "omni-time.h"

static OmniOrderPage *
load_page (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "orders-nested.json", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  OmniOrderPage *page;
  gsize length;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  page = omni_order_page_new_from_json (text, length, &error);
  g_assert_no_error (error);

  return page;
}

static char *
show (const char *id,
      const OmniOrder *order,
      const OmniOrderItem *item,
      const OmniReferenceData *reference)
{
  const OmniOrderColumn *column = omni_order_column_find (id);
  OmniValue value;

  g_assert_nonnull (column);
  omni_order_column_get_value (column, order, item, reference, &value);
  g_assert_cmpint (value.kind, ==, omni_order_column_get_kind (column));

  if (value.is_null)
    return g_strdup ("-");

  switch (value.kind)
    {
    case OMNI_VALUE_MONEY:
      return omni_money_to_text (&value.money);

    case OMNI_VALUE_TIME:
      return omni_time_to_iso (value.time, NULL);

    case OMNI_VALUE_BOOLEAN:
      return g_strdup (value.boolean ? "yes" : "no");

    case OMNI_VALUE_TEXT:
    case OMNI_VALUE_STATUS:
    default:
      return g_strdup (value.text);
    }
}

static void
test_list (void)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) titles = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GString) defaults = g_string_new (NULL);

  g_test_summary (
      "Test that ids and titles name one column each, and which columns are shown at first");

  for (guint i = 0; i < omni_order_column_get_count (); i++)
    {
      const OmniOrderColumn *column = omni_order_column_get (i);

      g_assert_true (omni_order_column_find (omni_order_column_get_id (column)) == column);
      g_assert_true (g_hash_table_add (ids, (gpointer) omni_order_column_get_id (column)));
      g_assert_true (g_hash_table_add (titles, (gpointer) omni_order_column_get_title (column)));
      g_assert_cmpuint (omni_order_column_get_width (column), >, 0);
      if (omni_order_column_is_default (column) && !omni_order_column_is_of_item (column))
        g_string_append_printf (defaults, "%s ", omni_order_column_get_id (column));
    }

  g_assert_null (omni_order_column_get (omni_order_column_get_count ()));
  g_assert_null (omni_order_column_find ("colour"));
  g_assert_cmpstr (
      defaults->str, ==,
      "number date-placed customer status channel amount currency payment-option shipping-company"
      " tracking-number cancel-status modified ");
  g_assert_cmpstr (omni_order_column_get_sort_field (omni_order_column_find ("date-placed")), ==,
                   "date_placed");
  g_assert_null (omni_order_column_get_sort_field (omni_order_column_find ("item-sku")));
}

static void
test_values (void)
{
  static const struct
  {
    const char *id;
    const char *first;
    const char *second;
  } cases[] = {
    { "number", "0077401922865", "7740192286488" },
    { "date-placed", "2025-03-04T08:15:27Z", "2025-03-04T07:58:02Z" },
    { "customer", "Deniz Aydın", "Mert Kaya" },
    { "status", "450", "450" },
    { "channel", "Web TR", "Pazar A" },
    { "amount", "1149.80", "329.00" },
    { "currency", "TRY", "TRY" },
    { "payment-option", "Kredi Kartı", "-" },
    { "shipping-company", "Yurtiçi Kargo", "Aras" },
    { "tracking-number", "7330051248817", "-" },
    { "cancel-status", "Waiting for a decision", "-" },
    { "modified", "2025-03-04T09:40:11Z", "-" },
    { "id", "80412", "80409" },
    { "email", "deniz.aydin@example.com", "mert.kaya@example.com" },
    { "phone", "05320000017", "-" },
    { "city", "İstanbul", "İzmir" },
    { "shipping-name", "Deniz Aydın", "-" },
    { "company-name", "Aydın Ticaret A.Ş.", "-" },
    { "tax-number", "0123456789", "-" },
    { "invoice-number", "AKM2025000000417", "-" },
    { "discount-amount", "100.00", "0.00" },
    { "interest-amount", "-", "-" },
    { "sent", "yes", "no" },
    { "gift-box", "yes", "no" },
    { "line-count", "2", "-" },
    { "quantity", "2", "-" },
    { "item-statuses", "2 Preparing", "-" },
    { "current-amount", "1149.80", "329.00" },
    { "item-sku", "-", "-" },
  };
  g_autoptr (OmniOrderPage) page = load_page ();
  g_autoptr (OmniReferenceData) reference = omni_reference_data_new ();

  g_test_summary ("Test the values of order columns, from nested objects and from reference data");

  omni_reference_data_add (reference, OMNI_REFERENCE_CARGO_COMPANY, 7, "Aras", "aras");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *first = show (cases[i].id, page->orders->pdata[0], NULL, reference);
      g_autofree char *second = show (cases[i].id, page->orders->pdata[1], NULL, reference);

      g_test_message ("%s", cases[i].id);
      g_assert_cmpstr (first, ==, cases[i].first);
      g_assert_cmpstr (second, ==, cases[i].second);
    }
}

static void
test_item_values (void)
{
  static const struct
  {
    const char *id;
    const char *first;
    const char *second;
  } cases[] = {
    { "number", "0077401922865", "0077401922865" },
    { "item-id", "205731", "205732" },
    { "item-sku", "KG-21-M-MAVI", "-" },
    { "item-product", "Keten Gömlek", "-" },
    { "item-status", "450", "450" },
    { "item-cancel-status", "-", "Waiting for a decision" },
    { "item-price", "599.95", "549.95" },
    { "item-discount", "50.00", "0.00" },
    { "item-tax-rate", "20.00", "20" },
    { "item-quantity", "1", "1" },
    { "item-shipping-company", "yurtici", "-" },
    { "item-modified", "2025-03-04T09:40:11Z", "-" },
  };
  g_autoptr (OmniOrderPage) page = load_page ();
  g_autoptr (OmniReferenceData) reference = omni_reference_data_new ();
  OmniOrder *order = page->orders->pdata[0];
  GPtrArray *items = omni_order_get_items (order);
  g_autofree char *bare = NULL;
  g_autofree char *named = NULL;

  g_test_summary ("Test the values of columns where a row is an item");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *first = show (cases[i].id, order, items->pdata[0], NULL);
      g_autofree char *second = show (cases[i].id, order, items->pdata[1], NULL);

      g_assert_cmpstr (first, ==, cases[i].first);
      g_assert_cmpstr (second, ==, cases[i].second);
    }

  omni_reference_data_add (reference, OMNI_REFERENCE_CARGO_COMPANY, 7, "Aras", "aras");
  bare = show ("item-shipping-company", order, items->pdata[0], reference);
  g_assert_cmpstr (bare, ==, "yurtici");
  omni_reference_data_add (reference, OMNI_REFERENCE_CARGO_COMPANY, 4, "Yurtiçi Kargo", "yurtici");
  named = show ("item-shipping-company", order, items->pdata[0], reference);
  g_assert_cmpstr (named, ==, "Yurtiçi Kargo");
}

static OmniOrder *
read_order (const char *json)
{
  g_auto (OmniJsonReader) reader;
  OmniOrder *order;

  omni_json_reader_init (&reader, json, -1);
  order = omni_order_new_from_json (&reader);
  g_assert_nonnull (order);

  return order;
}

static void
test_derived (void)
{
  g_autoptr (OmniOrder) order = read_order (
    "{\"pk\": 1, \"currency\": \"try\", \"amount\": \"500.00\", \"refund_amount\": \"120.50\","
    " \"shipping_refund_amount\": \"9.50\", \"orderitem_set\": ["
    " {\"pk\": 1, \"status\": \"500\", \"quantity\": 3},"
    " {\"pk\": 2, \"status\": \"450\"}, {\"pk\": 3, \"status\": \"500\", \"quantity\": -4}]}");
  g_autofree char *quantity = show ("quantity", order, NULL, NULL);
  g_autofree char *statuses = show ("item-statuses", order, NULL, NULL);
  g_autofree char *left = show ("current-amount", order, NULL, NULL);
  const OmniTime day = (OmniTime) 24 * 60 * 60 * G_USEC_PER_SEC;

  g_test_summary ("Test what is computed: pieces, statuses of items, what is left, and days");

  g_assert_cmpstr (quantity, ==, "5");
  g_assert_cmpstr (statuses, ==, "1 Preparing, 2 Shipped");
  g_assert_cmpstr (left, ==, "370.00");

  g_assert_cmpstr (omni_order_get_days_since (day, 3 * day + 1), ==, "2");
  g_assert_cmpstr (omni_order_get_days_since (day, day - 1), ==, "0");
  g_assert_null (omni_order_get_days_since (OMNI_TIME_NONE, day));
}

static void
test_every_column (void)
{
  g_autoptr (OmniOrderPage) page = load_page ();
  g_auto (OmniJsonReader) reader;
  g_autoptr (OmniOrder) bare = NULL;

  g_test_summary ("Test that every column has an answer for every order, also for one that is "
                  "nothing but a key");

  omni_json_reader_init (&reader, "{\"pk\": 1}", -1);
  bare = omni_order_new_from_json (&reader);

  for (guint i = 0; i < omni_order_column_get_count (); i++)
    {
      const char *id = omni_order_column_get_id (omni_order_column_get (i));
      GPtrArray *items = omni_order_get_items (page->orders->pdata[0]);
      g_autofree char *full = show (id, page->orders->pdata[0], items->pdata[0], NULL);
      g_autofree char *empty = show (id, bare, NULL, NULL);

      g_assert_nonnull (full);
      g_assert_nonnull (empty);
    }
}

int
main (int argc, char **argv)
{
  omni_test_init (&argc, &argv);

  g_test_add_func ("/core/order-column/list", test_list);
  g_test_add_func ("/core/order-column/values", test_values);
  g_test_add_func ("/core/order-column/item-values", test_item_values);
  g_test_add_func ("/core/order-column/derived", test_derived);
  g_test_add_func ("/core/order-column/every-column", test_every_column);

  return g_test_run ();
}
