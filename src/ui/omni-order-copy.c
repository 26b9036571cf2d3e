/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-order-copy.h"

#include "omni-format.h"
#include "omni-order-lookup.h"

#include <glib/gi18n-lib.h>

struct _OmniOrderCopy
{
  OmniJob parent_instance;

  OmniClient *client;           /* (not nullable) (owned) */
  OmniReferenceData *reference; /* (nullable) (owned) */
  GArray *columns;              /* (not nullable) (owned) (element-type OmniViewColumn) */
  gint64 *pks;                  /* (not nullable) (owned) */
  gsize n_pks;
  GString *text;                /* (not nullable) (owned) */
  gsize n_orders;
};

G_DEFINE_FINAL_TYPE (OmniOrderCopy, omni_order_copy, OMNI_TYPE_JOB)

/* A spreadsheet begins a new cell at a tab and a new row at a line end, takes text that begins like
 * a formula for one, and what follows a quotation mark at the beginning for one cell up to the next
 * mark. */
static void
append_cell (GString *line, const char *text)
{
  gboolean quoted = text[0] == '"';

  if (text[0] != '\0' && strchr ("=+-@", text[0]) != NULL)
    g_string_append_c (line, '\'');
  if (quoted)
    g_string_append_c (line, '"');

  for (; *text != '\0'; text++)
    {
      if (quoted && *text == '"')
        g_string_append_c (line, '"');
      g_string_append_c (line, strchr ("\t\r\n", *text) != NULL ? ' ' : *text);
    }

  if (quoted)
    g_string_append_c (line, '"');
}

/**
 * omni_order_copy_titles:
 * @columns: (element-type OmniViewColumn): the columns
 *
 * Returns: (transfer full): their titles with tabs between them
 */
char *
omni_order_copy_titles (const GArray *columns)
{
  GString *line = g_string_new (NULL);

  for (guint i = 0; i < columns->len; i++)
    {
      if (i > 0)
        g_string_append_c (line, '\t');
      append_cell (line, omni_order_column_get_title (
                           g_array_index (columns, OmniViewColumn, i).column));
    }

  return g_string_free (line, FALSE);
}

/**
 * omni_order_copy_row:
 * @columns: (element-type OmniViewColumn): the columns
 * @order: an order
 * @reference: (nullable): the tenant's lists
 *
 * Returns: (transfer full): what stands in the order's row, with tabs between the cells
 */
char *
omni_order_copy_row (const GArray *columns, const OmniOrder *order, OmniReferenceData *reference)
{
  GString *line = g_string_new (NULL);

  for (guint i = 0; i < columns->len; i++)
    {
      const OmniViewColumn *column = &g_array_index (columns, OmniViewColumn, i);
      g_autofree char *text = NULL;
      OmniValue value;

      omni_order_column_get_value (column->column, order, NULL, reference, &value);
      text = omni_format_value (&value);
      if (i > 0)
        g_string_append_c (line, '\t');
      /* An amount below zero is none. */
      if (value.kind == OMNI_VALUE_MONEY)
        g_string_append (line, text);
      else
        append_cell (line, text);
    }

  return g_string_free (line, FALSE);
}

static void
append_line (OmniOrderCopy *self, char *line)
{
  g_string_append (self->text, line);
  g_string_append_c (self->text, '\n');
  g_free (line);
}

static gboolean
omni_order_copy_run (OmniJob *job, GCancellable *cancellable, GError **error)
{
  OmniOrderCopy *self = OMNI_ORDER_COPY (job);
  g_autoptr (OmniOrderLookup) lookup = omni_order_lookup_new_for_keys (
    self->client, self->pks, self->n_pks, FALSE, cancellable);
  GError *failure = NULL;

  append_line (self, omni_order_copy_titles (self->columns));
  for (;;)
    {
      g_autoptr (OmniOrderBatch) batch = omni_order_lookup_next (lookup, &failure);

      if (batch == NULL)
        break;
      for (guint i = 0; i < batch->orders->len; i++)
        append_line (self, omni_order_copy_row (self->columns, g_ptr_array_index (batch->orders, i),
                                                self->reference));
      self->n_orders += batch->orders->len;
      omni_job_report (job, (gint64) self->n_orders, (gint64) self->n_pks);
      if (!omni_job_checkpoint (job, error))
        return FALSE;
    }

  if (failure != NULL)
    g_propagate_error (error, failure);
  return failure == NULL;
}

static void
omni_order_copy_finalize (GObject *object)
{
  OmniOrderCopy *self = OMNI_ORDER_COPY (object);

  g_clear_object (&self->client);
  g_clear_pointer (&self->reference, omni_reference_data_unref);
  g_array_unref (self->columns);
  g_free (self->pks);
  g_string_free (self->text, TRUE);

  G_OBJECT_CLASS (omni_order_copy_parent_class)->finalize (object);
}

static void
omni_order_copy_class_init (OmniOrderCopyClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = omni_order_copy_finalize;
  OMNI_JOB_CLASS (klass)->run = omni_order_copy_run;
}

static void
omni_order_copy_init (OmniOrderCopy *self)
{
  self->columns = g_array_new (FALSE, FALSE, sizeof (OmniViewColumn));
  self->text = g_string_new (NULL);
  omni_job_set_title (OMNI_JOB (self), _("Copying the selected orders"));
}

/**
 * omni_order_copy_new:
 * @client: where the orders are
 * @reference: (nullable): the tenant's lists
 * @columns: (element-type OmniViewColumn): what to copy of them
 * @pks: (array length=n_pks): their keys
 * @n_pks: how many
 *
 * Returns: (transfer full): the job
 */
OmniOrderCopy *
omni_order_copy_new (OmniClient *client,
                     OmniReferenceData *reference,
                     const GArray *columns,
                     const gint64 *pks,
                     gsize n_pks)
{
  OmniOrderCopy *self;

  g_return_val_if_fail (OMNI_IS_CLIENT (client), NULL);
  g_return_val_if_fail (columns != NULL, NULL);

  self = g_object_new (OMNI_TYPE_ORDER_COPY, NULL);
  self->client = g_object_ref (client);
  self->reference = reference != NULL ? omni_reference_data_ref (reference) : NULL;
  g_array_append_vals (self->columns, columns->data, columns->len);
  self->pks = g_memdup2 (pks, n_pks * sizeof *pks);
  self->n_pks = n_pks;

  return self;
}

/**
 * omni_order_copy_get_text:
 * @self: a job that has ended well
 *
 * Returns: (transfer none): the text
 */
const char *
omni_order_copy_get_text (OmniOrderCopy *self)
{
  g_return_val_if_fail (OMNI_IS_ORDER_COPY (self), NULL);

  return self->text->str;
}

/**
 * omni_order_copy_get_n_orders:
 * @self: a job that has ended well
 *
 * Returns: how many orders are in the text
 */
gsize
omni_order_copy_get_n_orders (OmniOrderCopy *self)
{
  g_return_val_if_fail (OMNI_IS_ORDER_COPY (self), 0);

  return self->n_orders;
}
