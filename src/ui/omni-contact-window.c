/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-contact-window.h"

#include "omni-contact-entry.h"
#include "omni-format.h"
#include "omni-part-view.h"
#include "omni-sign-in-sheet.h"
#include "omni-time.h"
#include "omni-unsaved-question.h"

#include <glib/gi18n-lib.h>

/* Quick answers must not flash. */
#define SPINNER_DELAY_MS 250

#define WIDTH 560
#define CUSTOMER_HEIGHT 280
#define ADDRESS_HEIGHT 640

struct _OmniContactWindow
{
  AdwWindow parent_instance;

  /* Template children */
  AdwWindowTitle *title;
  GtkButton *save_button;
  GtkSpinner *save_spinner;
  GtkWidget *message_bar;
  GtkLabel *message_label;
  GtkButton *message_button;
  GtkStack *stack;
  GtkSpinner *spinner;
  AdwStatusPage *failed_page;
  GtkButton *failed_button;
  GtkGrid *form;

  OmniContactEdit *edit;    /* (owned) */
  GPtrArray *entries;       /* (nullable) (owned) (element-type OmniContactEntry) */
  GtkWidget *sheet;         /* (nullable) (weak): the sign-in sheet, while it is open */
  GtkWidget *question;      /* (nullable) (weak): whether to close, while it is asked */
  guint spinner_id;         /* the source that shows a spinner, or 0 */
  OmniContactEditState state; /* the last one that was shown */
  gboolean asked_sign_in;   /* for the error that is shown */
};

enum
{
  SIGNAL_SAVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (OmniContactWindow, omni_contact_window, ADW_TYPE_WINDOW)

/* Where each field stands; one that the server does not have leaves its place to the others. */
static const struct
{
  OmniContactField field;
  OmniContactKind kind;
  int row;
  int column;
  int width;
} places[] = {
  { OMNI_CONTACT_FIRST_NAME, OMNI_CONTACT_CUSTOMER, 0, 0, 3 },
  { OMNI_CONTACT_LAST_NAME, OMNI_CONTACT_CUSTOMER, 0, 3, 3 },
  { OMNI_CONTACT_EMAIL, OMNI_CONTACT_CUSTOMER, 1, 0, 3 },
  { OMNI_CONTACT_PHONE_NUMBER, OMNI_CONTACT_CUSTOMER, 1, 3, 3 },
  { OMNI_CONTACT_EMAIL_ALLOWED, OMNI_CONTACT_CUSTOMER, 2, 0, 2 },
  { OMNI_CONTACT_SMS_ALLOWED, OMNI_CONTACT_CUSTOMER, 2, 2, 2 },
  { OMNI_CONTACT_CALL_ALLOWED, OMNI_CONTACT_CUSTOMER, 2, 4, 2 },

  { OMNI_CONTACT_FIRST_NAME, OMNI_CONTACT_ADDRESS, 0, 0, 3 },
  { OMNI_CONTACT_LAST_NAME, OMNI_CONTACT_ADDRESS, 0, 3, 3 },
  { OMNI_CONTACT_EMAIL, OMNI_CONTACT_ADDRESS, 1, 0, 3 },
  { OMNI_CONTACT_PHONE_NUMBER, OMNI_CONTACT_ADDRESS, 1, 3, 3 },
  { OMNI_CONTACT_COUNTRY, OMNI_CONTACT_ADDRESS, 2, 0, 3 },
  { OMNI_CONTACT_CITY, OMNI_CONTACT_ADDRESS, 2, 3, 3 },
  { OMNI_CONTACT_TOWNSHIP, OMNI_CONTACT_ADDRESS, 3, 0, 3 },
  { OMNI_CONTACT_DISTRICT, OMNI_CONTACT_ADDRESS, 3, 3, 3 },
  { OMNI_CONTACT_LINE, OMNI_CONTACT_ADDRESS, 4, 0, 6 },
  { OMNI_CONTACT_POSTCODE, OMNI_CONTACT_ADDRESS, 5, 0, 3 },
  { OMNI_CONTACT_TITLE, OMNI_CONTACT_ADDRESS, 5, 3, 3 },
  { OMNI_CONTACT_COMPANY_NAME, OMNI_CONTACT_ADDRESS, 6, 0, 6 },
  { OMNI_CONTACT_TAX_OFFICE, OMNI_CONTACT_ADDRESS, 7, 0, 3 },
  { OMNI_CONTACT_TAX_NO, OMNI_CONTACT_ADDRESS, 7, 3, 3 },
  { OMNI_CONTACT_IDENTITY_NUMBER, OMNI_CONTACT_ADDRESS, 8, 0, 3 },
  { OMNI_CONTACT_E_BILL_TAXPAYER, OMNI_CONTACT_ADDRESS, 8, 3, 3 },
  { OMNI_CONTACT_NOTES, OMNI_CONTACT_ADDRESS, 9, 0, 6 },
};

/*
 * Showing
 */

static void
build_form (OmniContactWindow *self)
{
  OmniContactKind kind = omni_contact_edit_get_kind (self->edit);

  self->entries = g_ptr_array_new ();
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      GtkWidget *entry;

      if (places[i].kind != kind || !omni_contact_edit_has (self->edit, places[i].field))
        continue;

      entry = omni_contact_entry_new (self->edit, places[i].field);
      if (places[i].field == OMNI_CONTACT_E_BILL_TAXPAYER)
        gtk_widget_set_valign (entry, GTK_ALIGN_END);
      gtk_grid_attach (self->form, entry, places[i].column, places[i].row, places[i].width, 1);
      g_ptr_array_add (self->entries, entry);
    }

  if (self->entries->len > 0)
    gtk_widget_grab_focus (omni_contact_entry_get_input (g_ptr_array_index (self->entries, 0)));
}

static void
show_message (OmniContactWindow *self, const char *text, const char *button, const char *action)
{
  gtk_widget_set_visible (self->message_bar, text != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->message_button), button != NULL);
  if (text == NULL)
    return;

  gtk_label_set_label (self->message_label, text);
  if (button != NULL)
    {
      gtk_button_set_label (self->message_button, button);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->message_button), action);
    }
}

static gboolean
has_conflict (OmniContactWindow *self)
{
  for (guint i = 0; i < OMNI_CONTACT_N_FIELDS; i++)
    {
      if (omni_contact_edit_get_theirs (self->edit, i) != NULL)
        return TRUE;
    }

  return FALSE;
}

/* Whether all that the error says stands at fields already. */
static gboolean
is_at_fields (OmniContactWindow *self, const GError *error)
{
  GPtrArray *words = omni_error_get_fields (error);

  for (guint i = 0; words != NULL && i < words->len; i++)
    {
      const OmniErrorField *word = g_ptr_array_index (words, i);
      OmniContactField field;

      if (!omni_contact_field_find (word->name, &field) ||
          omni_contact_edit_get_problem (self->edit, field) == NULL)
        return FALSE;
    }

  return words != NULL && words->len > 0;
}

static char *
describe_taken (OmniContactWindow *self, guint taken)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < OMNI_CONTACT_N_FIELDS; i++)
    {
      if ((taken & (1U << i)) != 0)
        g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "",
                                omni_contact_field_get_title (i));
    }

  /* Translators: %s are names of fields */
  return g_strdup_printf (_ ("Somebody else changed this meanwhile: %s."), names->str);
}

static void
update_message (OmniContactWindow *self)
{
  const GError *error = omni_contact_edit_get_error (self->edit);
  OmniTime restored = omni_contact_edit_get_restored (self->edit);
  guint taken = omni_contact_edit_get_taken (self->edit);

  if (error != NULL && is_at_fields (self, error))
    {
      show_message (self, _ ("The server does not accept what is marked."), NULL, NULL);
    }
  else if (error != NULL)
    {
      gboolean signed_out = g_error_matches (error, OMNI_ERROR, OMNI_ERROR_SIGNED_OUT);

      show_message (self, error->message, signed_out ? _ ("Sign In…") : NULL, "contact.sign-in");
    }
  else if (has_conflict (self))
    {
      show_message (self,
                    _ ("Somebody else changed the same meanwhile. Choose for each marked field "
                       "what it is to be; nothing was saved yet."),
                    NULL, NULL);
    }
  else if (taken != 0)
    {
      g_autofree char *sentence = describe_taken (self, taken);

      show_message (self, sentence, NULL, NULL);
    }
  else if (restored != OMNI_TIME_NONE && omni_contact_edit_count_changed (self->edit) > 0)
    {
      g_autofree char *moment = omni_format_moment (restored);
      /* Translators: %s is a moment */
      g_autofree char *sentence = g_strdup_printf (_ ("This was typed and not saved on %s."),
                                                   moment);

      show_message (self, sentence, _ ("_Discard"), "contact.discard");
    }
  else
    {
      show_message (self, NULL, NULL, NULL);
    }
}

static gboolean
spinner_delay_cb (gpointer data)
{
  OmniContactWindow *self = data;

  self->spinner_id = 0;
  gtk_spinner_start (self->state == OMNI_CONTACT_EDIT_SAVING ? self->save_spinner : self->spinner);

  return G_SOURCE_REMOVE;
}

static void
update_spinner (OmniContactWindow *self)
{
  gboolean busy = self->state == OMNI_CONTACT_EDIT_LOADING ||
                  self->state == OMNI_CONTACT_EDIT_SAVING;

  g_clear_handle_id (&self->spinner_id, g_source_remove);
  gtk_spinner_stop (self->spinner);
  gtk_spinner_stop (self->save_spinner);
  if (busy)
    self->spinner_id = g_timeout_add (SPINNER_DELAY_MS, spinner_delay_cb, self);
}

static void
show_failed (OmniContactWindow *self)
{
  const GError *error = omni_contact_edit_get_error (self->edit);
  gboolean signed_out = g_error_matches (error, OMNI_ERROR, OMNI_ERROR_SIGNED_OUT);
  g_autofree char *sentence = omni_part_dup_sentence (error);
  g_autofree char *markup = g_markup_escape_text (sentence, -1);

  adw_status_page_set_description (self->failed_page, markup);
  gtk_button_set_label (self->failed_button, signed_out ? _ ("Sign In…") : _ ("Try Again"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->failed_button),
                                  signed_out ? "contact.sign-in" : "contact.reload");
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

static void
show_form (OmniContactWindow *self)
{
  gboolean saving = self->state == OMNI_CONTACT_EDIT_SAVING;

  if (self->entries == NULL)
    build_form (self);
  for (guint i = 0; i < self->entries->len; i++)
    omni_contact_entry_update (g_ptr_array_index (self->entries, i));

  /* A text that becomes insensitive under the cursor never hears that it lost the focus. */
  if (saving && gtk_widget_get_sensitive (GTK_WIDGET (self->form)))
    gtk_window_set_focus (GTK_WINDOW (self), NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->form), !saving);
  update_message (self);
  gtk_stack_set_visible_child_name (self->stack, "form");
}

static void
ask_to_sign_in (OmniContactWindow *self)
{
  OmniSession *session = omni_contact_edit_get_session (self->edit);

  if (self->sheet == NULL)
    g_set_weak_pointer (&self->sheet,
                        GTK_WIDGET (omni_sign_in_sheet_new (GTK_WINDOW (self), session)));
  gtk_window_present (GTK_WINDOW (self->sheet));
}

/* What waits for a person to sign in says so by itself, once. */
static void
look_for_sign_in (OmniContactWindow *self)
{
  const GError *error = omni_contact_edit_get_error (self->edit);
  gboolean signed_out = g_error_matches (error, OMNI_ERROR, OMNI_ERROR_SIGNED_OUT);

  if (signed_out && !self->asked_sign_in)
    ask_to_sign_in (self);
  self->asked_sign_in = signed_out;
}

static void
edit_changed_cb (OmniContactWindow *self)
{
  OmniContactEditState state = omni_contact_edit_get_state (self->edit);

  if (state != self->state)
    {
      self->state = state;
      update_spinner (self);
    }
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "contact.save",
                                 omni_contact_edit_can_save (self->edit));

  switch (state)
    {
    case OMNI_CONTACT_EDIT_LOADING:
      gtk_stack_set_visible_child_name (self->stack, "loading");
      break;
    case OMNI_CONTACT_EDIT_FAILED:
      show_failed (self);
      break;
    case OMNI_CONTACT_EDIT_SAVED:
      g_signal_emit (self, signals[SIGNAL_SAVED], 0);
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    case OMNI_CONTACT_EDIT_READY:
    case OMNI_CONTACT_EDIT_SAVING:
    default:
      show_form (self);
      break;
    }

  look_for_sign_in (self);
}

/*
 * Closing
 */

static void
answered_cb (OmniContactWindow *self, const char *response)
{
  if (g_str_equal (response, "discard"))
    {
      omni_contact_edit_discard (self->edit);
      gtk_window_destroy (GTK_WINDOW (self));
    }
  else if (g_str_equal (response, "save") && omni_contact_edit_can_save (self->edit))
    {
      omni_contact_edit_save (self->edit);
    }
}

static void
ask_to_close (OmniContactWindow *self)
{
  guint n_changed = omni_contact_edit_count_changed (self->edit);
  g_autofree char *body = g_strdup_printf (ngettext ("%u field was changed and is not saved.",
                                                     "%u fields were changed and are not saved.",
                                                     n_changed),
                                           n_changed);

  omni_unsaved_question_ask (GTK_WINDOW (self), &self->question, body,
                             omni_contact_edit_can_save (self->edit), G_CALLBACK (answered_cb));
}

static gboolean
has_work (OmniContactWindow *self)
{
  OmniContactEditState state = omni_contact_edit_get_state (self->edit);

  return state == OMNI_CONTACT_EDIT_SAVING ||
         (state == OMNI_CONTACT_EDIT_READY && omni_contact_edit_count_changed (self->edit) > 0);
}

static gboolean
omni_contact_window_close_request (GtkWindow *window)
{
  OmniContactWindow *self = OMNI_CONTACT_WINDOW (window);

  /* It goes by itself when it is saved. */
  if (omni_contact_edit_get_state (self->edit) == OMNI_CONTACT_EDIT_SAVING)
    return TRUE;
  if (has_work (self))
    {
      ask_to_close (self);
      return TRUE;
    }

  return GTK_WINDOW_CLASS (omni_contact_window_parent_class)->close_request (window);
}

/*
 * Actions
 */

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OmniContactWindow *self = OMNI_CONTACT_WINDOW (widget);

  if (omni_contact_edit_can_save (self->edit))
    omni_contact_edit_save (self->edit);
}

static void
reload_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  omni_contact_edit_load (OMNI_CONTACT_WINDOW (widget)->edit);
}

static void
discard_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  omni_contact_edit_discard (OMNI_CONTACT_WINDOW (widget)->edit);
}

static void
sign_in_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ask_to_sign_in (OMNI_CONTACT_WINDOW (widget));
}

/*
 * Overrides
 */

static void
omni_contact_window_dispose (GObject *object)
{
  OmniContactWindow *self = OMNI_CONTACT_WINDOW (object);

  g_clear_handle_id (&self->spinner_id, g_source_remove);
  if (self->edit != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->edit, self);
      omni_contact_edit_cancel (self->edit);
    }
  if (self->sheet != NULL)
    gtk_window_destroy (GTK_WINDOW (self->sheet));
  g_clear_weak_pointer (&self->sheet);
  omni_unsaved_question_drop (&self->question);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), OMNI_TYPE_CONTACT_WINDOW);
  g_clear_object (&self->edit);

  G_OBJECT_CLASS (omni_contact_window_parent_class)->dispose (object);
}

static void
omni_contact_window_class_init (OmniContactWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = omni_contact_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = omni_contact_window_close_request;

  signals[SIGNAL_SAVED] = g_signal_new ("saved", OMNI_TYPE_CONTACT_WINDOW, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "contact.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "contact.reload", NULL, reload_action);
  gtk_widget_class_install_action (widget_class, "contact.discard", NULL, discard_action);
  gtk_widget_class_install_action (widget_class, "contact.sign-in", NULL, sign_in_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "contact.save",
                                       NULL);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/omnidesk/Omnidesk/ui/omni-contact-window.ui");
  gtk_widget_class_bind_template_child (widget_class, OmniContactWindow, title);
  gtk_widget_class_bind_template_child (widget_class, OmniContactWindow, save_button);
  gtk_widget_class_bind_template_child (widget_class, OmniContactWindow, save_spinner);
  gtk_widget_class_bind_template_child (widget_class, OmniContactWindow, message_bar);
  gtk_widget_class_bind_template_child (widget_class, OmniContactWindow, message_label);
  gtk_widget_class_bind_template_child (widget_class, OmniContactWindow, message_button);
  gtk_widget_class_bind_template_child (widget_class, OmniContactWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, OmniContactWindow, spinner);
  gtk_widget_class_bind_template_child (widget_class, OmniContactWindow, failed_page);
  gtk_widget_class_bind_template_child (widget_class, OmniContactWindow, failed_button);
  gtk_widget_class_bind_template_child (widget_class, OmniContactWindow, form);
}

static void
omni_contact_window_init (OmniContactWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_window_set_default_widget (GTK_WINDOW (self), GTK_WIDGET (self->save_button));
  self->state = OMNI_CONTACT_EDIT_READY;
}

/*
 * Public API
 */

/**
 * omni_contact_window_new:
 * @parent: the order's window
 * @edit: what is being changed; it is loaded here
 * @subtitle: (nullable): of what it is
 *
 * Returns: (transfer none): a window
 */
OmniContactWindow *
omni_contact_window_new (GtkWindow *parent, OmniContactEdit *edit, const char *subtitle)
{
  OmniContactWindow *self = g_object_new (OMNI_TYPE_CONTACT_WINDOW, "transient-for", parent, NULL);
  const char *title = omni_contact_edit_get_kind (edit) == OMNI_CONTACT_CUSTOMER
                          ? _ ("Edit Customer")
                          : _ ("Edit Address");

  gtk_window_set_default_size (GTK_WINDOW (self), WIDTH,
                               omni_contact_edit_get_kind (edit) == OMNI_CONTACT_CUSTOMER
                                   ? CUSTOMER_HEIGHT
                                   : ADDRESS_HEIGHT);
  adw_window_title_set_title (self->title, title);
  adw_window_title_set_subtitle (self->title, subtitle != NULL ? subtitle : "");
  gtk_window_set_title (GTK_WINDOW (self), title);

  self->edit = g_object_ref (edit);
  g_signal_connect_swapped (edit, "changed", G_CALLBACK (edit_changed_cb), self);
  omni_contact_edit_load (edit);

  return self;
}

/**
 * omni_contact_window_find:
 * @parent: an order's window
 * @kind: what is changed
 * @pk: its key
 *
 * Returns: (transfer none) (nullable): the window over @parent where this is changed already
 */
OmniContactWindow *
omni_contact_window_find (GtkWindow *parent, OmniContactKind kind, gint64 pk)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);
      OmniContactWindow *found;

      if (!OMNI_IS_CONTACT_WINDOW (window) || gtk_window_get_transient_for (window) != parent)
        continue;

      found = OMNI_CONTACT_WINDOW (window);
      if (found->edit != NULL && omni_contact_edit_get_kind (found->edit) == kind &&
          omni_contact_edit_get_pk (found->edit) == pk)
        return found;
    }

  return NULL;
}

OmniContactEdit *
omni_contact_window_get_edit (OmniContactWindow *self)
{
  g_return_val_if_fail (OMNI_IS_CONTACT_WINDOW (self), NULL);

  return self->edit;
}

/**
 * omni_contact_window_ask:
 * @parent: an order's window that is to close
 *
 * Asks what is to become of what was not saved over @parent.
 *
 * Returns: whether somebody is asked, so that @parent has to stay
 */
gboolean
omni_contact_window_ask (GtkWindow *parent)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (!OMNI_IS_CONTACT_WINDOW (window) || gtk_window_get_transient_for (window) != parent ||
          !has_work (OMNI_CONTACT_WINDOW (window)))
        continue;

      gtk_window_present (window);
      if (omni_contact_edit_get_state (OMNI_CONTACT_WINDOW (window)->edit) !=
          OMNI_CONTACT_EDIT_SAVING)
        ask_to_close (OMNI_CONTACT_WINDOW (window));
      return TRUE;
    }

  return FALSE;
}
