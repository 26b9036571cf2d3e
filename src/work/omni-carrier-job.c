/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-carrier-job.h"

#include "omni-csv-index.h"
#include "omni-order-lookup.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

/* Titles stand below so many other lines at most. */
#define MAX_HEADER_ROW 20

#define ROWS_PER_BATCH 100

/* A row of the report under our columns. */
typedef struct
{
  gsize number; /* as a spreadsheet counts */
  char *texts[OMNI_UPDATE_N_COLUMNS];
  char *reason; /* (nullable) (owned) why nothing becomes of it */
} Row;

struct _OmniCarrierJob
{
  OmniJob parent_instance;

  OmniClient *client;       /* (not nullable) (owned) */
  GFile *report;            /* (not nullable) (owned) */
  OmniCarrierMap *map;      /* (not nullable) (owned) */
  GFile *target;            /* (not nullable) (owned) */
  OmniTableFormat format;
  OmniTableOptions options; /* its zone is owned */

  /* In progress; the job's thread. */
  OmniCsvIndex *index;     /* (nullable) (owned) */
  OmniTableWriter *writer; /* (nullable) (owned) */
  gsize header_row;
  int positions[OMNI_UPDATE_N_COLUMNS];

  /* Result. */
  gsize n_rows;
  GPtrArray *unmatched; /* (not nullable) (owned) (element-type OmniUnmatched) */
};

G_DEFINE_FINAL_TYPE (OmniCarrierJob, omni_carrier_job, OMNI_TYPE_JOB)

/*
 * Helpers
 */

static void
row_free (gpointer data)
{
  Row *row = data;

  for (guint i = 0; i < OMNI_UPDATE_N_COLUMNS; i++)
    g_free (row->texts[i]);
  g_free (row->reason);
  g_free (row);
}

static void
unmatched_free (gpointer data)
{
  OmniUnmatched *unmatched = data;

  g_free (unmatched->key);
  g_free (unmatched->reason);
  g_free (unmatched);
}

static gboolean
fail (OmniCarrierJob *self, GError **error, const char *reason)
{
  g_autofree char *name = g_file_get_parse_name (self->report);

  g_propagate_error (error, omni_error_new (OMNI_ERROR_BAD_FILE, _("“%s”: %s"), name, reason));
  return FALSE;
}

static char *
dup_cell (const OmniCsvCell *cell)
{
  char *text = g_utf8_make_valid (cell->text, (gssize) cell->length);

  return g_strstrip (text);
}

/*
 * Helpers: titles
 */

/* Gives the first title that the row lacks, or %NULL when it has all. */
static const char *
take_titles (OmniCarrierJob *self, const OmniCsvCells *cells)
{
  const char *missing = NULL;

  for (guint column = 0; column < OMNI_UPDATE_N_COLUMNS; column++)
    {
      const char *title = omni_carrier_map_get_title (self->map, column);
      g_autofree char *wanted = title != NULL ? omni_update_fold_word (title) : NULL;

      self->positions[column] = -1;
      for (guint i = 0; wanted != NULL && i < omni_csv_cells_get_size (cells); i++)
        {
          g_autofree char *cell = dup_cell (omni_csv_cells_get (cells, i));
          g_autofree char *folded = omni_update_fold_word (cell);

          if (strcmp (folded, wanted) == 0 && self->positions[column] < 0)
            self->positions[column] = (int) i;
        }
      if (title != NULL && self->positions[column] < 0 && missing == NULL)
        missing = title;
    }

  return missing;
}

static gboolean
find_titles (OmniCarrierJob *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (OmniCsvCells) cells = omni_csv_cells_new ();
  const char *missing = NULL;
  g_autofree char *reason = NULL;

  for (gsize row = 0; row < MAX_HEADER_ROW; row++)
    {
      const char *lacks;

      if (!omni_csv_index_wait (self->index, row + 1, cancellable, error))
        return FALSE;
      if (omni_csv_index_get_n_rows (self->index, NULL) <= row)
        break;
      if (!omni_csv_index_read_row (self->index, row, cells, error))
        return FALSE;
      if (omni_csv_cells_is_blank (cells))
        continue;

      self->header_row = row;
      lacks = take_titles (self, cells);
      if (lacks == NULL)
        return TRUE;
      if (missing == NULL)
        missing = lacks;
    }

  if (missing == NULL)
    return fail (self, error, _("the file is empty."));

  reason = g_strdup_printf (_("there is no column “%s”."), missing);
  return fail (self, error, reason);
}

/*
 * Helpers: rows
 */

static Row *
read_row (OmniCarrierJob *self, const OmniCsvCells *cells, gsize number)
{
  Row *row = g_new0 (Row, 1);

  row->number = number;
  for (guint i = 0; i < OMNI_UPDATE_N_COLUMNS; i++)
    {
      if (self->positions[i] >= 0)
        row->texts[i] = dup_cell (omni_csv_cells_get (cells, (guint) self->positions[i]));
      if ((row->texts[i] == NULL || row->texts[i][0] == '\0') &&
          omni_carrier_map_get_constant (self->map, i) != NULL)
        {
          g_free (row->texts[i]);
          row->texts[i] = g_strdup (omni_carrier_map_get_constant (self->map, i));
        }
      if (row->texts[i] == NULL)
        row->texts[i] = g_strdup ("");
    }

  if (omni_csv_cells_get_fault (cells) != OMNI_CSV_FAULT_NONE)
    row->reason = g_strdup (_("The row cannot be read."));
  else if (row->texts[OMNI_UPDATE_STATUS][0] != '\0')
    {
      const char *code = omni_carrier_map_find_word (self->map, row->texts[OMNI_UPDATE_STATUS]);

      if (code == NULL)
        row->reason = g_strdup_printf (_("Nobody said what “%s” means."),
                                       row->texts[OMNI_UPDATE_STATUS]);
      g_free (row->texts[OMNI_UPDATE_STATUS]);
      row->texts[OMNI_UPDATE_STATUS] = g_strdup (code != NULL ? code : "");
    }
  if (row->reason == NULL && row->texts[OMNI_UPDATE_ID][0] == '\0' &&
      row->texts[OMNI_UPDATE_ORDER_NUMBER][0] == '\0')
    row->reason = g_strdup (_("The row names no order."));

  return row;
}

static void
take_unmatched (OmniCarrierJob *self, Row *row)
{
  OmniUnmatched *unmatched = g_new0 (OmniUnmatched, 1);
  OmniUpdateColumn key =
      row->texts[OMNI_UPDATE_ID][0] != '\0' ? OMNI_UPDATE_ID : OMNI_UPDATE_ORDER_NUMBER;

  unmatched->row = row->number;
  unmatched->key = g_strdup (row->texts[key]);
  unmatched->reason = g_steal_pointer (&row->reason);
  g_ptr_array_add (self->unmatched, unmatched);
}

static gboolean
write_texts (OmniCarrierJob *self, const Row *row, const char *id, const char *sku, GError **error)
{
  OmniValue values[OMNI_UPDATE_N_COLUMNS] = { 0 };

  for (guint i = 0; i < OMNI_UPDATE_N_COLUMNS; i++)
    {
      const char *text = i == OMNI_UPDATE_ID ? id : i == OMNI_UPDATE_SKU ? sku : row->texts[i];

      values[i].kind = OMNI_VALUE_TEXT;
      values[i].text = text;
      values[i].is_null = text == NULL || text[0] == '\0';
    }

  self->n_rows++;
  return omni_table_writer_write_row (self->writer, values, error);
}

static const OmniOrder *
find_order (GPtrArray *orders, const char *number)
{
  for (guint i = 0; i < orders->len; i++)
    {
      const OmniOrder *order = g_ptr_array_index (orders, i);

      if (g_strcmp0 (omni_order_get_number (order), number) == 0)
        return order;
    }

  return NULL;
}

static gboolean
is_meant (const Row *row, const OmniOrder *order, const OmniOrderItem *item)
{
  const char *sku = row->texts[OMNI_UPDATE_SKU];
  const char *status = omni_order_item_get_status (item);

  return omni_order_item_get_order (item) == omni_order_get_pk (order) &&
         (sku[0] == '\0' ||
          g_strcmp0 (sku, omni_order_item_get_text (item, OMNI_ORDER_ITEM_SKU)) == 0) &&
         (status == NULL || omni_update_status_may_be_set (status));
}

static gboolean
write_items (OmniCarrierJob *self, Row *row, GPtrArray *orders, GPtrArray *items, GError **error)
{
  const OmniOrder *order = find_order (orders, row->texts[OMNI_UPDATE_ORDER_NUMBER]);
  guint n_items = 0;

  for (guint i = 0; order != NULL && i < items->len; i++)
    {
      const OmniOrderItem *item = g_ptr_array_index (items, i);

      if (!is_meant (row, order, item))
        continue;
      n_items++;
      if (!write_texts (self, row, omni_order_item_get_key (item),
                        omni_order_item_get_text (item, OMNI_ORDER_ITEM_SKU), error))
        return FALSE;
    }

  if (n_items > 0)
    return TRUE;

  row->reason = g_strdup (order == NULL ? _("The back office has no order with this number.")
                                        : _("The order has no such item that can change."));
  take_unmatched (self, row);
  return TRUE;
}

/* Finds the orders that rows name. */
static gboolean
look_up (OmniCarrierJob *self,
         GPtrArray *rows,
         GPtrArray *orders,
         GPtrArray *items,
         GCancellable *cancellable,
         GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) numbers = g_ptr_array_new ();
  g_autoptr (OmniOrderLookup) lookup = NULL;
  g_autoptr (GError) failure = NULL;
  OmniOrderBatch *batch;

  for (guint i = 0; i < rows->len; i++)
    {
      const Row *row = g_ptr_array_index (rows, i);

      if (row->reason == NULL && row->texts[OMNI_UPDATE_ID][0] == '\0' &&
          g_hash_table_add (seen, row->texts[OMNI_UPDATE_ORDER_NUMBER]))
        g_ptr_array_add (numbers, row->texts[OMNI_UPDATE_ORDER_NUMBER]);
    }
  if (numbers->len == 0)
    return TRUE;

  g_ptr_array_add (numbers, NULL);
  lookup = omni_order_lookup_new_for_numbers (self->client, (const char *const *) numbers->pdata,
                                              TRUE, cancellable);
  while ((batch = omni_order_lookup_next (lookup, &failure)) != NULL)
    {
      for (guint i = 0; i < batch->orders->len; i++)
        g_ptr_array_add (orders, omni_order_ref (g_ptr_array_index (batch->orders, i)));
      for (guint i = 0; batch->items != NULL && i < batch->items->len; i++)
        g_ptr_array_add (items, omni_order_item_ref (g_ptr_array_index (batch->items, i)));
      omni_order_batch_free (batch);
    }

  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
write_batch (OmniCarrierJob *self, GPtrArray *rows, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) orders = g_ptr_array_new_with_free_func ((GDestroyNotify) omni_order_unref);
  g_autoptr (GPtrArray) items =
      g_ptr_array_new_with_free_func ((GDestroyNotify) omni_order_item_unref);

  if (!look_up (self, rows, orders, items, cancellable, error))
    return FALSE;

  for (guint i = 0; i < rows->len; i++)
    {
      Row *row = g_ptr_array_index (rows, i);
      gboolean written = TRUE;

      if (row->reason != NULL)
        take_unmatched (self, row);
      else if (row->texts[OMNI_UPDATE_ID][0] != '\0')
        written = write_texts (self, row, row->texts[OMNI_UPDATE_ID], row->texts[OMNI_UPDATE_SKU],
                               error);
      else
        written = write_items (self, row, orders, items, error);
      if (!written)
        return FALSE;
    }

  g_ptr_array_set_size (rows, 0);
  return TRUE;
}

static gboolean
write_rows (OmniCarrierJob *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (OmniCsvScan) scan = omni_csv_scan_new (self->index, self->header_row + 1);
  g_autoptr (OmniCsvCells) cells = omni_csv_cells_new ();
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (row_free);
  g_autoptr (GError) failure = NULL;

  for (gsize row = self->header_row + 1;
       omni_csv_scan_next (scan, cells, cancellable, &failure); row++)
    {
      if (!omni_csv_cells_is_blank (cells))
        g_ptr_array_add (rows, read_row (self, cells, row + 1));
      if (rows->len < ROWS_PER_BATCH)
        continue;

      omni_job_report (OMNI_JOB (self), (gint64) row,
                       (gint64) omni_csv_index_get_n_rows (self->index, NULL));
      if (!omni_job_checkpoint (OMNI_JOB (self), error) ||
          !write_batch (self, rows, cancellable, error))
        return FALSE;
    }

  if (failure == NULL)
    return write_batch (self, rows, cancellable, error);

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static OmniTableWriter *
open_target (OmniCarrierJob *self, GError **error)
{
  OmniTableColumn columns[OMNI_UPDATE_N_COLUMNS] = { 0 };

  for (guint i = 0; i < OMNI_UPDATE_N_COLUMNS; i++)
    {
      columns[i].title = omni_update_column_get_name (i);
      columns[i].kind = OMNI_VALUE_TEXT;
      columns[i].width = omni_update_column_get_width (i);
      columns[i].keep_text = TRUE;
    }

  return omni_table_writer_new (self->format, self->target, columns, OMNI_UPDATE_N_COLUMNS,
                                &self->options, error);
}

static void
summarize (OmniCarrierJob *self)
{
  g_autofree char *made =
      g_strdup_printf (ngettext ("%'" PRId64 " row to update", "%'" PRId64 " rows to update",
                                 (gulong) self->n_rows),
                       (gint64) self->n_rows);
  g_autofree char *left = g_strdup_printf (
      ngettext ("%u row of the report did not fit", "%u rows of the report did not fit",
                self->unmatched->len),
      self->unmatched->len);
  g_autofree char *summary = g_strdup_printf (_("%s, %s."), made, left);

  omni_job_set_summary (OMNI_JOB (self), summary);
}

/*
 * Overrides
 */

static gboolean
omni_carrier_job_run (OmniJob *job, GCancellable *cancellable, GError **error)
{
  OmniCarrierJob *self = OMNI_CARRIER_JOB (job);

  if (!omni_carrier_map_check (self->map, error))
    return FALSE;

  self->index = omni_csv_index_open (self->report, NULL, cancellable, error);
  if (self->index == NULL || !find_titles (self, cancellable, error))
    return FALSE;

  self->writer = open_target (self, error);
  if (self->writer == NULL)
    return FALSE;
  if (!write_rows (self, cancellable, error))
    {
      omni_table_writer_abandon (self->writer);
      return FALSE;
    }
  if (!omni_table_writer_close (self->writer, cancellable, error))
    return FALSE;

  summarize (self);
  omni_job_set_result_file (job, self->target);
  return TRUE;
}

static void
omni_carrier_job_finalize (GObject *object)
{
  OmniCarrierJob *self = OMNI_CARRIER_JOB (object);

  g_clear_object (&self->index);
  g_clear_object (&self->writer);
  g_clear_object (&self->client);
  g_clear_object (&self->report);
  g_clear_object (&self->target);
  g_clear_pointer (&self->map, omni_carrier_map_free);
  g_clear_pointer (&self->options.zone, g_time_zone_unref);
  g_ptr_array_unref (self->unmatched);

  G_OBJECT_CLASS (omni_carrier_job_parent_class)->finalize (object);
}

static void
omni_carrier_job_class_init (OmniCarrierJobClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = omni_carrier_job_finalize;
  OMNI_JOB_CLASS (klass)->run = omni_carrier_job_run;
}

static void
omni_carrier_job_init (OmniCarrierJob *self)
{
  self->unmatched = g_ptr_array_new_with_free_func (unmatched_free);
  self->options.delimiter = omni_table_get_locale_delimiter ();
  self->options.guard_formulas = TRUE;
  self->options.zone = g_time_zone_new_utc ();
}

/*
 * Public API
 */

/**
 * omni_carrier_job_new:
 * @client: where the orders are
 * @report: what the carrier sent: CSV in any form, or a workbook
 * @map: how it is read; copied
 * @target: the order-update file to make
 * @format: what kind of file that is
 *
 * Makes the job.
 *
 * Returns: (transfer full): the job
 */
OmniCarrierJob *
omni_carrier_job_new (OmniClient *client,
                      GFile *report,
                      const OmniCarrierMap *map,
                      GFile *target,
                      OmniTableFormat format)
{
  OmniCarrierJob *self;
  g_autofree char *json = NULL;
  g_autofree char *name = NULL;
  g_autofree char *title = NULL;

  g_return_val_if_fail (OMNI_IS_CLIENT (client) && map != NULL, NULL);
  g_return_val_if_fail (G_IS_FILE (report) && G_IS_FILE (target), NULL);

  self = g_object_new (OMNI_TYPE_CARRIER_JOB, NULL);
  self->client = g_object_ref (client);
  self->report = g_object_ref (report);
  json = omni_carrier_map_to_json (map);
  self->map = omni_carrier_map_new_from_json (json, NULL);
  self->target = g_object_ref (target);
  self->format = format;

  name = g_file_get_basename (report);
  title = g_strdup_printf (_("Reading %s"), name);
  omni_job_set_title (OMNI_JOB (self), title);
  return self;
}

/**
 * omni_carrier_job_set_options:
 * @self: a job that was not started
 * @options: how the file is written; copied
 */
void
omni_carrier_job_set_options (OmniCarrierJob *self, const OmniTableOptions *options)
{
  g_return_if_fail (OMNI_IS_CARRIER_JOB (self));
  g_return_if_fail (options != NULL && options->zone != NULL);

  g_time_zone_ref (options->zone);
  g_time_zone_unref (self->options.zone);
  self->options = *options;
}

/**
 * omni_carrier_job_get_n_rows:
 * @self: a job that has ended well
 *
 * Returns: how many rows the order-update file has
 */
gsize
omni_carrier_job_get_n_rows (OmniCarrierJob *self)
{
  g_return_val_if_fail (OMNI_IS_CARRIER_JOB (self), 0);

  return self->n_rows;
}

/**
 * omni_carrier_job_get_n_unmatched:
 * @self: a job that has ended well
 *
 * Returns: of how many rows of the report nothing became
 */
guint
omni_carrier_job_get_n_unmatched (OmniCarrierJob *self)
{
  g_return_val_if_fail (OMNI_IS_CARRIER_JOB (self), 0);

  return self->unmatched->len;
}

const OmniUnmatched *
omni_carrier_job_get_unmatched (OmniCarrierJob *self, guint index)
{
  g_return_val_if_fail (OMNI_IS_CARRIER_JOB (self), NULL);
  g_return_val_if_fail (index < self->unmatched->len, NULL);

  return g_ptr_array_index (self->unmatched, index);
}

/**
 * omni_carrier_job_write_unmatched:
 * @self: a job that has ended well
 * @target: the file to make
 * @format: what kind of file
 * @error: return location for an error
 *
 * Writes the rows of which nothing became, and why.
 *
 * Returns: whether the file is complete under its name; else %OMNI_ERROR_BAD_FILE
 */
gboolean
omni_carrier_job_write_unmatched (OmniCarrierJob *self,
                                  GFile *target,
                                  OmniTableFormat format,
                                  GError **error)
{
  static const OmniTableColumn columns[] = {
    { "row", OMNI_VALUE_TEXT, 8, TRUE },
    { "order_number", OMNI_VALUE_TEXT, 20, TRUE },
    { "reason", OMNI_VALUE_TEXT, 60, TRUE },
  };
  g_autoptr (OmniTableWriter) writer = NULL;

  g_return_val_if_fail (OMNI_IS_CARRIER_JOB (self), FALSE);

  writer = omni_table_writer_new (format, target, columns, G_N_ELEMENTS (columns), &self->options,
                                  error);
  if (writer == NULL)
    return FALSE;

  for (guint i = 0; i < self->unmatched->len; i++)
    {
      const OmniUnmatched *unmatched = g_ptr_array_index (self->unmatched, i);
      g_autofree char *row = g_strdup_printf ("%" G_GSIZE_FORMAT, unmatched->row);
      const OmniValue values[] = {
        { .kind = OMNI_VALUE_TEXT, .text = row },
        { .kind = OMNI_VALUE_TEXT, .text = unmatched->key },
        { .kind = OMNI_VALUE_TEXT, .text = unmatched->reason },
      };

      if (!omni_table_writer_write_row (writer, values, error))
        return FALSE;
    }

  return omni_table_writer_close (writer, NULL, error);
}
