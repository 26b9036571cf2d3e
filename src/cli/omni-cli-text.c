/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-cli-text.h"

#include <string.h>

/* What moves the cursor, changes colours, answers for the person, or turns the writing direction
 * of what follows. */
static gboolean
is_dangerous (gunichar character)
{
  return character < 0x20 || (character >= 0x7f && character < 0xa0) ||
         (character >= 0x200e && character <= 0x200f) ||
         (character >= 0x2028 && character <= 0x202e) ||
         (character >= 0x2066 && character <= 0x2069) || character == 0xfeff;
}

/**
 * omni_cli_escape:
 * @text: text from a server, in UTF-8
 *
 * Makes text safe for a terminal and for one line of a table: what a terminal would obey is shown
 * instead.
 *
 * Returns: (transfer full): the text
 */
char *
omni_cli_escape (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *escaped = g_string_sized_new (strlen (valid));

  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);

      if (character == '\n')
        g_string_append (escaped, "\\n");
      else if (character == '\r')
        g_string_append (escaped, "\\r");
      else if (character == '\t')
        g_string_append (escaped, "\\t");
      else if (is_dangerous (character))
        g_string_append_printf (escaped, "\\u%04x", character);
      else
        g_string_append_unichar (escaped, character);
    }

  return g_string_free (escaped, FALSE);
}

/**
 * omni_cli_json_quote:
 * @text: text in UTF-8
 *
 * Makes a JSON string (RFC 8259, section 7) that a terminal can show: more is escaped than has to
 * be.
 *
 * Returns: (transfer full): the string with its quotes
 */
char *
omni_cli_json_quote (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *quoted = g_string_sized_new (strlen (valid) + 2);

  g_string_append_c (quoted, '"');
  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);

      if (character == '"' || character == '\\')
        g_string_append_printf (quoted, "\\%c", (char) character);
      else if (character == '\n')
        g_string_append (quoted, "\\n");
      else if (is_dangerous (character))
        g_string_append_printf (quoted, "\\u%04x", character);
      else
        g_string_append_unichar (quoted, character);
    }
  g_string_append_c (quoted, '"');

  return g_string_free (quoted, FALSE);
}

/**
 * omni_cli_text_width:
 * @text: text in UTF-8, escaped
 *
 * Returns: how many columns of a terminal the text takes
 */
guint
omni_cli_text_width (const char *text)
{
  guint width = 0;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar character = g_utf8_get_char (text);

      if (!g_unichar_iszerowidth (character))
        width += g_unichar_iswide (character) ? 2 : 1;
    }

  return width;
}

/**
 * omni_cli_append_cell:
 * @line: what is written
 * @text: text in UTF-8, escaped
 * @width: how many columns of a terminal the cell takes at least
 * @to_the_right: whether the text stands at the right of it
 *
 * Writes a cell of a table.
 */
void
omni_cli_append_cell (GString    *line,
                      const char *text,
                      guint       width,
                      gboolean    to_the_right)
{
  guint used = omni_cli_text_width (text);
  guint missing = width > used ? width - used : 0;

  if (!to_the_right)
    g_string_append (line, text);
  for (guint i = 0; i < missing; i++)
    g_string_append_c (line, ' ');
  if (to_the_right)
    g_string_append (line, text);
}
