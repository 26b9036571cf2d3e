/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-session.h"
#include "omni-test-sandbox.h"

G_BEGIN_DECLS

/* Signs in as the user who may do everything; nothing is kept. */
OmniSession *omni_test_sign_in (OmniTestSandbox *sandbox,
                                OmniDatabase    *database);

G_END_DECLS
