/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What the rules say, and what they propose instead. */

#include "config.h"

#include "omni-update-rules-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A word is proposed when no more than a third of its letters are different. */
#define LETTERS_PER_MISTAKE 3

/* More of a cell is not shown in a sentence. */
#define MAX_SHOWN 60

static const struct
{
  const char *id;
  OmniUpdateSeverity severity;
  const char *sentence; /* with the value where there is a %s */
} rules_table[] = {
  [OMNI_UPDATE_FINE] = { "fine", OMNI_UPDATE_NOTE, N_("Nothing is wrong.") },
  [OMNI_UPDATE_BAD_QUOTES] = { "quotes", OMNI_UPDATE_ERROR,
                               N_("A quotation mark stands where none can be, so the cells of "
                                   "this row cannot be told apart.") },
  [OMNI_UPDATE_BAD_LETTERS] = { "letters", OMNI_UPDATE_ERROR,
                                N_("The row has letters in another encoding than the file.") },
  [OMNI_UPDATE_ZERO_BYTE] = { "zero-byte", OMNI_UPDATE_ERROR,
                              N_("The row has a zero byte, which is no text.") },
  [OMNI_UPDATE_EXTRA_CELLS] = { "extra-cells", OMNI_UPDATE_ERROR,
                                N_("The row has more cells than there are titles; a delimiter may "
                                    "stand inside a cell.") },
  [OMNI_UPDATE_NO_KEY] = { "no-key", OMNI_UPDATE_ERROR,
                           N_("The row does not say which order item it is about: an id, or an "
                               "order number and a SKU.") },
  [OMNI_UPDATE_DUPLICATE] = { "duplicate", OMNI_UPDATE_WARNING,
                              N_("The row says the same as an earlier one and is left out.") },
  [OMNI_UPDATE_CONTRADICTION] = { "contradiction", OMNI_UPDATE_ERROR,
                                  N_("Another row wants something else for the same order "
                                      "item.") },
  [OMNI_UPDATE_NOTHING] = { "nothing", OMNI_UPDATE_NOTE, N_("The row changes nothing.") },
  [OMNI_UPDATE_CONTROL_CHARACTER] = { "control-character", OMNI_UPDATE_ERROR,
                                      N_("“%s” has a line break, a tab or another control "
                                          "character.") },
  [OMNI_UPDATE_TOO_LONG] = { "too-long", OMNI_UPDATE_ERROR,
                             N_("“%s” is longer than the server keeps.") },
  [OMNI_UPDATE_HASH_MARKS] = { "hash-marks", OMNI_UPDATE_ERROR,
                               N_("“%s” is what a spreadsheet shows in a column that is too "
                                   "narrow; the value is gone. Enter it again.") },
  [OMNI_UPDATE_EXPONENT] = { "exponent", OMNI_UPDATE_ERROR,
                             N_("“%s” was changed by a spreadsheet; the full number is gone. "
                                 "Enter "
                                 "it again.") },
  [OMNI_UPDATE_ROUNDED] = { "rounded", OMNI_UPDATE_ERROR,
                            N_("“%s” was rounded by a spreadsheet, which keeps 15 digits; the "
                                "last "
                                "ones are gone. Enter it again.") },
  [OMNI_UPDATE_MAYBE_ROUNDED] = { "maybe-rounded", OMNI_UPDATE_WARNING,
                                  N_("“%s” may have been rounded by a spreadsheet, which keeps 15 "
                                      "digits.") },
  [OMNI_UPDATE_LOST_ZEROS] = { "lost-zeros", OMNI_UPDATE_WARNING,
                               N_("“%s” is shorter than the others; a spreadsheet may have taken "
                                   "the zeros in front.") },
  [OMNI_UPDATE_BAD_ID] = { "bad-id", OMNI_UPDATE_ERROR,
                           N_("“%s” is no id of an order item, which is a whole number.") },
  [OMNI_UPDATE_UNKNOWN_STATUS] = { "unknown-status", OMNI_UPDATE_ERROR, N_("“%s” is no status.") },
  [OMNI_UPDATE_UNREACHABLE_STATUS] = { "unreachable-status", OMNI_UPDATE_ERROR,
                                       N_("“%s” cannot be set: cancellations and refunds come "
                                           "from "
                                           "their own commands.") },
  [OMNI_UPDATE_EMPTY_STATUS] = { "empty-status", OMNI_UPDATE_ERROR,
                                 N_("A status cannot be emptied.") },
  [OMNI_UPDATE_UNKNOWN_COMPANY] = { "unknown-company", OMNI_UPDATE_ERROR,
                                    N_("“%s” is no shipping company of this back office.") },
  [OMNI_UPDATE_BAD_URL] = { "bad-url", OMNI_UPDATE_ERROR,
                            N_("“%s” is no web address; it must begin with https:// or "
                                "http://.") },
  [OMNI_UPDATE_BAD_DATE] = { "bad-date", OMNI_UPDATE_ERROR, N_("“%s” is no date.") },
  [OMNI_UPDATE_DATE_ORDER] = { "date-order", OMNI_UPDATE_ERROR,
                               N_("“%s” has day and month in another order than the other "
                                   "dates.") },
  [OMNI_UPDATE_AMBIGUOUS_DATES] = { "ambiguous-dates", OMNI_UPDATE_WARNING,
                                    N_("Nothing in the column says whether “%s” has the day or "
                                        "the "
                                        "month first.") },
  [OMNI_UPDATE_SERIAL_DATE] = { "serial-date", OMNI_UPDATE_ERROR,
                                N_("“%s” is a date that a spreadsheet turned into a number.") },
  [OMNI_UPDATE_ODD_DATE] = { "odd-date", OMNI_UPDATE_WARNING,
                             N_("“%s” is long ago or far ahead.") },
  [OMNI_UPDATE_NO_TRACKING] = { "no-tracking", OMNI_UPDATE_WARNING,
                                N_("The item is to be shipped, and the row has no tracking "
                                    "number.") },
  [OMNI_UPDATE_MISSING_ITEM] = { "missing-item", OMNI_UPDATE_ERROR,
                                 N_("The back office has no such order item, or does not show it "
                                     "to you.") },
  [OMNI_UPDATE_MISSING_ORDER] = { "missing-order", OMNI_UPDATE_ERROR,
                                  N_("The back office has no order with the number “%s”, or does "
                                      "not show it to you.") },
  [OMNI_UPDATE_AMBIGUOUS_ITEM] = { "ambiguous-item", OMNI_UPDATE_ERROR,
                                   N_("Several order items have this order number and SKU. Use "
                                       "the "
                                       "id to say which one is meant.") },
  [OMNI_UPDATE_OTHER_ORDER] = { "other-order", OMNI_UPDATE_ERROR,
                                N_("The item with this id belongs to another order than “%s”; the "
                                    "rows may have been shifted.") },
  [OMNI_UPDATE_OTHER_SKU] = { "other-sku", OMNI_UPDATE_ERROR,
                              N_("The item with this id is another product than “%s”; the rows "
                                  "may "
                                  "have been shifted.") },
  [OMNI_UPDATE_ENDED_ITEM] = { "ended-item", OMNI_UPDATE_ERROR,
                               N_("The item is cancelled, refunded or about to be, so its status "
                                   "cannot be changed.") },
  [OMNI_UPDATE_SAME_ITEM] = { "same-item", OMNI_UPDATE_ERROR,
                              N_("An earlier row is about the same order item.") },
};

G_STATIC_ASSERT (G_N_ELEMENTS (rules_table) == OMNI_UPDATE_N_RULES);

static const char *const severity_names[] = {
  [OMNI_UPDATE_ERROR] = N_("error"),
  [OMNI_UPDATE_WARNING] = N_("warning"),
  [OMNI_UPDATE_NOTE] = N_("note"),
};

/*
 * Helpers
 */

static char *
shorten (const char *value)
{
  g_autofree char *valid = g_utf8_make_valid (value, -1);
  g_autoptr (GString) shown = g_string_new (NULL);
  const char *at = valid;

  for (guint n = 0; *at != '\0' && n < MAX_SHOWN; n++, at = g_utf8_next_char (at))
    g_string_append_unichar (
        shown, g_unichar_iscntrl (g_utf8_get_char (at)) ? 0x240a : g_utf8_get_char (at));
  if (*at != '\0')
    g_string_append (shown, "…");
  return g_strdup (shown->str);
}

static void
consider (
    const char *folded, const char *candidate, const char *answer, guint *least, const char **best)
{
  g_autofree char *other = omni_update_fold_word (candidate);
  guint distance = omni_update_word_distance (folded, other);

  /* What one begins with the other is meant, however long the rest is. */
  if (strlen (folded) > 2 && strlen (other) > 2 &&
      (g_str_has_prefix (other, folded) || g_str_has_prefix (folded, other)))
    distance = MIN (distance, 1);

  if (distance < *least)
    {
      *least = distance;
      *best = answer;
    }
}

static char *
find_nearest_status (const char *value)
{
  g_autofree char *folded = omni_update_fold_word (value);
  guint least = (guint) strlen (folded) / LETTERS_PER_MISTAKE + 1;
  const char *best = NULL;
  const OmniStatus *statuses;
  guint n_statuses;

  statuses = omni_status_get_all (&n_statuses);
  for (guint i = 0; i < n_statuses; i++)
    {
      if (!omni_update_status_may_be_set (statuses[i].code) || g_ascii_isdigit (folded[0]))
        continue;

      consider (folded, statuses[i].name, statuses[i].name, &least, &best);
      consider (folded, statuses[i].label, statuses[i].name, &least, &best);
      consider (folded, omni_status_get_label (statuses[i].code), statuses[i].name, &least, &best);
    }

  return g_strdup (best);
}

static char *
find_nearest_company (OmniReferenceData *reference, const char *value)
{
  g_autofree char *folded = omni_update_fold_word (value);
  guint least = (guint) strlen (folded) / LETTERS_PER_MISTAKE + 1;
  const char *best = NULL;

  for (guint i = 0; reference != NULL &&
                    i < omni_reference_data_get_size (reference, OMNI_REFERENCE_CARGO_COMPANY);
       i++)
    {
      const OmniReferenceEntry *entry =
          omni_reference_data_get_entry (reference, OMNI_REFERENCE_CARGO_COMPANY, i);

      if (entry->code == NULL)
        continue;
      consider (folded, entry->code, entry->code, &least, &best);
      consider (folded, entry->name, entry->code, &least, &best);
    }

  return g_strdup (best);
}

/* An address without its beginning, or with one that has a letter too few or too many. */
static char *
fix_url (const char *value)
{
  const char *rest = strstr (value, "//");
  const char *dot = strchr (value, '.');

  if (strpbrk (value, " \"<>\\^`{|}") != NULL || dot == NULL || dot == value || dot[1] == '\0')
    return NULL;
  if (rest != NULL && rest - value <= 7 && strlen (rest) > 2 && g_ascii_tolower (value[0]) == 'h')
    return g_strconcat ("https://", rest + 2, NULL);
  if (rest == NULL && strchr (value, ':') == NULL && g_ascii_isalnum (value[0]))
    return g_strconcat ("https://", value, NULL);
  return NULL;
}

static char *
fix_date (const char *value, OmniDateOrder order)
{
  g_autoptr (GString) date = g_string_new (NULL);

  if (omni_update_date_parse (value, strlen (value), order, date, NULL) == OMNI_DATE_NONE)
    return NULL;
  if (g_str_has_suffix (date->str, "T00:00:00Z"))
    g_string_truncate (date, strlen ("2025-03-05"));
  return g_strdup (date->str);
}

static char *
fix_control (const char *value)
{
  g_autofree char *fixed = g_strdup (value);
  char *to = fixed;

  for (const char *from = value; *from != '\0'; from++)
    {
      if ((guchar) *from >= 0x20 && *from != 0x7f)
        *to++ = *from;
    }
  *to = '\0';
  g_strstrip (fixed);
  return fixed[0] != '\0' ? g_steal_pointer (&fixed) : NULL;
}

/* "205731.0" and "205.731" are what spreadsheets make of ids; a blank or two do no harm either. */
static char *
fix_id (const char *value)
{
  g_autoptr (GString) digits = g_string_new (NULL);
  gsize length = strlen (value);

  if (g_str_has_suffix (value, ".0") || g_str_has_suffix (value, ",0"))
    length -= 2;
  for (gsize i = 0; i < length; i++)
    {
      if (g_ascii_isdigit (value[i]))
        g_string_append_c (digits, value[i]);
      else if (strchr (" .,'", value[i]) == NULL)
        return NULL;
    }

  return digits->len > 0 && digits->len < 19 && digits->str[0] != '0' ? g_strdup (digits->str)
                                                                      : NULL;
}

/*
 * Public API
 */

/**
 * omni_update_rule_get_id:
 * @rule: a rule
 *
 * Returns: (transfer none): its name for programs
 */
const char *
omni_update_rule_get_id (OmniUpdateRule rule)
{
  g_return_val_if_fail ((guint) rule < OMNI_UPDATE_N_RULES, NULL);

  return rules_table[rule].id;
}

/**
 * omni_update_rule_get_severity:
 * @rule: a rule
 *
 * Returns: what it means for the row
 */
OmniUpdateSeverity
omni_update_rule_get_severity (OmniUpdateRule rule)
{
  g_return_val_if_fail ((guint) rule < OMNI_UPDATE_N_RULES, OMNI_UPDATE_ERROR);

  return rules_table[rule].severity;
}

/**
 * omni_update_severity_get_name:
 * @severity: a severity
 *
 * Returns: (transfer none): what people call it
 */
const char *
omni_update_severity_get_name (OmniUpdateSeverity severity)
{
  g_return_val_if_fail ((guint) severity < G_N_ELEMENTS (severity_names), NULL);

  return _ (severity_names[severity]);
}

/**
 * omni_update_rules_dup_sentence:
 * @rules: the rules
 * @rule: the rule that was broken
 * @column: where
 * @value: (not nullable): what stands there
 *
 * Returns: (transfer full): what is wrong, in words
 */
char *
omni_update_rules_dup_sentence (OmniUpdateRules *rules,
                                OmniUpdateRule rule,
                                OmniUpdateColumn column,
                                const char *value)
{
  const char *sentence;
  const char *place;
  g_autofree char *shown = NULL;

  g_return_val_if_fail ((guint) rule < OMNI_UPDATE_N_RULES, NULL);

  sentence = _ (rules_table[rule].sentence);
  place = strstr (sentence, "%s");
  if (place == NULL)
    return g_strdup (sentence);

  shown = shorten (value);
  return g_strdup_printf ("%.*s%s%s", (int) (place - sentence), sentence, shown, place + 2);
}

/**
 * omni_update_rules_dup_fix:
 * @rules: the rules
 * @rule: the rule that was broken
 * @column: where
 * @value: (not nullable): what stands there
 *
 * Returns: (transfer full) (nullable): what could stand there instead, or %NULL when only a person
 * knows
 */
char *
omni_update_rules_dup_fix (OmniUpdateRules *rules,
                           OmniUpdateRule rule,
                           OmniUpdateColumn column,
                           const char *value)
{
  switch ((guint) rule)
    {
    case OMNI_UPDATE_CONTROL_CHARACTER:
      return fix_control (value);
    case OMNI_UPDATE_BAD_ID:
      return fix_id (value);
    case OMNI_UPDATE_UNKNOWN_STATUS:
      return find_nearest_status (value);
    case OMNI_UPDATE_UNKNOWN_COMPANY:
      return find_nearest_company (omni_update_rules_get_reference (rules), value);
    case OMNI_UPDATE_BAD_URL:
      return fix_url (value);
    case OMNI_UPDATE_DATE_ORDER:
    case OMNI_UPDATE_AMBIGUOUS_DATES:
    case OMNI_UPDATE_SERIAL_DATE:
      return fix_date (value, omni_update_rules_get_date_order (rules));
    case OMNI_UPDATE_EMPTY_STATUS:
      return g_strdup ("");
    default:
      return NULL;
    }
}
