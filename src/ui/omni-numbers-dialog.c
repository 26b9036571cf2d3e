/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-numbers-dialog.h"

#include "omni-number-file.h"
#include "omni-order-query.h"
#include "omni-search.h"

#include <glib/gi18n-lib.h>

/* More than a person looks through is not put into the text. */
#define MAX_SHOWN_NUMBERS 5000

struct _OmniNumbersDialog
{
  AdwWindow parent_instance;

  /* Template children */
  GtkTextView *text_view;
  GtkLabel *count_label;
  GtkWidget *filter_button;
  GtkWidget *select_button;

  GStrv numbers;              /* (not nullable) (owned) */
  gboolean showing;           /* the program, not a person, changes the text */
  GtkNativeDialog *chooser;   /* (nullable) (owned): the file chooser, while it is open */
  GCancellable *cancellable;  /* (owned) */
};

G_DEFINE_FINAL_TYPE (OmniNumbersDialog, omni_numbers_dialog, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_FILTER,
  SIGNAL_SELECT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
take_numbers (OmniNumbersDialog *self, GStrv numbers)
{
  guint n = g_strv_length (numbers);
  g_autofree char *text = NULL;

  g_strfreev (self->numbers);
  self->numbers = numbers;

  text = g_strdup_printf (ngettext ("%'u number", "%'u numbers", n), n);
  if (n > OMNI_FILTER_MAX_VALUES)
    {
      g_autofree char *limit = g_strdup_printf (
        _("%s. More than %d cannot be shown at once, but selected."), text, OMNI_FILTER_MAX_VALUES);

      gtk_label_set_label (self->count_label, limit);
    }
  else
    {
      gtk_label_set_label (self->count_label, text);
    }

  gtk_widget_set_sensitive (self->filter_button, n > 0 && n <= OMNI_FILTER_MAX_VALUES);
  gtk_widget_set_sensitive (self->select_button, n > 0);
}

static void
text_changed_cb (OmniNumbersDialog *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text_view);
  g_autofree char *text = NULL;
  GtkTextIter start;
  GtkTextIter end;

  if (self->showing)
    return;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  take_numbers (self, omni_search_split_numbers (text));
}

static void
show_numbers (OmniNumbersDialog *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text_view);
  g_autofree char *text = NULL;

  if (g_strv_length (self->numbers) <= MAX_SHOWN_NUMBERS)
    text = g_strjoinv ("\n", self->numbers);

  self->showing = TRUE;
  gtk_text_buffer_set_text (buffer, text != NULL ? text : "", -1);
  self->showing = FALSE;
}

static void
file_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OmniNumbersDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  GStrv numbers = omni_number_file_read_finish (result, &error);

  if (self->text_view == NULL)
    {
      g_strfreev (numbers);
      return;
    }

  if (numbers != NULL)
    {
      take_numbers (self, numbers);
      show_numbers (self);
    }
  else if (!omni_error_is_cancelled (error))
    {
      gtk_label_set_label (self->count_label, error->message);
    }
}

static void
file_chosen_cb (OmniNumbersDialog *self, int response, GtkNativeDialog *dialog)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL)
    omni_numbers_dialog_read_file (self, file);

  g_clear_object (&self->chooser);
}

static void
file_clicked_cb (OmniNumbersDialog *self)
{
  if (self->chooser != NULL)
    return;

  self->chooser = GTK_NATIVE_DIALOG (
    gtk_file_chooser_native_new (_("Order Numbers"), GTK_WINDOW (self),
                                 GTK_FILE_CHOOSER_ACTION_OPEN, _("_Open"), _("_Cancel")));
  gtk_native_dialog_set_modal (self->chooser, TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (file_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (self->chooser);
}

static void
filter_clicked_cb (OmniNumbersDialog *self)
{
  g_signal_emit (self, signals[SIGNAL_FILTER], 0, self->numbers);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
select_clicked_cb (OmniNumbersDialog *self)
{
  g_signal_emit (self, signals[SIGNAL_SELECT], 0, self->numbers);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
omni_numbers_dialog_dispose (GObject *object)
{
  OmniNumbersDialog *self = OMNI_NUMBERS_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->chooser);
  gtk_widget_dispose_template (GTK_WIDGET (self), OMNI_TYPE_NUMBERS_DIALOG);

  G_OBJECT_CLASS (omni_numbers_dialog_parent_class)->dispose (object);
}

static void
omni_numbers_dialog_finalize (GObject *object)
{
  OmniNumbersDialog *self = OMNI_NUMBERS_DIALOG (object);

  g_strfreev (self->numbers);
  g_object_unref (self->cancellable);

  G_OBJECT_CLASS (omni_numbers_dialog_parent_class)->finalize (object);
}

static void
omni_numbers_dialog_class_init (OmniNumbersDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = omni_numbers_dialog_dispose;
  object_class->finalize = omni_numbers_dialog_finalize;

  signals[SIGNAL_FILTER] = g_signal_new ("filter", OMNI_TYPE_NUMBERS_DIALOG, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRV);
  signals[SIGNAL_SELECT] = g_signal_new ("select", OMNI_TYPE_NUMBERS_DIALOG, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRV);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/omnidesk/Omnidesk/ui/omni-numbers-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, OmniNumbersDialog, text_view);
  gtk_widget_class_bind_template_child (widget_class, OmniNumbersDialog, count_label);
  gtk_widget_class_bind_template_child (widget_class, OmniNumbersDialog, filter_button);
  gtk_widget_class_bind_template_child (widget_class, OmniNumbersDialog, select_button);
  gtk_widget_class_bind_template_callback (widget_class, file_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, select_clicked_cb);
}

static void
omni_numbers_dialog_init (OmniNumbersDialog *self)
{
  self->numbers = g_new0 (char *, 1);
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));

  g_signal_connect_object (gtk_text_view_get_buffer (self->text_view), "changed",
                           G_CALLBACK (text_changed_cb), self, G_CONNECT_SWAPPED);
  text_changed_cb (self);
}

/**
 * omni_numbers_dialog_new:
 * @parent: the window that it belongs to
 *
 * Returns: (transfer none): the dialog
 */
GtkWidget *
omni_numbers_dialog_new (GtkWindow *parent)
{
  OmniNumbersDialog *self = g_object_new (OMNI_TYPE_NUMBERS_DIALOG, "transient-for", parent, NULL);

  gtk_widget_grab_focus (GTK_WIDGET (self->text_view));

  return GTK_WIDGET (self);
}

/**
 * omni_numbers_dialog_set_text:
 * @self: the dialog
 * @text: order numbers, anything between them
 *
 * Types for the person.
 */
void
omni_numbers_dialog_set_text (OmniNumbersDialog *self, const char *text)
{
  g_return_if_fail (OMNI_IS_NUMBERS_DIALOG (self));

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text_view), text, -1);
}

/**
 * omni_numbers_dialog_read_file:
 * @self: the dialog
 * @file: a list of order numbers, or a table with a column of them
 *
 * Takes the numbers from a file, or says why they cannot be read.
 */
void
omni_numbers_dialog_read_file (OmniNumbersDialog *self, GFile *file)
{
  g_return_if_fail (OMNI_IS_NUMBERS_DIALOG (self));

  omni_number_file_read_async (file, self->cancellable, file_read_cb, g_object_ref (self));
}
