/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-types.h"

G_BEGIN_DECLS

typedef enum
{
  OMNI_CANCELLATION_REQUEST_KIND,
  OMNI_CANCELLATION_REQUEST_STATUS,
  OMNI_CANCELLATION_REQUEST_DESCRIPTION,
  OMNI_CANCELLATION_REQUEST_IBAN,
  OMNI_CANCELLATION_REQUEST_HOLDER_NAME,
  OMNI_CANCELLATION_REQUEST_QUANTITY,
  OMNI_CANCELLATION_REQUEST_N_TEXTS,
} OmniCancellationRequestText;

typedef enum
{
  OMNI_EASY_RETURN_CODE,
  OMNI_EASY_RETURN_SHIPPING_COMPANY,
  OMNI_EASY_RETURN_TRACKING_NUMBER,
  OMNI_EASY_RETURN_TRACKING_URL,
  OMNI_EASY_RETURN_STATUS,
  OMNI_EASY_RETURN_N_TEXTS,
} OmniEasyReturnText;

/* What a customer or a channel asks for: that a line is cancelled or returned (contract 3.11).
 * Immutable, counted. */
typedef struct _OmniCancellationRequest OmniCancellationRequest;

OmniCancellationRequest *omni_cancellation_request_new_from_json (OmniJsonReader *reader);
OmniCancellationRequest *omni_cancellation_request_ref (OmniCancellationRequest *request);
void omni_cancellation_request_unref (OmniCancellationRequest *request);
gint64 omni_cancellation_request_get_pk (const OmniCancellationRequest *request);
gint64 omni_cancellation_request_get_order_item (const OmniCancellationRequest *request);
gint64 omni_cancellation_request_get_reason (const OmniCancellationRequest *request);
OmniTime omni_cancellation_request_get_created_date (const OmniCancellationRequest *request);
OmniTime omni_cancellation_request_get_easy_return_end (const OmniCancellationRequest *request);
const char *omni_cancellation_request_get_text (const OmniCancellationRequest *request,
                                                OmniCancellationRequestText which);
const char *omni_cancellation_request_get_easy_return (const OmniCancellationRequest *request,
                                                       OmniEasyReturnText which);
gboolean omni_cancellation_request_is_return (const OmniCancellationRequest *request);
gboolean omni_cancellation_request_is_open (const OmniCancellationRequest *request);
const char *omni_cancellation_request_get_kind_label (const OmniCancellationRequest *request);
const char *omni_cancellation_request_get_status_label (const OmniCancellationRequest *request);
OmniStatusColor omni_cancellation_request_get_color (const OmniCancellationRequest *request);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniCancellationRequest, omni_cancellation_request_unref)

G_END_DECLS
