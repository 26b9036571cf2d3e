/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The sandbox program itself, running until the end of the test, whatever that end is. */
typedef struct _OmniTestSandbox OmniTestSandbox;

#define OMNI_TEST_USER "ops.elif"
#define OMNI_TEST_READER "view.can"
#define OMNI_TEST_INACTIVE_USER "old.deniz"
#define OMNI_TEST_PASSWORD "omnidesk"

OmniTestSandbox *omni_test_sandbox_new     (const char * const *options);
void             omni_test_sandbox_free    (OmniTestSandbox    *sandbox);
const char      *omni_test_sandbox_get_url (OmniTestSandbox    *sandbox);

void             omni_test_sandbox_post    (OmniTestSandbox    *sandbox,
                                            const char         *path,
                                            const char         *json);
void             omni_test_sandbox_call    (OmniTestSandbox    *sandbox,
                                            const char         *method,
                                            const char         *path,
                                            const char         *token,
                                            const char         *json);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniTestSandbox, omni_test_sandbox_free)

G_END_DECLS
