/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "omni-refund-rules.h"

G_BEGIN_DECLS

#define OMNI_REFUND_DIALOG_CONFIRM "confirm"

GtkWidget *omni_refund_dialog_new        (GtkWindow              *parent,
                                          const OmniCancellation *cancellation,
                                          const OmniRefundBasis  *basis,
                                          const char             *payment_option);
char      *omni_refund_dialog_dup_button (const OmniCancellation *cancellation);

G_END_DECLS
