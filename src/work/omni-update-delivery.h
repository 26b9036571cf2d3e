/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-client.h"
#include "omni-update-change.h"

G_BEGIN_DECLS

/**
 * OmniUpdateCourier:
 * @client: (not nullable) (borrowed): where the items are
 * @username: (not nullable) (borrowed): who is signed in
 * @cancellable: (nullable) (borrowed): stops between two calls
 *
 * Who sends changes.
 */
typedef struct
{
  OmniClient *client;
  const char *username;
  GCancellable *cancellable;
} OmniUpdateCourier;

/* Changes that are in the journal, until each is settled or nothing more can be known now. */
gboolean omni_update_deliver (const OmniUpdateCourier  *courier,
                              GPtrArray                *changes,
                              GError                  **error);
gboolean omni_update_settle  (const OmniUpdateCourier  *courier,
                              GPtrArray                *changes,
                              GPtrArray                *open,
                              GError                  **error);

G_END_DECLS
