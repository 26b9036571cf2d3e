/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-file-dialog.h"

#include "omni-export-choice.h"
#include "omni-settings.h"

#include <glib/gi18n-lib.h>

/**
 * omni_file_dialog_read_options:
 * @options: (inout): what is set in it
 *
 * Sets what preferences say of files: what stands between the cells of CSV files, and whether
 * formulas are guarded against.
 */
void
omni_file_dialog_read_options (OmniTableOptions *options)
{
  g_autoptr (OmniExportChoice) choice = omni_export_choice_load ();

  options->delimiter = omni_export_choice_get_delimiter (choice);
  options->guard_formulas = choice->guard_formulas;
}

/**
 * omni_file_dialog_get_extension:
 * @format: a kind of file
 *
 * Returns: (transfer none): what its names end with, such as ".csv"
 */
const char *
omni_file_dialog_get_extension (OmniTableFormat format)
{
  return format == OMNI_TABLE_FORMAT_XLSX ? ".xlsx" : ".csv";
}

/**
 * omni_file_dialog_find_format:
 * @chosen: what a person chose
 *
 * Returns: the kind of file that its name says
 */
OmniTableFormat
omni_file_dialog_find_format (GFile *chosen)
{
  g_autofree char *name = g_file_get_basename (chosen);
  g_autofree char *lower = g_ascii_strdown (name, -1);

  return g_str_has_suffix (lower, omni_file_dialog_get_extension (OMNI_TABLE_FORMAT_XLSX))
             ? OMNI_TABLE_FORMAT_XLSX : OMNI_TABLE_FORMAT_CSV;
}

/**
 * omni_file_dialog_complete_name:
 * @chosen: what a person chose
 * @format: the kind of file that it is to be
 * @asked: (out): whether the dialog asked before a file of that name is replaced
 *
 * Returns: (transfer full): the file; a name without its ending gets one
 */
GFile *
omni_file_dialog_complete_name (GFile *chosen, OmniTableFormat format, gboolean *asked)
{
  g_autofree char *name = g_file_get_basename (chosen);
  g_autofree char *lower = g_ascii_strdown (name, -1);
  g_autofree char *complete = NULL;
  g_autoptr (GFile) parent = NULL;

  *asked = TRUE;
  if (g_str_has_suffix (lower, omni_file_dialog_get_extension (format)))
    return g_object_ref (chosen);

  *asked = FALSE;
  parent = g_file_get_parent (chosen);
  complete = g_strconcat (name, omni_file_dialog_get_extension (format), NULL);

  return g_file_get_child (parent, complete);
}

/**
 * omni_file_target_new:
 * @chosen: what a person chose
 * @zone: (not nullable) (transfer full): the zone that times are written in
 *
 * Judges the kind of file by its name, and takes the rest from the preferences.
 *
 * Returns: (transfer full): where to write, and how
 */
OmniFileTarget *
omni_file_target_new (GFile *chosen, GTimeZone *zone)
{
  OmniFileTarget *target = g_new0 (OmniFileTarget, 1);

  target->format = omni_file_dialog_find_format (chosen);
  target->file = omni_file_dialog_complete_name (chosen, target->format, &target->options.replace);
  omni_file_dialog_read_options (&target->options);
  target->options.zone = zone;

  return target;
}

/**
 * omni_file_target_free:
 * @target: (transfer full): where to write
 */
void
omni_file_target_free (OmniFileTarget *target)
{
  g_object_unref (target->file);
  g_time_zone_unref (target->options.zone);
  g_free (target);
}

/**
 * omni_file_dialog_remember_folder:
 * @target: where a file was written
 *
 * Keeps the folder for the next dialog.
 */
void
omni_file_dialog_remember_folder (GFile *target)
{
  GSettings *settings = omni_settings_get ();
  g_autoptr (GFile) folder = g_file_get_parent (target);
  const char *path = g_file_peek_path (folder);

  if (settings != NULL && path != NULL)
    g_settings_set_string (settings, "export-folder", path);
}

/**
 * omni_file_dialog_propose_folder:
 * @chooser: a dialog that is not shown yet
 *
 * Lets the dialog begin where the last file was written.
 */
void
omni_file_dialog_propose_folder (GtkFileChooser *chooser)
{
  GSettings *settings = omni_settings_get ();
  g_autofree char *path = settings != NULL ? g_settings_get_string (settings, "export-folder")
                                           : NULL;
  const char *documents = g_get_user_special_dir (G_USER_DIRECTORY_DOCUMENTS);
  g_autoptr (GFile) folder = NULL;

  if (path == NULL || !g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      g_free (path);
      path = g_strdup (documents != NULL ? documents : g_get_home_dir ());
    }

  folder = g_file_new_for_path (path);
  gtk_file_chooser_set_current_folder (chooser, folder, NULL);
}

/**
 * omni_file_dialog_add_filter:
 * @chooser: a dialog that is not shown yet
 * @format: a kind of file
 *
 * Lets the dialog show files of a kind.
 */
void
omni_file_dialog_add_filter (GtkFileChooser *chooser, OmniTableFormat format)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, format == OMNI_TABLE_FORMAT_XLSX ? _("Excel files")
                                                                     : _("CSV files"));
  gtk_file_filter_add_suffix (filter, omni_file_dialog_get_extension (format) + 1);
  gtk_file_chooser_add_filter (chooser, filter);
  gtk_file_chooser_set_filter (chooser, filter);
}

/**
 * omni_file_dialog_new_to_save:
 * @parent: the window that asks
 * @title: the title of the dialog
 * @accept_label: the label of the button that accepts, with a mnemonic
 * @name: the proposed name
 * @folder: (nullable): the proposed folder, %NULL for the one of the last time
 *
 * Makes a modal dialog that asks for a file to write.
 *
 * Returns: (transfer full): the dialog, not shown yet
 */
GtkNativeDialog *
omni_file_dialog_new_to_save (GtkWindow *parent,
                              const char *title,
                              const char *accept_label,
                              const char *name,
                              GFile *folder)
{
  GtkFileChooserNative *native = gtk_file_chooser_native_new (
      title, parent, GTK_FILE_CHOOSER_ACTION_SAVE, accept_label, _("_Cancel"));
  GtkFileChooser *chooser = GTK_FILE_CHOOSER (native);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (native), TRUE);
  gtk_file_chooser_set_current_name (chooser, name);
  if (folder != NULL)
    gtk_file_chooser_set_current_folder (chooser, folder, NULL);
  else
    omni_file_dialog_propose_folder (chooser);

  return GTK_NATIVE_DIALOG (native);
}

/**
 * omni_file_dialog_new_to_open_tables:
 * @parent: (nullable): the window that asks
 * @title: the title of the dialog
 *
 * Makes a modal dialog that asks for tables to read, one or more.
 *
 * Returns: (transfer full): the dialog, not shown yet
 */
GtkNativeDialog *
omni_file_dialog_new_to_open_tables (GtkWindow *parent, const char *title)
{
  static const char *const suffixes[] = { "csv", "txt", "tsv", "xlsx" };
  GtkFileChooserNative *native = gtk_file_chooser_native_new (
      title, parent, GTK_FILE_CHOOSER_ACTION_OPEN, _("_Open"), _("_Cancel"));
  GtkFileChooser *chooser = GTK_FILE_CHOOSER (native);
  g_autoptr (GtkFileFilter) tables = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();

  gtk_file_filter_set_name (tables, _("Tables"));
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    gtk_file_filter_add_suffix (tables, suffixes[i]);
  gtk_file_filter_set_name (all, _("All files"));
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_chooser_add_filter (chooser, tables);
  gtk_file_chooser_add_filter (chooser, all);
  gtk_file_chooser_set_select_multiple (chooser, TRUE);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (native), TRUE);
  omni_file_dialog_propose_folder (chooser);

  return GTK_NATIVE_DIALOG (native);
}
