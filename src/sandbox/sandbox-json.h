/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Appends JSON to a text. A comma is put where the text does not end in an opening bracket. */
void sandbox_json_name    (GString    *json,
                           const char *name);
void sandbox_json_string  (GString    *json,
                           const char *value);
void sandbox_json_text    (GString    *json,
                           const char *name,
                           const char *value);
void sandbox_json_raw     (GString    *json,
                           const char *name,
                           const char *value);
void sandbox_json_int     (GString    *json,
                           const char *name,
                           gint64      value);
void sandbox_json_boolean (GString    *json,
                           const char *name,
                           gboolean    value);
void sandbox_json_money   (GString    *json,
                           const char *name,
                           gint64      hundredths);
void sandbox_json_time    (GString    *json,
                           const char *name,
                           gint64      microseconds);
void sandbox_json_begin   (GString    *json,
                           const char *name,
                           char        bracket);
void sandbox_json_element (GString    *json);
void sandbox_json_dates   (GString    *json,
                           gint64      created,
                           gint64      modified);

/* What a column that is null holds. */
#define SANDBOX_NULL G_MININT64

G_END_DECLS
