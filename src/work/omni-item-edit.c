/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-item-edit.h"

#include "omni-order-item.h"
#include "omni-session-private.h"
#include "omni-update-run.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

struct _OmniItemEdit
{
  OmniJob parent_instance;

  OmniSession *session; /* (owned) */
  char *order_number;   /* (nullable) (owned) */
  GPtrArray *items;     /* (owned) (element-type OmniOrderItem) */
  char *values[OMNI_ITEM_N_FIELDS]; /* (nullable) (owned): NULL leaves it, "" empties it */

  GPtrArray *results;   /* (owned) (element-type OmniItemResult) */
};

G_DEFINE_FINAL_TYPE (OmniItemEdit, omni_item_edit, OMNI_TYPE_JOB)

static void
free_result (gpointer data)
{
  OmniItemResult *result = data;

  g_free (result->reason);
  g_free (result);
}

/*
 * The file
 */

static void
append_cell (GString *text, const char *value, gboolean is_last)
{
  g_string_append_c (text, '"');
  for (const char *at = value; *at != '\0'; at++)
    {
      if (*at == '"')
        g_string_append_c (text, '"');
      g_string_append_c (text, *at);
    }
  g_string_append (text, is_last ? "\"\r\n" : "\",");
}

static char *
write_rows (OmniItemEdit *self)
{
  g_autoptr (GString) text = g_string_new ("id,order_number");

  for (guint i = 0; i < OMNI_ITEM_N_FIELDS; i++)
    g_string_append_printf (text, ",%s", omni_item_field_get_name (i));
  g_string_append (text, "\r\n");

  for (guint i = 0; i < self->items->len; i++)
    {
      gint64 pk = omni_order_item_get_pk (g_ptr_array_index (self->items, i));
      g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, pk);

      append_cell (text, key, FALSE);
      append_cell (text, self->order_number != NULL ? self->order_number : "", FALSE);
      for (guint field = 0; field < OMNI_ITEM_N_FIELDS; field++)
        {
          const char *value = self->values[field];

          /* In a file an empty cell leaves the value. */
          if (value != NULL && value[0] == '\0')
            value = OMNI_UPDATE_CLEAR;
          append_cell (text, value != NULL ? value : "", field + 1 == OMNI_ITEM_N_FIELDS);
        }
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* A file that only this user can read, as it has numbers of invoices and parcels. */
static char *
make_file (OmniItemEdit *self, GError **error)
{
  g_autofree char *text = write_rows (self);
  g_autofree char *path = NULL;
  GError *failure = NULL;
  int descriptor = g_file_open_tmp ("omnidesk-lines-XXXXXX.csv", &path, &failure);

  if (descriptor >= 0)
    {
      g_close (descriptor, NULL);
      if (g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_NONE, 0600, &failure))
        return g_steal_pointer (&path);
      g_unlink (path);
    }

  g_propagate_error (error, omni_error_new (OMNI_ERROR_BAD_FILE,
                                            _("The lines cannot be prepared: %s"),
                                            failure->message));
  g_error_free (failure);
  return NULL;
}

static OmniUpdateCheck *
check (OmniItemEdit *self, const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (OmniUpdateFile) rows = omni_update_file_open (file, NULL, cancellable, error);
  g_autoptr (OmniUpdateCheck) checked = NULL;

  if (rows == NULL)
    return NULL;

  checked = omni_update_check_new (rows, self->session->reference);
  if (!omni_job_run_here (OMNI_JOB (checked), cancellable, error))
    return NULL;

  if (omni_update_check_count_problems (checked, OMNI_UPDATE_ERROR) > 0)
    {
      g_autofree char *sentence =
          omni_update_check_dup_sentence (checked, omni_update_check_get_problem (checked, 0));

      g_propagate_error (error, omni_error_new (OMNI_ERROR_BAD_VALUE, "%s", sentence));
      return NULL;
    }

  return g_steal_pointer (&checked);
}

/*
 * What came of it
 */

static void
add_result (OmniItemEdit *self, gint64 pk, OmniJournalState state, const char *reason)
{
  OmniItemResult *result = g_new0 (OmniItemResult, 1);

  result->pk = pk;
  result->state = state;
  result->reason = g_strdup (reason);
  g_ptr_array_add (self->results, result);
}

static const OmniJournalEntry *
find_entry (GPtrArray *entries, guint row)
{
  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      const OmniJournalEntry *entry = g_ptr_array_index (entries, i);

      if (entry->row == row)
        return entry;
    }

  return NULL;
}

static void
take_results (OmniItemEdit *self, OmniUpdateRun *run)
{
  g_autoptr (GPtrArray) entries = omni_update_run_read_entries (run, 0, self->items->len, NULL);

  for (guint i = 0; i < self->items->len; i++)
    {
      const OmniOrderItem *item = g_ptr_array_index (self->items, i);
      const OmniJournalEntry *entry = find_entry (entries, i);

      add_result (self, omni_order_item_get_pk (item),
                  entry != NULL ? entry->state : OMNI_JOURNAL_NONE,
                  entry != NULL ? entry->reason : NULL);
    }
}

static gboolean
apply (OmniItemEdit *self, const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (OmniUpdateCheck) checked = check (self, path, cancellable, error);
  g_autoptr (OmniUpdateRun) run = NULL;
  g_autoptr (GError) failure = NULL;

  if (checked == NULL)
    return FALSE;

  run = omni_update_run_new (checked, self->session->client, self->session->database,
                             self->session->profile);
  omni_job_run_here (OMNI_JOB (run), cancellable, &failure);
  take_results (self, run);
  omni_job_set_summary (OMNI_JOB (self), omni_job_get_summary (OMNI_JOB (run)));
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/*
 * Overrides
 */

static gboolean
omni_item_edit_run (OmniJob *job, GCancellable *cancellable, GError **error)
{
  OmniItemEdit *self = OMNI_ITEM_EDIT (job);
  g_autofree char *path = NULL;
  gboolean applied;

  if (self->session->database == NULL)
    {
      g_propagate_error (error, omni_error_new (OMNI_ERROR_BAD_FILE,
                                                _("Without a place on this computer to note what "
                                                  "is sent, nothing is sent.")));
      return FALSE;
    }

  path = make_file (self, error);
  if (path == NULL)
    return FALSE;

  applied = apply (self, path, cancellable, error);
  g_unlink (path);
  return applied;
}

static void
omni_item_edit_finalize (GObject *object)
{
  OmniItemEdit *self = OMNI_ITEM_EDIT (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->order_number, g_free);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->results, g_ptr_array_unref);
  for (guint i = 0; i < OMNI_ITEM_N_FIELDS; i++)
    g_free (self->values[i]);

  G_OBJECT_CLASS (omni_item_edit_parent_class)->finalize (object);
}

static void
omni_item_edit_class_init (OmniItemEditClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = omni_item_edit_finalize;
  OMNI_JOB_CLASS (klass)->run = omni_item_edit_run;
}

static void
omni_item_edit_init (OmniItemEdit *self)
{
  self->results = g_ptr_array_new_with_free_func (free_result);
}

/*
 * Public API
 */

/**
 * omni_item_edit_new:
 * @session: who edits
 * @order_number: (nullable): the order's number
 * @items: (element-type OmniOrderItem): the lines
 * @values: (array fixed-size=OMNI_ITEM_N_FIELDS): what they are all to have: %NULL leaves a field,
 *   "" empties it
 *
 * Returns: (transfer full): a job that was not started yet
 */
OmniItemEdit *
omni_item_edit_new (OmniSession *session,
                    const char *order_number,
                    GPtrArray *items,
                    const char *const *values)
{
  OmniItemEdit *self;

  g_return_val_if_fail (OMNI_IS_SESSION (session), NULL);
  g_return_val_if_fail (items != NULL && items->len > 0, NULL);

  self = g_object_new (OMNI_TYPE_ITEM_EDIT, NULL);
  self->session = g_object_ref (session);
  self->order_number = g_strdup (order_number);
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) omni_order_item_unref);
  for (guint i = 0; i < items->len; i++)
    g_ptr_array_add (self->items, omni_order_item_ref (g_ptr_array_index (items, i)));
  for (guint i = 0; i < OMNI_ITEM_N_FIELDS; i++)
    self->values[i] = g_strdup (values[i]);

  return self;
}

/**
 * omni_item_edit_get_results:
 * @self: a job that has ended
 *
 * Returns: (transfer none) (element-type OmniItemResult): what came of each line, in their order;
 *   empty where nothing was begun
 */
GPtrArray *
omni_item_edit_get_results (OmniItemEdit *self)
{
  g_return_val_if_fail (OMNI_IS_ITEM_EDIT (self), NULL);

  return self->results;
}

/**
 * omni_item_edit_is_all_done:
 * @self: a job that has ended
 *
 * Returns: whether every line is as it was wanted
 */
gboolean
omni_item_edit_is_all_done (OmniItemEdit *self)
{
  g_return_val_if_fail (OMNI_IS_ITEM_EDIT (self), FALSE);

  for (guint i = 0; i < self->results->len; i++)
    {
      const OmniItemResult *result = g_ptr_array_index (self->results, i);

      if (result->state != OMNI_JOURNAL_DONE && result->state != OMNI_JOURNAL_UNCHANGED)
        return FALSE;
    }

  return self->results->len > 0;
}

/**
 * omni_item_edit_check:
 * @rules: the rules, with the tenant's lists
 * @field: a field
 * @text: (not nullable): what somebody typed for it
 *
 * Checks what can be known without the server, by the rules of order-update files.
 *
 * Returns: (nullable) (transfer full): a sentence on what is wrong, or %NULL
 */
char *
omni_item_edit_check (OmniUpdateRules *rules, OmniItemField field, const char *text)
{
  OmniUpdateColumn column = omni_update_column_of_field (field);
  OmniCsvCell cell = { .text = text, .length = strlen (text) };
  OmniCsvCell canonical = cell;
  OmniDateForm form;
  OmniUpdateRule rule;

  if (text[0] == '\0')
    return NULL;

  rule = omni_update_rules_check_cell (rules, column, &cell, &form, &canonical);
  if (rule == OMNI_UPDATE_FINE || omni_update_rule_get_severity (rule) != OMNI_UPDATE_ERROR)
    return NULL;

  return omni_update_rules_dup_sentence (rules, rule, column, text);
}

/**
 * omni_item_edit_dup_common:
 * @items: (element-type OmniOrderItem): some lines
 * @field: a field
 *
 * Returns: (nullable) (transfer full): what all of them have, "" for nothing; %NULL where they
 *   differ
 */
char *
omni_item_edit_dup_common (GPtrArray *items, OmniItemField field)
{
  g_autofree char *common = NULL;

  for (guint i = 0; i < items->len; i++)
    {
      g_autofree char *value = omni_order_item_dup_field (g_ptr_array_index (items, i), field);

      if (value == NULL)
        value = g_strdup ("");
      if (common != NULL && !g_str_equal (common, value))
        return NULL;
      g_free (common);
      common = g_steal_pointer (&value);
    }

  return common != NULL ? g_steal_pointer (&common) : g_strdup ("");
}
