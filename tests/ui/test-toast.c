/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-test-window.h"
#include "omni-toast.h"

static gboolean
shows (GtkWidget *overlay, const char *text)
{
  GtkWidget *label = omni_test_find (overlay, GTK_TYPE_LABEL, text);

  return label != NULL && gtk_widget_get_mapped (label);
}

static void
test_last_one (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *overlay = adw_toast_overlay_new ();

  g_test_summary ("Test that what is said last is not kept waiting, and is no markup.");

  gtk_window_set_default_size (GTK_WINDOW (window), 400, 200);
  gtk_window_set_child (GTK_WINDOW (window), overlay);
  gtk_window_present (GTK_WINDOW (window));

  /* None of them goes by itself. */
  omni_toast_show (ADW_TOAST_OVERLAY (overlay), omni_toast_new ("First", 0));
  OMNI_TEST_WAIT (shows (overlay, "First"));
  omni_toast_show (ADW_TOAST_OVERLAY (overlay), omni_toast_new ("Second", 0));
  omni_toast_show (ADW_TOAST_OVERLAY (overlay), omni_toast_new ("Third & <last>", 0));
  /* Labels of toasts hold markup. */
  OMNI_TEST_WAIT (shows (overlay, "Third &amp; &lt;last&gt;"));
  OMNI_TEST_WAIT (!shows (overlay, "First"));
  g_assert_false (shows (overlay, "Second"));

  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  omni_test_window_init (&argc, &argv);

  g_test_add_func ("/ui/toast/last-one", test_last_one);

  return g_test_run ();
}
