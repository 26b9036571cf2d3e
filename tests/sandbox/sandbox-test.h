/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sandbox.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* 2025-03-04T12:00:00Z, when the clock of every test begins. */
#define SANDBOX_TEST_NOW G_GINT64_CONSTANT (1741089600000000)

Sandbox    * sandbox_test_new     (guint        n_orders);
char       * sandbox_test_sign_in (Sandbox     *sandbox,
                                   const char  *username);
guint        sandbox_test_ask     (Sandbox     *sandbox,
                                   const char  *token,
                                   const char  *method,
                                   const char  *target,
                                   const char  *body,
                                   JsonNode   **answer);
JsonObject * sandbox_test_get     (Sandbox     *sandbox,
                                   const char  *token,
                                   const char  *format,
                                   ...) G_GNUC_PRINTF (3, 4);
guint        sandbox_test_status  (Sandbox     *sandbox,
                                   const char  *token,
                                   const char  *method,
                                   const char  *target,
                                   const char  *body);

G_END_DECLS
