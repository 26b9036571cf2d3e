/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What of an order gives money back: the products, the plans and the requests, around one desk. */

#include "config.h"

#include "omni-order-window-private.h"

#include "omni-cancellation-plan.h"
#include "omni-cancellation-request.h"
#include "omni-iban.h"
#include "omni-order-item.h"
#include "omni-order-plans.h"
#include "omni-order-products.h"
#include "omni-order-requests.h"

#include <glib/gi18n-lib.h>

static OmniOrderProducts *
get_products (OmniOrderWindow *self)
{
  return OMNI_ORDER_PRODUCTS (self->part_contents[OMNI_ORDER_PART_ITEMS]);
}

static const char *
get_currency (OmniOrderWindow *self)
{
  OmniOrder *order = omni_order_details_get_order (self->details);

  return order != NULL ? omni_order_get_currency (order) : NULL;
}

/* Why nothing can be done about plans and requests. */
static const char *
why_not (OmniOrderWindow *self, const char *permission)
{
  if (!omni_user_may (omni_session_get_user (self->session), permission))
    return _ ("You do not have the right to do this.");
  if (omni_session_get_database (self->session) == NULL)
    return _ ("Nothing can be written down on this computer, so nothing is given back from here.");
  if (omni_refund_desk_get_state (self->desk) != OMNI_REFUND_IDLE)
    return _ ("Something is being done to this order.");

  return NULL;
}

/*
 * Pictures
 */

typedef struct
{
  OmniClient *client; /* (owned) */
  gint64 channel;
  gint64 request;
} Pictures;

static void
pictures_free (gpointer data)
{
  Pictures *pictures = data;

  g_object_unref (pictures->client);
  g_free (pictures);
}

static void
list_pictures_in_thread (GTask *task,
                         gpointer source,
                         gpointer task_data,
                         GCancellable *cancellable)
{
  Pictures *pictures = task_data;
  GError *error = NULL;
  GPtrArray *images = omni_client_list_request_images (pictures->client, pictures->channel,
                                                       pictures->request, cancellable, &error);

  if (images != NULL)
    g_task_return_pointer (task, images, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/* A request without its pictures is still one, so that they cannot be read is not told. */
static void
pictures_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Pictures *pictures = g_task_get_task_data (G_TASK (result));
  g_autoptr (GPtrArray) images = g_task_propagate_pointer (G_TASK (result), NULL);

  if (images != NULL && gtk_widget_get_root (GTK_WIDGET (source)) != NULL)
    omni_order_requests_add_images (OMNI_ORDER_REQUESTS (source), pictures->request, images);
}

static void
list_pictures (OmniOrderWindow *self, const OmniCancellationRequest *request, gint64 channel)
{
  g_autoptr (GTask) task = g_task_new (self->part_contents[OMNI_ORDER_PART_REQUESTS], NULL,
                                       pictures_listed_cb, NULL);
  Pictures *pictures = g_new0 (Pictures, 1);

  pictures->client = g_object_ref (omni_session_get_client (self->session));
  pictures->channel = channel;
  pictures->request = omni_cancellation_request_get_pk (request);
  g_task_set_source_tag (task, list_pictures);
  g_task_set_task_data (task, pictures, pictures_free);
  g_task_run_in_thread (task, list_pictures_in_thread);
}

/*
 * Confirming
 */

/* What a dialog is about. */
typedef struct
{
  OmniOrderWindow *window;          /* (borrowed): the dialog's parent */
  OmniCancellationPlan *plan;       /* (nullable) (owned) */
  GArray *items;                    /* (nullable) (owned) */
  char *note;                       /* (nullable) (owned) */
  OmniCancellationRequest *request; /* (nullable) (owned) */
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_clear_pointer (&question->plan, omni_cancellation_plan_unref);
  g_clear_pointer (&question->items, g_array_unref);
  g_clear_pointer (&question->request, omni_cancellation_request_unref);
  g_free (question->note);
  g_free (question);
}

static void
answered_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  Question *question = g_object_get_data (G_OBJECT (dialog), "question");
  OmniOrderWindow *self = question->window;

  if (!g_str_equal (response, "confirm"))
    return;

  if (question->request != NULL)
    omni_refund_desk_reject (self->desk, omni_cancellation_request_get_pk (question->request));
  else if (question->items != NULL)
    omni_refund_desk_confirm_manual (self->desk, question->plan,
                                     (gint64 *) (gpointer) question->items->data,
                                     question->items->len, question->note);
  else
    omni_refund_desk_create_payment (self->desk, question->plan, "refund");
}

static void
ask (OmniOrderWindow *self,
     Question *question,
     const char *heading,
     const char *body,
     const char *button)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), heading, body);

  question->window = self;
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Do Nothing"),
                                    "confirm", button, NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "confirm",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "close");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  gtk_window_set_destroy_with_parent (GTK_WINDOW (dialog), TRUE);
  g_object_set_data_full (G_OBJECT (dialog), "question", question, question_free);
  g_signal_connect (dialog, "response", G_CALLBACK (answered_cb), NULL);
  gtk_window_present (GTK_WINDOW (dialog));
}

static const char *
get_product (OmniOrderWindow *self, gint64 pk)
{
  GPtrArray *items = omni_order_details_get_things (self->details, OMNI_ORDER_PART_ITEMS);

  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      const char *name = omni_order_item_get_text (items->pdata[i], OMNI_ORDER_ITEM_PRODUCT_NAME);

      if (omni_order_item_get_pk (items->pdata[i]) == pk && name != NULL)
        return name;
    }

  return "";
}

/* Each line with its amount and where it went, and how much it is in all. */
static char *
describe_refund (OmniOrderWindow *self, const OmniCancellationPlan *plan, GArray *items)
{
  g_autoptr (GString) text = g_string_new (NULL);
  OmniMoney total = { 0, 2, "" };
  g_autofree char *all = NULL;

  omni_money_set_currency (&total, get_currency (self));
  if (items->len == 0)
    omni_cancellation_plan_get_amount (plan, OMNI_CANCELLATION_PLAN_SHIPPING_REFUND_AMOUNT,
                                       get_currency (self), &total);
  for (guint i = 0; i < items->len; i++)
    {
      const OmniPlannedItem *planned =
        omni_cancellation_plan_find_item (plan, g_array_index (items, gint64, i));
      OmniMoney amount = planned->amount;
      OmniMoney sum = total;
      g_autofree char *formatted = NULL;
      g_autofree char *iban = planned->iban != NULL ? omni_iban_format (planned->iban) : NULL;

      omni_money_set_currency (&amount, get_currency (self));
      formatted = omni_money_format (&amount);
      omni_money_add (&sum, &amount, &total, NULL);
      g_string_append_printf (text, "%s: %s%s%s\n", get_product (self, planned->order_item),
                              formatted, iban != NULL ? " → " : "", iban != NULL ? iban : "");
    }

  all = omni_money_format (&total);
  /* Translators: %s is an amount */
  g_string_append_printf (text, _ ("%s in all. No money is sent by this: it says that you have "
                                   "paid it."),
                          all);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
refund_made_cb (OmniOrderWindow *self, OmniCancellationPlan *plan, GArray *items, const char *note)
{
  Question *question = g_new0 (Question, 1);
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT,
                                          omni_cancellation_plan_get_pk (plan));
  g_autofree char *heading = NULL;
  g_autofree char *body = describe_refund (self, plan, items);

  question->plan = omni_cancellation_plan_ref (plan);
  question->items = g_array_ref (items);
  question->note = g_strdup (note);
  /* Translators: %s is a plan's number */
  heading = g_strdup_printf (_ ("Was the refund of plan #%s made?"), key);
  ask (self, question, heading, body, _ ("Refund has been _made"));
}

static void
pay_again_cb (OmniOrderWindow *self, OmniCancellationPlan *plan)
{
  Question *question = g_new0 (Question, 1);
  OmniMoney money = { 0 };
  g_autofree char *amount = NULL;
  g_autofree char *body = NULL;

  omni_cancellation_plan_get_total (plan, get_currency (self), &money);
  amount = omni_money_format (&money);
  question->plan = omni_cancellation_plan_ref (plan);
  body = g_strdup_printf (_ ("The back office sends %s once more by the way it came. If it was "
                             "paid by hand already, it would go back twice."),
                          amount);
  ask (self, question, _ ("Try the refund again?"), body, _ ("_Try Again"));
}

static void
reject_cb (OmniOrderWindow *self, OmniCancellationRequest *request)
{
  Question *question = g_new0 (Question, 1);
  g_autofree char *body = g_strdup_printf (
    _ ("%s\nThe customer is told that it is rejected. This cannot be taken back."),
    get_product (self, omni_cancellation_request_get_order_item (request)));

  question->request = omni_cancellation_request_ref (request);
  ask (self, question, _ ("Reject the request?"), body, _ ("_Reject"));
}

static void
take_cb (OmniOrderWindow *self, OmniCancellationRequest *request)
{
  omni_order_products_take_request (get_products (self), request);
}

/*
 * The desk
 */

static void
desk_changed_cb (OmniOrderWindow *self)
{
  if (self->details == NULL)
    return;

  omni_order_window_show_part (self, OMNI_ORDER_PART_PLANS);
  omni_order_window_show_part (self, OMNI_ORDER_PART_REQUESTS);
}

static void
desk_finished_cb (OmniOrderWindow *self, const GError *error)
{
  if (self->details != NULL)
    omni_order_details_load (self->details);
  if (g_error_matches (error, OMNI_ERROR, OMNI_ERROR_SIGNED_OUT))
    omni_order_window_ask_to_sign_in (self);
}

/* Another Omnidesk on this computer may be at the order meanwhile. */
static void
is_active_cb (OmniOrderWindow *self)
{
  if (self->desk != NULL && gtk_window_is_active (GTK_WINDOW (self)))
    omni_refund_desk_look (self->desk);
}

/* Makes the desk, once the window has a session. */
void
omni_order_window_set_up_refunds (OmniOrderWindow *self)
{
  self->desk = omni_refund_desk_new (self->session);
  g_signal_connect_object (self->desk, "changed", G_CALLBACK (desk_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::is-active", G_CALLBACK (is_active_cb), NULL);
  g_signal_connect_object (self->desk, "finished", G_CALLBACK (desk_finished_cb), self,
                           G_CONNECT_SWAPPED);
}

/* Once the sections are there. */
void
omni_order_window_join_refunds (OmniOrderWindow *self)
{
  omni_order_products_set_desk (get_products (self), self->session, self->desk);
  g_signal_connect_object (self->part_contents[OMNI_ORDER_PART_PLANS], "refund-made",
                           G_CALLBACK (refund_made_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->part_contents[OMNI_ORDER_PART_PLANS], "pay-again",
                           G_CALLBACK (pay_again_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->part_contents[OMNI_ORDER_PART_REQUESTS], "take",
                           G_CALLBACK (take_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->part_contents[OMNI_ORDER_PART_REQUESTS], "reject",
                           G_CALLBACK (reject_cb), self, G_CONNECT_SWAPPED);
}

/* Turns the desk to the order that is shown. */
void
omni_order_window_turn_refunds (OmniOrderWindow *self, gint64 order_pk, OmniOrder *order)
{
  omni_refund_desk_set_order (self->desk, order_pk,
                              order != NULL ? omni_order_get_number (order) : NULL);
  if (omni_refund_desk_get_reasons (self->desk) == NULL)
    omni_refund_desk_load_reasons (self->desk);
}

void
omni_order_window_close_refunds (OmniOrderWindow *self)
{
  if (self->desk != NULL)
    omni_refund_desk_close (self->desk);
  g_clear_object (&self->desk);
}

/* The lines can be ticked once they, the order and its plans are there. */
void
omni_order_window_show_products (OmniOrderWindow *self)
{
  OmniOrder *order = omni_order_details_get_order (self->details);
  gboolean is_whole = omni_order_details_get_state (self->details, OMNI_ORDER_DETAILS_ORDER) !=
                          OMNI_LOAD_FAILED &&
                      omni_order_details_get_loaded_time (self->details) != OMNI_TIME_NONE;

  if (order != NULL)
    omni_refund_desk_set_order (self->desk, omni_order_get_pk (order),
                                omni_order_get_number (order));
  omni_order_products_show (
    get_products (self), order, omni_order_details_get_things (self->details,
                                                               OMNI_ORDER_PART_ITEMS),
    is_whole ? omni_order_details_get_things (self->details, OMNI_ORDER_PART_PLANS) : NULL);
}

void
omni_order_window_show_plans (OmniOrderWindow *self, GPtrArray *plans)
{
  OmniUser *user = omni_session_get_user (self->session);
  OmniPlansContext context = {
    omni_order_details_get_things (self->details, OMNI_ORDER_PART_ITEMS),
    get_currency (self),
    omni_user_get_pk (user),
    omni_user_get_username (user),
    why_not (self, "orders.refund_manual"),
  };

  omni_order_plans_show (OMNI_ORDER_PLANS (self->part_contents[OMNI_ORDER_PART_PLANS]), plans,
                         &context);
}

void
omni_order_window_show_requests (OmniOrderWindow *self, GPtrArray *requests)
{
  OmniOrder *order = omni_order_details_get_order (self->details);
  GPtrArray *items = omni_order_details_get_things (self->details, OMNI_ORDER_PART_ITEMS);
  gint64 channel = order != NULL ? omni_order_get_channel (order) : 0;

  omni_order_requests_show (OMNI_ORDER_REQUESTS (self->part_contents[OMNI_ORDER_PART_REQUESTS]),
                            requests, items, omni_session_get_reference_data (self->session),
                            why_not (self, "orders.cancel"));
  for (guint i = 0; channel != 0 && i < requests->len; i++)
    {
      if (omni_cancellation_request_is_open (requests->pdata[i]))
        list_pictures (self, requests->pdata[i], channel);
    }
}
