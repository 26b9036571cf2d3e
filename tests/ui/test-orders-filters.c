/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-chip-bar.h"
#include "omni-filter-choice.h"
#include "omni-filter-dates.h"
#include "omni-filter-entry.h"
#include "omni-filter-panel.h"
#include "omni-fold.h"
#include "omni-order-column.h"
#include "omni-test-orders.h"

#define N_ORDERS 240

typedef struct
{
  OmniTestSandbox *sandbox; /* (owned) */
  OmniSession *session;     /* (owned) */
  OmniOrdersWindow *window; /* (weak) */
  GPtrArray *orders;        /* (owned) (element-type OmniOrder): all, without a filter */
} Fixture;

/* What a filter says of the column. */
typedef enum
{
  IS,
  IS_NOT,
  CONTAINS,
  FROM,
  TO,
  IS_THERE,
  IS_NOT_SENT, /* the list does not show it; cli-filters compares it with the database */
} Rule;

/* Every filter that the panel offers. The value is that of an order unless it stands here. */
typedef struct
{
  const char *filter;
  const char *column;
  Rule rule;
  const char *value;
} Case;

static const Case cases[] = {
  { "number", "number", IS, NULL },
  { "number-contains", "number", CONTAINS, NULL },
  { "status", "status", IS, NULL },
  { "status-not", "status", IS_NOT, NULL },
  { "channel", "channel", IS, NULL },
  { "placed-after", "date-placed", FROM, NULL },
  { "placed-before", "date-placed", TO, NULL },
  { "created-after", "created", FROM, NULL },
  { "created-before", "created", TO, NULL },
  { "modified-after", "modified", FROM, NULL },
  { "modified-before", "modified", TO, NULL },
  { "customer", "customer", IS, NULL },
  { "email", "email", CONTAINS, NULL },
  { "email-is", "email", IS, NULL },
  { "phone", "phone", IS, NULL },
  { "phone-contains", "phone", CONTAINS, NULL },
  { "city", "city", CONTAINS, NULL },
  { "country", "country", CONTAINS, NULL },
  { "amount-from", "amount", FROM, NULL },
  { "amount-to", "amount", TO, NULL },
  { "refund-from", "refund-amount", FROM, NULL },
  { "refund-to", "refund-amount", TO, NULL },
  { "currency", "currency", IS, NULL },
  { "payment-option", "payment-option", IS, NULL },
  { "shipping", "shipping-company", IS, NULL },
  { "shipping-option", "shipping-option", IS, NULL },
  { "delivery-type", "delivery-type", IS, NULL },
  { "tracking", "tracking-number", IS, NULL },
  { "tracking-contains", "tracking-number", CONTAINS, NULL },
  { "has-tracking", "tracking-number", IS_THERE, "true" },
  { "has-tracking", "tracking-number", IS_THERE, "false" },
  { "invoice", "invoice-number", IS, NULL },
  { "invoice-contains", "invoice-number", CONTAINS, NULL },
  { "has-invoice", "invoice-number", IS_THERE, "true" },
  { "has-invoice", "invoice-number", IS_THERE, "false" },
  { "invoiced-after", "invoice-date", FROM, NULL },
  { "invoiced-before", "invoice-date", TO, NULL },
  { "has-e-archive", "e-archive-url", IS_THERE, "true" },
  { "has-e-archive", "e-archive-url", IS_THERE, "false" },
  { "client-type", "client-type", IS, NULL },
  { "gift-box", "gift-box", IS, "true" },
  { "gift-box", "gift-box", IS, "false" },
  { "gift-note", "gift-note", CONTAINS, NULL },
  { "notes", "notes", CONTAINS, NULL },
  { "sent", "sent", IS, "true" },
  { "sent", "sent", IS, "false" },
  { "cancel-status", "cancel-status", IS_NOT_SENT, "waiting" },
};

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  const char *options[] = { "--orders", G_STRINGIFY (N_ORDERS), "--seed", "7", NULL };

  fixture->sandbox = omni_test_sandbox_new (options);
  fixture->session = omni_test_sign_in (fixture->sandbox, NULL);
  g_set_weak_pointer (&fixture->window, omni_orders_window_new (NULL, fixture->session));
  gtk_window_present (GTK_WINDOW (fixture->window));
  omni_test_wait_for_orders (fixture->window);

  fixture->orders = g_ptr_array_new_with_free_func ((GDestroyNotify) omni_order_unref);
  for (guint i = 0; i < N_ORDERS; i++)
    g_ptr_array_add (fixture->orders, omni_order_ref (omni_test_load_row (fixture->window, i)));
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  gtk_window_close (GTK_WINDOW (fixture->window));
  OMNI_TEST_WAIT (fixture->window == NULL);
  g_ptr_array_unref (fixture->orders);
  g_clear_object (&fixture->session);
  omni_test_sandbox_free (fixture->sandbox);
}

/*
 * What fits
 */

static char *
dup_day (OmniTime time)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);

  return g_date_time_format (moment, "%Y-%m-%d");
}

/* What stands in the column, and nothing where nothing does. Days are those of the zone of tests,
 * UTC. */
static char *
dup_cell (Fixture *fixture, const Case *c, const OmniOrder *order)
{
  OmniValue value;

  omni_order_column_get_value (omni_order_column_find (c->column), order, NULL,
                               omni_session_get_reference_data (fixture->session), &value);
  if (value.is_null || (value.kind == OMNI_VALUE_MONEY && value.money.units == 0))
    return g_strdup ("");

  switch (value.kind)
    {
    case OMNI_VALUE_MONEY:
      return omni_money_to_text (&value.money);

    case OMNI_VALUE_TIME:
      return dup_day (value.time);

    case OMNI_VALUE_BOOLEAN:
      return g_strdup (value.boolean ? "true" : "false");

    case OMNI_VALUE_TEXT:
    case OMNI_VALUE_STATUS:
    default:
      return g_strdup (value.text != NULL ? value.text : "");
    }
}

static int
compare_amounts (const char *a, const char *b)
{
  OmniMoney left = { 0 };
  OmniMoney right = { 0 };

  g_assert_true (omni_money_parse (a[0] != '\0' ? a : "0", -1, NULL, &left, NULL));
  g_assert_true (omni_money_parse (b, -1, NULL, &right, NULL));

  return omni_money_compare (&left, &right);
}

static gboolean
contains (const char *cell, const char *wanted)
{
  g_autofree char *folded = omni_fold (cell);
  g_autofree char *part = omni_fold (wanted);

  return strstr (folded, part) != NULL;
}

static gboolean
fits (const Case *c, const char *cell, const char *wanted)
{
  gboolean is_day = omni_filter_get_kind (omni_filter_find (c->filter)) == OMNI_FILTER_TIME;
  int comparison;

  switch (c->rule)
    {
    case IS:
      return g_ascii_strcasecmp (cell, wanted) == 0;

    case IS_NOT:
      return g_ascii_strcasecmp (cell, wanted) != 0;

    case CONTAINS:
      return contains (cell, wanted);

    case IS_THERE:
      return (cell[0] != '\0') == g_str_equal (wanted, "true");

    case IS_NOT_SENT:
      g_assert_cmpstr (cell, ==, "");
      return FALSE;

    case FROM:
    case TO:
    default:
      if (is_day && cell[0] == '\0')
        return FALSE;
      comparison = is_day ? strcmp (cell, wanted) : compare_amounts (cell, wanted);
      return c->rule == FROM ? comparison >= 0 : comparison <= 0;
    }
}

static GHashTable *
find_fitting (Fixture *fixture, const Case *c, const char *wanted)
{
  GHashTable *pks = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; i < fixture->orders->len; i++)
    {
      const OmniOrder *order = g_ptr_array_index (fixture->orders, i);
      g_autofree char *cell = dup_cell (fixture, c, order);
      gint64 pk = omni_order_get_pk (order);

      if (fits (c, cell, wanted))
        g_hash_table_add (pks, g_memdup2 (&pk, sizeof pk));
    }

  return pks;
}

/* A value for which some orders fit and others do not: what an order in the middle has. */
static char *
choose_value (Fixture *fixture, const Case *c, const OmniOrder **order)
{
  for (guint i = fixture->orders->len / 2; i < fixture->orders->len; i++)
    {
      g_autofree char *cell = NULL;

      *order = g_ptr_array_index (fixture->orders, i);
      cell = dup_cell (fixture, c, *order);
      if (c->value != NULL)
        return g_strdup (c->value);
      if (c->rule == CONTAINS && g_utf8_strlen (cell, -1) > 6)
        return g_utf8_substring (cell, 2, 6);
      if (cell[0] != '\0' && g_str_is_ascii (cell))
        return g_steal_pointer (&cell);
    }

  g_error ("no order has a %s", c->column);
}

/*
 * The panel
 */

static OmniFilterField *
get_field (Fixture *fixture, const char *id)
{
  GtkWidget *panel = omni_test_find (GTK_WIDGET (fixture->window), OMNI_TYPE_FILTER_PANEL, NULL);

  return omni_filter_panel_get_field (OMNI_FILTER_PANEL (panel), id);
}

/* Not while there is no chip. */
static GtkWidget *
find_chips (Fixture *fixture)
{
  return omni_test_find (GTK_WIDGET (fixture->window), OMNI_TYPE_CHIP_BAR, NULL);
}

/* The keys of everything that is called so; other filters have the value itself. */
static GStrv
dup_values (Fixture *fixture, const char *id, const char *value)
{
  const OmniReferenceData *reference = omni_session_get_reference_data (fixture->session);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  OmniReferenceKind kind;

  if (!omni_filter_get_reference_kind (omni_filter_find (id), &kind))
    {
      g_autofree char *lower = g_ascii_strdown (value, -1);

      g_strv_builder_add (builder, g_str_equal (id, "currency") ? lower : value);
      return g_strv_builder_end (builder);
    }

  for (guint i = 0; i < omni_reference_data_get_size (reference, kind); i++)
    {
      const OmniReferenceEntry *entry = omni_reference_data_get_entry (reference, kind, i);
      g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, entry->pk);

      if (g_str_equal (entry->name, value))
        g_strv_builder_add (builder, key);
    }

  return g_strv_builder_end (builder);
}

/* What a person does with the field. */
static void
use_field (Fixture *fixture, const Case *c, const char *value, const char *first_key)
{
  OmniFilterField *field = get_field (fixture, c->filter);
  GtkWidget *entry = GTK_WIDGET (field);

  g_assert_nonnull (field);
  if (OMNI_IS_FILTER_CHOICE (field))
    {
      omni_filter_choice_set_ticked (OMNI_FILTER_CHOICE (field), first_key, TRUE);
      return;
    }

  if (OMNI_IS_FILTER_DATES (field))
    {
      entry = omni_test_find (GTK_WIDGET (field), OMNI_TYPE_FILTER_ENTRY, NULL);
      if (c->rule == TO)
        entry = gtk_widget_get_last_child (gtk_widget_get_parent (entry));
    }
  omni_filter_entry_set_text (OMNI_FILTER_ENTRY (entry), value);
}

static void
assert_rows (Fixture *fixture, const Case *c, const char *value, GHashTable *wanted)
{
  guint n_rows = omni_test_count_rows (fixture->window);

  g_test_message ("%s “%s”: %u of %u fit, %u rows", c->filter, value, g_hash_table_size (wanted),
                  fixture->orders->len, n_rows);
  g_assert_cmpuint (n_rows, >, 0);
  g_assert_cmpuint (n_rows, <, fixture->orders->len);
  if (c->rule == IS_NOT_SENT)
    return;

  g_assert_cmpuint (n_rows, ==, g_hash_table_size (wanted));
  for (guint i = 0; i < n_rows; i++)
    {
      gint64 pk = omni_order_get_pk (omni_test_load_row (fixture->window, i));

      g_assert_true (g_hash_table_remove (wanted, &pk));
    }
}

static void
remove_chip (Fixture *fixture)
{
  GtkWidget *chips = find_chips (fixture);
  g_auto (GStrv) texts = omni_chip_bar_dup_texts (OMNI_CHIP_BAR (chips));
  g_autofree char *name = NULL;

  g_assert_cmpuint (g_strv_length (texts), ==, 1);
  g_assert_true (omni_test_shows (chips, texts[0]));
  name = g_strdup_printf ("Remove the filter “%s”", texts[0]);
  g_signal_emit_by_name (omni_test_find_named (chips, GTK_TYPE_BUTTON, name), "clicked");
  omni_test_wait_for_orders (fixture->window);
  g_assert_null (find_chips (fixture));
  g_assert_cmpuint (omni_test_count_rows (fixture->window), ==, N_ORDERS);
}

/* The field is empty as well: what it would ask for is nothing. */
static void
assert_empty (Fixture *fixture, const char *id)
{
  g_autoptr (OmniOrderQuery) none = omni_order_query_new ();
  g_autoptr (OmniOrderQuery) asked = omni_filter_field_apply (get_field (fixture, id), none);

  g_assert_false (omni_order_query_has_filters (asked));
  g_assert_false (omni_order_query_has_filters (omni_orders_window_get_query (fixture->window)));
}

static void
test_every_field (Fixture *fixture, gconstpointer unused)
{
  g_test_summary ("Every field of the panel asks for what was put into it, and the rows are those "
                  "that fit; its chip takes it away again");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *c = &cases[i];
      const OmniOrder *order = NULL;
      g_autofree char *value = choose_value (fixture, c, &order);
      g_auto (GStrv) values = dup_values (fixture, c->filter, value);
      g_autoptr (GHashTable) wanted = find_fitting (fixture, c, value);
      g_autoptr (OmniOrderQuery) all = omni_order_query_new ();
      g_autoptr (OmniOrderQuery) query = omni_order_query_with_filter (
        all, c->filter, (const char * const *) values);

      use_field (fixture, c, value, values[0]);
      g_assert_true (
        omni_order_query_equal (omni_orders_window_get_query (fixture->window), query));
      omni_test_wait_for_orders (fixture->window);
      assert_rows (fixture, c, value, wanted);
      remove_chip (fixture);
      assert_empty (fixture, c->filter);
    }
}

static gboolean
has_case (const char *id)
{
  gboolean has = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (cases) && !has; i++)
    has = g_str_equal (cases[i].filter, id);

  return has;
}

static void
test_no_field_is_left_out (Fixture *fixture, gconstpointer unused)
{
  g_test_summary ("Every field that the panel has is in the list above");

  for (guint i = 0; i < omni_filter_get_count (); i++)
    {
      const char *id = omni_filter_get_id (omni_filter_get (i));

      if (has_case (id) != (get_field (fixture, id) != NULL))
        g_error ("the filter %s", id);
    }
}

int
main (int argc, char **argv)
{
  omni_test_window_init (&argc, &argv);

  g_test_add ("/ui/orders-window/filters/every-field", Fixture, NULL, set_up, test_every_field,
              tear_down);
  g_test_add ("/ui/orders-window/filters/no-field-is-left-out", Fixture, NULL, set_up,
              test_no_field_is_left_out, tear_down);

  return g_test_run ();
}
