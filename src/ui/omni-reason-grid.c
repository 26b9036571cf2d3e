/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-reason-grid.h"

#include <glib/gi18n-lib.h>

struct _OmniReasonGrid
{
  GtkWidget parent_instance;

  GtkWidget *box;             /* (borrowed): the only child */
  GtkDropDown *all;           /* (borrowed) */
  GtkEntry *all_text;         /* (borrowed) */
  GtkWidget *grid;            /* (borrowed) */
  GPtrArray *reasons;         /* (owned) (element-type OmniCancellationReason): of the kind */
  GHashTable *choices;        /* (owned) (element-type gint64 Choice): by line */
  gboolean is_filling;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (OmniReasonGrid, omni_reason_grid, GTK_TYPE_WIDGET)

/* What was chosen for a line. */
typedef struct
{
  gint64 item;
  gint64 reason; /* or 0 */
  char *text;    /* (nullable) (owned) */
  GtkDropDown *drop_down; /* (nullable) (borrowed): while it is shown */
  GtkWidget *entry;       /* (nullable) (borrowed): while it is shown */
  GtkLabel *amount;       /* (nullable) (borrowed): while it is shown */
} Choice;

static void
choice_free (gpointer data)
{
  Choice *choice = data;

  g_free (choice->text);
  g_free (choice);
}

static Choice *
get_choice (OmniReasonGrid *self, gint64 item)
{
  Choice *choice = g_hash_table_lookup (self->choices, &item);

  if (choice == NULL)
    {
      choice = g_new0 (Choice, 1);
      choice->item = item;
      g_hash_table_insert (self->choices, &choice->item, choice);
    }

  return choice;
}

/*
 * Reasons
 */

static const OmniCancellationReason *
find_reason (OmniReasonGrid *self, gint64 pk, guint *position)
{
  for (guint i = 0; i < self->reasons->len; i++)
    {
      const OmniCancellationReason *reason = g_ptr_array_index (self->reasons, i);

      if (omni_cancellation_reason_get_pk (reason) == pk)
        {
          *position = i + 1;
          return reason;
        }
    }

  *position = 0;
  return NULL;
}

static gint64
get_selected (OmniReasonGrid *self, GtkDropDown *drop_down)
{
  guint position = gtk_drop_down_get_selected (drop_down);

  if (position == 0 || position > self->reasons->len)
    return 0;

  return omni_cancellation_reason_get_pk (g_ptr_array_index (self->reasons, position - 1));
}

static GListModel *
new_model (OmniReasonGrid *self)
{
  GtkStringList *list = gtk_string_list_new (NULL);

  gtk_string_list_append (list, _ ("Choose a reason…"));
  for (guint i = 0; i < self->reasons->len; i++)
    gtk_string_list_append (
      list, omni_cancellation_reason_get_subject (g_ptr_array_index (self->reasons, i)));

  return G_LIST_MODEL (list);
}

static GtkWidget *
new_drop_down (OmniReasonGrid *self, const char *name)
{
  GtkWidget *drop_down = gtk_drop_down_new (new_model (self), NULL);

  gtk_widget_set_size_request (drop_down, 220, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);

  return drop_down;
}

static void
set_model (OmniReasonGrid *self, GtkDropDown *drop_down, gint64 reason)
{
  g_autoptr (GListModel) model = new_model (self);
  guint position;

  find_reason (self, reason, &position);
  gtk_drop_down_set_model (drop_down, model);
  gtk_drop_down_set_selected (drop_down, position);
}

static gboolean
needs_text (OmniReasonGrid *self, gint64 pk)
{
  guint position;
  const OmniCancellationReason *reason = find_reason (self, pk, &position);

  return reason != NULL && omni_cancellation_reason_get_needs_text (reason);
}

static void
show_entry (OmniReasonGrid *self, GtkWidget *entry, gint64 reason)
{
  gtk_widget_set_visible (entry, needs_text (self, reason));
}

static GtkWidget *
new_entry (const char *name)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _ ("Explanation, needed for this reason"));
  gtk_widget_set_tooltip_text (entry, _ ("It is kept in Activity on this computer. The back "
                                         "office’s call has no place for it."));
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_hexpand (entry, TRUE);
  gtk_widget_set_visible (entry, FALSE);

  return entry;
}

/*
 * Lines
 */

static void
chosen_cb (GtkDropDown *drop_down, GParamSpec *pspec, OmniReasonGrid *self)
{
  gint64 *item = g_object_get_data (G_OBJECT (drop_down), "item");
  Choice *choice;

  if (self->is_filling)
    return;

  choice = get_choice (self, *item);
  choice->reason = get_selected (self, drop_down);
  show_entry (self, choice->entry, choice->reason);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
typed_cb (GtkEditable *editable, OmniReasonGrid *self)
{
  gint64 *item = g_object_get_data (G_OBJECT (editable), "item");
  Choice *choice = get_choice (self, *item);

  g_free (choice->text);
  choice->text = g_strdup (gtk_editable_get_text (editable));
  if (!self->is_filling)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
forget_widgets (OmniReasonGrid *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->choices);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Choice *choice = value;

      choice->drop_down = NULL;
      choice->entry = NULL;
      choice->amount = NULL;
    }
}

static void
attach_line (OmniReasonGrid *self, int row, const OmniCancellationLine *line)
{
  Choice *choice = get_choice (self, line->item);
  GtkWidget *label = gtk_label_new (line->product);
  GtkWidget *amount = gtk_label_new (NULL);
  const char *name = line->product != NULL ? line->product : "";
  GtkWidget *drop_down = new_drop_down (self, name);
  guint position;

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), 24);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 34);
  gtk_label_set_xalign (GTK_LABEL (amount), 1);
  gtk_label_set_width_chars (GTK_LABEL (amount), 12);
  gtk_widget_add_css_class (amount, "numeric");

  choice->drop_down = GTK_DROP_DOWN (drop_down);
  choice->entry = new_entry (name);
  choice->amount = GTK_LABEL (amount);
  find_reason (self, choice->reason, &position);
  gtk_drop_down_set_selected (choice->drop_down, position);
  gtk_editable_set_text (GTK_EDITABLE (choice->entry), choice->text != NULL ? choice->text : "");
  show_entry (self, choice->entry, choice->reason);
  g_object_set_data_full (G_OBJECT (drop_down), "item",
                          g_memdup2 (&line->item, sizeof line->item), g_free);
  g_object_set_data_full (G_OBJECT (choice->entry), "item",
                          g_memdup2 (&line->item, sizeof line->item), g_free);
  g_signal_connect_object (drop_down, "notify::selected", G_CALLBACK (chosen_cb), self, 0);
  g_signal_connect_object (choice->entry, "changed", G_CALLBACK (typed_cb), self, 0);

  gtk_grid_attach (GTK_GRID (self->grid), label, 0, row, 1, 1);
  gtk_grid_attach (GTK_GRID (self->grid), amount, 1, row, 1, 1);
  gtk_grid_attach (GTK_GRID (self->grid), drop_down, 2, row, 1, 1);
  gtk_grid_attach (GTK_GRID (self->grid), choice->entry, 3, row, 1, 1);
}

/* Whether the lines that are shown are these. */
static gboolean
shows (OmniReasonGrid *self, const OmniCancellation *cancellation)
{
  GHashTableIter iter;
  gpointer value;
  guint n_shown = 0;

  g_hash_table_iter_init (&iter, self->choices);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Choice *choice = value;

      if (choice->drop_down == NULL)
        continue;
      n_shown++;
      if (omni_cancellation_find_line (cancellation, choice->item) == NULL)
        return FALSE;
    }

  return n_shown == cancellation->lines->len;
}

static void
clear_grid (OmniReasonGrid *self)
{
  GtkWidget *child;

  forget_widgets (self);
  while ((child = gtk_widget_get_first_child (self->grid)) != NULL)
    gtk_grid_remove (GTK_GRID (self->grid), child);
}

/*
 * All
 */

static void
fill_all (OmniReasonGrid *self)
{
  gint64 reason = get_selected (self, self->all);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->all_text));
  GHashTableIter iter;
  gpointer value;

  self->is_filling = TRUE;
  g_hash_table_iter_init (&iter, self->choices);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Choice *choice = value;
      guint position;

      if (choice->drop_down == NULL)
        continue;
      choice->reason = reason;
      find_reason (self, reason, &position);
      gtk_drop_down_set_selected (choice->drop_down, position);
      gtk_editable_set_text (GTK_EDITABLE (choice->entry), text);
      show_entry (self, choice->entry, reason);
    }
  self->is_filling = FALSE;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
all_chosen_cb (OmniReasonGrid *self)
{
  if (self->is_filling)
    return;

  show_entry (self, GTK_WIDGET (self->all_text), get_selected (self, self->all));
  fill_all (self);
}

static void
all_typed_cb (OmniReasonGrid *self)
{
  if (!self->is_filling)
    fill_all (self);
}

/*
 * Overrides
 */

static void
omni_reason_grid_dispose (GObject *object)
{
  OmniReasonGrid *self = OMNI_REASON_GRID (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (omni_reason_grid_parent_class)->dispose (object);
}

static void
omni_reason_grid_finalize (GObject *object)
{
  OmniReasonGrid *self = OMNI_REASON_GRID (object);

  g_clear_pointer (&self->reasons, g_ptr_array_unref);
  g_clear_pointer (&self->choices, g_hash_table_unref);

  G_OBJECT_CLASS (omni_reason_grid_parent_class)->finalize (object);
}

static void
omni_reason_grid_class_init (OmniReasonGridClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = omni_reason_grid_dispose;
  object_class->finalize = omni_reason_grid_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", OMNI_TYPE_REASON_GRID, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
omni_reason_grid_init (OmniReasonGrid *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = gtk_label_new (_ ("Reason for all"));
  GtkWidget *all;

  self->reasons = g_ptr_array_new_with_free_func ((GDestroyNotify) omni_cancellation_reason_unref);
  self->choices = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, choice_free);

  all = new_drop_down (self, _ ("Reason for all"));
  self->all = GTK_DROP_DOWN (all);
  self->all_text = GTK_ENTRY (new_entry (_ ("Explanation for all")));
  gtk_widget_add_css_class (label, "dim-label");
  gtk_box_append (GTK_BOX (head), label);
  gtk_box_append (GTK_BOX (head), all);
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (self->all_text));
  g_signal_connect_swapped (all, "notify::selected", G_CALLBACK (all_chosen_cb), self);
  g_signal_connect_swapped (self->all_text, "changed", G_CALLBACK (all_typed_cb), self);

  self->grid = gtk_grid_new ();
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (self->grid), 6);

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  gtk_box_append (GTK_BOX (self->box), head);
  gtk_box_append (GTK_BOX (self->box), self->grid);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
omni_reason_grid_new (void)
{
  return g_object_new (OMNI_TYPE_REASON_GRID, NULL);
}

/**
 * omni_reason_grid_show:
 * @self: the grid
 * @cancellation: the lines, with their products and amounts
 */
void
omni_reason_grid_show (OmniReasonGrid *self, const OmniCancellation *cancellation)
{
  g_return_if_fail (OMNI_IS_REASON_GRID (self));

  if (!shows (self, cancellation))
    {
      clear_grid (self);
      for (guint i = 0; i < cancellation->lines->len; i++)
        attach_line (self, (int) i, g_ptr_array_index (cancellation->lines, i));
    }

  for (guint i = 0; i < cancellation->lines->len; i++)
    {
      const OmniCancellationLine *line = g_ptr_array_index (cancellation->lines, i);
      g_autofree char *amount = omni_money_format (&line->amount);

      gtk_label_set_label (get_choice (self, line->item)->amount, amount);
    }
  gtk_widget_set_visible (self->grid, cancellation->lines->len > 0);
}

/**
 * omni_reason_grid_set_reasons:
 * @self: the grid
 * @reasons: (nullable) (element-type OmniCancellationReason): the tenant's reasons
 * @is_return: whether those of returns are offered, or those of cancellations
 */
void
omni_reason_grid_set_reasons (OmniReasonGrid *self, GPtrArray *reasons, gboolean is_return)
{
  gint64 of_all;
  GHashTableIter iter;
  gpointer value;

  g_return_if_fail (OMNI_IS_REASON_GRID (self));

  of_all = get_selected (self, self->all);
  g_ptr_array_set_size (self->reasons, 0);
  for (guint i = 0; reasons != NULL && i < reasons->len; i++)
    {
      OmniCancellationReason *reason = g_ptr_array_index (reasons, i);

      if (omni_cancellation_reason_is_for (reason, is_return))
        g_ptr_array_add (self->reasons, omni_cancellation_reason_ref (reason));
    }

  self->is_filling = TRUE;
  set_model (self, self->all, of_all);
  show_entry (self, GTK_WIDGET (self->all_text), get_selected (self, self->all));
  g_hash_table_iter_init (&iter, self->choices);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Choice *choice = value;
      guint position;

      if (find_reason (self, choice->reason, &position) == NULL)
        choice->reason = 0;
      if (choice->drop_down != NULL)
        {
          set_model (self, choice->drop_down, choice->reason);
          show_entry (self, choice->entry, choice->reason);
        }
    }
  self->is_filling = FALSE;
}

/**
 * omni_reason_grid_choose:
 * @self: the grid
 * @item: a line's primary key
 * @reason: a reason's primary key
 * @text: (nullable): what is said beside it
 */
void
omni_reason_grid_choose (OmniReasonGrid *self, gint64 item, gint64 reason, const char *text)
{
  Choice *choice;
  guint position;

  g_return_if_fail (OMNI_IS_REASON_GRID (self));

  choice = get_choice (self, item);
  choice->reason = find_reason (self, reason, &position) != NULL ? reason : 0;
  g_free (choice->text);
  choice->text = g_strdup (text);
  if (choice->drop_down == NULL)
    return;

  self->is_filling = TRUE;
  gtk_drop_down_set_selected (choice->drop_down, position);
  gtk_editable_set_text (GTK_EDITABLE (choice->entry), text != NULL ? text : "");
  self->is_filling = FALSE;
  show_entry (self, choice->entry, choice->reason);
}

/**
 * omni_reason_grid_fill:
 * @self: the grid
 * @cancellation: what gets a reason for each line; a line without a choice of its own gets the one
 *   for all
 *
 * Returns: (transfer full) (nullable): what is still missing, in words
 */
char *
omni_reason_grid_fill (OmniReasonGrid *self, OmniCancellation *cancellation)
{
  g_return_val_if_fail (OMNI_IS_REASON_GRID (self), NULL);

  for (guint i = 0; i < cancellation->lines->len; i++)
    {
      OmniCancellationLine *line = g_ptr_array_index (cancellation->lines, i);
      const Choice *choice = get_choice (self, line->item);
      gboolean own = choice->drop_down != NULL && choice->reason != 0;
      gint64 pk = own ? choice->reason : get_selected (self, self->all);
      const char *text = own ? choice->text
                             : gtk_editable_get_text (GTK_EDITABLE (self->all_text));
      g_autofree char *said = text != NULL ? g_strstrip (g_strdup (text)) : g_strdup ("");
      guint position;
      const OmniCancellationReason *reason = find_reason (self, pk, &position);

      if (reason == NULL)
        return g_strdup (_ ("Choose a reason for each line, or one for all."));
      if (omni_cancellation_reason_get_needs_text (reason) && said[0] == '\0')
        /* Translators: %s is a reason */
        return g_strdup_printf (_ ("“%s” needs an explanation."),
                                omni_cancellation_reason_get_subject (reason));

      line->reason = pk;
      g_free (line->reason_name);
      line->reason_name = g_strdup (omni_cancellation_reason_get_subject (reason));
      g_free (line->text);
      line->text = omni_cancellation_reason_get_needs_text (reason) ? g_steal_pointer (&said)
                                                                    : NULL;
    }

  return NULL;
}

/**
 * omni_reason_grid_forget:
 * @self: the grid
 *
 * Takes back all choices.
 */
void
omni_reason_grid_forget (OmniReasonGrid *self)
{
  g_return_if_fail (OMNI_IS_REASON_GRID (self));

  self->is_filling = TRUE;
  clear_grid (self);
  g_hash_table_remove_all (self->choices);
  gtk_drop_down_set_selected (self->all, 0);
  gtk_editable_set_text (GTK_EDITABLE (self->all_text), "");
  gtk_widget_set_visible (GTK_WIDGET (self->all_text), FALSE);
  self->is_filling = FALSE;
}
