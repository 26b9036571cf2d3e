/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sandbox.h"
#include "sandbox-store.h"

G_BEGIN_DECLS

typedef enum
{
  SANDBOX_ORDER_FLAT,     /* related objects are keys */
  SANDBOX_ORDER_NESTED,   /* channel, customer and addresses are objects */
  SANDBOX_ORDER_COMPLETE, /* the same with the items */
  SANDBOX_ORDER_DETAILED, /* everything is an object, and the items are there */
} SandboxOrderForm;

/**
 * SandboxOrderState:
 *
 * What changes about an order after it was placed.
 */
typedef struct
{
  gint64 status;
  gint64 refund_amount;
  gint64 discount_refund_amount;
  gint64 shipping_refund_amount;
  gint64 invoice_date;
  gint64 modified_date;
  gboolean is_send;
  const char *tracking_number;
  const char *invoice_number;
  const char *e_archive_url;
} SandboxOrderState;

gboolean sandbox_order_json_append     (Sandbox                 *sandbox,
                                        gint64                   pk,
                                        SandboxOrderForm         form,
                                        GString                 *json);
void     sandbox_order_json_write_live (const SandboxOrderState *state,
                                        GString                 *json);
void     sandbox_order_follow_items    (Sandbox                 *sandbox,
                                        gint64                   pk);
void     sandbox_order_touch           (Sandbox                 *sandbox,
                                        gint64                   pk);

G_END_DECLS
