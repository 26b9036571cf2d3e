/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sandbox-store.h"

G_BEGIN_DECLS

typedef struct _SandboxSearch SandboxSearch;

SandboxSearch * sandbox_search_new              (SandboxStore  *store);
void            sandbox_search_free             (SandboxSearch *search);
void            sandbox_search_update_order     (SandboxSearch *search,
                                                 guint          position,
                                                 gint64         pk);
void            sandbox_search_forget_customers (SandboxSearch *search);
void            sandbox_search_keep             (SandboxSearch *search,
                                                 GArray        *rows,
                                                 const gint64  *customers,
                                                 const char    *text);

G_END_DECLS
