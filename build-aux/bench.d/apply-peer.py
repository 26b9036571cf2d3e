#!/usr/bin/python3
# Copyright the Omnidesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What one writes without Omnidesk: one PATCH for each row. Prints the seconds.

Usage: apply-peer.py URL AUTHORIZATION ID...
"""

import sys
import time

import requests

session = requests.Session()
session.headers["Authorization"] = sys.argv[2]
start = time.perf_counter()
for pk in sys.argv[3:]:
    reply = session.patch(f"{sys.argv[1]}/api/v1/order_items/{pk}/",
                          json={"tracking_number": f"peer-{pk}"}, timeout=60)
    reply.raise_for_status()
print(time.perf_counter() - start)
