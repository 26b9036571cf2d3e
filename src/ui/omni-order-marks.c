/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-order-marks.h"

#include "omni-order.h"

struct _OmniOrderMarks
{
  GObject parent_instance;

  OmniTime since;      /* or OMNI_TIME_NONE: nothing is marked */
  GHashTable *seen;    /* (owned) (element-type gint64 OmniTime): when what was looked at changed */
};

G_DEFINE_FINAL_TYPE (OmniOrderMarks, omni_order_marks, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
omni_order_marks_finalize (GObject *object)
{
  g_hash_table_unref (OMNI_ORDER_MARKS (object)->seen);

  G_OBJECT_CLASS (omni_order_marks_parent_class)->finalize (object);
}

static void
omni_order_marks_class_init (OmniOrderMarksClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = omni_order_marks_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", OMNI_TYPE_ORDER_MARKS, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
omni_order_marks_init (OmniOrderMarks *self)
{
  self->since = OMNI_TIME_NONE;
  self->seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
}

/**
 * omni_order_marks_new:
 *
 * Returns: (transfer full): marks for nothing
 */
OmniOrderMarks *
omni_order_marks_new (void)
{
  return g_object_new (OMNI_TYPE_ORDER_MARKS, NULL);
}

/**
 * omni_order_marks_set_since:
 * @self: the marks
 * @since: when the person looked last, by the server's clock, or %OMNI_TIME_NONE to mark nothing
 *
 * Begins anew: what is older is not marked.
 */
void
omni_order_marks_set_since (OmniOrderMarks *self, OmniTime since)
{
  g_return_if_fail (OMNI_IS_ORDER_MARKS (self));

  if (since == self->since && g_hash_table_size (self->seen) == 0)
    return;

  self->since = since;
  g_hash_table_remove_all (self->seen);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * omni_order_marks_get_since:
 * @self: the marks
 *
 * Returns: what omni_order_marks_set_since() was given
 */
OmniTime
omni_order_marks_get_since (OmniOrderMarks *self)
{
  g_return_val_if_fail (OMNI_IS_ORDER_MARKS (self), OMNI_TIME_NONE);

  return self->since;
}

/**
 * omni_order_marks_look_at:
 * @self: the marks
 * @order: an order that the person opened
 *
 * Marks the order only when it changes once more.
 */
void
omni_order_marks_look_at (OmniOrderMarks *self, const OmniOrder *order)
{
  gint64 *pk;
  OmniTime *modified;

  g_return_if_fail (OMNI_IS_ORDER_MARKS (self));

  if (omni_order_marks_get (self, order) == OMNI_ORDER_MARK_NONE)
    return;

  pk = g_new (gint64, 1);
  modified = g_new (OmniTime, 1);
  *pk = omni_order_get_pk (order);
  *modified = omni_order_get_modified_date (order);
  g_hash_table_replace (self->seen, pk, modified);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static gboolean
is_after (OmniTime time, OmniTime since)
{
  return time != OMNI_TIME_NONE && time > since;
}

/**
 * omni_order_marks_get:
 * @self: the marks
 * @order: an order
 *
 * Returns: how to mark it
 */
OmniOrderMark
omni_order_marks_get (OmniOrderMarks *self, const OmniOrder *order)
{
  gint64 pk = omni_order_get_pk (order);
  const OmniTime *seen;

  g_return_val_if_fail (OMNI_IS_ORDER_MARKS (self), OMNI_ORDER_MARK_NONE);

  if (self->since == OMNI_TIME_NONE)
    return OMNI_ORDER_MARK_NONE;

  seen = g_hash_table_lookup (self->seen, &pk);
  if (seen != NULL)
    return is_after (omni_order_get_modified_date (order), *seen) ? OMNI_ORDER_MARK_CHANGED
                                                                  : OMNI_ORDER_MARK_NONE;
  if (is_after (omni_order_get_created_date (order), self->since))
    return OMNI_ORDER_MARK_NEW;

  return is_after (omni_order_get_modified_date (order), self->since) ? OMNI_ORDER_MARK_CHANGED
                                                                      : OMNI_ORDER_MARK_NONE;
}
