/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-chip-bar.h"
#include "omni-date-preset.h"
#include "omni-filter-choice.h"
#include "omni-filter-entry.h"
#include "omni-filter-panel.h"
#include "omni-test-window.h"

typedef struct
{
  OmniFilterField *field; /* (owned) */
  guint n_edited;
} Fixture;

static void
edited_cb (Fixture *fixture)
{
  fixture->n_edited++;
}

static void
set_up (Fixture *fixture, gconstpointer type)
{
  OmniReferenceData *reference = omni_reference_data_new ();
  GType field_type = GPOINTER_TO_SIZE (((GType (*) (void)) type) ());

  omni_reference_data_add (reference, OMNI_REFERENCE_CHANNEL, 2, "Web TR", "web");
  omni_reference_data_add (reference, OMNI_REFERENCE_CHANNEL, 7, "Pazar <A>", "market");
  omni_reference_data_add (reference, OMNI_REFERENCE_PAYMENT_OPTION, 31, "Credit card", "card");
  omni_reference_data_add (reference, OMNI_REFERENCE_PAYMENT_OPTION, 32, "Transfer", "transfer");
  omni_reference_data_add (reference, OMNI_REFERENCE_PAYMENT_OPTION, 41, "Credit card", "card");

  fixture->field = g_object_ref_sink (g_object_new (field_type, NULL));
  g_signal_connect_swapped (fixture->field, "edited", G_CALLBACK (edited_cb), fixture);
  if (OMNI_IS_FILTER_PANEL (fixture->field))
    omni_filter_panel_set_reference_data (OMNI_FILTER_PANEL (fixture->field), reference);
  else
    omni_chip_bar_set_reference_data (OMNI_CHIP_BAR (fixture->field), reference);
  omni_reference_data_unref (reference);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_assert_finalize_object (fixture->field);
}

static OmniOrderQuery *
make_query (const char *id, const char *value, const char *id_2, const char *value_2)
{
  g_autoptr (OmniOrderQuery) all = omni_order_query_new ();
  g_autoptr (OmniOrderQuery) one = omni_order_query_with_value (all, id, value);

  return id_2 != NULL ? omni_order_query_with_value (one, id_2, value_2) : g_steal_pointer (&one);
}

static OmniOrderQuery *
apply (Fixture *fixture)
{
  g_autoptr (OmniOrderQuery) all = omni_order_query_new ();

  return omni_filter_field_apply (fixture->field, all);
}

static void
assert_values (OmniOrderQuery *query, const char *id, const char *expected)
{
  const char * const *values = omni_order_query_get_values (query, id);
  g_autofree char *joined = values != NULL ? g_strjoinv ("|", (char **) values) : NULL;

  g_assert_cmpstr (joined, ==, expected);
}

static OmniFilterField *
get_field (Fixture *fixture, const char *id)
{
  return omni_filter_panel_get_field (OMNI_FILTER_PANEL (fixture->field), id);
}

/*
 * The panel
 */

static void
test_shows_what_it_is_given (Fixture *fixture, gconstpointer unused)
{
  const char *statuses[] = { "400", "450", NULL };
  g_autoptr (OmniOrderQuery) one = make_query ("number", "77001", "placed-after", "2025-03-01");
  g_autoptr (OmniOrderQuery) two = omni_order_query_with_filter (one, "status", statuses);
  g_autoptr (OmniOrderQuery) query = omni_order_query_with_value (two, "channel", "7");
  g_autoptr (OmniOrderQuery) answer = NULL;

  g_test_summary ("What the panel was given comes out again, and showing is not editing");

  omni_filter_field_show (fixture->field, query);
  answer = apply (fixture);
  g_assert_true (omni_order_query_equal (answer, query));
  g_assert_cmpuint (fixture->n_edited, ==, 0);
}

static void
test_every_filter (Fixture *fixture, gconstpointer unused)
{
  g_test_summary ("Every filter of the core that people know by name has a field");

  for (guint i = 0; i < omni_filter_get_count (); i++)
    {
      const OmniFilter *filter = omni_filter_get (i);
      const char *id = omni_filter_get_id (filter);

      if (omni_filter_get_kind (filter) == OMNI_FILTER_PK || g_str_equal (id, "search")
          || g_str_has_suffix (id, "-name"))
        g_assert_null (get_field (fixture, id));
      else
        g_assert_nonnull (get_field (fixture, id));
    }
}

static void
test_ticks (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (OmniOrderQuery) two = NULL;
  g_autoptr (OmniOrderQuery) one = NULL;

  g_test_summary ("Ticking two statuses asks for both, unticking one for the other");

  omni_filter_choice_set_ticked (OMNI_FILTER_CHOICE (get_field (fixture, "status")), "400", TRUE);
  omni_filter_choice_set_ticked (OMNI_FILTER_CHOICE (get_field (fixture, "status")), "450", TRUE);
  two = apply (fixture);
  assert_values (two, "status", "400|450");
  g_assert_cmpuint (fixture->n_edited, ==, 2);

  omni_filter_choice_set_ticked (OMNI_FILTER_CHOICE (get_field (fixture, "status")), "400", FALSE);
  one = apply (fixture);
  assert_values (one, "status", "450");
}

static void
test_namesakes (Fixture *fixture, gconstpointer unused)
{
  OmniFilterChoice *choice = OMNI_FILTER_CHOICE (get_field (fixture, "payment-option"));
  g_autoptr (OmniOrderQuery) one = make_query ("payment-option", "41", NULL, NULL);
  g_autoptr (OmniOrderQuery) both = NULL;
  g_autoptr (OmniOrderQuery) given = NULL;
  g_autoptr (OmniOrderQuery) none = NULL;

  g_test_summary ("What every channel has under a key of its own is ticked once and means all of "
                  "them; one of them that a view asks for stays one");

  omni_filter_choice_set_ticked (choice, "41", TRUE);
  both = apply (fixture);
  assert_values (both, "payment-option", "31|41");

  omni_filter_field_show (fixture->field, one);
  given = apply (fixture);
  assert_values (given, "payment-option", "41");

  omni_filter_choice_set_ticked (choice, "31", FALSE);
  none = apply (fixture);
  assert_values (none, "payment-option", NULL);
}

static void
test_yes_or_no (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (OmniOrderQuery) query = NULL;

  g_test_summary ("Yes and No exclude each other");

  omni_filter_choice_set_ticked (OMNI_FILTER_CHOICE (get_field (fixture, "sent")), "true", TRUE);
  omni_filter_choice_set_ticked (OMNI_FILTER_CHOICE (get_field (fixture, "sent")), "false", TRUE);
  query = apply (fixture);
  assert_values (query, "sent", "false");
}

static void
test_unknown_value (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (OmniOrderQuery) query = make_query ("status", "777", NULL, NULL);
  g_autoptr (OmniOrderQuery) answer = NULL;

  g_test_summary ("A status that nobody knows is shown as it is and not lost");

  omni_filter_field_show (fixture->field, query);
  answer = apply (fixture);
  assert_values (answer, "status", "777");
  g_assert_true (omni_test_shows (GTK_WIDGET (fixture->field), "777"));
}

static void
test_pasted_numbers (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (OmniOrderQuery) query = NULL;

  g_test_summary ("Numbers pasted out of a spreadsheet are several values");

  omni_filter_entry_set_text (OMNI_FILTER_ENTRY (get_field (fixture, "number")),
                              " 0017, 0018\t0019 ");
  query = apply (fixture);
  assert_values (query, "number", "0017|0018|0019");
  g_assert_cmpuint (fixture->n_edited, ==, 1);
}

static void
test_unusable_amount (Fixture *fixture, gconstpointer unused)
{
  OmniFilterField *field = get_field (fixture, "amount-from");
  g_autoptr (OmniOrderQuery) query = NULL;
  g_autoptr (OmniOrderQuery) mended = NULL;

  g_test_summary ("What is no amount is marked and asks for nothing until it is mended");

  omni_filter_entry_set_text (OMNI_FILTER_ENTRY (field), "twelve");
  query = apply (fixture);
  assert_values (query, "amount-from", NULL);
  g_assert_cmpuint (fixture->n_edited, ==, 0);
  g_assert_true (
    gtk_widget_has_css_class (omni_test_find (GTK_WIDGET (field), GTK_TYPE_ENTRY, NULL), "error"));

  omni_filter_entry_set_text (OMNI_FILTER_ENTRY (field), "12");
  mended = apply (fixture);
  assert_values (mended, "amount-from", "12");
  g_assert_false (
    gtk_widget_has_css_class (omni_test_find (GTK_WIDGET (field), GTK_TYPE_ENTRY, NULL), "error"));
}

static gboolean
is_marked (Fixture *fixture, const char *id)
{
  GtkWidget *field = GTK_WIDGET (get_field (fixture, id));

  return omni_test_find (field, GTK_TYPE_LABEL, "The first day is after the last one") != NULL
         || omni_test_find (field, GTK_TYPE_LABEL, "The least is more than the most") != NULL;
}

static void
type_day (Fixture *fixture, gboolean last, const char *day)
{
  GtkWidget *dates = GTK_WIDGET (get_field (fixture, "placed-after"));
  GtkWidget *both = gtk_widget_get_parent (omni_test_find (dates, OMNI_TYPE_FILTER_ENTRY, NULL));

  omni_filter_entry_set_text (OMNI_FILTER_ENTRY (last ? gtk_widget_get_last_child (both)
                                                      : gtk_widget_get_first_child (both)), day);
}

static void
test_turned_range (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (OmniOrderQuery) turned = make_query ("placed-after", "2025-03-07", "placed-before",
                                                  "2025-03-01");
  g_autoptr (OmniOrderQuery) query = NULL;
  g_autoptr (OmniOrderQuery) mended = NULL;
  g_autoptr (OmniOrderQuery) amounts = NULL;

  g_test_summary ("A range that ends before it begins is marked and asks for nothing until it is "
                  "mended at either end");

  type_day (fixture, FALSE, "2025-03-07");
  type_day (fixture, TRUE, "2025-03-01");
  query = apply (fixture);
  assert_values (query, "placed-after", "2025-03-07");
  assert_values (query, "placed-before", NULL);
  g_assert_true (is_marked (fixture, "placed-after"));

  type_day (fixture, FALSE, "2025-03-01");
  mended = apply (fixture);
  assert_values (mended, "placed-after", "2025-03-01");
  assert_values (mended, "placed-before", "2025-03-01");
  g_assert_false (is_marked (fixture, "placed-after"));

  omni_filter_entry_set_text (OMNI_FILTER_ENTRY (get_field (fixture, "amount-to")), "99.99");
  omni_filter_entry_set_text (OMNI_FILTER_ENTRY (get_field (fixture, "amount-from")), "100");
  amounts = apply (fixture);
  assert_values (amounts, "amount-from", NULL);
  g_assert_true (is_marked (fixture, "amount-from"));

  omni_filter_field_show (fixture->field, turned);
  g_assert_true (is_marked (fixture, "placed-after"));
  omni_filter_field_show (fixture->field, mended);
  g_assert_false (is_marked (fixture, "placed-after"));
  g_assert_false (is_marked (fixture, "amount-from"));
}

static void
test_preset (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *field = GTK_WIDGET (get_field (fixture, "placed-after"));
  GtkDropDown *drop_down = GTK_DROP_DOWN (omni_test_find (field, GTK_TYPE_DROP_DOWN, NULL));
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;
  g_autoptr (OmniOrderQuery) query = NULL;
  g_autoptr (OmniOrderQuery) none = omni_order_query_new ();

  g_test_summary (
    "A range by name fills in its days in one step, and is named again when it is shown");

  gtk_drop_down_set_selected (drop_down, OMNI_DATE_YESTERDAY);
  omni_date_preset_get_days (OMNI_DATE_YESTERDAY, now, &first, &last);
  query = apply (fixture);
  assert_values (query, "placed-after", first);
  assert_values (query, "placed-before", last);
  g_assert_cmpuint (fixture->n_edited, ==, 1);

  omni_filter_field_show (fixture->field, none);
  g_assert_cmpuint (gtk_drop_down_get_selected (drop_down), ==, OMNI_DATE_ANY);
  omni_filter_field_show (fixture->field, query);
  g_assert_cmpuint (gtk_drop_down_get_selected (drop_down), ==, OMNI_DATE_YESTERDAY);
  g_assert_cmpuint (fixture->n_edited, ==, 1);
}

/*
 * Days
 */

static void
test_tab_passes_folded_lists (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *first = NULL;
  GtkWidget *before = NULL;
  GtkWidget *now = NULL;
  guint n_expanders = 0;

  g_test_summary ("Tab goes past a folded list and does not stay there");

  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (fixture->field));
  gtk_window_present (GTK_WINDOW (window));
  OMNI_TEST_WAIT (gtk_widget_get_mapped (GTK_WIDGET (fixture->field)));

  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  while (gtk_widget_child_focus (window, GTK_DIR_TAB_FORWARD))
    {
      now = gtk_window_get_focus (GTK_WINDOW (window));
      if (now == first)
        break;

      g_assert_true (now != before);
      n_expanders += GTK_IS_EXPANDER (now);
      before = now;
      if (first == NULL)
        first = now;
    }
  g_assert_cmpuint (n_expanders, >=, 3);

  gtk_window_set_child (GTK_WINDOW (window), NULL);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_preset_days (void)
{
  const char *expected[][2] = {
    [OMNI_DATE_ANY] = { NULL, NULL },
    [OMNI_DATE_TODAY] = { "2024-03-01", NULL },
    [OMNI_DATE_YESTERDAY] = { "2024-02-29", "2024-02-29" },
    [OMNI_DATE_LAST_7_DAYS] = { "2024-02-24", NULL },
    [OMNI_DATE_LAST_30_DAYS] = { "2024-02-01", NULL },
    [OMNI_DATE_THIS_MONTH] = { "2024-03-01", NULL },
  };
  g_autoptr (GDateTime) now = g_date_time_new_utc (2024, 3, 1, 0, 5, 0);

  g_test_summary ("Named ranges cross the end of a month, and a leap day, rightly");

  for (OmniDatePreset preset = OMNI_DATE_ANY; preset < OMNI_DATE_CUSTOM; preset++)
    {
      g_autofree char *first = NULL;
      g_autofree char *last = NULL;

      omni_date_preset_get_days (preset, now, &first, &last);
      g_assert_cmpstr (first, ==, expected[preset][0]);
      g_assert_cmpstr (last, ==, expected[preset][1]);
    }

  g_assert_cmpint (omni_date_preset_find ("2024-02-24", NULL, now), ==, OMNI_DATE_LAST_7_DAYS);
  g_assert_cmpint (omni_date_preset_find ("2024-02-24", "2024-02-26", now), ==, OMNI_DATE_CUSTOM);
}

/*
 * Chips
 */

static void
assert_chips (Fixture *fixture, const char *expected)
{
  g_auto (GStrv) texts = omni_chip_bar_dup_texts (OMNI_CHIP_BAR (fixture->field));
  g_autofree char *joined = g_strjoinv ("|", texts);

  g_assert_cmpstr (joined, ==, expected);
  g_assert_cmpint (gtk_widget_get_visible (GTK_WIDGET (fixture->field)), ==, expected[0] != '\0');
}

static void
test_chip_texts (Fixture *fixture, gconstpointer unused)
{
  const char *statuses[] = { "400", "450", NULL };
  g_autoptr (OmniOrderQuery) one = make_query ("channel", "7", "placed-before", "2025-03-07");
  g_autoptr (OmniOrderQuery) two = omni_order_query_with_value (one, "placed-after", "2025-03-01");
  g_autoptr (OmniOrderQuery) three = omni_order_query_with_value (two, "search", "elif");
  g_autoptr (OmniOrderQuery) query = omni_order_query_with_filter (three, "status", statuses);
  g_autoptr (OmniOrderQuery) day = make_query ("placed-after", "2025-03-01", "placed-before",
                                               "2025-03-01");
  g_autoptr (OmniOrderQuery) from = make_query ("amount-from", "100", NULL, NULL);
  g_autoptr (OmniOrderQuery) none = omni_order_query_new ();
  const char *options[] = { "31", "32", "41", NULL };
  g_autoptr (OmniOrderQuery) paid = omni_order_query_with_filter (none, "payment-option", options);

  g_test_summary ("Chips name statuses and channels, make one range of two ends, and leave the "
                  "search to its entry");

  assert_chips (fixture, "");
  omni_filter_field_show (fixture->field, query);
  assert_chips (fixture,
                "Status: Approved, Preparing|Channel: Pazar <A>|Placed: 2025-03-01 – 2025-03-07");
  omni_filter_field_show (fixture->field, day);
  assert_chips (fixture, "Placed: 2025-03-01");
  omni_filter_field_show (fixture->field, from);
  assert_chips (fixture, "Amount: from 100");
  omni_filter_field_show (fixture->field, paid);
  assert_chips (fixture, "Payment option: Credit card, Transfer");
  omni_filter_field_show (fixture->field, none);
  assert_chips (fixture, "");
}

static void
test_chip_removal (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (OmniOrderQuery) one = make_query ("placed-after", "2025-03-01", "placed-before",
                                               "2025-03-07");
  g_autoptr (OmniOrderQuery) two = omni_order_query_with_value (one, "search", "elif");
  g_autoptr (OmniOrderQuery) query = omni_order_query_with_value (two, "customer", "Kaya");
  g_autoptr (OmniOrderQuery) without_dates = NULL;
  g_autoptr (OmniOrderQuery) cleared = NULL;

  g_test_summary ("Taking away a range takes both ends, Clear all takes everything but the search");

  omni_filter_field_show (fixture->field, query);
  omni_chip_bar_remove (OMNI_CHIP_BAR (fixture->field), 0);
  without_dates = omni_filter_field_apply (fixture->field, query);
  assert_values (without_dates, "placed-after", NULL);
  assert_values (without_dates, "placed-before", NULL);
  assert_values (without_dates, "customer", "Kaya");
  assert_values (without_dates, "search", "elif");

  omni_filter_field_show (fixture->field, query);
  omni_test_press (GTK_WIDGET (fixture->field), "Clear all");
  cleared = omni_filter_field_apply (fixture->field, query);
  assert_values (cleared, "customer", NULL);
  assert_values (cleared, "search", "elif");
  g_assert_cmpuint (fixture->n_edited, ==, 2);
}

#define ADD(path, type, func) g_test_add (path, Fixture, type, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  gconstpointer panel = omni_filter_panel_get_type;
  gconstpointer chips = omni_chip_bar_get_type;

  omni_test_window_init (&argc, &argv);

  ADD ("/ui/filter-panel/shows-what-it-is-given", panel, test_shows_what_it_is_given);
  ADD ("/ui/filter-panel/every-filter", panel, test_every_filter);
  ADD ("/ui/filter-panel/ticks", panel, test_ticks);
  ADD ("/ui/filter-panel/namesakes", panel, test_namesakes);
  ADD ("/ui/filter-panel/yes-or-no", panel, test_yes_or_no);
  ADD ("/ui/filter-panel/unknown-value", panel, test_unknown_value);
  ADD ("/ui/filter-panel/pasted-numbers", panel, test_pasted_numbers);
  ADD ("/ui/filter-panel/unusable-amount", panel, test_unusable_amount);
  ADD ("/ui/filter-panel/turned-range", panel, test_turned_range);
  ADD ("/ui/filter-panel/preset", panel, test_preset);
  ADD ("/ui/filter-panel/tab-passes-folded-lists", panel, test_tab_passes_folded_lists);
  g_test_add_func ("/ui/date-preset/days", test_preset_days);
  ADD ("/ui/chip-bar/texts", chips, test_chip_texts);
  ADD ("/ui/chip-bar/removal", chips, test_chip_removal);

  return g_test_run ();
}
