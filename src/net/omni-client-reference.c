/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The tenant's own lists: channels, cargo companies, payment options (contract 3.6 to 3.8). */

#include "config.h"

#include "omni-client-private.h"

#define PAGE_SIZE 100

/*
 * @data: (borrowed): where the entries go
 * @kind: which list is being read
 */
typedef struct
{
  OmniReferenceData *data;
  OmniReferenceKind kind;
} Loading;

/* The member that holds the word the API uses. */
static const char *const code_members[] = {
  [OMNI_REFERENCE_CHANNEL] = "channel_type",
  [OMNI_REFERENCE_CARGO_COMPANY] = "shipping_company",
  [OMNI_REFERENCE_PAYMENT_OPTION] = "slug",
};

G_STATIC_ASSERT (G_N_ELEMENTS (code_members) == OMNI_REFERENCE_N_KINDS);

/*
 * Helpers
 */

static void
read_entry (OmniJsonReader *reader, gpointer user_data)
{
  Loading *loading = user_data;
  g_autofree char *name = NULL;
  g_autofree char *code = NULL;
  gint64 pk = 0;
  gint64 id = 0;
  OmniJsonSlice member;

  omni_json_reader_begin_object (reader);
  while (omni_json_reader_next_member (reader, &member))
    {
      if (omni_json_slice_equal (&member, "pk"))
        omni_json_reader_read_int64 (reader, &pk);
      else if (omni_json_slice_equal (&member, "id"))
        omni_json_reader_read_int64 (reader, &id);
      else if (name == NULL && omni_json_slice_equal (&member, "name"))
        name = omni_json_reader_dup_text (reader);
      else if (code == NULL && omni_json_slice_equal (&member, code_members[loading->kind]))
        code = omni_json_reader_dup_text (reader);
      else
        omni_json_reader_skip (reader);
    }

  if (pk == 0)
    pk = id;
  /* The same company may stand in the list of each channel. */
  if (pk == 0 || omni_reference_data_find (loading->data, loading->kind, pk) != NULL)
    return;
  if (name == NULL && code == NULL)
    name = g_strdup_printf ("%" G_GINT64_FORMAT, pk);

  omni_reference_data_add (loading->data, loading->kind, pk, name != NULL ? name : code, code);
}

/* Whether the list may be missing: the user may not see it, or the server does not have it. */
static gboolean
is_absent (const GError *failure)
{
  return g_error_matches (failure, OMNI_ERROR, OMNI_ERROR_FORBIDDEN) ||
         g_error_matches (failure, OMNI_ERROR, OMNI_ERROR_NOT_FOUND) ||
         g_error_matches (failure, OMNI_ERROR, OMNI_ERROR_UNSUPPORTED);
}

/* Reads a list; @absent says that there is none, which is no failure. */
static gboolean
load_list (OmniClient *self,
           OmniReferenceData *data,
           OmniReferenceKind kind,
           OmniEndpoint endpoint,
           const char *argument,
           gboolean *absent,
           GCancellable *cancellable,
           GError **error)
{
  OmniRequest request = { SOUP_METHOD_GET, endpoint, .argument = argument, .wants_body = TRUE };
  Loading loading = { data, kind };
  GError *failure = NULL;

  *absent = FALSE;
  if (omni_client_read_pages (self, &request, PAGE_SIZE, read_entry, &loading, NULL, cancellable,
                              &failure))
    return TRUE;

  *absent = is_absent (failure);
  if (!*absent)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }

  g_error_free (failure);
  return TRUE;
}

/* One call for the whole tenant where it is offered; else each channel's list, which every tenant
 * has. */
static gboolean
load_cargos (OmniClient *self, OmniReferenceData *data, GCancellable *cancellable, GError **error)
{
  gboolean absent;

  if (!load_list (self, data, OMNI_REFERENCE_CARGO_COMPANY, OMNI_ENDPOINT_CARGOS, NULL, &absent,
                  cancellable, error))
    return FALSE;
  if (!absent)
    return TRUE;

  for (guint i = 0; i < omni_reference_data_get_size (data, OMNI_REFERENCE_CHANNEL); i++)
    {
      const OmniReferenceEntry *channel = omni_reference_data_get_entry (data,
                                                                         OMNI_REFERENCE_CHANNEL, i);
      g_autofree char *pk = g_strdup_printf ("%" G_GINT64_FORMAT, channel->pk);

      if (!load_list (self, data, OMNI_REFERENCE_CARGO_COMPANY, OMNI_ENDPOINT_CHANNEL_CARGOS, pk,
                      &absent, cancellable, error))
        return FALSE;
    }

  return TRUE;
}

/*
 * Callbacks
 */

static void
load_reference_data_in_thread (GTask *task,
                               gpointer source_object,
                               gpointer task_data,
                               GCancellable *cancellable)
{
  GError *error = NULL;
  OmniReferenceData *data = omni_client_load_reference_data (source_object, cancellable, &error);

  if (data != NULL)
    g_task_return_pointer (task, data, (GDestroyNotify) omni_reference_data_unref);
  else
    g_task_return_error (task, error);
}

/*
 * Public API
 */

/**
 * omni_client_load_reference_data:
 * @cancellable: (nullable): cancels the calls
 *
 * Reads the tenant's channels, cargo companies and payment options, all pages of each. A list that
 * the user may not see or the server does not have stays empty.
 *
 * Returns: (transfer full): the lists, or %NULL with an #OmniError
 */
OmniReferenceData *
omni_client_load_reference_data (OmniClient *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (OmniReferenceData) data = NULL;
  gboolean absent;

  g_return_val_if_fail (OMNI_IS_CLIENT (self), NULL);

  data = omni_reference_data_new ();
  if (!load_list (self, data, OMNI_REFERENCE_CHANNEL, OMNI_ENDPOINT_CHANNELS, NULL, &absent,
                  cancellable, error) ||
      !load_cargos (self, data, cancellable, error) ||
      !load_list (self, data, OMNI_REFERENCE_PAYMENT_OPTION, OMNI_ENDPOINT_PAYMENT_OPTIONS, NULL,
                  &absent, cancellable, error))
    return NULL;

  return g_steal_pointer (&data);
}

/**
 * omni_client_load_reference_data_async:
 *
 * The asynchronous form of omni_client_load_reference_data().
 */
void
omni_client_load_reference_data_async (OmniClient *self,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (OMNI_IS_CLIENT (self));

  task = omni_client_new_task (self, omni_client_load_reference_data_async, cancellable, callback,
                               user_data);
  omni_workers_push (self->workers, task, load_reference_data_in_thread);
}

/**
 * omni_client_load_reference_data_finish:
 *
 * Returns: (transfer full): as omni_client_load_reference_data()
 */
OmniReferenceData *
omni_client_load_reference_data_finish (OmniClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, omni_client_load_reference_data_async),
                        NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
