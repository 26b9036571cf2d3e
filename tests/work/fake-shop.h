/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-client.h"

G_BEGIN_DECLS

/* An order as the fake shop keeps it. */
typedef struct
{
  gint64 pk;
  const char *number; /* (nullable) (borrowed) made of the key when there is none */
  guint status;
  gint64 units;       /* of the amount, in hundredths */
  const char *currency;
  const char *customer;
  gint64 modified;    /* seconds */
  guint n_items;
} FakeOrder;

/* What the server does not understand, as tenants' servers differ. */
typedef enum
{
  FAKE_IGNORES_PK_AFTER = 1 << 0,
  FAKE_IGNORES_PK_UNTIL = 1 << 1,
  FAKE_IGNORES_PK_IN = 1 << 2,
  FAKE_IGNORES_SORT = 1 << 3,
  FAKE_REFUSES_SORT = 1 << 4,
  FAKE_IGNORES_PAGE = 1 << 5,
  FAKE_IGNORES_MODIFIED = 1 << 6,
  FAKE_HIDES_COUNT = 1 << 7,
  FAKE_IGNORES_NUMBER = 1 << 8,
  FAKE_GIVES_ARRAYS = 1 << 9,
} FakeFlags;

typedef struct _FakeShop FakeShop;

typedef void (*FakeShopHook) (FakeShop *shop,
                              guint     n_requests);

/*
 * A server in the test's own main context that answers as the contract says, over orders that the
 * test can change at any moment.
 */
struct _FakeShop
{
  GArray *orders;        /* (element-type FakeOrder) */
  FakeFlags flags;
  guint max_limit;
  guint fail_from;       /* requests from this one on break; 0 for never */
  guint fail_status;     /* with this status; 0 for 403 */
  FakeShopHook hook;     /* called before each answer */
  gpointer hook_data;
  guint n_requests;      /* to lists of orders */
  guint n_details;
  /*< private >*/
  gpointer server;
  char *url;
};

FakeShop   *fake_shop_new    (void);
void        fake_shop_free   (FakeShop *shop);
OmniClient *fake_shop_client (FakeShop *shop);
FakeOrder  *fake_shop_add    (FakeShop *shop,
                              gint64    pk,
                              guint     status);
FakeOrder  *fake_shop_find   (FakeShop *shop,
                              gint64    pk);

/* Gives an order another status and says that it was modified now. */
void        fake_shop_move   (FakeShop *shop,
                              gint64    pk,
                              guint     status);

G_END_DECLS
