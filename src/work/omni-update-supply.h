/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-client.h"
#include "omni-update-check.h"

G_BEGIN_DECLS

/**
 * OmniUpdateTarget:
 * @wanted: (not nullable) (owned): what the row asks for
 * @pk: the order item, or 0 while it is not known
 * @now: (nullable) (owned): the item as the server has it
 * @rule: what is wrong with the row, or %OMNI_UPDATE_FINE
 *
 * A row on its way to the server.
 */
typedef struct
{
  OmniUpdateRow *wanted;
  gint64 pk;
  OmniOrderItem *now;
  OmniUpdateRule rule;
} OmniUpdateTarget;

/**
 * OmniUpdateSupply:
 *
 * The rows of a checked file, in batches, with what the server has for them now. Rows with errors
 * come with their rule. Batches are taken and read by any number of threads.
 */
typedef struct _OmniUpdateSupply OmniUpdateSupply;

/* Whether the row is left out. Called by one thread at a time. */
typedef gboolean (*OmniUpdateSkipFunc) (gsize    row,
                                        gpointer user_data);

OmniUpdateSupply *omni_update_supply_new         (OmniUpdateCheck      *check,
                                                  OmniClient           *client);
void              omni_update_supply_free        (OmniUpdateSupply     *supply);
void              omni_update_supply_set_skip    (OmniUpdateSupply     *supply,
                                                  OmniUpdateSkipFunc    skip,
                                                  gpointer              user_data);
void              omni_update_supply_add_seen    (OmniUpdateSupply     *supply,
                                                  gint64                pk);
GPtrArray        *omni_update_supply_next        (OmniUpdateSupply     *supply,
                                                  GCancellable         *cancellable,
                                                  GError              **error);
gboolean          omni_update_supply_read        (OmniUpdateSupply     *supply,
                                                  GPtrArray            *targets,
                                                  gboolean              again,
                                                  GCancellable         *cancellable,
                                                  GError              **error);
gsize             omni_update_supply_get_n_taken (OmniUpdateSupply     *supply);
char             *omni_update_supply_dup_sentence (OmniUpdateSupply    *supply,
                                                  const OmniUpdateTarget *target);

/**
 * OmniUpdateBatchFunc:
 * @targets: (element-type OmniUpdateTarget): a batch
 * @user_data: what was given along
 * @error: return location for an error, which ends everything
 */
typedef gboolean (*OmniUpdateBatchFunc) (GPtrArray  *targets,
                                         gpointer    user_data,
                                         GError    **error);

gboolean          omni_update_supply_work        (OmniUpdateSupply     *supply,
                                                  guint                 n_threads,
                                                  OmniJob              *job,
                                                  OmniUpdateBatchFunc   func,
                                                  gpointer              user_data,
                                                  GCancellable         *cancellable,
                                                  GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniUpdateSupply, omni_update_supply_free)

G_END_DECLS
