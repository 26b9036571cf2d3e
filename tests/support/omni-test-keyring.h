/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * OmniTestKeyring:
 *
 * A real Secret Service, gnome-keyring with an unlocked collection of its own, on the private bus
 * that g_test_dbus_up() made. The bus starts no other service, so that nothing can ask a question.
 */
typedef struct _OmniTestKeyring OmniTestKeyring;

OmniTestKeyring *omni_test_keyring_start (void);
void             omni_test_keyring_lock  (OmniTestKeyring *keyring);
void             omni_test_keyring_stop  (OmniTestKeyring *keyring);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniTestKeyring, omni_test_keyring_stop)

G_END_DECLS
