/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What hangs on an order and has a list of its own (contract 3.2, 3.10 to 3.12, 3.14 to
 * 3.17). */

#include "config.h"

#include "omni-client-private.h"

#include "omni-cancellation-plan.h"
#include "omni-cancellation-request.h"
#include "omni-contract.h"
#include "omni-discount-item.h"
#include "omni-log-entry.h"
#include "omni-transaction.h"

#include <glib/gi18n-lib.h>

#define PAGE_SIZE 100

/* How many things of other orders are passed over where a server takes no notice of the order. What
 * decides about money is looked for among so many; the rest is not worth it. */
#define MAX_OTHERS 2000

/*
 * @endpoint: the list
 * @filter: (nullable): the parameter that names the order; without one its key is in the path
 * @read: decodes one thing
 * @get_order: (nullable): which order a thing says that it belongs to, or 0
 * @max_others: how many things of other orders are passed over
 */
typedef struct
{
  OmniEndpoint endpoint;
  const char *filter;
  gpointer (*read) (OmniJsonReader *reader);
  gint64 (*get_order) (gconstpointer thing);
  GDestroyNotify unref;
  guint max_others;
} Part;

/* Gathers the things of @order_pk in @things, and counts what was passed over. */
typedef struct
{
  const Part *part;
  gint64 order_pk;
  GPtrArray *things;
  guint n_others;
  gboolean found_unnamed; /* something that does not say of which order it is */
  gboolean gave_up;       /* there are too many of other orders */
} Gathering;

/* What an asynchronous call is about. */
typedef struct
{
  OmniOrderPart part;
  gint64 order_pk;
} Call;

#define READ(function) ((gpointer (*) (OmniJsonReader *)) (function))
#define ORDER(function) ((gint64 (*) (gconstpointer)) (function))

static const Part parts[OMNI_ORDER_N_PARTS] = {
  [OMNI_ORDER_PART_ITEMS] = { .unref = (GDestroyNotify) omni_order_item_unref },
  [OMNI_ORDER_PART_DISCOUNTS] = { OMNI_ENDPOINT_DISCOUNT_ITEMS, "order",
                                  READ (omni_discount_item_new_from_json),
                                  ORDER (omni_discount_item_get_order),
                                  (GDestroyNotify) omni_discount_item_unref },
  [OMNI_ORDER_PART_TRANSACTIONS] = { OMNI_ENDPOINT_ORDER_TRANSACTIONS, "order",
                                     READ (omni_transaction_new_from_json),
                                     ORDER (omni_transaction_get_order),
                                     (GDestroyNotify) omni_transaction_unref },
  [OMNI_ORDER_PART_PLANS] = { OMNI_ENDPOINT_CANCELLATION_PLANS, "order_id",
                              READ (omni_cancellation_plan_new_from_json),
                              ORDER (omni_cancellation_plan_get_order),
                              (GDestroyNotify) omni_cancellation_plan_unref, MAX_OTHERS },
  [OMNI_ORDER_PART_REQUESTS] = { OMNI_ENDPOINT_CANCELLATION_REQUESTS, "order",
                                 READ (omni_cancellation_request_new_from_json), NULL,
                                 (GDestroyNotify) omni_cancellation_request_unref, MAX_OTHERS },
  [OMNI_ORDER_PART_LOG] = { OMNI_ENDPOINT_ORDER_LOG, NULL, READ (omni_log_entry_new_from_json),
                            NULL, (GDestroyNotify) omni_log_entry_unref },
  [OMNI_ORDER_PART_CONTRACTS] = { OMNI_ENDPOINT_ORDER_CONTRACTS, NULL,
                                  READ (omni_contract_new_from_json), NULL,
                                  (GDestroyNotify) omni_contract_unref },
};

/* A thing of another order shows that the filter means nothing to the server; reading on would read
 * everything that the tenant has, so the reader is stopped when that is too much. */
static void
read_thing (OmniJsonReader *reader, gpointer user_data)
{
  Gathering *gathering = user_data;
  const Part *part = gathering->part;
  gpointer thing = part->read (reader);
  gint64 order;

  if (thing == NULL)
    return;

  order = part->get_order != NULL ? part->get_order (thing) : 0;
  gathering->found_unnamed |= part->get_order != NULL && order == 0;
  if (order == 0 || order == gathering->order_pk)
    {
      g_ptr_array_add (gathering->things, thing);
    }
  else
    {
      part->unref (thing);
      gathering->n_others++;
    }

  if (gathering->n_others > part->max_others ||
      (part->max_others > 0 && gathering->things->len > part->max_others))
    {
      gathering->gave_up = TRUE;
      omni_json_reader_fail (reader, "of another order");
    }
}

/*
 * Reasons
 */

static gboolean
needs_reasons (GPtrArray *plans)
{
  for (guint i = 0; i < plans->len; i++)
    {
      const OmniCancellationPlan *plan = g_ptr_array_index (plans, i);

      for (guint n = 0; n < omni_cancellation_plan_get_n_items (plan); n++)
        {
          const OmniPlannedItem *item = omni_cancellation_plan_get_item (plan, n);

          if (item->reason != 0 && item->reason_name == NULL)
            return TRUE;
        }
    }

  return FALSE;
}

/* Reads a reason (contract 3.12) and names it in the plans. */
static void
read_reason (OmniJsonReader *reader, gpointer user_data)
{
  GPtrArray *plans = user_data;
  g_autofree char *subject = NULL;
  OmniJsonSlice name;
  gint64 pk = 0;

  omni_json_reader_begin_object (reader);
  while (omni_json_reader_next_member (reader, &name))
    {
      if (omni_json_slice_equal (&name, "pk") ||
          (pk == 0 && omni_json_slice_equal (&name, "id")))
        {
          omni_json_reader_read_int64 (reader, &pk);
        }
      else if (omni_json_slice_equal (&name, "subject"))
        {
          g_free (subject);
          subject = omni_json_reader_dup_text (reader);
        }
      else
        {
          omni_json_reader_skip (reader);
        }
    }

  for (guint i = 0; subject != NULL && i < plans->len; i++)
    omni_cancellation_plan_name_reason (g_ptr_array_index (plans, i), pk, subject);
}

/* Plans have the keys of reasons only. A plan without their words is still a plan, so the only
 * failure that counts is that nobody waits any more. */
static gboolean
name_reasons (OmniClient *self, GPtrArray *plans, GCancellable *cancellable, GError **error)
{
  OmniRequest request = { SOUP_METHOD_GET, OMNI_ENDPOINT_CANCELLATION_REASONS,
                          .wants_body = TRUE };
  g_autoptr (GError) failure = NULL;

  if (!needs_reasons (plans) ||
      omni_client_read_pages (self, &request, PAGE_SIZE, read_reason, plans, NULL, cancellable,
                              &failure) ||
      !omni_error_is_cancelled (failure))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/*
 * Requests
 */

static gboolean
has_item (GPtrArray *items, gint64 pk)
{
  for (guint i = 0; i < items->len; i++)
    {
      if (omni_order_item_get_pk (g_ptr_array_index (items, i)) == pk)
        return TRUE;
    }

  return FALSE;
}

/* A request names a line and not its order, so whether it belongs here shows only beside the
 * lines. */
static gboolean
sort_out_requests (OmniClient *self,
                gint64 order_pk,
                GPtrArray *requests,
                GCancellable *cancellable,
                GError **error)
{
  g_autoptr (GPtrArray) items = NULL;

  if (requests->len == 0)
    return TRUE;

  items = omni_client_list_order_items (self, &order_pk, 1, cancellable, error);
  if (items == NULL)
    return FALSE;

  for (guint i = requests->len; i > 0; i--)
    {
      if (!has_item (items, omni_cancellation_request_get_order_item (requests->pdata[i - 1])))
        g_ptr_array_remove_index (requests, i - 1);
    }

  return TRUE;
}

static void
note_thing (OmniJsonReader *reader, gpointer user_data)
{
  gboolean *found = user_data;

  *found = TRUE;
  omni_json_reader_skip (reader);
  omni_json_reader_fail (reader, "of no order");
}

/* No order has the key 0: a server that has something for it answers whatever it is asked. */
static gboolean
answers_for_no_order (OmniClient *self,
                      const Part *part,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autofree char *query = g_strconcat (part->filter, "=0", NULL);
  OmniRequest request = { SOUP_METHOD_GET, part->endpoint, .query = query, .wants_body = TRUE };
  g_autoptr (GError) failure = NULL;
  gboolean found = FALSE;

  if (!omni_client_read_pages (self, &request, 1, note_thing, &found, NULL, cancellable,
                               &failure) &&
      !found && !g_error_matches (failure, OMNI_ERROR, OMNI_ERROR_INVALID) &&
      !g_error_matches (failure, OMNI_ERROR, OMNI_ERROR_NOT_FOUND))
    g_propagate_error (error, g_steal_pointer (&failure));

  return found;
}

/* Reads all things of the order that can be told from those of other orders. One that does not say
 * of which order it is may be of any, unless the server takes notice of the order. */
static gboolean
gather (OmniClient *self,
        const OmniRequest *request,
        Gathering *gathering,
        GCancellable *cancellable,
        GError **error)
{
  g_autoptr (GError) failure = NULL;
  gboolean is_mixed;

  if (omni_client_read_pages (self, request, PAGE_SIZE, read_thing, gathering, NULL, cancellable,
                              &failure))
    is_mixed = gathering->found_unnamed &&
               (gathering->n_others > 0 ||
                answers_for_no_order (self, gathering->part, cancellable, &failure));
  else
    is_mixed = gathering->gave_up;

  if (!is_mixed && failure == NULL)
    return TRUE;

  if (is_mixed)
    g_propagate_error (error, omni_error_new (OMNI_ERROR_IGNORED,
                                              _ ("%s takes no notice of the order, so what is of "
                                                 "it cannot be told from what is of other orders."),
                                              self->host));
  else
    g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static void
list_part_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Call *call = task_data;
  GError *error = NULL;
  GPtrArray *things = omni_client_list_order_part (source, call->part, call->order_pk, cancellable,
                                                   &error);

  if (things != NULL)
    g_task_return_pointer (task, things, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/*
 * Public API
 */

/**
 * omni_client_list_order_part:
 * @part: what of the order
 * @order_pk: the order's primary key
 * @cancellable: (nullable): cancels the calls
 *
 * Reads all of one kind of things that hang on an order. The log and the contracts are at paths
 * that a back office may not have (%OMNI_ERROR_UNSUPPORTED). Where the server takes no notice of
 * the order, things of others are passed over, or there are too many of them, or some do not say of
 * which order they are (%OMNI_ERROR_IGNORED).
 *
 * Returns: (transfer full): the things, in the server's order: #OmniOrderItem, #OmniDiscountItem,
 * #OmniTransaction, #OmniCancellationPlan, #OmniCancellationRequest, #OmniLogEntry or
 * #OmniContract; or %NULL with an #OmniError
 */
GPtrArray *
omni_client_list_order_part (OmniClient *self,
                             OmniOrderPart part,
                             gint64 order_pk,
                             GCancellable *cancellable,
                             GError **error)
{
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, order_pk);
  g_autofree char *query = NULL;
  g_autoptr (GPtrArray) things = NULL;
  Gathering gathering = { .order_pk = order_pk };
  OmniRequest request = { SOUP_METHOD_GET, .wants_body = TRUE };

  g_return_val_if_fail (OMNI_IS_CLIENT (self), NULL);
  g_return_val_if_fail ((guint) part < OMNI_ORDER_N_PARTS, NULL);

  if (part == OMNI_ORDER_PART_ITEMS)
    return omni_client_list_order_items (self, &order_pk, 1, cancellable, error);

  request.endpoint = parts[part].endpoint;
  if (parts[part].filter != NULL)
    request.query = query = g_strconcat (parts[part].filter, "=", key, NULL);
  else
    request.argument = key;

  things = g_ptr_array_new_with_free_func (parts[part].unref);
  gathering.part = &parts[part];
  gathering.things = things;
  if (!gather (self, &request, &gathering, cancellable, error))
    return NULL;
  if (part == OMNI_ORDER_PART_REQUESTS &&
      !sort_out_requests (self, order_pk, things, cancellable, error))
    return NULL;
  if (part == OMNI_ORDER_PART_PLANS && !name_reasons (self, things, cancellable, error))
    return NULL;

  return g_steal_pointer (&things);
}

/**
 * omni_client_list_order_part_async:
 *
 * The asynchronous form of omni_client_list_order_part().
 */
void
omni_client_list_order_part_async (OmniClient *self,
                                   OmniOrderPart part,
                                   gint64 order_pk,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Call call = { part, order_pk };

  g_return_if_fail (OMNI_IS_CLIENT (self));
  g_return_if_fail ((guint) part < OMNI_ORDER_N_PARTS);

  task = omni_client_new_task (self, omni_client_list_order_part_async, cancellable, callback,
                               user_data);
  g_task_set_task_data (task, g_memdup2 (&call, sizeof call), g_free);
  omni_workers_push (self->workers, task, list_part_in_thread);
}

/**
 * omni_client_list_order_part_finish:
 *
 * Returns: (transfer full): as omni_client_list_order_part()
 */
GPtrArray *
omni_client_list_order_part_finish (OmniClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, omni_client_list_order_part_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
