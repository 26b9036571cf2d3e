/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-update-supply.h"

#include "omni-order-lookup.h"
#include "omni-pk-set.h"

#include <string.h>

struct _OmniUpdateSupply
{
  OmniUpdateCheck *check;  /* (not nullable) (owned) */
  OmniClient *client;      /* (not nullable) (owned) */
  OmniUpdateSkipFunc skip; /* (nullable) */
  gpointer skip_data;      /* (nullable) (borrowed) */

  GMutex lock;
  OmniUpdateScan *scan;      /* (not nullable) (owned) under the lock */
  gsize n_taken;             /* under the lock */
  OmniPkSet *seen;           /* (not nullable) (owned) under the lock: items that a row is about */
  GHashTable *order_numbers; /* (not nullable) (owned) (element-type gint64 utf8) under the lock */
};

/* What the threads of omni_update_supply_work() share. */
typedef struct
{
  OmniUpdateSupply *supply;
  OmniJob *job; /* (nullable) */
  OmniUpdateBatchFunc func;
  gpointer user_data;
  GCancellable *cancellable; /* (nullable) */
  GMutex lock;
  GError *failure; /* (nullable) (owned) under the lock: the first one */
} Work;

/*
 * Helpers
 */

static void
free_target (gpointer data)
{
  OmniUpdateTarget *target = data;

  omni_update_row_free (target->wanted);
  g_clear_pointer (&target->now, omni_order_item_unref);
  g_free (target);
}

static void
set_now (OmniUpdateTarget *target, OmniOrderItem *item)
{
  g_clear_pointer (&target->now, omni_order_item_unref);
  target->now = omni_order_item_ref (item);
  target->pk = omni_order_item_get_pk (item);
}

/* Zeros in front are what spreadsheets take away from numbers that are right otherwise. */
static gboolean
is_same_number (const char *a, const char *b)
{
  if (strcmp (a, b) == 0)
    return TRUE;

  while (*a == '0')
    a++;
  while (*b == '0')
    b++;
  return strcmp (a, b) == 0;
}

/*
 * Helpers: rows that name an order and a SKU
 */

static GPtrArray *
list_numbers (GPtrArray *targets)
{
  GPtrArray *numbers = g_ptr_array_new ();

  for (guint i = 0; i < targets->len; i++)
    {
      const OmniUpdateTarget *target = g_ptr_array_index (targets, i);

      if (target->rule == OMNI_UPDATE_FINE && target->wanted->pk == 0)
        g_ptr_array_add (numbers, target->wanted->order_number);
    }
  g_ptr_array_add (numbers, NULL);

  return numbers;
}

static gboolean
is_wanted_order (GPtrArray *orders, gint64 order_pk, const char *number)
{
  for (guint i = 0; i < orders->len; i++)
    {
      const OmniOrder *order = g_ptr_array_index (orders, i);

      if (omni_order_get_pk (order) == order_pk &&
          g_strcmp0 (omni_order_get_number (order), number) == 0)
        return TRUE;
    }

  return FALSE;
}

static void
resolve_target (OmniUpdateTarget *target, GPtrArray *orders, GPtrArray *items)
{
  gboolean has_order = FALSE;
  guint n_found = 0;

  for (guint i = 0; i < orders->len; i++)
    has_order |= g_strcmp0 (omni_order_get_number (g_ptr_array_index (orders, i)),
                            target->wanted->order_number) == 0;

  for (guint i = 0; i < items->len; i++)
    {
      OmniOrderItem *item = g_ptr_array_index (items, i);

      if (g_strcmp0 (omni_order_item_get_text (item, OMNI_ORDER_ITEM_SKU), target->wanted->sku) !=
              0 ||
          !is_wanted_order (orders, omni_order_item_get_order (item), target->wanted->order_number))
        continue;

      n_found++;
      set_now (target, item);
    }

  if (!has_order)
    target->rule = OMNI_UPDATE_MISSING_ORDER;
  else if (n_found == 0)
    target->rule = OMNI_UPDATE_MISSING_ITEM;
  else if (n_found > 1)
    target->rule = OMNI_UPDATE_AMBIGUOUS_ITEM;
}

static gboolean
resolve_targets (OmniUpdateSupply *supply,
                 GPtrArray *targets,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autoptr (GPtrArray) numbers = list_numbers (targets);
  g_autoptr (GPtrArray) orders = g_ptr_array_new_with_free_func ((GDestroyNotify) omni_order_unref);
  g_autoptr (GPtrArray) items =
      g_ptr_array_new_with_free_func ((GDestroyNotify) omni_order_item_unref);
  g_autoptr (OmniOrderLookup) lookup = NULL;
  g_autoptr (GError) failure = NULL;
  OmniOrderBatch *batch;

  if (numbers->len == 1)
    return TRUE;

  lookup = omni_order_lookup_new_for_numbers (supply->client, (const char *const *) numbers->pdata,
                                              TRUE, cancellable);
  while ((batch = omni_order_lookup_next (lookup, &failure)) != NULL)
    {
      for (guint i = 0; i < batch->orders->len; i++)
        g_ptr_array_add (orders, omni_order_ref (g_ptr_array_index (batch->orders, i)));
      for (guint i = 0; batch->items != NULL && i < batch->items->len; i++)
        g_ptr_array_add (items, omni_order_item_ref (g_ptr_array_index (batch->items, i)));
      omni_order_batch_free (batch);
    }

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  for (guint i = 0; i < targets->len; i++)
    {
      OmniUpdateTarget *target = g_ptr_array_index (targets, i);

      if (target->rule == OMNI_UPDATE_FINE && target->wanted->pk == 0)
        resolve_target (target, orders, items);
    }

  return TRUE;
}

/*
 * Helpers: rows that name an item
 */

static gboolean
read_items (OmniUpdateSupply *supply, GPtrArray *targets, GCancellable *cancellable, GError **error)
{
  g_autofree gint64 *pks = g_new (gint64, MAX (targets->len, 1));
  g_autoptr (GPtrArray) asked = g_ptr_array_new ();
  g_autoptr (GPtrArray) items = NULL;

  for (guint i = 0; i < targets->len; i++)
    {
      OmniUpdateTarget *target = g_ptr_array_index (targets, i);

      if (target->rule != OMNI_UPDATE_FINE || target->wanted->pk == 0)
        continue;
      pks[asked->len] = target->wanted->pk;
      g_ptr_array_add (asked, target);
    }

  if (asked->len == 0)
    return TRUE;

  items = omni_client_list_order_items_by_key (supply->client, pks, asked->len, cancellable, error);
  if (items == NULL)
    return FALSE;

  for (guint i = 0; i < asked->len; i++)
    {
      OmniUpdateTarget *target = g_ptr_array_index (asked, i);
      OmniOrderItem *item = g_ptr_array_index (items, i);
      const char *sku;

      if (item == NULL)
        {
          target->rule = OMNI_UPDATE_MISSING_ITEM;
          continue;
        }

      set_now (target, item);
      sku = omni_order_item_get_text (item, OMNI_ORDER_ITEM_SKU);
      if (target->wanted->sku != NULL && sku != NULL && !is_same_number (target->wanted->sku, sku))
        target->rule = OMNI_UPDATE_OTHER_SKU;
    }

  return TRUE;
}

static gboolean
wants_number (const OmniUpdateTarget *target)
{
  return target->rule == OMNI_UPDATE_FINE && target->wanted->pk != 0 &&
         target->wanted->order_number != NULL && omni_order_item_get_order (target->now) != 0;
}

/* Learns the numbers of the orders that are not known yet. */
static gboolean
learn_numbers (OmniUpdateSupply *supply,
               GPtrArray *targets,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (GArray) pks = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (OmniOrderLookup) lookup = NULL;
  g_autoptr (GError) failure = NULL;
  OmniOrderBatch *batch;

  g_mutex_lock (&supply->lock);
  for (guint i = 0; i < targets->len; i++)
    {
      const OmniUpdateTarget *target = g_ptr_array_index (targets, i);
      gint64 pk = wants_number (target) ? omni_order_item_get_order (target->now) : 0;

      if (pk != 0 && !g_hash_table_contains (supply->order_numbers, &pk))
        g_array_append_val (pks, pk);
    }
  g_mutex_unlock (&supply->lock);

  if (pks->len == 0)
    return TRUE;

  lookup = omni_order_lookup_new_for_keys (supply->client, (const gint64 *) (gpointer) pks->data,
                                           pks->len, FALSE, cancellable);
  while ((batch = omni_order_lookup_next (lookup, &failure)) != NULL)
    {
      g_mutex_lock (&supply->lock);
      for (guint i = 0; i < batch->orders->len; i++)
        {
          const OmniOrder *order = g_ptr_array_index (batch->orders, i);
          gint64 pk = omni_order_get_pk (order);

          g_hash_table_insert (supply->order_numbers, g_memdup2 (&pk, sizeof pk),
                               g_strdup (omni_order_get_number (order)));
        }
      g_mutex_unlock (&supply->lock);
      omni_order_batch_free (batch);
    }

  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
check_numbers (OmniUpdateSupply *supply,
               GPtrArray *targets,
               GCancellable *cancellable,
               GError **error)
{
  if (!learn_numbers (supply, targets, cancellable, error))
    return FALSE;

  g_mutex_lock (&supply->lock);
  for (guint i = 0; i < targets->len; i++)
    {
      OmniUpdateTarget *target = g_ptr_array_index (targets, i);
      const char *number;
      gint64 pk;

      if (!wants_number (target))
        continue;

      pk = omni_order_item_get_order (target->now);
      number = g_hash_table_lookup (supply->order_numbers, &pk);
      if (number != NULL && !is_same_number (number, target->wanted->order_number))
        target->rule = OMNI_UPDATE_OTHER_ORDER;
    }
  g_mutex_unlock (&supply->lock);

  return TRUE;
}

/*
 * Helpers: what may not be done
 */

static void
judge_target (OmniUpdateSupply *supply, OmniUpdateTarget *target, gboolean again)
{
  const char *status = omni_order_item_get_status (target->now);
  const char *wanted = target->wanted->values[OMNI_ITEM_STATUS];

  if (!again && !omni_pk_set_add (supply->seen, target->pk))
    target->rule = OMNI_UPDATE_SAME_ITEM;
  else if (wanted != NULL && status != NULL && !omni_update_status_may_be_set (status) &&
           strcmp (wanted, status) != 0)
    target->rule = OMNI_UPDATE_ENDED_ITEM;
}

static OmniUpdateTarget *
new_target (OmniUpdateSupply *supply,
            gsize row,
            const OmniUpdateCells *cells,
            OmniUpdateRowState state)
{
  OmniUpdateTarget *target = g_new0 (OmniUpdateTarget, 1);

  target->wanted =
      omni_update_rules_make_row (omni_update_check_get_rules (supply->check), row, cells);
  target->pk = target->wanted->pk;
  if (state == OMNI_UPDATE_STATE_WRONG)
    {
      const OmniUpdateProblem *problem = omni_update_check_find_problem (supply->check, row);

      target->rule = problem != NULL ? problem->rule : OMNI_UPDATE_NO_KEY;
    }

  return target;
}

/*
 * Helpers: threads
 */

static gboolean
has_failed (Work *work)
{
  gboolean failed;

  g_mutex_lock (&work->lock);
  failed = work->failure != NULL;
  g_mutex_unlock (&work->lock);

  return failed;
}

/* One thread at a time waits here while the job is paused, and the others wait for that one. */
static GPtrArray *
take_batch (Work *work, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&work->lock);

  if (work->failure != NULL || (work->job != NULL && !omni_job_checkpoint (work->job, error)))
    return NULL;

  return omni_update_supply_next (work->supply, work->cancellable, error);
}

static gpointer
work_thread (gpointer data)
{
  Work *work = data;
  g_autoptr (GError) failure = NULL;

  while (failure == NULL && !has_failed (work))
    {
      g_autoptr (GPtrArray) targets = take_batch (work, &failure);

      if (targets == NULL)
        break;
      work->func (targets, work->user_data, &failure);
    }

  g_mutex_lock (&work->lock);
  if (failure != NULL && work->failure == NULL)
    work->failure = g_steal_pointer (&failure);
  g_mutex_unlock (&work->lock);

  return NULL;
}

/*
 * Public API
 */

/**
 * omni_update_supply_new:
 * @check: a check that has ended well
 * @client: where the items are
 *
 * Returns: (transfer full): the rows of the file
 */
OmniUpdateSupply *
omni_update_supply_new (OmniUpdateCheck *check, OmniClient *client)
{
  OmniUpdateSupply *supply = g_new0 (OmniUpdateSupply, 1);

  supply->check = g_object_ref (check);
  supply->client = g_object_ref (client);
  supply->scan = omni_update_scan_new (omni_update_check_get_file (check));
  supply->seen = omni_pk_set_new ();
  supply->order_numbers = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_mutex_init (&supply->lock);
  return supply;
}

/**
 * omni_update_supply_free:
 * @supply: (transfer full): a supply
 */
void
omni_update_supply_free (OmniUpdateSupply *supply)
{
  omni_update_scan_free (supply->scan);
  omni_pk_set_free (supply->seen);
  g_hash_table_unref (supply->order_numbers);
  g_object_unref (supply->client);
  g_object_unref (supply->check);
  g_mutex_clear (&supply->lock);
  g_free (supply);
}

/**
 * omni_update_supply_set_skip:
 * @supply: a supply
 * @skip: says whether a row is left out
 * @user_data: for @skip
 */
void
omni_update_supply_set_skip (OmniUpdateSupply *supply, OmniUpdateSkipFunc skip, gpointer user_data)
{
  supply->skip = skip;
  supply->skip_data = user_data;
}

/**
 * omni_update_supply_add_seen:
 * @supply: a supply
 * @pk: an order item
 *
 * Says that an earlier row is about an item, so that none of the others may be.
 */
void
omni_update_supply_add_seen (OmniUpdateSupply *supply, gint64 pk)
{
  g_mutex_lock (&supply->lock);
  omni_pk_set_add (supply->seen, pk);
  g_mutex_unlock (&supply->lock);
}

/**
 * omni_update_supply_next:
 * @supply: a supply
 * @cancellable: (nullable): to stop
 * @error: return location for an error
 *
 * Takes the next rows out of the file. Rows that say nothing are passed over.
 *
 * Returns: (transfer full) (nullable) (element-type OmniUpdateTarget): at most
 * %OMNI_ITEM_UPDATE_MAX rows; %NULL at the end, and with %OMNI_ERROR_BAD_FILE
 */
GPtrArray *
omni_update_supply_next (OmniUpdateSupply *supply, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) targets = g_ptr_array_new_with_free_func (free_target);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&supply->lock);
  g_autoptr (GError) failure = NULL;
  OmniUpdateCells cells;
  gsize row;

  while (targets->len < OMNI_ITEM_UPDATE_MAX &&
         omni_update_scan_next (supply->scan, &row, &cells, cancellable, &failure))
    {
      OmniUpdateRowState state = omni_update_check_get_state (supply->check, row);

      supply->n_taken = row + 1;
      if ((state == OMNI_UPDATE_STATE_READY || state == OMNI_UPDATE_STATE_WRONG) &&
          (supply->skip == NULL || !supply->skip (row, supply->skip_data)))
        g_ptr_array_add (targets, new_target (supply, row, &cells, state));
    }

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  return targets->len > 0 ? g_steal_pointer (&targets) : NULL;
}

/**
 * omni_update_supply_read:
 * @supply: a supply
 * @targets: (element-type OmniUpdateTarget): a batch
 * @again: whether it was read before
 * @cancellable: (nullable): to stop
 * @error: return location for an error
 *
 * Reads what the server has for a batch now, and finds out what only the server can tell: items
 * that are missing, that are meant by several rows, that belong to another order or another product
 * than the row says, or that have ended.
 *
 * Returns: whether everything was read; else what the client says
 */
gboolean
omni_update_supply_read (OmniUpdateSupply *supply,
                         GPtrArray *targets,
                         gboolean again,
                         GCancellable *cancellable,
                         GError **error)
{
  if (!resolve_targets (supply, targets, cancellable, error) ||
      !read_items (supply, targets, cancellable, error) ||
      !check_numbers (supply, targets, cancellable, error))
    return FALSE;

  g_mutex_lock (&supply->lock);
  for (guint i = 0; i < targets->len; i++)
    {
      OmniUpdateTarget *target = g_ptr_array_index (targets, i);

      if (target->rule == OMNI_UPDATE_FINE)
        judge_target (supply, target, again);
    }
  g_mutex_unlock (&supply->lock);

  return TRUE;
}

/**
 * omni_update_supply_get_n_taken:
 * @supply: a supply
 *
 * Returns: how many rows of the file were come to
 */
gsize
omni_update_supply_get_n_taken (OmniUpdateSupply *supply)
{
  gsize n_taken;

  g_mutex_lock (&supply->lock);
  n_taken = supply->n_taken;
  g_mutex_unlock (&supply->lock);

  return n_taken;
}

/**
 * omni_update_supply_dup_sentence:
 * @supply: a supply
 * @target: a row with a rule that it breaks
 *
 * Returns: (transfer full): what is wrong with the row, in words
 */
char *
omni_update_supply_dup_sentence (OmniUpdateSupply *supply, const OmniUpdateTarget *target)
{
  const OmniUpdateProblem *problem =
      omni_update_check_find_problem (supply->check, target->wanted->row);
  const char *value = "";

  if (problem != NULL && problem->rule == target->rule)
    return omni_update_check_dup_sentence (supply->check, problem);

  if (target->rule == OMNI_UPDATE_OTHER_SKU && target->wanted->sku != NULL)
    value = target->wanted->sku;
  else if (target->wanted->order_number != NULL)
    value = target->wanted->order_number;
  return omni_update_rules_dup_sentence (omni_update_check_get_rules (supply->check), target->rule,
                                         OMNI_UPDATE_N_COLUMNS, value);
}

/**
 * omni_update_supply_work:
 * @supply: a supply
 * @n_threads: how many batches are worked on side by side
 * @job: (nullable): a job that may be paused and cancelled between batches
 * @func: what is done with each batch, in any thread
 * @user_data: for @func
 * @cancellable: (nullable): ends the reading of the file
 * @error: return location for an error
 *
 * Gives all batches to @func. After an error no further batch is begun, and those that were are
 * ended.
 *
 * Returns: whether there was no error
 */
gboolean
omni_update_supply_work (OmniUpdateSupply *supply,
                         guint n_threads,
                         OmniJob *job,
                         OmniUpdateBatchFunc func,
                         gpointer user_data,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (GPtrArray) threads = g_ptr_array_new ();
  Work work = {
    .supply = supply, .job = job, .func = func, .user_data = user_data, .cancellable = cancellable
  };

  g_mutex_init (&work.lock);
  for (guint i = 0; i < n_threads; i++)
    g_ptr_array_add (threads, g_thread_new ("omni-update", work_thread, &work));
  for (guint i = 0; i < threads->len; i++)
    g_thread_join (g_ptr_array_index (threads, i));
  g_mutex_clear (&work.lock);

  if (work.failure == NULL)
    return TRUE;

  g_propagate_error (error, work.failure);
  return FALSE;
}
