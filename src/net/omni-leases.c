/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-leases.h"

#include "omni-error.h"

#include <glib/gi18n-lib.h>

/* Longer than this nobody waits without being told: the request fails with the seconds that are
 * left. */
#define PATIENCE (60 * G_USEC_PER_SEC)

#define DEFAULT_REPLY_TIMEOUT 30
#define DEFAULT_RECOVERY 30000

struct _OmniLeases
{
  GMutex mutex; /* for all that follows */
  GCond changed;
  OmniLease leases[OMNI_LEASES_MAX];
  guint max;   /* as set */
  guint limit; /* at most @max; less for a while after the server asked to slow down */
  guint n_taken;
  guint reply_timeout; /* seconds */
  gint64 recovery;     /* µs after which a lowered limit is doubled again */
  gint64 recover_at;   /* monotonic µs */
  gint64 quiet_until;  /* monotonic µs; nothing is sent before */
};

/*
 * Helpers
 */

static SoupSession *
make_session (guint reply_timeout)
{
  /* The idle timer would run in the default main context while the session is another thread's, so
   * there is none; connections that the server closes meanwhile are noticed before they are used
   * again. */
  SoupSession *session = soup_session_new_with_options ("user-agent", "Omnidesk/" PACKAGE_VERSION,
                                                        "accept-language-auto", TRUE, "timeout",
                                                        reply_timeout, "idle-timeout", 0,
                                                        "max-conns", 2, "max-conns-per-host", 2,
                                                        NULL);

  /* The token is the only way in; an answer must not start another. */
  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);

  return session;
}

static void
wake_up_cb (GCancellable *cancellable, gpointer user_data)
{
  OmniLeases *leases = user_data;

  g_mutex_lock (&leases->mutex);
  g_cond_broadcast (&leases->changed);
  g_mutex_unlock (&leases->mutex);
}

/* Outside of the lock: connecting may call back at once, disconnecting waits for a running call
 * back. */
static gulong
watch (OmniLeases *leases, GCancellable *cancellable)
{
  return cancellable == NULL
             ? 0
             : g_cancellable_connect (cancellable, G_CALLBACK (wake_up_cb), leases, NULL);
}

static void
recover (OmniLeases *leases, gint64 now)
{
  while (leases->limit < leases->max && now >= leases->recover_at)
    {
      leases->limit = MIN (leases->max, leases->limit * 2);
      leases->recover_at += leases->recovery;
    }
}

/* The free lease that this thread used last, whose connection is its own, or any other. */
static OmniLease *
choose (OmniLeases *leases)
{
  OmniLease *chosen = NULL;

  for (guint i = 0; i < OMNI_LEASES_MAX; i++)
    {
      OmniLease *lease = &leases->leases[i];

      if (lease->taken)
        continue;
      if (lease->last_holder == g_thread_self ())
        return lease;
      if (chosen == NULL || (chosen->session == NULL && lease->session != NULL))
        chosen = lease;
    }

  return chosen;
}

static void
wait_until (OmniLeases *leases, gint64 end)
{
  if (end == G_MAXINT64)
    g_cond_wait (&leases->changed, &leases->mutex);
  else
    g_cond_wait_until (&leases->changed, &leases->mutex, end);
}

/*
 * Public API
 */

OmniLeases *
omni_leases_new (guint max)
{
  OmniLeases *leases = g_new0 (OmniLeases, 1);

  g_mutex_init (&leases->mutex);
  g_cond_init (&leases->changed);
  leases->max = leases->limit = max;
  leases->reply_timeout = DEFAULT_REPLY_TIMEOUT;
  leases->recovery = DEFAULT_RECOVERY * G_TIME_SPAN_MILLISECOND;

  return leases;
}

void
omni_leases_free (OmniLeases *leases)
{
  g_assert (leases->n_taken == 0);

  for (guint i = 0; i < OMNI_LEASES_MAX; i++)
    g_clear_object (&leases->leases[i].session);
  g_cond_clear (&leases->changed);
  g_mutex_clear (&leases->mutex);
  g_free (leases);
}

void
omni_leases_set_max (OmniLeases *leases, guint max)
{
  g_mutex_lock (&leases->mutex);
  leases->max = leases->limit = CLAMP (max, 1, OMNI_LEASES_MAX);
  g_cond_broadcast (&leases->changed);
  g_mutex_unlock (&leases->mutex);
}

guint
omni_leases_get_max (OmniLeases *leases)
{
  guint max;

  g_mutex_lock (&leases->mutex);
  max = leases->max;
  g_mutex_unlock (&leases->mutex);

  return max;
}

/* How many requests may be in flight at this moment. */
guint
omni_leases_get_limit (OmniLeases *leases)
{
  guint limit;

  g_mutex_lock (&leases->mutex);
  recover (leases, g_get_monotonic_time ());
  limit = leases->limit;
  g_mutex_unlock (&leases->mutex);

  return limit;
}

void
omni_leases_set_reply_timeout (OmniLeases *leases, guint seconds)
{
  g_mutex_lock (&leases->mutex);
  leases->reply_timeout = seconds;
  g_mutex_unlock (&leases->mutex);
}

void
omni_leases_set_recovery (OmniLeases *leases, guint milliseconds)
{
  g_mutex_lock (&leases->mutex);
  leases->recovery = milliseconds * G_TIME_SPAN_MILLISECOND;
  g_mutex_unlock (&leases->mutex);
}

/* Waits for a lease. Fails with %G_IO_ERROR_CANCELLED, or with %OMNI_ERROR_THROTTLED when the
 * server asked for a longer silence than anybody would wait for. */
OmniLease *
omni_leases_take (OmniLeases *leases, GCancellable *cancellable, GError **error)
{
  gulong watch_id = watch (leases, cancellable);
  g_autoptr (GError) failure = NULL;
  OmniLease *lease = NULL;

  g_mutex_lock (&leases->mutex);
  while (lease == NULL && !g_cancellable_set_error_if_cancelled (cancellable, &failure))
    {
      gint64 now = g_get_monotonic_time ();

      recover (leases, now);
      if (now + PATIENCE < leases->quiet_until)
        {
          int seconds = (int) ((leases->quiet_until - now) / G_USEC_PER_SEC + 1);

          failure = omni_error_new (OMNI_ERROR_THROTTLED,
                                    g_dngettext (GETTEXT_PACKAGE,
                                                 "The server asks to wait for %d second.",
                                                 "The server asks to wait for %d seconds.",
                                                 (gulong) seconds),
                                    seconds);
          omni_error_set_retry_after (failure, seconds);
          break;
        }
      else if (now < leases->quiet_until)
        wait_until (leases, leases->quiet_until);
      else if (leases->n_taken >= leases->limit)
        wait_until (leases, leases->limit < leases->max ? leases->recover_at : G_MAXINT64);
      else
        lease = choose (leases);
    }

  if (lease != NULL)
    {
      lease->taken = TRUE;
      lease->last_holder = g_thread_self ();
      leases->n_taken++;
      if (lease->session != NULL && lease->reply_timeout != leases->reply_timeout)
        g_clear_object (&lease->session);
      lease->reply_timeout = leases->reply_timeout;
    }
  g_mutex_unlock (&leases->mutex);
  g_cancellable_disconnect (cancellable, watch_id);

  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else if (lease->session == NULL)
    lease->session = make_session (lease->reply_timeout);

  return lease;
}

void
omni_leases_give_back (OmniLeases *leases, OmniLease *lease)
{
  g_mutex_lock (&leases->mutex);
  g_assert (lease->taken);
  lease->taken = FALSE;
  leases->n_taken--;
  g_cond_broadcast (&leases->changed);
  g_mutex_unlock (&leases->mutex);
}

/* The server asked to slow down: half as many requests for a while, and none at all for
 * @milliseconds. */
void
omni_leases_slow_down (OmniLeases *leases, guint milliseconds)
{
  gint64 now = g_get_monotonic_time ();

  g_mutex_lock (&leases->mutex);
  /* Requests that were in flight together are refused together; that is one wish, not several. */
  if (now >= leases->quiet_until)
    leases->limit = MAX (1, leases->limit / 2);
  leases->quiet_until = MAX (leases->quiet_until, now + milliseconds * G_TIME_SPAN_MILLISECOND);
  leases->recover_at = leases->quiet_until + leases->recovery;
  g_cond_broadcast (&leases->changed);
  g_mutex_unlock (&leases->mutex);
}

/* Waits, without holding a lease; fails with %G_IO_ERROR_CANCELLED. */
gboolean
omni_leases_pause (OmniLeases *leases,
                   guint milliseconds,
                   GCancellable *cancellable,
                   GError **error)
{
  gint64 end = g_get_monotonic_time () + milliseconds * G_TIME_SPAN_MILLISECOND;
  gulong watch_id = watch (leases, cancellable);

  g_mutex_lock (&leases->mutex);
  while (!g_cancellable_is_cancelled (cancellable) && g_get_monotonic_time () < end)
    wait_until (leases, end);
  g_mutex_unlock (&leases->mutex);
  g_cancellable_disconnect (cancellable, watch_id);

  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}
