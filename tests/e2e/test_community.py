import os
import re
import subprocess
import sys
import time

import pytest
from playwright.sync_api import expect
from tests.e2e import conftest as site_tools

pytestmark = [pytest.mark.e2e, pytest.mark.cookies]

PASSWORD = "correct horse battery staple"
WORDS = "She has hard lumps of bone under the skin and her joints are stiff."
SET_UP = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0); call_command("createcachetable", verbosity=0)
from rarekin.web.accounts.models import Host
Host.objects.create(name="Rare house", imprint="Anna Host", privacy_contact="p@example.org",
    terms="Terms.", rules="Be kind.", crisis_help="Call the house line.", invitation_only=False)
"""


@pytest.fixture(scope="module")
def place(full_release_folder, tmp_path_factory):
    """A site of its own, in which new people wait for nothing; its address and its log."""
    port = site_tools.free_port()
    folder = tmp_path_factory.mktemp("community-site")
    env = os.environ | {
        "RAREKIN_HOME": str(site_tools._home(folder / "home", full_release_folder.parent)),
        "RAREKIN_SYNC": "off",
        "RAREKIN_WAITING_DAYS": "0",
        "RAREKIN_PROPOSAL_DELAY_DAYS": "0",
        "DJANGO_SETTINGS_MODULE": "rarekin.web.settings",
    }
    for name in ("current",):
        source = full_release_folder.parents[1] / name
        if source.exists() and not (folder / "home" / name).exists():
            (folder / "home" / name).write_text(source.read_text())
    subprocess.run([sys.executable, "-c", SET_UP], env=env, check=True)
    log = folder / "serve.log"
    with log.open("wb") as output:
        command = [sys.executable, "-m", "rarekin", "serve", "--port", str(port)]
        process = subprocess.Popen(command, env=env, stdout=output, stderr=output)
        try:
            site_tools._wait(f"http://127.0.0.1:{port}/healthz", process)
            yield f"http://127.0.0.1:{port}", log
        finally:
            process.terminate()
            process.wait(20)
            sys.stdout.write(log.read_text(errors="replace")[-3000:])


class Person:
    """Somebody at their own window."""

    def __init__(self, browser, address, log, email, width):
        self.context = browser.new_context(
            viewport={"width": width, "height": 900}, base_url=address
        )
        self.page = self.context.new_page()
        self.complaints = []
        self.page.on(
            "console",
            lambda m: self.complaints.append(m.text) if m.type in {"error", "warning"} else None,
        )
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.log, self.email, self.width = log, email, width

    def shoot(self, name):
        site_tools.SHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(
            path=site_tools.SHOTS / f"community-{name}-{self.width}.png", full_page=True
        )

    def check_access(self):
        from axe_playwright_python.sync_playwright import Axe

        found = Axe().run(self.page).response["violations"]
        serious = [v for v in found if v["impact"] in {"serious", "critical"}]
        told = [(v["id"], [n["target"] for n in v["nodes"]][:4]) for v in serious]
        assert told == [], self.page.url
        assert self.page.evaluate("document.documentElement.scrollWidth") <= self.width

    def sign_up(self, name):
        page = self.page
        page.goto("/account/signup/")
        page.get_by_label("E-mail address").fill(self.email)
        page.get_by_label("I am 18 or older").check()
        page.get_by_role("button", name="Send me the mail").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Look into your mail")
        page.goto(self.mail_link())
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Make my account").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("About me")
        page.get_by_label("Name shown here").fill(name)
        page.get_by_label("Why you are here").select_option("parent")
        page.get_by_role("button", name="Save").click()

    def mail_link(self):
        deadline = time.monotonic() + 60
        shape = rf"To: {re.escape(self.email)}.*?(/account/signup/finish/\S+)"
        while time.monotonic() < deadline:
            if found := re.findall(shape, self.log.read_text(errors="replace"), re.DOTALL):
                return found[-1]
            time.sleep(0.3)
        raise AssertionError("no mail came")

    def describe(self):
        page = self.page
        page.get_by_label("Add a disease").fill("progressive osseous")
        page.locator("main").get_by_role("button", name="Search").click()
        page.get_by_role("button", name="Add progressive osseous heteroplasia").click()
        page.get_by_label("Shown to people I was introduced to").check()
        page.get_by_role("button", name="Save").click()
        page.get_by_role("link", name="Next: the signs").click()
        page.get_by_label("In your own words").fill(WORDS)
        page.get_by_role("button", name="Find the signs").click()
        page.get_by_role("button", name="Store these signs").click()
        expect(page.get_by_role("heading", name="Your signs")).to_be_visible()
        page.get_by_label("Used to find people, not shown").check()
        page.get_by_role("button", name="Save", exact=True).first.click()
        page.goto("/me/consents")
        page.get_by_role("button", name=re.compile("Yes, I agree.*Introduce me to people")).click()
        page.goto("/me")
        page.get_by_label("Visible to people I was introduced to").check()
        page.get_by_role("button", name="Save").click()
        expect(page.locator("main")).to_contain_text("can open your card")


def test_main_path__two_people_meet_write_join_and_part(place, browser):
    address, log = place
    ada = Person(browser, address, log, "ada@example.org", 1280)
    bob = Person(browser, address, log, "bob@example.org", 390)
    meet(ada, bob)
    write(ada, bob)
    talk_in_a_group(ada, bob)
    part(ada, bob)
    for person in (ada, bob):
        look_around(person)
        person.context.close()
        assert person.complaints == []


def meet(ada, bob):
    for person, name in ((ada, "Calm Otter 42"), (bob, "Kind Heron 17")):
        person.sign_up(name)
        person.describe()

    for person in (ada, bob):
        person.page.goto("/people/introductions")
        person.page.get_by_role("button", name="Look again now").click()
    for person, other in ((ada, "Kind Heron"), (bob, "Calm Otter")):
        person.page.goto("/people/introductions")
        expect(person.page.locator("main")).to_contain_text("The same disease")
        expect(person.page.locator("main")).to_contain_text("shared sign")
        expect(person.page.locator("main")).not_to_contain_text(other)
        person.check_access()
        person.shoot("introductions")
        person.page.get_by_role("button", name="Yes, introduce us").click()
    expect(bob.page.get_by_role("heading", level=1)).to_contain_text("Calm Otter 42")


def write(ada, bob):
    bob.page.get_by_label("Your words").fill("Hello! Our daughter is **four**.")
    bob.page.get_by_role("button", name="Send").click()
    expect(bob.page.locator("main")).to_contain_text("Now it is the other person")
    ada.page.goto("/me")
    ada.page.get_by_role("link", name="What is new").click()
    ada.shoot("notices")
    ada.page.get_by_role("link", name="You have a new message").click()
    ada.page.get_by_role("link", name="Kind Heron 17").click()
    expect(ada.page.locator("main")).to_contain_text("four")
    keep_unsent_words(ada)
    ada.page.get_by_label("Your words").fill("Hello! Ours is six.")
    ada.page.get_by_role("button", name="Send").click()
    expect(ada.page.get_by_label("Your words")).to_have_value("")
    bob.page.reload()
    expect(bob.page.locator("main")).to_contain_text("Ours is six")
    for person in (ada, bob):
        person.check_access()
        person.shoot("talk")
    ada.page.get_by_role("link", name="Look at the card").click()
    expect(ada.page.get_by_role("heading", level=1)).to_contain_text("Kind Heron 17")
    expect(ada.page.locator("main")).to_contain_text("progressive osseous heteroplasia")


def keep_unsent_words(person):
    """Words wait in the tab while their writer looks elsewhere, and in no other tab."""
    page = person.page
    page.get_by_label("Your words").press_sequentially("I began to say")
    address = page.url
    page.goto("/me")
    page.goto(address)
    expect(page.get_by_label("Your words")).to_have_value("I began to say")
    other = person.context.new_page()
    other.goto(address)
    expect(other.get_by_label("Your words")).to_have_value("")
    other.close()


def talk_in_a_group(ada, bob):
    for person in (ada, bob):
        person.page.goto("/people/groups")
        person.check_access()
        person.shoot("groups")
        person.page.get_by_role("link", name="School").click()
        person.page.get_by_role("button", name="Join this group").click()
    ada.page.get_by_role("link", name="Start a conversation").click()
    ada.page.get_by_label("Title").fill("Stairs at school")
    ada.page.get_by_label("Your words").fill("How do you do stairs?\n\n- lift\n- ground floor")
    ada.check_access()
    ada.page.get_by_role("button", name="Send").click()
    expect(ada.page.get_by_role("heading", level=1)).to_have_text("Stairs at school")
    bob.page.reload()
    bob.page.get_by_role("link", name="Stairs at school").click()
    bob.page.get_by_label("Your words").fill("The class moved to the ground floor.")
    bob.page.get_by_role("button", name="Send").click()
    ada.page.reload()
    expect(ada.page.locator("main")).to_contain_text("The class moved")
    for person in (ada, bob):
        person.check_access()
        person.shoot("thread")


def part(ada, bob):
    ada.page.goto("/people/messages")
    ada.page.get_by_role("link", name="Kind Heron 17").click()
    ada.page.get_by_text("Mute, block or report").click()
    ada.page.get_by_role("button", name="Block this person").click()
    for person, other in ((ada, "Kind Heron"), (bob, "Calm Otter")):
        person.page.goto("/people/messages")
        expect(person.page.locator("main")).to_contain_text("Conversations that rest")
        expect(person.page.locator("main")).not_to_contain_text(other)
        person.page.get_by_role("link", name=re.compile("Introduced on")).click()
        expect(person.page.locator("main")).to_contain_text("This conversation rests")
        expect(person.page.locator("main")).to_contain_text("The other")
        expect(person.page.locator("main")).not_to_contain_text(other)
        person.page.get_by_text("Take back, delete or report").click()
        person.check_access()
        person.shoot("resting")
        person.page.goto("/people/groups/school")
        expect(person.page.locator("main")).not_to_contain_text(other)


def look_around(person):
    for path in ("watches", "timeline", "blocks", "reports", "decisions", "notices"):
        person.page.goto(f"/people/{path}")
        person.check_access()
        person.shoot(path)
    person.page.goto("/disease/MONDO:0008153")
    expect(person.page.locator("#people")).to_contain_text("We do not tell small numbers")
    person.shoot("disease-panel")
