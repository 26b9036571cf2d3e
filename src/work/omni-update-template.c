/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-update-template.h"

#include "omni-order-lookup.h"
#include "omni-order-walk.h"
#include "omni-update-column.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

struct _OmniUpdateTemplate
{
  OmniJob parent_instance;

  /* What was asked for. */
  OmniClient *client;           /* (nullable) (owned) */
  OmniReferenceData *reference; /* (nullable) (owned) */
  GFile *target;                /* (not nullable) (owned) */
  OmniTableFormat format;
  OmniOrderQuery *query;    /* (nullable) (owned) */
  GArray *pks;              /* (nullable) (owned) (element-type gint64) */
  GStrv numbers;            /* (nullable) (owned) */
  OmniTableOptions options; /* its zone is owned */

  /* In progress; the job's thread. */
  OmniTableWriter *writer; /* (nullable) (owned) */
  GPtrArray *statuses;     /* (not nullable) (owned) (element-type utf8) names, %NULL-terminated */
  GPtrArray *companies;    /* (not nullable) (owned) (element-type utf8) codes, %NULL-terminated */
  gint64 n_orders;
  gint64 n_items;

  /* Result. */
  gint64 n_missing;
};

G_DEFINE_FINAL_TYPE (OmniUpdateTemplate, omni_update_template, OMNI_TYPE_JOB)

/*
 * Helpers: the choices
 */

static void
collect_choices (OmniUpdateTemplate *self)
{
  const OmniStatus *statuses;
  guint n_statuses;

  statuses = omni_status_get_all (&n_statuses);
  for (guint i = 0; i < n_statuses; i++)
    {
      if (omni_update_status_may_be_set (statuses[i].code))
        g_ptr_array_add (self->statuses, (gpointer) statuses[i].name);
    }
  g_ptr_array_add (self->statuses, NULL);

  for (guint i = 0;
       self->reference != NULL &&
       i < omni_reference_data_get_size (self->reference, OMNI_REFERENCE_CARGO_COMPANY);
       i++)
    {
      const OmniReferenceEntry *entry =
          omni_reference_data_get_entry (self->reference, OMNI_REFERENCE_CARGO_COMPANY, i);

      if (entry->code != NULL &&
          !g_ptr_array_find_with_equal_func (self->companies, entry->code, g_str_equal, NULL))
        g_ptr_array_add (self->companies, entry->code);
    }
  g_ptr_array_add (self->companies, NULL);
}

/*
 * Helpers: the table
 */

static gboolean
open_table (OmniUpdateTemplate *self, GError **error)
{
  OmniTableColumn columns[OMNI_UPDATE_N_COLUMNS] = { 0 };

  for (guint i = 0; i < OMNI_UPDATE_N_COLUMNS; i++)
    {
      columns[i].title = omni_update_column_get_name (i);
      columns[i].kind = OMNI_VALUE_TEXT;
      columns[i].width = omni_update_column_get_width (i);
      columns[i].keep_text = TRUE;
    }
  columns[OMNI_UPDATE_STATUS].choices = (const char *const *) self->statuses->pdata;
  columns[OMNI_UPDATE_SHIPPING_COMPANY].choices = (const char *const *) self->companies->pdata;

  self->writer = omni_table_writer_new (self->format, self->target, columns, OMNI_UPDATE_N_COLUMNS,
                                        &self->options, error);
  return self->writer != NULL;
}

static gboolean
write_cells (OmniUpdateTemplate *self, const char *const *cells, GError **error)
{
  OmniValue values[OMNI_UPDATE_N_COLUMNS] = { 0 };

  for (guint i = 0; i < OMNI_UPDATE_N_COLUMNS; i++)
    {
      values[i].kind = OMNI_VALUE_TEXT;
      values[i].text = cells[i];
      values[i].is_null = cells[i] == NULL || cells[i][0] == '\0';
    }

  return omni_table_writer_write_row (self->writer, values, error);
}

static gboolean
write_remark (OmniUpdateTemplate *self, const char *sentence, GError **error)
{
  g_autofree char *remark = g_strdup_printf ("%c %s", OMNI_UPDATE_REMARK, sentence);
  const char *cells[OMNI_UPDATE_N_COLUMNS] = { remark };

  return write_cells (self, cells, error);
}

static gboolean
write_list (OmniUpdateTemplate *self, OmniUpdateColumn column, GPtrArray *choices, GError **error)
{
  g_autofree char *list = g_strjoinv (", ", (char **) choices->pdata);
  g_autofree char *sentence =
      g_strdup_printf ("%s: %s", omni_update_column_get_name (column), list);

  return list[0] == '\0' || write_remark (self, sentence, error);
}

static gboolean
write_remarks (OmniUpdateTemplate *self, GError **error)
{
  const char *company = g_ptr_array_index (self->companies, 0);
  const char *example[OMNI_UPDATE_N_COLUMNS] = {
    "# 205731",
    "7740192286514",
    "KG-21-M-MAVI",
    "shipped",
    company != NULL ? company : "yurtici",
    "https://files.example.com/417.pdf",
    "INV2025000000417",
    "2025-03-05",
    "7330051248817",
  };

  return write_remark (
             self,
             _("A row that begins with # is left out. An empty cell leaves the value as it is; "
                "[clear] empties it."),
             error) &&
         write_remark (
             self, _("A row is about one order item: its id, or the order number and the SKU."),
             error) &&
         write_list (self, OMNI_UPDATE_STATUS, self->statuses, error) &&
         write_list (self, OMNI_UPDATE_SHIPPING_COMPANY, self->companies, error) &&
         write_cells (self, example, error);
}

static char *
dup_cell (const OmniOrderItem *item, OmniItemField field)
{
  char *value = omni_order_item_dup_field (item, field);
  const OmniStatus *status = field == OMNI_ITEM_STATUS ? omni_status_find (value) : NULL;

  /* A day is easier to read and to change than its first moment. */
  if (field == OMNI_ITEM_INVOICE_DATE && g_str_has_suffix (value, "T00:00:00Z"))
    value[strlen ("2025-03-05")] = '\0';
  if (status == NULL)
    return value;

  g_free (value);
  return g_strdup (status->name);
}

static gboolean
write_item (OmniUpdateTemplate *self,
            const OmniOrder *order,
            const OmniOrderItem *item,
            GError **error)
{
  const char *cells[OMNI_UPDATE_N_COLUMNS] = {
    omni_order_item_get_key (item),
    omni_order_get_number (order),
    omni_order_item_get_text (item, OMNI_ORDER_ITEM_SKU),
  };
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < OMNI_ITEM_N_FIELDS; i++)
    {
      char *value = dup_cell (item, i);

      g_ptr_array_add (values, value);
      cells[omni_update_column_of_field (i)] = value;
    }

  self->n_items++;
  return write_cells (self, cells, error);
}

/* The items are grouped by order, in the order of the orders. */
static gboolean
write_batch (OmniUpdateTemplate *self, const OmniOrderBatch *batch, GError **error)
{
  guint position = 0;

  for (guint i = 0; i < batch->orders->len; i++)
    {
      const OmniOrder *order = g_ptr_array_index (batch->orders, i);

      while (position < batch->items->len &&
             omni_order_item_get_order (g_ptr_array_index (batch->items, position)) ==
                 omni_order_get_pk (order))
        {
          if (!write_item (self, order, g_ptr_array_index (batch->items, position++), error))
            return FALSE;
        }
      self->n_orders++;
    }

  self->n_missing += batch->missing->len;
  return TRUE;
}

/*
 * Helpers: the orders
 */

static gboolean
is_empty (OmniUpdateTemplate *self)
{
  return self->query == NULL && self->pks == NULL && self->numbers == NULL;
}

static gboolean
write_found (OmniUpdateTemplate *self, OmniOrderLookup *lookup, OmniOrderWalk *walk, GError **error)
{
  GError *failure = NULL;

  while (TRUE)
    {
      g_autoptr (OmniOrderBatch) batch = lookup != NULL ? omni_order_lookup_next (lookup, &failure)
                                                        : omni_order_walk_next (walk, &failure);

      if (batch == NULL)
        break;
      if (!write_batch (self, batch, error))
        return FALSE;

      omni_job_report (OMNI_JOB (self), self->n_orders + self->n_missing,
                       lookup != NULL ? (gint64) omni_order_lookup_get_total (lookup)
                                      : omni_order_walk_get_total (walk));
      if (!omni_job_checkpoint (OMNI_JOB (self), error))
        return FALSE;
    }

  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, failure);
  return FALSE;
}

static gboolean
write_orders (OmniUpdateTemplate *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (OmniOrderLookup) lookup = NULL;
  g_autoptr (OmniOrderWalk) walk = NULL;

  if (self->pks != NULL)
    lookup =
        omni_order_lookup_new_for_keys (self->client, (const gint64 *) (gpointer) self->pks->data,
                                        self->pks->len, TRUE, cancellable);
  else if (self->numbers != NULL)
    lookup = omni_order_lookup_new_for_numbers (self->client, (const char *const *) self->numbers,
                                                TRUE, cancellable);
  else
    walk = omni_order_walk_new (self->client, self->query, TRUE, cancellable);

  if (!write_found (self, lookup, walk, error))
    return FALSE;

  if (walk != NULL)
    self->n_missing = omni_order_walk_get_lost (walk);
  return TRUE;
}

static void
summarize (OmniUpdateTemplate *self)
{
  g_autofree char *path = g_file_get_path (self->target);
  g_autofree char *name = g_filename_display_basename (path);
  g_autoptr (GString) summary = g_string_new (NULL);

  if (is_empty (self))
    g_string_append_printf (summary, _("Wrote an empty template to %s."), name);
  else
    g_string_append_printf (summary,
                            ngettext ("Wrote %'" PRId64 " order item to %s.",
                                      "Wrote %'" PRId64 " order items to %s.",
                                      (gulong) self->n_items),
                            self->n_items, name);

  if (self->n_missing > 0)
    {
      g_string_append_c (summary, ' ');
      g_string_append_printf (summary,
                              ngettext ("%'" PRId64 " order was not found.",
                                        "%'" PRId64 " orders were not found.",
                                        (gulong) self->n_missing),
                              self->n_missing);
    }

  omni_job_set_summary (OMNI_JOB (self), summary->str);
}

/*
 * Overrides
 */

static gboolean
omni_update_template_run (OmniJob *job, GCancellable *cancellable, GError **error)
{
  OmniUpdateTemplate *self = OMNI_UPDATE_TEMPLATE (job);
  gboolean written;

  collect_choices (self);
  if (!open_table (self, error))
    return FALSE;

  written = is_empty (self) ? write_remarks (self, error) : write_orders (self, cancellable, error);
  if (!written || !omni_job_checkpoint (job, error))
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
omni_update_template_finalize (GObject *object)
{
  OmniUpdateTemplate *self = OMNI_UPDATE_TEMPLATE (object);

  g_clear_object (&self->writer);
  g_clear_object (&self->client);
  g_clear_pointer (&self->reference, omni_reference_data_unref);
  g_clear_object (&self->target);
  g_clear_pointer (&self->query, omni_order_query_unref);
  g_clear_pointer (&self->pks, g_array_unref);
  g_clear_pointer (&self->numbers, g_strfreev);
  g_clear_pointer (&self->options.zone, g_time_zone_unref);
  g_ptr_array_unref (self->statuses);
  g_ptr_array_unref (self->companies);

  G_OBJECT_CLASS (omni_update_template_parent_class)->finalize (object);
}

static void
omni_update_template_class_init (OmniUpdateTemplateClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = omni_update_template_finalize;
  OMNI_JOB_CLASS (klass)->run = omni_update_template_run;
}

static void
omni_update_template_init (OmniUpdateTemplate *self)
{
  self->statuses = g_ptr_array_new ();
  self->companies = g_ptr_array_new ();
  self->options.delimiter = omni_table_get_locale_delimiter ();
  self->options.guard_formulas = TRUE;
  self->options.zone = g_time_zone_new_utc ();
}

/*
 * Public API
 */

/**
 * omni_update_template_new:
 * @client: (nullable): where the orders are; an empty template needs none
 * @reference: (nullable): the tenant's shipping companies, for the list to choose from
 * @target: the file to make, on this computer
 * @format: what kind of file
 *
 * Makes the job for an empty template; one of the functions that follow fills it with order items.
 *
 * Returns: (transfer full): the job
 */
OmniUpdateTemplate *
omni_update_template_new (OmniClient *client,
                          OmniReferenceData *reference,
                          GFile *target,
                          OmniTableFormat format)
{
  OmniUpdateTemplate *self;
  g_autofree char *name = NULL;
  g_autofree char *title = NULL;

  g_return_val_if_fail (client == NULL || OMNI_IS_CLIENT (client), NULL);
  g_return_val_if_fail (G_IS_FILE (target), NULL);

  self = g_object_new (OMNI_TYPE_UPDATE_TEMPLATE, NULL);
  self->client = client != NULL ? g_object_ref (client) : NULL;
  self->reference = reference != NULL ? omni_reference_data_ref (reference) : NULL;
  self->target = g_object_ref (target);
  self->format = format;

  name = g_file_get_basename (target);
  title = g_strdup_printf (_("Writing the template %s"), name);
  omni_job_set_title (OMNI_JOB (self), title);

  return self;
}

/**
 * omni_update_template_set_query:
 * @self: a template with a client, that was not started
 * @query: which orders
 *
 * Fills the template with the items of all orders that match.
 */
void
omni_update_template_set_query (OmniUpdateTemplate *self, OmniOrderQuery *query)
{
  g_return_if_fail (OMNI_IS_UPDATE_TEMPLATE (self));
  g_return_if_fail (self->client != NULL && query != NULL);

  g_clear_pointer (&self->query, omni_order_query_unref);
  self->query = omni_order_query_ref (query);
}

/**
 * omni_update_template_set_orders:
 * @self: a template with a client, that was not started
 * @order_pks: (array length=n_order_pks): keys of orders
 * @n_order_pks: how many
 *
 * Fills the template with the items of these orders, in this order.
 */
void
omni_update_template_set_orders (OmniUpdateTemplate *self,
                                 const gint64 *order_pks,
                                 gsize n_order_pks)
{
  g_return_if_fail (OMNI_IS_UPDATE_TEMPLATE (self));
  g_return_if_fail (self->client != NULL && (order_pks != NULL || n_order_pks == 0));

  g_clear_pointer (&self->pks, g_array_unref);
  self->pks = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (n_order_pks > 0)
    g_array_append_vals (self->pks, order_pks, (guint) n_order_pks);
}

/**
 * omni_update_template_set_numbers:
 * @self: a template with a client, that was not started
 * @numbers: (array zero-terminated=1): numbers of orders
 *
 * Fills the template with the items of the orders that have these numbers, in this order.
 */
void
omni_update_template_set_numbers (OmniUpdateTemplate *self, const char *const *numbers)
{
  g_return_if_fail (OMNI_IS_UPDATE_TEMPLATE (self));
  g_return_if_fail (self->client != NULL && numbers != NULL);

  g_strfreev (self->numbers);
  self->numbers = g_strdupv ((char **) numbers);
}

/**
 * omni_update_template_set_options:
 * @self: a template that was not started
 * @options: how the file is written; copied
 *
 * Chooses how the file is written. Without this: the delimiter of the locale, formulas guarded, no
 * file replaced.
 */
void
omni_update_template_set_options (OmniUpdateTemplate *self, const OmniTableOptions *options)
{
  g_return_if_fail (OMNI_IS_UPDATE_TEMPLATE (self));
  g_return_if_fail (options != NULL && options->zone != NULL);

  g_time_zone_ref (options->zone);
  g_time_zone_unref (self->options.zone);
  self->options = *options;
}

/**
 * omni_update_template_get_n_missing:
 * @self: a template that has ended well
 *
 * Returns: how many orders were asked for and are not in the file
 */
gint64
omni_update_template_get_n_missing (OmniUpdateTemplate *self)
{
  g_return_val_if_fail (OMNI_IS_UPDATE_TEMPLATE (self), 0);

  return self->n_missing;
}
