/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What was typed into a document is kept on the disk. */

#include "config.h"

#include "omni-update-document-private.h"

typedef struct
{
  OmniUpdateDocument *document; /* (not nullable) (owned) */
  GPtrArray *cells;             /* (not nullable) (owned) (element-type OmniDraftCell) */
} Writing;

static void write_cells (OmniUpdateDocument *self, GPtrArray *cells);

static void
writing_free (Writing *writing)
{
  g_object_unref (writing->document);
  g_ptr_array_unref (writing->cells);
  g_free (writing);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Writing, writing_free)

/* What the disk did not take is written when it takes something again, as it is by then. */
static void
write_rest (OmniUpdateDocument *self)
{
  g_autoptr (GPtrArray) cells = omni_update_step_list_now (self->file, self->unwritten);

  g_ptr_array_set_size (self->unwritten, 0);
  write_cells (self, cells);
}

static void
draft_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Writing) writing = user_data;
  OmniUpdateDocument *self = writing->document;
  g_autoptr (GError) error = NULL;
  gboolean had_error = self->draft_error != NULL;

  omni_database_write_draft_finish (OMNI_DATABASE (source), result, &error);
  if (error == NULL && self->unwritten->len > 0)
    {
      write_rest (self);
      return;
    }
  if (error == NULL && !had_error)
    return;

  if (error != NULL)
    g_ptr_array_extend_and_steal (self->unwritten, g_ptr_array_ref (writing->cells));
  g_clear_error (&self->draft_error);
  self->draft_error = g_steal_pointer (&error);
  g_signal_emit (self, omni_update_document_signals[OMNI_UPDATE_DOCUMENT_CHANGED], 0);
}

static void
write_cells (OmniUpdateDocument *self, GPtrArray *cells)
{
  Writing *writing = g_new0 (Writing, 1);

  writing->document = g_object_ref (self);
  writing->cells = g_ptr_array_ref (cells);
  omni_database_write_draft_async (self->database, self->uri, self->stamp, cells, NULL,
                                   draft_written_cb, writing);
}

/* Keeps what a step changed. */
void
omni_update_document_write_draft (OmniUpdateDocument *self,
                                  const OmniUpdateStep *step,
                                  gboolean backwards)
{
  g_autoptr (GPtrArray) cells = NULL;

  if (self->database == NULL)
    return;

  cells = omni_update_step_list_cells (step, backwards);
  write_cells (self, cells);
}

/*
 * Public API
 */

/**
 * omni_update_document_get_n_recovered:
 * @self: a document
 *
 * Returns: how many cells came from a draft when the document was opened; undo takes them back
 */
guint
omni_update_document_get_n_recovered (OmniUpdateDocument *self)
{
  g_return_val_if_fail (OMNI_IS_UPDATE_DOCUMENT (self), 0);

  return self->n_recovered;
}

/**
 * omni_update_document_discard_draft:
 * @self: a document
 *
 * Throws away what the disk has of the edits, because they were saved or are not wanted. The
 * document keeps them.
 */
void
omni_update_document_discard_draft (OmniUpdateDocument *self)
{
  g_return_if_fail (OMNI_IS_UPDATE_DOCUMENT (self));

  g_ptr_array_set_size (self->unwritten, 0);
  if (self->database != NULL)
    omni_database_remove_draft_async (self->database, self->uri, self->stamp, NULL, NULL, NULL);
}

/**
 * omni_update_document_get_draft_error:
 * @self: a document
 *
 * Returns: (transfer none) (nullable): why the last edit is not on the disk
 */
const GError *
omni_update_document_get_draft_error (OmniUpdateDocument *self)
{
  g_return_val_if_fail (OMNI_IS_UPDATE_DOCUMENT (self), NULL);

  return self->draft_error;
}
