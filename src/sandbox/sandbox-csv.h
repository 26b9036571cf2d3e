/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sandbox.h"

G_BEGIN_DECLS

/**
 * SandboxCsv:
 *
 * Reads a table: comma or semicolon as its first line shows, quoted fields, any line end.
 */
typedef struct
{
  const char *at;
  const char *end;
  char separator;
  guint row; /* of the row that was read last, from 1 */
} SandboxCsv;

void        sandbox_csv_init        (SandboxCsv   *csv,
                                     const char   *text,
                                     gsize         length);
GPtrArray * sandbox_csv_read_row    (SandboxCsv   *csv);
void        sandbox_csv_append      (GString      *text,
                                     const char   *value);
void        sandbox_csv_append_rows (Sandbox      *sandbox,
                                     const char   *sql,
                                     gint64        pk,
                                     GString      *text);
void        sandbox_csv_begin_file  (SandboxReply *reply,
                                     const char   *name);

G_END_DECLS
