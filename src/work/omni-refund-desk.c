/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-refund-desk.h"

#include "omni-intent.h"

#include <glib/gi18n-lib.h>

/* How often is looked for what came of something. */
#define CHECK_INTERVAL_S 3

struct _OmniRefundDesk
{
  GObject parent_instance;

  OmniSession *session;      /* (owned) */
  OmniRefundGuard *guard;    /* (nullable) (owned): none where nothing can be written down */
  GCancellable *cancellable; /* (owned) */
  gint64 order;
  char *order_number;        /* (nullable) (owned) */
  GPtrArray *reasons;        /* (nullable) (owned) */
  gboolean keeps_shipping;
  OmniRefundState state;
  char *message;             /* (nullable) (owned) */
  gboolean has_failed;
  guint check_id;            /* the source that looks again, or 0 */
  guint serial;              /* changes with the order */
};

/* All that there are: an order may be in several windows. */
static GPtrArray *desks;

enum
{
  SIGNAL_CHANGED,
  SIGNAL_FINISHED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (OmniRefundDesk, omni_refund_desk, G_TYPE_OBJECT)

typedef enum
{
  WORK_CANCEL,
  WORK_MANUAL,
  WORK_PAYMENT,
  WORK_REJECT,
  WORK_CHECK,
  WORK_REASONS,
} WorkKind;

/* What a thread does; it may outlive the desk. */
typedef struct
{
  WorkKind kind;
  OmniRefundGuard *guard; /* (nullable) (owned) */
  OmniClient *client;     /* (owned) */
  guint serial;
  gint64 order;
  char *order_number;             /* (nullable) (owned) */
  OmniCancellation *cancellation; /* (nullable) (owned) */
  OmniCancellationPlan *plan;     /* (nullable) (owned) */
  GArray *items;                  /* (nullable) (owned) */
  char *text;                     /* (nullable) (owned): a note, or a kind of payment */
  gint64 request;

  /* Results. */
  OmniRefundResult *result; /* (nullable) (owned) */
  gboolean is_busy;
  gboolean keeps_shipping;
  GPtrArray *reasons; /* (nullable) (owned) */
} Work;

static void check (OmniRefundDesk *self);

/*
 * Threads
 */

static void
work_free (gpointer data)
{
  Work *work = data;

  g_clear_object (&work->guard);
  g_clear_object (&work->client);
  g_free (work->order_number);
  g_clear_pointer (&work->cancellation, omni_cancellation_free);
  g_clear_pointer (&work->plan, omni_cancellation_plan_unref);
  g_clear_pointer (&work->items, g_array_unref);
  g_free (work->text);
  g_clear_pointer (&work->result, omni_refund_result_free);
  g_clear_pointer (&work->reasons, g_ptr_array_unref);
  g_free (work);
}

static Work *
work_new (OmniRefundDesk *self, WorkKind kind)
{
  Work *work = g_new0 (Work, 1);

  work->kind = kind;
  work->guard = self->guard != NULL ? g_object_ref (self->guard) : NULL;
  work->client = g_object_ref (omni_session_get_client (self->session));
  work->serial = self->serial;
  work->order = self->order;
  work->order_number = g_strdup (self->order_number);

  return work;
}

/* The newest thing that was settled of the order; whether something is still open is asked for
 * after that. */
static gboolean
run_check (Work *work, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) results =
      omni_refund_guard_settle (work->guard, work->order, cancellable, error);
  GError *failure = NULL;

  if (results == NULL)
    return FALSE;
  if (results->len > 0)
    work->result = g_ptr_array_steal_index (results, results->len - 1);

  work->is_busy = omni_refund_guard_is_busy (work->guard, work->order, &failure);
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, failure);
  return FALSE;
}

static gboolean
run (Work *work, GCancellable *cancellable, GError **error)
{
  switch (work->kind)
    {
    case WORK_CANCEL:
      work->result = omni_refund_guard_cancel (work->guard, work->cancellation, cancellable, error);
      break;

    case WORK_MANUAL:
      work->result = omni_refund_guard_confirm_manual (
          work->guard, work->order, work->order_number, omni_cancellation_plan_get_pk (work->plan),
          (gint64 *) (gpointer) work->items->data, work->items->len, work->text, cancellable,
          error);
      break;

    case WORK_PAYMENT:
      work->result = omni_refund_guard_create_payment (work->guard, work->order,
                                                       work->order_number, work->plan, work->text,
                                                       cancellable, error);
      break;

    case WORK_REJECT:
      work->result = omni_refund_guard_reject (work->guard, work->order, work->order_number,
                                               work->request, cancellable, error);
      break;

    case WORK_REASONS:
      work->reasons = omni_client_list_reasons (work->client, cancellable, error);
      return work->reasons != NULL;

    case WORK_CHECK:
    default:
      return run_check (work, cancellable, error);
    }

  return work->result != NULL;
}

static void
run_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Work *work = task_data;
  GError *error = NULL;
  gboolean done = run (work, cancellable, &error);

  if (work->guard != NULL)
    work->keeps_shipping = omni_refund_guard_get_keeps_shipping (work->guard);
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/*
 * On the main context
 */

static gboolean
check_cb (gpointer data)
{
  OmniRefundDesk *self = data;

  self->check_id = 0;
  check (self);

  return G_SOURCE_REMOVE;
}

static void
set_state (OmniRefundDesk *self, OmniRefundState state, const char *message, gboolean has_failed)
{
  g_autofree char *copy = g_strdup (message);

  self->state = state;
  g_free (self->message);
  self->message = g_steal_pointer (&copy);
  self->has_failed = has_failed;
  if (state == OMNI_REFUND_CHECKING && self->check_id == 0)
    self->check_id = g_timeout_add_seconds (CHECK_INTERVAL_S, check_cb, self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static const char *
get_checking_words (void)
{
  return _ ("It is not known yet whether it was done. Omnidesk goes on checking, and until then "
            "nothing else is done to this order.");
}

static gboolean
is_of_same_order (OmniRefundDesk *self, OmniRefundDesk *other)
{
  return other != self && other->order != 0 && other->order == self->order &&
         g_strcmp0 (omni_session_get_profile (self->session)->server,
                    omni_session_get_profile (other->session)->server) == 0 &&
         !g_cancellable_is_cancelled (other->cancellable);
}

/* The other windows of the order are off from the first press too, and follow until it is known
 * what came of it. */
static void
tell_others (OmniRefundDesk *self)
{
  for (guint i = 0; i < desks->len; i++)
    {
      OmniRefundDesk *other = g_ptr_array_index (desks, i);

      if (is_of_same_order (self, other) && other->state == OMNI_REFUND_IDLE)
        set_state (other, OMNI_REFUND_CHECKING,
                   _ ("Something is being done to this order in another window."), FALSE);
    }
}

static void
tell_others_of_end (OmniRefundDesk *self)
{
  for (guint i = 0; i < desks->len; i++)
    {
      OmniRefundDesk *other = g_ptr_array_index (desks, i);

      if (is_of_same_order (self, other) && other->state == OMNI_REFUND_CHECKING)
        check (other);
    }
}

static void
take_result (OmniRefundDesk *self, const OmniRefundResult *result)
{
  gboolean is_known = result->outcome != OMNI_REFUND_UNKNOWN;

  set_state (self, is_known ? OMNI_REFUND_IDLE : OMNI_REFUND_CHECKING, result->words,
             result->outcome == OMNI_REFUND_NOT_DONE || result->differs);
  tell_others_of_end (self);
  g_signal_emit (self, signals[SIGNAL_FINISHED], 0, NULL);
}

static void
take_check (OmniRefundDesk *self, const Work *work, const GError *error)
{
  gboolean was_idle = self->state == OMNI_REFUND_IDLE;

  if (error != NULL)
    set_state (self, OMNI_REFUND_CHECKING, error->message, TRUE);
  else if (work->is_busy)
    set_state (self, OMNI_REFUND_CHECKING,
               work->result != NULL ? work->result->words : get_checking_words (), FALSE);
  else if (work->result != NULL)
    take_result (self, work->result);
  else if (!was_idle)
    {
      /* Somebody else settled it. */
      set_state (self, OMNI_REFUND_IDLE, NULL, FALSE);
      g_signal_emit (self, signals[SIGNAL_FINISHED], 0, NULL);
    }
}

/* What the back office does not have is done in its own panel. */
static char *
dup_failure_words (const Work *work, const GError *error)
{
  if (work->kind == WORK_MANUAL && g_error_matches (error, OMNI_ERROR, OMNI_ERROR_UNSUPPORTED))
    return g_strdup (_ ("This back office cannot be told that a refund has been made. Confirm it "
                        "in its own panel; the plan here then follows by itself."));

  return g_strdup (error->message);
}

static void
ran_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  OmniRefundDesk *self = OMNI_REFUND_DESK (source);
  Work *work = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  g_task_propagate_boolean (G_TASK (result), &error);
  if (g_cancellable_is_cancelled (self->cancellable))
    return;

  self->keeps_shipping = work->keeps_shipping;
  if (work->kind == WORK_REASONS)
    {
      if (work->reasons != NULL)
        {
          g_clear_pointer (&self->reasons, g_ptr_array_unref);
          self->reasons = g_steal_pointer (&work->reasons);
        }
      g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
      return;
    }
  /* Of an order that is not shown any more; its own journal takes care of it. */
  if (work->serial != self->serial)
    return;

  if (work->kind == WORK_CHECK)
    take_check (self, work, error);
  else if (error == NULL)
    take_result (self, work->result);
  else
    {
      words = dup_failure_words (work, error);
      set_state (self, OMNI_REFUND_IDLE, words, TRUE);
      tell_others_of_end (self);
      /* A reason may have been switched off meanwhile. */
      if (g_error_matches (error, OMNI_ERROR, OMNI_ERROR_INVALID))
        omni_refund_desk_load_reasons (self);
      g_signal_emit (self, signals[SIGNAL_FINISHED], 0, error);
    }
}

static void
push (OmniRefundDesk *self, Work *work)
{
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, ran_cb, NULL);

  g_task_set_source_tag (task, push);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, work, work_free);
  g_task_run_in_thread (task, run_in_thread);
}

static void
check (OmniRefundDesk *self)
{
  if (self->guard != NULL && self->order != 0)
    push (self, work_new (self, WORK_CHECK));
}

static gboolean
begin (OmniRefundDesk *self, Work *work)
{
  if (self->state != OMNI_REFUND_IDLE || self->guard == NULL)
    {
      work_free (work);
      return FALSE;
    }

  set_state (self, OMNI_REFUND_WORKING, NULL, FALSE);
  tell_others (self);
  push (self, work);
  return TRUE;
}

/*
 * Overrides
 */

static void
omni_refund_desk_dispose (GObject *object)
{
  omni_refund_desk_close (OMNI_REFUND_DESK (object));

  G_OBJECT_CLASS (omni_refund_desk_parent_class)->dispose (object);
}

static void
omni_refund_desk_finalize (GObject *object)
{
  OmniRefundDesk *self = OMNI_REFUND_DESK (object);

  g_ptr_array_remove_fast (desks, self);
  g_clear_object (&self->guard);
  g_clear_object (&self->session);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->reasons, g_ptr_array_unref);
  g_free (self->order_number);
  g_free (self->message);

  G_OBJECT_CLASS (omni_refund_desk_parent_class)->finalize (object);
}

static void
omni_refund_desk_class_init (OmniRefundDeskClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  desks = g_ptr_array_new ();

  object_class->dispose = omni_refund_desk_dispose;
  object_class->finalize = omni_refund_desk_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", OMNI_TYPE_REFUND_DESK, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_FINISHED] = g_signal_new ("finished", OMNI_TYPE_REFUND_DESK, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
omni_refund_desk_init (OmniRefundDesk *self)
{
  self->cancellable = g_cancellable_new ();
  g_ptr_array_add (desks, self);
}

/*
 * Public API
 */

/**
 * omni_refund_guard_new_for_session:
 * @session: who is signed in
 *
 * Returns: (transfer full) (nullable): a guard, or %NULL where nothing can be written down
 */
OmniRefundGuard *
omni_refund_guard_new_for_session (OmniSession *session)
{
  OmniDatabase *database;

  g_return_val_if_fail (OMNI_IS_SESSION (session), NULL);

  database = omni_session_get_database (session);
  if (database == NULL)
    return NULL;

  return omni_refund_guard_new (omni_session_get_client (session), database,
                                omni_session_get_profile (session),
                                omni_user_get_pk (omni_session_get_user (session)));
}

/**
 * omni_refund_desk_new:
 * @session: who is signed in
 *
 * Returns: (transfer full): a desk without an order
 */
OmniRefundDesk *
omni_refund_desk_new (OmniSession *session)
{
  OmniRefundDesk *self;

  g_return_val_if_fail (OMNI_IS_SESSION (session), NULL);

  self = g_object_new (OMNI_TYPE_REFUND_DESK, NULL);
  self->session = g_object_ref (session);
  self->guard = omni_refund_guard_new_for_session (session);

  return self;
}

/**
 * omni_refund_desk_close:
 * @self: a desk
 *
 * Stops looking and telling. What is being done is done to its end, and noted.
 */
void
omni_refund_desk_close (OmniRefundDesk *self)
{
  g_return_if_fail (OMNI_IS_REFUND_DESK (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->check_id, g_source_remove);
}

/**
 * omni_refund_desk_set_order:
 * @self: a desk
 * @order: the order's primary key
 * @order_number: (nullable): its number
 *
 * Turns to an order, and looks what is still open of it.
 */
void
omni_refund_desk_set_order (OmniRefundDesk *self, gint64 order, const char *order_number)
{
  g_return_if_fail (OMNI_IS_REFUND_DESK (self));

  if (order == self->order)
    {
      if (order_number != NULL && self->order_number == NULL)
        self->order_number = g_strdup (order_number);
      return;
    }

  self->serial++;
  self->order = order;
  g_free (self->order_number);
  self->order_number = g_strdup (order_number);
  g_clear_handle_id (&self->check_id, g_source_remove);
  set_state (self, OMNI_REFUND_IDLE, NULL, FALSE);
  check (self);
}

/**
 * omni_refund_desk_look:
 * @self: a desk
 *
 * Looks whether another Omnidesk does something to the order.
 */
void
omni_refund_desk_look (OmniRefundDesk *self)
{
  g_return_if_fail (OMNI_IS_REFUND_DESK (self));

  if (self->state == OMNI_REFUND_IDLE)
    check (self);
}

/**
 * omni_refund_desk_load_reasons:
 * @self: a desk
 *
 * Reads the tenant's reasons.
 */
void
omni_refund_desk_load_reasons (OmniRefundDesk *self)
{
  g_return_if_fail (OMNI_IS_REFUND_DESK (self));

  push (self, work_new (self, WORK_REASONS));
}

/**
 * omni_refund_desk_get_reasons:
 * @self: a desk
 *
 * Returns: (transfer none) (nullable) (element-type OmniCancellationReason): the reasons, once they
 *   were read
 */
GPtrArray *
omni_refund_desk_get_reasons (OmniRefundDesk *self)
{
  g_return_val_if_fail (OMNI_IS_REFUND_DESK (self), NULL);

  return self->reasons;
}

OmniRefundState
omni_refund_desk_get_state (OmniRefundDesk *self)
{
  g_return_val_if_fail (OMNI_IS_REFUND_DESK (self), OMNI_REFUND_IDLE);

  return self->state;
}

/**
 * omni_refund_desk_get_message:
 * @self: a desk
 *
 * Returns: (transfer none) (nullable): what came of it, or why it was not done
 */
const char *
omni_refund_desk_get_message (OmniRefundDesk *self)
{
  g_return_val_if_fail (OMNI_IS_REFUND_DESK (self), NULL);

  return self->message;
}

/**
 * omni_refund_desk_has_failed:
 * @self: a desk
 *
 * Returns: whether the message is about something that is not as it was meant to be
 */
gboolean
omni_refund_desk_has_failed (OmniRefundDesk *self)
{
  g_return_val_if_fail (OMNI_IS_REFUND_DESK (self), FALSE);

  return self->has_failed;
}

/**
 * omni_refund_desk_get_keeps_shipping:
 * @self: a desk
 *
 * Returns: as omni_refund_guard_get_keeps_shipping(), as it was known last
 */
gboolean
omni_refund_desk_get_keeps_shipping (OmniRefundDesk *self)
{
  g_return_val_if_fail (OMNI_IS_REFUND_DESK (self), FALSE);

  return self->keeps_shipping;
}

/**
 * omni_refund_desk_say:
 * @self: a desk
 * @message: (nullable): what is to be read beside the buttons
 * @has_failed: whether it is about something that is missing
 *
 * Puts a message there, unless something is being done.
 */
void
omni_refund_desk_say (OmniRefundDesk *self, const char *message, gboolean has_failed)
{
  g_return_if_fail (OMNI_IS_REFUND_DESK (self));

  if (self->state == OMNI_REFUND_IDLE)
    set_state (self, OMNI_REFUND_IDLE, message, has_failed);
}

/**
 * omni_refund_desk_cancel:
 * @self: a desk
 * @cancellation: (transfer full): what was confirmed
 *
 * Returns: whether it was begun
 */
gboolean
omni_refund_desk_cancel (OmniRefundDesk *self, OmniCancellation *cancellation)
{
  Work *work;

  g_return_val_if_fail (OMNI_IS_REFUND_DESK (self), FALSE);

  work = work_new (self, WORK_CANCEL);
  work->cancellation = cancellation;
  return begin (self, work);
}

/**
 * omni_refund_desk_confirm_manual:
 * @self: a desk
 * @plan: a plan
 * @items: (array length=n_items): the lines whose refund has been made
 * @n_items: how many
 * @note: (nullable): a reference
 *
 * Returns: whether it was begun
 */
gboolean
omni_refund_desk_confirm_manual (OmniRefundDesk *self,
                                 OmniCancellationPlan *plan,
                                 const gint64 *items,
                                 gsize n_items,
                                 const char *note)
{
  Work *work;

  g_return_val_if_fail (OMNI_IS_REFUND_DESK (self), FALSE);

  work = work_new (self, WORK_MANUAL);
  work->plan = omni_cancellation_plan_ref (plan);
  work->items = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_vals (work->items, items, (guint) n_items);
  work->text = g_strdup (note);
  return begin (self, work);
}

/**
 * omni_refund_desk_create_payment:
 * @self: a desk
 * @plan: a plan
 * @kind: by which kind of transaction
 *
 * Returns: whether it was begun
 */
gboolean
omni_refund_desk_create_payment (OmniRefundDesk *self, OmniCancellationPlan *plan, const char *kind)
{
  Work *work;

  g_return_val_if_fail (OMNI_IS_REFUND_DESK (self), FALSE);

  work = work_new (self, WORK_PAYMENT);
  work->plan = omni_cancellation_plan_ref (plan);
  work->text = g_strdup (kind);
  return begin (self, work);
}

/**
 * omni_refund_desk_reject:
 * @self: a desk
 * @request: a request's primary key
 *
 * Returns: whether it was begun
 */
gboolean
omni_refund_desk_reject (OmniRefundDesk *self, gint64 request)
{
  Work *work;

  g_return_val_if_fail (OMNI_IS_REFUND_DESK (self), FALSE);

  work = work_new (self, WORK_REJECT);
  work->request = request;
  return begin (self, work);
}

/*
 * At start
 */

static gboolean settle_again_cb (gpointer data);

static void
settle_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_autoptr (GPtrArray) results = omni_refund_guard_settle (task_data, 0, NULL, NULL);
  gboolean is_open = FALSE;

  for (guint i = 0; results != NULL && i < results->len; i++)
    is_open |= ((OmniRefundResult *) results->pdata[i])->outcome == OMNI_REFUND_UNKNOWN;
  g_task_return_boolean (task, is_open);
}

static void
settled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GWeakRef *session;

  if (!g_task_propagate_boolean (G_TASK (result), NULL))
    return;

  session = g_new0 (GWeakRef, 1);
  g_weak_ref_init (session, source);
  g_timeout_add_seconds (CHECK_INTERVAL_S, settle_again_cb, session);
}

static gboolean
settle_again_cb (gpointer data)
{
  GWeakRef *weak = data;
  g_autoptr (OmniSession) session = g_weak_ref_get (weak);

  if (session != NULL)
    omni_refund_settle_at_start (session);
  g_weak_ref_clear (weak);
  g_free (weak);

  return G_SOURCE_REMOVE;
}

/**
 * omni_refund_settle_at_start:
 * @session: who signed in
 *
 * Looks what came of everything that an earlier Omnidesk left open, until all of it is known.
 */
void
omni_refund_settle_at_start (OmniSession *session)
{
  OmniRefundGuard *guard;
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (OMNI_IS_SESSION (session));

  guard = omni_refund_guard_new_for_session (session);
  if (guard == NULL)
    return;

  task = g_task_new (session, NULL, settled_cb, NULL);
  g_task_set_source_tag (task, omni_refund_settle_at_start);
  g_task_set_task_data (task, guard, g_object_unref);
  g_task_run_in_thread (task, settle_in_thread);
}
