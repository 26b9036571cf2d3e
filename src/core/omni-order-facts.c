/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-order-facts.h"

#include <glib/gi18n-lib.h>

#include "omni-address.h"
#include "omni-customer.h"
#include "omni-order-extra.h"
#include "omni-order.h"
#include "omni-time.h"
#include "omni-word-private.h"

/* So much of what a shop keeps beside an order is shown; the rest is for machines. */
#define MAX_EXTRA_CHARS 2000

/* Where a fact comes from. */
typedef enum
{
  COLUMN,     /* the column of this id */
  CUSTOMER,   /* an OmniCustomerText */
  PERMISSION, /* an OmniCustomerPermission */
  ADDRESS,    /* an OmniAddressText of the section's address */
  LABEL,      /* the section's address as it is written on a parcel */
  TAXPAYER,   /* whether the address gets electronic invoices */
  TEXT,       /* an OmniOrderText */
  RATE,       /* the column of this id, a part of a hundred */
  DELIVERY,   /* one of the two times between which it is to be delivered, or the words for them */
  EXTRA,      /* what the shop keeps beside the order */
} Source;

typedef struct
{
  const char *id;
  const char *title; /* (nullable): the column's own */
  Source source;
  guint which;
  OmniFactKind kind;
  gboolean is_word; /* of the API, which people call otherwise */
} FactRow;

enum
{
  DELIVERY_FROM,
  DELIVERY_UNTIL,
  DELIVERY_WORDS,
};

static const OmniWord known_words[] = {
  { "guest", N_ ("Guest") },
  { "registered", N_ ("Registered") },
  { "female", N_ ("Female") },
  { "male", N_ ("Male") },
  { "credit_card", N_ ("Card") },
  { "pay_on_delivery", N_ ("Pay on delivery") },
  { "funds_transfer", N_ ("Bank transfer") },
  { "bkm_express", N_ ("BKM Express") },
  { "loyalty_money", N_ ("Loyalty points") },
  { "cash_register", N_ ("Cash register") },
  { "default", N_ ("Default") },
  { "ios", "iOS" },
  { "android", "Android" },
  { "instore", N_ ("In store") },
  { "standard", N_ ("Standard") },
  { "same_day", N_ ("Same day") },
  { "home-delivery", N_ ("Home delivery") },
  { "click-and-collect", N_ ("Click and collect") },
};

static const FactRow order_rows[] = {
  { "number", NULL, COLUMN, 0, OMNI_FACT_COPIED },
  { "status", NULL, COLUMN },
  { "cancel-status", NULL, COLUMN },
  { "channel", N_ ("Channel (platform)"), COLUMN },
  { "date-placed", NULL, COLUMN },
  { "modified", NULL, COLUMN },
  { "sent", N_ ("Sent to the ERP"), COLUMN },
  { "client-type", N_ ("Client"), COLUMN, 0, 0, TRUE },
  { "language", NULL, COLUMN },
  { "remote-address", NULL, COLUMN },
  { "gift-box", NULL, COLUMN },
  { "gift-note", NULL, COLUMN, 0, OMNI_FACT_BLOCK },
  { "notes", NULL, COLUMN, 0, OMNI_FACT_BLOCK },
  { "extra", N_ ("Extra"), EXTRA, 0, OMNI_FACT_BLOCK },
  { "id", NULL, COLUMN },
};

static const FactRow customer_rows[] = {
  { "customer", N_ ("Name"), COLUMN },
  { "email", NULL, COLUMN, 0, OMNI_FACT_COPIED },
  { "phone", NULL, COLUMN, 0, OMNI_FACT_COPIED },
  { "user-type", N_ ("Account"), CUSTOMER, OMNI_CUSTOMER_USER_TYPE, 0, TRUE },
  { "gender", N_ ("Gender"), CUSTOMER, OMNI_CUSTOMER_GENDER, 0, TRUE },
  { "date-of-birth", N_ ("Date of birth"), CUSTOMER, OMNI_CUSTOMER_DATE_OF_BIRTH },
  { "email-allowed", N_ ("E-mail allowed"), PERMISSION, OMNI_CUSTOMER_EMAIL_ALLOWED },
  { "sms-allowed", N_ ("SMS allowed"), PERMISSION, OMNI_CUSTOMER_SMS_ALLOWED },
  { "call-allowed", N_ ("Calls allowed"), PERMISSION, OMNI_CUSTOMER_CALL_ALLOWED },
  { "erp-code", N_ ("ERP code"), CUSTOMER, OMNI_CUSTOMER_ERP_CODE },
  { "channel-code", N_ ("Channel code"), CUSTOMER, OMNI_CUSTOMER_CHANNEL_CODE },
};

static const FactRow shipping_rows[] = {
  { "shipping-label", N_ ("Address"), LABEL, 0, OMNI_FACT_BLOCK },
  { "shipping-phone", N_ ("Phone"), ADDRESS, OMNI_ADDRESS_PHONE_NUMBER, OMNI_FACT_COPIED },
  { "shipping-email", N_ ("E-mail"), ADDRESS, OMNI_ADDRESS_EMAIL },
  { "shipping-title", N_ ("Called"), ADDRESS, OMNI_ADDRESS_TITLE },
  { "shipping-notes", N_ ("Notes"), ADDRESS, OMNI_ADDRESS_NOTES, OMNI_FACT_BLOCK },
};

static const FactRow billing_rows[] = {
  { "billing-label", N_ ("Address"), LABEL, 0, OMNI_FACT_BLOCK },
  { "billing-phone", N_ ("Phone"), ADDRESS, OMNI_ADDRESS_PHONE_NUMBER },
  { "billing-email", N_ ("E-mail"), ADDRESS, OMNI_ADDRESS_EMAIL },
  { "tax-office", NULL, COLUMN },
  { "tax-number", NULL, COLUMN, 0, OMNI_FACT_COPIED },
  { "identity-number", NULL, COLUMN, 0, OMNI_FACT_COPIED },
  { "e-bill-taxpayer", N_ ("E-invoice payer"), TAXPAYER },
  { "invoice-number", NULL, COLUMN, 0, OMNI_FACT_COPIED },
  { "invoice-date", NULL, COLUMN },
  { "e-archive-url", N_ ("E-archive"), COLUMN, 0, OMNI_FACT_LINK },
  { "billing-notes", N_ ("Notes"), ADDRESS, OMNI_ADDRESS_NOTES, OMNI_FACT_BLOCK },
};

static const FactRow payment_rows[] = {
  { "payment-option", NULL, COLUMN },
  { "payment-type", N_ ("Payment type"), TEXT, OMNI_ORDER_PAYMENT_OPTION_SLUG, 0, TRUE },
  { "installment-count", NULL, COLUMN },
  { "bin-number", NULL, COLUMN },
  { "amount", NULL, COLUMN },
  { "discount-amount", NULL, COLUMN },
  { "interest-amount", NULL, COLUMN },
  { "refund-amount", NULL, COLUMN },
};

static const FactRow delivery_rows[] = {
  { "shipping-company", NULL, COLUMN },
  { "tracking-number", NULL, COLUMN, 0, OMNI_FACT_COPIED },
  { "tracking-url", N_ ("Tracking page"), TEXT, OMNI_ORDER_TRACKING_URL, OMNI_FACT_LINK },
  { "delivery-type", NULL, COLUMN, 0, 0, TRUE },
  { "delivery-from", N_ ("Deliver from"), DELIVERY, DELIVERY_FROM },
  { "delivery-until", N_ ("Deliver until"), DELIVERY, DELIVERY_UNTIL },
  { "delivery-range", N_ ("Delivery range"), DELIVERY, DELIVERY_WORDS },
  { "shipping-option", NULL, COLUMN, 0, 0, TRUE },
  { "carrier-code", NULL, COLUMN },
  { "shipping-amount", NULL, COLUMN },
  { "net-shipping-amount", NULL, COLUMN },
  { "shipping-tax-rate", NULL, RATE },
  { "shipping-refund-amount", NULL, COLUMN },
};

#define ROWS(rows) rows, G_N_ELEMENTS (rows)

static const struct
{
  const char *id;
  const char *title;
  const FactRow *rows;
  guint n_rows;
} sections[OMNI_N_SECTIONS] = {
  [OMNI_SECTION_ORDER] = { "order", N_ ("Order information"), ROWS (order_rows) },
  [OMNI_SECTION_CUSTOMER] = { "customer", N_ ("Customer information"), ROWS (customer_rows) },
  [OMNI_SECTION_SHIPPING] = { "shipping", N_ ("Shipping"), ROWS (shipping_rows) },
  [OMNI_SECTION_BILLING] = { "billing", N_ ("Billing"), ROWS (billing_rows) },
  [OMNI_SECTION_PAYMENT] = { "payment", N_ ("Payment"), ROWS (payment_rows) },
  [OMNI_SECTION_DELIVERY] = { "delivery", N_ ("Delivery"), ROWS (delivery_rows) },
};

static void
fact_free (gpointer data)
{
  OmniFact *fact = data;

  g_free (fact->owned);
  g_free (fact->owned_words);
  g_free (fact);
}

static const OmniAddress *
get_address (OmniOrderSection section, const OmniOrder *order)
{
  return section == OMNI_SECTION_BILLING ? omni_order_get_billing_address (order)
                                         : omni_order_get_shipping_address (order);
}

static void
read_customer (const FactRow *row, const OmniCustomer *customer, OmniValue *value)
{
  value->is_null = customer == NULL;
  if (customer == NULL)
    return;

  if (row->source == PERMISSION)
    {
      value->kind = OMNI_VALUE_BOOLEAN;
      value->is_null = !omni_customer_get_permission (customer, row->which, &value->boolean);
    }
  else
    {
      value->text = omni_customer_get_text (customer, row->which);
    }
}

static void
read_address (const FactRow *row, const OmniAddress *address, OmniFact *fact)
{
  fact->value.is_null = address == NULL;
  if (address == NULL)
    return;

  if (row->source == LABEL)
    {
      fact->owned = omni_address_dup_label (address);
      fact->value.text = fact->owned;
    }
  else if (row->source == TAXPAYER)
    {
      fact->value.kind = OMNI_VALUE_BOOLEAN;
      fact->value.boolean = omni_address_get_e_bill_taxpayer (address);
      fact->value.is_null = !fact->value.boolean;
    }
  else
    {
      fact->value.text = omni_address_get_text (address, row->which);
    }
}

static void
read_delivery (const FactRow *row, const OmniOrder *order, OmniFact *fact)
{
  OmniTime times[2];

  if (row->which == DELIVERY_WORDS)
    {
      fact->owned = omni_order_dup_delivery_words (order);
      fact->value.text = fact->owned;
      return;
    }

  omni_order_get_delivery_times (order, &times[DELIVERY_FROM], &times[DELIVERY_UNTIL]);
  fact->value.kind = OMNI_VALUE_TIME;
  fact->value.time = times[row->which];
  fact->value.is_null = fact->value.time == OMNI_TIME_NONE;
  fact->value.is_day = omni_time_is_day (fact->value.time);
}

static char *
dup_shortened (const char *text)
{
  g_autofree char *start = NULL;

  if (g_utf8_strlen (text, -1) <= MAX_EXTRA_CHARS)
    return g_strdup (text);

  start = g_utf8_substring (text, 0, MAX_EXTRA_CHARS - 1);
  return g_strconcat (start, "…", NULL);
}

/* In one line for a table, and a line for each for people. */
static void
read_extra (const OmniOrder *order, OmniFact *fact)
{
  g_autoptr (GPtrArray) extras = omni_order_list_extras (order);
  g_autoptr (GString) line = g_string_new (NULL);
  g_autoptr (GString) lines = g_string_new (NULL);

  for (guint i = 0; i < extras->len; i++)
    {
      const OmniOrderExtra *extra = g_ptr_array_index (extras, i);
      g_autofree char *text = extra->name != NULL
                                ? g_strdup_printf ("%s: %s", extra->name, extra->words)
                                : g_strdup (extra->words);

      g_string_append_printf (line, "%s%s", i > 0 ? " · " : "", text);
      g_string_append_printf (lines, "%s%s", i > 0 ? "\n" : "", text);
    }

  fact->owned = dup_shortened (line->str);
  fact->owned_words = dup_shortened (lines->str);
  fact->value.text = fact->owned;
  fact->words = fact->owned_words;
}

static OmniFact *
make_fact (OmniOrderSection section, const FactRow *row, const OmniOrder *order,
           const OmniReferenceData *reference)
{
  const OmniOrderColumn *column = NULL;
  OmniFact *fact = g_new0 (OmniFact, 1);

  fact->id = row->id;
  fact->kind = row->kind;
  fact->value.kind = OMNI_VALUE_TEXT;

  switch (row->source)
    {
    case COLUMN:
    case RATE:
      column = omni_order_column_find (row->id);
      omni_order_column_get_value (column, order, NULL, reference, &fact->value);
      break;

    case CUSTOMER:
    case PERMISSION:
      read_customer (row, omni_order_get_customer (order), &fact->value);
      break;

    case TEXT:
      fact->value.text = omni_order_get_text (order, row->which);
      break;

    case DELIVERY:
      read_delivery (row, order, fact);
      break;

    case EXTRA:
      read_extra (order, fact);
      break;

    case ADDRESS:
    case LABEL:
    case TAXPAYER:
    default:
      read_address (row, get_address (section, order), fact);
      break;
    }

  fact->title = row->title != NULL ? _ (row->title) : omni_order_column_get_title (column);
  if (fact->value.kind == OMNI_VALUE_TEXT || fact->value.kind == OMNI_VALUE_STATUS)
    fact->value.is_null = fact->value.text == NULL || fact->value.text[0] == '\0';
  if (row->is_word && !fact->value.is_null)
    fact->words = omni_word_get_label (known_words, G_N_ELEMENTS (known_words),
                                       fact->value.text);
  if (row->source == RATE && !fact->value.is_null)
    fact->words = fact->owned = omni_rate_dup_words (fact->value.text);

  return fact;
}

const char *
omni_order_section_get_id (OmniOrderSection section)
{
  g_return_val_if_fail (section < OMNI_N_SECTIONS, NULL);

  return sections[section].id;
}

const char *
omni_order_section_get_title (OmniOrderSection section)
{
  g_return_val_if_fail (section < OMNI_N_SECTIONS, NULL);

  return _ (sections[section].title);
}

/**
 * omni_order_section_list_facts:
 * @section: a section
 * @order: (not nullable): an order, which must live as long as what is returned
 * @reference: (nullable): names what flat answers only give the key of; must live as long
 *
 * Lists what is said of an order in a section. What the server does not know is left out.
 *
 * Returns: (transfer full) (element-type OmniFact): the facts
 */
GPtrArray *
omni_order_section_list_facts (OmniOrderSection section,
                               const OmniOrder *order,
                               const OmniReferenceData *reference)
{
  GPtrArray *facts;

  g_return_val_if_fail (section < OMNI_N_SECTIONS, NULL);

  facts = g_ptr_array_new_with_free_func (fact_free);
  for (guint i = 0; i < sections[section].n_rows; i++)
    {
      OmniFact *fact = make_fact (section, &sections[section].rows[i], order, reference);

      if (fact->value.is_null)
        fact_free (fact);
      else
        g_ptr_array_add (facts, fact);
    }

  return facts;
}

/**
 * omni_rate_dup_words:
 * @rate: (not nullable): a rate as the API writes it, for example 20.00
 *
 * Returns: (transfer full): how people write it, for example 20%
 */
char *
omni_rate_dup_words (const char *rate)
{
  gsize length = strlen (rate) - (g_str_has_suffix (rate, ".00") ? 3 : 0);
  g_autofree char *whole = g_strndup (rate, length);

  /* Translators: a tax rate, for example 20% */
  return g_strdup_printf (_ ("%s%%"), whole);
}

static void
append_words (GString *text, const char *separator, const char *words)
{
  if (words == NULL || words[0] == '\0')
    return;
  if (text->len > 0)
    g_string_append (text, separator);
  g_string_append (text, words);
}

/**
 * omni_address_dup_label:
 * @address: (not nullable): an address
 *
 * Writes an address as it stands on a parcel: name, company, line, district and township, postcode
 * and city, country; a line for each that there is.
 *
 * Returns: (transfer full): the lines, "" where nothing is known
 */
char *
omni_address_dup_label (const OmniAddress *address)
{
  g_autoptr (GString) label = g_string_new (NULL);
  g_autoptr (GString) place = g_string_new (NULL);
  g_autoptr (GString) city = g_string_new (NULL);

  append_words (place, ", ", omni_address_get_text (address, OMNI_ADDRESS_DISTRICT_NAME));
  append_words (place, ", ", omni_address_get_text (address, OMNI_ADDRESS_TOWNSHIP_NAME));
  append_words (city, " ", omni_address_get_text (address, OMNI_ADDRESS_POSTCODE));
  append_words (city, " ", omni_address_get_text (address, OMNI_ADDRESS_CITY_NAME));

  append_words (label, "\n", omni_address_get_full_name (address));
  append_words (label, "\n", omni_address_get_text (address, OMNI_ADDRESS_COMPANY_NAME));
  append_words (label, "\n", omni_address_get_text (address, OMNI_ADDRESS_LINE));
  append_words (label, "\n", place->str);
  append_words (label, "\n", city->str);
  append_words (label, "\n", omni_address_get_text (address, OMNI_ADDRESS_COUNTRY_NAME));

  return g_string_free (g_steal_pointer (&label), FALSE);
}
