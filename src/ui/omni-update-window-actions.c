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
show_all_rows (OmniUpdateWindow *self)
{
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
check (OmniUpdateWindow *self)
{
  omni_update_table_finish (self->table);
  omni_update_document_check (self->document);
}

static void
edit (OmniUpdateWindow *self)
{
  const OmniUpdateProblem *problem = omni_update_window_get_problem (self);

  if (problem != NULL && problem->column < OMNI_UPDATE_N_COLUMNS)
    omni_update_table_set_cursor (self->table, problem->row, problem->column);
  else
    omni_update_table_focus (self->table);
  omni_update_table_edit (self->table);
}

static void
fix (OmniUpdateWindow *self)
{
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
accept_row (OmniUpdateWindow *self)
{
  gsize row;
  guint column;

  if (!omni_update_table_get_cursor (self->table, &row, &column))
    return;

  omni_update_table_focus (self->table);
  omni_update_document_accept_row (self->document, row);
}

/* All rows that are marked, as the one under the cursor. */
static void
leave_out (OmniUpdateWindow *self)
{
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
undo (OmniUpdateWindow *self)
{
  omni_update_document_undo (self->document);
}

static void
redo (OmniUpdateWindow *self)
{
  omni_update_document_redo (self->document);
}

static void
cut (OmniUpdateWindow *self)
{
  omni_update_window_copy (self);
  omni_update_window_clear_cells (self);
}

static void
add_rows (OmniUpdateWindow *self)
{
  gsize row = omni_update_document_get_n_rows (self->document, NULL);

  omni_update_window_set_show (self, OMNI_UPDATE_SHOW_ALL);
  if (omni_update_document_append_rows (self->document, N_ADDED_ROWS))
    omni_update_table_set_cursor (self->table, row, OMNI_UPDATE_SHEET_NUMBER);
}

static void
discard (OmniUpdateWindow *self)
{
  omni_update_document_discard_draft (self->document);
  omni_update_window_reload (self);
}

/* A file that is something else now becomes an order-update file elsewhere. */
static void
read_as_report (OmniUpdateWindow *self)
{
  g_autofree char *uri = g_file_get_uri (self->file);

  gtk_widget_activate_action (GTK_WIDGET (self), "app.open-carrier-file", "s", uri);
  if (self->document == NULL)
    gtk_window_close (GTK_WINDOW (self));
}

/*
 * Panes
 */

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

static void
want (OmniUpdateWindow *self, int wish)
{
  omni_update_window_want (self, (OmniUpdateWish) wish);
}

static void
save (OmniUpdateWindow *self, int what)
{
  omni_update_window_save (self, (OmniUpdateSave) what);
}

/* When an action makes sense. */
typedef enum
{
  ALWAYS,
  WHEN_OPEN,
  WHEN_EDITABLE,
  WHEN_IDLE,   /* nothing is opened, read or sent */
  WHEN_ENDED,  /* a run has */
  BY_THE_CASE, /* see omni_update_window_update_actions() */
} When;

static const struct
{
  const char *name;
  void (*run) (OmniUpdateWindow *self);
  When when;
  guint key; /* or 0 where a key of the application does it */
  GdkModifierType modifiers;
} actions[] = {
  { "win.undo", undo, BY_THE_CASE, GDK_KEY_z, GDK_CONTROL_MASK },
  { "win.redo", redo, BY_THE_CASE, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK },
  { "win.copy", omni_update_window_copy, WHEN_OPEN, GDK_KEY_c, GDK_CONTROL_MASK },
  { "win.cut", cut, WHEN_EDITABLE, GDK_KEY_x, GDK_CONTROL_MASK },
  { "win.paste", omni_update_window_paste, WHEN_EDITABLE, GDK_KEY_v, GDK_CONTROL_MASK },
  { "win.fill-down", omni_update_window_fill_down, WHEN_EDITABLE, GDK_KEY_d, GDK_CONTROL_MASK },
  { "win.close-find", omni_update_window_close_find, ALWAYS, 0, 0 },
  { "win.find-next", omni_update_window_find_next, ALWAYS, GDK_KEY_g, GDK_CONTROL_MASK },
  { "win.find-previous", omni_update_window_find_previous, ALWAYS, GDK_KEY_g,
    GDK_CONTROL_MASK | GDK_SHIFT_MASK },
  { "win.replace-all", omni_update_window_replace_all, WHEN_EDITABLE, 0, 0 },
  { "win.check", check, WHEN_EDITABLE, GDK_KEY_F7, 0 },
  { "win.edit", edit, WHEN_EDITABLE, GDK_KEY_F2, 0 },
  { "win.fix", fix, BY_THE_CASE, GDK_KEY_period, GDK_CONTROL_MASK },
  { "win.fix-all", omni_update_window_fix_all, BY_THE_CASE, GDK_KEY_greater,
    GDK_CONTROL_MASK | GDK_SHIFT_MASK },
  { "win.accept-row", accept_row, WHEN_EDITABLE, 0, 0 },
  { "win.leave-out", leave_out, WHEN_EDITABLE, GDK_KEY_Delete, GDK_CONTROL_MASK },
  { "win.add-rows", add_rows, WHEN_EDITABLE, 0, 0 },
  { "win.show-all-rows", show_all_rows, ALWAYS, 0, 0 },
  { "win.discard", discard, BY_THE_CASE, 0, 0 },
  { "win.reload", omni_update_window_reload, WHEN_IDLE, 0, 0 },
  { "win.read-as-report", read_as_report, WHEN_IDLE, 0, 0 },
  { "win.sign-in", omni_update_window_ask_to_sign_in, ALWAYS, 0, 0 },
};

/* Those that differ in one thing only. */
static const struct
{
  const char *name;
  void (*run) (OmniUpdateWindow *self, int how);
  int how;
  When when;
  guint key;
  GdkModifierType modifiers;
} variants[] = {
  { "win.next-problem", go_to_problem, TRUE, WHEN_OPEN, GDK_KEY_F8, 0 },
  { "win.previous-problem", go_to_problem, FALSE, WHEN_OPEN, GDK_KEY_F8, GDK_SHIFT_MASK },
  { "win.search", omni_update_window_open_find, FALSE, ALWAYS, GDK_KEY_f, GDK_CONTROL_MASK },
  { "win.replace", omni_update_window_open_find, TRUE, ALWAYS, GDK_KEY_h, GDK_CONTROL_MASK },
  { "win.preview", want, OMNI_UPDATE_WANTS_PREVIEW, WHEN_EDITABLE, GDK_KEY_F9, 0 },
  { "win.apply", want, OMNI_UPDATE_WANTS_APPLY, BY_THE_CASE, GDK_KEY_Return, GDK_CONTROL_MASK },
  { "win.save-as", save, OMNI_UPDATE_SAVE_AS, WHEN_OPEN, GDK_KEY_s, GDK_CONTROL_MASK },
  { "win.save-report", save, OMNI_UPDATE_SAVE_REPORT, WHEN_ENDED, 0, 0 },
  { "win.save-failed", save, OMNI_UPDATE_SAVE_FAILED, WHEN_ENDED, 0, 0 },
  { "win.save-undo", save, OMNI_UPDATE_SAVE_UNDO, WHEN_ENDED, 0, 0 },
};

static void
action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      if (g_str_equal (actions[i].name, name))
        actions[i].run (OMNI_UPDATE_WINDOW (widget));
    }
}

static void
variant_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  for (guint i = 0; i < G_N_ELEMENTS (variants); i++)
    {
      if (g_str_equal (variants[i].name, name))
        variants[i].run (OMNI_UPDATE_WINDOW (widget), variants[i].how);
    }
}

static void
install (GtkWidgetClass *klass, const char *name, GtkWidgetActionActivateFunc func, guint key,
         GdkModifierType modifiers)
{
  gtk_widget_class_install_action (klass, name, NULL, func);
  if (key != 0)
    gtk_widget_class_add_binding_action (klass, key, modifiers, name, NULL);
}

void
omni_update_window_install_actions (GtkWidgetClass *klass)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    install (klass, actions[i].name, action_cb, actions[i].key, actions[i].modifiers);
  for (guint i = 0; i < G_N_ELEMENTS (variants); i++)
    install (klass, variants[i].name, variant_cb, variants[i].key, variants[i].modifiers);

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
  const gboolean is_case[] = {
    [WHEN_OPEN] = is_open,
    [WHEN_EDITABLE] = can_edit,
    [WHEN_IDLE] = !self->is_opening && !is_working,
    [WHEN_ENDED] = self->run != NULL && omni_job_is_finished (OMNI_JOB (self->run)),
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      if (actions[i].when != ALWAYS && actions[i].when != BY_THE_CASE)
        enable (self, actions[i].name, is_case[actions[i].when]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (variants); i++)
    {
      if (variants[i].when != ALWAYS && variants[i].when != BY_THE_CASE)
        enable (self, variants[i].name, is_case[variants[i].when]);
    }

  enable (self, "win.undo", is_open && omni_update_document_can_undo (self->document));
  enable (self, "win.redo", is_open && omni_update_document_can_redo (self->document));
  enable (self, "win.fix", can_edit && gtk_widget_get_visible (GTK_WIDGET (self->fix_button)));
  enable (self, "win.fix-all",
          can_edit && gtk_widget_get_visible (GTK_WIDGET (self->fix_all_button)));
  enable (self, "win.discard", can_edit && omni_update_document_is_modified (self->document));
  omni_update_table_set_editable (self->table, can_edit);
  update_apply (self, can_edit);
}
