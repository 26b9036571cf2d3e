/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-order-facts.h"
#include "omni-order-totals.h"
#include "omni-order.h"
#include "omni-test.h"

static OmniOrder *
decode (const char *text)
{
  g_auto (OmniJsonReader) reader;
  g_autoptr (GError) error = NULL;
  OmniOrder *order;

  omni_json_reader_init (&reader, text, -1);
  order = omni_order_new_from_json (&reader);
  omni_json_reader_finish (&reader, &error);
  g_assert_no_error (error);

  return order;
}

static void
assert_totals (const OmniOrderTotals *totals, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < OMNI_N_TOTALS; i++)
    {
      g_autofree char *amount = omni_money_to_text (&totals->amounts[i]);

      if (totals->known[i])
        g_string_append_printf (text, "%s%s=%s", text->len > 0 ? " " : "",
                                omni_order_total_get_id (i), amount);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_made_up (void)
{
  g_autoptr (OmniOrder) order = decode (
    "{\"pk\": 1, \"currency\": \"try\", \"amount\": \"1149.80\", \"shipping_amount\": \"49.90\","
    " \"refund_amount\": \"549.95\", \"shipping_refund_amount\": \"49.90\","
    " \"installment_interest_amount\": \"0.00\", \"orderitem_set\": ["
    "{\"pk\": 2, \"price_currency\": \"try\", \"price\": \"599.95\","
    " \"discount_amount\": \"50.00\"},"
    "{\"pk\": 3, \"price_currency\": \"try\", \"price\": \"549.95\", \"quantity\": 1,"
    " \"discount_amount\": null}]}");
  OmniOrderTotals totals;
  GError *error = NULL;

  g_test_summary ("Test that the amounts before and now are said with how they come about.");

  omni_order_totals_compute (&totals, order, omni_order_get_items (order), &error);
  g_assert_no_error (error);
  assert_totals (&totals, "products=1149.90 discount=-50.00 shipping=49.90 before=1149.80 "
                          "refunded=-549.95 shipping-refunded=-49.90 current=549.95");

  omni_order_totals_compute (&totals, order, NULL, &error);
  g_assert_no_error (error);
  assert_totals (&totals, "shipping=49.90 before=1149.80 refunded=-549.95 "
                          "shipping-refunded=-49.90 current=549.95");
}

static void
test_not_itemised (void)
{
  g_autoptr (OmniOrder) order = decode (
    "{\"pk\": 1, \"currency\": \"try\", \"amount\": \"120.00\", \"orderitem_set\": ["
    "{\"pk\": 2, \"price\": \"50.00\", \"quantity\": 2}]}");
  g_autoptr (OmniOrder) silent = decode ("{\"pk\": 1, \"amount\": null}");
  OmniOrderTotals totals;
  GError *error = NULL;

  g_test_summary ("Test that what no part accounts for is said, and that nothing is made up.");

  omni_order_totals_compute (&totals, order, omni_order_get_items (order), &error);
  g_assert_no_error (error);
  assert_totals (&totals, "products=100.00 other=20.00 before=120.00 current=120.00");

  omni_order_totals_compute (&totals, silent, NULL, &error);
  g_assert_no_error (error);
  assert_totals (&totals, "");
}

static void
test_not_addable (void)
{
  g_autoptr (OmniOrder) large = decode (
    "{\"pk\": 1, \"currency\": \"try\", \"amount\": \"92233720368547758.07\","
    " \"refund_amount\": \"-92233720368547758.07\"}");
  g_autoptr (OmniOrder) mixed = decode (
    "{\"pk\": 1, \"currency\": \"try\", \"amount\": \"1.00\", \"orderitem_set\": ["
    "{\"pk\": 2, \"price\": \"50.00\", \"price_currency\": \"usd\"}]}");
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) other = NULL;
  OmniOrderTotals totals;

  g_test_summary ("Test that amounts that cannot be added are an error and not a wrong sum.");

  g_assert_false (omni_order_totals_compute (&totals, large, NULL, &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_BAD_VALUE);
  g_assert_false (omni_order_totals_compute (&totals, mixed, omni_order_get_items (mixed), &other));
  g_assert_error (other, OMNI_ERROR, OMNI_ERROR_BAD_VALUE);
}

static char *
join_facts (OmniOrderSection section, OmniOrder *order)
{
  g_autoptr (GPtrArray) facts = omni_order_section_list_facts (section, order, NULL);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < facts->len; i++)
    {
      const OmniFact *fact = g_ptr_array_index (facts, i);

      g_string_append_printf (text, "%s%s=%s", i > 0 ? ";" : "", fact->id,
                              fact->value.text != NULL ? fact->value.text : "");
    }

  return g_string_free (text, FALSE);
}

/* Of words that are in a table and not made. */
static const char *
find_words (OmniOrderSection section, OmniOrder *order, const char *id)
{
  g_autoptr (GPtrArray) facts = omni_order_section_list_facts (section, order, NULL);

  for (guint i = 0; i < facts->len; i++)
    {
      const OmniFact *fact = g_ptr_array_index (facts, i);

      if (g_str_equal (fact->id, id))
        return fact->words;
    }

  g_assert_not_reached ();
}

static void
test_words (void)
{
  g_autoptr (OmniOrder) order = decode (
    "{\"pk\": 1, \"number\": \"774\", \"payment_option_slug\": \"funds_transfer\","
    " \"client_type\": \"instore\", \"delivery_type\": \"by_drone\","
    " \"shipping_option_slug\": \"click-and-collect\","
    " \"customer\": {\"pk\": 5, \"gender\": \"diverse\", \"user_type\": \"guest\"}}");

  g_test_summary ("Test that words of the API are said as people say them, others as they come.");

  g_assert_cmpstr (find_words (OMNI_SECTION_CUSTOMER, order, "user-type"), ==, "Guest");
  g_assert_cmpstr (find_words (OMNI_SECTION_CUSTOMER, order, "gender"), ==, "diverse");
  g_assert_cmpstr (find_words (OMNI_SECTION_PAYMENT, order, "payment-type"), ==, "Bank transfer");
  g_assert_cmpstr (find_words (OMNI_SECTION_ORDER, order, "client-type"), ==, "In store");
  g_assert_cmpstr (find_words (OMNI_SECTION_DELIVERY, order, "delivery-type"), ==, "by_drone");
  g_assert_cmpstr (find_words (OMNI_SECTION_DELIVERY, order, "shipping-option"), ==,
                   "Click and collect");
}

static void
test_rates (void)
{
  static const char *const cases[][2] = {
    { "20.00", "20%" }, { "8.50", "8.50%" }, { "20", "20%" }, { "0.00", "0%" },
  };
  g_autoptr (OmniOrder) order = decode ("{\"pk\": 1, \"shipping_tax_rate\": \"20.00\"}");
  g_autoptr (GPtrArray) facts = omni_order_section_list_facts (OMNI_SECTION_DELIVERY, order, NULL);
  const OmniFact *fact = g_ptr_array_index (facts, 0);

  g_test_summary ("Test that a rate is said as people write it, and exported as it came.");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = omni_rate_dup_words (cases[i][0]);

      g_assert_cmpstr (words, ==, cases[i][1]);
    }
  g_assert_cmpstr (fact->id, ==, "shipping-tax-rate");
  g_assert_cmpstr (fact->words, ==, "20%");
  g_assert_cmpstr (fact->value.text, ==, "20.00");
}

static void
test_facts (void)
{
  g_autoptr (OmniOrder) order = decode (
    "{\"pk\": 1, \"number\": \"774\", \"status\": \"strange\", \"payment_option_slug\": \"points\","
    " \"customer\": {\"pk\": 5, \"first_name\": \"Deniz\", \"sms_allowed\": false},"
    " \"billing_address\": {\"pk\": 2, \"first_name\": \"Deniz\", \"last_name\": \"Aydın\","
    " \"company_name\": \"Aydın A.Ş.\", \"line\": \"Söğüt Sk. 12/5\", \"postcode\": \"34710\","
    " \"city\": {\"name\": \"İstanbul\"}, \"township\": {\"name\": \"Kadıköy\"},"
    " \"country\": {\"name\": \"Türkiye\"}, \"tax_no\": \"123\", \"notes\": \"\"}}");
  g_autoptr (OmniOrder) bare = decode ("{\"pk\": 1, \"customer\": null, \"shipping_address\": 7}");
  g_autofree char *customer = join_facts (OMNI_SECTION_CUSTOMER, order);
  g_autofree char *billing = join_facts (OMNI_SECTION_BILLING, order);
  g_autofree char *nobody = join_facts (OMNI_SECTION_CUSTOMER, bare);

  g_test_summary ("Test that a section says what is known, and nothing of the rest.");

  g_assert_cmpstr (customer, ==, "customer=Deniz;sms-allowed=");
  g_assert_cmpstr (billing, ==,
                   "billing-label=Deniz Aydın\nAydın A.Ş.\nSöğüt Sk. 12/5\nKadıköy\n"
                   "34710 İstanbul\nTürkiye;tax-number=123");
  g_assert_cmpstr (nobody, ==, "");
  for (guint i = 0; i < OMNI_N_SECTIONS; i++)
    {
      g_autoptr (GPtrArray) facts = omni_order_section_list_facts (i, bare, NULL);

      g_assert_nonnull (facts);
      g_assert_nonnull (omni_order_section_get_title (i));
    }
}

int
main (int argc, char **argv)
{
  omni_test_init (&argc, &argv);

  g_test_add_func ("/core/order-totals/made-up", test_made_up);
  g_test_add_func ("/core/order-totals/not-itemised", test_not_itemised);
  g_test_add_func ("/core/order-totals/not-addable", test_not_addable);
  g_test_add_func ("/core/order-facts/sections", test_facts);
  g_test_add_func ("/core/order-facts/words", test_words);
  g_test_add_func ("/core/order-facts/rates", test_rates);

  return g_test_run ();
}
