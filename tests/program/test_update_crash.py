#!/usr/bin/python3
# Copyright the Omnidesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program is killed while a file is edited, and while it is applied: nothing that was typed is
lost, and what was begun is gone on with and done once."""
import json
import os
import re
import sys

from omni_case import Build, Sandbox, run_cases, sign_in
from omni_desktop import Desktop
from omni_widgets import wait

N_ROWS = 600


class UpdateCrash:
    def __init__(self):
        self.build = Build()
        self.ledger = os.path.join(self.build.folder, "ledger.jsonl")
        self.sandbox = Sandbox(self.build, "--orders", "3000", "--seed", "7", "--ledger",
                               self.ledger, "--faults", "slow=700:PATCH *bulk*")
        self.desktop = Desktop(self.build.folder, size=(1280, 720), env=self.build.env())
        self.program = self.window = None
        self.path = os.path.join(self.build.folder, "update.csv")
        self.items = []

    def open(self, *arguments):
        self.program = self.desktop.run([self.build.program("omnidesk"), *arguments])

    def find(self, role, pattern):
        return self.window.find(role, re.compile(pattern), on_screen=True)

    def write_file(self):
        self.sandbox.orders(status="450")
        page = 1
        while len(self.items) < N_ROWS:
            answer = self.sandbox.request(f"/api/v1/order_items/?limit=100&page={page}")
            self.items += [item["pk"] for item in answer["results"]
                           if item["status"] in ("400", "450")]
            page += 1
        self.items = self.items[:N_ROWS]
        with open(self.path, "w", encoding="utf-8") as file:
            file.write("id,status,tracking_number\n")
            for item in self.items:
                file.write(f"{item},shipped,{item}00\n")

    def kill_while_editing(self):
        self.write_file()
        self.desktop.start()
        self.open(self.path)
        self.window = self.program.window(re.compile("^Update"))
        self.find("status", f"^{N_ROWS} ready")
        self.desktop.key("Right", "Right")
        self.desktop.type("7007")
        self.desktop.key("Return")
        self.find("label", "edited$")
        self.desktop.screenshot("1-edited")
        self.program.process.kill()
        self.program.process.wait()

    def edits_are_there(self):
        self.open(self.path)
        self.window = self.program.window(re.compile("^Update"))
        self.find("alert", "^1 cell that you edited before is here again")
        self.find("status", f"^{N_ROWS} ready")
        self.desktop.screenshot("2-recovered")

    def sign_in(self):
        sign_in(self.program, self.sandbox)
        self.program.window(re.compile("^Orders"))

    def kill_while_applying(self):
        self.desktop.key("ctrl+Return")
        self.sign_in()
        self.program.window(f"Change {N_ROWS} order items?")
        self.desktop.key("alt+a")
        wait(self.writes, "the first write")
        self.program.process.kill()
        self.program.process.wait()
        assert len(self.writes()) < N_ROWS

    def writes(self):
        """The order items that the sandbox changed, each as often as it did."""
        with open(self.ledger, encoding="utf-8") as file:
            lines = [json.loads(line) for line in file if line.endswith("\n")]
        return [line for line in lines if "bulk" in line["path"] and line["changes"]]

    def go_on(self):
        self.open()
        self.sign_in()
        self.program.window("An update was interrupted")
        self.desktop.screenshot("3-offered")
        self.desktop.key("alt+o")
        self.window = self.program.window(re.compile("^Update"))
        self.find("alert", "^Applying this file was interrupted")
        self.find("status", f"^{N_ROWS} ready")
        self.desktop.key("ctrl+Return")
        self.program.window(re.compile(r"^Change \d+ order items\?"))
        self.desktop.key("alt+a")
        self.find("status", f"^{N_ROWS} rows done|rows done, .*already")
        self.desktop.screenshot("4-done")

    def all_is_done_once(self):
        for place, item in enumerate(self.items):
            now = self.sandbox.request(f"/api/v1/order_items/{item}/")
            wanted = "7007" if place == 0 else f"{item}00"
            assert now["status"] == "500" and now["tracking_number"] == wanted, now
        written = [write["object_id"] for write in self.writes() if write["object_id"]]
        assert sorted(written) == sorted(self.items), "a row was done twice"

    def quit(self):
        self.desktop.key("ctrl+q")
        assert self.program.wait_for_end() == 0
        assert self.program.complaints() == [], self.program.complaints()

    def run(self):
        try:
            return run_cases(self.desktop, [
                ("it is killed while somebody edits", self.kill_while_editing),
                ("what was typed is there again", self.edits_are_there),
                ("it is killed while it applies", self.kill_while_applying),
                ("it offers to go on", self.go_on),
                ("every row is done", self.all_is_done_once),
                ("it quits without a complaint", self.quit),
            ])
        finally:
            self.sandbox.stop()


sys.exit(UpdateCrash().run())
