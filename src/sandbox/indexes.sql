-- Copyright the Omnidesk authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Made after seeding: filling a table that has no index is several times faster.

CREATE INDEX orders_number ON orders (number);
CREATE INDEX orders_customer ON orders (customer);
CREATE INDEX orders_tracking_number ON orders (tracking_number) WHERE tracking_number IS NOT NULL;
CREATE INDEX orders_invoice_number ON orders (invoice_number) WHERE invoice_number IS NOT NULL;
CREATE INDEX order_items_order ON order_items ("order");
CREATE INDEX order_items_status ON order_items (status);
CREATE INDEX order_items_cancel_status ON order_items (cancel_status)
  WHERE cancel_status IS NOT NULL;
CREATE INDEX customers_email ON customers (email);
CREATE INDEX addresses_hash_data ON addresses (hash_data);
CREATE INDEX addresses_customer ON addresses (customer);
CREATE INDEX discount_items_order ON discount_items ("order");
CREATE INDEX discount_applicants_discount_item ON discount_applicants (discount_item);
CREATE INDEX transactions_order ON transactions ("order");
CREATE INDEX transactions_kind ON transactions (transaction_type, transaction_object_id);
CREATE INDEX plans_order ON plans ("order");
CREATE INDEX plans_due ON plans (due) WHERE due IS NOT NULL;
CREATE INDEX plan_items_plan ON plan_items (plan);
CREATE INDEX plan_items_order_item ON plan_items (order_item);
CREATE INDEX requests_order_item ON requests (order_item);
CREATE INDEX requests_order ON requests ("order");
CREATE INDEX logs_order ON logs ("order");
CREATE INDEX logs_object ON logs (content_type, object_id);
PRAGMA user_version = 4;
