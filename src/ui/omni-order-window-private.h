/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-fold-section.h"
#include "omni-order-contracts.h"
#include "omni-order-facts.h"
#include "omni-order-lines.h"
#include "omni-order-log.h"
#include "omni-order-print.h"
#include "omni-order-window.h"
#include "omni-part-view.h"
#include "omni-refund-desk.h"

G_BEGIN_DECLS

struct _OmniOrderWindow
{
  AdwApplicationWindow parent_instance;

  /* Template children */
  GtkLabel *number_label;
  GtkWidget *subtitle_box;
  GtkLabel *status_label;
  GtkLabel *subtitle_label;
  AdwButtonContent *refresh_content;
  GtkButton *expand_button;
  GtkWidget *message_bar;
  GtkLabel *message_label;
  GtkButton *message_button;
  AdwToastOverlay *toast_overlay;
  GtkStack *stack;
  GtkSpinner *spinner;
  AdwStatusPage *failed_page;
  GtkButton *failed_button;
  AdwFlap *flap;
  OmniOrderLog *log;
  GtkScrolledWindow *scrolled;
  GtkWidget *content_box;

  /* Sections, %NULL until omni_order_window_build_facts() and then …_build_parts(); (borrowed) */
  OmniFoldSection *fact_sections[OMNI_N_SECTIONS];
  GtkWidget *fact_grids[OMNI_N_SECTIONS];
  OmniFoldSection *part_sections[OMNI_ORDER_N_PARTS]; /* none for the log */
  OmniPartView *part_views[OMNI_ORDER_N_PARTS];       /* none for the log */
  GtkWidget *part_contents[OMNI_ORDER_N_PARTS];       /* none for the log */
  OmniFoldSection *totals_section;
  GtkWidget *totals;
  GtkWidget *edit_buttons[OMNI_N_SECTIONS]; /* (nullable) */
  gboolean has_draft[OMNI_N_SECTIONS];  /* something was typed and not saved */
  GtkWidget *edit_lines_button;
  gboolean has_lines_draft;
  GtkWidget *status_dot; /* (nullable) (borrowed) */

  OmniSession *session;      /* (owned) */
  OmniOrderList *list;       /* (nullable) (owned): what it was opened from */
  OmniOrderDetails *details; /* (nullable) (owned) */
  OmniRefundDesk *desk;      /* (owned) */
  GCancellable *ledger_cancellable; /* (nullable) (owned) */
  OmniOrderRow *coming_row;  /* (nullable) (owned): the row to go to once it is there */
  GtkWidget *sheet;          /* (nullable) (weak): the sign-in sheet, while it is open */
  guint age_id;              /* the source that keeps the age of the data right */
  guint spinner_id;          /* the source that shows the spinner, or 0 */
  gboolean is_waiting;       /* for the order itself, and longer than a moment */
  guint follow_id;           /* the source that reads again what is in progress, or 0 */
  guint leave_id;            /* the source that takes a closed window apart, or 0 */
};

/* omni-order-window-actions.c */
void omni_order_window_install_actions  (GtkWidgetClass   *klass);
void omni_order_window_update_actions   (OmniOrderWindow  *self);

/* omni-order-window-edit.c */
void omni_order_window_install_edits    (GtkWidgetClass   *klass);
void omni_order_window_add_edit_buttons (OmniOrderWindow  *self);
void omni_order_window_forget_drafts    (OmniOrderWindow  *self);
void omni_order_window_look_for_drafts  (OmniOrderWindow  *self);
void omni_order_window_add_line_button  (OmniOrderWindow  *self);
void omni_order_window_update_edits     (OmniOrderWindow  *self);
gboolean omni_order_window_ask_unsaved  (OmniOrderWindow  *self);

/* omni-order-window-refund.c */
void omni_order_window_set_up_refunds   (OmniOrderWindow  *self);
void omni_order_window_join_refunds     (OmniOrderWindow  *self);
void omni_order_window_turn_refunds     (OmniOrderWindow  *self,
                                         gint64            order_pk,
                                         OmniOrder        *order);
void omni_order_window_close_refunds    (OmniOrderWindow  *self);
void omni_order_window_show_products    (OmniOrderWindow  *self);
void omni_order_window_show_plans       (OmniOrderWindow  *self,
                                         GPtrArray        *plans);
void omni_order_window_show_requests    (OmniOrderWindow  *self,
                                         GPtrArray        *requests);
/* omni-order-window-log.c */
void omni_order_window_read_ledger      (OmniOrderWindow  *self);
void omni_order_window_forget_ledger    (OmniOrderWindow  *self);

/* omni-order-window-open.c */
OmniOrderWindow *omni_order_window_find (OmniSession      *session,
                                         gint64            order_pk);

/* omni-order-window-print.c */
OmniOrderPrint *omni_order_window_make_print (OmniOrderWindow *self,
                                         OmniPrintKind     kind);
void omni_order_window_install_prints   (GtkWidgetClass   *klass);
void omni_order_window_update_prints    (OmniOrderWindow  *self);

/* omni-order-window-sections.c */
void omni_order_window_build_facts      (OmniOrderWindow  *self);
void omni_order_window_build_parts      (OmniOrderWindow  *self);
void omni_order_window_show_facts       (OmniOrderWindow  *self);
void omni_order_window_show_part        (OmniOrderWindow  *self,
                                         guint             part);
gboolean omni_order_window_all_expanded (OmniOrderWindow  *self);
void omni_order_window_expand_all       (OmniOrderWindow  *self,
                                         gboolean          expanded);

/* omni-order-window.c */
void omni_order_window_say              (OmniOrderWindow  *self,
                                         const char       *text);
void omni_order_window_ask_to_sign_in   (OmniOrderWindow  *self);
void omni_order_window_queue_part       (OmniOrderWindow  *self,
                                         guint             part);
void omni_order_window_retry            (OmniOrderWindow  *self,
                                         guint             part);
void omni_order_window_move             (OmniOrderWindow  *self,
                                         int               step);
gboolean omni_order_window_can_move     (OmniOrderWindow  *self,
                                         int               step);
void omni_order_window_update_expand    (OmniOrderWindow  *self);

G_END_DECLS
