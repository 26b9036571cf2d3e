/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-cancellation-plan.h"
#include "omni-contract.h"
#include "omni-customer.h"
#include "omni-discount-item.h"
#include "omni-html-text.h"
#include "omni-log-entry.h"
#include "omni-order-item.h"
#include "omni-test.h"
#include "omni-transaction.h"

typedef gpointer (*ReadFunc) (OmniJsonReader *reader);

static gpointer
decode (const char *text, ReadFunc read)
{
  g_auto (OmniJsonReader) reader;
  GError *error = NULL;
  gpointer thing;

  omni_json_reader_init (&reader, text, -1);
  thing = read (&reader);
  omni_json_reader_finish (&reader, &error);
  g_assert_no_error (error);
  g_assert_nonnull (thing);

  return thing;
}

static void
test_transaction (void)
{
  g_autoptr (OmniTransaction) card = NULL;
  g_autoptr (OmniTransaction) other = NULL;
  g_autofree char *text = NULL;
  OmniMoney amount;

  g_test_summary ("Test that a movement of money is read, with what is missing or unknown.");

  card = decode ("{\"pk\": 33910, \"uuid\": \"u\", \"amount\": \"1149.80\", \"order\": 80412,"
                 " \"transaction_type\": \"transaction\", \"payment_option\": 31,"
                 " \"is_refund\": true, \"status\": \"completed\","
                 " \"created_date\": \"2025-03-04T08:15:27Z\"}",
                 (ReadFunc) omni_transaction_new_from_json);
  g_assert_cmpint (omni_transaction_get_order (card), ==, 80412);
  g_assert_true (omni_transaction_get_is_refund (card));
  g_assert_cmpstr (omni_transaction_get_kind_label (card), ==, "Card");
  g_assert_cmpstr (omni_transaction_get_status_label (card), ==, "Completed");
  g_assert_true (omni_transaction_get_amount (card, "try", &amount));
  text = omni_money_format (&amount);
  g_assert_cmpstr (text, ==, "1149.80 TRY");

  other = decode ("{\"id\": 1, \"amount\": null, \"transaction_type\": \"crypto\","
                  " \"payment_option\": {\"pk\": 3, \"name\": \"Kripto\"}, \"status\": null}",
                  (ReadFunc) omni_transaction_new_from_json);
  g_assert_cmpint (omni_transaction_get_pk (other), ==, 1);
  g_assert_false (omni_transaction_get_amount (other, "try", &amount));
  g_assert_cmpstr (omni_transaction_get_kind_label (other), ==, "crypto");
  g_assert_cmpstr (omni_transaction_get_payment_option_name (other), ==, "Kripto");
  g_assert_null (omni_transaction_get_status_label (other));
}

static void
test_discount (void)
{
  g_autoptr (OmniDiscountItem) item = NULL;
  g_autoptr (OmniDiscountItem) bare = NULL;
  OmniMoney amount;

  g_test_summary ("Test that a discount is read, with its promotion and how many lines got it.");

  item = decode ("{\"pk\": 7, \"name\": \"Bahar\", \"amount\": 50.00, \"order\": 80412,"
                 " \"offer_type\": \"coupon\", \"code\": \"BAHAR,20\","
                 " \"promotion\": {\"pk\": 2, \"name\": \"Bahar 2025\"},"
                 " \"benefitapplicant_set\": [{\"id\": 1}, {\"id\": 2}]}",
                 (ReadFunc) omni_discount_item_new_from_json);
  g_assert_cmpstr (omni_discount_item_get_text (item, OMNI_DISCOUNT_ITEM_CODE), ==, "BAHAR,20");
  g_assert_cmpstr (omni_discount_item_get_text (item, OMNI_DISCOUNT_ITEM_PROMOTION_NAME), ==,
                   "Bahar 2025");
  g_assert_cmpstr (omni_discount_item_get_offer_type_label (item), ==, "Coupon");
  g_assert_cmpuint (omni_discount_item_get_n_lines (item), ==, 2);
  g_assert_true (omni_discount_item_get_amount (item, "try", &amount));
  g_assert_cmpint (amount.units, ==, 5000);

  bare = decode ("{\"pk\": 8, \"name\": null, \"promotion\": 4, \"benefitapplicant_set\": null}",
                 (ReadFunc) omni_discount_item_new_from_json);
  g_assert_null (omni_discount_item_get_text (bare, OMNI_DISCOUNT_ITEM_NAME));
  g_assert_cmpuint (omni_discount_item_get_n_lines (bare), ==, 0);
}

static void
test_plan (void)
{
  g_autoptr (OmniCancellationPlan) plan = NULL;
  g_autoptr (OmniCancellationPlan) bare = NULL;
  const OmniPlannedItem *item;
  OmniMoney amount;

  g_test_summary ("Test that a cancellation plan is read with its lines and its state.");

  plan = decode ("{\"pk\": 6604, \"order\": 80412, \"plan_type\": \"cancel\","
                 " \"status\": \"manual_refund_needed\", \"refund_amount\": \"549.95\","
                 " \"error_message\": \"The bank refused\", \"cancellationplanorderitem_set\": ["
                 "{\"pk\": 1, \"order_item\": 205731, \"reason\": 7, \"refund_amount\": \"549.95\","
                 " \"manual_refund_required\": true, \"manual_refunded\": false},"
                 "{\"order_item\": 205732, \"reason\": {\"pk\": 8, \"subject\": \"Küçük\"},"
                 " \"refund_amount\": null, \"manual_refund_required\": null}]}",
                 (ReadFunc) omni_cancellation_plan_new_from_json);
  g_assert_cmpstr (omni_cancellation_plan_get_status_label (plan), ==, "Manual Refund Needed");
  g_assert_cmpint (omni_cancellation_plan_get_color (plan), ==, OMNI_STATUS_COLOR_TROUBLE);
  g_assert_false (omni_cancellation_plan_is_open (plan));
  g_assert_cmpstr (omni_cancellation_plan_get_kind_label (plan), ==,
                   "Cancellation");
  g_assert_true (omni_cancellation_plan_get_amount (plan, OMNI_CANCELLATION_PLAN_REFUND_AMOUNT,
                                                    "try", &amount));
  g_assert_cmpuint (omni_cancellation_plan_get_n_items (plan), ==, 2);
  item = omni_cancellation_plan_get_item (plan, 0);
  g_assert_cmpint (item->order_item, ==, 205731);
  g_assert_cmpint (item->reason, ==, 7);
  g_assert_true (item->manual_refund_required && item->has_amount);
  item = omni_cancellation_plan_get_item (plan, 1);
  g_assert_cmpint (item->reason, ==, 8);
  g_assert_cmpstr (item->reason_name, ==, "Küçük");
  g_assert_false (item->has_amount);

  bare = decode ("{\"id\": 5, \"status\": \"dreaming\", \"cancellationplanorderitem_set\": null}",
                 (ReadFunc) omni_cancellation_plan_new_from_json);
  g_assert_cmpstr (omni_cancellation_plan_get_status_label (bare), ==, "dreaming");
  g_assert_cmpint (omni_cancellation_plan_get_color (bare), ==, OMNI_STATUS_COLOR_NEUTRAL);
  g_assert_cmpuint (omni_cancellation_plan_get_n_items (bare), ==, 0);
}

static void
test_log (void)
{
  g_autoptr (OmniLogEntry) entry = NULL;
  g_autoptr (OmniLogEntry) silent = NULL;
  g_autofree char *status = NULL;
  g_autofree char *tracking = NULL;
  g_autofree char *odd = NULL;

  g_test_summary ("Test that an entry of the log says who, what, and from what to what.");

  entry = decode ("{\"id\": 9, \"created_date\": \"2025-03-04T08:15:27Z\","
                  " \"user\": {\"pk\": 3, \"username\": \"ops.elif\"},"
                  " \"content_type\": \"orderitem\", \"object_id\": 205731, \"action\": \"update\","
                  " \"changes\": {\"status\": [\"400\", \"450\"],"
                  " \"tracking_number\": [null, 7330051248817],"
                  " \"attributes\": [{}, {\"a\": [true]}], \"is_send\": [false, true, 1]}}",
                  (ReadFunc) omni_log_entry_new_from_json);
  g_assert_cmpstr (omni_log_entry_get_username (entry), ==, "ops.elif");
  g_assert_cmpstr (omni_log_entry_get_content_label (entry), ==, "Product");
  g_assert_cmpstr (omni_log_entry_get_action_label (entry), ==, "changed");
  g_assert_cmpuint (omni_log_entry_get_n_changes (entry), ==, 4);
  status = omni_log_change_dup_text (omni_log_entry_get_change (entry, 0));
  g_assert_cmpstr (status, ==, "Status: Approved → Preparing");
  tracking = omni_log_change_dup_text (omni_log_entry_get_change (entry, 1));
  g_assert_cmpstr (tracking, ==, "Tracking number: — → 7330051248817");
  odd = omni_log_change_dup_text (omni_log_entry_get_change (entry, 2));
  g_assert_cmpstr (odd, ==, "attributes: {} → {\"a\": [true]}");

  silent = decode ("{\"id\": 9, \"user\": null, \"changes\": [], \"action\": \"dance\"}",
                   (ReadFunc) omni_log_entry_new_from_json);
  g_assert_null (omni_log_entry_get_username (silent));
  g_assert_cmpstr (omni_log_entry_get_action_label (silent), ==, "dance");
  g_assert_cmpuint (omni_log_entry_get_n_changes (silent), ==, 0);
}

static void
test_html (void)
{
  static const struct
  {
    const char *html;
    const char *text;
  } cases[] = {
    { "", "" },
    { "plain", "plain" },
    { "<h1>Sözleşme</h1><p>Bir &amp; iki</p>", "Sözleşme\n\nBir & iki" },
    { "a<br>b<br/>c", "a\nb\nc" },
    { "<ul><li>bir<li>iki</ul>", "• bir\n• iki" },
    { "  much \n\t white   space ", "much white space" },
    { "<script>alert('<p>')</script>kept<style>p{}</style>", "kept" },
    { "<SCRIPT src=x>never ends", "" },
    { "<!-- hidden <b>x</b> -->seen", "seen" },
    { "<a href=\"javascript:x()\" title=\"a>b\">word</a>", "word" },
    { "<img src=x onerror=alert(1)>", "" },
    { "&lt;b&gt;not bold&lt;/b&gt;", "<b>not bold</b>" },
    { "&#214;l &#xf6;; &#0; &#x110000; &unknown; &",
      "Öl ö; \xef\xbf\xbd \xef\xbf\xbd &unknown; &" },
    { "1 < 2 <3", "1 < 2 <3" },
    { "<unclosed", "" },
    { "bell\x07 here", "bell here" },
    { "<td>a</td><td>b</td>", "a b" },
    { "&ccedil;a&nbsp;&euro;", "ça €" },
  };

  g_test_summary ("Test that nothing but text is left of a page, whatever is in it.");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = omni_html_to_text (cases[i].html);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_contract (void)
{
  g_autoptr (OmniContract) contract = NULL;
  g_autoptr (OmniContract) empty = NULL;

  g_test_summary ("Test that a contract is read as text.");

  contract = decode ("{\"slug\": \"distance-sales\", \"name\": \"Mesafeli\","
                     " \"created_date\": \"2025-03-04T08:15:27Z\","
                     " \"content\": \"<p>Bir</p><script>x</script>\"}",
                     (ReadFunc) omni_contract_new_from_json);
  g_assert_cmpstr (omni_contract_get_text (contract), ==, "Bir");
  g_assert_cmpstr (omni_contract_get_name (contract), ==, "Mesafeli");

  empty = decode ("{\"slug\": null, \"content\": null}", (ReadFunc) omni_contract_new_from_json);
  g_assert_null (omni_contract_get_text (empty));
}

static void
test_customer_and_item (void)
{
  g_autoptr (OmniCustomer) customer = NULL;
  g_autoptr (OmniOrderItem) item = NULL;
  gboolean allowed = FALSE;

  g_test_summary ("Test that permissions that were not sent differ from refused ones, and that a "
                  "product's attributes are read as text.");

  customer = decode ("{\"pk\": 1, \"email_allowed\": true, \"sms_allowed\": false,"
                     " \"call_allowed\": null, \"erp_code\": \"E1\"}",
                     (ReadFunc) omni_customer_new_from_json);
  g_assert_true (omni_customer_get_permission (customer, OMNI_CUSTOMER_EMAIL_ALLOWED, &allowed));
  g_assert_true (allowed);
  g_assert_true (omni_customer_get_permission (customer, OMNI_CUSTOMER_SMS_ALLOWED, &allowed));
  g_assert_false (allowed);
  g_assert_false (omni_customer_get_permission (customer, OMNI_CUSTOMER_CALL_ALLOWED, &allowed));
  g_assert_cmpstr (omni_customer_get_text (customer, OMNI_CUSTOMER_ERP_CODE), ==, "E1");

  item = decode ("{\"pk\": 1, \"product\": {\"pk\": 2, \"name\": null, \"attributes\":"
                 " {\"renk\": \"Mavi\", \"beden\": 38, \"iade\": true, \"bos\": \"\"}}}",
                 (ReadFunc) omni_order_item_new_from_json);
  g_assert_cmpstr (omni_order_item_get_text (item, OMNI_ORDER_ITEM_ATTRIBUTES), ==,
                   "renk: Mavi · beden: 38");
}

int
main (int argc, char **argv)
{
  omni_test_init (&argc, &argv);

  g_test_add_func ("/core/transaction/reads", test_transaction);
  g_test_add_func ("/core/discount-item/reads", test_discount);
  g_test_add_func ("/core/cancellation-plan/reads", test_plan);
  g_test_add_func ("/core/log-entry/reads", test_log);
  g_test_add_func ("/core/html-text/reduces", test_html);
  g_test_add_func ("/core/contract/reads-text", test_contract);
  g_test_add_func ("/core/customer/permissions", test_customer_and_item);

  return g_test_run ();
}
