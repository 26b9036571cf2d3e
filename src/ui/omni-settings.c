/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-settings.h"

static GSettings *
load_settings (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, APPLICATION_ID, TRUE);

  if (schema == NULL)
    {
      g_warning ("The settings schema %s is not installed; nothing is remembered", APPLICATION_ID);
      return NULL;
    }

  return g_settings_new_full (schema, NULL, NULL);
}

/**
 * omni_settings_get:
 *
 * Gives the settings of the windows. A program that was copied without its schema still works,
 * because g_settings_new() would end it.
 *
 * Returns: (transfer none) (nullable): the settings, or %NULL where their schema is not installed
 */
GSettings *
omni_settings_get (void)
{
  static gsize loaded = 0;
  static GSettings *settings = NULL;

  if (g_once_init_enter (&loaded))
    {
      settings = load_settings ();
      g_once_init_leave (&loaded, 1);
    }

  return settings;
}
