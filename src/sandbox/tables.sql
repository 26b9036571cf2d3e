-- Copyright the Omnidesk authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Amounts are hundredths, times are microseconds since 1970 in UTC, statuses are their code as a
-- number. Text that never changes after an order was placed, and text that lists show again and
-- again, is kept as finished JSON beside the columns (fixed_json, live_json, nested_json), so that
-- a page of orders is put together and not built.

CREATE TABLE users (
  pk INTEGER PRIMARY KEY,
  username TEXT NOT NULL UNIQUE,
  password TEXT NOT NULL,
  email TEXT NOT NULL,
  first_name TEXT NOT NULL,
  last_name TEXT NOT NULL,
  is_active INTEGER NOT NULL,
  is_superuser INTEGER NOT NULL,
  permissions TEXT NOT NULL
);

CREATE TABLE tokens (
  key TEXT PRIMARY KEY,
  user INTEGER NOT NULL UNIQUE
) WITHOUT ROWID;

CREATE TABLE channels (
  pk INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  channel_type TEXT NOT NULL,
  catalog INTEGER NOT NULL,
  is_active INTEGER NOT NULL,
  created_date INTEGER NOT NULL,
  modified_date INTEGER NOT NULL,
  nested_json TEXT NOT NULL
);

CREATE TABLE payment_options (
  pk INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  slug TEXT NOT NULL,
  payment_type TEXT NOT NULL,
  channel INTEGER NOT NULL,
  is_active INTEGER NOT NULL
);

CREATE TABLE cargos (
  pk INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  erp_code TEXT NOT NULL,
  shipping_company TEXT NOT NULL,
  created_date INTEGER NOT NULL,
  modified_date INTEGER NOT NULL
);

CREATE TABLE countries (
  pk INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  code TEXT NOT NULL
);

CREATE TABLE cities (
  pk INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  country INTEGER NOT NULL
);

CREATE TABLE townships (
  pk INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  city INTEGER NOT NULL,
  country INTEGER NOT NULL
);

CREATE TABLE districts (
  pk INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  township INTEGER NOT NULL,
  city INTEGER NOT NULL,
  country INTEGER NOT NULL,
  postcode TEXT NOT NULL
);

CREATE TABLE products (
  pk INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  base_code TEXT NOT NULL,
  sku TEXT NOT NULL,
  barcode TEXT NOT NULL,
  attributes TEXT NOT NULL,
  price INTEGER NOT NULL,
  tax_rate INTEGER NOT NULL
);

CREATE TABLE reasons (
  pk INTEGER PRIMARY KEY,
  cancellation_type TEXT NOT NULL,
  subject TEXT NOT NULL,
  extra_information_needed INTEGER NOT NULL,
  "order" INTEGER NOT NULL,
  is_active INTEGER NOT NULL,
  send_to_remote INTEGER NOT NULL,
  send_to_oms INTEGER NOT NULL,
  created_date INTEGER NOT NULL,
  modified_date INTEGER NOT NULL
);

CREATE TABLE customers (
  pk INTEGER PRIMARY KEY,
  channel INTEGER NOT NULL,
  channel_code TEXT NOT NULL,
  email TEXT NOT NULL,
  first_name TEXT NOT NULL,
  last_name TEXT NOT NULL,
  phone_number TEXT,
  is_active INTEGER NOT NULL,
  erp_code TEXT,
  gender TEXT,
  user_type TEXT,
  date_of_birth TEXT,
  date_joined INTEGER,
  email_allowed INTEGER NOT NULL,
  sms_allowed INTEGER NOT NULL,
  call_allowed INTEGER NOT NULL,
  attributes TEXT NOT NULL,
  extra_field TEXT NOT NULL,
  created_date INTEGER NOT NULL,
  modified_date INTEGER NOT NULL,
  nested_json TEXT NOT NULL
);

CREATE TABLE addresses (
  pk INTEGER PRIMARY KEY,
  customer INTEGER NOT NULL,
  title TEXT,
  first_name TEXT NOT NULL,
  last_name TEXT NOT NULL,
  email TEXT NOT NULL,
  phone_number TEXT,
  country INTEGER NOT NULL,
  city INTEGER NOT NULL,
  township INTEGER,
  district INTEGER,
  line TEXT NOT NULL,
  postcode TEXT,
  notes TEXT,
  company_name TEXT,
  tax_office TEXT,
  tax_no TEXT,
  e_bill_taxpayer INTEGER NOT NULL,
  identity_number TEXT,
  hash_data TEXT NOT NULL,
  address_type TEXT NOT NULL,
  retail_store INTEGER,
  remote_id TEXT,
  extra_field TEXT NOT NULL,
  is_active INTEGER NOT NULL,
  created_date INTEGER NOT NULL,
  modified_date INTEGER NOT NULL,
  nested_json TEXT NOT NULL
);

CREATE TABLE orders (
  pk INTEGER PRIMARY KEY,
  number TEXT NOT NULL,
  channel INTEGER NOT NULL,
  status INTEGER NOT NULL,
  date_placed INTEGER NOT NULL,
  customer INTEGER NOT NULL,
  shipping_address INTEGER NOT NULL,
  billing_address INTEGER NOT NULL,
  currency TEXT NOT NULL,
  amount INTEGER NOT NULL,
  discount_amount INTEGER NOT NULL,
  shipping_amount INTEGER NOT NULL,
  installment_interest_amount INTEGER NOT NULL,
  refund_amount INTEGER NOT NULL,
  discount_refund_amount INTEGER NOT NULL,
  shipping_refund_amount INTEGER NOT NULL,
  payment_option INTEGER,
  payment_option_slug TEXT,
  cargo_company INTEGER,
  tracking_number TEXT,
  invoice_number TEXT,
  invoice_date INTEGER,
  e_archive_url TEXT,
  is_send INTEGER NOT NULL,
  cancel_status TEXT,
  created_date INTEGER NOT NULL,
  modified_date INTEGER NOT NULL,
  delivery_type TEXT,
  shipping_option_slug TEXT NOT NULL,
  has_gift_box INTEGER NOT NULL,
  gift_box_note TEXT NOT NULL,
  client_type TEXT NOT NULL,
  notes TEXT NOT NULL
);

CREATE TABLE order_json (
  pk INTEGER PRIMARY KEY,
  channel INTEGER NOT NULL,
  customer INTEGER NOT NULL,
  shipping_address INTEGER NOT NULL,
  billing_address INTEGER NOT NULL,
  payment_option INTEGER,
  cargo_company INTEGER,
  live_json TEXT NOT NULL,
  fixed_json TEXT NOT NULL
);

CREATE TABLE order_items (
  pk INTEGER PRIMARY KEY,
  "order" INTEGER NOT NULL,
  product INTEGER NOT NULL,
  status INTEGER NOT NULL,
  cancel_status TEXT,
  status_before INTEGER,
  price INTEGER NOT NULL,
  retail_price INTEGER NOT NULL,
  discount_amount INTEGER NOT NULL,
  tax_rate INTEGER NOT NULL,
  refunded_amount INTEGER NOT NULL,
  invoice_number TEXT,
  invoice_date INTEGER,
  e_archive_url TEXT,
  tracking_number TEXT,
  shipping_company TEXT,
  shipment_code TEXT,
  delivered_date INTEGER,
  estimated_delivery_date INTEGER,
  parent INTEGER,
  extra_field TEXT NOT NULL,
  attributes TEXT NOT NULL,
  attributes_kwargs TEXT NOT NULL,
  localized_attributes TEXT NOT NULL,
  localized_attributes_kwargs TEXT NOT NULL,
  forced_refund INTEGER,
  created_date INTEGER NOT NULL,
  modified_date INTEGER NOT NULL
);

CREATE TABLE discount_items (
  pk INTEGER PRIMARY KEY,
  "order" INTEGER NOT NULL,
  promotion INTEGER NOT NULL,
  amount INTEGER NOT NULL,
  offer_type TEXT NOT NULL,
  code TEXT
);

CREATE TABLE discount_applicants (
  pk INTEGER PRIMARY KEY,
  discount_item INTEGER NOT NULL,
  order_item INTEGER NOT NULL
);

CREATE TABLE promotions (
  pk INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  slug TEXT NOT NULL,
  created_date INTEGER NOT NULL
);

CREATE TABLE transactions (
  pk INTEGER PRIMARY KEY,
  "order" INTEGER NOT NULL,
  payment_option INTEGER,
  amount INTEGER NOT NULL,
  currency TEXT NOT NULL,
  transaction_type TEXT NOT NULL,
  transaction_object_id INTEGER NOT NULL,
  is_refund INTEGER NOT NULL,
  status TEXT NOT NULL,
  refuses_refund INTEGER NOT NULL,
  bin_number TEXT,
  installment_count INTEGER,
  created_date INTEGER NOT NULL,
  modified_date INTEGER NOT NULL
);

CREATE TABLE plans (
  pk INTEGER PRIMARY KEY,
  "order" INTEGER NOT NULL,
  plan_type TEXT NOT NULL,
  status TEXT NOT NULL,
  refund_amount INTEGER NOT NULL,
  shipping_refund_amount INTEGER NOT NULL,
  is_cargo_refund INTEGER NOT NULL,
  invoice_number TEXT,
  invoice_date INTEGER,
  payment_plan TEXT NOT NULL,
  error_message TEXT,
  created_by INTEGER,
  modified_by INTEGER,
  due INTEGER,
  created_date INTEGER NOT NULL,
  modified_date INTEGER NOT NULL
);

CREATE TABLE plan_items (
  pk INTEGER PRIMARY KEY,
  plan INTEGER NOT NULL,
  order_item INTEGER NOT NULL,
  reason INTEGER NOT NULL,
  refund_amount INTEGER NOT NULL,
  manual_refund_required INTEGER NOT NULL,
  manual_refunded INTEGER NOT NULL,
  iban TEXT,
  holder_name TEXT
);

CREATE TABLE requests (
  pk INTEGER PRIMARY KEY,
  order_item INTEGER NOT NULL,
  "order" INTEGER NOT NULL,
  channel INTEGER NOT NULL,
  reason INTEGER NOT NULL,
  description TEXT,
  cancellation_type TEXT NOT NULL,
  status TEXT NOT NULL,
  iban TEXT,
  holder_name TEXT,
  quantity INTEGER,
  fully_refund_as_loyalty_money INTEGER NOT NULL,
  easy_return INTEGER,
  created_date INTEGER NOT NULL,
  modified_date INTEGER NOT NULL
);

CREATE TABLE logs (
  id INTEGER PRIMARY KEY,
  "order" INTEGER NOT NULL,
  user INTEGER,
  content_type TEXT NOT NULL,
  object_id INTEGER NOT NULL,
  action TEXT NOT NULL,
  changes TEXT NOT NULL,
  created_date INTEGER NOT NULL
);
