#!/usr/bin/python3
# Copyright the Omnidesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every key of an order's window that the window of shortcuts names does what is said there."""
import re
import sys

from omni_case import Build, Sandbox, run_cases, sign_in
from omni_desktop import Desktop
from omni_widgets import wait


class OrderKeys:
    def __init__(self):
        self.build = Build()
        self.sandbox = Sandbox(self.build, "--orders", "100", "--seed", "7")
        self.desktop = Desktop(self.build.folder, size=(1280, 720), env=self.build.env())
        self.key = self.desktop.key
        # One with all that can be copied and opened, and not the first of the list.
        self.orders = self.sandbox.orders(sort="-date_placed")
        self.position = next(
            position for position, order in enumerate(self.orders)
            if 0 < position < 12 and self.is_whole(order))
        self.order = self.orders[self.position]
        self.program = self.list = self.table = self.window = None

    def lines(self, order):
        return self.sandbox.list("/api/v1/order_items/", order=order["pk"])

    def is_whole(self, order):
        return all(line["tracking_number"] and line["e_archive_url"] for line in self.lines(order))

    def start(self):
        self.desktop.start()
        self.program = self.desktop.run([self.build.program("omnidesk")])
        sign_in(self.program, self.sandbox)
        self.list = self.program.window(re.compile("^Orders"))
        self.table = self.list.find("tree table", "Orders")
        wait(lambda: len(self.table.rows_on_screen()) > 12, "orders in the table")
        self.desktop.click_at(*self.table.rows_on_screen()[self.position - 1].place()[:2])
        self.key("Return")
        self.shows(self.position - 1)

    def shows(self, position):
        self.window = self.program.window("Order " + self.orders[position]["number"])
        self.window.find("push button", "Edit")

    def move(self):
        """The row of the list goes along: closing the window, one is at the order that was seen."""
        self.key("alt+Down")
        self.shows(self.position)
        self.key("alt+Down")
        self.shows(self.position + 1)
        self.key("alt+Up")
        self.shows(self.position)
        self.key("ctrl+w")
        wait(lambda: self.window not in self.program.windows(), "the order to close")
        wait(lambda: self.program.focus() == self.table.rows_on_screen()[self.position],
             lambda: f"the keyboard in row {self.position}, not {self.program.focus()}")
        self.key("Return")
        self.shows(self.position)

    def fold(self):
        if not self.window.find_all("push button", "Fold All"):
            self.key("ctrl+shift+x")
        self.window.find("push button", "Fold All")
        self.desktop.park_pointer()
        self.desktop.screenshot("unfolded")
        self.key("ctrl+shift+x")
        self.window.find("push button", "Expand All")

    def log(self):
        self.key("ctrl+l")
        self.window.find("label", re.compile(r" · system$"), on_screen=True)

    def pasted(self):
        """What is on the clipboard, seen in the search of the log."""
        search = self.window.find("entry", "Search the log", on_screen=True).click()
        self.key("ctrl+a", "ctrl+v")
        return search

    def copy(self):
        address = self.order["shipping_address"]
        tracking = list(dict.fromkeys(line["tracking_number"] for line in self.lines(self.order)))
        for keys, parts in (
                ("ctrl+shift+n", [self.order["number"]]),
                ("ctrl+shift+t", tracking),
                ("ctrl+shift+d", [address["line"], address["city"]["name"]]),
                ("ctrl+shift+c", [self.order["number"], "Current Order Amount"])):
            self.key(keys)
            self.window.find("label", "Copied")
            search = self.pasted()
            wait(lambda: all(part in search.text for part in parts),  # pylint: disable=W0640
                 lambda: f"{parts} on {keys}, not {search.text}")  # pylint: disable=W0640
        self.key("ctrl+a", "BackSpace", "ctrl+l")
        wait(lambda: not search.is_on_screen(), "the log to be gone")

    def refresh(self):
        self.sandbox.request("/sandbox/faults/", {"faults": "500:GET /api/*"})
        self.key("F5")
        self.window.find("push button", "Try Again", on_screen=True)
        self.window.find("push button", "Customer information", on_screen=True)
        self.sandbox.request("/sandbox/faults/", {"faults": ""})
        self.key("F5")
        self.program.find_gone("push button", "Try Again", on_screen=True)

    def dialogs(self):
        for keys, name in (("ctrl+e", "Edit Customer"), ("ctrl+shift+l", "Edit Lines"),
                           ("ctrl+p", "Print"), ("ctrl+shift+p", "Print"),
                           ("ctrl+question", "GtkShortcutsWindow")):
            self.key(keys)
            dialog = wait(lambda: next((w for w in self.program.windows() if w.name == name), None),
                          f"{name} on {keys}")  # pylint: disable=W0640
            self.desktop.screenshot("dialog-" + keys.replace("+", "-"))
            self.key("Escape")
            wait(lambda: dialog not in self.program.windows(),  # pylint: disable=W0640
                 f"{name} to close")

    def link(self):
        """Where a link leads is said before anything is opened."""
        host = re.sub("^https?://([^/]*).*", r"\1",
                      self.lines(self.order)[0]["e_archive_url"])
        self.key("ctrl+shift+x")
        self.window.find("push button", f"E-archive: {host}", on_screen=True).click()
        question = self.program.find("label", f"Open a page of {host}?")
        self.desktop.park_pointer()
        self.desktop.screenshot("link")
        self.key("Escape")
        wait(lambda: question not in self.program.find_all("label"), "the question to close")

    def end(self):
        self.key("ctrl+w")
        wait(lambda: self.window not in self.program.windows(), "the order to close")
        self.key("ctrl+q")
        assert self.program.wait_for_end() == 0
        assert self.program.complaints() == [], self.program.complaints()

    def run(self):
        try:
            return run_cases(self.desktop, [
                ("Enter opens an order", self.start),
                ("Alt+Down and Alt+Up move, and the list goes along", self.move),
                ("Ctrl+Shift+X folds and unfolds", self.fold),
                ("Ctrl+L shows the log", self.log),
                ("a key for each block that is copied", self.copy),
                ("F5 reads again", self.refresh),
                ("the dialogs open by key and close by key", self.dialogs),
                ("a link is opened after its host was shown", self.link),
                ("it closes and quits", self.end),
            ])
        finally:
            self.sandbox.stop()


sys.exit(OrderKeys().run())
