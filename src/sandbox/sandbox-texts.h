/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sandbox-filter.h"

G_BEGIN_DECLS

/* What stands for no text. */
#define SANDBOX_NO_TEXT 0

typedef struct _SandboxTexts SandboxTexts;

SandboxTexts * sandbox_texts_new          (void);
void           sandbox_texts_free         (SandboxTexts *texts);
guint32        sandbox_texts_load         (SandboxTexts *texts,
                                           const char   *text);
void           sandbox_texts_settle       (SandboxTexts *texts,
                                           GArray       *ids);
guint32        sandbox_texts_add          (SandboxTexts *texts,
                                           const char   *text);
guint          sandbox_texts_get_n        (SandboxTexts *texts);
const guint32 *sandbox_texts_get_ranks    (SandboxTexts *texts);
void           sandbox_texts_find         (SandboxTexts *texts,
                                           const char   *wanted,
                                           SandboxMatch  match,
                                           gboolean      is_folded,
                                           guint8       *found);
gboolean       sandbox_texts_matches      (SandboxTexts *texts,
                                           guint32       id,
                                           const char   *wanted,
                                           SandboxMatch  match,
                                           gboolean      is_folded);

G_END_DECLS
