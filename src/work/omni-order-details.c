/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-order-details.h"

#include "omni-time.h"

typedef struct
{
  OmniLoadState state;
  gboolean is_stale; /* asked for again while it was under way */
  GPtrArray *things; /* (nullable) (owned): what was read last */
  GError *error;     /* (nullable) (owned): why the last reading failed */
} Part;

struct _OmniOrderDetails
{
  GObject parent_instance;

  OmniClient *client;        /* (owned) */
  GCancellable *cancellable; /* (owned) */
  gint64 pk;
  OmniOrder *order;          /* (nullable) (owned) */
  OmniTime loaded_time;      /* when the order was read last */
  Part parts[OMNI_ORDER_DETAILS_N];
};

/* A call that is under way. */
typedef struct
{
  OmniOrderDetails *self; /* (owned) */
  guint part;
} Call;

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (OmniOrderDetails, omni_order_details, G_TYPE_OBJECT)

static void
emit_changed (OmniOrderDetails *self, guint part)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, part);
}

static Call *
call_new (OmniOrderDetails *self, guint part)
{
  Call *call = g_new0 (Call, 1);

  call->self = g_object_ref (self);
  call->part = part;

  return call;
}

static void
call_free (Call *call)
{
  g_object_unref (call->self);
  g_free (call);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Call, call_free)

static void
order_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data);

static void
part_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data);

static void
begin_call (OmniOrderDetails *self, guint part)
{
  self->parts[part].is_stale = FALSE;
  if (part == OMNI_ORDER_DETAILS_ORDER)
    omni_client_get_detailed_order_async (self->client, self->pk, self->cancellable,
                                          order_loaded_cb, call_new (self, part));
  else
    omni_client_list_order_part_async (self->client, part, self->pk, self->cancellable,
                                       part_loaded_cb, call_new (self, part));
}

/* Takes @error. What nobody waits for any more is not news. */
static void
end_call (Call *call, GError *error)
{
  Part *part = &call->self->parts[call->part];

  if (g_cancellable_is_cancelled (call->self->cancellable) || omni_error_is_cancelled (error))
    {
      g_clear_error (&error);
      part->state = OMNI_LOAD_IDLE;
      return;
    }
  if (part->is_stale)
    {
      g_clear_error (&error);
      begin_call (call->self, call->part);
      return;
    }

  g_clear_error (&part->error);
  part->error = error;
  part->state = error == NULL ? OMNI_LOAD_LOADED : OMNI_LOAD_FAILED;
  emit_changed (call->self, call->part);
}

static void
order_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Call) call = user_data;
  OmniOrderDetails *self = call->self;
  GError *error = NULL;
  OmniOrder *order = omni_client_get_detailed_order_finish (self->client, result, &error);

  if (order != NULL)
    {
      g_clear_pointer (&self->order, omni_order_unref);
      self->order = order;
      self->loaded_time = omni_time_now ();
    }
  end_call (call, error);
}

static void
part_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Call) call = user_data;
  Part *part = &call->self->parts[call->part];
  GError *error = NULL;
  GPtrArray *things = omni_client_list_order_part_finish (call->self->client, result, &error);

  if (things != NULL)
    {
      g_clear_pointer (&part->things, g_ptr_array_unref);
      part->things = things;
    }
  end_call (call, error);
}

static void
omni_order_details_dispose (GObject *object)
{
  OmniOrderDetails *self = OMNI_ORDER_DETAILS (object);

  omni_order_details_cancel (self);

  G_OBJECT_CLASS (omni_order_details_parent_class)->dispose (object);
}

static void
omni_order_details_finalize (GObject *object)
{
  OmniOrderDetails *self = OMNI_ORDER_DETAILS (object);

  for (guint i = 0; i < OMNI_ORDER_DETAILS_N; i++)
    {
      g_clear_pointer (&self->parts[i].things, g_ptr_array_unref);
      g_clear_error (&self->parts[i].error);
    }
  g_clear_pointer (&self->order, omni_order_unref);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (omni_order_details_parent_class)->finalize (object);
}

static void
omni_order_details_class_init (OmniOrderDetailsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = omni_order_details_dispose;
  object_class->finalize = omni_order_details_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", OMNI_TYPE_ORDER_DETAILS, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
omni_order_details_init (OmniOrderDetails *self)
{
  self->cancellable = g_cancellable_new ();
  self->loaded_time = OMNI_TIME_NONE;
}

/**
 * omni_order_details_new:
 * @client: the tenant's API
 * @order_pk: the order's primary key
 * @order: (nullable): the order as far as it is known already, from a list
 *
 * Makes the details of an order. Nothing is asked for yet.
 *
 * Returns: (transfer full): the details
 */
OmniOrderDetails *
omni_order_details_new (OmniClient *client, gint64 order_pk, OmniOrder *order)
{
  OmniOrderDetails *self;

  g_return_val_if_fail (OMNI_IS_CLIENT (client), NULL);

  self = g_object_new (OMNI_TYPE_ORDER_DETAILS, NULL);
  self->client = g_object_ref (client);
  self->pk = order_pk;
  self->order = order != NULL ? omni_order_ref (order) : NULL;

  return self;
}

/**
 * omni_order_details_load_part:
 * @self: the details
 * @part: an #OmniOrderPart, or %OMNI_ORDER_DETAILS_ORDER
 *
 * Asks for one part. Where that is under way already it is asked for once more when the answer
 * is there: the answer may be from before what the caller wants to see, such as its own change.
 */
void
omni_order_details_load_part (OmniOrderDetails *self, guint part)
{
  g_return_if_fail (OMNI_IS_ORDER_DETAILS (self));
  g_return_if_fail (part < OMNI_ORDER_DETAILS_N);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (self->parts[part].state == OMNI_LOAD_LOADING)
    {
      self->parts[part].is_stale = TRUE;
      return;
    }

  self->parts[part].state = OMNI_LOAD_LOADING;
  begin_call (self, part);
  emit_changed (self, part);
}

/**
 * omni_order_details_load:
 * @self: the details
 *
 * Asks for the order and everything that hangs on it, side by side. May be called again.
 */
void
omni_order_details_load (OmniOrderDetails *self)
{
  g_return_if_fail (OMNI_IS_ORDER_DETAILS (self));

  omni_order_details_load_part (self, OMNI_ORDER_DETAILS_ORDER);
  for (guint i = 0; i < OMNI_ORDER_N_PARTS; i++)
    omni_order_details_load_part (self, i);
}

/**
 * omni_order_details_cancel:
 * @self: the details
 *
 * Ends what is under way, for good. Nothing is emitted any more.
 */
void
omni_order_details_cancel (OmniOrderDetails *self)
{
  g_return_if_fail (OMNI_IS_ORDER_DETAILS (self));

  g_cancellable_cancel (self->cancellable);
}

gint64
omni_order_details_get_pk (OmniOrderDetails *self)
{
  g_return_val_if_fail (OMNI_IS_ORDER_DETAILS (self), 0);

  return self->pk;
}

/**
 * omni_order_details_get_order:
 * @self: the details
 *
 * Returns: (transfer none) (nullable): the order as it was read last
 */
OmniOrder *
omni_order_details_get_order (OmniOrderDetails *self)
{
  g_return_val_if_fail (OMNI_IS_ORDER_DETAILS (self), NULL);

  return self->order;
}

/**
 * omni_order_details_get_things:
 * @self: the details
 * @part: an #OmniOrderPart
 *
 * Returns: (transfer none) (nullable): what was read last
 */
GPtrArray *
omni_order_details_get_things (OmniOrderDetails *self, guint part)
{
  g_return_val_if_fail (OMNI_IS_ORDER_DETAILS (self), NULL);
  g_return_val_if_fail (part < OMNI_ORDER_N_PARTS, NULL);

  return self->parts[part].things;
}

OmniLoadState
omni_order_details_get_state (OmniOrderDetails *self, guint part)
{
  g_return_val_if_fail (OMNI_IS_ORDER_DETAILS (self), OMNI_LOAD_IDLE);
  g_return_val_if_fail (part < OMNI_ORDER_DETAILS_N, OMNI_LOAD_IDLE);

  return self->parts[part].state;
}

/**
 * omni_order_details_get_error:
 * @self: the details
 * @part: an #OmniOrderPart, or %OMNI_ORDER_DETAILS_ORDER
 *
 * Returns: (transfer none) (nullable): why the last reading failed
 */
const GError *
omni_order_details_get_error (OmniOrderDetails *self, guint part)
{
  g_return_val_if_fail (OMNI_IS_ORDER_DETAILS (self), NULL);
  g_return_val_if_fail (part < OMNI_ORDER_DETAILS_N, NULL);

  return self->parts[part].error;
}

/**
 * omni_order_details_get_loaded_time:
 * @self: the details
 *
 * Returns: when the order was read last, or %OMNI_TIME_NONE
 */
OmniTime
omni_order_details_get_loaded_time (OmniOrderDetails *self)
{
  g_return_val_if_fail (OMNI_IS_ORDER_DETAILS (self), OMNI_TIME_NONE);

  return self->loaded_time;
}

gboolean
omni_order_details_is_loading (OmniOrderDetails *self)
{
  g_return_val_if_fail (OMNI_IS_ORDER_DETAILS (self), FALSE);

  for (guint i = 0; i < OMNI_ORDER_DETAILS_N; i++)
    {
      if (self->parts[i].state == OMNI_LOAD_LOADING)
        return TRUE;
    }

  return FALSE;
}
