#!/usr/bin/python3
# Copyright the Omnidesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program starts, says where it stands in words, and ends cleanly."""
import re
import sys

from omni_case import Build, run_cases
from omni_desktop import Desktop
from omni_widgets import wait


class Start:
    def __init__(self):
        self.build = Build()
        self.desktop = Desktop(self.build.folder, env=self.build.env())
        self.program = None

    def open(self, *arguments, env=None):
        self.program = self.desktop.run([self.build.program("omnidesk"), *arguments], env)

    def quit(self):
        self.desktop.key("ctrl+q")
        assert self.program.wait_for_end() == 0, self.program.process.returncode
        assert self.program.complaints() == [], self.program.complaints()

    def sign_in_window(self):
        self.desktop.start()
        self.open()
        window = self.program.window("Sign In")
        assert "sensitive" not in window.find("push button", "Sign In").states
        window.find("push button", "Try the demo", on_screen=True)
        self.quit()

    def no_server(self):
        self.open("--server", "http://127.0.0.1:1")
        window = self.program.window("Sign In")
        wait(lambda: window.find("text", "Server address").text == "http://127.0.0.1:1",
             "the address that was given")
        window.find("text", "User name").type("ops.elif")
        window.find("text", "Password").type("omnidesk")
        self.desktop.key("Return")
        window.find("alert", re.compile("^No server answers at"), on_screen=True)
        self.quit()

    def demo(self):
        self.open("--demo")
        window = self.program.window(re.compile("^Orders"))
        table = window.find("tree table", "Orders")
        wait(lambda: len(table.rows_on_screen()) > 10, "orders in the table")
        self.quit()

    def run(self):
        return run_cases(self.desktop, [
            ("it starts with the sign-in window and quits", self.sign_in_window),
            ("a server that is not there is told in words", self.no_server),
            ("the demo opens with orders", self.demo),
        ])


sys.exit(Start().run())
