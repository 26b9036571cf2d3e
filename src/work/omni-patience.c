/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-patience.h"

#include "omni-error.h"

/* In seconds. The client has tried a few times by then. */
#define FIRST_WAIT 2
#define LONGEST_WAIT 60

/* What may be over in a while by itself. A session ends for good: only a person who watches can
 * sign in again, and nobody waits forever where there is none. */
static gboolean
is_outage (const OmniPatience *patience, const GError *error)
{
  static const OmniError outages[] = { OMNI_ERROR_OFFLINE, OMNI_ERROR_TIMED_OUT, OMNI_ERROR_SERVER,
                                       OMNI_ERROR_THROTTLED };

  if (g_error_matches (error, OMNI_ERROR, OMNI_ERROR_SIGNED_OUT))
    return patience->limit == G_MAXUINT;

  for (guint i = 0; i < G_N_ELEMENTS (outages); i++)
    {
      if (g_error_matches (error, OMNI_ERROR, (int) outages[i]))
        return TRUE;
    }

  return FALSE;
}

/* Longer each time, but never shorter than the server asks for. */
static guint
choose_wait (const OmniPatience *patience, const GError *failure)
{
  guint seconds = MIN (FIRST_WAIT << MIN (patience->n_waits, 8), LONGEST_WAIT);
  int retry_after = omni_error_get_retry_after (failure);

  return retry_after > 0 ? MAX (seconds, (guint) retry_after) : seconds;
}

/**
 * omni_patience_wait:
 * @patience: a job's patience
 * @failure: (transfer full): what it could not do
 * @error: return location for @failure itself when waiting is no use or has been long enough, and
 * for %G_IO_ERROR_CANCELLED
 *
 * Waits before something is tried again that an outage broke. Meanwhile the job is paused, and
 * omni_job_get_stall() says why; omni_job_resume() ends the wait.
 *
 * Returns: whether to try again
 */
gboolean
omni_patience_wait (OmniPatience *patience, GError *failure, GError **error)
{
  guint seconds = MIN (choose_wait (patience, failure), patience->limit - patience->waited);
  gboolean goes_on;

  if (!is_outage (patience, failure) || seconds == 0)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }

  patience->n_waits++;
  if (patience->limit != G_MAXUINT)
    patience->waited += seconds;
  goes_on = omni_job_stall (patience->job, failure, seconds, error);
  g_error_free (failure);

  return goes_on;
}

/**
 * omni_patience_renew:
 * @patience: a job's patience
 *
 * Says that something went well: the next outage is another one.
 */
void
omni_patience_renew (OmniPatience *patience)
{
  patience->n_waits = patience->waited = 0;
}
