/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-order-list.h"

#include <glib/gi18n-lib.h>

#include "omni-order-pages-private.h"
#include "omni-order-query.h"
#include "omni-order-rows-private.h"
#include "omni-order.h"
#include "omni-time.h"

/*
 *   OmniOrderRow (one a position, made when asked for, held by whoever shows it, also when the
 *                 orders are those of another query)
 *        ^ filled from
 *   OmniLoadedPage (a hundred orders, kept while it is among the last used)
 *        ^ loaded from, two at a time, the one asked for last first
 *   OmniOrderSource
 *
 * A page is only loaded while somebody holds one of its rows, so a list that is scrolled through
 * in one go loads where it stops and not what it passed.
 */

#define MAX_IN_FLIGHT 2

struct _OmniOrderList
{
  GObject parent_instance;

  OmniOrderSource *source;     /* (not nullable) (owned) */
  OmniOrderQuery *query;       /* (nullable) (owned) */
  OmniOrderQuery *resolved;    /* (nullable) (owned) what this generation asks with */
  GCancellable *cancellable;   /* (nullable) (owned) of the loads of this generation */
  guint generation;            /* late answers have an older one */

  guint n_items;
  OmniOrderPages *pages;       /* (not nullable) (owned) */
  OmniOrderRows *rows;         /* (not nullable) (owned) */
  guint n_in_flight;
  guint load_id;               /* the idle source that starts loads, or 0 */
  gboolean replaces;           /* the next answer belongs to another query than the rows */

  OmniLoadState state;
  GError *error;               /* (nullable) (owned) */
  OmniTime loaded_time;
  OmniTime server_time;        /* of the first answer of this generation, by the server's clock */
  gboolean has_answer;         /* in this generation */
  GPtrArray *ignored;          /* (not nullable) (owned) ids of filters, %NULL at the end */
};

typedef struct
{
  GWeakRef list;
  guint generation;
  guint number;
} Load;

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (OmniOrderList, omni_order_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

typedef enum
{
  PROP_N_ITEMS = 1,
  PROP_QUERY,
  PROP_STATE,
  PROP_IGNORED_FILTERS,
} OmniOrderListProperty;

static GParamSpec *properties[PROP_IGNORED_FILTERS + 1];

enum
{
  ROWS_LOADED,
  REPLACED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void schedule_loads (OmniOrderList *self);

/*
 * Rows
 */

static void
fill_rows_of_page (OmniOrderList *self, OmniLoadedPage *page)
{
  guint first = (page->number - 1) * self->pages->page_size;
  guint n_rows = first < self->n_items ? MIN (self->pages->page_size, self->n_items - first) : 0;

  omni_order_rows_fill (self->rows, first, n_rows);
  if (n_rows > 0)
    g_signal_emit (self, signals[ROWS_LOADED], 0, first, n_rows);
}

static void
forget_everything (OmniOrderList *self)
{
  omni_order_rows_forget (self->rows);
  omni_order_pages_clear (self->pages);
}

static void
set_state (OmniOrderList *self, OmniLoadState state, const GError *error)
{
  g_clear_error (&self->error);
  self->error = error != NULL ? g_error_copy (error) : NULL;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

/* A change at the end only: what stands before keeps its place, and so does the view. */
static void
set_n_items (OmniOrderList *self, guint n_items)
{
  guint old = self->n_items;

  if (n_items == old)
    return;

  self->n_items = n_items;
  omni_order_rows_set_length (self->rows, n_items);
  g_list_model_items_changed (G_LIST_MODEL (self), MIN (old, n_items),
                              old - MIN (old, n_items), n_items - MIN (old, n_items));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
}

/*
 * Loading
 */

static Load *
load_new (OmniOrderList *self, guint number)
{
  Load *load = g_new0 (Load, 1);

  g_weak_ref_init (&load->list, self);
  load->generation = self->generation;
  load->number = number;
  return load;
}

static void
load_free (Load *load)
{
  g_weak_ref_clear (&load->list);
  g_free (load);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Load, load_free)

static void
begin_generation (OmniOrderList *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->load_id, g_source_remove);
  self->cancellable = g_cancellable_new ();
  self->generation++;
  self->n_in_flight = 0;
}

static void
forget_ignored (OmniOrderList *self)
{
  if (self->ignored->len == 1)
    return;

  g_ptr_array_set_size (self->ignored, 0);
  g_ptr_array_add (self->ignored, NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IGNORED_FILTERS]);
}

/* What one page shows about a filter holds for all of them. */
static void
note_ignored (OmniOrderList *self, const GPtrArray *orders)
{
  if (omni_order_query_note_ignored (self->resolved, orders, self->ignored))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IGNORED_FILTERS]);
}

/* All pages of a generation are asked for with the same moments, so that they belong together. */
static void
begin_again (OmniOrderList *self)
{
  g_clear_pointer (&self->resolved, omni_order_query_unref);
  self->resolved = omni_order_query_resolve (self->query, omni_time_now ());
  begin_generation (self);
  self->has_answer = FALSE;
  set_state (self, OMNI_LOAD_LOADING, NULL);
}

/* Where the server does not count, the list ends with the last page that is known to be there. */
static guint
get_new_n_items (OmniOrderList *self, guint number, const OmniOrderPage *answer, guint n_known)
{
  guint end = (number - 1) * self->pages->page_size + answer->orders->len;

  if (answer->count >= 0)
    return (guint) MIN (answer->count, (gint64) G_MAXUINT - 1);

  return answer->has_next ? MAX (end + self->pages->page_size, n_known) : end;
}

static void
drop_replaced_rows (OmniOrderList *self)
{
  if (!self->replaces)
    return;

  self->replaces = FALSE;
  forget_ignored (self);
  forget_everything (self);
  set_n_items (self, 0);
}

/* A server may give fewer at a time than it was asked for, and then pages start elsewhere; or it
   gives everything at once. */
static void
follow_page_size (OmniOrderList *self, guint number, const OmniOrderPage *answer)
{
  if (number != 1 || answer->orders->len == 0 ||
      (answer->orders->len <= self->pages->page_size &&
       (!answer->has_next || answer->orders->len == self->pages->page_size)))
    return;

  begin_generation (self);
  if (!self->replaces)
    {
      forget_everything (self);
      set_n_items (self, 0);
    }
  omni_order_pages_clear (self->pages);
  self->pages->page_size = answer->orders->len;
}

static OmniLoadedPage *
keep_answer (OmniOrderList *self, guint number, const OmniOrderPage *answer)
{
  OmniLoadedPage *page = omni_order_pages_ensure (self->pages, number);

  page->state = OMNI_LOAD_LOADED;
  g_clear_error (&page->error);
  if (answer->orders->len < self->pages->page_size && answer->has_next)
    page->error = omni_error_new (OMNI_ERROR_BAD_REPLY,
                                  _ ("The server left orders out of its answer"));
  g_clear_pointer (&page->orders, g_ptr_array_unref);
  page->orders = g_ptr_array_ref (answer->orders);

  note_ignored (self, answer->orders);
  self->loaded_time = omni_time_now ();
  if (!self->has_answer)
    self->server_time = answer->time;
  self->has_answer = TRUE;
  return page;
}

/* Rows that stay are only filled again: to take 200 of them away and to make others would hold the
   main loop for several frames. Who shows them goes to the first ones before those that are left
   are filled. */
static void
replace_rows (OmniOrderList *self, guint number, const OmniOrderPage *answer)
{
  OmniLoadedPage *page;

  self->replaces = FALSE;
  forget_ignored (self);
  omni_order_pages_clear (self->pages);
  omni_order_rows_count (self->rows);
  page = keep_answer (self, number, answer);

  g_signal_emit (self, signals[REPLACED], 0);
  set_n_items (self, get_new_n_items (self, number, answer, 0));
  omni_order_rows_fill_all (self->rows);
  if (page->orders->len > 0)
    g_signal_emit (self, signals[ROWS_LOADED], 0, 0, page->orders->len);
}

static void
take_answer (OmniOrderList *self, guint number, OmniOrderPage *answer)
{
  follow_page_size (self, number, answer);

  if (self->replaces)
    {
      replace_rows (self, number, answer);
    }
  else
    {
      OmniLoadedPage *page = keep_answer (self, number, answer);

      set_n_items (self, get_new_n_items (self, number, answer, self->n_items));
      fill_rows_of_page (self, page);
    }

  set_state (self, OMNI_LOAD_LOADED, NULL);
}

static void
take_error (OmniOrderList *self, guint number, const GError *error)
{
  OmniLoadedPage *page;

  /* Rows of another query would be passed off as an answer to this one. */
  drop_replaced_rows (self);

  page = omni_order_pages_ensure (self->pages, number);
  page->state = OMNI_LOAD_FAILED;
  g_clear_error (&page->error);
  page->error = g_error_copy (error);
  fill_rows_of_page (self, page);

  /* Behind the last page there is nothing any more: the list became shorter. The first page knows
     by how much. */
  if (g_error_matches (error, OMNI_ERROR, OMNI_ERROR_NOT_FOUND) && number > 1)
    {
      OmniLoadedPage *first = omni_order_pages_ensure (self->pages, 1);

      if (first->state != OMNI_LOAD_LOADING)
        first->state = OMNI_LOAD_IDLE;
      omni_order_pages_ask (self->pages, first);
      return;
    }

  set_state (self, OMNI_LOAD_FAILED, error);
}

static void
page_loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Load) load = user_data;
  g_autoptr (OmniOrderList) self = g_weak_ref_get (&load->list);
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniOrderPage) answer = NULL;

  answer = omni_order_source_load_page_finish (OMNI_ORDER_SOURCE (object), result, &error);
  if (self == NULL || load->generation != self->generation)
    return;

  self->n_in_flight--;
  if (answer != NULL)
    take_answer (self, load->number, answer);
  else if (!omni_error_is_cancelled (error))
    take_error (self, load->number, error);

  omni_order_pages_drop_least_used (self->pages);
  schedule_loads (self);
}

static void
start_load (OmniOrderList *self, OmniLoadedPage *page)
{
  page->state = OMNI_LOAD_LOADING;
  self->n_in_flight++;
  omni_order_source_load_page_async (self->source, self->resolved, page->number,
                                     self->pages->page_size, self->cancellable, page_loaded_cb,
                                     load_new (self, page->number));
}

static gboolean
start_loads_cb (gpointer user_data)
{
  OmniOrderList *self = OMNI_ORDER_LIST (user_data);
  OmniLoadedPage *page;

  self->load_id = 0;

  while (self->n_in_flight < MAX_IN_FLIGHT &&
         (page = omni_order_pages_find_wanted (self->pages)) != NULL)
    start_load (self, page);

  return G_SOURCE_REMOVE;
}

static void
schedule_loads (OmniOrderList *self)
{
  if (self->load_id == 0 && self->query != NULL && !self->replaces)
    self->load_id = g_idle_add_full (G_PRIORITY_DEFAULT, start_loads_cb, self, NULL);
}

/*
 * GListModel
 */

static GType
omni_order_list_get_item_type (GListModel *model)
{
  return OMNI_TYPE_ORDER_ROW;
}

static guint
omni_order_list_get_n_items (GListModel *model)
{
  return OMNI_ORDER_LIST (model)->n_items;
}

static gpointer
omni_order_list_get_item (GListModel *model, guint position)
{
  OmniOrderList *self = OMNI_ORDER_LIST (model);
  OmniLoadedPage *page;

  if (position >= self->n_items)
    return NULL;

  page = omni_order_pages_ensure_for (self->pages, position);
  omni_order_pages_ask (self->pages, page);
  if (page->state == OMNI_LOAD_IDLE)
    schedule_loads (self);

  return omni_order_rows_ensure (self->rows, position);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = omni_order_list_get_item_type;
  iface->get_n_items = omni_order_list_get_n_items;
  iface->get_item = omni_order_list_get_item;
}

/*
 * Overrides
 */

static void
omni_order_list_dispose (GObject *object)
{
  OmniOrderList *self = OMNI_ORDER_LIST (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->load_id, g_source_remove);
  forget_everything (self);
  g_clear_object (&self->source);
  g_clear_pointer (&self->query, omni_order_query_unref);
  g_clear_pointer (&self->resolved, omni_order_query_unref);

  G_OBJECT_CLASS (omni_order_list_parent_class)->dispose (object);
}

static void
omni_order_list_finalize (GObject *object)
{
  OmniOrderList *self = OMNI_ORDER_LIST (object);

  g_clear_pointer (&self->rows, omni_order_rows_free);
  g_clear_pointer (&self->pages, omni_order_pages_free);
  g_ptr_array_unref (self->ignored);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (omni_order_list_parent_class)->finalize (object);
}

static void
omni_order_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  OmniOrderList *self = OMNI_ORDER_LIST (object);

  switch ((OmniOrderListProperty) id)
    {
    case PROP_N_ITEMS:
      g_value_set_uint (value, self->n_items);
      break;

    case PROP_QUERY:
      g_value_set_boxed (value, self->query);
      break;

    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;

    case PROP_IGNORED_FILTERS:
      g_value_set_boxed (value, self->ignored->pdata);
      break;
    }
}

static void
omni_order_list_class_init (OmniOrderListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = omni_order_list_dispose;
  object_class->finalize = omni_order_list_finalize;
  object_class->get_property = omni_order_list_get_property;

  properties[PROP_N_ITEMS] = g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_QUERY] = g_param_spec_boxed ("query", NULL, NULL, OMNI_TYPE_ORDER_QUERY,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, OMNI_TYPE_LOAD_STATE,
                                              OMNI_LOAD_IDLE,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * OmniOrderList:ignored-filters:
   *
   * The ids of the filters that the server takes no notice of, as the orders that it answered show.
   * While there is one, the rows are not what was asked for.
   */
  properties[PROP_IGNORED_FILTERS] = g_param_spec_boxed ("ignored-filters", NULL, NULL, G_TYPE_STRV,
                                                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * OmniOrderList::rows-loaded:
   * @self: the list
   * @position: the first row of a page
   * @n_rows: how many rows the page has
   *
   * A page arrived or failed. Its living rows have said so before.
   */
  signals[ROWS_LOADED] = g_signal_new ("rows-loaded", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                       0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT,
                                       G_TYPE_UINT);

  /**
   * OmniOrderList::replaced:
   * @self: the list
   *
   * The orders of another query are there. Its places and rows stay, but for a difference in
   * length, which is told after this; none of them means what it meant before.
   */
  signals[REPLACED] = g_signal_new ("replaced", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
omni_order_list_init (OmniOrderList *self)
{
  self->pages = omni_order_pages_new (OMNI_ORDER_LIST_PAGE_SIZE);
  self->rows = omni_order_rows_new (self->pages);
  self->ignored = g_ptr_array_new ();
  g_ptr_array_add (self->ignored, NULL);
  self->loaded_time = OMNI_TIME_NONE;
  self->server_time = OMNI_TIME_NONE;
}

/*
 * Public API
 */

/**
 * omni_order_list_new:
 * @source: (not nullable): where pages come from
 *
 * Returns: (transfer full): a list that is empty until it is given a query
 */
OmniOrderList *
omni_order_list_new (OmniOrderSource *source)
{
  OmniOrderList *self;

  g_return_val_if_fail (OMNI_IS_ORDER_SOURCE (source), NULL);

  self = g_object_new (OMNI_TYPE_ORDER_LIST, NULL);
  self->source = g_object_ref (source);
  return self;
}

/**
 * omni_order_list_set_query:
 * @self: a list
 * @query: (not nullable): which orders, in which order
 *
 * Starts loading the orders of another query. What is still on its way for the old one is
 * cancelled, and would be dropped if it came. The old rows stay until the first new page is there.
 */
void
omni_order_list_set_query (OmniOrderList *self, OmniOrderQuery *query)
{
  OmniOrderQuery *old;

  g_return_if_fail (OMNI_IS_ORDER_LIST (self));
  g_return_if_fail (query != NULL);

  if (self->query != NULL && omni_order_query_equal (self->query, query))
    return;

  old = g_steal_pointer (&self->query);
  self->query = omni_order_query_ref (query);
  g_clear_pointer (&old, omni_order_query_unref);

  self->replaces = TRUE;
  begin_again (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_QUERY]);

  start_load (self, omni_order_pages_ensure (self->pages, 1));
}

/**
 * omni_order_list_get_query:
 * @self: a list
 *
 * Returns: (transfer none) (nullable): the query
 */
OmniOrderQuery *
omni_order_list_get_query (OmniOrderList *self)
{
  g_return_val_if_fail (OMNI_IS_ORDER_LIST (self), NULL);

  return self->query;
}

/**
 * omni_order_list_reload:
 * @self: a list
 *
 * Reads again what is looked at. Rows keep their place and show what they showed until the answer
 * is there; pages that nobody looks at are forgotten, so that they are read again when they are.
 */
void
omni_order_list_reload (OmniOrderList *self)
{
  g_return_if_fail (OMNI_IS_ORDER_LIST (self));

  if (self->query == NULL)
    return;

  begin_again (self);

  if (self->replaces)
    {
      start_load (self, omni_order_pages_ensure (self->pages, 1));
      return;
    }

  /* Without a row there is nothing else that would ask. */
  if (omni_order_pages_forget_unseen (self->pages) == 0)
    omni_order_pages_ask (self->pages, omni_order_pages_ensure (self->pages, 1));
  schedule_loads (self);
}

/**
 * omni_order_list_retry:
 * @self: a list
 *
 * Asks once more for the pages that could not be loaded and whose rows somebody looks at.
 */
void
omni_order_list_retry (OmniOrderList *self)
{
  g_autoptr (GPtrArray) failed = omni_order_pages_ask_failed_again (self->pages);

  for (guint i = 0; i < failed->len; i++)
    fill_rows_of_page (self, g_ptr_array_index (failed, i));

  schedule_loads (self);
}

/**
 * omni_order_list_has_failed:
 * @self: a list
 *
 * Returns: whether rows that somebody looks at could not be loaded
 */
gboolean
omni_order_list_has_failed (OmniOrderList *self)
{
  return omni_order_pages_has_failed (self->pages);
}

/**
 * omni_order_list_get_state:
 * @self: a list
 *
 * Returns: %OMNI_LOAD_LOADING from a new query or a reload until its first page is there, then
 *   %OMNI_LOAD_LOADED; %OMNI_LOAD_FAILED when a page could not be loaded
 */
OmniLoadState
omni_order_list_get_state (OmniOrderList *self)
{
  g_return_val_if_fail (OMNI_IS_ORDER_LIST (self), OMNI_LOAD_IDLE);

  return self->state;
}

/**
 * omni_order_list_get_error:
 * @self: a list
 *
 * Returns: (transfer none) (nullable): why the last page could not be loaded, or %NULL
 */
const GError *
omni_order_list_get_error (OmniOrderList *self)
{
  g_return_val_if_fail (OMNI_IS_ORDER_LIST (self), NULL);

  return self->error;
}

/**
 * omni_order_list_get_loaded_time:
 * @self: a list
 *
 * Returns: when the last page arrived, or %OMNI_TIME_NONE
 */
OmniTime
omni_order_list_get_loaded_time (OmniOrderList *self)
{
  g_return_val_if_fail (OMNI_IS_ORDER_LIST (self), OMNI_TIME_NONE);

  return self->loaded_time;
}

/**
 * omni_order_list_get_server_time:
 * @self: a list
 *
 * Returns: when the server answered first after the query was set or read again, by its own clock
 * and in whole seconds; %OMNI_TIME_NONE where it does not say
 */
OmniTime
omni_order_list_get_server_time (OmniOrderList *self)
{
  g_return_val_if_fail (OMNI_IS_ORDER_LIST (self), OMNI_TIME_NONE);

  return self->server_time;
}

/**
 * omni_order_list_get_ignored_filters:
 * @self: a list
 *
 * Returns: (transfer none) (array zero-terminated=1): the ids of the filters that the server takes
 * no notice of
 */
const char *const *
omni_order_list_get_ignored_filters (OmniOrderList *self)
{
  g_return_val_if_fail (OMNI_IS_ORDER_LIST (self), NULL);

  return (const char *const *)self->ignored->pdata;
}

/**
 * omni_order_list_peek_order:
 * @self: a list
 * @position: a place in it
 *
 * Looks without asking: nothing is loaded because of it.
 *
 * Returns: (transfer none) (nullable): the order at @position, or %NULL when it is not there
 */
OmniOrder *
omni_order_list_peek_order (OmniOrderList *self, guint position)
{
  g_return_val_if_fail (OMNI_IS_ORDER_LIST (self), NULL);

  if (position >= self->n_items)
    return NULL;

  return omni_order_pages_get_order (self->pages, omni_order_pages_find (self->pages, position),
                                     position);
}

/**
 * omni_order_list_find_position:
 * @self: a list
 * @order_pk: an order's primary key
 * @position: (out): its place
 *
 * Looks for an order among the pages that are there.
 *
 * Returns: whether it was found
 */
gboolean
omni_order_list_find_position (OmniOrderList *self, gint64 order_pk, guint *position)
{
  g_return_val_if_fail (OMNI_IS_ORDER_LIST (self), FALSE);

  return omni_order_pages_find_position (self->pages, order_pk, position);
}
