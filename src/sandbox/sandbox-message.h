/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SandboxParameter:
 *
 * One `name=value` of a query, decoded.
 */
typedef struct
{
  char *name;
  char *value;
} SandboxParameter;

/**
 * SandboxUser:
 * @permissions: (nullable): space-separated permission words (contract 3.18)
 */
typedef struct
{
  gint64 pk;
  char *username;
  char *permissions;
} SandboxUser;

/**
 * SandboxRequest:
 * @method: the HTTP method
 * @path: the decoded path
 * @parameters: (element-type SandboxParameter): the query in the order it came in
 * @origin: `http://host:port` that the client used, for absolute URLs
 * @authorization: (nullable): the header's value
 * @content_type: (nullable): the header's value
 * @body: the body, zero-terminated beyond its length
 * @channel: channel pk of a channel-scoped path, or 0
 * @pk: the path's key, or 0
 * @text: (nullable): the path's text key
 * @integration: whether it came in under `/api/i1/`
 * @is_local: whether it came from this computer, to a name of this computer
 * @variant: as which tenant it is answered, a SandboxVariant
 * @user: whose token came with it; @user.pk is 0 where a route is open
 *
 * What a handler is given: a request is data, so that tests can make one without a socket.
 */
typedef struct
{
  char *method;
  char *path;
  GPtrArray *parameters;
  char *origin;
  char *authorization;
  char *content_type;
  GString *body;

  gint64 channel;
  gint64 pk;
  char *text;
  gboolean integration;
  gboolean is_local;
  guint variant;
  SandboxUser user;
} SandboxRequest;

typedef enum
{
  SANDBOX_ENDING_WHOLE,
  SANDBOX_ENDING_CUT,       /* the connection ends without an answer */
  SANDBOX_ENDING_TRUNCATED, /* the connection ends in the middle of the body */
} SandboxEnding;

/**
 * SandboxReply:
 * @status: HTTP status
 * @content_type: (not nullable): static text
 * @body: (owned): the body
 * @headers: (owned): further header names and values, in turn
 * @delay: how long to wait before it goes out, in milliseconds
 * @ending: how much of it goes out
 * @takes_gzip: whether the client understands compressed bodies
 */
typedef struct
{
  guint status;
  const char *content_type;
  GString *body;
  GPtrArray *headers;
  guint delay;
  SandboxEnding ending;
  gboolean takes_gzip;
} SandboxReply;

#define SANDBOX_JSON "application/json"

SandboxRequest * sandbox_request_new           (const char           *method,
                                                const char           *target);
void             sandbox_request_free          (SandboxRequest       *request);
const char     * sandbox_request_get_parameter (const SandboxRequest *request,
                                                const char           *name);
void             sandbox_request_add_parameter (SandboxRequest       *request,
                                                const char           *name,
                                                const char           *value);
char           * sandbox_request_dup_target    (const SandboxRequest *request,
                                                gint64                page);

SandboxReply   * sandbox_reply_new             (void);
void             sandbox_reply_free            (SandboxReply         *reply);
void             sandbox_reply_add_header      (SandboxReply         *reply,
                                                const char           *name,
                                                const char           *value);
void             sandbox_reply_detail          (SandboxReply         *reply,
                                                guint                 status,
                                                const char           *code,
                                                const char           *format,
                                                ...) G_GNUC_PRINTF (4, 5);
void             sandbox_reply_refuse          (SandboxReply         *reply,
                                                guint                 status,
                                                const char           *code,
                                                const char           *format,
                                                ...) G_GNUC_PRINTF (4, 5);
void             sandbox_reply_invalid         (SandboxReply         *reply,
                                                const char           *field,
                                                const char           *format,
                                                ...) G_GNUC_PRINTF (3, 4);
void             sandbox_reply_not_found       (SandboxReply         *reply);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SandboxRequest, sandbox_request_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SandboxReply, sandbox_reply_free)

G_END_DECLS
