#!/usr/bin/python3
# Copyright the Omnidesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The selected orders are printed into a file through the system's own dialog."""
import os
import re
import subprocess
import sys

from omni_case import Build, Sandbox, run_cases, sign_in
from omni_desktop import Desktop
from omni_widgets import wait


class OrderPrint:
    def __init__(self):
        self.build = Build()
        self.sandbox = Sandbox(self.build, "--orders", "30", "--seed", "7")
        self.desktop = Desktop(self.build.folder, size=(1280, 720), env=self.build.env())
        self.program = self.window = None
        self.numbers = []

    def select(self):
        self.desktop.start()
        self.program = self.desktop.run([self.build.program("omnidesk")])
        sign_in(self.program, self.sandbox)
        self.window = self.program.window(re.compile("^Orders"))
        table = self.window.find("tree table", "Orders")
        wait(lambda: len(table.rows_on_screen()) > 5, "orders in the table")
        for row in table.rows_on_screen()[1:4]:
            row.find("check box", into_tables=True).click()
            self.numbers.append(row.cell(table.columns.index("Number")))
        self.window.find("status", re.compile("^3 selected"))

    def print(self, key, name):
        """Prints into the file that the dialog proposes, and gives the texts of its pages."""
        path = os.path.join(self.desktop.home, name)
        self.desktop.key(key)
        dialog = self.program.window("Print")
        dialog.find("label", "Print to File", into_tables=True).click()
        button = dialog.find("push button", "Print")
        wait(lambda: "sensitive" in button.states, "a printer that is chosen")
        self.desktop.screenshot("dialog")
        button.click()
        wait(lambda: os.path.exists(path), path)
        wait(lambda: dialog not in self.program.windows(), "the dialog to close")

        def read():
            return subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True,
                                  text=True, check=False, timeout=60).stdout
        text = wait(read, "a whole file")
        os.remove(path)
        pages = text.split("\f")
        assert pages.pop() == "", "no page ends the file"
        return pages

    def check(self, pages):
        """Every page is of one order, and the orders come one after the other."""
        order = []
        for page in pages:
            found = [number for number in self.numbers if re.search(rf"\b{number}\b", page)]
            assert len(found) == 1, (found, page)
            if order[-1:] != found:
                order += found
        assert order == self.numbers, (order, self.numbers)

    def sheets(self):
        pages = self.print("ctrl+p", "orders.pdf")
        self.check(pages)
        assert "Current Order Amount" in "".join(pages)

    def packing_lists(self):
        pages = self.print("ctrl+shift+p", "packing-lists.pdf")
        self.check(pages)
        assert "Current Order Amount" not in "".join(pages)

    def quit(self):
        self.desktop.key("ctrl+q")
        assert self.program.wait_for_end() == 0
        assert self.program.complaints() == [], self.program.complaints()

    def run(self):
        try:
            return run_cases(self.desktop, [
                ("three orders are selected", self.select),
                ("each order sheet begins a page", self.sheets),
                ("each packing list begins a page and has no amounts", self.packing_lists),
                ("it quits without a complaint", self.quit),
            ])
        finally:
            self.sandbox.stop()


sys.exit(OrderPrint().run())
