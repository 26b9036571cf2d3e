/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-order-column.h"

G_BEGIN_DECLS

/**
 * OmniOrderSection:
 *
 * The parts that an order's own data are shown in.
 */
typedef enum
{
  OMNI_SECTION_ORDER,
  OMNI_SECTION_CUSTOMER,
  OMNI_SECTION_SHIPPING,
  OMNI_SECTION_BILLING,
  OMNI_SECTION_PAYMENT,
  OMNI_SECTION_DELIVERY,
  OMNI_N_SECTIONS,
} OmniOrderSection;

typedef enum
{
  OMNI_FACT_PLAIN,
  OMNI_FACT_BLOCK,  /* several lines */
  OMNI_FACT_LINK,   /* the address of a page */
  OMNI_FACT_COPIED, /* what people copy: worth a button */
} OmniFactKind;

/**
 * OmniFact:
 * @id: (not nullable): what scripts call it
 * @title: (not nullable): what people call it, translated
 * @value: the value; its text is @owned or belongs to the order or to the reference data
 * @words: (nullable): what people call it, where the value is a word of the API, a rate or what a
 *   shop keeps beside an order
 * @kind: how it is shown
 * @owned: (nullable) (owned)
 * @owned_words: (nullable) (owned)
 */
typedef struct
{
  const char *id;
  const char *title;
  OmniValue value;
  const char *words;
  OmniFactKind kind;
  char *owned;
  char *owned_words;
} OmniFact;

const char *omni_order_section_get_id     (OmniOrderSection         section);
const char *omni_order_section_get_title  (OmniOrderSection         section);
GPtrArray  *omni_order_section_list_facts (OmniOrderSection         section,
                                           const OmniOrder         *order,
                                           const OmniReferenceData *reference);
char       *omni_address_dup_label        (const OmniAddress       *address);
char       *omni_rate_dup_words           (const char              *rate);

G_END_DECLS
