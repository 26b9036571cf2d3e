/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The words of order-update files: how columns and statuses may be called. */

#include "config.h"

#include "omni-update-column.h"

#include <string.h>

/* Longer words are not compared letter by letter. */
#define MAX_WORD 64

static const struct
{
  const char *name;
  guint width;
} columns[] = {
  [OMNI_UPDATE_ID] = { "id", 12 },
  [OMNI_UPDATE_ORDER_NUMBER] = { "order_number", 18 },
  [OMNI_UPDATE_SKU] = { "sku", 18 },
  [OMNI_UPDATE_STATUS] = { "status", 20 },
  [OMNI_UPDATE_SHIPPING_COMPANY] = { "shipping_company", 20 },
  [OMNI_UPDATE_E_ARCHIVE_URL] = { "e_archive_url", 40 },
  [OMNI_UPDATE_INVOICE_NUMBER] = { "invoice_number", 20 },
  [OMNI_UPDATE_INVOICE_DATE] = { "invoice_date", 20 },
  [OMNI_UPDATE_TRACKING_NUMBER] = { "tracking_number", 20 },
};

G_STATIC_ASSERT (G_N_ELEMENTS (columns) == OMNI_UPDATE_N_COLUMNS);
G_STATIC_ASSERT ((int) OMNI_UPDATE_N_COLUMNS - (int) OMNI_UPDATE_N_KEYS ==
                 (int) OMNI_ITEM_N_FIELDS);

/* What else people and their other programs write above a column, folded; whatever language
 * Omnidesk itself speaks. */
static const struct
{
  const char *title;
  OmniUpdateColumn column;
} other_titles[] = {
  { "itemid", OMNI_UPDATE_ID },
  { "orderitemid", OMNI_UPDATE_ID },
  { "orderitem", OMNI_UPDATE_ID },
  { "lineid", OMNI_UPDATE_ID },
  { "pk", OMNI_UPDATE_ID },
  { "satirid", OMNI_UPDATE_ID },
  { "kalemid", OMNI_UPDATE_ID },
  { "siparissatirid", OMNI_UPDATE_ID },
  { "sipariskalemid", OMNI_UPDATE_ID },
  { "order", OMNI_UPDATE_ORDER_NUMBER },
  { "orderno", OMNI_UPDATE_ORDER_NUMBER },
  { "number", OMNI_UPDATE_ORDER_NUMBER },
  { "siparis", OMNI_UPDATE_ORDER_NUMBER },
  { "siparisno", OMNI_UPDATE_ORDER_NUMBER },
  { "siparisnumarasi", OMNI_UPDATE_ORDER_NUMBER },
  { "stockcode", OMNI_UPDATE_SKU },
  { "productcode", OMNI_UPDATE_SKU },
  { "stokkodu", OMNI_UPDATE_SKU },
  { "urunkodu", OMNI_UPDATE_SKU },
  { "state", OMNI_UPDATE_STATUS },
  { "orderstatus", OMNI_UPDATE_STATUS },
  { "durum", OMNI_UPDATE_STATUS },
  { "durumu", OMNI_UPDATE_STATUS },
  { "siparisdurumu", OMNI_UPDATE_STATUS },
  { "carrier", OMNI_UPDATE_SHIPPING_COMPANY },
  { "cargo", OMNI_UPDATE_SHIPPING_COMPANY },
  { "cargocompany", OMNI_UPDATE_SHIPPING_COMPANY },
  { "kargo", OMNI_UPDATE_SHIPPING_COMPANY },
  { "kargofirmasi", OMNI_UPDATE_SHIPPING_COMPANY },
  { "kargosirketi", OMNI_UPDATE_SHIPPING_COMPANY },
  { "earchive", OMNI_UPDATE_E_ARCHIVE_URL },
  { "earchivelink", OMNI_UPDATE_E_ARCHIVE_URL },
  { "invoiceurl", OMNI_UPDATE_E_ARCHIVE_URL },
  { "earsiv", OMNI_UPDATE_E_ARCHIVE_URL },
  { "earsivurl", OMNI_UPDATE_E_ARCHIVE_URL },
  { "earsivlinki", OMNI_UPDATE_E_ARCHIVE_URL },
  { "earsivadresi", OMNI_UPDATE_E_ARCHIVE_URL },
  { "faturalinki", OMNI_UPDATE_E_ARCHIVE_URL },
  { "invoice", OMNI_UPDATE_INVOICE_NUMBER },
  { "invoiceno", OMNI_UPDATE_INVOICE_NUMBER },
  { "fatura", OMNI_UPDATE_INVOICE_NUMBER },
  { "faturano", OMNI_UPDATE_INVOICE_NUMBER },
  { "faturanumarasi", OMNI_UPDATE_INVOICE_NUMBER },
  { "faturatarihi", OMNI_UPDATE_INVOICE_DATE },
  { "faturatarih", OMNI_UPDATE_INVOICE_DATE },
  { "tracking", OMNI_UPDATE_TRACKING_NUMBER },
  { "trackingno", OMNI_UPDATE_TRACKING_NUMBER },
  { "trackingcode", OMNI_UPDATE_TRACKING_NUMBER },
  { "takip", OMNI_UPDATE_TRACKING_NUMBER },
  { "takipno", OMNI_UPDATE_TRACKING_NUMBER },
  { "takipkodu", OMNI_UPDATE_TRACKING_NUMBER },
  { "takipnumarasi", OMNI_UPDATE_TRACKING_NUMBER },
  { "kargotakip", OMNI_UPDATE_TRACKING_NUMBER },
  { "kargotakipno", OMNI_UPDATE_TRACKING_NUMBER },
  { "kargotakipnumarasi", OMNI_UPDATE_TRACKING_NUMBER },
  { "gonderino", OMNI_UPDATE_TRACKING_NUMBER },
  { "gonderitakipno", OMNI_UPDATE_TRACKING_NUMBER },
};

/* Turkish words for statuses, folded. The English ones are folded from the table of statuses. */
static const struct
{
  const char *word;
  const char *code;
} turkish_statuses[] = {
  { "iptalbekliyor", "50" },
  { "iptalbekleniyor", "50" },
  { "iptal", "100" },
  { "iptaledildi", "100" },
  { "bekliyor", "200" },
  { "beklemede", "200" },
  { "odemebekliyor", "300" },
  { "odemebekleniyor", "300" },
  { "onaybekliyor", "350" },
  { "onaybekleniyor", "350" },
  { "onaylandi", "400" },
  { "onayli", "400" },
  { "hazirlaniyor", "450" },
  { "kargoda", "500" },
  { "kargolandi", "500" },
  { "kargoyaverildi", "500" },
  { "kargolandivebilgilendirildi", "510" },
  { "kargoyaverildivebilgilendirildi", "510" },
  { "kargoyaverildibilgilendirildi", "510" },
  { "teslimalinmayahazir", "520" },
  { "teslimatahazir", "520" },
  { "teslimedilemedi", "540" },
  { "teslimatdenendi", "540" },
  { "incelemebasladi", "544" },
  { "incelemebekliyor", "545" },
  { "incelemebekleniyor", "545" },
  { "odendi", "547" },
  { "teslimedildi", "550" },
  { "iadeedildi", "600" },
};

static const char *const clear_words[] = { OMNI_UPDATE_CLEAR, "[temizle]", "[sil]", "[empty]" };

/*
 * Helpers
 */

/* What a letter is without its marks, for the letters that people write now with them and now
 * without. */
static gunichar
fold_letter (gunichar letter)
{
  switch (letter)
    {
    case 0x0130: /* İ */
    case 0x0131: /* ı */
    case 'I':
      return 'i';
    case 0x015e: /* Ş */
    case 0x015f: /* ş */
      return 's';
    case 0x011e: /* Ğ */
    case 0x011f: /* ğ */
      return 'g';
    case 0x00c7: /* Ç */
    case 0x00e7: /* ç */
      return 'c';
    case 0x00d6: /* Ö */
    case 0x00f6: /* ö */
      return 'o';
    case 0x00dc: /* Ü */
    case 0x00fc: /* ü */
      return 'u';
    default:
      return g_unichar_tolower (letter);
    }
}

/*
 * Public API
 */

/**
 * omni_update_column_get_name:
 * @column: a column
 *
 * Returns: (transfer none): what the header says above it
 */
const char *
omni_update_column_get_name (OmniUpdateColumn column)
{
  g_return_val_if_fail ((guint) column < OMNI_UPDATE_N_COLUMNS, NULL);

  return columns[column].name;
}

/**
 * omni_update_column_get_width:
 * @column: a column
 *
 * Returns: about how many characters wide it is
 */
guint
omni_update_column_get_width (OmniUpdateColumn column)
{
  g_return_val_if_fail ((guint) column < OMNI_UPDATE_N_COLUMNS, 0);

  return columns[column].width;
}

/**
 * omni_update_column_of_field:
 * @field: what may change
 *
 * Returns: the column that says so
 */
OmniUpdateColumn
omni_update_column_of_field (OmniItemField field)
{
  return (OmniUpdateColumn) (field + OMNI_UPDATE_N_KEYS);
}

/**
 * omni_update_column_is_field:
 * @column: a column
 * @field: (out) (optional): what it changes
 *
 * Returns: whether the column says what is to become of an item, rather than which item is meant
 */
gboolean
omni_update_column_is_field (OmniUpdateColumn column, OmniItemField *field)
{
  if (column < OMNI_UPDATE_N_KEYS)
    return FALSE;

  if (field != NULL)
    *field = (OmniItemField) (column - OMNI_UPDATE_N_KEYS);
  return TRUE;
}

/**
 * omni_update_fold_word:
 * @text: (not nullable): a word or two
 *
 * Makes of everything that people write for one word the same word: small letters and digits,
 * Turkish letters without their marks, nothing between.
 *
 * Returns: (transfer full): the folded word
 */
char *
omni_update_fold_word (const char *text)
{
  GString *word = g_string_new (NULL);

  g_return_val_if_fail (text != NULL, NULL);

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar letter = fold_letter (g_utf8_get_char (text));

      if (g_unichar_isalnum (letter))
        g_string_append_unichar (word, letter);
    }

  return g_string_free (word, FALSE);
}

/**
 * omni_update_word_distance:
 * @a: (not nullable): a folded word
 * @b: (not nullable): a folded word
 *
 * Counts how many letters have to be put in, left out or changed to make @b of @a.
 *
 * Returns: how many; %G_MAXUINT for words that are too long to compare
 */
guint
omni_update_word_distance (const char *a, const char *b)
{
  guint row[MAX_WORD + 1];
  gsize n_a = strlen (a);
  gsize n_b = strlen (b);

  if (n_a > MAX_WORD || n_b > MAX_WORD)
    return G_MAXUINT;

  for (guint j = 0; j <= n_b; j++)
    row[j] = j;

  for (guint i = 1; i <= n_a; i++)
    {
      guint diagonal = row[0];

      row[0] = i;
      for (guint j = 1; j <= n_b; j++)
        {
          guint changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);

          diagonal = row[j];
          row[j] = MIN (changed, MIN (row[j], row[j - 1]) + 1);
        }
    }

  return row[n_b];
}

/**
 * omni_update_column_find:
 * @title: (not nullable): what stands above a column
 * @column: (out): which it is
 *
 * Finds a column by its name, in English or Turkish, however it is written.
 *
 * Returns: whether it is one of ours
 */
gboolean
omni_update_column_find (const char *title, OmniUpdateColumn *column)
{
  g_autofree char *word = NULL;

  g_return_val_if_fail (title != NULL && column != NULL, FALSE);

  word = omni_update_fold_word (title);
  for (guint i = 0; i < OMNI_UPDATE_N_COLUMNS; i++)
    {
      g_autofree char *name = omni_update_fold_word (columns[i].name);

      if (strcmp (name, word) == 0)
        {
          *column = i;
          return TRUE;
        }
    }

  for (guint i = 0; i < G_N_ELEMENTS (other_titles); i++)
    {
      if (strcmp (other_titles[i].title, word) == 0)
        {
          *column = other_titles[i].column;
          return TRUE;
        }
    }

  return FALSE;
}

/**
 * omni_update_status_find:
 * @word: (not nullable): a status code, name, or label in English, Turkish or the user's language
 *
 * Returns: (transfer none) (nullable): its code, or %NULL for what is no status
 */
const char *
omni_update_status_find (const char *word)
{
  g_autofree char *folded = NULL;
  const OmniStatus *statuses;
  guint n_statuses;

  g_return_val_if_fail (word != NULL, NULL);

  if (omni_status_find (word) != NULL)
    return omni_status_find (word)->code;

  folded = omni_update_fold_word (word);
  if (strcmp (folded, "cancelled") == 0)
    return "100";

  statuses = omni_status_get_all (&n_statuses);
  for (guint i = 0; i < n_statuses; i++)
    {
      g_autofree char *name = omni_update_fold_word (statuses[i].name);
      g_autofree char *label = omni_update_fold_word (statuses[i].label);
      g_autofree char *translated =
          omni_update_fold_word (omni_status_get_label (statuses[i].code));

      if (strcmp (folded, statuses[i].code) == 0 || strcmp (folded, name) == 0 ||
          strcmp (folded, label) == 0 || strcmp (folded, translated) == 0)
        return statuses[i].code;
    }

  for (guint i = 0; i < G_N_ELEMENTS (turkish_statuses); i++)
    {
      if (strcmp (folded, turkish_statuses[i].word) == 0)
        return turkish_statuses[i].code;
    }

  return NULL;
}

/**
 * omni_update_status_may_be_set:
 * @code: (not nullable): a status code
 *
 * Returns: whether an update may set it: cancellations and refunds come from plans only
 * (contract 4.1)
 */
gboolean
omni_update_status_may_be_set (const char *code)
{
  return strcmp (code, "50") != 0 && strcmp (code, "100") != 0 && strcmp (code, "600") != 0;
}

/**
 * omni_update_is_clear:
 * @text: (not nullable): a cell
 *
 * Returns: whether it says that the value is to become empty
 */
gboolean
omni_update_is_clear (const char *text)
{
  for (guint i = 0; text[0] == '[' && i < G_N_ELEMENTS (clear_words); i++)
    {
      if (g_ascii_strcasecmp (text, clear_words[i]) == 0)
        return TRUE;
    }

  return FALSE;
}
