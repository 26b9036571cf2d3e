/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sandbox-faults.h"

#include "sandbox-operator.h"
#include "sandbox-private.h"
#include "sandbox-seed-private.h"
#include "sandbox-value.h"

#include <string.h>

/* Trouble on demand. A rule is `KIND[=VALUE][:PATTERN[:PERCENT[:COUNT]]]`, several are separated by
 * commas: `429=3:*orders*:10` throttles every tenth call about orders for three seconds. A pattern
 * has `*` and `?`; one with a space also names the method (`PATCH *order_items*`). */

typedef enum
{
  FAULT_401,
  FAULT_403,
  FAULT_406,
  FAULT_429,
  FAULT_500,
  FAULT_SLOW,
  FAULT_CUT_BEFORE,
  FAULT_CUT_AFTER,
  FAULT_TRUNCATE,
  FAULT_EXPIRE,
  FAULT_OPERATOR,
} FaultKind;

static const struct
{
  const char *name;
  FaultKind kind;
  gint64 value; /* where none is given */
} kinds[] = {
  { "401", FAULT_401, 0 },
  { "403", FAULT_403, 0 },
  { "406", FAULT_406, 0 },
  { "429", FAULT_429, 17 }, /* seconds to wait */
  { "500", FAULT_500, 0 },
  { "slow", FAULT_SLOW, 2000 },          /* milliseconds */
  { "cut-before", FAULT_CUT_BEFORE, 0 }, /* before anything is written */
  { "cut-after", FAULT_CUT_AFTER, 0 },   /* after everything is written */
  { "truncate", FAULT_TRUNCATE, 0 },
  { "expire", FAULT_EXPIRE, 100 },   /* calls that a token lives */
  { "operator", FAULT_OPERATOR, 1 }, /* how many changes somebody else makes */
};

typedef struct
{
  FaultKind kind;
  gint64 value;
  char *pattern;
  guint percent;
  gint64 left;    /* how often it still strikes, or -1 */
  gint64 n_calls; /* how many calls it has seen */
} Rule;

struct _SandboxFaults
{
  char *spec;
  GPtrArray *rules; /* (owned) (element-type Rule) */
  SandboxDice dice;
};

static void
rule_free (gpointer data)
{
  Rule *rule = data;

  g_free (rule->pattern);
  g_free (rule);
}

static gboolean
read_kind (const char *text, Rule *rule)
{
  g_auto (GStrv) parts = g_strsplit (text, "=", 2);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (parts[0], kinds[i].name) == 0)
      {
        rule->kind = kinds[i].kind;
        rule->value = kinds[i].value;
        return parts[1] == NULL ||
               (sandbox_value_parse_int (parts[1], &rule->value) && rule->value >= 0);
      }

  return FALSE;
}

static Rule *
read_rule (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, ":", -1);
  guint n_parts = g_strv_length (parts);
  Rule *rule = g_new0 (Rule, 1);
  gint64 percent = 100;

  rule->left = -1;
  rule->pattern = g_strdup (n_parts > 1 && *parts[1] != '\0' ? parts[1] : "/api/*");
  if (n_parts < 1 || n_parts > 4 || !read_kind (parts[0], rule) ||
      (n_parts > 2 && *parts[2] != '\0' && !sandbox_value_parse_int (parts[2], &percent)) ||
      (n_parts > 3 && !sandbox_value_parse_int (parts[3], &rule->left)) || percent < 0 ||
      percent > 100 || rule->left < -1)
    {
      rule_free (rule);
      return NULL;
    }

  rule->percent = (guint)percent;
  return rule;
}

/**
 * sandbox_faults_new:
 * @spec: the rules
 * @seed: what chance is made of
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the faults
 */
SandboxFaults *
sandbox_faults_new (const char *spec, guint64 seed, GError **error)
{
  g_auto (GStrv) texts = g_strsplit (spec, ",", -1);
  SandboxFaults *faults = g_new0 (SandboxFaults, 1);

  faults->spec = g_strdup (spec);
  faults->rules = g_ptr_array_new_with_free_func (rule_free);
  faults->dice.state = seed;
  for (char **text = texts; *text != NULL; text++)
    {
      Rule *rule = *g_strstrip (*text) != '\0' ? read_rule (*text) : NULL;

      if (rule != NULL)
        g_ptr_array_add (faults->rules, rule);
      else if (**text != '\0')
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "not a fault: %s", *text);
          sandbox_faults_free (faults);
          return NULL;
        }
    }

  return faults;
}

void
sandbox_faults_free (SandboxFaults *faults)
{
  g_free (faults->spec);
  g_ptr_array_unref (faults->rules);
  g_free (faults);
}

const char *
sandbox_faults_get_spec (SandboxFaults *faults)
{
  return faults->spec;
}

/* Signing in is left alone by rules that do not name it, so that a client can get back in. */
static gboolean
fits (const Rule *rule, const SandboxRequest *request)
{
  g_autofree char *line = g_strconcat (request->method, " ", request->path, NULL);

  if (g_str_has_suffix (request->path, "/auth/login/") && strstr (rule->pattern, "login") == NULL)
    return FALSE;

  return g_pattern_match_simple (rule->pattern,
                                 strchr (rule->pattern, ' ') != NULL ? line : request->path);
}

static gboolean
strikes (SandboxFaults *faults, Rule *rule, const SandboxRequest *request)
{
  if (rule->left == 0 || !fits (rule, request))
    return FALSE;

  rule->n_calls++;
  if (rule->kind == FAULT_EXPIRE)
    return rule->value > 0 && rule->n_calls % rule->value == 0;
  if (!sandbox_dice_chance (&faults->dice, rule->percent))
    return FALSE;
  if (rule->left > 0)
    rule->left--;

  return TRUE;
}

/* Answers TRUE where the call is not to be carried out. */
static gboolean
apply (Sandbox *sandbox, const Rule *rule, SandboxReply *reply)
{
  char digits[24];

  switch (rule->kind)
    {
    case FAULT_401:
      sandbox_reply_detail (reply, 401, "auth_100_1", "The session is not valid any more.");
      return TRUE;

    case FAULT_403:
      sandbox_reply_detail (reply, 403, "permission_100_1", "You may not do this any more.");
      return TRUE;

    case FAULT_406:
      sandbox_reply_refuse (reply, 406, "sandbox_100_1", "This call is refused on demand.");
      return TRUE;

    case FAULT_429:
      sandbox_reply_detail (reply, 429, "throttled",
                            "Too many calls; try again in %" G_GINT64_FORMAT " seconds.",
                            rule->value);
      sandbox_reply_add_header (reply, "Retry-After",
                                sandbox_value_write_int (digits, rule->value));
      return TRUE;

    case FAULT_500:
      reply->status = 500;
      reply->content_type = "text/html; charset=utf-8";
      g_string_assign (reply->body, "<!doctype html><html><head><title>Server Error (500)</title>"
                                    "</head><body><h1>Server Error (500)</h1></body></html>");
      return TRUE;

    case FAULT_CUT_BEFORE:
      reply->ending = SANDBOX_ENDING_CUT;
      return TRUE;

    case FAULT_CUT_AFTER:
      reply->ending = SANDBOX_ENDING_CUT;
      return FALSE;

    case FAULT_TRUNCATE:
      reply->ending = SANDBOX_ENDING_TRUNCATED;
      return FALSE;

    case FAULT_SLOW:
      reply->delay += (guint)MIN (rule->value, 600000);
      return FALSE;

    case FAULT_EXPIRE:
      sandbox_operator_expire_tokens (sandbox);
      return FALSE;

    case FAULT_OPERATOR:
    default:
      for (gint64 i = 0; i < MIN (rule->value, 100); i++)
        sandbox_operator_change_something (sandbox, sandbox_dice_roll (&sandbox->faults->dice));
      return FALSE;
    }
}

/**
 * sandbox_faults_strike:
 * @sandbox: a sandbox
 * @request: a call
 * @reply: gets what the faults make of it
 *
 * Returns: whether the call is not to be carried out
 */
gboolean
sandbox_faults_strike (Sandbox *sandbox, const SandboxRequest *request, SandboxReply *reply)
{
  SandboxFaults *faults = sandbox->faults;

  for (guint i = 0; faults != NULL && i < faults->rules->len; i++)
    {
      Rule *rule = g_ptr_array_index (faults->rules, i);

      if (strikes (faults, rule, request) && apply (sandbox, rule, reply))
        return TRUE;
    }

  return FALSE;
}
