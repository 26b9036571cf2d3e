/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What was done to an order on this computer, in its log. */

#include "config.h"

#include "omni-order-window-private.h"

#include "omni-ledger.h"
#include "omni-log-line.h"

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OmniOrderWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries =
    omni_database_read_ledger_finish (OMNI_DATABASE (source), result, &error);

  /* The server's log stands without it, too. */
  if (entries == NULL || self->log == NULL || self->session == NULL)
    return;

  omni_order_log_show_ledger (self->log, entries,
                              omni_session_get_profile (self->session)->username);
}

void
omni_order_window_forget_ledger (OmniOrderWindow *self)
{
  g_cancellable_cancel (self->ledger_cancellable);
  g_clear_object (&self->ledger_cancellable);
  if (self->log != NULL)
    omni_order_log_show_ledger (self->log, NULL, NULL);
}

void
omni_order_window_read_ledger (OmniOrderWindow *self)
{
  OmniDatabase *database = omni_session_get_database (self->session);
  OmniOrder *order = omni_order_details_get_order (self->details);
  OmniLedgerFilter filter = { 0 };

  if (database == NULL || order == NULL || omni_order_get_number (order) == NULL)
    return;

  g_cancellable_cancel (self->ledger_cancellable);
  g_clear_object (&self->ledger_cancellable);
  self->ledger_cancellable = g_cancellable_new ();
  filter.order_number = omni_order_get_number (order);
  omni_database_read_ledger_async (database, omni_session_get_profile (self->session), &filter, 0,
                                   OMNI_LOG_MOST_ENTRIES, self->ledger_cancellable, read_cb,
                                   g_object_ref (self));
}
