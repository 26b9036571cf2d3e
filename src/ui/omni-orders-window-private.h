/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-chip-bar.h"
#include "omni-export-plan.h"
#include "omni-filter-panel.h"
#include "omni-job-list.h"
#include "omni-orders-window.h"
#include "omni-overview.h"
#include "omni-status-strip.h"

G_BEGIN_DECLS

struct _OmniOrdersWindow
{
  AdwApplicationWindow parent_instance;

  /* Template children */
  AdwToastOverlay *toast_overlay;
  AdwWindowTitle *window_title;
  GtkSearchEntry *search_entry;
  GtkMenuButton *sort_button;
  AdwButtonContent *refresh_content;
  GtkWidget *message_bar;
  GtkLabel *message_label;
  GtkWidget *message_button;
  GtkWidget *message_close_button;
  AdwFlap *flap;
  OmniFilterPanel *filter_panel;
  OmniStatusStrip *status_strip;
  OmniChipBar *chip_bar;
  GtkStack *stack;
  GtkSpinner *spinner;
  AdwStatusPage *failed_page;
  GtkButton *failed_button;
  OmniOrderTable *table;
  OmniOverview *overview;
  GtkLabel *selection_label;
  GtkWidget *selection_bar;
  GtkWidget *selection_buttons;
  GtkButton *select_all_button;
  OmniJobList *job_list;

  OmniSession *session;     /* (owned) */
  OmniOrderList *list;      /* (owned) */
  OmniOrderQuery *query;    /* (owned) */
  OmniStatusCounts *counts; /* (owned) */
  GtkWidget *sheet;         /* (nullable) (weak): the sign-in sheet, while it is open */
  GtkNativeDialog *chooser; /* (nullable) (owned): the file chooser, while it is open */
  OmniExportPlan *plan;     /* (nullable) (owned): what the file chooser is about */
  GtkWidget *export_dialog; /* (nullable) (weak): the export dialog, while it is open */
  guint age_id;             /* the source that keeps the age of the data right, or 0 */
  guint spinner_id;         /* the source that shows the spinner, or 0 */
  gboolean showing;         /* the program, not a person, changes the search entry */
  gboolean says_stale;      /* the message is that the orders could not be read again */
  gboolean wants_table;     /* the table gets the focus when the answer is there */
  gboolean signs_out;       /* closing means signing out */
  gboolean is_closing;      /* waits for cancelled work, then closes */
};

void omni_orders_window_install_actions (GtkWidgetClass   *klass);
void omni_orders_window_install_export_actions (GtkWidgetClass *klass);
void omni_orders_window_watch_exports   (OmniOrdersWindow *self);
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
