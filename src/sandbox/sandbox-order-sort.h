/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sandbox-order-columns.h"

G_BEGIN_DECLS

typedef struct _SandboxOrderSort SandboxOrderSort;

SandboxOrderSort * sandbox_order_sort_new  (SandboxOrderColumns *columns);
void               sandbox_order_sort_free (SandboxOrderSort    *sort);
void               sandbox_order_sort_note (SandboxOrderSort    *sort,
                                            guint                column,
                                            guint32              position);
void               sandbox_order_sort_rows (SandboxOrderSort    *sort,
                                            GArray              *rows,
                                            const GArray        *sorts);

G_END_DECLS
