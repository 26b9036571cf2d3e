/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-chip-bar.h"
#include "omni-database-views.h"
#include "omni-export-plan.h"
#include "omni-filter-panel.h"
#include "omni-job-list.h"
#include "omni-order-marks.h"
#include "omni-order-window.h"
#include "omni-order-print.h"
#include "omni-orders-window.h"
#include "omni-overview.h"
#include "omni-search.h"
#include "omni-status-strip.h"
#include "omni-window-slot.h"

G_BEGIN_DECLS

/* What the bar over the work says; what matters more takes the place of the other. */
typedef enum
{
  OMNI_MESSAGE_NONE,
  OMNI_MESSAGE_NOTE,       /* can be put away */
  OMNI_MESSAGE_ROWS,       /* some rows could not be loaded */
  OMNI_MESSAGE_STALE,      /* the orders could not be read again */
  OMNI_MESSAGE_IGNORED,    /* the rows are not what was asked for */
  OMNI_MESSAGE_SIGNED_OUT,
} OmniMessage;

struct _OmniOrdersWindow
{
  AdwApplicationWindow parent_instance;

  /* Template children */
  AdwToastOverlay *toast_overlay;
  AdwWindowTitle *window_title;
  GtkSearchEntry *search_entry;
  GtkMenuButton *menu_button;
  GtkMenuButton *sort_button;
  AdwButtonContent *refresh_content;
  GtkButton *fresh_button;
  GtkWidget *message_bar;
  GtkLabel *message_label;
  GtkWidget *message_button;
  GtkWidget *message_close_button;
  AdwFlap *flap;
  GtkMenuButton *view_button;
  GtkLabel *view_label;
  GtkWidget *view_mark;
  OmniFilterPanel *filter_panel;
  OmniStatusStrip *status_strip;
  OmniChipBar *chip_bar;
  GtkStack *stack;
  GtkSpinner *spinner;
  AdwStatusPage *failed_page;
  GtkButton *failed_button;
  OmniOrderTable *table;
  OmniOverview *overview;
  GtkLabel *selection_hint;  /* that nothing is selected */
  GtkLabel *selection_label;
  GtkWidget *selection_bar;
  GtkWidget *selection_buttons;
  GtkButton *select_all_button;
  OmniJobList *job_list;

  OmniSession *session;     /* (owned) */
  OmniOrderList *list;      /* (owned) */
  OmniOrderQuery *query;    /* (owned): what the person asked for */
  OmniOrderQuery *asked;    /* (owned) (nullable): what the list is asked for, see -search.c */
  GPtrArray *guesses;       /* (owned) (nullable) (element-type OmniSearchGuess) */
  guint guess;              /* which of them is asked for */
  gboolean guess_was_ignored; /* an earlier one */
  GCancellable *probe;      /* (owned) (nullable): while a search is in doubt, see -search.c */
  const char *doubted;      /* (nullable): the id of the filter that is */
  gboolean is_passed_over;  /* the server takes no notice of it */
  OmniStatusCounts *counts; /* (owned) */
  GtkWidget *sheet;         /* (nullable) (weak): the sign-in sheet, while it is open */
  GtkNativeDialog *chooser; /* (nullable) (owned): the file chooser, while it is open */
  OmniExportPlan *plan;     /* (nullable) (owned): what the file chooser is about */
  GtkWidget *export_dialog; /* (nullable) (weak): the export dialog, while it is open */

  /* -memory.c */
  OmniWindowSlot *slot;     /* (owned) (nullable): where what is shown is kept */
  guint save_id;            /* the source that will save what is shown, or 0 */
  guint save_selection_id;  /* the source that will save what is selected, or 0 */
  guint n_saves;            /* under way */
  gboolean selection_is_unsaved;
  gboolean saves_selection; /* it is being saved */
  gboolean is_restoring;    /* what was left is not shown yet */
  gboolean is_again;        /* one of several that were open at the last end */
  gboolean stays_open;      /* the program ends */
  GArray *open_orders;      /* (owned) (nullable) (element-type gint64): at the program's end */
  GArray *coming_orders;    /* (owned) (nullable) (element-type gint64): to be opened yet */
  guint coming_id;          /* the source that opens them, or 0 */
  double restored_scroll;   /* the row to scroll to when the rows are there, or 0 */

  /* -views.c, -selections.c */
  GPtrArray *views;            /* (owned) (nullable) (element-type OmniStoredView) */
  OmniView *view;              /* (owned) (nullable): the one that is shown, as it was saved */
  GPtrArray *saved_selections; /* (owned) (nullable) (element-type OmniStoredSelection) */

  /* -fresh.c */
  OmniOrderMarks *marks;          /* (owned) */
  GCancellable *count_cancellable; /* (owned) (nullable) */
  guint n_counts;                 /* numbers that are on their way */
  gint64 n_new;
  gint64 n_touched;               /* new or changed */
  gint64 n_changed;
  gint64 n_announced;             /* how many new ones a notification told */
  guint refresh_id;               /* the source that reads again by itself, or 0 */
  gboolean is_refreshing;

  OmniPrintKind print_kind; /* what is printed of the orders that are being read */
  guint age_id;             /* the source that keeps the age of the data right, or 0 */
  guint spinner_id;         /* the source that shows the spinner, or 0 */
  gboolean showing;         /* the program, not a person, changes the search entry */
  OmniMessage message;      /* what the bar says */
  gboolean wants_table;     /* the table gets the focus when the answer is there */
  gboolean signs_out;       /* closing means signing out */
  gboolean is_closing;      /* waits for cancelled work, then closes */
};

void omni_orders_window_show_message    (OmniOrdersWindow *self,
                                         OmniMessage       message,
                                         const char       *text);
void omni_orders_window_hide_message    (OmniOrdersWindow *self,
                                         OmniMessage       message);

/* -state.c */
void omni_orders_window_update_state    (OmniOrdersWindow *self);
void omni_orders_window_update_ignored  (OmniOrdersWindow *self);
char *omni_orders_window_dup_place      (OmniOrdersWindow *self);
void omni_orders_window_update_title    (OmniOrdersWindow *self);
void omni_orders_window_update_age      (OmniOrdersWindow *self);
void omni_orders_window_update_select_all (OmniOrdersWindow *self);

/* -close.c */
gboolean omni_orders_window_close_request (GtkWindow      *window);
void omni_orders_window_saved           (OmniOrdersWindow *self);

void omni_orders_window_restored        (OmniOrdersWindow *self,
                                         guint             n_more);
void omni_orders_window_follow_order    (OmniOrdersWindow *self,
                                         OmniOrderWindow  *window);

/* -memory.c */
void omni_orders_window_end_coming     (OmniOrdersWindow *self);
void omni_orders_window_restore         (OmniOrdersWindow *self,
                                         OmniWindowStart   start);
void omni_orders_window_remember        (OmniOrdersWindow *self);
void omni_orders_window_remember_selection (OmniOrdersWindow *self);
void omni_orders_window_save_all        (OmniOrdersWindow *self);

/* -views.c, -view-files.c */
void omni_orders_window_install_views   (GtkWidgetClass   *klass);
void omni_orders_window_add_views       (OmniOrdersWindow *self);
void omni_orders_window_take_views      (OmniOrdersWindow *self,
                                         GPtrArray        *views);
void omni_orders_window_reload_views    (OmniOrdersWindow *self);
void omni_orders_window_update_view     (OmniOrdersWindow *self);
OmniView *omni_orders_window_dup_look   (OmniOrdersWindow *self);
void omni_orders_window_show_view       (OmniOrdersWindow *self,
                                         const OmniView   *view);
void omni_orders_window_show_look       (OmniOrdersWindow *self,
                                         const OmniView   *look,
                                         const char       *view);
void omni_orders_window_show_usual      (OmniOrdersWindow *self);
void omni_orders_window_import_views_action (GtkWidget    *widget,
                                         const char       *name,
                                         GVariant         *parameter);
void omni_orders_window_export_view_action (GtkWidget     *widget,
                                         const char       *name,
                                         GVariant         *parameter);

/* -selections.c */
void omni_orders_window_install_selections (GtkWidgetClass *klass);
void omni_orders_window_copy_selection  (OmniOrdersWindow *self);
OmniSelection *omni_orders_window_new_selection (const GArray *orders);

/* -search.c */
void     omni_orders_window_ask         (OmniOrdersWindow *self);
gboolean omni_orders_window_guess_on    (OmniOrdersWindow *self);
void     omni_orders_window_show_guess  (OmniOrdersWindow *self);
void     omni_orders_window_check_search (OmniOrdersWindow *self);
void     omni_orders_window_end_search  (OmniOrdersWindow *self);
GStrv    omni_orders_window_dup_ignored (OmniOrdersWindow *self);

/* -fresh.c */
void omni_orders_window_install_fresh   (GtkWidgetClass   *klass);
void omni_orders_window_add_fresh       (OmniOrdersWindow *self);
void omni_orders_window_end_fresh       (OmniOrdersWindow *self);
void omni_orders_window_refresh         (OmniOrdersWindow *self,
                                         gboolean          by_itself);
void omni_orders_window_refreshed       (OmniOrdersWindow *self);
void omni_orders_window_mark_seen       (OmniOrdersWindow *self);

/* -actions.c, -sort.c */
void omni_orders_window_choose_columns  (OmniOrdersWindow *self);
void omni_orders_window_install_actions (GtkWidgetClass   *klass);
void omni_orders_window_install_export_actions (GtkWidgetClass *klass);
void omni_orders_window_install_refund_actions (GtkWidgetClass *klass);
void omni_orders_window_install_update_actions (GtkWidgetClass *klass);
void omni_orders_window_watch_exports   (OmniOrdersWindow *self);
void omni_orders_window_install_print_actions (GtkWidgetClass *klass);
void omni_orders_window_watch_prints    (OmniOrdersWindow *self);
void omni_orders_window_update_actions  (OmniOrdersWindow *self);
void omni_orders_window_add_sort_menu   (OmniOrdersWindow *self);
void omni_orders_window_show_sort       (OmniOrdersWindow *self);
void omni_orders_window_open_order      (OmniOrdersWindow *self,
                                         guint             position,
                                         gboolean          another);
void omni_orders_window_say             (OmniOrdersWindow *self,
                                         const char       *text);
void omni_orders_window_reload          (OmniOrdersWindow *self);
void omni_orders_window_ask_to_sign_in  (OmniOrdersWindow *self);

G_END_DECLS
