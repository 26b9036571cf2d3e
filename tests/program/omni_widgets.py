# Copyright the Omnidesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Programs and their widgets, as the accessibility tree knows them.

A Widget is one object of the tree, which is asked over D-Bus and never cached. Every wait is for
a condition and bounded.
"""
import ctypes
import os
import re
import signal
import subprocess
import time

from gi.repository import Gio, GLib

# What a machine with sanitizers or much to do may ask for.
PATIENCE = float(os.environ.get("OMNIDESK_TEST_PATIENCE", "1"))
SECONDS = 20.0

ATSPI = "org.a11y.atspi."
ROOT = "/org/a11y/atspi/accessible/root"
REGISTRY = ("org.a11y.atspi.Registry", ROOT)
NOWHERE = ("", "/org/a11y/atspi/null")
ROLES = {
    2: "alert", 7: "check box", 11: "combo box", 16: "dialog", 20: "filler", 23: "frame",
    27: "image", 29: "label", 31: "list", 32: "list item", 33: "menu", 35: "menu item",
    37: "page tab", 39: "panel", 40: "password text", 42: "progress bar", 43: "push button",
    44: "radio button", 48: "scroll bar", 49: "scroll pane", 50: "separator", 52: "spin button",
    54: "status", 55: "table", 56: "table cell", 57: "column header", 61: "text", 64: "tool tip",
    66: "tree table", 69: "window", 75: "application", 79: "entry", 83: "heading", 88: "link",
    90: "table row", 98: "list box", 99: "grouping",
}
STATES = {1: "active", 4: "checked", 10: "expanded", 11: "focusable", 12: "focused",
          20: "pressed", 23: "selected", 24: "sensitive", 25: "showing", 30: "visible"}
# The bus of a test has nobody who shows notifications or knows printers; GIO and GTK say so.
NOBODY_THERE = ("The name org.freedesktop.Notifications was not provided",
                "avahi printers will not be available")
COMPLAINT = re.compile(r"\*\*|-(WARNING|CRITICAL|ERROR)\b|AddressSanitizer|runtime error")


class NotSeen(AssertionError):
    """What was waited for did not come."""


class Gone(Exception):
    """The widget, or the program, is no longer there."""


def wait(condition, what, seconds=SECONDS):
    """Asks again and again until condition() gives something true, which is returned.

    What is waited for may be a function, where to name it takes questions of its own.
    """
    deadline = time.monotonic() + seconds * PATIENCE
    while True:
        try:
            result = condition()
        except Gone:
            result = None
        if result:
            return result
        if time.monotonic() > deadline:
            text = what() if callable(what) else what
            raise NotSeen(f"waited {seconds * PATIENCE:.0f} s for {text}")
        time.sleep(0.04)


def fits(wanted, text):
    if wanted is None:
        return True
    if isinstance(wanted, re.Pattern):
        return wanted.search(text) is not None
    return wanted == text


def plain_name(name):
    """GTK 4.8 calls a button with a mnemonic “_Save Save” and a check button “_Save”."""
    for place in re.finditer(" ", name):
        label, text = name[:place.start()], name[place.end():]
        if label.replace("_", "", 1) == text:
            return text
    return re.sub(r"_(?=\w)", "", name, count=1)


def end_with_parent():
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)


class Program:
    """A running program."""

    def __init__(self, desktop, command, env, name=None):
        self.desktop, self.name, self.focused = desktop, None, None
        desktop.tree.signal_subscribe(
            None, ATSPI + "Event.Object", "StateChanged", None, "focused",
            Gio.DBusSignalFlags.NONE, self.note_focus)
        log = (name or os.path.basename(command[0])) + ".log"
        self.log = open(os.path.join(desktop.folder, log), "w+b")
        self.process = subprocess.Popen(
            command, env={**desktop.env, **(env or {})}, stdin=subprocess.DEVNULL,
            stdout=self.log, stderr=self.log, preexec_fn=end_with_parent)

    def is_running(self):
        return self.process.poll() is None

    def output(self):
        with open(self.log.name, encoding="utf-8", errors="replace") as log:
            return log.read()

    def complaints(self):
        return [line for line in self.output().splitlines()
                if COMPLAINT.search(line) and not any(words in line for words in NOBODY_THERE)]

    def wait_for_end(self, seconds=SECONDS):
        wait(lambda: not self.is_running(), "the program to end", seconds)
        return self.process.returncode

    def windows(self):
        if not self.is_running():
            raise AssertionError(f"the program ended with {self.process.returncode}:\n"
                                 + self.output()[-3000:])
        if self.name is None:
            for name, _ in self.desktop.ask(REGISTRY, "Accessible", "GetChildren")[0]:
                pid = self.desktop.tree.call_sync(
                    "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                    "GetConnectionUnixProcessID", GLib.Variant("(s)", (name,)), None,
                    Gio.DBusCallFlags.NONE, 5000, None).unpack()[0]
                if pid == self.process.pid:
                    self.name = name
        return Widget(self, ROOT).children if self.name else []

    def find_all(self, role=None, name=None, **options):
        return [w for window in self.windows() for w in window.find_all(role, name, **options)]

    def find(self, role=None, name=None, seconds=SECONDS, **options):
        return wait(lambda: next(iter(self.find_all(role, name, **options)), None),
                    f"the {role} “{name if isinstance(name, str) else name and name.pattern}”",
                    seconds)

    def find_gone(self, role=None, name=None, **options):
        wait(lambda: not self.find_all(role, name, **options), f"the {role} “{name}” to go")

    def window(self, name=None):
        return wait(lambda: next((w for w in self.windows() if fits(name, w.name)), None),
                    f"the window “{name}”")

    def note_focus(self, _connection, sender, path, _interface, _signal, parameters):
        if sender == self.name:
            self.focused = path if parameters.unpack()[1] else None

    def focus(self):
        """The widget that said last that it got the keyboard focus; rows of entries do not."""
        while GLib.MainContext.default().iteration(False):
            pass
        return Widget(self, self.focused) if self.focused else None

    def describe(self):
        lines = []

        def add(widget, depth):
            try:
                role = widget.role
                lines.append("  " * depth + f"{role} “{widget.name}” "
                             + " ".join(sorted(widget.states - {"sensitive", "visible"})))
                if role != "table row":
                    for child in widget.children:
                        add(child, depth + 1)
            except Gone:
                pass
        for window in self.windows():
            add(window, 0)
        return "\n".join(lines) + "\n"


class Widget:
    """One object of the accessibility tree."""

    def __init__(self, program, path):
        self.program, self.desktop, self.path = program, program.desktop, path

    def __eq__(self, other):
        return isinstance(other, Widget) and other.path == self.path

    def __hash__(self):
        return hash(self.path)

    def __repr__(self):
        return f"<{self.role} “{self.name}”>"

    def ask(self, interface, method, arguments=None):
        return self.desktop.ask((self.program.name, self.path), interface, method, arguments)

    def ask_property(self, interface, name):
        return self.desktop.ask_property((self.program.name, self.path), interface, name)

    @property
    def role(self):
        number = self.ask("Accessible", "GetRole")[0]
        return ROLES.get(number, str(number))

    @property
    def name(self):
        return plain_name(self.ask_property("Accessible", "Name"))

    @property
    def states(self):
        low, high = self.ask("Accessible", "GetState")[0]
        bits = low | high << 32
        return {name for bit, name in STATES.items() if bits >> bit & 1}

    @property
    def text(self):
        count = self.ask_property("Text", "CharacterCount")
        return self.ask("Text", "GetText", GLib.Variant("(ii)", (0, count)))[0]

    @property
    def children(self):
        return [Widget(self.program, path)
                for _, path in self.ask("Accessible", "GetChildren")[0] if path != NOWHERE[1]]

    @property
    def parent(self):
        path = self.ask_property("Accessible", "Parent")[1]
        return None if path in (NOWHERE[1], ROOT) else Widget(self.program, path)

    @property
    def labels(self):
        return [w.name for w in self.find_all("label", into_tables=True)]

    def ancestors(self):
        widget = self
        while widget is not None:
            yield widget
            widget = widget.parent

    def find_all(self, role=None, name=None, into_tables=False, on_screen=False):
        """Itself and what is in it, in order. Rows of tables are many, so they are asked for."""
        found = []
        pending = [self]
        while pending:
            widget = pending.pop()
            try:
                its_role = widget.role
                if role in (None, its_role) and (name is None or fits(name, widget.name)) and (
                        not on_screen or widget.is_on_screen()):
                    found.append(widget)
                if into_tables or its_role != "table row":
                    pending += reversed(widget.children)
            except Gone:
                continue
        return found

    def find(self, role=None, name=None, seconds=SECONDS, **options):
        return wait(lambda: next(iter(self.find_all(role, name, **options)), None),
                    lambda: f"the {role} “{name}” in {self}", seconds)

    @property
    def extents(self):
        return self.ask("Component", "GetExtents", GLib.Variant("(u)", (1,)))[0]

    def surface(self):
        """The popover or window that it is in, and whether it is a popover."""
        widget = self
        for widget in self.ancestors():
            try:
                if widget.ask("Component", "GetLayer")[0] == 5:
                    return widget, True
            except Gone:
                pass  # The pages of a stack have no place of their own.
        return widget, False

    def place(self):
        """Middle on the screen and the X window. GTK 4 knows places within its window only."""
        surface, pops_up = self.surface()
        left, top, width, height = surface.extents
        best = None
        for window in self.desktop.x_windows(self.program.process.pid):
            shadow = (0,) * 4 if pops_up else window["shadow"]
            wide = window["width"] - shadow[0] - shadow[1] - width
            high = window["height"] - shadow[2] - shadow[3] - height
            if window["pops_up"] != pops_up or (not pops_up and min(wide, high) < 0):
                continue
            if best is None or abs(wide) + abs(high) < best[0]:
                border = (0, 0) if pops_up else (wide // 2, high // 2)
                best = (abs(wide) + abs(high), window["x"] + shadow[0] + border[0],
                        window["y"] + shadow[2] + border[1], window)
        if best is None or best[0] > 60:
            raise Gone(f"{self} is in no window on the screen")
        x, y, own_width, own_height = self.extents
        return (best[1] + x - left + own_width // 2, best[2] + y - top + own_height // 2, best[3])

    def is_on_screen(self):
        """Whether a click in its middle would reach it: not hidden, covered or scrolled away."""
        try:
            x, y, width, height = self.extents
            if width <= 0 or height <= 0:
                return False
            surface, _ = self.surface()
            x, y = x + width // 2, y + height // 2
            left, top, width, height = surface.extents
            if not (left <= x < left + width and top <= y < top + height):
                return False
            path = surface.ask("Component", "GetAccessibleAtPoint",
                               GLib.Variant("(iiu)", (x, y, 1)))[0][1]
            # The inner parts of an entry have no object of their own.
            return path in NOWHERE or self in Widget(self.program, path).ancestors()
        except Gone:
            return False

    def click(self, modifiers=(), count=1):
        before = None

        def stands_still():
            nonlocal before
            place = self.place() if self.is_on_screen() and "sensitive" in self.states else None
            same, before = place is not None and place == before, place
            return place if same else None

        x, y, window = wait(stands_still, lambda: f"{self} to be ready for a click")
        if not window["pops_up"]:
            self.desktop.activate(window["id"])
            self.desktop.xdotool("mousemove", x, y)
            self.wait_for_popovers()
            x, y, window = wait(stands_still, lambda: f"{self} to be ready for a click")
        self.desktop.click_at(x, y, modifiers, count)
        return self

    def wait_for_popovers(self):
        """A popover that is closing would swallow the click; a tooltip would not."""
        def are_gone():
            return not any(window["pops_up"] for window in
                           self.desktop.x_windows(self.program.process.pid))
        try:
            wait(are_gone, "popovers to close", 1)
        except NotSeen:
            pass

    def type(self, text):
        """Clicks into the field, replaces what is there and sees that it arrived."""
        self.click()
        if self.text:
            self.desktop.key("ctrl+a", "BackSpace")
            wait(lambda: self.text == "", lambda: f"{self} to be empty")
        self.desktop.type(text)
        wait(lambda: self.text == text, lambda: f"“{text}” in {self}")
        return self

    @property
    def columns(self):
        """The titles of a table's columns, from left to right."""
        return [title.labels[0] for title in self.children[0].children]

    def rows_on_screen(self):
        """The rows of a table that a person sees, top to bottom.

        GTK keeps more rows than it shows, and those that were scrolled away keep their old
        places. So the window is asked which row is where they say they are.
        """
        view = self.find("list")
        rows = view.children
        surface, _ = view.surface()
        pane = next(widget for widget in view.ancestors() if widget.role == "scroll pane")
        _, top, _, height = pane.extents
        found = []
        for row in rows:
            x, y, _, row_height = row.extents
            # The line above what a row holds is its own border, where no cell is in the way.
            if top <= y and y + row_height <= top + height and surface.ask(
                    "Component", "GetAccessibleAtPoint",
                    GLib.Variant("(iiu)", (x + 3, y - 1, 1)))[0][1] == row.path:
                found.append((y, row))
        return [row for _, row in sorted(found, key=lambda pair: pair[0])]

    def cell(self, column):
        """What a row of a table says in a column, counted from 0."""
        return " ".join(self.children[column].labels)


def choose_file(program, path):
    """Answers GTK's own dialog for saving or opening a file by typing a whole path."""
    desktop = program.desktop
    dialog = wait(lambda: next((w for w in program.windows()
                                if w.find_all("filler", "GtkFileChooserWidget")), None),
                  "the file dialog")

    def find_entry():
        entry = next((w for w in dialog.find_all("text") if "focused" in w.states), None)
        if entry is None and dialog.find_all("push button", "Open"):
            desktop.key("slash")  # The dialog for opening has its field once a path is typed.
        return entry
    entry = wait(find_entry, "the name field of the file dialog")
    desktop.key("ctrl+a")
    desktop.type(path)
    desktop.key("Delete")  # What its completion proposed behind the cursor.
    wait(lambda: entry.text == path, f"“{path}” in the file dialog")
    desktop.key("Return")
    wait(lambda: dialog not in program.windows(), "the file dialog to close")
