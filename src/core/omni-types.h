/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "omni-error.h"
#include "omni-json-reader.h"
#include "omni-money.h"
#include "omni-status.h"

G_BEGIN_DECLS

/* Microseconds since 1970-01-01T00:00:00Z; OMNI_TIME_NONE where the server has no time. */
typedef gint64 OmniTime;

#define OMNI_TIME_NONE G_MININT64

typedef struct _OmniAddress OmniAddress;
typedef struct _OmniCancellationPlan OmniCancellationPlan;
typedef struct _OmniContract OmniContract;
typedef struct _OmniCustomer OmniCustomer;
typedef struct _OmniDiscountItem OmniDiscountItem;
typedef struct _OmniLogEntry OmniLogEntry;
typedef struct _OmniOrder OmniOrder;
typedef struct _OmniOrderItem OmniOrderItem;
typedef struct _OmniOrderQuery OmniOrderQuery;
typedef struct _OmniReferenceData OmniReferenceData;
typedef struct _OmniTransaction OmniTransaction;

G_END_DECLS
