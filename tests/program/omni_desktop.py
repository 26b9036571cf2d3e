# Copyright the Omnidesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A private desktop on which a test uses a program as a person does.

A screen, a session bus, a window manager and a compositor of its own. Input is real: it goes
through the X server. omni_widgets.py knows what is in the windows.
"""
import ctypes
import os
import re
import select
import shutil
import subprocess
import tempfile

from gi.repository import Gio, GLib

from omni_widgets import (ATSPI, PATIENCE, REGISTRY, Gone, NotSeen, Program, end_with_parent,
                          wait)

PR_SET_CHILD_SUBREAPER = 36

OPENBOX = """<?xml version="1.0"?>
<openbox_config xmlns="http://openbox.org/3.4/rc">
<focus><focusNew>yes</focusNew><focusLast>yes</focusLast><raiseOnFocus>yes</raiseOnFocus></focus>
<placement><policy>Smart</policy><center>yes</center></placement>
<desktops><number>1</number><popupTime>0</popupTime></desktops><keyboard/>
<mouse><context name="Client"><mousebind button="Left" action="Press"><action name="Focus"/>
<action name="Raise"/></mousebind></context></mouse></openbox_config>
"""
BUS = """<busconfig><type>session</type><listen>unix:path={path}</listen>
<auth>EXTERNAL</auth><servicedir>{services}</servicedir><policy context="default">
<allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>
"""
GTK_SETTINGS = """[Settings]
gtk-enable-animations=false
gtk-cursor-blink=false
gtk-dialogs-use-header=true
gtk-font-name=Cantarell 11
gtk-icon-theme-name=Adwaita
"""


class Desktop:
    """A screen of its own, from start() to stop(). Pictures and logs go to folder."""

    def __init__(self, folder, size=(1440, 900), keyring=False, env=None):
        self.folder = os.path.abspath(folder)
        self.size, self.keyring = size, keyring
        self.extra = dict(env or {})
        self.servers, self.programs = [], []
        self.home = self.env = self.bus = self.tree = self.tree_address = None

    def keep_evidence(self):
        """A picture and the widgets of every window: what the screen looked like at a failure."""
        if self.tree is None:
            return
        self.screenshot("failure")
        for program in self.programs:
            if program.is_running():
                with open(os.path.join(self.folder, "failure.txt"), "w",
                          encoding="utf-8") as report:
                    report.write(program.describe())

    def start(self):
        # What the session bus started comes to us when the bus ends, and not to nobody.
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)
        os.makedirs(self.folder, exist_ok=True)
        # Paths of sockets may have 108 bytes only.
        self.home = tempfile.mkdtemp(prefix="omni-")
        run = os.path.join(self.home, "run")
        services = os.path.join(self.home, "services")
        for path in (run, services, os.path.join(self.home, ".config", "gtk-4.0")):
            os.makedirs(path, mode=0o700)
        self._write(".config/gtk-4.0/settings.ini", GTK_SETTINGS)
        self._write("openbox.xml", OPENBOX)
        # Only this one is started on demand; what else is installed makes no difference.
        shutil.copy("/usr/share/dbus-1/services/org.a11y.Bus.service", services)

        kept = ("PATH", "LD_LIBRARY_PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS", "TZ",
                "GSETTINGS_SCHEMA_DIR", "XDG_DATA_DIRS", "G_DEBUG", "G_MESSAGES_DEBUG")
        self.env = {name: os.environ[name] for name in kept if name in os.environ}
        self.env.update(
            HOME=self.home, XDG_RUNTIME_DIR=run, TMPDIR=self.home, LC_ALL="C.UTF-8",
            XDG_CURRENT_DESKTOP="GNOME", XDG_SESSION_TYPE="x11", GDK_BACKEND="x11",
            GSK_RENDERER="cairo", GTK_A11Y="atspi", GTK_USE_PORTAL="0", ADW_DISABLE_PORTAL="1",
            GIO_USE_VFS="local", GSETTINGS_BACKEND="keyfile")
        self.env.update(self.extra)

        self.env["DISPLAY"] = ":" + self._serve(
            ["Xvfb", "-displayfd", "{fd}", "-screen", "0", "%dx%dx24" % self.size,
             "-nolisten", "tcp", "-noreset"])
        self.env["DBUS_SESSION_BUS_ADDRESS"] = self.start_bus("bus")
        self.bus = self._connect(self.env["DBUS_SESSION_BUS_ADDRESS"])
        address = self.bus.call_sync(
            "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None, None,
            Gio.DBusCallFlags.NONE, int(20000 * PATIENCE), None).unpack()[0]
        self.tree, self.tree_address = self._connect(address), address
        # The registry starts with the first call, not while the program looks for it.
        self.ask(REGISTRY, "Accessible", "GetChildren", start=True)
        self._serve(["openbox", "--sm-disable", "--config-file",
                     os.path.join(self.home, "openbox.xml")])
        wait(lambda: "WINDOW" in self.output("xprop", "-root", "_NET_SUPPORTING_WM_CHECK"),
             "the window manager")
        self._serve(["xcompmgr", "-n"])
        if self.keyring:
            self._start_keyring()

    def start_bus(self, name):
        """Starts a session bus and gives its address."""
        self._write(name + ".conf", BUS.format(
            path=os.path.join(self.home, "run", name),
            services=os.path.join(self.home, "services")))
        return self._serve(
            ["dbus-daemon", "--config-file=" + os.path.join(self.home, name + ".conf"), "--nofork",
             "--nopidfile", "--nosyslog", "--print-address={fd}"])

    def stop(self):
        for connection in (self.tree, self.bus):
            if connection is not None:
                try:
                    connection.close_sync(None)
                except GLib.Error:
                    pass
        for program in self.programs:
            self._end(program.process)
            program.log.close()
        for server in reversed(self.servers):
            self._end(server)
        self.programs, self.servers = [], []
        wait(self._are_orphans_gone, "the accessibility bus to end")
        if self.home:
            shutil.rmtree(self.home, ignore_errors=True)

    @staticmethod
    def _are_orphans_gone():
        """The servers of the accessibility bus end by themselves, after the session bus."""
        with open(f"/proc/self/task/{os.getpid()}/children", encoding="ascii") as file:
            children = file.read().split()
        orphans = []
        for pid in children:
            with open(f"/proc/{pid}/comm", encoding="utf-8") as file:
                if file.read().startswith(("at-spi", "dbus-daemon")):
                    orphans.append(int(pid))
        return all([os.waitpid(pid, os.WNOHANG)[0] for pid in orphans])

    @staticmethod
    def _end(process):
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(5 * PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    @staticmethod
    def _connect(address):
        flags = (Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
                 | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION)
        connection = Gio.DBusConnection.new_for_address_sync(address, flags, None, None)
        connection.set_exit_on_close(False)
        return connection

    def _write(self, name, text):
        with open(os.path.join(self.home, name), "w", encoding="utf-8") as file:
            file.write(text)

    def _serve(self, command):
        """Starts a server; where the command has {fd}, waits for the line that it writes there."""
        reader = writer = None
        if any("{fd}" in word for word in command):
            reader, writer = os.pipe()
            command = [word.replace("{fd}", str(writer)) for word in command]
        with open(os.path.join(self.folder, command[0] + ".log"), "wb") as log:
            self.servers.append(subprocess.Popen(
                command, env=self.env, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                pass_fds=(writer,) if writer else (), preexec_fn=end_with_parent))
        if reader is None:
            return None
        os.close(writer)
        answer = b""
        while b"\n" not in answer:
            ready, _, _ = select.select([reader], [], [], 20 * PATIENCE)
            piece = os.read(reader, 4096) if ready else b""
            if not piece:
                raise NotSeen(f"{command[0]} did not start, see {command[0]}.log")
            answer += piece
        os.close(reader)
        return answer.decode().strip()

    def _start_keyring(self):
        keyring = subprocess.Popen(
            ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"],
            env=self.env, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, preexec_fn=end_with_parent)
        keyring.stdin.write(b"words")
        keyring.stdin.close()
        self.servers.append(keyring)

        def is_unlocked():
            try:
                return self.bus.call_sync(
                    "org.freedesktop.secrets", "/org/freedesktop/secrets",
                    "org.freedesktop.Secret.Service", "ReadAlias",
                    GLib.Variant("(s)", ("default",)), None, Gio.DBusCallFlags.NO_AUTO_START,
                    5000, None).unpack()[0] != "/"
            except GLib.Error:
                return False
        wait(is_unlocked, "the key store")

    def ask(self, reference, interface, method, arguments=None, start=False):
        flags = Gio.DBusCallFlags.NONE if start else Gio.DBusCallFlags.NO_AUTO_START
        try:
            return self.tree.call_sync(
                reference[0], reference[1], ATSPI + interface, method, arguments, None, flags,
                int(20000 * PATIENCE), None).unpack()
        except GLib.Error as error:
            raise Gone(f"{interface}.{method}: {error.message}") from None

    def ask_property(self, reference, interface, name):
        try:
            return self.tree.call_sync(
                reference[0], reference[1], "org.freedesktop.DBus.Properties", "Get",
                GLib.Variant("(ss)", (ATSPI + interface, name)), None,
                Gio.DBusCallFlags.NO_AUTO_START, int(20000 * PATIENCE), None).unpack()[0]
        except GLib.Error as error:
            raise Gone(f"{interface}.{name}: {error.message}") from None

    def output(self, *command):
        return subprocess.run(command, env=self.env, capture_output=True, text=True,
                              timeout=30 * PATIENCE, check=False).stdout

    def run(self, command, env=None, name=None):
        """Starts a program; one of several of its kind has a name, for its log."""
        program = Program(self, command, env, name)
        self.programs.append(program)
        wait(program.windows, f"the first window of {command[0]}", 40)
        return program

    def xdotool(self, *words):
        subprocess.run(("xdotool", *map(str, words)), env=self.env, check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                       timeout=60 * PATIENCE)

    def key(self, *keys):
        self.xdotool("key", "--clearmodifiers", "--delay", 20, *keys)

    def type(self, text):
        # xdotool remaps the keyboard for other letters while it types, and GTK loses some.
        for piece in re.findall(r"[\x20-\x7e]+|[^\x20-\x7e]", text):
            if piece.isascii():
                self.xdotool("type", "--clearmodifiers", "--delay", 8, "--", piece)
            else:
                self.xdotool("key", "--delay", 15, "ctrl+shift+u", *f"{ord(piece):x}", "space")

    def click_at(self, x, y, modifiers=(), count=1):
        down = [word for name in modifiers for word in ("keydown", name)]
        up = [word for name in reversed(modifiers) for word in ("keyup", name)]
        self.xdotool("mousemove", x, y)
        self.xdotool(*down, "click", "--repeat", count, "--delay", 60, 1, *up)

    def wheel(self, x, y, clicks):
        self.xdotool("mousemove", x, y, "click", "--repeat", abs(clicks), "--delay", 24,
                     5 if clicks > 0 else 4)

    def park_pointer(self):
        self.xdotool("mousemove", self.size[0] - 1, self.size[1] - 1)

    def screenshot(self, name):
        """A picture of the screen once nothing on it moves any more."""
        path = os.path.join(self.folder, name + ".png")
        before = None

        def stands_still():
            nonlocal before
            now = subprocess.run(["import", "-silent", "-window", "root", "rgb:-"], env=self.env,
                                 capture_output=True, check=True, timeout=60 * PATIENCE).stdout
            same, before = now == before, now
            return same
        try:
            wait(stands_still, "a picture that stands still", 3)
        except NotSeen:
            pass  # A progress bar or a spinner may run on.
        subprocess.run(["import", "-silent", "-window", "root", "png:" + path], env=self.env,
                       check=True, timeout=60 * PATIENCE)
        return path

    def x_windows(self, pid):
        """The mapped X windows of a program with place, size, shadow and whether it pops up."""
        found = []
        for number in self.output("xdotool", "search", "--all", "--onlyvisible", "--pid",
                                  str(pid), "--name", "").split():
            text = self.output("xwininfo", "-id", number)
            numbers = [re.search(pattern + r"\s+(-?\d+)", text) for pattern in (
                "Absolute upper-left X:", "Absolute upper-left Y:", "Width:", "Height:")]
            if not all(numbers):
                continue
            x, y, width, height = (int(match.group(1)) for match in numbers)
            shadow = re.search(r"= (\d+), (\d+), (\d+), (\d+)",
                               self.output("xprop", "-id", number, "_GTK_FRAME_EXTENTS"))
            found.append({"id": int(number), "x": x, "y": y, "width": width, "height": height,
                          "pops_up": "Override Redirect State: yes" in text,
                          "shadow": tuple(map(int, shadow.groups())) if shadow else (0,) * 4})
        return found

    def activate(self, number):
        def is_active():
            answer = self.output("xprop", "-root", "_NET_ACTIVE_WINDOW")
            match = re.search(r"# (0x[0-9a-f]+)", answer)
            if match and int(match.group(1), 16) == number:
                return True
            self.output("xdotool", "windowactivate", str(number))
            return False
        wait(is_active, "the window to be in front")
