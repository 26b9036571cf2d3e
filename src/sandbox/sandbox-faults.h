/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sandbox.h"

G_BEGIN_DECLS

typedef struct _SandboxFaults SandboxFaults;

SandboxFaults * sandbox_faults_new      (const char            *spec,
                                         guint64                seed,
                                         GError               **error);
void            sandbox_faults_free     (SandboxFaults         *faults);
const char    * sandbox_faults_get_spec (SandboxFaults         *faults);
gboolean        sandbox_faults_strike   (Sandbox               *sandbox,
                                         const SandboxRequest  *request,
                                         SandboxReply          *reply);

G_END_DECLS
