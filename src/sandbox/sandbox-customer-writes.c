/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sandbox-customer-json.h"
#include "sandbox-handlers.h"
#include "sandbox-json.h"
#include "sandbox-log.h"
#include "sandbox-private.h"
#include "sandbox-write.h"

/* Changing customers, addresses and reasons (contract 3.4, 3.5 and 3.12). */

/* clang-format off */
static const SandboxWritable customer_members[] = {
  { "channel", "channel", SANDBOX_WRITE_KEY, FALSE, TRUE, 0,
    "SELECT 1 FROM channels WHERE pk = ?" },
  { "channel_code", "channel_code", SANDBOX_WRITE_TEXT, FALSE, TRUE, 64 },
  { "email", "email", SANDBOX_WRITE_EMAIL, FALSE, TRUE, 254 },
  { "first_name", "first_name", SANDBOX_WRITE_TEXT, FALSE, TRUE, 255 },
  { "last_name", "last_name", SANDBOX_WRITE_TEXT, FALSE, TRUE, 255 },
  { "phone_number", "phone_number", SANDBOX_WRITE_TEXT, TRUE, FALSE, 128 },
  { "is_active", "is_active", SANDBOX_WRITE_BOOLEAN, FALSE, TRUE },
  { "erp_code", "erp_code", SANDBOX_WRITE_TEXT, TRUE, FALSE, 64 },
  { "gender", "gender", SANDBOX_WRITE_CHOICE, TRUE, FALSE, 0, "female male" },
  { "date_of_birth", "date_of_birth", SANDBOX_WRITE_DATE, TRUE },
  { "email_allowed", "email_allowed", SANDBOX_WRITE_BOOLEAN },
  { "sms_allowed", "sms_allowed", SANDBOX_WRITE_BOOLEAN },
  { "call_allowed", "call_allowed", SANDBOX_WRITE_BOOLEAN },
  { "attributes", "attributes", SANDBOX_WRITE_OBJECT },
  { "extra_field", "extra_field", SANDBOX_WRITE_MERGE },
  { NULL },
};

static const SandboxWritable address_members[] = {
  { "customer", "customer", SANDBOX_WRITE_KEY, FALSE, TRUE, 0,
    "SELECT 1 FROM customers WHERE pk = ?" },
  { "title", "title", SANDBOX_WRITE_TEXT, TRUE, FALSE, 128 },
  { "first_name", "first_name", SANDBOX_WRITE_TEXT, FALSE, TRUE, 255 },
  { "last_name", "last_name", SANDBOX_WRITE_TEXT, FALSE, TRUE, 255 },
  { "email", "email", SANDBOX_WRITE_EMAIL, FALSE, TRUE, 254 },
  { "phone_number", "phone_number", SANDBOX_WRITE_TEXT, TRUE, FALSE, 128 },
  { "country", "country", SANDBOX_WRITE_KEY, FALSE, TRUE, 0,
    "SELECT 1 FROM countries WHERE pk = ?" },
  { "city", "city", SANDBOX_WRITE_KEY, FALSE, TRUE, 0, "SELECT 1 FROM cities WHERE pk = ?" },
  { "township", "township", SANDBOX_WRITE_KEY, TRUE, FALSE, 0,
    "SELECT 1 FROM townships WHERE pk = ?" },
  { "district", "district", SANDBOX_WRITE_KEY, TRUE, FALSE, 0,
    "SELECT 1 FROM districts WHERE pk = ?" },
  { "line", "line", SANDBOX_WRITE_TEXT, FALSE, TRUE, 255 },
  { "postcode", "postcode", SANDBOX_WRITE_TEXT, TRUE, FALSE, 64 },
  { "notes", "notes", SANDBOX_WRITE_TEXT, TRUE, FALSE, 512 },
  { "company_name", "company_name", SANDBOX_WRITE_TEXT, TRUE, FALSE, 255 },
  { "tax_office", "tax_office", SANDBOX_WRITE_TEXT, TRUE, FALSE, 64 },
  { "tax_no", "tax_no", SANDBOX_WRITE_TEXT, TRUE, FALSE, 20 },
  { "e_bill_taxpayer", "e_bill_taxpayer", SANDBOX_WRITE_BOOLEAN },
  { "identity_number", "identity_number", SANDBOX_WRITE_TEXT, TRUE, FALSE, 64 },
  { "extra_field", "extra_field", SANDBOX_WRITE_MERGE },
  { "is_active", "is_active", SANDBOX_WRITE_BOOLEAN },
  { NULL },
};

static const SandboxWritable reason_members[] = {
  { "cancellation_type", "cancellation_type", SANDBOX_WRITE_CHOICE, FALSE, FALSE, 0,
    "cancel refund" },
  { "subject", "subject", SANDBOX_WRITE_TEXT, FALSE, TRUE, 100 },
  { "extra_information_needed", "extra_information_needed", SANDBOX_WRITE_BOOLEAN },
  { "order", "order", SANDBOX_WRITE_INT },
  { "is_active", "is_active", SANDBOX_WRITE_BOOLEAN },
  { "send_to_remote", "send_to_remote", SANDBOX_WRITE_BOOLEAN },
  { "send_to_oms", "send_to_oms", SANDBOX_WRITE_BOOLEAN },
  { NULL },
};
/* clang-format on */

typedef struct
{
  const char *table;
  const char *content_type;
  const SandboxWritable *members;
  SandboxHandler show;
  const char *insert; /* a row with nothing in it yet: of a channel, at a time */
} Kind;

static const Kind customer_kind = {
  "customers",
  "customer",
  customer_members,
  sandbox_show_customer,
  "INSERT INTO customers (channel, channel_code, email, first_name, last_name, is_active,"
  " email_allowed, sms_allowed, call_allowed, attributes, extra_field, created_date,"
  " modified_date, nested_json)"
  " VALUES (?1, '', '', '', '', 0, 0, 0, 0, '{}', '{}', ?2, ?2, '')",
};

static const Kind address_kind = {
  "addresses",
  "address",
  address_members,
  sandbox_show_address,
  "INSERT INTO addresses (customer, first_name, last_name, email, country, city, line,"
  " e_bill_taxpayer, hash_data, address_type, extra_field, is_active, created_date, modified_date,"
  " nested_json) SELECT min(pk), '', '', '', 0, 0, '', 0, '', 'customer', '{}', 1, ?2, ?2, ''"
  " FROM customers WHERE channel = ?1",
};

static const Kind reason_kind = {
  "reasons",
  "cancellationreason",
  reason_members,
  sandbox_show_reason,
  "INSERT INTO reasons (cancellation_type, subject, extra_information_needed, \"order\", is_active,"
  " send_to_remote, send_to_oms, created_date, modified_date)"
  " SELECT 'cancel', '', 0, 100, 1, 0, 0, ?2, ?2 WHERE ?1",
};

/* What lists are filtered by is read again after the call. */
static void
touch (Sandbox *sandbox, const Kind *kind, gint64 pk)
{
  if (kind == &customer_kind)
    g_array_append_val (sandbox->touched_customers, pk);
  else if (kind == &address_kind)
    g_array_append_val (sandbox->touched_addresses, pk);
}

/* Reads the changes of a call and writes them; answers whether it was all right. */
static gboolean
update (Sandbox *sandbox,
        SandboxRequest *request,
        SandboxReply *reply,
        const Kind *kind,
        gboolean is_full,
        GString *log)
{
  g_autoptr (SandboxReply) found = sandbox_reply_new ();
  g_autoptr (SandboxNode) body = NULL;
  g_autoptr (GString) errors = g_string_new (NULL);
  g_autoptr (GPtrArray) changes = NULL;

  kind->show (sandbox, request, found);
  if (found->status != 200)
    {
      sandbox_reply_not_found (reply);
      return FALSE;
    }
  body = sandbox_body_parse (request, reply);
  if (body == NULL)
    return FALSE;

  changes = sandbox_write_read (sandbox, kind->members, body, is_full, errors);
  if (errors->len > 0)
    {
      sandbox_write_reply_errors (errors, reply);
      return FALSE;
    }
  if (sandbox_write_apply (sandbox, kind->table, request->pk, changes, log))
    {
      SandboxLogEntry entry = { 0, kind->content_type, request->pk, "update", log->str };

      sandbox_log (sandbox, request, &entry);
      touch (sandbox, kind, request->pk);
    }

  return TRUE;
}

static void
update_customer (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply, gboolean is_full)
{
  g_autoptr (GString) log = g_string_new (NULL);

  if (!update (sandbox, request, reply, &customer_kind, is_full, log))
    return;

  sandbox_customer_json_refresh (sandbox->store, request->pk);
  sandbox_show_customer (sandbox, request, reply);
}

void
sandbox_patch_customer (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply)
{
  update_customer (sandbox, request, reply, FALSE);
}

void
sandbox_put_customer (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply)
{
  update_customer (sandbox, request, reply, TRUE);
}

/* The guard against duplicates (contract 2.4 and 3.5): the same content is one address. */
static void
end_address (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply)
{
  SandboxStatement *twin;

  sandbox_address_json_refresh (sandbox->store, request->pk);
  twin = sandbox_store_prepare (sandbox->store,
                                "SELECT t.hash_data FROM addresses t JOIN addresses own"
                                " ON own.hash_data = t.hash_data WHERE own.pk = ?1 AND t.pk <> ?1");
  sandbox_statement_bind_int (twin, 1, request->pk);
  if (!sandbox_store_step (sandbox->store, twin))
    {
      sandbox_show_address (sandbox, request, reply);
      return;
    }

  reply->status = 406;
  g_string_printf (reply->body,
                   "{\"non_field_errors\":\"hash_data:%s this address exists already\","
                   "\"code\":\"address_100_1\"}",
                   sandbox_statement_get_text (twin, 0));
  sqlite3_reset (twin);
}

void
sandbox_patch_address (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply)
{
  g_autoptr (GString) log = g_string_new (NULL);

  if (update (sandbox, request, reply, &address_kind, FALSE, log))
    end_address (sandbox, request, reply);
}

static void
update_reason (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply, gboolean is_full)
{
  g_autoptr (GString) log = g_string_new (NULL);

  if (update (sandbox, request, reply, &reason_kind, is_full, log))
    sandbox_show_reason (sandbox, request, reply);
}

void
sandbox_patch_reason (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply)
{
  update_reason (sandbox, request, reply, FALSE);
}

void
sandbox_put_reason (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply)
{
  update_reason (sandbox, request, reply, TRUE);
}

/* A reason is not deleted but put out of use (contract 3.12). */
void
sandbox_delete_reason (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply)
{
  g_autoptr (GString) log = g_string_new (NULL);

  g_string_assign (request->body, "{\"is_active\":false}");
  g_clear_pointer (&request->content_type, g_free);
  if (update (sandbox, request, reply, &reason_kind, FALSE, log))
    {
      reply->status = 204;
      g_string_truncate (reply->body, 0);
    }
}

/* A new object: an empty row that is filled by the rules of a full update. */
static gboolean
create (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply, const Kind *kind)
{
  g_autoptr (SandboxNode) body = sandbox_body_parse (request, reply);
  g_autoptr (GString) errors = g_string_new (NULL);
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (GPtrArray) changes = NULL;
  SandboxLogEntry entry = { 0, kind->content_type, 0, "create" };

  if (body == NULL)
    return FALSE;
  changes = sandbox_write_read (sandbox, kind->members, body, TRUE, errors);
  if (errors->len > 0)
    {
      sandbox_write_reply_errors (errors, reply);
      return FALSE;
    }

  sandbox_store_run (sandbox->store, kind->insert, "ii", request->channel,
                     sandbox_get_now (sandbox));
  request->pk = entry.object_id = sandbox_store_get_last_key (sandbox->store);
  sandbox_write_apply (sandbox, kind->table, request->pk, changes, log);
  entry.changes = log->str;
  sandbox_log (sandbox, request, &entry);
  touch (sandbox, kind, request->pk);
  reply->status = 201;
  return TRUE;
}

void
sandbox_create_customer (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply)
{
  if (!create (sandbox, request, reply, &customer_kind))
    return;

  if (sandbox_store_ask (sandbox->store,
                         "SELECT count(*) FROM customers t JOIN customers own ON own.channel ="
                         " t.channel AND own.channel_code = t.channel_code WHERE own.pk = ?",
                         "i", request->pk) > 1)
    {
      sandbox_reply_refuse (reply, 406, "customers_100_1",
                            "This channel has a customer with this code already.");
      return;
    }
  sandbox_customer_json_refresh (sandbox->store, request->pk);
  sandbox_show_customer (sandbox, request, reply);
}

void
sandbox_create_address (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply)
{
  if (create (sandbox, request, reply, &address_kind))
    end_address (sandbox, request, reply);
}

void
sandbox_create_reason (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply)
{
  if (create (sandbox, request, reply, &reason_kind))
    sandbox_show_reason (sandbox, request, reply);
}
