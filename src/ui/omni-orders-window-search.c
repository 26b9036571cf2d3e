/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-orders-window-private.h"

#include "omni-order-feed.h"

#include <glib/gi18n-lib.h>

/* So many rows say whether a search was heeded. */
#define N_LOOKED_AT 100

/* self->query is what the person asked for. A text in its search may be a number, an address or a
 * name: the list is asked for the likeliest first, and for the next when nothing is found. What it
 * is asked for is self->asked. */

static const OmniSearchGuess *
get_guess (OmniOrdersWindow *self)
{
  return self->guesses != NULL && self->guess < self->guesses->len
           ? g_ptr_array_index (self->guesses, self->guess) : NULL;
}

/* A filter that is set already says what it is to look for; a list that is too long for one request
 * is for the selection. */
static gboolean
can_ask (OmniOrdersWindow *self, const OmniSearchGuess *guess)
{
  const char *id = omni_filter_get_id (guess->filter);

  if (g_strv_length (guess->values) > OMNI_FILTER_MAX_VALUES)
    return FALSE;

  return strcmp (id, "search") == 0 || omni_order_query_get_values (self->query, id) == NULL;
}

static void
skip_what_cannot_be_asked (OmniOrdersWindow *self)
{
  const OmniSearchGuess *guess;

  while ((guess = get_guess (self)) != NULL && !can_ask (self, guess))
    self->guess++;
}

static void
ask (OmniOrdersWindow *self)
{
  const OmniSearchGuess *guess = get_guess (self);
  OmniOrderQuery *asked = guess != NULL ? omni_search_guess_to_query (guess, self->query)
                                        : omni_order_query_ref (self->query);

  omni_orders_window_end_search (self);
  g_clear_pointer (&self->asked, omni_order_query_unref);
  self->asked = asked;
  omni_chip_bar_set_note (self->chip_bar, NULL);
  omni_order_list_set_query (self->list, asked);
  omni_status_counts_set_query (self->counts, asked);
  omni_overview_set_query (self->overview, asked);
}

/* Asks for the orders of self->query. */
void
omni_orders_window_ask (OmniOrdersWindow *self)
{
  const char * const *search = omni_order_query_get_values (self->query, "search");

  g_clear_pointer (&self->guesses, g_ptr_array_unref);
  self->guess = 0;
  self->guess_was_ignored = FALSE;
  if (search != NULL)
    self->guesses = omni_search_recognize (search[0]);
  skip_what_cannot_be_asked (self);
  ask (self);
}

static GPtrArray *
list_first_orders (OmniOrdersWindow *self)
{
  GPtrArray *orders = g_ptr_array_new ();
  guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->list));

  for (guint i = 0; i < MIN (n_rows, N_LOOKED_AT); i++)
    {
      OmniOrder *order = omni_order_list_peek_order (self->list, i);

      if (order != NULL)
        g_ptr_array_add (orders, order);
    }

  return orders;
}

static gboolean
is_answered (OmniOrdersWindow *self)
{
  g_autoptr (GPtrArray) orders = NULL;
  const char * const *ignored = omni_order_list_get_ignored_filters (self->list);
  const OmniSearchGuess *guess = get_guess (self);
  const GError *error = omni_order_list_get_error (self->list);

  if (omni_order_list_get_state (self->list) == OMNI_LOAD_FAILED)
    return !omni_order_is_refusal (error);

  if (g_strv_contains (ignored, omni_filter_get_id (guess->filter)))
    self->guess_was_ignored = TRUE;
  else if (!self->guess_was_ignored)
    return g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0;

  orders = list_first_orders (self);
  return omni_search_guess_fits (guess, orders);
}

/* Whether something else is asked for now because nothing was found. */
gboolean
omni_orders_window_guess_on (OmniOrdersWindow *self)
{
  if (get_guess (self) == NULL || self->guess + 1 >= self->guesses->len || is_answered (self))
    return FALSE;

  self->guess++;
  skip_what_cannot_be_asked (self);
  if (get_guess (self) == NULL)
    return FALSE;

  ask (self);
  return TRUE;
}

static char *
describe_values (const OmniSearchGuess *guess)
{
  guint n_values = g_strv_length (guess->values);

  if (n_values == 1)
    return g_strdup (guess->values[0]);

  return g_strdup_printf (ngettext ("one of %'u", "one of %'u", n_values), n_values);
}

/* Says what the text was taken for. */
void
omni_orders_window_show_guess (OmniOrdersWindow *self)
{
  const OmniSearchGuess *guess = get_guess (self);
  g_autofree char *values = NULL;
  g_autofree char *note = NULL;

  if (guess != NULL && strcmp (omni_filter_get_id (guess->filter), "search") != 0
      && g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0)
    {
      values = describe_values (guess);
      /* Translators: what a search was taken for, as "Found by Tracking number: 7330051". */
      note = g_strdup_printf (_("Found by %s: %s"), omni_filter_get_label (guess->filter), values);
    }

  omni_chip_bar_set_note (self->chip_bar, note);
}

/*
 * Servers that take no notice of a search
 */

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OmniOrdersWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  gint64 count = omni_client_count_orders_finish (OMNI_CLIENT (source), result, &error);

  /* What cannot be found out is not said. */
  if (error != NULL || self->session == NULL)
    return;

  self->is_passed_over = count == g_list_model_get_n_items (G_LIST_MODEL (self->list));
  omni_orders_window_update_ignored (self);
  omni_orders_window_update_actions (self);
}

/* Where none of the rows shows what was looked for, what there is without a search is counted. */
void
omni_orders_window_check_search (OmniOrdersWindow *self)
{
  g_autoptr (GPtrArray) orders = list_first_orders (self);
  g_autoptr (OmniOrderQuery) without = NULL;
  const OmniFilter *filter = omni_order_query_doubt_search (self->asked, orders, &without);

  omni_orders_window_end_search (self);
  if (filter == NULL)
    return;

  self->doubted = omni_filter_get_id (filter);
  self->probe = g_cancellable_new ();
  omni_client_count_orders_async (omni_session_get_client (self->session), without, self->probe,
                                  counted_cb, g_object_ref (self));
}

void
omni_orders_window_end_search (OmniOrdersWindow *self)
{
  g_cancellable_cancel (self->probe);
  g_clear_object (&self->probe);
  self->doubted = NULL;
  self->is_passed_over = FALSE;
}

/* The ids of the filters that the server is known to take no notice of. */
GStrv
omni_orders_window_dup_ignored (OmniOrdersWindow *self)
{
  const char * const *ids = omni_order_list_get_ignored_filters (self->list);
  g_autoptr (GStrvBuilder) all = g_strv_builder_new ();

  g_strv_builder_addv (all, (const char **) ids);
  if (self->is_passed_over)
    g_strv_builder_add (all, self->doubted);

  return g_strv_builder_end (all);
}
