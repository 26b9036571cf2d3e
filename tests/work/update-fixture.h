/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-test-server.h"
#include "omni-update-run.h"

G_BEGIN_DECLS

#define UPDATE_PATH "/api/i1/order_items/bulk_status_update/"
#define LIST_PATH "/api/v1/order_item/detailed_integration/"
#define ITEM_PATH "/api/v1/order_items/"
#define ITEM(pk, status) "{\"pk\": " pk ", \"order\": 9, \"status\": \"" status "\"}"
#define PAGE(results) "{\"count\": 9, \"next\": null, \"results\": [" results "]}"
#define SET(results) "{\"orderitem_set\": [" results "]}"
#define FOUR_ROWS "id,status\n1,500\n2,500\n3,500\n4,500\n"
#define ALL_OLD                                                                                    \
  PAGE (ITEM ("1", "450") "," ITEM ("2", "450") "," ITEM ("3", "450") "," ITEM ("4", "450"))

/* A server that plays a script, a file for it, and the run that applies it. */
typedef struct
{
  char *folder;           /* (owned) */
  OmniDatabase *database; /* (owned) */
  OmniProfile *profile;   /* (owned) */
  OmniTestServer *server; /* (owned) */
  OmniUpdateCheck *check; /* (owned) (nullable) */
  OmniUpdateRun *run;     /* (owned) (nullable) */
} UpdateFixture;

void update_fixture_set_up (UpdateFixture *fixture, gconstpointer unused);
void update_fixture_tear_down (UpdateFixture *fixture, gconstpointer unused);
GFile *update_fixture_make_file (UpdateFixture *fixture, const char *name);
char *update_fixture_read_file (UpdateFixture *fixture, const char *name);
void update_fixture_check_file (UpdateFixture *fixture, GFile *target);
void update_fixture_check_text (UpdateFixture *fixture, const char *text);
OmniClient *update_fixture_new_client (const char *url);
void update_fixture_apply_with (UpdateFixture *fixture,
                                OmniClient *client,
                                gboolean resume,
                                GError **error);
void update_fixture_assert_counts (UpdateFixture *fixture, const char *expected);
void update_fixture_play (
    UpdateFixture *fixture, const char *method, const char *path, guint status, const char *body);

G_END_DECLS
