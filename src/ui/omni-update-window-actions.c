/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-update-window-private.h"

#include <glib/gi18n-lib.h>

/* How many empty rows are added at once. */
#define N_ADDED_ROWS 10

/*
 * Which rows are shown
 */

static const struct
{
  const char *name;
  OmniUpdateShow show;
} shows[] = {
  { "only-problems", OMNI_UPDATE_SHOW_PROBLEMS },
  { "only-changes", OMNI_UPDATE_SHOW_CHANGES },
  { "only-failed", OMNI_UPDATE_SHOW_FAILED },
};

void
omni_update_window_set_show (OmniUpdateWindow *self, OmniUpdateShow show)
{
  if (self->sheet == NULL)
    return;

  omni_update_table_finish (self->table);
  omni_update_sheet_set_show (self->sheet, show);
  for (guint i = 0; i < G_N_ELEMENTS (shows); i++)
    g_simple_action_set_state (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), shows[i].name)),
      g_variant_new_boolean (shows[i].show == show));
  omni_update_window_show_rows (self);
  omni_update_window_show_problem (self);
}

static void
show_changed_cb (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  const char *name = g_action_get_name (G_ACTION (action));

  for (guint i = 0; i < G_N_ELEMENTS (shows); i++)
    {
      if (g_str_equal (shows[i].name, name))
        omni_update_window_set_show (user_data, g_variant_get_boolean (state)
                                                  ? shows[i].show : OMNI_UPDATE_SHOW_ALL);
    }
}

static void
all_columns_changed_cb (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  OmniUpdateWindow *self = user_data;

  g_simple_action_set_state (action, state);
  omni_update_table_set_all (self->table, g_variant_get_boolean (state));
}

static void
show_all_rows_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OmniUpdateWindow *self = OMNI_UPDATE_WINDOW (widget);

  omni_update_window_set_show (self, OMNI_UPDATE_SHOW_ALL);
  omni_update_table_focus (self->table);
}

/*
 * Problems
 */

/* Enter goes a row down, which is not to pass over the problems in between. */
static void
find_start (OmniUpdateWindow *self, gsize *row, int *column)
{
  guint cursor_column;
  guint cursor;
  guint edited;

  *row = 0;
  *column = -1;
  if (!omni_update_table_get_cursor (self->table, row, &cursor_column))
    return;

  *column = (int) cursor_column;
  cursor = omni_update_sheet_find_near (self->sheet, *row);
  edited = omni_update_sheet_find_near (self->sheet, self->edited_row);
  if (self->has_edited && cursor_column == self->edited_column &&
      (cursor == edited || cursor == edited + 1))
    *row = self->edited_row;
  self->has_edited = FALSE;
}

static void
go_to_problem (OmniUpdateWindow *self, gboolean forward)
{
  const OmniUpdateProblem *problem;
  guint target;
  gsize row;
  int column;

  if (self->sheet == NULL)
    return;

  omni_update_table_finish (self->table);
  find_start (self, &row, &column);
  problem = omni_update_sheet_next_problem (self->sheet, row, column, forward);
  if (problem == NULL)
    {
      omni_update_window_say (self, _("There are no problems"));
      return;
    }

  row = problem->row;
  target = problem->column < OMNI_UPDATE_N_COLUMNS ? problem->column : OMNI_UPDATE_SHEET_RESULT;
  if (omni_update_sheet_find (self->sheet, row) == G_MAXUINT)
    omni_update_window_set_show (self, OMNI_UPDATE_SHOW_ALL);
  omni_update_table_set_cursor (self->table, row, target);
}

static void
next_problem_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  go_to_problem (OMNI_UPDATE_WINDOW (widget), TRUE);
}

static void
previous_problem_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  go_to_problem (OMNI_UPDATE_WINDOW (widget), FALSE);
}

static void
check_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OmniUpdateWindow *self = OMNI_UPDATE_WINDOW (widget);

  omni_update_table_finish (self->table);
  omni_update_document_check (self->document);
}

static void
edit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OmniUpdateWindow *self = OMNI_UPDATE_WINDOW (widget);
  const OmniUpdateProblem *problem = omni_update_window_get_problem (self);

  if (problem != NULL && problem->column < OMNI_UPDATE_N_COLUMNS)
    omni_update_table_set_cursor (self->table, problem->row, problem->column);
  else
    omni_update_table_focus (self->table);
  omni_update_table_edit (self->table);
}

static void
fix_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OmniUpdateWindow *self = OMNI_UPDATE_WINDOW (widget);
  const OmniUpdateProblem *problem = omni_update_window_get_problem (self);
  g_autofree char *fix = NULL;

  if (problem != NULL)
    fix = omni_update_check_dup_fix (omni_update_sheet_get_check (self->sheet), problem);
  if (fix == NULL || problem->column >= OMNI_UPDATE_N_COLUMNS)
    return;

  omni_update_table_focus (self->table);
  omni_update_document_set_cell (self->document, problem->row, problem->column, fix);
}

static void
fix_all_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  omni_update_window_fix_all (OMNI_UPDATE_WINDOW (widget));
}

static void
accept_row_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OmniUpdateWindow *self = OMNI_UPDATE_WINDOW (widget);
  gsize row;
  guint column;

  if (!omni_update_table_get_cursor (self->table, &row, &column))
    return;

  omni_update_table_focus (self->table);
  omni_update_document_accept_row (self->document, row);
}

/* All rows that are marked, as the one under the cursor. */
static void
leave_out_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OmniUpdateWindow *self = OMNI_UPDATE_WINDOW (widget);
  OmniUpdateFile *file = omni_update_document_get_file (self->document);
  OmniUpdateRange range;
  gboolean left_out;
  gsize row;
  guint column;

  if (!omni_update_table_get_cursor (self->table, &row, &column) ||
      !omni_update_table_get_range (self->table, &range))
    return;

  left_out = !omni_update_file_is_left_out (file, row);
  omni_update_table_focus (self->table);
  omni_update_document_begin_step (self->document);
  for (guint i = range.first; i <= range.last; i++)
    omni_update_document_set_left_out (self->document, omni_update_sheet_get_row (self->sheet, i),
                                       left_out);
  omni_update_document_end_step (self->document);
}

/*
 * Editing
 */

static void
undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  omni_update_document_undo (OMNI_UPDATE_WINDOW (widget)->document);
}

static void
redo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  omni_update_document_redo (OMNI_UPDATE_WINDOW (widget)->document);
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  omni_update_window_copy (OMNI_UPDATE_WINDOW (widget));
}

static void
cut_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  omni_update_window_copy (OMNI_UPDATE_WINDOW (widget));
  omni_update_window_clear_cells (OMNI_UPDATE_WINDOW (widget));
}

static void
paste_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  omni_update_window_paste (OMNI_UPDATE_WINDOW (widget));
}

static void
fill_down_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  omni_update_window_fill_down (OMNI_UPDATE_WINDOW (widget));
}

static void
add_rows_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OmniUpdateWindow *self = OMNI_UPDATE_WINDOW (widget);
  gsize row = omni_update_document_get_n_rows (self->document, NULL);

  omni_update_window_set_show (self, OMNI_UPDATE_SHOW_ALL);
  if (omni_update_document_append_rows (self->document, N_ADDED_ROWS))
    omni_update_table_set_cursor (self->table, row, OMNI_UPDATE_SHEET_NUMBER);
}

static void
discard_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OmniUpdateWindow *self = OMNI_UPDATE_WINDOW (widget);

  omni_update_document_discard_draft (self->document);
  omni_update_window_reload (self);
}

static void
reload_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  omni_update_window_reload (OMNI_UPDATE_WINDOW (widget));
}

/*
 * Finding
 */

static void
search_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  omni_update_window_open_find (OMNI_UPDATE_WINDOW (widget), FALSE);
}

static void
replace_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  omni_update_window_open_find (OMNI_UPDATE_WINDOW (widget), TRUE);
}

static void
close_find_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  omni_update_window_close_find (OMNI_UPDATE_WINDOW (widget));
}

static void
find_next_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  omni_update_window_find_next (OMNI_UPDATE_WINDOW (widget));
}

static void
find_previous_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  omni_update_window_find_previous (OMNI_UPDATE_WINDOW (widget));
}

static void
replace_all_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  omni_update_window_replace_all (OMNI_UPDATE_WINDOW (widget));
}

/*
 * Server and files
 */

static void
preview_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  omni_update_window_want (OMNI_UPDATE_WINDOW (widget), OMNI_UPDATE_WANTS_PREVIEW);
}

static void
apply_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  omni_update_window_want (OMNI_UPDATE_WINDOW (widget), OMNI_UPDATE_WANTS_APPLY);
}

static void
sign_in_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  omni_update_window_ask_to_sign_in (OMNI_UPDATE_WINDOW (widget));
}

static void
save_as_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  omni_update_window_save (OMNI_UPDATE_WINDOW (widget), OMNI_UPDATE_SAVE_AS);
}

static void
save_report_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  omni_update_window_save (OMNI_UPDATE_WINDOW (widget), OMNI_UPDATE_SAVE_REPORT);
}

static void
save_failed_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  omni_update_window_save (OMNI_UPDATE_WINDOW (widget), OMNI_UPDATE_SAVE_FAILED);
}

static void
save_undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  omni_update_window_save (OMNI_UPDATE_WINDOW (widget), OMNI_UPDATE_SAVE_UNDO);
}

/* From pane to pane in the order in which they stand in the window. */
static void
next_pane_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OmniUpdateWindow *self = OMNI_UPDATE_WINDOW (widget);
  GtkWidget *panes[] = {
    self->message_bar, self->counts_bar, self->find_box, GTK_WIDGET (self->stack),
    self->problem_bar, self->result_bar, GTK_WIDGET (self->job_list),
  };
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  guint n_panes = G_N_ELEMENTS (panes);
  guint step = g_variant_get_boolean (parameter) ? 1 : n_panes - 1;
  guint at = 0;

  while (at < n_panes &&
         (focus == NULL || !(focus == panes[at] || gtk_widget_is_ancestor (focus, panes[at]))))
    at++;
  if (at == n_panes)
    at = step == 1 ? n_panes - 1 : 0;

  for (guint tried = 0; tried < n_panes; tried++)
    {
      at = (at + step) % n_panes;
      if (panes[at] == GTK_WIDGET (self->stack) && self->sheet != NULL &&
          g_str_equal (gtk_stack_get_visible_child_name (self->stack), "table"))
        {
          omni_update_table_focus (self->table);
          return;
        }
      if (gtk_widget_get_mapped (panes[at]) &&
          gtk_widget_child_focus (panes[at], GTK_DIR_TAB_FORWARD))
        return;
    }
}

/*
 * All of them
 */

static const struct
{
  const char *name;
  GtkWidgetActionActivateFunc func;
  guint key; /* or 0 where a key of the application does it */
  GdkModifierType modifiers;
} actions[] = {
  { "win.undo", undo_action, GDK_KEY_z, GDK_CONTROL_MASK },
  { "win.redo", redo_action, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK },
  { "win.copy", copy_action, GDK_KEY_c, GDK_CONTROL_MASK },
  { "win.cut", cut_action, GDK_KEY_x, GDK_CONTROL_MASK },
  { "win.paste", paste_action, GDK_KEY_v, GDK_CONTROL_MASK },
  { "win.fill-down", fill_down_action, GDK_KEY_d, GDK_CONTROL_MASK },
  { "win.search", search_action, GDK_KEY_f, GDK_CONTROL_MASK },
  { "win.replace", replace_action, GDK_KEY_h, GDK_CONTROL_MASK },
  { "win.close-find", close_find_action, 0, 0 },
  { "win.find-next", find_next_action, GDK_KEY_g, GDK_CONTROL_MASK },
  { "win.find-previous", find_previous_action, GDK_KEY_g, GDK_CONTROL_MASK | GDK_SHIFT_MASK },
  { "win.replace-all", replace_all_action, 0, 0 },
  { "win.check", check_action, GDK_KEY_F7, 0 },
  { "win.next-problem", next_problem_action, GDK_KEY_F8, 0 },
  { "win.previous-problem", previous_problem_action, GDK_KEY_F8, GDK_SHIFT_MASK },
  { "win.preview", preview_action, GDK_KEY_F9, 0 },
  { "win.apply", apply_action, GDK_KEY_Return, GDK_CONTROL_MASK },
  { "win.edit", edit_action, GDK_KEY_F2, 0 },
  { "win.fix", fix_action, GDK_KEY_period, GDK_CONTROL_MASK },
  { "win.fix-all", fix_all_action, GDK_KEY_greater, GDK_CONTROL_MASK | GDK_SHIFT_MASK },
  { "win.accept-row", accept_row_action, 0, 0 },
  { "win.leave-out", leave_out_action, GDK_KEY_Delete, GDK_CONTROL_MASK },
  { "win.add-rows", add_rows_action, 0, 0 },
  { "win.show-all-rows", show_all_rows_action, 0, 0 },
  { "win.discard", discard_action, 0, 0 },
  { "win.reload", reload_action, 0, 0 },
  { "win.sign-in", sign_in_action, 0, 0 },
  { "win.save-as", save_as_action, GDK_KEY_s, GDK_CONTROL_MASK },
  { "win.save-report", save_report_action, 0, 0 },
  { "win.save-failed", save_failed_action, 0, 0 },
  { "win.save-undo", save_undo_action, 0, 0 },
};

void
omni_update_window_install_actions (GtkWidgetClass *klass)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      gtk_widget_class_install_action (klass, actions[i].name, NULL, actions[i].func);
      if (actions[i].key != 0)
        gtk_widget_class_add_binding_action (klass, actions[i].key, actions[i].modifiers,
                                             actions[i].name, NULL);
    }

  gtk_widget_class_install_action (klass, "win.next-pane", "b", next_pane_action);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_o, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "win.only-problems", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_y, GDK_CONTROL_MASK, "win.redo", NULL);
}

void
omni_update_window_add_actions (OmniUpdateWindow *self)
{
  static const GActionEntry entries[] = {
    { .name = "only-problems", .state = "false", .change_state = show_changed_cb },
    { .name = "only-changes", .state = "false", .change_state = show_changed_cb },
    { .name = "only-failed", .state = "false", .change_state = show_changed_cb },
    { .name = "all-columns", .state = "false", .change_state = all_columns_changed_cb },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}

static void
enable (OmniUpdateWindow *self, const char *name, gboolean enabled)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), name, enabled);
}

static void
update_apply (OmniUpdateWindow *self, gboolean can_work)
{
  gboolean may = self->session == NULL ||
                 omni_user_may (omni_session_get_user (self->session), "orders.update");

  enable (self, "win.apply", can_work && may);
  gtk_widget_set_tooltip_text (self->apply_button,
                               may ? _("Change the orders, after a last question (Ctrl+Enter)")
                                   : _("Your account may not update orders"));
}

void
omni_update_window_update_actions (OmniUpdateWindow *self)
{
  gboolean is_open = self->document != NULL && !self->is_opening;
  gboolean is_working = omni_update_window_is_working (self);
  gboolean can_edit = is_open && !is_working && !omni_update_document_is_busy (self->document);
  gboolean has_result = self->run != NULL && omni_job_is_finished (OMNI_JOB (self->run));

  enable (self, "win.undo", is_open && omni_update_document_can_undo (self->document));
  enable (self, "win.redo", is_open && omni_update_document_can_redo (self->document));
  enable (self, "win.copy", is_open);
  enable (self, "win.cut", can_edit);
  enable (self, "win.paste", can_edit);
  enable (self, "win.fill-down", can_edit);
  enable (self, "win.replace-all", can_edit);
  enable (self, "win.edit", can_edit);
  enable (self, "win.fix", can_edit && gtk_widget_get_visible (GTK_WIDGET (self->fix_button)));
  enable (self, "win.fix-all",
          can_edit && gtk_widget_get_visible (GTK_WIDGET (self->fix_all_button)));
  enable (self, "win.accept-row", can_edit);
  enable (self, "win.leave-out", can_edit);
  enable (self, "win.add-rows", can_edit);
  enable (self, "win.check", can_edit);
  enable (self, "win.preview", can_edit);
  enable (self, "win.next-problem", is_open);
  enable (self, "win.previous-problem", is_open);
  enable (self, "win.reload", !self->is_opening && !is_working);
  enable (self, "win.discard", can_edit && omni_update_document_is_modified (self->document));
  enable (self, "win.save-as", is_open);
  enable (self, "win.save-report", has_result);
  enable (self, "win.save-failed", has_result);
  enable (self, "win.save-undo", has_result);
  omni_update_table_set_editable (self->table, can_edit);
  update_apply (self, can_edit);
}
