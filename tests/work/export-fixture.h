/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "fake-shop.h"
#include "omni-order-export.h"

G_BEGIN_DECLS

#define FIRST_PK 80000
#define N_ORDERS 1400

/* What tests of the export share: a shop, a folder, and what the written file says. */
typedef struct
{
  FakeShop *shop;
  OmniClient *client;
  char *folder;
  char *path;
  GFile *target;
  GHashTable *rows; /* key -> how many rows of the file have it */
  GArray *pks;      /* of the file, in its order */
  GString *first_row;
} ExportFixture;

void             set_up             (ExportFixture      *fixture,
                                     gconstpointer       data);
void             tear_down          (ExportFixture      *fixture,
                                     gconstpointer       data);
void             fill               (FakeShop           *shop,
                                     guint               n_orders);
OmniOrderExport *new_export         (ExportFixture      *fixture);
OmniOrderExport *new_status_export  (ExportFixture      *fixture,
                                     const char *const  *statuses);
void             run_job            (gpointer            job);
void             run_export         (ExportFixture      *fixture,
                                     OmniOrderExport    *export);
guint            count_rows         (ExportFixture      *fixture,
                                     gint64              pk);
void             assert_descending  (ExportFixture      *fixture);
GArray          *list_keys          (FakeShop           *shop,
                                     guint               status,
                                     guint               other);
void             assert_each_once   (ExportFixture      *fixture,
                                     GArray             *pks);

G_END_DECLS
