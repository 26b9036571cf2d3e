#!/usr/bin/python3
# Copyright the Omnidesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main path without a pointer: every key goes to whatever has the focus."""
import os
import re
import sys

from omni_case import Build, Sandbox, read_csv, read_xlsx, run_cases
from omni_desktop import Desktop
from omni_widgets import choose_file, wait

PAGE = 100  # the orders that one request asks for
STATUSES = {"400": "Approved", "450": "Preparing"}


class KeyboardOnly:
    def __init__(self):
        self.build = Build()
        self.sandbox = Sandbox(self.build, "--orders", "4000", "--seed", "7")
        self.desktop = Desktop(self.build.folder, keyring=True, env=self.build.env())
        self.program = self.window = self.table = None
        self.expected, self.picked, self.places = [], [], {}

    def key(self, *keys):
        self.desktop.key(*keys)

    def focus(self):
        return self.program.focus()

    def move(self, key):
        """Presses a key and waits until the focus is somewhere else; between two it is nowhere."""
        before = self.focus()
        self.key(key)
        wait(lambda: self.focus() not in (None, before), "the focus to move")
        return self.focus()

    def tab_to(self, role, name, back=False):
        """Presses Tab until that widget has the focus, as often as a person would bear."""
        for _ in range(40):
            widget = self.focus()
            if widget is not None and widget.role == role and widget.name == name:
                return widget
            self.move("shift+Tab" if back else "Tab")
        raise AssertionError(f"Tab does not reach the {role} “{name}”")

    def pane_to(self, role, name=None):
        """F6 goes around the parts of the window; a table is one of them, and Tab stays in it."""
        def is_there():
            widget = self.focus()
            return widget is not None and widget.role == role and name in (None, widget.name)
        for _ in range(10):
            if is_there():
                return
            self.move("F6")
        raise AssertionError(f"F6 does not reach the {role}")

    def sign_in(self):
        self.desktop.start()
        self.desktop.park_pointer()
        self.program = self.desktop.run([self.build.program("omnidesk")])
        window = self.program.window("Sign In")
        for field, text in (("Server address", self.sandbox.url),
                            ("User name", self.sandbox.username),
                            ("Password", self.sandbox.password)):
            self.desktop.type(text)
            entry = window.find("text", field)
            wait(lambda: entry.text == text, lambda: f"“{text}” in {entry}")
            self.key("Return" if field == "Password" else "Tab")
        self.window = self.program.window(re.compile("^Orders"))
        self.table = self.window.find("tree table", "Orders")
        wait(lambda: len(self.table.rows_on_screen()) > 10, "orders in the table")

    def filter(self):
        self.pane_to("text", "Number")
        self.tab_to("push button", "Status")
        self.key("space")
        for label in STATUSES.values():
            self.tab_to("check box", label)
            self.key("space")
        orders = self.sandbox.orders(status=list(STATUSES))
        days = sorted(order["date_placed"][:10] for order in orders)
        first, last = days[len(days) // 10], days[-len(days) // 10]
        for field, day in (("Placed after", first), ("Placed before", last)):
            self.tab_to("text", field)
            self.desktop.type(day)
            self.key("Return")
        self.expected = self.sandbox.orders(
            status=list(STATUSES), date_placed__gte=first + "T00:00:00Z",
            date_placed__lte=last + "T23:59:59.999999Z", sort="-amount")
        assert 2 * PAGE + 20 < len(self.expected) < len(orders)
        wait(lambda: self.window.find_all(
            "push button", re.compile(rf"\b{len(self.expected)}\b.*matching")),
            f"{len(self.expected)} matching orders")

    def sort(self):
        self.key("ctrl+shift+s")
        wait(lambda: self.program.find_all("menu item", "Amount", on_screen=True), "the menu")
        wait(lambda: self.focus() and self.focus().role == "menu item", "the focus in the menu")
        for _ in range(15):
            if self.focus().name == "Amount":
                break
            self.move("Down")
        self.key("Return")
        number = self.table.columns.index("Number")
        wanted = [order["number"] for order in self.expected[:6]]
        wait(lambda: [row.cell(number) for row in self.table.rows_on_screen()[:6]] == wanted,
             "the largest amounts first")
        self.desktop.screenshot("sorted")

    def place(self):
        """Where in the list the focused row is, counted from 0, or None between two rows."""
        row = self.focus()
        if row is None or row.role != "table row":
            return None
        number = row.cell(self.table.columns.index("Number"))
        return self.places.get(number)

    def move_in_table(self, key):
        """Moves the focus in the table and waits until an order that came has it."""
        before = self.place()
        self.key(key)
        wait(lambda: self.place() not in (None, before), f"{key} to move to another order")
        return self.place()

    def pick(self):
        """Control moves without picking, and Space then picks the row, on three pages in all."""
        self.places = {order["number"]: place for place, order in enumerate(self.expected)}
        self.pane_to("table row")
        wait(lambda: self.place() == 0, "the first order to have the focus")
        for page, n_orders in ((0, 3), (1, 2), (2, 2)):
            while self.place() // PAGE < page:
                self.move_in_table("ctrl+Page_Down")
            for _ in range(n_orders):
                self.move_in_table("ctrl+Down")
                self.move_in_table("ctrl+Down")
                self.key("ctrl+space")
                self.picked.append(self.expected[self.place()]["number"])
                self.window.find("status", re.compile(rf"^{len(self.picked)} selected"))
        assert [self.places[number] // PAGE for number in self.picked] == [0, 0, 0, 1, 1, 2, 2]
        self.desktop.screenshot("picked")

    def export(self, key, name):
        path = os.path.join(self.build.folder, name)
        self.key(key)
        choose_file(self.program, path)
        wait(lambda: os.path.exists(path), path)
        return path

    def export_both(self):
        numbers = [row["Number"] for row in read_csv(self.export("ctrl+alt+e", "keys.csv"))]
        assert numbers == self.picked, (numbers, self.picked)
        rows = read_xlsx(self.export("ctrl+shift+e", "keys.xlsx"))
        assert [row["Number"] for row in rows] == numbers

    def quit(self):
        self.key("ctrl+q")
        assert self.program.wait_for_end() == 0
        assert self.program.complaints() == [], self.program.complaints()

    def run(self):
        try:
            return run_cases(self.desktop, [
                ("signing in", self.sign_in),
                ("two statuses and a date range filter the orders", self.filter),
                ("the menu sorts by amount", self.sort),
                ("seven orders are picked on three pages", self.pick),
                ("both files hold exactly those seven", self.export_both),
                ("it quits without a complaint", self.quit),
            ])
        finally:
            self.sandbox.stop()


sys.exit(KeyboardOnly().run())
