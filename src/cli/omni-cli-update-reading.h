/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-update-check.h"

#include <glib/gi18n-lib.h>

G_BEGIN_DECLS

/**
 * OmniCliReading:
 * @dates: (nullable) (owned): what --dates says
 * @encoding: (nullable) (owned): what --encoding says
 * @delimiter: (nullable) (owned): what --delimiter says
 *
 * How an order-update file is to be read; what is not given is guessed.
 */
typedef struct
{
  char *dates;
  char *encoding;
  char *delimiter;
} OmniCliReading;

/* The options of all commands that read such a file. */
#define OMNI_CLI_READING_ENTRIES(reading)                                                          \
  { "dates", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, &(reading).dates,                         \
    N_("How dates are read that can be read in two ways (default: as the others of the column)"),  \
    "day-first|month-first" },                                                                     \
  { "encoding", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, &(reading).encoding,                   \
    N_("How the file's letters are written down (default: as they look)"),                         \
    "utf-8|utf-16le|utf-16be|windows-1254" },                                                      \
  { "delimiter", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, &(reading).delimiter,                 \
    N_("What stands between the file's cells (default: as it looks)"), "comma|semicolon|tab" }

void            omni_cli_reading_clear (OmniCliReading       *reading);
OmniUpdateFile *omni_cli_reading_open  (const OmniCliReading *reading,
                                        GFile                *source,
                                        GCancellable         *cancellable,
                                        GError              **error);
gboolean        omni_cli_reading_set_dates (const OmniCliReading *reading,
                                        OmniUpdateCheck      *check,
                                        GError              **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OmniCliReading, omni_cli_reading_clear)

G_END_DECLS
