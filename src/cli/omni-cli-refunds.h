/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-cli-session.h"
#include "omni-refund-guard.h"

G_BEGIN_DECLS

/**
 * OmniCliRefunds:
 * @session: (owned): who is signed in
 * @database: (owned): where the journal is
 * @guard: (owned): by which money is given back
 *
 * What the commands need that move money.
 */
typedef struct
{
  OmniSession *session;
  OmniDatabase *database;
  OmniRefundGuard *guard;
} OmniCliRefunds;

gboolean    omni_cli_refunds_open   (OmniCliRefunds          *refunds,
                                     OmniCli                 *cli,
                                     gint64                   patience,
                                     GError                 **error);
void        omni_cli_refunds_clear  (OmniCliRefunds          *refunds);
OmniCliExit omni_cli_refunds_answer (OmniCli                 *cli,
                                     const OmniRefundResult  *result,
                                     const GError            *error);
gboolean    omni_cli_parse_key      (const char              *text,
                                     gint64                  *key,
                                     GError                 **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OmniCliRefunds, omni_cli_refunds_clear)

G_END_DECLS
