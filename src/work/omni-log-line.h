/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "omni-types.h"

G_BEGIN_DECLS

/* So many entries of the ledger stand in an order's log. Nobody reads further back than this there;
 * the ledger itself has all. */
#define OMNI_LOG_MOST_ENTRIES 500

/**
 * OmniLogLine:
 * @time: when
 * @who: (not nullable) (owned): who
 * @what: (not nullable) (owned): what was done with what
 * @changes: (not nullable) (owned): from what to what, a line for each; "" for none
 * @is_here: whether this computer did it, and says so by itself
 * @index: where its entry stands in the ledger, or else in the server's log, that it was made of
 * @folded: (not nullable) (owned): all of it, to be searched
 *
 * One thing that happened to an order, as people read it: from the server's log, or from the ledger
 * of what was done on this computer.
 */
typedef struct
{
  OmniTime time;
  char *who;
  char *what;
  char *changes;
  gboolean is_here;
  guint index;
  char *folded;
} OmniLogLine;

OmniLogLine *omni_log_line_copy (const OmniLogLine    *line);
void       omni_log_line_free   (OmniLogLine          *line);
GPtrArray *omni_log_lines_merge (GPtrArray            *log,
                                 GPtrArray            *ledger,
                                 const char           *username);
void       omni_log_lines_save_async (GPtrArray       *lines,
                                 GFile                *target,
                                 GCancellable         *cancellable,
                                 GAsyncReadyCallback   callback,
                                 gpointer              user_data);
gboolean   omni_log_lines_save_finish (GAsyncResult   *result,
                                 GError              **error);

G_END_DECLS
