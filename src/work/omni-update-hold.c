/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-update-hold.h"

#include "omni-intent.h"

#include <glib/gi18n-lib.h>

/**
 * omni_update_hold_back:
 * @database: where it is written down what gives money back
 * @profile: who is signed in where
 * @changes: (element-type OmniUpdateChange): changes that are about to be sent
 * @state: what becomes of those that are not
 * @error: return location for an error
 *
 * Holds back changes of orders that are being cancelled or refunded, or of which it is not known
 * yet what came of that: nothing else is done to such an order, because what is read back of it
 * then says what happened.
 *
 * Errors: %OMNI_ERROR_BAD_FILE
 *
 * Returns: whether it is known which changes these are
 */
gboolean
omni_update_hold_back (OmniDatabase *database,
                       const OmniProfile *profile,
                       GPtrArray *changes,
                       OmniJournalState state,
                       GError **error)
{
  g_autoptr (GPtrArray) intents = omni_database_list_intents (database, profile, error);

  if (intents == NULL)
    return FALSE;

  for (guint i = 0; i < changes->len && intents->len > 0; i++)
    {
      OmniUpdateChange *change = g_ptr_array_index (changes, i);

      if (change->state == OMNI_JOURNAL_SENT && omni_intents_are_about (intents, change->order))
        omni_update_change_settle (change, state,
                                   _ ("Something of its order is being cancelled or refunded, or "
                                      "it is not known yet what came of that. Send the row again "
                                      "when that is settled."));
    }

  return TRUE;
}
