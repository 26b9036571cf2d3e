# Copyright the Omnidesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What whole-program tests share: cases in TAP, the sandbox and its own answers, exported files."""
import csv
import json
import os
import subprocess
import sys
import tempfile
import traceback
import urllib.parse
import urllib.request

from omni_widgets import end_with_parent


def run_cases(desktop, cases):
    """Runs (name, function) one after the other; what a failed one leaves out has failed too."""
    failed = False
    for number, (name, function) in enumerate(cases, 1):
        if failed:
            print(f"not ok {number} - {name} # an earlier step failed")
            continue
        try:
            function()
            print(f"ok {number} - {name}", flush=True)
        except BaseException:  # pylint: disable=broad-except
            failed = True
            print("# " + traceback.format_exc().rstrip().replace("\n", "\n# "))
            print(f"not ok {number} - {name}", flush=True)
            print(f"# see {desktop.folder}")
            desktop.keep_evidence()
    desktop.stop()
    print(f"1..{len(cases)}", flush=True)
    return 1 if failed else 0


class Build:
    """The programs of a build folder, and an environment in which they need no installation."""

    def __init__(self):
        self.build, self.source = (os.path.abspath(path) for path in sys.argv[1:3])
        self.folder = os.environ.get("OMNIDESK_DEMO_FOLDER") or tempfile.mkdtemp(
            prefix="omnidesk-" + os.path.basename(sys.argv[0]) + "-")

    def program(self, name):
        return os.path.join(self.build, "src", {"omnidesk-sandbox": "sandbox",
                                                "omnidesk-cli": "cli"}.get(name, ""), name)

    def env(self):
        return {
            "GSETTINGS_SCHEMA_DIR": os.path.join(self.build, "data"),
            "OMNIDESK_SANDBOX": self.program("omnidesk-sandbox"),
            "OMNIDESK_LOCALEDIR": os.path.join(self.build, "po"),
            "XDG_DATA_DIRS": os.path.join(self.source, "data") + ":/usr/local/share:/usr/share",
        }


class Sandbox:
    """A running sandbox, and what it answers when it is asked without Omnidesk."""

    def __init__(self, build, *options):
        self.process = subprocess.Popen(
            [build.program("omnidesk-sandbox"), *options], stdout=subprocess.PIPE, text=True,
            stdin=subprocess.DEVNULL, preexec_fn=end_with_parent)
        self.url = self.process.stdout.readline().strip()
        words = self.process.stdout.readline().split()
        self.username, self.password = words[1], words[3]
        self.token = None

    def stop(self):
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()

    def request(self, path, body=None):
        headers = {"Content-Type": "application/json"}
        if self.token:
            headers["Authorization"] = "Token " + self.token
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(self.url + path, data, headers)
        with urllib.request.urlopen(request, timeout=60) as answer:
            # Amounts stay as they were sent: text.
            return json.load(answer, parse_float=str)

    def orders(self, **filters):
        """All orders that match, in the order in which the sandbox gives them."""
        return self.list("/api/i1/orders/", **filters)

    def list(self, path, **filters):
        """All that a list of the sandbox has."""
        if self.token is None:
            self.token = self.request("/api/v1/auth/login/", {
                "username": self.username, "password": self.password})["key"]
        found, page = [], 1
        while True:
            query = urllib.parse.urlencode({**filters, "limit": 100, "page": page}, doseq=True)
            answer = self.request(path + "?" + query)
            found += answer["results"]
            if not answer["next"]:
                return found
            page += 1


def sign_in(program, sandbox, say=str):
    """Signs in through the first window; say() is the language of the program."""
    window = program.window(say("Sign In"))
    window.find("text", say("Server address")).type(sandbox.url)
    window.find("text", say("User name")).type(sandbox.username)
    window.find("text", say("Password")).type(sandbox.password)
    program.desktop.key("Return")


def read_csv(path):
    """The rows of an exported CSV file as dictionaries; checks what every such file must be."""
    with open(path, "rb") as file:
        data = file.read()
    assert data.startswith(b"\xef\xbb\xbf"), "no byte order mark"
    assert data.endswith(b"\r\n"), "the last line does not end"
    text = data.decode("utf-8-sig")
    rows = list(csv.reader(text.splitlines(keepends=True), strict=True))
    assert all(len(row) == len(rows[0]) for row in rows), "rows differ in length"
    return [dict(zip(rows[0], row)) for row in rows[1:]]


def read_xlsx(path):
    """The rows of an exported workbook as dictionaries of what the cells hold."""
    from openpyxl import load_workbook  # only some tests have it to read

    book = load_workbook(path)
    rows = [[cell.value for cell in row] for row in book.active.iter_rows()]
    assert book.active.freeze_panes == "A2", "the header is not frozen"
    assert book.active.auto_filter.ref, "there is no filter on the header"
    return [dict(zip(rows[0], row)) for row in rows[1:]]
