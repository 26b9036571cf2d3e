/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-filter-choice.h"

#include "omni-scroll-through.h"
#include "omni-status-dot.h"

/* A longer list scrolls by itself, so that what stands below it stays in reach. */
#define MAX_VISIBLE_CHOICES 20
#define LONG_LIST_HEIGHT 300

/* What has one name is one thing for a person: a payment option that every channel has under a key
 * of its own is ticked once. A view may ask for some of the keys only, which stays so until the
 * tick is changed. */
typedef struct
{
  GPtrArray *values;    /* (owned) (element-type utf8): all that are called so */
  GPtrArray *asked;     /* (owned) (element-type utf8): those of a query, or none for all */
  char *label;          /* (not nullable) (owned) */
  GtkCheckButton *tick; /* (borrowed) */
  GtkLabel *count;      /* (borrowed) */
} Choice;

struct _OmniFilterChoice
{
  GtkBox parent_instance;

  /* Template children */
  GtkExpander *expander;
  GtkLabel *title_label;
  GtkLabel *summary_label;
  GtkScrolledWindow *scrolled_window;
  GtkBox *list;

  const OmniFilter *filter; /* (not nullable) (borrowed) */
  GPtrArray *choices;       /* (owned) (element-type Choice) */
  gboolean showing;         /* the program, not a person, changes the ticks */
};

static void omni_filter_choice_field_init (OmniFilterFieldInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (OmniFilterChoice, omni_filter_choice, GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (OMNI_TYPE_FILTER_FIELD,
                                                      omni_filter_choice_field_init))

static void
choice_free (gpointer data)
{
  Choice *choice = data;

  g_ptr_array_unref (choice->values);
  g_ptr_array_unref (choice->asked);
  g_free (choice->label);
  g_free (choice);
}

static Choice *
find_choice (OmniFilterChoice *self, const char *value)
{
  for (guint i = 0; i < self->choices->len; i++)
    {
      Choice *choice = g_ptr_array_index (self->choices, i);

      if (g_ptr_array_find_with_equal_func (choice->values, value, g_str_equal, NULL))
        return choice;
    }

  return NULL;
}

static Choice *
find_label (OmniFilterChoice *self, const char *label)
{
  for (guint i = 0; i < self->choices->len; i++)
    {
      Choice *choice = g_ptr_array_index (self->choices, i);

      if (strcmp (choice->label, label) == 0)
        return choice;
    }

  return NULL;
}

static void
update_summary (OmniFilterChoice *self)
{
  g_autoptr (GString) summary = g_string_new (NULL);

  for (guint i = 0; i < self->choices->len; i++)
    {
      Choice *choice = g_ptr_array_index (self->choices, i);

      if (!gtk_check_button_get_active (choice->tick))
        continue;
      if (summary->len > 0)
        g_string_append (summary, ", ");
      g_string_append (summary, choice->label);
    }

  gtk_label_set_label (self->summary_label, summary->str);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->summary_label),
                               summary->len > 0 ? summary->str : NULL);
}

/*
 * Callbacks
 */

static void
ticked_cb (OmniFilterChoice *self, GParamSpec *pspec, GtkCheckButton *tick)
{
  if (self->showing)
    return;

  for (guint i = 0; i < self->choices->len; i++)
    {
      Choice *choice = g_ptr_array_index (self->choices, i);

      if (choice->tick == tick)
        g_ptr_array_set_size (choice->asked, 0);
    }

  if (gtk_check_button_get_active (tick) && !omni_filter_takes_many (self->filter))
    {
      self->showing = TRUE;
      for (guint i = 0; i < self->choices->len; i++)
        {
          Choice *choice = g_ptr_array_index (self->choices, i);

          if (choice->tick != tick)
            gtk_check_button_set_active (choice->tick, FALSE);
        }
      self->showing = FALSE;
    }

  update_summary (self);
  omni_filter_field_edited (OMNI_FILTER_FIELD (self));
}

/*
 * OmniFilterField
 */

static void
omni_filter_choice_show (OmniFilterField *field, OmniOrderQuery *query)
{
  OmniFilterChoice *self = OMNI_FILTER_CHOICE (field);
  const char *const *values = omni_order_query_get_values (query,
                                                           omni_filter_get_id (self->filter));

  self->showing = TRUE;

  /* A value that the tenant's list does not have is shown as it is. */
  for (guint i = 0; values != NULL && values[i] != NULL; i++)
    {
      if (find_choice (self, values[i]) == NULL)
        omni_filter_choice_add (self, values[i], values[i], NULL);
    }

  for (guint i = 0; i < self->choices->len; i++)
    {
      Choice *choice = g_ptr_array_index (self->choices, i);

      g_ptr_array_set_size (choice->asked, 0);
      for (guint v = 0; values != NULL && v < choice->values->len; v++)
        {
          if (g_strv_contains (values, g_ptr_array_index (choice->values, v)))
            g_ptr_array_add (choice->asked, g_strdup (g_ptr_array_index (choice->values, v)));
        }
      gtk_check_button_set_active (choice->tick, choice->asked->len > 0);
    }

  self->showing = FALSE;
  update_summary (self);
}

static OmniOrderQuery *
omni_filter_choice_apply (OmniFilterField *field, OmniOrderQuery *query)
{
  OmniFilterChoice *self = OMNI_FILTER_CHOICE (field);
  g_autoptr (GPtrArray) values = g_ptr_array_new ();

  for (guint i = 0; i < self->choices->len; i++)
    {
      Choice *choice = g_ptr_array_index (self->choices, i);

      GPtrArray *its = choice->asked->len > 0 ? choice->asked : choice->values;

      for (guint v = 0; gtk_check_button_get_active (choice->tick) && v < its->len; v++)
        g_ptr_array_add (values, g_ptr_array_index (its, v));
    }
  g_ptr_array_add (values, NULL);

  return omni_order_query_with_filter (query, omni_filter_get_id (self->filter),
                                       (const char * const *) values->pdata);
}

static void
omni_filter_choice_field_init (OmniFilterFieldInterface *iface)
{
  iface->show = omni_filter_choice_show;
  iface->apply = omni_filter_choice_apply;
}

/*
 * Overrides
 */

static void
omni_filter_choice_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), OMNI_TYPE_FILTER_CHOICE);

  G_OBJECT_CLASS (omni_filter_choice_parent_class)->dispose (object);
}

static void
omni_filter_choice_finalize (GObject *object)
{
  OmniFilterChoice *self = OMNI_FILTER_CHOICE (object);

  g_ptr_array_unref (self->choices);

  G_OBJECT_CLASS (omni_filter_choice_parent_class)->finalize (object);
}

static void
omni_filter_choice_class_init (OmniFilterChoiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = omni_filter_choice_dispose;
  object_class->finalize = omni_filter_choice_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/omnidesk/Omnidesk/ui/omni-filter-choice.ui");
  gtk_widget_class_bind_template_child (widget_class, OmniFilterChoice, expander);
  gtk_widget_class_bind_template_child (widget_class, OmniFilterChoice, title_label);
  gtk_widget_class_bind_template_child (widget_class, OmniFilterChoice, summary_label);
  gtk_widget_class_bind_template_child (widget_class, OmniFilterChoice, scrolled_window);
  gtk_widget_class_bind_template_child (widget_class, OmniFilterChoice, list);
}

static void
omni_filter_choice_init (OmniFilterChoice *self)
{
  self->choices = g_ptr_array_new_with_free_func (choice_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  omni_scroll_through (self->scrolled_window);
}

/**
 * omni_filter_choice_new:
 * @filter: the filter whose values are ticked
 *
 * Makes a field for @filter, without choices.
 *
 * Returns: (transfer floating): the field
 */
GtkWidget *
omni_filter_choice_new (const OmniFilter *filter)
{
  OmniFilterChoice *self;

  g_return_val_if_fail (filter != NULL, NULL);

  self = g_object_new (OMNI_TYPE_FILTER_CHOICE, NULL);
  self->filter = filter;
  gtk_label_set_label (self->title_label, omni_filter_get_label (filter));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->expander), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  omni_filter_get_label (filter), -1);

  return GTK_WIDGET (self);
}

/**
 * omni_filter_choice_add:
 * @self: the field
 * @value: the filter's value
 * @label: what people call it; may be a server's text
 * @color_class: (nullable): the CSS class of a dot before it
 *
 * Adds a choice at the end, or one more value to the choice that is called so already.
 */
void
omni_filter_choice_add (OmniFilterChoice *self,
                        const char *value,
                        const char *label,
                        const char *color_class)
{
  Choice *choice;
  GtkWidget *box;
  GtkWidget *name;

  g_return_if_fail (OMNI_IS_FILTER_CHOICE (self));
  g_return_if_fail (value != NULL && label != NULL);

  choice = find_label (self, label);
  if (choice != NULL)
    {
      g_ptr_array_add (choice->values, g_strdup (value));
      return;
    }

  choice = g_new0 (Choice, 1);
  choice->values = g_ptr_array_new_with_free_func (g_free);
  choice->asked = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (choice->values, g_strdup (value));
  choice->label = g_strdup (label);

  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  if (color_class != NULL)
    gtk_box_append (GTK_BOX (box), omni_status_dot_new (color_class));

  name = gtk_label_new (label);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_box_append (GTK_BOX (box), name);

  choice->count = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (choice->count), "choice-count");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (choice->count));

  choice->tick = GTK_CHECK_BUTTON (gtk_check_button_new ());
  gtk_check_button_set_child (choice->tick, box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (choice->tick), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  g_signal_connect_swapped (choice->tick, "notify::active", G_CALLBACK (ticked_cb), self);
  gtk_box_append (self->list, GTK_WIDGET (choice->tick));

  g_ptr_array_add (self->choices, choice);
  gtk_scrolled_window_set_max_content_height (self->scrolled_window,
                                              self->choices->len > MAX_VISIBLE_CHOICES
                                                  ? LONG_LIST_HEIGHT : -1);
}

/**
 * omni_filter_choice_clear:
 * @self: the field
 *
 * Removes all choices.
 */
void
omni_filter_choice_clear (OmniFilterChoice *self)
{
  GtkWidget *child;

  g_return_if_fail (OMNI_IS_FILTER_CHOICE (self));

  g_ptr_array_set_size (self->choices, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_box_remove (self->list, child);
}

/**
 * omni_filter_choice_set_count:
 * @self: the field
 * @value: a value
 * @count: how many orders have it, or -1 when that is not known
 *
 * Shows a number beside a choice.
 */
void
omni_filter_choice_set_count (OmniFilterChoice *self, const char *value, gint64 count)
{
  Choice *choice;
  g_autofree char *text = NULL;

  g_return_if_fail (OMNI_IS_FILTER_CHOICE (self));

  choice = find_choice (self, value);
  if (choice == NULL)
    return;

  text = count >= 0 ? g_strdup_printf ("%'" G_GINT64_FORMAT, count) : NULL;
  gtk_label_set_label (choice->count, text != NULL ? text : "");
}

/**
 * omni_filter_choice_set_expanded:
 * @self: the field
 * @expanded: whether the list is open
 *
 * Opens or folds the list.
 */
void
omni_filter_choice_set_expanded (OmniFilterChoice *self, gboolean expanded)
{
  g_return_if_fail (OMNI_IS_FILTER_CHOICE (self));

  gtk_expander_set_expanded (self->expander, expanded);
}

/**
 * omni_filter_choice_set_ticked:
 * @self: the field
 * @value: a value
 * @ticked: whether it is chosen
 *
 * Ticks a choice for the person.
 */
void
omni_filter_choice_set_ticked (OmniFilterChoice *self, const char *value, gboolean ticked)
{
  Choice *choice;

  g_return_if_fail (OMNI_IS_FILTER_CHOICE (self));

  choice = find_choice (self, value);
  if (choice != NULL)
    gtk_check_button_set_active (choice->tick, ticked);
}
