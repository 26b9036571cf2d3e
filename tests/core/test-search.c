/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-order.h"
#include "omni-search.h"
#include "omni-test.h"

static void
test_recognize (void)
{
  static const struct
  {
    const char *text;
    const char *guesses;
  } cases[] = {
    { "7740192286514", "number tracking invoice number-contains search" },
    { " #7740192286514 ", "number tracking invoice number-contains search" },
    { "WEB-88213", "number tracking invoice number-contains search" },
    { "isil.aydin@example.com", "email search" },
    { "@example", "search" },
    { "a@b@c.d", "search" },
    { "0532 000 00 17", "phone phone-contains search" },
    { "+90 (532) 000-00-17", "phone phone-contains search" },
    { "05320000017", "phone phone-contains number tracking invoice number-contains search" },
    { "5320000017", "number tracking invoice number-contains phone phone-contains search" },
    { "1Z999AA10123456784", "tracking number invoice number-contains search" },
    { "RR123456785TR", "tracking number invoice number-contains search" },
    { "AKM2025000000417", "invoice number tracking number-contains search" },
    { "774019, 774020", "number search" },
    { "774019\n774020;WEB-88213\t\"774021\"", "number search" },
    { "Keten Gömlek", "search" },
    { "Deniz 12", "search" },
    { "", "" },
    { " \n", "" },
  };

  g_test_summary ("A text is taken for what it looks like, and may always be searched for");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) guesses = omni_search_recognize (cases[i].text);
      g_autoptr (GString) ids = g_string_new (NULL);

      for (guint j = 0; j < guesses->len; j++)
        {
          const OmniSearchGuess *guess = g_ptr_array_index (guesses, j);

          g_string_append_printf (ids, "%s%s", j > 0 ? " " : "",
                                  omni_filter_get_id (guess->filter));
        }
      g_test_message ("%s", cases[i].text);
      g_assert_cmpstr (ids->str, ==, cases[i].guesses);
    }
}

static void
test_values (void)
{
  g_autoptr (GPtrArray) list = omni_search_recognize ("“774019” , 774020\n774019");
  g_autoptr (GPtrArray) phone = omni_search_recognize ("+90 532 000 00 17");
  g_autoptr (OmniOrderQuery) all = omni_order_query_new ();
  g_autoptr (OmniOrderQuery) open = omni_order_query_with_value (all, "status", "450");
  g_autoptr (OmniOrderQuery) searched = omni_order_query_with_value (open, "search", "x");
  g_autoptr (OmniOrderQuery) query =
      omni_search_guess_to_query (g_ptr_array_index (list, 0), searched);
  const OmniSearchGuess *end = g_ptr_array_index (phone, 1);

  g_test_summary ("A pasted list is one filter with many values, beside those that are set");

  g_assert_cmpstr (omni_order_query_get_values (query, "number")[0], ==, "774019");
  g_assert_cmpstr (omni_order_query_get_values (query, "number")[1], ==, "774020");
  g_assert_null (omni_order_query_get_values (query, "number")[2]);
  g_assert_cmpstr (omni_order_query_get_values (query, "status")[0], ==, "450");
  g_assert_null (omni_order_query_get_values (query, "search"));
  g_assert_cmpstr (end->values[0], ==, "5320000017");
}

static void
add_order (GPtrArray *orders, const char *members)
{
  g_auto (OmniJsonReader) reader;
  g_autofree char *text = g_strdup_printf ("{\"pk\": %u, %s}", orders->len + 1, members);

  omni_json_reader_init (&reader, text, -1);
  g_ptr_array_add (orders, omni_order_new_from_json (&reader));
  g_assert_true (omni_json_reader_finish (&reader, NULL));
}

static void
test_exact (void)
{
  g_autoptr (GPtrArray) orders = g_ptr_array_new_with_free_func ((GDestroyNotify)omni_order_unref);
  g_autoptr (GString) pks = g_string_new (NULL);

  g_test_summary ("Exact hits come first, the others stay in their order");

  add_order (orders, "\"number\": \"A-77\"");
  add_order (orders, "\"number\": \"a\", \"tracking_number\": \"77\"");
  add_order (orders, "\"number\": \"770\"");
  add_order (orders, "\"number\": \"b\", \"orderitem_set\":"
                     " [{\"pk\": 1, \"order\": 4, \"invoice_number\": \"77\"}]");
  omni_search_sort_exact ("77", orders);

  for (guint i = 0; i < orders->len; i++)
    g_string_append_printf (pks, "%d", (int)omni_order_get_pk (g_ptr_array_index (orders, i)));
  g_assert_cmpstr (pks->str, ==, "2413");
}

int
main (int argc, char **argv)
{
  omni_test_init (&argc, &argv);

  g_test_add_func ("/core/search/recognize", test_recognize);
  g_test_add_func ("/core/search/values", test_values);
  g_test_add_func ("/core/search/exact", test_exact);

  return g_test_run ();
}
