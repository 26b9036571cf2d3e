#!/usr/bin/python3
# Copyright the Omnidesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Parses a page of orders and reads what a table shows: decode-peer.py FILE [TIMES]"""
import json
import sys
import time


def walk(page):
    orders = []
    for order in page["results"]:
        flat = {}
        for name, value in order.items():
            if isinstance(value, dict):
                for inner, text in value.items():
                    flat[name + "." + inner] = text
            elif name == "orderitem_set":
                flat[name] = [dict(item) for item in value]
            else:
                flat[name] = value
        orders.append(flat)
    return orders


def main():
    with open(sys.argv[1], "rb") as file:
        text = file.read()
    times = int(sys.argv[2]) if len(sys.argv) > 2 else 20
    start = time.perf_counter()
    for _ in range(times):
        count = len(walk(json.loads(text)))
    print(f"{(time.perf_counter() - start) * 1000 / times:.3f} ms/page, {count} orders")


main()
