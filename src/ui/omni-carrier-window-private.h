/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-carrier-form.h"
#include "omni-carrier-job.h"
#include "omni-carrier-window.h"
#include "omni-job-list.h"
#include "omni-text-table.h"

G_BEGIN_DECLS

struct _OmniCarrierWindow
{
  AdwApplicationWindow parent_instance;

  /* Template children */
  AdwWindowTitle *window_title;
  GtkWidget *message_bar;
  GtkLabel *message_label;
  GtkWidget *sign_in_button;
  GtkStack *stack;
  AdwStatusPage *failed_page;
  GtkDropDown *map_drop_down;
  GtkEditable *name_entry;
  GtkSpinButton *row_button;
  GtkAdjustment *row_adjustment;
  OmniCarrierForm *form;
  GtkLabel *preview_label;
  OmniTextTable *preview_table;
  GtkLabel *rest_label;
  OmniTextTable *rest_table;
  OmniJobList *job_list;

  GFile *report;             /* (not nullable) (owned) */
  OmniDatabase *database;    /* (nullable) (owned): where maps are kept */
  OmniSession *session;      /* (nullable) (owned) */
  GCancellable *cancellable; /* (not nullable) (owned): ends what is under way */
  OmniCarrierSample *sample; /* (nullable) (owned): once it is read */
  OmniCarrierMap *map;       /* (nullable) (owned): as it is shown */
  GPtrArray *kept;           /* (nullable) (owned) (element-type OmniStoredText) */
  OmniCarrierJob *job;       /* (nullable) (owned): that runs or has ended */
  GtkNativeDialog *chooser;  /* (nullable) (owned): while it is open */
  GtkWidget *sheet_window;   /* (nullable) (weak): the sign-in sheet, while it is open */
  gboolean is_showing;       /* widgets are set, nobody chose anything */
};

/* omni-carrier-window.c */
void omni_carrier_window_show_message   (OmniCarrierWindow *self,
                                         const char        *text,
                                         gboolean           can_sign_in);
void omni_carrier_window_update_actions (OmniCarrierWindow *self);
void omni_carrier_window_keep_map       (OmniCarrierWindow *self);

/* omni-carrier-window-make.c */
void omni_carrier_window_make           (OmniCarrierWindow *self);
void omni_carrier_window_open_made      (OmniCarrierWindow *self);
void omni_carrier_window_save_rest      (OmniCarrierWindow *self);
void omni_carrier_window_go_back        (OmniCarrierWindow *self);
void omni_carrier_window_ask_to_sign_in (OmniCarrierWindow *self);

G_END_DECLS
