/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-chip-bar.h"
#include "omni-filter-choice.h"
#include "omni-filter-entry.h"
#include "omni-filter-panel.h"
#include "omni-order-table.h"
#include "omni-shortcuts.h"
#include "omni-sign-in-window.h"
#include "omni-status-strip.h"
#include "omni-test-window.h"

/* A widget that keeps itself alive, or a child that is left behind, shows here. */
static void
assert_lives_and_dies (GtkWidget *widget)
{
  g_object_ref_sink (widget);
  g_assert_finalize_object (widget);
}

static void
test_parts (void)
{
  g_test_summary (
    "Every part of a window is made from its template and goes away with everything in it");

  assert_lives_and_dies (omni_filter_entry_new (omni_filter_find ("number")));
  assert_lives_and_dies (omni_filter_entry_new (omni_filter_find ("placed-after")));
  assert_lives_and_dies (omni_filter_choice_new (omni_filter_find ("status")));
  assert_lives_and_dies (g_object_new (OMNI_TYPE_FILTER_PANEL, NULL));
  assert_lives_and_dies (g_object_new (OMNI_TYPE_STATUS_STRIP, NULL));
  assert_lives_and_dies (g_object_new (OMNI_TYPE_CHIP_BAR, NULL));
}

static void
test_sign_in_window (void)
{
  OmniSignInWindow *window = omni_sign_in_window_new (NULL);

  g_test_summary ("The sign-in window is gone after it was closed");

  gtk_window_present (GTK_WINDOW (window));
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  gtk_window_destroy (GTK_WINDOW (window));
  OMNI_TEST_WAIT (window == NULL);
}

/* As a window of orders closes: it hides, and goes when all is saved. */
static void
test_gone_before_layout (void)
{
  GtkWidget *window = gtk_window_new ();
  g_autoptr (GdkSurface) surface = NULL;

  g_test_summary ("A window that is gone is not asked for its size any more");

  gtk_window_present (GTK_WINDOW (window));
  OMNI_TEST_WAIT (gtk_widget_get_mapped (window) && gtk_widget_get_width (window) > 0);
  surface = g_object_ref (gtk_native_get_surface (GTK_NATIVE (window)));
  gtk_widget_set_visible (window, FALSE);
  gdk_surface_request_layout (surface);
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_null (window);

  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_true (gdk_surface_is_destroyed (surface));
}

static void
add_style (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, "/org/omnidesk/Omnidesk/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

static void
test_shortcuts (void)
{
  g_autoptr (GtkApplication) application = gtk_application_new (NULL, G_APPLICATION_NON_UNIQUE);
  g_autoptr (GError) error = NULL;
  GtkWindow *window, *dialog, *overlay;
  g_autofree char *section = NULL;

  g_test_summary ("The keyboard shortcuts open beside the window that is used, once for each");

  add_style ();
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, &error));
  g_assert_no_error (error);
  window = GTK_WINDOW (gtk_application_window_new (application));
  dialog = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_transient_for (dialog, window);

  g_assert_null (omni_shortcuts_show (NULL));
  overlay = omni_shortcuts_show (dialog);
  g_assert_true (GTK_IS_SHORTCUTS_WINDOW (overlay));
  g_assert_true (gtk_window_get_transient_for (overlay) == window);
  g_object_get (overlay, "section-name", &section, NULL);
  g_assert_cmpstr (section, ==, "orders");
  OMNI_TEST_WAIT (gtk_widget_get_mapped (GTK_WIDGET (overlay))
                  && gtk_widget_get_width (GTK_WIDGET (overlay)) > 0);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (overlay));

  gtk_window_close (overlay);
  OMNI_TEST_WAIT (!gtk_widget_get_mapped (GTK_WIDGET (overlay)));
  g_assert_true (omni_shortcuts_show (window) == overlay);
  OMNI_TEST_WAIT (gtk_widget_get_mapped (GTK_WIDGET (overlay)));

  gtk_window_destroy (dialog);
  gtk_window_destroy (window);
}

int
main (int argc, char **argv)
{
  omni_test_window_init (&argc, &argv);

  g_test_add_func ("/ui/templates/parts", test_parts);
  g_test_add_func ("/ui/templates/sign-in-window", test_sign_in_window);
  g_test_add_func ("/ui/templates/gone-before-layout", test_gone_before_layout);
  g_test_add_func ("/ui/templates/shortcuts", test_shortcuts);

  return g_test_run ();
}
