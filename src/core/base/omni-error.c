/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-error.h"

#include <gio/gio.h>

typedef struct
{
  char *server_code; /* (nullable) (owned) */
  GPtrArray *fields; /* (nullable) (owned) (element-type OmniErrorField) */
  int retry_after;   /* seconds, or -1 */
  guint http_status; /* 0 where no answer came */
} OmniErrorPrivate;

static void
field_free (gpointer data)
{
  OmniErrorField *field = data;

  g_free (field->name);
  g_free (field->text);
  g_free (field);
}

static void
append_field (OmniErrorPrivate *priv, const char *name, const char *text)
{
  OmniErrorField *field = g_new (OmniErrorField, 1);

  field->name = g_strdup (name);
  field->text = g_strdup (text);

  if (priv->fields == NULL)
    priv->fields = g_ptr_array_new_with_free_func (field_free);
  g_ptr_array_add (priv->fields, field);
}

static void
omni_error_private_init (OmniErrorPrivate *priv)
{
  priv->retry_after = -1;
}

static void
omni_error_private_copy (const OmniErrorPrivate *source, OmniErrorPrivate *target)
{
  target->server_code = g_strdup (source->server_code);
  target->retry_after = source->retry_after;
  target->http_status = source->http_status;

  for (guint i = 0; source->fields != NULL && i < source->fields->len; i++)
    {
      const OmniErrorField *field = g_ptr_array_index (source->fields, i);

      append_field (target, field->name, field->text);
    }
}

static void
omni_error_private_clear (OmniErrorPrivate *priv)
{
  g_free (priv->server_code);
  g_clear_pointer (&priv->fields, g_ptr_array_unref);
}

G_DEFINE_EXTENDED_ERROR (OmniError, omni_error)

static OmniErrorPrivate *
get_private (const GError *error)
{
  if (error == NULL || error->domain != OMNI_ERROR)
    return NULL;

  return omni_error_get_private (error);
}

/**
 * omni_error_new:
 * @code: what can be done about it
 * @format: (not nullable): a sentence for a person, in printf form
 * @...: what @format needs
 *
 * Makes an error of the project's own domain.
 *
 * Returns: (transfer full): the error
 */
GError *
omni_error_new (OmniError code, const char *format, ...)
{
  GError *error;
  va_list arguments;

  va_start (arguments, format);
  error = g_error_new_valist (OMNI_ERROR, (int) code, format, arguments);
  va_end (arguments);

  return error;
}

/**
 * omni_error_get_server_code:
 * @error: (nullable): any error
 *
 * The stable `code` of an error body (contract 2.4), which programs may switch on.
 *
 * Returns: (nullable) (transfer none): the code, or %NULL where the server sent none
 */
const char *
omni_error_get_server_code (const GError *error)
{
  OmniErrorPrivate *priv = get_private (error);

  return priv != NULL ? priv->server_code : NULL;
}

/**
 * omni_error_set_server_code:
 * @error: (not nullable): an error of %OMNI_ERROR
 * @server_code: (nullable): the `code` of the error body
 */
void
omni_error_set_server_code (GError *error, const char *server_code)
{
  OmniErrorPrivate *priv = get_private (error);

  g_return_if_fail (priv != NULL);

  g_free (priv->server_code);
  priv->server_code = g_strdup (server_code);
}

/**
 * omni_error_get_retry_after:
 * @error: (nullable): any error
 *
 * Returns: the seconds after which the server wants to be asked again, or -1 where it does not say
 */
int
omni_error_get_retry_after (const GError *error)
{
  OmniErrorPrivate *priv = get_private (error);

  return priv != NULL ? priv->retry_after : -1;
}

/**
 * omni_error_set_retry_after:
 * @error: (not nullable): an error of %OMNI_ERROR
 * @seconds: the value of `Retry-After`, or -1
 */
void
omni_error_set_retry_after (GError *error, int seconds)
{
  OmniErrorPrivate *priv = get_private (error);

  g_return_if_fail (priv != NULL);

  priv->retry_after = seconds;
}

/**
 * omni_error_get_http_status:
 * @error: (nullable): any error
 *
 * Returns: the HTTP status that led to the error, or 0 where no answer came
 */
guint
omni_error_get_http_status (const GError *error)
{
  OmniErrorPrivate *priv = get_private (error);

  return priv != NULL ? priv->http_status : 0;
}

/**
 * omni_error_set_http_status:
 * @error: (not nullable): an error of %OMNI_ERROR
 * @status: the HTTP status
 */
void
omni_error_set_http_status (GError *error, guint status)
{
  OmniErrorPrivate *priv = get_private (error);

  g_return_if_fail (priv != NULL);

  priv->http_status = status;
}

/**
 * omni_error_get_fields:
 * @error: (nullable): any error
 *
 * What the server said about single fields of a refused request (contract 2.4).
 *
 * Returns: (nullable) (transfer none) (element-type OmniErrorField): the fields in the order of the
 *   answer, or %NULL where there are none
 */
GPtrArray *
omni_error_get_fields (const GError *error)
{
  OmniErrorPrivate *priv = get_private (error);

  return priv != NULL ? priv->fields : NULL;
}

/**
 * omni_error_add_field:
 * @error: (not nullable): an error of %OMNI_ERROR
 * @name: (not nullable): the field's name on the wire
 * @text: (not nullable): what the server says about it
 */
void
omni_error_add_field (GError *error, const char *name, const char *text)
{
  OmniErrorPrivate *priv = get_private (error);

  g_return_if_fail (priv != NULL);
  g_return_if_fail (name != NULL && text != NULL);

  append_field (priv, name, text);
}

/**
 * omni_error_is_cancelled:
 * @error: (nullable): any error
 *
 * Whether @error only says that somebody cancelled: such an error is never shown.
 *
 * Returns: %TRUE for %G_IO_ERROR_CANCELLED
 */
gboolean
omni_error_is_cancelled (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}
