/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-cli-files.h"
#include "omni-cli-update-reading.h"
#include "omni-update-check.h"

G_BEGIN_DECLS

/**
 * OmniCliReport:
 * @name: (nullable): what was given
 * @file: (nullable) (owned): the file to write
 * @format: of which kind
 *
 * A file that a command writes beside its work.
 */
typedef struct
{
  const char *name;
  GFile *file;
  OmniTableFormat format;
} OmniCliReport;

/* What the commands about order-update files share. */
gboolean         omni_cli_read_report  (OmniCliReport     *report,
                                        gboolean           replace,
                                        GError           **error);
OmniUpdateCheck *omni_cli_check_file   (OmniCli           *cli,
                                        const char        *name,
                                        OmniReferenceData *reference,
                                        const OmniCliReading *reading,
                                        GError           **error);
void             omni_cli_print_problems (OmniUpdateCheck *check);

G_END_DECLS
