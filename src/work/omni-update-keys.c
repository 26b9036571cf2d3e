/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-update-keys.h"

#include <string.h>

#define FIRST_SIZE 1024

/* A row's number has fewer bits; the highest one says that the row is known to contradict another.
 */
#define CONTRADICTS ((guint32) 1 << 31)

/* A key of 64 bits stands for the texts themselves: among a million rows two different ones have
 * the same with a chance of one to thirty million. */
typedef struct
{
  guint64 key; /* 0 where the place is free */
  guint32 wish;
  guint32 row;
} Place;

struct _OmniUpdateKeys
{
  Place *places;  /* (not nullable) (owned) */
  gsize n_places; /* a power of two */
  gsize n_used;
};

/* Where @key is, or the free place where it belongs. */
static Place *
find_place (Place *places, gsize n_places, guint64 key)
{
  gsize at = (gsize) key & (n_places - 1);

  while (places[at].key != 0 && places[at].key != key)
    at = (at + 1) & (n_places - 1);

  return &places[at];
}

static void
grow (OmniUpdateKeys *keys)
{
  gsize n_places = keys->n_places * 2;
  Place *places = g_new0 (Place, n_places);

  for (gsize i = 0; i < keys->n_places; i++)
    {
      if (keys->places[i].key != 0)
        *find_place (places, n_places, keys->places[i].key) = keys->places[i];
    }

  g_free (keys->places);
  keys->places = places;
  keys->n_places = n_places;
}

OmniUpdateKeys *
omni_update_keys_new (gsize n_expected)
{
  OmniUpdateKeys *keys = g_new0 (OmniUpdateKeys, 1);

  keys->n_places = FIRST_SIZE;
  while (keys->n_places * 2 < n_expected * 3)
    keys->n_places *= 2;
  keys->places = g_new0 (Place, keys->n_places);
  return keys;
}

void
omni_update_keys_free (OmniUpdateKeys *keys)
{
  g_free (keys->places);
  g_free (keys);
}

/**
 * omni_update_keys_hash:
 * @seed: what the text goes on from
 * @text: some bytes
 * @length: how many
 *
 * Returns: a number for them, never 0
 */
guint64
omni_update_keys_hash (guint64 seed, const char *text, gsize length)
{
  guint64 hash = (seed + G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)) ^ length;

  while (length > 0)
    {
      guint64 word = 0;
      gsize n = MIN (length, sizeof word);

      memcpy (&word, text, n);
      hash = (hash ^ word) * G_GUINT64_CONSTANT (0xff51afd7ed558ccd);
      hash ^= hash >> 32;
      text += n;
      length -= n;
    }

  hash = (hash ^ hash >> 29) * G_GUINT64_CONSTANT (0xc4ceb9fe1a85ec53);
  hash ^= hash >> 32;
  return hash != 0 ? hash : 1;
}

/**
 * omni_update_keys_add:
 * @keys: what is known so far
 * @key: which order item, as a number
 * @wish: what is wanted, as a number
 * @row: which row wants it
 *
 * Adds a row.
 *
 * Returns: whether there was an earlier row about the same item
 */
OmniUpdateKeyMatch
omni_update_keys_add (OmniUpdateKeys *keys, guint64 key, guint64 wish, guint32 row)
{
  OmniUpdateKeyMatch match = { OMNI_UPDATE_KEY_NEW, 0, FALSE };
  Place *place;

  if (keys->n_used * 3 >= keys->n_places * 2)
    grow (keys);

  place = find_place (keys->places, keys->n_places, key);
  if (place->key == 0)
    {
      *place = (Place){ key, (guint32) wish, row };
      keys->n_used++;
      return match;
    }

  match.kind = place->wish == (guint32) wish ? OMNI_UPDATE_KEY_SAME : OMNI_UPDATE_KEY_OTHER;
  match.row = place->row & (CONTRADICTS - 1);
  match.is_known = (place->row & CONTRADICTS) != 0;
  if (match.kind == OMNI_UPDATE_KEY_OTHER)
    place->row |= CONTRADICTS;
  return match;
}
