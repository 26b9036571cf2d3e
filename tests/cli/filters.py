#!/usr/bin/env python3
# Copyright the Omnidesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Puts a value through every filter of `omnidesk-cli orders list`.

What comes back is held against the sandbox's own database, which is asked in SQL what the filter
means. A filter that the command line offers and that nobody explains here is a failure.

Usage: filters.py BUILD-FOLDER SOURCE-FOLDER
"""
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import traceback
import urllib.request
from datetime import datetime, timedelta, timezone

BUILD = os.path.abspath(sys.argv[1])
CLI = os.path.join(BUILD, "src", "cli", "omnidesk-cli")
SANDBOX = os.path.join(BUILD, "src", "sandbox", "omnidesk-sandbox")
ORDERS = 400
PATIENCE = 120
NOT_FILTERS = {"sort", "limit", "format", "columns", "view", "help"}

TABLES = (" FROM orders o JOIN customers c ON c.pk = o.customer"
          " JOIN addresses a ON a.pk = o.shipping_address"
          " JOIN cities y ON y.pk = a.city JOIN countries n ON n.pk = a.country ")
DAY = 86400 * 1000000


def text(column, pairs=True, fold=False):
    """One value, two, and one in capitals: the whole text decides."""
    def cases(data):
        first, second = data.values(column, 2)
        yield [first], f"{column} = ?", [first]
        if pairs:
            yield [first, second], f"{column} IN (?, ?)", [first, second]
        if fold:
            yield [first.upper()], f"{column} = ?", [first]
    return cases


def one_text(column):
    def cases(data):
        value = data.values(column, 1)[0]
        yield [value], f"{column} = ?", [value]
    return cases


def part(column):
    """A piece of the middle of a text, and the same in the other letters; to search, i is ı."""
    def cases(data):
        pieces = [piece for value in data.values(column, 400)
                  for piece in re.findall("[A-HJ-Za-hj-z0-9@.]{3,}", value[1:])]
        piece = max(pieces, key=len)
        yield [piece], f"instr(lower({column}), ?)", [piece.lower()]
        yield [piece.swapcase()], f"instr(lower({column}), ?)", [piece.lower()]
    return cases


def day(column, end):
    """A day counts whole: from its first moment, to its last."""
    def cases(data):
        moment = data.middle(column)
        start = moment - moment % DAY
        name = (datetime(1970, 1, 1, tzinfo=timezone.utc)
                + timedelta(microseconds=start)).strftime("%Y-%m-%d")
        if end:
            yield [name], f"{column} < ?", [start + DAY]
        else:
            yield [name], f"{column} >= ?", [start]
    return cases


def amount(column, comparison):
    def cases(data):
        cents = data.middle(column, "> 0")
        yield [f"{cents // 100}.{cents % 100:02}"], f"{column} {comparison} ?", [cents]
    return cases


def present(column):
    def cases(_data):
        yield ["yes"], f"{column} IS NOT NULL", []
        yield ["no"], f"{column} IS NULL", []
    return cases


def yes_or_no(column):
    def cases(_data):
        yield ["yes"], column, []
        yield ["false"], f"NOT {column}", []
    return cases


def key(column, table=None):
    """A key, two, and a name, which may stand for many keys."""
    def cases(data):
        first, second = data.values(column, 2)
        yield [str(first)], f"{column} = ?", [first]
        yield [str(first), str(second)], f"{column} IN (?, ?)", [first, second]
        if table:
            name = data.one(f"SELECT name FROM {table} WHERE pk = ?", first)
            yield [name], f"{column} IN (SELECT pk FROM {table} WHERE name = ?)", [name]
    return cases


def status(_data):
    yield ["450"], "o.status = 450", []
    yield ["shipped", "Preparing"], "o.status IN (500, 450)", []


def status_not(_data):
    yield ["450", "delivered"], "o.status NOT IN (450, 550)", []


def phone(data):
    value = data.values("c.phone_number", 1)[0]
    yield [value], "c.phone_number = ?", [value]


def phone_part(data):
    value = data.values("c.phone_number", 1)[0]
    yield [value[-7:]], "instr(c.phone_number, ?)", [value[-7:]]


def customer(data):
    first, last = next(
        row for row in data.rows("SELECT first_name, last_name FROM customers c"
                                 " WHERE pk IN (SELECT customer FROM orders) ORDER BY pk")
        if (row[0] + row[1]).isascii() and (row[0] + row[1]).isalpha())
    yield [f"{first} {last}"], "c.first_name = ? AND c.last_name = ?", [first, last]


def search(data):
    number = data.values("o.number", 1)[0]
    email = data.values("c.email", 1)[0]
    tracking = data.values("o.tracking_number", 1)[0]
    yield [number], "o.number = ?", [number]
    yield [email], "c.email = ?", [email]
    yield [tracking], "o.tracking_number = ?", [tracking]


FILTERS = {
    "search": search,
    "number": text("o.number"),
    "number-contains": part("o.number"),
    "status": status,
    "status-not": status_not,
    "channel": key("o.channel", "channels"),
    "placed-after": day("o.date_placed", False),
    "placed-before": day("o.date_placed", True),
    "created-after": day("o.created_date", False),
    "created-before": day("o.created_date", True),
    "modified-after": day("o.modified_date", False),
    "modified-before": day("o.modified_date", True),
    "customer": customer,
    "first-name": part("c.first_name"),
    "last-name": part("c.last_name"),
    "email": part("c.email"),
    "email-is": one_text("c.email"),
    "phone": phone,
    "phone-contains": phone_part,
    "city": part("y.name"),
    "country": part("n.name"),
    "amount-from": amount("o.amount", ">="),
    "amount-to": amount("o.amount", "<="),
    "refund-from": amount("o.refund_amount", ">="),
    "refund-to": amount("o.refund_amount", "<="),
    "currency": text("o.currency", fold=True),
    "payment-option": key("o.payment_option", "payment_options"),
    "shipping": key("o.cargo_company", "cargos"),
    "shipping-option": text("o.shipping_option_slug", pairs=False),
    "delivery-type": text("o.delivery_type", pairs=False),
    "tracking": one_text("o.tracking_number"),
    "tracking-contains": part("o.tracking_number"),
    "has-tracking": present("o.tracking_number"),
    "invoice": one_text("o.invoice_number"),
    "invoice-contains": part("o.invoice_number"),
    "has-invoice": present("o.invoice_number"),
    "invoiced-after": day("o.invoice_date", False),
    "invoiced-before": day("o.invoice_date", True),
    "has-e-archive": present("o.e_archive_url"),
    "client-type": text("o.client_type"),
    "gift-box": yes_or_no("o.has_gift_box"),
    "gift-note": part("o.gift_box_note"),
    "notes": part("o.notes"),
    "sent": yes_or_no("o.is_send"),
    "cancel-status": one_text("o.cancel_status"),
    "pk": key("o.pk"),
}


class Data:
    """What is in the sandbox's database, while no sandbox has it."""

    def __init__(self, path):
        self.database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)

    def rows(self, sql, *values):
        return self.database.execute(sql, values).fetchall()

    def one(self, sql, *values):
        return self.rows(sql, *values)[0][0]

    def values(self, column, count):
        found = [row[0] for row in self.rows(
            f"SELECT DISTINCT {column}{TABLES} WHERE {column} IS NOT NULL AND {column} != ''"
            " ORDER BY o.pk")]
        assert found and (count > 2 or len(found) >= count), f"too few values of {column}"
        return found[:count]

    def middle(self, column, condition="IS NOT NULL"):
        found = [row[0] for row in self.rows(
            f"SELECT {column}{TABLES} WHERE {column} {condition} ORDER BY {column}")]
        return found[len(found) // 2]

    def keys(self, condition, values):
        return {str(row[0]) for row in self.rows(f"SELECT o.pk{TABLES} WHERE {condition}", *values)}


class Shop:
    """A sandbox, and a person at a terminal."""

    def __init__(self, folder, database):
        self.process = subprocess.Popen(
            [SANDBOX, "--orders", str(ORDERS), "--seed", "7", "--database", database],
            stdout=subprocess.PIPE, text=True)
        url = self.process.stdout.readline().strip()
        body = json.dumps({"username": "ops.elif", "password": "omnidesk"}).encode()
        request = urllib.request.Request(url + "/api/v1/auth/login/", body,
                                         {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            token = json.load(answer)["key"]
        self.env = dict(os.environ, HOME=folder, XDG_DATA_HOME=os.path.join(folder, "data"),
                        XDG_CACHE_HOME=os.path.join(folder, "cache"), OMNIDESK_SERVER=url,
                        XDG_CONFIG_HOME=os.path.join(folder, "config"), OMNIDESK_TOKEN=token,
                        DBUS_SESSION_BUS_ADDRESS="disabled:", NO_PROXY="*", TZ="UTC",
                        GSETTINGS_SCHEMA_DIR=os.path.join(BUILD, "data"))

    def stop(self):
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()

    def run(self, *words):
        result = subprocess.run([CLI, "orders", "list", *words], env=self.env, text=True,
                                stdin=subprocess.DEVNULL, capture_output=True, timeout=PATIENCE,
                                check=False)
        assert result.returncode == 0, result.stderr
        return result.stdout

    def offered(self):
        return set(re.findall(r"^  (?:-\w, )?--([\w-]+)", self.run("--help"), re.M)) - NOT_FILTERS

    def keys(self, name, values):
        words = [word for value in values for word in ("--" + name, value)]
        rows = json.loads(self.run("--limit", "0", "--format", "json", "--columns", "id", *words))
        found = [row["id"] for row in rows]
        assert len(found) == len(set(found)), "an order came twice"
        return set(found)


def check(shop, name, cases):
    """Some orders fit and others do not, so that nothing passes by doing nothing."""
    for values, condition, keys in cases:
        found = shop.keys(name, values)
        assert 0 < len(keys) < ORDERS, f"{condition}: {len(keys)} orders fit"
        assert found == keys, (f"--{name} {values}: {len(found)} orders, {condition}: {len(keys)};"
                               f" only in one of them {sorted(found ^ keys)[:5]}")


def main():
    folder = tempfile.mkdtemp(prefix="omni-filters-")
    path = os.path.join(folder, "sandbox.db")
    n_failed = 0

    # The database has one reader at a time.
    Shop(folder, path).stop()
    data = Data(path)
    table = {name: [(values, condition, data.keys(condition, parameters))
                    for values, condition, parameters in cases(data)]
             for name, cases in FILTERS.items()}
    data.database.close()

    shop = Shop(folder, path)
    tests = [("every filter is explained", lambda: shop.offered() ^ FILTERS.keys())]
    tests += [(name, lambda name=name: check(shop, name, table[name])) for name in FILTERS]
    try:
        for number, (name, test) in enumerate(tests, 1):
            try:
                differing = test()
                assert not differing, f"only on one side: {differing}"
                print(f"ok {number} - /cli/filters/{name}", flush=True)
            except (AssertionError, subprocess.TimeoutExpired):
                n_failed += 1
                print("# " + traceback.format_exc().rstrip().replace("\n", "\n# "))
                print(f"not ok {number} - /cli/filters/{name}", flush=True)
    finally:
        shop.stop()
        shutil.rmtree(folder)
    print(f"1..{len(tests)}")
    return 1 if n_failed else 0


if __name__ == "__main__":
    sys.exit(main())
