/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-pk-set.h"

#define FIRST_SIZE 256

/* What marks a free slot. No server has this key; it is kept apart all the same. */
#define NO_PK G_MININT64

struct _OmniPkSet
{
  gint64 *slots; /* (not nullable) (owned) */
  gsize n_slots; /* a power of two, at most three quarters of them taken */
  gsize n_keys;
  gboolean has_no_pk;
};

static gint64 *
find_slot (gint64 *slots, gsize n_slots, gint64 pk)
{
  /* Keys come in rows; Fibonacci hashing spreads them. */
  gsize at =
      (gsize) (((guint64) pk * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)) >> 20) & (n_slots - 1);

  while (slots[at] != NO_PK && slots[at] != pk)
    at = (at + 1) & (n_slots - 1);

  return &slots[at];
}

static gint64 *
make_slots (gsize n_slots)
{
  gint64 *slots = g_new (gint64, n_slots);

  for (gsize i = 0; i < n_slots; i++)
    slots[i] = NO_PK;

  return slots;
}

static void
grow (OmniPkSet *set)
{
  gsize n_slots = set->n_slots * 2;
  gint64 *slots = make_slots (n_slots);

  for (gsize i = 0; i < set->n_slots; i++)
    {
      if (set->slots[i] != NO_PK)
        *find_slot (slots, n_slots, set->slots[i]) = set->slots[i];
    }

  g_free (set->slots);
  set->slots = slots;
  set->n_slots = n_slots;
}

/**
 * omni_pk_set_new:
 *
 * Returns: (transfer full): an empty set
 */
OmniPkSet *
omni_pk_set_new (void)
{
  OmniPkSet *set = g_new0 (OmniPkSet, 1);

  set->n_slots = FIRST_SIZE;
  set->slots = make_slots (FIRST_SIZE);

  return set;
}

/**
 * omni_pk_set_free:
 * @set: (transfer full): a set
 */
void
omni_pk_set_free (OmniPkSet *set)
{
  g_free (set->slots);
  g_free (set);
}

/**
 * omni_pk_set_add:
 * @set: a set
 * @pk: a key
 *
 * Returns: whether @pk is new to @set
 */
gboolean
omni_pk_set_add (OmniPkSet *set, gint64 pk)
{
  gint64 *slot;
  gboolean is_new;

  if (pk == NO_PK)
    {
      is_new = !set->has_no_pk;
      set->has_no_pk = TRUE;
      return is_new;
    }

  slot = find_slot (set->slots, set->n_slots, pk);
  if (*slot == pk)
    return FALSE;

  *slot = pk;
  set->n_keys++;
  if (set->n_keys > set->n_slots / 4 * 3)
    grow (set);

  return TRUE;
}

/**
 * omni_pk_set_contains:
 * @set: a set
 * @pk: a key
 *
 * Returns: whether @pk is in @set
 */
gboolean
omni_pk_set_contains (const OmniPkSet *set, gint64 pk)
{
  if (pk == NO_PK)
    return set->has_no_pk;

  return *find_slot (set->slots, set->n_slots, pk) == pk;
}

/**
 * omni_pk_set_get_size:
 * @set: a set
 *
 * Returns: how many keys it has
 */
gsize
omni_pk_set_get_size (const OmniPkSet *set)
{
  return set->n_keys + (set->has_no_pk ? 1 : 0);
}
