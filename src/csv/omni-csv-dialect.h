/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  OMNI_CSV_ENCODING_UTF_8,
  OMNI_CSV_ENCODING_UTF_16_LE,
  OMNI_CSV_ENCODING_UTF_16_BE,
  OMNI_CSV_ENCODING_WINDOWS_1254,
} OmniCsvEncoding;

/**
 * OmniCsvDialect:
 * @encoding: how the bytes make characters
 * @delimiter: what stands between cells: ',', ';', '|' or a tab
 * @quote: what a cell may be put in: '"' or '\''
 * @n_skip: bytes before the first row: a byte order mark, and a line such as "sep=;"
 * @first_line: the line that the first row is in, from 1
 *
 * How a file of cells is written down.
 */
typedef struct
{
  OmniCsvEncoding encoding;
  char delimiter;
  char quote;
  gsize n_skip;
  guint first_line;
} OmniCsvDialect;

#define OMNI_CSV_HEAD_SIZE (64 * 1024)

void        omni_csv_dialect_guess      (const guint8          *head,
                                         gsize                  length,
                                         gboolean               complete,
                                         OmniCsvDialect        *dialect);
const char *omni_csv_encoding_get_name  (OmniCsvEncoding        encoding);

G_END_DECLS
