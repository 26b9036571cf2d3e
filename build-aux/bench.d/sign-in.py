#!/usr/bin/python3
# Copyright the Omnidesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Milliseconds from Sign In to orders on the screen, less the two round trips that it needs.

Usage: sign-in.py BUILD SOURCE TIMES
"""
import os
import shutil
import statistics
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(sys.argv[2], "tests", "program"))
# pylint: disable=wrong-import-position
from omni_case import Build, Sandbox  # noqa: E402
from omni_desktop import Desktop  # noqa: E402
from omni_widgets import wait  # noqa: E402


def round_trips(sandbox):
    start = time.monotonic()
    sandbox.token = sandbox.request("/api/v1/auth/login/", {
        "username": sandbox.username, "password": sandbox.password})["key"]
    sandbox.request("/api/i1/orders/?page=1&limit=100&sort=-date_placed")
    return time.monotonic() - start


def sign_in(build, desktop, sandbox):
    program = desktop.run([build.program("omnidesk"), "--server", sandbox.url])
    window = program.window("Sign In")
    address = window.find("text", "Server address")
    wait(lambda: address.text == sandbox.url, "the address")
    window.find("text", "User name").type(sandbox.username)
    window.find("text", "Password").type(sandbox.password)
    waiter = subprocess.Popen([os.path.join(build.build, "bench/wait-rows")], env=desktop.env,
                              stdout=subprocess.PIPE, text=True)
    start = time.monotonic_ns()
    desktop.xdotool("key", "Return")
    seconds = (int(waiter.communicate()[0]) - start) / 1e9
    desktop.key("ctrl+q")
    program.wait_for_end()
    return seconds


def main():
    build = Build()
    sandbox = Sandbox(build, "--orders", "20000")
    desktop = Desktop(build.folder, keyring=True, env=build.env())
    try:
        desktop.start()
        results = []
        for _ in range(int(sys.argv[3])):
            least = min(round_trips(sandbox) for _ in range(5))
            results.append((sign_in(build, desktop, sandbox) - least) * 1000)
        print(f"{statistics.median(results):.1f}")
    finally:
        desktop.stop()
        sandbox.stop()
        shutil.rmtree(build.folder)


main()
