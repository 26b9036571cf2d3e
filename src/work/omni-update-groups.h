/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * OmniUpdateGroups:
 *
 * Which rows are about the same order item, so that after an edit the others are found. Twelve
 * bytes a row, and twelve more once something is looked for. Used by one thread at a time.
 */
typedef struct _OmniUpdateGroups OmniUpdateGroups;

OmniUpdateGroups *omni_update_groups_new      (void);
void              omni_update_groups_free     (OmniUpdateGroups *groups);
void              omni_update_groups_append   (OmniUpdateGroups *groups,
                                               guint64           key,
                                               guint32           wish);
void              omni_update_groups_set      (OmniUpdateGroups *groups,
                                               guint32           row,
                                               guint64           key,
                                               guint32           wish);
guint64           omni_update_groups_get_key  (OmniUpdateGroups *groups,
                                               guint32           row);
guint32           omni_update_groups_get_wish (OmniUpdateGroups *groups,
                                               guint32           row);
void              omni_update_groups_collect  (OmniUpdateGroups *groups,
                                               guint64           key,
                                               GArray           *rows);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniUpdateGroups, omni_update_groups_free)

G_END_DECLS
