/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SANDBOX_DAY (G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)

const char * sandbox_value_write_int     (char        buffer[24],
                                          gint64      value);
const char * sandbox_value_write_money   (char        buffer[32],
                                          gint64      hundredths);
const char * sandbox_value_write_time    (char        buffer[40],
                                          gint64      microseconds);
gboolean     sandbox_value_parse_int     (const char *text,
                                          gint64     *value);
gboolean     sandbox_value_parse_time    (const char *text,
                                          gint64     *microseconds,
                                          gboolean   *is_date);
gboolean     sandbox_value_parse_money   (const char *text,
                                          gint64     *floor,
                                          gboolean   *exact);
gboolean     sandbox_value_parse_boolean (const char *text,
                                          gboolean   *value);
char       * sandbox_value_fold          (const char *text);

G_END_DECLS
