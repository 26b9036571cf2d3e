#!/usr/bin/python3
# Copyright the Omnidesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two programs on one profile change the same customer; a session ends and a program is killed in
the middle of it: nobody's text is lost, and nobody's change is overwritten unseen."""
import re
import sqlite3
import sys

from omni_case import Build, Sandbox, run_cases, sign_in
from omni_desktop import Desktop
from omni_widgets import fits, wait


class OrderEdit:
    def __init__(self):
        self.build = Build()
        self.sandbox = Sandbox(self.build, "--orders", "30", "--seed", "7")
        self.desktop = Desktop(self.build.folder, size=(1280, 720), env=self.build.env())
        self.order = self.sandbox.orders(sort="-date_placed")[0]
        self.first = self.second = None

    def start(self, name):
        """On a session bus of its own, a program does not find the other one."""
        return self.desktop.run(
            [self.build.program("omnidesk")], name=name,
            env={"DBUS_SESSION_BUS_ADDRESS": self.desktop.start_bus(name),
                 "AT_SPI_BUS_ADDRESS": self.desktop.tree_address})

    @staticmethod
    def table(program):
        table = program.window(re.compile("^Orders")).find("tree table", "Orders")
        wait(lambda: len(table.rows_on_screen()) > 5, "orders in the table")
        return table

    def row(self, program, number):
        table = self.table(program)
        column = table.columns.index("Number")
        row = next(row for row in table.rows_on_screen() if row.cell(column) == number)
        return row.find("label", number, into_tables=True)

    @staticmethod
    def windows(program):
        return [window for window in program.windows() if window.name.startswith("Order ")]

    def open(self, program):
        self.row(program, self.order["number"]).click(count=2)
        window = program.window("Order " + self.order["number"])
        window.find("push button", "Edit")

    def sign_in(self):
        self.desktop.start()
        self.first, self.second = self.start("first"), self.start("second")
        for program in (self.first, self.second):
            sign_in(program, self.sandbox)
            self.open(program)

    def open_another(self):
        """Shift+Enter and a double click with Control leave the window that is there."""
        table = self.table(self.second)
        numbers = [row.cell(table.columns.index("Number")) for row in table.rows_on_screen()[1:3]]
        self.row(self.second, numbers[0]).click()
        self.desktop.key("shift+Return")
        self.second.window("Order " + numbers[0])
        self.row(self.second, numbers[1]).click(modifiers=["ctrl"], count=2)
        self.second.window("Order " + numbers[1])
        assert len(self.windows(self.second)) == 3, self.windows(self.second)
        for number in numbers:
            self.close(self.second, "Order " + number)

    def bring(self, program, name):
        """Puts a window in front of all others: two programs have windows of the same name."""
        numbers = [window["id"] for window in self.desktop.x_windows(program.process.pid)]
        titles = {number: self.desktop.output("xdotool", "getwindowname", str(number)).strip()
                  for number in numbers}
        self.desktop.activate(next(n for n in numbers if fits(name, titles[n])))
        return program.window(name)

    def close(self, program, name):
        self.bring(program, name)
        self.desktop.key("ctrl+w")
        wait(lambda: name not in [w.name for w in program.windows()], f"{name} to close")

    def edit(self, program, text):
        window = self.bring(program, "Order " + self.order["number"])
        window.find("push button", re.compile("^(Edit|Go On Editing)$"), on_screen=True).click()
        editor = program.window("Edit Customer")
        name = editor.find("text", "First name")
        if text is not None:
            name.type(text)
        return editor

    def save(self, program):
        self.bring(program, "Edit Customer").find("push button", "Save").click()

    def saved(self, program, text):
        wait(lambda: "Edit Customer" not in [w.name for w in program.windows()],
             "the editor to close")
        program.window("Order " + self.order["number"]).find(
            "label", f"{text} {self.order['customer']['last_name']}")
        order = self.sandbox.orders(number=self.order["number"])[0]
        assert order["customer"]["first_name"] == text, order["customer"]

    def conflict(self):
        self.edit(self.first, "Theirs")
        editor = self.edit(self.second, "Mine")
        self.save(self.first)
        self.saved(self.first, "Theirs")
        self.save(self.second)
        editor.find("label", re.compile("made it “Theirs”"))
        assert "sensitive" not in editor.find("push button", "Save").states
        self.desktop.park_pointer()
        self.desktop.screenshot("conflict")
        editor.find("push button", "First name: Keep Mine").click()
        self.save(self.second)
        self.saved(self.second, "Mine")

    def session_ends(self):
        self.edit(self.second, "Later")
        self.sandbox.request("/sandbox/expire/", {})
        self.sandbox.token = None
        self.save(self.second)
        sheet = self.second.window("Sign In Again")
        self.desktop.park_pointer()
        self.desktop.screenshot("signed-out")
        sheet.find("text", "Password").type(self.sandbox.password)
        self.desktop.key("Return")
        self.saved(self.second, "Later")

    def draft_is_on_disk(self):
        path = self.desktop.home + "/.local/share/omnidesk/omnidesk.db"
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=10) as database:
            return database.execute("SELECT count(*) FROM states WHERE key LIKE 'draft/%' "
                                    "AND value LIKE '%Survives%'").fetchone()[0] == 1

    def killed(self):
        self.quit(self.first)
        self.edit(self.second, "Survives")
        wait(self.draft_is_on_disk, "what was typed on the disk")
        self.second.process.kill()
        self.second.process.wait()

        self.second = self.start("again")
        sign_in(self.second, self.sandbox)
        window = self.second.window("Order " + self.order["number"])
        window.find("push button", "Go On Editing")
        wait(lambda: len([w for w in self.second.windows() if w.name == "Orders"]) == 2,
             "the windows of both programs")
        assert self.windows(self.second) == [window], "both had the same order open"
        self.desktop.park_pointer()
        self.desktop.screenshot("killed")
        editor = self.edit(self.second, None)
        assert editor.find("text", "First name").text == "Survives"
        self.save(self.second)
        self.saved(self.second, "Survives")
        window.find("push button", "Edit")

    def quit(self, program):
        self.bring(program, re.compile("^Orders"))
        self.desktop.key("ctrl+q")
        assert program.wait_for_end() == 0
        assert program.complaints() == [], program.complaints()

    def run(self):
        try:
            return run_cases(self.desktop, [
                ("two programs open an order", self.sign_in),
                ("other orders open in windows of their own", self.open_another),
                ("who saves last sees what the other did", self.conflict),
                ("one signs in over an edit, and it is saved", self.session_ends),
                ("what was typed is there after the program was killed", self.killed),
                ("it quits without a complaint", lambda: self.quit(self.second)),
            ])
        finally:
            self.sandbox.stop()


sys.exit(OrderEdit().run())
