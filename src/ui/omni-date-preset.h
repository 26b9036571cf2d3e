/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * OmniDatePreset:
 *
 * The ranges of days that people ask for by name.
 */
typedef enum
{
  OMNI_DATE_ANY,
  OMNI_DATE_TODAY,
  OMNI_DATE_YESTERDAY,
  OMNI_DATE_LAST_7_DAYS,
  OMNI_DATE_LAST_30_DAYS,
  OMNI_DATE_THIS_MONTH,
  OMNI_DATE_CUSTOM,
  OMNI_DATE_N_PRESETS,
} OmniDatePreset;

const char     *omni_date_preset_get_label (OmniDatePreset   preset);
void            omni_date_preset_get_days  (OmniDatePreset   preset,
                                            GDateTime       *now,
                                            char           **first,
                                            char           **last);
OmniDatePreset  omni_date_preset_find      (const char      *first,
                                            const char      *last,
                                            GDateTime       *now);

G_END_DECLS
