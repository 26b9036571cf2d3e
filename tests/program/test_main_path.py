#!/usr/bin/python3
# Copyright the Omnidesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main path with mouse and keyboard: sign in, filter, sort, pick seven orders, export them."""
import datetime
import os
import re
import sys

from omni_case import Build, Sandbox, read_csv, read_xlsx, run_cases
from omni_desktop import Desktop
from omni_widgets import choose_file, wait

STATUSES = {"400": "Approved", "450": "Preparing"}
PAGE = 100


class MainPath:
    def __init__(self):
        self.build = Build()
        self.sandbox = Sandbox(self.build, "--orders", "4000", "--seed", "7")
        self.desktop = Desktop(self.build.folder, keyring=True, env=self.build.env())
        self.program = self.window = self.table = None
        self.numbers, self.number = set(), 0
        self.expected, self.picked = [], []

    def start(self):
        self.desktop.start()
        self.program = self.desktop.run([self.build.program("omnidesk")])
        self.window = self.program.window("Sign In")
        self.desktop.screenshot("1-sign-in")

    def sign_in_with_a_wrong_password(self):
        self.window.find("text", "Server address").type(self.sandbox.url)
        self.window.find("text", "User name").type(self.sandbox.username)
        self.window.find("text", "Password").type("wrong")
        self.window.find("push button", "Sign In").click()
        self.window.find("alert", "The user name or password is not right.", on_screen=True)
        self.desktop.screenshot("2-wrong-password")

    def sign_in(self):
        self.window.find("text", "Password").type(self.sandbox.password)
        self.desktop.key("Return")
        self.window = self.program.window(re.compile("^Orders"))
        self.table = self.window.find("tree table", "Orders")
        self.number = self.table.columns.index("Number")
        self.numbers = {order["number"] for order in self.sandbox.orders()}
        wait(lambda: len(self.rows()) > 10, "orders in the table")
        self.desktop.park_pointer()
        self.desktop.screenshot("3-orders")

    def rows(self):
        """The orders that a person sees: (row, number), without rows that are still empty."""
        rows = [(row, row.cell(self.number)) for row in self.table.rows_on_screen()]
        return [(row, number) for row, number in rows if number in self.numbers]

    def count_is(self, count):
        text = f"{count:,}"
        return wait(lambda: self.window.find_all(
            "push button", re.compile(rf"\b{text}\b.*match|match.*\b{text}\b")),
            f"{text} matching orders")

    def filter_two_statuses(self):
        panel = self.window.find(name="Filters")
        panel.find("push button", "Status").click()
        for label in STATUSES.values():
            panel.find("check box", label, on_screen=True).click()
        self.count_is(len(self.sandbox.orders(status=list(STATUSES))))

    def filter_a_date_range(self):
        orders = self.sandbox.orders(status=list(STATUSES))
        days = sorted(order["date_placed"][:10] for order in orders)
        # Most of them, but not all: a range that a person chose.
        first, last = days[len(days) // 20], days[-len(days) // 20]
        panel = self.window.find(name="Filters")
        presets = panel.find("combo box", "Placed")
        presets.find("push button").click()
        presets.find("label", "Custom range", on_screen=True).click()
        for name, day in (("Placed after", first), ("Placed before", last)):
            panel.find("text", name).type(day)
            self.desktop.key("Return")
        after = datetime.date.fromisoformat(last) + datetime.timedelta(days=1)
        self.expected = self.sandbox.orders(
            status=list(STATUSES), date_placed__gte=first + "T00:00:00Z",
            date_placed__lt=after.isoformat() + "T00:00:00Z", sort="-amount")
        assert 3 * PAGE < len(self.expected) < len(orders)
        self.count_is(len(self.expected))

    def sort_by_amount(self):
        title = self.table.children[0].find("label", "Amount", into_tables=True)
        numbers = [order["number"] for order in self.expected]
        for _ in range(2):
            title.click()
        wait(lambda: [n for _, n in self.rows()][:8] == numbers[:8], "the largest amounts first")
        self.desktop.park_pointer()
        self.desktop.screenshot("4-filtered-and-sorted")

    def pick(self):
        positions = {order["number"]: i for i, order in enumerate(self.expected)}
        for page, wanted in ((0, 3), (1, 2), (2, 2)):
            self.scroll_to(positions, page * PAGE + 20 if page else 0)
            shown = [(row, number) for row, number in self.rows()[1:-2]
                     if positions[number] // PAGE == page]
            for row, number in shown[1:1 + 2 * wanted:2]:
                row.find("check box", into_tables=True).click()
                self.picked.append(number)
                self.window.find("status", re.compile(rf"^{len(self.picked)} selected"))
        assert len({positions[number] // PAGE for number in self.picked}) == 3
        self.desktop.park_pointer()
        self.desktop.screenshot("5-seven-picked")

    def scroll_to(self, positions, position):
        """Turns the wheel until the row at that place is on the screen; it may never jump back."""
        x, y, _ = self.table.place()
        before = -1
        for _ in range(200):
            rows = []

            def are_loaded():
                rows[:] = self.rows()
                return len(rows) > 5
            wait(are_loaded, "loaded rows")
            first, last = positions[rows[0][1]], positions[rows[-1][1]]
            assert first >= before, f"the table jumped from row {before} to row {first}"
            if last > position + 8:
                return
            before = first
            self.desktop.wheel(x, y, 6)
        raise AssertionError(f"row {position} was not reached")

    def export(self, kind, name):
        path = os.path.join(self.build.folder, name)
        if os.path.exists(path):
            os.unlink(path)
        self.window.find("push button", f"Export to {kind} with Selected Items",
                         on_screen=True).click()
        choose_file(self.program, path)
        wait(lambda: os.path.exists(path), path)
        self.desktop.screenshot("6-exported-" + kind.lower())
        return path

    def check(self, rows):
        orders = {order["number"]: order for order in self.expected}
        assert [row["Number"] for row in rows] == self.picked, (rows, self.picked)
        for row in rows:
            order = orders[row["Number"]]
            customer = order["customer"]
            name = f"{customer['first_name']} {customer['last_name']}".strip()
            shown = str(row["Customer"] or "").removeprefix("'")
            assert shown == name, (shown, name)
            assert (row["Tracking number"] or "") == (order["tracking_number"] or ""), row
            assert row["Currency"] == order["currency"].upper(), row

    def export_csv(self):
        rows = read_csv(self.export("CSV", "selected.csv"))
        self.check(rows)
        orders = {order["number"]: order for order in self.expected}
        assert [row["Amount"] for row in rows] == [orders[n]["amount"] for n in self.picked]

    def export_xlsx(self):
        rows = read_xlsx(self.export("Excel", "selected.xlsx"))
        assert all(isinstance(row["Number"], str) for row in rows), "numbers are no texts"
        self.check(rows)
        orders = {order["number"]: order for order in self.expected}
        assert [f"{row['Amount']:.2f}" for row in rows] == [
            f"{float(orders[n]['amount']):.2f}" for n in self.picked]

    def quit(self):
        self.desktop.key("ctrl+q")
        assert self.program.wait_for_end() == 0
        assert self.program.complaints() == [], self.program.complaints()

    def run(self):
        try:
            return run_cases(self.desktop, [
                ("the program starts with the sign-in window", self.start),
                ("a wrong password is refused in words", self.sign_in_with_a_wrong_password),
                ("the right one opens the orders", self.sign_in),
                ("two statuses filter the orders", self.filter_two_statuses),
                ("a date range filters them further", self.filter_a_date_range),
                ("a click on the header sorts by amount", self.sort_by_amount),
                ("seven orders are picked on three pages", self.pick),
                ("the CSV file holds exactly those seven", self.export_csv),
                ("the Excel file holds exactly those seven", self.export_xlsx),
                ("it quits without a complaint", self.quit),
            ])
        finally:
            self.sandbox.stop()


sys.exit(MainPath().run())
