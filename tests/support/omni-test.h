/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * omni_test_init:
 * @argc: (inout): main()'s
 * @argv: (inout): main()'s
 *
 * What every test program does first: own folders for everything, UTC, the plain locale, settings
 * in memory, and warnings that are fatal.
 */
void  omni_test_init       (int       *argc,
                            char    ***argv);

/**
 * OMNI_TEST_WAIT:
 * @condition: an expression
 *
 * Runs the default main context until @condition holds; fails the test when it does not within 20
 * seconds.
 */
#define OMNI_TEST_WAIT(condition)                                                       \
  G_STMT_START                                                                          \
  {                                                                                     \
    gint64 _deadline = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;                   \
    guint _tick = g_timeout_add (20, omni_test_tick, NULL);                             \
    while (!(condition))                                                                \
      {                                                                                 \
        if (g_get_monotonic_time () > _deadline)                                        \
          g_error ("%s:%d: waited 20 s for: %s", __FILE__, __LINE__, #condition);       \
        g_main_context_iteration (NULL, TRUE);                                          \
      }                                                                                 \
    g_source_remove (_tick);                                                            \
  }                                                                                     \
  G_STMT_END

gboolean omni_test_tick    (gpointer   unused);

/* A private folder that is removed, with what is in it, by omni_test_remove_folder(). */
char    *omni_test_make_folder   (void);
void     omni_test_remove_folder (const char *path);
guint    omni_test_count_files   (const char *path);

/* As if the disk were full: no file of this program may grow beyond so many bytes; -1 ends it. */
void     omni_test_limit_files   (gint64      size);

G_END_DECLS
