/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-status-dot.h"

/**
 * omni_status_color_get_class:
 * @color: a colour group
 *
 * Names the CSS class that colours text and marks of this group.
 *
 * Returns: (transfer none): the class
 */
const char *
omni_status_color_get_class (OmniStatusColor color)
{
  switch (color)
    {
    case OMNI_STATUS_COLOR_WAITING:
      return "omni-status-waiting";
    case OMNI_STATUS_COLOR_ACTIVE:
      return "omni-status-active";
    case OMNI_STATUS_COLOR_MOVING:
      return "omni-status-moving";
    case OMNI_STATUS_COLOR_DONE:
      return "omni-status-done";
    case OMNI_STATUS_COLOR_ENDED:
      return "omni-status-ended";
    case OMNI_STATUS_COLOR_TROUBLE:
      return "omni-status-trouble";
    case OMNI_STATUS_COLOR_NEUTRAL:
      break;
    }

  return "omni-status-neutral";
}

/**
 * omni_status_dot_new:
 * @color_class: the CSS class of a colour group
 *
 * Makes the small round mark that stands before a status. It says nothing that the name beside it
 * does not.
 *
 * Returns: (transfer floating): the mark
 */
GtkWidget *
omni_status_dot_new (const char *color_class)
{
  GtkWidget *dot = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                 NULL);

  gtk_widget_set_valign (dot, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (dot, "status-dot");
  gtk_widget_add_css_class (dot, color_class);

  return dot;
}
