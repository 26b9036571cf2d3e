/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * OmniNameChecker:
 * @name: what was typed
 * @data: what it was given
 * @note: (out) (nullable) (transfer full): what to say about a name that can be taken
 * @error: return location for why it cannot
 *
 * Returns: whether the name can be taken
 */
typedef gboolean (*OmniNameChecker) (const char  *name,
                                     gpointer     data,
                                     char       **note,
                                     GError     **error);

typedef void (*OmniNameTaker) (const char *name,
                               gpointer    data);

GtkWidget *omni_name_dialog_open (GtkWindow       *parent,
                                  const char      *title,
                                  const char      *button,
                                  const char      *name,
                                  OmniNameChecker  checker,
                                  OmniNameTaker    taker,
                                  GObject         *data);

G_END_DECLS
