/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-update-column.h"

G_BEGIN_DECLS

/**
 * OmniCarrierMap:
 *
 * How the reports of a carrier are read: which of its columns is which of ours, what its words for
 * statuses mean, and what all rows get that the report does not say.
 */
typedef struct _OmniCarrierMap OmniCarrierMap;

OmniCarrierMap *omni_carrier_map_new           (void);
void            omni_carrier_map_free          (OmniCarrierMap        *map);
void            omni_carrier_map_set_title     (OmniCarrierMap        *map,
                                                OmniUpdateColumn       column,
                                                const char            *title);
const char     *omni_carrier_map_get_title     (const OmniCarrierMap  *map,
                                                OmniUpdateColumn       column);
void            omni_carrier_map_set_constant  (OmniCarrierMap        *map,
                                                OmniUpdateColumn       column,
                                                const char            *text);
const char     *omni_carrier_map_get_constant  (const OmniCarrierMap  *map,
                                                OmniUpdateColumn       column);
void            omni_carrier_map_set_word      (OmniCarrierMap        *map,
                                                const char            *word,
                                                const char            *status);
const char     *omni_carrier_map_find_word     (const OmniCarrierMap  *map,
                                                const char            *word);
guint           omni_carrier_map_get_n_words   (const OmniCarrierMap  *map);
const char     *omni_carrier_map_get_word      (const OmniCarrierMap  *map,
                                                guint                  index,
                                                const char           **status);
const char     *omni_carrier_map_find_titles   (const OmniCarrierMap  *map,
                                                const char * const    *titles,
                                                int                   *positions);
char           *omni_carrier_map_read_row      (const OmniCarrierMap  *map,
                                                const int             *positions,
                                                const char * const    *cells,
                                                char                 **texts);
gboolean        omni_carrier_map_check         (const OmniCarrierMap  *map,
                                                GError               **error);
char           *omni_carrier_map_to_json       (const OmniCarrierMap  *map);
OmniCarrierMap *omni_carrier_map_new_from_json (const char            *json,
                                                GError               **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniCarrierMap, omni_carrier_map_free)

G_END_DECLS
