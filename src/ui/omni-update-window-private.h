/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-job-list.h"
#include "omni-update-preview.h"
#include "omni-update-reading.h"
#include "omni-update-run.h"
#include "omni-update-sheet.h"
#include "omni-update-window.h"

G_BEGIN_DECLS

/* What goes on as soon as it can. */
typedef enum
{
  OMNI_UPDATE_WANTS_NOTHING,
  OMNI_UPDATE_WANTS_PREVIEW,
  OMNI_UPDATE_WANTS_APPLY,
} OmniUpdateWish;

struct _OmniUpdateWindow
{
  AdwApplicationWindow parent_instance;

  /* Template children */
  AdwWindowTitle *window_title;
  GtkMenuButton *reading_button;
  OmniUpdateReading *reading;
  GtkWidget *apply_button;
  GtkWidget *message_bar;
  GtkLabel *message_label;
  GtkButton *message_button;
  GtkWidget *counts_bar;
  GtkLabel *counts_label;
  GtkWidget *only_changes_button;
  GtkWidget *only_failed_button;
  GtkWidget *find_box;
  GtkEditable *find_entry;
  GtkEditable *replace_entry;
  GtkDropDown *find_column;
  GtkCheckButton *whole_button;
  GtkLabel *find_label;
  AdwToastOverlay *toast_overlay;
  GtkStack *stack;
  GtkSpinner *spinner;
  AdwStatusPage *none_page;
  AdwStatusPage *failed_page;
  OmniUpdateTable *table;
  GtkWidget *problem_bar;
  GtkLabel *problem_label;
  GtkButton *fix_button;
  GtkButton *fix_all_button;
  GtkWidget *edit_button;
  GtkWidget *accept_button;
  GtkButton *leave_out_button;
  GtkWidget *result_bar;
  GtkLabel *result_label;
  OmniJobList *job_list;

  GFile *file;                  /* (not nullable) (owned) */
  OmniDatabase *database;       /* (nullable) (owned) */
  OmniSession *session;         /* (nullable) (owned) */
  OmniReferenceData *reference; /* (nullable) (owned): the lists that rows are checked against */
  gint64 reference_time;        /* when they were read, or 0 when just now */
  GCancellable *cancellable;    /* (not nullable) (owned): ends what is under way */
  OmniUpdateDocument *document; /* (nullable) (owned): once it is open */
  OmniUpdateSheet *sheet;       /* (nullable) (owned): its rows */
  OmniUpdatePreview *previewing; /* (nullable) (owned): while it runs */
  OmniUpdateRun *run;           /* (nullable) (owned): that runs or has ended */
  OmniUpdateWish wish;          /* what goes on when the check or the session is there */
  GtkWidget *sheet_window;      /* (nullable) (weak): the sign-in sheet, while it is open */
  GtkNativeDialog *chooser;     /* (nullable) (owned): while it is open */
  gsize edited_row;             /* where something was typed last */
  guint edited_column;
  gboolean has_edited;          /* and no problem was looked for since */
  guint spinner_id;             /* the source that shows the spinner, or 0 */
  guint age_id;                 /* the source that keeps ages right */
  char *offer;                  /* (nullable) (owned): what is said once the file is open */
  gboolean is_opening;
  gboolean is_closing;          /* waits for cancelled work, then closes */
  GtkWidget *question;          /* (nullable) (weak): whether to close */
  gboolean message_is_error;    /* the message says that the file cannot be read */
  gboolean message_is_draft;    /* it says that edits cannot be kept */
};

/* omni-update-window.c */
void omni_update_window_say             (OmniUpdateWindow *self,
                                         const char       *text);
void omni_update_window_show_message    (OmniUpdateWindow *self,
                                         const char       *text,
                                         const char       *button,
                                         const char       *action);
void omni_update_window_hide_message    (OmniUpdateWindow *self);
void omni_update_window_update          (OmniUpdateWindow *self);
void omni_update_window_reload          (OmniUpdateWindow *self);

void omni_update_window_open_document   (OmniUpdateWindow *self,
                                         const OmniCsvDialect *dialect);

/* omni-update-window-lists.c */
void omni_update_window_read_lists      (OmniUpdateWindow *self);
void omni_update_window_take_lists      (OmniUpdateWindow *self,
                                         OmniReferenceData *reference);

/* omni-update-window-close.c */
void omni_update_window_jobs_changed    (OmniUpdateWindow *self);
void omni_update_window_stop_and_close  (OmniUpdateWindow *self);
void omni_update_window_ask_to_close    (OmniUpdateWindow *self,
                                         gboolean          is_applying);
gboolean omni_update_window_would_lose  (OmniUpdateWindow *self);

/* omni-update-window-show.c */
void omni_update_window_show_counts     (OmniUpdateWindow *self);
void omni_update_window_show_problem    (OmniUpdateWindow *self);
void omni_update_window_show_rows       (OmniUpdateWindow *self);
void omni_update_window_show_reading    (OmniUpdateWindow *self);
void omni_update_window_show_choices    (OmniUpdateWindow *self);
const OmniUpdateProblem *omni_update_window_get_problem (OmniUpdateWindow *self);

/* omni-update-window-actions.c */
void omni_update_window_install_actions (GtkWidgetClass   *klass);
void omni_update_window_add_actions     (OmniUpdateWindow *self);
void omni_update_window_update_actions  (OmniUpdateWindow *self);
void omni_update_window_set_show        (OmniUpdateWindow *self,
                                         OmniUpdateShow    show);
void omni_update_window_clear_cells     (OmniUpdateWindow *self);
void omni_update_window_edited_cb       (GObject          *source,
                                         GAsyncResult     *result,
                                         gpointer          user_data);

/* omni-update-window-cells.c */
void omni_update_window_copy            (OmniUpdateWindow *self);
void omni_update_window_paste           (OmniUpdateWindow *self);
void omni_update_window_fill_down       (OmniUpdateWindow *self);
void omni_update_window_fix_all         (OmniUpdateWindow *self);

/* omni-update-window-find.c */
void omni_update_window_add_find        (OmniUpdateWindow *self);
void omni_update_window_open_find       (OmniUpdateWindow *self,
                                         gboolean          replace);
void omni_update_window_close_find      (OmniUpdateWindow *self);
void omni_update_window_find_next       (OmniUpdateWindow *self);
void omni_update_window_find_previous   (OmniUpdateWindow *self);
void omni_update_window_replace_all     (OmniUpdateWindow *self);

/* omni-update-window-online.c */
void omni_update_window_want            (OmniUpdateWindow *self,
                                         OmniUpdateWish    wish);
void omni_update_window_go_on           (OmniUpdateWindow *self);
void omni_update_window_drop_preview    (OmniUpdateWindow *self);
void omni_update_window_ask_to_sign_in  (OmniUpdateWindow *self);
void omni_update_window_resume          (OmniUpdateWindow *self);
gboolean omni_update_window_is_working  (OmniUpdateWindow *self);

/* omni-update-window-save.c */
void omni_update_window_save            (OmniUpdateWindow *self,
                                         OmniUpdateSave    what);

G_END_DECLS
