/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A set of primary keys in about sixteen bytes each, for hundreds of thousands of them. */
typedef struct _OmniPkSet OmniPkSet;

OmniPkSet *omni_pk_set_new      (void);
void       omni_pk_set_free     (OmniPkSet       *set);
gboolean   omni_pk_set_add      (OmniPkSet       *set,
                                 gint64           pk);
gboolean   omni_pk_set_contains (const OmniPkSet *set,
                                 gint64           pk);
gsize      omni_pk_set_get_size (const OmniPkSet *set);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniPkSet, omni_pk_set_free)

G_END_DECLS
