/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-orders-window-private.h"

#include "omni-order-export.h"

#include <glib/gi18n-lib.h>

static void
close_now (OmniOrdersWindow *self)
{
  if (self->signs_out)
    g_signal_emit_by_name (self, "sign-out", self->session);

  gtk_window_destroy (GTK_WINDOW (self));
}

/* Nothing is to be waited for any more, if the window closes. */
void
omni_orders_window_saved (OmniOrdersWindow *self)
{
  if (self->is_closing && self->session != NULL && self->n_saves == 0
      && omni_job_list_get_n_running (self->job_list, OMNI_TYPE_JOB) == 0)
    close_now (self);
}

/* What was cancelled tidies up behind itself first; meanwhile there is nothing to be seen. */
static void
stop_and_close (OmniOrdersWindow *self)
{
  omni_orders_window_save_all (self);
  omni_orders_window_end_coming (self);
  self->is_closing = TRUE;
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  omni_job_list_cancel_all (self->job_list);
  omni_orders_window_saved (self);
}

static void
close_answered_cb (OmniOrdersWindow *self, const char *response)
{
  if (strcmp (response, "stop") == 0)
    stop_and_close (self);
  else
    self->signs_out = FALSE;
}

static void
ask_to_close (OmniOrdersWindow *self, guint n_exports)
{
  GtkWidget *dialog;

  dialog = adw_message_dialog_new (
    GTK_WINDOW (self),
    ngettext ("An export is still running", "Exports are still running", n_exports),
    _ ("When it is stopped, no file is left behind."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog),
                                    "keep", _("_Keep Exporting"),
                                    "stop", _("_Stop and Close"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "stop",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  g_signal_connect_object (dialog, "response", G_CALLBACK (close_answered_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Nothing closes while something is being written. */
gboolean
omni_orders_window_close_request (GtkWindow *window)
{
  OmniOrdersWindow *self = OMNI_ORDERS_WINDOW (window);
  guint n_exports = omni_job_list_get_n_running (self->job_list, OMNI_TYPE_ORDER_EXPORT);

  if (n_exports > 0)
    ask_to_close (self, n_exports);
  else
    stop_and_close (self);

  return TRUE;
}

/**
 * omni_orders_window_sign_out:
 * @self: the window
 *
 * Closes the window, after asking where something is running, and then asks for the end of its
 * session.
 */
void
omni_orders_window_sign_out (OmniOrdersWindow *self)
{
  g_return_if_fail (OMNI_IS_ORDERS_WINDOW (self));

  self->signs_out = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}
