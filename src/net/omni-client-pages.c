/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Lists as the API gives them: pages of `count`, `next` and `results`, or bare arrays
 * (contract 2.1). */

#include "config.h"

#include "omni-client-private.h"

#include <glib/gi18n-lib.h>

/* A list that does not end is a server's mistake. */
#define MAX_PAGES 10000

/*
 * @count: what the server says the list has, or -1
 * @has_next: whether it says that another page follows
 * @n_elements: how many this page has
 * @is_list: whether it was a list at all
 */
typedef struct
{
  gint64 count;
  gboolean has_next;
  guint n_elements;
  gboolean is_list;
} Page;

/*
 * Helpers
 */

static void
read_elements (OmniJsonReader *reader, OmniElementFunc read_element, gpointer user_data, Page *page)
{
  page->is_list = TRUE;
  omni_json_reader_begin_array (reader);
  while (omni_json_reader_next_element (reader))
    {
      read_element (reader, user_data);
      page->n_elements++;
    }
}

static void
read_page (OmniJsonReader *reader, OmniElementFunc read_element, gpointer user_data, Page *page)
{
  OmniJsonSlice name;

  if (omni_json_reader_peek (reader) == OMNI_JSON_ARRAY)
    {
      read_elements (reader, read_element, user_data, page);
      return;
    }

  omni_json_reader_begin_object (reader);
  while (omni_json_reader_next_member (reader, &name))
    {
      OmniJsonKind kind = omni_json_reader_peek (reader);

      if (omni_json_slice_equal (&name, "results") && kind == OMNI_JSON_ARRAY)
        read_elements (reader, read_element, user_data, page);
      else if (omni_json_slice_equal (&name, "count"))
        omni_json_reader_read_int64 (reader, &page->count);
      else if (omni_json_slice_equal (&name, "next"))
        {
          page->has_next = kind != OMNI_JSON_NULL;
          omni_json_reader_skip (reader);
        }
      else
        omni_json_reader_skip (reader);
    }

  if (!page->is_list)
    omni_json_reader_fail (reader, _("a list was expected"));
}

static gboolean
is_list (const OmniReply *reply)
{
  g_auto (OmniJsonReader) reader = { 0 };
  OmniJsonSlice name;

  omni_json_reader_init (&reader, reply->body->str, (gssize) reply->body->len);
  if (omni_json_reader_peek (&reader) == OMNI_JSON_ARRAY)
    return TRUE;

  omni_json_reader_begin_object (&reader);
  while (omni_json_reader_next_member (&reader, &name))
    {
      if (omni_json_slice_equal (&name, "results") &&
          omni_json_reader_peek (&reader) == OMNI_JSON_ARRAY)
        return TRUE;
      omni_json_reader_skip (&reader);
    }

  return FALSE;
}

/*
 * Shared with the verbs
 */

/* Turns the reader's @reason, which it takes, into a sentence about the server. Always answers
 * %FALSE. */
gboolean
omni_client_fail_reading (OmniClient *self, GError *reason, GError **error)
{
  g_autoptr (GError) owned = reason;

  g_propagate_error (error, omni_error_new (OMNI_ERROR_BAD_REPLY,
                                            _("%s gave an answer that cannot be read: %s"),
                                            self->host, owned->message));
  return FALSE;
}

/* Reads a reply that is one object, or a list of some: @read_element is called for each. */
gboolean
omni_client_read_one (OmniClient *self,
                      const OmniReply *reply,
                      OmniElementFunc read_element,
                      gpointer user_data,
                      GError **error)
{
  g_auto (OmniJsonReader) reader = { 0 };
  GError *reason = NULL;
  Page page = { 0 };

  omni_json_reader_init (&reader, reply->body->str, (gssize) reply->body->len);
  if (is_list (reply))
    read_page (&reader, read_element, user_data, &page);
  else
    read_element (&reader, user_data);

  if (!omni_json_reader_finish (&reader, &reason))
    return omni_client_fail_reading (self, reason, error);

  return TRUE;
}

/*
 * Reads a whole list, page by page, until the server says that none follows. The pages' own numbers
 * are asked for instead of the `next` address: a server behind a proxy may not know by which name
 * it was called.
 *
 * @limit is the page size to ask for; the server may give less. @count is what the server says the
 * list has, or -1.
 */
gboolean
omni_client_read_pages (OmniClient *self,
                        const OmniRequest *request,
                        guint limit,
                        OmniElementFunc read_element,
                        gpointer user_data,
                        gint64 *count,
                        GCancellable *cancellable,
                        GError **error)
{
  Page page = { .has_next = TRUE };

  if (count != NULL)
    *count = -1;

  for (guint number = 1; page.has_next; number++)
    {
      g_autofree char *query = g_strdup_printf ("%s%spage=%u&limit=%u",
                                                request->query != NULL ? request->query : "",
                                                request->query != NULL ? "&" : "", number, limit);
      g_auto (OmniReply) reply = OMNI_REPLY_INIT;
      g_auto (OmniJsonReader) reader = { 0 };
      OmniRequest paged = *request;
      GError *reason = NULL;

      paged.query = query;
      if (!omni_client_send (self, &paged, &reply, cancellable, &reason))
        {
          /* The list became shorter while it was read: the last page is past its end now. */
          if (number > 1 && omni_error_get_http_status (reason) == 404)
            {
              g_error_free (reason);
              return TRUE;
            }
          g_propagate_error (error, reason);
          return FALSE;
        }

      page = (Page){ .count = -1 };
      omni_json_reader_init (&reader, reply.body->str, (gssize) reply.body->len);
      read_page (&reader, read_element, user_data, &page);
      if (!omni_json_reader_finish (&reader, &reason))
        return omni_client_fail_reading (self, reason, error);

      if (count != NULL)
        *count = page.count;
      if (page.has_next && (page.n_elements == 0 || number == MAX_PAGES))
        {
          g_propagate_error (error,
                             omni_error_new (OMNI_ERROR_BAD_REPLY,
                                             _("%s gave a list that does not end."), self->host));
          return FALSE;
        }
    }

  return TRUE;
}
