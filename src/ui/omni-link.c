/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-link.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

/**
 * omni_link_dup_host:
 * @url: (nullable): an address that somebody else wrote
 *
 * Says to which host an address leads, in its plain form, so that letters that look like others are
 * seen.
 *
 * Returns: (transfer full) (nullable): the host, or %NULL where @url is not the address of a web
 *   page and must not be opened
 */
char *
omni_link_dup_host (const char *url)
{
  g_autoptr (GUri) uri = NULL;
  const char *scheme;
  const char *host;

  if (url == NULL)
    return NULL;

  uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  if (uri == NULL)
    return NULL;

  scheme = g_uri_get_scheme (uri);
  host = g_uri_get_host (uri);
  if (g_ascii_strcasecmp (scheme, "https") != 0 && g_ascii_strcasecmp (scheme, "http") != 0)
    return NULL;
  if (host == NULL || host[0] == '\0')
    return NULL;

  return g_hostname_to_ascii (host);
}

static void
answered_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  const char *url = user_data;

  if (strcmp (response, "open") == 0)
    gtk_show_uri (gtk_window_get_transient_for (GTK_WINDOW (dialog)), url, GDK_CURRENT_TIME);
}

static void
free_url (gpointer data, GClosure *closure)
{
  g_free (data);
}

/**
 * omni_link_ask:
 * @parent: the window that the link stands in
 * @url: (not nullable): an address that a server sent
 *
 * Shows where a link leads, and opens it in the browser when the person agrees. What is not the
 * address of a web page is shown, too, but cannot be opened.
 */
void
omni_link_ask (GtkWindow *parent, const char *url)
{
  g_autofree char *host = omni_link_dup_host (url);
  g_autofree char *valid = g_utf8_make_valid (url, -1);
  AdwMessageDialog *dialog;

  g_return_if_fail (GTK_IS_WINDOW (parent));

  if (host == NULL)
    {
      dialog = ADW_MESSAGE_DIALOG (
        adw_message_dialog_new (parent, _ ("This is not the address of a web page"), valid));
      adw_message_dialog_add_response (dialog, "close", _ ("_Close"));
      adw_message_dialog_set_close_response (dialog, "close");
    }
  else
    {
      dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (parent, NULL, valid));
      /* Translators: %s is a host, for example files.example.com */
      adw_message_dialog_format_heading (dialog, _ ("Open a page of %s?"), host);
      adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "open", _ ("_Open"), NULL);
      adw_message_dialog_set_response_appearance (dialog, "open", ADW_RESPONSE_SUGGESTED);
      adw_message_dialog_set_default_response (dialog, "open");
      adw_message_dialog_set_close_response (dialog, "cancel");
    }

  g_signal_connect_data (dialog, "response", G_CALLBACK (answered_cb), g_strdup (url), free_url, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
