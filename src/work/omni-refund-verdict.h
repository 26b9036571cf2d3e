/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-cancellation-plan.h"
#include "omni-cancellation-request.h"
#include "omni-cancellation.h"

G_BEGIN_DECLS

/**
 * OmniRefundOutcome:
 *
 * What came of something that was asked of the server.
 */
typedef enum
{
  OMNI_REFUND_UNKNOWN,
  OMNI_REFUND_DONE,
  OMNI_REFUND_NOT_DONE,
} OmniRefundOutcome;

/**
 * OmniVerdict:
 * @outcome: what came of it
 * @plan: (nullable) (borrowed): the plan that came of it
 * @by_other: whether somebody else did it, so that ours was not done
 *
 * What is read back after an answer was lost.
 */
typedef struct
{
  OmniRefundOutcome outcome;
  OmniCancellationPlan *plan;
  gboolean by_other;
} OmniVerdict;

char        *omni_verdict_note_plans     (GPtrArray                     *plans);
OmniVerdict  omni_verdict_of_cancellation (const OmniCancellation       *cancellation,
                                          const char                    *before,
                                          gint64                         user,
                                          GPtrArray                     *items,
                                          GPtrArray                     *plans,
                                          gboolean                       may_deny);
OmniVerdict  omni_verdict_of_manual_refund (OmniCancellationPlan        *plan,
                                          const gint64                  *items,
                                          gsize                          n_items,
                                          gint64                         user,
                                          gboolean                       may_deny);
char        *omni_verdict_note_plan      (const OmniCancellationPlan    *plan);
OmniVerdict  omni_verdict_of_payment_plan (OmniCancellationPlan         *plan,
                                          const char                    *before,
                                          gint64                         user,
                                          gboolean                       may_deny);
OmniVerdict  omni_verdict_of_rejection   (const OmniCancellationRequest *request,
                                          gboolean                       may_deny);

G_END_DECLS
