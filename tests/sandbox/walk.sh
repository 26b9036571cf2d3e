#!/usr/bin/env bash
# Copyright the Omnidesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# An operator's day with nothing but curl: everything that the back office's handbook tells people
# to do, call by call, against a sandbox that has just been started. Speaks TAP.
# Usage: walk.sh OMNIDESK-SANDBOX
set -euo pipefail

folder=$(mktemp -d)
ledger=$folder/ledger
json='Content-Type: application/json'
checks=0
failures=0
token=
status=

coproc sandbox { exec "$1" --orders 1500 --plan-delay 0 --ledger "$ledger"; }
process=$!
trap 'kill "$process" 2>/dev/null || :; rm -r "$folder"' EXIT
read -r -t 60 url <&"${sandbox[0]}"

# is WHAT GOT WANTED
is () {
  checks=$((checks + 1))
  if [[ $2 == "$3" ]]; then
    echo "ok $checks - $1"
  else
    echo "not ok $checks - $1"
    echo "# got '$2', wanted '$3'"
    failures=$((failures + 1))
  fi
}

# call METHOD PATH [BODY]: sets $status, and $folder/body.
call () {
  status=$(curl --silent --show-error --max-time 20 --request "$1" --output "$folder/body" \
    --write-out '%{http_code}' --header "Authorization: Token $token" --header "$json" \
    ${3:+--data "$3"} "$url/api/$2")
}

# take NAME: the values of a member in the last answer, one a line, without quotes. The first of a
# page of objects is the first object's.
take () {
  { grep --only-matching --extended-regexp "\"$1\":(\"[^\"]*\"|[^],}]*)" "$folder/body" || :; } |
    sed 's/^"[^"]*"://; s/^"//; s/"$//'
}

first () {
  take "$1" | sed -n 1p
}

has () {
  grep --quiet --fixed-strings -- "$1" "$folder/body" && echo yes || echo no
}

lines () {
  wc -l <"$ledger"
}

# find_order FILTERS [AT-LEAST-ITEMS]: sets $order and $items, its items' keys.
find_order () {
  local candidates candidate
  call GET "v1/orders/?limit=100&sort=pk&$1"
  candidates=$(take pk)
  for candidate in $candidates; do
    call GET "v1/order_items/?order=$candidate&limit=100&sort=id"
    mapfile -t items < <(take pk)
    order=$candidate
    if ((${#items[@]} >= ${2:-1})); then
      return
    fi
  done
}

# The plan of an order, once money has moved; with no delay each call brings it further.
settle_plan () {
  local plan_status=waiting
  for _ in {1..20}; do
    call GET "v1/cancellation_plans/?order_id=$1"
    plan_status=$(first status)
    if [[ $plan_status != waiting && $plan_status != in_progress ]]; then
      break
    fi
  done
  echo "$plan_status"
}

# reasons_for REASON ITEM…: the body's member for a cancel call.
reasons_for () {
  local reason=$1 list=
  shift
  for item in "$@"; do
    list+="${list:+,}\"$item\":$reason"
  done
  echo "{$list}"
}

cents () {
  local amount=${1:-0.00}
  echo $((10#${amount//./}))
}

# 1 Sign in
call POST v1/auth/login/ '{"username":"ops.elif","password":"wrong"}'
is '1 a wrong pair is refused' "$status" 400
call POST v1/auth/login/ '{"username":"ops.elif","password":"omnidesk"}'
is '1 sign in' "$status" 200
token=$(first key)
is '1 the token has forty characters' "${#token}" 40
call GET v1/active_user/
is '1 the user' "$status $(first username)" '200 ops.elif'
call GET v1/cancellation_plans/cancellation_plan_statuses/
is '1 the statuses of plans' "$(has '"value":"manual_refund_needed"')" yes
call GET 'v1/channels/?limit=100'
is '1 the channels' "$status $(has '"name"')" '200 yes'
call GET 'v1/payment_options/?limit=100'
is '1 the payment options' "$status $(has '"slug"')" '200 yes'

# 2 Orders
call GET 'i1/orders/?page=1&limit=20&sort=-date_placed'
is '2 a page of orders' "$status $(first count) $(take number | wc -l)" '200 1500 20'
call GET 'i1/orders/?page=1&limit=20&sort=-amount&status=450'
is '2 filtered by status' "$(take status | grep -cvx '450\|' || :)" 0

# 3a Update with CSV: rows in one call, and the file itself
find_order 'status=450&channel=2' 2
before=$(lines)
rows=
for item in "${items[@]}"; do
  rows+="${rows:+,}{\"id\":$item,\"status\":\"500\",\"shipping_company\":\"yurtici\","
  rows+="\"tracking_number\":\"00733$item\"}"
done
call PATCH i1/order_items/bulk_status_update/ "{\"orderitem_set\":[$rows]}"
is '3a a bulk update' "$status" 200
is '3a has a line in the ledger for each item' "$(($(lines) - before))" "${#items[@]}"
call GET "v1/order_items/?order=$order&limit=100&sort=id"
is '3a is kept, with its leading zeros' "$(first status) $(first tracking_number)" \
  "500 00733${items[0]}"
call GET "v1/orders/$order/"
is '3a takes the order along' "$(first status)" 500
before=$(lines)
rows="{\"id\":${items[0]},\"invoice_number\":\"A1\"},{\"id\":${items[1]},\"status\":\"777\"}"
call PATCH i1/order_items/bulk_status_update/ "{\"orderitem_set\":[$rows]}"
is '3a a wrong row refuses all' "$status $(first code) $(($(lines) - before))" '400 bulk_100_1 0'
printf 'id,invoice_number\r\n%s,AKM-00042\r\n' "${items[0]}" >"$folder/update.csv"
status=$(curl --silent --output "$folder/body" --write-out '%{http_code}' \
  --header "Authorization: Token $token" --form "file=@$folder/update.csv;type=text/csv" \
  "$url/api/v1/order_items/bulk_update_file/")
is '3a a file' "$status $(first updated)" '200 1'
call GET "v1/order_items/${items[0]}/"
is '3a the file is applied' "$(first invoice_number)" AKM-00042

# 3b, 3c Template and export
call GET v1/order_items/bulk_update_template/
columns=id,order_number,sku,status,shipping_company,e_archive_url
columns+=,invoice_number,invoice_date,tracking_number
is '3b the template' "$(head -1 "$folder/body" | tr -d '\r\357\273\277')" "$columns"
call GET 'i1/orders/?pk__in=80001,80002,80003'
is '3c the chosen orders' "$status $(first count)" '200 3'
call GET 'v1/orders/?pk__in=80001,80002,80003&format=csv'
is '3c the same as a file' "$status $(wc -l <"$folder/body")" '200 4'

# 4 One order
call GET "i1/orders_integration/$order/detailed_integration/"
is '4a an order with everything' "$status $(has '"orderitem_set"') $(has '"channel_type"')" \
  '200 yes yes'
customer=$(grep -oE '"customer":\{"pk":[0-9]+' "$folder/body" | grep -oE '[0-9]+$')
address=$(grep -oE '"shipping_address":\{"pk":[0-9]+' "$folder/body" | grep -oE '[0-9]+$')
call GET "v1/orders/$order/detailed/"
is '4a by the other path' "$status $(has '"orderitem_set"')" '200 yes'
call GET "v1/order_items/?order=$order&sort=id&limit=100"
is '4b its items' "$status $(first count)" "200 ${#items[@]}"
call GET "i1/discount_items/detailed_integration/?order=$order"
is '4b its discounts' "$status" 200
call GET "v1/order_transactions/?order=$order"
is '4b its transactions' "$status $(first order)" "200 $order"
call GET "v1/orders/$order/"
option=$(first payment_option)
cargo=$(first cargo_company)
call GET "v1/payment_options/$option/"
is '4b its payment option' "$status $(first pk)" "200 $option"
call GET "v1/channel/2/cargos/$cargo/"
is '4b its carrier' "$status $(first pk)" "200 $cargo"
call GET "v1/orders/$order/logs/"
is '4c the log tells who and what' "$(first username) $(has '"tracking_number":[')" 'ops.elif yes'

# 5 Customer information
before=$(lines)
call PATCH "v1/customers/$customer/" '{"last_name":"Aydın Er","phone_number":"05320000099"}'
is '5 the customer is changed once' "$status $(($(lines) - before))" '200 1'
call GET "v1/customers/$customer/"
is '5 and stays so' "$(first last_name) $(first phone_number)" 'Aydın Er 05320000099'
call GET 'v1/channel/2/countries/?limit=100'
is '5 the countries' "$status $(has '"code"')" '200 yes'
call PATCH "v1/channel/2/addresses/$address/" '{"line":"Söğüt Sk. 12/5"}'
is '5 the address is changed' "$status $(first line)" '200 Söğüt Sk. 12/5'

# 6 Cancel a line
call GET 'v1/cancellation_reasons/?is_active=true&limit=100'
is '6a the reasons' "$status $(take cancellation_type | sort -u | paste -sd' ')" \
  '200 cancel refund'
find_order 'status=400&payment_option_slug=credit_card' 2
before=$(lines)
cancel="{\"order\":$order,\"is_all\":false,\"cancel_items\":[${items[0]}],"
cancel+="\"reasons\":{\"${items[0]}\":7},\"forced_refund_amount\":null,\"is_cargo_refund\":false}"
call POST "i1/orders/$order/cancel/" "$cancel"
is '6b a line is cancelled' "$status $(first pk)" "200 $order"
is '6b and the ledger has it' "$(($(lines) > before))" 1
call POST "i1/orders/$order/cancel/" "$cancel"
is '6b but not twice' "$status" 406
is '6c the plan is carried out' "$(settle_plan "$order")" completed
call GET "v1/order_items/${items[0]}/"
is '6d the line is cancelled' "$(first status)" 100
call GET "v1/order_items/${items[1]}/"
is '6d the other is not' "$(first status)" 400
call GET "v1/order_transactions/?order=$order"
is '6d the money went back' "$(take is_refund | grep -cx true)" 1

# 6d, 7 Money that does not go back by itself
call GET 'v1/cancellation_plans/?status=manual_refund_needed&limit=2&sort=pk'
mapfile -t plans < <(grep -oE '\{"pk":[0-9]+,"uuid"' "$folder/body" | grep -oE '[0-9]+')
call GET "v1/cancellation_plans/${plans[0]}/"
item=$(first order_item)
refund=$(first refund_amount)
payment="{\"transaction_type\":\"refund\",\"order_items\":[$item],\"refund_amount\":\"$refund\"}"
call POST "v1/cancellation_plans/${plans[0]}/create_payment_plan/" "{\"payment_plan\":[$payment]}"
is '6d a payment plan is made' "$status" 200
call GET "v1/cancellation_plans/${plans[0]}/"
is '6d and kept' "$(has "\"transaction_type\":\"refund\",\"order_items\":[$item]")" yes
call GET "v1/cancellation_plans/${plans[1]}/"
order=$(first order)
list=$(take order_item | paste -sd,)
before=$(lines)
call POST "v1/cancellation_plans/${plans[1]}/manual_refund/" "{\"order_items\":[$list]}"
is '7 a refund by hand is confirmed' "$status $(first status)" '200 completed'
is '7 and the ledger has it' "$(($(lines) > before))" 1
call GET "v1/order_transactions/?order=$order"
is '7 as a transaction of its own kind' "$(has '"transaction_type":"manual"')" yes
before=$(lines)
call POST "v1/cancellation_plans/${plans[1]}/manual_refund/" "{\"order_items\":[$list]}"
is '7 but not twice' "$status $(first code) $(($(lines) - before))" \
  '406 cancellation_plans_100_1 0'

# 8 A whole order, and the shipping fee alone
find_order 'status=400&payment_option_slug=credit_card&refund_amount=0' 2
cancel="{\"order\":$order,\"is_all\":true,\"cancel_items\":[],"
cancel+="\"reasons\":$(reasons_for 7 "${items[@]}"),\"is_cargo_refund\":false}"
call POST "i1/orders/$order/cancel/" "$cancel"
is '8a a whole order is cancelled' "$status" 200
is '8a its plan is carried out' "$(settle_plan "$order")" completed
call GET "v1/orders/$order/"
is '8a the order says so' "$(first status)" 100
call GET "v1/order_transactions/?order=$order"
paid=$(cents "$(first amount)")
call GET "v1/orders/$order/"
refunded=$(($(cents "$(first refund_amount)") + $(cents "$(first shipping_refund_amount)")))
current=$(($(cents "$(first amount)") - refunded))
is '9b the amount before is what was paid' "$(cents "$(first amount)")" "$paid"
is '9b and nothing is left of it' "$current" 0
find_order 'status=400&payment_option_slug=credit_card&shipping_amount__gt=0&refund_amount=0'
cancel="{\"order\":$order,\"is_all\":false,\"cancel_items\":[],"
cancel+='"reasons":{},"is_cargo_refund":true}'
call POST "i1/orders/$order/cancel/" "$cancel"
is '8b the shipping fee goes back' "$status" 200
is '8b its plan is carried out' "$(settle_plan "$order")" completed
call GET "v1/orders/$order/"
is '8b all of the fee' "$(first shipping_refund_amount) $(first status)" \
  "$(first shipping_amount) 400"
call POST "i1/orders/$order/cancel/" "$cancel"
is '8b but not twice' "$status $(first code)" '406 orders_100_6'

# 9 What was paid, and what was agreed
call GET "v1/order_transactions/?order=$order"
is '9a the transactions' "$status $(first transaction_type)" '200 transaction'
object=$(first transaction_object_id)
call GET "v1/transactions/?pk=$object"
is '9a with the detail of their kind' "$(first count) $(first pk) $(has '"masked_number"')" \
  "1 $object yes"
call GET "v1/orders/$order/contracts/"
is '9c the contracts' "$status $(has '"slug"')" '200 yes'

# Requests of customers
call GET 'v1/cancellation_requests/?status=waiting_approval&limit=100&sort=-id'
mapfile -t requests < <(grep -oE '\{"id":[0-9]+,"uuid":"[^"]*","order_item"' "$folder/body" |
  cut -d, -f1 | grep -oE '[0-9]+')
before=$(lines)
call POST "v1/cancellation_requests/${requests[0]}/reject/"
is 'a request is rejected' "$status $(first status)" '200 rejected'
is 'and the ledger has it' "$(($(lines) > before))" 1
call POST "v1/cancellation_requests/${requests[0]}/reject/"
is 'but not twice' "$status $(first code)" '406 cancellation_requests_100_1'
call POST "v1/cancellation_requests/${requests[1]}/approve/"
is 'a request is approved' "$status $(first status)" '200 approved'

call POST v1/auth/logout/
is 'sign out' "$status" 200
call GET v1/active_user/
is 'the token is worth nothing then' "$status $(first code)" '401 auth_100_1'

kill "$process"
wait "$process" && ended=0 || ended=$?
is 'the sandbox ends when it is asked to' "$ended" 0

echo "1..$checks"
((failures == 0))
