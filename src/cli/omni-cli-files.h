/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-cli.h"
#include "omni-job.h"
#include "omni-table-writer.h"

G_BEGIN_DECLS

/* What the commands that read and write files share. */
gboolean  omni_cli_read_format    (const char       *output,
                                   OmniTableFormat  *format,
                                   GError          **error);
gboolean  omni_cli_check_target   (const char       *output,
                                   gboolean          replace,
                                   GError          **error);
gboolean  omni_cli_read_delimiter (const char       *name,
                                   char             *delimiter,
                                   GError          **error);
gboolean  omni_cli_read_zone      (const char       *name,
                                   GTimeZone       **zone,
                                   GError          **error);
GStrv     omni_cli_read_numbers   (OmniCli          *cli,
                                   const char       *name,
                                   GError          **error);
gboolean  omni_cli_run_job        (OmniCli          *cli,
                                   OmniJob          *job,
                                   GError          **error);

G_END_DECLS
