/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-order-log.h"

#include "omni-file-dialog.h"
#include "omni-fold.h"
#include "omni-format.h"
#include "omni-log-line.h"
#include "omni-part-view.h"

#include <glib/gi18n-lib.h>

/* GListStore of OmniLogRow -> GtkFilterListModel -> GtkNoSelection -> GtkListView
 *
 * All of a log is in memory, so searching it is not the server's work. */

/* An entry as it is shown. */
#define OMNI_TYPE_LOG_ROW (omni_log_row_get_type ())
G_DECLARE_FINAL_TYPE (OmniLogRow, omni_log_row, OMNI, LOG_ROW, GObject)

struct _OmniLogRow
{
  GObject parent_instance;

  OmniLogLine *line; /* (owned by @lines) */
  GPtrArray *lines;  /* (owned) */
};

G_DEFINE_FINAL_TYPE (OmniLogRow, omni_log_row, G_TYPE_OBJECT)

struct _OmniOrderLog
{
  GtkWidget parent_instance;

  GtkWidget *box;           /* (borrowed): the only child */
  GtkSearchEntry *search;   /* (borrowed) */
  GtkDropDown *origin;      /* (borrowed): whose entries are shown */
  GtkWidget *copy_button;   /* (borrowed) */
  GtkWidget *save_button;   /* (borrowed) */
  OmniPartView *view;       /* (borrowed) */
  GtkWidget *list;          /* (borrowed) */
  GtkWidget *scrolled;      /* (borrowed): what @list is in */
  GtkWidget *no_match;      /* (borrowed): stands there when nothing is left by the search */
  GListStore *rows;         /* (owned) */
  GtkFilterListModel *shown; /* (owned) */
  GtkFilter *filter;        /* (owned) */
  char *wanted;             /* (owned): what is searched for, folded */
  GPtrArray *log;           /* (nullable) (owned) (element-type OmniLogEntry) */
  GPtrArray *ledger;        /* (nullable) (owned) (element-type OmniLedgerEntry) */
  char *username;           /* (nullable) (owned): whose ledger it is */
  char *order_number;       /* (nullable) (owned): for the names of files */
  OmniLoadState state;
  GError *error;            /* (nullable) (owned): why the server's log cannot be shown */
  GtkNativeDialog *chooser; /* (nullable) (owned): the file chooser, while it is open */
};

/* Whose entries are shown; as in the list to choose from. */
enum
{
  ORIGIN_BOTH,
  ORIGIN_SERVER,
  ORIGIN_HERE,
};

enum
{
  SIGNAL_RETRY,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (OmniOrderLog, omni_order_log, GTK_TYPE_WIDGET)

static OmniLogRow *
log_row_new (GPtrArray *lines, guint index)
{
  OmniLogRow *row = g_object_new (OMNI_TYPE_LOG_ROW, NULL);

  row->lines = g_ptr_array_ref (lines);
  row->line = g_ptr_array_index (lines, index);

  return row;
}

static void
omni_log_row_finalize (GObject *object)
{
  g_ptr_array_unref (OMNI_LOG_ROW (object)->lines);

  G_OBJECT_CLASS (omni_log_row_parent_class)->finalize (object);
}

static void
omni_log_row_class_init (OmniLogRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = omni_log_row_finalize;
}

static void
omni_log_row_init (OmniLogRow *self)
{
}

static gboolean
is_wanted (gpointer item, gpointer user_data)
{
  OmniOrderLog *self = user_data;
  const OmniLogLine *line = OMNI_LOG_ROW (item)->line;
  guint origin = gtk_drop_down_get_selected (self->origin);

  if ((origin == ORIGIN_SERVER && line->is_here) || (origin == ORIGIN_HERE && !line->is_here))
    return FALSE;

  return strstr (line->folded, self->wanted) != NULL;
}

static void
search_changed_cb (OmniOrderLog *self)
{
  g_free (self->wanted);
  self->wanted = omni_fold (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
}

static void
show_no_match (OmniOrderLog *self)
{
  gboolean has_rows = g_list_model_get_n_items (G_LIST_MODEL (self->rows)) > 0;
  gboolean has_shown = g_list_model_get_n_items (G_LIST_MODEL (self->shown)) > 0;

  gtk_widget_set_visible (self->no_match, has_rows && !has_shown);
}

static void
origin_changed_cb (OmniOrderLog *self)
{
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OmniOrderLog) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean saved = omni_log_lines_save_finish (result, &error);

  if (self->box != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.say", "s",
                                saved ? _ ("The log is saved") : error->message);
}

/**
 * omni_order_log_save:
 * @self: the log
 * @target: a file; one that is there is replaced
 *
 * Saves the entries that are shown as a CSV file, and says when that is done.
 */
void
omni_order_log_save (OmniOrderLog *self, GFile *target)
{
  g_autoptr (GPtrArray) lines =
    g_ptr_array_new_with_free_func ((GDestroyNotify) omni_log_line_free);
  guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->shown));

  for (guint i = 0; i < n_rows; i++)
    {
      g_autoptr (OmniLogRow) row = g_list_model_get_item (G_LIST_MODEL (self->shown), i);

      g_ptr_array_add (lines, omni_log_line_copy (row->line));
    }
  omni_log_lines_save_async (lines, target, NULL, saved_cb, g_object_ref (self));
}

static void
chosen_cb (OmniOrderLog *self, int response, GtkNativeDialog *dialog)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) target = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

      omni_file_dialog_remember_folder (target);
      omni_order_log_save (self, target);
    }
  g_clear_object (&self->chooser);
}

static char *
dup_file_name (OmniOrderLog *self)
{
  char *name;

  if (self->order_number == NULL)
    return g_strdup (_ ("order-log.csv"));

  /* Translators: a file name; %s is the number of an order */
  name = g_strdup_printf (_ ("order-log-%s.csv"), self->order_number);
  return g_strdelimit (name, "/\\:", '-');
}

static void
save_clicked_cb (OmniOrderLog *self)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  g_autofree char *name = NULL;

  if (self->chooser != NULL)
    return;

  name = dup_file_name (self);
  self->chooser = omni_file_dialog_new_to_save (window, _ ("Save the Log"), _ ("_Save"), name,
                                                NULL);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chosen_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (self->chooser);
}

static void
copy_clicked_cb (OmniOrderLog *self)
{
  g_autofree char *text = omni_order_log_dup_text (self);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.copy-text", "s", text);
}

static void
retry_cb (OmniOrderLog *self)
{
  g_signal_emit (self, signals[SIGNAL_RETRY], 0);
}

static GtkWidget *
append_label (GtkWidget *box, const char *css_class)
{
  GtkWidget *label = gtk_label_new ("");

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);

  return label;
}

static void
set_up_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer unused)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);

  append_label (box, "caption");
  gtk_widget_add_css_class (gtk_widget_get_first_child (box), "dim-label");
  append_label (box, "what");
  append_label (box, "changes");
  gtk_list_item_set_child (item, box);
  gtk_list_item_set_selectable (item, FALSE);
  gtk_list_item_set_activatable (item, FALSE);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer unused)
{
  OmniLogRow *row = gtk_list_item_get_item (item);
  GtkWidget *head = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *what = gtk_widget_get_next_sibling (head);
  GtkWidget *changes = gtk_widget_get_next_sibling (what);
  g_autofree char *moment = omni_format_moment (row->line->time);
  g_autofree char *moment_and_who = g_strdup_printf ("%s · %s", moment, row->line->who);

  gtk_label_set_label (GTK_LABEL (head), moment_and_who);
  gtk_label_set_label (GTK_LABEL (what), row->line->what);
  gtk_label_set_label (GTK_LABEL (changes), row->line->changes);
  gtk_widget_set_visible (changes, row->line->changes[0] != '\0');
}

static GtkWidget *
new_content (OmniOrderLog *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GListModel *shown = G_LIST_MODEL (g_object_ref (self->shown));
  GtkWidget *content = gtk_overlay_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *list;

  g_signal_connect (factory, "setup", G_CALLBACK (set_up_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  list = gtk_list_view_new (GTK_SELECTION_MODEL (gtk_no_selection_new (shown)), factory);
  gtk_list_view_set_show_separators (GTK_LIST_VIEW (list), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Order Log"), -1);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), list);
  gtk_widget_set_vexpand (scrolled, TRUE);
  self->list = list;
  self->scrolled = scrolled;

  self->no_match = gtk_label_new (_ ("No entry is like that."));
  gtk_label_set_wrap (GTK_LABEL (self->no_match), TRUE);
  gtk_widget_set_halign (self->no_match, GTK_ALIGN_START);
  gtk_widget_set_valign (self->no_match, GTK_ALIGN_START);
  gtk_widget_add_css_class (self->no_match, "dim-label");
  gtk_widget_add_css_class (self->no_match, "log-no-match");
  gtk_widget_set_visible (self->no_match, FALSE);
  g_signal_connect_object (self->shown, "items-changed", G_CALLBACK (show_no_match), self,
                           G_CONNECT_SWAPPED);
  gtk_overlay_set_child (GTK_OVERLAY (content), scrolled);
  gtk_overlay_add_overlay (GTK_OVERLAY (content), self->no_match);

  return content;
}

static GtkWidget *
new_head_button (OmniOrderLog *self, const char *icon_name, const char *words, GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                  -1);
  g_signal_connect_swapped (button, "clicked", callback, self);

  return button;
}

static GtkWidget *
new_head (OmniOrderLog *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *search = gtk_search_entry_new ();

  self->search = GTK_SEARCH_ENTRY (search);
  g_object_set (search, "placeholder-text", _ ("Search the log"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (search), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Search the log"), -1);
  gtk_widget_set_hexpand (search, TRUE);
  g_signal_connect_swapped (search, "search-changed", G_CALLBACK (search_changed_cb), self);

  self->copy_button = new_head_button (self, "edit-copy-symbolic", _ ("Copy the log"),
                                       G_CALLBACK (copy_clicked_cb));
  self->save_button = new_head_button (self, "document-save-symbolic", _ ("Save the log…"),
                                       G_CALLBACK (save_clicked_cb));

  gtk_widget_add_css_class (head, "log-head");
  gtk_box_append (GTK_BOX (head), search);
  gtk_box_append (GTK_BOX (head), self->copy_button);
  gtk_box_append (GTK_BOX (head), self->save_button);

  return head;
}

static GtkWidget *
new_origin (OmniOrderLog *self)
{
  const char *names[] = { _ ("All entries"), _ ("From the server"), _ ("From this computer"),
                          NULL };
  GtkWidget *origin = gtk_drop_down_new_from_strings (names);

  self->origin = GTK_DROP_DOWN (origin);
  gtk_accessible_update_property (GTK_ACCESSIBLE (origin), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Whose entries are shown"), -1);
  g_signal_connect_swapped (origin, "notify::selected", G_CALLBACK (origin_changed_cb), self);
  gtk_widget_add_css_class (origin, "log-origin");

  return origin;
}

static void
omni_order_log_dispose (GObject *object)
{
  OmniOrderLog *self = OMNI_ORDER_LOG (object);

  g_clear_object (&self->chooser);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->shown);
  g_clear_object (&self->filter);
  g_clear_object (&self->rows);

  G_OBJECT_CLASS (omni_order_log_parent_class)->dispose (object);
}

static void
omni_order_log_finalize (GObject *object)
{
  OmniOrderLog *self = OMNI_ORDER_LOG (object);

  g_free (self->wanted);
  g_free (self->username);
  g_free (self->order_number);
  g_clear_error (&self->error);
  g_clear_pointer (&self->log, g_ptr_array_unref);
  g_clear_pointer (&self->ledger, g_ptr_array_unref);

  G_OBJECT_CLASS (omni_order_log_parent_class)->finalize (object);
}

static void
omni_order_log_class_init (OmniOrderLogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = omni_order_log_dispose;
  G_OBJECT_CLASS (klass)->finalize = omni_order_log_finalize;

  signals[SIGNAL_RETRY] = g_signal_new ("retry", OMNI_TYPE_ORDER_LOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "orderlog");
}

static void
omni_order_log_init (OmniOrderLog *self)
{
  GtkWidget *title = gtk_label_new (_ ("Order Log"));

  self->wanted = g_strdup ("");
  self->rows = g_list_store_new (OMNI_TYPE_LOG_ROW);
  self->filter = GTK_FILTER (gtk_custom_filter_new (is_wanted, self, NULL));
  self->shown = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->rows)),
                                           g_object_ref (self->filter));

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "heading");
  gtk_widget_add_css_class (title, "log-title");
  gtk_box_append (GTK_BOX (self->box), title);
  gtk_box_append (GTK_BOX (self->box), new_head (self));
  gtk_box_append (GTK_BOX (self->box), new_origin (self));
  self->view = OMNI_PART_VIEW (
    omni_part_view_new (new_content (self), _ ("Nothing happened to this order yet.")));
  g_signal_connect_swapped (self->view, "retry", G_CALLBACK (retry_cb), self);
  gtk_widget_set_vexpand (GTK_WIDGET (self->view), TRUE);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->view));
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

static gboolean
is_shown_at (OmniOrderLog *self, guint position, const OmniLogLine *line)
{
  g_autoptr (OmniLogRow) row = g_list_model_get_item (G_LIST_MODEL (self->rows), position);

  return row->line->time == line->time && row->line->is_here == line->is_here &&
         g_str_equal (row->line->who, line->who) && g_str_equal (row->line->what, line->what) &&
         g_str_equal (row->line->changes, line->changes);
}

/* An order that is followed is read again and again, and mostly something is added at the top: rows
 * that are there stay, and who looks at the newest entry sees the one that is newer. */
static void
show_lines (OmniOrderLog *self)
{
  g_autoptr (GPtrArray) lines = omni_log_lines_merge (
    self->log, self->ledger, self->username != NULL ? self->username : "");
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_before = g_list_model_get_n_items (G_LIST_MODEL (self->rows));
  guint first = 0;
  guint n_last = 0;

  while (first < MIN (n_before, lines->len) && is_shown_at (self, first, lines->pdata[first]))
    first++;
  while (first + n_last < MIN (n_before, lines->len) &&
         is_shown_at (self, n_before - 1 - n_last, lines->pdata[lines->len - 1 - n_last]))
    n_last++;
  for (guint i = first; i < lines->len - n_last; i++)
    g_ptr_array_add (rows, log_row_new (lines, i));
  if (rows->len > 0 || n_before > first + n_last)
    {
      GtkAdjustment *place =
        gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled));
      gboolean is_at_top = gtk_adjustment_get_value (place) <= gtk_adjustment_get_lower (place);

      g_list_store_splice (self->rows, first, n_before - first - n_last, rows->pdata, rows->len);
      /* GTK keeps the rows in view where they are, and so the new ones out of it. */
      if (is_at_top && g_list_model_get_n_items (G_LIST_MODEL (self->shown)) > 0)
        gtk_widget_activate_action (self->list, "list.scroll-to-item", "u", 0);
    }

  show_no_match (self);
  gtk_widget_set_sensitive (GTK_WIDGET (self->search), lines->len > 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->origin), lines->len > 0);
  gtk_widget_set_sensitive (self->copy_button, lines->len > 0);
  gtk_widget_set_sensitive (self->save_button, lines->len > 0);
}

static void
show_view (OmniOrderLog *self)
{
  gboolean has_rows = g_list_model_get_n_items (G_LIST_MODEL (self->rows)) > 0;

  omni_part_view_show (self->view, self->state, has_rows, self->error);
}

static void
take (GPtrArray **place, GPtrArray *entries)
{
  GPtrArray *kept = entries != NULL ? g_ptr_array_ref (entries) : NULL;

  g_clear_pointer (place, g_ptr_array_unref);
  *place = kept;
}

/**
 * omni_order_log_set_order_number:
 * @self: the log
 * @order_number: (nullable): for the names of files
 */
void
omni_order_log_set_order_number (OmniOrderLog *self, const char *order_number)
{
  g_return_if_fail (OMNI_IS_ORDER_LOG (self));

  g_free (self->order_number);
  self->order_number = g_strdup (order_number);
}

/**
 * omni_order_log_show:
 * @self: the log
 * @entries: (nullable) (element-type OmniLogEntry): what happened, by the server
 * @state: how far reading is
 * @error: (nullable): why reading failed
 */
void
omni_order_log_show (OmniOrderLog *self, GPtrArray *entries, OmniLoadState state,
                     const GError *error)
{
  g_return_if_fail (OMNI_IS_ORDER_LOG (self));

  g_clear_error (&self->error);
  self->state = state;
  self->error = error != NULL ? g_error_copy (error) : NULL;
  if (state != OMNI_LOAD_LOADING || entries == NULL || entries->len == 0)
    {
      take (&self->log, entries);
      show_lines (self);
    }
  show_view (self);
}

/**
 * omni_order_log_show_ledger:
 * @self: the log
 * @entries: (nullable) (element-type OmniLedgerEntry): what was done on this computer
 * @username: who did it
 */
void
omni_order_log_show_ledger (OmniOrderLog *self, GPtrArray *entries, const char *username)
{
  g_return_if_fail (OMNI_IS_ORDER_LOG (self));

  take (&self->ledger, entries);
  g_free (self->username);
  self->username = g_strdup (username);
  show_lines (self);
  show_view (self);
}

/**
 * omni_order_log_dup_text:
 * @self: the log
 *
 * Returns: (transfer full): the entries that are shown, as text
 */
char *
omni_order_log_dup_text (OmniOrderLog *self)
{
  GString *text = g_string_new (NULL);
  guint n_rows;

  g_return_val_if_fail (OMNI_IS_ORDER_LOG (self), NULL);

  n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->shown));
  for (guint i = 0; i < n_rows; i++)
    {
      g_autoptr (OmniLogRow) row = g_list_model_get_item (G_LIST_MODEL (self->shown), i);
      g_autofree char *moment = omni_format_moment (row->line->time);
      g_autofree char *changes = g_strdup (row->line->changes);

      g_strdelimit (changes, "\n", ';');
      g_string_append_printf (text, "%s\t%s\t%s\t%s\n", moment, row->line->who, row->line->what,
                              changes);
    }

  return g_string_free (text, FALSE);
}
