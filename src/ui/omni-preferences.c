/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-preferences.h"

#include "omni-settings.h"
#include "omni-time-zones.h"

struct _OmniPreferences
{
  AdwPreferencesWindow parent_instance;

  /* Template children */
  AdwComboRow *format_row;
  AdwComboRow *rows_row;
  AdwComboRow *delimiter_row;
  GtkDropDown *zone_drop_down;
  GtkSwitch *guard_switch;
  GtkSpinButton *parallel_button;

  gboolean showing; /* the program, not a person, changes the widgets */
};

G_DEFINE_FINAL_TYPE (OmniPreferences, omni_preferences, ADW_TYPE_PREFERENCES_WINDOW)

/* The rows list the values of the enumeration in their order. */
static gboolean
read_enum (GValue *value, GVariant *variant, gpointer key)
{
  g_value_set_uint (value, (guint) g_settings_get_enum (omni_settings_get (), key));
  return TRUE;
}

static GVariant *
write_enum (const GValue *value, const GVariantType *type, gpointer key)
{
  GSettings *settings = omni_settings_get ();
  g_autoptr (GSettingsSchema) schema = NULL;
  g_autoptr (GSettingsSchemaKey) schema_key = NULL;
  g_autoptr (GVariant) range = NULL;
  g_autoptr (GVariant) names = NULL;
  g_autoptr (GVariant) nick = NULL;

  g_object_get (settings, "settings-schema", &schema, NULL);
  schema_key = g_settings_schema_get_key (schema, key);
  range = g_settings_schema_key_get_range (schema_key);
  g_variant_get (range, "(sv)", NULL, &names);
  if (g_value_get_uint (value) >= g_variant_n_children (names))
    return NULL;

  nick = g_variant_get_child_value (names, g_value_get_uint (value));
  return g_variant_new_string (g_variant_get_string (nick, NULL));
}

static void
bind_enum (const char *key, AdwComboRow *row)
{
  g_settings_bind_with_mapping (omni_settings_get (), key, row, "selected", G_SETTINGS_BIND_DEFAULT,
                                read_enum, write_enum, (gpointer) key, NULL);
}

static void
zone_chosen_cb (OmniPreferences *self)
{
  if (!self->showing && omni_settings_get () != NULL)
    g_settings_set_string (omni_settings_get (), "export-zone",
                           omni_time_zones_get (self->zone_drop_down));
}

static void
omni_preferences_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), OMNI_TYPE_PREFERENCES);

  G_OBJECT_CLASS (omni_preferences_parent_class)->dispose (object);
}

static void
omni_preferences_class_init (OmniPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = omni_preferences_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/omnidesk/Omnidesk/ui/omni-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, OmniPreferences, format_row);
  gtk_widget_class_bind_template_child (widget_class, OmniPreferences, rows_row);
  gtk_widget_class_bind_template_child (widget_class, OmniPreferences, delimiter_row);
  gtk_widget_class_bind_template_child (widget_class, OmniPreferences, zone_drop_down);
  gtk_widget_class_bind_template_child (widget_class, OmniPreferences, guard_switch);
  gtk_widget_class_bind_template_child (widget_class, OmniPreferences, parallel_button);
  gtk_widget_class_bind_template_callback (widget_class, zone_chosen_cb);
}

static void
omni_preferences_init (OmniPreferences *self)
{
  GSettings *settings = omni_settings_get ();
  g_autofree char *zone = NULL;

  self->showing = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  omni_time_zones_fill (self->zone_drop_down);
  if (settings == NULL)
    return;

  zone = g_settings_get_string (settings, "export-zone");
  omni_time_zones_select (self->zone_drop_down, zone);
  self->showing = FALSE;

  bind_enum ("export-format", self->format_row);
  bind_enum ("export-rows", self->rows_row);
  bind_enum ("export-delimiter", self->delimiter_row);
  g_settings_bind (settings, "export-formula-guard", self->guard_switch, "active",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "parallel-requests", self->parallel_button, "value",
                   G_SETTINGS_BIND_DEFAULT);
}

/**
 * omni_preferences_new:
 * @parent: (nullable): the window that it belongs to
 *
 * Returns: (transfer none): the window
 */
OmniPreferences *
omni_preferences_new (GtkWindow *parent)
{
  return g_object_new (OMNI_TYPE_PREFERENCES, "transient-for", parent, NULL);
}
