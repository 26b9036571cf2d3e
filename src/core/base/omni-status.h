/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * OmniStatusColor:
 *
 * The group that a status is coloured by; the colour never carries a meaning that its name does
 * not.
 */
typedef enum
{
  OMNI_STATUS_COLOR_NEUTRAL, /* unknown, or nothing to do */
  OMNI_STATUS_COLOR_WAITING, /* somebody has to act before work starts */
  OMNI_STATUS_COLOR_ACTIVE,  /* being worked on */
  OMNI_STATUS_COLOR_MOVING,  /* with the carrier */
  OMNI_STATUS_COLOR_DONE,    /* delivered */
  OMNI_STATUS_COLOR_ENDED,   /* cancelled or refunded */
  OMNI_STATUS_COLOR_TROUBLE, /* something went wrong */
} OmniStatusColor;

/**
 * OmniStatus:
 * @code: the numeric code as text, as on the wire ("450")
 * @name: the word the API also uses ("preparing")
 * @label: (translatable): the English label, to be translated with omni_status_get_label()
 * @color: the colour group
 *
 * One row of the table of order and order item statuses (contract section 3.3).
 */
typedef struct
{
  const char *code;
  const char *name;
  const char *label;
  OmniStatusColor color;
} OmniStatus;

const OmniStatus *omni_status_get_all   (guint      *n_statuses);
const OmniStatus *omni_status_find      (const char *code_or_name);
const char       *omni_status_get_label (const char *code_or_name);
const char       *omni_status_get_code  (const char *code_or_name);
const char       *omni_cancel_status_get_label (const char *cancel_status);

G_END_DECLS
