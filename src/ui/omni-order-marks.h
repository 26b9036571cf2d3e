/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "omni-types.h"

G_BEGIN_DECLS

typedef enum
{
  OMNI_ORDER_MARK_NONE,
  OMNI_ORDER_MARK_NEW,     /* came in since the person looked */
  OMNI_ORDER_MARK_CHANGED, /* was there, and was changed since */
} OmniOrderMark;

/**
 * OmniOrderMarks:
 *
 * Which orders came in or changed since a person looked last. The moment is one of the server's
 * clock; an order that was looked at since is not marked any more.
 *
 * Signals: #OmniOrderMarks::changed.
 */
#define OMNI_TYPE_ORDER_MARKS (omni_order_marks_get_type ())
G_DECLARE_FINAL_TYPE (OmniOrderMarks, omni_order_marks, OMNI, ORDER_MARKS, GObject)

OmniOrderMarks *omni_order_marks_new       (void);
void            omni_order_marks_set_since (OmniOrderMarks  *self,
                                            OmniTime         since);
OmniTime        omni_order_marks_get_since (OmniOrderMarks  *self);
void            omni_order_marks_look_at   (OmniOrderMarks  *self,
                                            const OmniOrder *order);
OmniOrderMark   omni_order_marks_get       (OmniOrderMarks  *self,
                                            const OmniOrder *order);

G_END_DECLS
