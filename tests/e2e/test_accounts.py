import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.e2e, pytest.mark.cookies]

PASSWORD = "correct horse battery staple"
WORDS = "She has hard lumps of bone under the skin and her joints are stiff. No fever."


@pytest.fixture(scope="module")
def console(site, tmp_path_factory) -> Path:
    """What the site wrote: the first-run link, and the mails, which have no server to go to."""
    base = tmp_path_factory.getbasetemp()
    return next(base.glob("site*/serve.log"))


def found_in(console: Path, pattern: str) -> str:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if found := re.findall(pattern, console.read_text(errors="replace"), re.DOTALL):
            return str(found[-1])
        time.sleep(0.2)
    raise AssertionError(f"{pattern} never came")


def set_up(page, site, console):
    path = found_in(console, r"(/setup/\S+)")
    page.goto(path)
    if page.get_by_label("Your e-mail address").count() == 0:
        return
    page.get_by_label("Your e-mail address").fill("host@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    for label, text in {
        "Name of this site": "Rare house", "Imprint": "Anna Host, Street 1",
        "Privacy contact": "privacy@example.org", "Terms of use": "No medical advice.",
        "Community rules": "Be kind.",
    }.items():  # fmt: skip
        page.get_by_label(label).fill(text)
    page.get_by_label("Invitation only").uncheck()
    page.get_by_role("button", name="Open this site").click()
    expect(page).to_have_url(re.compile("/account/2fa/$"))
    page.context.clear_cookies()


@pytest.fixture
def open_site(request, site, console, browser):
    """Set the site up once, in a window of its own."""
    if getattr(request.config, "rarekin_is_set_up", False):
        return
    context = browser.new_context(base_url=site)
    set_up(context.new_page(), site, console)
    context.close()
    request.config.rarekin_is_set_up = True


def sign_up(page, console, email):
    page.goto("/account/signup/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("I am 18 or older").check()
    page.get_by_role("button", name="Send me the mail").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Look into your mail")
    page.goto(found_in(console, rf"To: {re.escape(email)}.*?(/account/signup/finish/\S+)"))
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Make my account").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("About me")


def test_main_path__sign_up_describe_download_erase(page, open_site, console, shoot, check_access):
    width = page.viewport_size["width"]
    page.goto("/account/signup/")
    check_access()
    shoot("signup")
    sign_up(page, console, f"ada{width}@example.org")
    check_access()
    shoot("profile")
    page.get_by_label("Why you are here").select_option("parent")
    page.get_by_role("button", name="Save").click()

    page.get_by_label("Add a disease").fill("progressive osseous")
    page.locator("main").get_by_role("button", name="Search").click()
    page.get_by_role("button", name="Add progressive osseous heteroplasia").click()
    expect(page.get_by_role("heading", name="progressive osseous heteroplasia")).to_be_visible()
    assert page.url.endswith("/me/diseases")
    check_access()
    shoot("diseases")
    page.get_by_role("link", name="Next: the signs").click()
    page.get_by_label("In your own words").fill(WORDS)
    page.get_by_role("button", name="Find the signs").click()
    expect(page.get_by_role("group", name=re.compile("Fever")).get_by_label("No")).to_be_checked()
    check_access()
    shoot("signs-found")
    page.get_by_role("button", name="Store these signs").click()
    expect(page.get_by_role("heading", name="Your signs")).to_be_visible()

    page.goto("/me")
    expect(page.locator("main")).to_contain_text("Nobody here can see that you exist")
    check_access()
    shoot("me")
    page.goto("/me/data")
    page.get_by_role("link", name="For programs (JSON)").click()
    page.get_by_label("Password").fill(PASSWORD)
    check_access()
    with page.expect_download() as got:
        page.get_by_role("button", name="Confirm").click()
    assert "MONDO:0008153" in Path(got.value.path()).read_text()

    page.goto("/me/erase")
    page.get_by_role("button", name="Erase me").click()
    expect(page.get_by_role("heading", name="You asked to be erased")).to_be_visible()
    check_access()
    shoot("erase")


@pytest.fixture
def own_page(site, browser):
    """A page on localhost: browsers keep no passkeys for bare IP addresses."""
    context = browser.new_context(base_url=site.replace("127.0.0.1", "localhost"))
    page = context.new_page()
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    yield page
    context.close()
    assert complaints == []


def test_passkey__is_added_and_signs_in(own_page, open_site, console):
    page = own_page
    client = page.context.new_cdp_session(page)
    client.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    client.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    sign_up(page, console, "key@example.org")
    page.goto("/account/2fa/webauthn/add/")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    page.get_by_label("Passwordless").check()
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery Codes")
    page.goto("/me")
    page.get_by_role("button", name="Sign out").click()
    page.goto("/account/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page).to_have_url(re.compile("/me$"))


def test_public_pages__need_no_account(page, open_site, check_access, shoot):
    for path in ("/about/privacy", "/about/imprint"):
        page.goto(path)
        check_access()
    shoot("imprint")
    assert page.context.cookies() == []
