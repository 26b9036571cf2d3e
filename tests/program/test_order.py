#!/usr/bin/python3
# Copyright the Omnidesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an operator does in the window of an order: unfold all, read the log, edit the customer,
see the payments, both amounts and the contracts. With OMNI_TEST_LONG with every kind of tenant.
"""
import gettext
import os
import re
import shutil
import sys

from omni_case import Build, Sandbox, run_cases, sign_in
from omni_desktop import Desktop
from omni_widgets import wait

VARIANTS = ["money-numbers", "status-names", "id-for-pk", "bare-arrays", "text-errors",
            "unknown-values", "ignored-filters", "gzip", "no-proposed", "keeps-shipping",
            "failing-refunds"]
ALL_BUT_MISSING = ",".join(VARIANTS[:6] + VARIANTS[7:8])
DARK = {"ADW_DEBUG_COLOR_SCHEME": "prefer-dark"}
PHONE = "+90 532 000 00 99"


class OneOrder:
    """One order of one tenant. The tenant's usual neighbour says what has to be seen."""

    def __init__(self, case, variant, language="en", looks=None):
        self.case, self.variant, self.desktop = case, variant, case.desktop
        self.looks = looks or {}
        self.name = "-".join([language] + (["dark"] if looks else []) +
                             ([variant.partition(",")[0]] if variant else []))
        locale = os.path.join(case.build.build, "po")
        self.say = gettext.translation("omnidesk", locale, [language],
                                       fallback=language == "en").gettext
        self.language = language
        self.writes = os.path.join(case.build.folder, self.name + ".writes")
        self.program = self.window = self.number = None

    def run(self):
        sandbox = Sandbox(self.case.build, "--orders", "30", "--seed", "7",
                          "--variant", self.variant, "--ledger", self.writes)
        # Nothing of the one before is there.
        shutil.rmtree(self.desktop.home + "/.local/share/omnidesk", ignore_errors=True)
        shutil.rmtree(self.desktop.home + "/.config/glib-2.0", ignore_errors=True)
        try:
            self.program = self.desktop.run(
                [self.case.build.program("omnidesk"), "--server", sandbox.url],
                env={"LANGUAGE": self.language, **self.looks}, name=self.name)
            sign_in(self.program, sandbox, self.say)
            self.open()
            self.unfold()
            self.read_log()
            self.edit_customer()
            self.read_money()
            self.read_contracts()
            self.desktop.key("ctrl+q")
            assert self.program.wait_for_end() == 0
            assert self.program.complaints() == [], self.program.complaints()
        finally:
            sandbox.stop()

    def picture(self, name):
        self.desktop.park_pointer()
        self.desktop.screenshot(f"{self.name}-{name}")

    def open(self):
        orders = self.program.window(re.compile("^" + self.say("Orders")))
        table = orders.find("tree table", self.say("Orders"))
        wait(lambda: len(table.rows_on_screen()) > 5, "orders in the table")
        row = table.rows_on_screen()[0]
        self.number = row.cell(table.columns.index(self.say("Number")))
        row.find("label", self.number, into_tables=True).click(count=2)
        self.window = self.program.window(self.say("Order %s") % self.number)

    def unfold(self):
        self.window.find("push button", self.say("E_xpand All").replace("_", "")).click()
        self.window.find("push button", self.say("Fo_ld All").replace("_", ""))
        expected = self.case.customer(self.number)
        for text in ("Customer information", "Shipping", "Billing", "Payment", "Delivery"):
            button = self.window.find("push button", self.say(text))
            wait(lambda: "expanded" in button.states, f"{text} to unfold")  # pylint: disable=W0640
        self.window.find("label", f"{expected['first_name']} {expected['last_name']}")
        nameless = re.compile("^Gtk(Image|Button)$")
        assert not self.window.find_all("push button", nameless, on_screen=True)
        self.picture("unfolded")

    def read_log(self):
        self.window.find(None, self.say("Order _Log").replace("_", "")).click()
        if "no-proposed" in self.variant:
            self.window.find("label", self.say("This back office does not offer this."),
                             on_screen=True)
        else:
            self.window.find("label", re.compile(r"\d · " + self.say("system")))
        self.picture("log")

    def edit_customer(self):
        self.window.find("push button", self.say("Edit")).click()
        editor = self.program.window(self.say("Edit Customer"))
        editor.find("text", self.say("Phone")).type(PHONE)
        self.picture("edit")
        editor.find("push button", self.say("_Save").replace("_", "")).click()
        self.window.find("label", PHONE)
        wait(lambda: editor not in self.program.windows(), "the editor to close")
        with open(self.writes, encoding="utf-8") as writes:
            assert PHONE in writes.read(), "the server was told nothing"

    def pane(self):
        """What scrolls everything but the log, and is wider than that."""
        return max(self.window.find_all("scroll pane", on_screen=True),
                   key=lambda pane: pane.extents[2] * pane.extents[3])

    def scroll_to(self, role, name):
        """Turns the wheel over the order until the widget is seen."""
        x, y, _ = self.pane().place()
        for _ in range(60):
            for widget in self.window.find_all(role, name):
                if widget.is_on_screen():
                    return widget
            self.desktop.wheel(x, y, 2)
        raise AssertionError(f"the {role} “{name}” is nowhere in the order")

    def read_money(self):
        order = self.case.order(self.number)
        if "ignored-filters" not in self.variant:
            self.scroll_to("push button", self.say("Payment transactions"))
            self.scroll_to("label", re.compile(" · "))
        self.scroll_to("label", self.say("Order Amount Before Return/Cancellation"))
        self.scroll_to("label", self.say("Current Order Amount"))
        amount = f"{order['amount']} {order['currency'].upper()}"
        assert len(self.window.find_all("label", amount)) >= 2, amount
        self.picture("money")

    def read_contracts(self):
        self.scroll_to("push button", self.say("Contracts"))
        self.desktop.wheel(*self.pane().place()[:2], 40)
        if "no-proposed" not in self.variant:
            contract = self.case.contracts(self.number)[0]
            self.scroll_to("label", contract["name"]).click()
            text = self.window.find("text", contract["name"])
            words = re.sub("<[^>]*>", " ", contract["content"]).split()
            wait(lambda: words[:3] == text.text.split()[:3], "the text of the contract")
            assert "<" not in text.text, text.text
            self.desktop.wheel(*self.pane().place()[:2], 40)
        self.picture("contracts")


class Order:
    def __init__(self):
        self.build = Build()
        self.usual = Sandbox(self.build, "--orders", "30", "--seed", "7")
        self.desktop = Desktop(self.build.folder, size=(1280, 720), env=self.build.env())

    def order(self, number):
        return self.usual.orders(number=number)[0]

    def customer(self, number):
        return self.order(number)["customer"]

    def contracts(self, number):
        return self.usual.request(f"/api/v1/orders/{self.order(number)['pk']}/contracts/")

    def case(self, variant, language="en", looks=None):
        return lambda: OneOrder(self, variant, language, looks).run()

    def run(self):
        cases = [
            ("a screen", self.desktop.start),
            ("the usual tenant", self.case("")),
            ("a tenant that differs in much, in Turkish, dark",
             self.case(ALL_BUT_MISSING, "tr", DARK)),
        ]
        if os.environ.get("OMNI_TEST_LONG"):
            cases += [("dark", self.case("", looks=DARK)), ("Turkish", self.case("", "tr"))]
            cases += [(variant, self.case(variant)) for variant in VARIANTS]
        try:
            return run_cases(self.desktop, cases)
        finally:
            self.usual.stop()


sys.exit(Order().run())
