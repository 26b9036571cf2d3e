/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "omni-order-query.h"

G_BEGIN_DECLS

/**
 * OmniFilterFieldInterface:
 * @show: shows what @query says for the field's filters; never emits #OmniFilterField::edited
 * @apply: (transfer full): answers @query with what stands in the field
 *
 * A widget that edits one or a few filters of an #OmniOrderQuery.
 *
 * Signals: #OmniFilterField::edited after a person changed what stands in it to something usable.
 */
#define OMNI_TYPE_FILTER_FIELD (omni_filter_field_get_type ())
G_DECLARE_INTERFACE (OmniFilterField, omni_filter_field, OMNI, FILTER_FIELD, GtkWidget)

struct _OmniFilterFieldInterface
{
  GTypeInterface parent_iface;

  void            (*show)  (OmniFilterField *self,
                            OmniOrderQuery  *query);
  OmniOrderQuery *(*apply) (OmniFilterField *self,
                            OmniOrderQuery  *query);
};

void            omni_filter_field_show   (OmniFilterField *self,
                                          OmniOrderQuery  *query);
OmniOrderQuery *omni_filter_field_apply  (OmniFilterField *self,
                                          OmniOrderQuery  *query);
void            omni_filter_field_edited (OmniFilterField *self);

G_END_DECLS
