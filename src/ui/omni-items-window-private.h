/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-item-edit.h"
#include "omni-items-window.h"

G_BEGIN_DECLS

/* What the files of the window in which lines are edited share. */

/* A field as it is edited. */
typedef struct
{
  OmniItemsWindow *window; /* (borrowed): owns it */
  OmniItemField field;
  GtkWidget *input;
  GtkLabel *problem;
  GPtrArray *values;       /* (nullable) (owned) (element-type utf8): of a list to choose from; NULL
                              for "several" */
  char *common;            /* (nullable) (owned): what all ticked lines have */
  gboolean touched;        /* a person changed it */
} OmniItemsField;

/* A line as it can be ticked. */
typedef struct
{
  OmniOrderItem *item;     /* (borrowed): owned by the window's list */
  GtkCheckButton *tick;
  GtkLabel *result;
} OmniItemsLine;

struct _OmniItemsWindow
{
  AdwWindow parent_instance;

  /* Template children */
  AdwWindowTitle *title;
  GtkButton *save_button;
  GtkSpinner *spinner;
  GtkWidget *message_bar;
  GtkLabel *message_label;
  GtkWidget *sign_in_button;
  GtkWidget *content;
  GtkGrid *form;
  GtkBox *lines;

  OmniSession *session;    /* (owned) */
  OmniOrder *order;        /* (owned) */
  GPtrArray *items;        /* (owned) (element-type OmniOrderItem) */
  OmniUpdateRules *rules;  /* (owned) */
  GArray *rows;            /* (owned) (element-type OmniItemsLine) */
  OmniItemsField fields[OMNI_ITEM_N_FIELDS];
  OmniItemEdit *edit;      /* (nullable) (owned): what is being saved */
  GtkWidget *sheet;        /* (nullable) (weak) */
  GtkWidget *question;     /* (nullable) (weak) */
  gboolean waits;          /* for somebody to sign in */
  gboolean showing;        /* the program, not a person, changes an input */
  guint draft_id;          /* what is typed is put away soon */
};

GPtrArray *omni_items_window_list_ticked  (OmniItemsWindow *self);
char      *omni_items_window_dup_wanted   (OmniItemsField  *field);
void       omni_items_window_show_message (OmniItemsWindow *self,
                                           const char      *text,
                                           gboolean         signed_out);

/* In -draft. */
void       omni_items_window_touch_draft  (OmniItemsWindow *self);
void       omni_items_window_keep_draft   (OmniItemsWindow *self);
void       omni_items_window_forget_draft (OmniItemsWindow *self);
void       omni_items_window_read_draft   (OmniItemsWindow *self);

G_END_DECLS
