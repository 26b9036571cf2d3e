/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sandbox-seed.h"

G_BEGIN_DECLS

/* Deterministic chance: the same seed gives the same shop. */
typedef struct
{
  guint64 state;
} SandboxDice;

guint64  sandbox_dice_roll         (SandboxDice   *dice);
guint    sandbox_dice_below        (SandboxDice   *dice,
                                    guint          limit);
gboolean sandbox_dice_chance       (SandboxDice   *dice,
                                    guint          percent);
void     sandbox_dice_digits       (SandboxDice   *dice,
                                    char          *text,
                                    guint          n_digits);

typedef struct
{
  gint64 pk;
  const char *name;
  const char *channel_type;
  const char *currency;
  guint country;       /* an index into sandbox_countries */
  guint share;         /* percent of all orders */
  guint price_percent; /* of a product's price in lira, times 100 */
  const char *prefix;  /* what order numbers begin with */
  guint n_digits;      /* and how many digits follow */
} SandboxSeedChannel;

typedef struct
{
  const char *type;
  const char *name;
  guint share;
} SandboxSeedPayment;

typedef struct
{
  gint64 pk;
  const char *name;
  const char *townships[4];
} SandboxSeedCity;

typedef struct
{
  gint64 pk;
  const char *name;
  const char *code;
  const char *language;
  const char *const *streets;
  const char *const *first_names;
  const char *const *last_names;
  const SandboxSeedCity *cities;
  const char *dial; /* what a phone number begins with */
} SandboxSeedCountry;

typedef struct
{
  const char *name;
  const char *code;
  const char *const *sizes;
  const char *color;
  gint64 price;
  gint64 tax_rate;
} SandboxSeedProduct;

typedef struct
{
  gint64 pk;
  const char *name;
  const char *erp_code;
  const char *shipping_company;
} SandboxSeedCargo;

typedef struct
{
  gint64 pk;
  const char *cancellation_type;
  const char *subject;
  gboolean extra_information_needed;
  gint64 order;
  gboolean is_active;
} SandboxSeedReason;

extern const SandboxSeedChannel sandbox_seed_channels[];
extern const guint sandbox_seed_n_channels;
extern const SandboxSeedPayment sandbox_seed_payments[];
extern const guint sandbox_seed_n_payments;
extern const SandboxSeedCountry sandbox_seed_countries[];
extern const guint sandbox_seed_n_countries;
extern const SandboxSeedProduct sandbox_seed_products[];
extern const guint sandbox_seed_n_products;
extern const SandboxSeedCargo sandbox_seed_cargos[];
extern const guint sandbox_seed_n_cargos;
extern const SandboxSeedReason sandbox_seed_reasons[];
extern const guint sandbox_seed_n_reasons;
extern const char *const sandbox_seed_promotions[];
extern const guint sandbox_seed_n_promotions;
extern const char *const sandbox_seed_companies[];
extern const guint sandbox_seed_n_companies;
extern const char *const sandbox_seed_notes[];
extern const guint sandbox_seed_n_notes;
extern const char *const sandbox_seed_gift_notes[];
extern const guint sandbox_seed_n_gift_notes;

/* What an order needs to know about a customer who was made before. */
typedef struct
{
  gint64 pk;
  gint64 first_address;
  gint64 billing_address;
} SandboxSeedCustomer;

typedef struct
{
  SandboxStore *store; /* (borrowed) */
  guint64 seed;
  gint64 now;
  gint64 n_products;
  GArray **customers; /* (owned) (element-type SandboxSeedCustomer) per channel */
  const SandboxSeedProduct **product_lines; /* (owned) by product pk - 1 */
  gint64 next_item;
  gint64 next_discount;
  gint64 next_transaction;
  gint64 next_object;
  gint64 next_plan;
  gint64 next_request;
} SandboxSeeder;

void     sandbox_seed_customers    (SandboxSeeder *seeder,
                                    guint          n_customers);
void     sandbox_seed_orders       (SandboxSeeder *seeder,
                                    guint          n_orders);
guint    sandbox_seed_pick_channel (SandboxDice   *dice);

#define SANDBOX_SEED_FIRST_ORDER 80001
#define SANDBOX_SEED_FIRST_PRODUCT 7701

G_END_DECLS
