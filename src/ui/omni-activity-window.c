/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-activity-window.h"

#include "omni-export-choice.h"
#include "omni-file-dialog.h"
#include "omni-format.h"
#include "omni-job-list.h"
#include "omni-activity-export.h"
#include "omni-ledger.h"
#include "omni-order.h"
#include "omni-order-source.h"
#include "omni-order-window.h"
#include "omni-time.h"
#include "omni-toast.h"

#include <glib/gi18n-lib.h>

/* A list makes the widgets of all its rows at once up to some two hundred, which can be felt. */
#define PART_SIZE 60

/* An entry of the ledger as a row. */
#define OMNI_TYPE_ACTIVITY_ROW (omni_activity_row_get_type ())
G_DECLARE_FINAL_TYPE (OmniActivityRow, omni_activity_row, OMNI, ACTIVITY_ROW, GObject)

struct _OmniActivityRow
{
  GObject parent_instance;

  OmniLedgerEntry *entry; /* (not nullable) (owned) */
};

G_DEFINE_FINAL_TYPE (OmniActivityRow, omni_activity_row, G_TYPE_OBJECT)

struct _OmniActivityWindow
{
  AdwWindow parent_instance;

  /* Template children */
  GtkSearchEntry *search_entry;
  GtkWidget *export_button;
  GtkDropDown *kind_drop_down;
  GtkStringList *kinds;
  GtkDropDown *time_drop_down;
  GtkLabel *count_label;
  AdwToastOverlay *toast_overlay;
  GtkStack *stack;
  GtkColumnView *view;
  AdwStatusPage *empty_page;
  GtkBox *running_box;
  OmniJobList *job_list;

  OmniSession *session;      /* (owned) */
  GListStore *entries;       /* (owned) (element-type OmniActivityRow) */
  GCancellable *cancellable; /* (nullable) (owned): of what is read */
  GCancellable *closing;     /* (nullable) (owned): of what is asked of the server */
  GtkNativeDialog *chooser;  /* (nullable) (owned): the file chooser, while it is open */
  gboolean has_more;         /* there are earlier entries than those shown */
  gboolean is_reading;
};

G_DEFINE_FINAL_TYPE (OmniActivityWindow, omni_activity_window, ADW_TYPE_WINDOW)

typedef enum
{
  COLUMN_TIME,
  COLUMN_KIND,
  COLUMN_ORDER,
  COLUMN_WHAT,
  COLUMN_BEFORE,
  COLUMN_AFTER,
  COLUMN_OUTCOME,
  COLUMN_ANSWER,
} Column;

static const struct
{
  const char *title;
  int width; /* in pixels; -1 takes what is left */
} columns[] = {
  [COLUMN_TIME] = { N_ ("When"), 140 },      [COLUMN_KIND] = { N_ ("Kind"), 100 },
  [COLUMN_ORDER] = { N_ ("Order"), 120 },    [COLUMN_WHAT] = { N_ ("What"), 190 },
  [COLUMN_BEFORE] = { N_ ("Before"), 110 },  [COLUMN_AFTER] = { N_ ("After"), 160 },
  [COLUMN_OUTCOME] = { N_ ("Outcome"), 90 }, [COLUMN_ANSWER] = { N_ ("Answer"), -1 },
};

static void
omni_activity_row_finalize (GObject *object)
{
  omni_ledger_entry_free (OMNI_ACTIVITY_ROW (object)->entry);

  G_OBJECT_CLASS (omni_activity_row_parent_class)->finalize (object);
}

static void
omni_activity_row_class_init (OmniActivityRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = omni_activity_row_finalize;
}

static void
omni_activity_row_init (OmniActivityRow *self)
{
}

static guint
get_n_entries (OmniActivityWindow *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->entries));
}

/* The filter borrows what the entry of the search says. */
static void
get_filter (OmniActivityWindow *self, OmniLedgerFilter *filter)
{
  static const int days[] = { -1, 0, 6, 29 };
  guint kind = gtk_drop_down_get_selected (self->kind_drop_down);
  guint time = gtk_drop_down_get_selected (self->time_drop_down);

  *filter = (OmniLedgerFilter){ .text = gtk_editable_get_text (GTK_EDITABLE (self->search_entry)) };
  if (kind == 1)
    filter->kinds = OMNI_LEDGER_MONEY;
  else if (kind > 1 && kind <= OMNI_N_LEDGER_KINDS + 1)
    filter->kinds = 1u << (kind - 2);

  if (time > 0 && time < G_N_ELEMENTS (days))
    {
      g_autoptr (GDateTime) now = g_date_time_new_now_local ();
      g_autoptr (GDateTime) day = g_date_time_add_days (now, -days[time]);
      g_autoptr (GDateTime) begin =
          g_date_time_new_local (g_date_time_get_year (day), g_date_time_get_month (day),
                                 g_date_time_get_day_of_month (day), 0, 0, 0);

      filter->since = g_date_time_to_unix (begin) * G_USEC_PER_SEC;
    }
}

static gboolean
has_filter (OmniActivityWindow *self)
{
  OmniLedgerFilter filter;

  get_filter (self, &filter);
  return filter.kinds != 0 || filter.since != 0 || filter.text[0] != '\0';
}

static void
show_state (OmniActivityWindow *self)
{
  guint n_entries = get_n_entries (self);
  g_autofree char *count = NULL;

  if (self->has_more)
    count = g_strdup_printf (ngettext ("The newest %'u entry", "The newest %'u entries", n_entries),
                             n_entries);
  else
    count = g_strdup_printf (ngettext ("%'u entry", "%'u entries", n_entries), n_entries);

  gtk_label_set_label (self->count_label, n_entries > 0 ? count : "");
  gtk_widget_set_sensitive (self->export_button, n_entries > 0);
  gtk_stack_set_visible_child_name (self->stack, n_entries > 0 ? "entries" : "empty");
  if (n_entries > 0)
    return;

  adw_status_page_set_title (self->empty_page, has_filter (self) ? _ ("Nothing matches")
                                                                 : _ ("Nothing was done yet"));
  adw_status_page_set_description (
      self->empty_page,
      omni_session_get_database (self->session) == NULL
          ? _ ("What is done in the demo is not written down.")
          : _ ("Exports, updates, changes and refunds from this computer are written down here."));
}

/*
 * Reading
 */

static void
show_failure (OmniActivityWindow *self, const GError *error)
{
  g_autofree char *text = g_markup_escape_text (error->message, -1);

  adw_status_page_set_title (self->empty_page, _ ("The activity cannot be read"));
  adw_status_page_set_description (self->empty_page, text);
  gtk_stack_set_visible_child_name (self->stack, "empty");
}

static void
entries_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OmniActivityWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries =
      omni_database_read_ledger_finish (OMNI_DATABASE (source), result, &error);
  g_autoptr (GPtrArray) rows = NULL;

  if (self->view == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    return;

  self->is_reading = FALSE;
  if (entries == NULL)
    {
      show_failure (self, error);
      return;
    }

  rows = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < entries->len; i++)
    {
      OmniActivityRow *row = g_object_new (OMNI_TYPE_ACTIVITY_ROW, NULL);

      row->entry = omni_ledger_entry_copy (g_ptr_array_index (entries, i));
      g_ptr_array_add (rows, row);
    }
  self->has_more = entries->len == PART_SIZE;
  g_list_store_splice (self->entries, get_n_entries (self), 0, rows->pdata, rows->len);
  show_state (self);
}

static void
read_more (OmniActivityWindow *self)
{
  OmniDatabase *database = omni_session_get_database (self->session);
  guint n_entries = get_n_entries (self);
  g_autoptr (OmniActivityRow) last = NULL;
  OmniLedgerFilter filter;

  if (database == NULL)
    {
      show_state (self);
      return;
    }

  if (n_entries > 0)
    last = g_list_model_get_item (G_LIST_MODEL (self->entries), n_entries - 1);
  get_filter (self, &filter);
  self->is_reading = TRUE;
  omni_database_read_ledger_async (database, omni_session_get_profile (self->session), &filter,
                                   last != NULL ? last->entry->id : 0, PART_SIZE, self->cancellable,
                                   entries_read_cb, g_object_ref (self));
}

static void
reload (OmniActivityWindow *self)
{
  /* While the template is made. */
  if (self->session == NULL)
    return;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->has_more = FALSE;
  g_list_store_remove_all (self->entries);
  read_more (self);
}

/*
 * Callbacks
 */

static void
edge_reached_cb (OmniActivityWindow *self, GtkPositionType position)
{
  if (position == GTK_POS_BOTTOM && self->has_more && !self->is_reading)
    read_more (self);
}

static void
jobs_changed_cb (OmniActivityWindow *self)
{
  GListModel *running = omni_job_list_get_running ();
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->running_box))) != NULL)
    gtk_box_remove (self->running_box, child);

  for (guint i = 0; i < g_list_model_get_n_items (running); i++)
    {
      g_autoptr (OmniJob) job = g_list_model_get_item (running, i);

      /* The window's own are in its own list. */
      if (!OMNI_IS_ACTIVITY_EXPORT (job))
        gtk_box_append (self->running_box, omni_job_row_new (job, NULL, NULL, NULL));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->running_box),
                          gtk_widget_get_first_child (GTK_WIDGET (self->running_box)) != NULL);

  /* What has ended is written down in a moment. */
  reload (self);
}

static void
file_chosen_cb (OmniActivityWindow *self, int response, GtkNativeDialog *dialog)
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
      omni_activity_window_export_to (self, target, asked);
    }

  g_clear_object (&self->chooser);
}

static void
export_clicked_cb (OmniActivityWindow *self)
{
  g_autoptr (OmniExportChoice) choice = omni_export_choice_load ();
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *day = g_date_time_format (now, "%Y-%m-%d");
  g_autofree char *name =
      g_strconcat (_ ("activity"), "-", day, omni_file_dialog_get_extension (choice->format), NULL);

  if (self->chooser != NULL)
    return;

  self->chooser = omni_file_dialog_new_to_save (GTK_WINDOW (self), _ ("Export the Activity"),
                                                _ ("_Export"), name, NULL);
  omni_file_dialog_add_filter (GTK_FILE_CHOOSER (self->chooser), choice->format);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (file_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (self->chooser);
}

/*
 * Orders
 */

static void
order_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OmniActivityWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniOrderPage) page =
      omni_order_source_load_page_finish (OMNI_ORDER_SOURCE (source), result, &error);

  if (self->session == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (page != NULL && page->orders->len == 1)
    omni_order_window_open_pk (gtk_window_get_application (GTK_WINDOW (self)), self->session, NULL,
                               omni_order_get_pk (g_ptr_array_index (page->orders, 0)));
  else
    omni_toast_show (self->toast_overlay,
                     omni_toast_new (error != NULL ? error->message
                                                   : _ ("The order is not there any more."), 5));
}

/* Reports of carriers know orders by their numbers only. */
static void
find_order (OmniActivityWindow *self, const char *number)
{
  g_autoptr (OmniOrderQuery) all = omni_order_query_new ();
  g_autoptr (OmniOrderQuery) query = omni_order_query_with_value (all, "number", number);

  omni_order_source_load_page_async (OMNI_ORDER_SOURCE (omni_session_get_client (self->session)),
                                     query, 1, 2, self->closing, order_found_cb,
                                     g_object_ref (self));
}

static void
row_activated_cb (OmniActivityWindow *self, guint position)
{
  g_autoptr (OmniActivityRow) row =
      g_list_model_get_item (G_LIST_MODEL (self->entries), position);
  const OmniLedgerEntry *entry = row->entry;

  if (entry->order_pk > 0)
    omni_order_window_open_pk (gtk_window_get_application (GTK_WINDOW (self)), self->session, NULL,
                               entry->order_pk);
  else if (entry->order_number != NULL)
    find_order (self, entry->order_number);
}

/*
 * Cells
 */

static char *
format_cell (const OmniLedgerEntry *entry, Column column)
{
  switch (column)
    {
    case COLUMN_TIME:
      return omni_format_moment (entry->time);
    case COLUMN_KIND:
      return g_strdup (omni_ledger_kind_get_label (entry->kind));
    case COLUMN_ORDER:
      return g_strdup (entry->order_number);
    case COLUMN_WHAT:
      return g_strdup (entry->subject);
    case COLUMN_BEFORE:
      return g_strdup (entry->old_value);
    case COLUMN_AFTER:
      return g_strdup (entry->new_value);
    case COLUMN_OUTCOME:
      return g_strdup (omni_ledger_outcome_get_label (entry->outcome));
    case COLUMN_ANSWER:
      return g_strdup (entry->answer);
    }

  g_return_val_if_reached (NULL);
}

static void
set_up_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *cell = gtk_inscription_new (NULL);

  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (cell),
                                     GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_min_lines (GTK_INSCRIPTION (cell), 1);
  gtk_list_item_set_child (item, cell);
  gtk_list_item_set_selectable (item, FALSE);
  gtk_list_item_set_activatable (item, FALSE);
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *item, gpointer column)
{
  const OmniLedgerEntry *entry = OMNI_ACTIVITY_ROW (gtk_list_item_get_item (item))->entry;
  GtkWidget *cell = gtk_list_item_get_child (item);
  g_autofree char *text = format_cell (entry, GPOINTER_TO_UINT (column));

  gtk_inscription_set_text (GTK_INSCRIPTION (cell), text);
  gtk_widget_set_tooltip_text (cell, text);
  gtk_widget_remove_css_class (cell, "omni-status-trouble");
  if (column == GUINT_TO_POINTER (COLUMN_OUTCOME) && entry->outcome != OMNI_LEDGER_DONE)
    gtk_widget_add_css_class (cell, "omni-status-trouble");
}

static void
add_columns (OmniActivityWindow *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      g_autoptr (GtkColumnViewColumn) column =
          gtk_column_view_column_new (_ (columns[i].title), factory);

      g_signal_connect (factory, "setup", G_CALLBACK (set_up_cb), NULL);
      g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), GUINT_TO_POINTER (i));
      gtk_column_view_column_set_resizable (column, TRUE);
      if (columns[i].width > 0)
        gtk_column_view_column_set_fixed_width (column, columns[i].width);
      else
        gtk_column_view_column_set_expand (column, TRUE);
      gtk_column_view_append_column (self->view, column);
    }
}

/*
 * Overrides
 */

static void
omni_activity_window_dispose (GObject *object)
{
  OmniActivityWindow *self = OMNI_ACTIVITY_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_cancellable_cancel (self->closing);
  g_clear_object (&self->closing);
  g_clear_object (&self->chooser);
  g_clear_object (&self->session);
  g_clear_object (&self->entries);
  gtk_widget_dispose_template (GTK_WIDGET (self), OMNI_TYPE_ACTIVITY_WINDOW);

  G_OBJECT_CLASS (omni_activity_window_parent_class)->dispose (object);
}

static void
omni_activity_window_class_init (OmniActivityWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (OMNI_TYPE_JOB_LIST);

  G_OBJECT_CLASS (klass)->dispose = omni_activity_window_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/omnidesk/Omnidesk/ui/omni-activity-window.ui");
  gtk_widget_class_bind_template_child (widget_class, OmniActivityWindow, search_entry);
  gtk_widget_class_bind_template_child (widget_class, OmniActivityWindow, export_button);
  gtk_widget_class_bind_template_child (widget_class, OmniActivityWindow, kind_drop_down);
  gtk_widget_class_bind_template_child (widget_class, OmniActivityWindow, kinds);
  gtk_widget_class_bind_template_child (widget_class, OmniActivityWindow, time_drop_down);
  gtk_widget_class_bind_template_child (widget_class, OmniActivityWindow, count_label);
  gtk_widget_class_bind_template_child (widget_class, OmniActivityWindow, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, OmniActivityWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, OmniActivityWindow, view);
  gtk_widget_class_bind_template_child (widget_class, OmniActivityWindow, empty_page);
  gtk_widget_class_bind_template_child (widget_class, OmniActivityWindow, running_box);
  gtk_widget_class_bind_template_child (widget_class, OmniActivityWindow, job_list);
  gtk_widget_class_bind_template_callback (widget_class, reload);
  gtk_widget_class_bind_template_callback (widget_class, edge_reached_cb);
  gtk_widget_class_bind_template_callback (widget_class, export_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
omni_activity_window_init (OmniActivityWindow *self)
{
  GtkSelectionModel *model;

  gtk_widget_init_template (GTK_WIDGET (self));

  self->closing = g_cancellable_new ();
  gtk_string_list_append (self->kinds, _ ("Everything"));
  gtk_string_list_append (self->kinds, _ ("What moved money"));
  for (guint i = 0; i < OMNI_N_LEDGER_KINDS; i++)
    gtk_string_list_append (self->kinds, omni_ledger_kind_get_label (i));

  self->entries = g_list_store_new (OMNI_TYPE_ACTIVITY_ROW);
  model = GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->entries))));
  gtk_column_view_set_model (self->view, model);
  g_object_unref (model);
  add_columns (self);
}

/*
 * Public API
 */

static OmniActivityWindow *
find_window (GtkApplication *application, OmniSession *session)
{
  GList *windows = application != NULL ? gtk_application_get_windows (application) : NULL;

  for (GList *at = windows; at != NULL; at = at->next)
    {
      if (OMNI_IS_ACTIVITY_WINDOW (at->data) && OMNI_ACTIVITY_WINDOW (at->data)->session == session)
        return at->data;
    }

  return NULL;
}

/**
 * omni_activity_window_open:
 * @application: (nullable): the application that the window belongs to
 * @session: whose activity
 *
 * Shows the window of @session, which is made where there is none.
 *
 * Returns: (transfer none): the window
 */
OmniActivityWindow *
omni_activity_window_open (GtkApplication *application, OmniSession *session)
{
  OmniActivityWindow *self;

  g_return_val_if_fail (OMNI_IS_SESSION (session), NULL);

  self = find_window (application, session);
  if (self == NULL)
    {
      self = g_object_new (OMNI_TYPE_ACTIVITY_WINDOW, "application", application, NULL);
      self->session = g_object_ref (session);
      g_signal_connect_object (omni_job_list_get_running (), "items-changed",
                               G_CALLBACK (jobs_changed_cb), self, G_CONNECT_SWAPPED);
      jobs_changed_cb (self);
    }
  else
    {
      reload (self);
    }

  gtk_window_present (GTK_WINDOW (self));
  return self;
}

/**
 * omni_activity_window_search:
 * @self: the window
 * @text: words, or ""
 *
 * Shows only what has all these words.
 */
void
omni_activity_window_search (OmniActivityWindow *self, const char *text)
{
  g_return_if_fail (OMNI_IS_ACTIVITY_WINDOW (self));

  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), text);
}

/**
 * omni_activity_window_export_to:
 * @self: the window
 * @target: the file
 * @replace: whether one that exists is replaced
 *
 * Starts writing what matches to a file, the way exports are written.
 */
void
omni_activity_window_export_to (OmniActivityWindow *self, GFile *target, gboolean replace)
{
  g_autoptr (OmniExportChoice) choice = omni_export_choice_load ();
  g_autoptr (GTimeZone) zone = omni_export_choice_dup_zone (choice);
  OmniTableOptions options = {
    .delimiter = omni_export_choice_get_delimiter (choice),
    .guard_formulas = choice->guard_formulas,
    .zone = zone,
    .replace = replace,
  };
  g_autoptr (OmniActivityExport) job = NULL;
  OmniLedgerFilter filter;

  g_return_if_fail (OMNI_IS_ACTIVITY_WINDOW (self));
  g_return_if_fail (omni_session_get_database (self->session) != NULL);

  get_filter (self, &filter);
  job = omni_activity_export_new (omni_session_get_database (self->session),
                                  omni_session_get_profile (self->session), &filter, target,
                                  choice->format, &options);
  omni_job_list_start (self->job_list, OMNI_JOB (job), NULL, NULL, NULL);
}

/**
 * omni_activity_window_get_n_entries:
 * @self: the window
 *
 * Returns: how many entries are shown
 */
guint
omni_activity_window_get_n_entries (OmniActivityWindow *self)
{
  g_return_val_if_fail (OMNI_IS_ACTIVITY_WINDOW (self), 0);

  return get_n_entries (self);
}
