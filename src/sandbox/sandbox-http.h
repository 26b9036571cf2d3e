/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sandbox.h"

G_BEGIN_DECLS

typedef struct _SandboxHttp SandboxHttp;

SandboxHttp * sandbox_http_new     (Sandbox      *sandbox,
                                    guint         port,
                                    GError      **error);
void          sandbox_http_free    (SandboxHttp  *http);
char        * sandbox_http_dup_url (SandboxHttp  *http);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SandboxHttp, sandbox_http_free)

G_END_DECLS
