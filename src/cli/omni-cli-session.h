/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-cli.h"
#include "omni-session.h"

G_BEGIN_DECLS

const char   *omni_cli_get_environment (const char    *name);
OmniDatabase *omni_cli_open_database   (GError       **error);
OmniProfile  *omni_cli_find_profile    (OmniDatabase  *database,
                                        GError       **error);
OmniSession  *omni_cli_open_session    (OmniCli       *cli,
                                        GError       **error);

G_END_DECLS
