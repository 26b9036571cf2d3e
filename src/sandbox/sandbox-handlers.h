/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sandbox-list.h"
#include "sandbox.h"

G_BEGIN_DECLS

/* What the routes lead to. Each answers one request; the path's keys are in it. */
typedef void (*SandboxHandler) (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply);

#define SANDBOX_HANDLER(name)                                                                      \
  void name (Sandbox *sandbox, SandboxRequest *request, SandboxReply *reply)

SANDBOX_HANDLER (sandbox_log_in);
SANDBOX_HANDLER (sandbox_log_out);
SANDBOX_HANDLER (sandbox_show_active_user);

SANDBOX_HANDLER (sandbox_list_channels);
SANDBOX_HANDLER (sandbox_show_channel);
SANDBOX_HANDLER (sandbox_list_payment_options);
SANDBOX_HANDLER (sandbox_show_payment_option);
SANDBOX_HANDLER (sandbox_list_cargos);
SANDBOX_HANDLER (sandbox_show_cargo);
SANDBOX_HANDLER (sandbox_list_countries);
SANDBOX_HANDLER (sandbox_show_country);
SANDBOX_HANDLER (sandbox_list_cities);
SANDBOX_HANDLER (sandbox_show_city);
SANDBOX_HANDLER (sandbox_list_townships);
SANDBOX_HANDLER (sandbox_show_township);
SANDBOX_HANDLER (sandbox_list_districts);
SANDBOX_HANDLER (sandbox_show_district);
SANDBOX_HANDLER (sandbox_list_reasons);
SANDBOX_HANDLER (sandbox_show_reason);

SANDBOX_HANDLER (sandbox_list_customers);
SANDBOX_HANDLER (sandbox_show_customer);
SANDBOX_HANDLER (sandbox_list_addresses);
SANDBOX_HANDLER (sandbox_show_address);

SANDBOX_HANDLER (sandbox_list_orders);
SANDBOX_HANDLER (sandbox_list_orders_nested);
SANDBOX_HANDLER (sandbox_show_order);
SANDBOX_HANDLER (sandbox_show_order_by_number);
SANDBOX_HANDLER (sandbox_show_order_detailed);
SANDBOX_HANDLER (sandbox_list_items);
SANDBOX_HANDLER (sandbox_list_items_detailed);
SANDBOX_HANDLER (sandbox_show_item);
SANDBOX_HANDLER (sandbox_show_item_detailed);

SANDBOX_HANDLER (sandbox_list_discount_items);
SANDBOX_HANDLER (sandbox_show_discount_item);
SANDBOX_HANDLER (sandbox_list_order_transactions);
SANDBOX_HANDLER (sandbox_show_order_transaction);
SANDBOX_HANDLER (sandbox_list_transaction_details);

SANDBOX_HANDLER (sandbox_patch_order);
SANDBOX_HANDLER (sandbox_patch_item);
SANDBOX_HANDLER (sandbox_put_item);
SANDBOX_HANDLER (sandbox_bulk_update_items);
SANDBOX_HANDLER (sandbox_patch_customer);
SANDBOX_HANDLER (sandbox_put_customer);
SANDBOX_HANDLER (sandbox_patch_address);
SANDBOX_HANDLER (sandbox_patch_reason);
SANDBOX_HANDLER (sandbox_put_reason);
SANDBOX_HANDLER (sandbox_delete_reason);

SANDBOX_HANDLER (sandbox_cancel_order);
SANDBOX_HANDLER (sandbox_list_plans);
SANDBOX_HANDLER (sandbox_show_plan);
SANDBOX_HANDLER (sandbox_list_plan_updates);
SANDBOX_HANDLER (sandbox_list_plan_statuses);
SANDBOX_HANDLER (sandbox_create_payment_plan);
SANDBOX_HANDLER (sandbox_confirm_manual_refund);
SANDBOX_HANDLER (sandbox_list_requests);
SANDBOX_HANDLER (sandbox_show_request);
SANDBOX_HANDLER (sandbox_create_request);
SANDBOX_HANDLER (sandbox_reject_request);
SANDBOX_HANDLER (sandbox_approve_request);

SANDBOX_HANDLER (sandbox_list_logs);
SANDBOX_HANDLER (sandbox_list_contracts);

SANDBOX_HANDLER (sandbox_list_order_updates);
SANDBOX_HANDLER (sandbox_create_shipping_info);
SANDBOX_HANDLER (sandbox_replace_products);
SANDBOX_HANDLER (sandbox_create_order);
SANDBOX_HANDLER (sandbox_create_customer);
SANDBOX_HANDLER (sandbox_create_address);
SANDBOX_HANDLER (sandbox_create_reason);
SANDBOX_HANDLER (sandbox_list_request_images);
SANDBOX_HANDLER (sandbox_list_mapping_types);
SANDBOX_HANDLER (sandbox_list_mappings);
SANDBOX_HANDLER (sandbox_show_remote_id);

SANDBOX_HANDLER (sandbox_show_update_template);
SANDBOX_HANDLER (sandbox_take_update_file);

extern const SandboxResource sandbox_channels;
extern const SandboxResource sandbox_cargos;
extern const SandboxResource sandbox_payment_options;
extern const SandboxResource sandbox_customers;
extern const SandboxResource sandbox_addresses_nested;
extern const SandboxResource sandbox_items;
extern const SandboxResource sandbox_items_detailed;
extern const SandboxResource sandbox_requests;

G_END_DECLS
