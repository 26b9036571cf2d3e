/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-cancellation-request.h"

#include "omni-record-private.h"
#include "omni-word-private.h"

#include <glib/gi18n-lib.h>

struct _OmniCancellationRequest
{
  gatomicrefcount ref_count;
  gint64 pk;
  OmniReference order_item;
  OmniReference reason;
  OmniTime created_date;
  OmniTime easy_return_end;
  OmniTextOffset texts[OMNI_CANCELLATION_REQUEST_N_TEXTS];
  OmniTextOffset easy_return[OMNI_EASY_RETURN_N_TEXTS];
};

#define AT(field) G_STRUCT_OFFSET (OmniCancellationRequest, field)
#define TEXT(which) AT (texts[OMNI_CANCELLATION_REQUEST_##which])

static const OmniMember members[] = {
  { "id", OMNI_MEMBER_ID, AT (pk) },
  { "pk", OMNI_MEMBER_PK, AT (pk) },
  { "order_item", OMNI_MEMBER_REFERENCE, AT (order_item) },
  { "reason", OMNI_MEMBER_REFERENCE, AT (reason) },
  { "created_date", OMNI_MEMBER_TIME, AT (created_date) },
  { "cancellation_type", OMNI_MEMBER_TEXT, TEXT (KIND) },
  { "status", OMNI_MEMBER_TEXT, TEXT (STATUS) },
  { "description", OMNI_MEMBER_TEXT, TEXT (DESCRIPTION) },
  { "iban", OMNI_MEMBER_TEXT, TEXT (IBAN) },
  { "holder_name", OMNI_MEMBER_TEXT, TEXT (HOLDER_NAME) },
  { "quantity", OMNI_MEMBER_TEXT, TEXT (QUANTITY) },
  { "easy_return", OMNI_MEMBER_OTHER, 0 },
};

static void
read_easy_return (OmniJsonReader *reader,
                  const OmniMember *member,
                  gpointer record,
                  OmniTexts *texts);

static OmniRecordType request_type = {
  .size = sizeof (OmniCancellationRequest),
  .members = members,
  .n_members = G_N_ELEMENTS (members),
  .read_other = read_easy_return,
};

/* The parcel by which it comes back. */
typedef struct
{
  OmniTime end_date;
  OmniTextOffset texts[OMNI_EASY_RETURN_N_TEXTS];
} EasyReturn;

static const OmniMember easy_return_members[] = {
  { "end_date", OMNI_MEMBER_TIME, G_STRUCT_OFFSET (EasyReturn, end_date) },
  { "code", OMNI_MEMBER_TEXT, G_STRUCT_OFFSET (EasyReturn, texts[OMNI_EASY_RETURN_CODE]) },
  { "shipping_company", OMNI_MEMBER_TEXT,
    G_STRUCT_OFFSET (EasyReturn, texts[OMNI_EASY_RETURN_SHIPPING_COMPANY]) },
  { "tracking_number", OMNI_MEMBER_TEXT,
    G_STRUCT_OFFSET (EasyReturn, texts[OMNI_EASY_RETURN_TRACKING_NUMBER]) },
  { "tracking_url", OMNI_MEMBER_TEXT,
    G_STRUCT_OFFSET (EasyReturn, texts[OMNI_EASY_RETURN_TRACKING_URL]) },
  { "status", OMNI_MEMBER_TEXT, G_STRUCT_OFFSET (EasyReturn, texts[OMNI_EASY_RETURN_STATUS]) },
};

static OmniRecordType easy_return_type = {
  .size = sizeof (EasyReturn),
  .members = easy_return_members,
  .n_members = G_N_ELEMENTS (easy_return_members),
};

static const OmniProgress statuses[] = {
  { { "waiting_approval", N_ ("Waiting for a decision") }, OMNI_STATUS_COLOR_WAITING, TRUE },
  { { "waiting", N_ ("Waiting") }, OMNI_STATUS_COLOR_WAITING, TRUE },
  { { "confirmed", N_ ("Accepted by the channel") }, OMNI_STATUS_COLOR_ACTIVE, FALSE },
  { { "approved", N_ ("Approved") }, OMNI_STATUS_COLOR_ACTIVE, FALSE },
  { { "completed", N_ ("Completed") }, OMNI_STATUS_COLOR_DONE, FALSE },
  { { "rejected", N_ ("Rejected") }, OMNI_STATUS_COLOR_ENDED, FALSE },
};

static void
read_easy_return (OmniJsonReader *reader,
                  const OmniMember *member,
                  gpointer record,
                  OmniTexts *texts)
{
  OmniCancellationRequest *request = record;
  EasyReturn easy_return;

  if (omni_json_reader_peek (reader) != OMNI_JSON_OBJECT)
    {
      omni_json_reader_skip (reader);
      return;
    }

  omni_record_read (&easy_return_type, reader, &easy_return, texts);
  request->easy_return_end = easy_return.end_date;
  memcpy (request->easy_return, easy_return.texts, sizeof request->easy_return);
}

/**
 * omni_cancellation_request_new_from_json:
 * @reader: (not nullable): a reader at a cancellation request
 *
 * Decodes a request (contract 3.11). What is wrong is kept by @reader.
 *
 * Returns: (nullable) (transfer full): the request, or %NULL on an error
 */
OmniCancellationRequest *
omni_cancellation_request_new_from_json (OmniJsonReader *reader)
{
  g_auto (OmniTexts) texts;
  OmniCancellationRequest request;

  omni_texts_init (&texts);
  omni_record_read (&request_type, reader, &request, &texts);
  if (request.pk == 0)
    omni_json_reader_fail (reader, _ ("the request has no key"));
  if (omni_json_reader_has_error (reader))
    return NULL;

  if (request.easy_return[OMNI_EASY_RETURN_CODE] == 0)
    request.easy_return_end = OMNI_TIME_NONE;
  g_atomic_ref_count_init (&request.ref_count);

  return omni_record_new (&request_type, &request, &texts);
}

OmniCancellationRequest *
omni_cancellation_request_ref (OmniCancellationRequest *request)
{
  g_atomic_ref_count_inc (&request->ref_count);
  return request;
}

void
omni_cancellation_request_unref (OmniCancellationRequest *request)
{
  if (g_atomic_ref_count_dec (&request->ref_count))
    g_free (request);
}

gint64
omni_cancellation_request_get_pk (const OmniCancellationRequest *request)
{
  return request->pk;
}

gint64
omni_cancellation_request_get_order_item (const OmniCancellationRequest *request)
{
  return request->order_item.pk;
}

gint64
omni_cancellation_request_get_reason (const OmniCancellationRequest *request)
{
  return request->reason.pk;
}

OmniTime
omni_cancellation_request_get_created_date (const OmniCancellationRequest *request)
{
  return request->created_date;
}

/**
 * omni_cancellation_request_get_easy_return_end:
 * @request: (not nullable): a request
 *
 * Returns: until when the return code can be used, or %OMNI_TIME_NONE
 */
OmniTime
omni_cancellation_request_get_easy_return_end (const OmniCancellationRequest *request)
{
  return request->easy_return_end;
}

const char *
omni_cancellation_request_get_text (const OmniCancellationRequest *request,
                                    OmniCancellationRequestText which)
{
  g_return_val_if_fail (which < OMNI_CANCELLATION_REQUEST_N_TEXTS, NULL);

  return omni_record_get_text (request + 1, request->texts[which]);
}

/**
 * omni_cancellation_request_get_easy_return:
 * @request: (not nullable): a request
 * @which: what about the return parcel
 *
 * Returns: (nullable) (transfer none): it, or %NULL where there is no parcel or it is not said
 */
const char *
omni_cancellation_request_get_easy_return (const OmniCancellationRequest *request,
                                           OmniEasyReturnText which)
{
  g_return_val_if_fail (which < OMNI_EASY_RETURN_N_TEXTS, NULL);

  return omni_record_get_text (request + 1, request->easy_return[which]);
}

gboolean
omni_cancellation_request_is_return (const OmniCancellationRequest *request)
{
  return g_strcmp0 (omni_cancellation_request_get_text (request, OMNI_CANCELLATION_REQUEST_KIND),
                    "refund") == 0;
}

static const OmniProgress *
find_status (const OmniCancellationRequest *request)
{
  return omni_progress_find (
      statuses, G_N_ELEMENTS (statuses),
      omni_cancellation_request_get_text (request, OMNI_CANCELLATION_REQUEST_STATUS));
}

/**
 * omni_cancellation_request_is_open:
 * @request: (not nullable): a request
 *
 * Returns: whether it waits for somebody's decision (contract 4.3)
 */
gboolean
omni_cancellation_request_is_open (const OmniCancellationRequest *request)
{
  const OmniProgress *status = find_status (request);

  return status != NULL && status->is_open;
}

const char *
omni_cancellation_request_get_kind_label (const OmniCancellationRequest *request)
{
  return omni_word_get_cancel_label (
      omni_cancellation_request_get_text (request, OMNI_CANCELLATION_REQUEST_KIND));
}

/**
 * omni_cancellation_request_get_status_label:
 * @request: (not nullable): a request
 *
 * Returns: (nullable) (transfer none): how far it is, in the user's language, or the server's word
 *   where it is not known
 */
const char *
omni_cancellation_request_get_status_label (const OmniCancellationRequest *request)
{
  return omni_progress_get_label (
      find_status (request),
      omni_cancellation_request_get_text (request, OMNI_CANCELLATION_REQUEST_STATUS));
}

OmniStatusColor
omni_cancellation_request_get_color (const OmniCancellationRequest *request)
{
  return omni_progress_get_color (find_status (request));
}
