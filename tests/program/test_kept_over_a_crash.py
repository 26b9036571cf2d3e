#!/usr/bin/python3
# Copyright the Omnidesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an operator set up in the orders window is there again after the program was killed."""
import re
import sqlite3
import sys

from omni_case import Build, Sandbox, run_cases, sign_in
from omni_desktop import Desktop
from omni_widgets import wait


class KeptOverACrash:
    def __init__(self):
        self.build = Build()
        self.sandbox = Sandbox(self.build, "--orders", "900", "--seed", "7")
        self.desktop = Desktop(self.build.folder, size=(1280, 720), keyring=True,
                               env=self.build.env())
        self.program = self.window = self.table = None
        self.number = self.status = ""

    def open(self):
        self.window = self.program.window(re.compile("^Orders"))
        self.table = self.window.find("tree table", "Orders")
        wait(lambda: len(self.table.rows_on_screen()) > 5, "orders in the table")

    def cell(self, row, title):
        return row.cell(self.table.columns.index(title))

    def sign_in(self):
        self.desktop.start()
        self.program = self.desktop.run([self.build.program("omnidesk")])
        sign_in(self.program, self.sandbox)
        self.open()

    def turn_the_wheel(self):
        """The wheel moves all filters also over a list that is unfolded."""
        panel = self.window.find(name="Filters")
        status = panel.find("push button", "Status")
        status.click()
        x, y, _ = panel.find("check box", "Approved", on_screen=True).place()
        top = status.extents[1]
        self.desktop.wheel(x, y, 30)
        wait(lambda: status.extents[1] < top, "the list to scroll away")
        self.desktop.wheel(x, y, -40)
        wait(lambda: status.extents[1] == top, "the list to be back")
        status.click()

    def choose_a_column(self):
        self.desktop.key("ctrl+shift+o")
        chooser = self.program.window("Columns")
        self.desktop.type("e-m")
        chooser.find("check box", "E-mail", on_screen=True).click()
        self.desktop.key("Escape", "Escape")
        wait(lambda: "E-mail" in self.table.columns, "the new column")

    def filter_by_a_cell(self):
        row = self.table.rows_on_screen()[2]
        status = self.cell(row, "Status")
        label = row.find("label", status, into_tables=True)
        x, y, _ = label.place()
        self.desktop.xdotool("mousemove", x, y, "click", 3)
        self.program.find("menu item", f"Filter by “{status}”").click()
        self.window.find("label", f"Status: {status}")
        self.status = status

    def save_a_view(self):
        self.window.find("push button", re.compile("^View: ")).click()
        self.program.find("menu item", "Save As…").click()
        self.program.find("text", "Name").type("To pack today")
        self.desktop.key("Return")
        self.window.find("label", "To pack today")

    def select(self):
        def rows():
            return [row for row in self.table.rows_on_screen()
                    if self.cell(row, "Status") == self.status]
        for row in wait(rows, "filtered rows")[1:6:2]:
            row.find("check box", into_tables=True).click()
        self.window.find("status", re.compile("^3 selected"))

    def open_an_order(self):
        self.number = self.cell(self.table.rows_on_screen()[4], "Number")
        row = self.table.rows_on_screen()[4]
        row.find("label", self.number, into_tables=True).click(count=2)
        self.program.window(re.compile(self.number))

    def is_kept(self):
        # Only what is written a moment after a change, and nothing that comes at the end.
        wait(self.is_on_disk, "the state on the disk")
        self.program.process.kill()
        self.program.process.wait()
        self.program = self.desktop.run([self.build.program("omnidesk")])
        self.program.window(re.compile(self.number))
        self.open()
        self.window.find("label", "To pack today")
        self.window.find("label", f"Status: {self.status}")
        self.window.find("status", re.compile("^3 selected"))
        assert "E-mail" in self.table.columns, self.table.columns
        self.desktop.park_pointer()
        self.desktop.screenshot("kept")

    def is_on_disk(self):
        path = self.desktop.home + "/.local/share/omnidesk/omnidesk.db"
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=10) as database:
            state = database.execute(
                "SELECT value FROM states WHERE key = 'orders-window.1'").fetchone()
            selected = database.execute("SELECT count(*) FROM selected_orders").fetchone()
        order = self.sandbox.orders(number=self.number)[0]["pk"]
        return state and str(order) in state[0] and selected == (3,)

    def quit(self):
        self.desktop.key("ctrl+q")
        assert self.program.wait_for_end() == 0
        assert self.program.complaints() == [], self.program.complaints()

    def run(self):
        try:
            return run_cases(self.desktop, [
                ("signing in", self.sign_in),
                ("the wheel moves the filters", self.turn_the_wheel),
                ("a column is chosen", self.choose_a_column),
                ("a right click on a cell filters by it", self.filter_by_a_cell),
                ("a view is saved", self.save_a_view),
                ("three orders are selected", self.select),
                ("an order is opened", self.open_an_order),
                ("all of it is there after the program was killed", self.is_kept),
                ("it quits without a complaint", self.quit),
            ])
        finally:
            self.sandbox.stop()


sys.exit(KeptOverACrash().run())
