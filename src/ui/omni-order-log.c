/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-order-log.h"

#include "omni-format.h"
#include "omni-log-entry.h"
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

  char *moment;  /* (owned) */
  char *who;     /* (owned) */
  char *what;    /* (owned) */
  char *changes; /* (owned): a line for each, "" for none */
  char *folded;  /* (owned): all of it, to be searched */
};

G_DEFINE_FINAL_TYPE (OmniLogRow, omni_log_row, G_TYPE_OBJECT)

struct _OmniOrderLog
{
  GtkWidget parent_instance;

  GtkWidget *box;           /* (borrowed): the only child */
  GtkSearchEntry *search;   /* (borrowed) */
  GtkWidget *copy_button;   /* (borrowed) */
  OmniPartView *view;       /* (borrowed) */
  GListStore *rows;         /* (owned) */
  GtkFilterListModel *shown; /* (owned) */
  GtkFilter *filter;        /* (owned) */
  char *wanted;             /* (owned): what is searched for, folded */
};

enum
{
  SIGNAL_RETRY,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (OmniOrderLog, omni_order_log, GTK_TYPE_WIDGET)

static OmniLogRow *
log_row_new (const OmniLogEntry *entry)
{
  OmniLogRow *row = g_object_new (OMNI_TYPE_LOG_ROW, NULL);
  const char *username = omni_log_entry_get_username (entry);
  const char *content = omni_log_entry_get_content_label (entry);
  const char *action = omni_log_entry_get_action_label (entry);
  g_autoptr (GString) changes = g_string_new (NULL);
  g_autofree char *all = NULL;

  for (guint i = 0; i < omni_log_entry_get_n_changes (entry); i++)
    {
      g_autofree char *change = omni_log_change_dup_text (omni_log_entry_get_change (entry, i));

      g_string_append_printf (changes, "%s%s", i > 0 ? "\n" : "", change);
    }

  row->moment = omni_format_moment (omni_log_entry_get_created_date (entry));
  row->who = g_strdup (username != NULL ? username : _ ("system"));
  /* Translators: a thing and what was done with it, for example "Product changed" */
  row->what = g_strdup_printf (_ ("%1$s %2$s"), content != NULL ? content : "",
                               action != NULL ? action : "");
  row->changes = g_string_free (g_steal_pointer (&changes), FALSE);
  all = g_strjoin (" ", row->moment, row->who, row->what, row->changes, NULL);
  row->folded = g_utf8_casefold (all, -1);

  return row;
}

static void
omni_log_row_finalize (GObject *object)
{
  OmniLogRow *self = OMNI_LOG_ROW (object);

  g_free (self->moment);
  g_free (self->who);
  g_free (self->what);
  g_free (self->changes);
  g_free (self->folded);

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

  return strstr (OMNI_LOG_ROW (item)->folded, self->wanted) != NULL;
}

static void
search_changed_cb (OmniOrderLog *self)
{
  g_free (self->wanted);
  self->wanted = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->search)), -1);
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
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
  g_autofree char *moment_and_who = g_strdup_printf ("%s · %s", row->moment, row->who);

  gtk_label_set_label (GTK_LABEL (head), moment_and_who);
  gtk_label_set_label (GTK_LABEL (what), row->what);
  gtk_label_set_label (GTK_LABEL (changes), row->changes);
  gtk_widget_set_visible (changes, row->changes[0] != '\0');
}

static GtkWidget *
new_list (OmniOrderLog *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GListModel *shown = G_LIST_MODEL (g_object_ref (self->shown));
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

  return scrolled;
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

  self->copy_button = gtk_button_new_from_icon_name ("edit-copy-symbolic");
  gtk_widget_add_css_class (self->copy_button, "flat");
  gtk_widget_set_tooltip_text (self->copy_button, _ ("Copy the log"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->copy_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Copy the log"), -1);
  g_signal_connect_swapped (self->copy_button, "clicked", G_CALLBACK (copy_clicked_cb), self);

  gtk_widget_add_css_class (head, "log-head");
  gtk_box_append (GTK_BOX (head), search);
  gtk_box_append (GTK_BOX (head), self->copy_button);

  return head;
}

static void
omni_order_log_dispose (GObject *object)
{
  OmniOrderLog *self = OMNI_ORDER_LOG (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->shown);
  g_clear_object (&self->filter);
  g_clear_object (&self->rows);

  G_OBJECT_CLASS (omni_order_log_parent_class)->dispose (object);
}

static void
omni_order_log_finalize (GObject *object)
{
  g_free (OMNI_ORDER_LOG (object)->wanted);

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
  self->view = OMNI_PART_VIEW (
    omni_part_view_new (new_list (self), _ ("Nothing happened to this order yet.")));
  g_signal_connect_swapped (self->view, "retry", G_CALLBACK (retry_cb), self);
  gtk_widget_set_vexpand (GTK_WIDGET (self->view), TRUE);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->view));
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * omni_order_log_show:
 * @self: the log
 * @entries: (nullable) (element-type OmniLogEntry): what happened
 * @state: how far reading is
 * @error: (nullable): why reading failed
 */
void
omni_order_log_show (OmniOrderLog *self, GPtrArray *entries, OmniLoadState state,
                     const GError *error)
{
  gboolean has_entries = entries != NULL && entries->len > 0;

  g_return_if_fail (OMNI_IS_ORDER_LOG (self));

  if (state != OMNI_LOAD_LOADING || !has_entries)
    {
      g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);

      for (guint i = 0; has_entries && i < entries->len; i++)
        g_ptr_array_add (rows, log_row_new (g_ptr_array_index (entries, i)));
      g_list_store_splice (self->rows, 0, g_list_model_get_n_items (G_LIST_MODEL (self->rows)),
                           rows->pdata, rows->len);
    }

  gtk_widget_set_sensitive (GTK_WIDGET (self->search), has_entries);
  gtk_widget_set_sensitive (self->copy_button, has_entries);
  omni_part_view_show (self->view, state, has_entries, error);
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
      g_autofree char *changes = g_strdup (row->changes);

      g_strdelimit (changes, "\n", ';');
      g_string_append_printf (text, "%s\t%s\t%s\t%s\n", row->moment, row->who, row->what, changes);
    }

  return g_string_free (text, FALSE);
}
