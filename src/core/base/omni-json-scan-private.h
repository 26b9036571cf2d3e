/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-json-reader.h"

G_BEGIN_DECLS

/* How many bytes of the text an error shows at most. */
#define OMNI_JSON_MAX_SHOWN 40

/* What a reader is made of: reading one token where reader->at stands, and saying what is wrong
 * with it. */
void        omni_json_fail_at           (OmniJsonReader *reader,
                                         const char     *position,
                                         const char     *message);
void        omni_json_fail_expected     (OmniJsonReader *reader,
                                         const char     *position,
                                         const char     *expected,
                                         const char     *found);
void        omni_json_fail_syntax       (OmniJsonReader *reader,
                                         const char     *expected);

const char *omni_json_find_invalid_utf8 (const char     *at,
                                         const char     *end);
gboolean    omni_json_scan_text         (OmniJsonReader *reader,
                                         OmniJsonSlice  *slice);
gboolean    omni_json_scan_number       (OmniJsonReader *reader);
gboolean    omni_json_scan_word         (OmniJsonReader *reader,
                                         const char     *word);

static inline void
omni_json_skip_space (OmniJsonReader *reader)
{
  const char *at = reader->at;
  const char *end = reader->end;

  while (at < end && (*at == ' ' || *at == '\n' || *at == '\r' || *at == '\t'))
    at++;
  reader->at = at;
}

G_END_DECLS
