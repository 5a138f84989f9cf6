import base64
import hashlib
import hmac
import re
import struct
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
    expect(page.get_by_label("It opens my account without the password")).to_be_checked()
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    page.goto("/me")
    page.get_by_role("button", name="Sign out").click()
    page.goto("/account/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page).to_have_url(re.compile("/me$"))


PERIOD_SECONDS = 30


def one_time_code(secret, at):
    """RFC 6238 with SHA-1 and six digits, from the secret as people type it off the screen."""
    counter = struct.pack(">Q", int(at) // PERIOD_SECONDS)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    place = digest[-1] & 15
    (value,) = struct.unpack_from(">I", digest, place)
    return f"{(value & 0x7FFFFFFF) % 10**6:06}"


def test_one_time_code__is_that_of_the_standard():
    secret = base64.b32encode(b"12345678901234567890").decode()
    published = {59: "287082", 1111111109: "081804", 1234567890: "005924", 20000000000: "353130"}
    assert {at: one_time_code(secret, at) for at in published} == published


def fresh_code(secret):
    """A code that is good for some seconds more, so that a slow machine types it in time."""
    left = PERIOD_SECONDS - time.time() % PERIOD_SECONDS
    if left < 8:
        time.sleep(left + 0.2)
    return one_time_code(secret, time.time())


def other_code(secret, last):
    """The first code that is not the last one: that one has served."""
    while (code := fresh_code(secret)) == last:
        time.sleep(0.5)
    return code


def confirm(page):
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()


def sign_in(page, email):
    page.goto("/account/login/")
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in", exact=True).click()


def type_code(page, code):
    page.locator("main input[name=code]").fill(code)
    page.locator("main form").first.get_by_role("button").first.click()


def test_codes__second_factor_recovery_and_sessions(own_page, open_site, console, browser, site):
    page = own_page
    email = "codes@example.org"
    sign_up(page, console, email)
    page.goto("/account/2fa/totp/activate/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Is it you?")
    confirm(page)
    secret = page.locator("#authenticator_secret").input_value()
    first = fresh_code(secret)
    type_code(page, first)
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    recovery = page.locator("#recovery_codes").input_value().split()
    assert len(set(recovery)) == 10

    # The password alone opens nothing in another browser; a code of the app does, and once only.
    context = browser.new_context(base_url=site.replace("127.0.0.1", "localhost"))
    other = context.new_page()
    sign_in(other, email)
    expect(other).to_have_url(re.compile("/account/2fa/authenticate/"))
    other.goto("/me")
    expect(other).to_have_url(re.compile("/account/2fa/authenticate/"))
    type_code(other, "000000")
    expect(other).to_have_url(re.compile("/account/2fa/authenticate/"))
    type_code(other, first)
    expect(other).to_have_url(re.compile("/account/2fa/authenticate/"))
    code = other_code(secret, first)
    type_code(other, code)
    expect(other).to_have_url(re.compile("/me$"))
    third = browser.new_context(base_url=site.replace("127.0.0.1", "localhost"))
    late = third.new_page()
    sign_in(late, email)
    type_code(late, code)
    expect(late).to_have_url(re.compile("/account/2fa/authenticate/"))

    # A recovery code stands in for the app, and each works once.
    type_code(late, recovery[0])
    expect(late).to_have_url(re.compile("/me$"))
    late.get_by_role("button", name="Sign out").click()
    sign_in(late, email)
    type_code(late, recovery[0])
    expect(late).to_have_url(re.compile("/account/2fa/authenticate/"))
    type_code(late, recovery[1])
    expect(late).to_have_url(re.compile("/me$"))

    # Three browsers are signed in; one of them ends the others.
    late.goto("/account/sessions/")
    confirm(late)
    expect(late.locator("main ul.results > li")).to_have_count(3)
    late.get_by_role("button", name="Sign out everywhere else").click()
    expect(late.locator("main ul.results > li")).to_have_count(1)
    page.goto("/me")
    expect(page).to_have_url(re.compile("/account/login/"))
    other.goto("/me")
    expect(other).to_have_url(re.compile("/account/login/"))
    for opened in (context, third):
        opened.close()


def test_keyboard__alone_signs_up_and_describes(own_page, open_site, console):
    """Tab, blank, arrows and Enter are enough; the pointer is never used."""
    page = own_page

    def go_to(name):
        for _n in range(80):
            page.keyboard.press("Tab")
            here = page.evaluate(
                "(document.activeElement.labels?.[0]?.innerText || "
                "document.activeElement.innerText || '').trim()"
            )
            if here.startswith(name):
                outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
                assert outline != "none", f"{name} shows no focus"
                return
        raise AssertionError(f"{name} was never reached")

    email = "keys@example.org"
    page.goto("/account/signup/")
    go_to("E-mail address")
    page.keyboard.type(email)
    go_to("I am 18 or older")
    page.keyboard.press("Space")
    go_to("Send me the mail")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Look into your mail")
    page.goto(found_in(console, rf"To: {re.escape(email)}.*?(/account/signup/finish/\S+)"))
    go_to("Password")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("About me")
    go_to("Why you are here")
    page.keyboard.type("I am a")
    go_to("Save")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Diseases")
    page.goto("/me/topics")
    go_to("School")
    page.keyboard.press("Space")
    go_to("Only I see it")
    page.keyboard.press("ArrowDown")
    go_to("Save")
    page.keyboard.press("Enter")
    expect(page.get_by_role("checkbox", name="School")).to_be_checked()
    expect(page.get_by_role("radio", name="Used to find people, not shown")).to_be_checked()
    page.goto("/me")
    go_to("Sign out")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/$"))


def test_every_own_page__is_accessible_at_both_widths(
    page, open_site, console, check_access, shoot
):
    sign_up(page, console, f"every{page.viewport_size['width']}@example.org")
    page.get_by_label("Why you are here", exact=True).select_option("parent")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Diseases")
    for path in ("/me/profile", "/me/topics", "/me/consents", "/me/data", "/me/erase",
                 "/me/security", "/account/2fa/", "/account/email/",
                 "/account/password/change/"):  # fmt: skip
        page.goto(path)
        check_access()
        shoot(path.strip("/").replace("/", "-"))
    page.goto("/account/sessions/")
    check_access()
    confirm(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Where I am signed in")
    check_access()


def test_host__name_logo_and_own_diseases_are_shown(page, open_site, check_access, shoot):
    page.goto("/")
    expect(page.locator("header .brand")).to_have_text("Rare house")
    foot = page.locator("footer")
    for name in ("Who runs this site", "Terms", "Rules among us", "Questions about your data"):
        expect(foot.get_by_role("link", name=name)).to_be_visible()
    check_access()
    shoot("home-of-a-host")
    assert page.context.cookies() == []


def test_public_pages__need_no_account(page, open_site, check_access, shoot):
    for path in ("/about/privacy", "/about/imprint"):
        page.goto(path)
        check_access()
    shoot("imprint")
    assert page.context.cookies() == []
