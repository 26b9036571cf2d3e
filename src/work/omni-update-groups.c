/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-update-groups.h"

#define FIRST_SIZE 1024

/*
 *   heads: by key, the newest row of the group plus one, or 0
 *   next:  by row, the group's next row plus one, or 0
 */
struct _OmniUpdateGroups
{
  GArray *keys;   /* (not nullable) (owned) (element-type guint64) by row; 0 for none */
  GArray *wishes; /* (not nullable) (owned) (element-type guint32) by row */
  GArray *next;   /* (nullable) (owned) (element-type guint32) by row */
  guint32 *heads; /* (nullable) (owned) */
  guint64 *head_keys; /* (nullable) (owned) 0 where the place is free */
  gsize n_places;     /* a power of two */
  gsize n_used;
};

static gsize
find_place (const OmniUpdateGroups *groups, guint64 key)
{
  gsize at = (gsize) key & (groups->n_places - 1);

  while (groups->head_keys[at] != 0 && groups->head_keys[at] != key)
    at = (at + 1) & (groups->n_places - 1);

  return at;
}

static void
chain (OmniUpdateGroups *groups, guint32 row, guint64 key)
{
  gsize at = find_place (groups, key);

  if (groups->head_keys[at] == 0)
    groups->n_used++;
  groups->head_keys[at] = key;
  g_array_index (groups->next, guint32, row) = groups->heads[at];
  groups->heads[at] = row + 1;
}

static void
chain_all (OmniUpdateGroups *groups)
{
  groups->n_places = FIRST_SIZE;
  while (groups->n_places < (gsize) groups->keys->len * 2)
    groups->n_places *= 2;
  groups->n_used = 0;

  g_free (groups->heads);
  g_free (groups->head_keys);
  groups->heads = g_new0 (guint32, groups->n_places);
  groups->head_keys = g_new0 (guint64, groups->n_places);
  if (groups->next == NULL)
    groups->next = g_array_new (FALSE, TRUE, sizeof (guint32));
  g_array_set_size (groups->next, groups->keys->len);

  for (guint32 row = 0; row < groups->keys->len; row++)
    {
      guint64 key = g_array_index (groups->keys, guint64, row);

      if (key != 0)
        chain (groups, row, key);
    }
}

OmniUpdateGroups *
omni_update_groups_new (void)
{
  OmniUpdateGroups *groups = g_new0 (OmniUpdateGroups, 1);

  groups->keys = g_array_new (FALSE, TRUE, sizeof (guint64));
  groups->wishes = g_array_new (FALSE, TRUE, sizeof (guint32));
  return groups;
}

void
omni_update_groups_free (OmniUpdateGroups *groups)
{
  g_array_unref (groups->keys);
  g_array_unref (groups->wishes);
  g_clear_pointer (&groups->next, g_array_unref);
  g_free (groups->heads);
  g_free (groups->head_keys);
  g_free (groups);
}

void
omni_update_groups_append (OmniUpdateGroups *groups, guint64 key, guint32 wish)
{
  g_array_append_val (groups->keys, key);
  g_array_append_val (groups->wishes, wish);
}

/**
 * omni_update_groups_set:
 * @groups: the groups
 * @row: a row; those before it that are not known belong to no group
 * @key: the order item, or 0
 * @wish: what the row wants
 */
void
omni_update_groups_set (OmniUpdateGroups *groups, guint32 row, guint64 key, guint32 wish)
{
  guint64 before;

  if (row >= groups->keys->len)
    {
      g_array_set_size (groups->keys, row + 1);
      g_array_set_size (groups->wishes, row + 1);
    }

  before = g_array_index (groups->keys, guint64, row);
  g_array_index (groups->keys, guint64, row) = key;
  g_array_index (groups->wishes, guint32, row) = wish;
  if (before == key)
    return;

  /* Nobody can be taken out of a chain, so a row that was in another one costs new chains when
   * somebody asks. Keys are edited seldom. */
  if (before != 0 || groups->heads == NULL || groups->n_used * 3 >= groups->n_places * 2)
    {
      g_clear_pointer (&groups->heads, g_free);
      return;
    }

  g_array_set_size (groups->next, groups->keys->len);
  if (key != 0)
    chain (groups, row, key);
}

guint64
omni_update_groups_get_key (OmniUpdateGroups *groups, guint32 row)
{
  return row < groups->keys->len ? g_array_index (groups->keys, guint64, row) : 0;
}

guint32
omni_update_groups_get_wish (OmniUpdateGroups *groups, guint32 row)
{
  return row < groups->wishes->len ? g_array_index (groups->wishes, guint32, row) : 0;
}

/**
 * omni_update_groups_collect:
 * @groups: the groups
 * @key: an order item
 * @rows: (element-type guint32): takes the rows that are about it, in no order
 */
void
omni_update_groups_collect (OmniUpdateGroups *groups, guint64 key, GArray *rows)
{
  guint32 next;

  if (groups->heads == NULL)
    chain_all (groups);

  next = groups->heads[find_place (groups, key)];
  while (next != 0)
    {
      guint32 row = next - 1;

      g_array_append_val (rows, row);
      next = g_array_index (groups->next, guint32, row);
    }
}
