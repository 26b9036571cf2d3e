/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-window-slot.h"

#include "omni-database-selections.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

/* A state is one line about itself, "open 1741075200000000" or "closed …", and then whatever the
 * window wrote. */
#define OPEN_WORD "open"
#define CLOSED_WORD "closed"

struct _OmniWindowSlot
{
  OmniDatabase *database; /* (not nullable) (owned) */
  OmniProfile *profile;   /* (not nullable) (owned) */
  guint number;           /* from 1 */
  int lock;               /* the locked file, or -1 where the database is no file */
};

/* What is known of a slot before it is claimed. */
typedef struct
{
  char *body;   /* (nullable) (owned): NULL where nothing was left */
  gint64 saved;
  gboolean is_open;
} Left;

static char *
dup_key (guint number)
{
  return g_strdup_printf ("orders-window.%u", number);
}

static void
clear_left (Left *left, guint n)
{
  for (guint i = 0; i < n; i++)
    g_free (left[i].body);
}

static void
parse_state (const char *text, Left *left)
{
  const char *end = text != NULL ? strchr (text, '\n') : NULL;
  g_autofree char *line = end != NULL ? g_strndup (text, (gsize) (end - text)) : NULL;
  g_auto (GStrv) words = line != NULL ? g_strsplit (line, " ", 2) : NULL;

  if (words == NULL || words[0] == NULL || words[1] == NULL)
    return;

  left->body = g_strdup (end + 1);
  left->is_open = strcmp (words[0], OPEN_WORD) == 0;
  left->saved = g_ascii_strtoll (words[1], NULL, 10);
}

/*
 * Locks
 */

static int
open_lock (OmniDatabase *database, const OmniProfile *profile, guint number)
{
  const char *path = omni_database_get_path (database);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *who = g_strconcat (profile->server, "\n", profile->username, NULL);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, who, -1);
  g_autofree char *name = g_strdup_printf ("window-%.16s-%u.lock", hash, number);
  g_autofree char *file = g_build_filename (folder, name, NULL);

  return g_open (file, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
}

/* A database in memory belongs to one process. */
static GMutex memory_mutex;

static gboolean
take_in_memory (OmniDatabase *database, guint number)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&memory_mutex);
  guint taken = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (database), "omni-window-slots"));

  if ((taken & (1u << number)) != 0)
    return FALSE;

  g_object_set_data (G_OBJECT (database), "omni-window-slots",
                     GUINT_TO_POINTER (taken | (1u << number)));
  return TRUE;
}

static void
give_back_in_memory (OmniDatabase *database, guint number)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&memory_mutex);
  guint taken = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (database), "omni-window-slots"));

  g_object_set_data (G_OBJECT (database), "omni-window-slots",
                     GUINT_TO_POINTER (taken & ~(1u << number)));
}

static OmniWindowSlot *
try_slot (OmniDatabase *database, const OmniProfile *profile, guint number)
{
  OmniWindowSlot *slot;
  int lock = -1;

  if (strcmp (omni_database_get_path (database), ":memory:") == 0)
    {
      if (!take_in_memory (database, number))
        return NULL;
    }
  else
    {
      lock = open_lock (database, profile, number);
      if (lock < 0)
        return NULL;
      if (flock (lock, LOCK_EX | LOCK_NB) != 0)
        {
          close (lock);
          return NULL;
        }
    }

  slot = g_new0 (OmniWindowSlot, 1);
  slot->database = g_object_ref (database);
  slot->profile = omni_profile_new (profile->server, profile->username);
  slot->number = number;
  slot->lock = lock;

  return slot;
}

/*
 * Which one
 */

static gboolean
goes_before (const Left *a, const Left *b, OmniWindowStart start)
{
  if (start == OMNI_WINDOW_NEW)
    {
      /* What nobody left first, then what was left longest ago. */
      if ((a->body == NULL) != (b->body == NULL))
        return a->body == NULL;
      if (a->is_open != b->is_open)
        return !a->is_open;
      return a->saved < b->saved;
    }

  if ((a->body == NULL) != (b->body == NULL))
    return a->body != NULL;
  if (a->is_open != b->is_open)
    return a->is_open;
  return a->saved > b->saved;
}

static void
sort_slots (guint *order, const Left *left, OmniWindowStart start)
{
  for (guint i = 0; i < OMNI_WINDOW_SLOT_MAX; i++)
    {
      guint at = i;

      while (at > 0 && goes_before (&left[i], &left[order[at - 1]], start))
        {
          order[at] = order[at - 1];
          at--;
        }
      order[at] = i;
    }
}

static guint
count_open (OmniDatabase *database, const OmniProfile *profile, const Left *left)
{
  guint n_open = 0;

  for (guint i = 0; i < OMNI_WINDOW_SLOT_MAX; i++)
    {
      g_autoptr (OmniWindowSlot) free_one = NULL;

      if (left[i].body == NULL || !left[i].is_open)
        continue;
      free_one = try_slot (database, profile, i + 1);
      n_open += free_one != NULL;
    }

  return n_open;
}

/**
 * omni_window_slot_claim:
 * @database: where it is kept
 * @profile: whose window it is
 * @start: what the window begins with
 * @state: (out) (nullable): what was left there, or %NULL
 * @n_more: (out): how many windows more were open at the last end and are not again yet
 * @error: return location for an error
 *
 * Takes a place for a window until omni_window_slot_free(). It waits for the database: not for the
 * main loop.
 *
 * Errors: %OMNI_ERROR_BAD_FILE
 *
 * Returns: (transfer full) (nullable): the slot; %NULL with an error, or without one when all are
 *   taken
 */
OmniWindowSlot *
omni_window_slot_claim (OmniDatabase *database,
                        const OmniProfile *profile,
                        OmniWindowStart start,
                        char **state,
                        guint *n_more,
                        GError **error)
{
  Left left[OMNI_WINDOW_SLOT_MAX] = { { 0 } };
  guint order[OMNI_WINDOW_SLOT_MAX] = { 0 };
  OmniWindowSlot *slot = NULL;
  gboolean known = TRUE;

  g_return_val_if_fail (OMNI_IS_DATABASE (database), NULL);
  g_return_val_if_fail (profile != NULL && state != NULL && n_more != NULL, NULL);

  *state = NULL;
  *n_more = 0;
  for (guint i = 0; known && i < OMNI_WINDOW_SLOT_MAX; i++)
    {
      g_autofree char *key = dup_key (i + 1);
      g_autofree char *text = NULL;
      GError *failure = NULL;

      text = omni_database_get_state (database, profile, key, &failure);
      known = failure == NULL;
      if (known)
        parse_state (text, &left[i]);
      else
        g_propagate_error (error, failure);
    }

  sort_slots (order, left, start);
  for (guint i = 0; known && slot == NULL && i < OMNI_WINDOW_SLOT_MAX; i++)
    {
      slot = try_slot (database, profile, order[i] + 1);
      if (slot != NULL && start == OMNI_WINDOW_LAST)
        *state = g_steal_pointer (&left[order[i]].body);
    }
  if (slot != NULL && start == OMNI_WINDOW_LAST)
    *n_more = count_open (database, profile, left);

  clear_left (left, OMNI_WINDOW_SLOT_MAX);
  return slot;
}

/**
 * omni_window_slot_free:
 * @slot: (transfer full): a slot
 *
 * Lets another window have it.
 */
void
omni_window_slot_free (OmniWindowSlot *slot)
{
  if (slot->lock >= 0)
    close (slot->lock);
  else
    give_back_in_memory (slot->database, slot->number);

  g_object_unref (slot->database);
  omni_profile_free (slot->profile);
  g_free (slot);
}

guint
omni_window_slot_get_number (OmniWindowSlot *slot)
{
  return slot->number;
}

/**
 * omni_window_slot_dup_selection_name:
 * @slot: a slot
 *
 * Returns: (transfer full): the name under which the window's selection is kept
 */
char *
omni_window_slot_dup_selection_name (OmniWindowSlot *slot)
{
  return slot->number == 1 ? g_strdup (OMNI_SELECTION_CURRENT)
                           : g_strdup_printf (OMNI_SELECTION_CURRENT ".%u", slot->number);
}

/**
 * omni_window_slot_save_async:
 * @slot: a slot
 * @state: what the window shows, in whatever form
 * @is_open: whether the window is to be open at the next start
 * @callback: (nullable): called when it is on disk; omni_database_set_state_finish() says whether
 *   it is
 * @user_data: for @callback
 *
 * Remembers what the window shows.
 */
void
omni_window_slot_save_async (OmniWindowSlot *slot,
                             const char *state,
                             gboolean is_open,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autofree char *key = dup_key (slot->number);
  g_autofree char *text = NULL;

  text = g_strdup_printf ("%s %" G_GINT64_FORMAT "\n%s", is_open ? OPEN_WORD : CLOSED_WORD,
                          g_get_real_time (), state);
  omni_database_set_state_async (slot->database, slot->profile, key, text, NULL, callback,
                                 user_data);
}
