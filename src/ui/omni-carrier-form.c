/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-carrier-form.h"

#include "omni-status.h"

#include <glib/gi18n-lib.h>

/* What a word may mean beside a status. */
enum
{
  WORD_IS_UNKNOWN,
  WORD_LEAVES_STATUS,
  N_OTHER_MEANINGS
};

struct _OmniCarrierForm
{
  GtkBox parent_instance;

  GtkGrid *columns;                            /* (borrowed) */
  GtkDropDown *titles[OMNI_UPDATE_N_COLUMNS];  /* (borrowed) */
  GtkEditable *constants[OMNI_UPDATE_N_COLUMNS]; /* (borrowed): NULL for what names a row */
  GtkGrid *words;                              /* (borrowed) */
  GtkLabel *words_label;                       /* (borrowed) */

  const OmniCarrierSample *sample; /* (nullable) (borrowed) */
  OmniCarrierMap *map;             /* (nullable) (borrowed): what is changed */
  guint title_row;
  gboolean is_showing;             /* widgets are set, nobody chose anything */
};

G_DEFINE_FINAL_TYPE (OmniCarrierForm, omni_carrier_form, GTK_TYPE_BOX)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/*
 * Helpers
 */

static GtkWidget *
new_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);

  return label;
}

static void
name_widget (GtkWidget *widget, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
}

static void
tell (OmniCarrierForm *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/*
 * Words
 */

static const OmniStatus *
get_status (guint index)
{
  guint n_statuses;
  const OmniStatus *statuses = omni_status_get_all (&n_statuses);

  for (guint i = 0; i < n_statuses; i++)
    {
      if (!omni_update_status_may_be_set (statuses[i].code))
        continue;
      if (index-- == 0)
        return &statuses[i];
    }

  return NULL;
}

static GtkStringList *
list_meanings (void)
{
  GtkStringList *meanings = gtk_string_list_new (NULL);
  const OmniStatus *status;

  gtk_string_list_append (meanings, _("Not said yet"));
  gtk_string_list_append (meanings, _("Leave the status"));
  for (guint i = 0; (status = get_status (i)) != NULL; i++)
    gtk_string_list_append (meanings, omni_status_get_label (status->code));

  return meanings;
}

static guint
find_meaning (const OmniCarrierMap *map, const char *word)
{
  const char *code = omni_carrier_map_find_word (map, word);
  const OmniStatus *status;

  if (code == NULL)
    return WORD_IS_UNKNOWN;

  for (guint i = 0; (status = get_status (i)) != NULL; i++)
    {
      if (g_str_equal (status->code, code))
        return N_OTHER_MEANINGS + i;
    }

  return WORD_LEAVES_STATUS;
}

static void
meaning_changed_cb (GtkDropDown *drop_down, GParamSpec *pspec, OmniCarrierForm *self)
{
  const char *word = g_object_get_data (G_OBJECT (drop_down), "word");
  guint meaning = gtk_drop_down_get_selected (drop_down);
  const OmniStatus *status;

  if (self->is_showing || meaning == GTK_INVALID_LIST_POSITION)
    return;

  status = meaning >= N_OTHER_MEANINGS ? get_status (meaning - N_OTHER_MEANINGS) : NULL;
  if (status != NULL)
    omni_carrier_map_set_word (self->map, word, status->code);
  else
    omni_carrier_map_set_word (self->map, word, meaning == WORD_LEAVES_STATUS ? "" : NULL);
  tell (self);
}

static void
add_word (OmniCarrierForm *self, int row, const char *word)
{
  g_autofree char *name = g_strdup_printf (_("Meaning of “%s”"), word);
  GtkWidget *label = new_label (word, NULL);
  GtkWidget *drop_down = gtk_drop_down_new (G_LIST_MODEL (list_meanings ()), NULL);

  gtk_label_set_width_chars (GTK_LABEL (label), 12);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 24);
  gtk_widget_set_tooltip_text (label, word);
  gtk_widget_set_hexpand (drop_down, TRUE);
  name_widget (drop_down, name);
  g_object_set_data_full (G_OBJECT (drop_down), "word", g_strdup (word), g_free);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop_down), find_meaning (self->map, word));
  g_signal_connect (drop_down, "notify::selected", G_CALLBACK (meaning_changed_cb), self);
  gtk_grid_attach (self->words, label, 0, row, 1, 1);
  gtk_grid_attach (self->words, drop_down, 1, row, 1, 1);
}

static void
show_words (OmniCarrierForm *self)
{
  const char *title = omni_carrier_map_get_title (self->map, OMNI_UPDATE_STATUS);
  g_autoptr (GPtrArray) words = NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->words))) != NULL)
    gtk_grid_remove (self->words, child);

  if (title != NULL)
    words = omni_carrier_sample_list_words (self->sample, self->title_row, title);
  for (guint i = 0; words != NULL && i < words->len; i++)
    add_word (self, (int) i, g_ptr_array_index (words, i));

  gtk_widget_set_visible (GTK_WIDGET (self->words), words != NULL && words->len > 0);
  if (title == NULL)
    gtk_label_set_label (self->words_label,
                         _("No column of the carrier is the status. To give all rows the same "
                           "one, write it beside “status”."));
  else if (words == NULL)
    gtk_label_set_label (self->words_label, _("This column has too many different texts to be "
                                              "words for statuses."));
  else
    gtk_label_set_label (self->words_label, _("Rows with a word that nobody explained are not "
                                              "used, and are listed at the end."));
}

/*
 * Columns
 */

static void
title_changed_cb (GtkDropDown *drop_down, GParamSpec *pspec, OmniCarrierForm *self)
{
  guint selected = gtk_drop_down_get_selected (drop_down);
  guint column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (drop_down), "column"));
  GtkStringObject *item = gtk_drop_down_get_selected_item (drop_down);

  if (self->is_showing || item == NULL)
    return;

  omni_carrier_map_set_title (self->map, column,
                              selected > 0 ? gtk_string_object_get_string (item) : NULL);
  if (column == OMNI_UPDATE_STATUS)
    show_words (self);
  tell (self);
}

static void
constant_changed_cb (GtkEditable *entry, OmniCarrierForm *self)
{
  guint column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (entry), "column"));

  if (self->is_showing)
    return;

  omni_carrier_map_set_constant (self->map, column, gtk_editable_get_text (entry));
  tell (self);
}

static void
add_column (OmniCarrierForm *self, guint column)
{
  const char *name = omni_update_column_get_name (column);
  GtkWidget *drop_down = gtk_drop_down_new (NULL, NULL);
  g_autofree char *constant_name = g_strdup_printf (_("%s for all rows"), name);
  GtkWidget *entry;

  gtk_widget_set_hexpand (drop_down, TRUE);
  name_widget (drop_down, name);
  g_object_set_data (G_OBJECT (drop_down), "column", GUINT_TO_POINTER (column));
  g_signal_connect (drop_down, "notify::selected", G_CALLBACK (title_changed_cb), self);
  self->titles[column] = GTK_DROP_DOWN (drop_down);
  gtk_grid_attach (self->columns, new_label (name, NULL), 0, (int) column + 1, 1, 1);
  gtk_grid_attach (self->columns, drop_down, 1, (int) column + 1, 1, 1);
  if (column < OMNI_UPDATE_N_KEYS)
    return;

  entry = gtk_entry_new ();
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 14);
  name_widget (entry, constant_name);
  g_object_set_data (G_OBJECT (entry), "column", GUINT_TO_POINTER (column));
  g_signal_connect (entry, "changed", G_CALLBACK (constant_changed_cb), self);
  self->constants[column] = GTK_EDITABLE (entry);
  gtk_grid_attach (self->columns, entry, 2, (int) column + 1, 1, 1);
}

static GtkStringList *
list_titles (OmniCarrierForm *self)
{
  GtkStringList *titles = gtk_string_list_new (NULL);
  const char *const *row = omni_carrier_sample_get_row (self->sample, self->title_row);

  gtk_string_list_append (titles, _("Not in the file"));
  for (guint i = 0; row[i] != NULL; i++)
    {
      if (row[i][0] != '\0')
        gtk_string_list_append (titles, row[i]);
    }

  return titles;
}

static guint
find_title (GListModel *titles, const char *title)
{
  g_autofree char *wanted = title != NULL ? omni_update_fold_word (title) : NULL;

  for (guint i = 1; wanted != NULL && i < g_list_model_get_n_items (titles); i++)
    {
      g_autofree char *folded =
          omni_update_fold_word (gtk_string_list_get_string (GTK_STRING_LIST (titles), i));

      if (g_str_equal (folded, wanted))
        return i;
    }

  return 0;
}

/*
 * Overrides
 */

static void
omni_carrier_form_class_init (OmniCarrierFormClass *klass)
{
  signals[CHANGED] = g_signal_new ("changed", OMNI_TYPE_CARRIER_FORM, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static GtkGrid *
add_grid (OmniCarrierForm *self, const char *title)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scrolled_window = gtk_scrolled_window_new ();
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_row_spacing (GTK_GRID (grid), 3);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_widget_set_margin_end (grid, 12);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled_window), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled_window), grid);
  gtk_widget_set_vexpand (scrolled_window, TRUE);
  gtk_box_append (GTK_BOX (box), new_label (title, "heading"));
  gtk_box_append (GTK_BOX (box), scrolled_window);
  gtk_box_append (GTK_BOX (self), box);

  return GTK_GRID (grid);
}

static void
omni_carrier_form_init (OmniCarrierForm *self)
{
  GtkWidget *box;

  gtk_box_set_spacing (GTK_BOX (self), 24);
  self->columns = add_grid (self, _("Columns"));
  gtk_widget_set_hexpand (gtk_widget_get_first_child (GTK_WIDGET (self)), TRUE);
  gtk_grid_attach (self->columns, new_label (_("Update file"), "dim-label"), 0, 0, 1, 1);
  gtk_grid_attach (self->columns, new_label (_("Column of the carrier"), "dim-label"), 1, 0, 1, 1);
  gtk_grid_attach (self->columns, new_label (_("For all rows"), "dim-label"), 2, 0, 1, 1);
  for (guint i = 0; i < OMNI_UPDATE_N_COLUMNS; i++)
    add_column (self, i);

  self->words = add_grid (self, _("Words for statuses"));
  box = gtk_widget_get_last_child (GTK_WIDGET (self));
  gtk_widget_set_size_request (box, 320, -1);
  self->words_label = GTK_LABEL (new_label (NULL, "dim-label"));
  gtk_label_set_ellipsize (self->words_label, PANGO_ELLIPSIZE_NONE);
  gtk_label_set_wrap (self->words_label, TRUE);
  gtk_label_set_max_width_chars (self->words_label, 40);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->words_label));
}

/*
 * Public API
 */

/**
 * omni_carrier_form_show:
 * @self: the form
 * @sample: what is read; has to live until something else is shown
 * @title_row: where its titles are
 * @map: what a person changes; has to live as long
 *
 * Shows a map, with the columns and words that a report has.
 */
void
omni_carrier_form_show (OmniCarrierForm *self,
                        const OmniCarrierSample *sample,
                        guint title_row,
                        OmniCarrierMap *map)
{
  g_autoptr (GtkStringList) titles = NULL;

  g_return_if_fail (OMNI_IS_CARRIER_FORM (self) && sample != NULL && map != NULL);

  self->sample = sample;
  self->title_row = title_row;
  self->map = map;
  titles = list_titles (self);

  self->is_showing = TRUE;
  for (guint i = 0; i < OMNI_UPDATE_N_COLUMNS; i++)
    {
      const char *constant = omni_carrier_map_get_constant (map, i);

      gtk_drop_down_set_model (self->titles[i], G_LIST_MODEL (titles));
      gtk_drop_down_set_selected (
          self->titles[i],
          find_title (G_LIST_MODEL (titles), omni_carrier_map_get_title (map, i)));
      if (self->constants[i] != NULL)
        gtk_editable_set_text (self->constants[i], constant != NULL ? constant : "");
    }
  show_words (self);
  self->is_showing = FALSE;
}
