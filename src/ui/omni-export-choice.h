/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-order-export.h"

G_BEGIN_DECLS

/* What `columns` of an #OmniExportChoice says for those of the table. */
#define OMNI_EXPORT_COLUMNS_VIEW "view"

/**
 * OmniExportDelimiter:
 *
 * What separates the columns of a CSV file; the numbers are those of the settings.
 */
typedef enum
{
  OMNI_EXPORT_DELIMITER_LOCALE,
  OMNI_EXPORT_DELIMITER_COMMA,
  OMNI_EXPORT_DELIMITER_SEMICOLON,
  OMNI_EXPORT_DELIMITER_TAB,
} OmniExportDelimiter;

/**
 * OmniExportChoice:
 * @format: what kind of file
 * @rows: what a row is
 * @delimiter: what separates columns (CSV)
 * @guard_formulas: whether texts that a spreadsheet would run are guarded (CSV)
 * @columns: (not nullable) (owned): %OMNI_EXPORT_COLUMNS_VIEW, "@" and the id of a preset, or ids
 *   separated by commas
 * @zone: (not nullable) (owned): a time zone, or "" for that of this computer
 *
 * How a person wants exported files to be. It is remembered in the settings.
 */
typedef struct
{
  OmniTableFormat format;
  OmniExportRows rows;
  OmniExportDelimiter delimiter;
  gboolean guard_formulas;
  char *columns;
  char *zone;
} OmniExportChoice;

OmniExportChoice *omni_export_choice_load          (void);
void              omni_export_choice_save          (const OmniExportChoice  *choice);
OmniExportChoice *omni_export_choice_copy          (const OmniExportChoice  *choice);
void              omni_export_choice_free          (OmniExportChoice        *choice);
char              omni_export_choice_get_delimiter (const OmniExportChoice  *choice);
GTimeZone        *omni_export_choice_dup_zone      (const OmniExportChoice  *choice);
GPtrArray        *omni_export_choice_dup_columns   (const OmniExportChoice  *choice,
                                                    GPtrArray               *view);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniExportChoice, omni_export_choice_free)

G_END_DECLS
