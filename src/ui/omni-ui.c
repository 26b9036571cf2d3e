/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-ui.h"

#include "omni-ui-resources.h"

/**
 * omni_ui_init:
 *
 * Makes the templates and styles known. A static library's resources are only linked in when
 * something asks for them, so whoever makes a window calls this first.
 */
void
omni_ui_init (void)
{
  g_resources_register (omni_ui_get_resource ());
}
