/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-types.h"

G_BEGIN_DECLS

/* Why something is cancelled or returned: a line of the tenant's own list (contract 3.12).
 * Immutable, counted. */
typedef struct _OmniCancellationReason OmniCancellationReason;

OmniCancellationReason *omni_cancellation_reason_new_from_json (OmniJsonReader *reader);
OmniCancellationReason *omni_cancellation_reason_ref (OmniCancellationReason *reason);
void omni_cancellation_reason_unref (OmniCancellationReason *reason);
gint64 omni_cancellation_reason_get_pk (const OmniCancellationReason *reason);
const char *omni_cancellation_reason_get_subject (const OmniCancellationReason *reason);
gboolean omni_cancellation_reason_is_for (const OmniCancellationReason *reason, gboolean is_return);
gboolean omni_cancellation_reason_get_needs_text (const OmniCancellationReason *reason);
gboolean omni_cancellation_reason_get_is_active (const OmniCancellationReason *reason);
int omni_cancellation_reason_compare (gconstpointer a, gconstpointer b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniCancellationReason, omni_cancellation_reason_unref)

G_END_DECLS
