/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-types.h"

G_BEGIN_DECLS

/**
 * OmniLogChange:
 * @field: (not nullable) (owned): the field, as the server names it
 * @before: (nullable) (owned): its value before, as text; %NULL for none
 * @after: (nullable) (owned): its value after
 */
typedef struct
{
  char *field;
  char *before;
  char *after;
} OmniLogChange;

/* One entry of an order's log: who did what, when (contract 3.16). Immutable, counted. */
OmniLogEntry   *omni_log_entry_new_from_json     (OmniJsonReader      *reader);
void            omni_log_entry_unref             (OmniLogEntry        *entry);
gint64          omni_log_entry_get_pk            (const OmniLogEntry  *entry);
gint64          omni_log_entry_get_object        (const OmniLogEntry  *entry);
OmniTime        omni_log_entry_get_created_date  (const OmniLogEntry  *entry);
const char     *omni_log_entry_get_username      (const OmniLogEntry  *entry);
const char     *omni_log_entry_get_content_type  (const OmniLogEntry  *entry);
const char     *omni_log_entry_get_content_label (const OmniLogEntry  *entry);
const char     *omni_log_entry_get_action        (const OmniLogEntry  *entry);
const char     *omni_log_entry_get_action_label  (const OmniLogEntry  *entry);
guint           omni_log_entry_get_n_changes     (const OmniLogEntry  *entry);
const OmniLogChange *omni_log_entry_get_change   (const OmniLogEntry  *entry,
                                                  guint                index);
const char     *omni_log_change_get_label        (const OmniLogChange *change);
char           *omni_log_change_dup_text         (const OmniLogChange *change);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniLogEntry, omni_log_entry_unref)

G_END_DECLS
