/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

G_BEGIN_DECLS

typedef struct _SandboxStore SandboxStore;
typedef sqlite3_stmt SandboxStatement;

SandboxStore     * sandbox_store_open          (const char        *file,
                                                gboolean          *is_new,
                                                GError           **error);
void               sandbox_store_close         (SandboxStore      *store);
gboolean           sandbox_store_add_indexes   (SandboxStore      *store,
                                                GError           **error);

SandboxStatement * sandbox_store_prepare       (SandboxStore      *store,
                                                const char        *sql);
SandboxStatement * sandbox_store_compile       (SandboxStore      *store,
                                                const char        *sql);
gboolean           sandbox_store_step          (SandboxStore      *store,
                                                SandboxStatement  *statement);
void               sandbox_store_run           (SandboxStore      *store,
                                                const char        *sql,
                                                const char        *types,
                                                ...);
gint64             sandbox_store_ask           (SandboxStore      *store,
                                                const char        *sql,
                                                const char        *types,
                                                ...);
gint64             sandbox_store_get_last_key  (SandboxStore      *store);

void               sandbox_store_begin         (SandboxStore      *store);
gboolean           sandbox_store_commit        (SandboxStore      *store);
void               sandbox_store_roll_back     (SandboxStore      *store);
gboolean           sandbox_store_has_failed    (SandboxStore      *store);

void               sandbox_statement_bind_int  (SandboxStatement  *statement,
                                                int                position,
                                                gint64             value);
void               sandbox_statement_bind_text (SandboxStatement  *statement,
                                                int                position,
                                                const char        *value);
gint64             sandbox_statement_get_int   (SandboxStatement  *statement,
                                                int                column);
const char       * sandbox_statement_get_text  (SandboxStatement  *statement,
                                                int                column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SandboxStatement, sqlite3_finalize)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SandboxStore, sandbox_store_close)

G_END_DECLS
