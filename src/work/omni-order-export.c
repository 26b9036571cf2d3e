/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-order-export.h"

#include "omni-export-check.h"
#include "omni-order-lookup.h"
#include "omni-order-walk.h"
#include "omni-patience.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

/* More names than this make no sentence. */
#define MAX_NAMES 10

struct _OmniOrderExport
{
  OmniJob parent_instance;

  /* What was asked for. */
  OmniClient *client;           /* (not nullable) (owned) */
  OmniReferenceData *reference; /* (nullable) (owned) */
  GFile *target;                /* (not nullable) (owned) */
  OmniTableFormat format;
  OmniOrderQuery *query; /* (nullable) (owned) */
  GArray *pks;           /* (nullable) (owned) (element-type gint64) */
  GStrv numbers;         /* (nullable) (owned) */
  OmniExportRows rows;
  GPtrArray
      *columns; /* (not nullable) (owned) (element-type OmniOrderColumn) empty for the usual ones */
  OmniTableOptions options; /* its zone is owned */
  guint patience;           /* seconds */

  /* In progress; the job's thread. */
  OmniTableWriter *writer; /* (nullable) (owned) */
  OmniValue *values;       /* (nullable) (owned) one row */
  gint64 n_orders;
  GString *missing; /* (not nullable) (owned) the first names of what is missing */
  gint64 n_unknown; /* names that were not found */
  gint64 n_lost;    /* orders that stopped matching and were not found again */

  /* Result. */
  gint64 n_rows;
};

G_DEFINE_FINAL_TYPE (OmniOrderExport, omni_order_export, OMNI_TYPE_JOB)

/* Where the orders come from: a walk over a query, or a lookup of names. */
typedef struct
{
  OmniOrderWalk *walk;     /* (nullable) (owned) */
  OmniOrderLookup *lookup; /* (nullable) (owned) */
} Source;

/*
 * Helpers: where orders come from
 */

static void
open_source (OmniOrderExport *self, GCancellable *cancellable, Source *source)
{
  gboolean wants_items = self->rows == OMNI_EXPORT_ROWS_ITEMS;
  g_autoptr (OmniOrderQuery) all = NULL;

  if (self->pks != NULL)
    {
      source->lookup =
          omni_order_lookup_new_for_keys (self->client, (const gint64 *) (gpointer) self->pks->data,
                                          self->pks->len, wants_items, cancellable);
      return;
    }

  if (self->numbers != NULL)
    {
      source->lookup = omni_order_lookup_new_for_numbers (
          self->client, (const char *const *) self->numbers, wants_items, cancellable);
      return;
    }

  if (self->query == NULL)
    all = omni_order_query_new ();
  source->walk = omni_order_walk_new (self->client, self->query != NULL ? self->query : all,
                                      wants_items, cancellable);
}

static void
source_clear (Source *source)
{
  g_clear_pointer (&source->walk, omni_order_walk_free);
  g_clear_pointer (&source->lookup, omni_order_lookup_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Source, source_clear)

static OmniOrderBatch *
read_batch (const Source *source, GError **error)
{
  return source->walk != NULL ? omni_order_walk_next (source->walk, error)
                              : omni_order_lookup_next (source->lookup, error);
}

static gint64
get_total (const Source *source)
{
  return source->walk != NULL ? omni_order_walk_get_total (source->walk)
                              : (gint64) omni_order_lookup_get_total (source->lookup);
}

/*
 * Helpers: the table
 */

static gboolean
has_column (GPtrArray *columns, const char *id)
{
  return g_ptr_array_find (columns, omni_order_column_find (id), NULL);
}

/* The usual columns; those of items only where there are rows of items. */
static GPtrArray *
choose_columns (OmniOrderExport *self)
{
  GPtrArray *columns = g_ptr_array_new ();

  if (self->columns->len > 0)
    {
      g_ptr_array_extend (columns, self->columns, NULL, NULL);
      return columns;
    }

  for (guint i = 0; i < omni_order_column_get_count (); i++)
    {
      const OmniOrderColumn *column = omni_order_column_get (i);

      if (omni_order_column_is_default (column) &&
          (self->rows == OMNI_EXPORT_ROWS_ITEMS || !omni_order_column_is_of_item (column)))
        g_ptr_array_add (columns, (gpointer) column);
    }

  /* An amount says nothing without it. */
  if (!has_column (columns, "currency"))
    g_ptr_array_add (columns, (gpointer) omni_order_column_find ("currency"));

  return columns;
}

static gboolean
open_table (OmniOrderExport *self, GPtrArray *columns, GError **error)
{
  g_autofree OmniTableColumn *table_columns = g_new0 (OmniTableColumn, columns->len);

  for (guint i = 0; i < columns->len; i++)
    {
      const OmniOrderColumn *column = g_ptr_array_index (columns, i);

      table_columns[i].title = omni_order_column_get_title (column);
      table_columns[i].kind = omni_order_column_get_kind (column);
      table_columns[i].width = omni_order_column_get_width (column);
    }

  self->values = g_new0 (OmniValue, columns->len);
  self->writer = omni_table_writer_new (self->format, self->target, table_columns, columns->len,
                                        &self->options, error);
  return self->writer != NULL;
}

static gboolean
write_row (OmniOrderExport *self,
           GPtrArray *columns,
           const OmniOrder *order,
           const OmniOrderItem *item,
           GError **error)
{
  for (guint i = 0; i < columns->len; i++)
    omni_order_column_get_value (g_ptr_array_index (columns, i), order, item, self->reference,
                                 &self->values[i]);

  return omni_table_writer_write_row (self->writer, self->values, error);
}

/* Writes a row for each item of @order from @position on. The items are grouped by order. */
static gboolean
write_items (OmniOrderExport *self,
             GPtrArray *columns,
             const OmniOrder *order,
             GPtrArray *items,
             guint *position,
             GError **error)
{
  guint first = *position;

  while (*position < items->len && omni_order_item_get_order (g_ptr_array_index (
                                       items, *position)) == omni_order_get_pk (order))
    {
      if (!write_row (self, columns, order, g_ptr_array_index (items, *position), error))
        return FALSE;
      (*position)++;
    }

  /* An order without items is an order all the same. */
  return *position > first || write_row (self, columns, order, NULL, error);
}

static gboolean
write_batch (OmniOrderExport *self, GPtrArray *columns, const OmniOrderBatch *batch, GError **error)
{
  guint position = 0;

  for (guint i = 0; i < batch->orders->len; i++)
    {
      const OmniOrder *order = g_ptr_array_index (batch->orders, i);
      gboolean written = batch->items != NULL
                             ? write_items (self, columns, order, batch->items, &position, error)
                             : write_row (self, columns, order, NULL, error);

      if (!written)
        return FALSE;
      self->n_orders++;
    }

  for (guint i = 0; i < batch->missing->len; i++)
    {
      if (self->n_unknown++ < MAX_NAMES)
        g_string_append_printf (self->missing, "%s%s", self->missing->len > 0 ? ", " : "",
                                (const char *) g_ptr_array_index (batch->missing, i));
    }

  return TRUE;
}

/* Whoever was named is in the file or said to be missing; of numbers, two may share one. */
static gboolean
check_orders (OmniOrderExport *self, const Source *source, GError **error)
{
  gint64 n_named = source->lookup != NULL ? get_total (source) : 0;

  if (self->n_orders + self->n_unknown >= n_named)
    return TRUE;

  g_propagate_error (error, omni_error_new (OMNI_ERROR_BAD_REPLY,
                                            _ ("%'" PRId64 " orders were asked for, and the server "
                                               "answered for %'" PRId64 " only."),
                                            n_named, self->n_orders + self->n_unknown));
  return FALSE;
}

static gboolean
write_all (OmniOrderExport *self, GPtrArray *columns, GCancellable *cancellable, GError **error)
{
  g_auto (Source) source = { 0 };
  gboolean complete = FALSE;
  OmniPatience patience = { OMNI_JOB (self), self->patience, 0, 0 };

  open_source (self, cancellable, &source);
  while (!complete)
    {
      GError *failure = NULL;
      g_autoptr (OmniOrderBatch) batch = read_batch (&source, &failure);

      if (failure != NULL)
        {
          if (!omni_patience_wait (&patience, failure, error))
            return FALSE;
          continue;
        }

      complete = batch == NULL;
      omni_patience_renew (&patience);
      if (batch != NULL && !write_batch (self, columns, batch, error))
        return FALSE;

      omni_job_report (OMNI_JOB (self), self->n_orders + self->n_unknown, get_total (&source));
      if (!omni_job_checkpoint (OMNI_JOB (self), error))
        return FALSE;
    }

  if (source.walk != NULL)
    self->n_lost = omni_order_walk_get_lost (source.walk);
  return check_orders (self, &source, error);
}

/*
 * Helpers: the summary
 */

static void
append_missing (OmniOrderExport *self, GString *summary)
{
  if (self->n_unknown > 0)
    {
      g_string_append_c (summary, ' ');
      g_string_append_printf (summary,
                              ngettext ("%'" PRId64 " was not found: %s",
                                        "%'" PRId64 " were not found: %s",
                                        (gulong) self->n_unknown),
                              self->n_unknown, self->missing->str);
      g_string_append (summary, self->n_unknown > MAX_NAMES ? ", …" : ".");
    }

  if (self->n_lost > 0)
    {
      g_string_append_c (summary, ' ');
      g_string_append_printf (
          summary,
          ngettext ("When the export began, %'" PRId64 " matched; %'" PRId64 " changed meanwhile, "
                    "does not match any more and is not in the file.",
                    "When the export began, %'" PRId64 " matched; %'" PRId64 " changed meanwhile, "
                    "do not match any more and are not in the file.",
                    (gulong) self->n_lost),
          self->n_orders + self->n_lost, self->n_lost);
    }
}

static void
summarize (OmniOrderExport *self)
{
  g_autoptr (GFileInfo) info = g_file_query_info (self->target, G_FILE_ATTRIBUTE_STANDARD_SIZE,
                                                  G_FILE_QUERY_INFO_NONE, NULL, NULL);
  g_autofree char *size = g_format_size (info != NULL ? (guint64) g_file_info_get_size (info) : 0);
  g_autofree char *path = g_file_get_path (self->target);
  g_autofree char *name = g_filename_display_basename (path);
  g_autoptr (GString) summary = g_string_new (NULL);
  gint64 n_shortened = omni_table_writer_get_shortened (self->writer);

  g_string_append_printf (summary,
                          ngettext ("Wrote %'" PRId64 " order to %s (%s).",
                                    "Wrote %'" PRId64 " orders to %s (%s).",
                                    (gulong) self->n_orders),
                          self->n_orders, name, size);
  if (self->rows == OMNI_EXPORT_ROWS_ITEMS)
    {
      g_string_append_c (summary, ' ');
      g_string_append_printf (summary,
                              ngettext ("It has %'" PRId64 " row.", "It has %'" PRId64 " rows.",
                                        (gulong) self->n_rows),
                              self->n_rows);
    }
  append_missing (self, summary);

  if (n_shortened > 0)
    {
      g_string_append_c (summary, ' ');
      g_string_append_printf (
          summary,
          ngettext ("%'" PRId64 " text was longer than a cell can be and was cut.",
                    "%'" PRId64 " texts were longer than a cell can be and were cut.",
                    (gulong) n_shortened),
          n_shortened);
    }

  omni_job_set_summary (OMNI_JOB (self), summary->str);
}

/*
 * Overrides
 */

static gboolean
omni_order_export_run (OmniJob *job, GCancellable *cancellable, GError **error)
{
  OmniOrderExport *self = OMNI_ORDER_EXPORT (job);
  g_autoptr (GPtrArray) columns = choose_columns (self);

  /* A file that cannot be written is known before anything is asked. */
  if (!open_table (self, columns, error))
    return FALSE;

  if (!write_all (self, columns, cancellable, error) || !omni_job_checkpoint (job, error))
    {
      omni_table_writer_abandon (self->writer);
      return FALSE;
    }

  if (!omni_table_writer_close (self->writer, cancellable, error))
    return FALSE;

  self->n_rows = omni_table_writer_get_rows (self->writer);
  if (self->format == OMNI_TABLE_FORMAT_CSV &&
      !omni_export_check_rows (self->target, self->options.delimiter, self->n_rows, error))
    return FALSE;

  summarize (self);
  omni_job_set_result_file (job, self->target);
  return TRUE;
}

static void
omni_order_export_finalize (GObject *object)
{
  OmniOrderExport *self = OMNI_ORDER_EXPORT (object);

  g_clear_object (&self->writer);
  g_clear_object (&self->client);
  g_clear_pointer (&self->reference, omni_reference_data_unref);
  g_clear_object (&self->target);
  g_clear_pointer (&self->query, omni_order_query_unref);
  g_clear_pointer (&self->pks, g_array_unref);
  g_clear_pointer (&self->numbers, g_strfreev);
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_clear_pointer (&self->options.zone, g_time_zone_unref);
  g_string_free (self->missing, TRUE);
  g_free (self->values);

  G_OBJECT_CLASS (omni_order_export_parent_class)->finalize (object);
}

static void
omni_order_export_class_init (OmniOrderExportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = omni_order_export_finalize;
  OMNI_JOB_CLASS (klass)->run = omni_order_export_run;
}

static void
omni_order_export_init (OmniOrderExport *self)
{
  self->columns = g_ptr_array_new ();
  self->missing = g_string_new (NULL);
  self->options.delimiter = omni_table_get_locale_delimiter ();
  self->options.guard_formulas = TRUE;
  self->options.zone = g_time_zone_new_local ();
}

/*
 * Public API
 */

/**
 * omni_order_export_new:
 * @client: where the orders are
 * @reference: (nullable): the names behind the tenant's keys
 * @target: the file to make, on this computer
 * @format: what kind of file
 *
 * Makes an export of all orders; the functions that follow narrow it before it is started. Every
 * order is written once.
 *
 * The file of a query has the highest key, which is the newest order, first, whatever the query
 * sorts by: only keys make a way through the orders that does not shift when others change. Nothing
 * that came in after the beginning is in it.
 *
 * Returns: (transfer full): the job
 */
OmniOrderExport *
omni_order_export_new (OmniClient *client,
                       OmniReferenceData *reference,
                       GFile *target,
                       OmniTableFormat format)
{
  OmniOrderExport *self;
  g_autofree char *name = NULL;
  g_autofree char *title = NULL;

  g_return_val_if_fail (OMNI_IS_CLIENT (client), NULL);
  g_return_val_if_fail (G_IS_FILE (target), NULL);

  self = g_object_new (OMNI_TYPE_ORDER_EXPORT, NULL);
  self->client = g_object_ref (client);
  self->reference = reference != NULL ? omni_reference_data_ref (reference) : NULL;
  self->target = g_object_ref (target);
  self->format = format;

  name = g_file_get_basename (target);
  title = g_strdup_printf (_("Exporting orders to %s"), name);
  omni_job_set_title (OMNI_JOB (self), title);

  return self;
}

/**
 * omni_order_export_set_query:
 * @self: an export that was not started
 * @query: (nullable): which orders, or %NULL for all
 *
 * Exports all orders that match when the export begins. One that stops matching meanwhile is
 * written with its present values, as far as it can be found.
 */
void
omni_order_export_set_query (OmniOrderExport *self, OmniOrderQuery *query)
{
  g_return_if_fail (OMNI_IS_ORDER_EXPORT (self));

  g_clear_pointer (&self->query, omni_order_query_unref);
  self->query = query != NULL ? omni_order_query_ref (query) : NULL;
}

/**
 * omni_order_export_set_orders:
 * @self: an export that was not started
 * @order_pks: (array length=n_order_pks): keys of orders
 * @n_order_pks: how many
 *
 * Exports these orders, in this order.
 */
void
omni_order_export_set_orders (OmniOrderExport *self, const gint64 *order_pks, gsize n_order_pks)
{
  g_return_if_fail (OMNI_IS_ORDER_EXPORT (self));
  g_return_if_fail (order_pks != NULL || n_order_pks == 0);

  g_clear_pointer (&self->pks, g_array_unref);
  self->pks = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (n_order_pks > 0)
    g_array_append_vals (self->pks, order_pks, (guint) n_order_pks);
}

/**
 * omni_order_export_set_numbers:
 * @self: an export that was not started
 * @numbers: (array zero-terminated=1): numbers of orders
 *
 * Exports the orders with these numbers, in this order; a number that two channels use names two.
 */
void
omni_order_export_set_numbers (OmniOrderExport *self, const char *const *numbers)
{
  g_return_if_fail (OMNI_IS_ORDER_EXPORT (self));
  g_return_if_fail (numbers != NULL);

  g_strfreev (self->numbers);
  self->numbers = g_strdupv ((char **) numbers);
}

/**
 * omni_order_export_set_rows:
 * @self: an export that was not started
 * @rows: what a row is
 *
 * Chooses between a row per order, which is usual, and a row per order item.
 */
void
omni_order_export_set_rows (OmniOrderExport *self, OmniExportRows rows)
{
  g_return_if_fail (OMNI_IS_ORDER_EXPORT (self));

  self->rows = rows;
}

/**
 * omni_order_export_set_columns:
 * @self: an export that was not started
 * @columns: (array length=n_columns): the columns, in their order
 * @n_columns: how many; 0 for the usual ones
 *
 * Chooses the columns.
 */
void
omni_order_export_set_columns (OmniOrderExport *self,
                               const OmniOrderColumn **columns,
                               guint n_columns)
{
  g_return_if_fail (OMNI_IS_ORDER_EXPORT (self));
  g_return_if_fail (columns != NULL || n_columns == 0);

  g_ptr_array_set_size (self->columns, 0);
  for (guint i = 0; i < n_columns; i++)
    g_ptr_array_add (self->columns, (gpointer) columns[i]);
}

/**
 * omni_order_export_set_options:
 * @self: an export that was not started
 * @options: how the file is written; copied
 *
 * Chooses how the file is written. Without this: the delimiter of the locale, formulas guarded,
 * times in this computer's zone, no file replaced.
 */
void
omni_order_export_set_options (OmniOrderExport *self, const OmniTableOptions *options)
{
  g_return_if_fail (OMNI_IS_ORDER_EXPORT (self));
  g_return_if_fail (options != NULL && options->zone != NULL);

  g_time_zone_ref (options->zone);
  g_time_zone_unref (self->options.zone);
  self->options = *options;
}

/**
 * omni_order_export_set_patience:
 * @self: an export that was not started
 * @seconds: how long it waits for a broken connection; 0, which is usual, to fail at once;
 *   %G_MAXUINT to wait until somebody cancels it
 *
 * Lets the export survive an outage; the end of a session is one only when the patience is
 * endless, because somebody has to sign in again. Meanwhile the export is paused and
 * omni_job_get_stall() says why; it tries again by itself, or at once with omni_job_resume(), and
 * goes on where it stopped. Every order is in the file once all the same.
 */
void
omni_order_export_set_patience (OmniOrderExport *self, guint seconds)
{
  g_return_if_fail (OMNI_IS_ORDER_EXPORT (self));

  self->patience = seconds;
}

/**
 * omni_order_export_get_n_rows:
 * @self: an export that has ended well
 *
 * Returns: how many rows the file has, without the header
 */
gint64
omni_order_export_get_n_rows (OmniOrderExport *self)
{
  g_return_val_if_fail (OMNI_IS_ORDER_EXPORT (self), 0);

  return self->n_rows;
}

/**
 * omni_order_export_get_n_missing:
 * @self: an export that has ended well
 *
 * Returns: how many orders were asked for and are not in the file; the summary names them
 */
gint64
omni_order_export_get_n_missing (OmniOrderExport *self)
{
  g_return_val_if_fail (OMNI_IS_ORDER_EXPORT (self), 0);

  return self->n_unknown + self->n_lost;
}
