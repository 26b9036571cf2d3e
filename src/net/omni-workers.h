/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A fixed pool of low-priority threads that run tasks, first come first served. */
typedef struct _OmniWorkers OmniWorkers;

OmniWorkers *omni_workers_new         (guint            max_threads);
void         omni_workers_stop        (OmniWorkers     *workers);
void         omni_workers_set_max     (OmniWorkers     *workers,
                                       guint            max_threads);
void         omni_workers_push        (OmniWorkers     *workers,
                                       GTask           *task,
                                       GTaskThreadFunc  function);

G_END_DECLS
