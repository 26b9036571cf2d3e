/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-cancellation-reason.h"

#include "omni-record-private.h"

#include <glib/gi18n-lib.h>

struct _OmniCancellationReason
{
  gatomicrefcount ref_count;
  gboolean needs_text;
  gboolean is_off;
  gint64 pk;
  gint64 position; /* where it stands in the list */
  OmniTextOffset subject;
  OmniTextOffset kind;
};

#define AT(field) G_STRUCT_OFFSET (OmniCancellationReason, field)

static const OmniMember members[] = {
  { "pk", OMNI_MEMBER_PK, AT (pk) },
  { "id", OMNI_MEMBER_ID, AT (pk) },
  { "order", OMNI_MEMBER_PK, AT (position) },
  { "subject", OMNI_MEMBER_TEXT, AT (subject) },
  { "cancellation_type", OMNI_MEMBER_TEXT, AT (kind) },
  { "extra_information_needed", OMNI_MEMBER_BOOLEAN, AT (needs_text) },
  { "is_active", OMNI_MEMBER_OTHER, 0 },
};

/* One that does not say whether it is switched off can be chosen. */
static void
read_is_active (OmniJsonReader *reader, const OmniMember *member, gpointer record, OmniTexts *texts)
{
  OmniCancellationReason *reason = record;
  gboolean is_active = TRUE;

  if (omni_json_reader_peek (reader) == OMNI_JSON_NULL)
    omni_json_reader_skip (reader);
  else
    omni_json_reader_read_boolean (reader, &is_active);
  reason->is_off = !is_active;
}

static OmniRecordType reason_type = {
  .size = sizeof (OmniCancellationReason),
  .members = members,
  .n_members = G_N_ELEMENTS (members),
  .read_other = read_is_active,
};

/**
 * omni_cancellation_reason_new_from_json:
 * @reader: (not nullable): a reader at a reason
 *
 * Decodes a reason (contract 3.12). What is wrong is kept by @reader.
 *
 * Returns: (nullable) (transfer full): the reason, or %NULL on an error
 */
OmniCancellationReason *
omni_cancellation_reason_new_from_json (OmniJsonReader *reader)
{
  g_auto (OmniTexts) texts;
  OmniCancellationReason reason;

  omni_texts_init (&texts);
  omni_record_read (&reason_type, reader, &reason, &texts);
  if (reason.pk == 0)
    omni_json_reader_fail (reader, _ ("the reason has no key"));
  if (omni_json_reader_has_error (reader))
    return NULL;

  g_atomic_ref_count_init (&reason.ref_count);

  return omni_record_new (&reason_type, &reason, &texts);
}

OmniCancellationReason *
omni_cancellation_reason_ref (OmniCancellationReason *reason)
{
  g_atomic_ref_count_inc (&reason->ref_count);
  return reason;
}

void
omni_cancellation_reason_unref (OmniCancellationReason *reason)
{
  if (g_atomic_ref_count_dec (&reason->ref_count))
    g_free (reason);
}

gint64
omni_cancellation_reason_get_pk (const OmniCancellationReason *reason)
{
  return reason->pk;
}

/**
 * omni_cancellation_reason_get_subject:
 * @reason: (not nullable): a reason
 *
 * Returns: (transfer none): the reason in the tenant's words
 */
const char *
omni_cancellation_reason_get_subject (const OmniCancellationReason *reason)
{
  const char *subject = omni_record_get_text (reason + 1, reason->subject);

  return subject != NULL ? subject : "";
}

/**
 * omni_cancellation_reason_is_for:
 * @reason: (not nullable): a reason
 * @is_return: for returns, or for cancellations
 *
 * A call is the one or the other by its reasons (contract 3.9), so one of a kind that is not known
 * is for neither.
 *
 * Returns: whether it is a reason for that
 */
gboolean
omni_cancellation_reason_is_for (const OmniCancellationReason *reason, gboolean is_return)
{
  return g_strcmp0 (omni_record_get_text (reason + 1, reason->kind),
                    is_return ? "refund" : "cancel") == 0;
}

/**
 * omni_cancellation_reason_get_needs_text:
 * @reason: (not nullable): a reason
 *
 * Returns: whether whoever gives the reason has to say more
 */
gboolean
omni_cancellation_reason_get_needs_text (const OmniCancellationReason *reason)
{
  return reason->needs_text;
}

gboolean
omni_cancellation_reason_get_is_active (const OmniCancellationReason *reason)
{
  return !reason->is_off;
}

/**
 * omni_cancellation_reason_compare:
 * @a: a pointer to a reason, as g_ptr_array_sort() has it
 * @b: another one
 *
 * Returns: which one stands first in a list of choices (contract 3.12)
 */
int
omni_cancellation_reason_compare (gconstpointer a, gconstpointer b)
{
  const OmniCancellationReason *first = *(const OmniCancellationReason *const *) a;
  const OmniCancellationReason *second = *(const OmniCancellationReason *const *) b;

  if (first->position != second->position)
    return first->position < second->position ? -1 : 1;

  return g_utf8_collate (omni_cancellation_reason_get_subject (first),
                         omni_cancellation_reason_get_subject (second));
}
