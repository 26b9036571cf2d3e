/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-toast.h"

static void
dismissed_cb (AdwToast *toast, AdwToastOverlay *overlay)
{
  if (g_object_get_data (G_OBJECT (overlay), "last-toast") == toast)
    g_object_set_data (G_OBJECT (overlay), "last-toast", NULL);
}

/**
 * omni_toast_new:
 * @text: what is said, as it is to be read
 * @timeout: for how many seconds
 *
 * Returns: (transfer full): a sentence that is not said yet
 */
AdwToast *
omni_toast_new (const char *text, guint timeout)
{
  g_autofree char *markup = g_markup_escape_text (text, -1);
  AdwToast *toast = adw_toast_new (markup);

  adw_toast_set_timeout (toast, timeout);

  return toast;
}

/**
 * omni_toast_show:
 * @overlay: where it is said
 * @toast: (transfer full): what is said
 *
 * Says something at once. Toasts of libadwaita wait for one another, but what was said before is
 * old news.
 */
void
omni_toast_show (AdwToastOverlay *overlay, AdwToast *toast)
{
  AdwToast *last = g_object_get_data (G_OBJECT (overlay), "last-toast");

  if (last != NULL)
    adw_toast_dismiss (last);
  g_object_set_data_full (G_OBJECT (overlay), "last-toast", g_object_ref (toast), g_object_unref);
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (dismissed_cb), overlay, 0);
  adw_toast_overlay_add_toast (overlay, toast);
}
