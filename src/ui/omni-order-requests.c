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

/* What customers and channels ask for. */

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
append_easy_return (GtkWidget *box, const OmniCancellationRequest *request)
{
  const char *code = omni_cancellation_request_get_easy_return (request, OMNI_EASY_RETURN_CODE);
  const char *company = omni_cancellation_request_get_easy_return (
    request, OMNI_EASY_RETURN_SHIPPING_COMPANY);
  g_autofree char *until = NULL;
  g_autofree char *text = NULL;
  GtkWidget *row;

  if (code == NULL || code[0] == '\0')
    return;

  row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  until = omni_format_moment (omni_cancellation_request_get_easy_return_end (request));
  text = g_strdup_printf ("%s %s%s%s%s%s", _ ("Easy-return code"), code,
                          company != NULL ? " · " : "", company != NULL ? company : "",
                          until[0] != '\0' ? " · → " : "", until);
  gtk_widget_add_css_class (append_label (row, text, "dim-label"), "numeric");
  gtk_box_append (GTK_BOX (row), omni_copy_button_new (code, _ ("Easy-return code")));
  gtk_box_append (GTK_BOX (box), row);
}

static GtkWidget *
new_request (const OmniCancellationRequest *request, GPtrArray *items)
{
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
  append_easy_return (box, request);

  return box;
}

GtkWidget *
omni_order_requests_new (void)
{
  return gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
}

/**
 * omni_order_requests_show:
 * @requests_box: what omni_order_requests_new() made
 * @requests: (element-type OmniCancellationRequest): the requests
 * @items: (nullable) (element-type OmniOrderItem): the lines, for their names
 */
void
omni_order_requests_show (GtkWidget *requests_box, GPtrArray *requests, GPtrArray *items)
{
  omni_widget_clear (requests_box);
  for (guint i = 0; i < requests->len; i++)
    gtk_box_append (GTK_BOX (requests_box), new_request (g_ptr_array_index (requests, i), items));
}
