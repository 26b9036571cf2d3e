#!/usr/bin/python3
# Copyright the Omnidesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The bars of build-aux/bench. Each is a function that gives ours and the peer's or the limit."""
import argparse
import http.client
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

BARS = []
MIB = 1 << 20


class NotMeasured(Exception):
    """Why a bar has no number."""


def bar(name, limit, unit, higher_is_better=False, limit_text=None):
    """Declares a bar: the function gives (ours, peer); ours / peer is held against limit."""
    def add(function):
        BARS.append((name, limit, unit, higher_is_better, limit_text, function))
        return function
    return add


def median(function, times):
    return statistics.median(function() for _ in range(times))


class Run:
    """A finished program: how long it took, its most memory, what it said."""

    def __init__(self, command, env=None):
        start = time.perf_counter()
        with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
            process = subprocess.Popen(command, env=env, stdout=out, stderr=err,
                                       stdin=subprocess.DEVNULL)
            _, status, usage = os.wait4(process.pid, 0)
            self.seconds = time.perf_counter() - start
            self.mib = usage.ru_maxrss / 1024
            self.cpu = usage.ru_utime + usage.ru_stime
            process.returncode = os.waitstatus_to_exitcode(status)
            for stream in (out, err):
                stream.seek(0)
            self.out, self.err = out.read(), err.read()
        if process.returncode != 0:
            raise NotMeasured(f"{os.path.basename(command[0])} ended with {process.returncode}: "
                              + self.err.strip()[-300:])


class Server:
    """A running sandbox, or the slow way to one."""

    def __init__(self, command):
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True,
                                        stdin=subprocess.DEVNULL)
        self.url = self.process.stdout.readline().strip()
        if not self.url.startswith("http"):
            raise NotMeasured(f"{command[0]} did not start")
        self.port = urllib.parse.urlsplit(self.url).port

    def stop(self):
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()


class Bench:
    """What the bars share: the build, the sandboxes by size, a token, a folder."""

    def __init__(self, build, source, quick):
        self.build, self.source, self.quick = build, source, quick
        self.orders = 20000 if quick else 100000
        self.many = 200000 if quick else 1000000
        self.times = 5 if quick else 11
        self.folder = tempfile.mkdtemp(prefix="omnidesk-bench-")
        self.servers, self.delays = {}, {}
        self.env = {**os.environ, "LC_ALL": "C.UTF-8", "GSETTINGS_BACKEND": "memory",
                    "GSETTINGS_SCHEMA_DIR": os.path.join(build, "data"),
                    "GSK_RENDERER": "cairo", "GDK_BACKEND": "x11", "HOME": self.folder,
                    "GTK_USE_PORTAL": "0", "ADW_DISABLE_PORTAL": "1",
                    "OMNIDESK_SANDBOX": os.path.join(build, "src/sandbox/omnidesk-sandbox")}
        for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "WAYLAND_DISPLAY",
                     "DBUS_SESSION_BUS_ADDRESS", "OMNIDESK_TOKEN", "OMNIDESK_SERVER"):
            self.env.pop(name, None)

    def program(self, path):
        path = os.path.join(self.build, path)
        if not os.path.exists(path):
            raise NotMeasured(f"{path} is not built")
        return path

    def peer(self, name):
        path = os.path.join(self.source, "build-aux/bench.d", name)
        if not os.path.exists(path):
            raise NotMeasured(f"{name} is missing")
        return path

    def file(self, name):
        return os.path.join(self.folder, name)

    def server(self, orders):
        if orders not in self.servers:
            self.servers[orders] = Server([self.program("src/sandbox/omnidesk-sandbox"),
                                           "--orders", str(orders), "--seed", "1"])
        return self.servers[orders]

    def slow_server(self, orders, milliseconds):
        key = (orders, milliseconds)
        if key not in self.delays:
            self.delays[key] = Server(["/usr/bin/python3", self.peer("delay.py"),
                                       str(self.server(orders).port), str(milliseconds)])
        return self.delays[key]

    def drop_servers(self, kept):
        for servers in (self.delays, self.servers):
            for key in list(servers):
                if key != kept:
                    servers.pop(key).stop()

    def get(self, server, path):
        """One request on a connection of its own; gives body and seconds."""
        connection = http.client.HTTPConnection("127.0.0.1", server.port)
        start = time.perf_counter()
        connection.request("GET", path, headers=self.headers(server))
        body = connection.getresponse().read()
        seconds = time.perf_counter() - start
        connection.close()
        return body, seconds

    def headers(self, server):
        if not hasattr(server, "token"):
            connection = http.client.HTTPConnection("127.0.0.1", server.port)
            connection.request("POST", "/api/v1/auth/login/",
                               json.dumps({"username": "ops.elif", "password": "omnidesk"}),
                               {"Content-Type": "application/json"})
            server.token = json.loads(connection.getresponse().read())["key"]
            connection.close()
        return {"Authorization": "Token " + server.token, "Accept": "application/json"}

    def login(self, server):
        return {**self.env, "OMNIDESK_SERVER": server.url, "OMNIDESK_USERNAME": "ops.elif",
                "OMNIDESK_PASSWORD": "omnidesk"}

    def close(self):
        self.drop_servers(None)
        subprocess.run(["rm", "-rf", self.folder], check=False)


def first_pixels(bench, command):
    text = Run([os.path.join(bench.source, "build-aux/with-display"),
                os.path.join(bench.build, "bench/first-pixels"), *command], bench.env).out
    return float(text)


@bar("first pixels of the sign-in window / bare libadwaita window", 1.25, "ms")
def start_up(bench):
    ours = [bench.program("src/omnidesk")]
    bare = [os.path.join(bench.build, "bench/bare-window")]
    first_pixels(bench, bare), first_pixels(bench, ours)
    pairs = [(first_pixels(bench, ours), first_pixels(bench, bare)) for _ in range(bench.times)]
    return statistics.median(p[0] for p in pairs), statistics.median(p[1] for p in pairs)


@bar("first pixels of the sign-in window / gnome-text-editor", 1.0, "ms")
def start_up_peer(bench):
    ours = [bench.program("src/omnidesk")]
    peer = ["gnome-text-editor", "-s"]
    first_pixels(bench, peer)
    pairs = [(first_pixels(bench, ours), first_pixels(bench, peer)) for _ in range(bench.times)]
    return statistics.median(p[0] for p in pairs), statistics.median(p[1] for p in pairs)


@bar("orders on screen after Sign In, beyond its round trips", 120, "ms", limit_text="limit")
def sign_in(bench):
    text = Run(["/usr/bin/python3", bench.peer("sign-in.py"), bench.build, bench.source,
                str(5 if bench.quick else 9)], bench.env).out
    return float(text), 120


@bar("read and decode a page of 100 orders / json.loads and a walk", 4, "ms", True)
def decode(bench):
    body, _ = bench.get(bench.server(bench.orders), "/api/i1/orders/?limit=100&page=1")
    with open(bench.file("page.json"), "wb") as file:
        file.write(body)
    pattern = re.compile(r"([\d.]+) ms/page")
    decode_page = bench.program("tests/core/decode-page")

    def one(command):
        return float(pattern.search(Run(command).out).group(1))
    page = bench.file("page.json")
    pairs = [(one([decode_page, page, "200"]),
              one(["/usr/bin/python3", bench.peer("decode-peer.py"), page, "40"]))
             for _ in range(bench.times)]
    return statistics.median(p[0] for p in pairs), statistics.median(p[1] for p in pairs)


def export(bench, server, name):
    return Run([bench.program("src/cli/omnidesk-cli"), "orders", "export", "--force", "--output",
                bench.file(name)], bench.login(server))


def export_peer(bench, server):
    return Run(["/usr/bin/python3", bench.peer("export-peer.py"), server.url, "ops.elif",
                "omnidesk", bench.file("peer.csv")], bench.env)


@bar("export all orders to CSV, no latency / requests, json and csv", 6, "s", True)
def export_csv(bench):
    server = bench.server(bench.orders)
    ours = [export(bench, server, "ours.csv") for _ in range(3)]
    bench.export_mib = max(run.mib for run in ours)
    return statistics.median(run.seconds for run in ours), export_peer(bench, server).seconds


@bar("memory of that export", 64, "MiB", limit_text="limit")
def export_memory(bench):
    if not hasattr(bench, "export_mib"):
        bench.export_mib = export(bench, bench.server(bench.orders), "ours.csv").mib
    return bench.export_mib, 64


@bar("the same with 100 ms latency, default settings", 3.5, "s", True)
def export_csv_slow(bench):
    server = bench.slow_server(5000 if bench.quick else 20000, 100)
    return export(bench, server, "ours.csv").seconds, export_peer(bench, server).seconds


def xlsx_pair(bench):
    if not hasattr(bench, "xlsx"):
        rows = str(bench.orders)
        ours = bench.program("tests/work/bench-xlsx")
        peer = os.path.join(bench.build, "bench/xlsx-peer")
        bench.xlsx = [(Run([ours, rows, bench.file("ours.xlsx")], bench.env),
                       Run([peer, rows, bench.file("peer.xlsx")], bench.env)) for _ in range(3)]
    return bench.xlsx


@bar("export to XLSX, 30 columns / bare libxlsxwriter, same cells", 1.3, "s")
def export_xlsx(bench):
    pairs = xlsx_pair(bench)
    return (statistics.median(p[0].seconds for p in pairs),
            statistics.median(p[1].seconds for p in pairs))


@bar("memory of that, beyond bare libxlsxwriter", 16, "MiB", limit_text="limit")
def export_xlsx_memory(bench):
    return max(p[0].mib - p[1].mib for p in xlsx_pair(bench)), 16


def write_update(bench, name, rows):
    """An order-update file as operators make them, in all columns."""
    path = bench.file(name)
    with open(path, "w", encoding="utf-8-sig", newline="\r\n") as file:
        file.write("id,order_number,sku,status,shipping_company,e_archive_url,invoice_number,"
                   "invoice_date,tracking_number\n")
        for i in range(rows):
            file.write(f"{200000 + i},77{40000000 + i // 3},KG-{i % 97}-M-MAVİ,"
                       f"{('shipped', 'preparing', 'Kargoya Verildi')[i % 3]},"
                       f"{('yurtici', 'aras')[i % 2]},https://files.example.com/inv/{i}.pdf,"
                       f"INV2025{i:09},{1 + i % 28:02}.03.2025,\"00{73300512 + i}\"\n")
    return path


def update_numbers(bench):
    if not hasattr(bench, "update"):
        path = write_update(bench, "large.csv", 100000 if bench.quick else 1000000)
        runs = [Run([bench.program("tests/work/bench-update"), path], bench.env).out
                for _ in range(3)]
        bench.update = [dict((name, float(number)) for name, number in
                             re.findall(r"^([\w-]+) ([\d.]+)$", run, re.M)) for run in runs]
    return bench.update


@bar("first rows of an update file of 1,000,000 rows", 200, "ms", limit_text="limit")
def update_open(bench):
    return statistics.median(run["first-ms"] for run in update_numbers(bench)), 200


@bar("memory of that file, all rows found", 120, "MiB", limit_text="limit")
def update_memory(bench):
    return max(run["open-mib"] for run in update_numbers(bench)), 120


@bar("check that file, all rules / bare libcsv parse", 2.5, "ms")
def update_check(bench):
    return (statistics.median(run["check-ms"] for run in update_numbers(bench)),
            statistics.median(run["bare-ms"] for run in update_numbers(bench)))


@bar("look at one edited row of that file", 50, "ms", limit_text="limit")
def update_edit(bench):
    return statistics.median(run["edit-ms"] for run in update_numbers(bench)), 50


@bar("apply 10,000 rows at 50 ms latency / one requests PATCH a row", 100, "s", True)
def update_apply(bench):
    n_rows = 2000 if bench.quick else 10000
    server = bench.slow_server(40000, 50)
    template = bench.file("template.csv")
    Run([bench.program("src/cli/omnidesk-cli"), "update", "template", "--output", template,
         "--force", "--delimiter", "comma", "--status", "400,450,500,510,520,540,550"],
        bench.login(bench.server(40000)))
    with open(template, encoding="utf-8-sig") as file:
        ids = [line.split(",", 1)[0] for line in file][1:n_rows + 1]
    if len(ids) < n_rows:
        raise NotMeasured(f"there are {len(ids)} items only")
    path = bench.file("apply.csv")
    with open(path, "w", encoding="utf-8") as file:
        file.write("id,tracking_number\n")
        file.writelines(f"{pk},00{os.getpid()}{pk}\n" for pk in ids)
    ours = Run([bench.program("src/cli/omnidesk-cli"), "update", "apply", path, "--yes"],
               bench.login(server))
    peer = Run(["/usr/bin/python3", bench.peer("apply-peer.py"), server.url,
                bench.headers(server)["Authorization"], *ids[:200]], bench.env)
    return ours.seconds, float(peer.out) * n_rows / 200


@bar("sandbox: pages of 100 nested orders a second", 300, "/s", True, "limit")
def sandbox_pages(bench):
    server = bench.server(bench.orders)
    headers, n_threads, seconds = bench.headers(server), 2, 2 if bench.quick else 4
    counts = [0] * n_threads
    end = time.perf_counter() + seconds

    def fetch(index):
        connection = http.client.HTTPConnection("127.0.0.1", server.port)
        page = index + 1
        while time.perf_counter() < end:
            connection.request("GET", f"/api/i1/orders/?limit=100&page={page}", headers=headers)
            connection.getresponse().read()
            page = page % (bench.orders // 100 - n_threads) + n_threads
            counts[index] += 1

    threads = [threading.Thread(target=fetch, args=(i,)) for i in range(n_threads)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / seconds, 300


@bar("sandbox: filter, sort and count among 1,000,000", 50, "ms", limit_text="limit")
def sandbox_query(bench):
    bench.drop_servers(None)
    server = bench.server(bench.many)
    path = "/api/i1/orders/?status=400&status=450&sort=-amount&limit=1&page=1"
    bench.get(server, path)
    return median(lambda: bench.get(server, path)[1] * 1000, bench.times), 50


@bar("sandbox: the slowest of every filter and sort, first time", 50, "ms", limit_text="limit")
def sandbox_queries(bench):
    bench.drop_servers(None)
    text = Run(["/usr/bin/python3", bench.peer("sandbox-queries.py"),
                bench.program("src/sandbox/omnidesk-sandbox"), "--orders", str(bench.many),
                "--limit", "1000000"], bench.env).out
    return float(re.search(r"the slowest ([\d.]+) ms", text).group(1)), 50


def window_numbers(bench, program):
    """What a program with windows prints of itself: the last number for each name."""
    if not hasattr(bench, "windows"):
        bench.windows = {}
    if program not in bench.windows:
        text = Run([os.path.join(bench.source, "build-aux/with-display"),
                    bench.program("tests/ui/" + program)], bench.env).out
        bench.windows[program] = {name: float(value) for name, value in
                                  re.findall(r"^([\w-]+)[ :=]+([\d.]+)", text, re.M)}
    return bench.windows[program]


def window_bar(program, name, key, limit, unit="ms"):
    @bar(name, limit, unit, limit_text="limit")
    def measure(bench):
        numbers = window_numbers(bench, program)
        if key not in numbers:
            raise NotMeasured(f"{program} prints no “{key}”")
        return numbers[key], limit
    return measure


def scroll_bar(name, key, limit, unit="ms"):
    return window_bar("scroll-bench", name, key, limit, unit)


def order_bar(name, key, limit, unit="ms"):
    return window_bar("order-windows-bench", "20 order windows " + name, key, limit, unit)


scroll_bar("scrolling 1,000,000 orders, main thread a frame, p50", "p50", 8)
scroll_bar("scrolling 1,000,000 orders, main thread a frame, p99", "p99", 16)
scroll_bar("scrolling 1,000,000 orders, jumps", "jumps", 0, "")
scroll_bar("select all 1,000,000", "select-all", 50)

order_bar("opened, a turn of the main loop, p99", "open-p99", 16)
order_bar("opened, the worst turn", "open-worst", 50)
order_bar("read again, a turn, p99", "read-p99", 16)
order_bar("read again, the worst turn", "read-worst", 50)
order_bar("whose orders changed, a turn, p99", "changed-p99", 16)
order_bar("whose orders changed, the worst turn", "changed-worst", 50)
order_bar("closed, a turn, p99", "close-p99", 16)
order_bar("closed, the worst turn", "close-worst", 50)
window_bar("order-windows-bench", "an order of 300 lines, a turn of the main loop, p99",
           "lines-p99", 16)
window_bar("order-windows-bench", "an order of 300 lines, the worst turn", "lines-worst", 50)
window_bar("order-windows-bench", "an order of 300 lines closed, the worst turn",
           "lines-close-worst", 50)
order_bar("closed, memory / the first time", "growth", 1.05, "x")
order_bar("closed, windows left", "alive", 0, "")


def changes(bench):
    if not hasattr(bench, "changing"):
        text = Run([os.path.join(bench.source, "build-aux/with-display"),
                    bench.program("tests/ui/orders-window-bench"),
                    bench.server(bench.many).url], bench.env).out
        bench.changing = {name: float(value)
                          for name, value in re.findall(r"^(\w+) ([\d.]+)$", text, re.M)}
    return bench.changing


def change_bar(name, key, limit):
    @bar(name, limit, "ms", limit_text="limit")
    def measure(bench):
        return changes(bench)[key], limit


change_bar("another filter among 1,000,000 orders, until rows are shown", "filter", 150)
change_bar("few orders instead of 1,000,000, and back, until rows are shown", "few", 150)
change_bar("another sort of 1,000,000 orders, until rows are shown", "sort", 150)
change_bar("another place among 1,000,000 orders, until rows are shown", "jump", 150)
change_bar("main thread a turn of the loop meanwhile, p99", "p99", 16)
change_bar("main thread a turn of the loop meanwhile, the longest", "worst", 50)


@bar("memory of the orders window, 1,000,000 orders / 1,000 orders", 1.2, "MiB")
def window_memory(bench):
    def measure(server):
        return float(Run(["/usr/bin/python3", bench.peer("window-memory.py"), bench.build,
                          bench.source, server.url], bench.env).out)
    return measure(bench.server(bench.many)), measure(bench.server(1000))


def verdict(ours, peer, limit, higher_is_better, limit_text):
    """The ratio that is held against the bar, and whether it is met."""
    if limit_text:
        met = ours >= limit if higher_is_better else ours <= limit
        return (ours / limit if limit else ours), met
    if higher_is_better:
        return peer / ours, peer / ours >= limit
    return ours / peer, ours / peer <= limit


def show(number, unit):
    return f"{number:,.0f} {unit}" if number >= 100 else f"{number:,.2f} {unit}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build")
    parser.add_argument("source")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("words", nargs="*")
    options = parser.parse_intermixed_args()

    bench = Bench(options.build, options.source, options.quick)
    short = 0
    print(f"{'':64}{'ours':>12}{'against':>12}{'ratio':>9}{'bar':>9}")
    try:
        for name, limit, unit, higher, limit_text, function in BARS:
            if options.words and not any(word in name for word in options.words):
                continue
            try:
                ours, peer = function(bench)
            except NotMeasured as why:
                short += 1
                print(f"{name:64}not measured: {why}", flush=True)
                continue
            ratio, met = verdict(ours, peer, limit, higher, limit_text)
            short += not met
            sign = ">=" if higher else "<="
            bar_text = f"{sign} {limit:g}" + ("" if limit_text else "x")
            print(f"{name:64}{show(ours, unit):>12}{show(peer, unit):>12}{ratio:>8.2f}x"
                  f"{bar_text:>9}  {'pass' if met else 'SHORT'}", flush=True)
    finally:
        bench.close()
    return 1 if short else 0


sys.exit(main())
