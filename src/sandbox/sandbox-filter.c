/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sandbox-filter.h"

#include "omni-status.h"
#include "sandbox-json.h"
#include "sandbox-uuid.h"
#include "sandbox-value.h"
#include "sandbox-variant.h"

#include <string.h>

/* The look-ups of contract 2.2, behind two underscores. */
typedef enum
{
  LOOKUP_EXACT,
  LOOKUP_IEXACT,
  LOOKUP_IN,
  LOOKUP_GT,
  LOOKUP_GTE,
  LOOKUP_LT,
  LOOKUP_LTE,
  LOOKUP_CONTAINS,
  LOOKUP_ICONTAINS,
  LOOKUP_STARTSWITH,
  LOOKUP_ISTARTSWITH,
  LOOKUP_ENDSWITH,
  LOOKUP_IENDSWITH,
  LOOKUP_ISNULL,
} Lookup;

static const struct
{
  const char *name;
  Lookup lookup;
  SandboxMatch match;
  gboolean is_folded;
} lookups[] = {
  { "exact", LOOKUP_EXACT, SANDBOX_MATCH_EXACT, FALSE },
  { "iexact", LOOKUP_IEXACT, SANDBOX_MATCH_EXACT, TRUE },
  { "in", LOOKUP_IN, SANDBOX_MATCH_EXACT, FALSE },
  { "gt", LOOKUP_GT, SANDBOX_MATCH_EXACT, FALSE },
  { "gte", LOOKUP_GTE, SANDBOX_MATCH_EXACT, FALSE },
  { "lt", LOOKUP_LT, SANDBOX_MATCH_EXACT, FALSE },
  { "lte", LOOKUP_LTE, SANDBOX_MATCH_EXACT, FALSE },
  { "contains", LOOKUP_CONTAINS, SANDBOX_MATCH_CONTAINS, FALSE },
  { "icontains", LOOKUP_ICONTAINS, SANDBOX_MATCH_CONTAINS, TRUE },
  { "startswith", LOOKUP_STARTSWITH, SANDBOX_MATCH_STARTS, FALSE },
  { "istartswith", LOOKUP_ISTARTSWITH, SANDBOX_MATCH_STARTS, TRUE },
  { "endswith", LOOKUP_ENDSWITH, SANDBOX_MATCH_ENDS, FALSE },
  { "iendswith", LOOKUP_IENDSWITH, SANDBOX_MATCH_ENDS, TRUE },
  { "isnull", LOOKUP_ISNULL, SANDBOX_MATCH_EXACT, FALSE },
};

static void
condition_free (gpointer data)
{
  SandboxCondition *condition = data;

  g_clear_pointer (&condition->numbers, g_array_unref);
  g_clear_pointer (&condition->texts, g_ptr_array_unref);
  g_free (condition);
}

const SandboxField *
sandbox_field_find (const SandboxField *fields, const char *name)
{
  for (const SandboxField *field = fields; field->name != NULL; field++)
    if (strcmp (field->name, name) == 0)
      return field;

  return NULL;
}

static gboolean
suits (SandboxFieldKind kind, Lookup lookup)
{
  gboolean is_text = kind == SANDBOX_FIELD_TEXT || kind == SANDBOX_FIELD_JSON;
  gboolean compares = lookup >= LOOKUP_GT && lookup <= LOOKUP_LTE;
  gboolean looks_inside = lookup >= LOOKUP_CONTAINS && lookup <= LOOKUP_IENDSWITH;

  return is_text ? !compares : !looks_inside;
}

/* Field names have double underscores of their own (customer__email), so the longest that fits is
 * the field and the rest is the look-up. */
static const SandboxField *
split_name (const SandboxField *fields, const char *name, guint *lookup, gboolean *is_date_part)
{
  const SandboxField *found = NULL;
  const char *rest;

  for (const SandboxField *field = fields; field->name != NULL; field++)
    {
      gsize length = strlen (field->name);

      if (strncmp (name, field->name, length) == 0 &&
          (name[length] == '\0' || strncmp (name + length, "__", 2) == 0) &&
          (found == NULL || length > strlen (found->name)))
        found = field;
    }
  if (found == NULL || found->kind == SANDBOX_FIELD_JSON)
    return NULL;

  rest = name + strlen (found->name);
  *lookup = 0;
  *is_date_part = FALSE;
  if (found->kind == SANDBOX_FIELD_TIME && g_str_has_prefix (rest, "__date"))
    {
      *is_date_part = TRUE;
      rest += strlen ("__date");
    }
  if (*rest == '\0')
    return found;
  for (guint i = 0; i < G_N_ELEMENTS (lookups); i++)
    if (strcmp (rest + 2, lookups[i].name) == 0)
      {
        *lookup = i;
        return suits (found->kind, lookups[i].lookup) ? found : NULL;
      }

  return NULL;
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *)a;
  gint64 second = *(const gint64 *)b;

  return (first > second) - (first < second);
}

static void
set_range (SandboxCondition *condition, Lookup lookup, gint64 first, gint64 last, gboolean is_exact)
{
  condition->kind = SANDBOX_CONDITION_RANGE;
  condition->low = SANDBOX_NULL + 1;
  condition->high = G_MAXINT64;

  /* first..last is the span that the value names: one number, one instant, or one day. Where the
   * value lies between two numbers (a third decimal), the span is the number below it. */
  switch ((int)lookup)
    {
    case LOOKUP_GT:
      condition->low = last + 1;
      break;
    case LOOKUP_GTE:
      condition->low = is_exact ? first : last + 1;
      break;
    case LOOKUP_LT:
      condition->high = is_exact ? first - 1 : last;
      break;
    case LOOKUP_LTE:
      condition->high = last;
      break;
    default:
      condition->low = is_exact ? first : 1;
      condition->high = is_exact ? last : 0;
      break;
    }
}

static gboolean
read_number (const SandboxField *field,
             const char *text,
             gboolean is_date_part,
             gint64 *first,
             gint64 *last,
             gboolean *is_exact)
{
  const OmniStatus *status;
  gboolean flag;

  *is_exact = TRUE;
  switch (field->kind)
    {
    case SANDBOX_FIELD_INT:
      if (!sandbox_value_parse_int (text, first))
        return FALSE;
      break;

    case SANDBOX_FIELD_TIME:
      if (!sandbox_value_parse_time (text, first, NULL))
        return FALSE;
      if (is_date_part)
        {
          *first -= *first % SANDBOX_DAY;
          *last = *first + SANDBOX_DAY - 1;
          return TRUE;
        }
      break;

    case SANDBOX_FIELD_MONEY:
      if (!sandbox_value_parse_money (text, first, is_exact))
        return FALSE;
      break;

    case SANDBOX_FIELD_STATUS:
      status = omni_status_find (text);
      if (status == NULL || !sandbox_value_parse_int (status->code, first))
        return FALSE;
      break;

    case SANDBOX_FIELD_BOOLEAN:
      if (!sandbox_value_parse_boolean (text, &flag))
        return FALSE;
      *first = flag ? 1 : 0;
      break;

    case SANDBOX_FIELD_UUID:
      if (!sandbox_uuid_parse (text, field->sql, first))
        *first = -1;
      break;

    case SANDBOX_FIELD_TEXT:
    case SANDBOX_FIELD_JSON:
    default:
      return FALSE;
    }

  *last = *first;
  return TRUE;
}

static void
reply_bad_value (SandboxReply *reply,
                 const SandboxParameter *parameter,
                 const SandboxField *field,
                 const char *value)
{
  switch (field->kind)
    {
    case SANDBOX_FIELD_INT:
    case SANDBOX_FIELD_MONEY:
      sandbox_reply_invalid (reply, parameter->name, "Enter a number.");
      break;
    case SANDBOX_FIELD_TIME:
      sandbox_reply_invalid (reply, parameter->name, "Enter a valid date/time.");
      break;
    case SANDBOX_FIELD_TEXT:
    case SANDBOX_FIELD_STATUS:
    case SANDBOX_FIELD_BOOLEAN:
    case SANDBOX_FIELD_UUID:
    case SANDBOX_FIELD_JSON:
    default:
      sandbox_reply_invalid (reply, parameter->name, "\"%s\" is not a valid choice.", value);
      break;
    }
}

/* Values of one set, comma-joined or from a repeated key, are alternatives. */
static gboolean
add_values (SandboxCondition *condition,
            const SandboxRequest *request,
            const SandboxParameter *parameter,
            gboolean split,
            SandboxReply *reply)
{
  g_auto (GStrv) values = g_strsplit (parameter->value, ",", split ? -1 : 1);

  for (char **value = values; *value != NULL; value++)
    {
      gint64 first;
      gint64 last;
      gboolean is_exact;
      const char *kept;

      if (**value == '\0')
        continue;
      if (condition->field->kind != SANDBOX_FIELD_TEXT)
        g_strstrip (*value);
      kept = condition->match == SANDBOX_MATCH_EXACT
                 ? sandbox_variant_read_value (request->variant, condition->field->name, *value)
                 : *value;
      if (kept == NULL)
        continue;
      if (condition->field->kind == SANDBOX_FIELD_TEXT)
        {
          g_ptr_array_add (condition->texts,
                           condition->is_folded ? sandbox_value_fold (kept) : g_strdup (kept));
          continue;
        }
      if (!read_number (condition->field, kept, FALSE, &first, &last, &is_exact))
        {
          reply_bad_value (reply, parameter, condition->field, *value);
          return FALSE;
        }
      if (is_exact)
        g_array_append_val (condition->numbers, first);
    }
  if (condition->numbers != NULL)
    g_array_sort (condition->numbers, compare_numbers);

  return TRUE;
}

static SandboxCondition *
find_same_set (GPtrArray *conditions,
               const SandboxField *field,
               SandboxConditionKind kind,
               guint lookup)
{
  for (guint i = 0; i < conditions->len; i++)
    {
      SandboxCondition *condition = g_ptr_array_index (conditions, i);

      if (condition->field == field && condition->kind == kind &&
          condition->match == lookups[lookup].match &&
          condition->is_folded == lookups[lookup].is_folded)
        return condition;
    }

  return NULL;
}

static gboolean
read_parameter (const SandboxField *fields,
                const SandboxRequest *request,
                const SandboxParameter *parameter,
                GPtrArray *conditions,
                SandboxReply *reply)
{
  SandboxCondition *condition;
  const SandboxField *field;
  SandboxConditionKind kind;
  gboolean is_date_part;
  gboolean is_exact;
  gboolean flag;
  guint lookup;
  gint64 first;
  gint64 last;

  field = split_name (fields, parameter->name, &lookup, &is_date_part);
  if (field == NULL || parameter->value[0] == '\0')
    return TRUE;

  if (lookups[lookup].lookup == LOOKUP_ISNULL)
    {
      if (!sandbox_value_parse_boolean (parameter->value, &flag))
        {
          sandbox_reply_invalid (reply, parameter->name, "\"%s\" is not a valid choice.",
                                 parameter->value);
          return FALSE;
        }
      condition = g_new0 (SandboxCondition, 1);
      condition->field = field;
      condition->kind = SANDBOX_CONDITION_NULL;
      condition->is_null = flag;
      g_ptr_array_add (conditions, condition);
      return TRUE;
    }

  kind = field->kind == SANDBOX_FIELD_TEXT ? SANDBOX_CONDITION_TEXT : SANDBOX_CONDITION_SET;
  if (kind == SANDBOX_CONDITION_TEXT || lookups[lookup].lookup == LOOKUP_IN ||
      (lookups[lookup].lookup <= LOOKUP_IEXACT && !is_date_part))
    {
      condition = find_same_set (conditions, field, kind, lookup);
      if (condition == NULL)
        {
          condition = g_new0 (SandboxCondition, 1);
          condition->field = field;
          condition->kind = kind;
          condition->match = lookups[lookup].match;
          condition->is_folded = lookups[lookup].is_folded;
          if (kind == SANDBOX_CONDITION_TEXT)
            condition->texts = g_ptr_array_new_with_free_func (g_free);
          else
            condition->numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
          g_ptr_array_add (conditions, condition);
        }
      return add_values (condition, request, parameter, lookups[lookup].lookup == LOOKUP_IN,
                         reply);
    }

  if (!read_number (field, parameter->value, is_date_part, &first, &last, &is_exact))
    {
      reply_bad_value (reply, parameter, field, parameter->value);
      return FALSE;
    }
  condition = g_new0 (SandboxCondition, 1);
  condition->field = field;
  set_range (condition, lookups[lookup].lookup, first, last, is_exact);
  g_ptr_array_add (conditions, condition);

  return TRUE;
}

/**
 * sandbox_filter_read:
 * @fields: what the list can be filtered by
 * @request: the request
 * @conditions: (out) (transfer container) (element-type SandboxCondition): what all has to hold
 * @reply: gets a 400 where a value is not usable
 *
 * Reads the filters of a list. Names that are not known are ignored, and so are empty values
 * (contract 2.2).
 *
 * Returns: whether all values were usable
 */
gboolean
sandbox_filter_read (const SandboxField *fields,
                     const SandboxRequest *request,
                     GPtrArray **conditions,
                     SandboxReply *reply)
{
  *conditions = g_ptr_array_new_with_free_func (condition_free);
  for (guint i = 0; i < request->parameters->len; i++)
    if (!read_parameter (fields, request, g_ptr_array_index (request->parameters, i), *conditions,
                         reply))
      {
        g_clear_pointer (conditions, g_ptr_array_unref);
        return FALSE;
      }

  return TRUE;
}

static void
add_sorts (const SandboxField *fields, const char *text, GArray *sorts)
{
  g_auto (GStrv) names = g_strsplit (text, ",", -1);

  for (char **name = names; *name != NULL; name++)
    {
      const char *bare = g_strstrip (*name);
      SandboxSort sort = { NULL, *bare == '-' };

      if (*bare == '-' || *bare == '+')
        bare++;
      sort.field = sandbox_field_find (fields, bare);
      if (sort.field != NULL)
        g_array_append_val (sorts, sort);
    }
}

/* What is not known is ignored; where nothing is left the list's own order holds. */
GArray *
sandbox_filter_read_sort (const SandboxField *fields,
                          const SandboxRequest *request,
                          const char *fallback)
{
  GArray *sorts = g_array_new (FALSE, FALSE, sizeof (SandboxSort));
  const char *text = sandbox_request_get_parameter (request, "sort");

  if (text != NULL)
    add_sorts (fields, text, sorts);
  if (sorts->len == 0)
    add_sorts (fields, fallback, sorts);

  return sorts;
}

static void
append_condition (const SandboxCondition *condition, GString *sql)
{
  const char *expression = condition->field->sql;

  if (condition->field->kind == SANDBOX_FIELD_UUID)
    expression = "t.pk";

  switch (condition->kind)
    {
    case SANDBOX_CONDITION_RANGE:
      g_string_append_printf (sql, "%s BETWEEN ? AND ?", expression);
      break;

    case SANDBOX_CONDITION_SET:
      g_string_append_printf (sql, "%s IN (", expression);
      for (guint i = 0; i < condition->numbers->len; i++)
        g_string_append (sql, i == 0 ? "?" : ",?");
      g_string_append_c (sql, ')');
      break;

    case SANDBOX_CONDITION_NULL:
      g_string_append_printf (sql, "%s IS %s", expression,
                              condition->is_null ? "NULL" : "NOT NULL");
      break;

    case SANDBOX_CONDITION_TEXT:
    default:
      g_string_append_c (sql, '(');
      for (guint i = 0; i < condition->texts->len; i++)
        {
          g_autofree char *folded =
              condition->is_folded ? g_strdup_printf ("fold(%s)", expression) : NULL;
          const char *value = folded != NULL ? folded : expression;

          if (i > 0)
            g_string_append (sql, " OR ");
          if (condition->match == SANDBOX_MATCH_EXACT)
            g_string_append_printf (sql, "%s = ?", value);
          else if (condition->match == SANDBOX_MATCH_CONTAINS)
            g_string_append_printf (sql, "instr(%s, ?) > 0", value);
          else if (condition->match == SANDBOX_MATCH_STARTS)
            g_string_append_printf (sql, "substr(%s, 1, length(?)) = ?", value);
          else
            g_string_append_printf (sql, "substr(%s, -length(?)) = ?", value);
        }
      g_string_append (sql, condition->texts->len > 0 ? ")" : "0)");
      break;
    }
}

/* Appends ` AND …` for each condition; sandbox_filter_bind() gives the values in the same order. */
void
sandbox_filter_append_sql (const GPtrArray *conditions, GString *sql)
{
  for (guint i = 0; i < conditions->len; i++)
    {
      g_string_append (sql, " AND ");
      append_condition (g_ptr_array_index (conditions, i), sql);
    }
}

int
sandbox_filter_bind (const GPtrArray *conditions, SandboxStatement *statement, int position)
{
  for (guint i = 0; i < conditions->len; i++)
    {
      const SandboxCondition *condition = g_ptr_array_index (conditions, i);

      if (condition->kind == SANDBOX_CONDITION_RANGE)
        {
          sandbox_statement_bind_int (statement, position++, condition->low);
          sandbox_statement_bind_int (statement, position++, condition->high);
        }
      else if (condition->kind == SANDBOX_CONDITION_SET)
        {
          for (guint n = 0; n < condition->numbers->len; n++)
            sandbox_statement_bind_int (statement, position++,
                                        g_array_index (condition->numbers, gint64, n));
        }
      else if (condition->kind == SANDBOX_CONDITION_TEXT)
        {
          gboolean is_twice =
              condition->match == SANDBOX_MATCH_STARTS || condition->match == SANDBOX_MATCH_ENDS;

          for (guint n = 0; n < condition->texts->len; n++)
            for (int times = is_twice ? 2 : 1; times > 0; times--)
              sandbox_statement_bind_text (statement, position++,
                                           g_ptr_array_index (condition->texts, n));
        }
    }

  return position;
}

/* Equal rows follow their key in the direction of the first field, so that pages never overlap. */
void
sandbox_filter_append_order (const GArray *sort, const char *key, GString *sql)
{
  g_string_append (sql, " ORDER BY ");
  for (guint i = 0; i < sort->len; i++)
    {
      const SandboxSort *by = &g_array_index (sort, SandboxSort, i);

      g_string_append_printf (sql, "%s%s, ", by->field->sql, by->is_descending ? " DESC" : "");
    }
  g_string_append_printf (sql, "%s%s", key,
                          g_array_index (sort, SandboxSort, 0).is_descending ? " DESC" : "");
}
