/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-show-queue.h"
#include "omni-test-window.h"

#define N_WIDGETS 20

static GString *shown; /* "widget:part " for each that was shown */
static GtkWidget *widgets[N_WIDGETS];

static void
note (GtkWidget *widget, guint part)
{
  g_string_append_printf (shown, "%s:%u ", gtk_widget_get_name (widget), part);
}

static void
note_slowly (GtkWidget *widget, guint part)
{
  gint64 end = g_get_monotonic_time () + 20000;

  note (widget, part);
  while (g_get_monotonic_time () < end)
    ;
}

static void
note_and_go (GtkWidget *widget, guint part)
{
  note (widget, part);
  omni_show_queue_drop (widget);
}

static void
set_up (void)
{
  shown = g_string_new (NULL);
  for (guint i = 0; i < N_WIDGETS; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u", i);

      widgets[i] = g_object_ref_sink (gtk_label_new (""));
      gtk_widget_set_name (widgets[i], name);
    }
}

static void
tear_down (void)
{
  for (guint i = 0; i < N_WIDGETS; i++)
    {
      omni_show_queue_drop (widgets[i]);
      g_object_unref (widgets[i]);
    }
  g_string_free (shown, TRUE);
}

static void
show_all (void)
{
  for (guint i = 0; i < N_WIDGETS; i++)
    OMNI_TEST_WAIT (!omni_show_queue_has (widgets[i]));
}

static void
test_once (void)
{
  g_test_summary ("Test that a part that changes often is shown once, in the order of the parts.");

  set_up ();
  omni_show_queue_add (widgets[0], 3, note);
  omni_show_queue_add (widgets[1], 0, note);
  omni_show_queue_add (widgets[0], 1, note);
  omni_show_queue_add (widgets[0], 3, note);
  g_assert_cmpstr (shown->str, ==, "");
  g_assert_true (omni_show_queue_has (widgets[0]));
  show_all ();
  g_assert_cmpstr (shown->str, ==, "0:1 0:3 1:0 ");
  tear_down ();
}

static void
test_turns (void)
{
  g_test_summary ("Test that a turn of the main loop shows one thing where that takes long.");

  set_up ();
  for (guint i = 0; i < N_WIDGETS; i++)
    {
      omni_show_queue_add (widgets[i], 0, note_slowly);
      omni_show_queue_add (widgets[i], 1, note_slowly);
    }
  for (guint i = 0; i < 2 * N_WIDGETS; i++)
    {
      g_autofree char *wanted = g_strdup_printf ("%u:%u ", i / 2, i % 2);

      g_string_truncate (shown, 0);
      while (shown->len == 0)
        g_main_context_iteration (NULL, TRUE);
      g_assert_cmpstr (shown->str, ==, wanted);
    }
  tear_down ();
}

static void
note_frame (GtkWidget *window)
{
  g_string_append_printf (shown, "%s drawn ", gtk_widget_get_name (window));
}

static GtkWidget *
new_window (const char *name)
{
  GtkWidget *window = gtk_window_new ();

  gtk_widget_set_name (window, name);
  gtk_window_present (GTK_WINDOW (window));
  OMNI_TEST_WAIT (gtk_widget_get_mapped (window));
  gtk_test_widget_wait_for_draw (window);

  return window;
}

static void
test_frames (void)
{
  GtkWidget *first;
  GtkWidget *second;
  const char *drawn;

  g_test_summary ("Test that a window is drawn before another one shows something, and that none "
                  "waits for a window that is hidden.");

  set_up ();
  first = new_window ("first");
  second = new_window ("second");
  g_signal_connect_swapped (gtk_widget_get_frame_clock (first), "after-paint",
                            G_CALLBACK (note_frame), first);
  g_signal_connect_swapped (gtk_widget_get_frame_clock (second), "after-paint",
                            G_CALLBACK (note_frame), second);
  g_string_truncate (shown, 0);
  omni_show_queue_add (second, 0, note);
  OMNI_TEST_WAIT (!omni_show_queue_has (second));
  omni_show_queue_add (first, 0, note);
  OMNI_TEST_WAIT (!omni_show_queue_has (first));
  drawn = strstr (strstr (shown->str, "second:0 "), "second drawn ");
  g_assert_nonnull (drawn);
  g_assert_nonnull (strstr (drawn, "first:0 "));

  gtk_widget_set_visible (first, FALSE);
  g_string_truncate (shown, 0);
  omni_show_queue_add (first, 1, note);
  omni_show_queue_add (second, 1, note);
  OMNI_TEST_WAIT (!omni_show_queue_has (first) && !omni_show_queue_has (second));
  g_assert_nonnull (strstr (shown->str, "first:1 "));
  g_assert_nonnull (strstr (shown->str, "second:1 "));

  gtk_window_destroy (GTK_WINDOW (first));
  gtk_window_destroy (GTK_WINDOW (second));
  tear_down ();
}

static void
test_drops (void)
{
  g_test_summary ("Test that what was dropped is not shown, also when it goes while it is shown.");

  set_up ();
  omni_show_queue_add (widgets[0], 0, note);
  omni_show_queue_add (widgets[1], 0, note_and_go);
  omni_show_queue_add (widgets[1], 1, note_and_go);
  omni_show_queue_add (widgets[2], 5, note);
  omni_show_queue_drop (widgets[0]);
  show_all ();
  g_assert_cmpstr (shown->str, ==, "1:0 2:5 ");
  tear_down ();
}

int
main (int argc, char *argv[])
{
  omni_test_window_init (&argc, &argv);

  g_test_add_func ("/ui/show-queue/once", test_once);
  g_test_add_func ("/ui/show-queue/turns", test_turns);
  g_test_add_func ("/ui/show-queue/frames", test_frames);
  g_test_add_func ("/ui/show-queue/drops", test_drops);

  return g_test_run ();
}
