/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sandbox-seed-private.h"

#include "sandbox-customer-json.h"
#include "sandbox-json.h"

#include <string.h>

#define FIRST_CUSTOMER 51001
#define FIRST_ADDRESS 90001

typedef struct
{
  gint64 pk;
  const SandboxSeedChannel *channel;
  const SandboxSeedCountry *country;
  const char *first_name;
  const char *last_name;
  const char *phone; /* (nullable) */
  char phone_text[32];
  char email[64];
  gint64 created;
} Person;

static const char *
pick (SandboxDice *dice, const char *const *words)
{
  guint n = 0;

  while (words[n] != NULL)
    n++;

  return words[sandbox_dice_below (dice, n)];
}

/* A mailbox has those letters of a name that fit into one, and the key, so that it is nobody
 * else's. */
static void
write_email (Person *person)
{
  g_autofree char *first = g_str_to_ascii (person->first_name, "C");
  g_autofree char *last = g_str_to_ascii (person->last_name, "C");
  g_autofree char *name = g_strdup_printf ("%.16s.%.16s", first, last);
  char *at = person->email;

  for (const char *letter = name; *letter != '\0'; letter++)
    if (g_ascii_isalnum (*letter) || (*letter == '.' && at > person->email))
      *at++ = g_ascii_tolower (*letter);
  while (at > person->email && at[-1] == '.')
    at--;
  g_snprintf (at, 24, "%" G_GINT64_FORMAT "@example.com", person->pk);
}

static void
insert_customer (SandboxSeeder *seeder, SandboxDice *dice, const Person *person)
{
  g_autofree char *code = g_strdup_printf ("C-%" G_GINT64_FORMAT, person->pk);
  gboolean is_guest = sandbox_dice_chance (dice, 30);
  const char *erp_code = sandbox_dice_chance (dice, 10) ? "00012345" : NULL;
  const char *gender = sandbox_dice_chance (dice, 50)   ? "female"
                       : sandbox_dice_chance (dice, 80) ? "male"
                                                        : NULL;
  const char *birth = sandbox_dice_chance (dice, 30) ? "1987-06-05" : NULL;
  gint64 may_email = sandbox_dice_chance (dice, 70);
  gint64 may_text = sandbox_dice_chance (dice, 50);
  gint64 may_call = sandbox_dice_chance (dice, 30);

  sandbox_store_run (
      seeder->store,
      "INSERT INTO customers VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, '{}', '{}',"
      " ?, ?, '')",
      "iisssssssssiiiiii", person->pk, person->channel->pk, code, person->email, person->first_name,
      person->last_name, person->phone, erp_code, gender, is_guest ? "guest" : "registered", birth,
      is_guest ? SANDBOX_NULL : person->created, may_email, may_text, may_call, person->created,
      person->created);
}

static gint64
insert_address (
    SandboxSeeder *seeder, SandboxDice *dice, const Person *person, gint64 pk, gboolean is_company)
{
  const SandboxSeedCity *cities = person->country->cities;
  const SandboxSeedCity *city;
  guint n_cities = 0;
  guint n_townships = 0;
  g_autofree char *line = NULL;
  char postcode[16];
  char digits[16];
  gint64 township;
  gint64 district;

  while (cities[n_cities].pk != 0)
    n_cities++;
  city = &cities[sandbox_dice_below (dice, n_cities)];
  while (n_townships < G_N_ELEMENTS (city->townships) && city->townships[n_townships] != NULL)
    n_townships++;
  township = city->pk * 10 + sandbox_dice_below (dice, n_townships);
  district = sandbox_dice_chance (dice, 25) ? township * 10 : SANDBOX_NULL;
  line = g_strdup_printf (sandbox_dice_chance (dice, 8) ? "%s No: %u,\nDaire %u" : "%s %u/%u",
                          pick (dice, person->country->streets), sandbox_dice_below (dice, 190) + 1,
                          sandbox_dice_below (dice, 24) + 1);
  g_snprintf (postcode, sizeof postcode, "%02d%03u", (int)(city->pk % 100),
              sandbox_dice_below (dice, 1000));
  sandbox_dice_digits (dice, digits, is_company ? 10 : 11);
  if (is_company && sandbox_dice_chance (dice, 30))
    digits[0] = '0';

  sandbox_store_run (
      seeder->store,
      "INSERT INTO addresses VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '',"
      " 'customer', NULL, NULL, '{}', 1, ?, ?, '')",
      "iisssssiiiissssssisii", pk, person->pk,
      is_company                       ? "Fatura"
      : sandbox_dice_chance (dice, 80) ? "Ev"
                                       : NULL,
      person->first_name, person->last_name, person->email, person->phone, person->country->pk,
      city->pk, township, district, line, sandbox_dice_chance (dice, 90) ? postcode : NULL,
      sandbox_dice_chance (dice, 10)
          ? sandbox_seed_notes[sandbox_dice_below (dice, sandbox_seed_n_notes)]
          : NULL,
      is_company ? sandbox_seed_companies[sandbox_dice_below (dice, sandbox_seed_n_companies)]
                 : NULL,
      is_company ? "Büyük Mükellefler" : NULL, is_company ? digits : NULL, (gint64)is_company,
      is_company ? NULL : digits, person->created, person->created);

  return pk;
}

/* Customers of each channel, with the home of its country; every fifth has an invoice address, too.
 */
void
sandbox_seed_customers (SandboxSeeder *seeder, guint n_customers)
{
  gint64 next_address = FIRST_ADDRESS;

  for (guint i = 0; i < n_customers; i++)
    {
      SandboxDice dice = { seeder->seed * 1000003 + i * 2 + 1 };
      guint channel = i < sandbox_seed_n_channels ? i : sandbox_seed_pick_channel (&dice);
      SandboxSeedCustomer customer;
      Person person = { FIRST_CUSTOMER + i, &sandbox_seed_channels[channel] };
      guint n_dial;

      person.country = &sandbox_seed_countries[person.channel->country];
      if (channel == 5 && sandbox_dice_chance (&dice, 15))
        person.country = &sandbox_seed_countries[4];
      person.first_name = pick (&dice, person.country->first_names);
      person.last_name = pick (&dice, person.country->last_names);
      person.created =
          seeder->now - (91 + (gint64)sandbox_dice_below (&dice, 400)) * 24 * 3600 * G_USEC_PER_SEC;
      write_email (&person);
      n_dial = (guint)g_strlcpy (person.phone_text, person.country->dial, sizeof person.phone_text);
      sandbox_dice_digits (&dice, person.phone_text + n_dial, 9);
      person.phone = sandbox_dice_chance (&dice, 92) ? person.phone_text : NULL;
      insert_customer (seeder, &dice, &person);

      customer.pk = person.pk;
      customer.first_address = insert_address (seeder, &dice, &person, next_address++, FALSE);
      customer.billing_address = customer.first_address;
      if (sandbox_dice_chance (&dice, 20))
        customer.billing_address = insert_address (seeder, &dice, &person, next_address++, TRUE);
      g_array_append_val (seeder->customers[channel], customer);
    }

  sandbox_customer_json_refresh (seeder->store, 0);
  sandbox_address_json_refresh (seeder->store, 0);
}
