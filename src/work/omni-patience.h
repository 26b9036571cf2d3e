/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-job.h"

G_BEGIN_DECLS

/**
 * OmniPatience:
 * @job: (not nullable) (borrowed): what waits, on its own thread
 * @limit: how many seconds it waits for one outage; 0 not to wait, %G_MAXUINT to wait until
 * somebody cancels it
 * @n_waits: how often it waited since something went well
 * @waited: how many seconds that were
 *
 * How long a job waits for a server that is not there. Begins with zeros.
 */
typedef struct
{
  OmniJob *job;
  guint limit;
  guint n_waits;
  guint waited;
} OmniPatience;

gboolean omni_patience_wait  (OmniPatience  *patience,
                              GError        *failure,
                              GError       **error);
void     omni_patience_renew (OmniPatience  *patience);

G_END_DECLS
