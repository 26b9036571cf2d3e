/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-order-extra.h"
#include "omni-order-facts.h"
#include "omni-test.h"
#include "omni-time.h"

static OmniOrder *
decode (const char *member, const char *value)
{
  g_autofree char *json = g_strdup_printf ("{\"pk\": 1, \"%s\": %s, \"number\": \"774\"}", member,
                                           value);
  g_auto (OmniJsonReader) reader = { 0 };
  g_autoptr (GError) error = NULL;
  OmniOrder *order;

  omni_json_reader_init (&reader, json, -1);
  order = omni_order_new_from_json (&reader);
  omni_json_reader_finish (&reader, &error);
  g_assert_no_error (error);
  /* What stands behind it is read, too. */
  g_assert_cmpstr (omni_order_get_number (order), ==, "774");

  return order;
}

static char *
join_extras (const char *value)
{
  g_autoptr (OmniOrder) order = decode ("extra_field", value);
  g_autoptr (GPtrArray) extras = omni_order_list_extras (order);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < extras->len; i++)
    {
      const OmniOrderExtra *extra = g_ptr_array_index (extras, i);

      g_string_append_printf (text, "%s=%s;", extra->name != NULL ? extra->name : "",
                              extra->words);
    }

  return g_string_free (text, FALSE);
}

static void
test_extras (void)
{
  static const char *const cases[][2] = {
    { "null", "" },
    { "{}", "" },
    { "[]", "" },
    { "\"\"", "" },
    { "{\"id\": \"WEB-88213\"}", "id=WEB-88213;" },
    { "{\"a\": null, \"b\": \"\", \"c\": \" x\\ny \", \"d\": 1.50, \"e\": false}",
      "c=x y;d=1.50;e=false;" },
    { "{\"gift\": {\"to\": \"Ali\", \"tags\": [\"a\", 2, null, {\"k\": []}]}}",
      "gift=to: Ali, tags: a, 2, —, k:;" },
    { "[\"a\", {\"b\": 1}, null]", "=a;=b: 1;" },
    { "\"packed by hand\"", "=packed by hand;" },
    { "true", "=true;" },
    { "12345678901234567890", "=12345678901234567890;" },
  };

  g_test_summary ("Test that what a shop keeps beside an order is said, whatever form it has.");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *extras = join_extras (cases[i][0]);

      g_test_message ("%s", cases[i][0]);
      g_assert_cmpstr (extras, ==, cases[i][1]);
    }
}

static void
test_delivery (void)
{
  static const struct
  {
    const char *range;
    const char *from;
    const char *until;
    const char *words;
  } cases[] = {
    { "null", "", "", NULL },
    { "\"\"", "", "", NULL },
    { "{\"lower\": \"2025-03-05T09:00:00Z\", \"upper\": \"2025-03-05T15:00:00+03:00\","
      " \"bounds\": \"[)\"}",
      "2025-03-05T09:00:00Z", "2025-03-05T12:00:00Z", NULL },
    { "{\"upper\": \"2025-03-05\", \"lower\": null}", "", "2025-03-05T00:00:00Z", NULL },
    { "[\"2025-03-05T09:00:00Z\", null]", "2025-03-05T09:00:00Z", "", NULL },
    { "{\"lower\": \"morning\", \"upper\": null}", "", "", "lower: morning, upper: —" },
    { "{\"lower\": 9, \"upper\": 12}", "", "", "lower: 9, upper: 12" },
    { "{\"from\": \"09:00\", \"to\": \"12:00\"}", "", "", "from: 09:00, to: 12:00" },
    { "[\"2025-03-05T09:00:00Z\"]", "", "", "2025-03-05T09:00:00Z" },
    { "[\"09:00\", \"12:00\"]", "", "", "09:00, 12:00" },
    { "\"09:00-12:00\"", "", "", "09:00-12:00" },
  };

  g_test_summary ("Test that a range of delivery is one of times, or else what the server says.");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (OmniOrder) order = decode ("delivery_range", cases[i].range);
      g_autofree char *words = omni_order_dup_delivery_words (order);
      g_autofree char *from_text = NULL;
      g_autofree char *until_text = NULL;
      OmniTime from;
      OmniTime until;
      gboolean is_range = omni_order_get_delivery_times (order, &from, &until);

      g_test_message ("%s", cases[i].range);
      g_assert_cmpstr (words, ==, cases[i].words);
      if (is_range)
        {
          from_text = omni_time_to_iso (from, NULL);
          until_text = omni_time_to_iso (until, NULL);
        }
      g_assert_cmpstr (is_range ? from_text : "", ==, cases[i].from);
      g_assert_cmpstr (is_range ? until_text : "", ==, cases[i].until);
    }
}

static const OmniFact *
find_fact (GPtrArray *facts, const char *id)
{
  for (guint i = 0; i < facts->len; i++)
    {
      const OmniFact *fact = g_ptr_array_index (facts, i);

      if (g_str_equal (fact->id, id))
        return fact;
    }

  return NULL;
}

static void
test_facts (void)
{
  g_autofree char *long_text = g_strnfill (5000, 'x');
  g_autofree char *long_value = g_strdup_printf ("{\"a\": \"%s\"}", long_text);
  g_autoptr (OmniOrder) extra = decode ("extra_field", "{\"id\": \"W-1\", \"by\": \"hat-3\"}");
  g_autoptr (OmniOrder) much = decode ("extra_field", long_value);
  g_autoptr (OmniOrder) none = decode ("extra_field", "{\"id\": null}");
  g_autoptr (OmniOrder) day = decode ("delivery_range", "{\"lower\": \"2025-03-05T00:00:00Z\"}");
  g_autoptr (OmniOrder) word = decode ("delivery_range", "\"noon\"");
  g_autoptr (GPtrArray) extra_facts =
    omni_order_section_list_facts (OMNI_SECTION_ORDER, extra, NULL);
  g_autoptr (GPtrArray) much_facts =
    omni_order_section_list_facts (OMNI_SECTION_ORDER, much, NULL);
  g_autoptr (GPtrArray) none_facts =
    omni_order_section_list_facts (OMNI_SECTION_ORDER, none, NULL);
  g_autoptr (GPtrArray) day_facts =
    omni_order_section_list_facts (OMNI_SECTION_DELIVERY, day, NULL);
  g_autoptr (GPtrArray) word_facts =
    omni_order_section_list_facts (OMNI_SECTION_DELIVERY, word, NULL);
  const OmniFact *fact;

  g_test_summary ("Test that both are said where an order is described.");

  fact = find_fact (extra_facts, "extra");
  g_assert_cmpstr (fact->value.text, ==, "id: W-1 · by: hat-3");
  g_assert_cmpstr (fact->words, ==, "id: W-1\nby: hat-3");
  g_assert_cmpint (g_utf8_strlen (find_fact (much_facts, "extra")->words, -1), ==, 2000);
  g_assert_null (find_fact (none_facts, "extra"));

  fact = find_fact (day_facts, "delivery-from");
  g_assert_cmpint (fact->value.kind, ==, OMNI_VALUE_TIME);
  g_assert_true (fact->value.is_day);
  g_assert_null (find_fact (day_facts, "delivery-until"));
  g_assert_null (find_fact (day_facts, "delivery-range"));
  g_assert_cmpstr (find_fact (word_facts, "delivery-range")->value.text, ==, "noon");
  g_assert_null (find_fact (word_facts, "delivery-from"));
}

int
main (int argc, char **argv)
{
  omni_test_init (&argc, &argv);

  g_test_add_func ("/core/order-extra/extras", test_extras);
  g_test_add_func ("/core/order-extra/delivery", test_delivery);
  g_test_add_func ("/core/order-extra/facts", test_facts);

  return g_test_run ();
}
