/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Starts a program on an empty X screen and prints how many milliseconds pass until its first
 * window shows pixels, as another client of the screen sees them. Then it ends the program.
 *
 * Usage: first-pixels PROGRAM [ARGUMENT...]
 */

#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <X11/Xlib.h>
#include <X11/Xutil.h>

extern char **environ;

#define LIMIT_NS 20000000000LL

static long long
now (void)
{
  struct timespec time;

  clock_gettime (CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static Window
find_window (Display *display)
{
  Window root, parent, *children = NULL, found = None;
  unsigned int n_children = 0;

  if (!XQueryTree (display, DefaultRootWindow (display), &root, &parent, &children, &n_children))
    return None;
  for (unsigned int i = 0; i < n_children; i++)
    {
      XWindowAttributes attributes;

      if (XGetWindowAttributes (display, children[i], &attributes) &&
          attributes.map_state == IsViewable && attributes.width > 200 && attributes.height > 100)
        found = children[i];
    }
  if (children != NULL)
    XFree (children);
  return found;
}

static int
shows_pixels (Display *display, Window window)
{
  XWindowAttributes attributes;
  XImage *image;
  unsigned long pixel;

  if (!XGetWindowAttributes (display, window, &attributes))
    return 0;
  image = XGetImage (display, window, attributes.width / 2, attributes.height / 2, 1, 1,
                     AllPlanes, ZPixmap);
  if (image == NULL)
    return 0;
  pixel = XGetPixel (image, 0, 0) & 0xffffff;
  XDestroyImage (image);
  return pixel != 0;
}

static int
ignore_error (Display *display, XErrorEvent *event)
{
  (void) display;
  (void) event;
  return 0;
}

int
main (int argc, char *argv[])
{
  const struct timespec pause = { 0, 1000000 };
  Display *display = XOpenDisplay (NULL);
  long long start, end = 0;
  pid_t child;

  if (argc < 2 || display == NULL)
    return 2;
  /* A window may go while it is looked at. */
  XSetErrorHandler (ignore_error);
  start = now ();
  if (posix_spawnp (&child, argv[1], NULL, NULL, argv + 1, environ) != 0)
    return 2;
  while (end == 0 && now () - start < LIMIT_NS && waitpid (child, NULL, WNOHANG) == 0)
    {
      Window window = find_window (display);

      if (window != None && shows_pixels (display, window))
        end = now ();
      else
        nanosleep (&pause, NULL);
    }
  kill (child, SIGTERM);
  waitpid (child, NULL, 0);
  if (end == 0)
    return 1;
  printf ("%lld.%lld\n", (end - start) / 1000000, (end - start) / 100000 % 10);
  return 0;
}
