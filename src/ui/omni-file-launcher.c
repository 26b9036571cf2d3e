/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-file-launcher.h"

#define FILE_MANAGER "org.freedesktop.FileManager1"
#define FILE_MANAGER_PATH "/org/freedesktop/FileManager1"

typedef struct
{
  GWeakRef parent;
  GFile *file; /* (owned) */
} Request;

static void
request_free (Request *request)
{
  g_weak_ref_clear (&request->parent);
  g_object_unref (request->file);
  g_free (request);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

static void
open_folder (GtkWindow *parent, GFile *file)
{
  g_autoptr (GFile) folder = g_file_get_parent (file);

  omni_file_open (parent, folder != NULL ? folder : file);
}

static void
shown_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Request) request = user_data;
  g_autoptr (GtkWindow) parent = g_weak_ref_get (&request->parent);
  g_autoptr (GVariant) answer =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);

  /* No file manager that can point at a file: the folder alone will do. */
  if (answer == NULL)
    open_folder (parent, request->file);
}

/**
 * omni_file_open:
 * @parent: (nullable): the window that asks
 * @file: a file
 *
 * Opens a file with the program that the person uses for its kind.
 */
void
omni_file_open (GtkWindow *parent, GFile *file)
{
  g_autofree char *uri = g_file_get_uri (file);

  gtk_show_uri (parent, uri, GDK_CURRENT_TIME);
}

/**
 * omni_file_show_in_folder:
 * @parent: (nullable): the window that asks
 * @file: a file
 *
 * Opens the folder of a file, with the file pointed at where the file manager can do that.
 */
void
omni_file_show_in_folder (GtkWindow *parent, GFile *file)
{
  GApplication *application = g_application_get_default ();
  GDBusConnection *bus =
      application != NULL ? g_application_get_dbus_connection (application) : NULL;
  g_autofree char *uri = g_file_get_uri (file);
  GVariantBuilder uris = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("as"));
  Request *request;

  if (bus == NULL)
    {
      g_variant_builder_clear (&uris);
      open_folder (parent, file);
      return;
    }

  request = g_new0 (Request, 1);
  g_weak_ref_init (&request->parent, parent);
  request->file = g_object_ref (file);
  g_variant_builder_add (&uris, "s", uri);
  g_dbus_connection_call (bus, FILE_MANAGER, FILE_MANAGER_PATH, FILE_MANAGER, "ShowItems",
                          g_variant_new ("(ass)", &uris, ""), NULL, G_DBUS_CALL_FLAGS_NONE, -1,
                          NULL, shown_cb, request);
}
