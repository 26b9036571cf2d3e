/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-date-preset.h"

#include <glib/gi18n-lib.h>

static char *
format_day (GDateTime *now, int days_back)
{
  g_autoptr (GDateTime) day = g_date_time_add_days (now, -days_back);

  return g_date_time_format (day, "%Y-%m-%d");
}

/**
 * omni_date_preset_get_label:
 * @preset: a preset
 *
 * Says what people call it.
 *
 * Returns: (transfer none): the name, in the user's language
 */
const char *
omni_date_preset_get_label (OmniDatePreset preset)
{
  switch (preset)
    {
    case OMNI_DATE_ANY:
      return _("Any time");
    case OMNI_DATE_TODAY:
      return _("Today");
    case OMNI_DATE_YESTERDAY:
      return _("Yesterday");
    case OMNI_DATE_LAST_7_DAYS:
      return _("Last 7 days");
    case OMNI_DATE_LAST_30_DAYS:
      return _("Last 30 days");
    case OMNI_DATE_THIS_MONTH:
      return _("This month");
    case OMNI_DATE_CUSTOM:
      return _("Custom range");
    case OMNI_DATE_N_PRESETS:
      break;
    }

  g_return_val_if_reached (NULL);
}

/**
 * omni_date_preset_get_days:
 * @preset: a preset
 * @now: the moment it is asked for, in the user's zone
 * @first: (out) (nullable) (transfer full): the first day (ISO), or %NULL where there is no limit
 * @last: (out) (nullable) (transfer full): the last day (ISO), or %NULL where there is no limit
 *
 * Says which days are meant. Ranges that reach to today are left open at their end.
 */
void
omni_date_preset_get_days (OmniDatePreset preset, GDateTime *now, char **first, char **last)
{
  g_return_if_fail (now != NULL);
  g_return_if_fail (first != NULL && last != NULL);

  *first = NULL;
  *last = NULL;

  switch (preset)
    {
    case OMNI_DATE_TODAY:
      *first = format_day (now, 0);
      break;
    case OMNI_DATE_YESTERDAY:
      *first = format_day (now, 1);
      *last = format_day (now, 1);
      break;
    case OMNI_DATE_LAST_7_DAYS:
      *first = format_day (now, 6);
      break;
    case OMNI_DATE_LAST_30_DAYS:
      *first = format_day (now, 29);
      break;
    case OMNI_DATE_THIS_MONTH:
      *first = format_day (now, g_date_time_get_day_of_month (now) - 1);
      break;
    case OMNI_DATE_ANY:
    case OMNI_DATE_CUSTOM:
    case OMNI_DATE_N_PRESETS:
      break;
    }
}

/**
 * omni_date_preset_find:
 * @first: (nullable): the first day (ISO)
 * @last: (nullable): the last day (ISO)
 * @now: the moment it is asked for, in the user's zone
 *
 * Finds the name for a range of days.
 *
 * Returns: the preset, %OMNI_DATE_CUSTOM when the range has no name
 */
OmniDatePreset
omni_date_preset_find (const char *first, const char *last, GDateTime *now)
{
  for (OmniDatePreset preset = OMNI_DATE_ANY; preset < OMNI_DATE_CUSTOM; preset++)
    {
      g_autofree char *preset_first = NULL;
      g_autofree char *preset_last = NULL;

      omni_date_preset_get_days (preset, now, &preset_first, &preset_last);
      if (g_strcmp0 (first, preset_first) == 0 && g_strcmp0 (last, preset_last) == 0)
        return preset;
    }

  return OMNI_DATE_CUSTOM;
}
