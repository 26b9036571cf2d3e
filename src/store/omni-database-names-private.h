/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-database-private.h"
#include "omni-profile.h"

G_BEGIN_DECLS

/**
 * OmniNamesKind:
 * @find_sql: tells a key of what has the name ?3 of the user ?2 of the server ?1
 * @rename_sql: gives it the name ?4
 * @missing: (translatable): the sentence when there is none of a name
 * @taken: (translatable): the sentence when there is one already
 *
 * A kind of thing that a user keeps under names of their own.
 */
typedef struct
{
  const char *find_sql;
  const char *rename_sql;
  const char *missing;
  const char *taken;
} OmniNamesKind;

OmniStatement *omni_names_prepare (OmniConnection       *connection,
                                   const OmniProfile    *profile,
                                   const char           *sql,
                                   const char           *third,
                                   GError              **error);
gboolean       omni_names_find    (OmniConnection       *connection,
                                   const OmniNamesKind  *kind,
                                   const OmniProfile    *profile,
                                   const char           *name,
                                   gint64               *key,
                                   GError              **error);
gboolean       omni_names_require (OmniConnection       *connection,
                                   const OmniNamesKind  *kind,
                                   const OmniProfile    *profile,
                                   const char           *name,
                                   gint64               *key,
                                   GError              **error);
gboolean       omni_names_rename  (OmniConnection       *connection,
                                   const OmniNamesKind  *kind,
                                   const OmniProfile    *profile,
                                   const char           *name,
                                   const char           *new_name,
                                   GError              **error);

G_END_DECLS
