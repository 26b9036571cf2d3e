/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * OmniMoney:
 * @units: the amount in units of 10^-@scale
 * @scale: decimal digits, 0 to 6
 * @currency: lower-case ISO 4217 code, or "" when it is not known
 *
 * An exact decimal amount. It never passes through a floating point number.
 */
typedef struct
{
  gint64 units;
  guint8 scale;
  char currency[4];
} OmniMoney;

gboolean  omni_money_parse    (const char       *text,
                               gssize            length,
                               const char       *currency,
                               OmniMoney        *money,
                               GError          **error);
char     *omni_money_to_text  (const OmniMoney  *money);
char     *omni_money_format   (const OmniMoney  *money);
gboolean  omni_money_add      (const OmniMoney  *a,
                               const OmniMoney  *b,
                               OmniMoney        *sum,
                               GError          **error);
gboolean  omni_money_subtract (const OmniMoney  *a,
                               const OmniMoney  *b,
                               OmniMoney        *difference,
                               GError          **error);
int       omni_money_compare  (const OmniMoney  *a,
                               const OmniMoney  *b);
void      omni_money_set_currency (OmniMoney    *money,
                                    const char   *currency);
guint     omni_currency_get_digits (const char *currency);

G_END_DECLS
