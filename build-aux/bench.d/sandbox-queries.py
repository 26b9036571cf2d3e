#!/usr/bin/python3
# Copyright the Omnidesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Asks a sandbox for its orders by every filter and in every order that it offers, each for the
first time and again, and prints those that took longer than a limit, then the slowest.

usage: sandbox-queries.py PROGRAM [--orders N] [--limit MILLISECONDS] [--database FILE] [--all]

It ends with 1 where something was over the limit."""

import argparse
import http.client
import itertools
import json
import os
import subprocess
import sys
import time
import urllib.parse

ORDERS = "/api/v1/orders/"
NUMBERS = ("pk", "id", "channel", "channel_id", "customer", "payment_option", "cargo_company")
TIMES = ("date_placed", "created_date", "modified_date", "invoice_date")
AMOUNTS = ("amount", "discount_amount", "shipping_amount", "refund_amount")
TEXTS = ("number", "cancel_status", "customer__email", "customer__first_name",
         "customer__last_name", "customer__phone_number", "shipping_address__city__name",
         "shipping_address__country__name", "payment_option_slug", "currency", "tracking_number",
         "invoice_number", "e_archive_url", "delivery_type", "shipping_option_slug",
         "gift_box_note", "client_type", "notes")
OTHERS = ("status", "is_send", "has_gift_box")
FIELDS = NUMBERS + TIMES + AMOUNTS + TEXTS + OTHERS
SORTED = tuple(field for field in FIELDS if field not in ("id", "channel_id"))


class Sandbox:
    def __init__(self, options):
        command = [options.program, "--orders", str(options.orders), "--seed", "1"]
        if options.database:
            command += ["--database", options.database]
        start = time.perf_counter()
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True,
                                        stdin=subprocess.DEVNULL)
        self.port = urllib.parse.urlsplit(self.process.stdout.readline().strip()).port
        self.start = time.perf_counter() - start
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port)
        self.headers = {}
        body = json.dumps({"username": "ops.elif", "password": "omnidesk"})
        self.connection.request("POST", "/api/v1/auth/login/", body,
                                {"Content-Type": "application/json"})
        key = json.loads(self.connection.getresponse().read())["key"]
        self.headers = {"Authorization": "Token " + key}

    def memory(self):
        with open(f"/proc/{self.process.pid}/status", encoding="utf-8") as status:
            return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmRSS"))

    def get(self, query, path=ORDERS):
        """Milliseconds, and what came."""
        start = time.perf_counter()
        self.connection.request("GET", path + "?" + urllib.parse.urlencode(query),
                                headers=self.headers)
        answer = self.connection.getresponse()
        body = answer.read()
        elapsed = (time.perf_counter() - start) * 1000
        if answer.status != 200:
            raise SystemExit(f"{query}: {answer.status} {body[:200]}")
        return elapsed, json.loads(body)

    def change(self, pk):
        """A write, after which no answer is known any more."""
        self.connection.request("PATCH", f"{ORDERS}{pk}/", '{"is_send": %s}' % (
            "true" if self.flip else "false"), {**self.headers, "Content-Type": "application/json"})
        self.connection.getresponse().read()
        self.flip = not self.flip

    flip = True

    def stop(self):
        self.process.terminate()
        self.process.wait()


def flatten(order):
    """The fields of filters, as an order of the list with objects shows them."""
    values = dict(order)
    values["id"] = order["pk"]
    values["channel"] = values["channel_id"] = order["channel"]["id"]
    values["customer"] = order["customer"]["pk"]
    for name in ("email", "first_name", "last_name", "phone_number"):
        values["customer__" + name] = order["customer"][name]
    values["shipping_address__city__name"] = order["shipping_address"]["city"]["name"]
    values["shipping_address__country__name"] = order["shipping_address"]["country"]["name"]
    values.setdefault("cancel_status", None)
    return values


def samples(sandbox):
    """Values of each field that are in the data."""
    found = {field: [] for field in FIELDS}
    for query in ({"sort": "-pk"}, {"sort": "pk"}, {"status": "550"}, {"status": "600"}):
        for order in sandbox.get({**query, "limit": 100}, "/api/i1/orders/")[1]["results"]:
            for field, value in flatten(order).items():
                if field in found and value is not None and value not in found[field]:
                    found[field].append(value)
    found["cancel_status"] = ["waiting"]
    return found


def filters(found):
    for field in FIELDS:
        values = [str(value) for value in found[field]]
        if not values:
            raise SystemExit(f"no order has a {field}")
        value = values[len(values) // 2]
        yield {field: value}
        yield {field + "__in": ",".join(values[:20])}
        yield {field + "__isnull": "true"}
        yield {field + "__isnull": "false"}
        if field in TEXTS:
            part = value[len(value) // 2:][:4]
            for lookup in ("iexact", "contains", "icontains", "startswith", "istartswith",
                           "endswith", "iendswith"):
                yield {f"{field}__{lookup}": value}
                yield {f"{field}__{lookup}": part}
                yield {f"{field}__{lookup}": value[0]}
        elif field not in OTHERS:
            for lookup in ("gt", "gte", "lt", "lte"):
                yield {f"{field}__{lookup}": value}
        if field in TIMES:
            for lookup in ("date", "date__gt", "date__lte"):
                yield {f"{field}__{lookup}": value[:10]}
    for text in ("elif", "a", "1", "42", "example.com", "zzz", "ayşe 5 com", "e a i",
                 str(found["number"][0]), str(found["customer__email"][0]),
                 str(found["customer__phone_number"][0])):
        yield {"search": text}


def queries(found):
    fields = itertools.cycle(SORTED)
    signs = itertools.cycle(("-", ""))
    for query in filters(found):
        yield {**query, "sort": next(signs) + next(fields)}
    for field in SORTED:
        for sign in ("", "-"):
            yield {"sort": sign + field}
            yield {"sort": sign + field, "is_send": "true"}
    for first, second in zip(SORTED, SORTED[7:] + SORTED[:7]):
        yield {"sort": f"{first},{second}"}
        yield {"sort": f"-{first},{second}", "status__in": "400,450,500,550"}
    for several in ("status,currency,-amount", "-customer__last_name,customer__first_name,number",
                    "shipping_address__city__name,status,-date_placed", "is_send,-amount,customer"):
        yield {"sort": several}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--orders", type=int, default=1000000)
    parser.add_argument("--limit", type=float, default=50)
    parser.add_argument("--database")
    parser.add_argument("--all", action="store_true", help="print every query")
    options = parser.parse_args()
    if not os.path.exists(options.program):
        raise SystemExit(f"{options.program} is not built")

    sandbox = Sandbox(options)
    times = []
    try:
        print(f"{options.orders} orders, started in {sandbox.start:.1f} s, "
              f"{sandbox.memory():.0f} MiB")
        for query in queries(samples(sandbox)):
            cold, page = sandbox.get({**query, "limit": 1})
            warm, _ = sandbox.get({**query, "limit": 1})
            times.append((cold, "cold", page["count"], query))
            times.append((warm, "warm", page["count"], query))
        pk = page["results"][0]["pk"]
        for field in ("is_send", "modified_date", "-modified_date,is_send", "amount"):
            sandbox.change(pk)
            cold, page = sandbox.get({"sort": field, "limit": 1, "is_send": "true"})
            times.append((cold, "after a change", page["count"], {"sort": field}))
        print(f"{sandbox.memory():.0f} MiB at the end")
    finally:
        sandbox.stop()

    times.sort(key=lambda time: time[0], reverse=True)
    over = [time for time in times if time[0] > options.limit]
    for elapsed, when, count, query in times if options.all else over or times[:10]:
        print(f"{elapsed:8.1f} ms  {when:5}  {count:8}  " + urllib.parse.unquote(
            urllib.parse.urlencode(query)))
    print(f"{len(times)} queries, {len(over)} over {options.limit:g} ms, the slowest "
          f"{times[0][0]:.1f} ms, half of them under {times[len(times) // 2][0]:.1f} ms")
    return 1 if over else 0


sys.exit(main())
