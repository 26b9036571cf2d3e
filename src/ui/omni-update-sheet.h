/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-update-document.h"
#include "omni-update-preview.h"
#include "omni-update-results.h"

G_BEGIN_DECLS

/**
 * OmniUpdateLine:
 *
 * A row of an order-update file as an item of a list. It is read when somebody looks at it.
 */
#define OMNI_TYPE_UPDATE_LINE (omni_update_line_get_type ())
G_DECLARE_FINAL_TYPE (OmniUpdateLine, omni_update_line, OMNI, UPDATE_LINE, GObject)

guint32 omni_update_line_get_row (OmniUpdateLine *self);

/* The columns of the table around those of the file. */
enum
{
  OMNI_UPDATE_SHEET_NUMBER = OMNI_UPDATE_N_COLUMNS,
  OMNI_UPDATE_SHEET_RESULT,
  OMNI_UPDATE_SHEET_N_COLUMNS,
};

typedef enum
{
  OMNI_UPDATE_MARK_NONE,
  OMNI_UPDATE_MARK_CHANGE,
  OMNI_UPDATE_MARK_DONE,
  OMNI_UPDATE_MARK_NOTE,
  OMNI_UPDATE_MARK_WARNING,
  OMNI_UPDATE_MARK_ERROR,
  OMNI_UPDATE_MARK_LEFT_OUT,
  OMNI_UPDATE_N_MARKS,
} OmniUpdateMark;

/**
 * OmniUpdateLook:
 * @text: (not nullable) (owned): what is shown
 * @hint: (nullable) (owned): what there is to say about it, as a sentence
 * @mark: what kind of thing that is
 *
 * How a cell looks.
 */
typedef struct
{
  char *text;
  char *hint;
  OmniUpdateMark mark;
} OmniUpdateLook;

void omni_update_look_clear (OmniUpdateLook *look);

typedef enum
{
  OMNI_UPDATE_SHOW_ALL,
  OMNI_UPDATE_SHOW_PROBLEMS,
  OMNI_UPDATE_SHOW_CHANGES,
  OMNI_UPDATE_SHOW_FAILED,
} OmniUpdateShow;

/**
 * OmniUpdateSheet:
 *
 * The rows of a document as a list, all of them or some, and how their cells look given what is
 * known: what is wrong, a preview, what came of a run.
 *
 * Signals: #OmniUpdateSheet::looks-changed when cells look different now.
 */
#define OMNI_TYPE_UPDATE_SHEET (omni_update_sheet_get_type ())
G_DECLARE_FINAL_TYPE (OmniUpdateSheet, omni_update_sheet, OMNI, UPDATE_SHEET, GObject)

OmniUpdateSheet         *omni_update_sheet_new          (OmniUpdateDocument *document);
OmniUpdateFile          *omni_update_sheet_get_file     (OmniUpdateSheet    *self);
OmniUpdateCheck         *omni_update_sheet_get_check    (OmniUpdateSheet    *self);
void                     omni_update_sheet_set_preview  (OmniUpdateSheet    *self,
                                                         OmniUpdatePreview  *preview);
OmniUpdatePreview       *omni_update_sheet_get_preview  (OmniUpdateSheet    *self);
gboolean                 omni_update_sheet_has_changes  (OmniUpdateSheet    *self,
                                                         guint               column);
void                     omni_update_sheet_set_results  (OmniUpdateSheet    *self,
                                                         OmniUpdateResults  *results);
OmniUpdateResults       *omni_update_sheet_get_results  (OmniUpdateSheet    *self);
void                     omni_update_sheet_set_show     (OmniUpdateSheet    *self,
                                                         OmniUpdateShow      show);
OmniUpdateShow           omni_update_sheet_get_show     (OmniUpdateSheet    *self);

guint                    omni_update_sheet_find         (OmniUpdateSheet    *self,
                                                         gsize               row);
guint                    omni_update_sheet_find_near    (OmniUpdateSheet    *self,
                                                         gsize               row);
gsize                    omni_update_sheet_get_row      (OmniUpdateSheet    *self,
                                                         guint               position);
char                    *omni_update_sheet_dup_text     (OmniUpdateSheet    *self,
                                                         gsize               row,
                                                         OmniUpdateColumn    column);
void                     omni_update_sheet_get_look     (OmniUpdateSheet    *self,
                                                         OmniUpdateLine     *line,
                                                         guint               column,
                                                         OmniUpdateLook     *look);
const OmniUpdateProblem *omni_update_sheet_find_problem (OmniUpdateSheet    *self,
                                                         gsize               row,
                                                         guint               column);
const OmniUpdateProblem *omni_update_sheet_next_problem (OmniUpdateSheet    *self,
                                                         gsize               row,
                                                         int                 column,
                                                         gboolean            forward);
char                    *omni_update_sheet_dup_change   (OmniUpdateSheet    *self,
                                                         gsize               row,
                                                         guint               column);
char                    *omni_update_sheet_dup_refusal  (OmniUpdateSheet    *self,
                                                         gsize               row);
const GError            *omni_update_sheet_get_error    (OmniUpdateSheet    *self);

G_END_DECLS
