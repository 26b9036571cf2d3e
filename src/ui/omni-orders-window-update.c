/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Order-update files and their templates. */

#include "config.h"

#include "omni-orders-window-private.h"

#include "omni-file-dialog.h"
#include "omni-update-template.h"

#include <glib/gi18n-lib.h>

/* What a template is made of, kept so that it can be made again. */
typedef struct
{
  OmniClient *client;           /* (owned) */
  OmniReferenceData *reference; /* (owned) */
  OmniOrderQuery *query;        /* (nullable) (owned): all orders that match */
  GArray *pks;                  /* (nullable) (owned) (element-type gint64): these orders */
  GFile *target;                /* (owned) */
  OmniTableFormat format;
  gboolean replace;
} Template;

static void
template_free (gpointer data)
{
  Template *template = data;

  g_clear_object (&template->client);
  g_clear_pointer (&template->reference, omni_reference_data_unref);
  g_clear_pointer (&template->query, omni_order_query_unref);
  g_clear_pointer (&template->pks, g_array_unref);
  g_clear_object (&template->target);
  g_free (template);
}

static OmniJob *
make_job (gpointer data)
{
  Template *template = data;
  OmniUpdateTemplate *job;
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  OmniTableOptions options = {
    .zone = zone,
    .replace = template->replace,
  };

  omni_file_dialog_read_options (&options);
  job = omni_update_template_new (template->client, template->reference, template->target,
                                  template->format);
  if (template->query != NULL)
    omni_update_template_set_query (job, template->query);
  else if (template->pks != NULL)
    omni_update_template_set_orders (job, (const gint64 *) (gpointer) template->pks->data,
                                     template->pks->len);
  omni_update_template_set_options (job, &options);

  return OMNI_JOB (job);
}

static void
file_chosen_cb (OmniOrdersWindow *self, int response, GtkNativeDialog *dialog)
{
  Template *template = g_object_steal_data (G_OBJECT (dialog), "template");
  g_autoptr (GFile) chosen = NULL;
  g_autoptr (OmniJob) job = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      chosen = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
      template->format = omni_file_dialog_find_format (chosen);
      template->target = omni_file_dialog_complete_name (chosen, template->format,
                                                         &template->replace);
      omni_file_dialog_remember_folder (template->target);
      job = make_job (template);
      omni_job_list_start (self->job_list, job, make_job, template, template_free);
    }
  else
    {
      template_free (template);
    }

  g_clear_object (&self->chooser);
}

/* Takes the template, whatever comes of it. */
static void
ask_for_file (OmniOrdersWindow *self, Template *template)
{
  g_autofree char *name = g_strconcat (_("order-update"),
                                       omni_file_dialog_get_extension (OMNI_TABLE_FORMAT_CSV),
                                       NULL);

  if (self->chooser != NULL)
    {
      template_free (template);
      return;
    }

  self->chooser = omni_file_dialog_new_to_save (
      GTK_WINDOW (self), _("Download Order Update Template File"), _("_Save"), name, NULL);
  omni_file_dialog_add_filter (GTK_FILE_CHOOSER (self->chooser), OMNI_TABLE_FORMAT_XLSX);
  omni_file_dialog_add_filter (GTK_FILE_CHOOSER (self->chooser), OMNI_TABLE_FORMAT_CSV);
  g_object_set_data_full (G_OBJECT (self->chooser), "template", template, template_free);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (file_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (self->chooser);
}

static Template *
make_template (OmniOrdersWindow *self)
{
  Template *template = g_new0 (Template, 1);

  template->client = g_object_ref (omni_session_get_client (self->session));
  template->reference = omni_reference_data_ref (omni_session_get_reference_data (self->session));

  return template;
}

/*
 * Actions
 */

static void
template_empty_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OmniOrdersWindow *self = OMNI_ORDERS_WINDOW (widget);

  ask_for_file (self, make_template (self));
}

static void
template_selected_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OmniOrdersWindow *self = OMNI_ORDERS_WINDOW (widget);
  Template *template = make_template (self);
  gsize n_pks;
  g_autofree gint64 *pks = omni_order_selection_dup_pks (
    omni_order_table_get_selection (self->table), &n_pks);

  template->pks = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (n_pks > 0)
    g_array_append_vals (template->pks, pks, (guint) n_pks);
  ask_for_file (self, template);
}

static void
template_matching_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OmniOrdersWindow *self = OMNI_ORDERS_WINDOW (widget);
  Template *template = make_template (self);

  template->query = omni_order_query_ref (self->query);
  ask_for_file (self, template);
}

void
omni_orders_window_install_update_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "win.template-empty", NULL, template_empty_action);
  gtk_widget_class_install_action (klass, "win.template-selected", NULL, template_selected_action);
  gtk_widget_class_install_action (klass, "win.template-matching", NULL, template_matching_action);
}
