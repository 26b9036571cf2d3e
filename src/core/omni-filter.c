/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-filter-private.h"

#include <glib/gi18n-lib.h>

#include "omni-reference-data.h"
#include "omni-time.h"

/* Longer than any field that is searched (contract 3.1 to 3.5). */
#define MAX_LENGTH 512

/* How many bytes of a value a sentence shows. */
#define MAX_SHOWN 40

/* The one list of filters, in the order in which they are offered, with their parameters of
 * contract 3.1. */
static const OmniFilter filters[] = {
  { "search", N_ ("Search"),
    N_ ("Number, customer, e-mail, phone or tracking number; every word has to match"),
    OMNI_FILTER_TEXT, .rule = OMNI_RULE_WORDS },
  { "number", N_ ("Number"), N_ ("Order number"), OMNI_FILTER_TEXT, "number", "number__in",
    .rule = OMNI_RULE_IS, .column = "number" },
  { "number-contains", N_ ("Number contains"), N_ ("Part of the order number"), OMNI_FILTER_TEXT,
    "number__icontains", .rule = OMNI_RULE_CONTAINS, .column = "number" },
  { "status", N_ ("Status"), N_ ("Order status, by code or name"), OMNI_FILTER_STATUS, "status",
    "status__in", .rule = OMNI_RULE_IS, .column = "status" },
  { OMNI_FILTER_STATUS_NOT, N_ ("Status is none of"),
    N_ ("None of these order statuses; one that nobody has documented is left out too"),
    OMNI_FILTER_STATUS, NULL, "status__in", .rule = OMNI_RULE_IS, .column = "status" },
  { "channel", N_ ("Channel"), N_ ("Sales channel"), OMNI_FILTER_CHANNEL, "channel", "channel__in",
    .rule = OMNI_RULE_KEY },
  { "placed-after", N_ ("Placed after"), N_ ("Placed on this day or later"), OMNI_FILTER_TIME,
    "date_placed__gte", .rule = OMNI_RULE_FROM, .column = "date-placed" },
  { "placed-before", N_ ("Placed before"), N_ ("Placed on this day or earlier"), OMNI_FILTER_TIME,
    "date_placed__lte", .end_of_day = TRUE, .rule = OMNI_RULE_TO, .column = "date-placed" },
  { "created-after", N_ ("Created after"), N_ ("Came in on this day or later"), OMNI_FILTER_TIME,
    "created_date__gte", .rule = OMNI_RULE_FROM, .column = "created" },
  { "created-before", N_ ("Created before"), N_ ("Came in on this day or earlier"),
    OMNI_FILTER_TIME, "created_date__lte", .end_of_day = TRUE, .rule = OMNI_RULE_TO,
    .column = "created" },
  { "modified-after", N_ ("Modified after"), N_ ("Changed on this day or later"), OMNI_FILTER_TIME,
    "modified_date__gte", .rule = OMNI_RULE_FROM, .column = "modified" },
  { "modified-before", N_ ("Modified before"), N_ ("Changed on this day or earlier"),
    OMNI_FILTER_TIME, "modified_date__lte", .end_of_day = TRUE, .rule = OMNI_RULE_TO,
    .column = "modified" },
  { "customer", N_ ("Customer"), N_ ("Part of the customer's name"), OMNI_FILTER_TEXT,
    .rule = OMNI_RULE_WORDS },
  { "first-name", N_ ("First name"), N_ ("Part of the customer's first name"), OMNI_FILTER_TEXT,
    "customer__first_name__icontains", .rule = OMNI_RULE_CONTAINS, .column = "customer" },
  { "last-name", N_ ("Last name"), N_ ("Part of the customer's last name"), OMNI_FILTER_TEXT,
    "customer__last_name__icontains", .rule = OMNI_RULE_CONTAINS, .column = "customer" },
  { "email", N_ ("E-mail"), N_ ("Part of the customer's e-mail address"), OMNI_FILTER_TEXT,
    "customer__email__icontains", .rule = OMNI_RULE_CONTAINS, .column = "email" },
  { "email-is", N_ ("E-mail is"), N_ ("The customer's whole e-mail address"), OMNI_FILTER_TEXT,
    "customer__email", .rule = OMNI_RULE_IS, .column = "email" },
  { "phone", N_ ("Phone"), N_ ("The customer's phone number"), OMNI_FILTER_TEXT,
    "customer__phone_number", .compact = TRUE, .rule = OMNI_RULE_PHONE, .column = "phone" },
  { "phone-contains", N_ ("Phone contains"), N_ ("Part of the customer's phone number"),
    OMNI_FILTER_TEXT, "customer__phone_number__icontains", .compact = TRUE,
    .rule = OMNI_RULE_CONTAINS, .column = "phone" },
  { "city", N_ ("City"), N_ ("Part of the city's name that the order is sent to"), OMNI_FILTER_TEXT,
    "shipping_address__city__name__icontains", .rule = OMNI_RULE_CONTAINS, .column = "city" },
  { "country", N_ ("Country"), N_ ("Part of the country's name that the order is sent to"),
    OMNI_FILTER_TEXT, "shipping_address__country__name__icontains", .rule = OMNI_RULE_CONTAINS,
    .column = "country" },
  { "amount-from", N_ ("Amount from"), N_ ("Order amount at least"), OMNI_FILTER_AMOUNT,
    "amount__gte", .rule = OMNI_RULE_FROM, .column = "amount" },
  { "amount-to", N_ ("Amount to"), N_ ("Order amount at most"), OMNI_FILTER_AMOUNT, "amount__lte",
    .rule = OMNI_RULE_TO, .column = "amount" },
  { "refund-from", N_ ("Refunded from"), N_ ("Refunded so far at least"), OMNI_FILTER_AMOUNT,
    "refund_amount__gte", .rule = OMNI_RULE_FROM, .column = "refund-amount" },
  { "refund-to", N_ ("Refunded to"), N_ ("Refunded so far at most"), OMNI_FILTER_AMOUNT,
    "refund_amount__lte", .rule = OMNI_RULE_TO, .column = "refund-amount" },
  { "currency", N_ ("Currency"), N_ ("Currency code"), OMNI_FILTER_TEXT, "currency", "currency__in",
    .lower_case = TRUE, .rule = OMNI_RULE_IS, .column = "currency" },
  { "payment-option", N_ ("Payment option"), N_ ("Payment option"), OMNI_FILTER_PAYMENT_OPTION,
    "payment_option", "payment_option__in", .rule = OMNI_RULE_KEY },
  { "shipping", N_ ("Shipping company"), N_ ("Shipping company"), OMNI_FILTER_CARGO_COMPANY,
    "cargo_company", "cargo_company__in", .rule = OMNI_RULE_KEY },
  { "shipping-option", N_ ("Shipping option"), N_ ("How the order is handed over, such as "
    "click-and-collect"), OMNI_FILTER_TEXT, "shipping_option_slug", "shipping_option_slug__in",
    .rule = OMNI_RULE_IS, .column = "shipping-option" },
  { "delivery-type", N_ ("Delivery type"), N_ ("How soon the order is delivered, such as same_day"),
    OMNI_FILTER_TEXT, "delivery_type", "delivery_type__in", .rule = OMNI_RULE_IS,
    .column = "delivery-type" },
  { "tracking", N_ ("Tracking number"), N_ ("Tracking number"), OMNI_FILTER_TEXT, "tracking_number",
    .rule = OMNI_RULE_IS, .column = "tracking-number", .item_column = "item-tracking-number" },
  { "tracking-contains", N_ ("Tracking number contains"), N_ ("Part of the tracking number"),
    OMNI_FILTER_TEXT, "tracking_number__icontains", .rule = OMNI_RULE_CONTAINS,
    .column = "tracking-number", .item_column = "item-tracking-number" },
  { "has-tracking", N_ ("Has a tracking number"), N_ ("Whether there is a tracking number"),
    OMNI_FILTER_BOOLEAN, "tracking_number__isnull", .inverted = TRUE, .rule = OMNI_RULE_PRESENT,
    .column = "tracking-number" },
  { "invoice", N_ ("Invoice number"), N_ ("Invoice number"), OMNI_FILTER_TEXT, "invoice_number",
    .rule = OMNI_RULE_IS, .column = "invoice-number", .item_column = "item-invoice-number" },
  { "invoice-contains", N_ ("Invoice number contains"), N_ ("Part of the invoice number"),
    OMNI_FILTER_TEXT, "invoice_number__icontains", .rule = OMNI_RULE_CONTAINS,
    .column = "invoice-number", .item_column = "item-invoice-number" },
  { "has-invoice", N_ ("Has an invoice"), N_ ("Whether there is an invoice number"),
    OMNI_FILTER_BOOLEAN, "invoice_number__isnull", .inverted = TRUE, .rule = OMNI_RULE_PRESENT,
    .column = "invoice-number" },
  { "invoiced-after", N_ ("Invoiced after"), N_ ("Invoiced on this day or later"), OMNI_FILTER_TIME,
    "invoice_date__gte", .rule = OMNI_RULE_FROM, .column = "invoice-date" },
  { "invoiced-before", N_ ("Invoiced before"), N_ ("Invoiced on this day or earlier"),
    OMNI_FILTER_TIME, "invoice_date__lte", .end_of_day = TRUE, .rule = OMNI_RULE_TO,
    .column = "invoice-date" },
  { "has-e-archive", N_ ("Has an e-Archive link"), N_ ("Whether there is an e-Archive link"),
    OMNI_FILTER_BOOLEAN, "e_archive_url__isnull", .inverted = TRUE, .rule = OMNI_RULE_PRESENT,
    .column = "e-archive-url" },
  { "client-type", N_ ("Platform"), N_ ("What the order was placed with, such as ios"),
    OMNI_FILTER_TEXT, "client_type", "client_type__in", .rule = OMNI_RULE_IS,
    .column = "client-type" },
  { "gift-box", N_ ("Gift box"), N_ ("Whether the order is packed as a gift"), OMNI_FILTER_BOOLEAN,
    "has_gift_box", .rule = OMNI_RULE_IS, .column = "gift-box" },
  { "gift-note", N_ ("Gift note"), N_ ("Part of the gift note"), OMNI_FILTER_TEXT,
    "gift_box_note__icontains", .rule = OMNI_RULE_CONTAINS, .column = "gift-note" },
  { "notes", N_ ("Notes"), N_ ("Part of the order's notes"), OMNI_FILTER_TEXT,
    "notes__icontains", .rule = OMNI_RULE_CONTAINS, .column = "notes" },
  { "sent", N_ ("Sent"), N_ ("Whether the order was sent on to the company's own system"),
    OMNI_FILTER_BOOLEAN, "is_send", .rule = OMNI_RULE_IS, .column = "sent" },
  { "cancel-status", N_ ("Cancellation"), N_ ("State of the cancellation, for example waiting"),
    OMNI_FILTER_TEXT, "cancel_status", .rule = OMNI_RULE_IS, .column = "cancel-status" },
  { "pk", N_ ("Key"), N_ ("The order's key in the back office"), OMNI_FILTER_PK, "pk__in", "pk__in",
    .rule = OMNI_RULE_KEY },

  /* Not offered: with these a job walks through all orders by key while others come and go, and
   * finds out by itself whether the server understands them. */
  { "pk-after", N_ ("Key after"), N_ ("The order's key is greater"), OMNI_FILTER_PK, "pk__gt" },
  { "pk-until", N_ ("Key until"), N_ ("The order's key is not greater"), OMNI_FILTER_PK,
    "pk__lte" },
};

#define N_HIDDEN 2

G_STATIC_ASSERT (G_N_ELEMENTS (filters) <= OMNI_FILTER_MAX);

static char *
fail (GError **error, const char *sentence)
{
  g_autofree char *valid = g_utf8_make_valid (sentence, -1);

  g_propagate_error (error, omni_error_new (OMNI_ERROR_BAD_VALUE, "%s", valid));
  return NULL;
}

static gboolean
is_key (const char *value)
{
  gint64 key;

  return g_ascii_string_to_signed (value, 10, 0, G_MAXINT64, &key, NULL) &&
         g_ascii_isdigit (value[0]);
}

static char *
normalize_status (const char *value, GError **error)
{
  g_autofree char *wanted = g_utf8_casefold (value, -1);
  g_autofree char *sentence = NULL;
  const OmniStatus *all;
  guint n_statuses;

  if (omni_status_find (value) != NULL)
    return g_strdup (omni_status_get_code (value));

  all = omni_status_get_all (&n_statuses);
  for (guint i = 0; i < n_statuses; i++)
    {
      g_autofree char *name = g_utf8_casefold (all[i].name, -1);
      g_autofree char *label = g_utf8_casefold (omni_status_get_label (all[i].code), -1);

      if (strcmp (wanted, name) == 0 || strcmp (wanted, label) == 0)
        return g_strdup (all[i].code);
    }

  /* A tenant may have codes that nobody wrote down. */
  if (is_key (value))
    return g_strdup (value);

  sentence = g_strdup_printf (_ ("“%.*s” is not a status: give a code (450) or a name (preparing)"),
                              MAX_SHOWN, value);
  return fail (error, sentence);
}

static char *
normalize_reference (OmniReferenceKind kind,
                     const OmniReferenceData *reference,
                     const char *value,
                     GError **error)
{
  const OmniReferenceEntry *entry = NULL;
  g_autofree char *sentence = NULL;

  if (reference != NULL)
    entry = omni_reference_data_find_name (reference, kind, value);
  if (entry != NULL)
    return g_strdup_printf ("%" G_GINT64_FORMAT, entry->pk);
  if (is_key (value))
    return g_strdup (value);

  switch (kind)
    {
    case OMNI_REFERENCE_CHANNEL:
      sentence = g_strdup_printf (_ ("There is no channel “%.*s”"), MAX_SHOWN, value);
      break;

    case OMNI_REFERENCE_CARGO_COMPANY:
      sentence = g_strdup_printf (_ ("There is no shipping company “%.*s”"), MAX_SHOWN, value);
      break;

    case OMNI_REFERENCE_PAYMENT_OPTION:
    case OMNI_REFERENCE_N_KINDS:
    default:
      sentence = g_strdup_printf (_ ("There is no payment option “%.*s”"), MAX_SHOWN, value);
      break;
    }
  return fail (error, sentence);
}

static char *
normalize_boolean (const char *value, GError **error)
{
  static const char *const yes[] = { "true", "yes", "1", NULL };
  static const char *const no[] = { "false", "no", "0", NULL };
  g_autofree char *lower = g_ascii_strdown (value, -1);
  g_autofree char *sentence = NULL;

  if (g_strv_contains (yes, lower))
    return g_strdup ("true");
  if (g_strv_contains (no, lower))
    return g_strdup ("false");

  sentence = g_strdup_printf (_ ("“%.*s” is neither yes nor no"), MAX_SHOWN, value);
  return fail (error, sentence);
}

/* Half of the world writes 100,50. What may be a thousand as well is refused. */
static void
take_comma (char *amount)
{
  char *comma = strchr (amount, ',');
  gsize n_digits = comma != NULL ? strspn (comma + 1, "0123456789") : 0;

  if ((n_digits == 1 || n_digits == 2) && comma[1 + n_digits] == '\0' &&
      strchr (amount, '.') == NULL)
    *comma = '.';
}

static gboolean
parse_time (
    const OmniFilter *filter, const char *value, OmniTime now, OmniTime *time, GError **error)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();

  if (omni_time_parse_relative (value, now, zone, filter->end_of_day, time))
    return TRUE;

  if (strlen (value) > strlen ("2025-03-04"))
    return omni_time_parse (value, -1, time, error);

  return omni_time_parse_day (value, zone, filter->end_of_day, time, error);
}

static char *
normalize_time (const OmniFilter *filter, const char *value, GError **error)
{
  g_autofree char *lower = g_ascii_strdown (value, -1);
  OmniTime time;

  if (omni_filter_is_relative (filter, lower))
    return g_steal_pointer (&lower);

  return parse_time (filter, value, omni_time_now (), &time, error) ? g_strdup (value) : NULL;
}

static char *
dup_compact (const char *value)
{
  GString *text = g_string_new (NULL);

  for (; *value != '\0'; value++)
    {
      if (strchr (" -().", *value) == NULL)
        g_string_append_c (text, *value);
    }

  return g_string_free (text, FALSE);
}

static char *
normalize_text (const OmniFilter *filter, const char *value, GError **error)
{
  g_autofree char *sentence = NULL;

  if (g_utf8_strlen (value, -1) > MAX_LENGTH)
    sentence = g_strdup_printf (_ ("%s: the text is too long"), _ (filter->label));
  else if (filter->parameter_in != NULL && strchr (value, ',') != NULL)
    sentence = g_strdup_printf (_ ("%s: a comma cannot be looked for"), _ (filter->label));
  else if (filter->lower_case)
    return g_ascii_strdown (value, -1);
  else
    return g_strdup (value);

  return fail (error, sentence);
}

/**
 * omni_filter_normalize_value:
 * @filter: (not nullable): a filter
 * @reference: (nullable): where names of channels, shipping companies and payment options are
 *   looked up; without it only their keys are taken
 * @value: (not nullable): what a person or a script gave
 * @error: return location
 *
 * Turns what was given into the form that a query keeps: a status's code, a key, `true` or `false`,
 * everything else without space around it.
 *
 * Returns: (nullable) (transfer full): the value, or %NULL with %OMNI_ERROR_BAD_VALUE and a
 *   sentence
 */
char *
omni_filter_normalize_value (const OmniFilter *filter,
                             const OmniReferenceData *reference,
                             const char *value,
                             GError **error)
{
  g_autofree char *text = NULL;
  g_autofree char *sentence = NULL;
  OmniMoney amount;

  if (!g_utf8_validate (value, -1, NULL))
    return fail (error, _ ("The text is not valid UTF-8"));

  text = filter->compact ? dup_compact (value) : g_strstrip (g_strdup (value));
  if (*text == '\0')
    {
      sentence = g_strdup_printf (_ ("%s: there is nothing to look for"), _ (filter->label));
      return fail (error, sentence);
    }

  switch (filter->kind)
    {
    case OMNI_FILTER_STATUS:
      return normalize_status (text, error);

    case OMNI_FILTER_CHANNEL:
      return normalize_reference (OMNI_REFERENCE_CHANNEL, reference, text, error);

    case OMNI_FILTER_PAYMENT_OPTION:
      return normalize_reference (OMNI_REFERENCE_PAYMENT_OPTION, reference, text, error);

    case OMNI_FILTER_CARGO_COMPANY:
      return normalize_reference (OMNI_REFERENCE_CARGO_COMPANY, reference, text, error);

    case OMNI_FILTER_TIME:
      return normalize_time (filter, text, error);

    case OMNI_FILTER_AMOUNT:
      take_comma (text);
      return omni_money_parse (text, -1, NULL, &amount, error) ? g_steal_pointer (&text) : NULL;

    case OMNI_FILTER_BOOLEAN:
      return normalize_boolean (text, error);

    case OMNI_FILTER_PK:
      if (is_key (text))
        return g_steal_pointer (&text);
      sentence = g_strdup_printf (_ ("“%.*s” is not a key; keys are whole numbers"), MAX_SHOWN,
                                  text);
      return fail (error, sentence);

    case OMNI_FILTER_TEXT:
    default:
      return normalize_text (filter, text, error);
    }
}

/**
 * omni_filter_check_value:
 * @filter: (not nullable): a filter
 * @value: (not nullable): what a person or a script gave
 * @error: return location
 *
 * Checks a value without reference data, as omni_filter_normalize_value() does.
 *
 * Returns: %TRUE, or %FALSE with %OMNI_ERROR_BAD_VALUE and a sentence
 */
gboolean
omni_filter_check_value (const OmniFilter *filter, const char *value, GError **error)
{
  g_autofree char *normalized = omni_filter_normalize_value (filter, NULL, value, error);

  return normalized != NULL;
}

/* What a value is called in the URL. Days become moments only here, so that a kept query goes with
 * the zone and with the day. */
char *
omni_filter_to_wire (const OmniFilter *filter, const char *value, OmniTime now)
{
  OmniTime time;

  if (filter->kind == OMNI_FILTER_TIME && parse_time (filter, value, now, &time, NULL))
    return omni_time_to_utc (time);
  if (filter->inverted)
    return g_strdup (strcmp (value, "true") == 0 ? "false" : "true");

  return g_strdup (value);
}

/* Whether the value means another moment tomorrow. */
gboolean
omni_filter_is_relative (const OmniFilter *filter, const char *value)
{
  OmniTime time;

  return filter->kind == OMNI_FILTER_TIME &&
         omni_time_parse_relative (value, 0, NULL, FALSE, &time);
}

guint
omni_filter_get_total (void)
{
  return G_N_ELEMENTS (filters);
}

const OmniFilter *
omni_filter_get_row (guint row)
{
  return &filters[row];
}

guint
omni_filter_get_row_of (const OmniFilter *filter)
{
  return (guint) (filter - filters);
}

/**
 * omni_filter_get_count:
 *
 * Returns: how many filters people are offered
 */
guint
omni_filter_get_count (void)
{
  return G_N_ELEMENTS (filters) - N_HIDDEN;
}

/**
 * omni_filter_get:
 * @index: from 0
 *
 * Returns: (nullable) (transfer none): the filter, in the order in which they are offered
 */
const OmniFilter *
omni_filter_get (guint index)
{
  return index < omni_filter_get_count () ? &filters[index] : NULL;
}

/**
 * omni_filter_find:
 * @id: (nullable): a filter's id
 *
 * Returns: (nullable) (transfer none): the filter, also one that people are not offered
 */
const OmniFilter *
omni_filter_find (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      if (g_strcmp0 (filters[i].id, id) == 0)
        return &filters[i];
    }

  return NULL;
}

const char *
omni_filter_get_id (const OmniFilter *filter)
{
  return filter->id;
}

/**
 * omni_filter_get_label:
 * @filter: (not nullable): a filter
 *
 * Returns: (transfer none): its name in the user's language
 */
const char *
omni_filter_get_label (const OmniFilter *filter)
{
  return _ (filter->label);
}

/**
 * omni_filter_get_description:
 * @filter: (not nullable): a filter
 *
 * Returns: (transfer none): what it looks for, in the user's language
 */
const char *
omni_filter_get_description (const OmniFilter *filter)
{
  return _ (filter->description);
}

OmniFilterKind
omni_filter_get_kind (const OmniFilter *filter)
{
  return filter->kind;
}

/**
 * omni_filter_takes_many:
 * @filter: (not nullable): a filter
 *
 * Returns: whether several values may be given, of which any may match
 */
gboolean
omni_filter_takes_many (const OmniFilter *filter)
{
  return filter->parameter_in != NULL;
}

/**
 * omni_filter_get_reference_kind:
 * @filter: a filter
 * @kind: (out): the tenant's list that its values are taken from
 *
 * Says where the names of a filter's values come from.
 *
 * Returns: %FALSE when its values are not taken from a list of the tenant
 */
gboolean
omni_filter_get_reference_kind (const OmniFilter *filter, OmniReferenceKind *kind)
{
  switch (filter->kind)
    {
    case OMNI_FILTER_CHANNEL:
      *kind = OMNI_REFERENCE_CHANNEL;
      return TRUE;
    case OMNI_FILTER_PAYMENT_OPTION:
      *kind = OMNI_REFERENCE_PAYMENT_OPTION;
      return TRUE;
    case OMNI_FILTER_CARGO_COMPANY:
      *kind = OMNI_REFERENCE_CARGO_COMPANY;
      return TRUE;
    case OMNI_FILTER_TEXT:
    case OMNI_FILTER_STATUS:
    case OMNI_FILTER_TIME:
    case OMNI_FILTER_AMOUNT:
    case OMNI_FILTER_BOOLEAN:
    case OMNI_FILTER_PK:
      break;
    }

  return FALSE;
}
