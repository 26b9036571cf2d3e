/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-test-window.h"
#include "omni-update-window.h"

G_BEGIN_DECLS

/* What tests of the window of an order-update file share. */
typedef struct
{
  char *folder;             /* (owned) */
  OmniDatabase *database;   /* (owned) */
  OmniTestSandbox *sandbox; /* (nullable) (owned) */
  OmniSession *session;     /* (nullable) (owned) */
} UpdateWindowFixture;

void              update_window_set_up    (UpdateWindowFixture *fixture,
                                           gconstpointer        n_orders);
void              update_window_tear_down (UpdateWindowFixture *fixture,
                                           gconstpointer        n_orders);
GFile            *update_window_write     (UpdateWindowFixture *fixture,
                                           const char          *name,
                                           const char          *bytes,
                                           gssize               length);
OmniUpdateWindow *update_window_open      (UpdateWindowFixture *fixture,
                                           GFile               *file);
OmniUpdateWindow *update_window_open_text (UpdateWindowFixture *fixture,
                                           const char          *text);
void              update_window_close     (OmniUpdateWindow    *window);
gboolean          update_window_is_checked (OmniUpdateWindow   *window);
void              update_window_activate  (OmniUpdateWindow    *window,
                                           const char          *action);
gboolean          update_window_shows     (OmniUpdateWindow    *window,
                                           const char          *text);
gboolean          update_window_says      (OmniUpdateWindow    *window,
                                           const char          *part);
gboolean          update_window_cell_is   (OmniUpdateWindow    *window,
                                           gsize                row,
                                           OmniUpdateColumn     column,
                                           const char          *wanted);
GtkWindow        *update_window_find_toplevel (GType            type,
                                           const char          *heading);
void              update_window_answer    (const char          *heading,
                                           const char          *response);

G_END_DECLS
