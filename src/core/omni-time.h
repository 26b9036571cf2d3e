/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-types.h"

G_BEGIN_DECLS

gboolean  omni_time_parse       (const char  *text,
                                 gssize       length,
                                 OmniTime    *time,
                                 GError     **error);
gboolean  omni_time_is_day      (OmniTime     time);
char     *omni_time_to_iso      (OmniTime     time,
                                 GTimeZone   *zone);
char     *omni_time_to_utc      (OmniTime     time);
gboolean  omni_time_parse_day   (const char  *text,
                                 GTimeZone   *zone,
                                 gboolean     end_of_day,
                                 OmniTime    *time,
                                 GError     **error);
gboolean  omni_time_parse_relative (const char *text,
                                 OmniTime     now,
                                 GTimeZone   *zone,
                                 gboolean     end,
                                 OmniTime    *time);
OmniTime  omni_time_now         (void);

G_END_DECLS
