/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-types.h"

G_BEGIN_DECLS

/* The signed-in user (contract 3.18). Immutable, counted. */
typedef struct _OmniUser OmniUser;

OmniUser   *omni_user_new_from_json  (OmniJsonReader *reader);
void        omni_user_unref          (OmniUser       *user);
gint64      omni_user_get_pk         (const OmniUser *user);
const char *omni_user_get_username   (const OmniUser *user);
const char *omni_user_get_email      (const OmniUser *user);
const char *omni_user_get_full_name  (const OmniUser *user);
gboolean    omni_user_may            (const OmniUser *user,
                                      const char     *permission);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniUser, omni_user_unref)

G_END_DECLS
