/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-wipe.h"

#include <string.h>

/**
 * omni_wipe_text:
 * @text: (transfer full) (nullable): a password or a token
 *
 * Overwrites the text and frees it. The compiler does not leave the writing out.
 */
void
omni_wipe_text (char *text)
{
  if (text == NULL)
    return;

  explicit_bzero (text, strlen (text));
  g_free (text);
}
