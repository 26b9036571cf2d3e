/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-test-sandbox.h"

G_BEGIN_DECLS

/**
 * OmniTestCli:
 * @home: (not nullable): the person's home folder, with everything that is kept
 * @url: (nullable): the sandbox's address, once it was started
 *
 * A person at a terminal of their own: omnidesk-cli with a fresh home folder, and a sandbox to talk
 * to.
 */
typedef struct
{
  char *home;
  char *url;

  /*< private >*/
  GHashTable *variables;    /* (owned) (element-type utf8 utf8) */
  OmniTestSandbox *sandbox; /* (owned) (nullable) */
} OmniTestCli;

/**
 * OmniTestRun:
 * @status: the exit status
 * @out: (not nullable): what it wrote to the standard output
 * @err: (not nullable): what it wrote to the standard error
 *
 * What came of a command.
 */
typedef struct
{
  int status;
  char *out;
  char *err;
} OmniTestRun;

OmniTestCli         *omni_test_cli_new           (void);
void                 omni_test_cli_free          (OmniTestCli         *cli);
void                 omni_test_cli_set           (OmniTestCli         *cli,
                                                  const char          *variable,
                                                  const char          *value);
void                 omni_test_cli_start_sandbox (OmniTestCli         *cli,
                                                  const char          *n_orders);
void                 omni_test_cli_use_password  (OmniTestCli         *cli);
GSubprocessLauncher *omni_test_cli_make_launcher (OmniTestCli         *cli,
                                                  GSubprocessFlags     flags);
char                *omni_test_cli_dup_program   (void);
OmniTestRun         *omni_test_cli_run           (OmniTestCli         *cli,
                                                  const char          *input,
                                                  ...) G_GNUC_NULL_TERMINATED;
OmniTestRun         *omni_test_cli_run_line      (OmniTestCli         *cli,
                                                  const char          *line);
void                 omni_test_run_free          (OmniTestRun         *run);

/* Whether any file below the folder holds the text. */
gboolean             omni_test_folder_holds      (const char          *folder,
                                                  const char          *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniTestCli, omni_test_cli_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniTestRun, omni_test_run_free)

G_END_DECLS
