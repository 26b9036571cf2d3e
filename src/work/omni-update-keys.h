/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * OmniUpdateKeys:
 *
 * Which order items the rows of a file were about so far, and what they wanted, in some thirty
 * bytes a row.
 */
typedef struct _OmniUpdateKeys OmniUpdateKeys;

typedef enum
{
  OMNI_UPDATE_KEY_NEW,
  OMNI_UPDATE_KEY_SAME,  /* an earlier row wants the same */
  OMNI_UPDATE_KEY_OTHER, /* an earlier row wants something else */
} OmniUpdateKeyKind;

/**
 * OmniUpdateKeyMatch:
 * @kind: whether there was an earlier row
 * @row: which one
 * @is_known: whether that row is known to contradict another
 */
typedef struct
{
  OmniUpdateKeyKind kind;
  guint32 row;
  gboolean is_known;
} OmniUpdateKeyMatch;

OmniUpdateKeys    *omni_update_keys_new  (gsize           n_expected);
void               omni_update_keys_free (OmniUpdateKeys *keys);
guint64            omni_update_keys_hash (guint64         seed,
                                          const char     *text,
                                          gsize           length);
OmniUpdateKeyMatch omni_update_keys_add  (OmniUpdateKeys *keys,
                                          guint64         key,
                                          guint64         wish,
                                          guint32         row);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniUpdateKeys, omni_update_keys_free)

G_END_DECLS
