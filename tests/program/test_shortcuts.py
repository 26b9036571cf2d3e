#!/usr/bin/python3
# Copyright the Omnidesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every key of the orders window that the window of shortcuts names does what is said there."""
import re
import subprocess
import sys

from omni_case import Build, Sandbox, run_cases, sign_in
from omni_desktop import Desktop
from omni_widgets import wait

N_ORDERS = 400
KEPT_STATUSES = ("200", "400", "450", "500", "510", "550", "600")


class Shortcuts:
    def __init__(self):
        self.build = Build()
        self.sandbox = Sandbox(self.build, "--orders", str(N_ORDERS), "--seed", "7")
        self.desktop = Desktop(self.build.folder, keyring=True, env=self.build.env())
        self.key = self.desktop.key
        self.program = self.window = self.table = None

    def save_views(self):
        """Seven that come behind “Given up”."""
        for status in KEPT_STATUSES:
            subprocess.run(
                [self.build.program("omnidesk-cli"), "views", "save", "Only " + status,
                 "--status", status], env={
                     **self.desktop.env, "OMNIDESK_SERVER": self.sandbox.url,
                     "OMNIDESK_USERNAME": self.sandbox.username,
                     "OMNIDESK_PASSWORD": self.sandbox.password}, check=True, timeout=120)

    def start(self):
        self.desktop.start()
        self.save_views()
        self.program = self.desktop.run([self.build.program("omnidesk")])
        sign_in(self.program, self.sandbox)
        self.window = self.program.window(re.compile("^Orders"))
        self.table = self.window.find("tree table", "Orders")
        self.wait_for_orders(N_ORDERS)

    def wait_for_orders(self, count):
        self.window.find("push button", f"Select all {count} matching")
        wait(lambda: len(self.table.rows_on_screen()) > min(count, 10) - 1, "orders in the table")

    def numbers(self):
        column = self.table.columns.index("Number")
        return [row.cell(column) for row in self.table.rows_on_screen()]

    def focused_row(self):
        """Which of the rows that are seen has the keyboard, counted from 0."""
        focus = self.program.focus()
        rows = self.table.rows_on_screen()
        return rows.index(focus) if focus in rows else None

    def row_is(self, number):
        wait(lambda: self.focused_row() == number,
             lambda: f"the keyboard in row {number}, not {self.focused_row()}")

    def selected(self, text):
        self.window.find("status", re.compile(f"^{text}"))

    def is_seen(self, widget, seen=True):
        wait(lambda: widget.is_on_screen() == seen, f"{widget} to be seen: {seen}")

    def move(self):
        """Arrows, J and K, Home, End and the keys for pages move and select nothing."""
        self.desktop.click_at(*self.table.rows_on_screen()[0].place()[:2])
        self.row_is(0)
        for key, row in (("Down", 1), ("j", 2), ("j", 3), ("k", 2), ("Up", 1)):
            self.key(key)
            self.row_is(row)
        top = self.numbers()[0]
        self.key("Next")
        wait(lambda: self.numbers()[0] != top, "another page")
        self.key("End")
        last = self.sandbox.orders(sort="-date_placed")[-1]["number"]
        wait(lambda: last in self.numbers(), "the last order")
        self.key("Home")
        self.row_is(0)
        self.selected("No order is selected")

    def select(self):
        """Space ticks, Ctrl+A is the page, Ctrl+Shift+A all that match, Ctrl+D none."""
        self.key("space")
        self.selected("1 selected")
        self.key("Down", "space")
        self.selected("2 selected")
        self.key("space")
        self.selected("1 selected")
        self.key("ctrl+a")
        self.selected("[1-4][0-9] selected")
        self.key("ctrl+shift+a")
        self.selected(f"{N_ORDERS} selected")
        self.key("ctrl+d")
        self.selected("No order is selected")

    def open(self):
        self.key("Home")
        self.row_is(0)
        number = self.numbers()[0]
        self.key("Return")
        order = self.program.window(re.compile(re.escape(number)))
        self.key("ctrl+w")
        wait(lambda: order not in self.program.windows(), "the order's window to close")

    def panes(self):
        """F9 is the filters, F7 the overview."""
        panel = self.window.find("text", "Customer", on_screen=True)
        self.key("F9")
        self.is_seen(panel, False)
        self.key("F9")
        self.is_seen(panel)
        assert not self.window.find_all("label", "Orders per day", on_screen=True)
        self.key("F7")
        overview = self.window.find("label", "Orders per day", on_screen=True)
        self.key("F7")
        self.is_seen(overview, False)

    def search(self):
        """Ctrl+F goes to the search, Enter to what it found; Ctrl+Shift+F takes it away."""
        number = self.numbers()[3]
        self.key("ctrl+f")
        self.desktop.type(number)
        self.wait_for_orders(1)
        assert self.numbers() == [number]
        self.key("Return")
        self.row_is(0)
        self.key("ctrl+shift+f")
        self.wait_for_orders(N_ORDERS)

    def views(self):
        """Ctrl+S keeps what is shown under a name, Ctrl+1 to 9 show what is kept."""
        count = len(self.sandbox.orders(status="100"))
        self.window.find("push button", re.compile("^Cancelled"), on_screen=True).click()
        self.wait_for_orders(count)
        self.key("ctrl+s")
        self.program.find("text", "Name").type("Given up")
        self.key("Return")
        self.window.find("label", "Given up")
        self.key("ctrl+shift+f")
        self.wait_for_orders(N_ORDERS)
        self.key("ctrl+1")
        self.wait_for_orders(count)
        for number, status in enumerate(KEPT_STATUSES, 2):
            self.key(f"ctrl+{number}")
            self.window.find("label", "Only " + status)
            self.wait_for_orders(len(self.sandbox.orders(status=status)))
        # There is no ninth.
        self.key("ctrl+9")
        self.window.find("label", "Only " + KEPT_STATUSES[-1])
        self.key("ctrl+shift+f")
        self.wait_for_orders(N_ORDERS)

    def refresh(self):
        """F5 asks again and leaves the row and the selection alone."""
        self.desktop.click_at(*self.table.rows_on_screen()[4].place()[:2])
        self.row_is(4)
        self.key("space")
        self.selected("1 selected")
        self.sandbox.request("/sandbox/faults/", {"faults": "500:GET /api/*"})
        self.key("F5")
        self.window.find("push button", "Try Again", on_screen=True)
        self.sandbox.request("/sandbox/faults/", {"faults": ""})
        self.key("F5")
        self.program.find_gone("push button", "Try Again", on_screen=True)
        self.row_is(4)
        self.selected("1 selected")
        self.key("ctrl+d")

    def menu(self):
        """F10 opens the menu; keys go on after a choice in a menu inside it."""
        panel = self.window.find("text", "Customer", on_screen=True)
        self.key("F10")
        self.program.find("menu item", "Read Again by Itself", on_screen=True).click()
        self.program.find(name="Every 5 Minutes", on_screen=True).click()
        wait(lambda: not self.program.find_all(name="Every 5 Minutes", on_screen=True),
             "the menu to close")
        self.key("F9")
        self.is_seen(panel, False)
        self.key("F9")
        self.is_seen(panel)

    def dialogs(self):
        """Keys that open something; Escape closes it."""
        for keys, name in (("ctrl+e", "Export"), ("ctrl+shift+b", "Order Numbers"),
                           ("ctrl+shift+l", "Selections"), ("ctrl+comma", "Preferences"),
                           ("ctrl+h", "Activity"), ("ctrl+question", "Shortcuts")):
            windows = len(self.program.windows())
            self.key(keys)
            wait(lambda: len(self.program.windows()) == windows + 1, f"a window on {keys}")
            self.desktop.screenshot("shortcut-" + name.split()[0].lower())
            self.key("Escape" if keys != "ctrl+h" else "ctrl+w")
            wait(lambda: len(self.program.windows()) == windows, f"the window of {keys} to close")

    def end(self):
        self.key("ctrl+n")
        wait(lambda: len(self.program.windows()) == 2, "a second window")
        self.key("ctrl+w")
        wait(lambda: len(self.program.windows()) == 1, "the second window to close")
        self.key("ctrl+q")
        assert self.program.wait_for_end() == 0
        assert self.program.complaints() == [], self.program.complaints()

    def run(self):
        try:
            return run_cases(self.desktop, [
                ("the program shows the orders", self.start),
                ("keys move and select nothing", self.move),
                ("keys select one, a page, all and none", self.select),
                ("Enter opens an order and Ctrl+W closes it", self.open),
                ("F9 and F7 show and hide what stands beside the table", self.panes),
                ("Ctrl+F searches and Enter goes to the orders", self.search),
                ("Ctrl+S saves a view and Ctrl+1 shows it", self.views),
                ("F5 reads again", self.refresh),
                ("F10 opens the menu and keys go on after it", self.menu),
                ("the dialogs open by key and close by key", self.dialogs),
                ("a second window opens and closes, and the program quits", self.end),
            ])
        finally:
            self.sandbox.stop()


sys.exit(Shortcuts().run())
