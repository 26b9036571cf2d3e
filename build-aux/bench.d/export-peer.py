#!/usr/bin/python3
# Copyright the Omnidesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What one writes without Omnidesk: all orders to a CSV file, page after page.

With requests, json and csv.

Usage: export-peer.py URL USER PASSWORD FILE
"""

import csv
import sys

import requests

COLUMNS = ["Number", "Placed", "Customer", "Status", "Channel", "Amount", "Currency",
           "Payment option", "Shipping company", "Tracking number", "Cancellation", "Modified"]


def name_of(value, *members):
    """The name in a nested object; flat answers have the key alone."""
    if isinstance(value, dict):
        return " ".join(str(value.get(member) or "") for member in members).strip()
    return "" if value is None else str(value)


def row(order):
    return [order["number"],
            order["date_placed"],
            name_of(order.get("customer"), "first_name", "last_name"),
            order["status"],
            name_of(order.get("channel"), "name"),
            order["amount"],
            (order.get("currency") or "").upper(),
            name_of(order.get("payment_option"), "name"),
            name_of(order.get("cargo_company"), "name"),
            order.get("tracking_number") or "",
            order.get("cancel_status") or "",
            order.get("modified_date") or ""]


def main():
    url, user, password, path = sys.argv[1:5]
    session = requests.Session()
    answer = session.post(url + "/api/v1/auth/login/",
                          json={"username": user, "password": password})
    answer.raise_for_status()
    session.headers["Authorization"] = "Token " + answer.json()["key"]

    page = 1
    with open(path, "w", encoding="utf-8-sig", newline="") as target:
        writer = csv.writer(target)
        writer.writerow(COLUMNS)
        while True:
            answer = session.get(url + "/api/i1/orders/", params={"page": page, "limit": 100})
            answer.raise_for_status()
            listing = answer.json()
            writer.writerows(row(order) for order in listing["results"])
            if listing["next"] is None:
                break
            page += 1


main()
