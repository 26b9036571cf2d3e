/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-database.h"

G_BEGIN_DECLS

/* Windows of one profile beside this many others are not remembered. */
#define OMNI_WINDOW_SLOT_MAX 9

typedef enum
{
  OMNI_WINDOW_LAST, /* takes up what was left last */
  OMNI_WINDOW_NEW,  /* begins with nothing, and leaves alone what others left */
} OmniWindowStart;

/**
 * OmniWindowSlot:
 *
 * The place where one window keeps what it shows, so that it is there again at the next start. No
 * two windows have the same one at a time, whichever process they belong to: a lock on a file
 * beside the database goes with the process, however that ends.
 */
typedef struct _OmniWindowSlot OmniWindowSlot;

OmniWindowSlot *omni_window_slot_claim              (OmniDatabase        *database,
                                                     const OmniProfile   *profile,
                                                     OmniWindowStart      start,
                                                     char               **state,
                                                     guint               *n_more,
                                                     GError             **error);
void            omni_window_slot_free               (OmniWindowSlot      *slot);
guint           omni_window_slot_get_number         (OmniWindowSlot      *slot);
char           *omni_window_slot_dup_selection_name (OmniWindowSlot      *slot);
void            omni_window_slot_save_async         (OmniWindowSlot      *slot,
                                                     const char          *state,
                                                     gboolean             is_open,
                                                     GAsyncReadyCallback  callback,
                                                     gpointer             user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniWindowSlot, omni_window_slot_free)

G_END_DECLS
