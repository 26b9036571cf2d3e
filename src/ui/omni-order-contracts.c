/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-order-contracts.h"

#include "omni-fact-grid.h"
#include "omni-file-dialog.h"
#include "omni-format.h"
#include "omni-scroll-through.h"

#include <glib/gi18n-lib.h>

#define TEXT_HEIGHT 220
#define LINE_HEIGHT 19
#define LINE_LENGTH 90
/* Of a title in the name of a file, of which file systems take 255 bytes. */
#define N_MOST_NAME 50

struct _OmniOrderContracts
{
  GtkWidget parent_instance;

  GtkWidget *box;           /* (borrowed): the only child */
  char *order_number;       /* (nullable) (owned) */
  GtkNativeDialog *chooser; /* (nullable) (owned): the file chooser, while it is open */
  OmniContract *chosen;     /* (nullable) (owned): the one that the file chooser is about */
};

G_DEFINE_FINAL_TYPE (OmniOrderContracts, omni_order_contracts, GTK_TYPE_WIDGET)

static const char *
get_title (const OmniContract *contract)
{
  const char *name = omni_contract_get_name (contract);

  if (name == NULL || name[0] == '\0')
    name = omni_contract_get_slug (contract);

  return name != NULL && name[0] != '\0' ? name : _ ("Contract");
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OmniOrderContracts) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean saved = g_file_replace_contents_finish (G_FILE (source), result, NULL, &error);

  if (self->box != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.say", "s",
                                saved ? _ ("The contract is saved") : error->message);
}

static void
file_chosen_cb (OmniOrderContracts *self, int response, GtkNativeDialog *dialog)
{
  g_autoptr (OmniContract) contract = g_steal_pointer (&self->chosen);
  g_autoptr (GFile) target = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      target = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
      omni_file_dialog_remember_folder (target);
      omni_order_contracts_save (self, contract, target);
    }

  g_clear_object (&self->chooser);
}

static char *
dup_file_name (OmniOrderContracts *self, const OmniContract *contract)
{
  const char *whole = get_title (contract);
  glong length = MIN (g_utf8_strlen (whole, -1), N_MOST_NAME);
  g_autofree char *title = g_utf8_substring (whole, 0, length);
  g_autofree char *name = g_strdup_printf (
    "%s-%s.txt", self->order_number != NULL ? self->order_number : "", title);

  return g_strdelimit (g_steal_pointer (&name), "/\\:", '-');
}

static void
save_clicked_cb (GtkButton *button, OmniContract *contract)
{
  OmniOrderContracts *self = OMNI_ORDER_CONTRACTS (
    gtk_widget_get_ancestor (GTK_WIDGET (button), OMNI_TYPE_ORDER_CONTRACTS));
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  g_autofree char *name = dup_file_name (self, contract);

  if (self->chooser != NULL)
    return;

  self->chosen = omni_contract_ref (contract);
  self->chooser = omni_file_dialog_new_to_save (window, _ ("Save Contract"), _ ("_Save"), name,
                                                NULL);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (file_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (self->chooser);
}

static int
estimate_height (const char *text)
{
  int n_lines = 1;

  if (text == NULL)
    return n_lines * LINE_HEIGHT;

  while (n_lines * LINE_HEIGHT < TEXT_HEIGHT && *text != '\0')
    {
      const char *end = text + strcspn (text, "\n");

      n_lines += 1 + (int) MIN ((end - text) / LINE_LENGTH, TEXT_HEIGHT);
      text = *end != '\0' ? end + 1 : end;
    }

  return MIN (n_lines * LINE_HEIGHT, TEXT_HEIGHT);
}

static GtkWidget *
new_text (const OmniContract *contract)
{
  const char *text = omni_contract_get_text (contract);
  GtkWidget *view = gtk_text_view_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  /* A text view that was never shown does not know how high it wants to be. */
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scrolled),
                                              estimate_height (text));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)),
                            text != NULL && text[0] != '\0' ? text : _ ("This contract is empty."),
                            -1);
  gtk_text_view_set_editable (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_cursor_visible (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (view), 9);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (view), 9);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (view), 6);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (view), 6);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  get_title (contract), -1);

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), TEXT_HEIGHT);
  gtk_widget_add_css_class (scrolled, "contract-text");
  omni_scroll_through (GTK_SCROLLED_WINDOW (scrolled));

  return scrolled;
}

static void
contract_closure_free (gpointer contract, GClosure *closure)
{
  omni_contract_unref (contract);
}

static GtkWidget *
new_contract (OmniContract *contract)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *expander = gtk_expander_new (NULL);
  GtkWidget *text = new_text (contract);
  GtkWidget *title = gtk_label_new (get_title (contract));
  GtkWidget *when = NULL;
  GtkWidget *save = gtk_button_new_with_label (_ ("Save…"));
  g_autofree char *moment = omni_format_moment (omni_contract_get_created_date (contract));
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  when = gtk_label_new (moment);
  gtk_widget_add_css_class (when, "dim-label");
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_box_append (GTK_BOX (head), title);
  gtk_box_append (GTK_BOX (head), when);
  gtk_expander_set_label_widget (GTK_EXPANDER (expander), head);
  /* It stands below the expander and the button, over the whole width. */
  g_object_bind_property (expander, "expanded", text, "visible", G_BINDING_SYNC_CREATE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (expander), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  get_title (contract), -1);
  gtk_widget_set_hexpand (expander, TRUE);
  gtk_widget_add_css_class (expander, "contract");

  gtk_widget_set_valign (save, GTK_ALIGN_START);
  gtk_widget_add_css_class (save, "flat");
  g_signal_connect_data (save, "clicked", G_CALLBACK (save_clicked_cb),
                         omni_contract_ref (contract), contract_closure_free, 0);

  gtk_box_append (GTK_BOX (line), expander);
  gtk_box_append (GTK_BOX (line), save);
  gtk_box_append (GTK_BOX (row), line);
  gtk_box_append (GTK_BOX (row), text);

  return row;
}

static void
omni_order_contracts_dispose (GObject *object)
{
  OmniOrderContracts *self = OMNI_ORDER_CONTRACTS (object);

  g_clear_object (&self->chooser);
  g_clear_pointer (&self->chosen, omni_contract_unref);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (omni_order_contracts_parent_class)->dispose (object);
}

static void
omni_order_contracts_finalize (GObject *object)
{
  g_free (OMNI_ORDER_CONTRACTS (object)->order_number);

  G_OBJECT_CLASS (omni_order_contracts_parent_class)->finalize (object);
}

static void
omni_order_contracts_class_init (OmniOrderContractsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = omni_order_contracts_dispose;
  G_OBJECT_CLASS (klass)->finalize = omni_order_contracts_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
omni_order_contracts_init (OmniOrderContracts *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
omni_order_contracts_new (void)
{
  return g_object_new (OMNI_TYPE_ORDER_CONTRACTS, NULL);
}

static char *
describe (GPtrArray *contracts)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < contracts->len; i++)
    {
      const OmniContract *contract = g_ptr_array_index (contracts, i);
      const char *name = omni_contract_get_name (contract);
      const char *content = omni_contract_get_text (contract);

      g_string_append_printf (text, "%s\t%s\n", name != NULL ? name : "",
                              content != NULL ? content : "");
    }

  return g_string_free (text, FALSE);
}

/**
 * omni_order_contracts_show:
 * @self: the contracts' widget
 * @contracts: (element-type OmniContract): what it shows from now on
 * @order_number: (nullable): for the names of files
 */
void
omni_order_contracts_show (OmniOrderContracts *self, GPtrArray *contracts, const char *order_number)
{
  g_return_if_fail (OMNI_IS_ORDER_CONTRACTS (self));

  g_free (self->order_number);
  self->order_number = g_strdup (order_number);
  /* A text that somebody reads stays where it was scrolled to. */
  if (!omni_widget_take_content (self->box, describe (contracts)))
    return;

  omni_widget_clear (self->box);
  for (guint i = 0; i < contracts->len; i++)
    gtk_box_append (GTK_BOX (self->box), new_contract (g_ptr_array_index (contracts, i)));
}

/**
 * omni_order_contracts_save:
 * @self: the contracts' widget
 * @contract: one of them
 * @target: a file; one that is there is replaced, which whoever chose it has agreed to
 *
 * Writes the text of a contract, and says when that is done or why it cannot be.
 */
void
omni_order_contracts_save (OmniOrderContracts *self, const OmniContract *contract, GFile *target)
{
  const char *text = omni_contract_get_text (contract);
  char *content = g_strconcat (text != NULL ? text : "", "\n", NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_take (content, strlen (content));

  g_return_if_fail (OMNI_IS_ORDER_CONTRACTS (self));

  g_file_replace_contents_bytes_async (target, bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL,
                                       saved_cb, g_object_ref (self));
}
