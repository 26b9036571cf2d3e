/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

#include "omni-error.h"

G_BEGIN_DECLS

/**
 * OmniConnection:
 *
 * One open SQLite file with its prepared statements. Used by one thread only. Every failure becomes
 * an #OmniError with a sentence for a person.
 */
typedef struct _OmniConnection OmniConnection;

OmniConnection *omni_connection_open         (const char      *path,
                                              GError         **error);
void            omni_connection_close        (OmniConnection  *connection);

gboolean        omni_connection_execute      (OmniConnection  *connection,
                                              const char      *sql,
                                              GError         **error);
gboolean        omni_connection_begin        (OmniConnection  *connection,
                                              GError         **error);
gboolean        omni_connection_end          (OmniConnection  *connection,
                                              gboolean         keep,
                                              GError         **error);

/**
 * OmniStatement:
 *
 * A prepared statement of a connection, which keeps it for the next time. Binds count from 1,
 * columns from 0. It is reset when it is prepared again; g_autoptr() resets it at the end of its
 * block.
 */
typedef struct _OmniStatement OmniStatement;

OmniStatement  *omni_connection_prepare      (OmniConnection  *connection,
                                              const char      *sql,
                                              GError         **error);
void            omni_statement_release       (OmniStatement   *statement);
void            omni_statement_bind_text     (OmniStatement   *statement,
                                              int              position,
                                              const char      *text);
void            omni_statement_bind_int64    (OmniStatement   *statement,
                                              int              position,
                                              gint64           value);
gboolean        omni_statement_step          (OmniStatement   *statement,
                                              gboolean        *has_row,
                                              GError         **error);
gboolean        omni_statement_run           (OmniStatement   *statement,
                                              GError         **error);
const char     *omni_statement_get_text      (OmniStatement   *statement,
                                              int              column);
gint64          omni_statement_get_int64     (OmniStatement   *statement,
                                              int              column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniConnection, omni_connection_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniStatement, omni_statement_release)

G_END_DECLS
