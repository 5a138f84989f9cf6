import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.e2e

POH = "/disease/MONDO:0008153"
FOP = "/disease/MONDO:0007606"
KEPT = "async () => (await (await caches.open('rarekin-saved')).keys()).map(r => r.url)"


def test_saved__only_what_was_saved_opens_offline_and_can_be_deleted(
    page, site, shoot, check_access
):
    page.goto(FOP)
    assert page.evaluate("caches.keys()") == []
    assert page.evaluate("navigator.serviceWorker.getRegistrations()") == []
    page.goto(POH)
    save = page.get_by_role("button", name="Save for offline reading")
    save.focus()
    page.keyboard.press("Enter")
    expect(save).to_have_attribute("aria-pressed", "true")
    check_access()
    shoot("disease-saved")
    page.goto(FOP)
    kept = page.evaluate(KEPT)
    assert {url.removeprefix(site) for url in kept if "/static/" not in url} == {POH, "/saved"}
    page.goto("/saved")
    expect(page.get_by_role("link", name="osseous heteroplasia")).to_be_visible()
    check_access()
    shoot("saved")
    page.context.set_offline(True)
    page.goto(POH)
    expect(page.get_by_role("heading", level=1)).to_contain_text("osseous heteroplasia")
    page.goto(FOP)
    expect(page.get_by_role("heading", level=1)).to_have_text("Saved pages")
    page.get_by_role("button", name=re.compile("^Delete ?:")).click()
    expect(page.get_by_text("Nothing is saved.")).to_be_visible()
    assert page.evaluate("caches.keys()") == []
    page.context.set_offline(False)


def test_saved__leaving_quickly_deletes_it(page):
    page.goto(POH)
    save = page.get_by_role("button", name="Save for offline reading")
    save.click()
    expect(save).to_have_attribute("aria-pressed", "true")
    page.evaluate("document.querySelector('[data-quick-exit]').href = '/saved'")
    page.get_by_role("link", name="Leave quickly").click()
    expect(page.get_by_text("Nothing is saved.")).to_be_visible()
    assert page.evaluate("caches.keys()") == []
