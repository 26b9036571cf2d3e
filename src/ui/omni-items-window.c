/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-items-window-private.h"

#include "omni-order-item.h"
#include "omni-reference-data.h"
#include "omni-sign-in-sheet.h"
#include "omni-status.h"
#include "omni-unsaved-question.h"

#include <glib/gi18n-lib.h>

#define MIDNIGHT "T00:00:00Z"

enum
{
  SIGNAL_SAVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (OmniItemsWindow, omni_items_window, ADW_TYPE_WINDOW)

/* In the order in which they stand in the form, two in a row. */
static const struct
{
  OmniItemField field;
  const char *title;
} places[OMNI_ITEM_N_FIELDS] = {
  { OMNI_ITEM_STATUS, N_ ("Status") },
  { OMNI_ITEM_SHIPPING_COMPANY, N_ ("Shipping company") },
  { OMNI_ITEM_TRACKING_NUMBER, N_ ("Tracking number") },
  { OMNI_ITEM_INVOICE_NUMBER, N_ ("Invoice number") },
  { OMNI_ITEM_INVOICE_DATE, N_ ("Invoice date") },
  { OMNI_ITEM_E_ARCHIVE_URL, N_ ("E-archive") },
};

/*
 * Reading what is there
 */

static const char *
get_title (OmniItemField field)
{
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      if (places[i].field == field)
        return _ (places[i].title);
    }

  g_assert_not_reached ();
}

GPtrArray *
omni_items_window_list_ticked (OmniItemsWindow *self)
{
  GPtrArray *items = g_ptr_array_new ();

  for (guint i = 0; i < self->rows->len; i++)
    {
      const OmniItemsLine *line = &g_array_index (self->rows, OmniItemsLine, i);

      if (gtk_check_button_get_active (line->tick))
        g_ptr_array_add (items, line->item);
    }

  return items;
}

/* What a person wants of a field; NULL leaves it. */
char *
omni_items_window_dup_wanted (OmniItemsField *field)
{
  g_autofree char *text = NULL;

  if (field->values != NULL)
    {
      guint row = gtk_drop_down_get_selected (GTK_DROP_DOWN (field->input));

      text = row < field->values->len ? g_strdup (g_ptr_array_index (field->values, row)) : NULL;
    }
  else if (field->touched)
    {
      text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (field->input))));
    }

  if (text == NULL ||
      (field->common != NULL && omni_item_field_equal (field->field, field->common, text)))
    return NULL;
  return g_steal_pointer (&text);
}

/*
 * Showing
 */

/* A day is written as one. */
static char *
dup_typed (OmniItemField field, const char *value)
{
  if (field == OMNI_ITEM_INVOICE_DATE && g_str_has_suffix (value, MIDNIGHT))
    return g_strndup (value, strlen (value) - strlen (MIDNIGHT));

  return g_strdup (value);
}

static char *
dup_words (OmniItemsWindow *self, OmniItemField field, const char *value)
{
  const char *words;

  if (value[0] == '\0')
    return g_strdup (C_ ("value", "None"));
  if (field == OMNI_ITEM_STATUS)
    words = omni_status_get_label (value);
  else
    words = omni_reference_data_name_code (omni_session_get_reference_data (self->session),
                                           OMNI_REFERENCE_CARGO_COMPANY, value);

  return g_strdup (words != NULL ? words : value);
}

static gboolean
has_value (const OmniItemsField *field, const char *value)
{
  gboolean found = FALSE;

  for (guint i = 0; i < field->values->len; i++)
    found |= g_strcmp0 (g_ptr_array_index (field->values, i), value) == 0;

  return found;
}

static void
add_choice (OmniItemsField *field, GtkStringList *names, const char *value)
{
  g_autofree char *words = NULL;

  if (value != NULL && has_value (field, value))
    return;

  words = value != NULL ? dup_words (field->window, field->field, value)
                        : g_strdup (_ ("Different values"));
  g_ptr_array_add (field->values, g_strdup (value));
  gtk_string_list_append (names, words);
}

/* The value that is there comes first, then what it can become. */
static void
fill_choices (OmniItemsField *field)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  OmniReferenceData *reference = omni_session_get_reference_data (field->window->session);

  g_ptr_array_set_size (field->values, 0);
  add_choice (field, names, field->common);
  if (field->field == OMNI_ITEM_STATUS)
    {
      guint n_statuses;
      const OmniStatus *statuses = omni_status_get_all (&n_statuses);

      for (guint i = 0; i < n_statuses; i++)
        {
          if (omni_update_status_may_be_set (statuses[i].code))
            add_choice (field, names, statuses[i].code);
        }
    }
  else
    {
      for (guint i = 0;
           i < omni_reference_data_get_size (reference, OMNI_REFERENCE_CARGO_COMPANY); i++)
        {
          const OmniReferenceEntry *entry =
            omni_reference_data_get_entry (reference, OMNI_REFERENCE_CARGO_COMPANY, i);

          add_choice (field, names, entry->code != NULL ? entry->code : entry->name);
        }
      add_choice (field, names, "");
    }

  gtk_drop_down_set_model (GTK_DROP_DOWN (field->input), G_LIST_MODEL (names));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (field->input), 0);
}

static void
show_problem (OmniItemsField *field)
{
  g_autofree char *wanted = omni_items_window_dup_wanted (field);
  g_autofree char *problem = NULL;

  if (wanted != NULL)
    problem = omni_item_edit_check (field->window->rules, field->field, wanted);
  gtk_label_set_label (field->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (field->problem), problem != NULL);
  if (problem != NULL)
    gtk_widget_add_css_class (field->input, "error");
  else
    gtk_widget_remove_css_class (field->input, "error");
}

static gboolean
has_work (OmniItemsWindow *self)
{
  g_autoptr (GPtrArray) ticked = omni_items_window_list_ticked (self);
  gboolean any = FALSE;

  for (guint i = 0; i < OMNI_ITEM_N_FIELDS; i++)
    {
      g_autofree char *wanted = omni_items_window_dup_wanted (&self->fields[i]);

      any |= wanted != NULL;
    }

  return any && ticked->len > 0;
}

static gboolean
can_save (OmniItemsWindow *self)
{
  for (guint i = 0; i < OMNI_ITEM_N_FIELDS; i++)
    {
      if (gtk_widget_get_visible (GTK_WIDGET (self->fields[i].problem)))
        return FALSE;
    }

  return self->edit == NULL && has_work (self);
}

static void
update (OmniItemsWindow *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "items.save", can_save (self));
}

/* What a person typed stays when another line is ticked. */
static void
show_fields (OmniItemsWindow *self)
{
  g_autoptr (GPtrArray) ticked = omni_items_window_list_ticked (self);

  self->showing = TRUE;
  for (guint i = 0; i < OMNI_ITEM_N_FIELDS; i++)
    {
      OmniItemsField *field = &self->fields[i];

      g_free (field->common);
      field->common = omni_item_edit_dup_common (ticked, field->field);
      if (!field->touched && field->values != NULL)
        {
          fill_choices (field);
        }
      else if (!field->touched)
        {
          g_autofree char *typed =
            dup_typed (field->field, field->common != NULL ? field->common : "");

          gtk_editable_set_text (GTK_EDITABLE (field->input), typed);
          gtk_entry_set_placeholder_text (GTK_ENTRY (field->input),
                                          field->common == NULL ? _ ("Different values") : NULL);
        }
      show_problem (field);
    }
  self->showing = FALSE;
  update (self);
}

void
omni_items_window_show_message (OmniItemsWindow *self, const char *text, gboolean signed_out)
{
  gtk_widget_set_visible (self->message_bar, text != NULL);
  gtk_widget_set_visible (self->sign_in_button, signed_out);
  gtk_label_set_label (self->message_label, text != NULL ? text : "");
}

static void
show_result (OmniItemsLine *line, const OmniItemResult *result)
{
  const char *text = "";

  switch (result->state)
    {
    case OMNI_JOURNAL_DONE:
    case OMNI_JOURNAL_UNCHANGED:
      text = _ ("Saved");
      break;
    case OMNI_JOURNAL_REFUSED:
      text = result->reason != NULL ? result->reason : _ ("Refused");
      break;
    case OMNI_JOURNAL_SENT:
      text = _ ("Whether this was saved is not known.");
      break;
    case OMNI_JOURNAL_NONE:
    default:
      text = _ ("Not saved");
      break;
    }

  gtk_label_set_label (line->result, text);
  gtk_widget_set_visible (GTK_WIDGET (line->result), TRUE);
}

static void
show_results (OmniItemsWindow *self, GPtrArray *results)
{
  for (guint i = 0; i < results->len; i++)
    {
      const OmniItemResult *result = g_ptr_array_index (results, i);

      for (guint n = 0; n < self->rows->len; n++)
        {
          OmniItemsLine *line = &g_array_index (self->rows, OmniItemsLine, n);

          if (omni_order_item_get_pk (line->item) == result->pk)
            show_result (line, result);
        }
    }
}

static void
ask_to_sign_in (OmniItemsWindow *self)
{
  if (self->sheet == NULL)
    g_set_weak_pointer (&self->sheet,
                        GTK_WIDGET (omni_sign_in_sheet_new (GTK_WINDOW (self), self->session)));
  gtk_window_present (GTK_WINDOW (self->sheet));
}

/*
 * Saving
 */

static void
set_busy (OmniItemsWindow *self, gboolean busy)
{
  gtk_spinner_set_spinning (self->spinner, busy);
  /* A text that becomes insensitive under the cursor never hears that it lost the focus. */
  if (busy)
    gtk_window_set_focus (GTK_WINDOW (self), NULL);
  gtk_widget_set_sensitive (self->content, !busy);
  update (self);
}

static void
take_failure (OmniItemsWindow *self, const GError *error)
{
  self->waits = g_error_matches (error, OMNI_ERROR, OMNI_ERROR_SIGNED_OUT);
  omni_items_window_show_message (self, error->message, self->waits);
  if (self->waits)
    ask_to_sign_in (self);
}

static void
edit_changed_cb (OmniItemsWindow *self)
{
  g_autoptr (OmniItemEdit) edit = NULL;
  const GError *error;

  if (self->edit == NULL || !omni_job_is_finished (OMNI_JOB (self->edit)))
    return;

  edit = g_steal_pointer (&self->edit);
  g_signal_handlers_disconnect_by_data (edit, self);
  error = omni_job_get_error (OMNI_JOB (edit));
  set_busy (self, FALSE);
  show_results (self, omni_item_edit_get_results (edit));
  if (omni_item_edit_get_results (edit)->len > 0)
    g_signal_emit (self, signals[SIGNAL_SAVED], 0);

  if (error != NULL)
    {
      take_failure (self, error);
    }
  else if (omni_item_edit_is_all_done (edit))
    {
      omni_items_window_forget_draft (self);
      gtk_window_destroy (GTK_WINDOW (self));
    }
  else
    {
      omni_items_window_show_message (
        self, _ ("Not every line could be saved; each says why below."), FALSE);
    }
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OmniItemsWindow *self = OMNI_ITEMS_WINDOW (widget);
  g_autoptr (GPtrArray) ticked = omni_items_window_list_ticked (self);
  char *values[OMNI_ITEM_N_FIELDS];

  if (!can_save (self))
    return;

  for (guint i = 0; i < OMNI_ITEM_N_FIELDS; i++)
    values[i] = omni_items_window_dup_wanted (&self->fields[i]);
  self->edit = omni_item_edit_new (self->session, omni_order_get_number (self->order), ticked,
                                   (const char *const *) values);
  for (guint i = 0; i < OMNI_ITEM_N_FIELDS; i++)
    g_free (values[i]);

  self->waits = FALSE;
  omni_items_window_show_message (self, NULL, FALSE);
  g_signal_connect_swapped (self->edit, "changed", G_CALLBACK (edit_changed_cb), self);
  set_busy (self, TRUE);
  omni_job_start (OMNI_JOB (self->edit));
}

static void
sign_in_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ask_to_sign_in (OMNI_ITEMS_WINDOW (widget));
}

static void
signed_in_cb (OmniItemsWindow *self)
{
  if (self->waits && self->session != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "items.save", NULL);
}

/*
 * Closing
 */

static void
answered_cb (OmniItemsWindow *self, const char *response)
{
  if (g_str_equal (response, "discard"))
    {
      omni_items_window_forget_draft (self);
      gtk_window_destroy (GTK_WINDOW (self));
    }
  else if (g_str_equal (response, "save"))
    gtk_widget_activate_action (GTK_WIDGET (self), "items.save", NULL);
}

static void
ask_to_close (OmniItemsWindow *self)
{
  omni_unsaved_question_ask (GTK_WINDOW (self), &self->question,
                             _ ("The lines were changed here and are not saved."), can_save (self),
                             G_CALLBACK (answered_cb));
}

static gboolean
omni_items_window_close_request (GtkWindow *window)
{
  OmniItemsWindow *self = OMNI_ITEMS_WINDOW (window);

  /* It goes by itself when it is saved. */
  if (self->edit != NULL)
    return TRUE;
  if (has_work (self))
    {
      ask_to_close (self);
      return TRUE;
    }

  return GTK_WINDOW_CLASS (omni_items_window_parent_class)->close_request (window);
}

/*
 * Building
 */

static void
input_changed_cb (OmniItemsField *field)
{
  if (field->window->showing)
    return;

  field->touched = TRUE;
  show_problem (field);
  update (field->window);
  omni_items_window_touch_draft (field->window);
}

static void
build_field (OmniItemsWindow *self, guint place)
{
  OmniItemField which = places[place].field;
  gboolean is_list = which == OMNI_ITEM_STATUS || which == OMNI_ITEM_SHIPPING_COMPANY;
  OmniItemsField *field = &self->fields[which];
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *label = gtk_label_new (get_title (which));

  field->window = self;
  field->field = which;
  if (is_list)
    {
      field->values = g_ptr_array_new_with_free_func (g_free);
      field->input = gtk_drop_down_new (NULL, NULL);
    }
  else
    {
      field->input = gtk_entry_new ();
      gtk_entry_set_activates_default (GTK_ENTRY (field->input), TRUE);
    }
  g_signal_connect_swapped (field->input, is_list ? "notify::selected" : "changed",
                            G_CALLBACK (input_changed_cb), field);
  gtk_accessible_update_property (GTK_ACCESSIBLE (field->input), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  get_title (which), -1);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "field-label");
  field->problem = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (field->problem, 0);
  gtk_label_set_wrap (field->problem, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (field->problem), "field-error");
  gtk_widget_set_visible (GTK_WIDGET (field->problem), FALSE);

  gtk_widget_add_css_class (box, "contact-field");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), field->input);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (field->problem));
  gtk_grid_attach (self->form, box, (int) place % 2, (int) place / 2, 1, 1);
}

static char *
describe_line (const OmniOrderItem *item)
{
  const char *name = omni_order_item_get_text (item, OMNI_ORDER_ITEM_PRODUCT_NAME);
  const char *sku = omni_order_item_get_text (item, OMNI_ORDER_ITEM_SKU);
  const char *status = omni_status_get_label (omni_order_item_get_status (item));

  return g_strdup_printf ("%s · %s · %s", name != NULL ? name : _ ("A product without a name"),
                          sku != NULL ? sku : "–", status != NULL ? status : "–");
}

static void
tick_toggled_cb (OmniItemsWindow *self)
{
  show_fields (self);
  omni_items_window_touch_draft (self);
}

static void
build_line (OmniItemsWindow *self, OmniOrderItem *item, gboolean is_ticked)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *label;
  g_autofree char *words = describe_line (item);
  OmniItemsLine line = { .item = item };

  label = gtk_label_new (words);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  line.tick = GTK_CHECK_BUTTON (gtk_check_button_new ());
  gtk_check_button_set_child (line.tick, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (line.tick), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                  -1);
  gtk_check_button_set_active (line.tick, is_ticked);
  g_signal_connect_swapped (line.tick, "toggled", G_CALLBACK (tick_toggled_cb), self);

  line.result = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (line.result, 0);
  gtk_label_set_wrap (line.result, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (line.result), "line-result");
  gtk_widget_set_visible (GTK_WIDGET (line.result), FALSE);

  gtk_box_append (GTK_BOX (box), GTK_WIDGET (line.tick));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (line.result));
  gtk_box_append (self->lines, box);
  g_array_append_val (self->rows, line);
}

/*
 * Overrides
 */

static void
omni_items_window_dispose (GObject *object)
{
  OmniItemsWindow *self = OMNI_ITEMS_WINDOW (object);

  /* What is being saved goes on. */
  if (self->edit != NULL)
    g_signal_handlers_disconnect_by_data (self->edit, self);
  g_clear_object (&self->edit);
  if (self->draft_id != 0)
    omni_items_window_keep_draft (self);
  if (self->sheet != NULL)
    gtk_window_destroy (GTK_WINDOW (self->sheet));
  g_clear_weak_pointer (&self->sheet);
  omni_unsaved_question_drop (&self->question);
  self->showing = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (self), OMNI_TYPE_ITEMS_WINDOW);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (omni_items_window_parent_class)->dispose (object);
}

static void
omni_items_window_finalize (GObject *object)
{
  OmniItemsWindow *self = OMNI_ITEMS_WINDOW (object);

  for (guint i = 0; i < OMNI_ITEM_N_FIELDS; i++)
    {
      g_clear_pointer (&self->fields[i].values, g_ptr_array_unref);
      g_free (self->fields[i].common);
    }
  g_clear_pointer (&self->rows, g_array_unref);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->order, omni_order_unref);
  g_clear_pointer (&self->rules, omni_update_rules_free);

  G_OBJECT_CLASS (omni_items_window_parent_class)->finalize (object);
}

static void
omni_items_window_class_init (OmniItemsWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = omni_items_window_dispose;
  object_class->finalize = omni_items_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = omni_items_window_close_request;

  signals[SIGNAL_SAVED] = g_signal_new ("saved", OMNI_TYPE_ITEMS_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "items.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "items.sign-in", NULL, sign_in_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "items.save",
                                       NULL);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/omnidesk/Omnidesk/ui/omni-items-window.ui");
  gtk_widget_class_bind_template_child (widget_class, OmniItemsWindow, title);
  gtk_widget_class_bind_template_child (widget_class, OmniItemsWindow, save_button);
  gtk_widget_class_bind_template_child (widget_class, OmniItemsWindow, spinner);
  gtk_widget_class_bind_template_child (widget_class, OmniItemsWindow, message_bar);
  gtk_widget_class_bind_template_child (widget_class, OmniItemsWindow, message_label);
  gtk_widget_class_bind_template_child (widget_class, OmniItemsWindow, sign_in_button);
  gtk_widget_class_bind_template_child (widget_class, OmniItemsWindow, content);
  gtk_widget_class_bind_template_child (widget_class, OmniItemsWindow, form);
  gtk_widget_class_bind_template_child (widget_class, OmniItemsWindow, lines);
}

static void
omni_items_window_init (OmniItemsWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_window_set_default_widget (GTK_WINDOW (self), GTK_WIDGET (self->save_button));
  self->rows = g_array_new (FALSE, FALSE, sizeof (OmniItemsLine));
}

/*
 * Public API
 */

/**
 * omni_items_window_new:
 * @parent: the order's window
 * @session: who edits
 * @order: the order
 * @items: (element-type OmniOrderItem): its lines
 * @ticked: (element-type OmniOrderItem): those of @items that are meant; none stands for all
 *
 * Returns: (transfer none): a window in which these lines are ticked
 */
OmniItemsWindow *
omni_items_window_new (GtkWindow *parent,
                       OmniSession *session,
                       OmniOrder *order,
                       GPtrArray *items,
                       GPtrArray *ticked)
{
  OmniItemsWindow *self = g_object_new (OMNI_TYPE_ITEMS_WINDOW, "transient-for", parent, NULL);
  g_autofree char *subtitle = g_strdup_printf (_ ("Order %s"), omni_order_get_number (order));

  adw_window_title_set_subtitle (self->title, subtitle);
  self->session = g_object_ref (session);
  self->order = omni_order_ref (order);
  self->rules = omni_update_rules_new (omni_session_get_reference_data (session));
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) omni_order_item_unref);
  for (guint i = 0; i < items->len; i++)
    {
      OmniOrderItem *item = omni_order_item_ref (g_ptr_array_index (items, i));

      g_ptr_array_add (self->items, item);
      build_line (self, item, ticked->len == 0 || g_ptr_array_find (ticked, item, NULL));
    }
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    build_field (self, i);
  show_fields (self);
  omni_items_window_read_draft (self);
  gtk_widget_grab_focus (self->fields[OMNI_ITEM_STATUS].input);
  g_signal_connect_object (session, "signed-in", G_CALLBACK (signed_in_cb), self,
                           G_CONNECT_SWAPPED);

  return self;
}

/**
 * omni_items_window_find:
 * @parent: an order's window
 *
 * Returns: (transfer none) (nullable): the window over @parent where lines are changed already
 */
OmniItemsWindow *
omni_items_window_find (GtkWindow *parent)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (OMNI_IS_ITEMS_WINDOW (window) && gtk_window_get_transient_for (window) == parent)
        return OMNI_ITEMS_WINDOW (window);
    }

  return NULL;
}

/**
 * omni_items_window_ask:
 * @parent: an order's window that is to close
 *
 * Asks what is to become of what was not saved over @parent.
 *
 * Returns: whether somebody is asked, so that @parent has to stay
 */
gboolean
omni_items_window_ask (GtkWindow *parent)
{
  OmniItemsWindow *window = omni_items_window_find (parent);

  if (window == NULL || (window->edit == NULL && !has_work (window)))
    return FALSE;

  gtk_window_present (GTK_WINDOW (window));
  if (window->edit == NULL)
    ask_to_close (window);
  return TRUE;
}

/* Where a field is typed or chosen. */
GtkWidget *
omni_items_window_get_input (OmniItemsWindow *self, guint field)
{
  g_return_val_if_fail (OMNI_IS_ITEMS_WINDOW (self), NULL);
  g_return_val_if_fail (field < OMNI_ITEM_N_FIELDS, NULL);

  return self->fields[field].input;
}

/* What ticks a line. */
GtkCheckButton *
omni_items_window_get_tick (OmniItemsWindow *self, guint line)
{
  g_return_val_if_fail (OMNI_IS_ITEMS_WINDOW (self), NULL);
  g_return_val_if_fail (line < self->rows->len, NULL);

  return g_array_index (self->rows, OmniItemsLine, line).tick;
}
