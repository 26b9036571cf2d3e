/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-secrets.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>

/*
 * Everything here goes through collections and items, not through secret_password_*(): those open
 * the desktop's unlock dialog and wait for it for ever, also where nobody is there to answer it,
 * and their look-up cannot tell "locked" from "none". A service is opened for each call: the shared
 * one remembers a daemon that has gone since.
 */
static const SecretSchema schema = {
  APPLICATION_ID ".Token",
  SECRET_SCHEMA_NONE,
  {
      { "server", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { "username", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { NULL, 0 },
  },
};

static GHashTable *
make_attributes (const OmniProfile *profile)
{
  return secret_attributes_build (&schema, "server", profile->server, "username", profile->username,
                                  NULL);
}

/* Makes the error of the key store one of ours; a cancelled call stays what it is. */
static void
take_error (GError   *cause,
            GError  **error)
{
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, cause);
      return;
    }

  if (g_error_matches (cause, SECRET_ERROR, SECRET_ERROR_IS_LOCKED))
    g_propagate_error (error, omni_error_new (OMNI_ERROR_UNSUPPORTED,
                                              _("The key store of this computer is locked.")));
  else if (cause->domain == SECRET_ERROR)
    {
      g_dbus_error_strip_remote_error (cause);
      g_propagate_error (error, omni_error_new (OMNI_ERROR_UNSUPPORTED,
                                                _("The key store of this computer failed: %s"),
                                                cause->message));
    }
  else
    {
      g_debug ("No Secret Service: %s", cause->message);
      g_propagate_error (error,
                         omni_error_new (OMNI_ERROR_UNSUPPORTED,
                                         _("This computer has no key store (Secret Service).")));
    }

  g_error_free (cause);
}

static SecretService *
open_service (SecretServiceFlags   flags,
              GCancellable        *cancellable,
              GError             **error)
{
  GError *cause = NULL;
  SecretService *service = secret_service_open_sync (SECRET_TYPE_SERVICE, NULL, flags, cancellable,
                                                     &cause);

  if (service == NULL)
    take_error (cause, error);
  return service;
}

/* The items of the profile, locked ones too. */
static gboolean
find_items (SecretService      *service,
            const OmniProfile  *profile,
            SecretSearchFlags   flags,
            GList             **items,
            GCancellable       *cancellable,
            GError            **error)
{
  g_autoptr (GHashTable) attributes = make_attributes (profile);
  GError *cause = NULL;

  *items = secret_service_search_sync (service, &schema, attributes, SECRET_SEARCH_ALL | flags,
                                       cancellable, &cause);
  if (cause != NULL)
    {
      take_error (cause, error);
      return FALSE;
    }

  return TRUE;
}

/* The collection new secrets go to, when it is there and open. */
static SecretCollection *
open_default_collection (SecretService  *service,
                         GCancellable   *cancellable,
                         GError        **error)
{
  GError *cause = NULL;
  g_autoptr (SecretCollection) collection =
      secret_collection_for_alias_sync (service, SECRET_COLLECTION_DEFAULT, SECRET_COLLECTION_NONE,
                                        cancellable, &cause);

  if (cause != NULL)
    {
      take_error (cause, error);
      return NULL;
    }

  if (collection == NULL)
    {
      g_propagate_error (error,
                         omni_error_new (OMNI_ERROR_UNSUPPORTED,
                                         _("The key store of this computer is not set up.")));
      return NULL;
    }

  if (secret_collection_get_locked (collection))
    {
      g_propagate_error (error, omni_error_new (OMNI_ERROR_UNSUPPORTED,
                                                _("The key store of this computer is locked.")));
      return NULL;
    }

  return g_steal_pointer (&collection);
}

/**
 * omni_secrets_store:
 * @profile: whose token
 * @token: the token
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Puts the token into the key store, in place of an earlier one. Waits for the key store: not for
 * the main loop.
 *
 * Errors: %OMNI_ERROR_UNSUPPORTED when there is no key store or it is locked
 *
 * Returns: whether the token is kept
 */
gboolean
omni_secrets_store (const OmniProfile  *profile,
                    const char         *token,
                    GCancellable       *cancellable,
                    GError            **error)
{
  g_autoptr (SecretService) service = NULL;
  g_autoptr (SecretCollection) collection = NULL;
  g_autoptr (SecretItem) item = NULL;
  g_autoptr (GHashTable) attributes = NULL;
  g_autoptr (SecretValue) value = NULL;
  g_autofree char *label = NULL;
  GError *cause = NULL;

  g_return_val_if_fail (profile != NULL, FALSE);
  g_return_val_if_fail (token != NULL, FALSE);

  service = open_service (SECRET_SERVICE_OPEN_SESSION, cancellable, error);
  if (service == NULL)
    return FALSE;

  collection = open_default_collection (service, cancellable, error);
  if (collection == NULL)
    return FALSE;

  attributes = make_attributes (profile);
  value = secret_value_new (token, -1, "text/plain");
  label = g_strdup_printf (_("Omnidesk: %s at %s"), profile->username, profile->server);
  item = secret_item_create_sync (collection, &schema, attributes, label, value,
                                  SECRET_ITEM_CREATE_REPLACE, cancellable, &cause);
  if (item == NULL)
    {
      take_error (cause, error);
      return FALSE;
    }

  return TRUE;
}

/**
 * omni_secrets_lookup:
 * @profile: whose token
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Gives the token that was kept. Waits for the key store: not for the main loop.
 *
 * Errors: %OMNI_ERROR_UNSUPPORTED when there is no key store or it is locked
 *
 * Returns: (transfer full) (nullable): the token, to be freed with g_free(); %NULL without an error
 *   when none was kept
 */
char *
omni_secrets_lookup (const OmniProfile  *profile,
                     GCancellable       *cancellable,
                     GError            **error)
{
  g_autoptr (SecretService) service = NULL;
  g_autolist (SecretItem) items = NULL;
  gboolean locked = FALSE;

  g_return_val_if_fail (profile != NULL, NULL);

  service = open_service (SECRET_SERVICE_OPEN_SESSION, cancellable, error);
  if (service == NULL ||
      !find_items (service, profile, SECRET_SEARCH_LOAD_SECRETS, &items, cancellable, error))
    return NULL;

  for (GList *link = items; link != NULL; link = link->next)
    {
      g_autoptr (SecretValue) value = secret_item_get_secret (link->data);

      if (value != NULL && secret_value_get_text (value) != NULL)
        return g_strdup (secret_value_get_text (value));

      locked = locked || secret_item_get_locked (link->data);
    }

  if (locked)
    g_propagate_error (error, omni_error_new (OMNI_ERROR_UNSUPPORTED,
                                              _("The key store of this computer is locked.")));
  return NULL;
}

/**
 * omni_secrets_clear:
 * @profile: whose token
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Forgets the token. Waits for the key store: not for the main loop.
 *
 * Errors: %OMNI_ERROR_UNSUPPORTED when there is no key store or it is locked
 *
 * Returns: whether no token is kept any more; also when none was
 */
gboolean
omni_secrets_clear (const OmniProfile  *profile,
                    GCancellable       *cancellable,
                    GError            **error)
{
  g_autoptr (SecretService) service = NULL;
  g_autolist (SecretItem) items = NULL;

  g_return_val_if_fail (profile != NULL, FALSE);

  service = open_service (SECRET_SERVICE_NONE, cancellable, error);
  if (service == NULL ||
      !find_items (service, profile, SECRET_SEARCH_NONE, &items, cancellable, error))
    return FALSE;

  for (GList *link = items; link != NULL; link = link->next)
    {
      GError *cause = NULL;

      if (secret_item_get_locked (link->data))
        {
          g_propagate_error (error,
                             omni_error_new (OMNI_ERROR_UNSUPPORTED,
                                             _("The key store of this computer is locked.")));
          return FALSE;
        }

      if (!secret_item_delete_sync (link->data, cancellable, &cause))
        {
          take_error (cause, error);
          return FALSE;
        }
    }

  return TRUE;
}
