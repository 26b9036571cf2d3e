/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define OMNI_ERROR (omni_error_quark ())

/**
 * OmniError:
 * @OMNI_ERROR_SIGNED_OUT: there is no session or the server ended it (401); sign in again
 * @OMNI_ERROR_FORBIDDEN: the signed-in user may not do this (403)
 * @OMNI_ERROR_NOT_FOUND: the thing does not exist or is not visible to this user (404)
 * @OMNI_ERROR_INVALID: a value was refused (400); omni_error_get_fields() says which
 * @OMNI_ERROR_REFUSED: a valid request was refused by a business rule (406);
 *   omni_error_get_server_code() says which
 * @OMNI_ERROR_THROTTLED: too many requests (429); omni_error_get_retry_after() says how long to
 *   wait
 * @OMNI_ERROR_OFFLINE: no server answered at the address, or the connection broke
 * @OMNI_ERROR_TIMED_OUT: the server did not answer in time
 * @OMNI_ERROR_TLS: the server's certificate is not valid
 * @OMNI_ERROR_SERVER: the server failed (5xx)
 * @OMNI_ERROR_BAD_REPLY: the server's answer is not what the contract says (HTML, half a JSON, a
 *   wrong type)
 * @OMNI_ERROR_UNSUPPORTED: this back office does not offer the call (404 or 405 on a proposed
 *   endpoint)
 * @OMNI_ERROR_BAD_FILE: a file on this computer cannot be read or written
 * @OMNI_ERROR_BAD_VALUE: a value that a person or a script gave is not usable (a date, an address,
 *   an amount)
 * @OMNI_ERROR_IGNORED: the server took no notice of a filter, so that its answer is one to another
 *   question
 *
 * What went wrong, by what can be done about it. A cancelled operation is always
 * %G_IO_ERROR_CANCELLED of %G_IO_ERROR and is never shown.
 */
typedef enum
{
  OMNI_ERROR_SIGNED_OUT,
  OMNI_ERROR_FORBIDDEN,
  OMNI_ERROR_NOT_FOUND,
  OMNI_ERROR_INVALID,
  OMNI_ERROR_REFUSED,
  OMNI_ERROR_THROTTLED,
  OMNI_ERROR_OFFLINE,
  OMNI_ERROR_TIMED_OUT,
  OMNI_ERROR_TLS,
  OMNI_ERROR_SERVER,
  OMNI_ERROR_BAD_REPLY,
  OMNI_ERROR_UNSUPPORTED,
  OMNI_ERROR_BAD_FILE,
  OMNI_ERROR_BAD_VALUE,
  OMNI_ERROR_IGNORED,
} OmniError;

/**
 * OmniErrorField:
 * @name: (not nullable) (owned): the field's name on the wire
 * @text: (not nullable) (owned): what the server says about it
 */
typedef struct
{
  char *name;
  char *text;
} OmniErrorField;

GQuark           omni_error_quark           (void);
GError          *omni_error_new             (OmniError      code,
                                             const char    *format,
                                             ...) G_GNUC_PRINTF (2, 3);
const char      *omni_error_get_server_code (const GError  *error);
void             omni_error_set_server_code (GError        *error,
                                             const char    *server_code);
int              omni_error_get_retry_after (const GError  *error);
void             omni_error_set_retry_after (GError        *error,
                                             int            seconds);
guint            omni_error_get_http_status (const GError  *error);
void             omni_error_set_http_status (GError        *error,
                                             guint          status);
GPtrArray       *omni_error_get_fields      (const GError  *error);
void             omni_error_add_field       (GError        *error,
                                             const char    *name,
                                             const char    *text);
gboolean         omni_error_is_cancelled    (const GError  *error);

G_END_DECLS
