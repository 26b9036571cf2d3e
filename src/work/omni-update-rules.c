/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-update-rules-private.h"

#include <string.h>

/* A spreadsheet keeps so many digits of a number; the rest become zeros. */
#define SPREADSHEET_DIGITS 15

/* Statuses and companies are few, and one row is much like the one before. */
#define MEMO_SIZE 256
#define MEMO_KEY 31

/* The lengths that the platform's own programs keep to. */
#define MAX_ORDER_NUMBER 128
#define MAX_TRACKING_NUMBER 256
#define MAX_OTHER 1024

typedef struct
{
  guint8 length; /* 0 where the place is free */
  guint8 column;
  char key[MEMO_KEY];
  OmniUpdateRule rule;
  OmniCsvCell canonical;
} Memo;

/* Files have few dates, each many times. */
typedef struct
{
  guint8 length; /* 0 where the place is free */
  guint8 canonical_length;
  char key[MEMO_KEY];
  char canonical[MEMO_KEY];
  OmniDateForm form;
  OmniUpdateRule rule;
} DateMemo;

struct _OmniUpdateRules
{
  OmniReferenceData *reference; /* (nullable) (owned) */
  OmniDateOrder date_order;
  Memo memo[MEMO_SIZE];
  DateMemo dates[MEMO_SIZE]; /* as the order of day and month is */
  guint8 classes[256]; /* what each byte may mean, see the flags below */
  GString *date;       /* (not nullable) (owned) the last date */
  int this_year;
};

/*
 * Helpers: cells
 */

enum
{
  HAS_OTHER = 1 << 0, /* no digit */
  HAS_CONTROL = 1 << 1,
  HAS_NO_URL = 1 << 2, /* what no web address has (RFC 3986) */
};

static void
set_up_classes (OmniUpdateRules *rules)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules->classes); i++)
    {
      if (i < 0x20 || i == 0x7f)
        rules->classes[i] = HAS_CONTROL;
      else if (i < '0' || i > '9')
        rules->classes[i] = HAS_OTHER;
      if (i < 0x80 && strchr (" \"<>\\^`{|}", (int) i) != NULL)
        rules->classes[i] |= HAS_NO_URL;
    }
}

static guint
classify (const OmniUpdateRules *rules, const OmniCsvCell *cell)
{
  const guint8 *at = (const guint8 *) cell->text;
  const guint8 *end = at + cell->length;
  guint classes = 0;

  while (at < end)
    classes |= rules->classes[*at++];

  return classes;
}

static gboolean
is_all (const OmniCsvCell *cell, char letter)
{
  for (gsize i = 0; i < cell->length; i++)
    {
      if (cell->text[i] != letter)
        return FALSE;
    }

  return cell->length > 0;
}

/* 7.33E+12, 7,33005E+12, 1E+15 */
static gboolean
is_exponent (const OmniCsvCell *cell)
{
  const char *at = cell->text;
  const char *end = at + cell->length;
  gboolean has_point = FALSE;
  gboolean has_sign;

  if (cell->length < 4 || !g_ascii_isdigit (*at))
    return FALSE;

  while (at < end && g_ascii_isdigit (*at))
    at++;
  if (at < end && (*at == '.' || *at == ','))
    {
      has_point = TRUE;
      at++;
      while (at < end && g_ascii_isdigit (*at))
        at++;
    }

  if (at == end || (*at != 'E' && *at != 'e'))
    return FALSE;
  at++;
  has_sign = at < end && *at == '+';
  at += has_sign ? 1 : 0;
  if (at == end || end - at > 3 || (!has_sign && !has_point))
    return FALSE;
  while (at < end && g_ascii_isdigit (*at))
    at++;

  return at == end;
}

static OmniUpdateRule
check_number (const OmniCsvCell *cell, guint classes)
{
  gsize n_zeros = 0;

  if (cell->length <= SPREADSHEET_DIGITS || (classes & HAS_OTHER) != 0)
    {
      if ((classes & HAS_OTHER) == 0)
        return OMNI_UPDATE_FINE;
      return is_exponent (cell) ? OMNI_UPDATE_EXPONENT : OMNI_UPDATE_FINE;
    }

  while (n_zeros < cell->length && cell->text[cell->length - 1 - n_zeros] == '0')
    n_zeros++;
  if (cell->length - n_zeros > SPREADSHEET_DIGITS)
    return OMNI_UPDATE_FINE;

  /* One number in ten ends with a zero anyway. */
  return cell->length == SPREADSHEET_DIGITS + 1 ? OMNI_UPDATE_MAYBE_ROUNDED : OMNI_UPDATE_ROUNDED;
}

static OmniUpdateRule
check_id (const OmniCsvCell *cell, guint classes)
{
  gint64 pk = 0;

  if (is_exponent (cell))
    return OMNI_UPDATE_EXPONENT;
  if ((classes & HAS_OTHER) != 0 || cell->length > 19)
    return OMNI_UPDATE_BAD_ID;

  for (gsize i = 0; i < cell->length; i++)
    {
      int digit = cell->text[i] - '0';

      if (pk > (G_MAXINT64 - digit) / 10)
        return OMNI_UPDATE_BAD_ID;
      pk = pk * 10 + digit;
    }

  return pk > 0 ? OMNI_UPDATE_FINE : OMNI_UPDATE_BAD_ID;
}

static OmniUpdateRule
check_url (const OmniCsvCell *cell, guint classes)
{
  gsize n_scheme = 0;

  if (cell->length > 7 && g_ascii_strncasecmp (cell->text, "http://", 7) == 0)
    n_scheme = 7;
  else if (cell->length > 8 && g_ascii_strncasecmp (cell->text, "https://", 8) == 0)
    n_scheme = 8;
  if (n_scheme == 0 || !(g_ascii_isalnum (cell->text[n_scheme]) || cell->text[n_scheme] == '[' ||
                         (cell->text[n_scheme] & 0x80) != 0))
    return OMNI_UPDATE_BAD_URL;

  return (classes & HAS_NO_URL) != 0 ? OMNI_UPDATE_BAD_URL : OMNI_UPDATE_FINE;
}

static OmniUpdateRule
check_status (const char *word, OmniCsvCell *canonical)
{
  const char *code = omni_update_status_find (word);

  if (code == NULL)
    return OMNI_UPDATE_UNKNOWN_STATUS;

  *canonical = (OmniCsvCell){ code, strlen (code) };
  return omni_update_status_may_be_set (code) ? OMNI_UPDATE_FINE : OMNI_UPDATE_UNREACHABLE_STATUS;
}

/* Without the tenant's list any word may be right. */
static OmniUpdateRule
check_company (OmniUpdateRules *rules, const char *word, OmniCsvCell *canonical)
{
  g_autofree char *folded = NULL;

  if (rules->reference == NULL ||
      omni_reference_data_get_size (rules->reference, OMNI_REFERENCE_CARGO_COMPANY) == 0)
    return OMNI_UPDATE_FINE;

  folded = omni_update_fold_word (word);
  for (guint i = 0;
       i < omni_reference_data_get_size (rules->reference, OMNI_REFERENCE_CARGO_COMPANY); i++)
    {
      const OmniReferenceEntry *entry =
          omni_reference_data_get_entry (rules->reference, OMNI_REFERENCE_CARGO_COMPANY, i);
      g_autofree char *name = omni_update_fold_word (entry->name);
      g_autofree char *code = omni_update_fold_word (entry->code != NULL ? entry->code : "");

      if (entry->code == NULL || (strcmp (folded, code) != 0 && strcmp (folded, name) != 0))
        continue;

      *canonical = (OmniCsvCell){ entry->code, strlen (entry->code) };
      return OMNI_UPDATE_FINE;
    }

  return OMNI_UPDATE_UNKNOWN_COMPANY;
}

static guint
hash_cell (OmniUpdateColumn column, const OmniCsvCell *cell)
{
  guint hash = 5381 + column;

  for (gsize i = 0; i < cell->length && i < MEMO_KEY; i++)
    hash = hash * 33 + (guchar) cell->text[i];

  return hash;
}

static OmniUpdateRule
check_word (OmniUpdateRules *rules,
            OmniUpdateColumn column,
            const OmniCsvCell *cell,
            OmniCsvCell *canonical)
{
  guint hash = hash_cell (column, cell);
  Memo *memo;
  g_autofree char *word = NULL;
  OmniUpdateRule rule;

  memo = &rules->memo[hash % MEMO_SIZE];

  if (cell->length <= MEMO_KEY && memo->length == cell->length && memo->column == column &&
      memcmp (memo->key, cell->text, cell->length) == 0)
    {
      if (memo->canonical.text != NULL)
        *canonical = memo->canonical;
      return memo->rule;
    }

  word = g_strndup (cell->text, cell->length);
  rule = column == OMNI_UPDATE_STATUS ? check_status (word, canonical)
                                      : check_company (rules, word, canonical);
  if (cell->length <= MEMO_KEY)
    {
      memo->length = (guint8) cell->length;
      memo->column = (guint8) column;
      memcpy (memo->key, cell->text, cell->length);
      memo->rule = rule;
      memo->canonical = canonical->text != cell->text ? *canonical : (OmniCsvCell){ NULL, 0 };
    }

  return rule;
}

static OmniUpdateRule
parse_date (OmniUpdateRules *rules,
            const OmniCsvCell *cell,
            OmniDateForm *form,
            OmniCsvCell *canonical)
{
  int year = 0;

  *form = omni_update_date_parse (cell->text, cell->length, rules->date_order, rules->date, &year);
  if (*form == OMNI_DATE_NONE)
    return OMNI_UPDATE_BAD_DATE;

  *canonical = (OmniCsvCell){ rules->date->str, rules->date->len };
  if (*form == OMNI_DATE_SERIAL)
    return OMNI_UPDATE_SERIAL_DATE;
  if (year < 2000 || year > rules->this_year + 1)
    return OMNI_UPDATE_ODD_DATE;
  if ((*form == OMNI_DATE_ONLY_DAY_FIRST && rules->date_order == OMNI_DATE_MONTH_FIRST) ||
      (*form == OMNI_DATE_ONLY_MONTH_FIRST && rules->date_order == OMNI_DATE_DAY_FIRST))
    return OMNI_UPDATE_DATE_ORDER;
  return OMNI_UPDATE_FINE;
}

static OmniUpdateRule
check_date (OmniUpdateRules *rules,
            const OmniCsvCell *cell,
            OmniDateForm *form,
            OmniCsvCell *canonical)
{
  guint hash = hash_cell (OMNI_UPDATE_INVOICE_DATE, cell);
  DateMemo *memo = &rules->dates[hash % MEMO_SIZE];
  OmniUpdateRule rule;

  if (cell->length <= MEMO_KEY && memo->length == cell->length &&
      memcmp (memo->key, cell->text, cell->length) == 0)
    {
      *form = memo->form;
      *canonical = (OmniCsvCell){ memo->canonical, memo->canonical_length };
      return memo->rule;
    }

  rule = parse_date (rules, cell, form, canonical);
  if (rule != OMNI_UPDATE_BAD_DATE && cell->length <= MEMO_KEY && canonical->length <= MEMO_KEY)
    {
      memo->length = (guint8) cell->length;
      memo->canonical_length = (guint8) canonical->length;
      memcpy (memo->key, cell->text, cell->length);
      memcpy (memo->canonical, canonical->text, canonical->length);
      memo->form = *form;
      memo->rule = rule;
    }

  return rule;
}

static gsize
get_max_length (OmniUpdateColumn column)
{
  switch (column)
    {
    case OMNI_UPDATE_ORDER_NUMBER:
      return MAX_ORDER_NUMBER;
    case OMNI_UPDATE_TRACKING_NUMBER:
      return MAX_TRACKING_NUMBER;
    case OMNI_UPDATE_ID:
    case OMNI_UPDATE_SKU:
    case OMNI_UPDATE_STATUS:
    case OMNI_UPDATE_SHIPPING_COMPANY:
    case OMNI_UPDATE_E_ARCHIVE_URL:
    case OMNI_UPDATE_INVOICE_NUMBER:
    case OMNI_UPDATE_INVOICE_DATE:
    case OMNI_UPDATE_N_COLUMNS:
    default:
      return MAX_OTHER;
    }
}

/* Lengths are of characters; only what is long in bytes has to be counted. */
static gboolean
is_too_long (OmniUpdateColumn column, const OmniCsvCell *cell)
{
  gsize most = get_max_length (column);

  return cell->length > most && (gsize) g_utf8_strlen (cell->text, (gssize) cell->length) > most;
}

static gboolean
is_clear_cell (const OmniCsvCell *cell)
{
  char word[16];

  if (cell->text[0] != '[' || cell->length >= sizeof word)
    return FALSE;

  memcpy (word, cell->text, cell->length);
  word[cell->length] = '\0';
  return omni_update_is_clear (word);
}

/*
 * Public API
 */

/**
 * omni_update_row_free:
 * @row: (transfer full): a row
 */
void
omni_update_row_free (OmniUpdateRow *row)
{
  g_free (row->order_number);
  g_free (row->sku);
  for (guint i = 0; i < OMNI_ITEM_N_FIELDS; i++)
    g_free (row->values[i]);
  g_free (row);
}

/**
 * omni_update_rules_new:
 * @reference: (nullable): the tenant's lists, or %NULL where they are not known
 *
 * Returns: (transfer full): the rules
 */
OmniUpdateRules *
omni_update_rules_new (OmniReferenceData *reference)
{
  OmniUpdateRules *rules = g_new0 (OmniUpdateRules, 1);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();

  rules->reference = reference != NULL ? omni_reference_data_ref (reference) : NULL;
  rules->date = g_string_new (NULL);
  set_up_classes (rules);
  rules->this_year = g_date_time_get_year (now);
  return rules;
}

/**
 * omni_update_rules_free:
 * @rules: (transfer full): the rules
 */
void
omni_update_rules_free (OmniUpdateRules *rules)
{
  g_clear_pointer (&rules->reference, omni_reference_data_unref);
  g_string_free (rules->date, TRUE);
  g_free (rules);
}

/**
 * omni_update_rules_set_date_order:
 * @rules: the rules
 * @order: how dates are read that can be read in two ways
 */
void
omni_update_rules_set_date_order (OmniUpdateRules *rules, OmniDateOrder order)
{
  if (rules->date_order != order)
    memset (rules->dates, 0, sizeof rules->dates);
  rules->date_order = order;
}

OmniDateOrder
omni_update_rules_get_date_order (const OmniUpdateRules *rules)
{
  return rules->date_order;
}

OmniReferenceData *
omni_update_rules_get_reference (OmniUpdateRules *rules)
{
  return rules->reference;
}

/**
 * omni_update_rules_check_cell:
 * @rules: the rules
 * @column: which column
 * @cell: what stands there, not empty
 * @form: (out): how a date is written
 * @canonical: (out): what the server is sent, until the next cell is checked; a cell that empties
 * has length 0
 *
 * Checks one cell by itself (contract 3.2, 3.3, 3.7, 4.1).
 *
 * Returns: the rule that it breaks, or %OMNI_UPDATE_FINE
 */
OmniUpdateRule
omni_update_rules_check_cell (OmniUpdateRules *rules,
                              OmniUpdateColumn column,
                              const OmniCsvCell *cell,
                              OmniDateForm *form,
                              OmniCsvCell *canonical)
{
  guint classes = classify (rules, cell);

  *canonical = *cell;
  *form = OMNI_DATE_CLEAR;

  if ((classes & HAS_CONTROL) != 0)
    return OMNI_UPDATE_CONTROL_CHARACTER;
  if (cell->text[0] == '#' && cell->length > 1 && is_all (cell, '#'))
    return OMNI_UPDATE_HASH_MARKS;
  if (is_too_long (column, cell))
    return OMNI_UPDATE_TOO_LONG;
  if (column >= OMNI_UPDATE_N_KEYS && is_clear_cell (cell))
    {
      canonical->length = 0;
      return column == OMNI_UPDATE_STATUS ? OMNI_UPDATE_EMPTY_STATUS : OMNI_UPDATE_FINE;
    }

  switch (column)
    {
    case OMNI_UPDATE_ID:
      return check_id (cell, classes);
    case OMNI_UPDATE_ORDER_NUMBER:
    case OMNI_UPDATE_INVOICE_NUMBER:
    case OMNI_UPDATE_TRACKING_NUMBER:
      return check_number (cell, classes);
    case OMNI_UPDATE_SKU:
      return OMNI_UPDATE_FINE;
    case OMNI_UPDATE_STATUS:
    case OMNI_UPDATE_SHIPPING_COMPANY:
      return check_word (rules, column, cell, canonical);
    case OMNI_UPDATE_E_ARCHIVE_URL:
      return check_url (cell, classes);
    case OMNI_UPDATE_INVOICE_DATE:
      return check_date (rules, cell, form, canonical);
    case OMNI_UPDATE_N_COLUMNS:
    default:
      g_return_val_if_reached (OMNI_UPDATE_FINE);
    }
}

/**
 * omni_update_rules_make_row:
 * @rules: the rules
 * @row: which row, from 0
 * @cells: what stands in it; a row without errors
 *
 * Makes of a row's cells what it asks the server for.
 *
 * Returns: (transfer full): the row
 */
OmniUpdateRow *
omni_update_rules_make_row (OmniUpdateRules *rules, gsize row, const OmniUpdateCells *cells)
{
  OmniUpdateRow *wanted = g_new0 (OmniUpdateRow, 1);

  wanted->row = row;
  for (guint i = 0; i < OMNI_UPDATE_N_COLUMNS; i++)
    {
      const OmniCsvCell *cell = &cells->cells[i];
      OmniCsvCell canonical;
      OmniDateForm form;
      OmniItemField field;
      char *text;

      if (cell->length == 0)
        continue;

      omni_update_rules_check_cell (rules, i, cell, &form, &canonical);
      text = g_strndup (canonical.text, canonical.length);
      if (omni_update_column_is_field (i, &field))
        wanted->values[field] = text;
      else if (i == OMNI_UPDATE_ORDER_NUMBER)
        wanted->order_number = text;
      else if (i == OMNI_UPDATE_SKU)
        wanted->sku = text;
      else
        {
          wanted->pk = g_ascii_strtoll (text, NULL, 10);
          g_free (text);
        }
    }

  return wanted;
}
