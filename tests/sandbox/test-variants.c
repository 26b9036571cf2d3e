/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-test.h"
#include "sandbox-test.h"
#include "sandbox-variant.h"

#include <string.h>

static Sandbox *
make_with (guint n_orders, const char *variant)
{
  SandboxOptions options = {
    .n_orders = n_orders,
    .seed = 7,
    .now = SANDBOX_TEST_NOW,
    .variant = variant,
  };
  g_autoptr (GError) error = NULL;
  Sandbox *sandbox = sandbox_new (&options, &error);

  g_assert_no_error (error);
  return sandbox;
}

static Sandbox *
make (const char *variant)
{
  return make_with (60, variant);
}

/* The text of an answer, which has to be JSON unless it is packed. */
static char *
get_text (Sandbox *sandbox, const char *target, gboolean takes_gzip)
{
  g_autofree char *token = sandbox_test_sign_in (sandbox, "ops.elif");
  g_autoptr (SandboxRequest) request = sandbox_request_new ("GET", target);
  g_autoptr (SandboxReply) reply = sandbox_reply_new ();

  request->authorization = g_strconcat ("Token ", token, NULL);
  reply->takes_gzip = takes_gzip;
  sandbox_handle (sandbox, request, reply);
  g_assert_cmpuint (reply->status, ==, 200);
  if (takes_gzip && reply->headers->len > 0)
    g_assert_cmpmem (reply->body->str, 2, "\x1f\x8b", 2);
  else
    g_assert_nonnull (json_from_string (reply->body->str, NULL));

  return g_strdup (reply->body->str);
}

static char *
get_page (const char *variant, const char *target)
{
  g_autoptr (Sandbox) sandbox = make (variant);

  return get_text (sandbox, target, FALSE);
}

typedef struct
{
  const char *variant;
  const char *target;
  const char *has;
  const char *lacks;
} Case;

/* What each variant changes, seen in the text. */
static void
test_shapes (void)
{
  static const Case cases[] = {
    { "", "/api/i1/orders/", "\"amount\":\"", "x_new_member" },
    { "money-numbers", "/api/i1/orders/", "\"shipping_tax_rate\":20.00,", "\"amount\":\"" },
    { "status-names", "/api/i1/orders/?status=450", "\"status\":\"preparing\"",
      "\"status\":\"450\"" },
    { "id-for-pk", "/api/v1/orders/", "{\"id\":80060,", "\"pk\":" },
    { "id-for-pk", "/api/v1/channels/", "{\"id\":2,\"name\"", "\"pk\":" },
    { "bare-arrays", "/api/v1/channels/", "[{\"id\":2,", "\"count\"" },
    { "unknown-values", "/api/v1/orders/?status=425", "\"status\":\"425\"", "\"status\":\"545\"" },
    { "unknown-values", "/api/v1/orders/?status__in=425,545,550&sort=status", "\"status\":\"425\"",
      "\"count\":0," },
    { "unknown-values", "/api/v1/orders/?status=545", "\"count\":0,", "\"status\":" },
    { "unknown-values", "/api/v1/orders/?status=review_waiting", "\"count\":0,", NULL },
    { "unknown-values", "/api/v1/order_items/?cancel_status=in_arbitration",
      "\"cancel_status\":\"in_arbitration\"", "\"count\":0," },
    { "", "/api/v1/orders/?status=545", "\"status\":\"545\"", "\"count\":0," },
    { "unknown-values", "/api/v1/channels/", "x_new_member", NULL },
    { "ignored-filters", "/api/v1/orders/?pk=1&search=zzz", "\"count\":60,", NULL },
    { "money-numbers,bare-arrays", "/api/v1/order_items/?order=80003",
      "\"price\":", "\"price\":\"" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Sandbox) sandbox = NULL;
      g_autofree char *text = NULL;

      g_test_message ("%s %s", cases[i].variant, cases[i].target);
      sandbox = make (cases[i].variant);
      text = get_text (sandbox, cases[i].target, FALSE);
      g_assert_nonnull (strstr (text, cases[i].has));
      if (cases[i].lacks != NULL)
        g_assert_null (strstr (text, cases[i].lacks));
    }
}

static void
test_errors_as_text (void)
{
  g_autoptr (Sandbox) sandbox = make ("text-errors");
  g_autoptr (JsonNode) answer = NULL;
  JsonNode *errors;

  g_assert_cmpuint (sandbox_test_ask (sandbox, NULL, "POST", "/api/v1/auth/login/",
                                      "{\"username\":\"a\",\"password\":\"b\"}", &answer),
                    ==, 400);
  errors = json_object_get_member (json_node_get_object (answer), "non_field_errors");
  g_assert_true (JSON_NODE_HOLDS_VALUE (errors));
}

static void
test_no_proposed (void)
{
  static const char *const proposed[] = {
    "/api/v1/orders/80001/logs/",
    "/api/v1/orders/80001/contracts/",
    "/api/v1/order_items/bulk_update_template/",
  };
  g_autoptr (Sandbox) sandbox = make ("no-proposed");
  g_autoptr (Sandbox) usual = make (NULL);
  g_autofree char *token = sandbox_test_sign_in (sandbox, "ops.elif");
  g_autofree char *usual_token = sandbox_test_sign_in (usual, "ops.elif");

  for (guint i = 0; i < G_N_ELEMENTS (proposed); i++)
    {
      g_assert_cmpuint (sandbox_test_status (sandbox, token, "GET", proposed[i], NULL), ==, 404);
      g_assert_cmpuint (sandbox_test_status (usual, usual_token, "GET", proposed[i], NULL), ==,
                        200);
    }
}

/* Parameters that are ours are names that nobody knows there. */
static void
test_no_proposed_parameters (void)
{
  g_autofree char *page =
      get_page ("no-proposed", "/api/i1/orders/?search=zzz&format=csv&pk__lte=80007");
  g_autofree char *usual = get_page (NULL, "/api/i1/orders/?search=zzz");

  g_assert_nonnull (strstr (page, "\"count\":7,"));
  g_assert_nonnull (strstr (usual, "\"count\":0,"));
}

static void
test_gzip (void)
{
  g_autoptr (Sandbox) sandbox = make ("gzip");
  g_autofree char *packed = get_text (sandbox, "/api/i1/orders/", TRUE);
  g_autofree char *plain = get_text (sandbox, "/api/i1/orders/", FALSE);

  g_assert_cmpstr (packed, !=, plain);
}

/* Every variant answers every list with JSON, and all of them together do. */
static void
test_all_answer (void)
{
  static const char *const lists[] = {
    "/api/i1/orders/",
    "/api/v1/orders/80003/detailed/",
    "/api/v1/order_items/?order=80003",
    "/api/v1/cancellation_plans/",
    "/api/v1/order_transactions/",
    "/api/v1/active_user/",
  };
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint v = 0;; v++)
    {
      const char *name = sandbox_variant_get_name (v);
      g_autoptr (Sandbox) sandbox = make (name != NULL ? name : all->str);

      for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
        {
          g_autofree char *text = get_text (sandbox, lists[i], FALSE);

          g_assert_cmpuint (strlen (text), >, 2);
        }
      if (name == NULL)
        break;
      g_string_append_printf (all, "%s%s", v > 0 ? "," : "", name);
    }
}

/* The first order that fits and has a shipping fee, whole, is cancelled; gives its plan. */
static JsonObject *
cancel_all (Sandbox *sandbox, const char *token, gint64 *order)
{
  g_autoptr (JsonObject) page = sandbox_test_get (
      sandbox, token, "/api/i1/orders/?limit=1&status__in=200,400,450&shipping_amount__gt=0"
                      "&payment_option_slug=credit_card");
  gint64 pk = json_object_get_int_member (
      json_array_get_object_element (json_object_get_array_member (page, "results"), 0), "pk");
  g_autoptr (JsonObject) found =
      sandbox_test_get (sandbox, token, "/api/v1/orders/%d/detailed/", (int)pk);
  JsonArray *items = json_object_get_array_member (found, "orderitem_set");
  g_autoptr (GString) body = g_string_new ("{\"is_all\":true,\"reasons\":{");
  g_autofree char *target = NULL;
  g_autoptr (JsonObject) plans = NULL;

  for (guint i = 0; i < json_array_get_length (items); i++)
    g_string_append_printf (
        body, "%s\"%d\":7", i > 0 ? "," : "",
        (int)json_object_get_int_member (json_array_get_object_element (items, i), "pk"));
  g_string_append (body, "}}");
  *order = pk;
  target = g_strdup_printf ("/api/i1/orders/%d/cancel/", (int)*order);
  g_assert_cmpuint (sandbox_test_status (sandbox, token, "POST", target, body->str), ==, 200);
  plans = sandbox_test_get (sandbox, token, "/api/v1/cancellation_plans/?order_id=%d&sort=-pk",
                            (int)*order);

  return json_object_ref (
      json_array_get_object_element (json_object_get_array_member (plans, "results"), 0));
}

static void
test_keeps_shipping (void)
{
  g_autoptr (Sandbox) sandbox = make_with (300, "keeps-shipping");
  g_autofree char *token = sandbox_test_sign_in (sandbox, "ops.elif");
  gint64 order;
  g_autoptr (JsonObject) plan = cancel_all (sandbox, token, &order);

  g_assert_cmpstr (json_object_get_string_member (plan, "shipping_refund_amount"), ==, "0.00");
}

/* A plan that fails lets go of its lines, and is tried again only as long as nobody took them. */
static void
test_failing_refunds (void)
{
  static const char by_hand[] = "{\"payment_plan\":[{\"transaction_type\":\"manual\","
                                "\"order_items\":[]}]}";
  g_autoptr (Sandbox) sandbox = make_with (300, "failing-refunds");
  g_autofree char *token = sandbox_test_sign_in (sandbox, "ops.elif");
  gint64 order;
  g_autoptr (JsonObject) first = cancel_all (sandbox, token, &order);
  g_autofree char *pay_first = g_strdup_printf (
      "/api/v1/cancellation_plans/%d/create_payment_plan/",
      (int)json_object_get_int_member (first, "pk"));
  g_autofree char *pay_second = NULL;
  g_autoptr (JsonObject) failed = sandbox_test_get (
      sandbox, token, "/api/v1/cancellation_plans/%d/",
      (int)json_object_get_int_member (first, "pk"));
  g_autoptr (JsonObject) other = NULL;
  g_autoptr (JsonObject) second = NULL;
  gint64 other_order;

  g_assert_cmpstr (json_object_get_string_member (failed, "status"), ==, "failed");
  g_assert_nonnull (json_object_get_string_member (failed, "error_message"));

  /* The same order is there again; a second plan takes the lines. */
  second = cancel_all (sandbox, token, &other_order);
  g_assert_cmpint (other_order, ==, order);
  g_assert_cmpint (json_object_get_int_member (second, "pk"), !=,
                   json_object_get_int_member (first, "pk"));
  other = sandbox_test_get (sandbox, token, "/api/v1/cancellation_plans/%d/",
                            (int)json_object_get_int_member (second, "pk"));
  g_assert_cmpstr (json_object_get_string_member (other, "status"), ==, "failed");
  pay_second = g_strdup_printf ("/api/v1/cancellation_plans/%d/create_payment_plan/",
                                (int)json_object_get_int_member (second, "pk"));
  g_assert_cmpuint (sandbox_test_status (sandbox, token, "POST", pay_second, by_hand), ==, 200);
  g_assert_cmpuint (sandbox_test_status (sandbox, token, "POST", pay_first, by_hand), ==, 406);
}

static void
test_unknown_names_are_refused (void)
{
  SandboxOptions variant = { .n_orders = 1, .seed = 7, .variant = "nonsense" };
  SandboxOptions faults = { .n_orders = 1, .seed = 7, .faults = "slow=x" };
  g_autoptr (GError) first = NULL;
  g_autoptr (GError) second = NULL;

  g_assert_null (sandbox_new (&variant, &first));
  g_assert_error (first, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  g_assert_null (sandbox_new (&faults, &second));
  g_assert_error (second, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
}

int
main (int argc, char **argv)
{
  omni_test_init (&argc, &argv);
  g_test_summary ("Variants: tenants that differ where the contract leaves room");

  g_test_add_func ("/sandbox/variants/shapes", test_shapes);
  g_test_add_func ("/sandbox/variants/errors-as-text", test_errors_as_text);
  g_test_add_func ("/sandbox/variants/no-proposed", test_no_proposed);
  g_test_add_func ("/sandbox/variants/no-proposed-parameters", test_no_proposed_parameters);
  g_test_add_func ("/sandbox/variants/gzip", test_gzip);
  g_test_add_func ("/sandbox/variants/keeps-shipping", test_keeps_shipping);
  g_test_add_func ("/sandbox/variants/failing-refunds", test_failing_refunds);
  g_test_add_func ("/sandbox/variants/all-answer", test_all_answer);
  g_test_add_func ("/sandbox/variants/unknown-names-are-refused", test_unknown_names_are_refused);

  return g_test_run ();
}
