/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-order-row-private.h"
#include "omni-order.h"

struct _OmniOrderRow
{
  GObject parent_instance;

  guint position;
  OmniLoadState state;
  OmniOrder *order;   /* (nullable) (owned) */
  GError *error;      /* (nullable) (owned) */
};

G_DEFINE_ENUM_TYPE (OmniLoadState, omni_load_state,
                    G_DEFINE_ENUM_VALUE (OMNI_LOAD_IDLE, "idle"),
                    G_DEFINE_ENUM_VALUE (OMNI_LOAD_LOADING, "loading"),
                    G_DEFINE_ENUM_VALUE (OMNI_LOAD_LOADED, "loaded"),
                    G_DEFINE_ENUM_VALUE (OMNI_LOAD_FAILED, "failed"))

G_DEFINE_FINAL_TYPE (OmniOrderRow, omni_order_row, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
omni_order_row_finalize (GObject *object)
{
  OmniOrderRow *self = OMNI_ORDER_ROW (object);

  g_clear_pointer (&self->order, omni_order_unref);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (omni_order_row_parent_class)->finalize (object);
}

static void
omni_order_row_class_init (OmniOrderRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = omni_order_row_finalize;

  /**
   * OmniOrderRow::changed:
   * @self: the row
   *
   * The row's order or its state is another one.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
omni_order_row_init (OmniOrderRow *self)
{
  self->position = G_MAXUINT;
  self->state = OMNI_LOAD_LOADING;
}

/**
 * omni_order_row_new:
 * @position: its place in the list
 *
 * Returns: (transfer full): a row that has no order yet
 */
OmniOrderRow *
omni_order_row_new (guint position)
{
  OmniOrderRow *self = g_object_new (OMNI_TYPE_ORDER_ROW, NULL);

  self->position = position;
  return self;
}

static void
change (OmniOrderRow *self, OmniLoadState state, OmniOrder *order, const GError *error)
{
  g_autoptr (OmniOrder) old = g_steal_pointer (&self->order);

  self->state = state;
  self->order = order != NULL ? omni_order_ref (order) : NULL;
  g_clear_error (&self->error);
  self->error = error != NULL ? g_error_copy (error) : NULL;

  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * omni_order_row_set_order:
 * @self: a row
 * @order: (not nullable): what stands at its place now
 */
void
omni_order_row_set_order (OmniOrderRow *self, OmniOrder *order)
{
  if (self->state != OMNI_LOAD_LOADED || self->order != order)
    change (self, OMNI_LOAD_LOADED, order, NULL);
}

/**
 * omni_order_row_set_failed:
 * @self: a row
 * @error: (not nullable): why its page could not be loaded
 */
void
omni_order_row_set_failed (OmniOrderRow *self, const GError *error)
{
  change (self, OMNI_LOAD_FAILED, NULL, error);
}

/**
 * omni_order_row_set_loading:
 * @self: a row
 *
 * Takes its order away, because another one may stand there by now.
 */
void
omni_order_row_set_loading (OmniOrderRow *self)
{
  if (self->state != OMNI_LOAD_LOADING)
    change (self, OMNI_LOAD_LOADING, NULL, NULL);
}

/**
 * omni_order_row_set_gone:
 * @self: a row
 *
 * Takes its order away, because the list ends before it.
 */
void
omni_order_row_set_gone (OmniOrderRow *self)
{
  if (self->state != OMNI_LOAD_IDLE)
    change (self, OMNI_LOAD_IDLE, NULL, NULL);
}

/**
 * omni_order_row_get_order:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): the order that stands there, or %NULL while it is not known
 */
OmniOrder *
omni_order_row_get_order (OmniOrderRow *self)
{
  g_return_val_if_fail (OMNI_IS_ORDER_ROW (self), NULL);

  return self->order;
}

/**
 * omni_order_row_get_position:
 * @self: a row
 *
 * Returns: its place in the list that made it
 */
guint
omni_order_row_get_position (OmniOrderRow *self)
{
  g_return_val_if_fail (OMNI_IS_ORDER_ROW (self), G_MAXUINT);

  return self->position;
}

/**
 * omni_order_row_get_state:
 * @self: a row
 *
 * Returns: %OMNI_LOAD_LOADING, %OMNI_LOAD_LOADED or %OMNI_LOAD_FAILED; %OMNI_LOAD_IDLE when its
 *   list ends before it
 */
OmniLoadState
omni_order_row_get_state (OmniOrderRow *self)
{
  g_return_val_if_fail (OMNI_IS_ORDER_ROW (self), OMNI_LOAD_FAILED);

  return self->state;
}

/**
 * omni_order_row_get_error:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): why its page could not be loaded, or %NULL
 */
const GError *
omni_order_row_get_error (OmniOrderRow *self)
{
  g_return_val_if_fail (OMNI_IS_ORDER_ROW (self), NULL);

  return self->error;
}
