/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sandbox-json.h"

#include "sandbox-value.h"

#include <string.h>

void
sandbox_json_element (GString *json)
{
  char last = json->len > 0 ? json->str[json->len - 1] : '[';

  if (last != '{' && last != '[')
    g_string_append_c (json, ',');
}

void
sandbox_json_string (GString *json, const char *value)
{
  const char *start = value;
  const char *at;

  g_string_append_c (json, '"');
  for (at = value; *at != '\0'; at++)
    {
      guchar byte = (guchar)*at;

      if (G_LIKELY (byte >= 0x20 && byte != '"' && byte != '\\'))
        continue;

      g_string_append_len (json, start, at - start);
      start = at + 1;
      if (byte == '"' || byte == '\\')
        {
          g_string_append_c (json, '\\');
          g_string_append_c (json, (char)byte);
        }
      else if (byte == '\n')
        g_string_append (json, "\\n");
      else
        g_string_append_printf (json, "\\u%04x", byte);
    }
  g_string_append_len (json, start, at - start);
  g_string_append_c (json, '"');
}

void
sandbox_json_name (GString *json, const char *name)
{
  sandbox_json_element (json);
  g_string_append_c (json, '"');
  g_string_append (json, name);
  g_string_append (json, "\":");
}

void
sandbox_json_text (GString *json, const char *name, const char *value)
{
  sandbox_json_name (json, name);
  if (value != NULL)
    sandbox_json_string (json, value);
  else
    g_string_append (json, "null");
}

void
sandbox_json_raw (GString *json, const char *name, const char *value)
{
  sandbox_json_name (json, name);
  g_string_append (json, value != NULL ? value : "null");
}

void
sandbox_json_int (GString *json, const char *name, gint64 value)
{
  char digits[24];

  sandbox_json_raw (json, name,
                    value != SANDBOX_NULL ? sandbox_value_write_int (digits, value) : NULL);
}

void
sandbox_json_boolean (GString *json, const char *name, gboolean value)
{
  sandbox_json_raw (json, name, value ? "true" : "false");
}

void
sandbox_json_money (GString *json, const char *name, gint64 hundredths)
{
  char text[32];

  sandbox_json_name (json, name);
  if (hundredths == SANDBOX_NULL)
    {
      g_string_append (json, "null");
      return;
    }
  g_string_append_c (json, '"');
  g_string_append (json, sandbox_value_write_money (text, hundredths));
  g_string_append_c (json, '"');
}

void
sandbox_json_time (GString *json, const char *name, gint64 microseconds)
{
  char text[40];

  sandbox_json_name (json, name);
  if (microseconds == SANDBOX_NULL)
    {
      g_string_append (json, "null");
      return;
    }
  g_string_append_c (json, '"');
  g_string_append (json, sandbox_value_write_time (text, microseconds));
  g_string_append_c (json, '"');
}

void
sandbox_json_begin (GString *json, const char *name, char bracket)
{
  if (name != NULL)
    sandbox_json_name (json, name);
  else
    sandbox_json_element (json);
  g_string_append_c (json, bracket);
}

void
sandbox_json_dates (GString *json, gint64 created, gint64 modified)
{
  sandbox_json_time (json, "created_date", created);
  sandbox_json_time (json, "modified_date", modified);
}
