/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* The bounded number of requests in flight over all threads: who holds a lease may send one. */
typedef struct _OmniLeases OmniLeases;

/**
 * OmniLease:
 * @session: (owned): used by the lease's holder alone, so that it is never shared between threads
 * @taken: whether somebody holds the lease
 * @last_holder: (nullable) (unowned): only compared, never looked into
 * @reply_timeout: what @session was made with
 */
typedef struct
{
  SoupSession *session;
  gboolean taken;
  GThread *last_holder;
  guint reply_timeout;
} OmniLease;

#define OMNI_LEASES_MAX 8

OmniLeases *omni_leases_new               (guint          max);
void        omni_leases_free              (OmniLeases    *leases);
void        omni_leases_set_max           (OmniLeases    *leases,
                                           guint          max);
guint       omni_leases_get_max           (OmniLeases    *leases);
guint       omni_leases_get_limit         (OmniLeases    *leases);
void        omni_leases_set_reply_timeout (OmniLeases    *leases,
                                           guint          seconds);
void        omni_leases_set_recovery      (OmniLeases    *leases,
                                           guint          milliseconds);

OmniLease  *omni_leases_take              (OmniLeases    *leases,
                                           GCancellable  *cancellable,
                                           GError       **error);
void        omni_leases_give_back         (OmniLeases    *leases,
                                           OmniLease     *lease);
void        omni_leases_slow_down         (OmniLeases    *leases,
                                           guint          milliseconds);
gboolean    omni_leases_pause             (OmniLeases    *leases,
                                           guint          milliseconds,
                                           GCancellable  *cancellable,
                                           GError       **error);

G_END_DECLS
