/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 *               ┌── shown as done ───────────────────────────────────────> done
 *   send ──┬────┤
 *          │    └── not shown ──> read back ──┬── has the values ───────> done
 *          │                                  └── has not ─────────────> refused
 *          ├── refused, rows named ──> those refused; the others: read back, what is not done is
 * sent again ├── refused, no row named ──> read back; what is not done is cut in two halves, each
 * sent; one row is refused ├── lost answer ──> read back; what is not done is sent again, in halves
 * after the second time └── signed out, forbidden, asked too often ──> nothing happened; the run
 * stops
 */

#include "config.h"

#include "omni-update-delivery.h"

#include <glib/gi18n-lib.h>

/* How often one call is made whose answer gets lost, before it is cut in two; a single row is given
 * up then. */
#define MAX_LOST 2

/* A server that lost the connection may still be at it. */
#define PAUSE_MILLISECONDS 300

/* How often a call is made again that the server was too busy to look at, and for how many seconds
 * it may want to be left alone. */
#define MAX_THROTTLED 5
#define MAX_RETRY_AFTER 60

typedef enum
{
  SENT_NOTHING, /* the server did not look at it, and will not look at the next one either */
  SENT_REFUSED, /* the server did not want it, or not all of it */
  SENT_UNKNOWN, /* it may have been done */
} Outcome;

static gboolean deliver (OmniClient *client,
                         GPtrArray *changes,
                         guint n_lost,
                         GCancellable *cancellable,
                         GError **error);

/*
 * Helpers
 */

static Outcome
judge (const GError *failure)
{
  if (failure->domain != OMNI_ERROR)
    return SENT_UNKNOWN;

  switch ((OmniError) failure->code)
    {
    case OMNI_ERROR_INVALID:
    case OMNI_ERROR_REFUSED:
    case OMNI_ERROR_NOT_FOUND: /* of one of the items, perhaps */
      return SENT_REFUSED;

    case OMNI_ERROR_SIGNED_OUT:
    case OMNI_ERROR_FORBIDDEN:
    case OMNI_ERROR_UNSUPPORTED:
    case OMNI_ERROR_THROTTLED:
      return SENT_NOTHING;

    case OMNI_ERROR_OFFLINE:
    case OMNI_ERROR_TIMED_OUT:
    case OMNI_ERROR_TLS:
    case OMNI_ERROR_SERVER:
    case OMNI_ERROR_BAD_REPLY:
    case OMNI_ERROR_BAD_FILE:
    case OMNI_ERROR_BAD_VALUE:
    case OMNI_ERROR_IGNORED:
    default:
      return SENT_UNKNOWN;
    }
}

static gboolean
pause_a_little (GCancellable *cancellable, GError **error)
{
  GPollFD fd;

  if (cancellable == NULL || !g_cancellable_make_pollfd (cancellable, &fd))
    {
      g_usleep (PAUSE_MILLISECONDS * G_TIME_SPAN_MILLISECOND);
      return TRUE;
    }

  g_poll (&fd, 1, PAUSE_MILLISECONDS);
  g_cancellable_release_fd (cancellable);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

static void
settle_all (GPtrArray *changes, OmniJournalState state, const char *reason)
{
  for (guint i = 0; i < changes->len; i++)
    omni_update_change_settle (g_ptr_array_index (changes, i), state, reason);
}

static GPtrArray *
cut (GPtrArray *changes, guint first, guint end)
{
  GPtrArray *part = g_ptr_array_new ();

  for (guint i = first; i < end; i++)
    g_ptr_array_add (part, g_ptr_array_index (changes, i));

  return part;
}

/* Settles what the items show, and gives the others. */
static void
compare_items (GPtrArray *changes, GPtrArray *items, GPtrArray *open)
{
  for (guint i = 0; i < changes->len; i++)
    {
      OmniUpdateChange *change = g_ptr_array_index (changes, i);
      const OmniOrderItem *item = g_ptr_array_index (items, i);
      OmniItemUpdate update = omni_update_change_to_update (change);

      if (item != NULL && omni_item_update_is_done (&update, item))
        omni_update_change_settle (change, OMNI_JOURNAL_DONE, NULL);
      else
        g_ptr_array_add (open, change);
    }
}

/* The server said yes, so what it did not show is asked for, and what is not there then was not
 * taken. */
static gboolean
confirm (OmniClient *client,
         GPtrArray *changes,
         GPtrArray *items,
         GCancellable *cancellable,
         GError **error)
{
  g_autoptr (GPtrArray) not_shown = g_ptr_array_new ();
  g_autoptr (GPtrArray) open = g_ptr_array_new ();

  compare_items (changes, items, not_shown);
  if (!omni_update_settle (client, not_shown, open, cancellable, error))
    return FALSE;

  settle_all (open, OMNI_JOURNAL_REFUSED,
              _("The server took the row and did not keep the values."));
  return TRUE;
}

/* The rows that the server names are refused; of the others it may have taken some. */
static gboolean
deliver_others (OmniClient *client,
                GPtrArray *changes,
                GPtrArray *reasons,
                GCancellable *cancellable,
                GError **error)
{
  g_autoptr (GPtrArray) others = g_ptr_array_new ();
  g_autoptr (GPtrArray) open = g_ptr_array_new ();

  for (guint i = 0; i < changes->len; i++)
    {
      OmniUpdateChange *change = g_ptr_array_index (changes, i);
      const char *reason = g_ptr_array_index (reasons, i);

      if (reason != NULL)
        omni_update_change_settle (change, OMNI_JOURNAL_REFUSED, reason);
      else
        g_ptr_array_add (others, change);
    }

  return omni_update_settle (client, others, open, cancellable, error) &&
         deliver (client, open, 0, cancellable, error);
}

static gboolean
deliver_halves (
    OmniClient *client, GPtrArray *changes, guint n_lost, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) first = cut (changes, 0, changes->len / 2);
  g_autoptr (GPtrArray) second = cut (changes, changes->len / 2, changes->len);

  return deliver (client, first, n_lost, cancellable, error) &&
         deliver (client, second, n_lost, cancellable, error);
}

static gboolean
deliver_refused (OmniClient *client,
                 GPtrArray *changes,
                 const GError *failure,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autoptr (GPtrArray) reasons = omni_item_update_split_error (failure, changes->len);
  g_autoptr (GPtrArray) open = g_ptr_array_new ();

  if (reasons != NULL)
    return deliver_others (client, changes, reasons, cancellable, error);

  if (!omni_update_settle (client, changes, open, cancellable, error))
    return FALSE;
  if (open->len > 1)
    return deliver_halves (client, open, 0, cancellable, error);

  settle_all (open, OMNI_JOURNAL_REFUSED, failure->message);
  return TRUE;
}

/* One row that the server falls over must not keep the others from being done. */
static gboolean
deliver_lost (OmniClient *client,
              GPtrArray *changes,
              const GError *failure,
              guint n_lost,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (GPtrArray) open = g_ptr_array_new ();

  if (!pause_a_little (cancellable, error) ||
      !omni_update_settle (client, changes, open, cancellable, error))
    return FALSE;

  if (n_lost < MAX_LOST)
    return deliver (client, open, n_lost + 1, cancellable, error);
  if (open->len > 1)
    return deliver_halves (client, open, n_lost, cancellable, error);

  settle_all (open, OMNI_JOURNAL_REFUSED, failure->message);
  return TRUE;
}

/* Nobody gives up waiting for this one: what became of it would not be known. The client itself
 * waits as long as a server that was asked too often says. */
static GPtrArray *
send_updates (OmniClient *client, const OmniItemUpdate *updates, guint n_updates, GError **error)
{
  for (guint n_tries = 1;; n_tries++)
    {
      GError *failure = NULL;
      GPtrArray *items =
          omni_client_update_order_items (client, updates, n_updates, NULL, &failure);

      if (items != NULL)
        return items;

      if (!g_error_matches (failure, OMNI_ERROR, OMNI_ERROR_THROTTLED) ||
          n_tries == MAX_THROTTLED || omni_error_get_retry_after (failure) > MAX_RETRY_AFTER)
        {
          g_propagate_error (error, failure);
          return NULL;
        }
      g_error_free (failure);
    }
}

static gboolean
deliver (
    OmniClient *client, GPtrArray *changes, guint n_lost, GCancellable *cancellable, GError **error)
{
  g_autofree OmniItemUpdate *updates = g_new (OmniItemUpdate, MAX (changes->len, 1));
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GError) failure = NULL;

  if (changes->len == 0)
    return TRUE;
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    {
      settle_all (changes, OMNI_JOURNAL_NONE, NULL);
      return FALSE;
    }

  for (guint i = 0; i < changes->len; i++)
    updates[i] = omni_update_change_to_update (g_ptr_array_index (changes, i));

  items = send_updates (client, updates, changes->len, &failure);
  if (items != NULL)
    return confirm (client, changes, items, NULL, error);

  switch (judge (failure))
    {
    case SENT_REFUSED:
      return deliver_refused (client, changes, failure, cancellable, error);

    case SENT_UNKNOWN:
      return deliver_lost (client, changes, failure, n_lost, cancellable, error);

    case SENT_NOTHING:
    default:
      settle_all (changes, OMNI_JOURNAL_NONE, NULL);
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
}

/**
 * omni_update_settle:
 * @client: where the items are
 * @changes: (element-type OmniUpdateChange): changes that were sent
 * @open: (element-type OmniUpdateChange): what takes those that the server has not done
 * @cancellable: (nullable): to stop
 * @error: return location for an error
 *
 * Reads back what became of changes, and settles those that were done.
 *
 * Returns: whether the server answered; otherwise nothing more is known than before
 */
gboolean
omni_update_settle (OmniClient *client,
                    GPtrArray *changes,
                    GPtrArray *open,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autofree gint64 *pks = g_new (gint64, MAX (changes->len, 1));
  g_autoptr (GPtrArray) items = NULL;

  if (changes->len == 0)
    return TRUE;

  for (guint i = 0; i < changes->len; i++)
    pks[i] = ((const OmniUpdateChange *) g_ptr_array_index (changes, i))->pk;

  items = omni_client_list_order_items_by_key (client, pks, changes->len, cancellable, error);
  if (items == NULL)
    return FALSE;

  compare_items (changes, items, open);
  return TRUE;
}

/**
 * omni_update_deliver:
 * @client: where the items are
 * @changes: (element-type OmniUpdateChange): at most %OMNI_ITEM_UPDATE_MAX changes, all in the
 * journal as sent
 * @cancellable: (nullable): stops between two calls
 * @error: return location for an error
 *
 * Sends changes and finds out what came of each. Afterwards a change is done, refused with a
 * reason, not begun
 * (%OMNI_JOURNAL_NONE), or still %OMNI_JOURNAL_SENT when the server could not be asked what came of
 * it.
 *
 * Returns: whether all are settled; else what stopped it
 */
gboolean
omni_update_deliver (OmniClient *client,
                     GPtrArray *changes,
                     GCancellable *cancellable,
                     GError **error)
{
  return deliver (client, changes, 0, cancellable, error);
}
