/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sandbox-message.h"

G_BEGIN_DECLS

/* Ways in which tenants differ where the contract leaves room. */
typedef enum
{
  SANDBOX_VARIANT_MONEY_NUMBERS = 1 << 0,
  SANDBOX_VARIANT_STATUS_NAMES = 1 << 1,
  SANDBOX_VARIANT_ID_FOR_PK = 1 << 2,
  SANDBOX_VARIANT_BARE_ARRAYS = 1 << 3,
  SANDBOX_VARIANT_TEXT_ERRORS = 1 << 4,
  SANDBOX_VARIANT_UNKNOWN_VALUES = 1 << 5,
  SANDBOX_VARIANT_IGNORED_FILTERS = 1 << 6,
  SANDBOX_VARIANT_GZIP = 1 << 7,
  SANDBOX_VARIANT_NO_PROPOSED = 1 << 8,
  SANDBOX_VARIANT_KEEPS_SHIPPING = 1 << 9,
  SANDBOX_VARIANT_FAILING_REFUNDS = 1 << 10,
} SandboxVariant;

gboolean     sandbox_variant_parse      (const char      *names,
                                         SandboxVariant  *variant,
                                         GError         **error);
const char * sandbox_variant_get_name   (guint            index);
const char * sandbox_variant_read_value (SandboxVariant   variant,
                                         const char      *member,
                                         const char      *text);
void         sandbox_variant_apply      (SandboxVariant   variant,
                                         SandboxReply    *reply);

G_END_DECLS
