/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-client.h"
#include "omni-status.h"

G_BEGIN_DECLS

#define OMNI_OVERVIEW_N_COLORS (OMNI_STATUS_COLOR_TROUBLE + 1)

typedef enum
{
  OMNI_OVERVIEW_DAYS,    /* orders per day, by the colour groups of their statuses */
  OMNI_OVERVIEW_AGES,    /* how long orders wait that were not shipped yet */
  OMNI_OVERVIEW_AMOUNTS, /* what the newest orders come to, by channel and currency */
} OmniOverviewSection;

#define OMNI_OVERVIEW_N_SECTIONS (OMNI_OVERVIEW_AMOUNTS + 1)

/**
 * OmniOverviewBar:
 * @query: (not nullable) (owned): the orders that it stands for
 * @date: (nullable) (owned): the day, for %OMNI_OVERVIEW_DAYS
 * @name: (nullable) (owned): what it is called, for the other sections
 * @count: how many orders, or -1 while that is not known
 * @parts: how many of each #OmniStatusColor, or -1, for %OMNI_OVERVIEW_DAYS
 * @part_queries: (owned): the orders of each part; %NULL where a part has no query of its own
 * @amount: what they come to, for %OMNI_OVERVIEW_AMOUNTS
 */
typedef struct
{
  OmniOrderQuery *query;
  GDateTime *date;
  char *name;
  gint64 count;
  gint64 parts[OMNI_OVERVIEW_N_COLORS];
  OmniOrderQuery *part_queries[OMNI_OVERVIEW_N_COLORS];
  OmniMoney amount;
} OmniOverviewBar;

/**
 * OmniOrderOverview:
 *
 * What the orders of a query look like as a whole, asked for in the background, a few questions at
 * a time: days and ages by counts that the server makes, amounts from a bounded number of the
 * newest orders. A new query cancels what is still asked for the old one.
 *
 * Signals: #OmniOrderOverview::changed after anything arrived.
 */
#define OMNI_TYPE_ORDER_OVERVIEW (omni_order_overview_get_type ())
G_DECLARE_FINAL_TYPE (OmniOrderOverview, omni_order_overview, OMNI, ORDER_OVERVIEW, GObject)

OmniOrderOverview *omni_order_overview_new        (OmniClient          *client,
                                                   OmniReferenceData   *reference);
void               omni_order_overview_set_query  (OmniOrderOverview   *self,
                                                   OmniOrderQuery      *query);
void               omni_order_overview_reload     (OmniOrderOverview   *self);
void               omni_order_overview_cancel     (OmniOrderOverview   *self);
gboolean           omni_order_overview_is_loading (OmniOrderOverview   *self);
const GError      *omni_order_overview_get_error  (OmniOrderOverview   *self);
GPtrArray         *omni_order_overview_get_bars   (OmniOrderOverview   *self,
                                                   OmniOverviewSection  section);
gint64             omni_order_overview_get_total  (OmniOrderOverview   *self);
gint64             omni_order_overview_get_n_read (OmniOrderOverview   *self);

G_END_DECLS
