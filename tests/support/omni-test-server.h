/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * OmniTestServer:
 *
 * A web server on a free loopback port that plays a script: a list of replies, each for a method
 * and a path, each played once unless told otherwise, the first that fits first. It runs in a
 * thread of its own, so that blocking calls can be tested. What is asked is kept; what is not in
 * the script is answered with 599 and fails omni_test_server_assert_done().
 */
typedef struct _OmniTestServer OmniTestServer;
typedef struct _OmniTestReply OmniTestReply;

/* One request as it came; belongs to the server. Text that did not come is "". */
typedef struct
{
  char *method;
  char *path;
  char *query;
  char *authorization;
  char *content_type;
  char *accept;
  char *body;
} OmniTestRequest;

OmniTestServer        *omni_test_server_new            (void);
OmniTestServer        *omni_test_server_new_tls        (GTlsCertificate  *certificate);
void                   omni_test_server_free           (OmniTestServer   *server);
const char            *omni_test_server_get_url        (OmniTestServer   *server);
OmniTestReply         *omni_test_server_add            (OmniTestServer   *server,
                                                        const char       *method,
                                                        const char       *path,
                                                        guint             status,
                                                        const char       *body);
guint                  omni_test_server_count          (OmniTestServer   *server,
                                                        const char       *method,
                                                        const char       *path);
const OmniTestRequest *omni_test_server_get_request    (OmniTestServer   *server,
                                                        guint             index);
guint                  omni_test_server_get_peak       (OmniTestServer   *server);
void                   omni_test_server_assert_done    (OmniTestServer   *server);

/* What makes a reply unlike the others; all before the first request. */
void                   omni_test_reply_set_query       (OmniTestReply    *reply,
                                                        const char       *query);
void                   omni_test_reply_set_type        (OmniTestReply    *reply,
                                                        const char       *content_type);
void                   omni_test_reply_set_header      (OmniTestReply    *reply,
                                                        const char       *name,
                                                        const char       *value);
void                   omni_test_reply_set_bytes       (OmniTestReply    *reply,
                                                        GBytes           *body);
void                   omni_test_reply_set_delay       (OmniTestReply    *reply,
                                                        guint             milliseconds);
void                   omni_test_reply_set_hang        (OmniTestReply    *reply);
void                   omni_test_reply_set_cut         (OmniTestReply    *reply,
                                                        gsize             n_bytes);
void                   omni_test_reply_set_drop        (OmniTestReply    *reply);
void                   omni_test_reply_set_forever     (OmniTestReply    *reply);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniTestServer, omni_test_server_free)

G_END_DECLS
