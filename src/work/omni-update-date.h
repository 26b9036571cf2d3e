/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-types.h"

G_BEGIN_DECLS

/**
 * OmniDateOrder:
 *
 * Which of two numbers is the day where a date does not say.
 */
typedef enum
{
  OMNI_DATE_DAY_FIRST,
  OMNI_DATE_MONTH_FIRST,
} OmniDateOrder;

/**
 * OmniDateForm:
 *
 * How a date is written.
 */
typedef enum
{
  OMNI_DATE_NONE,             /* it is no date */
  OMNI_DATE_CLEAR,            /* there is one way to read it */
  OMNI_DATE_ONLY_DAY_FIRST,   /* 25/03/2025 */
  OMNI_DATE_ONLY_MONTH_FIRST, /* 03/25/2025 */
  OMNI_DATE_EITHER,           /* 03/04/2025 */
  OMNI_DATE_SERIAL,           /* 45721, the number that spreadsheets keep for a day */
} OmniDateForm;

OmniDateForm omni_update_date_parse (const char    *text,
                                     gsize          length,
                                     OmniDateOrder  order,
                                     GString       *canonical,
                                     int           *year);

G_END_DECLS
