/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-contact-entry.h"

#include "omni-list-search.h"

#include <glib/gi18n-lib.h>

struct _OmniContactEntry
{
  GtkWidget parent_instance;

  OmniContactEdit *edit; /* (owned) */
  OmniContactField field;

  /* Children */
  GtkWidget *box;
  GtkWidget *input;        /* an entry, a switch or a list to choose from */
  GtkLabel *problem;
  GtkWidget *retry;        /* (nullable): of a list that could not be read */
  GtkWidget *conflict;
  GtkLabel *theirs;

  /* Of a place */
  GPtrArray *keys;         /* (nullable) (owned) (element-type utf8): what each row is */
  char *parent;            /* (nullable) (owned): what the list that is wanted lies in */
  char *failure;           /* (nullable) (owned): why there is no list */
  gboolean has_list;
  guint stamp;             /* of the list that was asked for last */

  gboolean showing;        /* the program, not a person, changes the input */
};

/* A list that was asked for. */
typedef struct
{
  OmniContactEntry *self; /* (owned) */
  guint stamp;
} Call;

G_DEFINE_FINAL_TYPE (OmniContactEntry, omni_contact_entry, GTK_TYPE_WIDGET)

static void list_places (OmniContactEntry *self);

static OmniContactFieldKind
get_kind (OmniContactEntry *self)
{
  return omni_contact_field_get_kind (self->field);
}

/*
 * Places
 */

static void
add_row (OmniContactEntry *self, GtkStringList *names, const char *key, const char *name)
{
  g_ptr_array_add (self->keys, g_strdup (key));
  gtk_string_list_append (names, name);
}

static gboolean
find_key (OmniContactEntry *self, const char *key, guint *row)
{
  return g_ptr_array_find_with_equal_func (self->keys, key, g_str_equal, row);
}

/* Shows @places, or as long as there are none what is chosen now. */
static void
fill (OmniContactEntry *self, GPtrArray *places)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  const char *chosen = omni_contact_edit_get_text (self->edit, self->field);
  guint row;

  self->showing = TRUE;
  g_clear_pointer (&self->keys, g_ptr_array_unref);
  self->keys = g_ptr_array_new_with_free_func (g_free);
  if (chosen[0] == '\0' || !omni_contact_field_is_needed (self->field))
    add_row (self, names, "", C_ ("place", "None"));
  for (guint i = 0; places != NULL && i < places->len; i++)
    {
      const OmniPlace *place = g_ptr_array_index (places, i);
      g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, place->pk);

      add_row (self, names, key, place->name);
    }
  if (!find_key (self, chosen, &row))
    {
      g_autofree char *words = omni_contact_edit_dup_words (self->edit, self->field, chosen);

      row = self->keys->len;
      add_row (self, names, chosen, words);
    }

  gtk_drop_down_set_model (GTK_DROP_DOWN (self->input), G_LIST_MODEL (names));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->input), row);
  self->has_list = places != NULL;
  self->showing = FALSE;
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Call *call = user_data;
  g_autoptr (OmniContactEntry) self = call->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) places = omni_contact_edit_list_places_finish (OMNI_CONTACT_EDIT (source),
                                                                       result, &error);

  if (self->box == NULL || call->stamp != self->stamp || omni_error_is_cancelled (error))
    return;

  g_clear_pointer (&self->failure, g_free);
  if (places == NULL)
    self->failure = g_strdup (error->message);
  fill (self, places);
  omni_contact_entry_update (self);
}

static void
list_places (OmniContactEntry *self)
{
  Call *call = g_new0 (Call, 1);

  call->self = g_object_ref (self);
  call->stamp = ++self->stamp;
  g_clear_pointer (&self->failure, g_free);
  omni_contact_edit_list_places_async (self->edit, self->field,
                                       g_ascii_strtoll (self->parent, NULL, 10), listed_cb, call);
}

static void
show_place (OmniContactEntry *self)
{
  const char *chosen = omni_contact_edit_get_text (self->edit, self->field);
  const char *parent = self->field == OMNI_CONTACT_COUNTRY
                           ? ""
                           : omni_contact_edit_get_text (self->edit, self->field - 1);
  gboolean has_parent = self->field == OMNI_CONTACT_COUNTRY ||
                        (parent != NULL && parent[0] != '\0');
  guint row;

  if (g_strcmp0 (parent, self->parent) != 0)
    {
      g_free (self->parent);
      self->parent = g_strdup (parent);
      self->stamp++;
      fill (self, NULL);
      if (has_parent)
        list_places (self);
    }
  else if (find_key (self, chosen, &row))
    {
      gtk_drop_down_set_selected (GTK_DROP_DOWN (self->input), row);
    }
  else
    {
      fill (self, NULL);
      if (has_parent)
        list_places (self);
    }

  gtk_widget_set_sensitive (self->input, self->has_list);
}

/*
 * Callbacks
 */

static void
typed_cb (OmniContactEntry *self)
{
  if (!self->showing)
    omni_contact_edit_set_text (self->edit, self->field,
                                gtk_editable_get_text (GTK_EDITABLE (self->input)));
}

static void
toggled_cb (OmniContactEntry *self)
{
  gboolean on = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->input));

  if (!self->showing)
    omni_contact_edit_set_text (self->edit, self->field, on ? "true" : "false");
}

static void
chosen_cb (OmniContactEntry *self)
{
  guint row = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->input));

  if (!self->showing && row < self->keys->len)
    omni_contact_edit_set_text (self->edit, self->field, g_ptr_array_index (self->keys, row));
}

static void
take_theirs_cb (OmniContactEntry *self)
{
  omni_contact_edit_resolve (self->edit, self->field, FALSE);
}

static void
keep_mine_cb (OmniContactEntry *self)
{
  omni_contact_edit_resolve (self->edit, self->field, TRUE);
}

static void
retry_cb (OmniContactEntry *self)
{
  list_places (self);
  omni_contact_entry_update (self);
}

/*
 * Building
 */

static GtkWidget *
new_label (OmniContactEntry *self)
{
  GtkWidget *label = gtk_label_new (omni_contact_field_get_title (self->field));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), self->input);
  gtk_widget_add_css_class (label, "field-label");

  return label;
}

static GtkWidget *
new_input (OmniContactEntry *self)
{
  const char *title = omni_contact_field_get_title (self->field);
  GtkWidget *input;

  switch (get_kind (self))
    {
    case OMNI_CONTACT_SWITCH:
      input = gtk_check_button_new_with_label (title);
      g_signal_connect_swapped (input, "toggled", G_CALLBACK (toggled_cb), self);
      break;

    case OMNI_CONTACT_PLACE:
      input = gtk_drop_down_new (
        NULL, gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string"));
      gtk_drop_down_set_enable_search (GTK_DROP_DOWN (input), TRUE);
      omni_list_search_add (GTK_DROP_DOWN (input));
      g_signal_connect_swapped (input, "notify::selected", G_CALLBACK (chosen_cb), self);
      break;

    case OMNI_CONTACT_TEXT:
    case OMNI_CONTACT_MAIL:
    case OMNI_CONTACT_PHONE:
    default:
      input = gtk_entry_new ();
      gtk_entry_set_activates_default (GTK_ENTRY (input), TRUE);
      if (get_kind (self) == OMNI_CONTACT_MAIL)
        gtk_entry_set_input_purpose (GTK_ENTRY (input), GTK_INPUT_PURPOSE_EMAIL);
      if (get_kind (self) == OMNI_CONTACT_PHONE)
        gtk_entry_set_input_purpose (GTK_ENTRY (input), GTK_INPUT_PURPOSE_PHONE);
      g_signal_connect_swapped (input, "changed", G_CALLBACK (typed_cb), self);
      break;
    }

  gtk_accessible_update_property (GTK_ACCESSIBLE (input), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  return input;
}

static GtkWidget *
new_small_button (OmniContactEntry *self, const char *words, GCallback callback)
{
  const char *title = omni_contact_field_get_title (self->field);
  g_autofree char *name = g_strdup_printf ("%s: %s", title, words);
  GtkWidget *button = gtk_button_new_with_label (words);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "small");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_swapped (button, "clicked", callback, self);

  return button;
}

static GtkLabel *
new_message (const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, style);

  return GTK_LABEL (label);
}

static GtkWidget *
new_conflict (OmniContactEntry *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->theirs = new_message ("theirs");
  gtk_box_append (GTK_BOX (buttons),
                  new_small_button (self, _ ("Take Theirs"), G_CALLBACK (take_theirs_cb)));
  gtk_box_append (GTK_BOX (buttons),
                  new_small_button (self, _ ("Keep Mine"), G_CALLBACK (keep_mine_cb)));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->theirs));
  gtk_box_append (GTK_BOX (box), buttons);
  gtk_widget_add_css_class (box, "conflict");

  return box;
}

static void
build (OmniContactEntry *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));

  self->input = new_input (self);
  if (get_kind (self) != OMNI_CONTACT_SWITCH)
    gtk_box_append (GTK_BOX (self->box), new_label (self));
  gtk_box_append (GTK_BOX (self->box), self->input);

  self->problem = new_message ("field-error");
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->problem));
  if (get_kind (self) == OMNI_CONTACT_PLACE)
    {
      self->retry = new_small_button (self, _ ("Try Again"), G_CALLBACK (retry_cb));
      gtk_widget_set_halign (self->retry, GTK_ALIGN_START);
      gtk_box_append (GTK_BOX (self->box), self->retry);
    }
  self->conflict = new_conflict (self);
  gtk_box_append (GTK_BOX (self->box), self->conflict);
}

/*
 * Overrides
 */

static void
omni_contact_entry_dispose (GObject *object)
{
  OmniContactEntry *self = OMNI_CONTACT_ENTRY (object);

  self->stamp++;
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->edit);
  g_clear_pointer (&self->keys, g_ptr_array_unref);
  g_clear_pointer (&self->parent, g_free);
  g_clear_pointer (&self->failure, g_free);

  G_OBJECT_CLASS (omni_contact_entry_parent_class)->dispose (object);
}

static void
omni_contact_entry_class_init (OmniContactEntryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = omni_contact_entry_dispose;

  gtk_widget_class_set_css_name (widget_class, "contactentry");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
omni_contact_entry_init (OmniContactEntry *self)
{
}

/*
 * Public API
 */

/**
 * omni_contact_entry_new:
 * @edit: what is being changed
 * @field: a field that it has
 *
 * Returns: (transfer floating): a widget for the field
 */
GtkWidget *
omni_contact_entry_new (OmniContactEdit *edit, OmniContactField field)
{
  OmniContactEntry *self = g_object_new (OMNI_TYPE_CONTACT_ENTRY, NULL);

  self->edit = g_object_ref (edit);
  self->field = field;
  build (self);
  omni_contact_entry_update (self);

  return GTK_WIDGET (self);
}

static void
show_text (OmniContactEntry *self)
{
  const char *text = omni_contact_edit_get_text (self->edit, self->field);

  self->showing = TRUE;
  switch (get_kind (self))
    {
    case OMNI_CONTACT_SWITCH:
      gtk_check_button_set_active (GTK_CHECK_BUTTON (self->input), g_str_equal (text, "true"));
      break;
    case OMNI_CONTACT_PLACE:
      show_place (self);
      break;
    case OMNI_CONTACT_TEXT:
    case OMNI_CONTACT_MAIL:
    case OMNI_CONTACT_PHONE:
    default:
      /* The cursor stays where it is. */
      if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self->input)), text))
        gtk_editable_set_text (GTK_EDITABLE (self->input), text);
      break;
    }
  self->showing = FALSE;
}

static void
show_problem (OmniContactEntry *self)
{
  const char *problem = omni_contact_edit_get_problem (self->edit, self->field);
  const char *words = problem != NULL ? problem : self->failure;

  gtk_label_set_label (self->problem, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), words != NULL);
  if (self->retry != NULL)
    gtk_widget_set_visible (self->retry, self->failure != NULL);
  if (problem != NULL)
    gtk_widget_add_css_class (self->input, "error");
  else
    gtk_widget_remove_css_class (self->input, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->input), GTK_ACCESSIBLE_STATE_INVALID,
                               problem != NULL ? GTK_ACCESSIBLE_INVALID_TRUE
                                               : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}

static void
show_conflict (OmniContactEntry *self)
{
  const char *theirs = omni_contact_edit_get_theirs (self->edit, self->field);

  gtk_widget_set_visible (self->conflict, theirs != NULL);
  if (theirs != NULL)
    {
      g_autofree char *words = omni_contact_edit_dup_words (self->edit, self->field, theirs);
      g_autofree char *sentence = g_strdup_printf (
        _ ("Somebody else made it “%s” meanwhile."),
        words[0] != '\0' ? words : C_ ("text", "empty"));

      gtk_label_set_label (self->theirs, sentence);
    }
}

/**
 * omni_contact_entry_update:
 * @self: an entry
 *
 * Shows what the edit says of the field now.
 */
void
omni_contact_entry_update (OmniContactEntry *self)
{
  g_return_if_fail (OMNI_IS_CONTACT_ENTRY (self));

  show_text (self);
  show_problem (self);
  show_conflict (self);
}

OmniContactField
omni_contact_entry_get_field (OmniContactEntry *self)
{
  g_return_val_if_fail (OMNI_IS_CONTACT_ENTRY (self), OMNI_CONTACT_N_FIELDS);

  return self->field;
}

/**
 * omni_contact_entry_get_input:
 * @self: an entry
 *
 * Returns: (transfer none): where it is typed or chosen
 */
GtkWidget *
omni_contact_entry_get_input (OmniContactEntry *self)
{
  g_return_val_if_fail (OMNI_IS_CONTACT_ENTRY (self), NULL);

  return self->input;
}
