/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-address.h"
#include "omni-customer.h"
#include "omni-order-item.h"
#include "omni-order-source.h"
#include "omni-order.h"
#include "omni-test.h"
#include "omni-time.h"

static OmniOrder *
decode (const char *text, GError **error)
{
  g_auto (OmniJsonReader) reader;
  g_autoptr (OmniOrder) order = NULL;

  omni_json_reader_init (&reader, text, -1);
  order = omni_order_new_from_json (&reader);
  if (!omni_json_reader_finish (&reader, error))
    {
      g_assert_null (order);
      return NULL;
    }

  return g_steal_pointer (&order);
}

static OmniOrderPage *
load_page (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", name, NULL);
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

static void
assert_amount (const OmniOrder *order, OmniOrderAmount which, const char *expected)
{
  OmniMoney money;
  g_autofree char *text = NULL;

  if (omni_order_get_amount (order, which, &money))
    {
      text = omni_money_to_text (&money);
      g_assert_cmpstr (money.currency, ==, omni_order_get_currency (order));
    }
  g_assert_cmpstr (text, ==, expected);
}

static void
assert_time (OmniTime time, const char *expected)
{
  g_autofree char *text = omni_time_to_utc (time);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_nested (void)
{
  g_autoptr (OmniOrderPage) page = load_page ("orders-nested.json");
  const OmniOrder *order = g_ptr_array_index (page->orders, 0);
  const OmniCustomer *customer = omni_order_get_customer (order);
  const OmniAddress *shipping = omni_order_get_shipping_address (order);
  const OmniAddress *billing = omni_order_get_billing_address (order);
  GPtrArray *items = omni_order_get_items (order);

  g_test_summary ("Test that a nested answer is decoded whole");

  g_assert_cmpint (page->count, ==, 37);
  g_assert_true (page->has_next);
  g_assert_cmpuint (page->orders->len, ==, 2);

  g_assert_cmpint (omni_order_get_pk (order), ==, 80412);
  g_assert_cmpstr (omni_order_get_number (order), ==, "0077401922865");
  g_assert_cmpstr (omni_order_get_status (order), ==, "450");
  g_assert_cmpint (omni_order_get_channel (order), ==, 2);
  g_assert_cmpstr (omni_order_get_channel_name (order), ==, "Web TR");
  assert_time (omni_order_get_date_placed (order), "2025-03-04T08:15:27.120934Z");
  assert_time (omni_order_get_created_date (order), "2025-03-04T08:15:28.002113Z");
  assert_time (omni_order_get_modified_date (order), "2025-03-04T09:40:11.551208Z");
  assert_time (omni_order_get_invoice_date (order), "2025-03-05T00:00:00.000000Z");
  assert_amount (order, OMNI_ORDER_AMOUNT, "1149.80");
  assert_amount (order, OMNI_ORDER_DISCOUNT_AMOUNT, "100.00");
  assert_amount (order, OMNI_ORDER_REFUND_AMOUNT, "0.00");
  assert_amount (order, OMNI_ORDER_INSTALLMENT_INTEREST_AMOUNT, NULL);
  g_assert_cmpint (omni_order_get_payment_option (order), ==, 31);
  g_assert_cmpstr (omni_order_get_payment_option_name (order), ==, "Kredi Kartı");
  g_assert_cmpint (omni_order_get_cargo_company (order), ==, 4);
  g_assert_cmpstr (omni_order_get_cargo_company_name (order), ==, "Yurtiçi Kargo");
  g_assert_cmpstr (omni_order_get_text (order, OMNI_ORDER_BIN_NUMBER), ==, "045436");
  g_assert_cmpstr (omni_order_get_text (order, OMNI_ORDER_INSTALLMENT_COUNT), ==, "3");
  g_assert_cmpstr (omni_order_get_text (order, OMNI_ORDER_CARRIER_SHIPPING_CODE), ==, "");
  g_assert_cmpstr (omni_order_get_text (order, OMNI_ORDER_GIFT_BOX_NOTE), ==, "İyi ki doğdun 🎂");
  g_assert_cmpstr (omni_order_get_text (order, OMNI_ORDER_NOTES), ==, "=1+1");
  g_assert_true (omni_order_get_is_send (order));
  g_assert_true (omni_order_get_has_gift_box (order));

  g_assert_cmpint (omni_customer_get_pk (customer), ==, 51877);
  g_assert_cmpstr (omni_customer_get_full_name (customer), ==, "Deniz Aydın");
  g_assert_cmpstr (omni_customer_get_email (customer), ==, "deniz.aydin@example.com");
  g_assert_cmpstr (omni_customer_get_phone_number (customer), ==, "05320000017");

  g_assert_cmpint (omni_address_get_pk (shipping), ==, 90341);
  g_assert_cmpstr (omni_address_get_text (shipping, OMNI_ADDRESS_CITY_NAME), ==, "İstanbul");
  g_assert_cmpstr (omni_address_get_text (shipping, OMNI_ADDRESS_LINE), ==,
                   "Söğüt Sk. 12/5\n\"Mavi\" kapı");
  g_assert_null (omni_address_get_text (shipping, OMNI_ADDRESS_DISTRICT_NAME));
  g_assert_false (omni_address_get_e_bill_taxpayer (shipping));
  g_assert_cmpstr (omni_address_get_text (billing, OMNI_ADDRESS_TAX_NO), ==, "0123456789");
  g_assert_true (omni_address_get_e_bill_taxpayer (billing));

  g_assert_cmpuint (items->len, ==, 2);
  g_assert_cmpstr (omni_order_item_get_text (items->pdata[0], OMNI_ORDER_ITEM_SKU), ==,
                   "KG-21-M-MAVI");
  g_assert_cmpstr (omni_order_item_get_text (items->pdata[0], OMNI_ORDER_ITEM_BARCODE), ==,
                   "08690000000017");
  g_assert_cmpint (omni_order_item_get_order (items->pdata[0]), ==, 80412);
  g_assert_cmpint (omni_order_item_get_product (items->pdata[1]), ==, 7720);
  g_assert_cmpstr (omni_order_item_get_status (items->pdata[1]), ==, "450");
  g_assert_cmpstr (omni_order_item_get_text (items->pdata[1], OMNI_ORDER_ITEM_TAX_RATE), ==, "20");
  g_assert_cmpstr (omni_order_get_cancel_status (order), ==, "waiting");

  order = g_ptr_array_index (page->orders, 1);
  g_assert_cmpint (omni_order_get_cargo_company (order), ==, 7);
  g_assert_null (omni_order_get_cargo_company_name (order));
  g_assert_null (omni_order_get_items (order));
  g_assert_null (omni_order_get_cancel_status (order));
  g_assert_cmpint (omni_order_get_modified_date (order), ==, OMNI_TIME_NONE);
}

static void
test_flat (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniOrder) order = decode ("{\"pk\": 80412, \"number\": \"7740192286514\", "
                                        "\"channel\": 2, \"status\": \"450\", \"customer\": 51877,"
                                        " \"shipping_address\": 90341, \"billing_address\": 90342, "
                                        "\"payment_option\": 31, \"cargo_company\": 4}",
                                        &error);

  g_test_summary ("Test that a flat answer is decoded, with keys for what is elsewhere");

  g_assert_no_error (error);
  g_assert_cmpint (omni_order_get_channel (order), ==, 2);
  g_assert_null (omni_order_get_channel_name (order));
  g_assert_cmpint (omni_customer_get_pk (omni_order_get_customer (order)), ==, 51877);
  g_assert_null (omni_customer_get_full_name (omni_order_get_customer (order)));
  g_assert_cmpint (omni_address_get_pk (omni_order_get_shipping_address (order)), ==, 90341);
  g_assert_cmpint (omni_order_get_payment_option (order), ==, 31);
  g_assert_cmpint (omni_order_get_cargo_company (order), ==, 4);
}

static void
test_tolerated (void)
{
  /* Each pair has to mean the same. */
  static const struct
  {
    const char *variant;
    const char *usual;
  } cases[] = {
    { "\"number\": 7740192286514", "\"number\": \"7740192286514\"" },
    { "\"number\": 77401922865147740192286514", "\"number\": \"77401922865147740192286514\"" },
    { "\"amount\": 129.9, \"currency\": \"try\"", "\"currency\": \"try\", \"amount\": \"129.90\"" },
    { "\"amount\": 129, \"currency\": \"TRY\"", "\"currency\": \"try\", \"amount\": \"129.00\"" },
    { "\"amount\": \"\"", "\"amount\": null" },
    { "\"status\": \"preparing\"", "\"status\": \"450\"" },
    { "\"status\": 450", "\"status\": \"450\"" },
    { "\"status\": \"cancelled\"", "\"status\": \"100\"" },
    { "\"channel\": {\"pk\": 2, \"id\": 9, \"name\": \"Web\"}",
      "\"channel\": {\"id\": 2, \"name\": \"Web\"}" },
    { "\"channel\": {\"id\": 9, \"pk\": 2, \"name\": \"Web\"}",
      "\"channel\": {\"id\": 2, \"name\": \"Web\"}" },
    { "\"channel\": \"2\"", "\"channel\": 2" },
    { "\"cargo_company\": \"yurtici\"", "\"cargo_company\": {\"name\": \"yurtici\"}" },
    { "\"is_send\": \"True\"", "\"is_send\": true" },
    { "\"is_send\": 1", "\"is_send\": true" },
    { "\"is_send\": null", "\"is_send\": false" },
    { "\"is_send\": \"false\"", "\"is_send\": 0" },
    { "\"invoice_date\": \"\"", "\"invoice_date\": null" },
    { "\"invoice_date\": \"2025-03-05\"", "\"invoice_date\": \"2025-03-05T00:00:00+00:00\"" },
    { "\"orderitem_set\": null", "\"unknown\": {\"a\": [1, {\"b\": [[]]}]}" },
    { "\"number\": \"1\", \"number\": \"2\"", "\"number\": \"2\"" },
    { "\"customer\": {\"pk\": 1}, \"customer\": 5", "\"customer\": {\"id\": 5}" },
    { "\"attribute_kwargs\": {}, \"localized_attribute_kwargs\": 7", "\"attributes_kwargs\": []" },
    { "\"customer\": {\"pk\": 5, \"first_name\": \"\", \"last_name\": \"Kaya\"}",
      "\"customer\": {\"pk\": 5, \"last_name\": \"Kaya\"}" },
  };

  g_test_summary ("Test that what servers vary in makes no difference");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *variant_text = g_strdup_printf ("{\"pk\": 1, %s}", cases[i].variant);
      g_autofree char *usual_text = g_strdup_printf ("{\"id\": \"1\", %s}", cases[i].usual);
      g_autoptr (GError) error = NULL;
      g_autoptr (OmniOrder) variant = decode (variant_text, &error);
      g_autoptr (OmniOrder) usual = NULL;
      const OmniCustomer *a;
      const OmniCustomer *b;
      OmniMoney left = { 0 };
      OmniMoney right = { 0 };

      g_test_message ("%s", cases[i].variant);
      g_assert_no_error (error);
      usual = decode (usual_text, &error);
      g_assert_no_error (error);

      g_assert_cmpint (omni_order_get_pk (variant), ==, omni_order_get_pk (usual));
      g_assert_cmpstr (omni_order_get_number (variant), ==, omni_order_get_number (usual));
      g_assert_cmpstr (omni_order_get_status (variant), ==, omni_order_get_status (usual));
      g_assert_cmpint (omni_order_get_channel (variant), ==, omni_order_get_channel (usual));
      g_assert_cmpstr (omni_order_get_channel_name (variant), ==,
                       omni_order_get_channel_name (usual));
      g_assert_cmpstr (omni_order_get_cargo_company_name (variant), ==,
                       omni_order_get_cargo_company_name (usual));
      g_assert_cmpint (omni_order_get_is_send (variant), ==, omni_order_get_is_send (usual));
      g_assert_cmpint (omni_order_get_invoice_date (variant), ==,
                       omni_order_get_invoice_date (usual));
      g_assert_cmpint (omni_order_get_amount (variant, OMNI_ORDER_AMOUNT, &left), ==,
                       omni_order_get_amount (usual, OMNI_ORDER_AMOUNT, &right));
      g_assert_cmpmem (&left, sizeof left, &right, sizeof right);

      a = omni_order_get_customer (variant);
      b = omni_order_get_customer (usual);
      g_assert_cmpint (a != NULL, ==, b != NULL);
      if (a != NULL)
        {
          g_assert_cmpint (omni_customer_get_pk (a), ==, omni_customer_get_pk (b));
          g_assert_cmpstr (omni_customer_get_full_name (a), ==, omni_customer_get_full_name (b));
        }
    }
}

static void
test_all_null (void)
{
  g_autoptr (GString) text = g_string_new ("{\"pk\": 1");
  static const char *const names[] = {
    "number",        "channel",       "status",          "cancel_status",    "date_placed",
    "created_date",  "modified_date", "customer",        "shipping_address", "billing_address",
    "currency",      "amount",        "discount_amount", "shipping_amount",  "payment_option",
    "cargo_company", "invoice_date",  "is_send",         "has_gift_box",     "tracking_number",
    "orderitem_set", "extra_field",
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniOrder) order = NULL;

  g_test_summary ("Test that null may stand anywhere but for the key");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_string_append_printf (text, ", \"%s\": null", names[i]);
  g_string_append_c (text, '}');

  order = decode (text->str, &error);
  g_assert_no_error (error);
  g_assert_null (omni_order_get_number (order));
  g_assert_null (omni_order_get_status (order));
  g_assert_null (omni_order_get_customer (order));
  g_assert_cmpint (omni_order_get_channel (order), ==, 0);
  g_assert_cmpint (omni_order_get_date_placed (order), ==, OMNI_TIME_NONE);
  assert_amount (order, OMNI_ORDER_AMOUNT, NULL);
}

static void
test_wrong_types (void)
{
  static const struct
  {
    const char *members;
    const char *message;
  } cases[] = {
    { "\"number\": {}", "“number”: expected a text, found an object" },
    { "\"tracking_number\": [1]", "“tracking_number”: expected a text, found a list" },
    { "\"number\": true", "“number”: expected a text, found true or false" },
    { "\"amount\": \"1.149,80\"", "“amount”: “1.149,80” is not an amount" },
    { "\"amount\": {}", "“amount”: expected a text, found an object" },
    { "\"date_placed\": \"yesterday\"", "“date_placed”: “yesterday” is not a time" },
    { "\"is_send\": \"maybe\"", "“is_send”: expected true or false" },
    { "\"channel\": [2]", "“channel”: expected a text, found a list" },
    { "\"channel\": 2.5", "“channel”: expected a whole number, found “2.5”" },
    { "\"customer\": \"Deniz\"", "“customer”: expected a whole number, found “Deniz”" },
    { "\"customer\": {\"email\": []}", "“email”: expected a text, found a list" },
    { "\"orderitem_set\": {}", "“orderitem_set”: expected a list, found an object" },
    { "\"orderitem_set\": [{\"pk\": 1}, 7]", "expected an object, found a number" },
    { "\"orderitem_set\": [{\"status\": \"450\"}]", "“status”: the order item has no key" },
    { "\"orderitem_set\": [{\"pk\": 1, \"product\": {\"sku\": {}}}]",
      "“sku”: expected a text, found an object" },
  };
  g_autoptr (GError) error = NULL;

  g_test_summary (
      "Test that a value of which nothing can be made is an error that names its member");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text =
          g_strdup_printf ("{\"pk\": 1, \"customer\": {\"pk\": 2}, %s}", cases[i].members);

      g_assert_null (decode (text, &error));
      g_assert_error (error, OMNI_ERROR, OMNI_ERROR_BAD_REPLY);
      if (!g_str_has_suffix (error->message, cases[i].message))
        g_error ("%s\n%s", cases[i].members, error->message);
      g_clear_error (&error);
    }

  g_assert_null (decode ("{\"number\": \"1\"}", &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_BAD_REPLY);
}

static void
test_pages (void)
{
  static const struct
  {
    const char *text;
    int n_orders; /* -1 where the page is refused */
    gint64 count;
    gboolean has_next;
  } cases[] = {
    { "[]", 0, -1, FALSE },
    { "[{\"pk\": 1}, {\"pk\": 2}]", 2, -1, FALSE },
    { "{\"count\": 0, \"next\": null, \"previous\": null, \"results\": []}", 0, 0, FALSE },
    { "{\"results\": [{\"pk\": 1}], \"next\": \"http://x/?page=2\", \"count\": \"12\"}", 1, 12,
      TRUE },
    { "{\"results\": [{\"pk\": 1}]}", 1, -1, FALSE },
    { "{\"count\": 3, \"results\": [{\"pk\": 9}], \"results\": [{\"pk\": 1}]}", 1, 3, FALSE },
    { "{\"count\": 3}", -1, 0, FALSE },
    { "{\"count\": 3, \"results\": null}", -1, 0, FALSE },
    { "{\"count\": 3, \"results\": [{\"pk\": 1}", -1, 0, FALSE },
    { "{\"count\": 3, \"results\": [null]}", -1, 0, FALSE },
    { "{\"detail\": \"no\"}", -1, 0, FALSE },
    { "<!DOCTYPE html><html></html>", -1, 0, FALSE },
    { "", -1, 0, FALSE },
    { "null", -1, 0, FALSE },
  };

  g_test_summary (
      "Test that pages come as objects and as bare lists, and that everything else is refused");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (OmniOrderPage) page =
          omni_order_page_new_from_json (cases[i].text, strlen (cases[i].text), &error);

      if (cases[i].n_orders < 0)
        {
          g_assert_null (page);
          g_assert_error (error, OMNI_ERROR, OMNI_ERROR_BAD_REPLY);
          continue;
        }

      g_assert_no_error (error);
      g_assert_cmpint (page->orders->len, ==, cases[i].n_orders);
      g_assert_cmpint (page->count, ==, cases[i].count);
      g_assert_cmpint (page->has_next, ==, cases[i].has_next);
    }
}

static void
test_long_texts (void)
{
  g_autofree char *line = g_strnfill (5000, 'x');
  g_autofree char *text = g_strdup_printf (
      "{\"pk\": 1, \"notes\": \"%s\", \"number\": \"7\", \"client_type\": \"%s\"}", line, line);
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniOrder) order = decode (text, &error);

  g_test_summary ("Test that texts of any length stay whole");

  g_assert_no_error (error);
  g_assert_cmpstr (omni_order_get_text (order, OMNI_ORDER_NOTES), ==, line);
  g_assert_cmpstr (omni_order_get_text (order, OMNI_ORDER_CLIENT_TYPE), ==, line);
  g_assert_cmpstr (omni_order_get_number (order), ==, "7");
}

int
main (int argc, char **argv)
{
  omni_test_init (&argc, &argv);

  g_test_add_func ("/core/order/nested", test_nested);
  g_test_add_func ("/core/order/flat", test_flat);
  g_test_add_func ("/core/order/tolerated", test_tolerated);
  g_test_add_func ("/core/order/all-null", test_all_null);
  g_test_add_func ("/core/order/wrong-types", test_wrong_types);
  g_test_add_func ("/core/order/pages", test_pages);
  g_test_add_func ("/core/order/long-texts", test_long_texts);

  return g_test_run ();
}
