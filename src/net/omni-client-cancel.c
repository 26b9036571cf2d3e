/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Cancelling an order or lines of it, plans, requests and reasons (contract 3.9 to 3.13). */

#include "config.h"

#include "omni-client-cancel.h"

#include "omni-client-private.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#define PAGE_SIZE 100

/* How many things in another status are passed over where a server takes no notice of it. */
#define MAX_OTHERS 2000

/* Decodes a thing, or gives %NULL with the reader's error. */
typedef gpointer (*DecodeFunc) (OmniJsonReader *reader);

/*
 * @decode: what makes a thing of JSON
 * @things: (nullable) (owned): all that came
 * @get_status: (nullable): how far a thing is, as the API has it
 * @status: (nullable): how far all of them must be
 * @unref: lets go of one that is not
 * @n_others: how many are not
 */
typedef struct
{
  DecodeFunc decode;
  GPtrArray *things;
  const char *(*get_status) (gconstpointer thing);
  const char *status;
  GDestroyNotify unref;
  guint n_others;
} Gathering;

#define DECODE(function) ((DecodeFunc) (function))

/*
 * Helpers: bodies
 */

static JsonBuilder *
begin_body (void)
{
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);
  return builder;
}

static GBytes *
end_body (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = NULL;
  char *text;

  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, FALSE);
  return g_bytes_new_take (text, strlen (text));
}

static void
add_items (JsonBuilder *builder, const char *name, const gint64 *items, gsize n_items)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (gsize i = 0; i < n_items; i++)
    json_builder_add_int_value (builder, items[i]);
  json_builder_end_array (builder);
}

typedef enum
{
  MAP_REASON,
  MAP_IBAN,
  MAP_HOLDER_NAME,
} Map;

static void
add_map (JsonBuilder *builder, const char *name, const OmniCancellation *cancellation, Map map)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  for (guint i = 0; i < cancellation->lines->len; i++)
    {
      const OmniCancellationLine *line = g_ptr_array_index (cancellation->lines, i);
      const char *text = map == MAP_IBAN ? line->iban : line->holder_name;
      g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, line->item);

      if (map != MAP_REASON && text == NULL)
        continue;
      json_builder_set_member_name (builder, key);
      if (map == MAP_REASON)
        json_builder_add_int_value (builder, line->reason);
      else
        json_builder_add_string_value (builder, text);
    }
  json_builder_end_object (builder);
}

static GBytes *
build_cancellation (const OmniCancellation *cancellation)
{
  g_autoptr (JsonBuilder) builder = begin_body ();
  gboolean has_items = cancellation->scope == OMNI_CANCEL_LINES;

  json_builder_set_member_name (builder, "order");
  json_builder_add_int_value (builder, cancellation->order);
  json_builder_set_member_name (builder, "is_all");
  json_builder_add_boolean_value (builder, cancellation->scope == OMNI_CANCEL_ORDER);
  json_builder_set_member_name (builder, "cancel_items");
  json_builder_begin_array (builder);
  for (guint i = 0; has_items && i < cancellation->lines->len; i++)
    {
      const OmniCancellationLine *line = g_ptr_array_index (cancellation->lines, i);

      json_builder_add_int_value (builder, line->item);
    }
  json_builder_end_array (builder);
  add_map (builder, "reasons", cancellation, MAP_REASON);
  json_builder_set_member_name (builder, "forced_refund_amount");
  json_builder_add_null_value (builder);
  json_builder_set_member_name (builder, "is_cargo_refund");
  json_builder_add_boolean_value (builder, cancellation->scope == OMNI_CANCEL_SHIPPING);
  json_builder_set_member_name (builder, "refund_invoice_number");
  if (cancellation->invoice_number != NULL)
    json_builder_add_string_value (builder, cancellation->invoice_number);
  else
    json_builder_add_null_value (builder);
  add_map (builder, "ibans", cancellation, MAP_IBAN);
  add_map (builder, "holder_names", cancellation, MAP_HOLDER_NAME);

  return end_body (builder);
}

/*
 * Helpers: calls
 */

/* The answers of these writes are not documented, so that there is one is all that counts. */
static gboolean
post (OmniClient *self,
      OmniEndpoint endpoint,
      gint64 pk,
      GBytes *body,
      GCancellable *cancellable,
      GError **error)
{
  g_autofree char *argument = g_strdup_printf ("%" G_GINT64_FORMAT, pk);
  g_auto (OmniReply) reply = OMNI_REPLY_INIT;
  OmniRequest request = { SOUP_METHOD_POST, endpoint, .argument = argument, .body = body };

  return omni_client_send (self, &request, &reply, cancellable, error);
}

static void
read_thing (OmniJsonReader *reader, gpointer user_data)
{
  Gathering *gathering = user_data;
  gpointer thing = gathering->decode (reader);

  if (thing == NULL)
    return;

  if (gathering->get_status == NULL ||
      g_strcmp0 (gathering->get_status (thing), gathering->status) == 0)
    {
      g_ptr_array_add (gathering->things, thing);
      return;
    }

  gathering->unref (thing);
  if (++gathering->n_others > MAX_OTHERS)
    omni_json_reader_fail (reader, _ ("there is something that was not asked for"));
}

static gpointer
get_one (OmniClient *self,
         OmniEndpoint endpoint,
         gint64 pk,
         DecodeFunc decode,
         GDestroyNotify unref,
         gint64 (*get_pk) (gconstpointer thing),
         GCancellable *cancellable,
         GError **error)
{
  g_autofree char *argument = g_strdup_printf ("%" G_GINT64_FORMAT, pk);
  g_autoptr (GPtrArray) things = g_ptr_array_new_with_free_func (unref);
  g_auto (OmniReply) reply = OMNI_REPLY_INIT;
  Gathering gathering = { decode, things };
  OmniRequest request = { SOUP_METHOD_GET, endpoint, .argument = argument, .wants_body = TRUE };

  if (!omni_client_send (self, &request, &reply, cancellable, error) ||
      !omni_client_read_one (self, &reply, read_thing, &gathering, error))
    return NULL;

  if (things->len != 1 || get_pk (things->pdata[0]) != pk)
    {
      omni_client_fail_reading (
          self, omni_error_new (OMNI_ERROR_BAD_REPLY, _ ("it is not what was asked for")), error);
      return NULL;
    }

  return g_ptr_array_steal_index (things, 0);
}

/* A list of things that are all as far as @status says: a server that takes no notice of the filter
 * would have all that the tenant ever had read, so it is stopped when that is too much. */
static GPtrArray *
list_by_status (OmniClient *self,
                OmniEndpoint endpoint,
                const char *status,
                const char *(*get_status) (gconstpointer thing),
                DecodeFunc decode,
                GDestroyNotify unref,
                GCancellable *cancellable,
                GError **error)
{
  g_autofree char *query = status != NULL ? g_strconcat ("status=", status, NULL) : NULL;
  g_autoptr (GPtrArray) things = g_ptr_array_new_with_free_func (unref);
  Gathering gathering = { decode, things, status != NULL ? get_status : NULL, status, unref };
  OmniRequest request = { SOUP_METHOD_GET, endpoint, .query = query, .wants_body = TRUE };
  GError *failure = NULL;

  if (omni_client_read_pages (self, &request, PAGE_SIZE, read_thing, &gathering, NULL, cancellable,
                              &failure))
    return g_steal_pointer (&things);

  if (gathering.n_others > MAX_OTHERS)
    {
      g_clear_error (&failure);
      failure = omni_error_new (OMNI_ERROR_IGNORED,
                                _ ("%s takes no notice of the filter by status, so this list "
                                   "cannot be shown."),
                                self->host);
    }
  g_propagate_error (error, failure);
  return NULL;
}

static const char *
get_plan_status (gconstpointer plan)
{
  return omni_cancellation_plan_get_text (plan, OMNI_CANCELLATION_PLAN_STATUS);
}

static const char *
get_request_status (gconstpointer request)
{
  return omni_cancellation_request_get_text (request, OMNI_CANCELLATION_REQUEST_STATUS);
}

static gint64
get_plan_pk (gconstpointer plan)
{
  return omni_cancellation_plan_get_pk (plan);
}

static gint64
get_request_pk (gconstpointer request)
{
  return omni_cancellation_request_get_pk (request);
}

/* The address of a picture; what else is known about it is of no use here. */
static void
read_image (OmniJsonReader *reader, gpointer user_data)
{
  GPtrArray *images = user_data;
  OmniJsonSlice name;

  omni_json_reader_begin_object (reader);
  while (omni_json_reader_next_member (reader, &name))
    {
      if (omni_json_slice_equal (&name, "image") &&
          omni_json_reader_peek (reader) == OMNI_JSON_TEXT)
        g_ptr_array_add (images, omni_json_reader_dup_text (reader));
      else
        omni_json_reader_skip (reader);
    }
}

/*
 * Public API
 */

/**
 * omni_client_cancel_order:
 * @cancellation: what is cancelled or returned; its amounts and texts are not sent, because the
 *   call has no place for them
 * @cancellable: (nullable): gives up waiting; it may happen all the same
 *
 * Cancels or returns lines, the whole order, or gives back the shipping fee (contract 3.9).
 *
 * Returns: whether the server said that it was done; after %OMNI_ERROR_OFFLINE,
 *   %OMNI_ERROR_TIMED_OUT, %OMNI_ERROR_TLS, %OMNI_ERROR_SERVER and %OMNI_ERROR_BAD_REPLY it may
 *   have been done all the same
 */
gboolean
omni_client_cancel_order (OmniClient *self,
                          const OmniCancellation *cancellation,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (GBytes) body = NULL;

  g_return_val_if_fail (OMNI_IS_CLIENT (self), FALSE);
  g_return_val_if_fail (cancellation != NULL, FALSE);

  body = build_cancellation (cancellation);
  return post (self, OMNI_ENDPOINT_CANCEL_ORDER, cancellation->order, body, cancellable, error);
}

/**
 * omni_client_create_payment_plan:
 * @plan: a cancellation plan's primary key
 * @kind: by which kind of transaction the money goes back, for example "refund"
 * @items: (array length=n_items): the lines whose money it is
 * @n_items: how many
 * @amount: (nullable): how much, or %NULL for all of it
 * @cancellable: (nullable): gives up waiting; it may happen all the same
 *
 * Says by which way the money of which lines goes back (contract 3.10).
 *
 * Returns: as omni_client_cancel_order()
 */
gboolean
omni_client_create_payment_plan (OmniClient *self,
                                 gint64 plan,
                                 const char *kind,
                                 const gint64 *items,
                                 gsize n_items,
                                 const OmniMoney *amount,
                                 GCancellable *cancellable,
                                 GError **error)
{
  g_autoptr (JsonBuilder) builder = begin_body ();
  g_autoptr (GBytes) body = NULL;

  g_return_val_if_fail (OMNI_IS_CLIENT (self), FALSE);
  g_return_val_if_fail (kind != NULL, FALSE);

  json_builder_set_member_name (builder, "payment_plan");
  json_builder_begin_array (builder);
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "transaction_type");
  json_builder_add_string_value (builder, kind);
  add_items (builder, "order_items", items, n_items);
  if (amount != NULL)
    {
      g_autofree char *text = omni_money_to_text (amount);

      json_builder_set_member_name (builder, "refund_amount");
      json_builder_add_string_value (builder, text);
    }
  json_builder_end_object (builder);
  json_builder_end_array (builder);

  body = end_body (builder);
  return post (self, OMNI_ENDPOINT_CREATE_PAYMENT_PLAN, plan, body, cancellable, error);
}

/**
 * omni_client_confirm_manual_refund:
 * @plan: a cancellation plan's primary key
 * @items: (array length=n_items): the lines whose money was given back by hand
 * @n_items: how many; none for a plan that gives back the shipping fee alone
 * @cancellable: (nullable): gives up waiting; it may happen all the same
 *
 * Says that the refund has been made (contract 3.13). The call is our proposal, so a back office
 * may not have it (%OMNI_ERROR_UNSUPPORTED).
 *
 * Returns: as omni_client_cancel_order()
 */
gboolean
omni_client_confirm_manual_refund (OmniClient *self,
                                   gint64 plan,
                                   const gint64 *items,
                                   gsize n_items,
                                   GCancellable *cancellable,
                                   GError **error)
{
  g_autoptr (JsonBuilder) builder = begin_body ();
  g_autoptr (GBytes) body = NULL;

  g_return_val_if_fail (OMNI_IS_CLIENT (self), FALSE);
  g_return_val_if_fail (items != NULL || n_items == 0, FALSE);

  add_items (builder, "order_items", items, n_items);
  body = end_body (builder);
  return post (self, OMNI_ENDPOINT_MANUAL_REFUND, plan, body, cancellable, error);
}

/**
 * omni_client_decide_request:
 * @request: a cancellation request's primary key
 * @approve: whether it is approved, which is our proposal of a call, or rejected
 * @cancellable: (nullable): gives up waiting; it may happen all the same
 *
 * Decides an open request (contract 3.11).
 *
 * Returns: as omni_client_cancel_order()
 */
gboolean
omni_client_decide_request (
    OmniClient *self, gint64 request, gboolean approve, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (OMNI_IS_CLIENT (self), FALSE);

  return post (self, approve ? OMNI_ENDPOINT_APPROVE_REQUEST : OMNI_ENDPOINT_REJECT_REQUEST,
               request, NULL, cancellable, error);
}

/**
 * omni_client_get_plan:
 * @plan: a cancellation plan's primary key
 * @cancellable: (nullable): cancels the call
 *
 * Returns: (transfer full): the plan as it is now, or %NULL with an #OmniError
 */
OmniCancellationPlan *
omni_client_get_plan (OmniClient *self, gint64 plan, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (OMNI_IS_CLIENT (self), NULL);

  return get_one (self, OMNI_ENDPOINT_CANCELLATION_PLAN, plan,
                  DECODE (omni_cancellation_plan_new_from_json),
                  (GDestroyNotify) omni_cancellation_plan_unref, get_plan_pk, cancellable, error);
}

/**
 * omni_client_list_plans:
 * @status: (nullable): how far they are, as the API has it, for example "manual_refund_needed"
 * @cancellable: (nullable): cancels the calls
 *
 * Reads the plans of all orders.
 *
 * Errors: %OMNI_ERROR_IGNORED where the server takes no notice of @status
 *
 * Returns: (transfer full) (element-type OmniCancellationPlan): the plans in the server's order, or
 *   %NULL with an #OmniError
 */
GPtrArray *
omni_client_list_plans (OmniClient *self,
                        const char *status,
                        GCancellable *cancellable,
                        GError **error)
{
  g_return_val_if_fail (OMNI_IS_CLIENT (self), NULL);

  return list_by_status (self, OMNI_ENDPOINT_CANCELLATION_PLANS, status, get_plan_status,
                         DECODE (omni_cancellation_plan_new_from_json),
                         (GDestroyNotify) omni_cancellation_plan_unref, cancellable, error);
}

/**
 * omni_client_get_request:
 * @request: a cancellation request's primary key
 * @cancellable: (nullable): cancels the call
 *
 * Returns: (transfer full): the request as it is now, or %NULL with an #OmniError
 */
OmniCancellationRequest *
omni_client_get_request (OmniClient *self,
                         gint64 request,
                         GCancellable *cancellable,
                         GError **error)
{
  g_return_val_if_fail (OMNI_IS_CLIENT (self), NULL);

  return get_one (self, OMNI_ENDPOINT_CANCELLATION_REQUEST, request,
                  DECODE (omni_cancellation_request_new_from_json),
                  (GDestroyNotify) omni_cancellation_request_unref, get_request_pk, cancellable,
                  error);
}

/**
 * omni_client_list_open_requests:
 * @cancellable: (nullable): cancels the calls
 *
 * Reads the requests of all orders that wait for a decision. They have two words (contract 3.11).
 *
 * Errors: %OMNI_ERROR_IGNORED where the server takes no notice of the status
 *
 * Returns: (transfer full) (element-type OmniCancellationRequest): the requests in the server's
 *   order, or %NULL with an #OmniError
 */
GPtrArray *
omni_client_list_open_requests (OmniClient *self, GCancellable *cancellable, GError **error)
{
  static const char *const words[] = { "waiting_approval", "waiting" };
  g_autoptr (GPtrArray) all = NULL;

  g_return_val_if_fail (OMNI_IS_CLIENT (self), NULL);

  all = g_ptr_array_new_with_free_func ((GDestroyNotify) omni_cancellation_request_unref);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      GError *failure = NULL;
      GPtrArray *some = list_by_status (self, OMNI_ENDPOINT_CANCELLATION_REQUESTS, words[i],
                                        get_request_status,
                                        DECODE (omni_cancellation_request_new_from_json),
                                        (GDestroyNotify) omni_cancellation_request_unref,
                                        cancellable, &failure);

      if (some != NULL)
        {
          g_ptr_array_extend_and_steal (all, some);
        }
      else if (i > 0 && g_error_matches (failure, OMNI_ERROR, OMNI_ERROR_INVALID))
        {
          /* A back office that has one of the words only refuses the other. */
          g_error_free (failure);
        }
      else
        {
          g_propagate_error (error, failure);
          return NULL;
        }
    }

  return g_steal_pointer (&all);
}

/**
 * omni_client_list_request_images:
 * @channel: the channel of the order
 * @request: a cancellation request's primary key
 * @cancellable: (nullable): cancels the calls
 *
 * Reads where the pictures are that came with a request (contract 3.11).
 *
 * Returns: (transfer full) (element-type utf8): addresses, or %NULL with an #OmniError
 */
GPtrArray *
omni_client_list_request_images (
    OmniClient *self, gint64 channel, gint64 request, GCancellable *cancellable, GError **error)
{
  g_autofree char *argument = g_strdup_printf ("%" G_GINT64_FORMAT, channel);
  g_autofree char *query = g_strdup_printf ("cancellation_request=%" G_GINT64_FORMAT, request);
  g_autoptr (GPtrArray) images = g_ptr_array_new_with_free_func (g_free);
  OmniRequest call = { SOUP_METHOD_GET, OMNI_ENDPOINT_REQUEST_IMAGES, .argument = argument,
                       .query = query, .wants_body = TRUE };

  g_return_val_if_fail (OMNI_IS_CLIENT (self), NULL);

  if (!omni_client_read_pages (self, &call, PAGE_SIZE, read_image, images, NULL, cancellable,
                               error))
    return NULL;

  return g_steal_pointer (&images);
}

/**
 * omni_client_list_reasons:
 * @cancellable: (nullable): cancels the calls
 *
 * Reads the tenant's reasons that can be given (contract 3.12).
 *
 * Returns: (transfer full) (element-type OmniCancellationReason): the active ones, in the order in
 *   which they are offered, or %NULL with an #OmniError
 */
GPtrArray *
omni_client_list_reasons (OmniClient *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) reasons = NULL;
  Gathering gathering = { DECODE (omni_cancellation_reason_new_from_json) };
  OmniRequest request = { SOUP_METHOD_GET, OMNI_ENDPOINT_CANCELLATION_REASONS,
                          .query = "is_active=true", .wants_body = TRUE };

  g_return_val_if_fail (OMNI_IS_CLIENT (self), NULL);

  reasons = g_ptr_array_new_with_free_func ((GDestroyNotify) omni_cancellation_reason_unref);
  gathering.things = reasons;
  if (!omni_client_read_pages (self, &request, PAGE_SIZE, read_thing, &gathering, NULL, cancellable,
                               error))
    return NULL;

  for (guint i = reasons->len; i > 0; i--)
    {
      if (!omni_cancellation_reason_get_is_active (reasons->pdata[i - 1]))
        g_ptr_array_remove_index (reasons, i - 1);
    }
  g_ptr_array_sort (reasons, omni_cancellation_reason_compare);

  return g_steal_pointer (&reasons);
}
