import pytest

pytestmark = pytest.mark.e2e

ADDRESSES = {
    "home": "/",
    "search": "/search?q=heteroplasia",
    "signs": "/search?q=short,+round+face,+bone+in+muscle",
    "disease": "/disease/MONDO:0008153",
    "disease-composed": "/disease/MONDO:0007947",
    "finding": "/finding/HP:0001166",
    "gene": "/gene/GNAS",
    "sources": "/sources",
    "about": "/about",
    "privacy": "/about/privacy",
}


def test_walk__from_the_start_page_to_a_disease(page, shoot):
    page.goto("/")
    page.get_by_role("searchbox", name="Name of a disease").press_sequentially("POH")
    hit = page.locator("#suggestions").get_by_role("link", name="osseous heteroplasia")
    hit.wait_for()
    shoot("typeahead")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="osseous heteroplasia").first.click()
    page.wait_for_url("**/disease/MONDO:0008153")
    assert page.get_by_role("heading", level=1).inner_text() == "Progressive osseous heteroplasia"
    assert page.get_by_role("heading", name="Before anything else").is_visible()


@pytest.mark.parametrize("name", list(ADDRESSES))
def test_page__is_accessible_and_fits_the_screen(page, shoot, check_access, name):
    page.goto(ADDRESSES[name])
    check_access()
    shoot(name)


@pytest.mark.parametrize("name", ["home", "disease", "signs"])
def test_page__is_accessible_in_the_dark(page, shoot, check_access, name):
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    page.goto(ADDRESSES[name])
    check_access()
    shoot(f"{name}-dark")


def test_keyboard_alone__reaches_a_disease_and_its_sections(page):
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    for _ in range(40):
        if page.evaluate("document.activeElement.id") == "q":
            break
        page.keyboard.press("Tab")
    page.keyboard.type("progressive osseous heteroplasia")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=*")
    for _ in range(40):
        if "/disease/" in page.evaluate("document.activeElement.href || ''"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/disease/*")
    for _ in range(60):
        if page.evaluate("document.activeElement.hash || ''") == "#signs":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.url.endswith("#signs")


def test_every_control__is_large_enough_for_a_thumb(page):
    page.goto("/disease/MONDO:0008153")
    small = page.evaluate(
        """[...document.querySelectorAll('.btn, summary, .toc a, .menu a, input, a.chip')]
        .filter(e => e.offsetParent && !e.closest('[hidden]'))
        .filter(e => e.getBoundingClientRect().height < 43.5)
        .map(e => e.outerHTML.slice(0, 80))"""
    )
    assert small == []


def test_quick_exit__leads_away_and_tells_nobody_from_where(page):
    page.goto("/disease/MONDO:0008153")
    link = page.locator("[data-quick-exit]")
    assert "noreferrer" in link.get_attribute("rel")
    assert link.get_attribute("href").startswith("https://")


def test_without_javascript__everything_is_there(browser, site):
    context = browser.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.get_by_role("searchbox").fill("POH")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="osseous heteroplasia").first.click()
    assert page.locator("#signs .findings li").count() > 5
    page.locator("details.more summary").first.click()
    assert page.locator("details[open]").count() == 1
    context.close()


def test_weight__of_a_disease_page_in_all_is_within_the_budget(page):
    received: list[int] = []

    def weigh(request):
        sizes = request.sizes()
        received.append(sizes["responseBodySize"] + sizes["responseHeadersSize"])

    page.on("requestfinished", weigh)
    page.goto("/disease/MONDO:0008153", wait_until="networkidle")
    assert len(received) >= 3
    assert sum(received) < 120_000


def test_print__shows_what_is_folded_away(page):
    page.goto("/disease/MONDO:0007947")
    assert page.locator("details:not([open])").count() > 0
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details:not([open])").count() == 0
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator("details[open]").count() == 0


@pytest.mark.parametrize(
    ("locale", "address", "offered"),
    [
        ("es-MX", "/search?q=POH", "Esta página en español"),
        ("fr-CA", "/es/about", "Cette page en français"),
        ("en-GB", "/fr/about", "This page in English"),
        ("de-DE", "/about", ""),
        ("en-US", "/about", ""),
    ],
)
def test_language__is_offered_on_top_until_one_chose(site, browser, locale, address, offered):
    context = browser.new_context(viewport={"width": 390, "height": 844}, base_url=site,
                                  locale=locale)  # fmt: skip
    page = context.new_page()
    page.goto(address)
    line = page.locator(".offer")
    assert line.count() == (1 if offered else 0)
    if offered:
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        line.get_by_role("link", name=offered).click()
        page.wait_for_url(f"**{address.removeprefix('/es').removeprefix('/fr')}")
        assert page.locator(".offer").count() == 0
        page.goto(address)
        assert page.locator(".offer").count() == 0, "they chose"
        again = context.new_page()
        again.goto(address)
        again.locator(".offer button").focus()
        again.keyboard.press("Enter")
        again.reload()
        assert again.locator(".offer").count() == 0, "they said no"
    assert context.cookies() == []
    context.close()
