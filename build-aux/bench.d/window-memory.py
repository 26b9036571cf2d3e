#!/usr/bin/python3
# Copyright the Omnidesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Memory of the orders window in MiB after a look at its first, last and some other orders.

Usage: window-memory.py BUILD SOURCE URL
"""
import os
import re
import shutil
import sys

sys.path.insert(0, os.path.join(sys.argv[2], "tests", "program"))
# pylint: disable=wrong-import-position
from omni_case import Build  # noqa: E402
from omni_desktop import Desktop  # noqa: E402
from omni_widgets import wait  # noqa: E402


def proportional_mib(pid):
    """What the process has of its own, and its share of what it has with others."""
    with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as file:
        return int(re.search(r"^Pss:\s+(\d+)", file.read(), re.M).group(1)) / 1024


def main():
    build = Build()
    desktop = Desktop(build.folder, keyring=True, env=build.env())
    try:
        desktop.start()
        program = desktop.run([build.program("omnidesk"), "--server", sys.argv[3]])
        window = program.window("Sign In")
        address = window.find("text", "Server address")
        wait(lambda: address.text == sys.argv[3], "the address")
        window.find("text", "User name").type("ops.elif")
        window.find("text", "Password").type("omnidesk")
        desktop.key("Return")
        table = program.window(re.compile("^Orders")).find("tree table", "Orders")
        number = table.columns.index("Number")

        def are_loaded():
            rows = table.rows_on_screen()
            return len(rows) > 10 and all(re.search(r"\d{6}", row.cell(number)) for row in rows)
        wait(are_loaded, "orders in the table")
        for keys in (["Next"] * 8, ["End"], ["Prior"] * 8, ["Home"]):
            desktop.key(*keys)
            wait(are_loaded, "orders in the table")
        print(f"{proportional_mib(program.process.pid):.1f}")
    finally:
        desktop.stop()
        shutil.rmtree(build.folder)


main()
