/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-update-sheet.h"

G_BEGIN_DECLS

struct _OmniUpdateLine
{
  GObject parent_instance;

  OmniUpdateSheet *sheet;            /* (nullable) (borrowed): forgets its lines before it goes */
  guint32 row;
  guint generation;                  /* of the sheet when the texts were read, or 0 */
  char *texts[OMNI_UPDATE_N_COLUMNS]; /* (nullable) (owned) */
};

struct _OmniUpdateSheet
{
  GObject parent_instance;

  OmniUpdateDocument *document; /* (not nullable) (owned) */
  OmniUpdateFile *file;       /* (not nullable) (borrowed): the document's */
  OmniCsvCells *buffer;       /* (not nullable) (owned) */
  OmniUpdateCheck *check;     /* (nullable) (owned): what was found in the rows, up to date */
  OmniUpdatePreview *preview; /* (nullable) (owned): one that has ended well */
  OmniUpdateResults *results; /* (nullable) (owned) */
  GError *error;              /* (nullable) (owned): why a row could not be read */

  OmniUpdateShow show;
  GArray *rows;      /* (nullable) (owned) (element-type guint32): those that are shown, or all */
  guint n_items;
  guint generation;
  guint grow_id;     /* the source that takes in rows while they are found, or 0 */
  GHashTable *lines; /* (not nullable) (owned) (element-type guint32 OmniUpdateLine): borrowed */
};

void omni_update_line_read (OmniUpdateLine *line);

G_END_DECLS
