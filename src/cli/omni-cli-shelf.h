/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-cli-session.h"
#include "omni-view.h"

G_BEGIN_DECLS

/**
 * OmniCliShelf:
 * @database: (not nullable) (owned): the user's database
 * @profile: (not nullable) (owned): whose views and selections are meant
 *
 * What a command needs that works with what is kept on this computer. Lives on the stack.
 */
typedef struct
{
  OmniDatabase *database;
  OmniProfile *profile;
} OmniCliShelf;

/* What is done to one thing that is kept, by its name. */
typedef gboolean (*OmniCliShelfRemoveFunc) (OmniDatabase      *database,
                                            const OmniProfile *profile,
                                            const char        *name,
                                            GError           **error);
typedef gboolean (*OmniCliShelfRenameFunc) (OmniDatabase      *database,
                                            const OmniProfile *profile,
                                            const char        *name,
                                            const char        *new_name,
                                            GError           **error);

gboolean   omni_cli_shelf_open     (OmniCliShelf   *shelf,
                                    OmniCli        *cli,
                                    OmniSession    *session,
                                    GError        **error);
void       omni_cli_shelf_clear    (OmniCliShelf   *shelf);
OmniCliExit omni_cli_shelf_remove  (OmniCli                 *cli,
                                    char                   **arguments,
                                    OmniCliShelfRemoveFunc   func);
OmniCliExit omni_cli_shelf_rename  (OmniCli                 *cli,
                                    char                   **arguments,
                                    OmniCliShelfRenameFunc   func);
OmniView  *omni_cli_load_view      (OmniCli        *cli,
                                    OmniSession    *session,
                                    const char     *name,
                                    GError        **error);
GPtrArray *omni_cli_columns_of_view (const OmniView *view);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OmniCliShelf, omni_cli_shelf_clear)

G_END_DECLS
