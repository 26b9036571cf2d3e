/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-order-rows-private.h"

#include "omni-order-row-private.h"

OmniOrderRows *
omni_order_rows_new (OmniOrderPages *pages)
{
  OmniOrderRows *self = g_new0 (OmniOrderRows, 1);

  self->pages = pages;
  self->rows = g_hash_table_new (NULL, NULL);
  return self;
}

/* All rows have to be forgotten before. */
void
omni_order_rows_free (OmniOrderRows *self)
{
  g_hash_table_unref (self->rows);
  g_free (self);
}

static void
fill_row (OmniOrderRows *self, OmniOrderRow *row)
{
  guint position = omni_order_row_get_position (row);
  OmniLoadedPage *page = omni_order_pages_find (self->pages, position);
  OmniOrder *order = omni_order_pages_get_order (self->pages, page, position);

  if (position >= self->n_rows)
    omni_order_row_set_gone (row);
  else if (order != NULL)
    omni_order_row_set_order (row, order);
  else if (page->error != NULL)
    omni_order_row_set_failed (row, page->error);
  else
    omni_order_row_set_loading (row);
}

/* The row is on its way out but still is one. */
static void
row_gone_cb (gpointer user_data, GObject *row)
{
  OmniOrderRows *self = user_data;
  guint position = omni_order_row_get_position ((OmniOrderRow *) row);

  g_hash_table_remove (self->rows, GUINT_TO_POINTER (position));
  if (position < self->n_rows)
    omni_order_pages_find (self->pages, position)->n_rows--;
}

/* The row of a place, with what is known of it. */
OmniOrderRow *
omni_order_rows_ensure (OmniOrderRows *self, guint position)
{
  OmniOrderRow *row = g_hash_table_lookup (self->rows, GUINT_TO_POINTER (position));

  if (row != NULL)
    return g_object_ref (row);

  row = omni_order_row_new (position);
  omni_order_pages_ensure_for (self->pages, position)->n_rows++;
  fill_row (self, row);
  g_hash_table_insert (self->rows, GUINT_TO_POINTER (position), row);
  g_object_weak_ref (G_OBJECT (row), row_gone_cb, self);

  return row;
}

/* Whoever holds a row has one that belongs to nothing after this. */
void
omni_order_rows_forget (OmniOrderRows *self)
{
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    {
      g_object_weak_unref (G_OBJECT (row), row_gone_cb, self);
      g_hash_table_iter_remove (&iter);
    }
}

static int
compare_positions (gconstpointer a, gconstpointer b)
{
  guint one = *(const guint *) a;
  guint other = *(const guint *) b;

  return one < other ? -1 : one > other;
}

static GArray *
list_positions (OmniOrderRows *self, guint first)
{
  GArray *positions = g_array_new (FALSE, FALSE, sizeof (guint));
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      guint position = GPOINTER_TO_UINT (key);

      if (position >= first)
        g_array_append_val (positions, position);
    }

  g_array_sort (positions, compare_positions);
  return positions;
}

/* The list is longer or shorter. A row behind its end is blank, and is filled again when the list
   becomes longer while it is still shown; it wants no page. */
void
omni_order_rows_set_length (OmniOrderRows *self, guint n_rows)
{
  guint n_before = self->n_rows;
  g_autoptr (GArray) positions = list_positions (self, MIN (n_before, n_rows));

  self->n_rows = n_rows;
  for (guint i = positions->len; i > 0; i--)
    {
      guint position = g_array_index (positions, guint, i - 1);
      OmniLoadedPage *page = omni_order_pages_ensure_for (self->pages, position);

      if (position < n_before && position >= n_rows)
        page->n_rows--;
      else if (position >= n_before && position < n_rows)
        {
          page->n_rows++;
          omni_order_pages_ask (self->pages, page);
        }
      omni_order_rows_fill (self, position, 1);
    }
}

/* Tells pages that were made anew how many rows they have. */
void
omni_order_rows_count (OmniOrderRows *self)
{
  g_autoptr (GArray) positions = list_positions (self, 0);

  for (guint i = 0; i < positions->len; i++)
    {
      guint position = g_array_index (positions, guint, i);

      if (position < self->n_rows)
        omni_order_pages_ensure_for (self->pages, position)->n_rows++;
    }
}

/* Gives the rows of a part of the list what is known of them now. */
void
omni_order_rows_fill (OmniOrderRows *self, guint first, guint n_rows)
{
  for (guint i = 0; i < n_rows; i++)
    {
      OmniOrderRow *row = g_hash_table_lookup (self->rows, GUINT_TO_POINTER (first + i));

      if (row != NULL)
        {
          g_autoptr (OmniOrderRow) held = g_object_ref (row);

          fill_row (self, held);
        }
    }
}

/* Gives all rows what is known of them now, and asks for the pages of those of which nothing is,
   the first of them last so that they come first. */
void
omni_order_rows_fill_all (OmniOrderRows *self)
{
  g_autoptr (GArray) positions = list_positions (self, 0);

  for (guint i = positions->len; i > 0; i--)
    {
      guint position = g_array_index (positions, guint, i - 1);

      if (position < self->n_rows)
        omni_order_pages_ask (self->pages, omni_order_pages_find (self->pages, position));
      omni_order_rows_fill (self, position, 1);
    }
}
