import re
import time

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.e2e, pytest.mark.cookies]

WORDS = "My daughter has short stature and hard lumps of bone under the skin."


@pytest.fixture(scope="module")
def console(site, tmp_path_factory):
    return next(tmp_path_factory.getbasetemp().glob("site*/serve.log"))


def mailed_link(console, email):
    pattern = rf"To: {re.escape(email)}.*?(/suggest/confirm/\S+)"
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if found := re.findall(pattern, console.read_text(errors="replace"), re.DOTALL):
            return str(found[-1])
        time.sleep(0.2)
    raise AssertionError("the mail never came")


def test_suggest__a_sign_in_plain_words_by_mail(page, console, shoot, check_access):
    width = page.viewport_size["width"]
    email = f"parent{width}@example.org"
    page.goto("/disease/MONDO:0008153#signs")
    page.locator("#signs").get_by_role("link", name="Suggest a change").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Suggest a change")
    check_access()
    shoot("suggest")
    page.get_by_label("What should the page say?").fill(WORDS)
    page.get_by_label("I live with it").check()
    page.get_by_label("E-mail address").fill(email)
    page.get_by_role("button", name="Next").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Which signs do you mean?")
    check_access()
    shoot("suggest-signs")
    page.get_by_label("Short stature").check()
    page.get_by_role("button", name="Send").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Look into your mail")
    check_access()
    page.goto(mailed_link(console, email))
    expect(page.get_by_text("Short stature", exact=True)).to_be_visible()
    check_access()
    shoot("suggest-confirm")
    page.get_by_role("button", name="Yes, pass it on").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
    page.goto("/disease/MONDO:0008153")
    assert WORDS not in page.content()


def test_search__shows_signs_and_genes_in_groups_of_their_own(page, check_access, shoot):
    page.goto("/search?q=gnas")
    expect(page.get_by_role("link", name="GNAS", exact=True).first).to_be_visible()
    check_access()
    shoot("search-gene")
    page.goto("/search?q=short+stature")
    expect(page.get_by_role("link", name="Short stature", exact=True)).to_be_visible()
    check_access()
