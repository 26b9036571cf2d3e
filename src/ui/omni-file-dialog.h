/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "omni-table-writer.h"

G_BEGIN_DECLS

/**
 * OmniFileTarget:
 * @file: (not nullable) (owned): the file, with its ending
 * @format: the kind of file
 * @options: how its cells are written; its zone is owned
 *
 * Where a table is to be written, and how.
 */
typedef struct
{
  GFile *file;
  OmniTableFormat format;
  OmniTableOptions options;
} OmniFileTarget;

OmniFileTarget *omni_file_target_new  (GFile          *chosen,
                                       GTimeZone      *zone);
void            omni_file_target_free (OmniFileTarget *target);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniFileTarget, omni_file_target_free)

/* What the dialogs share that write tables to files. */
void        omni_file_dialog_read_options    (OmniTableOptions *options);
const char *omni_file_dialog_get_extension   (OmniTableFormat   format);
OmniTableFormat omni_file_dialog_find_format (GFile          *chosen);
GFile      *omni_file_dialog_complete_name   (GFile            *chosen,
                                              OmniTableFormat   format,
                                              gboolean         *asked);
void        omni_file_dialog_remember_folder (GFile            *target);
void        omni_file_dialog_propose_folder  (GtkFileChooser   *chooser);
void        omni_file_dialog_add_filter      (GtkFileChooser   *chooser,
                                              OmniTableFormat   format);
GtkNativeDialog *omni_file_dialog_new_to_save (GtkWindow        *parent,
                                              const char       *title,
                                              const char       *accept_label,
                                              const char       *name,
                                              GFile            *folder);
GtkNativeDialog *omni_file_dialog_new_to_open_tables (GtkWindow  *parent,
                                                      const char *title);

G_END_DECLS
