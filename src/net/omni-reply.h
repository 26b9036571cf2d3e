/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-endpoints.h"
#include "omni-types.h"

G_BEGIN_DECLS

#define OMNI_REPLY_NO_RETRY_AFTER -1

/**
 * OmniReply:
 * @status: HTTP status
 * @content_type: (nullable) (owned): without parameters
 * @retry_after: seconds that the server asks to wait, or %OMNI_REPLY_NO_RETRY_AFTER
 * @date: when the server answered, by its own clock, or %OMNI_TIME_NONE
 * @body: (owned) (nullable): the decoded body, zero-terminated
 *
 * What came back for a request, as far as anybody needs to know.
 */
typedef struct
{
  guint status;
  char *content_type;
  int retry_after;
  OmniTime date;
  GString *body;
} OmniReply;

#define OMNI_REPLY_INIT { 0, NULL, OMNI_REPLY_NO_RETRY_AFTER, OMNI_TIME_NONE, NULL }

void    omni_reply_clear       (OmniReply        *reply);
GError *omni_reply_judge       (const OmniReply  *reply,
                                const char       *host,
                                OmniEndpoint      endpoint,
                                gboolean          wants_body);
char   *omni_reply_dup_words   (const OmniReply  *reply);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OmniReply, omni_reply_clear)

G_END_DECLS
