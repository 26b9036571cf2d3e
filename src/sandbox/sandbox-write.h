/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sandbox-body.h"
#include "sandbox.h"

G_BEGIN_DECLS

/* The carriers that the `shipping_company` of an item may name (contract 3.7). */
#define SANDBOX_CARRIERS \
  "yurtici bringo_express ups ay_cargo fancourier dpd cdek kolay_gelsin sameday sendeo cargus " \
  "speedy aras mng"

typedef enum
{
  SANDBOX_WRITE_TEXT,
  SANDBOX_WRITE_EMAIL,
  SANDBOX_WRITE_URL,
  SANDBOX_WRITE_TIME,
  SANDBOX_WRITE_DATE,
  SANDBOX_WRITE_BOOLEAN,
  SANDBOX_WRITE_INT,
  SANDBOX_WRITE_STATUS,
  SANDBOX_WRITE_CHOICE, /* one of the words in @allowed */
  SANDBOX_WRITE_KEY,    /* a key that the query @allowed finds */
  SANDBOX_WRITE_OBJECT, /* replaced as a whole */
  SANDBOX_WRITE_MERGE,  /* an object whose members that are not sent stay */
} SandboxWriteKind;

/**
 * SandboxWritable:
 * @name: the name on the wire
 * @column: the column
 * @kind: what may be written
 * @is_nullable: whether null is a value
 * @is_required: whether a full update has to send it
 * @max_length: how many characters, or 0
 * @allowed: (nullable): see #SandboxWriteKind
 *
 * A member that a call may change. A table of them ends with a %NULL name.
 */
typedef struct
{
  const char *name;
  const char *column;
  SandboxWriteKind kind;
  gboolean is_nullable;
  gboolean is_required;
  guint max_length;
  const char *allowed;
} SandboxWritable;

/**
 * SandboxChange:
 *
 * One member's new value, checked.
 */
typedef struct
{
  const SandboxWritable *writable;
  gint64 number;   /* or SANDBOX_NULL */
  char *text;      /* (owned) (nullable) */
} SandboxChange;

GPtrArray           * sandbox_write_read         (Sandbox               *sandbox,
                                                  const SandboxWritable *writables,
                                                  const SandboxNode     *body,
                                                  gboolean               is_full,
                                                  GString               *errors);
gboolean              sandbox_write_apply        (Sandbox               *sandbox,
                                                  const char            *table,
                                                  gint64                 pk,
                                                  const GPtrArray       *changes,
                                                  GString               *log);
void                  sandbox_write_error        (GString               *errors,
                                                  const char            *name,
                                                  const char            *format,
                                                  ...) G_GNUC_PRINTF (3, 4);
const SandboxChange * sandbox_write_find         (const GPtrArray       *changes,
                                                  const char            *name);
void                  sandbox_write_reply_errors (const GString         *errors,
                                                  SandboxReply          *reply);

G_END_DECLS
