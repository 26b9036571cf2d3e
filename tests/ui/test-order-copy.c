/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-json-reader.h"
#include "omni-order-copy.h"
#include "omni-order.h"
#include "omni-test-window.h"
#include "omni-view.h"

/* What a spreadsheet gets when orders are pasted into it. */

static OmniOrder *
make_order (const char *members)
{
  g_auto (OmniJsonReader) reader;
  g_autofree char *text = g_strdup_printf ("{\"pk\": 7, \"number\": \"0077\","
                                           "\"currency\": \"try\", %s}", members);
  OmniOrder *order;

  omni_json_reader_init (&reader, text, -1);
  order = omni_order_new_from_json (&reader);
  g_assert_true (omni_json_reader_finish (&reader, NULL));

  return order;
}

static void
assert_row (const char *members, const char *expected)
{
  static const char *const ids[] = { "number", "notes", "amount", "email" };
  g_autoptr (GArray) columns = g_array_new (FALSE, FALSE, sizeof (OmniViewColumn));
  g_autoptr (OmniOrder) order = make_order (members);
  g_autofree char *row = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      const OmniViewColumn column = { omni_order_column_find (ids[i]), 0 };

      g_assert_nonnull (column.column);
      g_array_append_val (columns, column);
    }

  row = omni_order_copy_row (columns, order, NULL);
  g_assert_cmpstr (row, ==, expected);
}

static void
test_row (void)
{
  g_test_summary ("A row stays one row of as many cells as there are columns, whatever stands in "
                  "them, and empty cells keep their place");

  assert_row ("\"notes\": \"by hand\", \"amount\": \"1149.80\","
              "\"customer\": {\"pk\": 1, \"email\": \"ada@example.com\"}",
              "0077\tby hand\t1149.80 TRY\tada@example.com");
  assert_row ("\"notes\": null", "0077\t\t\t");
  assert_row ("\"notes\": \"a\\tb\\nc\\r\\nd\"", "0077\ta b c  d\t\t");
}

static void
test_quotes (void)
{
  g_test_summary ("A cell that begins with a quotation mark is quoted, or a spreadsheet would take "
                  "what follows for a part of it; marks inside a cell are plain text");

  assert_row ("\"notes\": \"the \\\"red\\\" one\"", "0077\tthe \"red\" one\t\t");
  assert_row ("\"notes\": \"\\\"red\\\" only\"", "0077\t\"\"\"red\"\" only\"\t\t");
  assert_row ("\"notes\": \"\\\"left open\"", "0077\t\"\"\"left open\"\t\t");
}

static void
test_formulas (void)
{
  g_test_summary ("Text that looks like a formula stays text, and an amount below zero an amount");

  assert_row ("\"notes\": \"=1+1\", \"amount\": \"-5.00\"", "0077\t'=1+1\t-5.00 TRY\t");
  assert_row ("\"notes\": \"@all\"", "0077\t'@all\t\t");
}

int
main (int argc, char **argv)
{
  omni_test_init (&argc, &argv);

  g_test_add_func ("/ui/order-copy/row", test_row);
  g_test_add_func ("/ui/order-copy/quotes", test_quotes);
  g_test_add_func ("/ui/order-copy/formulas", test_formulas);

  return g_test_run ();
}
