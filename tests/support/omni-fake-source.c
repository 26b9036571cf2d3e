/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-fake-source.h"

#include "omni-order.h"

struct _OmniFakeSource
{
  GObject parent_instance;

  guint n_orders;
  gint64 first_pk;
  guint max_limit;
  gboolean ignores_pages; /* gives everything as one list, uncounted */
  gboolean automatic;
  GQueue waiting;    /* (element-type GTask) (owned) */
  GString *requests; /* (owned) the page numbers that were asked for */
};

typedef struct
{
  guint page;
  guint limit;
} Request;

static void source_init (OmniOrderSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (OmniFakeSource, omni_fake_source, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (OMNI_TYPE_ORDER_SOURCE, source_init))

static OmniOrder *
make_order (gint64 pk)
{
  g_auto (OmniJsonReader) reader;
  g_autofree char *text = NULL;

  text = g_strdup_printf (
    "{\"pk\": %" G_GINT64_FORMAT ", \"number\": \"%06" G_GINT64_FORMAT "\","
    " \"status\": \"450\", \"currency\": \"%s\", \"amount\": \"%" G_GINT64_FORMAT ".50\"}",
    pk, pk, pk % 3 == 0 ? "eur" : "try", pk);
  omni_json_reader_init (&reader, text, -1);
  return omni_order_new_from_json (&reader);
}

static OmniOrderPage *
make_page (OmniFakeSource *self, const Request *request)
{
  OmniOrderPage *page = g_new0 (OmniOrderPage, 1);
  guint limit = self->ignores_pages ? self->n_orders : MIN (request->limit, self->max_limit);
  guint first = self->ignores_pages ? 0 : (request->page - 1) * limit;

  page->count = self->ignores_pages ? -1 : (gint64) self->n_orders;
  page->orders = g_ptr_array_new_with_free_func ((GDestroyNotify) omni_order_unref);
  for (guint i = first; i < MIN (first + limit, self->n_orders); i++)
    g_ptr_array_add (page->orders, make_order (self->first_pk + i));
  page->has_next = first + limit < self->n_orders;

  return page;
}

static gboolean
answer_cb (gpointer user_data)
{
  omni_fake_source_answer_next (OMNI_FAKE_SOURCE (user_data));

  return G_SOURCE_REMOVE;
}

static void
load_page_async (OmniOrderSource *source, OmniOrderQuery *query, guint page, guint limit,
                 GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  OmniFakeSource *self = OMNI_FAKE_SOURCE (source);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Request *request = g_new0 (Request, 1);

  request->page = page;
  request->limit = limit;
  g_task_set_task_data (task, request, g_free);
  g_string_append_printf (self->requests, "%s%u", self->requests->len > 0 ? " " : "", page);
  g_queue_push_tail (&self->waiting, task);

  if (self->automatic)
    g_idle_add_full (G_PRIORITY_DEFAULT, answer_cb, g_object_ref (self), g_object_unref);
}

static OmniOrderPage *
load_page_finish (OmniOrderSource *source, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
source_init (OmniOrderSourceInterface *iface)
{
  iface->load_page_async = load_page_async;
  iface->load_page_finish = load_page_finish;
}

static void
omni_fake_source_dispose (GObject *object)
{
  OmniFakeSource *self = OMNI_FAKE_SOURCE (object);

  g_assert_cmpuint (g_queue_get_length (&self->waiting), ==, 0);

  G_OBJECT_CLASS (omni_fake_source_parent_class)->dispose (object);
}

static void
omni_fake_source_finalize (GObject *object)
{
  g_string_free (OMNI_FAKE_SOURCE (object)->requests, TRUE);

  G_OBJECT_CLASS (omni_fake_source_parent_class)->finalize (object);
}

static void
omni_fake_source_class_init (OmniFakeSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = omni_fake_source_dispose;
  G_OBJECT_CLASS (klass)->finalize = omni_fake_source_finalize;
}

static void
omni_fake_source_init (OmniFakeSource *self)
{
  g_queue_init (&self->waiting);
  self->requests = g_string_new (NULL);
  self->max_limit = G_MAXUINT;
  self->first_pk = 1;
}

OmniFakeSource *
omni_fake_source_new (guint n_orders)
{
  OmniFakeSource *self = g_object_new (OMNI_TYPE_FAKE_SOURCE, NULL);

  self->n_orders = n_orders;
  return self;
}

void
omni_fake_source_set_n_orders (OmniFakeSource *self, guint n_orders)
{
  self->n_orders = n_orders;
}

/* As if that many orders had arrived on top, or another query had other orders. */
void
omni_fake_source_set_first_pk (OmniFakeSource *self, gint64 first_pk)
{
  self->first_pk = first_pk;
}

void
omni_fake_source_set_max_limit (OmniFakeSource *self, guint max_limit)
{
  self->max_limit = max_limit;
}

/* Answers everything by itself, on the main loop. */
void
omni_fake_source_set_ignores_pages (OmniFakeSource *self, gboolean ignores_pages)
{
  self->ignores_pages = ignores_pages;
}

void
omni_fake_source_set_automatic (OmniFakeSource *self, gboolean automatic)
{
  self->automatic = automatic;
}

guint
omni_fake_source_get_n_waiting (OmniFakeSource *self)
{
  return g_queue_get_length (&self->waiting);
}

void
omni_fake_source_answer_next (OmniFakeSource *self)
{
  g_autoptr (GTask) task = g_queue_pop_head (&self->waiting);

  if (!g_task_return_error_if_cancelled (task))
    g_task_return_pointer (task, make_page (self, g_task_get_task_data (task)),
                           (GDestroyNotify) omni_order_page_free);
}

void
omni_fake_source_fail_next (OmniFakeSource *self, const GError *error)
{
  g_autoptr (GTask) task = g_queue_pop_head (&self->waiting);

  g_task_return_error (task, g_error_copy (error));
}

/* The pages that were asked for since the last call, in order: "1 2 10". */
char *
omni_fake_source_dup_requests (OmniFakeSource *self)
{
  char *requests = g_strdup (self->requests->str);

  g_string_truncate (self->requests, 0);
  return requests;
}
