/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-order-selection.h"

#include "omni-order.h"
#include "omni-order-set.h"

/* A list view makes widgets for some 200 rows however few it shows, which takes longer than all the
 * rest of a window, and to drop them takes as long. A list that was shorter, or longer with other
 * orders, is told to it in steps, each drawn before the next. */
#define ROWS_AT_FIRST 30
#define ROWS_IN_A_STEP 20
#define ROWS_WITH_WIDGETS 205

struct _OmniOrderSelection
{
  GObject parent_instance;

  OmniOrderList *list;  /* (owned) */
  OmniOrderSet *set;    /* (owned) */

  /* The range that a person is pulling with Shift, until something else is done. */
  GArray *range_pks;    /* (element-type gint64) (owned): what it added */
  guint range_first;
  guint range_last;
  gboolean has_range;

  /* Rows that were asked for before they were loaded. */
  GPtrArray *pending;   /* (element-type OmniOrderRow) (owned) */
  gboolean pending_adds;

  guint changed_id;     /* the idle that will tell that the set changed */

  guint n_shown;        /* rows that the view knows of */
  guint step_id;        /* the idle that will tell it of more, or of fewer */
  gboolean is_replaced; /* the list has the orders of another query, and its length is due */
};

enum
{
  SELECTED_CHANGED,
  RANGE_INCOMPLETE,
  SELECT_PAGE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void omni_order_selection_list_model_init      (GListModelInterface        *iface);
static void omni_order_selection_selection_model_init (GtkSelectionModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (OmniOrderSelection,
                               omni_order_selection,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      omni_order_selection_list_model_init)
                                 G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL,
                                                        omni_order_selection_selection_model_init))

static guint
get_n_rows (OmniOrderSelection *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->list));
}

static gboolean
emit_selected_changed (gpointer user_data)
{
  OmniOrderSelection *self = user_data;

  self->changed_id = 0;
  g_signal_emit (self, signals[SELECTED_CHANGED], 0);

  return G_SOURCE_REMOVE;
}

/* Says it for the rows at once, as GTK expects, and for the set once before the next frame. */
static void
changed (OmniOrderSelection *self, guint position, guint n_rows)
{
  if (self->changed_id == 0)
    self->changed_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, emit_selected_changed, self, NULL);

  if (position < self->n_shown && n_rows > 0)
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), position,
                                           MIN (n_rows, self->n_shown - position));
}

static void
end_range (OmniOrderSelection *self)
{
  self->has_range = FALSE;
  g_array_set_size (self->range_pks, 0);
}

static void
tell_incomplete (OmniOrderSelection *self, guint n_rows)
{
  if (n_rows > 0)
    g_signal_emit (self, signals[RANGE_INCOMPLETE], 0, n_rows);
}

static void
drop_pending (OmniOrderSelection *self)
{
  guint n_rows = self->pending->len;

  g_ptr_array_set_size (self->pending, 0);
  tell_incomplete (self, n_rows);
}

static gboolean
add_order (OmniOrderSelection *self, OmniOrder *order)
{
  OmniSelectedOrder selected = { .pk = omni_order_get_pk (order) };

  if (!omni_order_get_amount (order, OMNI_ORDER_AMOUNT, &selected.amount))
    selected.amount = (OmniMoney) { 0 };

  return omni_order_set_add (self->set, &selected);
}

static gboolean
change_order (OmniOrderSelection *self, OmniOrder *order, gboolean add)
{
  gint64 pk = omni_order_get_pk (order);

  if (!add)
    return omni_order_set_remove (self->set, pk);

  if (!add_order (self, order))
    return FALSE;

  if (self->has_range)
    g_array_append_val (self->range_pks, pk);

  return TRUE;
}

static gboolean
too_many_are_missing (OmniOrderSelection *self, guint first, guint last)
{
  guint n_missing = self->pending->len;
  guint position;

  for (position = first; position <= last && n_missing <= OMNI_ORDER_SELECTION_MAX_MISSING;
       position++)
    n_missing += omni_order_list_peek_order (self->list, position) == NULL;

  return n_missing > OMNI_ORDER_SELECTION_MAX_MISSING;
}

/* Takes the rows from @first to @last in or out; those that are not loaded follow when they are. */
static void
change_rows (OmniOrderSelection *self, guint first, guint last, gboolean add)
{
  guint n_changed = 0;
  guint position;

  if (self->pending_adds != add)
    drop_pending (self);
  self->pending_adds = add;

  if (too_many_are_missing (self, first, last))
    {
      tell_incomplete (self, last - first + 1);
      return;
    }

  for (position = first; position <= last; position++)
    {
      OmniOrder *order = omni_order_list_peek_order (self->list, position);

      if (order == NULL)
        g_ptr_array_add (self->pending,
                         g_list_model_get_item (G_LIST_MODEL (self->list), position));
      else if (change_order (self, order, add))
        n_changed++;
    }

  if (n_changed > 0)
    changed (self, first, last - first + 1);
}

static void
rows_loaded_cb (OmniOrderList *list, guint position, guint n_rows, OmniOrderSelection *self)
{
  guint n_changed = 0;
  guint n_failed = 0;
  guint i;

  self->is_replaced = FALSE;
  for (i = self->pending->len; i > 0; i--)
    {
      OmniOrderRow *row = g_ptr_array_index (self->pending, i - 1);
      OmniOrder *order = omni_order_row_get_order (row);

      if (order != NULL)
        n_changed += change_order (self, order, self->pending_adds);
      else if (omni_order_row_get_state (row) == OMNI_LOAD_FAILED)
        n_failed++;
      else
        continue;

      g_ptr_array_remove_index (self->pending, i - 1);
    }

  if (n_changed > 0)
    changed (self, position, n_rows);
  else if (omni_order_set_get_size (self->set) > 0 && position < self->n_shown)
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), position,
                                           MIN (n_rows, self->n_shown - position));

  tell_incomplete (self, n_failed);
}

static void
show_rows (OmniOrderSelection *self, guint n_rows)
{
  guint n_before = self->n_shown;

  self->n_shown = n_rows;
  if (n_rows > n_before)
    g_list_model_items_changed (G_LIST_MODEL (self), n_before, 0, n_rows - n_before);
  else if (n_rows < n_before)
    g_list_model_items_changed (G_LIST_MODEL (self), n_rows, n_before - n_rows, 0);
}

/* How many rows the view is told of next. Where there is none yet, those in view come at once. */
static guint
get_next_n_shown (OmniOrderSelection *self)
{
  guint n_rows = get_n_rows (self);
  guint n_next = self->n_shown == 0 ? ROWS_AT_FIRST : self->n_shown + ROWS_IN_A_STEP;

  if (self->n_shown > n_rows)
    return MAX (n_rows + ROWS_IN_A_STEP, MIN (self->n_shown, ROWS_WITH_WIDGETS)) - ROWS_IN_A_STEP;

  return n_next < MIN (n_rows, ROWS_WITH_WIDGETS) ? n_next : n_rows;
}

static gboolean
step_cb (gpointer user_data)
{
  OmniOrderSelection *self = user_data;

  show_rows (self, get_next_n_shown (self));
  if (self->n_shown != get_n_rows (self))
    return G_SOURCE_CONTINUE;

  self->step_id = 0;
  return G_SOURCE_REMOVE;
}

/* Rows stay, with other orders in them. Those behind the first page have none yet. */
static void
replaced_cb (OmniOrderSelection *self)
{
  end_range (self);
  drop_pending (self);
  self->is_replaced = TRUE;
  if (omni_order_set_get_size (self->set) > 0 && self->n_shown > 0)
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), 0, self->n_shown);
}

/* A list changes at its end only. Rows behind it are blank until the view lets them go. Filling the
   rows that stay is enough for one turn. */
static void
items_changed_cb (GListModel *list,
                  guint position,
                  guint removed,
                  guint added,
                  OmniOrderSelection *self)
{
  end_range (self);
  if (self->n_shown > get_n_rows (self))
    show_rows (self, self->is_replaced
                       ? MAX (get_n_rows (self), MIN (self->n_shown, ROWS_WITH_WIDGETS))
                       : get_n_rows (self));
  else if (!self->is_replaced || self->n_shown == 0 || self->n_shown >= ROWS_WITH_WIDGETS)
    show_rows (self, get_next_n_shown (self));

  self->is_replaced = FALSE;
  if (self->n_shown != get_n_rows (self) && self->step_id == 0)
    self->step_id = g_idle_add (step_cb, self);
  drop_pending (self);
}

static GType
omni_order_selection_get_item_type (GListModel *model)
{
  return OMNI_TYPE_ORDER_ROW;
}

static guint
omni_order_selection_get_n_items (GListModel *model)
{
  return OMNI_ORDER_SELECTION (model)->n_shown;
}

static gpointer
omni_order_selection_get_item (GListModel *model, guint position)
{
  OmniOrderSelection *self = OMNI_ORDER_SELECTION (model);

  if (position >= get_n_rows (self) && position < self->n_shown)
    return g_object_new (OMNI_TYPE_ORDER_ROW, NULL);

  return g_list_model_get_item (G_LIST_MODEL (self->list), position);
}

static void
omni_order_selection_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = omni_order_selection_get_item_type;
  iface->get_n_items = omni_order_selection_get_n_items;
  iface->get_item = omni_order_selection_get_item;
}

static gboolean
omni_order_selection_is_selected (GtkSelectionModel *model, guint position)
{
  OmniOrderSelection *self = OMNI_ORDER_SELECTION (model);
  OmniOrder *order = omni_order_list_peek_order (self->list, position);

  return order != NULL && omni_order_set_contains (self->set, omni_order_get_pk (order));
}

static GtkBitset *
omni_order_selection_get_selection_in_range (GtkSelectionModel *model,
                                             guint position,
                                             guint n_items)
{
  OmniOrderSelection *self = OMNI_ORDER_SELECTION (model);
  GtkBitset *selection = gtk_bitset_new_empty ();
  guint n_rows = get_n_rows (self);
  guint end = position < n_rows ? position + MIN (n_items, n_rows - position) : position;

  for (; position < end && omni_order_set_get_size (self->set) > 0; position++)
    {
      if (omni_order_selection_is_selected (model, position))
        gtk_bitset_add (selection, position);
    }

  return selection;
}

static gboolean
omni_order_selection_select_item (GtkSelectionModel *model, guint position, gboolean unselect_rest)
{
  OmniOrderSelection *self = OMNI_ORDER_SELECTION (model);

  end_range (self);

  /* With @unselect_rest it is a plain click or an arrow key, which only moves the cursor here. */
  if (!unselect_rest && position < get_n_rows (self))
    change_rows (self, position, position, TRUE);

  return TRUE;
}

static gboolean
omni_order_selection_unselect_item (GtkSelectionModel *model, guint position)
{
  OmniOrderSelection *self = OMNI_ORDER_SELECTION (model);

  end_range (self);
  if (position < get_n_rows (self))
    change_rows (self, position, position, FALSE);

  return TRUE;
}

/* A range goes on as long as one of its ends stays where the last one began or ended. */
static gboolean
continues_range (OmniOrderSelection *self, guint first, guint last)
{
  return self->has_range &&
         (first == self->range_first || first == self->range_last ||
          last == self->range_first || last == self->range_last);
}

static void
give_back_range (OmniOrderSelection *self)
{
  guint i;

  g_ptr_array_set_size (self->pending, 0);

  if (self->range_pks->len == 0)
    return;

  for (i = 0; i < self->range_pks->len; i++)
    omni_order_set_remove (self->set, g_array_index (self->range_pks, gint64, i));

  changed (self, self->range_first, self->range_last - self->range_first + 1);
}

static gboolean
omni_order_selection_select_range (GtkSelectionModel *model,
                                   guint position,
                                   guint n_items,
                                   gboolean unselect_rest)
{
  OmniOrderSelection *self = OMNI_ORDER_SELECTION (model);
  guint last = position + n_items - 1;

  if (n_items == 0 || last < position || last >= get_n_rows (self))
    return TRUE;

  if (unselect_rest && continues_range (self, position, last))
    give_back_range (self);
  end_range (self);

  /* With @unselect_rest the range is pulled: it may be pulled further, or shorter again. */
  if (unselect_rest)
    {
      self->has_range = TRUE;
      self->range_first = position;
      self->range_last = last;
    }

  change_rows (self, position, last, TRUE);

  return TRUE;
}

static gboolean
omni_order_selection_unselect_range (GtkSelectionModel *model, guint position, guint n_items)
{
  OmniOrderSelection *self = OMNI_ORDER_SELECTION (model);
  guint last = position + n_items - 1;

  end_range (self);
  if (n_items > 0 && last >= position && last < get_n_rows (self))
    change_rows (self, position, last, FALSE);

  return TRUE;
}

static gboolean
omni_order_selection_select_all (GtkSelectionModel *model)
{
  OmniOrderSelection *self = OMNI_ORDER_SELECTION (model);

  end_range (self);
  g_signal_emit (self, signals[SELECT_PAGE], 0);

  return TRUE;
}

static gboolean
omni_order_selection_unselect_all (GtkSelectionModel *model)
{
  omni_order_selection_clear (OMNI_ORDER_SELECTION (model));

  return TRUE;
}

static gboolean
omni_order_selection_set_selection (GtkSelectionModel *model, GtkBitset *selected, GtkBitset *mask)
{
  OmniOrderSelection *self = OMNI_ORDER_SELECTION (model);
  GtkBitsetIter iter;
  guint position;
  guint n_rows = get_n_rows (self);
  gboolean more;

  end_range (self);

  for (more = gtk_bitset_iter_init_first (&iter, mask, &position); more && position < n_rows;
       more = gtk_bitset_iter_next (&iter, &position))
    change_rows (self, position, position, gtk_bitset_contains (selected, position));

  return TRUE;
}

static void
omni_order_selection_selection_model_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = omni_order_selection_is_selected;
  iface->get_selection_in_range = omni_order_selection_get_selection_in_range;
  iface->select_item = omni_order_selection_select_item;
  iface->unselect_item = omni_order_selection_unselect_item;
  iface->select_range = omni_order_selection_select_range;
  iface->unselect_range = omni_order_selection_unselect_range;
  iface->select_all = omni_order_selection_select_all;
  iface->unselect_all = omni_order_selection_unselect_all;
  iface->set_selection = omni_order_selection_set_selection;
}

static void
omni_order_selection_dispose (GObject *object)
{
  OmniOrderSelection *self = OMNI_ORDER_SELECTION (object);

  g_clear_handle_id (&self->changed_id, g_source_remove);
  g_clear_handle_id (&self->step_id, g_source_remove);
  g_ptr_array_set_size (self->pending, 0);

  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  g_clear_object (&self->list);

  G_OBJECT_CLASS (omni_order_selection_parent_class)->dispose (object);
}

static void
omni_order_selection_finalize (GObject *object)
{
  OmniOrderSelection *self = OMNI_ORDER_SELECTION (object);

  g_clear_pointer (&self->set, omni_order_set_free);
  g_clear_pointer (&self->range_pks, g_array_unref);
  g_clear_pointer (&self->pending, g_ptr_array_unref);

  G_OBJECT_CLASS (omni_order_selection_parent_class)->finalize (object);
}

static void
omni_order_selection_class_init (OmniOrderSelectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = omni_order_selection_dispose;
  object_class->finalize = omni_order_selection_finalize;

  signals[SELECTED_CHANGED] = g_signal_new ("selected-changed", OMNI_TYPE_ORDER_SELECTION,
                                            G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[RANGE_INCOMPLETE] = g_signal_new ("range-incomplete", OMNI_TYPE_ORDER_SELECTION,
                                            G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                            G_TYPE_UINT);
  signals[SELECT_PAGE] = g_signal_new ("select-page", OMNI_TYPE_ORDER_SELECTION, G_SIGNAL_RUN_LAST,
                                       0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
omni_order_selection_init (OmniOrderSelection *self)
{
  self->set = omni_order_set_new ();
  self->range_pks = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->pending = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * omni_order_selection_new:
 * @list: (not nullable): the list whose orders are selected
 *
 * Returns: (transfer full): an empty selection
 */
OmniOrderSelection *
omni_order_selection_new (OmniOrderList *list)
{
  OmniOrderSelection *self;

  g_return_val_if_fail (OMNI_IS_ORDER_LIST (list), NULL);

  self = g_object_new (OMNI_TYPE_ORDER_SELECTION, NULL);
  self->list = g_object_ref (list);
  self->n_shown = get_n_rows (self);
  g_signal_connect (list, "items-changed", G_CALLBACK (items_changed_cb), self);
  g_signal_connect (list, "rows-loaded", G_CALLBACK (rows_loaded_cb), self);
  g_signal_connect_swapped (list, "replaced", G_CALLBACK (replaced_cb), self);

  return self;
}

/**
 * omni_order_selection_get_list:
 * @self: a selection
 *
 * Returns: (transfer none): the list whose orders are selected
 */
OmniOrderList *
omni_order_selection_get_list (OmniOrderSelection *self)
{
  g_return_val_if_fail (OMNI_IS_ORDER_SELECTION (self), NULL);

  return self->list;
}

/**
 * omni_order_selection_get_n_orders:
 * @self: a selection
 *
 * Returns: how many orders are selected, in view or not
 */
gsize
omni_order_selection_get_n_orders (OmniOrderSelection *self)
{
  g_return_val_if_fail (OMNI_IS_ORDER_SELECTION (self), 0);

  return omni_order_set_get_size (self->set);
}

/**
 * omni_order_selection_dup_pks:
 * @self: a selection
 * @n_pks: (out): how many there are
 *
 * Returns: (transfer full) (array length=n_pks): the primary keys in the order in which the orders
 *   were picked; free with g_free()
 */
gint64 *
omni_order_selection_dup_pks (OmniOrderSelection *self, gsize *n_pks)
{
  g_return_val_if_fail (OMNI_IS_ORDER_SELECTION (self), NULL);
  g_return_val_if_fail (n_pks != NULL, NULL);

  return omni_order_set_dup_pks (self->set, n_pks);
}

/**
 * omni_order_selection_dup_orders:
 * @self: a selection
 *
 * Returns: (transfer full) (element-type OmniSelectedOrder): the orders with their amounts, in the
 *   order in which they were picked
 */
GArray *
omni_order_selection_dup_orders (OmniOrderSelection *self)
{
  g_return_val_if_fail (OMNI_IS_ORDER_SELECTION (self), NULL);

  return omni_order_set_dup_orders (self->set);
}

/**
 * omni_order_selection_contains:
 * @self: a selection
 * @order_pk: an order's primary key
 *
 * Returns: whether that order is selected
 */
gboolean
omni_order_selection_contains (OmniOrderSelection *self, gint64 order_pk)
{
  g_return_val_if_fail (OMNI_IS_ORDER_SELECTION (self), FALSE);

  return omni_order_set_contains (self->set, order_pk);
}

/**
 * omni_order_selection_add:
 * @self: a selection
 * @orders: (array length=n_orders): orders with their amounts
 * @n_orders: how many
 *
 * Adds orders that need not be loaded: those that match a query, or a saved set.
 */
void
omni_order_selection_add (OmniOrderSelection *self, const OmniSelectedOrder *orders, gsize n_orders)
{
  gsize n_added = 0;
  gsize i;

  g_return_if_fail (OMNI_IS_ORDER_SELECTION (self));
  g_return_if_fail (orders != NULL || n_orders == 0);

  end_range (self);
  omni_order_set_reserve (self->set, n_orders);
  for (i = 0; i < n_orders; i++)
    n_added += (gsize) omni_order_set_add (self->set, &orders[i]);

  if (n_added > 0)
    changed (self, 0, get_n_rows (self));
}

/**
 * omni_order_selection_replace:
 * @self: a selection
 * @orders: (array length=n_orders): orders with their amounts
 * @n_orders: how many
 *
 * Takes all orders out and these in.
 */
void
omni_order_selection_replace (OmniOrderSelection *self,
                              const OmniSelectedOrder *orders,
                              gsize n_orders)
{
  g_return_if_fail (OMNI_IS_ORDER_SELECTION (self));
  g_return_if_fail (orders != NULL || n_orders == 0);

  end_range (self);
  g_ptr_array_set_size (self->pending, 0);
  omni_order_set_clear (self->set);
  omni_order_set_reserve (self->set, n_orders);
  for (gsize i = 0; i < n_orders; i++)
    omni_order_set_add (self->set, &orders[i]);
  changed (self, 0, get_n_rows (self));
}

/**
 * omni_order_selection_toggle:
 * @self: a selection
 * @position: a row
 *
 * Takes the order in the row in when it is not selected, and out when it is. A row that is not
 * loaded is loaded first.
 */
void
omni_order_selection_toggle (OmniOrderSelection *self, guint position)
{
  GtkSelectionModel *model = GTK_SELECTION_MODEL (self);

  g_return_if_fail (OMNI_IS_ORDER_SELECTION (self));

  if (gtk_selection_model_is_selected (model, position))
    gtk_selection_model_unselect_item (model, position);
  else
    gtk_selection_model_select_item (model, position, FALSE);
}

/**
 * omni_order_selection_clear:
 * @self: a selection
 *
 * Takes all orders out, those that are not in view too.
 */
void
omni_order_selection_clear (OmniOrderSelection *self)
{
  g_return_if_fail (OMNI_IS_ORDER_SELECTION (self));

  end_range (self);
  g_ptr_array_set_size (self->pending, 0);

  if (omni_order_set_get_size (self->set) > 0)
    {
      omni_order_set_clear (self->set);
      changed (self, 0, get_n_rows (self));
    }
}

/**
 * omni_order_selection_get_totals:
 * @self: a selection
 *
 * Returns: (transfer full) (element-type OmniMoney): the sum of the selected orders' amounts per
 *   currency; a sum that is too large to be told is left out
 */
GPtrArray *
omni_order_selection_get_totals (OmniOrderSelection *self)
{
  g_return_val_if_fail (OMNI_IS_ORDER_SELECTION (self), NULL);

  return omni_order_set_get_totals (self->set);
}

/**
 * omni_order_selection_get_n_pending:
 * @self: a selection
 *
 * Returns: how many rows of the last range wait for their page
 */
guint
omni_order_selection_get_n_pending (OmniOrderSelection *self)
{
  g_return_val_if_fail (OMNI_IS_ORDER_SELECTION (self), 0);

  return self->pending->len;
}

/**
 * omni_order_selection_tell:
 * @self: a selection
 *
 * Emits #OmniOrderSelection::selected-changed now where it would be emitted soon.
 */
void
omni_order_selection_tell (OmniOrderSelection *self)
{
  g_return_if_fail (OMNI_IS_ORDER_SELECTION (self));

  if (self->changed_id == 0)
    return;

  g_source_remove (self->changed_id);
  emit_selected_changed (self);
}

/**
 * omni_order_selection_show_all_rows:
 * @self: a selection
 *
 * Tells the view at once of all rows that it was to be told of in steps, for those who go to a row.
 */
void
omni_order_selection_show_all_rows (OmniOrderSelection *self)
{
  g_return_if_fail (OMNI_IS_ORDER_SELECTION (self));

  g_clear_handle_id (&self->step_id, g_source_remove);
  show_rows (self, get_n_rows (self));
}
