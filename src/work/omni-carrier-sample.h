/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-carrier-map.h"
#include "omni-csv-index.h"

G_BEGIN_DECLS

/* Titles stand below so many other lines at most. */
#define OMNI_CARRIER_MAX_HEADER_ROW 20

/**
 * OmniCarrierSample:
 *
 * The beginning of a carrier's report, to show what becomes of it under a map. It does not change.
 */
typedef struct _OmniCarrierSample OmniCarrierSample;

OmniCarrierSample *omni_carrier_sample_new         (GFile                   *report,
                                                    GCancellable            *cancellable,
                                                    GError                 **error);
void               omni_carrier_sample_new_async   (GFile                   *report,
                                                    GCancellable            *cancellable,
                                                    GAsyncReadyCallback      callback,
                                                    gpointer                 user_data);
OmniCarrierSample *omni_carrier_sample_new_finish  (GAsyncResult            *result,
                                                    GError                 **error);
void               omni_carrier_sample_free        (OmniCarrierSample       *sample);
guint              omni_carrier_sample_get_n_rows  (const OmniCarrierSample *sample);
const char * const *omni_carrier_sample_get_row    (const OmniCarrierSample *sample,
                                                    guint                    row);
guint              omni_carrier_sample_guess_titles (const OmniCarrierSample *sample);
gboolean           omni_carrier_sample_find_titles (const OmniCarrierSample *sample,
                                                    const OmniCarrierMap    *map,
                                                    guint                   *row);
GPtrArray         *omni_carrier_sample_list_words  (const OmniCarrierSample *sample,
                                                    guint                    title_row,
                                                    const char              *title);
OmniCarrierMap    *omni_carrier_sample_guess_map   (const OmniCarrierSample *sample,
                                                    guint                    title_row);

/* The cells of a row as texts, without the spaces around them. */
char             **omni_carrier_dup_cells          (const OmniCsvCells      *cells);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniCarrierSample, omni_carrier_sample_free)

G_END_DECLS
