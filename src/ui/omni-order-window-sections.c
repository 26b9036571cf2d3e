/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-order-window-private.h"

#include "omni-columns-layout.h"
#include "omni-discount-item.h"
#include "omni-cancellation-plan.h"
#include "omni-fact-grid.h"
#include "omni-order-item.h"
#include "omni-order-money.h"
#include "omni-order-plans.h"
#include "omni-order-products.h"
#include "omni-order-requests.h"
#include "omni-order-totals.h"

#include <glib/gi18n-lib.h>

/* What stands in the window, from top to bottom:
 *
 *   the order's own data       cards in columns
 *   products                   over the whole width
 *   money, plans, contracts    cards in columns
 */

#define FACT_COLUMN_WIDTH 320
#define PART_COLUMN_WIDTH 440
#define SPACING 9

/* In the order in which they are read; the long ones last, so that columns fill evenly. */
static const OmniOrderSection section_order[OMNI_N_SECTIONS] = {
  OMNI_SECTION_ORDER,   OMNI_SECTION_CUSTOMER, OMNI_SECTION_SHIPPING,
  OMNI_SECTION_BILLING, OMNI_SECTION_PAYMENT,  OMNI_SECTION_DELIVERY,
};

static const struct
{
  const char *id;
  const char *title;
  const char *empty_text;
} part_words[OMNI_ORDER_N_PARTS] = {
  [OMNI_ORDER_PART_ITEMS] = { "products", N_ ("Products"), N_ ("This order has no products.") },
  [OMNI_ORDER_PART_DISCOUNTS] = { "discounts", N_ ("Discounts"),
                                  N_ ("No discount was given.") },
  [OMNI_ORDER_PART_TRANSACTIONS] = { "transactions", N_ ("Payment transactions"),
                                     N_ ("No money has moved yet.") },
  [OMNI_ORDER_PART_PLANS] = { "plans", N_ ("Cancellation plans"),
                              N_ ("Nothing was cancelled or returned.") },
  [OMNI_ORDER_PART_REQUESTS] = { "requests", N_ ("Cancellation requests"),
                                 N_ ("Nobody asked for a cancellation or a return.") },
  [OMNI_ORDER_PART_LOG] = { "log", N_ ("Order Log"), NULL },
  [OMNI_ORDER_PART_CONTRACTS] = { "contracts", N_ ("Contracts"), N_ ("There are no contracts.") },
};

/* Which part a view retries. */
typedef struct
{
  OmniOrderWindow *window; /* (borrowed): owns the view */
  guint part;
} Retry;

static void
retry_cb (OmniPartView *view, gpointer user_data)
{
  Retry *retry = user_data;

  omni_order_window_retry (retry->window, retry->part);
}

static void
free_retry (gpointer data, GClosure *closure)
{
  g_free (data);
}

static GtkWidget *
new_columns (int column_width, guint max_columns)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_set_layout_manager (box, omni_columns_layout_new (column_width, max_columns, SPACING));

  return box;
}

static OmniFoldSection *
append_section (OmniOrderWindow *self, GtkWidget *box, const char *id, const char *title,
                GtkWidget *child)
{
  GtkWidget *section = omni_fold_section_new (id, title);

  omni_fold_section_set_child (OMNI_FOLD_SECTION (section), child);
  g_signal_connect_swapped (section, "folded", G_CALLBACK (omni_order_window_update_expand), self);
  gtk_box_append (GTK_BOX (box), section);

  return OMNI_FOLD_SECTION (section);
}

static void
append_facts (OmniOrderWindow *self, GtkWidget *box, OmniOrderSection section)
{
  self->fact_grids[section] = omni_fact_grid_new ();
  self->fact_sections[section] = append_section (self, box, omni_order_section_get_id (section),
                                                 omni_order_section_get_title (section),
                                                 self->fact_grids[section]);
}

static void
append_part (OmniOrderWindow *self, GtkWidget *box, guint part, GtkWidget *content)
{
  Retry *retry = g_new0 (Retry, 1);
  GtkWidget *view = omni_part_view_new (content, _ (part_words[part].empty_text));

  retry->window = self;
  retry->part = part;
  g_signal_connect_data (view, "retry", G_CALLBACK (retry_cb), retry, free_retry, 0);

  self->part_contents[part] = content;
  self->part_views[part] = OMNI_PART_VIEW (view);
  self->part_sections[part] = append_section (self, box, part_words[part].id,
                                              _ (part_words[part].title), view);
}

static GtkWidget *
new_address_button (void)
{
  GtkWidget *button =
    g_object_new (GTK_TYPE_BUTTON, "icon-name", "edit-copy-symbolic", "action-name",
                  "win.copy-address", "has-frame", FALSE, "tooltip-text",
                  _ ("Copy the address as a label (Ctrl+Shift+D)"), NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Copy the address as a label"), -1);

  return button;
}

/*
 * Showing
 */

static void
show_totals (OmniOrderWindow *self)
{
  OmniOrder *order = omni_order_details_get_order (self->details);
  GPtrArray *items = omni_order_details_get_things (self->details, OMNI_ORDER_PART_ITEMS);
  OmniOrderTotals totals;

  if (order == NULL || self->totals == NULL)
    return;

  omni_order_money_show_totals (self->totals, order, items);
  if (omni_order_totals_compute (&totals, order, items, NULL) && totals.known[OMNI_TOTAL_CURRENT])
    {
      g_autofree char *amount = omni_money_format (&totals.amounts[OMNI_TOTAL_CURRENT]);

      omni_fold_section_set_summary (self->totals_section, amount, FALSE);
    }
  else
    {
      omni_fold_section_set_summary (self->totals_section, NULL, FALSE);
    }
}

void
omni_order_window_show_facts (OmniOrderWindow *self)
{
  OmniOrder *order = omni_order_details_get_order (self->details);
  OmniReferenceData *reference = omni_session_get_reference_data (self->session);

  for (guint i = 0; i < OMNI_N_SECTIONS; i++)
    {
      g_autoptr (GPtrArray) facts = omni_order_section_list_facts (i, order, reference);
      g_autofree char *summary = omni_fact_grid_summarize (facts, 3);

      omni_fact_grid_set_facts (self->fact_grids[i], facts);
      omni_fold_section_set_summary (self->fact_sections[i], summary, FALSE);
    }
  show_totals (self);
}

static void
show_things (OmniOrderWindow *self, guint part, GPtrArray *things)
{
  OmniOrder *order = omni_order_details_get_order (self->details);
  OmniReferenceData *reference = omni_session_get_reference_data (self->session);
  const char *currency = order != NULL ? omni_order_get_currency (order) : NULL;
  GtkWidget *content = self->part_contents[part];

  switch (part)
    {
    case OMNI_ORDER_PART_ITEMS:
      omni_order_window_show_products (self);
      break;
    case OMNI_ORDER_PART_DISCOUNTS:
      omni_order_money_show_discounts (content, things, currency);
      break;
    case OMNI_ORDER_PART_TRANSACTIONS:
      omni_order_money_show_transactions (content, things, currency, reference);
      break;
    case OMNI_ORDER_PART_PLANS:
      omni_order_window_show_plans (self, things);
      break;
    case OMNI_ORDER_PART_REQUESTS:
      omni_order_window_show_requests (self, things);
      break;
    case OMNI_ORDER_PART_CONTRACTS:
      omni_order_contracts_show (OMNI_ORDER_CONTRACTS (content), things,
                                 order != NULL ? omni_order_get_number (order) : NULL);
      break;
    default:
      g_assert_not_reached ();
    }
}

void
omni_order_window_show_part (OmniOrderWindow *self, guint part)
{
  GPtrArray *things = omni_order_details_get_things (self->details, part);
  OmniLoadState state = omni_order_details_get_state (self->details, part);
  const GError *error = omni_order_details_get_error (self->details, part);
  gboolean has_things = things != NULL && things->len > 0;
  g_autofree char *summary = NULL;

  if (self->totals == NULL)
    return;

  if (part == OMNI_ORDER_PART_LOG)
    {
      const OmniOrder *order = omni_order_details_get_order (self->details);

      omni_order_log_set_order_number (self->log,
                                       order != NULL ? omni_order_get_number (order) : NULL);
      omni_order_log_show (self->log, things, state, error);
      return;
    }

  /* While it is read again nothing of it changed. */
  if (has_things && state != OMNI_LOAD_LOADING)
    show_things (self, part, things);
  omni_part_view_show (self->part_views[part], state, has_things, error);

  if (things != NULL)
    summary = g_strdup_printf ("%u", things->len);
  omni_fold_section_set_summary (self->part_sections[part], summary, TRUE);

  if (part == OMNI_ORDER_PART_ITEMS && state != OMNI_LOAD_LOADING)
    {
      show_totals (self);
      /* The plans and the requests name the lines. */
      omni_order_window_queue_part (self, OMNI_ORDER_PART_PLANS);
      omni_order_window_queue_part (self, OMNI_ORDER_PART_REQUESTS);
    }
  /* What is planned cannot be planned again. */
  if (part == OMNI_ORDER_PART_PLANS && state != OMNI_LOAD_LOADING)
    omni_order_window_show_products (self);
}

/*
 * Making
 */

void
omni_order_window_build_facts (OmniOrderWindow *self)
{
  GtkWidget *facts = new_columns (FACT_COLUMN_WIDTH, 3);

  gtk_box_append (GTK_BOX (self->content_box), facts);
  for (guint i = 0; i < OMNI_N_SECTIONS; i++)
    append_facts (self, facts, section_order[i]);
  omni_fold_section_set_suffix (self->fact_sections[OMNI_SECTION_SHIPPING],
                                new_address_button ());
  omni_order_window_add_edit_buttons (self);
  omni_order_window_update_edits (self);
  if (omni_order_details_get_order (self->details) != NULL)
    omni_order_window_show_facts (self);
}

void
omni_order_window_build_parts (OmniOrderWindow *self)
{
  GtkWidget *parts = new_columns (PART_COLUMN_WIDTH, 2);

  append_part (self, self->content_box, OMNI_ORDER_PART_ITEMS, omni_order_products_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->part_sections[OMNI_ORDER_PART_ITEMS]), "wide");
  omni_order_window_add_line_button (self);

  gtk_box_append (GTK_BOX (self->content_box), parts);
  append_part (self, parts, OMNI_ORDER_PART_TRANSACTIONS, omni_order_money_grid_new ());
  self->totals = omni_order_money_grid_new ();
  self->totals_section = append_section (self, parts, "totals", _ ("Order amount"), self->totals);
  append_part (self, parts, OMNI_ORDER_PART_PLANS, omni_order_plans_new ());
  append_part (self, parts, OMNI_ORDER_PART_REQUESTS, omni_order_requests_new ());
  append_part (self, parts, OMNI_ORDER_PART_DISCOUNTS, omni_order_money_grid_new ());
  append_part (self, parts, OMNI_ORDER_PART_CONTRACTS, omni_order_contracts_new ());

  omni_order_window_join_refunds (self);
  omni_order_window_update_edits (self);
  omni_order_window_update_expand (self);
  show_totals (self);
  for (guint i = 0; i < OMNI_ORDER_N_PARTS; i++)
    omni_order_window_queue_part (self, i);
}

/*
 * Folding
 */

static guint
list_sections (OmniOrderWindow *self, OmniFoldSection **sections)
{
  guint n_sections = 0;

  if (self->totals == NULL)
    return 0;

  for (guint i = 0; i < OMNI_N_SECTIONS; i++)
    sections[n_sections++] = self->fact_sections[i];
  for (guint i = 0; i < OMNI_ORDER_N_PARTS; i++)
    {
      if (self->part_sections[i] != NULL)
        sections[n_sections++] = self->part_sections[i];
    }
  sections[n_sections++] = self->totals_section;

  return n_sections;
}

gboolean
omni_order_window_all_expanded (OmniOrderWindow *self)
{
  OmniFoldSection *sections[OMNI_N_SECTIONS + OMNI_ORDER_N_PARTS + 1];
  guint n_sections = list_sections (self, sections);

  for (guint i = 0; i < n_sections; i++)
    {
      if (!omni_fold_section_get_expanded (sections[i]))
        return FALSE;
    }

  return TRUE;
}

void
omni_order_window_expand_all (OmniOrderWindow *self, gboolean expanded)
{
  OmniFoldSection *sections[OMNI_N_SECTIONS + OMNI_ORDER_N_PARTS + 1];
  guint n_sections = list_sections (self, sections);

  for (guint i = 0; i < n_sections; i++)
    omni_fold_section_set_expanded (sections[i], expanded);
}
