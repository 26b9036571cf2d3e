/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-iban.h"

#include "omni-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* International bank account numbers, ISO 13616: two letters of the country, two check digits, and
 * up to thirty letters and digits whose number is fixed for each country. */

#define MIN_LENGTH 15
#define MAX_LENGTH 34

/* Of the countries whose shops speak this API; one that is not here may have any length. */
static const struct
{
  char country[3];
  guint8 length;
} lengths[] = {
  { "AE", 23 }, { "AT", 20 }, { "BE", 16 }, { "BG", 22 }, { "BH", 22 }, { "CH", 21 },
  { "CY", 28 }, { "CZ", 24 }, { "DE", 22 }, { "DK", 18 }, { "EE", 20 }, { "EG", 29 },
  { "ES", 24 }, { "FI", 18 }, { "FR", 27 }, { "GB", 22 }, { "GR", 27 }, { "HR", 21 },
  { "HU", 28 }, { "IE", 22 }, { "IQ", 23 }, { "IT", 27 }, { "JO", 30 }, { "KW", 30 },
  { "LB", 28 }, { "LT", 20 }, { "LU", 20 }, { "LV", 21 }, { "NL", 18 }, { "NO", 15 },
  { "PL", 28 }, { "PT", 25 }, { "QA", 29 }, { "RO", 24 }, { "SA", 24 }, { "SE", 24 },
  { "SI", 19 }, { "SK", 24 }, { "TR", 26 }, { "UA", 29 },
};

/**
 * omni_iban_normalize:
 * @text: (not nullable): an account number as people write it
 *
 * Returns: (transfer full): it without spaces and hyphens, in capital letters
 */
char *
omni_iban_normalize (const char *text)
{
  g_autoptr (GString) plain = g_string_new (NULL);

  g_return_val_if_fail (text != NULL, NULL);

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);

      if (letter < 128 && letter != '-' && !g_ascii_isspace ((char) letter))
        g_string_append_c (plain, g_ascii_toupper ((char) letter));
      else if (letter >= 128 && !g_unichar_isspace (letter) && g_unichar_isprint (letter))
        g_string_append_unichar (plain, letter);
    }

  return g_string_free (g_steal_pointer (&plain), FALSE);
}

/* The remainder of the whole number by 97, with letters as 10 to 35, read from the fifth letter on
 * and then the first four. */
static guint
get_remainder (const char *iban, gsize length)
{
  guint remainder = 0;

  for (gsize i = 0; i < length; i++)
    {
      char letter = iban[(i + 4) % length];

      if (g_ascii_isdigit (letter))
        remainder = (remainder * 10 + (guint) (letter - '0')) % 97;
      else
        remainder = (remainder * 100 + (guint) (letter - 'A') + 10) % 97;
    }

  return remainder;
}

static gsize
get_length_of (const char *iban)
{
  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      if (strncmp (iban, lengths[i].country, 2) == 0)
        return lengths[i].length;
    }

  return 0;
}

/**
 * omni_iban_check:
 * @text: (not nullable): an account number as people write it
 * @error: return location for an error
 *
 * Checks form, length and check digits (ISO 13616, ISO 7064 modulo 97).
 *
 * Errors: %OMNI_ERROR_BAD_VALUE with a sentence that says what is wrong
 *
 * Returns: whether it can be an account number
 */
gboolean
omni_iban_check (const char *text, GError **error)
{
  g_autofree char *iban = omni_iban_normalize (text);
  gsize length = strlen (iban);
  gsize expected = length >= 2 ? get_length_of (iban) : 0;
  gsize n_plain = strspn (iban, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

  if (length < 4 || !g_ascii_isalpha (iban[0]) || !g_ascii_isalpha (iban[1]) ||
      !g_ascii_isdigit (iban[2]) || !g_ascii_isdigit (iban[3]))
    g_propagate_error (error, omni_error_new (OMNI_ERROR_BAD_VALUE,
                                              _ ("An IBAN begins with two letters for the country "
                                                 "and two digits.")));
  else if (n_plain != length)
    g_propagate_error (error, omni_error_new (OMNI_ERROR_BAD_VALUE,
                                              _ ("An IBAN has letters and digits only.")));
  else if (expected != 0 && expected != length)
    g_propagate_error (error,
                       omni_error_new (OMNI_ERROR_BAD_VALUE,
                                       /* Translators: a country's letters, and two numbers */
                                       _ ("An IBAN of %.2s has %u letters and digits, and this "
                                          "has %u."),
                                       iban, (guint) expected, (guint) length));
  else if (length < MIN_LENGTH || length > MAX_LENGTH)
    g_propagate_error (error, omni_error_new (OMNI_ERROR_BAD_VALUE,
                                              _ ("An IBAN has %d to %d letters and digits."),
                                              MIN_LENGTH, MAX_LENGTH));
  else if (get_remainder (iban, length) != 1)
    g_propagate_error (error, omni_error_new (OMNI_ERROR_BAD_VALUE,
                                              _ ("The IBAN’s check digits do not fit; one of its "
                                                 "letters or digits is wrong.")));
  else
    return TRUE;

  return FALSE;
}

/**
 * omni_iban_format:
 * @text: (not nullable): an account number
 *
 * Returns: (transfer full): it in groups of four, as it is printed
 */
char *
omni_iban_format (const char *text)
{
  g_autofree char *iban = omni_iban_normalize (text);
  g_autoptr (GString) groups = g_string_new (NULL);
  guint n_letters = 0;

  for (const char *at = iban; *at != '\0'; at = g_utf8_next_char (at))
    {
      if (n_letters > 0 && n_letters % 4 == 0)
        g_string_append_c (groups, ' ');
      g_string_append_unichar (groups, g_utf8_get_char (at));
      n_letters++;
    }

  return g_string_free (g_steal_pointer (&groups), FALSE);
}
