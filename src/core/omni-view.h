/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-order-column.h"
#include "omni-order-query.h"

G_BEGIN_DECLS

/* The version of the file that this program writes, and the newest that it reads. */
#define OMNI_VIEW_VERSION 1

/**
 * OmniViewColumn:
 * @column: (not nullable): the column
 * @width: its width in pixels, or 0 for the usual one
 *
 * A column of a view.
 */
typedef struct
{
  const OmniOrderColumn *column;
  int width;
} OmniViewColumn;

/**
 * OmniView:
 * @name: (not nullable) (owned): what it is called
 * @query: (not nullable) (owned): which orders, in which order; relative times stay relative
 * @columns: (not nullable) (owned) (element-type OmniViewColumn): the columns that are shown, in
 *   their order; none for the usual ones
 *
 * A way to look at the orders, kept under a name and as a small file.
 */
typedef struct
{
  char *name;
  OmniOrderQuery *query;
  GArray *columns;
} OmniView;

OmniView *omni_view_new             (const char            *name,
                                     OmniOrderQuery        *query);
OmniView *omni_view_copy            (const OmniView        *view);
void      omni_view_free            (OmniView              *view);
gboolean  omni_view_equal           (const OmniView        *a,
                                     const OmniView        *b);
void      omni_view_add_column      (OmniView              *view,
                                     const OmniOrderColumn *column,
                                     int                    width);
gboolean  omni_view_check_name      (const char            *name,
                                     GError               **error);

char     *omni_view_to_json         (const OmniView        *view);
OmniView *omni_view_new_from_json   (const char            *text,
                                     gssize                 length,
                                     GError               **error);
OmniView *omni_view_load            (GFile                 *file,
                                     GCancellable          *cancellable,
                                     GError               **error);
gboolean  omni_view_save            (const OmniView        *view,
                                     GFile                 *file,
                                     gboolean               replace,
                                     GCancellable          *cancellable,
                                     GError               **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniView, omni_view_free)

G_END_DECLS
