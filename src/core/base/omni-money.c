/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-money.h"

#include <glib/gi18n-lib.h>
#include <langinfo.h>

#include "omni-error.h"

#define MAX_SCALE 6

static const gint64 powers_of_ten[MAX_SCALE + 1] = { 1, 10, 100, 1000, 10000, 100000, 1000000 };

/* ISO 4217 currencies whose amounts do not have two digits after the point. */
static const struct
{
  char code[4];
  guint8 digits;
} currencies[] = {
  { "bhd", 3 }, { "clp", 0 }, { "iqd", 3 }, { "isk", 0 }, { "jod", 3 }, { "jpy", 0 },
  { "krw", 0 }, { "kwd", 3 }, { "lyd", 3 }, { "omr", 3 }, { "tnd", 3 }, { "vnd", 0 },
};

/* Gives the same amount @digits more digits after the point, or leaves it as it is where they have
 * no room. */
static gboolean
add_digits (OmniMoney *money, guint digits)
{
  gint64 units;

  if (__builtin_mul_overflow (money->units, powers_of_ten[digits], &units))
    return FALSE;

  money->units = units;
  money->scale = (guint8) (money->scale + digits);
  return TRUE;
}

static gboolean
fail_value (const char *text, gsize length, GError **error)
{
  g_autofree char *shown = g_utf8_make_valid (text, (gssize) MIN (length, 40));

  g_propagate_error (error,
                     omni_error_new (OMNI_ERROR_BAD_VALUE, _ ("“%s” is not an amount"), shown));
  return FALSE;
}

static gboolean
fail_overflow (GError **error)
{
  g_propagate_error (error, omni_error_new (OMNI_ERROR_BAD_VALUE, _ ("The amount is too large")));
  return FALSE;
}

/* Brings both amounts to the finer of their scales and their one currency. */
static gboolean
align (const OmniMoney *a, const OmniMoney *b, OmniMoney *left, OmniMoney *right, GError **error)
{
  if (a->currency[0] != '\0' && b->currency[0] != '\0' && strcmp (a->currency, b->currency) != 0)
    {
      g_propagate_error (error,
                         omni_error_new (OMNI_ERROR_BAD_VALUE,
                                         _ ("Amounts in %s and %s cannot be added up"),
                                         a->currency, b->currency));
      return FALSE;
    }

  *left = *a;
  *right = *b;

  if (!add_digits (left, MAX (a->scale, b->scale) - a->scale) ||
      !add_digits (right, MAX (a->scale, b->scale) - b->scale))
    return fail_overflow (error);

  if (left->currency[0] == '\0')
    memcpy (left->currency, b->currency, sizeof left->currency);

  return TRUE;
}

/**
 * omni_currency_get_digits:
 * @currency: (nullable): a lower-case ISO 4217 code
 *
 * Returns: how many digits after the point amounts in @currency are written with; 2 where it is not
 *   known
 */
guint
omni_currency_get_digits (const char *currency)
{
  char code[4] = "";

  if (currency != NULL)
    g_strlcpy (code, currency, sizeof code);

  for (guint i = 0; i < G_N_ELEMENTS (currencies); i++)
    {
      if (memcmp (currencies[i].code, code, sizeof code) == 0)
        return currencies[i].digits;
    }

  return 2;
}

/**
 * omni_money_set_currency:
 * @money: (not nullable): an amount whose currency was not known yet
 * @currency: (nullable): an ISO 4217 code in any case; anything that is not three letters is
 *   unknown
 *
 * Names the currency, and gives the amount at least the digits that are usual in it. Its value
 * stays the same.
 */
void
omni_money_set_currency (OmniMoney *money, const char *currency)
{
  guint digits;

  memset (money->currency, 0, sizeof money->currency);
  if (currency == NULL || strlen (currency) != 3)
    return;

  for (guint i = 0; i < 3; i++)
    money->currency[i] = g_ascii_tolower (currency[i]);

  digits = omni_currency_get_digits (money->currency);
  if (money->scale < digits)
    add_digits (money, digits - money->scale);
}

/**
 * omni_money_parse:
 * @text: (not nullable): a decimal number: an optional "-", digits, and a point with at most six
 *   digits that are not zero (contract 2.3). No exponent, no grouping, no comma: a text that has
 *   one was changed on the way
 * @length: bytes of @text, or -1 when it ends with a zero byte
 * @currency: (nullable): an ISO 4217 code
 * @money: (out caller-allocates): the amount
 * @error: return location
 *
 * Reads an amount exactly.
 *
 * Returns: %TRUE, or %FALSE with %OMNI_ERROR_BAD_VALUE
 */
gboolean
omni_money_parse (const char *text, gssize length, const char *currency, OmniMoney *money,
                  GError **error)
{
  gsize size = length < 0 ? strlen (text) : (gsize) length;
  const char *at = text;
  const char *end = text + size;
  gboolean negative = FALSE;
  gboolean in_fraction = FALSE;
  guint n_digits = 0;
  guint n_fraction = 0;
  gint64 units = 0;

  if (at < end && *at == '-')
    {
      negative = TRUE;
      at++;
    }

  for (; at < end; at++)
    {
      if (*at == '.' && !in_fraction && n_digits > 0)
        {
          in_fraction = TRUE;
          n_digits = 0;
          continue;
        }
      if (!g_ascii_isdigit (*at))
        return fail_value (text, size, error);

      n_digits++;
      if (in_fraction && ++n_fraction > MAX_SCALE)
        {
          if (*at != '0')
            return fail_value (text, size, error);
          continue;
        }

      /* Built from below zero, because there is one more negative number than there are positive
       * ones. */
      if (__builtin_mul_overflow (units, (gint64) 10, &units) ||
          __builtin_sub_overflow (units, (gint64) (*at - '0'), &units))
        return fail_overflow (error);
    }

  if (n_digits == 0)
    return fail_value (text, size, error);
  if (!negative && __builtin_sub_overflow ((gint64) 0, units, &units))
    return fail_overflow (error);

  money->units = units;
  money->scale = (guint8) MIN (n_fraction, MAX_SCALE);
  omni_money_set_currency (money, currency);

  return TRUE;
}

static void
split (const OmniMoney *money, guint64 *whole, guint64 *fraction)
{
  guint64 units = money->units < 0 ? 0 - (guint64) money->units : (guint64) money->units;

  *whole = units / (guint64) powers_of_ten[money->scale];
  *fraction = units % (guint64) powers_of_ten[money->scale];
}

/**
 * omni_money_to_text:
 * @money: (not nullable): an amount
 *
 * The amount as it stands on the wire and in files: digits and a point, without grouping or
 * currency.
 *
 * Returns: (transfer full): for example "-1149.80"
 */
char *
omni_money_to_text (const OmniMoney *money)
{
  const char *sign = money->units < 0 ? "-" : "";
  guint64 whole;
  guint64 fraction;

  split (money, &whole, &fraction);

  if (money->scale == 0)
    return g_strdup_printf ("%s%" G_GUINT64_FORMAT, sign, whole);

  return g_strdup_printf ("%s%" G_GUINT64_FORMAT ".%0*" G_GUINT64_FORMAT,
                          sign, whole, money->scale, fraction);
}

/**
 * omni_money_format:
 * @money: (not nullable): an amount
 *
 * The amount as a person reads it: grouped and with the decimal sign of the locale, and with the
 * currency's code where it is known.
 *
 * Returns: (transfer full): for example "12,480.50 TRY"
 */
char *
omni_money_format (const OmniMoney *money)
{
  g_autoptr (GString) text = g_string_new (money->units < 0 ? "-" : "");
  guint64 whole;
  guint64 fraction;

  split (money, &whole, &fraction);

  g_string_append_printf (text, "%'" G_GUINT64_FORMAT, whole);
  if (money->scale > 0)
    g_string_append_printf (text, "%s%0*" G_GUINT64_FORMAT,
                            nl_langinfo (RADIXCHAR), money->scale, fraction);
  if (money->currency[0] != '\0')
    {
      g_autofree char *code = g_ascii_strup (money->currency, -1);

      g_string_append_printf (text, " %s", code);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * omni_money_add:
 * @a: (not nullable): an amount
 * @b: (not nullable): an amount in the same currency, or in an unknown one
 * @sum: (out caller-allocates): @a + @b; may be @a or @b itself
 * @error: return location
 *
 * Returns: %TRUE, or %FALSE with %OMNI_ERROR_BAD_VALUE when the currencies differ or the sum is too
 *   large
 */
gboolean
omni_money_add (const OmniMoney *a, const OmniMoney *b, OmniMoney *sum, GError **error)
{
  OmniMoney left;
  OmniMoney right;

  if (!align (a, b, &left, &right, error))
    return FALSE;
  if (__builtin_add_overflow (left.units, right.units, &left.units))
    return fail_overflow (error);

  *sum = left;
  return TRUE;
}

/**
 * omni_money_subtract:
 * @a: (not nullable): an amount
 * @b: (not nullable): an amount in the same currency, or in an unknown one
 * @difference: (out caller-allocates): @a - @b; may be @a or @b itself
 * @error: return location
 *
 * Returns: %TRUE, or %FALSE with %OMNI_ERROR_BAD_VALUE when the currencies differ or the difference
 *   is too large
 */
gboolean
omni_money_subtract (const OmniMoney *a, const OmniMoney *b, OmniMoney *difference, GError **error)
{
  OmniMoney left;
  OmniMoney right;

  if (!align (a, b, &left, &right, error))
    return FALSE;
  if (__builtin_sub_overflow (left.units, right.units, &left.units))
    return fail_overflow (error);

  *difference = left;
  return TRUE;
}

/**
 * omni_money_compare:
 * @a: (not nullable): an amount
 * @b: (not nullable): an amount
 *
 * Compares values ("1.5" is "1.50"), and currencies by name where the values are the same.
 *
 * Returns: less than, equal to or greater than 0
 */
int
omni_money_compare (const OmniMoney *a, const OmniMoney *b)
{
  gint64 left = a->units / powers_of_ten[a->scale];
  gint64 right = b->units / powers_of_ten[b->scale];

  if (left == right)
    {
      left = a->units % powers_of_ten[a->scale] * powers_of_ten[MAX_SCALE - a->scale];
      right = b->units % powers_of_ten[b->scale] * powers_of_ten[MAX_SCALE - b->scale];
    }
  if (left == right)
    return strcmp (a->currency, b->currency);

  return left < right ? -1 : 1;
}
