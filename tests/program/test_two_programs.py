#!/usr/bin/python3
# Copyright the Omnidesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two programs on one profile: what each shows is its own, what is saved is there for both."""
import re
import sys

from omni_case import Build, Sandbox, run_cases, sign_in
from omni_desktop import Desktop
from omni_widgets import wait

STATUSES = {"400": "Approved", "450": "Preparing"}


class TwoPrograms:
    def __init__(self):
        self.build = Build()
        self.sandbox = Sandbox(self.build, "--orders", "900", "--seed", "7")
        self.desktop = Desktop(self.build.folder, env=self.build.env())
        self.first = self.second = None
        self.counts = {code: len(self.sandbox.orders(status=code)) for code in STATUSES}

    def sign_in(self, name):
        """On a session bus of its own, a program does not find the other one."""
        program = self.desktop.run(
            [self.build.program("omnidesk")], name=name,
            env={"DBUS_SESSION_BUS_ADDRESS": self.desktop.start_bus(name),
                 "AT_SPI_BUS_ADDRESS": self.desktop.tree_address})
        sign_in(program, self.sandbox)
        program.window(re.compile("^Orders"))
        return program

    @staticmethod
    def orders(program):
        """The windows of orders, in the order in which they were opened."""
        return [window for window in program.windows() if window.name.startswith("Orders")]

    @staticmethod
    def shows(window, count):
        return window.find("push button", re.compile(f"Select all {count:,} matching"))

    def start(self):
        self.desktop.start()
        self.first = self.sign_in("first")
        self.shows(self.orders(self.first)[0], 900)
        self.second = self.sign_in("second")
        self.shows(self.orders(self.second)[0], 900)

    def filter(self, window, code):
        panel = window.find(name="Filters")
        panel.find("push button", "Status").click()
        panel.find("check box", STATUSES[code], on_screen=True).click()
        self.shows(window, self.counts[code])

    @staticmethod
    def pick(window, count):
        table = window.find("tree table", "Orders")
        wait(lambda: len(table.rows_on_screen()) > count, "orders in the table")
        for row in table.rows_on_screen()[:count]:
            row.find("check box", into_tables=True).click()
        window.find("status", re.compile(f"^{count} selected"))

    def work(self):
        """Each filters and picks something else."""
        first, second = self.orders(self.first)[0], self.orders(self.second)[0]
        self.filter(first, "450")
        self.pick(first, 2)
        self.filter(second, "400")
        self.pick(second, 3)
        self.shows(first, self.counts["450"])
        first.find("status", re.compile("^2 selected"))
        self.desktop.screenshot("two-programs")

    def save_a_view(self):
        """What one saves under a name is in the other's menu when that is looked at."""
        first, second = self.orders(self.first)[0], self.orders(self.second)[0]
        second.find("push button", re.compile("^View: ")).click()
        self.second.find("menu item", "Save As…", on_screen=True).click()
        dialog = self.second.window(re.compile("Save the View"))
        dialog.find("text").type("To approve")
        self.desktop.key("Return")
        second.find("label", "To approve")

        first.find("push button", re.compile("^View: ")).click()
        self.first.find("menu item", "To approve", on_screen=True).click()
        self.shows(first, self.counts["400"])
        first.find("status", re.compile("^2 selected"))
        self.desktop.screenshot("view-of-the-other")
        self.filter_back(first)

    def filter_back(self, window):
        """The first one goes its own way again."""
        panel = window.find(name="Filters")
        panel.find("check box", STATUSES["400"], on_screen=True).click()
        self.shows(window, 900)
        panel.find("check box", STATUSES["450"], on_screen=True).click()
        self.shows(window, self.counts["450"])

    def quit(self, program):
        self.desktop.activate(self.desktop.x_windows(program.process.pid)[0]["id"])
        self.desktop.key("ctrl+q")
        assert program.wait_for_end() == 0
        assert program.complaints() == [], program.complaints()

    def restart(self):
        """One program opens again what both of them had."""
        self.quit(self.second)
        self.quit(self.first)
        self.first = self.sign_in("again")
        wait(lambda: len(self.orders(self.first)) == 2, "two windows of orders")

        def look():
            seen = set()
            for window in self.orders(self.first):
                for code, count in self.counts.items():
                    for picked in (2, 3):
                        if window.find_all("push button",
                                           re.compile(f"Select all {count:,} matching")) and \
                                window.find_all("status", re.compile(f"^{picked} selected")):
                            seen.add((code, picked))
            return seen == {("450", 2), ("400", 3)}
        wait(look, "what both had")
        self.desktop.screenshot("restarted")

    def end(self):
        self.quit(self.first)

    def run(self):
        try:
            return run_cases(self.desktop, [
                ("two programs sign in to one profile", self.start),
                ("each filters and picks for itself", self.work),
                ("a view that one saves is there for the other", self.save_a_view),
                ("both are restored at the next start", self.restart),
                ("it quits without a complaint", self.end),
            ])
        finally:
            self.sandbox.stop()


sys.exit(TwoPrograms().run())
