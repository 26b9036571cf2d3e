/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-order-column.h"

G_BEGIN_DECLS

/**
 * OmniOrderPreset:
 *
 * A set of columns with a name, for windows and files: on the command line `--columns @shipping`.
 */
typedef struct _OmniOrderPreset OmniOrderPreset;

guint                  omni_order_preset_get_count   (void);
const OmniOrderPreset *omni_order_preset_get         (guint                  index);
const OmniOrderPreset *omni_order_preset_find        (const char            *id);
const char            *omni_order_preset_get_id      (const OmniOrderPreset *preset);
const char            *omni_order_preset_get_label   (const OmniOrderPreset *preset);
GPtrArray             *omni_order_preset_dup_columns (const OmniOrderPreset *preset,
                                                      gboolean               with_items);

G_END_DECLS
