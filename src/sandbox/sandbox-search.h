/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sandbox-filter.h"

G_BEGIN_DECLS

/* The lines of the texts, of a customer and of an order. 0 is none. */
typedef enum
{
  SANDBOX_LINE_FIRST_NAME = 1,
  SANDBOX_LINE_LAST_NAME,
  SANDBOX_LINE_EMAIL,
  SANDBOX_LINE_PHONE,
  SANDBOX_LINE_NUMBER,
  SANDBOX_LINE_TRACKING_NUMBER,
} SandboxLine;

typedef struct _SandboxSearch SandboxSearch;

SandboxSearch * sandbox_search_new             (SandboxStore           *store);
void            sandbox_search_free            (SandboxSearch          *search);
void            sandbox_search_update_order    (SandboxSearch          *search,
                                                guint                   position,
                                                gint64                  pk);
void            sandbox_search_update_customer (SandboxSearch          *search,
                                                gint64                  pk);
void            sandbox_search_keep            (SandboxSearch          *search,
                                                GArray                 *rows,
                                                const gint64           *customers,
                                                const char             *text);
gboolean        sandbox_search_keep_condition  (SandboxSearch          *search,
                                                GArray                 *rows,
                                                const gint64           *customers,
                                                const SandboxCondition *condition);

G_END_DECLS
