/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-cancellation.h"
#include "omni-cancellation-plan.h"
#include "omni-test-orders.h"

G_BEGIN_DECLS

/* What tests share that give money back in the window of an order. */
typedef struct
{
  char *folder;             /* (owned) */
  char *ledger;             /* (owned): the server's own books */
  OmniDatabase *database;   /* (owned) */
  OmniTestSandbox *sandbox; /* (owned) */
  OmniSession *session;     /* (owned) */
} RefundFixture;

/* What is wanted of an order. */
typedef struct
{
  const char *slug;
  OmniCancelScope scope;
  gboolean is_return;
} RefundWanted;

/* What the server wrote down about an order. */
typedef struct
{
  guint n_plans;
  guint n_completed;
  guint n_failed;
  guint n_by_hand; /* lines whose money was paid by hand */
  guint n_ended;   /* lines that are cancelled or returned */
  OmniMoney total;
} RefundBooks;

void                  refund_fixture_set_up    (RefundFixture      *fixture,
                                                const char         *faults,
                                                const char         *variant);
void                  refund_fixture_tear_down (RefundFixture      *fixture);
OmniSession          *refund_sign_in           (RefundFixture      *fixture,
                                                const char         *username);
gint64                refund_find_order        (RefundFixture      *fixture,
                                                const RefundWanted *wanted);
void                  refund_read_books        (RefundFixture      *fixture,
                                                gint64              order,
                                                RefundBooks        *books);

OmniOrderWindow      *refund_open_order        (RefundFixture      *fixture,
                                                gint64              pk);
GtkWidget            *refund_find              (OmniOrderWindow    *window,
                                                GType               type);
gboolean              refund_is_loaded         (OmniOrderWindow    *window);
gboolean              refund_has_reasons       (OmniOrderWindow    *window);
guint                 refund_tick              (OmniOrderWindow    *window,
                                                guint               n_most);
void                  refund_choose_reason     (OmniOrderWindow    *window);
void                  refund_type_account      (OmniOrderWindow    *window);
gboolean              refund_can_press         (OmniOrderWindow    *window,
                                                const char         *label);
GtkWidget            *refund_find_dialog       (void);
char                 *refund_confirm           (const char         *response);
gboolean              refund_says              (OmniOrderWindow    *window,
                                                const char         *start);
OmniCancellationPlan *refund_get_plan          (OmniOrderWindow    *window);
gboolean              refund_plan_is           (OmniOrderWindow    *window,
                                                const char         *status);
char                 *refund_dup_planned       (OmniOrderWindow    *window);
void                  refund_confirm_manual    (OmniOrderWindow    *window);

G_END_DECLS
