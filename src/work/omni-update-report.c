/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-update-report.h"

#include <inttypes.h>

/* The titles are for programs as much as for people, so they are the same in every language. */
static const OmniTableColumn problem_columns[] = {
  { .title = "row", .kind = OMNI_VALUE_TEXT, .width = 8 },
  { .title = "column", .kind = OMNI_VALUE_TEXT, .width = 18 },
  { .title = "value", .kind = OMNI_VALUE_TEXT, .width = 24, .keep_text = TRUE },
  { .title = "severity", .kind = OMNI_VALUE_TEXT, .width = 10 },
  { .title = "rule", .kind = OMNI_VALUE_TEXT, .width = 18 },
  { .title = "problem", .kind = OMNI_VALUE_TEXT, .width = 60 },
  { .title = "fix", .kind = OMNI_VALUE_TEXT, .width = 24, .keep_text = TRUE },
};

static gboolean
write_texts (OmniTableWriter *writer, const char *const *texts, guint n_texts, GError **error)
{
  g_autofree OmniValue *values = g_new0 (OmniValue, n_texts);

  for (guint i = 0; i < n_texts; i++)
    {
      values[i].kind = OMNI_VALUE_TEXT;
      values[i].text = texts[i];
      values[i].is_null = texts[i] == NULL || texts[i][0] == '\0';
    }

  return omni_table_writer_write_row (writer, values, error);
}

static gboolean
write_problem (OmniTableWriter *writer,
               OmniUpdateCheck *check,
               const OmniUpdateProblem *problem,
               GError **error)
{
  g_autofree char *row = g_strdup_printf (
      "%" G_GSIZE_FORMAT,
      omni_update_file_get_row_number (omni_update_check_get_file (check), problem->row));
  g_autofree char *value = omni_update_check_dup_value (check, problem);
  g_autofree char *sentence = omni_update_check_dup_sentence (check, problem);
  g_autofree char *fix = omni_update_check_dup_fix (check, problem);
  const char *texts[] = {
    row,
    problem->column < OMNI_UPDATE_N_COLUMNS ? omni_update_column_get_name (problem->column) : NULL,
    value,
    omni_update_severity_get_name (omni_update_rule_get_severity (problem->rule)),
    omni_update_rule_get_id (problem->rule),
    sentence,
    fix,
  };

  return write_texts (writer, texts, G_N_ELEMENTS (texts), error);
}

/**
 * omni_update_check_write_report:
 * @check: a check that has ended well
 * @target: the file to make
 * @format: what kind of file
 * @options: how it is written
 * @error: return location for an error
 *
 * Writes a row for each problem: where it is, what stands there, which rule it breaks and what
 * could stand there instead.
 *
 * Returns: whether the file is complete under its name; else %OMNI_ERROR_BAD_FILE
 */
gboolean
omni_update_check_write_report (OmniUpdateCheck *check,
                                GFile *target,
                                OmniTableFormat format,
                                const OmniTableOptions *options,
                                GError **error)
{
  g_autoptr (OmniTableWriter) writer = NULL;

  g_return_val_if_fail (OMNI_IS_UPDATE_CHECK (check), FALSE);

  writer = omni_table_writer_new (format, target, problem_columns, G_N_ELEMENTS (problem_columns),
                                  options, error);
  if (writer == NULL)
    return FALSE;

  for (guint i = 0; i < omni_update_check_get_n_problems (check); i++)
    {
      if (!write_problem (writer, check, omni_update_check_get_problem (check, i), error))
        return FALSE;
    }

  return omni_table_writer_close (writer, NULL, error);
}
