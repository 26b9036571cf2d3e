/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sandbox-seed-draft.h"

#include "sandbox-json.h"
#include "sandbox-order-json.h"
#include "sandbox-value.h"

#include <string.h>

#define MINUTE (G_GINT64_CONSTANT (60) * G_USEC_PER_SEC)

static const gint64 all_statuses[] = {
  50, 100, 200, 300, 350, 400, 450, 500, 510, 520, 540, 544, 545, 546, 547, 550, 600,
};

/* Young orders wait, old ones are delivered; each status turns up among the first orders, too. */
static gint64
pick_status (SandboxDice *dice, guint index, gint64 age)
{
  static const gint64 young[] = { 200, 200, 300, 350, 400, 400, 400, 400, 450, 450, 50, 100 };
  static const gint64 middle[] = { 400, 450, 450, 500, 500, 510, 510,
                                   520, 540, 550, 550, 50,  100, 300 };
  static const gint64 old[] = { 550, 550, 550, 550, 550, 550, 550, 550,
                                550, 510, 100, 600, 600, 540, 450, 547 };

  if (index % 97 < G_N_ELEMENTS (all_statuses))
    return all_statuses[index % 97];
  if (age < 3 * SANDBOX_DAY)
    return young[sandbox_dice_below (dice, G_N_ELEMENTS (young))];
  if (age < 14 * SANDBOX_DAY)
    return middle[sandbox_dice_below (dice, G_N_ELEMENTS (middle))];

  return old[sandbox_dice_below (dice, G_N_ELEMENTS (old))];
}

static void
pick_payment (SandboxSeedDraft *draft)
{
  guint point = sandbox_dice_below (&draft->dice, 100);
  guint i;

  for (i = 0; i + 1 < sandbox_seed_n_payments && point >= sandbox_seed_payments[i].share; i++)
    point -= sandbox_seed_payments[i].share;
  draft->payment_type = sandbox_seed_payments[i].type;
  draft->payment_option = draft->channel->pk * 10 + 11 + i;
  draft->installments = 1;
  if (i == 0)
    {
      sandbox_dice_digits (&draft->dice, draft->bin, 6);
      draft->bin[0] = '4';
      if (sandbox_dice_chance (&draft->dice, 25))
        draft->installments = 3 * (1 + sandbox_dice_below (&draft->dice, 4));
    }
}

static void
add_lines (SandboxSeeder *seeder, SandboxSeedDraft *draft)
{
  static const guint counts[] = { 1, 1, 1, 1, 2, 2, 2, 3, 3, 4, 5, 6 };
  gboolean is_reduced = sandbox_dice_chance (&draft->dice, 35);
  gboolean is_bundle;

  draft->n_lines = counts[sandbox_dice_below (&draft->dice, G_N_ELEMENTS (counts))];
  is_bundle = draft->n_lines >= 3 && sandbox_dice_chance (&draft->dice, 5);
  for (guint i = 0; i < draft->n_lines; i++)
    {
      SandboxSeedLine *line = &draft->lines[i];
      guint product = sandbox_dice_below (&draft->dice, (guint)seeder->n_products);
      const SandboxSeedProduct *of = seeder->product_lines[product];

      line->pk = seeder->next_item++;
      line->product = SANDBOX_SEED_FIRST_PRODUCT + product;
      line->price = MAX (of->price * draft->channel->price_percent / 10000, 1);
      line->tax_rate = of->tax_rate;
      line->parent = SANDBOX_NULL;
      line->status_before = SANDBOX_NULL;
      line->status = draft->status;
      if (i > 0 && sandbox_dice_chance (&draft->dice, 15))
        {
          line->product = draft->lines[i - 1].product;
          line->price = draft->lines[i - 1].price;
          line->tax_rate = draft->lines[i - 1].tax_rate;
        }
      if (is_bundle && i > 0)
        {
          line->parent = draft->lines[0].pk;
          line->price = 0;
        }
      line->retail_price =
          line->price + (sandbox_dice_chance (&draft->dice, 40) ? line->price / 6 : 0);
      if (is_reduced)
        line->discount = line->price * (5 + sandbox_dice_below (&draft->dice, 20)) / 100;
      draft->subtotal += line->price - line->discount;
      draft->discount += line->discount;
    }
}

/* A line gives back what was paid for it. */
static void
end_line (SandboxSeedDraft *draft, SandboxSeedLine *line, gint64 status)
{
  line->status = status;
  line->refunded = line->price - line->discount;
  draft->refund += line->refunded;
  draft->discount_refund += line->discount;
  line->cancel_status = "approved";
}

static void
settle_cancellations (SandboxSeedDraft *draft)
{
  SandboxSeedLine *first = &draft->lines[0];

  if (draft->status == 100 || draft->status == 600)
    {
      for (guint i = 0; i < draft->n_lines; i++)
        end_line (draft, &draft->lines[i], draft->status);
      draft->refund += draft->interest;
      draft->lines[draft->n_lines - 1].refunded += draft->interest;
      draft->shipping_refund = draft->shipping;
    }
  else if (draft->status == 50)
    {
      for (guint i = 0; i < draft->n_lines; i++)
        {
          draft->lines[i].status_before = 400;
          draft->lines[i].cancel_status = "waiting";
        }
    }
  else if (draft->status >= 500 && draft->status <= 550 && sandbox_dice_chance (&draft->dice, 5))
    {
      first->cancel_status = "waiting";
      draft->has_open_return = TRUE;
    }
  else if (draft->n_lines > 1 && draft->status >= 400 && first->parent == SANDBOX_NULL &&
           draft->lines[1].parent == SANDBOX_NULL && sandbox_dice_chance (&draft->dice, 5))
    {
      end_line (draft, first, draft->status >= 500 ? 600 : 100);
      draft->has_ended_line = TRUE;
    }
  else if (draft->status >= 200 && draft->status <= 550 && sandbox_dice_chance (&draft->dice, 4))
    {
      draft->has_request = TRUE;
      first->cancel_status = sandbox_dice_chance (&draft->dice, 40) ? "rejected" : NULL;
    }
}

static void
write_shipment (SandboxSeedDraft *draft)
{
  SandboxDice *dice = &draft->dice;
  gboolean is_shipped = draft->status >= 500 && draft->status != 520;
  guint n_digits = sandbox_dice_chance (dice, 10) ? 20 + sandbox_dice_below (dice, 5) : 13;

  if (draft->channel->country == 0)
    draft->cargo = (gint64[]){ 4, 4, 4, 1, 2, 6, 7 }[sandbox_dice_below (dice, 7)];
  else
    draft->cargo = (gint64[]){ 3, 5, 8, 9, 10, 11 }[sandbox_dice_below (dice, 6)];

  if (is_shipped && sandbox_dice_chance (dice, 95))
    {
      draft->has_tracking = TRUE;
      sandbox_dice_digits (dice, draft->tracking, n_digits);
      if (sandbox_dice_chance (dice, 15))
        draft->tracking[0] = '0';
    }
  if (draft->status >= 450 || (draft->status == 400 && sandbox_dice_chance (dice, 20)))
    {
      draft->has_invoice = TRUE;
      g_snprintf (draft->invoice, sizeof draft->invoice, "AKM2025%09d",
                  (int)(draft->pk % 1000000000));
      g_snprintf (draft->archive, sizeof draft->archive, "https://files.acme.example/inv/%d.pdf",
                  (int)draft->pk);
      draft->invoice_date = (draft->placed / SANDBOX_DAY + 1) * SANDBOX_DAY;
    }
}

static void
write_fixed_json (SandboxSeedDraft *draft, gint64 amount, GString *json)
{
  static const char *const clients[] = { "default", "ios", "android", "instore" };
  SandboxDice *dice = &draft->dice;
  gboolean has_note;
  char text[64];

  draft->has_gift = sandbox_dice_chance (dice, 6);
  has_note = sandbox_dice_chance (dice, 8);
  g_string_append_printf (json, "\"pk\":%" G_GINT64_FORMAT, draft->pk);
  sandbox_json_text (json, "number", draft->number);
  sandbox_json_time (json, "date_placed", draft->placed);
  sandbox_json_text (json, "currency", draft->channel->currency);
  sandbox_json_money (json, "amount", amount);
  sandbox_json_money (json, "discount_amount", draft->discount);
  sandbox_json_money (json, "shipping_amount", draft->shipping);
  sandbox_json_money (json, "net_shipping_amount", draft->shipping);
  sandbox_json_money (json, "shipping_tax_rate",
                      sandbox_dice_chance (dice, 85) ? 2000 : SANDBOX_NULL);
  sandbox_json_money (json, "installment_interest_amount", draft->interest);
  sandbox_json_text (json, "payment_option_slug", draft->payment_type);
  sandbox_json_text (json, "bin_number", *draft->bin != '\0' ? draft->bin : NULL);
  sandbox_json_int (json, "installment",
                    *draft->bin != '\0' ? 117 + draft->installments : SANDBOX_NULL);
  sandbox_json_int (json, "installment_count",
                    *draft->bin != '\0' ? draft->installments : SANDBOX_NULL);
  draft->delivery_type = sandbox_dice_chance (dice, 90) ? "standard" : "same_day";
  sandbox_json_text (json, "delivery_type", draft->delivery_type);
  sandbox_json_raw (json, "delivery_range", NULL);
  sandbox_json_text (json, "carrier_shipping_code", "");
  draft->shipping_option = draft->status == 520 ? "click-and-collect" : "home-delivery";
  sandbox_json_text (json, "shipping_option_slug", draft->shipping_option);
  g_snprintf (text, sizeof text, "203.0.113.%u", sandbox_dice_below (dice, 254) + 1);
  sandbox_json_text (json, "remote_addr", text);
  draft->gift_note =
      draft->has_gift
          ? sandbox_seed_gift_notes[sandbox_dice_below (dice, sandbox_seed_n_gift_notes)]
          : "";
  draft->client_type = clients[sandbox_dice_below (dice, G_N_ELEMENTS (clients))];
  sandbox_json_boolean (json, "has_gift_box", draft->has_gift);
  sandbox_json_text (json, "gift_box_note", draft->gift_note);
  sandbox_json_text (json, "client_type", draft->client_type);
  sandbox_json_text (json, "language_code",
                     sandbox_seed_countries[draft->channel->country].language);
  draft->notes =
      has_note ? sandbox_seed_notes[sandbox_dice_below (dice, sandbox_seed_n_notes)] : "";
  sandbox_json_text (json, "notes", draft->notes);
  g_snprintf (text, sizeof text, "{\"id\":\"WEB-%05d\"}", (int)(draft->pk % 100000));
  sandbox_json_raw (json, "extra_field", sandbox_dice_chance (dice, 90) ? text : "{}");
  sandbox_json_time (json, "created_date", draft->placed + G_USEC_PER_SEC);
}

static void
insert_order (SandboxSeeder *seeder, SandboxSeedDraft *draft)
{
  g_autoptr (GString) fixed = g_string_sized_new (1024);
  g_autoptr (GString) live = g_string_sized_new (512);
  gint64 amount = draft->subtotal + draft->shipping + draft->interest;
  SandboxOrderState state = {
    draft->status,
    draft->refund,
    draft->discount_refund,
    draft->shipping_refund,
    draft->has_invoice ? draft->invoice_date : SANDBOX_NULL,
    draft->modified,
    draft->status >= 400,
    draft->has_tracking ? draft->tracking : NULL,
    draft->has_invoice ? draft->invoice : NULL,
    draft->has_invoice ? draft->archive : NULL,
  };
  gboolean is_waiting = draft->status == 50 || draft->has_open_return;

  state.is_send = draft->status >= 450 || sandbox_dice_chance (&draft->dice, 40);
  write_fixed_json (draft, amount, fixed);
  sandbox_order_json_write_live (&state, live);
  sandbox_store_run (seeder->store, "INSERT INTO order_json VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                     "iiiiiiiss", draft->pk, draft->channel->pk, draft->customer->pk,
                     draft->customer->first_address, draft->customer->billing_address,
                     draft->payment_option, draft->cargo, live->str, fixed->str);
  sandbox_store_run (
      seeder->store,
      "INSERT INTO orders VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
      " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      "isiiiiiisiiiiiiiisissisisiississs", draft->pk, draft->number, draft->channel->pk,
      draft->status, draft->placed, draft->customer->pk, draft->customer->first_address,
      draft->customer->billing_address, draft->channel->currency, amount, draft->discount,
      draft->shipping, draft->interest, draft->refund, draft->discount_refund,
      draft->shipping_refund, draft->payment_option, draft->payment_type, draft->cargo,
      state.tracking_number, state.invoice_number, state.invoice_date, state.e_archive_url,
      (gint64)state.is_send, is_waiting ? "waiting" : NULL, draft->placed + G_USEC_PER_SEC,
      draft->modified, draft->delivery_type, draft->shipping_option, (gint64)draft->has_gift,
      draft->gift_note, draft->client_type, draft->notes);
}

static void
insert_lines (SandboxSeeder *seeder, SandboxSeedDraft *draft)
{
  const char *company = sandbox_seed_cargos[draft->cargo - 1].shipping_company;

  for (guint i = 0; i < draft->n_lines; i++)
    {
      const SandboxSeedLine *line = &draft->lines[i];
      char extra[32];

      g_snprintf (extra, sizeof extra, "{\"id\":\"L-%u\"}", i + 1);
      sandbox_store_run (
          seeder->store,
          "INSERT INTO order_items VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, "
          "?, ?,"
          " ?, ?, '{}', '{}', '{}', '{}', NULL, ?, ?)",
          "iiiisiiiiiisisssiiisii", line->pk, draft->pk, line->product, line->status,
          line->cancel_status, line->status_before, line->price, line->retail_price, line->discount,
          line->tax_rate, line->refunded, draft->has_invoice ? draft->invoice : NULL,
          draft->has_invoice ? draft->invoice_date : SANDBOX_NULL,
          draft->has_invoice ? draft->archive : NULL, draft->has_tracking ? draft->tracking : NULL,
          draft->has_tracking ? company : NULL,
          line->status == 550 ? draft->modified : SANDBOX_NULL,
          (draft->placed / SANDBOX_DAY + 3) * SANDBOX_DAY, line->parent, extra,
          draft->placed + G_USEC_PER_SEC, draft->modified);
    }
}

static void
insert_discount (SandboxSeeder *seeder, SandboxSeedDraft *draft)
{
  static const char *const types[] = { "basket", "product", "coupon" };
  gint64 promotion = 88 + sandbox_dice_below (&draft->dice, sandbox_seed_n_promotions);
  guint type = sandbox_dice_below (&draft->dice, G_N_ELEMENTS (types));
  gint64 pk;

  if (draft->discount == 0)
    return;

  pk = seeder->next_discount++;
  sandbox_store_run (seeder->store, "INSERT INTO discount_items VALUES (?, ?, ?, ?, ?, ?)",
                     "iiiiss", pk, draft->pk, promotion, draft->discount, types[type],
                     type == 2 ? "BAHAR,20" : NULL);
  for (guint i = 0; i < draft->n_lines; i++)
    if (draft->lines[i].discount > 0)
      sandbox_store_run (
          seeder->store,
          "INSERT INTO discount_applicants (discount_item, order_item) VALUES (?, ?)", "ii", pk,
          draft->lines[i].pk);
}

static void
insert_transaction (SandboxSeeder *seeder,
                    SandboxSeedDraft *draft,
                    const char *type,
                    gint64 amount,
                    gboolean is_refund,
                    gint64 when)
{
  gboolean is_card = strcmp (type, "transaction") == 0;
  gboolean is_paid = draft->status != 300 || is_refund;

  sandbox_store_run (
      seeder->store, "INSERT INTO transactions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      "iiiissiisisiii", seeder->next_transaction++, draft->pk, draft->payment_option, amount,
      draft->channel->currency, type, seeder->next_object++, (gint64)is_refund,
      is_paid ? "completed" : "waiting", (gint64)(!is_refund && draft->refuses_refund),
      is_card ? draft->bin : NULL, is_card ? draft->installments : SANDBOX_NULL, when, when);
}

static void
insert_payments (SandboxSeeder *seeder, SandboxSeedDraft *draft)
{
  const char *type =
      strcmp (draft->payment_type, "credit_card") == 0 ? "transaction" : draft->payment_type;
  gint64 refunded = draft->refund + draft->shipping_refund;

  insert_transaction (seeder, draft, type, draft->subtotal + draft->shipping + draft->interest,
                      FALSE, draft->placed);
  if (refunded > 0)
    insert_transaction (seeder, draft, type, refunded, TRUE, draft->modified);
}

static void
draft_order (SandboxSeeder *seeder, guint index, guint n_orders, SandboxSeedDraft *draft)
{
  guint channel;
  gint64 age;

  memset (draft, 0, sizeof *draft);
  draft->dice.state = seeder->seed * 1000003 + (guint64)index * 2;
  draft->pk = SANDBOX_SEED_FIRST_ORDER + index;
  channel = sandbox_seed_pick_channel (&draft->dice);
  draft->channel = &sandbox_seed_channels[channel];
  draft->customer =
      &g_array_index (seeder->customers[channel], SandboxSeedCustomer,
                      sandbox_dice_below (&draft->dice, seeder->customers[channel]->len));

  /* Spread evenly over 90 days, the newest a minute ago, each a little off its place. */
  age = MINUTE +
        (gint64)((guint64)(n_orders - 1 - index) * (90 * SANDBOX_DAY / 1000) / n_orders) * 1000 +
        sandbox_dice_below (&draft->dice, 55 * G_USEC_PER_SEC);
  draft->placed = seeder->now - age;
  draft->status = pick_status (&draft->dice, index, age);
  draft->modified =
      draft->placed + 2 * G_USEC_PER_SEC + age / 1000 * sandbox_dice_below (&draft->dice, 900);
  g_snprintf (draft->number, sizeof draft->number, "%s%0*d", draft->channel->prefix,
              (int)draft->channel->n_digits, (int)(40192286 + index * 7));

  pick_payment (draft);
  add_lines (seeder, draft);
  if (draft->subtotal < 60000 * (gint64)draft->channel->price_percent / 10000)
    draft->shipping = MAX (4990 * (gint64)draft->channel->price_percent / 10000, 99);
  if (draft->installments > 3)
    draft->interest = draft->subtotal * 2 / 100;
  draft->refuses_refund = *draft->bin != '\0' && sandbox_dice_chance (&draft->dice, 8);
  settle_cancellations (draft);
  write_shipment (draft);
}

/**
 * sandbox_seed_orders:
 * @seeder: the state
 * @n_orders: how many
 *
 * Makes orders that add up: the amount is what the lines cost after discounts, plus shipping and
 * interest (contract 3.1), and what was paid is that amount.
 */
void
sandbox_seed_orders (SandboxSeeder *seeder, guint n_orders)
{
  seeder->next_item = 205001;
  seeder->next_discount = 1501;
  seeder->next_transaction = 33001;
  seeder->next_object = 5501;
  seeder->next_plan = 6601;
  seeder->next_request = 1101;
  for (guint i = 0; i < n_orders; i++)
    {
      SandboxSeedDraft draft;

      draft_order (seeder, i, n_orders, &draft);
      insert_order (seeder, &draft);
      insert_lines (seeder, &draft);
      insert_discount (seeder, &draft);
      insert_payments (seeder, &draft);
      sandbox_seed_insert_plans (seeder, &draft);
      sandbox_seed_insert_logs (seeder, &draft);
    }
}
