/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-carrier-job.h"

#include "omni-carrier-sample.h"
#include "omni-order-lookup.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

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

/*
 * Helpers: titles
 */

static gboolean
find_titles (OmniCarrierJob *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (OmniCarrierSample) sample =
      omni_carrier_sample_new (self->report, cancellable, error);
  g_autofree char *reason = NULL;
  const char *missing;
  guint row;

  if (sample == NULL)
    return FALSE;

  if (!omni_carrier_sample_find_titles (sample, self->map, &row))
    row = omni_carrier_sample_guess_titles (sample);
  missing = omni_carrier_map_find_titles (self->map, omni_carrier_sample_get_row (sample, row),
                                          self->positions);
  self->header_row = row;
  if (missing == NULL)
    return TRUE;

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
  g_auto (GStrv) texts = omni_carrier_dup_cells (cells);

  row->number = number;
  row->reason = omni_carrier_map_read_row (self->map, self->positions,
                                           (const char *const *) texts, row->texts);
  if (omni_csv_cells_get_fault (cells) != OMNI_CSV_FAULT_NONE)
    {
      g_free (row->reason);
      row->reason = g_strdup (_("The row cannot be read."));
    }

  return row;
}

/* By which of its columns the row is found. */
static OmniUpdateColumn
get_key (const Row *row)
{
  static const OmniUpdateColumn keys[] = { OMNI_UPDATE_ID, OMNI_UPDATE_ORDER_NUMBER };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      if (row->texts[keys[i]][0] != '\0')
        return keys[i];
    }

  return OMNI_UPDATE_TRACKING_NUMBER;
}

static void
take_unmatched (OmniCarrierJob *self, Row *row)
{
  OmniUnmatched *unmatched = g_new0 (OmniUnmatched, 1);

  unmatched->row = row->number;
  unmatched->key = g_strdup (row->texts[get_key (row)]);
  unmatched->reason = g_steal_pointer (&row->reason);
  g_ptr_array_add (self->unmatched, unmatched);
}

static gboolean
write_texts (OmniCarrierJob *self,
             const Row *row,
             const char *number,
             const OmniOrderItem *item,
             GError **error)
{
  OmniValue values[OMNI_UPDATE_N_COLUMNS] = { 0 };
  const char *keys[OMNI_UPDATE_N_KEYS] = {
    [OMNI_UPDATE_ID] = item != NULL ? omni_order_item_get_key (item) : row->texts[OMNI_UPDATE_ID],
    [OMNI_UPDATE_ORDER_NUMBER] = number,
    [OMNI_UPDATE_SKU] = item != NULL ? omni_order_item_get_text (item, OMNI_ORDER_ITEM_SKU)
                                     : row->texts[OMNI_UPDATE_SKU],
  };

  for (guint i = 0; i < OMNI_UPDATE_N_COLUMNS; i++)
    {
      const char *text = i < OMNI_UPDATE_N_KEYS ? keys[i] : row->texts[i];

      values[i].kind = OMNI_VALUE_TEXT;
      values[i].text = text;
      values[i].is_null = text == NULL || text[0] == '\0';
    }

  self->n_rows++;
  return omni_table_writer_write_row (self->writer, values, error);
}

static gboolean
is_named (const Row *row, const OmniOrder *order)
{
  OmniUpdateColumn key = get_key (row);
  const char *name = key == OMNI_UPDATE_ORDER_NUMBER
                         ? omni_order_get_number (order)
                         : omni_order_get_text (order, OMNI_ORDER_TRACKING_NUMBER);

  return g_strcmp0 (name, row->texts[key]) == 0;
}

/* A parcel need not hold the whole order. */
static gboolean
is_in_parcel (const Row *row, const OmniOrderItem *item)
{
  const char *tracking = omni_order_item_get_text (item, OMNI_ORDER_ITEM_TRACKING_NUMBER);

  return get_key (row) != OMNI_UPDATE_TRACKING_NUMBER || tracking == NULL || tracking[0] == '\0' ||
         strcmp (tracking, row->texts[OMNI_UPDATE_TRACKING_NUMBER]) == 0;
}

static gboolean
is_meant (const Row *row, const OmniOrder *order, const OmniOrderItem *item)
{
  const char *sku = row->texts[OMNI_UPDATE_SKU];
  const char *status = omni_order_item_get_status (item);

  return omni_order_item_get_order (item) == omni_order_get_pk (order) &&
         (sku[0] == '\0' ||
          g_strcmp0 (sku, omni_order_item_get_text (item, OMNI_ORDER_ITEM_SKU)) == 0) &&
         is_in_parcel (row, item) &&
         (status == NULL || omni_update_status_may_be_set (status));
}

static const char *
describe_unmatched (const Row *row, guint n_orders)
{
  if (n_orders > 1)
    return _("The back office has several orders with this number.");
  if (n_orders == 1)
    return _("The order has no such item that can change.");

  return get_key (row) == OMNI_UPDATE_TRACKING_NUMBER
             ? _("The back office has no order with this tracking number.")
             : _("The back office has no order with this number.");
}

static gboolean
write_items (OmniCarrierJob *self, Row *row, GPtrArray *orders, GPtrArray *items, GError **error)
{
  const OmniOrder *order = NULL;
  guint n_orders = 0;
  guint n_items = 0;

  for (guint i = 0; i < orders->len; i++)
    {
      const OmniOrder *candidate = g_ptr_array_index (orders, i);

      if (!is_named (row, candidate) || candidate == order)
        continue;
      order = candidate;
      n_orders++;
    }

  for (guint i = 0; n_orders == 1 && i < items->len; i++)
    {
      const OmniOrderItem *item = g_ptr_array_index (items, i);

      if (!is_meant (row, order, item))
        continue;
      n_items++;
      if (!write_texts (self, row, omni_order_get_number (order), item, error))
        return FALSE;
    }

  if (n_items > 0)
    return TRUE;

  row->reason = g_strdup (describe_unmatched (row, n_orders));
  take_unmatched (self, row);
  return TRUE;
}

/* The names of the orders that rows name by one of the columns. */
static GPtrArray *
list_names (GPtrArray *rows, OmniUpdateColumn key)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *names = g_ptr_array_new ();

  for (guint i = 0; i < rows->len; i++)
    {
      const Row *row = g_ptr_array_index (rows, i);

      if (row->reason == NULL && get_key (row) == key &&
          g_hash_table_add (seen, row->texts[key]))
        g_ptr_array_add (names, row->texts[key]);
    }
  g_ptr_array_add (names, NULL);

  return names;
}

static gboolean
has_order (GPtrArray *orders, gint64 pk)
{
  for (guint i = 0; i < orders->len; i++)
    {
      if (omni_order_get_pk (g_ptr_array_index (orders, i)) == pk)
        return TRUE;
    }

  return FALSE;
}

/* An order may be named by its number in one row and by its parcel in another. */
static void
take_batch (const OmniOrderBatch *batch, GPtrArray *orders, GPtrArray *items)
{
  guint n_before = orders->len;

  for (guint i = 0; i < batch->orders->len; i++)
    {
      OmniOrder *order = g_ptr_array_index (batch->orders, i);

      if (!has_order (orders, omni_order_get_pk (order)))
        g_ptr_array_add (orders, omni_order_ref (order));
    }

  for (guint i = 0; batch->items != NULL && i < batch->items->len; i++)
    {
      OmniOrderItem *item = g_ptr_array_index (batch->items, i);
      gboolean is_new = FALSE;

      for (guint at = n_before; at < orders->len; at++)
        is_new |= omni_order_get_pk (g_ptr_array_index (orders, at)) ==
                  omni_order_item_get_order (item);
      if (is_new)
        g_ptr_array_add (items, omni_order_item_ref (item));
    }
}

/* Finds the orders that rows name by one of the columns. */
static gboolean
look_up (OmniCarrierJob *self,
         GPtrArray *rows,
         OmniUpdateColumn key,
         GPtrArray *orders,
         GPtrArray *items,
         GCancellable *cancellable,
         GError **error)
{
  g_autoptr (GPtrArray) names = list_names (rows, key);
  const char *const *texts = (const char *const *) names->pdata;
  g_autoptr (OmniOrderLookup) lookup = NULL;
  g_autoptr (GError) failure = NULL;
  OmniOrderBatch *batch;

  if (names->len == 1)
    return TRUE;

  lookup = key == OMNI_UPDATE_TRACKING_NUMBER
               ? omni_order_lookup_new_for_tracking (self->client, texts, TRUE, cancellable)
               : omni_order_lookup_new_for_numbers (self->client, texts, TRUE, cancellable);
  while ((batch = omni_order_lookup_next (lookup, &failure)) != NULL)
    {
      take_batch (batch, orders, items);
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

  if (!look_up (self, rows, OMNI_UPDATE_ORDER_NUMBER, orders, items, cancellable, error) ||
      !look_up (self, rows, OMNI_UPDATE_TRACKING_NUMBER, orders, items, cancellable, error))
    return FALSE;

  for (guint i = 0; i < rows->len; i++)
    {
      Row *row = g_ptr_array_index (rows, i);
      gboolean written = TRUE;

      if (row->reason != NULL)
        take_unmatched (self, row);
      else if (row->texts[OMNI_UPDATE_ID][0] != '\0')
        written = write_texts (self, row, row->texts[OMNI_UPDATE_ORDER_NUMBER], NULL, error);
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
 * @options: (nullable): how it is written; %NULL as the other one
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
                                  const OmniTableOptions *options,
                                  GError **error)
{
  static const OmniTableColumn columns[] = {
    { "row", OMNI_VALUE_TEXT, 8, TRUE },
    { "key", OMNI_VALUE_TEXT, 20, TRUE },
    { "reason", OMNI_VALUE_TEXT, 60, TRUE },
  };
  g_autoptr (OmniTableWriter) writer = NULL;

  g_return_val_if_fail (OMNI_IS_CARRIER_JOB (self), FALSE);

  writer = omni_table_writer_new (format, target, columns, G_N_ELEMENTS (columns),
                                  options != NULL ? options : &self->options, error);
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
