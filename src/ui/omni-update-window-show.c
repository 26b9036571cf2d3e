/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What the window says beside the rows. */

#include "config.h"

#include "omni-update-window-private.h"

#include "omni-format.h"
#include "omni-time.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

/* More problems of one kind than this are not counted for the button's label. */
#define MAX_COUNTED 100000

static void
append_count (GString *text, const char *singular, const char *plural, gsize n)
{
  g_autofree char *count = NULL;

  if (n == 0)
    return;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  count = g_strdup_printf (ngettext (singular, plural, (gulong) n), (gint64) n);
#pragma GCC diagnostic pop
  g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", count);
}

/*
 * Counts
 */

static void
append_check (OmniUpdateWindow *self, GString *text, OmniUpdateCheck *check)
{
  append_count (text, N_("%'" PRId64 " ready"), N_("%'" PRId64 " ready"),
                omni_update_check_count_rows (check, OMNI_UPDATE_STATE_READY));
  append_count (text, N_("%'" PRId64 " problem"), N_("%'" PRId64 " problems"),
                omni_update_check_count_problems (check, OMNI_UPDATE_ERROR));
  append_count (text, N_("%'" PRId64 " warning"), N_("%'" PRId64 " warnings"),
                omni_update_check_count_problems (check, OMNI_UPDATE_WARNING));
  append_count (text, N_("%'" PRId64 " unchanged"), N_("%'" PRId64 " unchanged"),
                omni_update_check_count_rows (check, OMNI_UPDATE_STATE_NOTHING));
  if (text->len == 0)
    g_string_append (text, _("There is nothing to do"));

  if (self->reference == NULL)
    {
      g_string_append_printf (text, " · %s",
                              _("shipping companies are not checked before you sign in"));
    }
  else if (self->reference_time > 0)
    {
      g_autofree char *age = omni_format_age (self->reference_time, omni_time_now ());

      /* Translators: the lists of shipping companies and the like; %s is an age such as "2 days
         ago" */
      g_string_append_printf (text, _(" · lists read %s"), age);
    }
}

static void
append_preview (GString *text, OmniUpdatePreview *preview)
{
  g_autofree char *age = omni_format_age (omni_update_preview_get_time (preview),
                                          omni_time_now ());

  append_count (text, N_("%'" PRId64 " row changes"), N_("%'" PRId64 " rows change"),
                omni_update_preview_count_changed (preview));
  append_count (text, N_("%'" PRId64 " cannot be done"), N_("%'" PRId64 " cannot be done"),
                omni_update_preview_count_problems (preview));
  append_count (text, N_("%'" PRId64 " loses zeros"), N_("%'" PRId64 " lose zeros"),
                omni_update_preview_count_warnings (preview));
  append_count (text, N_("%'" PRId64 " unchanged"), N_("%'" PRId64 " unchanged"),
                omni_update_preview_count_unchanged (preview));
  /* Translators: %s is an age such as "2 min ago" */
  g_string_append_printf (text, _(" · server read %s"), age);
  for (guint i = 0; i < OMNI_ITEM_N_FIELDS; i++)
    {
      gsize n = omni_update_preview_count_field (preview, i);

      if (n > 0)
        g_string_append_printf (text, " · %s %'" PRId64, omni_item_field_get_name (i), (gint64) n);
    }
}

static void
show_title (OmniUpdateWindow *self)
{
  g_autofree char *subtitle = NULL;
  g_autofree char *rows = NULL;
  gboolean complete = FALSE;
  gsize n_rows = omni_update_document_get_n_rows (self->document, &complete);
  const char *where = _("working offline");

  rows = g_strdup_printf (ngettext ("%'" PRId64 " row", "%'" PRId64 " rows", (gulong) n_rows),
                          (gint64) n_rows);
  if (self->session != NULL && omni_session_is_signed_in (self->session))
    where = omni_session_get_profile (self->session)->username;
  subtitle = g_strdup_printf ("%s%s · %s%s", rows, complete ? "" : "…", where,
                              omni_update_document_is_modified (self->document) ? _(" · edited")
                                                                                : "");
  adw_window_title_set_subtitle (self->window_title, subtitle);
}

void
omni_update_window_show_counts (OmniUpdateWindow *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  OmniUpdateCheck *check;
  OmniUpdatePreview *preview;

  gtk_widget_set_visible (self->counts_bar, self->document != NULL);
  if (self->document == NULL)
    return;

  show_title (self);
  check = omni_update_document_get_check (self->document);
  preview = omni_update_sheet_get_preview (self->sheet);
  if (preview != NULL)
    append_preview (text, preview);
  else if (check != NULL)
    append_check (self, text, check);
  else if (omni_update_document_get_check_error (self->document) != NULL)
    g_string_append (text, _("Not checked"));
  else
    g_string_append (text, _("Checking…"));

  gtk_label_set_label (self->counts_label, text->str);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->counts_label), text->str);
  gtk_widget_set_visible (self->only_changes_button, preview != NULL);
  gtk_widget_set_visible (self->only_failed_button,
                          omni_update_sheet_get_results (self->sheet) != NULL);
}

/*
 * The problem under the cursor
 */

/* The cell's own, or else the row's worst. */
const OmniUpdateProblem *
omni_update_window_get_problem (OmniUpdateWindow *self)
{
  const OmniUpdateProblem *problem;
  OmniUpdateCheck *check;
  gsize row;
  guint column;

  if (self->sheet == NULL || !omni_update_table_get_cursor (self->table, &row, &column))
    return NULL;

  check = omni_update_sheet_get_check (self->sheet);
  if (check == NULL || omni_update_file_is_left_out (omni_update_sheet_get_file (self->sheet), row))
    return NULL;

  problem = omni_update_sheet_find_problem (self->sheet, row, MIN (column, OMNI_UPDATE_N_COLUMNS));
  return problem != NULL ? problem : omni_update_check_find_problem (check, row);
}

static guint
count_kind (OmniUpdateCheck *check, const OmniUpdateProblem *kind)
{
  guint n_problems = MIN (omni_update_check_get_n_problems (check), MAX_COUNTED);
  guint n = 0;

  for (guint i = 0; i < n_problems; i++)
    {
      const OmniUpdateProblem *problem = omni_update_check_get_problem (check, i);

      if (problem->rule == kind->rule && problem->column == kind->column)
        n++;
    }

  return n;
}

static void
show_fix (OmniUpdateWindow *self, OmniUpdateCheck *check, const OmniUpdateProblem *problem)
{
  g_autofree char *fix = problem != NULL ? omni_update_check_dup_fix (check, problem) : NULL;
  guint n_kind = fix != NULL ? count_kind (check, problem) : 0;

  gtk_widget_set_visible (GTK_WIDGET (self->fix_button), fix != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->fix_all_button), n_kind > 1);
  if (fix != NULL)
    {
      g_autofree char *label = NULL;
      g_autofree char *all = NULL;

      label = fix[0] != '\0' ? g_strdup_printf (_("Use “%s”"), fix) : g_strdup (_("Empty It"));
      gtk_button_set_label (self->fix_button, label);
      all = g_strdup_printf (_("Fix All %'u"), n_kind);
      gtk_button_set_label (self->fix_all_button, all);
    }
}

static gboolean
is_of_reading (OmniUpdateRule rule)
{
  return rule == OMNI_UPDATE_BAD_QUOTES || rule == OMNI_UPDATE_BAD_LETTERS ||
         rule == OMNI_UPDATE_ZERO_BYTE || rule == OMNI_UPDATE_EXTRA_CELLS;
}

static char *
describe_problem (OmniUpdateWindow *self, OmniUpdateCheck *check, const OmniUpdateProblem *problem)
{
  g_autofree char *sentence = omni_update_check_dup_sentence (check, problem);
  gsize number = omni_update_file_get_row_number (omni_update_sheet_get_file (self->sheet),
                                                  problem->row);

  if (problem->column >= OMNI_UPDATE_N_COLUMNS)
    return g_strdup_printf (_("Row %" PRIu64 ": %s"), (guint64) number, sentence);

  return g_strdup_printf (_("Row %" PRIu64 ", %s: %s"), (guint64) number,
                          omni_update_column_get_name (problem->column), sentence);
}

static char *
describe_cell (OmniUpdateWindow *self, gsize row, guint column)
{
  gsize number = omni_update_file_get_row_number (omni_update_sheet_get_file (self->sheet), row);
  g_autofree char *refusal = omni_update_sheet_dup_refusal (self->sheet, row);
  g_autofree char *text = omni_update_sheet_dup_change (self->sheet, row, column);

  if (refusal != NULL)
    return g_strdup_printf (_("Row %" PRIu64 ": %s"), (guint64) number, refusal);
  if (column >= OMNI_UPDATE_N_COLUMNS)
    return g_strdup_printf (_("Row %" PRIu64), (guint64) number);

  if (text == NULL)
    text = omni_update_sheet_dup_text (self->sheet, row, column);
  return g_strdup_printf (_("Row %" PRIu64 ", %s: %s"), (guint64) number,
                          omni_update_column_get_name (column), text);
}

/* What came of a row goes before what was wrong with it. */
void
omni_update_window_show_problem (OmniUpdateWindow *self)
{
  const OmniUpdateProblem *problem = omni_update_window_get_problem (self);
  OmniUpdateCheck *check = self->sheet != NULL ? omni_update_sheet_get_check (self->sheet) : NULL;
  OmniUpdateResults *results;
  g_autofree char *text = NULL;
  gboolean has_cursor;
  gboolean is_left_out;
  gsize row;
  guint column;

  has_cursor = self->sheet != NULL && omni_update_table_get_cursor (self->table, &row, &column);
  gtk_widget_set_visible (self->problem_bar, has_cursor);
  if (!has_cursor)
    return;

  is_left_out = omni_update_file_is_left_out (omni_update_sheet_get_file (self->sheet), row);
  results = omni_update_sheet_get_results (self->sheet);
  if (results != NULL && omni_update_results_get_reason (results, row) != NULL)
    problem = NULL;
  text = problem != NULL ? describe_problem (self, check, problem)
                         : describe_cell (self, row, column);
  gtk_label_set_label (self->problem_label, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->problem_label), text);
  show_fix (self, check, problem);
  gtk_widget_set_visible (self->edit_button, problem != NULL &&
                                               problem->column < OMNI_UPDATE_N_COLUMNS);
  gtk_widget_set_visible (self->accept_button, problem != NULL && is_of_reading (problem->rule));
  gtk_widget_set_visible (GTK_WIDGET (self->leave_out_button), problem != NULL || is_left_out);
  gtk_button_set_label (self->leave_out_button, is_left_out ? _("_Take In") : _("_Leave out"));
  omni_update_window_update_actions (self);
}

/*
 * Rows
 */

void
omni_update_window_show_rows (OmniUpdateWindow *self)
{
  guint n_lines;

  if (self->sheet == NULL)
    return;

  n_lines = g_list_model_get_n_items (G_LIST_MODEL (self->sheet));
  if (n_lines > 0)
    {
      gtk_stack_set_visible_child_name (self->stack, "table");
      return;
    }

  switch (omni_update_sheet_get_show (self->sheet))
    {
    case OMNI_UPDATE_SHOW_ALL:
      adw_status_page_set_title (self->none_page, _("There are no rows"));
      adw_status_page_set_description (self->none_page,
                                       _("The file has titles and nothing below them."));
      break;
    case OMNI_UPDATE_SHOW_PROBLEMS:
      adw_status_page_set_title (self->none_page, _("No problems"));
      adw_status_page_set_description (self->none_page, _("Every row can be applied."));
      break;
    case OMNI_UPDATE_SHOW_CHANGES:
      adw_status_page_set_title (self->none_page, _("Nothing changes"));
      adw_status_page_set_description (self->none_page,
                                       _("The server has all of these values already."));
      break;
    case OMNI_UPDATE_SHOW_FAILED:
      adw_status_page_set_title (self->none_page, _("Nothing failed"));
      adw_status_page_set_description (self->none_page, _("Every row is settled."));
      break;
    }
  gtk_stack_set_visible_child_name (self->stack, "none");
}

void
omni_update_window_show_reading (OmniUpdateWindow *self)
{
  OmniUpdateFile *file = omni_update_document_get_file (self->document);
  const OmniCsvDialect *dialect = omni_update_file_get_dialect (file);
  gboolean is_text = !omni_update_file_is_workbook (file);
  g_autofree char *summary = NULL;

  summary = is_text ? omni_update_reading_dup_summary (dialect) : g_strdup (_("Excel"));
  omni_update_reading_show_dialect (self->reading, dialect, is_text);
  gtk_menu_button_set_label (self->reading_button, summary);
  gtk_widget_set_sensitive (GTK_WIDGET (self->reading_button), TRUE);
}

/*
 * Lists to choose from
 */

static void
show_statuses (OmniUpdateWindow *self)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();
  const OmniStatus *statuses;
  guint n_statuses;

  statuses = omni_status_get_all (&n_statuses);
  for (guint i = 0; i < n_statuses; i++)
    {
      if (!omni_update_status_may_be_set (statuses[i].code))
        continue;
      g_ptr_array_add (words, (gpointer) statuses[i].name);
      g_ptr_array_add (labels, (gpointer) omni_status_get_label (statuses[i].code));
    }
  g_ptr_array_add (words, NULL);
  g_ptr_array_add (labels, NULL);
  omni_update_table_set_choices (self->table, OMNI_UPDATE_STATUS, words, labels);
}

static void
show_companies (OmniUpdateWindow *self)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  guint n = omni_reference_data_get_size (self->reference, OMNI_REFERENCE_CARGO_COMPANY);

  for (guint i = 0; i < n; i++)
    {
      const OmniReferenceEntry *entry =
          omni_reference_data_get_entry (self->reference, OMNI_REFERENCE_CARGO_COMPANY, i);

      if (entry->code == NULL)
        continue;
      g_ptr_array_add (words, g_strdup (entry->code));
      g_ptr_array_add (labels, g_strdup (entry->name));
    }
  g_ptr_array_add (words, NULL);
  g_ptr_array_add (labels, NULL);
  omni_update_table_set_choices (self->table, OMNI_UPDATE_SHIPPING_COMPANY, words, labels);
}

void
omni_update_window_show_choices (OmniUpdateWindow *self)
{
  show_statuses (self);
  if (self->reference != NULL)
    show_companies (self);
}
