/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-test-pointer.h"

#include "omni-test.h"

#include <gdk/x11/gdkx.h>

static gulong
get_xid (GtkWidget *window)
{
  return gdk_x11_surface_get_xid (gtk_native_get_surface (GTK_NATIVE (window)));
}

static void
process_ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  gboolean *ended = user_data;
  g_autoptr (GError) error = NULL;

  g_subprocess_wait_check_finish (G_SUBPROCESS (source), result, &error);
  g_assert_no_error (error);
  *ended = TRUE;
}

static void
painted_cb (GdkFrameClock *clock, gboolean *painted)
{
  *painted = TRUE;
}

void
omni_test_pointer_draw (GtkWidget *window)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);
  int i;

  for (i = 0; i < 3; i++)
    {
      gboolean painted = FALSE;
      gulong id = g_signal_connect (clock, "after-paint", G_CALLBACK (painted_cb), &painted);

      gtk_widget_queue_draw (window);
      OMNI_TEST_WAIT (painted);
      g_signal_handler_disconnect (clock, id);
    }
}

void
omni_test_pointer_drive (GtkWidget *window, const char *format, ...)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_auto (GStrv) arguments = NULL;
  g_autofree char *command = NULL;
  g_autofree char *line = NULL;
  gboolean ended = FALSE;
  va_list args;

  va_start (args, format);
  command = g_strdup_vprintf (format, args);
  va_end (args);

  line = g_strconcat ("xdotool ", command, NULL);
  g_assert_true (g_shell_parse_argv (line, NULL, &arguments, &error));
  process = g_subprocess_newv ((const char *const *) arguments, G_SUBPROCESS_FLAGS_NONE, &error);
  g_assert_no_error (error);

  g_subprocess_wait_check_async (process, NULL, process_ended_cb, &ended);
  OMNI_TEST_WAIT (ended);
  omni_test_pointer_draw (window);
}

/* @how is what xdotool is to do with the pointer over the middle of the widget: "click 1". */
void
omni_test_pointer_click (GtkWidget *window, GtkWidget *widget, const char *how)
{
  graphene_rect_t bounds;
  graphene_point_t middle;
  double x, y;

  g_assert_true (gtk_widget_compute_bounds (widget, window, &bounds));
  graphene_rect_get_center (&bounds, &middle);
  gtk_native_get_surface_transform (GTK_NATIVE (window), &x, &y);

  omni_test_pointer_drive (window, "mousemove --window %lu %d %d %s", get_xid (window),
                          (int) ((double) middle.x + x), (int) ((double) middle.y + y), how);
}

/* Without a window manager nothing else gives the window the keyboard. */
GtkWidget *
omni_test_pointer_open (GtkWidget *child, int width, int height)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_set_child (GTK_WINDOW (window), child);
  gtk_window_present (GTK_WINDOW (window));
  OMNI_TEST_WAIT (gtk_widget_get_mapped (child));
  omni_test_pointer_draw (window);

  omni_test_pointer_drive (window, "windowfocus --sync %1$lu mousemove --window %1$lu %2$d %3$d",
                          get_xid (window), width / 2, height / 2);
  OMNI_TEST_WAIT (gtk_window_is_active (GTK_WINDOW (window)));

  return window;
}
