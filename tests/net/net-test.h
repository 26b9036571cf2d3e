/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-client-private.h"

#include "omni-test-server.h"

G_BEGIN_DECLS

#define USER_PATH "/api/v1/active_user/"
#define USER "{\"pk\": 3, \"username\": \"ops.elif\", \"email\": \"elif@example.com\"}"
#define TOKEN "5b1c07e49a2d4f6680d3a71e9c52f04b8e6d13a7"

OmniClient *net_test_new_client     (OmniTestServer *server);
void        net_test_assert_user    (OmniClient     *client);
char       *net_test_assert_failure (OmniClient     *client,
                                     OmniError       code);

G_END_DECLS
