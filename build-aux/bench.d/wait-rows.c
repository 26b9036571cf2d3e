/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Waits until a wide window shows text where only the rows of a table can be, and prints the time
 * of the monotonic clock in nanoseconds.
 */

#include <stdio.h>
#include <time.h>

#include <X11/Xlib.h>
#include <X11/Xutil.h>

#define LIMIT_NS 30000000000LL
#define ENOUGH_DARK_PIXELS 300

static long long
now (void)
{
  struct timespec time;

  clock_gettime (CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static int
ignore_error (Display *display, XErrorEvent *event)
{
  (void) display;
  (void) event;
  return 0;
}

/* A window manager puts windows into frames, so all of them are looked at. */
static Window
find_wide_window (Display *display, Window window)
{
  XWindowAttributes attributes;
  Window root, parent, *children = NULL, found = None;
  unsigned int n_children = 0;

  if (window != DefaultRootWindow (display) &&
      XGetWindowAttributes (display, window, &attributes) && attributes.map_state == IsViewable &&
      attributes.width > 900)
    return window;
  if (!XQueryTree (display, window, &root, &parent, &children, &n_children))
    return None;
  for (unsigned int i = 0; i < n_children && found == None; i++)
    found = find_wide_window (display, children[i]);
  if (children != NULL)
    XFree (children);
  return found;
}

static int
shows_rows (Display *display, Window window)
{
  XWindowAttributes attributes;
  XImage *image;
  int x, y, width, height, n_dark = 0;

  if (!XGetWindowAttributes (display, window, &attributes))
    return 0;
  /* Beside the filters and below the middle, where a spinner would be. */
  x = attributes.width / 4;
  y = attributes.height * 6 / 10;
  width = attributes.width / 8;
  height = attributes.height / 5;
  image = XGetImage (display, window, x, y, (unsigned int) width, (unsigned int) height, AllPlanes,
                     ZPixmap);
  if (image == NULL)
    return 0;
  for (int row = 0; row < height; row++)
    for (int column = 0; column < width; column++)
      {
        unsigned long pixel = XGetPixel (image, column, row) & 0xffffff;

        n_dark += pixel != 0 && (pixel >> 8 & 0xff) < 0x80;
      }
  XDestroyImage (image);
  return n_dark > ENOUGH_DARK_PIXELS;
}

int
main (void)
{
  const struct timespec pause = { 0, 2000000 };
  Display *display = XOpenDisplay (NULL);
  long long start = now ();

  if (display == NULL)
    return 2;
  XSetErrorHandler (ignore_error);
  while (now () - start < LIMIT_NS)
    {
      Window window = find_wide_window (display, DefaultRootWindow (display));

      if (window != None && shows_rows (display, window))
        {
          printf ("%lld\n", now ());
          return 0;
        }
      nanosleep (&pause, NULL);
    }
  return 1;
}
