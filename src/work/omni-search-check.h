/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-client.h"

G_BEGIN_DECLS

gboolean omni_search_check (OmniClient          *client,
                            OmniOrderQuery      *query,
                            const OmniOrderPage *page,
                            GCancellable        *cancellable,
                            GError             **error);

G_END_DECLS
