/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-update-reading.h"

#include <glib/gi18n-lib.h>
#include <string.h>

enum
{
  ENCODING,
  DELIMITER,
  QUOTE,
  DATES,
  N_QUESTIONS
};

struct _OmniUpdateReading
{
  GtkPopover parent_instance;

  GtkDropDown *answers[N_QUESTIONS]; /* (borrowed) */
  GtkWidget *hint;                   /* (borrowed) */
  OmniCsvDialect dialect;            /* what is shown */
  gboolean showing;                  /* the program, not a person, chooses */
};

static const char delimiters[] = { ',', ';', '\t', '|' };
static const char quotes[] = { '"', '\'' };

static const struct
{
  const char *label;
  const char *answers[5];
} questions[N_QUESTIONS] = {
  [ENCODING] = { N_("Encoding"), { "UTF-8", "UTF-16 LE", "UTF-16 BE", "Windows-1254" } },
  [DELIMITER] = { N_("Delimiter"),
                  { N_("Comma (,)"), N_("Semicolon (;)"), N_("Tab"), N_("Bar (|)") } },
  [QUOTE] = { N_("Quotation mark"), { "\"", "'" } },
  [DATES] = { N_("Dates begin with"), { N_("The day"), N_("The month") } },
};

G_DEFINE_FINAL_TYPE (OmniUpdateReading, omni_update_reading, GTK_TYPE_POPOVER)

enum
{
  DIALECT_CHANGED,
  DATE_ORDER_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static guint
find_letter (const char *letters, gsize n_letters, char letter)
{
  const char *found = memchr (letters, letter, n_letters);

  return found != NULL ? (guint) (found - letters) : 0;
}

static void
chosen_cb (OmniUpdateReading *self, GParamSpec *pspec, GtkDropDown *answer)
{
  if (self->showing)
    return;

  g_signal_emit (self, signals[answer == self->answers[DATES] ? DATE_ORDER_CHANGED
                                                              : DIALECT_CHANGED], 0);
}

static void
add_question (OmniUpdateReading *self, GtkGrid *grid, guint question)
{
  GtkWidget *label = gtk_label_new (_ (questions[question].label));
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  GtkWidget *answer;

  for (guint i = 0; questions[question].answers[i] != NULL; i++)
    gtk_string_list_append (list, _ (questions[question].answers[i]));

  answer = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&list)), NULL);
  self->answers[question] = GTK_DROP_DOWN (answer);
  gtk_widget_set_hexpand (answer, TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (answer), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (questions[question].label), -1);
  gtk_grid_attach (grid, label, 0, (int) question, 1, 1);
  gtk_grid_attach (grid, answer, 1, (int) question, 1, 1);
  g_signal_connect_swapped (answer, "notify::selected", G_CALLBACK (chosen_cb), self);
}

static void
omni_update_reading_class_init (OmniUpdateReadingClass *klass)
{
  signals[DIALECT_CHANGED] = g_signal_new ("dialect-changed", OMNI_TYPE_UPDATE_READING,
                                           G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[DATE_ORDER_CHANGED] =
      g_signal_new ("date-order-changed", OMNI_TYPE_UPDATE_READING, G_SIGNAL_RUN_LAST, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 0);
}

static void
omni_update_reading_init (OmniUpdateReading *self)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  for (guint i = 0; i < N_QUESTIONS; i++)
    add_question (self, GTK_GRID (grid), i);

  self->hint = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->hint), 0);
  gtk_label_set_wrap (GTK_LABEL (self->hint), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (self->hint), 32);
  gtk_widget_add_css_class (self->hint, "dim-label");
  gtk_grid_attach (GTK_GRID (grid), self->hint, 0, N_QUESTIONS, 2, 1);
  gtk_popover_set_child (GTK_POPOVER (self), grid);
  gtk_widget_add_css_class (GTK_WIDGET (self), "update-reading");
}

/**
 * omni_update_reading_show_dialect:
 * @self: the questions
 * @dialect: how the file is read
 * @is_text: whether it is a text; a workbook leaves no choice
 */
void
omni_update_reading_show_dialect (OmniUpdateReading *self,
                                  const OmniCsvDialect *dialect,
                                  gboolean is_text)
{
  for (guint i = 0; i < DATES; i++)
    gtk_widget_set_sensitive (GTK_WIDGET (self->answers[i]), is_text);

  self->showing = TRUE;
  self->dialect = *dialect;
  gtk_drop_down_set_selected (self->answers[ENCODING], dialect->encoding);
  gtk_drop_down_set_selected (self->answers[DELIMITER],
                              find_letter (delimiters, sizeof delimiters, dialect->delimiter));
  gtk_drop_down_set_selected (self->answers[QUOTE],
                              find_letter (quotes, sizeof quotes, dialect->quote));
  self->showing = FALSE;
}

/**
 * omni_update_reading_show_date_order:
 * @self: the questions
 * @order: how dates are read
 * @is_known: whether a date of the file or a person says so
 */
void
omni_update_reading_show_date_order (OmniUpdateReading *self,
                                     OmniDateOrder order,
                                     gboolean is_known)
{
  self->showing = TRUE;
  gtk_drop_down_set_selected (self->answers[DATES], order);
  gtk_label_set_label (GTK_LABEL (self->hint),
                       is_known ? _("All of this was found out from the file.")
                                : _("No date of the file says whether the day or the month comes "
                                    "first."));
  self->showing = FALSE;
}

/**
 * omni_update_reading_get_dialect:
 * @self: the questions
 * @dialect: (out): how the file is to be read
 */
void
omni_update_reading_get_dialect (OmniUpdateReading *self, OmniCsvDialect *dialect)
{
  *dialect = self->dialect;
  dialect->encoding = (OmniCsvEncoding) gtk_drop_down_get_selected (self->answers[ENCODING]);
  dialect->delimiter = delimiters[gtk_drop_down_get_selected (self->answers[DELIMITER])];
  dialect->quote = quotes[gtk_drop_down_get_selected (self->answers[QUOTE])];
}

/**
 * omni_update_reading_get_date_order:
 * @self: the questions
 *
 * Returns: how dates are to be read
 */
OmniDateOrder
omni_update_reading_get_date_order (OmniUpdateReading *self)
{
  return (OmniDateOrder) gtk_drop_down_get_selected (self->answers[DATES]);
}

/**
 * omni_update_reading_dup_summary:
 * @dialect: how a file is read
 *
 * Returns: (transfer full): that in a few letters, as "Windows-1254 ;"
 */
char *
omni_update_reading_dup_summary (const OmniCsvDialect *dialect)
{
  char delimiter[2] = { dialect->delimiter, '\0' };

  return g_strdup_printf ("%s  %s", omni_csv_encoding_get_name (dialect->encoding),
                          dialect->delimiter == '\t' ? _("Tab") : delimiter);
}
