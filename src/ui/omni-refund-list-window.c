/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-refund-list-window.h"

#include "omni-client-cancel.h"
#include "omni-format.h"
#include "omni-order-window.h"
#include "omni-part-view.h"

#include <glib/gi18n-lib.h>

/* More than anybody works through without reading the list again. */
#define MAX_ROWS 500

struct _OmniRefundListWindow
{
  AdwWindow parent_instance;

  AdwWindowTitle *title;    /* (borrowed) */
  GtkStack *stack;          /* (borrowed) */
  AdwStatusPage *page;      /* (borrowed) */
  GtkListBox *list;         /* (borrowed) */
  OmniSession *session;     /* (owned) */
  GCancellable *cancellable; /* (owned) */
  OmniRefundListKind kind;
  gboolean is_loading;
  guint n_rows;
};

G_DEFINE_FINAL_TYPE (OmniRefundListWindow, omni_refund_list_window, ADW_TYPE_WINDOW)

static const struct
{
  const char *title;
  const char *empty;
} words[] = {
  [OMNI_REFUND_LIST_REQUESTS] = { N_ ("Requests"),
                                  N_ ("No cancellation or return waits for a decision.") },
  [OMNI_REFUND_LIST_MANUAL] = { N_ ("Manual refunds"),
                                N_ ("No money has to be paid back by hand.") },
};

/* A row as it is read, in a thread. */
typedef struct
{
  gint64 order;
  char *title;
  char *subtitle;
  char *amount; /* (nullable) */
} Row;

typedef struct
{
  OmniClient *client; /* (owned) */
  OmniRefundListKind kind;
} Loading;

/*
 * Reading, in a thread
 */

static void
row_free (gpointer data)
{
  Row *row = data;

  g_free (row->title);
  g_free (row->subtitle);
  g_free (row->amount);
  g_free (row);
}

static void
loading_free (gpointer data)
{
  Loading *loading = data;

  g_object_unref (loading->client);
  g_free (loading);
}

static const char *
or_dash (const char *text)
{
  return text != NULL && text[0] != '\0' ? text : "—";
}

/* The order of a row, whose number and currency nothing else has; a row without them is one all the
 * same. */
static const OmniOrder *
find_order (GPtrArray *orders, gint64 pk)
{
  for (guint i = 0; i < orders->len; i++)
    {
      const OmniOrder *order = g_ptr_array_index (orders, i);

      if (omni_order_get_pk (order) == pk)
        return order;
    }

  return NULL;
}

static GPtrArray *
read_orders (OmniClient *client, const gint64 *pks, guint n_pks, GCancellable *cancellable)
{
  g_autoptr (OmniOrderQuery) all = omni_order_query_new ();
  g_autoptr (OmniOrderQuery) query = NULL;
  g_autoptr (OmniOrderPage) page = NULL;
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < n_pks; i++)
    g_ptr_array_add (values, g_strdup_printf ("%" G_GINT64_FORMAT, pks[i]));
  g_ptr_array_add (values, NULL);
  query = omni_order_query_with_filter (all, "pk", (const char *const *) values->pdata);
  if (n_pks > 0)
    page = omni_client_list_orders (client, query, 1, OMNI_ITEM_UPDATE_MAX, cancellable, NULL);

  return page != NULL ? g_ptr_array_ref (page->orders) : g_ptr_array_new ();
}

static Row *
new_plan_row (const OmniCancellationPlan *plan, const OmniOrder *order)
{
  Row *row = g_new0 (Row, 1);
  const char *number = omni_cancellation_plan_get_text (plan, OMNI_CANCELLATION_PLAN_ORDER_NUMBER);
  const char *trouble = omni_cancellation_plan_get_text (plan,
                                                         OMNI_CANCELLATION_PLAN_ERROR_MESSAGE);
  g_autofree char *when = omni_format_moment (omni_cancellation_plan_get_created_date (plan));
  OmniMoney total;

  row->order = omni_cancellation_plan_get_order (plan);
  /* Translators: %s is an order's number */
  row->title = g_strdup_printf (_ ("Order %s"), or_dash (number));
  row->subtitle = g_strdup_printf ("#%" G_GINT64_FORMAT " · %s · %s%s%s",
                                   omni_cancellation_plan_get_pk (plan),
                                   or_dash (omni_cancellation_plan_get_kind_label (plan)), when,
                                   trouble != NULL ? " · " : "", trouble != NULL ? trouble : "");
  if (omni_cancellation_plan_get_total (
          plan, order != NULL ? omni_order_get_currency (order) : NULL, &total))
    row->amount = omni_money_format (&total);

  return row;
}

static Row *
new_request_row (const OmniCancellationRequest *request,
                 const OmniOrderItem *item,
                 const OmniOrder *order)
{
  Row *row = g_new0 (Row, 1);
  const char *product = item != NULL ? omni_order_item_get_text (item, OMNI_ORDER_ITEM_PRODUCT_NAME)
                                     : NULL;
  const char *said = omni_cancellation_request_get_text (request,
                                                         OMNI_CANCELLATION_REQUEST_DESCRIPTION);
  const char *code = omni_cancellation_request_get_easy_return (request, OMNI_EASY_RETURN_CODE);
  g_autofree char *when = omni_format_moment (omni_cancellation_request_get_created_date (request));
  g_autoptr (GString) text = g_string_new (NULL);

  row->order = item != NULL ? omni_order_item_get_order (item) : 0;
  if (order != NULL)
    /* Translators: an order's number, and a product */
    row->title = g_strdup_printf (_ ("Order %s · %s"), or_dash (omni_order_get_number (order)),
                                  or_dash (product));
  else
    row->title = g_strdup (or_dash (product));
  g_string_append_printf (text, "#%" G_GINT64_FORMAT " · %s · %s",
                          omni_cancellation_request_get_pk (request),
                          or_dash (omni_cancellation_request_get_kind_label (request)), when);
  if (code != NULL)
    g_string_append_printf (text, " · %s %s", _ ("Easy-return code"), code);
  if (said != NULL && said[0] != '\0')
    {
      /* Translators: what a customer wrote */
      g_autofree char *quoted = g_strdup_printf (_ ("“%s”"), said);

      g_string_append_printf (text, " · %s", quoted);
    }
  row->subtitle = g_string_free (g_steal_pointer (&text), FALSE);

  return row;
}

/* The lines say which orders they are of; a hundred are asked for at once. */
static gboolean
add_requests (GPtrArray *rows,
              OmniClient *client,
              GPtrArray *requests,
              GCancellable *cancellable,
              GError **error)
{
  for (guint first = 0; first < MIN (requests->len, MAX_ROWS); first += OMNI_ITEM_UPDATE_MAX)
    {
      guint n_pks = MIN (MIN (requests->len, MAX_ROWS) - first, OMNI_ITEM_UPDATE_MAX);
      g_autofree gint64 *pks = g_new (gint64, n_pks);
      g_autofree gint64 *order_pks = g_new0 (gint64, n_pks);
      g_autoptr (GPtrArray) items = NULL;
      g_autoptr (GPtrArray) orders = NULL;

      for (guint i = 0; i < n_pks; i++)
        pks[i] = omni_cancellation_request_get_order_item (requests->pdata[first + i]);
      items = omni_client_list_order_items_by_key (client, pks, n_pks, cancellable, error);
      if (items == NULL)
        return FALSE;
      for (guint i = 0; i < n_pks; i++)
        order_pks[i] = items->pdata[i] != NULL ? omni_order_item_get_order (items->pdata[i]) : 0;
      orders = read_orders (client, order_pks, n_pks, cancellable);
      for (guint i = 0; i < n_pks; i++)
        g_ptr_array_add (rows, new_request_row (requests->pdata[first + i], items->pdata[i],
                                                find_order (orders, order_pks[i])));
    }

  return TRUE;
}

static void
add_plans (GPtrArray *rows, OmniClient *client, GPtrArray *plans, GCancellable *cancellable)
{
  for (guint first = 0; first < MIN (plans->len, MAX_ROWS); first += OMNI_ITEM_UPDATE_MAX)
    {
      guint n_plans = MIN (MIN (plans->len, MAX_ROWS) - first, OMNI_ITEM_UPDATE_MAX);
      g_autofree gint64 *pks = g_new (gint64, n_plans);
      g_autoptr (GPtrArray) orders = NULL;

      for (guint i = 0; i < n_plans; i++)
        pks[i] = omni_cancellation_plan_get_order (plans->pdata[first + i]);
      orders = read_orders (client, pks, n_plans, cancellable);
      for (guint i = 0; i < n_plans; i++)
        g_ptr_array_add (rows,
                         new_plan_row (plans->pdata[first + i], find_order (orders, pks[i])));
    }
}

static GPtrArray *
load (Loading *loading, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (row_free);
  g_autoptr (GPtrArray) things = NULL;

  if (loading->kind == OMNI_REFUND_LIST_MANUAL)
    things = omni_client_list_plans (loading->client, "manual_refund_needed", cancellable, error);
  else
    things = omni_client_list_open_requests (loading->client, cancellable, error);
  if (things == NULL)
    return NULL;

  if (loading->kind == OMNI_REFUND_LIST_REQUESTS &&
      !add_requests (rows, loading->client, things, cancellable, error))
    return NULL;
  if (loading->kind == OMNI_REFUND_LIST_MANUAL)
    add_plans (rows, loading->client, things, cancellable);

  return g_steal_pointer (&rows);
}

static void
load_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  GPtrArray *rows = load (task_data, cancellable, &error);

  if (rows != NULL)
    g_task_return_pointer (task, rows, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/*
 * Showing
 */

static void
open_cb (GtkListBox *list, GtkListBoxRow *widget, OmniRefundListWindow *self)
{
  gint64 *order = g_object_get_data (G_OBJECT (widget), "order");

  if (*order != 0)
    omni_order_window_open_pk (gtk_window_get_application (GTK_WINDOW (self)), self->session, NULL,
                               *order);
}

static GtkWidget *
new_row (const Row *row)
{
  GtkWidget *widget = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (widget), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (widget), row->title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (widget), row->subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (widget), 2);
  if (row->amount != NULL)
    {
      GtkWidget *amount = gtk_label_new (row->amount);

      gtk_widget_add_css_class (amount, "numeric");
      adw_action_row_add_suffix (ADW_ACTION_ROW (widget), amount);
    }
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (widget), row->order != 0);
  g_object_set_data_full (G_OBJECT (widget), "order",
                          g_memdup2 (&row->order, sizeof row->order), g_free);

  return widget;
}

static void
show_page (OmniRefundListWindow *self, const char *sentence)
{
  g_autofree char *markup = g_markup_escape_text (sentence, -1);

  adw_status_page_set_description (self->page, markup);
  gtk_stack_set_visible_child_name (self->stack, "page");
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  OmniRefundListWindow *self = OMNI_REFUND_LIST_WINDOW (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = g_task_propagate_pointer (G_TASK (result), &error);
  GtkWidget *child;
  g_autofree char *count = NULL;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;

  self->is_loading = FALSE;
  if (rows == NULL)
    {
      g_autofree char *sentence = omni_part_dup_sentence (error);

      show_page (self, sentence);
      return;
    }

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  for (guint i = 0; i < rows->len; i++)
    gtk_list_box_append (self->list, new_row (g_ptr_array_index (rows, i)));
  self->n_rows = rows->len;
  count = g_strdup_printf (rows->len == MAX_ROWS ? _ ("The first %u") : "%u", rows->len);
  adw_window_title_set_subtitle (self->title, count);

  if (rows->len > 0)
    gtk_stack_set_visible_child_name (self->stack, "list");
  else
    show_page (self, _ (words[self->kind].empty));
}

static void
reload (OmniRefundListWindow *self)
{
  g_autoptr (GTask) task = NULL;
  Loading *loading;

  if (self->is_loading)
    return;

  self->is_loading = TRUE;
  loading = g_new0 (Loading, 1);
  loading->client = g_object_ref (omni_session_get_client (self->session));
  loading->kind = self->kind;
  task = g_task_new (self, self->cancellable, loaded_cb, NULL);
  g_task_set_source_tag (task, reload);
  g_task_set_task_data (task, loading, loading_free);
  g_task_run_in_thread (task, load_in_thread);
}

static void
active_cb (OmniRefundListWindow *self)
{
  /* What was settled in another window meanwhile is gone. */
  if (gtk_window_is_active (GTK_WINDOW (self)) && self->session != NULL)
    reload (self);
}

/*
 * Overrides
 */

static gboolean
omni_refund_list_window_close_request (GtkWindow *window)
{
  g_cancellable_cancel (OMNI_REFUND_LIST_WINDOW (window)->cancellable);

  return GTK_WINDOW_CLASS (omni_refund_list_window_parent_class)->close_request (window);
}

static void
omni_refund_list_window_dispose (GObject *object)
{
  OmniRefundListWindow *self = OMNI_REFUND_LIST_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (omni_refund_list_window_parent_class)->dispose (object);
}

static void
omni_refund_list_window_finalize (GObject *object)
{
  g_clear_object (&OMNI_REFUND_LIST_WINDOW (object)->cancellable);

  G_OBJECT_CLASS (omni_refund_list_window_parent_class)->finalize (object);
}

static void
omni_refund_list_window_class_init (OmniRefundListWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = omni_refund_list_window_dispose;
  object_class->finalize = omni_refund_list_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = omni_refund_list_window_close_request;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_w, GDK_CONTROL_MASK,
                                       "window.close", NULL);
}

static GtkWidget *
new_header (OmniRefundListWindow *self)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *refresh = gtk_button_new_from_icon_name ("view-refresh-symbolic");

  self->title = ADW_WINDOW_TITLE (adw_window_title_new ("", ""));
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), GTK_WIDGET (self->title));
  gtk_widget_set_tooltip_text (refresh, _ ("Read again"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (refresh), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Read again"), -1);
  g_signal_connect_object (refresh, "clicked", G_CALLBACK (reload), self, G_CONNECT_SWAPPED);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), refresh);

  return header;
}

static GtkWidget *
new_list (OmniRefundListWindow *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_widget_set_valign (GTK_WIDGET (self->list), GTK_ALIGN_START);
  gtk_widget_set_margin_top (GTK_WIDGET (self->list), 12);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->list), 12);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (open_cb), self, 0);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 860);
  adw_clamp_set_child (ADW_CLAMP (clamp), GTK_WIDGET (self->list));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);

  return scrolled;
}

static void
omni_refund_list_window_init (OmniRefundListWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *stack = gtk_stack_new ();
  GtkWidget *spinner = gtk_spinner_new ();

  self->cancellable = g_cancellable_new ();
  gtk_spinner_start (GTK_SPINNER (spinner));
  gtk_widget_set_halign (spinner, GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (spinner, 32, 32);
  self->page = ADW_STATUS_PAGE (adw_status_page_new ());
  self->stack = GTK_STACK (stack);
  gtk_stack_add_named (self->stack, spinner, "loading");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->page), "page");
  gtk_stack_add_named (self->stack, new_list (self), "list");
  gtk_widget_set_vexpand (stack, TRUE);

  gtk_box_append (GTK_BOX (box), new_header (self));
  gtk_box_append (GTK_BOX (box), stack);
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_default_size (GTK_WINDOW (self), 760, 600);
  g_signal_connect (self, "notify::is-active", G_CALLBACK (active_cb), NULL);
}

/*
 * Public API
 */

static OmniRefundListWindow *
find_window (OmniSession *session, OmniRefundListKind kind)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);
      OmniRefundListWindow *found;

      if (!OMNI_IS_REFUND_LIST_WINDOW (window))
        continue;
      found = OMNI_REFUND_LIST_WINDOW (window);
      if (found->session == session && found->kind == kind &&
          !g_cancellable_is_cancelled (found->cancellable))
        return found;
    }

  return NULL;
}

/**
 * omni_refund_list_window_open:
 * @application: (nullable): the application
 * @session: who is signed in
 * @kind: what is listed
 *
 * Shows the window, which there is once for each kind, and reads its list.
 *
 * Returns: (transfer none): the window
 */
OmniRefundListWindow *
omni_refund_list_window_open (GtkApplication *application,
                              OmniSession *session,
                              OmniRefundListKind kind)
{
  OmniRefundListWindow *self = find_window (session, kind);

  if (self == NULL)
    {
      self = g_object_new (OMNI_TYPE_REFUND_LIST_WINDOW, "application", application, NULL);
      self->session = g_object_ref (session);
      self->kind = kind;
      adw_window_title_set_title (self->title, _ (words[kind].title));
      gtk_window_set_title (GTK_WINDOW (self), _ (words[kind].title));
    }
  reload (self);
  gtk_window_present (GTK_WINDOW (self));

  return self;
}

guint
omni_refund_list_window_get_n_rows (OmniRefundListWindow *self)
{
  g_return_val_if_fail (OMNI_IS_REFUND_LIST_WINDOW (self), 0);

  return self->n_rows;
}

gboolean
omni_refund_list_window_is_loading (OmniRefundListWindow *self)
{
  g_return_val_if_fail (OMNI_IS_REFUND_LIST_WINDOW (self), FALSE);

  return self->is_loading;
}
