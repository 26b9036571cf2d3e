/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-ui.h"

#include "omni-ui-resources.h"

#include <malloc.h>

/* Small pieces that were freed are joined with their neighbours at once. By itself glibc leaves
 * them until a large piece is asked for and then joins all of them in one go, which held the main
 * loop for 30 ms after ten windows of orders were closed. */
static void
free_evenly (void)
{
#ifdef M_MXFAST
  mallopt (M_MXFAST, 0);
#endif
}

/**
 * omni_ui_init:
 *
 * Makes the templates and styles known. A static library's resources are only linked in when
 * something asks for them, so whoever makes a window calls this first.
 */
void
omni_ui_init (void)
{
  free_evenly ();
  g_resources_register (omni_ui_get_resource ());
}
