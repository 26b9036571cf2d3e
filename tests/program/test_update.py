#!/usr/bin/python3
# Copyright the Omnidesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An order-update file from end to end with the keyboard: a messy one is opened without a server
and mended, previewed, applied, and taken back until the shop is as it was."""
import os
import re
import subprocess
import sys

from omni_case import Build, Sandbox, read_csv, run_cases, sign_in
from omni_desktop import Desktop
from omni_widgets import choose_file, plain_name, wait

TITLES = "Sipariş No;id;durum;kargo firması;e_archive_url;fatura tarihi;takip no;açıklama"
# What the clock of the sandbox writes, and no update asked for.
NOT_COMPARED = ("modified_date",)


class Update:
    def __init__(self):
        self.build = Build()
        self.sandbox = Sandbox(self.build, "--orders", "120", "--seed", "7")
        self.desktop = Desktop(self.build.folder, size=(1280, 720), env=self.build.env())
        self.program = self.window = None
        self.path = os.path.join(self.build.folder, "march-shipping.csv")
        self.before, self.items, self.ended = {}, [], None

    def state(self):
        """Every order item, field by field, and the orders that follow them."""
        found = {f"order {order['pk']}": order["status"] for order in self.sandbox.orders()}
        page = 1
        while True:
            answer = self.sandbox.request(f"/api/v1/order_items/?limit=100&page={page}")
            for item in answer["results"]:
                found[item["pk"]] = {name: value for name, value in item.items()
                                     if name not in NOT_COMPARED}
            if not answer["next"]:
                return found
            page += 1

    def write_messy_file(self):
        self.before = self.state()
        items = [item for key, item in self.before.items() if isinstance(key, int)]
        preparing = [item for item in items
                     if item["status"] == "450" and not item["tracking_number"]]
        self.items = preparing[:7]
        self.ended = next(item for item in items if item["status"] == "100")
        assert len(self.items) == 7
        cells = [
            ("shipped", "yurtici", "https://e.example/1", "05.03.2025", "733005124001"),
            ("Kargoya Verildi", "yurtici", "htps://e.example/2", "25.03.2025", "7,33E+12"),
            ("bitti", "aras", "", "04.03.2025", "733005124003"),
            ("shipped", "aras", "", "45721", "733005124004"),
            ("shipped", "aras", "", "45722", "733005124005"),
            ("shipped", "yurtci", "", "06.03.2025", "733005124006"),
            ("shipped", "aras", "", "07.03.2025", "733005124007"),
        ]
        rows = [TITLES]
        for item, (status, company, url, date, tracking) in zip(self.items, cells):
            rows.append(f";{item['pk']};{status};{company};{url};{date};{tracking};ğüşıöç İ")
        rows.append(f";{self.ended['pk']};shipped;aras;;;733005124008;")
        rows.append(f";{self.items[0]['pk']}X;shipped;aras;;;733005124009;")
        with open(self.path, "wb") as file:
            file.write("\r\n".join(rows).encode("cp1254") + b"\r\n")

    # What a person sees and does.

    def key(self, *keys):
        self.desktop.key(*keys)

    def status(self, pattern):
        return self.window.find("status", re.compile(pattern), on_screen=True)

    def cursor_is(self, start):
        """The cell that has the keyboard says its column, its row and what is in it."""
        def is_there():
            focus = self.program.focus()
            return focus is not None and focus.name.startswith(plain_name(start))
        wait(is_there, lambda: f"the cursor at “{start}”, not at {self.program.focus()}")

    def open_offline(self):
        self.write_messy_file()
        self.desktop.start()
        self.program = self.desktop.run([self.build.program("omnidesk"), self.path])
        self.window = self.program.window(re.compile("^Update.*march-shipping"))
        self.window.find("label", "9 rows · working offline")
        self.window.find("push button", "Windows-1254  ;")
        self.status(r"4 ready · 6 problems")
        self.desktop.screenshot("1-opened")

    def fix_with_the_keyboard(self):
        # An address without a letter: what is proposed is taken.
        self.key("F8")
        self.cursor_is("e_archive_url 3: htps")
        self.status("is no web address")
        self.key("ctrl+period")
        self.cursor_is("e_archive_url 3")
        # A number that a spreadsheet spoiled: only a person knows it.
        self.key("F8")
        self.cursor_is("tracking_number 3: 7,33E+12")
        self.status("the full number is gone")
        self.desktop.type("733005124002")
        self.key("Return")
        # A status that does not exist: from the list.
        self.key("F8")
        self.cursor_is("status 4: bitti")
        self.key("F2")
        self.window.find("list item", "shipped", on_screen=True)
        self.desktop.type("ship")
        self.desktop.screenshot("2-choosing")
        self.key("Return")
        # Dates that became numbers, both at once.
        self.key("F8")
        self.cursor_is("invoice_date 5: 45721")
        self.key("ctrl+shift+period")
        # A row of another shop.
        self.status(r"· 1 problem ·|· 1 problem$")
        self.key("F8")
        self.cursor_is("id 10")
        self.key("ctrl+Delete")
        self.status(r"^8 ready · shipping|^8 ready$")
        self.key("ctrl+z")
        self.status(r"^8 ready · 1 problem")
        self.key("ctrl+shift+z")
        self.status(r"^8 ready · shipping|^8 ready$")
        self.desktop.screenshot("3-mended")

    def go_online(self):
        self.key("F9")
        sign_in(self.program, self.sandbox)
        self.program.window(re.compile("^Orders"))
        # Who signs in for a file goes on with the file.
        wait(lambda: self.desktop.output("xdotool", "getactivewindow", "getwindowname")
             .startswith("Update"), "the file's window in front")
        self.status(r"^6 rows change · 2 cannot be done · server read")
        # The shop's list of companies came with the session.
        self.key("F8")
        self.cursor_is("shipping_company 7: yurtci")
        self.key("ctrl+period")
        self.status(r"^8 ready")

    def preview(self):
        self.key("F9")
        self.status(r"^7 rows change · 1 cannot be done · server read .* · status 7 · shipping")
        table = self.window.find("tree table", "Rows of the file")
        rows = wait(lambda: [row for row in table.rows_on_screen()][:8], "rows")
        shown = [" ".join(row.cell(i) for i in range(9)) for row in rows]
        assert "Preparing → Shipped" in shown[0], shown
        assert "— → 733005124001" in shown[0], shown
        assert len(rows) == 8, shown
        self.desktop.screenshot("4-previewed")

    def apply(self):
        self.window.find("push button", "Apply…")
        self.key("ctrl+Return")
        self.program.window("Change 7 order items?")
        self.desktop.screenshot("5-asked")
        self.key("alt+a")
        self.status(r"^7 rows done, 1 refused")
        self.desktop.park_pointer()
        self.desktop.screenshot("6-applied")
        now = self.state()
        for number, item in enumerate(self.items, 1):
            changed = now[item["pk"]]
            assert changed["status"] == "500", changed
            assert changed["tracking_number"] == f"73300512400{number}", changed
            assert changed["invoice_date"].startswith("2025-03-"), changed
        assert now[self.items[5]["pk"]]["shipping_company"] == "yurtici"
        assert now[self.ended["pk"]] == self.before[self.ended["pk"]]

    def save(self, key, name):
        path = os.path.join(self.build.folder, name)
        self.key(key)
        choose_file(self.program, path)
        wait(lambda: os.path.exists(path), path)
        return path

    def save_failed_and_undo(self):
        failed = read_csv(self.save("alt+l", "failed.csv"))
        assert [row["id"] for row in failed] == [str(self.ended["pk"])], failed
        assert failed[0]["reason"], failed
        undo = read_csv(self.save("alt+u", "undo.csv"))
        assert sorted(int(row["id"]) for row in undo) == [item["pk"] for item in self.items]

    def apply_undo_file(self):
        """As from the file manager: a second start hands the file to the program that runs."""
        path = os.path.join(self.build.folder, "undo.csv")
        subprocess.run([self.build.program("omnidesk"), path],
                       env=self.desktop.env, check=True, timeout=120)
        self.window = self.program.window(re.compile("^Update.*undo.csv"))
        self.status(r"^7 ready")
        self.key("ctrl+Return")
        self.program.window("Change 7 order items?")
        self.key("alt+a")
        self.status(r"^7 rows done")
        self.desktop.screenshot("7-taken-back")
        now = self.state()
        different = {key: (self.before[key], now.get(key)) for key in self.before
                     if self.before[key] != now.get(key)}
        assert not different and len(now) == len(self.before), different

    def open_report(self):
        """The orders window offers the other files that orders are updated with."""
        self.key("ctrl+w")
        self.program.find_gone("frame", re.compile("undo.csv"))
        self.key("ctrl+w")
        self.program.find_gone("frame", re.compile("march-shipping"))
        orders = self.program.window(re.compile("^Orders"))
        orders.find("push button", "Download Order Update Template File", on_screen=True).click()
        self.program.find("menu item", "Made from a Carrier's Report…", on_screen=True).click()
        choose_file(self.program, self.path)
        carrier = self.program.window(re.compile("march-shipping"))
        carrier.find("label", "Words for statuses")
        self.desktop.screenshot("8-report")

    def quit(self):
        self.key("ctrl+q")
        assert self.program.wait_for_end() == 0
        assert self.program.complaints() == [], self.program.complaints()

    def run(self):
        try:
            return run_cases(self.desktop, [
                ("a messy file opens without a server", self.open_offline),
                ("its problems are mended with the keyboard", self.fix_with_the_keyboard),
                ("signing in brings the preview that was asked for", self.go_online),
                ("the preview says what would change", self.preview),
                ("applying changes just that", self.apply),
                ("failed rows and an undo file are saved", self.save_failed_and_undo),
                ("the undo file brings everything back, field by field", self.apply_undo_file),
                ("a carrier's report is opened from the orders", self.open_report),
                ("it quits without a complaint", self.quit),
            ])
        finally:
            self.sandbox.stop()


sys.exit(Update().run())
