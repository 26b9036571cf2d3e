/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sandbox-seed-private.h"

G_BEGIN_DECLS

#define SANDBOX_SEED_MAX_LINES 6

typedef struct
{
  gint64 pk;
  gint64 product;
  gint64 price;
  gint64 retail_price;
  gint64 discount;
  gint64 tax_rate;
  gint64 status;
  gint64 status_before;
  gint64 refunded;
  gint64 parent;
  const char *cancel_status; /* (nullable) */
} SandboxSeedLine;

typedef struct
{
  SandboxDice dice;
  gint64 pk;
  const SandboxSeedChannel *channel;
  const SandboxSeedCustomer *customer;
  const char *payment_type;
  gint64 payment_option;
  gint64 status;
  gint64 placed;
  gint64 modified;
  char number[32];
  char tracking[40];
  char invoice[32];
  char archive[80];
  char bin[8];
  const char *delivery_type;
  const char *shipping_option;
  const char *gift_note; /* "" where there is no gift box */
  const char *client_type;
  const char *notes;
  gboolean has_gift;
  gboolean has_tracking;
  gboolean has_invoice;
  gint64 invoice_date;
  gint64 cargo;
  gint64 installments;
  gint64 interest;
  gint64 shipping;
  gint64 subtotal;
  gint64 discount;
  gint64 refund;
  gint64 discount_refund;
  gint64 shipping_refund;
  gboolean has_open_return;
  gboolean has_ended_line; /* the first, while others go on */
  gboolean has_request;
  gboolean refuses_refund; /* the bank will */
  guint n_lines;
  SandboxSeedLine lines[SANDBOX_SEED_MAX_LINES];
} SandboxSeedDraft;

void sandbox_seed_insert_plans (SandboxSeeder    *seeder,
                                SandboxSeedDraft *draft);
void sandbox_seed_insert_logs  (SandboxSeeder    *seeder,
                                SandboxSeedDraft *draft);

G_END_DECLS
