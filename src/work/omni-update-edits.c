/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-update-edits.h"

#include <string.h>

/* What was typed into one row; a column that was not edited has %NULL. */
typedef struct
{
  gsize row;
  gboolean is_left_out;
  char *texts[OMNI_UPDATE_N_COLUMNS];
} RowEdits;

struct _OmniUpdateEdits
{
  GMutex lock;
  GHashTable *rows;      /* (not nullable) (owned) (element-type RowEdits) under the lock */
  GPtrArray *typed_over; /* (not nullable) (owned) (element-type utf8) under the lock: may be lent
                            out */
  int n_edits;           /* atomic */
};

static void
free_row (gpointer data)
{
  RowEdits *edits = data;

  for (guint i = 0; i < OMNI_UPDATE_N_COLUMNS; i++)
    g_free (edits->texts[i]);
  g_free (edits);
}

static guint
hash_row (gconstpointer key)
{
  gsize row = *(const gsize *) key;

  return (guint) (row ^ row >> 32);
}

static gboolean
equal_rows (gconstpointer a, gconstpointer b)
{
  return *(const gsize *) a == *(const gsize *) b;
}

/* The lock is held. */
static RowEdits *
take_row (OmniUpdateEdits *edits, gsize row)
{
  RowEdits *found = g_hash_table_lookup (edits->rows, &row);

  if (found == NULL)
    {
      found = g_new0 (RowEdits, 1);
      found->row = row;
      g_hash_table_insert (edits->rows, &found->row, found);
    }

  return found;
}

/* The lock is held. */
static void
drop_if_empty (OmniUpdateEdits *edits, RowEdits *row)
{
  gboolean is_empty = !row->is_left_out;

  for (guint i = 0; i < OMNI_UPDATE_N_COLUMNS; i++)
    is_empty &= row->texts[i] == NULL;
  if (is_empty)
    g_hash_table_remove (edits->rows, &row->row);
}

OmniUpdateEdits *
omni_update_edits_new (void)
{
  OmniUpdateEdits *edits = g_new0 (OmniUpdateEdits, 1);

  g_mutex_init (&edits->lock);
  edits->rows = g_hash_table_new_full (hash_row, equal_rows, NULL, free_row);
  edits->typed_over = g_ptr_array_new_with_free_func (g_free);
  return edits;
}

void
omni_update_edits_free (OmniUpdateEdits *edits)
{
  g_hash_table_unref (edits->rows);
  g_ptr_array_unref (edits->typed_over);
  g_mutex_clear (&edits->lock);
  g_free (edits);
}

/**
 * omni_update_edits_set_text:
 * @edits: the edits
 * @row: a row
 * @column: a column
 * @text: (nullable): valid UTF-8, or %NULL for what the file says
 */
void
omni_update_edits_set_text (OmniUpdateEdits *edits,
                            gsize row,
                            OmniUpdateColumn column,
                            const char *text)
{
  RowEdits *found;

  g_mutex_lock (&edits->lock);
  found = take_row (edits, row);
  if ((found->texts[column] == NULL) != (text == NULL))
    g_atomic_int_add (&edits->n_edits, text != NULL ? 1 : -1);
  if (found->texts[column] != NULL)
    g_ptr_array_add (edits->typed_over, found->texts[column]);
  found->texts[column] = g_strdup (text);
  drop_if_empty (edits, found);
  g_mutex_unlock (&edits->lock);
}

/**
 * omni_update_edits_dup_text:
 * @edits: the edits
 * @row: a row
 * @column: a column
 *
 * Returns: (transfer full) (nullable): what was typed there, or %NULL when nothing was
 */
char *
omni_update_edits_dup_text (OmniUpdateEdits *edits, gsize row, OmniUpdateColumn column)
{
  const RowEdits *found;
  char *text = NULL;

  g_mutex_lock (&edits->lock);
  found = g_hash_table_lookup (edits->rows, &row);
  if (found != NULL)
    text = g_strdup (found->texts[column]);
  g_mutex_unlock (&edits->lock);

  return text;
}

void
omni_update_edits_set_left_out (OmniUpdateEdits *edits, gsize row, gboolean left_out)
{
  RowEdits *found;

  g_mutex_lock (&edits->lock);
  found = take_row (edits, row);
  if (found->is_left_out != left_out)
    g_atomic_int_add (&edits->n_edits, left_out ? 1 : -1);
  found->is_left_out = left_out;
  drop_if_empty (edits, found);
  g_mutex_unlock (&edits->lock);
}

gboolean
omni_update_edits_is_left_out (OmniUpdateEdits *edits, gsize row)
{
  const RowEdits *found;
  gboolean left_out;

  g_mutex_lock (&edits->lock);
  found = g_hash_table_lookup (edits->rows, &row);
  left_out = found != NULL && found->is_left_out;
  g_mutex_unlock (&edits->lock);

  return left_out;
}

/**
 * omni_update_edits_get_n:
 * @edits: the edits
 *
 * Returns: how many cells were typed into, and rows left out
 */
guint
omni_update_edits_get_n (OmniUpdateEdits *edits)
{
  return (guint) g_atomic_int_get (&edits->n_edits);
}

/**
 * omni_update_edits_put:
 * @edits: the edits
 * @row: a row
 * @cells: (inout): what the file says; takes what was typed
 *
 * What the file has wrong with a row is gone when all of its cells were typed.
 */
void
omni_update_edits_put (OmniUpdateEdits *edits, gsize row, OmniUpdateCells *cells)
{
  const RowEdits *found;
  guint n_typed = 0;

  if (omni_update_edits_get_n (edits) == 0)
    return;

  g_mutex_lock (&edits->lock);
  found = g_hash_table_lookup (edits->rows, &row);
  for (guint i = 0; found != NULL && i < OMNI_UPDATE_N_COLUMNS; i++)
    {
      if (found->texts[i] == NULL)
        continue;

      cells->cells[i].text = found->texts[i];
      cells->cells[i].length = strlen (found->texts[i]);
      cells->kind = OMNI_UPDATE_ROW_ITEM;
      n_typed++;
    }

  if (n_typed == OMNI_UPDATE_N_COLUMNS)
    {
      cells->fault = OMNI_CSV_FAULT_NONE;
      cells->n_extra = 0;
    }
  if (found != NULL && found->is_left_out)
    cells->kind = OMNI_UPDATE_ROW_LEFT_OUT;
  g_mutex_unlock (&edits->lock);
}
