/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 *   send ──┬── taken ─────────> shown or read back: done; what the server did not keep is refused
 *          ├── rows refused ──> those are refused, the others asked for and sent again
 *          ├── all refused ───> asked for; what is open is cut in two halves, one row is refused
 *          ├── answer lost ───> asked for; what is open is sent again, in halves after the second
 *          │                    time, or later when the server says when it will be back
 *          └── not looked at ─> signed out, forbidden, asked too often: the run stops
 *
 * To ask is to read the items back, and to look into the orders' logs where that does not tell.
 * What somebody else changed meanwhile is not sent again with old values in mind: it counts as not
 * begun.
 */

#include "config.h"

#include "omni-update-delivery.h"

#include "omni-pause.h"
#include "omni-update-witness.h"

#include <glib/gi18n-lib.h>

/* How often one call is made whose answer gets lost, before it is cut in two; a single row is given
 * up then. */
#define MAX_LOST 2

/* A server that lost the connection may still be at it. */
#define PAUSE_MILLISECONDS 300

/* How often a call is made again that the server was too busy to look at, and for how many seconds
 * it may want to be left alone. Longer waits are for the run, which says that it waits. */
#define MAX_THROTTLED 5
#define MAX_RETRY_AFTER 5

typedef enum
{
  SENT_NOTHING, /* the server did not look at it, and will not look at the next one either */
  SENT_REFUSED, /* the server did not want it, or not all of it */
  SENT_UNKNOWN, /* it may have been done */
} Outcome;

static gboolean deliver (const OmniUpdateCourier *courier,
                         GPtrArray *changes,
                         guint n_lost,
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

/* What was sent and lost may still be done; else it was not begun. */
static void
stop_before (GPtrArray *changes, guint n_lost)
{
  if (n_lost == 0)
    settle_all (changes, OMNI_JOURNAL_NONE, NULL);
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

static GPtrArray *
read_items (const OmniUpdateCourier *courier, GPtrArray *changes, GError **error)
{
  g_autofree gint64 *pks = g_new (gint64, MAX (changes->len, 1));

  for (guint i = 0; i < changes->len; i++)
    pks[i] = ((const OmniUpdateChange *) g_ptr_array_index (changes, i))->pk;

  return omni_client_list_order_items_by_key (courier->client, pks, changes->len,
                                              courier->cancellable, error);
}

/* Whether a value that was to change is what it was. What is neither was changed by somebody else
 * since. */
static gboolean
has_old_value (const OmniUpdateChange *change, const OmniOrderItem *item)
{
  for (guint i = 0; i < OMNI_ITEM_N_FIELDS; i++)
    {
      g_autofree char *now = NULL;

      if (change->after[i] == NULL)
        continue;

      now = omni_order_item_dup_field (item, i);
      if (omni_item_field_equal (i, now, change->before[i]))
        return TRUE;
    }

  return FALSE;
}

/* The server said yes, so what it did not show is asked for, and what is not there then was not
 * kept. */
static gboolean
confirm (const OmniUpdateCourier *courier, GPtrArray *changes, GPtrArray *items, GError **error)
{
  g_autoptr (GPtrArray) not_shown = g_ptr_array_new ();
  g_autoptr (GPtrArray) now = NULL;

  compare_items (changes, items, not_shown);
  if (not_shown->len == 0)
    return TRUE;

  now = read_items (courier, not_shown, error);
  if (now == NULL)
    return FALSE;

  for (guint i = 0; i < not_shown->len; i++)
    {
      OmniUpdateChange *change = g_ptr_array_index (not_shown, i);
      const OmniOrderItem *item = g_ptr_array_index (now, i);

      if (item != NULL && !has_old_value (change, item))
        omni_update_change_settle (change, OMNI_JOURNAL_DONE, NULL);
      else
        omni_update_change_settle (change, OMNI_JOURNAL_REFUSED,
                                   _("The server took the row and did not keep the values."));
    }

  return TRUE;
}

/* The rows that the server names are refused; of the others it may have taken some. */
static gboolean
deliver_others (const OmniUpdateCourier *courier,
                GPtrArray *changes,
                GPtrArray *reasons,
                guint n_lost,
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

  return omni_update_settle (courier, others, open, error) &&
         deliver (courier, open, n_lost, error);
}

static gboolean
deliver_halves (const OmniUpdateCourier *courier, GPtrArray *changes, guint n_lost, GError **error)
{
  g_autoptr (GPtrArray) first = cut (changes, 0, changes->len / 2);
  g_autoptr (GPtrArray) second = cut (changes, changes->len / 2, changes->len);

  return deliver (courier, first, n_lost, error) && deliver (courier, second, n_lost, error);
}

static gboolean
deliver_refused (const OmniUpdateCourier *courier,
                 GPtrArray *changes,
                 const GError *failure,
                 guint n_lost,
                 GError **error)
{
  g_autoptr (GPtrArray) reasons = omni_item_update_split_error (failure, changes->len);
  g_autoptr (GPtrArray) open = g_ptr_array_new ();

  if (reasons != NULL)
    return deliver_others (courier, changes, reasons, n_lost, error);

  if (!omni_update_settle (courier, changes, open, error))
    return FALSE;
  if (open->len > 1)
    return deliver_halves (courier, open, n_lost, error);

  settle_all (open, OMNI_JOURNAL_REFUSED, failure->message);
  return TRUE;
}

/* A server that says when it will be back is away: it did not fall over one of the rows. */
static gboolean
is_away (const GError *failure)
{
  return omni_error_get_retry_after (failure) > 0;
}

/* One row that the server falls over must not keep the others from being done. */
static gboolean
deliver_lost (const OmniUpdateCourier *courier,
              GPtrArray *changes,
              const GError *failure,
              guint n_lost,
              GError **error)
{
  g_autoptr (GPtrArray) open = g_ptr_array_new ();

  if (!omni_pause (PAUSE_MILLISECONDS, courier->cancellable, error) ||
      !omni_update_settle (courier, changes, open, error))
    return FALSE;

  if (open->len > 0 && is_away (failure))
    {
      settle_all (open, OMNI_JOURNAL_NONE, NULL);
      g_propagate_error (error, g_error_copy (failure));
      return FALSE;
    }

  if (n_lost < MAX_LOST)
    return deliver (courier, open, n_lost + 1, error);
  if (open->len > 1)
    return deliver_halves (courier, open, n_lost, error);

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
deliver (const OmniUpdateCourier *courier, GPtrArray *changes, guint n_lost, GError **error)
{
  g_autofree OmniItemUpdate *updates = g_new (OmniItemUpdate, MAX (changes->len, 1));
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GError) failure = NULL;

  if (changes->len == 0)
    return TRUE;
  if (g_cancellable_set_error_if_cancelled (courier->cancellable, error))
    {
      stop_before (changes, n_lost);
      return FALSE;
    }

  for (guint i = 0; i < changes->len; i++)
    updates[i] = omni_update_change_to_update (g_ptr_array_index (changes, i));

  items = send_updates (courier->client, updates, changes->len, &failure);
  if (items != NULL)
    return confirm (courier, changes, items, error);

  switch (judge (failure))
    {
    case SENT_REFUSED:
      return deliver_refused (courier, changes, failure, n_lost, error);

    case SENT_UNKNOWN:
      return deliver_lost (courier, changes, failure, n_lost, error);

    case SENT_NOTHING:
    default:
      stop_before (changes, n_lost);
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
}

static void
take_testimony (OmniUpdateChange *change, OmniUpdateTestimony testimony, GPtrArray *open)
{
  switch (testimony)
    {
    case OMNI_UPDATE_WAS_DONE:
      omni_update_change_settle (change, OMNI_JOURNAL_DONE, NULL);
      break;

    case OMNI_UPDATE_WAS_NOT_DONE:
      g_ptr_array_add (open, change);
      break;

    case OMNI_UPDATE_WAS_OVERTAKEN:
      omni_update_change_settle (change, OMNI_JOURNAL_NONE, NULL);
      break;

    case OMNI_UPDATE_CANNOT_TELL:
    default:
      omni_update_change_settle (change, OMNI_JOURNAL_REFUSED,
                                 _("Somebody else changed the item while the row was sent, and "
                                    "nothing tells whether it was done. Look at the item before "
                                    "you send the row again."));
      break;
    }
}

/**
 * omni_update_settle:
 * @courier: who asks
 * @changes: (element-type OmniUpdateChange): changes that were sent
 * @open: (element-type OmniUpdateChange): what takes those that the server has not done
 * @error: return location for an error
 *
 * Finds out what became of changes. Those that were done are settled; those that were not, where
 * somebody else changed the item meanwhile, are not begun (%OMNI_JOURNAL_NONE).
 *
 * Returns: whether the server answered; otherwise nothing more is known than before
 */
gboolean
omni_update_settle (const OmniUpdateCourier *courier,
                    GPtrArray *changes,
                    GPtrArray *open,
                    GError **error)
{
  g_autoptr (OmniUpdateWitness) witness = NULL;
  g_autoptr (GPtrArray) items = NULL;

  if (changes->len == 0)
    return TRUE;

  items = read_items (courier, changes, error);
  if (items == NULL)
    return FALSE;

  witness = omni_update_witness_new (courier->client, courier->username);
  for (guint i = 0; i < changes->len; i++)
    {
      OmniUpdateChange *change = g_ptr_array_index (changes, i);
      const OmniOrderItem *item = g_ptr_array_index (items, i);
      OmniUpdateTestimony testimony = OMNI_UPDATE_WAS_NOT_DONE;

      if (item != NULL && !omni_update_witness_ask (witness, change, item, &testimony,
                                                    courier->cancellable, error))
        return FALSE;
      take_testimony (change, testimony, open);
    }

  return TRUE;
}

/**
 * omni_update_deliver:
 * @courier: who sends
 * @changes: (element-type OmniUpdateChange): at most %OMNI_ITEM_UPDATE_MAX changes, all in the
 * journal as sent
 * @error: return location for an error
 *
 * Sends changes and finds out what came of each. Afterwards a change is done, refused with a
 * reason, not begun (%OMNI_JOURNAL_NONE), or still %OMNI_JOURNAL_SENT when the server could not be
 * asked what came of it. After a good end those that are not begun were overtaken by somebody else
 * and have to be read again.
 *
 * Returns: whether all are settled; else what stopped it
 */
gboolean
omni_update_deliver (const OmniUpdateCourier *courier, GPtrArray *changes, GError **error)
{
  return deliver (courier, changes, 0, error);
}
