/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-search.h"

#include "omni-customer.h"
#include "omni-order-item.h"
#include "omni-order.h"

#include <string.h>

/* A subscriber's number with its area, without +90 or 0 in front. */
#define NATIONAL_DIGITS 10

/* Shorter words beside others are words, not order numbers. */
#define MIN_LISTED 5

/* What stands between numbers in mails, spreadsheets and chats. */
#define SEPARATORS " \t\r\n,;|\"'“”‘’()[]{}<>#•·"

typedef struct
{
  gsize n_letters;
  gsize n_digits;
  gsize n_others;
} Shape;

static Shape
look_at (const char *text)
{
  Shape shape = { 0 };

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      if (g_ascii_isdigit (*text))
        shape.n_digits++;
      else if (g_ascii_isalpha (*text))
        shape.n_letters++;
      else
        shape.n_others++;
    }

  return shape;
}

static gboolean
is_email (const char *text)
{
  const char *at = strchr (text, '@');
  const char *dot = at != NULL ? strrchr (at, '.') : NULL;

  return at != NULL && at > text && strchr (at + 1, '@') == NULL && dot != NULL && dot > at + 1 &&
         dot[1] != '\0' && strpbrk (text, " \t\r\n,;") == NULL;
}

/* The digits of a phone number, or NULL: an international form, or a national one of ten digits
 * with or without a 0. */
static char *
read_phone (const char *text)
{
  GString *digits = g_string_new (NULL);
  gboolean international = text[0] == '+' || g_str_has_prefix (text, "00");
  gboolean is_phone;

  for (const char *at = text; *at != '\0'; at++)
    {
      if (g_ascii_isdigit (*at))
        g_string_append_c (digits, *at);
      else if (strchr (" -().", *at) == NULL && (*at != '+' || at > text))
        {
          g_string_free (digits, TRUE);
          return NULL;
        }
    }

  is_phone = international ? digits->len >= NATIONAL_DIGITS && digits->len <= 15
             : digits->str[0] == '0'
                 ? digits->len == NATIONAL_DIGITS + 1
                 : (g_str_has_prefix (digits->str, "90") && digits->len == NATIONAL_DIGITS + 2) ||
                       (digits->str[0] == '5' && digits->len == NATIONAL_DIGITS);
  return g_string_free (digits, !is_phone);
}

/* Whether it is written as nobody writes another number. */
static gboolean
is_surely_phone (const char *text)
{
  return text[0] == '+' || strpbrk (text, " ().-") != NULL || g_str_has_prefix (text, "05");
}

/* A Turkish e-invoice: three letters or digits of the seller, the year, nine digits. */
static gboolean
is_invoice_number (const char *text)
{
  gsize length = strlen (text);

  if (length != 16 || !g_ascii_isalpha (text[0]) || text[3] != '2' || text[4] != '0')
    return FALSE;

  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isalnum (text[i]) || (i >= 3 && !g_ascii_isdigit (text[i])))
        return FALSE;
    }

  return TRUE;
}

/* UPS, or two letters, nine digits and a country (Universal Postal Union, S10). */
static gboolean
is_tracking_number (const char *text)
{
  gsize length = strlen (text);
  Shape shape = look_at (text);

  if (shape.n_others > 0)
    return FALSE;
  if (length == 18 && g_ascii_strncasecmp (text, "1Z", 2) == 0)
    return TRUE;

  return length == 13 && shape.n_digits == 9 && g_ascii_isalpha (text[0]) &&
         g_ascii_isalpha (text[1]) && g_ascii_isalpha (text[11]) && g_ascii_isalpha (text[12]);
}

static void
add (GPtrArray *guesses, const char *id, const char *const *values)
{
  OmniSearchGuess *guess = g_new0 (OmniSearchGuess, 1);

  guess->filter = omni_filter_find (id);
  guess->values = g_strdupv ((char **)values);
  g_ptr_array_add (guesses, guess);
}

static void
add_value (GPtrArray *guesses, const char *id, const char *value)
{
  const char *const values[] = { value, NULL };

  add (guesses, id, values);
}

/* The end is the same however the beginning is written, so it is looked for when the whole is not
 * found. */
static void
add_phone (GPtrArray *guesses, const char *text, const char *digits)
{
  gsize length = strlen (digits);

  add_value (guesses, "phone", text);
  add_value (guesses, "phone-contains",
             digits + (length > NATIONAL_DIGITS ? length - NATIONAL_DIGITS : 0));
}

static void
add_word (GPtrArray *guesses, const char *word)
{
  static const char *const usual[] = { "number", "tracking", "invoice" };
  const char *first = is_tracking_number (word)  ? "tracking"
                      : is_invoice_number (word) ? "invoice"
                                                 : "number";

  add_value (guesses, first, word);
  for (guint i = 0; i < G_N_ELEMENTS (usual); i++)
    {
      if (strcmp (usual[i], first) != 0)
        add_value (guesses, usual[i], word);
    }
  add_value (guesses, "number-contains", word);
}

/**
 * omni_search_guess_free:
 * @guess: (transfer full): a guess
 */
void
omni_search_guess_free (OmniSearchGuess *guess)
{
  g_strfreev (guess->values);
  g_free (guess);
}

/**
 * omni_search_guess_to_query:
 * @guess: a guess
 * @query: (not nullable): the filters beside it
 *
 * Returns: (transfer full): @query with the guess in the place of its search
 */
OmniOrderQuery *
omni_search_guess_to_query (const OmniSearchGuess *guess, OmniOrderQuery *query)
{
  g_autoptr (OmniOrderQuery) rest = omni_order_query_without_filter (query, "search");

  return omni_order_query_with_filter (rest, omni_filter_get_id (guess->filter),
                                       (const char *const *)guess->values);
}

/**
 * omni_search_guess_fits:
 * @guess: a guess
 * @orders: (not nullable) (element-type OmniOrder): what the server answered
 *
 * Whoever was answered with orders that do not fit an earlier guess believes a later one only when
 * it shows in the orders.
 *
 * Returns: whether one of them certainly is what was looked for
 */
gboolean
omni_search_guess_fits (const OmniSearchGuess *guess, const GPtrArray *orders)
{
  g_autoptr (OmniOrderQuery) all = omni_order_query_new ();
  g_autoptr (OmniOrderQuery) query = omni_search_guess_to_query (guess, all);

  for (guint i = 0; i < orders->len; i++)
    {
      if (omni_order_query_matches (query, g_ptr_array_index (orders, i)) == OMNI_MATCH_YES)
        return TRUE;
    }

  return FALSE;
}

/**
 * omni_search_split_numbers:
 * @text: (not nullable): what was pasted
 *
 * Takes numbers out of a text, whatever stands between them: spaces, line ends, commas, semicolons,
 * quotes, brackets.
 *
 * Returns: (transfer full): the numbers, each once, in the order in which they come first
 */
GStrv
omni_search_split_numbers (const char *text)
{
  g_autoptr (GPtrArray) numbers = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GString) number = g_string_new (NULL);

  if (g_str_has_prefix (text, "\xef\xbb\xbf"))
    text += 3;

  for (gboolean ended = FALSE; !ended; text = ended ? text : g_utf8_next_char (text))
    {
      gunichar character = g_utf8_get_char (text);

      ended = character == 0;
      if (!ended && !g_unichar_isspace (character) &&
          g_utf8_strchr (SEPARATORS, -1, character) == NULL)
        {
          g_string_append_unichar (number, character);
          continue;
        }

      if (number->len > 0 && !g_hash_table_contains (known, number->str))
        {
          g_ptr_array_add (numbers, g_strdup (number->str));
          g_hash_table_add (known, g_ptr_array_index (numbers, numbers->len - 1));
        }
      g_string_truncate (number, 0);
    }

  g_ptr_array_add (numbers, NULL);
  return (GStrv)g_ptr_array_free (g_steal_pointer (&numbers), FALSE);
}

static gboolean
are_numbers (char **words)
{
  for (; *words != NULL; words++)
    {
      Shape shape = look_at (*words);

      if (strlen (*words) < MIN_LISTED || shape.n_digits < shape.n_letters || shape.n_digits < 3)
        return FALSE;
    }

  return TRUE;
}

/**
 * omni_search_recognize:
 * @text: (not nullable): what was typed or pasted
 *
 * Says what a text may be, the likeliest first:
 *
 * - something with an @ and a dot behind it is an e-mail address;
 * - several words with digits, five characters and more each, are a list of order numbers;
 * - what is written like a phone number is one, by the whole and then by its last ten digits;
 * - one word with a digit in it is an order number, a tracking number or an invoice number; the
 * form of UPS and of the postal services goes to tracking first, the form of e-invoices to
 * invoices;
 * - everything can be searched for as it is, and that comes last.
 *
 * Returns: (transfer full) (element-type OmniSearchGuess): the guesses; none when there is no text
 */
GPtrArray *
omni_search_recognize (const char *text)
{
  GPtrArray *guesses = g_ptr_array_new_with_free_func ((GDestroyNotify)omni_search_guess_free);
  g_autofree char *trimmed = g_utf8_make_valid (text, -1);
  g_autofree char *phone = NULL;
  g_auto (GStrv) words = NULL;

  g_strstrip (trimmed);
  if (*trimmed == '\0')
    return guesses;

  words = omni_search_split_numbers (trimmed);
  phone = read_phone (trimmed);

  if (is_email (trimmed))
    add_value (guesses, "email", trimmed);
  if (phone != NULL && is_surely_phone (trimmed))
    add_phone (guesses, trimmed, phone);

  if (words[0] != NULL && words[1] != NULL && are_numbers (words))
    add (guesses, "number", (const char *const *)words);
  else if (words[0] != NULL && words[1] == NULL && look_at (words[0]).n_digits > 0 &&
           strchr (words[0], '@') == NULL && words[0][0] != '+')
    add_word (guesses, words[0]);

  if (phone != NULL && !is_surely_phone (trimmed))
    add_phone (guesses, trimmed, phone);
  add_value (guesses, "search", trimmed);

  return guesses;
}

static gboolean
is_same (const char *text, const char *value)
{
  return value != NULL && g_ascii_strcasecmp (text, value) == 0;
}

static gboolean
is_exact_item (const char *text, const OmniOrderItem *item)
{
  return is_same (text, omni_order_item_get_text (item, OMNI_ORDER_ITEM_TRACKING_NUMBER)) ||
         is_same (text, omni_order_item_get_text (item, OMNI_ORDER_ITEM_INVOICE_NUMBER)) ||
         is_same (text, omni_order_item_get_text (item, OMNI_ORDER_ITEM_SKU)) ||
         is_same (text, omni_order_item_get_text (item, OMNI_ORDER_ITEM_BARCODE));
}

/**
 * omni_search_is_exact:
 * @text: (not nullable): what was searched for
 * @order: an order that was found
 *
 * Returns: whether @text is the order's number, tracking number or invoice number, its customer's
 * e-mail address, phone number or name, or a number of one of its items, and not only a part
 */
gboolean
omni_search_is_exact (const char *text, const OmniOrder *order)
{
  const OmniCustomer *customer = omni_order_get_customer (order);
  GPtrArray *items = omni_order_get_items (order);

  if (is_same (text, omni_order_get_number (order)) ||
      is_same (text, omni_order_get_text (order, OMNI_ORDER_TRACKING_NUMBER)) ||
      is_same (text, omni_order_get_text (order, OMNI_ORDER_INVOICE_NUMBER)))
    return TRUE;

  if (customer != NULL && (is_same (text, omni_customer_get_email (customer)) ||
                           is_same (text, omni_customer_get_phone_number (customer)) ||
                           is_same (text, omni_customer_get_full_name (customer))))
    return TRUE;

  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      if (is_exact_item (text, g_ptr_array_index (items, i)))
        return TRUE;
    }

  return FALSE;
}

/**
 * omni_search_sort_exact:
 * @text: (not nullable): what was searched for
 * @orders: (element-type OmniOrder): what was found
 *
 * Puts the orders that omni_search_is_exact() knows before the others, and changes nothing else.
 */
void
omni_search_sort_exact (const char *text, GPtrArray *orders)
{
  g_autofree gpointer *sorted = g_new (gpointer, orders->len + 1);
  guint n = 0;

  for (int exact = 1; exact >= 0; exact--)
    {
      for (guint i = 0; i < orders->len; i++)
        {
          if (omni_search_is_exact (text, g_ptr_array_index (orders, i)) == exact)
            sorted[n++] = g_ptr_array_index (orders, i);
        }
    }

  if (n > 0)
    memcpy (orders->pdata, sorted, n * sizeof (gpointer));
}
