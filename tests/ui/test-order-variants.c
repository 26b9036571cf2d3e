/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What an operator does in the window of an order, with every kind of tenant: unfold all, read the
 * log, edit the customer, see the payments, both amounts and the contracts. */

#include "omni-cancellation-plan.h"
#include "omni-cancellation-request.h"
#include "omni-contact-window.h"
#include "omni-customer.h"
#include "omni-discount-item.h"
#include "omni-order-log.h"
#include "omni-part-view.h"
#include "omni-test-orders.h"
#include "omni-transaction.h"

#include <string.h>

#define ORDER_OF(function) ((gint64 (*) (gconstpointer)) (function))

static const char *const variants[] = {
  "",
  "bare-arrays",
  "gzip",
  "id-for-pk",
  "ignored-filters",
  "money-numbers",
  "no-proposed",
  "status-names",
  "text-errors",
  "unknown-values",
  "bare-arrays,gzip,id-for-pk,money-numbers,no-proposed,status-names,text-errors,unknown-values",
};

typedef struct
{
  OmniTestSandbox *sandbox; /* (owned) */
  OmniSession *session;     /* (owned) */
  OmniOrderWindow *window;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer variant)
{
  g_autofree char *option = g_strconcat ("--variant=", variant, NULL);
  const char *options[] = { "--orders=30", "--seed=7", option, NULL };

  fixture->sandbox = omni_test_sandbox_new (options);
  fixture->session = omni_test_sign_in (fixture->sandbox, NULL);
  fixture->window = omni_test_open_order (fixture->session,
                                          omni_test_find_order (fixture->session));
}

static void
tear_down (Fixture *fixture, gconstpointer variant)
{
  omni_order_window_close_all (fixture->session);
  g_clear_object (&fixture->session);
  omni_test_sandbox_free (fixture->sandbox);
}

static gboolean
offers_proposed (const char *variant)
{
  return strstr (variant, "no-proposed") == NULL;
}

static gboolean
shows (Fixture *fixture, const char *text)
{
  return omni_test_shows (GTK_WIDGET (fixture->window), text);
}

static void
unfold (Fixture *fixture)
{
  if (omni_test_find (GTK_WIDGET (fixture->window), GTK_TYPE_BUTTON, "E_xpand All") != NULL)
    g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.expand-all",
                                               NULL));
  g_assert_nonnull (omni_test_find (GTK_WIDGET (fixture->window), GTK_TYPE_BUTTON, "Fo_ld All"));
}

/* What a tenant cannot say of one order is said in words; nothing of another order is shown. */
static void
assert_state (Fixture *fixture, guint part, const char *variant)
{
  OmniOrderDetails *details = omni_order_window_get_details (fixture->window);
  const GError *error = omni_order_details_get_error (details, part);
  gboolean proposed = part == OMNI_ORDER_PART_LOG || part == OMNI_ORDER_PART_CONTRACTS;
  gboolean filtered = part != OMNI_ORDER_DETAILS_ORDER && part != OMNI_ORDER_PART_ITEMS &&
                      !proposed;

  if (proposed && !offers_proposed (variant))
    g_assert_error (error, OMNI_ERROR, OMNI_ERROR_UNSUPPORTED);
  else if (filtered && strstr (variant, "ignored-filters") != NULL && error != NULL)
    g_assert_error (error, OMNI_ERROR, OMNI_ERROR_IGNORED);
  else
    g_assert_cmpint (omni_order_details_get_state (details, part), ==, OMNI_LOAD_LOADED);
}

/* A tenant that takes no notice of the order in a question answers with what is of all orders. */
static void
assert_own (OmniOrderDetails *details)
{
  static const struct
  {
    guint part;
    gint64 (*get_order) (gconstpointer thing);
  } owners[] = {
    { OMNI_ORDER_PART_TRANSACTIONS, ORDER_OF (omni_transaction_get_order) },
    { OMNI_ORDER_PART_DISCOUNTS, ORDER_OF (omni_discount_item_get_order) },
    { OMNI_ORDER_PART_PLANS, ORDER_OF (omni_cancellation_plan_get_order) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (owners); i++)
    {
      GPtrArray *things = omni_order_details_get_things (details, owners[i].part);

      for (guint n = 0; things != NULL && n < things->len; n++)
        g_assert_cmpint (owners[i].get_order (things->pdata[n]), ==,
                         omni_order_details_get_pk (details));
    }
}

static gboolean
has_item (OmniOrderDetails *details, gint64 pk)
{
  GPtrArray *items = omni_order_details_get_things (details, OMNI_ORDER_PART_ITEMS);

  for (guint i = 0; i < items->len; i++)
    {
      if (omni_order_item_get_pk (items->pdata[i]) == pk)
        return TRUE;
    }

  return FALSE;
}

/* Requests name their product only. */
static void
assert_own_requests (OmniOrderDetails *details)
{
  GPtrArray *requests = omni_order_details_get_things (details, OMNI_ORDER_PART_REQUESTS);

  for (guint i = 0; requests != NULL && i < requests->len; i++)
    g_assert_true (has_item (details,
                             omni_cancellation_request_get_order_item (requests->pdata[i])));
}

/* Steps 4 and 9. */
static void
test_reads (Fixture *fixture, gconstpointer variant)
{
  OmniOrderDetails *details = omni_order_window_get_details (fixture->window);
  GtkWidget *log;

  g_test_summary ("Test that everything unfolds: payments, both amounts, contracts, the log.");

  unfold (fixture);
  g_assert_true (shows (fixture, "Customer information"));
  g_assert_true (shows (fixture, "Payment transactions"));
  g_assert_true (shows (fixture, "Order Amount Before Return/Cancellation"));
  g_assert_true (shows (fixture, "Current Order Amount"));
  g_assert_true (shows (fixture, "Contracts"));

  for (guint i = 0; i < OMNI_ORDER_DETAILS_N; i++)
    assert_state (fixture, i, variant);
  assert_own (details);
  assert_own_requests (details);
  if (strstr (variant, "ignored-filters") == NULL)
    g_assert_cmpuint (
      omni_order_details_get_things (details, OMNI_ORDER_PART_TRANSACTIONS)->len, >, 0);

  g_action_group_change_action_state (G_ACTION_GROUP (fixture->window), "show-log",
                                      g_variant_new_boolean (TRUE));
  OMNI_TEST_WAIT ((log = omni_test_find (GTK_WIDGET (fixture->window), OMNI_TYPE_ORDER_LOG,
                                         NULL)) != NULL);
  if (offers_proposed (variant))
    {
      g_autofree char *text = omni_order_log_dup_text (OMNI_ORDER_LOG (log));

      g_assert_cmpstr (text, !=, "");
    }
  else
    {
      GtkWidget *view = omni_test_find (log, OMNI_TYPE_PART_VIEW, NULL);

      g_assert_cmpstr (omni_part_view_get_message (OMNI_PART_VIEW (view)), !=, "");
    }
}

/* Step 5. */
static void
test_edits (Fixture *fixture, gconstpointer variant)
{
  OmniOrderDetails *details = omni_order_window_get_details (fixture->window);
  gint64 pk = omni_customer_get_pk (
    omni_order_get_customer (omni_order_details_get_order (details)));
  OmniContactWindow *editor;
  OmniContactEntry *entry;

  g_test_summary ("Test that the customer is edited and the order shows it.");

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.edit-customer",
                                             NULL));
  editor = omni_contact_window_find (GTK_WINDOW (fixture->window), OMNI_CONTACT_CUSTOMER, pk);
  g_assert_nonnull (editor);
  OMNI_TEST_WAIT (omni_contact_edit_get_state (omni_contact_window_get_edit (editor)) ==
                  OMNI_CONTACT_EDIT_READY);
  entry = omni_test_find_contact_entry (GTK_WIDGET (editor), OMNI_CONTACT_PHONE_NUMBER);
  gtk_editable_set_text (GTK_EDITABLE (omni_contact_entry_get_input (entry)), "0532 000 00 99");
  g_object_add_weak_pointer (G_OBJECT (editor), (gpointer *) &editor);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (editor), "contact.save", NULL));
  OMNI_TEST_WAIT (editor == NULL);
  OMNI_TEST_WAIT (omni_test_order_is_loaded (fixture->window) &&
                  g_strcmp0 (omni_customer_get_phone_number (omni_order_get_customer (
                               omni_order_details_get_order (details))),
                             "0532 000 00 99") == 0);
}

int
main (int argc, char *argv[])
{
  omni_test_window_init (&argc, &argv);

  for (guint i = 0; i < G_N_ELEMENTS (variants); i++)
    {
      const char *name = variants[i][0] == '\0'               ? "plain"
                         : strchr (variants[i], ',') != NULL ? "combined"
                                                             : variants[i];
      g_autofree char *reads = g_strdup_printf ("/ui/order-variants/%s/reads", name);
      g_autofree char *edits = g_strdup_printf ("/ui/order-variants/%s/edits", name);

      g_test_add (reads, Fixture, variants[i], set_up, test_reads, tear_down);
      g_test_add (edits, Fixture, variants[i], set_up, test_edits, tear_down);
    }

  return g_test_run ();
}
