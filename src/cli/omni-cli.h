/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "omni-error.h"

G_BEGIN_DECLS

/**
 * OmniCliExit:
 *
 * What a script can tell from the exit status.
 */
typedef enum
{
  OMNI_CLI_DONE = 0,
  OMNI_CLI_SOME_FAILED = 1, /* some rows failed, or a file on this computer did */
  OMNI_CLI_USAGE = 2,
  OMNI_CLI_REFUSED = 3,     /* not signed in, or not allowed */
  OMNI_CLI_UNREACHABLE = 4, /* the server or the network */
  OMNI_CLI_UNKNOWN = 5,     /* whether a change was made is not known */
  OMNI_CLI_INTERRUPTED = 130,
} OmniCliExit;

typedef struct _OmniCli OmniCli;

/**
 * OmniCliCommand:
 * @name: one or two words, "orders list"
 * @arguments: (nullable): what follows the options, in capitals
 * @summary: (translatable): what it does, in a few words
 * @description: (translatable) (nullable): what a person should know beyond the options
 * @run: does it; @arguments are those after the name, %NULL-terminated, and belong to @run
 */
typedef struct
{
  const char *name;
  const char *arguments;
  const char *summary;
  const char *description;
  OmniCliExit (*run) (OmniCli  *cli,
                      char    **arguments);
} OmniCliCommand;

/**
 * OmniCli:
 * @command: (not nullable) (borrowed): the one that runs
 * @cancellable: (not nullable) (owned): cancelled by Ctrl+C
 */
struct _OmniCli
{
  const OmniCliCommand *command;
  GCancellable *cancellable;
};

/* The commands; each is in the file that is named after its group. */
OmniCliExit  omni_cli_sign_in       (OmniCli            *cli,
                                     char              **arguments);
OmniCliExit  omni_cli_sign_out      (OmniCli            *cli,
                                     char              **arguments);
OmniCliExit  omni_cli_whoami        (OmniCli            *cli,
                                     char              **arguments);
OmniCliExit  omni_cli_orders_list   (OmniCli            *cli,
                                     char              **arguments);
OmniCliExit  omni_cli_orders_show   (OmniCli            *cli,
                                     char              **arguments);
OmniCliExit  omni_cli_orders_export (OmniCli            *cli,
                                     char              **arguments);
OmniCliExit  omni_cli_orders_find   (OmniCli            *cli,
                                     char              **arguments);
OmniCliExit  omni_cli_orders_cancel (OmniCli            *cli,
                                     char              **arguments);
OmniCliExit  omni_cli_plans_list    (OmniCli            *cli,
                                     char              **arguments);
OmniCliExit  omni_cli_plans_refund_made (OmniCli        *cli,
                                     char              **arguments);
OmniCliExit  omni_cli_requests_list (OmniCli            *cli,
                                     char              **arguments);
OmniCliExit  omni_cli_requests_reject (OmniCli          *cli,
                                     char              **arguments);
OmniCliExit  omni_cli_activity_export (OmniCli          *cli,
                                     char              **arguments);
OmniCliExit  omni_cli_views_list    (OmniCli            *cli,
                                     char              **arguments);
OmniCliExit  omni_cli_views_save    (OmniCli            *cli,
                                     char              **arguments);
OmniCliExit  omni_cli_views_delete  (OmniCli            *cli,
                                     char              **arguments);
OmniCliExit  omni_cli_views_rename  (OmniCli            *cli,
                                     char              **arguments);
OmniCliExit  omni_cli_views_export  (OmniCli            *cli,
                                     char              **arguments);
OmniCliExit  omni_cli_views_import  (OmniCli            *cli,
                                     char              **arguments);
OmniCliExit  omni_cli_selections_list (OmniCli          *cli,
                                     char              **arguments);
OmniCliExit  omni_cli_selections_show (OmniCli          *cli,
                                     char              **arguments);
OmniCliExit  omni_cli_selections_save (OmniCli          *cli,
                                     char              **arguments);
OmniCliExit  omni_cli_selections_delete (OmniCli        *cli,
                                     char              **arguments);
OmniCliExit  omni_cli_selections_rename (OmniCli        *cli,
                                     char              **arguments);
OmniCliExit  omni_cli_selections_add (OmniCli           *cli,
                                     char              **arguments);
OmniCliExit  omni_cli_selections_subtract (OmniCli      *cli,
                                     char              **arguments);
OmniCliExit  omni_cli_selections_intersect (OmniCli     *cli,
                                     char              **arguments);
OmniCliExit  omni_cli_update_template (OmniCli          *cli,
                                     char              **arguments);
OmniCliExit  omni_cli_update_check  (OmniCli            *cli,
                                     char              **arguments);
OmniCliExit  omni_cli_update_preview (OmniCli           *cli,
                                     char              **arguments);
OmniCliExit  omni_cli_update_apply  (OmniCli            *cli,
                                     char              **arguments);
OmniCliExit  omni_cli_carriers_list (OmniCli            *cli,
                                     char              **arguments);
OmniCliExit  omni_cli_carriers_save (OmniCli            *cli,
                                     char              **arguments);
OmniCliExit  omni_cli_carriers_delete (OmniCli          *cli,
                                     char              **arguments);
OmniCliExit  omni_cli_carriers_convert (OmniCli         *cli,
                                     char              **arguments);

/* What they share. */
gboolean     omni_cli_parse         (OmniCli            *cli,
                                     const GOptionEntry *entries,
                                     char             ***arguments,
                                     guint               n_arguments,
                                     OmniCliExit        *exit_code);
OmniCliExit  omni_cli_fail          (OmniCli            *cli,
                                     const GError       *error);
OmniCliExit  omni_cli_fail_usage    (OmniCli            *cli,
                                     const char         *format,
                                     ...) G_GNUC_PRINTF (2, 3);
void         omni_cli_say           (const char         *format,
                                     ...) G_GNUC_PRINTF (1, 2);
void         omni_cli_print         (const char         *text);
gboolean     omni_cli_finish_output (GError            **error);
const char  *omni_cli_suggest       (const char         *word,
                                     const char * const *words);

G_END_DECLS
