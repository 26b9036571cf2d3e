/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sandbox-seed-private.h"

#include "sandbox-json.h"
#include "sandbox-uuid.h"
#include "sandbox-value.h"

#include <string.h>

/* 2023-06-01T10:00:00Z, when the shop opened. */
#define OPENED (G_GINT64_CONSTANT (1685613600) * G_USEC_PER_SEC)

guint64
sandbox_dice_roll (SandboxDice *dice)
{
  dice->state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  return sandbox_mix (dice->state);
}

guint
sandbox_dice_below (SandboxDice *dice, guint limit)
{
  return (guint)((sandbox_dice_roll (dice) >> 32) * limit >> 32);
}

gboolean
sandbox_dice_chance (SandboxDice *dice, guint percent)
{
  return sandbox_dice_below (dice, 100) < percent;
}

void
sandbox_dice_digits (SandboxDice *dice, char *text, guint n_digits)
{
  for (guint i = 0; i < n_digits; i++)
    text[i] = (char)('0' + sandbox_dice_below (dice, 10));
  text[n_digits] = '\0';
}

guint
sandbox_seed_pick_channel (SandboxDice *dice)
{
  guint point = sandbox_dice_below (dice, 100);
  guint i;

  for (i = 0; i + 1 < sandbox_seed_n_channels && point >= sandbox_seed_channels[i].share; i++)
    point -= sandbox_seed_channels[i].share;

  return i;
}

static void
seed_users (SandboxStore *store)
{
  static const char sql[] = "INSERT INTO users VALUES (?, ?, 'omnidesk', ?, ?, ?, ?, ?, ?)";

  sandbox_store_run (store, sql, "issssiis", (gint64)3, "ops.elif", "elif.er@example.com", "Elif",
                     "Er", (gint64)1, (gint64)1,
                     "orders.view orders.update orders.cancel orders.refund_manual orders.export "
                     "customers.update");
  sandbox_store_run (store, sql, "issssiis", (gint64)4, "view.can", "can.oz@example.com", "Can",
                     "Öz", (gint64)1, (gint64)0, "orders.view orders.export");
  sandbox_store_run (store, sql, "issssiis", (gint64)6, "mert.second", "mert@example.com", "Mert",
                     "Kaya", (gint64)1, (gint64)0, "orders.view orders.update");
  sandbox_store_run (store, sql, "issssiis", (gint64)5, "old.deniz", "deniz.eski@example.com",
                     "Deniz", "Eski", (gint64)0, (gint64)0, "orders.view");
}

static void
seed_channels (SandboxStore *store)
{
  for (guint i = 0; i < sandbox_seed_n_channels; i++)
    {
      const SandboxSeedChannel *channel = &sandbox_seed_channels[i];
      g_autoptr (GString) nested = g_string_new ("{");

      sandbox_json_int (nested, "id", channel->pk);
      sandbox_json_text (nested, "name", channel->name);
      sandbox_json_text (nested, "channel_type", channel->channel_type);
      sandbox_json_int (nested, "catalog", channel->pk % 3 + 1);
      sandbox_json_boolean (nested, "is_active", TRUE);
      g_string_append_c (nested, '}');
      sandbox_store_run (store, "INSERT INTO channels VALUES (?, ?, ?, ?, 1, ?, ?, ?)", "issiiis",
                         channel->pk, channel->name, channel->channel_type, channel->pk % 3 + 1,
                         OPENED, OPENED, nested->str);
      for (guint p = 0; p < sandbox_seed_n_payments; p++)
        sandbox_store_run (store, "INSERT INTO payment_options VALUES (?, ?, ?, ?, ?, 1)", "isssi",
                           channel->pk * 10 + 11 + p, sandbox_seed_payments[p].name,
                           sandbox_seed_payments[p].type, sandbox_seed_payments[p].type,
                           channel->pk);
    }
}

static void
seed_locations (SandboxStore *store)
{
  for (guint i = 0; i < sandbox_seed_n_countries; i++)
    {
      const SandboxSeedCountry *country = &sandbox_seed_countries[i];

      sandbox_store_run (store, "INSERT INTO countries VALUES (?, ?, ?)", "iss", country->pk,
                         country->name, country->code);
      for (const SandboxSeedCity *city = country->cities; city->pk != 0; city++)
        {
          sandbox_store_run (store, "INSERT INTO cities VALUES (?, ?, ?)", "isi", city->pk,
                             city->name, country->pk);
          for (guint t = 0; t < G_N_ELEMENTS (city->townships) && city->townships[t] != NULL; t++)
            {
              gint64 township = city->pk * 10 + t;
              g_autofree char *postcode =
                  g_strdup_printf ("%02d%03d", (int)city->pk, (int)t * 10 + 10);
              g_autofree char *district = g_strdup_printf ("%s Merkez", city->townships[t]);

              sandbox_store_run (store, "INSERT INTO townships VALUES (?, ?, ?, ?)", "isii",
                                 township, city->townships[t], city->pk, country->pk);
              sandbox_store_run (store, "INSERT INTO districts VALUES (?, ?, ?, ?, ?, ?)", "isiiis",
                                 township * 10, district, township, city->pk, country->pk,
                                 postcode);
            }
        }
    }
}

static void
seed_others (SandboxStore *store)
{
  for (guint i = 0; i < sandbox_seed_n_cargos; i++)
    sandbox_store_run (store, "INSERT INTO cargos VALUES (?, ?, ?, ?, ?, ?)", "isssii",
                       sandbox_seed_cargos[i].pk, sandbox_seed_cargos[i].name,
                       sandbox_seed_cargos[i].erp_code, sandbox_seed_cargos[i].shipping_company,
                       OPENED, OPENED);
  for (guint i = 0; i < sandbox_seed_n_reasons; i++)
    {
      const SandboxSeedReason *reason = &sandbox_seed_reasons[i];

      sandbox_store_run (store, "INSERT INTO reasons VALUES (?, ?, ?, ?, ?, ?, 1, 1, ?, ?)",
                         "issiiiii", reason->pk, reason->cancellation_type, reason->subject,
                         (gint64)reason->extra_information_needed, reason->order,
                         (gint64)reason->is_active, OPENED, OPENED);
    }
  for (guint i = 0; i < sandbox_seed_n_promotions; i++)
    {
      g_autofree char *slug = g_str_to_ascii (sandbox_seed_promotions[i], "C");

      g_strcanon (slug, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS, '-');
      sandbox_store_run (store, "INSERT INTO promotions VALUES (?, ?, ?, ?)", "issi",
                         (gint64)(88 + i), sandbox_seed_promotions[i], slug, OPENED);
    }
}

static void
seed_products (SandboxSeeder *seeder)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new ();
  gint64 pk = SANDBOX_SEED_FIRST_PRODUCT;

  for (guint i = 0; i < sandbox_seed_n_products; i++)
    for (const char *const *size = sandbox_seed_products[i].sizes; *size != NULL; size++)
      {
        const SandboxSeedProduct *product = &sandbox_seed_products[i];
        g_autofree char *sku = g_strdup_printf ("%s-%s", product->code, *size);
        g_autofree char *barcode = g_strdup_printf ("0869%09d", (int)pk);
        g_autoptr (GString) attributes = g_string_new ("{");

        sandbox_json_text (attributes, "renk", product->color);
        sandbox_json_text (attributes, "beden", *size);
        g_string_append_c (attributes, '}');
        sandbox_store_run (seeder->store, "INSERT INTO products VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                           "isssssii", pk, product->name, product->code, sku, barcode,
                           attributes->str, product->price, product->tax_rate);
        g_ptr_array_add (lines, (gpointer)product);
        pk++;
      }
  seeder->n_products = lines->len;
  seeder->product_lines =
      (const SandboxSeedProduct **)g_ptr_array_free (g_steal_pointer (&lines), FALSE);
}

/**
 * sandbox_seed:
 * @store: a new store
 * @n_orders: how many orders
 * @seed: what chance is made of
 * @now: when the newest order was placed, in microseconds since 1970
 *
 * Fills a new store. Everything but the times depends on @n_orders and @seed alone.
 */
void
sandbox_seed (SandboxStore *store, guint n_orders, guint64 seed, gint64 now)
{
  SandboxSeeder seeder = { store, seed, now };

  seed_users (store);
  seed_channels (store);
  seed_locations (store);
  seed_others (store);
  seed_products (&seeder);

  seeder.customers = g_new0 (GArray *, sandbox_seed_n_channels);
  for (guint i = 0; i < sandbox_seed_n_channels; i++)
    seeder.customers[i] = g_array_new (FALSE, FALSE, sizeof (SandboxSeedCustomer));
  sandbox_seed_customers (&seeder, MAX (n_orders / 3, 4 * sandbox_seed_n_channels));
  sandbox_seed_orders (&seeder, n_orders);

  for (guint i = 0; i < sandbox_seed_n_channels; i++)
    g_array_unref (seeder.customers[i]);
  g_free (seeder.customers);
  g_free (seeder.product_lines);
}
