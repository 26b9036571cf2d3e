/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-order-set.h"
#include "omni-test.h"

static OmniSelectedOrder
make_order (gint64 pk, const char *amount, const char *currency)
{
  OmniSelectedOrder order = { .pk = pk };
  g_autoptr (GError) error = NULL;

  if (amount != NULL)
    {
      omni_money_parse (amount, -1, currency, &order.amount, &error);
      g_assert_no_error (error);
    }

  return order;
}

static gboolean
add (OmniOrderSet *set, gint64 pk, const char *amount, const char *currency)
{
  OmniSelectedOrder order = make_order (pk, amount, currency);

  return omni_order_set_add (set, &order);
}

static void
assert_pks (OmniOrderSet *set, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree gint64 *pks = NULL;
  gsize n_pks, i;

  pks = omni_order_set_dup_pks (set, &n_pks);
  g_assert_cmpuint (n_pks, ==, omni_order_set_get_size (set));
  for (i = 0; i < n_pks; i++)
    g_string_append_printf (text, "%s%" G_GINT64_FORMAT, i > 0 ? " " : "", pks[i]);

  g_assert_cmpstr (text->str, ==, expected);
}

static void
assert_totals (OmniOrderSet *set, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GPtrArray) totals = omni_order_set_get_totals (set);
  guint i;

  for (i = 0; i < totals->len; i++)
    {
      const OmniMoney *total = g_ptr_array_index (totals, i);
      g_autofree char *amount = omni_money_to_text (total);

      g_string_append_printf (text, "%s%s %s", i > 0 ? ", " : "", amount, total->currency);
    }

  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_keeps_order (void)
{
  g_autoptr (OmniOrderSet) set = omni_order_set_new ();

  g_test_summary ("Orders come out as they were added, once, and those taken out leave no trace");

  g_assert_true (add (set, 30, "1.00", "try"));
  g_assert_true (add (set, 10, "2.00", "try"));
  g_assert_true (add (set, -5, "3.00", "try"));
  g_assert_true (add (set, G_MAXINT64, "4.00", "try"));
  g_assert_false (add (set, 10, "9.00", "try"));
  assert_pks (set, "30 10 -5 9223372036854775807");

  g_assert_true (omni_order_set_remove (set, 10));
  g_assert_false (omni_order_set_remove (set, 10));
  assert_pks (set, "30 -5 9223372036854775807");
  g_assert_true (add (set, 10, "2.00", "try"));
  assert_pks (set, "30 -5 9223372036854775807 10");

  omni_order_set_clear (set);
  assert_pks (set, "");
  assert_totals (set, "");
}

static void
test_totals (void)
{
  g_autoptr (OmniOrderSet) set = omni_order_set_new ();

  g_test_summary ("Amounts are summed exactly, per currency, and follow what is taken out");

  add (set, 1, "1149.80", "try");
  add (set, 2, "0.10", "try");
  add (set, 3, "20", "eur");
  add (set, 4, "0.205", "try");
  add (set, 5, NULL, NULL);
  assert_totals (set, "1150.105 try, 20.00 eur");

  omni_order_set_remove (set, 3);
  assert_totals (set, "1150.105 try");
  omni_order_set_remove (set, 5);
  omni_order_set_remove (set, 1);
  assert_totals (set, "0.305 try");
}

static void
test_too_large (void)
{
  g_autoptr (OmniOrderSet) set = omni_order_set_new ();

  g_test_summary ("A sum that does not fit is left out, and comes back when it fits again");

  add (set, 1, "90000000000000000.00", "try");
  add (set, 2, "1.00", "eur");
  assert_totals (set, "90000000000000000.00 try, 1.00 eur");
  add (set, 3, "90000000000000000.00", "try");
  assert_totals (set, "1.00 eur");
  omni_order_set_remove (set, 1);
  assert_totals (set, "90000000000000000.00 try, 1.00 eur");
}

/* Against the plainest thing that does the same. */
static void
test_at_random (void)
{
  g_autoptr (OmniOrderSet) set = omni_order_set_new ();
  g_autoptr (GHashTable) expected = g_hash_table_new (NULL, NULL);
  int i;

  g_test_summary ("Any sequence of additions and removals gives the same set as a hash table");

  for (i = 0; i < 100000; i++)
    {
      /* Keys that fall on the same slots, and runs of them. */
      gint64 pk = (gint64) g_test_rand_int_range (0, 64) * 65536 + g_test_rand_int_range (0, 128);

      if (g_test_rand_int_range (0, 5) < 3)
        g_assert_cmpint (add (set, pk, "0.01", "try"), ==,
                         g_hash_table_add (expected, (gpointer) pk));
      else
        g_assert_cmpint (omni_order_set_remove (set, pk), ==,
                         g_hash_table_remove (expected, (gpointer) pk));

      g_assert_cmpuint (omni_order_set_get_size (set), ==, g_hash_table_size (expected));
    }

  for (i = 0; i < 64 * 65536; i++)
    g_assert_cmpint (omni_order_set_contains (set, i), ==,
                     g_hash_table_contains (expected, GINT_TO_POINTER (i)));
}

static void
test_a_million (void)
{
  g_autoptr (OmniOrderSet) set = omni_order_set_new ();
  g_autofree gint64 *pks = NULL;
  gsize n_pks;
  gint64 pk;

  g_test_summary ("A million orders go in and half of them out");

  omni_order_set_reserve (set, 1000000);
  for (pk = 0; pk < 1000000; pk++)
    {
      OmniSelectedOrder order = { .pk = pk * 3,
                                  .amount = { .units = 150, .scale = 2, .currency = "try" } };

      g_assert_true (omni_order_set_add (set, &order));
    }
  assert_totals (set, "1500000.00 try");

  for (pk = 0; pk < 1000000; pk += 2)
    g_assert_true (omni_order_set_remove (set, pk * 3));
  assert_totals (set, "750000.00 try");

  pks = omni_order_set_dup_pks (set, &n_pks);
  g_assert_cmpuint (n_pks, ==, 500000);
  g_assert_cmpint (pks[0], ==, 3);
  g_assert_cmpint (pks[499999], ==, 999999 * 3);
}

int
main (int argc, char **argv)
{
  omni_test_init (&argc, &argv);

  g_test_add_func ("/ui/order-set/keeps-order", test_keeps_order);
  g_test_add_func ("/ui/order-set/totals", test_totals);
  g_test_add_func ("/ui/order-set/too-large", test_too_large);
  g_test_add_func ("/ui/order-set/at-random", test_at_random);
  g_test_add_func ("/ui/order-set/a-million", test_a_million);

  return g_test_run ();
}
