/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-order-query.h"
#include "omni-reference-data.h"

G_BEGIN_DECLS

/**
 * OmniCliFilters:
 *
 * The options of a command that takes filters: one for each filter there is, named after it, and
 * what was given.
 */
typedef struct _OmniCliFilters OmniCliFilters;

OmniCliFilters     *omni_cli_filters_new         (const GOptionEntry    *own_entries);
void                omni_cli_filters_free        (OmniCliFilters        *filters);
const GOptionEntry *omni_cli_filters_get_entries (const OmniCliFilters  *filters);
gboolean            omni_cli_filters_are_set     (const OmniCliFilters  *filters);
gboolean            omni_cli_filters_check       (const OmniCliFilters  *filters,
                                                  GError               **error);
OmniOrderQuery     *omni_cli_filters_make_query  (const OmniCliFilters  *filters,
                                                  OmniOrderQuery        *base,
                                                  OmniReferenceData     *reference,
                                                  GError               **error);
OmniOrderQuery     *omni_cli_sort_query          (OmniOrderQuery        *query,
                                                  const char            *sort,
                                                  GError               **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniCliFilters, omni_cli_filters_free)

G_END_DECLS
