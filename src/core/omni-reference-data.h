/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-types.h"

G_BEGIN_DECLS

/**
 * OmniReferenceKind:
 *
 * The tenant's own lists, which are loaded after sign-in and never hard-coded (contract section 7,
 * rule 2).
 */
typedef enum
{
  OMNI_REFERENCE_CHANNEL,
  OMNI_REFERENCE_CARGO_COMPANY,
  OMNI_REFERENCE_PAYMENT_OPTION,
  OMNI_REFERENCE_N_KINDS,
} OmniReferenceKind;

/**
 * OmniReferenceEntry:
 * @pk: primary key
 * @name: (not nullable) (owned): the name people see
 * @code: (nullable) (owned): the word the API uses: a payment option's slug, a cargo company's
 *   `shipping_company`, a channel's type
 */
typedef struct
{
  gint64 pk;
  char *name;
  char *code;
} OmniReferenceEntry;

/* Immutable once it is shared; counted; safe between threads. */
OmniReferenceData        *omni_reference_data_new      (void);
OmniReferenceData        *omni_reference_data_ref      (OmniReferenceData       *data);
void                      omni_reference_data_unref    (OmniReferenceData       *data);
void                      omni_reference_data_add      (OmniReferenceData       *data,
                                                        OmniReferenceKind        kind,
                                                        gint64                   pk,
                                                        const char              *name,
                                                        const char              *code);
guint                     omni_reference_data_get_size (const OmniReferenceData *data,
                                                        OmniReferenceKind        kind);
const OmniReferenceEntry *omni_reference_data_get_entry (const OmniReferenceData *data,
                                                        OmniReferenceKind        kind,
                                                        guint                    position);
const OmniReferenceEntry *omni_reference_data_find     (const OmniReferenceData *data,
                                                        OmniReferenceKind        kind,
                                                        gint64                   pk);
const OmniReferenceEntry *omni_reference_data_find_name (const OmniReferenceData *data,
                                                        OmniReferenceKind        kind,
                                                        const char              *name_or_code);
const char               *omni_reference_data_name_code (const OmniReferenceData *data,
                                                        OmniReferenceKind        kind,
                                                        const char              *code);
GStrv                     omni_reference_data_dup_namesakes (const OmniReferenceData *data,
                                                        OmniReferenceKind        kind,
                                                        gint64                   pk);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniReferenceData, omni_reference_data_unref)

G_END_DECLS
