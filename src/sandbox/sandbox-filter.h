/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sandbox-message.h"
#include "sandbox-store.h"

G_BEGIN_DECLS

typedef enum
{
  SANDBOX_FIELD_INT,
  SANDBOX_FIELD_TEXT,
  SANDBOX_FIELD_TIME,
  SANDBOX_FIELD_MONEY,
  SANDBOX_FIELD_STATUS,
  SANDBOX_FIELD_BOOLEAN,
  SANDBOX_FIELD_UUID,
  SANDBOX_FIELD_JSON,
} SandboxFieldKind;

/**
 * SandboxField:
 * @name: the name on the wire, which filters and sorts use too
 * @sql: the expression that gives its value; of an uuid, what it is made for
 * @kind: what it holds; finished JSON is shown but cannot be filtered by
 * @column: which column of the order index holds it, or 0
 * @is_hidden: whether it is only for filters and sorts
 *
 * A member of an object. A table of them ends with a %NULL name.
 */
typedef struct
{
  const char *name;
  const char *sql;
  SandboxFieldKind kind;
  guint column;
  gboolean is_hidden;
} SandboxField;

typedef enum
{
  SANDBOX_CONDITION_RANGE, /* low <= value <= high */
  SANDBOX_CONDITION_SET,   /* value is one of the numbers */
  SANDBOX_CONDITION_TEXT,  /* one of the texts matches */
  SANDBOX_CONDITION_NULL,  /* value is null, or is not */
} SandboxConditionKind;

typedef enum
{
  SANDBOX_MATCH_EXACT,
  SANDBOX_MATCH_CONTAINS,
  SANDBOX_MATCH_STARTS,
  SANDBOX_MATCH_ENDS,
} SandboxMatch;

/**
 * SandboxCondition:
 * @is_folded: whether texts are compared as searches compare them
 *
 * One filter, brought to one of four forms, whatever look-up it was written with.
 */
typedef struct
{
  const SandboxField *field;
  SandboxConditionKind kind;
  gint64 low;
  gint64 high;
  GArray *numbers;  /* (owned) (nullable) (element-type gint64) sorted */
  GPtrArray *texts; /* (owned) (nullable) (element-type utf8) */
  SandboxMatch match;
  gboolean is_folded;
  gboolean is_null;
} SandboxCondition;

typedef struct
{
  const SandboxField *field;
  gboolean is_descending;
} SandboxSort;

const SandboxField * sandbox_field_find          (const SandboxField    *fields,
                                                  const char            *name);
gboolean             sandbox_filter_read         (const SandboxField    *fields,
                                                  const SandboxRequest  *request,
                                                  GPtrArray            **conditions,
                                                  SandboxReply          *reply);
GArray             * sandbox_filter_read_sort    (const SandboxField    *fields,
                                                  const SandboxRequest  *request,
                                                  const char            *fallback);
void                 sandbox_filter_append_sql   (const GPtrArray       *conditions,
                                                  GString               *sql);
int                  sandbox_filter_bind         (const GPtrArray       *conditions,
                                                  SandboxStatement      *statement,
                                                  int                    position);
void                 sandbox_filter_append_order (const GArray          *sort,
                                                  const char            *key,
                                                  GString               *sql);

G_END_DECLS
