/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "omni-job.h"

G_BEGIN_DECLS

void omni_job_notice_send (GtkWindow *window,
                           OmniJob   *job);

G_END_DECLS
