/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-client.h"
#include "omni-update-change.h"

G_BEGIN_DECLS

/**
 * OmniUpdateTestimony:
 *
 * What became of a change whose answer was lost.
 */
typedef enum
{
  OMNI_UPDATE_WAS_DONE,
  OMNI_UPDATE_WAS_NOT_DONE, /* and the item is as it was before */
  OMNI_UPDATE_WAS_OVERTAKEN, /* it was not done, and somebody else changed the item */
  OMNI_UPDATE_CANNOT_TELL,   /* somebody else changed the item, and this may have been done, too */
} OmniUpdateTestimony;

/**
 * OmniUpdateWitness:
 *
 * Says of changes whether the server did them: by the items as they are now and, where somebody
 * else changed an item meanwhile, by the order's log. Used by one thread.
 */
typedef struct _OmniUpdateWitness OmniUpdateWitness;

OmniUpdateWitness *omni_update_witness_new  (OmniClient             *client,
                                             const char             *username);
void               omni_update_witness_free (OmniUpdateWitness      *witness);
gboolean           omni_update_witness_ask  (OmniUpdateWitness      *witness,
                                             const OmniUpdateChange *change,
                                             const OmniOrderItem    *item,
                                             OmniUpdateTestimony    *testimony,
                                             GCancellable           *cancellable,
                                             GError                **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniUpdateWitness, omni_update_witness_free)

G_END_DECLS
