/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-export-dialog.h"

#include "omni-column-picker.h"
#include "omni-export-preview.h"
#include "omni-order-item.h"
#include "omni-order-preset.h"
#include "omni-order.h"
#include "omni-text-table.h"
#include "omni-time-zones.h"

#include <glib/gi18n-lib.h>

#define N_PREVIEW_ORDERS 8
#define N_TEXT_ROWS 8

/* Quick answers must not flash. */
#define SPINNER_DELAY_MS 250

struct _OmniExportDialog
{
  AdwWindow parent_instance;

  /* Template children */
  GtkWidget *export_button;
  GtkCheckButton *selected_check;
  GtkCheckButton *matching_check;
  GtkCheckButton *orders_check;
  GtkCheckButton *items_check;
  GtkToggleButton *xlsx_button;
  GtkToggleButton *csv_button;
  GtkDropDown *delimiter_drop_down;
  GtkStringList *delimiters;
  GtkDropDown *zone_drop_down;
  GtkDropDown *columns_drop_down;
  GtkStringList *column_sets;
  GtkWidget *pick_button;
  OmniColumnPicker *picker;
  GtkLabel *columns_label;
  GtkLabel *preview_label;
  GtkSpinner *spinner;
  GtkWidget *again_button;
  OmniTextTable *preview;

  OmniSession *session;     /* (owned) */
  GPtrArray *view;          /* (owned) (element-type OmniOrderColumn) */
  OmniExportChoice *choice; /* (owned) */
  char *picked;             /* (nullable) (owned): the ids that were picked, separated by commas */
  gint64 *pks;              /* (nullable) (owned) */
  gsize n_pks;
  OmniOrderQuery *query; /* (nullable) (owned) */
  gint64 n_matching;
  OmniOrderBatch *batch;     /* (nullable) (owned): the first orders, once they are there */
  GCancellable *cancellable; /* (nullable) (owned): of what is read */
  guint spinner_id;          /* the source that shows the spinner, or 0 */
  gboolean showing;          /* the program, not a person, changes the widgets */
};

G_DEFINE_FINAL_TYPE (OmniExportDialog, omni_export_dialog, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_ACCEPTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
takes_selected (OmniExportDialog *self)
{
  return gtk_check_button_get_active (self->selected_check);
}

/*
 * The preview
 */

static GStrv
dup_titles (GPtrArray *columns, GTimeZone *zone)
{
  g_autoptr (GStrvBuilder) titles = g_strv_builder_new ();

  for (guint i = 0; i < columns->len; i++)
    {
      const OmniOrderColumn *column = g_ptr_array_index (columns, i);
      const OmniTableColumn table_column = {
        .title = omni_order_column_get_title (column),
        .kind = omni_order_column_get_kind (column),
      };
      g_autofree char *title = omni_table_format_title (&table_column, zone);

      g_strv_builder_add (titles, title);
    }

  return g_strv_builder_end (titles);
}

static GStrv
dup_cells (OmniExportDialog *self,
           GPtrArray *columns,
           const OmniOrder *order,
           const OmniOrderItem *item,
           GTimeZone *zone)
{
  OmniReferenceData *reference = omni_session_get_reference_data (self->session);
  g_autoptr (GStrvBuilder) cells = g_strv_builder_new ();

  for (guint i = 0; i < columns->len; i++)
    {
      OmniValue value;
      g_autofree char *text = NULL;

      omni_order_column_get_value (g_ptr_array_index (columns, i), order, item, reference, &value);
      text = omni_table_format_value (&value, zone);
      g_strv_builder_add (cells, text != NULL ? text : "");
    }

  return g_strv_builder_end (cells);
}

/* Adds the rows of an order: itself, or its items from @position on. */
static void
add_rows (OmniExportDialog *self,
          GPtrArray *rows,
          GPtrArray *columns,
          const OmniOrder *order,
          guint *position,
          GTimeZone *zone)
{
  GPtrArray *items = self->batch->items;
  guint first = *position;

  while (items != NULL && *position < items->len &&
         omni_order_item_get_order (g_ptr_array_index (items, *position)) ==
             omni_order_get_pk (order))
    {
      if (self->choice->rows == OMNI_EXPORT_ROWS_ITEMS && rows->len < N_TEXT_ROWS)
        g_ptr_array_add (
            rows, dup_cells (self, columns, order, g_ptr_array_index (items, *position), zone));
      (*position)++;
    }

  if (self->choice->rows == OMNI_EXPORT_ROWS_ORDERS || *position == first)
    g_ptr_array_add (rows, dup_cells (self, columns, order, NULL, zone));
}

static void
show_preview_text (OmniExportDialog *self, guint n_rows)
{
  g_autofree char *text = g_strdup_printf (
      ngettext ("Preview: the first row", "Preview: the first %'u rows", n_rows), n_rows);

  gtk_label_set_label (self->preview_label,
                       n_rows > 0 ? text : _ ("There is nothing to be exported"));
}

static void
update_preview (OmniExportDialog *self)
{
  g_autoptr (GTimeZone) zone = omni_export_choice_dup_zone (self->choice);
  g_autoptr (GPtrArray) columns = omni_export_choice_dup_columns (self->choice, self->view);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_auto (GStrv) titles = dup_titles (columns, zone);
  g_autofree char *count = NULL;
  guint position = 0;

  count = g_strdup_printf (ngettext ("%u column", "%u columns", columns->len), columns->len);
  gtk_label_set_label (self->columns_label, count);
  omni_text_table_set_columns (self->preview, (const char *const *) titles);
  if (self->batch == NULL)
    return;

  for (guint i = 0; i < self->batch->orders->len && rows->len < N_TEXT_ROWS; i++)
    add_rows (self, rows, columns, g_ptr_array_index (self->batch->orders, i), &position, zone);
  omni_text_table_set_rows (self->preview, rows);
  show_preview_text (self, rows->len);
}

static void
stop_spinner (OmniExportDialog *self)
{
  g_clear_handle_id (&self->spinner_id, g_source_remove);
  gtk_spinner_stop (self->spinner);
}

static gboolean
spinner_delay_cb (gpointer data)
{
  OmniExportDialog *self = data;

  self->spinner_id = 0;
  gtk_spinner_start (self->spinner);
  return G_SOURCE_REMOVE;
}

static void
preview_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OmniExportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniOrderBatch) batch =
      omni_export_preview_finish (OMNI_CLIENT (source), result, &error);

  if (self->preview == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  stop_spinner (self);
  gtk_widget_set_visible (self->again_button, batch == NULL);
  if (batch != NULL)
    {
      self->batch = g_steal_pointer (&batch);
      update_preview (self);
    }
  else
    {
      g_autofree char *text = g_strdup_printf (_ ("There is no preview. %s"), error->message);

      gtk_label_set_label (self->preview_label, text);
    }
}

static void
cancel_preview (OmniExportDialog *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
read_preview (OmniExportDialog *self)
{
  OmniClient *client = omni_session_get_client (self->session);
  OmniOrderQuery *query = takes_selected (self) ? NULL : self->query;

  cancel_preview (self);
  stop_spinner (self);
  self->cancellable = g_cancellable_new ();
  g_clear_pointer (&self->batch, omni_order_batch_free);
  gtk_widget_set_visible (self->again_button, FALSE);
  gtk_label_set_label (self->preview_label, _ ("Preview"));
  update_preview (self);

  self->spinner_id = g_timeout_add (SPINNER_DELAY_MS, spinner_delay_cb, self);
  omni_export_preview_async (client, query, self->pks, self->n_pks, N_PREVIEW_ORDERS,
                             self->cancellable, preview_read_cb, g_object_ref (self));
}

/*
 * The choice
 */

/* The sets of columns as they stand in the list: the table's, the presets, what was picked. */
static void
set_columns (OmniExportDialog *self, guint position)
{
  guint n_presets = omni_order_preset_get_count ();

  g_free (self->choice->columns);
  if (position == 0)
    self->choice->columns = g_strdup (OMNI_EXPORT_COLUMNS_VIEW);
  else if (position <= n_presets)
    self->choice->columns =
        g_strconcat ("@", omni_order_preset_get_id (omni_order_preset_get (position - 1)), NULL);
  else
    self->choice->columns = g_strdup (self->picked);
}

static guint
find_columns (OmniExportDialog *self)
{
  const char *columns = self->choice->columns;
  guint n_presets = omni_order_preset_get_count ();

  if (g_str_equal (columns, OMNI_EXPORT_COLUMNS_VIEW))
    return 0;

  for (guint i = 0; columns[0] == '@' && i < n_presets; i++)
    {
      if (g_str_equal (columns + 1, omni_order_preset_get_id (omni_order_preset_get (i))))
        return i + 1;
    }

  return columns[0] == '@' ? 0 : n_presets + 1;
}

static char *
describe_columns (GPtrArray *columns)
{
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; i < columns->len; i++)
    g_string_append_printf (ids, "%s%s", i > 0 ? "," : "",
                            omni_order_column_get_id (g_ptr_array_index (columns, i)));

  return g_string_free (g_steal_pointer (&ids), FALSE);
}

static void
update_sensitivity (OmniExportDialog *self)
{
  gboolean has_orders =
      takes_selected (self) ? self->n_pks > 0 : self->query != NULL && self->n_matching != 0;

  gtk_widget_set_sensitive (GTK_WIDGET (self->delimiter_drop_down),
                            self->choice->format == OMNI_TABLE_FORMAT_CSV);
  gtk_widget_set_sensitive (self->export_button, has_orders);
}

static void
show_choice (OmniExportDialog *self)
{
  self->showing = TRUE;
  gtk_check_button_set_active (
      self->choice->rows == OMNI_EXPORT_ROWS_ITEMS ? self->items_check : self->orders_check, TRUE);
  gtk_toggle_button_set_active (
      self->choice->format == OMNI_TABLE_FORMAT_XLSX ? self->xlsx_button : self->csv_button, TRUE);
  gtk_drop_down_set_selected (self->delimiter_drop_down, self->choice->delimiter);
  omni_time_zones_select (self->zone_drop_down, self->choice->zone);
  gtk_drop_down_set_selected (self->columns_drop_down, find_columns (self));
  self->showing = FALSE;
  update_sensitivity (self);
}

/*
 * Callbacks
 */

static void
edited_cb (OmniExportDialog *self)
{
  if (self->showing || self->choice == NULL)
    return;

  self->choice->rows = gtk_check_button_get_active (self->items_check) ? OMNI_EXPORT_ROWS_ITEMS
                                                                       : OMNI_EXPORT_ROWS_ORDERS;
  self->choice->format = gtk_toggle_button_get_active (self->xlsx_button) ? OMNI_TABLE_FORMAT_XLSX
                                                                          : OMNI_TABLE_FORMAT_CSV;
  self->choice->delimiter =
      (OmniExportDelimiter) gtk_drop_down_get_selected (self->delimiter_drop_down);
  g_free (self->choice->zone);
  self->choice->zone = g_strdup (omni_time_zones_get (self->zone_drop_down));
  update_sensitivity (self);
  update_preview (self);
}

static void
columns_chosen_cb (OmniExportDialog *self)
{
  guint position = gtk_drop_down_get_selected (self->columns_drop_down);

  if (self->showing || self->choice == NULL)
    return;

  /* Nothing was picked yet: begin with what was there. */
  if (position > omni_order_preset_get_count () && self->picked == NULL)
    {
      g_autoptr (GPtrArray) columns = omni_export_choice_dup_columns (self->choice, self->view);

      self->picked = describe_columns (columns);
    }

  set_columns (self, position);
  update_preview (self);
}

static void
picker_shown_cb (OmniExportDialog *self)
{
  g_autoptr (GPtrArray) columns = omni_export_choice_dup_columns (self->choice, self->view);

  omni_column_picker_set_columns (self->picker, columns);
}

static void
picked_cb (OmniExportDialog *self)
{
  g_autoptr (GPtrArray) columns = omni_column_picker_dup_columns (self->picker);

  /* A file has a column. */
  if (columns->len == 0)
    return;

  g_free (self->picked);
  self->picked = describe_columns (columns);
  set_columns (self, omni_order_preset_get_count () + 1);
  show_choice (self);
  update_preview (self);
}

static void
scope_changed_cb (OmniExportDialog *self)
{
  if (self->showing || self->choice == NULL)
    return;

  update_sensitivity (self);
  read_preview (self);
}

/*
 * Overrides
 */

static void
omni_export_dialog_dispose (GObject *object)
{
  OmniExportDialog *self = OMNI_EXPORT_DIALOG (object);

  cancel_preview (self);
  g_clear_handle_id (&self->spinner_id, g_source_remove);
  g_clear_object (&self->session);
  g_clear_pointer (&self->view, g_ptr_array_unref);
  g_clear_pointer (&self->query, omni_order_query_unref);
  g_clear_pointer (&self->batch, omni_order_batch_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), OMNI_TYPE_EXPORT_DIALOG);

  G_OBJECT_CLASS (omni_export_dialog_parent_class)->dispose (object);
}

static void
omni_export_dialog_finalize (GObject *object)
{
  OmniExportDialog *self = OMNI_EXPORT_DIALOG (object);

  g_clear_pointer (&self->choice, omni_export_choice_free);
  g_free (self->picked);
  g_free (self->pks);

  G_OBJECT_CLASS (omni_export_dialog_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/omnidesk/Omnidesk/ui/omni-export-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, OmniExportDialog, export_button);
  gtk_widget_class_bind_template_child (widget_class, OmniExportDialog, selected_check);
  gtk_widget_class_bind_template_child (widget_class, OmniExportDialog, matching_check);
  gtk_widget_class_bind_template_child (widget_class, OmniExportDialog, orders_check);
  gtk_widget_class_bind_template_child (widget_class, OmniExportDialog, items_check);
  gtk_widget_class_bind_template_child (widget_class, OmniExportDialog, xlsx_button);
  gtk_widget_class_bind_template_child (widget_class, OmniExportDialog, csv_button);
  gtk_widget_class_bind_template_child (widget_class, OmniExportDialog, delimiter_drop_down);
  gtk_widget_class_bind_template_child (widget_class, OmniExportDialog, delimiters);
  gtk_widget_class_bind_template_child (widget_class, OmniExportDialog, zone_drop_down);
  gtk_widget_class_bind_template_child (widget_class, OmniExportDialog, columns_drop_down);
  gtk_widget_class_bind_template_child (widget_class, OmniExportDialog, column_sets);
  gtk_widget_class_bind_template_child (widget_class, OmniExportDialog, pick_button);
  gtk_widget_class_bind_template_child (widget_class, OmniExportDialog, picker);
  gtk_widget_class_bind_template_child (widget_class, OmniExportDialog, columns_label);
  gtk_widget_class_bind_template_child (widget_class, OmniExportDialog, preview_label);
  gtk_widget_class_bind_template_child (widget_class, OmniExportDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, OmniExportDialog, again_button);
  gtk_widget_class_bind_template_child (widget_class, OmniExportDialog, preview);
  gtk_widget_class_bind_template_callback (widget_class, omni_export_dialog_accept);
  gtk_widget_class_bind_template_callback (widget_class, scope_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, columns_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, picker_shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, picked_cb);
  gtk_widget_class_bind_template_callback (widget_class, read_preview);
}

static void
omni_export_dialog_class_init (OmniExportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (OMNI_TYPE_COLUMN_PICKER);
  g_type_ensure (OMNI_TYPE_TEXT_TABLE);

  G_OBJECT_CLASS (klass)->dispose = omni_export_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = omni_export_dialog_finalize;

  signals[SIGNAL_ACCEPTED] = g_signal_new ("accepted", OMNI_TYPE_EXPORT_DIALOG, G_SIGNAL_RUN_LAST,
                                           0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  bind_template (widget_class);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
omni_export_dialog_init (OmniExportDialog *self)
{
  g_autofree char *automatic = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));

  self->showing = TRUE;
  /* Translators: %c is the delimiter that is usual in the person's language */
  automatic = g_strdup_printf (_ ("Usual delimiter ( %c )"), omni_table_get_locale_delimiter ());
  gtk_string_list_append (self->delimiters, automatic);
  gtk_string_list_append (self->delimiters, _ ("Comma ( , )"));
  gtk_string_list_append (self->delimiters, _ ("Semicolon ( ; )"));
  gtk_string_list_append (self->delimiters, _ ("Tab"));

  omni_time_zones_fill (self->zone_drop_down);
  omni_text_table_set_label (self->preview, _ ("Preview"));

  gtk_string_list_append (self->column_sets, _ ("As in the table"));
  for (guint i = 0; i < omni_order_preset_get_count (); i++)
    gtk_string_list_append (self->column_sets,
                            omni_order_preset_get_label (omni_order_preset_get (i)));
  gtk_string_list_append (self->column_sets, _ ("My own choice"));
  self->showing = FALSE;
}

/*
 * Public API
 */

/**
 * omni_export_dialog_new:
 * @parent: the window that it belongs to
 * @session: whose orders
 * @view: (element-type OmniOrderColumn): the columns of the table
 *
 * Makes the dialog, which shows what was chosen the last time. It is told which orders there are
 * before it is shown.
 *
 * Returns: (transfer none): the dialog
 */
OmniExportDialog *
omni_export_dialog_new (GtkWindow *parent, OmniSession *session, GPtrArray *view)
{
  OmniExportDialog *self;

  g_return_val_if_fail (OMNI_IS_SESSION (session), NULL);
  g_return_val_if_fail (view != NULL, NULL);

  self = g_object_new (OMNI_TYPE_EXPORT_DIALOG, "transient-for", parent, NULL);
  self->session = g_object_ref (session);
  self->view = g_ptr_array_ref (view);
  self->choice = omni_export_choice_load ();
  if (find_columns (self) > omni_order_preset_get_count ())
    self->picked = g_strdup (self->choice->columns);

  show_choice (self);
  return self;
}

/**
 * omni_export_dialog_set_selected:
 * @self: the dialog
 * @pks: (array length=n_pks): the keys of the selected orders
 * @n_pks: how many
 * @words: what they are, in words: "37 selected · 12,480.50 TRY"
 *
 * Offers the selected orders.
 */
void
omni_export_dialog_set_selected (OmniExportDialog *self,
                                 const gint64 *pks,
                                 gsize n_pks,
                                 const char *words)
{
  g_return_if_fail (OMNI_IS_EXPORT_DIALOG (self));

  g_free (self->pks);
  self->pks = g_memdup2 (pks, n_pks * sizeof *pks);
  self->n_pks = n_pks;
  gtk_check_button_set_label (self->selected_check, words);
  gtk_widget_set_sensitive (GTK_WIDGET (self->selected_check), n_pks > 0);
}

/**
 * omni_export_dialog_set_matching:
 * @self: the dialog
 * @query: which orders match
 * @n_orders: how many do now, or -1
 *
 * Offers all orders that match; they are taken when nothing is selected.
 */
void
omni_export_dialog_set_matching (OmniExportDialog *self, OmniOrderQuery *query, gint64 n_orders)
{
  g_autofree char *words = NULL;

  g_return_if_fail (OMNI_IS_EXPORT_DIALOG (self));
  g_return_if_fail (query != NULL);

  self->query = omni_order_query_ref (query);
  self->n_matching = n_orders;
  if (n_orders < 0)
    words = g_strdup (_ ("All that match the filters"));
  else if (omni_order_query_has_filters (query))
    words = g_strdup_printf (ngettext ("%'u that matches the filters",
                                       "All %'u that match the filters", (gulong) n_orders),
                             (guint) n_orders);
  else
    words = g_strdup_printf (
        ngettext ("%'u, which is all there is", "All %'u of the shop", (gulong) n_orders),
        (guint) n_orders);
  gtk_check_button_set_label (self->matching_check, words);

  self->showing = TRUE;
  gtk_check_button_set_active (self->n_pks > 0 ? self->selected_check : self->matching_check, TRUE);
  self->showing = FALSE;
  gtk_widget_grab_focus (
      GTK_WIDGET (self->n_pks > 0 ? self->selected_check : self->matching_check));
  update_sensitivity (self);
  read_preview (self);
}

/**
 * omni_export_dialog_accept:
 * @self: the dialog
 *
 * Does what **Export…** does: remembers the choice, emits #OmniExportDialog::accepted and closes.
 */
void
omni_export_dialog_accept (OmniExportDialog *self)
{
  g_return_if_fail (OMNI_IS_EXPORT_DIALOG (self));

  omni_export_choice_save (self->choice);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  g_signal_emit (self, signals[SIGNAL_ACCEPTED], 0);
  gtk_window_destroy (GTK_WINDOW (self));
}

/**
 * omni_export_dialog_make_plan:
 * @self: the dialog
 *
 * Returns: (transfer full): what was chosen, without a file
 */
OmniExportPlan *
omni_export_dialog_make_plan (OmniExportDialog *self)
{
  g_return_val_if_fail (OMNI_IS_EXPORT_DIALOG (self), NULL);

  if (takes_selected (self))
    return omni_export_plan_new_for_orders (self->session, self->pks, self->n_pks, self->choice,
                                            self->view);

  return omni_export_plan_new_for_query (self->session, self->query, self->n_matching, self->choice,
                                         self->view);
}
