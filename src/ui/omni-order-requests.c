/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-order-requests.h"

#include "omni-cancellation-request.h"
#include "omni-fact-grid.h"
#include "omni-format.h"
#include "omni-order-item.h"
#include "omni-status-dot.h"

#include <glib/gi18n-lib.h>

struct _OmniOrderRequests
{
  GtkWidget parent_instance;

  GtkWidget *box;     /* (borrowed): the only child */
  GHashTable *images; /* (owned) (element-type gint64 GtkBox): where pictures go, by request */
};

enum
{
  SIGNAL_TAKE,
  SIGNAL_REJECT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (OmniOrderRequests, omni_order_requests, GTK_TYPE_WIDGET)

static GtkWidget *
append_label (GtkWidget *box, const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);

  return label;
}

static GtkWidget *
append_sentence (GtkWidget *box, const char *text, const char *css_class)
{
  GtkWidget *label = append_label (box, text, css_class);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);

  return label;
}

static const char *
find_product (GPtrArray *items, gint64 item_pk)
{
  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      const OmniOrderItem *item = g_ptr_array_index (items, i);

      if (omni_order_item_get_pk (item) == item_pk)
        return omni_order_item_get_text (item, OMNI_ORDER_ITEM_PRODUCT_NAME);
    }

  return NULL;
}

static GtkWidget *
new_head (const OmniCancellationRequest *request)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  const char *kind = omni_cancellation_request_get_kind_label (request);
  const char *status = omni_cancellation_request_get_status_label (request);
  g_autofree char *title = g_strdup_printf ("#%" G_GINT64_FORMAT " %s",
                                            omni_cancellation_request_get_pk (request),
                                            kind != NULL ? kind : "");
  g_autofree char *when = omni_format_moment (
    omni_cancellation_request_get_created_date (request));
  GtkWidget *label;

  append_label (head, title, "heading");
  gtk_box_append (GTK_BOX (head), omni_status_dot_new (omni_status_color_get_class (
                                    omni_cancellation_request_get_color (request))));
  append_label (head, status != NULL ? status : "—", NULL);
  label = append_label (head, when, "dim-label");
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);

  return head;
}

static void
append_easy_return (GtkWidget *box,
                    const OmniCancellationRequest *request,
                    const OmniReferenceData *reference)
{
  const char *code = omni_cancellation_request_get_easy_return (request, OMNI_EASY_RETURN_CODE);
  const char *company = omni_reference_data_name_code (
    reference, OMNI_REFERENCE_CARGO_COMPANY,
    omni_cancellation_request_get_easy_return (request, OMNI_EASY_RETURN_SHIPPING_COMPANY));
  g_autofree char *until = NULL;
  g_autofree char *text = NULL;
  GtkWidget *row;

  if (code == NULL || code[0] == '\0')
    return;

  row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  until = omni_format_date (omni_cancellation_request_get_easy_return_end (request));
  text = g_strdup_printf ("%s %s%s%s%s%s", _ ("Easy-return code"), code,
                          company != NULL ? " · " : "", company != NULL ? company : "",
                          until[0] != '\0' ? " · → " : "", until);
  gtk_widget_add_css_class (append_label (row, text, "dim-label"), "numeric");
  gtk_box_append (GTK_BOX (row), omni_copy_button_new (code, _ ("Easy-return code")));
  gtk_box_append (GTK_BOX (box), row);
}

static void
emit (GtkWidget *button, guint signal)
{
  GtkWidget *self = gtk_widget_get_ancestor (button, OMNI_TYPE_ORDER_REQUESTS);
  OmniCancellationRequest *request = g_object_get_data (G_OBJECT (button), "request");

  if (self != NULL)
    g_signal_emit (self, signals[signal], 0, request);
}

static void
take_cb (GtkWidget *button)
{
  emit (button, SIGNAL_TAKE);
}

static void
reject_cb (GtkWidget *button)
{
  emit (button, SIGNAL_REJECT);
}

static void
append_button (GtkWidget *row,
               const char *label,
               GCallback clicked,
               OmniCancellationRequest *request,
               const char *why_not)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_sensitive (button, why_not == NULL);
  gtk_widget_set_tooltip_text (button, why_not);
  g_object_set_data_full (G_OBJECT (button), "request", omni_cancellation_request_ref (request),
                          (GDestroyNotify) omni_cancellation_request_unref);
  g_signal_connect (button, "clicked", clicked, NULL);
  gtk_box_append (GTK_BOX (row), button);
}

static void
append_buttons (GtkWidget *box, OmniCancellationRequest *request, const char *why_not)
{
  GtkWidget *row;

  if (!omni_cancellation_request_is_open (request))
    return;

  row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  append_button (row,
                 omni_cancellation_request_is_return (request) ? _ ("Return These _Items")
                                                               : _ ("Cancel These _Items"),
                 G_CALLBACK (take_cb), request, why_not);
  append_button (row, _ ("_Reject…"), G_CALLBACK (reject_cb), request, why_not);
  gtk_box_append (GTK_BOX (box), row);
}

static GtkWidget *
new_request (OmniOrderRequests *self,
             OmniCancellationRequest *request,
             GPtrArray *items,
             const OmniReferenceData *reference,
             const char *why_not)
{
  gint64 pk = omni_cancellation_request_get_pk (request);
  GtkWidget *images = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  const char *product = find_product (items, omni_cancellation_request_get_order_item (request));
  const char *words = omni_cancellation_request_get_text (request,
                                                          OMNI_CANCELLATION_REQUEST_DESCRIPTION);

  gtk_widget_add_css_class (box, "plan");
  gtk_box_append (GTK_BOX (box), new_head (request));
  if (product != NULL)
    append_sentence (box, product, NULL);
  if (words != NULL && words[0] != '\0')
    {
      /* Translators: what a customer wrote */
      g_autofree char *quoted = g_strdup_printf (_ ("“%s”"), words);

      append_sentence (box, quoted, NULL);
    }
  append_easy_return (box, request, reference);
  gtk_box_append (GTK_BOX (box), images);
  gtk_widget_set_visible (images, FALSE);
  g_hash_table_insert (self->images, g_memdup2 (&pk, sizeof pk), images);
  append_buttons (box, request, why_not);

  return box;
}

/*
 * Overrides
 */

static void
omni_order_requests_dispose (GObject *object)
{
  OmniOrderRequests *self = OMNI_ORDER_REQUESTS (object);

  g_clear_pointer (&self->images, g_hash_table_unref);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (omni_order_requests_parent_class)->dispose (object);
}

static void
omni_order_requests_class_init (OmniOrderRequestsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = omni_order_requests_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);

  signals[SIGNAL_TAKE] = g_signal_new ("take", OMNI_TYPE_ORDER_REQUESTS, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[SIGNAL_REJECT] = g_signal_new ("reject", OMNI_TYPE_ORDER_REQUESTS, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
omni_order_requests_init (OmniOrderRequests *self)
{
  self->images = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/*
 * Public API
 */

GtkWidget *
omni_order_requests_new (void)
{
  return g_object_new (OMNI_TYPE_ORDER_REQUESTS, NULL);
}

/**
 * omni_order_requests_show:
 * @self: the requests
 * @requests: (element-type OmniCancellationRequest): what is shown from now on
 * @items: (nullable) (element-type OmniOrderItem): the lines, for their names
 * @reference: (nullable): the tenant's lists
 * @why_not: (nullable): why nothing can be done about them now
 */
void
omni_order_requests_show (OmniOrderRequests *self,
                          GPtrArray *requests,
                          GPtrArray *items,
                          const OmniReferenceData *reference,
                          const char *why_not)
{
  g_return_if_fail (OMNI_IS_ORDER_REQUESTS (self));

  g_hash_table_remove_all (self->images);
  omni_widget_clear (self->box);
  for (guint i = 0; i < requests->len; i++)
    gtk_box_append (GTK_BOX (self->box),
                    new_request (self, g_ptr_array_index (requests, i), items, reference, why_not));
}

/**
 * omni_order_requests_add_images:
 * @self: the requests
 * @request: a request's primary key
 * @images: (element-type utf8): where its pictures are
 *
 * Shows links to the pictures; none of them is loaded.
 */
void
omni_order_requests_add_images (OmniOrderRequests *self, gint64 request, GPtrArray *images)
{
  GtkWidget *row;

  g_return_if_fail (OMNI_IS_ORDER_REQUESTS (self));

  row = g_hash_table_lookup (self->images, &request);
  if (row == NULL || images->len == 0)
    return;

  omni_widget_clear (row);
  append_label (row, _ ("Pictures"), "dim-label");
  for (guint i = 0; i < images->len; i++)
    gtk_box_append (GTK_BOX (row),
                    omni_link_button_new (g_ptr_array_index (images, i), _ ("Picture")));
  gtk_widget_set_visible (row, TRUE);
}
