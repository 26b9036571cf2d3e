/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-html-text.h"

#include <string.h>

/* Elements whose content is not text for people. */
static const char *const hidden_elements[] = { "script", "style",  "head",     "title",
                                               "iframe", "object", "template", "noscript" };

/* Elements that begin and end a line; those of paragraphs leave an empty line as well. */
static const char *const line_elements[] = { "div", "tr",  "ul",     "ol",      "table", "section",
                                             "dl",  "dt",  "header", "footer",  "hr",    "form",
                                             "dd",  "pre", "tbody",  "article", "br",    "li" };
static const char *const paragraph_elements[] = { "p",  "h1", "h2", "h3",
                                                  "h4", "h5", "h6", "blockquote" };

static const struct
{
  const char *name;
  const char *text;
} entities[] = {
  { "amp", "&" },     { "lt", "<" },      { "gt", ">" },     { "quot", "\"" },  { "apos", "'" },
  { "nbsp", " " },    { "ccedil", "ç" },  { "Ccedil", "Ç" }, { "ouml", "ö" },   { "Ouml", "Ö" },
  { "uuml", "ü" },    { "Uuml", "Ü" },    { "auml", "ä" },   { "Auml", "Ä" },   { "szlig", "ß" },
  { "eacute", "é" },  { "agrave", "à" },  { "acirc", "â" },  { "icirc", "î" },  { "ndash", "–" },
  { "mdash", "—" },   { "hellip", "…" },  { "bull", "•" },   { "middot", "·" }, { "lsquo", "‘" },
  { "rsquo", "’" },   { "ldquo", "“" },   { "rdquo", "”" },  { "laquo", "«" },  { "raquo", "»" },
  { "euro", "€" },    { "copy", "©" },    { "reg", "®" },    { "deg", "°" },    { "sect", "§" },
};

/* What was written so far, and how many line ends are owed before the next word. */
typedef struct
{
  GString *text;
  guint lines_owed;
  gboolean space_owed;
} Output;

static gboolean
is_one_of (const char *const *names, gsize n_names, const char *name, gsize length)
{
  for (gsize i = 0; i < n_names; i++)
    {
      if (strlen (names[i]) == length && g_ascii_strncasecmp (names[i], name, length) == 0)
        return TRUE;
    }

  return FALSE;
}

static void
put (Output *output, const char *text, gsize length)
{
  if (output->text->len > 0)
    {
      for (; output->lines_owed > 0; output->lines_owed--)
        {
          g_string_append_c (output->text, '\n');
          output->space_owed = FALSE;
        }
      if (output->space_owed)
        g_string_append_c (output->text, ' ');
    }

  output->lines_owed = 0;
  output->space_owed = FALSE;
  g_string_append_len (output->text, text, (gssize) length);
}

static void
put_character (Output *output, gunichar character)
{
  char bytes[6];

  if (g_unichar_isspace (character))
    {
      output->space_owed = TRUE;
      return;
    }
  if (!g_unichar_validate (character) || character == 0)
    character = 0xfffd;
  if (g_unichar_iscntrl (character))
    return;

  put (output, bytes, (gsize) g_unichar_to_utf8 (character, bytes));
}

/* Reads "&name;" or "&#number;" at @at. Gives where the text goes on, which is @at where there is
 * no such thing. */
static const char *
put_entity (Output *output, const char *at)
{
  const char *end = at + 1;
  gsize length;

  while (g_ascii_isalnum (*end) || *end == '#')
    end++;
  length = (gsize) (end - at - 1);
  if (length == 0 || length > 10 || *end != ';')
    return at;

  if (at[1] == '#')
    {
      gboolean is_hex = at[2] == 'x' || at[2] == 'X';
      guint64 number = g_ascii_strtoull (at + (is_hex ? 3 : 2), NULL, is_hex ? 16 : 10);

      put_character (output, number <= 0x10ffff ? (gunichar) number : 0xfffd);
      return end + 1;
    }

  for (gsize i = 0; i < G_N_ELEMENTS (entities); i++)
    {
      if (strlen (entities[i].name) == length && strncmp (entities[i].name, at + 1, length) == 0)
        {
          put_character (output, g_utf8_get_char (entities[i].text));
          return end + 1;
        }
    }

  return at;
}

/* Where the tag at @at ends: a ">" within a quoted value does not end it. */
static const char *
find_tag_end (const char *at)
{
  char quote = '\0';

  for (; *at != '\0'; at++)
    {
      if (quote != '\0')
        quote = *at == quote ? '\0' : quote;
      else if (*at == '"' || *at == '\'')
        quote = *at;
      else if (*at == '>')
        return at + 1;
    }

  return at;
}

static const char *
skip_hidden (const char *at, const char *name, gsize length)
{
  for (at = strstr (at, "</"); at != NULL; at = strstr (at + 2, "</"))
    {
      if (g_ascii_strncasecmp (at + 2, name, length) == 0 && !g_ascii_isalnum (at[2 + length]))
        return find_tag_end (at);
    }

  return NULL;
}

static const char *
skip_tag (Output *output, const char *at)
{
  gboolean closes = at[1] == '/';
  const char *name = at + (closes ? 2 : 1);
  const char *end = find_tag_end (at);
  gsize length = 0;

  if (g_str_has_prefix (at, "<!--"))
    {
      end = strstr (at + 4, "-->");
      return end != NULL ? end + 3 : at + strlen (at);
    }

  while (g_ascii_isalnum (name[length]))
    length++;

  if (!closes && end[-1] == '>' && end[-2] != '/' &&
      is_one_of (hidden_elements, G_N_ELEMENTS (hidden_elements), name, length))
    {
      end = skip_hidden (end, name, length);
      return end != NULL ? end : at + strlen (at);
    }

  if (is_one_of (paragraph_elements, G_N_ELEMENTS (paragraph_elements), name, length))
    output->lines_owed = 2;
  else if (is_one_of (line_elements, G_N_ELEMENTS (line_elements), name, length))
    output->lines_owed = MIN (2, MAX (output->lines_owed, 1));
  else if (length == 2 && (g_ascii_strncasecmp (name, "td", 2) == 0 ||
                           g_ascii_strncasecmp (name, "th", 2) == 0))
    output->space_owed = TRUE;

  if (!closes && length == 2 && g_ascii_strncasecmp (name, "li", 2) == 0)
    {
      put (output, "•", strlen ("•"));
      output->space_owed = TRUE;
    }

  return end;
}

/**
 * omni_html_to_text:
 * @html: (not nullable): a page or a piece of one, as somebody else wrote it
 *
 * Reduces HTML to the text in it: tags, comments, scripts and styles are left out, blocks become
 * lines, list entries get a bullet, white space is one space, control characters are dropped. What
 * comes out is text and never markup, whatever is in it.
 *
 * Returns: (transfer full): the text, without white space at its ends
 */
char *
omni_html_to_text (const char *html)
{
  Output output = { NULL };
  const char *at = html;

  g_return_val_if_fail (html != NULL, NULL);

  output.text = g_string_new (NULL);
  while (*at != '\0')
    {
      const char *after = at;

      if (*at == '<' && (g_ascii_isalpha (at[1]) || at[1] == '/' || at[1] == '!' || at[1] == '?'))
        after = skip_tag (&output, at);
      else if (*at == '&')
        after = put_entity (&output, at);

      if (after == at)
        {
          gunichar character = g_utf8_get_char_validated (at, -1);
          gboolean is_valid = character < (gunichar) -2;

          put_character (&output, is_valid ? character : 0xfffd);
          after = is_valid ? g_utf8_next_char (at) : at + 1;
        }
      at = after;
    }

  return g_string_free (output.text, FALSE);
}
