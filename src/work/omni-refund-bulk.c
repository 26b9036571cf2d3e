/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-refund-bulk.h"

#include <glib/gi18n-lib.h>

struct _OmniRefundBulk
{
  OmniJob parent_instance;

  OmniClient *client;     /* (owned) */
  OmniRefundGuard *guard; /* (owned) */
  GPtrArray *orders;      /* (owned) (element-type OmniBulkOrder): the job's while it runs */
  gboolean cancels;
  gint64 reason;
  char *reason_name;      /* (nullable) (owned) */
  char *text;             /* (nullable) (owned) */
};

G_DEFINE_FINAL_TYPE (OmniRefundBulk, omni_refund_bulk, OMNI_TYPE_JOB)

/* What a report says about an order. */
typedef struct
{
  char *number; /* (nullable) (owned) */
  OmniBulkState state;
  OmniMoney amount;
  gboolean has_amount;
  char *words;  /* (nullable) (owned) */
} Row;

static const char *const state_names[] = {
  [OMNI_BULK_LEFT] = N_ ("Not looked at"),  [OMNI_BULK_READY] = N_ ("Left"),
  [OMNI_BULK_REFUSED] = N_ ("Not cancelled"), [OMNI_BULK_DONE] = N_ ("Cancelled"),
  [OMNI_BULK_UNKNOWN] = N_ ("Not known yet"),
};

static const OmniTableColumn columns[] = {
  { N_ ("Order"), OMNI_VALUE_TEXT, 16, FALSE, NULL },
  { N_ ("Outcome"), OMNI_VALUE_TEXT, 14, FALSE, NULL },
  { N_ ("Amount"), OMNI_VALUE_MONEY, 12, FALSE, NULL },
  { N_ ("Currency"), OMNI_VALUE_TEXT, 8, FALSE, NULL },
  { N_ ("Answer"), OMNI_VALUE_TEXT, 60, FALSE, NULL },
};

/*
 * Looking
 */

static void
refuse (OmniBulkOrder *order, const char *words)
{
  order->state = OMNI_BULK_REFUSED;
  g_free (order->words);
  order->words = g_strdup (words);
}

static void
add_lines (OmniCancellation *cancellation, GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    {
      const OmniOrderItem *item = g_ptr_array_index (items, i);
      OmniCancellationLine *line;

      if (omni_refund_has_ended (item))
        continue;
      line = omni_cancellation_add_line (cancellation, omni_order_item_get_pk (item));
      line->product = g_strdup (omni_order_item_get_text (item, OMNI_ORDER_ITEM_PRODUCT_NAME));
    }
}

static void
promise (OmniBulkOrder *order, const OmniRefundBasis *basis)
{
  g_autoptr (OmniCancellation) cancellation = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_return = FALSE;
  g_autofree char *why = omni_refund_why_not_order (basis, &is_return);

  if (why == NULL && is_return)
    why = g_strdup (_ ("It was shipped: it can be returned in its own window, not cancelled."));
  if (why != NULL)
    {
      refuse (order, why);
      return;
    }

  cancellation = omni_cancellation_new (order->pk, omni_order_get_number (basis->order),
                                        OMNI_CANCEL_ORDER);
  add_lines (cancellation, basis->items);
  if (!omni_refund_promise (basis, cancellation, &error))
    {
      refuse (order, error->message);
      return;
    }

  g_clear_pointer (&order->cancellation, omni_cancellation_free);
  order->cancellation = g_steal_pointer (&cancellation);
  order->state = OMNI_BULK_READY;
}

/* An order that cannot be read is one that is not cancelled; without a session there is no use in
 * asking on. */
static gboolean
look (OmniRefundBulk *self, OmniBulkOrder *order, GCancellable *cancellable, GError **error)
{
  g_autoptr (OmniOrder) read = NULL;
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GPtrArray) plans = NULL;
  g_autoptr (GError) failure = NULL;
  OmniRefundBasis basis;

  read = omni_client_get_detailed_order (self->client, order->pk, cancellable, &failure);
  if (read != NULL)
    items = omni_client_list_order_items (self->client, &order->pk, 1, cancellable, &failure);
  if (items != NULL)
    plans = omni_client_list_order_part (self->client, OMNI_ORDER_PART_PLANS, order->pk,
                                         cancellable, &failure);
  if (plans == NULL)
    {
      if (omni_error_is_cancelled (failure) ||
          g_error_matches (failure, OMNI_ERROR, OMNI_ERROR_SIGNED_OUT))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      refuse (order, failure->message);
      return TRUE;
    }

  g_free (order->number);
  order->number = g_strdup (omni_order_get_number (read));
  basis = (OmniRefundBasis){ read, items, plans,
                             omni_refund_guard_get_keeps_shipping (self->guard) };
  promise (order, &basis);
  return TRUE;
}

/*
 * Cancelling
 */

static void
give_reason (OmniRefundBulk *self, OmniCancellation *cancellation)
{
  for (guint i = 0; i < cancellation->lines->len; i++)
    {
      OmniCancellationLine *line = g_ptr_array_index (cancellation->lines, i);

      line->reason = self->reason;
      g_free (line->reason_name);
      line->reason_name = g_strdup (self->reason_name);
      g_free (line->text);
      line->text = g_strdup (self->text);
    }
}

static gboolean
cancel (OmniRefundBulk *self, OmniBulkOrder *order, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failure = NULL;
  OmniRefundResult *result;

  if (order->state != OMNI_BULK_READY)
    return TRUE;

  give_reason (self, order->cancellation);
  result = omni_refund_guard_cancel (self->guard, order->cancellation, cancellable, &failure);
  if (result != NULL)
    {
      order->state = result->outcome == OMNI_REFUND_DONE       ? OMNI_BULK_DONE
                     : result->outcome == OMNI_REFUND_NOT_DONE ? OMNI_BULK_REFUSED
                                                               : OMNI_BULK_UNKNOWN;
      g_free (order->words);
      order->words = g_strdup (result->words);
      omni_refund_result_free (result);
      return TRUE;
    }

  /* Nothing was done to this one, and without a session nothing will be to the next one. */
  if (omni_error_is_cancelled (failure) ||
      g_error_matches (failure, OMNI_ERROR, OMNI_ERROR_SIGNED_OUT) ||
      g_error_matches (failure, OMNI_ERROR, OMNI_ERROR_FORBIDDEN))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  refuse (order, failure->message);
  return TRUE;
}

static gboolean
omni_refund_bulk_run (OmniJob *job, GCancellable *cancellable, GError **error)
{
  OmniRefundBulk *self = OMNI_REFUND_BULK (job);

  for (guint i = 0; i < self->orders->len; i++)
    {
      OmniBulkOrder *order = g_ptr_array_index (self->orders, i);

      omni_job_report (job, i, self->orders->len);
      if (!omni_job_checkpoint (job, error) ||
          !(self->cancels ? cancel (self, order, cancellable, error)
                          : look (self, order, cancellable, error)))
        return FALSE;
    }

  omni_job_report (job, self->orders->len, self->orders->len);
  return TRUE;
}

/*
 * Overrides
 */

static void
omni_refund_bulk_finalize (GObject *object)
{
  OmniRefundBulk *self = OMNI_REFUND_BULK (object);

  g_clear_object (&self->client);
  g_clear_object (&self->guard);
  g_clear_pointer (&self->orders, g_ptr_array_unref);
  g_free (self->reason_name);
  g_free (self->text);

  G_OBJECT_CLASS (omni_refund_bulk_parent_class)->finalize (object);
}

static void
omni_refund_bulk_class_init (OmniRefundBulkClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = omni_refund_bulk_finalize;
  OMNI_JOB_CLASS (klass)->run = omni_refund_bulk_run;
}

static void
omni_refund_bulk_init (OmniRefundBulk *self)
{
}

/*
 * Public API
 */

/**
 * omni_bulk_order_new:
 * @pk: an order's primary key
 * @number: (nullable): its number
 *
 * Returns: (transfer full): an order about which nothing was done yet
 */
OmniBulkOrder *
omni_bulk_order_new (gint64 pk, const char *number)
{
  OmniBulkOrder *order = g_new0 (OmniBulkOrder, 1);

  order->pk = pk;
  order->number = g_strdup (number);

  return order;
}

void
omni_bulk_order_free (OmniBulkOrder *order)
{
  g_free (order->number);
  g_clear_pointer (&order->cancellation, omni_cancellation_free);
  g_free (order->words);
  g_free (order);
}

/**
 * omni_refund_bulk_new_to_look:
 * @client: the tenant's API
 * @guard: what is asked what the back office does with shipping fees
 * @orders: (element-type OmniBulkOrder): the orders, which are the job's until it has ended
 *
 * Returns: (transfer full): a job that says of each order what would go back
 */
OmniRefundBulk *
omni_refund_bulk_new_to_look (OmniClient *client, OmniRefundGuard *guard, GPtrArray *orders)
{
  OmniRefundBulk *self = g_object_new (OMNI_TYPE_REFUND_BULK, NULL);

  self->client = g_object_ref (client);
  self->guard = g_object_ref (guard);
  self->orders = g_ptr_array_ref (orders);
  omni_job_set_title (OMNI_JOB (self), _ ("Looking what can be cancelled"));

  return self;
}

/**
 * omni_refund_bulk_new_to_cancel:
 * @client: the tenant's API
 * @guard: by which it is done
 * @orders: (element-type OmniBulkOrder): the orders, which are the job's until it has ended; those
 *   that are ready are cancelled
 * @reason: the reason's primary key
 * @reason_name: (nullable): it in words
 * @text: (nullable): what is said beside it
 *
 * Returns: (transfer full): a job that cancels them
 */
OmniRefundBulk *
omni_refund_bulk_new_to_cancel (OmniClient *client,
                                OmniRefundGuard *guard,
                                GPtrArray *orders,
                                gint64 reason,
                                const char *reason_name,
                                const char *text)
{
  OmniRefundBulk *self = omni_refund_bulk_new_to_look (client, guard, orders);

  self->cancels = TRUE;
  self->reason = reason;
  self->reason_name = g_strdup (reason_name);
  self->text = g_strdup (text);
  omni_job_set_title (OMNI_JOB (self), _ ("Cancelling orders"));

  return self;
}

static void
row_free (gpointer data)
{
  Row *row = data;

  g_free (row->number);
  g_free (row->words);
  g_free (row);
}

/**
 * omni_refund_bulk_list_report:
 * @orders: (element-type OmniBulkOrder): orders of which no job is at work
 *
 * Returns: (transfer full): what became of each, for omni_refund_bulk_write_report()
 */
GPtrArray *
omni_refund_bulk_list_report (GPtrArray *orders)
{
  GPtrArray *report = g_ptr_array_new_with_free_func (row_free);

  for (guint i = 0; i < orders->len; i++)
    {
      const OmniBulkOrder *order = g_ptr_array_index (orders, i);
      Row *row = g_new0 (Row, 1);

      row->number = g_strdup (order->number);
      row->state = order->state;
      row->words = g_strdup (order->words);
      row->has_amount = order->cancellation != NULL;
      if (row->has_amount)
        row->amount = order->cancellation->total;
      g_ptr_array_add (report, row);
    }

  return report;
}

static gboolean
write_row (OmniTableWriter *writer, const Row *row, GError **error)
{
  OmniValue values[G_N_ELEMENTS (columns)] = {
    { .kind = OMNI_VALUE_TEXT, .text = row->number, .is_null = row->number == NULL },
    { .kind = OMNI_VALUE_TEXT, .text = _ (state_names[row->state]) },
    { .kind = OMNI_VALUE_MONEY, .money = row->amount, .is_null = !row->has_amount },
    { .kind = OMNI_VALUE_TEXT, .text = row->amount.currency, .is_null = !row->has_amount },
    { .kind = OMNI_VALUE_TEXT, .text = row->words, .is_null = row->words == NULL },
  };

  return omni_table_writer_write_row (writer, values, error);
}

/**
 * omni_refund_bulk_write_report:
 * @report: from omni_refund_bulk_list_report()
 * @target: the file to make
 * @format: what kind of file
 * @options: how it is written
 * @cancellable: (nullable): stops it
 * @error: return location for an error
 *
 * Writes what became of each order: its number, what came of it, how much, and why.
 *
 * Errors: those of #OmniTableWriter
 *
 * Returns: whether the file is complete
 */
gboolean
omni_refund_bulk_write_report (GPtrArray *report,
                               GFile *target,
                               OmniTableFormat format,
                               const OmniTableOptions *options,
                               GCancellable *cancellable,
                               GError **error)
{
  OmniTableColumn translated[G_N_ELEMENTS (columns)];
  g_autoptr (OmniTableWriter) writer = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      translated[i] = columns[i];
      translated[i].title = _ (columns[i].title);
    }
  writer = omni_table_writer_new (format, target, translated, G_N_ELEMENTS (columns), options,
                                  error);
  if (writer == NULL)
    return FALSE;

  for (guint i = 0; i < report->len; i++)
    {
      if (!write_row (writer, g_ptr_array_index (report, i), error))
        {
          omni_table_writer_abandon (writer);
          return FALSE;
        }
    }

  return omni_table_writer_close (writer, cancellable, error);
}
