/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-client.h"
#include "omni-update-change.h"

G_BEGIN_DECLS

/* Sends changes that are in the journal, until each is settled or nothing more can be known now. */
gboolean omni_update_deliver (OmniClient    *client,
                              GPtrArray     *changes,
                              GCancellable  *cancellable,
                              GError       **error);
gboolean omni_update_settle  (OmniClient    *client,
                              GPtrArray     *changes,
                              GPtrArray     *open,
                              GCancellable  *cancellable,
                              GError       **error);

G_END_DECLS
