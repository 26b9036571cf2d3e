/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-cli-order-parts.h"

#include "omni-cancellation-plan.h"
#include "omni-cancellation-request.h"
#include "omni-cli-columns.h"
#include "omni-cli-session.h"
#include "omni-cli-text.h"
#include "omni-cli.h"
#include "omni-contract.h"
#include "omni-discount-item.h"
#include "omni-ledger.h"
#include "omni-log-entry.h"
#include "omni-log-line.h"
#include "omni-order-column.h"
#include "omni-order-totals.h"
#include "omni-transaction.h"

#include <glib/gi18n-lib.h>

/* Each thing is described once, as names and values; text and JSON are made of that. */

#define MAX_VALUES 8

typedef struct
{
  guint n_values;
  const char *names[MAX_VALUES];
  OmniValue values[MAX_VALUES];
  char key[24]; /* a number that is a name */
} Description;

/* What the words of a description are made with. */
typedef struct
{
  const char *currency;         /* (nullable) */
  OmniReferenceData *reference; /* (nullable) */
  const OmniCliParts *parts;
} Context;

typedef struct
{
  const char *name;
  const char *title;
  void (*describe) (gconstpointer thing, const Context *context, Description *description);
  const char *children_name; /* (nullable) */
  guint (*get_n_children) (gconstpointer thing, const Context *context);
  void (*describe_child) (gconstpointer thing,
                          guint index,
                          const Context *context,
                          Description *description);
} Kind;

/*
 * Descriptions
 */

static OmniValue *
add_value (Description *description, const char *name, OmniValueKind kind)
{
  OmniValue *value = &description->values[description->n_values];

  g_assert (description->n_values < MAX_VALUES);
  description->names[description->n_values++] = name;
  *value = (OmniValue){ .kind = kind };

  return value;
}

static void
add_text (Description *description, const char *name, const char *text)
{
  OmniValue *value = add_value (description, name, OMNI_VALUE_TEXT);

  value->text = text;
  value->is_null = text == NULL;
}

static void
add_key (Description *description, const char *name, gint64 key)
{
  g_snprintf (description->key, sizeof description->key, "%" G_GINT64_FORMAT, key);
  add_text (description, name, key != 0 ? description->key : NULL);
}

static void
add_time (Description *description, const char *name, OmniTime time)
{
  OmniValue *value = add_value (description, name, OMNI_VALUE_TIME);

  value->time = time;
  value->is_null = time == OMNI_TIME_NONE;
}

static void
add_amount (Description *description, const char *name, gboolean is_known, const OmniMoney *money)
{
  OmniValue *value = add_value (description, name, OMNI_VALUE_MONEY);

  value->money = *money;
  value->is_null = !is_known;
}

static void
add_truth (Description *description, const char *name, gboolean truth)
{
  add_value (description, name, OMNI_VALUE_BOOLEAN)->boolean = truth;
}

static void
describe_discount (gconstpointer thing, const Context *context, Description *description)
{
  OmniMoney money = { 0 };
  gboolean is_known = omni_discount_item_get_amount (thing, context->currency, &money);

  add_text (description, "name", omni_discount_item_get_text (thing, OMNI_DISCOUNT_ITEM_NAME));
  add_text (description, "offer-type",
            omni_discount_item_get_text (thing, OMNI_DISCOUNT_ITEM_OFFER_TYPE));
  add_text (description, "code", omni_discount_item_get_text (thing, OMNI_DISCOUNT_ITEM_CODE));
  add_amount (description, "amount", is_known, &money);
}

static void
describe_transaction (gconstpointer thing, const Context *context, Description *description)
{
  const OmniReferenceEntry *entry = NULL;
  const char *option = omni_transaction_get_payment_option_name (thing);
  OmniMoney money = { 0 };
  gboolean is_known = omni_transaction_get_amount (thing, context->currency, &money);

  if (option == NULL && context->reference != NULL)
    entry = omni_reference_data_find (context->reference, OMNI_REFERENCE_PAYMENT_OPTION,
                                      omni_transaction_get_payment_option (thing));

  add_time (description, "created", omni_transaction_get_created_date (thing));
  add_text (description, "direction",
            omni_transaction_get_is_refund (thing) ? "refund" : "payment");
  add_text (description, "kind", omni_transaction_get_text (thing, OMNI_TRANSACTION_KIND));
  add_text (description, "payment-option", entry != NULL ? entry->name : option);
  add_text (description, "status", omni_transaction_get_text (thing, OMNI_TRANSACTION_STATUS));
  add_amount (description, "amount", is_known, &money);
}

static void
describe_plan (gconstpointer thing, const Context *context, Description *description)
{
  OmniMoney money = { 0 };
  gboolean is_known = omni_cancellation_plan_get_amount (
    thing, OMNI_CANCELLATION_PLAN_REFUND_AMOUNT, context->currency, &money);

  add_key (description, "id", omni_cancellation_plan_get_pk (thing));
  add_text (description, "kind",
            omni_cancellation_plan_get_text (thing, OMNI_CANCELLATION_PLAN_KIND));
  add_text (description, "status",
            omni_cancellation_plan_get_text (thing, OMNI_CANCELLATION_PLAN_STATUS));
  add_time (description, "created", omni_cancellation_plan_get_created_date (thing));
  add_amount (description, "refund-amount", is_known, &money);
  add_text (description, "error",
            omni_cancellation_plan_get_text (thing, OMNI_CANCELLATION_PLAN_ERROR_MESSAGE));
}

static void
describe_planned (gconstpointer thing, guint index, const Context *context,
                  Description *description)
{
  const OmniPlannedItem *item = omni_cancellation_plan_get_item (thing, index);
  OmniMoney money = item->amount;

  omni_money_set_currency (&money, context->currency);
  add_key (description, "item-id", item->order_item);
  add_text (description, "reason", item->reason_name);
  add_amount (description, "refund-amount", item->has_amount, &money);
  add_truth (description, "manual-refund-required", item->manual_refund_required);
  add_truth (description, "manual-refunded", item->manual_refunded);
}

static guint
count_planned (gconstpointer thing, const Context *context)
{
  return omni_cancellation_plan_get_n_items (thing);
}

static void
describe_request (gconstpointer thing, const Context *context, Description *description)
{
  add_key (description, "id", omni_cancellation_request_get_pk (thing));
  add_text (description, "kind",
            omni_cancellation_request_get_text (thing, OMNI_CANCELLATION_REQUEST_KIND));
  add_text (description, "status",
            omni_cancellation_request_get_text (thing, OMNI_CANCELLATION_REQUEST_STATUS));
  add_time (description, "created", omni_cancellation_request_get_created_date (thing));
  add_text (description, "description",
            omni_cancellation_request_get_text (thing, OMNI_CANCELLATION_REQUEST_DESCRIPTION));
  add_text (description, "return-code",
            omni_cancellation_request_get_easy_return (thing, OMNI_EASY_RETURN_CODE));
}

/* An entry of one of the two lists that the log is made of; the other one is %NULL. */
static void
find_entry (const OmniLogLine *line, const Context *context, const OmniLogEntry **entry,
            const OmniLedgerEntry **done)
{
  const OmniCliParts *parts = context->parts;

  *entry = line->is_here
               ? NULL
               : g_ptr_array_index (parts->things[OMNI_ORDER_PART_LOG], line->index);
  *done = line->is_here ? g_ptr_array_index (parts->ledger, line->index) : NULL;
}

/* Both have the same names in it, so that a program can read one like the other. */
static void
describe_log (gconstpointer thing, const Context *context, Description *description)
{
  const OmniLogLine *line = thing;
  const OmniLogEntry *entry;
  const OmniLedgerEntry *done;

  find_entry (line, context, &entry, &done);
  add_time (description, "created", line->time);
  add_text (description, "user",
            entry != NULL ? omni_log_entry_get_username (entry) : context->parts->username);
  add_text (description, "origin", line->is_here ? "this-computer" : "server");
  add_text (description, "content",
            entry != NULL ? omni_log_entry_get_content_type (entry) : NULL);
  add_text (description, "action",
            entry != NULL ? omni_log_entry_get_action (entry)
                          : omni_ledger_kind_get_name (done->kind));
  add_text (description, "subject", done != NULL ? done->subject : NULL);
  add_text (description, "outcome",
            done != NULL ? omni_ledger_outcome_get_name (done->outcome) : NULL);
  add_text (description, "answer", done != NULL ? done->answer : NULL);
}

static void
describe_change (gconstpointer thing, guint index, const Context *context,
                 Description *description)
{
  const OmniLogChange *change = NULL;
  const OmniLogEntry *entry;
  const OmniLedgerEntry *done;

  find_entry (thing, context, &entry, &done);
  if (entry != NULL)
    change = omni_log_entry_get_change (entry, index);
  add_text (description, "field", change != NULL ? change->field : NULL);
  add_text (description, "before", change != NULL ? change->before : done->old_value);
  add_text (description, "after", change != NULL ? change->after : done->new_value);
}

static guint
count_changes (gconstpointer thing, const Context *context)
{
  const OmniLogEntry *entry;
  const OmniLedgerEntry *done;

  find_entry (thing, context, &entry, &done);
  if (entry != NULL)
    return omni_log_entry_get_n_changes (entry);

  return done->old_value != NULL || done->new_value != NULL ? 1 : 0;
}

static void
describe_contract (gconstpointer thing, const Context *context, Description *description)
{
  add_text (description, "name", omni_contract_get_name (thing));
  add_time (description, "created", omni_contract_get_created_date (thing));
  add_text (description, "text", omni_contract_get_text (thing));
}

static const Kind kinds[OMNI_ORDER_N_PARTS] = {
  [OMNI_ORDER_PART_DISCOUNTS] = { "discounts", N_ ("Discounts"), describe_discount },
  [OMNI_ORDER_PART_TRANSACTIONS] = { "transactions", N_ ("Payment transactions"),
                                     describe_transaction },
  [OMNI_ORDER_PART_PLANS] = { "plans", N_ ("Cancellation plans"), describe_plan, "items",
                              count_planned, describe_planned },
  [OMNI_ORDER_PART_REQUESTS] = { "requests", N_ ("Cancellation requests"), describe_request },
  [OMNI_ORDER_PART_LOG] = { "log", N_ ("Order Log"), describe_log, "changes", count_changes,
                            describe_change },
  [OMNI_ORDER_PART_CONTRACTS] = { "contracts", N_ ("Contracts"), describe_contract },
};

/*
 * Loading
 */

/* What a user may not see, or a back office does not have or cannot tell from what is of others, is
 * no reason to withhold the rest. */
static gboolean
is_bearable (const GError *failure)
{
  return g_error_matches (failure, OMNI_ERROR, OMNI_ERROR_FORBIDDEN) ||
         g_error_matches (failure, OMNI_ERROR, OMNI_ERROR_UNSUPPORTED) ||
         g_error_matches (failure, OMNI_ERROR, OMNI_ERROR_IGNORED) ||
         g_error_matches (failure, OMNI_ERROR, OMNI_ERROR_NOT_FOUND);
}

static GPtrArray *
read_ledger (OmniDatabase *database, const OmniProfile *profile, const OmniOrder *order,
             GError **error)
{
  const OmniLedgerFilter filter = { .order_number = omni_order_get_number (order) };

  return omni_database_read_ledger (database, profile, &filter, 0, OMNI_LOG_MOST_ENTRIES, error);
}

/* A session of a script has no database, and yet things are done in it that the ledger has. Where
 * nothing was ever kept, looking at an order does not begin to. */
static GPtrArray *
open_ledger (OmniSession *session, const OmniOrder *order, GError **error)
{
  const OmniProfile *profile = omni_session_get_profile (session);
  g_autofree char *path = omni_database_dup_default_path ();
  g_autoptr (OmniDatabase) database = NULL;
  GPtrArray *entries;

  if (omni_session_get_database (session) != NULL)
    return read_ledger (omni_session_get_database (session), profile, order, error);
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return g_ptr_array_new ();

  database = omni_cli_open_database (error);
  if (database == NULL)
    return NULL;

  entries = read_ledger (database, profile, order, error);
  omni_database_close (database);

  return entries;
}

/* The order can be shown without what was done to it here, and so it is. */
static void
merge_log (OmniCliParts *parts, OmniSession *session, const OmniOrder *order)
{
  GPtrArray *log = parts->things[OMNI_ORDER_PART_LOG];
  g_autoptr (GError) error = NULL;

  parts->username = g_strdup (omni_session_get_profile (session)->username);
  if (omni_order_get_number (order) != NULL)
    parts->ledger = open_ledger (session, order, &error);
  if (error != NULL)
    omni_cli_say (_ ("What was done to the order on this computer cannot be shown: %s"),
                  error->message);

  if (log != NULL || (parts->ledger != NULL && parts->ledger->len > 0))
    parts->log = omni_log_lines_merge (log, parts->ledger, parts->username);
}

/**
 * omni_cli_parts_load:
 * @parts: (out caller-allocates): what hangs on the order
 * @session: the session that the command works in
 * @order: the order
 *
 * Reads what hangs on an order. What cannot be seen is said on the standard error.
 *
 * Returns: %FALSE with an #OmniError where the order cannot be shown
 */
gboolean
omni_cli_parts_load (OmniCliParts     *parts,
                     OmniSession      *session,
                     const OmniOrder  *order,
                     GCancellable     *cancellable,
                     GError          **error)
{
  OmniClient *client = omni_session_get_client (session);
  GPtrArray *items = omni_order_get_items (order);
  gint64 pk = omni_order_get_pk (order);

  /* Not every back office nests the lines. */
  if (items != NULL && items->len > 0)
    parts->items = g_ptr_array_ref (items);
  else
    parts->items = omni_client_list_order_items (client, &pk, 1, cancellable, error);
  if (parts->items == NULL)
    return FALSE;

  for (guint i = 0; i < OMNI_ORDER_N_PARTS; i++)
    {
      g_autoptr (GError) failure = NULL;

      if (kinds[i].name == NULL)
        continue;

      parts->things[i] = omni_client_list_order_part (client, i, pk, cancellable, &failure);
      if (parts->things[i] != NULL)
        continue;
      if (!is_bearable (failure))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      omni_cli_say ("%s: %s", _ (kinds[i].title), failure->message);
    }
  merge_log (parts, session, order);

  return TRUE;
}

void
omni_cli_parts_clear (OmniCliParts *parts)
{
  g_clear_pointer (&parts->items, g_ptr_array_unref);
  for (guint i = 0; i < OMNI_ORDER_N_PARTS; i++)
    g_clear_pointer (&parts->things[i], g_ptr_array_unref);
  g_clear_pointer (&parts->ledger, g_ptr_array_unref);
  g_clear_pointer (&parts->log, g_ptr_array_unref);
  g_clear_pointer (&parts->username, g_free);
}

/* What is written of a part. */
static GPtrArray *
get_things (const OmniCliParts *parts, guint part)
{
  return part == OMNI_ORDER_PART_LOG ? parts->log : parts->things[part];
}

/*
 * Text
 */

static void
print_description (const Description *description, const char *indent)
{
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; i < description->n_values; i++)
    {
      g_autofree char *cell = omni_cli_value_to_cell (&description->values[i]);

      if (cell[0] != '\0')
        g_string_append_printf (line, "  %s: %s", description->names[i], cell);
    }

  g_string_prepend (line, indent);
  g_string_append_c (line, '\n');
  omni_cli_print (line->str);
}

static void
print_title (const char *title)
{
  g_autofree char *line = g_strdup_printf ("\n%s\n", title);

  omni_cli_print (line);
}

static void
print_part (const Kind *kind, GPtrArray *things, const Context *context)
{
  print_title (_ (kind->title));
  for (guint i = 0; i < things->len; i++)
    {
      gconstpointer thing = g_ptr_array_index (things, i);
      guint n_children = kind->children_name != NULL ? kind->get_n_children (thing, context) : 0;
      Description description = { 0 };

      kind->describe (thing, context, &description);
      print_description (&description, "");
      for (guint n = 0; n < n_children; n++)
        {
          Description child = { 0 };

          kind->describe_child (thing, n, context, &child);
          print_description (&child, "  ");
        }
    }
}

static void
print_totals (const OmniOrder *order, GPtrArray *items)
{
  g_autoptr (GError) error = NULL;
  OmniOrderTotals totals;
  guint width = 0;

  if (!omni_order_totals_compute (&totals, order, items, &error))
    {
      omni_cli_say ("%s", error->message);
      return;
    }

  print_title (_ ("Order amount"));
  for (guint i = 0; i < OMNI_N_TOTALS; i++)
    width = MAX (width, omni_cli_text_width (omni_order_total_get_title (i)));

  for (guint i = 0; i < OMNI_N_TOTALS; i++)
    {
      g_autoptr (GString) line = g_string_new ("  ");
      g_autofree char *amount = omni_money_to_text (&totals.amounts[i]);

      if (!totals.known[i])
        continue;
      omni_cli_append_cell (line, omni_order_total_get_title (i), width + 2, FALSE);
      g_string_append_printf (line, "%s\n", amount);
      omni_cli_print (line->str);
    }
}

/**
 * omni_cli_parts_print:
 * @parts: what hangs on the order
 * @order: the order
 * @reference: the tenant's lists
 *
 * Writes it for people; what there is none of is left out.
 */
void
omni_cli_parts_print (const OmniCliParts *parts,
                      const OmniOrder    *order,
                      OmniReferenceData  *reference)
{
  const Context context = { omni_order_get_currency (order), reference, parts };

  print_totals (order, parts->items);
  for (guint i = 0; i < OMNI_ORDER_N_PARTS; i++)
    {
      GPtrArray *things = get_things (parts, i);

      if (things != NULL && things->len > 0)
        print_part (&kinds[i], things, &context);
    }
}

/*
 * JSON
 */

static void
append_description (GString *json, const Description *description)
{
  for (guint i = 0; i < description->n_values; i++)
    {
      g_autofree char *value = omni_cli_value_to_json (&description->values[i]);

      g_string_append_printf (json, "%s\"%s\": %s", i > 0 ? ", " : "", description->names[i],
                              value);
    }
}

static void
append_thing (GString *json, const Kind *kind, gconstpointer thing, const Context *context)
{
  Description description = { 0 };

  g_string_append_c (json, '{');
  kind->describe (thing, context, &description);
  append_description (json, &description);
  if (kind->children_name != NULL)
    {
      g_string_append_printf (json, ", \"%s\": [", kind->children_name);
      for (guint i = 0; i < kind->get_n_children (thing, context); i++)
        {
          Description child = { 0 };

          kind->describe_child (thing, i, context, &child);
          g_string_append (json, i > 0 ? ", {" : "{");
          append_description (json, &child);
          g_string_append_c (json, '}');
        }
      g_string_append_c (json, ']');
    }
  g_string_append_c (json, '}');
}

static void
append_totals (GString *json, const OmniOrder *order, GPtrArray *items)
{
  OmniOrderTotals totals;
  const char *separator = "";

  if (!omni_order_totals_compute (&totals, order, items, NULL))
    {
      g_string_append (json, ",\n  \"totals\": null");
      return;
    }

  g_string_append (json, ",\n  \"totals\": {");
  for (guint i = 0; i < OMNI_N_TOTALS; i++)
    {
      g_autofree char *amount = omni_money_to_text (&totals.amounts[i]);

      if (!totals.known[i])
        continue;
      g_string_append_printf (json, "%s\"%s\": \"%s\"", separator, omni_order_total_get_id (i),
                              amount);
      separator = ", ";
    }
  g_string_append_c (json, '}');
}

/**
 * omni_cli_parts_append_json:
 * @parts: what hangs on the order
 * @order: the order
 * @reference: the tenant's lists
 * @json: an object that is being written, behind a member
 *
 * Adds a member for each part: a list, or null for one that cannot be seen.
 */
void
omni_cli_parts_append_json (const OmniCliParts *parts,
                            const OmniOrder    *order,
                            OmniReferenceData  *reference,
                            GString            *json)
{
  const Context context = { omni_order_get_currency (order), reference, parts };

  append_totals (json, order, parts->items);
  for (guint i = 0; i < OMNI_ORDER_N_PARTS; i++)
    {
      GPtrArray *things = get_things (parts, i);

      if (kinds[i].name == NULL)
        continue;

      g_string_append_printf (json, ",\n  \"%s\": %s", kinds[i].name,
                              things != NULL ? "[" : "null");
      for (guint n = 0; things != NULL && n < things->len; n++)
        {
          g_string_append (json, n > 0 ? ",\n    " : "\n    ");
          append_thing (json, &kinds[i], g_ptr_array_index (things, n), &context);
        }
      if (things != NULL)
        g_string_append (json, things->len > 0 ? "\n  ]" : "]");
    }
}
