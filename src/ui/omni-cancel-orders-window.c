/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-cancel-orders-window.h"

#include "omni-export-choice.h"
#include "omni-file-dialog.h"
#include "omni-reason-grid.h"
#include "omni-refund-desk.h"

#include <glib/gi18n-lib.h>

/* The window does not show more rows; the report that is copied has all of them. */
#define MAX_ROWS 1000

struct _OmniCancelOrdersWindow
{
  AdwWindow parent_instance;

  OmniReasonGrid *reasons; /* (borrowed) */
  GtkLabel *sentence;      /* (borrowed) */
  GtkProgressBar *bar;     /* (borrowed) */
  GtkListBox *list;        /* (borrowed) */
  GtkWidget *copy_button;  /* (borrowed) */
  GtkWidget *save_button;  /* (borrowed) */
  GtkWidget *stop_button;  /* (borrowed) */
  GtkWidget *button;       /* (borrowed) */

  OmniSession *session;    /* (owned) */
  OmniRefundGuard *guard;  /* (nullable) (owned) */
  OmniRefundDesk *desk;    /* (owned): for the reasons */
  GPtrArray *orders;       /* (owned) (element-type OmniBulkOrder) */
  OmniRefundBulk *job;     /* (nullable) (owned): while it runs, the orders are its own */
  gboolean was_confirmed;
  GtkNativeDialog *chooser; /* (nullable) (owned): the file chooser, while it is open */
  GCancellable *cancellable; /* (owned): of what is saved */
};

G_DEFINE_FINAL_TYPE (OmniCancelOrdersWindow, omni_cancel_orders_window, ADW_TYPE_WINDOW)

static guint
count (OmniCancelOrdersWindow *self, OmniBulkState state)
{
  guint n_orders = 0;

  for (guint i = 0; i < self->orders->len; i++)
    n_orders += ((OmniBulkOrder *) self->orders->pdata[i])->state == state ? 1 : 0;

  return n_orders;
}

/* What goes back for those that are ready, a sum for each currency. */
static char *
dup_total (OmniCancelOrdersWindow *self)
{
  g_autoptr (GArray) sums = g_array_new (FALSE, FALSE, sizeof (OmniMoney));
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->orders->len; i++)
    {
      const OmniBulkOrder *order = g_ptr_array_index (self->orders, i);
      guint n = 0;

      if (order->state != OMNI_BULK_READY)
        continue;
      while (n < sums->len && strcmp (g_array_index (sums, OmniMoney, n).currency,
                                      order->cancellation->total.currency) != 0)
        n++;
      if (n == sums->len)
        g_array_append_val (sums, order->cancellation->total);
      else
        {
          OmniMoney before = g_array_index (sums, OmniMoney, n);

          omni_money_add (&before, &order->cancellation->total,
                          &g_array_index (sums, OmniMoney, n), NULL);
        }
    }

  for (guint i = 0; i < sums->len; i++)
    {
      g_autofree char *amount = omni_money_format (&g_array_index (sums, OmniMoney, i));

      g_string_append_printf (text, "%s%s", i > 0 ? " + " : "", amount);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
dup_words (const OmniBulkOrder *order)
{
  if (order->state == OMNI_BULK_READY)
    {
      g_autofree char *amount = omni_money_format (&order->cancellation->total);

      /* Translators: %s is an amount */
      return g_strdup_printf (_ ("%s goes back"), amount);
    }

  return g_strdup (order->words != NULL ? order->words : _ ("Not looked at yet"));
}

static GtkWidget *
new_row (const OmniBulkOrder *order)
{
  static const char *const icons[] = {
    [OMNI_BULK_LEFT] = "content-loading-symbolic",   [OMNI_BULK_READY] = "emblem-ok-symbolic",
    [OMNI_BULK_REFUSED] = "action-unavailable-symbolic",
    [OMNI_BULK_DONE] = "object-select-symbolic",
    [OMNI_BULK_UNKNOWN] = "dialog-question-symbolic",
  };
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *words = dup_words (order);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 order->number != NULL ? order->number : "—");
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 3);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name (icons[order->state]));

  return row;
}

static void
show_orders (OmniCancelOrdersWindow *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  for (guint i = 0; i < MIN (self->orders->len, MAX_ROWS); i++)
    gtk_list_box_append (self->list, new_row (g_ptr_array_index (self->orders, i)));
}

static char *
dup_sentence (OmniCancelOrdersWindow *self)
{
  if (self->guard == NULL)
    return g_strdup (_ ("Nothing can be written down on this computer, so nothing is given back "
                        "from here."));
  if (self->was_confirmed)
    /* Translators: numbers of orders */
    return g_strdup_printf (_ ("Cancelled: %u. Not cancelled: %u. Not known yet: %u. Left: %u."),
                            count (self, OMNI_BULK_DONE), count (self, OMNI_BULK_REFUSED),
                            count (self, OMNI_BULK_UNKNOWN),
                            count (self, OMNI_BULK_READY) + count (self, OMNI_BULK_LEFT));

  return g_strdup_printf (_ ("Can be cancelled: %u. Cannot: %u. Each is read again before it is "
                             "cancelled."),
                          count (self, OMNI_BULK_READY), count (self, OMNI_BULK_REFUSED));
}

/* Whether all is known that the button needs. */
static gboolean
fill_reason (OmniCancelOrdersWindow *self, OmniCancellation *probe)
{
  g_autofree char *missing = NULL;

  omni_cancellation_add_line (probe, 1);
  missing = omni_reason_grid_fill (self->reasons, probe);
  return missing == NULL;
}

static void
update (OmniCancelOrdersWindow *self)
{
  g_autoptr (OmniCancellation) probe = omni_cancellation_new (0, NULL, OMNI_CANCEL_ORDER);
  gboolean is_running = self->job != NULL;
  guint n_ready = is_running ? 0 : count (self, OMNI_BULK_READY);
  g_autofree char *total = is_running ? NULL : dup_total (self);
  g_autofree char *label = NULL;
  g_autofree char *sentence = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->bar), is_running);
  gtk_widget_set_visible (self->stop_button, is_running);
  gtk_widget_set_sensitive (GTK_WIDGET (self->reasons),
                            !is_running && (n_ready > 0 || !self->was_confirmed));
  /* What is left after a stop can be gone on with. */
  gtk_widget_set_visible (self->button, !is_running && (n_ready > 0 || !self->was_confirmed));
  gtk_widget_set_visible (self->copy_button, !is_running);
  gtk_widget_set_visible (self->save_button, !is_running);
  if (is_running)
    return;

  sentence = dup_sentence (self);
  gtk_label_set_label (self->sentence, sentence);
  label = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Cancel %u order, refund %s",
                                        "Cancel %u orders, refund %s", n_ready),
                           n_ready, total);
  gtk_button_set_label (GTK_BUTTON (self->button), n_ready > 0 ? label : _ ("Cancel Orders"));
  gtk_widget_set_sensitive (self->button, n_ready > 0 && fill_reason (self, probe));
  gtk_widget_set_tooltip_text (self->button, n_ready > 0 ? _ ("Choose a reason first.") : NULL);
}

static void
job_changed_cb (OmniCancelOrdersWindow *self)
{
  gint64 done;
  gint64 total;
  g_autofree char *text = NULL;

  if (self->job == NULL)
    return;

  done = omni_job_get_done (OMNI_JOB (self->job));
  total = omni_job_get_total (OMNI_JOB (self->job));
  text = g_strdup_printf ("%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, done, MAX (total, 0));
  gtk_progress_bar_set_text (self->bar, text);
  gtk_progress_bar_set_fraction (self->bar, total > 0 ? (double) done / (double) total : 0);
}

static void
job_finished_cb (OmniCancelOrdersWindow *self)
{
  const GError *error = omni_job_get_error (OMNI_JOB (self->job));
  g_autofree char *message = error != NULL && !omni_error_is_cancelled (error)
                                 ? g_strdup (error->message)
                                 : NULL;

  g_signal_handlers_disconnect_by_data (self->job, self);
  g_clear_object (&self->job);
  show_orders (self);
  update (self);
  if (message != NULL)
    {
      g_autofree char *both = g_strdup_printf ("%s %s", message,
                                               gtk_label_get_label (self->sentence));

      gtk_label_set_label (self->sentence, both);
    }
}

static void
start (OmniCancelOrdersWindow *self, OmniRefundBulk *job)
{
  self->job = job;
  g_signal_connect_swapped (job, "changed", G_CALLBACK (job_changed_cb), self);
  g_signal_connect_swapped (job, "finished", G_CALLBACK (job_finished_cb), self);
  gtk_label_set_label (self->sentence, omni_job_get_title (OMNI_JOB (job)));
  update (self);
  omni_job_start (OMNI_JOB (job));
}

static void
stop_cb (OmniCancelOrdersWindow *self)
{
  if (self->job != NULL)
    omni_job_cancel (OMNI_JOB (self->job));
}

static void
confirm_cb (OmniCancelOrdersWindow *self)
{
  g_autoptr (OmniCancellation) probe = omni_cancellation_new (0, NULL, OMNI_CANCEL_ORDER);
  const OmniCancellationLine *line;

  if (self->job != NULL || count (self, OMNI_BULK_READY) == 0 || !fill_reason (self, probe))
    return;

  self->was_confirmed = TRUE;
  line = g_ptr_array_index (probe->lines, 0);
  start (self, omni_refund_bulk_new_to_cancel (omni_session_get_client (self->session),
                                               self->guard, self->orders, line->reason,
                                               line->reason_name, line->text));
}

static void
copy_cb (OmniCancelOrdersWindow *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->orders->len; i++)
    {
      const OmniBulkOrder *order = g_ptr_array_index (self->orders, i);
      g_autofree char *words = dup_words (order);

      g_string_append_printf (text, "%s\t%s\n", order->number != NULL ? order->number : "", words);
    }
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text->str);
}

/*
 * The report as a file
 */

typedef struct
{
  GPtrArray *report;
  GFile *target;
  OmniTableFormat format;
  OmniTableOptions options; /* its zone is owned */
} Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  g_ptr_array_unref (saving->report);
  g_object_unref (saving->target);
  g_time_zone_unref (saving->options.zone);
  g_free (saving);
}

static void
save_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Saving *saving = task_data;
  GError *error = NULL;

  if (omni_refund_bulk_write_report (saving->report, saving->target, saving->format,
                                     &saving->options, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  OmniCancelOrdersWindow *self = OMNI_CANCEL_ORDERS_WINDOW (source);
  Saving *saving = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_file_get_basename (saving->target);
  g_autofree char *shown = g_filename_display_name (name);
  g_autofree char *text = NULL;

  g_task_propagate_boolean (G_TASK (result), &error);
  if (self->orders == NULL || omni_error_is_cancelled (error))
    return;

  /* Translators: %s is a file */
  text = error != NULL ? g_strdup (error->message) : g_strdup_printf (_ ("Saved as %s."), shown);
  gtk_label_set_label (self->sentence, text);
}

/**
 * omni_cancel_orders_window_save_to:
 * @self: the window
 * @target: the file to make
 * @replace: whether it may be there
 *
 * Saves what became of each order.
 */
void
omni_cancel_orders_window_save_to (OmniCancelOrdersWindow *self, GFile *target, gboolean replace)
{
  g_autoptr (OmniExportChoice) choice = omni_export_choice_load ();
  g_autoptr (GTask) task = NULL;
  Saving *saving;

  g_return_if_fail (OMNI_IS_CANCEL_ORDERS_WINDOW (self));

  if (self->job != NULL)
    return;

  saving = g_new0 (Saving, 1);
  saving->report = omni_refund_bulk_list_report (self->orders);
  saving->target = g_object_ref (target);
  saving->format = choice->format;
  saving->options = (OmniTableOptions){
    .delimiter = omni_export_choice_get_delimiter (choice),
    .guard_formulas = choice->guard_formulas,
    .zone = omni_export_choice_dup_zone (choice),
    .replace = replace,
  };
  task = g_task_new (self, self->cancellable, saved_cb, NULL);
  g_task_set_source_tag (task, omni_cancel_orders_window_save_to);
  g_task_set_task_data (task, saving, saving_free);
  g_task_run_in_thread (task, save_in_thread);
}

static void
file_chosen_cb (OmniCancelOrdersWindow *self, int response, GtkNativeDialog *dialog)
{
  g_autoptr (OmniExportChoice) choice = omni_export_choice_load ();
  g_autoptr (GFile) chosen = NULL;
  g_autoptr (GFile) target = NULL;
  gboolean asked;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      chosen = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
      target = omni_file_dialog_complete_name (chosen, choice->format, &asked);
      omni_file_dialog_remember_folder (target);
      omni_cancel_orders_window_save_to (self, target, asked);
    }

  g_clear_object (&self->chooser);
}

static void
save_cb (OmniCancelOrdersWindow *self)
{
  g_autoptr (OmniExportChoice) choice = omni_export_choice_load ();
  g_autofree char *name =
    g_strconcat (_ ("cancelled-orders"), omni_file_dialog_get_extension (choice->format), NULL);

  if (self->chooser != NULL)
    return;

  self->chooser = omni_file_dialog_new_to_save (GTK_WINDOW (self), _ ("Save the Report"),
                                                _ ("_Save"), name, NULL);
  omni_file_dialog_add_filter (GTK_FILE_CHOOSER (self->chooser), choice->format);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (file_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (self->chooser);
}

static void
reasons_changed_cb (OmniCancelOrdersWindow *self)
{
  omni_reason_grid_set_reasons (self->reasons, omni_refund_desk_get_reasons (self->desk), FALSE);
  update (self);
}

/*
 * Overrides
 */

/* What runs is stopped first; the window stays for the report. */
static gboolean
omni_cancel_orders_window_close_request (GtkWindow *window)
{
  OmniCancelOrdersWindow *self = OMNI_CANCEL_ORDERS_WINDOW (window);

  if (self->job != NULL && self->was_confirmed)
    {
      omni_job_cancel (OMNI_JOB (self->job));
      return TRUE;
    }

  return GTK_WINDOW_CLASS (omni_cancel_orders_window_parent_class)->close_request (window);
}

static void
omni_cancel_orders_window_dispose (GObject *object)
{
  OmniCancelOrdersWindow *self = OMNI_CANCEL_ORDERS_WINDOW (object);

  if (self->job != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->job, self);
      omni_job_cancel (OMNI_JOB (self->job));
    }
  g_clear_object (&self->job);
  if (self->desk != NULL)
    omni_refund_desk_close (self->desk);
  g_clear_object (&self->desk);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->chooser);
  g_clear_object (&self->guard);
  g_clear_object (&self->session);
  g_clear_pointer (&self->orders, g_ptr_array_unref);

  G_OBJECT_CLASS (omni_cancel_orders_window_parent_class)->dispose (object);
}

static void
omni_cancel_orders_window_class_init (OmniCancelOrdersWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = omni_cancel_orders_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = omni_cancel_orders_window_close_request;
}

static GtkWidget *
new_button (OmniCancelOrdersWindow *self, GtkWidget *box, const char *label, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), button);

  return button;
}

static GtkWidget *
new_list (OmniCancelOrdersWindow *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_widget_set_valign (GTK_WIDGET (self->list), GTK_ALIGN_START);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->list));
  gtk_widget_set_vexpand (scrolled, TRUE);

  return scrolled;
}

static void
omni_cancel_orders_window_init (OmniCancelOrdersWindow *self)
{
  GtkWidget *all = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  g_autoptr (OmniCancellation) nothing = omni_cancellation_new (0, NULL, OMNI_CANCEL_ORDER);

  self->cancellable = g_cancellable_new ();
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 12);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  self->reasons = OMNI_REASON_GRID (omni_reason_grid_new ());
  omni_reason_grid_show (self->reasons, nothing);
  g_signal_connect_object (self->reasons, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  self->sentence = GTK_LABEL (gtk_label_new (""));
  gtk_label_set_xalign (self->sentence, 0);
  gtk_label_set_wrap (self->sentence, TRUE);
  self->bar = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  gtk_progress_bar_set_show_text (self->bar, TRUE);

  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->reasons));
  gtk_box_append (GTK_BOX (box), new_list (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->sentence));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->bar));
  self->copy_button = new_button (self, buttons, _ ("_Copy Report"), G_CALLBACK (copy_cb));
  self->save_button = new_button (self, buttons, _ ("Sa_ve Report…"), G_CALLBACK (save_cb));
  self->stop_button = new_button (self, buttons, _ ("_Stop"), G_CALLBACK (stop_cb));
  self->button = new_button (self, buttons, "", G_CALLBACK (confirm_cb));
  gtk_button_set_use_underline (GTK_BUTTON (self->button), FALSE);
  gtk_widget_add_css_class (self->button, "destructive-action");
  gtk_widget_set_hexpand (self->button, TRUE);
  gtk_widget_set_halign (self->button, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (box), buttons);

  gtk_box_append (GTK_BOX (all), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (all), box);
  adw_window_set_content (ADW_WINDOW (self), all);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Cancel Selected Orders"));
  gtk_window_set_default_size (GTK_WINDOW (self), 640, 600);
}

/**
 * omni_cancel_orders_window_new:
 * @parent: (nullable): the window over which it stands
 * @session: who is signed in
 * @orders: (element-type OmniBulkOrder): the orders
 *
 * Returns: (transfer none): a window that begins to look at the orders
 */
OmniCancelOrdersWindow *
omni_cancel_orders_window_new (GtkWindow *parent, OmniSession *session, GPtrArray *orders)
{
  OmniCancelOrdersWindow *self;

  g_return_val_if_fail (OMNI_IS_SESSION (session), NULL);

  self = g_object_new (OMNI_TYPE_CANCEL_ORDERS_WINDOW, "transient-for", parent,
                       "destroy-with-parent", TRUE, NULL);
  self->session = g_object_ref (session);
  self->guard = omni_refund_guard_new_for_session (session);
  self->desk = omni_refund_desk_new (session);
  self->orders = g_ptr_array_ref (orders);
  g_signal_connect_object (self->desk, "changed", G_CALLBACK (reasons_changed_cb), self,
                           G_CONNECT_SWAPPED);
  omni_refund_desk_load_reasons (self->desk);
  show_orders (self);
  if (self->guard != NULL)
    start (self, omni_refund_bulk_new_to_look (omni_session_get_client (session), self->guard,
                                               orders));
  else
    update (self);

  return self;
}

/**
 * omni_cancel_orders_window_is_ready:
 * @self: the window
 *
 * Returns: whether nothing is being looked at or done
 */
gboolean
omni_cancel_orders_window_is_ready (OmniCancelOrdersWindow *self)
{
  g_return_val_if_fail (OMNI_IS_CANCEL_ORDERS_WINDOW (self), FALSE);

  return self->job == NULL;
}
