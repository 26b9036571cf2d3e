/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-client.h"
#include "omni-endpoints.h"
#include "omni-leases.h"
#include "omni-reply.h"
#include "omni-wipe.h"
#include "omni-workers.h"

G_BEGIN_DECLS

struct _OmniClient
{
  GObject parent_instance;

  char *base_url;           /* (owned) (not nullable): without a trailing slash; never changes */
  char *host;               /* (owned) (not nullable): for sentences; never changes */
  GUri *base_uri;           /* (owned) (not nullable): never changes */
  GMainContext *context;    /* (owned) (not nullable): where signals are emitted; never changes */
  OmniLeases *leases;       /* (owned) (not nullable) */
  OmniWorkers *workers;     /* (owned) (not nullable) */

  GMutex mutex;             /* for what follows */
  char *token;              /* (owned) (nullable): wiped before it is freed */
  guint token_serial;       /* changes with the token */
  guint refused_serial;     /* the token for which ::signed-out was emitted last */
  char *paths[OMNI_N_ENDPOINTS]; /* (owned) (nullable): in place of the endpoints' own */
  gboolean no_items_of_many; /* the server does not list the lines of many orders in one call */
  guint items_by_key_list;  /* the first list that may be asked for items by their keys */
  guint first_pause;        /* ms before the first repetition */
  guint connect_timeout;    /* seconds */
  gsize reply_limit;        /* bytes */
};

/**
 * OmniRequest:
 * @method: (not nullable): "GET", "POST" or "PATCH"
 * @endpoint: what is called
 * @argument: (nullable): what stands for `{}` in the endpoint's path
 * @query: (nullable): the encoded query, without the question mark
 * @body: (nullable): JSON
 * @anonymous: no token is sent and none is needed
 * @token: (nullable): a token to send instead of the client's
 * @wants_body: whether a good answer has a body
 * @second_argument: (nullable): what stands for the path's second `{}`
 *
 * All fields are borrowed for the time of the call.
 */
typedef struct
{
  const char *method;
  OmniEndpoint endpoint;
  const char *argument;
  const char *query;
  GBytes *body;
  gboolean anonymous;
  const char *token;
  gboolean wants_body;
  const char *second_argument;
} OmniRequest;

/* Reads one element of a list; what is wrong with it is said to the reader. */
typedef void (*OmniElementFunc) (OmniJsonReader *reader,
                                 gpointer        user_data);

void      omni_client_refused_token    (OmniClient          *self,
                                        guint                serial);
char     *omni_client_dup_path         (OmniClient          *self,
                                        OmniEndpoint         endpoint);
void      omni_client_set_first_pause  (OmniClient          *self,
                                        guint                milliseconds);
void      omni_client_set_reply_limit  (OmniClient          *self,
                                        gsize                bytes);
GTask    *omni_client_new_task         (OmniClient          *self,
                                        gpointer             source_tag,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data);

/* omni-client-message.c */
gboolean  omni_client_send             (OmniClient          *self,
                                        const OmniRequest   *request,
                                        OmniReply           *reply,
                                        GCancellable        *cancellable,
                                        GError             **error);

/* omni-client-orders.c */
void           omni_client_load_page_async  (OmniOrderSource      *source,
                                             OmniOrderQuery       *query,
                                             guint                 page,
                                             guint                 limit,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
OmniOrderPage *omni_client_load_page_finish (OmniOrderSource      *source,
                                             GAsyncResult         *result,
                                             GError              **error);

/* omni-client-pages.c */
gboolean  omni_client_fail_reading     (OmniClient          *self,
                                        GError              *reason,
                                        GError             **error);
gboolean  omni_client_read_one         (OmniClient          *self,
                                        const OmniReply     *reply,
                                        OmniElementFunc      read_element,
                                        gpointer             user_data,
                                        GError             **error);
gboolean  omni_client_read_pages       (OmniClient          *self,
                                        const OmniRequest   *request,
                                        guint                limit,
                                        OmniElementFunc      read_element,
                                        gpointer             user_data,
                                        gint64              *count,
                                        GCancellable        *cancellable,
                                        GError             **error);

G_END_DECLS
