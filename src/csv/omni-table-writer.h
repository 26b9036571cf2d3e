/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-order-column.h"

G_BEGIN_DECLS

/**
 * OmniTableWriter:
 *
 * A table on its way into a file: columns, then row after row, then close. The file appears under
 * its name only when omni_table_writer_close() succeeded; until then it is a private temporary file
 * beside it. One implementation per format. A writer is used by one thread at a time.
 */
#define OMNI_TYPE_TABLE_WRITER (omni_table_writer_get_type ())
G_DECLARE_DERIVABLE_TYPE (OmniTableWriter, omni_table_writer, OMNI, TABLE_WRITER, GObject)

struct _OmniTableWriterClass
{
  GObjectClass parent_class;

  gboolean (*begin)     (OmniTableWriter   *self,
                         GError           **error);
  gboolean (*write_row) (OmniTableWriter   *self,
                         const OmniValue   *values,
                         GError           **error);
  gboolean (*close)     (OmniTableWriter   *self,
                         GError           **error);
  void     (*abandon)   (OmniTableWriter   *self);
};

typedef enum
{
  OMNI_TABLE_FORMAT_CSV,
  OMNI_TABLE_FORMAT_XLSX,
} OmniTableFormat;

/**
 * OmniTableColumn:
 * @title: (not nullable) (borrowed): what the header row says
 * @kind: how the cells are written
 * @width: about how many characters wide
 * @keep_text: whether what is typed into the column later stays the text that was typed (XLSX)
 * @choices: (nullable) (borrowed): a list to choose from when something is typed into the column,
 *   %NULL-terminated, which lives as long as the writer (XLSX)
 */
typedef struct
{
  const char *title;
  OmniValueKind kind;
  guint width;
  gboolean keep_text;
  const char * const *choices;
} OmniTableColumn;

/**
 * OmniTableOptions:
 * @delimiter: ',', ';' or a tab, for CSV
 * @guard_formulas: whether a text that a spreadsheet would run gets a leading apostrophe (CSV)
 * @zone: (not nullable) (borrowed): the zone that times are written in and the header names
 * @replace: whether a file of that name may be replaced
 */
typedef struct
{
  char delimiter;
  gboolean guard_formulas;
  GTimeZone *zone;
  gboolean replace;
} OmniTableOptions;

char             omni_table_get_locale_delimiter (void);
char            *omni_table_format_title         (const OmniTableColumn  *column,
                                                  GTimeZone              *zone);
char            *omni_table_format_value         (const OmniValue        *value,
                                                  GTimeZone              *zone);
OmniTableWriter *omni_table_writer_new           (OmniTableFormat         format,
                                                  GFile                  *target,
                                                  const OmniTableColumn  *columns,
                                                  guint                   n_columns,
                                                  const OmniTableOptions *options,
                                                  GError                **error);
gboolean         omni_table_writer_write_row     (OmniTableWriter        *self,
                                                  const OmniValue        *values,
                                                  GError                **error);
gboolean         omni_table_writer_close         (OmniTableWriter        *self,
                                                  GCancellable           *cancellable,
                                                  GError                **error);
void             omni_table_writer_abandon       (OmniTableWriter        *self);
gint64           omni_table_writer_get_rows      (OmniTableWriter        *self);
gint64           omni_table_writer_get_shortened (OmniTableWriter        *self);

G_END_DECLS
