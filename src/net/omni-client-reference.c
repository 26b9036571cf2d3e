/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The tenant's own lists: channels, cargo companies, payment options (contract 3.6 to 3.8). */

#include "config.h"

#include "omni-client-private.h"

#define PAGE_SIZE 100

/*
 * One list of one endpoint:
 * @client: (borrowed)
 * @cancellable: (borrowed) (nullable)
 * @kind: what its entries are
 * @endpoint: where it is
 * @argument: (owned) (nullable): the channel that it belongs to
 * @data: (owned): what was read
 * @error: (owned) (nullable): why it could not be read
 */
typedef struct
{
  OmniClient *client;
  GCancellable *cancellable;
  OmniReferenceKind kind;
  OmniEndpoint endpoint;
  char *argument;
  OmniReferenceData *data;
  GError *error;
} List;

/*
 * @lists: (borrowed) (element-type List): what is to be read
 * @next: the first list that nobody has begun with
 */
typedef struct
{
  GPtrArray *lists;
  int next;
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
list_free (gpointer data)
{
  List *list = data;

  g_free (list->argument);
  omni_reference_data_unref (list->data);
  g_clear_error (&list->error);
  g_free (list);
}

static void
add_list (GPtrArray *lists,
          OmniClient *client,
          OmniReferenceKind kind,
          OmniEndpoint endpoint,
          const char *argument,
          GCancellable *cancellable)
{
  List *list = g_new0 (List, 1);

  list->client = client;
  list->cancellable = cancellable;
  list->kind = kind;
  list->endpoint = endpoint;
  list->argument = g_strdup (argument);
  list->data = omni_reference_data_new ();
  g_ptr_array_add (lists, list);
}

static void
read_entry (OmniJsonReader *reader, gpointer user_data)
{
  List *list = user_data;
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
      else if (code == NULL && omni_json_slice_equal (&member, code_members[list->kind]))
        code = omni_json_reader_dup_text (reader);
      else
        omni_json_reader_skip (reader);
    }

  if (pk == 0)
    pk = id;
  if (pk == 0 || omni_reference_data_find (list->data, list->kind, pk) != NULL)
    return;
  if (name == NULL && code == NULL)
    name = g_strdup_printf ("%" G_GINT64_FORMAT, pk);

  omni_reference_data_add (list->data, list->kind, pk, name != NULL ? name : code, code);
}

/* Whether the list may be missing: the user may not see it, or the server does not have it. */
static gboolean
is_absent (const GError *failure)
{
  return g_error_matches (failure, OMNI_ERROR, OMNI_ERROR_FORBIDDEN) ||
         g_error_matches (failure, OMNI_ERROR, OMNI_ERROR_NOT_FOUND) ||
         g_error_matches (failure, OMNI_ERROR, OMNI_ERROR_UNSUPPORTED);
}

static gpointer
load_lists (gpointer data)
{
  Loading *loading = data;
  guint i;

  while ((i = (guint) g_atomic_int_add (&loading->next, 1)) < loading->lists->len)
    {
      List *list = g_ptr_array_index (loading->lists, i);
      OmniRequest request = { SOUP_METHOD_GET, list->endpoint, .argument = list->argument,
                              .wants_body = TRUE };

      omni_client_read_pages (list->client, &request, PAGE_SIZE, read_entry, list, NULL,
                              list->cancellable, &list->error);
    }

  return NULL;
}

/* Side by side: somebody waits in front of a window for the slowest of them. */
static void
load_together (OmniClient *self, GPtrArray *lists)
{
  Loading loading = { lists, 0 };
  guint n_threads = MIN (lists->len, omni_client_get_max_in_flight (self));
  GThread *threads[OMNI_LEASES_MAX];

  for (guint i = 1; i < n_threads; i++)
    threads[i] = g_thread_new ("omni-lists", load_lists, &loading);
  load_lists (&loading);
  for (guint i = 1; i < n_threads; i++)
    g_thread_join (threads[i]);
}

/* Adds what was read to @data; a company may stand in the lists of several channels. @absent says
 * that there is no such list, which is no failure. */
static gboolean
take_list (OmniReferenceData *data, List *list, gboolean *absent, GError **error)
{
  *absent = list->error != NULL && is_absent (list->error);
  if (list->error != NULL && !*absent)
    {
      g_propagate_error (error, g_steal_pointer (&list->error));
      return FALSE;
    }

  for (guint i = 0; i < omni_reference_data_get_size (list->data, list->kind); i++)
    {
      const OmniReferenceEntry *entry = omni_reference_data_get_entry (list->data, list->kind, i);

      if (omni_reference_data_find (data, list->kind, entry->pk) == NULL)
        omni_reference_data_add (data, list->kind, entry->pk, entry->name, entry->code);
    }

  return TRUE;
}

/* Each channel's list, which every tenant has, where there is none for the whole tenant. */
static gboolean
load_cargos_by_channel (OmniClient *self,
                        OmniReferenceData *data,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (GPtrArray) lists = g_ptr_array_new_with_free_func (list_free);
  gboolean absent;

  for (guint i = 0; i < omni_reference_data_get_size (data, OMNI_REFERENCE_CHANNEL); i++)
    {
      const OmniReferenceEntry *channel = omni_reference_data_get_entry (data,
                                                                         OMNI_REFERENCE_CHANNEL, i);
      g_autofree char *pk = g_strdup_printf ("%" G_GINT64_FORMAT, channel->pk);

      add_list (lists, self, OMNI_REFERENCE_CARGO_COMPANY, OMNI_ENDPOINT_CHANNEL_CARGOS, pk,
                cancellable);
    }

  load_together (self, lists);
  for (guint i = 0; i < lists->len; i++)
    {
      if (!take_list (data, g_ptr_array_index (lists, i), &absent, error))
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
 * the user may not see or the server does not have stays empty. They are read side by side, as far
 * as requests may be in flight.
 *
 * Returns: (transfer full): the lists, or %NULL with an #OmniError
 */
OmniReferenceData *
omni_client_load_reference_data (OmniClient *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (OmniReferenceData) data = NULL;
  g_autoptr (GPtrArray) lists = NULL;
  gboolean no_cargos = FALSE;

  g_return_val_if_fail (OMNI_IS_CLIENT (self), NULL);

  lists = g_ptr_array_new_with_free_func (list_free);
  add_list (lists, self, OMNI_REFERENCE_CHANNEL, OMNI_ENDPOINT_CHANNELS, NULL, cancellable);
  add_list (lists, self, OMNI_REFERENCE_PAYMENT_OPTION, OMNI_ENDPOINT_PAYMENT_OPTIONS, NULL,
            cancellable);
  add_list (lists, self, OMNI_REFERENCE_CARGO_COMPANY, OMNI_ENDPOINT_CARGOS, NULL, cancellable);
  load_together (self, lists);

  data = omni_reference_data_new ();
  for (guint i = 0; i < lists->len; i++)
    {
      /* The last one's word counts: it is the cargo companies'. */
      if (!take_list (data, g_ptr_array_index (lists, i), &no_cargos, error))
        return NULL;
    }
  if (no_cargos && !load_cargos_by_channel (self, data, cancellable, error))
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
