#!/usr/bin/python3
# Copyright the Omnidesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Exports with a choice: what, how and where; the files are read by other readers."""
import csv
import os
import re
import sys

from gi.repository import Gio, GLib

from omni_case import Build, Sandbox, read_xlsx, run_cases, sign_in
from omni_desktop import Desktop
from omni_widgets import choose_file, wait

STATUS = "450"
NOTICES = """<node><interface name="org.freedesktop.Notifications"><method name="Notify">
<arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/>
<arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="as" direction="in"/>
<arg type="a{sv}" direction="in"/><arg type="i" direction="in"/><arg type="u" direction="out"/>
</method></interface></node>"""


class Notices:
    """A desktop's notices: what a program tells is kept."""

    def __init__(self, bus):
        self.told = []
        interface = Gio.DBusNodeInfo.new_for_xml(NOTICES).interfaces[0]
        bus.register_object("/org/freedesktop/Notifications", interface, self._notify, None, None)
        bus.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                      "RequestName", GLib.Variant("(su)", ("org.freedesktop.Notifications", 0)),
                      None, Gio.DBusCallFlags.NONE, -1, None)

    def _notify(self, _bus, _sender, _path, _interface, _method, arguments, call):
        self.told.append(arguments.unpack())
        call.return_value(GLib.Variant("(u)", (len(self.told),)))

    def wait(self):
        def is_told():
            while GLib.MainContext.default().iteration(False):
                pass
            return self.told
        return wait(is_told, "a notice")[-1]


class Export:
    def __init__(self):
        self.build = Build()
        self.sandbox = Sandbox(self.build, "--orders", "900", "--seed", "7")
        self.desktop = Desktop(self.build.folder, keyring=True, env=self.build.env())
        self.program = self.window = None
        self.expected, self.items = [], []

    def start(self):
        self.desktop.start()
        self.program = self.desktop.run([self.build.program("omnidesk")])
        sign_in(self.program, self.sandbox)
        self.window = self.program.window(re.compile("^Orders"))
        self.window.find("push button", re.compile("Select all 900 matching"))

    def filter(self):
        self.expected = self.sandbox.orders(status=STATUS)
        numbers = {order["pk"]: order["number"] for order in self.expected}
        self.items = [(numbers[item["order"]], str(item["pk"]))
                      for item in self.sandbox.list("/api/v1/order_items/")
                      if item["order"] in numbers]
        panel = self.window.find(name="Filters")
        panel.find("push button", "Status").click()
        panel.find("check box", "Preparing", on_screen=True).click()
        self.window.find("push button", re.compile(f"Select all {len(self.expected)} matching"))

    def export(self, name):
        path = os.path.join(self.build.folder, name)
        choose_file(self.program, path)
        wait(lambda: os.path.exists(path), path)
        self.window.find("status", re.compile("^Wrote .* " + re.escape(name)))
        return path

    def choose(self):
        """All that match, a row for each product, as CSV with semicolons."""
        self.desktop.key("ctrl+e")
        dialog = self.program.window("Export Orders")
        dialog.find("status", re.compile("the first 8 rows"))
        dialog.find("check box", "One row for each product in an order").click()
        dialog.find(name="CSV").click()
        delimiter = dialog.find("combo box", "Delimiter")
        delimiter.find("push button").click()
        delimiter.find("label", re.compile("Semicolon"), on_screen=True).click()
        columns = dialog.find("combo box", "Columns")
        columns.find("push button").click()
        columns.find("label", "Items", on_screen=True).click()
        self.desktop.park_pointer()
        self.desktop.screenshot("export-dialog")
        dialog.find("push button", "Export…").click()

    def check_csv(self):
        path = self.export("all-items.csv")
        with open(path, encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file, delimiter=";", strict=True))
        found = [(row["Number"], row["Item key"]) for row in rows]
        assert sorted(found) == sorted(self.items), (found[:3], self.items[:3])
        self.desktop.screenshot("exported")

    def one_click(self):
        """The button takes what was chosen, but for the kind of file."""
        table = self.window.find("tree table", "Orders")
        wait(lambda: len(table.rows_on_screen()) > 10, "orders in the table")
        for row in table.rows_on_screen()[1:4]:
            row.find("check box", into_tables=True).click()
        self.window.find("status", re.compile("^3 selected"))
        self.window.find("push button", "Export to Excel with Selected Items",
                         on_screen=True).click()
        rows = read_xlsx(self.export("selected.xlsx"))
        numbers = {row["Number"] for row in rows}
        assert len(numbers) == 3
        found = [(row["Number"], row["Item key"]) for row in rows]
        assert sorted(found) == sorted(item for item in self.items if item[0] in numbers), found

    def outage(self):
        """The server fails in the middle; the row says so, and goes on when it is there again."""
        self.sandbox.request("/sandbox/faults/", {"faults": "500:*order*"})
        path = os.path.join(self.build.folder, "outage.csv")
        self.desktop.key("ctrl+alt+e")
        choose_file(self.program, path)
        self.window.find("push button", "Go on: Exporting orders to outage.csv", seconds=40)
        self.desktop.screenshot("outage")
        assert not os.path.exists(path)
        self.sandbox.request("/sandbox/faults/", {"faults": ""})
        self.window.find("status", re.compile("^Wrote 3 orders to outage.csv"), seconds=90)
        assert os.path.exists(path)

    def notice(self):
        """Who looks at another window is told when an export is done."""
        notices = Notices(self.desktop.bus)
        self.sandbox.request("/sandbox/faults/", {"faults": "slow=4000:*order*"})
        path = os.path.join(self.build.folder, "notice.csv")
        self.desktop.key("ctrl+alt+e")
        choose_file(self.program, path)
        # No tooltip is to be on its way when the window closes.
        self.desktop.park_pointer()
        self.desktop.key("ctrl+h")
        activity = self.program.window("Activity")
        activity.find("progress bar", "Exporting orders to notice.csv")
        notice = notices.wait()
        self.sandbox.request("/sandbox/faults/", {"faults": ""})
        assert notice[3] == "Exporting orders to notice.csv", notice
        assert notice[4].startswith("Wrote 3 orders to notice.csv"), notice
        assert "Open" in notice[5] and "Show in Folder" in notice[5], notice
        activity.find("status", "4 entries")
        self.desktop.key("ctrl+w")
        wait(lambda: activity not in self.program.windows(), "the activity to close")

    def overview(self):
        """A bar of the overview filters, and a second look says what the filter has."""
        self.desktop.key("F7")
        self.window.find("push button", re.compile("^Being worked on: "))
        self.window.find("label", re.compile(f"^All {len(self.expected)} orders"))
        bars = self.window.find_all("push button", re.compile(r"^\w+day, .*: [1-9]\d* order"))
        count = int(re.search(r": (\d+) order", bars[0].name).group(1))
        self.desktop.park_pointer()
        self.desktop.screenshot("overview")
        bars[0].click()
        self.window.find("push button", re.compile(f"Select all {count} matching"))

    def activity(self):
        """What was done is written down, and found again."""
        self.desktop.key("ctrl+h")
        activity = self.program.window("Activity")
        activity.find("status", "4 entries")
        activity.find(name="Search the activity").type("outage")
        activity.find("status", "1 entry")
        self.desktop.screenshot("activity")

    def quit(self):
        self.desktop.key("ctrl+q")
        assert self.program.wait_for_end() == 0
        assert self.program.complaints() == [], self.program.complaints()

    def run(self):
        try:
            return run_cases(self.desktop, [
                ("the program shows the orders", self.start),
                ("a status filters them", self.filter),
                ("all that match are chosen, as rows of items in CSV", self.choose),
                ("the file holds every item of every order", self.check_csv),
                ("one click exports the selected ones the same way", self.one_click),
                ("an export outlives an outage of the server", self.outage),
                ("the desktop tells what nobody looked at", self.notice),
                ("a bar of the overview filters the orders", self.overview),
                ("what was done can be looked up", self.activity),
                ("it quits without a complaint", self.quit),
            ])
        finally:
            self.sandbox.stop()


sys.exit(Export().run())
