"""From the top of a disease page to the first message, taps and words counted as a person would."""

import re
import sys

import pytest
from playwright.sync_api import expect
from tests.e2e.test_community import PASSWORD, Person, place  # noqa: F401 - a fixture

pytestmark = [pytest.mark.e2e, pytest.mark.cookies]

POH = "/disease/MONDO:0008153"
WORDS = "She has hard lumps of bone under the skin, stiff joints and a small head."
MOST_TAPS, MOST_WORDS = 8, 400


class Newcomer(Person):
    """Counts every tap, also the one that opens the mail's link and each on a field."""

    def __init__(self, *args):
        super().__init__(*args)
        self.n_taps, self.n_words = 0, 0

    def tap(self, locator):
        locator.click()
        self.n_taps += 1

    def type(self, label, text):
        field = self.page.get_by_label(label)
        if not field.evaluate("element => element === document.activeElement"):
            self.tap(field)
        self.page.keyboard.type(text)

    def read(self, name):
        self.n_words += len(self.page.locator("main").inner_text().split())
        self.check_access()
        self.shoot(name)

    def arrive(self, role):
        """From the form that asks for an address to My space."""
        page = self.page
        self.read("meet-1-address")
        self.type("E-mail address", self.email)
        self.tap(page.get_by_role("button", name="I am 18 or older"))
        expect(page.get_by_role("heading", level=1)).to_have_text("Look into your mail")
        self.read("meet-2-mail")
        page.goto(self.mail_link())
        self.n_taps += 1
        self.read("meet-3-page")
        self.type("Password", PASSWORD)
        self.tap(page.get_by_label(role))
        self.tap(page.get_by_label("Introduce me to people"))
        self.tap(page.get_by_role("button", name="Done"))
        expect(page.get_by_role("heading", level=1)).to_contain_text("Hello,")
        expect(page.locator("main")).to_contain_text("can be proposed")
        self.read("meet-4-done")
        sys.stdout.write(f"taps {self.n_taps}, words {self.n_words}\n")
        assert self.n_taps <= MOST_TAPS
        assert self.n_words <= MOST_WORDS

    def from_the_disease_page(self, role):
        self.page.goto(POH)
        self.shoot("meet-0-door")
        self.tap(self.page.get_by_role("button", name="Meet somebody with this disease").first)
        self.arrive(role)

    def without_a_diagnosis(self, role):
        self.page.goto("/")
        self.tap(self.page.get_by_role("link", name=re.compile("Somebody who knows")))
        self.type("What do you notice?", WORDS)
        self.arrive(role)


def test_main_path__in_eight_taps_to_the_first_message(place, browser):  # noqa: F811
    address, log = place
    ada = Newcomer(browser, address, log, "ada@example.org", 390)
    eve = Newcomer(browser, address, log, "eve@example.org", 390)
    ada.from_the_disease_page("I am a parent or guardian")
    eve.without_a_diagnosis("I am looking for a diagnosis")
    dan = Newcomer(browser, address, log, "dan@example.org", 1280)
    dan.without_a_diagnosis("I am a parent or guardian")
    bob = Newcomer(browser, address, log, "bob@example.org", 1280)
    bob.from_the_disease_page("I have the disease")
    for person in (ada, eve, dan, bob):
        person.page.goto("/people/introductions")
        person.page.get_by_role("button", name="Look again now").click()
    meet(bob, ada, "The same disease")
    meet(dan, eve, "shared sign")
    for person in (ada, bob, dan, eve):
        assert "MONDO" not in person.page.url
        person.context.close()
        assert person.complaints == []


def meet(one, other, reason):
    for person in (one, other):
        person.page.goto("/people/introductions")
        card = person.page.locator("section", has_text=re.compile(reason)).filter(
            has=person.page.get_by_role("button", name="Yes, introduce us")
        )
        card.first.get_by_role("button", name="Yes, introduce us").click()
    expect(other.page).to_have_url(re.compile("/people/messages/"))
    other.page.get_by_label("Your words").fill("Hello! We are new here.")
    other.page.get_by_role("button", name="Send").click()
    one.page.goto("/me")
    expect(one.page.locator("main")).to_contain_text("1 waits")
    one.page.get_by_role("link", name="Messages").first.click()
    one.page.locator("main .results a, main li a").first.click()
    expect(one.page.locator("main")).to_contain_text("We are new here.")
    one.shoot("meet-5-first-message")
