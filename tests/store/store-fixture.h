/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-database.h"

G_BEGIN_DECLS

/* A database in a folder of its own, and somebody who uses it. */
typedef struct
{
  char *folder;           /* (owned) */
  char *path;             /* (owned) */
  OmniDatabase *database; /* (owned) */
  OmniProfile *profile;   /* (owned) */
} StoreFixture;

void store_fixture_set_up    (StoreFixture  *fixture,
                              gconstpointer  unused);
void store_fixture_tear_down (StoreFixture  *fixture,
                              gconstpointer  unused);
void store_fixture_reopen    (StoreFixture  *fixture);
void store_fixture_add_test  (const char    *path,
                              void         (*test) (StoreFixture *, gconstpointer));

G_END_DECLS
