/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-update-check-private.h"
#include "omni-update-document.h"
#include "omni-update-drafts.h"

G_BEGIN_DECLS

/* Names in a draft that are no columns. */
#define OMNI_UPDATE_DRAFT_LEFT_OUT ".left-out"
#define OMNI_UPDATE_DRAFT_ADDED ".added"

/* One cell of a step; %OMNI_UPDATE_N_COLUMNS stands for leaving out the row. */
typedef struct
{
  guint32 row;
  guint8 column;
  char *before; /* (nullable) (owned) what was typed there before; %NULL for nothing */
  char *after;  /* (nullable) (owned) */
} OmniUpdateEdit;

/* What is undone at once. */
typedef struct
{
  GArray *edits; /* (not nullable) (owned) (element-type OmniUpdateEdit) */
  guint n_added_before;
  guint n_added_after;
} OmniUpdateStep;

OmniUpdateStep *omni_update_step_new  (OmniUpdateFile   *file);
void            omni_update_step_free (OmniUpdateStep   *step);
void            omni_update_step_add  (OmniUpdateStep   *step,
                                       OmniUpdateFile   *file,
                                       gsize             row,
                                       guint             column,
                                       const char       *text);
void            omni_update_step_apply (OmniUpdateStep  *step,
                                       OmniUpdateFile   *file,
                                       gboolean          backwards);
GPtrArray      *omni_update_step_list_cells (const OmniUpdateStep *step,
                                       gboolean          backwards);
GPtrArray      *omni_update_step_list_now (OmniUpdateFile     *file,
                                       const GPtrArray  *cells);
void            omni_update_step_read_cells (OmniUpdateStep *step,
                                       OmniUpdateFile   *file,
                                       GPtrArray        *cells);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniUpdateStep, omni_update_step_free)

/**
 * OmniUpdateEditFunc:
 * @step: takes the edits, each made with omni_update_step_add()
 *
 * Makes many edits, in a thread.
 *
 * Returns: whether it could; after %FALSE the edits that were made are taken back
 */
typedef gboolean (*OmniUpdateEditFunc) (OmniUpdateFile   *file,
                                        OmniUpdateStep   *step,
                                        gpointer          data,
                                        GCancellable     *cancellable,
                                        GError          **error);

/* With more edited rows than this, checking all of them is not slower. */
#define OMNI_UPDATE_MAX_DIRTY_ROWS 20000

enum
{
  OMNI_UPDATE_DOCUMENT_ROWS_CHANGED,
  OMNI_UPDATE_DOCUMENT_N_ROWS_CHANGED,
  OMNI_UPDATE_DOCUMENT_CHECKED,
  OMNI_UPDATE_DOCUMENT_CHANGED,
  OMNI_UPDATE_DOCUMENT_N_SIGNALS
};

extern guint omni_update_document_signals[OMNI_UPDATE_DOCUMENT_N_SIGNALS];

struct _OmniUpdateDocument
{
  GObject parent_instance;

  OmniUpdateFile *file;         /* (not nullable) (owned) */
  OmniReferenceData *reference; /* (nullable) (owned) */
  OmniDatabase *database;       /* (nullable) (owned) */
  GCancellable *cancellable;    /* (not nullable) (owned) ends what is under way */

  OmniUpdateCheck *check;   /* (nullable) (owned) the result that is shown */
  OmniUpdateCheck *running; /* (nullable) (owned) a check of the whole file */
  GError *check_error;      /* (nullable) (owned) why the file could not be checked */
  GArray *dirty;            /* (not nullable) (owned) (element-type guint32) edited since */
  gboolean needs_all;       /* the whole file has to be checked when what is under way has ended */
  gboolean is_looking;      /* a thread looks at edited rows */
  gboolean order_is_given;
  OmniDateOrder date_order;
  GArray *problem_rows; /* (nullable) (owned) (element-type guint32) made when somebody asks */

  GQueue done;          /* (element-type OmniUpdateStep) the newest first */
  GQueue undone;        /* (element-type OmniUpdateStep) what was undone last first */
  OmniUpdateStep *open; /* (nullable) (owned) */
  guint n_begun;        /* how often a step was begun and not ended */
  gboolean is_busy;     /* a thread edits, or saves */
  gboolean is_frozen;

  char *uri;           /* (not nullable) (owned) */
  char *stamp;         /* (not nullable) (owned) */
  GError *draft_error; /* (nullable) (owned) */
  GPtrArray *unwritten; /* (not nullable) (owned) (element-type OmniDraftCell) which cells the draft
                           has not */
  guint n_recovered;
};

OmniUpdateDocument *omni_update_document_new      (OmniUpdateFile       *file,
                                                   OmniReferenceData    *reference,
                                                   OmniDatabase         *database);
void                omni_update_document_recover  (OmniUpdateDocument   *self,
                                                   OmniUpdateStep       *step);
void                omni_update_document_write_draft (OmniUpdateDocument *self,
                                                   const OmniUpdateStep *step,
                                                   gboolean              backwards);
void                omni_update_document_check_edits (OmniUpdateDocument *self);
void                omni_update_document_edit_async (OmniUpdateDocument *self,
                                                   gpointer              source_tag,
                                                   OmniUpdateEditFunc    func,
                                                   gpointer              data,
                                                   GDestroyNotify        free_data,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);

G_END_DECLS
