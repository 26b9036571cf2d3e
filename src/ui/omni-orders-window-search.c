/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-orders-window-private.h"

#include "omni-order-feed.h"

#include <glib/gi18n-lib.h>

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
  if (search != NULL)
    self->guesses = omni_search_recognize (search[0]);
  skip_what_cannot_be_asked (self);
  ask (self);
}

static gboolean
is_answered (OmniOrdersWindow *self)
{
  const char * const *ignored = omni_order_list_get_ignored_filters (self->list);
  const OmniSearchGuess *guess = get_guess (self);
  const GError *error = omni_order_list_get_error (self->list);

  if (omni_order_list_get_state (self->list) == OMNI_LOAD_FAILED)
    return !omni_order_is_refusal (error);

  return g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0
         && !g_strv_contains (ignored, omni_filter_get_id (guess->filter));
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
