/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-order-pages-private.h"

#include "omni-order.h"

#define MAX_PAGES 40

static void
page_free (OmniLoadedPage *page)
{
  g_clear_pointer (&page->orders, g_ptr_array_unref);
  g_clear_error (&page->error);
  g_free (page);
}

OmniOrderPages *
omni_order_pages_new (guint page_size)
{
  OmniOrderPages *self = g_new0 (OmniOrderPages, 1);

  self->page_size = page_size;
  self->pages = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) page_free);
  return self;
}

void
omni_order_pages_free (OmniOrderPages *self)
{
  g_hash_table_unref (self->pages);
  g_free (self);
}

void
omni_order_pages_clear (OmniOrderPages *self)
{
  g_hash_table_remove_all (self->pages);
}

static guint
get_number (OmniOrderPages *self, guint position)
{
  return position / self->page_size + 1;
}

/* The page that has the position, or %NULL when it is not there. */
OmniLoadedPage *
omni_order_pages_find (OmniOrderPages *self, guint position)
{
  return g_hash_table_lookup (self->pages, GUINT_TO_POINTER (get_number (self, position)));
}

OmniLoadedPage *
omni_order_pages_ensure (OmniOrderPages *self, guint number)
{
  OmniLoadedPage *page = g_hash_table_lookup (self->pages, GUINT_TO_POINTER (number));

  if (page == NULL)
    {
      page = g_new0 (OmniLoadedPage, 1);
      page->number = number;
      g_hash_table_insert (self->pages, GUINT_TO_POINTER (number), page);
    }

  return page;
}

OmniLoadedPage *
omni_order_pages_ensure_for (OmniOrderPages *self, guint position)
{
  return omni_order_pages_ensure (self, get_number (self, position));
}

void
omni_order_pages_ask (OmniOrderPages *self, OmniLoadedPage *page)
{
  page->asked = ++self->askings;
}

OmniOrder *
omni_order_pages_get_order (OmniOrderPages *self, OmniLoadedPage *page, guint position)
{
  guint offset = position % self->page_size;

  if (page == NULL || page->orders == NULL || offset >= page->orders->len)
    return NULL;

  return g_ptr_array_index (page->orders, offset);
}

/* The page that was asked for last is what somebody looks at. */
OmniLoadedPage *
omni_order_pages_find_wanted (OmniOrderPages *self)
{
  GHashTableIter iter;
  gpointer value;
  OmniLoadedPage *wanted = NULL;

  g_hash_table_iter_init (&iter, self->pages);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      OmniLoadedPage *page = value;

      if (page->state == OMNI_LOAD_IDLE && (page->n_rows > 0 || page->number == 1) &&
          page->asked > 0 && (wanted == NULL || page->asked > wanted->asked))
        wanted = page;
    }

  return wanted;
}

/* Those whose rows somebody looks at. */
static GPtrArray *
find_failed (OmniOrderPages *self)
{
  GPtrArray *failed = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->pages);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      OmniLoadedPage *page = value;

      if (page->state == OMNI_LOAD_FAILED && page->n_rows > 0)
        g_ptr_array_add (failed, page);
    }

  return failed;
}

gboolean
omni_order_pages_has_failed (OmniOrderPages *self)
{
  g_autoptr (GPtrArray) failed = find_failed (self);

  return failed->len > 0;
}

/* Gives the pages that are asked for anew. */
GPtrArray *
omni_order_pages_ask_failed_again (OmniOrderPages *self)
{
  GPtrArray *failed = find_failed (self);

  for (guint i = 0; i < failed->len; i++)
    {
      OmniLoadedPage *page = g_ptr_array_index (failed, i);

      page->state = OMNI_LOAD_IDLE;
      g_clear_error (&page->error);
      omni_order_pages_ask (self, page);
    }

  return failed;
}

gboolean
omni_order_pages_find_position (OmniOrderPages *self, gint64 order_pk, guint *position)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->pages);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      OmniLoadedPage *page = value;

      for (guint i = 0; page->orders != NULL && i < page->orders->len; i++)
        {
          if (omni_order_get_pk (g_ptr_array_index (page->orders, i)) == order_pk)
            {
              *position = (page->number - 1) * self->page_size + i;
              return TRUE;
            }
        }
    }

  return FALSE;
}

/* Makes all pages be loaded again that have a living row, and forgets the others. Returns how many
   are left. */
guint
omni_order_pages_forget_unseen (OmniOrderPages *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->pages);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      OmniLoadedPage *page = value;

      page->state = OMNI_LOAD_IDLE;
      if (page->n_rows == 0)
        g_hash_table_iter_remove (&iter);
    }

  return g_hash_table_size (self->pages);
}

void
omni_order_pages_drop_least_used (OmniOrderPages *self)
{
  while (g_hash_table_size (self->pages) > MAX_PAGES)
    {
      GHashTableIter iter;
      gpointer value;
      OmniLoadedPage *oldest = NULL;

      g_hash_table_iter_init (&iter, self->pages);
      while (g_hash_table_iter_next (&iter, NULL, &value))
        {
          OmniLoadedPage *page = value;

          if (page->n_rows == 0 && page->state != OMNI_LOAD_LOADING &&
              (oldest == NULL || page->asked < oldest->asked))
            oldest = page;
        }

      if (oldest == NULL)
        return;
      g_hash_table_remove (self->pages, GUINT_TO_POINTER (oldest->number));
    }
}
