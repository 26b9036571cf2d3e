#!/usr/bin/env python3
# Copyright the Omnidesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills `omnidesk-cli update apply --resume` at random moments, over a server in every trouble.

Each round has a file of its own, which is applied and killed some times and applied once more when
the server is well again. Then what the server wrote down and what the journal says must agree on
every row: done exactly as often as the server did it, and nothing left open.

Usage: kill_update.py BUILD-FOLDER SOURCE-FOLDER [KILLS [SEED]]
With OMNI_TEST_LONG in the environment a thousand processes are killed.
"""
import collections
import csv
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import traceback
import urllib.request

BUILD, SOURCE = (os.path.abspath(path) for path in sys.argv[1:3])
KILLS = int(sys.argv[3]) if len(sys.argv) > 3 else 1000 if os.environ.get("OMNI_TEST_LONG") else 14
SEED = int(sys.argv[4]) if len(sys.argv) > 4 else random.SystemRandom().randrange(1 << 31)
ROWS = 130
PATIENCE = 120
CLI = os.path.join(BUILD, "src", "cli", "omnidesk-cli")
SANDBOX = os.path.join(BUILD, "src", "sandbox", "omnidesk-sandbox")
STATES = ["400", "450", "500", "510", "520", "540", "550"]

# Each with a pattern of its own, so that reading back is in trouble, too, but not all the time.
FAULTS = [
    "401:*order_items*:4", "401:PATCH *bulk*:10", "406:PATCH *bulk*:20", "429=1:*order_item*:6",
    "429=1:PATCH *bulk*:15", "500:*order_item*:8", "500:PATCH *bulk*:20",
    "slow=150:*order_item*:20", "slow=250:PATCH *bulk*:40",
    "cut-before:*order_item*:5", "cut-before:PATCH *bulk*:25",
    "cut-after:PATCH *bulk*:40", "cut-after:GET *order_item*:5", "truncate:PATCH *bulk*:30",
    "truncate:GET *order_item*:5", "expire=30", "operator=2:PATCH *bulk*:50",
    "operator=1:GET *order_item*:30",
]


class Shop:
    """A sandbox with everything in files, and a person at a terminal."""

    def __init__(self, folder):
        self.folder = folder
        self.ledger = os.path.join(folder, "ledger")
        self.process = subprocess.Popen(
            [SANDBOX, "--orders", "160", "--seed", "11", "--ledger", self.ledger,
             "--database", os.path.join(folder, "sandbox.db")],
            stdout=subprocess.PIPE, text=True)
        self.url = self.process.stdout.readline().strip()
        self.env = dict(os.environ, HOME=folder, XDG_DATA_HOME=os.path.join(folder, "data"),
                        XDG_CACHE_HOME=os.path.join(folder, "cache"), OMNIDESK_SERVER=self.url,
                        XDG_CONFIG_HOME=os.path.join(folder, "config"),
                        OMNIDESK_USERNAME="ops.elif", OMNIDESK_PASSWORD="omnidesk",
                        DBUS_SESSION_BUS_ADDRESS="disabled:", NO_PROXY="*",
                        GSETTINGS_SCHEMA_DIR=os.path.join(BUILD, "data"))
        self.env.pop("OMNIDESK_TOKEN", None)

    def set_faults(self, spec):
        request = urllib.request.Request(
            self.url + "/sandbox/faults/", json.dumps({"faults": spec}).encode(),
            {"Content-Type": "application/json"})
        urllib.request.urlopen(request, timeout=PATIENCE).close()

    def start(self, *words):
        return subprocess.Popen([CLI, *words], env=self.env, stdin=subprocess.DEVNULL,
                                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)

    def run(self, *words):
        process = self.start(*words)
        _, err = process.communicate(timeout=PATIENCE)
        return process.returncode, err

    def ledger_size(self):
        return os.path.getsize(self.ledger) if os.path.exists(self.ledger) else 0

    def read_ledger(self, offset):
        with open(self.ledger, encoding="utf-8") as lines:
            lines.seek(offset)
            return [json.loads(line) for line in lines]

    def items(self):
        path = os.path.join(self.folder, "all.csv")
        status, err = self.run("update", "template", "-o", path, "--force", "--delimiter", "comma")
        assert status == 0, err
        os.remove(path)
        status, err = self.run("update", "template", "-o", path, "--force", "--delimiter", "comma",
                               "--status", ",".join(STATES))
        assert status == 0, err
        with open(path, encoding="utf-8-sig", newline="") as rows:
            return [row["id"] for row in csv.DictReader(rows)]


def write_wishes(path, ids, dice, number):
    with open(path, "w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "status", "shipping_company", "invoice_number", "tracking_number"])
        for pk in dice.sample(ids, min(ROWS, len(ids))):
            rows.writerow([pk, dice.choice(STATES + [""]), dice.choice(["aras", "ups", ""]),
                           f"INV{number}", dice.choice(["", f"00{number}{pk}"])])
        rows.writerow(["999999999", "500", "", "", "1"])


def read_journal(folder, path):
    database = sqlite3.connect(f"file:{folder}/data/omnidesk/omnidesk.db?mode=ro", uri=True)
    rows = database.execute(
        "SELECT r.item, r.state, r.changes, r.reason, r.run FROM update_rows r "
        "JOIN update_runs u ON u.id = r.run WHERE u.file = ?", (path,)).fetchall()
    n_open = database.execute(
        "SELECT count(*) FROM update_runs WHERE file = ? AND ended IS NULL", (path,)).fetchone()[0]
    database.close()
    return rows, n_open


def compare(shop, path, offset):
    """What the server did and what the journal says are the same, row by row."""
    done = collections.Counter()
    rows, n_open = read_journal(shop.folder, path)
    wanted = collections.defaultdict(dict)
    reasons = {}
    assert n_open == 0, "a run is open"
    for item, state, changes, reason, _ in rows:
        assert state in ("done", "unchanged", "refused"), (item, state)
        if state == "done":
            done[item] += 1
            wanted[item].update({name: pair[1] for name, pair in json.loads(changes).items()
                                 if isinstance(pair, list)})
        reasons[item] = reason

    did = collections.Counter()
    touched = set()
    for line in shop.read_ledger(offset):
        item = line["object_id"]
        if line["content_type"] != "orderitem":
            continue
        if line["user"] != "ops.elif":
            touched.add(item)
            continue
        did[item] += 1
        for name, pair in line["changes"].items():
            assert str(wanted[item].get(name)) == str(pair[1]), (
                item, line, wanted[item], reasons.get(item))

    for item in set(done) | set(did):
        # Somebody else may have made all of a row's changes a moment before.
        if did[item] != done[item] and not (item in touched and did[item] == done[item] - 1):
            raise AssertionError(f"item {item}: the server did it {did[item]} times, the journal "
                                 f"says {done[item]}: {reasons.get(item)}")
    return sum(done.values())


def play_round(shop, dice, number, ids, n_kills):
    path = os.path.join(shop.folder, f"update-{number}.csv")
    write_wishes(path, ids, dice, number)
    offset = shop.ledger_size()
    words = ("update", "apply", path, "--yes", "--resume")
    killed = 0
    for _ in range(n_kills):
        shop.set_faults(",".join(dice.sample(FAULTS, dice.randint(1, 6))))
        process = shop.start(*words)
        try:
            process.wait(timeout=dice.choice([0.02, 0.1, 0.3, 0.6, 1.2]) * dice.random() * 2)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            killed += 1
        process.stderr.close()
        process.wait()

    shop.set_faults("")
    deadline = time.monotonic() + PATIENCE
    status, err = shop.run(*words)
    while status not in (0, 1) and time.monotonic() < deadline:
        status, err = shop.run(*words)
    assert status in (0, 1), f"ended with {status}: {err}"
    return killed, compare(shop, path, offset)


def main():
    dice = random.Random(SEED)
    folder = tempfile.mkdtemp(prefix="omnidesk-kill-")
    shop = Shop(folder)
    n_killed = n_rounds = n_done = 0
    print(f"# seed {SEED}", flush=True)
    try:
        ids = shop.items()
        while n_killed < KILLS:
            killed, done = play_round(shop, dice, n_rounds, ids, dice.randint(1, 8))
            n_killed += killed
            n_done += done
            n_rounds += 1
        print(f"# {n_rounds} files, {n_killed} processes killed, {n_done} rows done")
        print("ok 1 - /cli/update/killed", flush=True)
        failed = False
    except BaseException:  # pylint: disable=broad-except
        print("# " + traceback.format_exc().rstrip().replace("\n", "\n# "))
        print(f"not ok 1 - /cli/update/killed # file {n_rounds}, see {folder}", flush=True)
        failed = True
    shop.process.kill()
    shop.process.wait()
    if not failed:
        shutil.rmtree(folder)
    print("1..1")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
