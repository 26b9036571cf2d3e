/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-csv-dialect.h"

#include <string.h>

#define MAX_RECORDS 200

static const char delimiters[] = { ',', ';', '\t', '|' };

/*
 * Encoding
 */

/* Text of western and Turkish shops in UTF-16 has a zero in every other byte nearly everywhere. */
static gboolean
looks_like_utf_16 (const guint8 *head, gsize length, guint zero_at)
{
  gsize n_zeros = 0;
  gsize n_others = 0;

  if (length < 4)
    return FALSE;

  for (gsize i = 0; i + 1 < length; i += 2)
    {
      n_zeros += head[i + zero_at] == 0;
      n_others += head[i + 1 - zero_at] == 0;
    }

  return n_others == 0 && n_zeros > length / 4;
}

/* The head may end in the middle of a character. */
static gboolean
is_utf_8 (const guint8 *head, gsize length, gboolean complete)
{
  const char *end;

  if (g_utf8_validate_len ((const char *) head, length, &end))
    return TRUE;

  return !complete && (gsize) ((const char *) head + length - end) < 4 &&
         g_utf8_get_char_validated (end, (const char *) head + length - end) == (gunichar) -2;
}

static OmniCsvEncoding
guess_encoding (const guint8 *head, gsize length, gboolean complete, gsize *n_mark)
{
  *n_mark = 0;

  if (length >= 3 && memcmp (head, "\xef\xbb\xbf", 3) == 0)
    {
      *n_mark = 3;
      return OMNI_CSV_ENCODING_UTF_8;
    }

  if (length >= 2 && (memcmp (head, "\xff\xfe", 2) == 0 || memcmp (head, "\xfe\xff", 2) == 0))
    {
      *n_mark = 2;
      return head[0] == 0xff ? OMNI_CSV_ENCODING_UTF_16_LE : OMNI_CSV_ENCODING_UTF_16_BE;
    }

  if (looks_like_utf_16 (head, length, 1))
    return OMNI_CSV_ENCODING_UTF_16_LE;
  if (looks_like_utf_16 (head, length, 0))
    return OMNI_CSV_ENCODING_UTF_16_BE;

  return is_utf_8 (head, length, complete) ? OMNI_CSV_ENCODING_UTF_8
                                           : OMNI_CSV_ENCODING_WINDOWS_1254;
}

/*
 * Delimiter and quote
 */

/*
 * The characters that matter are ASCII, and no byte of another character of UTF-8 or Windows-1254
 * looks like one. From UTF-16 the units below 128 are taken; the others become a letter.
 */
static GString *
make_plain_head (const guint8 *head, gsize length, const OmniCsvDialect *dialect)
{
  GString *plain = g_string_sized_new (length);
  gboolean little = dialect->encoding == OMNI_CSV_ENCODING_UTF_16_LE;

  if (!little && dialect->encoding != OMNI_CSV_ENCODING_UTF_16_BE)
    return g_string_append_len (plain, (const char *) head, (gssize) length);

  for (gsize i = 0; i + 1 < length; i += 2)
    {
      guint8 low = little ? head[i] : head[i + 1];
      guint8 high = little ? head[i + 1] : head[i];

      g_string_append_c (plain, high == 0 && low < 0x80 ? (char) low : 'x');
    }

  return plain;
}

/* Counts the cells that begin with @quote: those that end with it too, and the others. */
static void
count_quoted (const GString *text, char quote, guint *n_closed, guint *n_open)
{
  gboolean at_start = TRUE;

  *n_closed = 0;
  *n_open = 0;

  for (gsize i = 0; i < text->len; i++)
    {
      char c = text->str[i];

      if (c == quote && at_start)
        {
          const char *close = strchr (text->str + i + 1, quote);
          char after = close != NULL ? close[1] : 'x';

          if (after == '\0' || after == '\r' || after == '\n' ||
              memchr (delimiters, after, sizeof delimiters) != NULL)
            {
              (*n_closed)++;
              i = (gsize) (close - text->str);
            }
          else
            {
              (*n_open)++;
            }
        }

      at_start = c == '\n' || c == '\r' || memchr (delimiters, c, sizeof delimiters) != NULL;
    }
}

/* An apostrophe that is not always a pair is a guard before a formula, or part of a name. */
static char
guess_quote (const GString *text)
{
  guint n_closed;
  guint n_open;
  guint n_double;
  guint n_double_open;

  count_quoted (text, '\'', &n_closed, &n_open);
  count_quoted (text, '"', &n_double, &n_double_open);

  return n_closed > 0 && n_open == 0 && n_double == 0 ? '\'' : '"';
}

/*
 * How well @delimiter explains the text: how many of the first records have as many cells as the
 * first one, out of all. Records with a single cell explain nothing.
 */
static guint
score_delimiter (const GString *text, gboolean complete, char delimiter, char quote, guint *n_cells)
{
  guint cells = 1;
  guint first = 0;
  guint n_equal = 0;
  guint n_records = 0;
  gboolean quoted = FALSE;
  gboolean blank = TRUE;

  for (gsize i = 0; i <= text->len && n_records < MAX_RECORDS; i++)
    {
      char c = i < text->len ? text->str[i] : '\n';

      if (i == text->len && !complete)
        break;

      if (c == quote)
        quoted = !quoted;

      if (quoted || (c != '\n' && c != '\r'))
        {
          cells += !quoted && c == delimiter;
          blank = FALSE;
          continue;
        }

      if (!blank)
        {
          if (n_records++ == 0)
            first = cells;
          n_equal += cells == first;
        }

      cells = 1;
      blank = TRUE;
    }

  *n_cells = first;
  return first > 1 && n_records > 0 ? 1000 * n_equal / n_records : 0;
}

static char
guess_delimiter (const GString *text, gboolean complete, char quote)
{
  char best = ',';
  guint best_score = 0;
  guint best_cells = 0;

  for (guint i = 0; i < sizeof delimiters; i++)
    {
      guint n_cells;
      guint score = score_delimiter (text, complete, delimiters[i], quote, &n_cells);

      if (score > best_score || (score == best_score && score > 0 && n_cells > best_cells))
        {
          best = delimiters[i];
          best_score = score;
          best_cells = n_cells;
        }
    }

  return best;
}

/* Excel's own way of naming the delimiter: a first line "sep=;". */
static gsize
read_separator_line (const GString *text, char *delimiter)
{
  gsize n = strlen ("sep=?");

  if (text->len <= n || g_ascii_strncasecmp (text->str, "sep=", 4) != 0 ||
      memchr (delimiters, text->str[4], sizeof delimiters) == NULL ||
      (text->str[n] != '\r' && text->str[n] != '\n'))
    return 0;

  *delimiter = text->str[4];
  n += text->str[n] == '\r' && text->str[n + 1] == '\n' ? 2 : 1;
  return n;
}

/*
 * Public API
 */

/**
 * omni_csv_dialect_guess:
 * @head: (array length=length): the first bytes of a file, %OMNI_CSV_HEAD_SIZE are enough
 * @length: how many
 * @complete: whether that is the whole file
 * @dialect: (out): the guess
 *
 * Guesses how a file is written down: its byte order mark or its bytes tell the encoding, its first
 * rows the delimiter and the quote. There is always a guess; the user is shown it and may choose
 * another.
 */
void
omni_csv_dialect_guess (const guint8 *head,
                        gsize length,
                        gboolean complete,
                        OmniCsvDialect *dialect)
{
  g_autoptr (GString) text = NULL;
  gsize n_mark;
  gsize n_line;

  g_return_if_fail (head != NULL || length == 0);
  g_return_if_fail (dialect != NULL);

  dialect->encoding = guess_encoding (head, length, complete, &n_mark);
  text = make_plain_head (head + n_mark, length - n_mark, dialect);
  dialect->quote = guess_quote (text);

  n_line = read_separator_line (text, &dialect->delimiter);
  dialect->first_line = n_line > 0 ? 2 : 1;
  if (n_line == 0)
    dialect->delimiter = guess_delimiter (text, complete, dialect->quote);

  if (dialect->encoding == OMNI_CSV_ENCODING_UTF_16_LE ||
      dialect->encoding == OMNI_CSV_ENCODING_UTF_16_BE)
    n_line *= 2;
  dialect->n_skip = n_mark + n_line;
}

/**
 * omni_csv_encoding_get_name:
 * @encoding: an encoding
 *
 * Returns: (transfer none): the encoding's name, as iconv and people write it
 */
const char *
omni_csv_encoding_get_name (OmniCsvEncoding encoding)
{
  switch (encoding)
    {
    case OMNI_CSV_ENCODING_UTF_8:
      return "UTF-8";
    case OMNI_CSV_ENCODING_UTF_16_LE:
      return "UTF-16LE";
    case OMNI_CSV_ENCODING_UTF_16_BE:
      return "UTF-16BE";
    case OMNI_CSV_ENCODING_WINDOWS_1254:
      return "Windows-1254";
    }

  g_return_val_if_reached (NULL);
}
