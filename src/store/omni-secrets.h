/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-profile.h"

G_BEGIN_DECLS

/* Tokens in the Secret Service, by server and user name; nowhere else. %OMNI_ERROR_UNSUPPORTED
 * where there is no Secret Service or it is locked and stays so. */
gboolean  omni_secrets_store         (const OmniProfile    *profile,
                                      const char           *token,
                                      GCancellable         *cancellable,
                                      GError              **error);
char     *omni_secrets_lookup        (const OmniProfile    *profile,
                                      GCancellable         *cancellable,
                                      GError              **error);
gboolean  omni_secrets_clear         (const OmniProfile    *profile,
                                      GCancellable         *cancellable,
                                      GError              **error);

G_END_DECLS
