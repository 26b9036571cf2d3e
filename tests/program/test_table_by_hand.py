#!/usr/bin/python3
# Copyright the Omnidesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of orders by hand: columns dragged, hidden and chosen, menus, keys; all is kept."""
import re
import sys

from omni_case import Build, Sandbox, run_cases, sign_in
from omni_desktop import Desktop
from omni_widgets import wait


class TableByHand:
    def __init__(self):
        self.build = Build()
        self.sandbox = Sandbox(self.build, "--orders", "900", "--seed", "7")
        self.desktop = Desktop(self.build.folder, keyring=True, env=self.build.env())
        self.program = self.window = self.table = None
        self.columns = []

    def show(self):
        self.window = self.program.window(re.compile("^Orders"))
        self.table = self.window.find("tree table", "Orders")
        wait(lambda: len(self.table.rows_on_screen()) > 10, "orders in the table")

    def start(self):
        self.desktop.start()
        self.program = self.desktop.run([self.build.program("omnidesk")])
        sign_in(self.program, self.sandbox)
        self.show()

    def header(self, title):
        return self.table.children[0].children[self.table.columns.index(title)]

    def columns_are(self, check, what):
        wait(lambda: check(self.table.columns), lambda: f"{what}, not {self.table.columns}")
        self.columns = self.table.columns

    def menu_item(self, name):
        """The table's menus are inside it."""
        return self.window.find("menu item", name, into_tables=True, on_screen=True)

    def drag(self):
        """The header of one column is pulled over another."""
        x, y, _ = self.header("Customer").find("label").place()
        to_x, to_y, _ = self.header("Number").find("label").place()
        self.desktop.xdotool("mousemove", x, y, "mousedown", 1)
        for step in range(1, 11):
            self.desktop.xdotool("mousemove", x + (to_x - 30 - x) * step // 10, to_y)
        self.desktop.xdotool("mouseup", 1)
        self.columns_are(lambda now: now.index("Customer") < now.index("Number"),
                         "the customer before the number")

    def hide(self):
        """A right click on a header has a menu."""
        x, y, _ = self.header("Channel").find("label").place()
        self.desktop.xdotool("mousemove", x, y, "click", 3)
        self.menu_item("Hide").click()
        self.columns_are(lambda now: "Channel" not in now, "no channel")

    def choose(self):
        """The chooser has what the data can give."""
        self.desktop.key("ctrl+shift+o")
        search = self.program.find(name="Find a column")
        search.type("Days since placed")
        self.program.find("check box", "Days since placed", on_screen=True).click()
        self.desktop.key("Escape", "Escape")
        self.columns_are(lambda now: "Days since placed" in now, "the days")
        place = self.table.columns.index("Days since placed")
        wait(lambda: re.fullmatch(r"\d+", self.table.rows_on_screen()[1].cell(place)),
             "a number of days")
        self.desktop.park_pointer()
        self.desktop.screenshot("columns")

    def filter_by(self):
        """A right click on a cell asks for what stands in it."""
        status = self.table.columns.index("Status")
        row = self.table.rows_on_screen()[2]
        name = row.cell(status)
        x, y, _ = row.children[status].find("label", into_tables=True).place()
        self.desktop.xdotool("mousemove", x, y, "click", 3)
        self.menu_item(f"Filter by “{name}”").click()
        self.window.find("push button", re.compile("^Select all [1-8]?[0-9]?[0-9] matching"))
        wait(lambda: all(row.cell(status) == name for row in self.table.rows_on_screen()[:8]),
             "orders of that status only")
        self.desktop.key("ctrl+shift+f")
        self.window.find("push button", "Select all 900 matching")

    def pasted(self, text):
        """What is on the clipboard, seen in the search. One line of it: that is what it takes."""
        self.desktop.key("ctrl+f", "ctrl+a", "ctrl+v")
        search = self.window.find("entry", on_screen=True)
        wait(lambda: search.text == text, lambda: f"{text!r} on the clipboard, not {search.text!r}")
        self.desktop.key("ctrl+a", "BackSpace", "Escape")
        self.window.find("push button", "Select all 900 matching")

    def copy(self):
        """The menu of a row copies its number, a cell or the row."""
        number, status = (self.table.columns.index(name) for name in ("Number", "Status"))
        wait(lambda: len(self.table.rows_on_screen()) > 10, "orders in the table")
        row = self.table.rows_on_screen()[3]
        number, status = row.cell(number), row.cell(status)
        x, y, _ = row.children[self.table.columns.index("Status")].find(
            "label", into_tables=True).place()
        for name, text in (("Copy Order Number", number), (f"Copy “{status}”", status)):
            self.desktop.xdotool("mousemove", x, y, "click", 3)
            self.menu_item(name)
            self.desktop.screenshot("row-menu")
            self.menu_item(name).click()
            self.pasted(text)

    def keys(self):
        """J and K move, Space ticks, Enter opens, and the windows close."""
        number = self.table.columns.index("Number")
        wait(lambda: len(self.table.rows_on_screen()) > 10, "orders in the table")
        third = self.table.rows_on_screen()[2].cell(number)
        self.desktop.click_at(*self.table.rows_on_screen()[0].place()[:2])
        self.desktop.key("j", "j", "j", "k", "space")
        self.window.find("status", re.compile("^1 selected"))
        self.desktop.key("Return")
        order = self.program.window(re.compile(re.escape(third)))
        self.desktop.key("ctrl+w")
        wait(lambda: order not in self.program.windows(), "the order's window to close")

    def restart(self):
        self.desktop.activate(self.desktop.x_windows(self.program.process.pid)[0]["id"])
        self.desktop.key("ctrl+q")
        assert self.program.wait_for_end() == 0
        assert self.program.complaints() == [], self.program.complaints()
        self.program = self.desktop.run([self.build.program("omnidesk"),
                                         "--server", self.sandbox.url], name="again")
        password = wait(lambda: self.program.find_all("text", "Password")
                        or self.program.find_all("tree table"), "a window")[0]
        if password.role == "text":
            window = self.program.window("Sign In")
            window.find("text", "User name").type(self.sandbox.username)
            window.find("text", "Password").type(self.sandbox.password)
            self.desktop.key("Return")
        self.show()
        assert self.table.columns == self.columns, (self.table.columns, self.columns)
        self.window.find("status", re.compile("^1 selected"))

    def end(self):
        self.desktop.key("ctrl+q")
        assert self.program.wait_for_end() == 0
        assert self.program.complaints() == [], self.program.complaints()

    def run(self):
        try:
            return run_cases(self.desktop, [
                ("the program shows the orders", self.start),
                ("a header is dragged to another place", self.drag),
                ("a column is hidden by the menu of its header", self.hide),
                ("the chooser adds a column", self.choose),
                ("the menu of a cell filters by it", self.filter_by),
                ("the menu of a row copies", self.copy),
                ("keys move, tick and open", self.keys),
                ("columns and selection are there at the next start", self.restart),
                ("it quits without a complaint", self.end),
            ])
        finally:
            self.sandbox.stop()


sys.exit(TableByHand().run())
