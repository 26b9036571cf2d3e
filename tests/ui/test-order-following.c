/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Which orders a window follows by itself; the server plays a script. */

#include "omni-order-window-private.h"
#include "order-script.h"

#define PLAN(status) "[{\"pk\": 5, \"order\": 10, \"status\": \"" status "\"}]"

static void
test_follows (void)
{
  OrderScript script = { NULL };
  OmniOrderWindow *window;
  OmniOrderDetails *details;

  g_test_summary ("Test that a plan that is in progress is followed until it is done, also when an "
                  "answer in between is no answer.");

  order_script_start (&script);
  order_script_add_many (&script, PLANS_PATH, 200, PLAN ("in_progress"));
  order_script_add (&script, PLANS_PATH, 403, "{\"detail\": \"No.\"}");
  order_script_add_forever (&script, PLANS_PATH, PLAN ("completed"));
  order_script_add_rest (&script);

  window = order_script_show (&script);
  details = omni_order_window_get_details (window);
  OMNI_TEST_WAIT (omni_test_server_count (script.server, "GET", PLANS_PATH) == 2 &&
                  omni_test_order_is_loaded (window));
  g_assert_true (omni_test_shows (GTK_WIDGET (window), "In progress"));
  OMNI_TEST_WAIT (omni_order_details_get_state (details, OMNI_ORDER_PART_PLANS) ==
                  OMNI_LOAD_FAILED);
  OMNI_TEST_WAIT (omni_test_shows (GTK_WIDGET (window), "Completed"));
  g_assert_cmpuint (omni_test_server_count (script.server, "GET", PLANS_PATH), ==, 4);

  order_script_end (&script);
}

/* The answers come side by side, so either may be the first. */
static void
assert_stops_following (gboolean order_is_last)
{
  OrderScript script = { NULL };
  OmniTestReply *gone;
  OmniTestReply *plan;
  OmniOrderWindow *window;
  g_autofree char *sentence = NULL;

  order_script_start (&script);
  order_script_add_many (&script, ORDER_PATH, 200, "{\"pk\": 10, \"number\": \"10\"}");
  order_script_add_many (&script, PLANS_PATH, 200, PLAN ("in_progress"));
  gone = omni_test_server_add (script.server, "GET", ORDER_PATH, 404, "{\"detail\": \"No.\"}");
  plan = omni_test_server_add (script.server, "GET", PLANS_PATH, 200, PLAN ("in_progress"));
  omni_test_reply_set_delay (order_is_last ? gone : plan, 50);
  order_script_add (&script, ORDER_PATH, 200, "{\"pk\": 10, \"number\": \"10\"}");
  order_script_add (&script, PLANS_PATH, 200, PLAN ("in_progress"));
  for (guint i = 0; i < OMNI_ORDER_N_PARTS; i++)
    {
      if (i != OMNI_ORDER_PART_PLANS)
        order_script_add_forever (&script, order_script_paths[i], "[]");
    }

  window = order_script_show (&script);
  OMNI_TEST_WAIT (!omni_order_window_is_busy (window));
  g_assert_cmpuint (window->follow_id, !=, 0);

  order_script_activate (window, "win.refresh");
  OMNI_TEST_WAIT (!omni_order_window_is_busy (window));
  sentence = g_strdup_printf ("%s does not have this, or does not show it to you. "
                              "It is not followed any longer.",
                              omni_test_server_get_url (script.server) + strlen ("http://"));
  g_assert_true (omni_test_shows (GTK_WIDGET (window), sentence));
  g_assert_cmpuint (window->follow_id, ==, 0);

  order_script_activate (window, "win.refresh");
  OMNI_TEST_WAIT (!omni_order_window_is_busy (window));
  g_assert_false (omni_test_shows (GTK_WIDGET (window), sentence));
  g_assert_cmpuint (window->follow_id, !=, 0);

  order_script_end (&script);
}

static void
test_stops_following (void)
{
  g_test_summary ("Test that an order that is gone is followed no more, and is again once it is "
                  "there.");

  assert_stops_following (TRUE);
  assert_stops_following (FALSE);
}

int
main (int argc, char **argv)
{
  omni_test_window_init (&argc, &argv);

  g_test_add_func ("/ui/order-following/follows", test_follows);
  g_test_add_func ("/ui/order-following/stops", test_stops_following);

  return g_test_run ();
}
