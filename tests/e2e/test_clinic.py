import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.e2e

WORDS = (
    "My daughter is 4. She has had hard lumps under the skin since she was a baby,"
    " and she is small for her age. She has no seizures. The doctor found bone in the skin."
)


def test_walk__from_own_words_to_criteria_and_back(page, shoot, check_access):
    page.goto("/find")
    check_access()
    shoot("find")
    page.get_by_label("Describe the signs in your own words").fill(WORDS)
    page.get_by_label("Sex").select_option("female")
    page.get_by_label("Age", exact=True).fill("4")
    page.get_by_role("button", name="Read my words").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Did we understand you?")
    expect(page.locator("mark.read").first).to_be_visible()
    seizure = page.get_by_role("group", name=re.compile("^Seizure"))
    expect(seizure.get_by_label("No", exact=True)).to_be_checked()
    check_access()
    shoot("find-signs")
    page.get_by_label("Add another sign").fill("HP:0011987")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("group", name=re.compile("muscle"))).to_be_visible()
    page.get_by_role("button", name="Show what fits").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("What fits these signs")
    first = page.locator(".fitting > li").first
    expect(first).to_contain_text(re.compile("osseous heteroplasia", re.IGNORECASE))
    expect(first).to_contain_text("It explains")
    expect(page.get_by_role("heading", name=re.compile("None of these"))).to_be_visible()
    assert page.url.endswith("/find")
    check_access()
    shoot("find-ranking")
    first.get_by_role("button", name=re.compile("Check the criteria")).click()

    expect(page.get_by_text("We filled in what your signs tell.")).to_be_visible()
    skin = page.get_by_role("group", name=re.compile("in the skin or just under it"))
    expect(skin.get_by_label("Yes")).to_be_checked()
    standing = page.locator("#standing")
    expect(standing).to_be_hidden()
    skin.get_by_label("No", exact=True).check()
    expect(standing).to_contain_text("Not met so far")
    skin.get_by_label("Yes").check()
    expect(standing).to_contain_text("Still open")
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.get_by_role("heading", name="The rule is still open")).to_be_visible()
    check_access()
    shoot("criteria-result")
    page.get_by_role("button", name="Back to the list of diseases").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What fits these signs")


def test_walk__signs_are_saved_to_a_file_and_opened_again(page, tmp_path):
    page.goto("/find")
    page.get_by_label("Describe the signs in your own words").fill(WORDS)
    page.get_by_role("button", name="Read my words").click()
    page.get_by_role("button", name="Show what fits").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save the signs to a file").click()
    file = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(file)
    page.goto("/find")
    page.get_by_text("Other ways to begin", exact=True).click()
    page.get_by_label("Open a file you saved here").set_input_files(file)
    page.get_by_role("button", name="Open the file").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Did we understand you?")
    expect(page.get_by_role("group", name=re.compile("^Seizure"))).to_be_visible()


def test_walk__the_example_family_and_one_more_child(page, shoot, check_access):
    page.goto("/family?model=gnas")
    check_access()
    shoot("family")
    page.get_by_role("button", name="Show me an example family").click()
    expect(page.locator(".tree svg")).to_be_visible()
    expect(page.locator(".chances").get_by_text(re.compile("textbook")).first).to_be_visible()
    expect(page.locator(".chances").get_by_text(re.compile("measured")).first).to_be_visible()
    check_access()
    shoot("family-result")
    page.get_by_label("Add a relative").select_option("child")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator("legend", has_text=re.compile("^Child"))).to_be_visible()
    page.get_by_role("button", name="Compute").click()
    expect(page.locator(".tree svg")).to_be_visible()


@pytest.mark.parametrize(
    "address", ["/criteria", "/criteria/poh", "/es/find", "/fr/family", "/find"]
)
def test_page__is_accessible_in_the_dark(page, check_access, address):
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    page.goto(address)
    check_access()


def test_keyboard_alone__describes_signs_and_sees_what_fits(page):
    page.goto("/find")
    press_until(page, "document.activeElement.id === 'words'")
    page.keyboard.type("She has hard lumps under the skin and short stature.")
    press_until(page, "document.activeElement.value === 'read'")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Did we understand you?")
    press_until(page, "document.activeElement.value === 'rank'")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("What fits these signs")
    press_until(page, "document.activeElement.href?.includes('/disease/')")


def test_keyboard_alone__answers_a_criteria_question(page):
    page.goto("/criteria/poh")
    press_until(page, "document.activeElement.name === 'item-superficial'")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    press_until(page, "document.activeElement.value === 'check'")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=re.compile("^The rule is"))).to_be_visible()
    assert page.locator("input[name=item-superficial][value=present]").is_checked()


def test_keyboard_alone__a_sign_is_chosen_while_typing(page, check_access, shoot):
    page.goto("/find")
    page.get_by_label("Describe the signs in your own words").fill("short stature")
    page.get_by_role("button", name="Read my words").click()
    box = page.get_by_role("combobox", name="Add another sign")
    expect(box).to_have_attribute("aria-expanded", "false")
    press_until(page, "document.activeElement.id === 'add'")
    with page.expect_response("**/find/suggest") as waiting:
        page.keyboard.type("osteoma")
    assert waiting.value.request.method == "POST"
    assert "osteoma" not in waiting.value.url
    expect(page.get_by_role("option").first).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    check_access()
    shoot("find-suggest")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    page.keyboard.press("ArrowDown")
    chosen = page.locator("[role=option][aria-selected=true]")
    expect(chosen).to_have_count(1)
    name = chosen.locator("strong").inner_text()
    assert box.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    page.keyboard.press("Enter")
    expect(page.get_by_role("group", name=re.compile(f"^{re.escape(name)}"))).to_be_visible()
    assert page.evaluate("document.activeElement.id") == "add"


def test_keyboard_alone__a_family_is_filled_in_and_computed(page):
    page.goto("/family?model=gnas")
    press_until(page, "document.activeElement.id === 'has-mother'")
    page.keyboard.type("Progressive")
    press_until(page, "document.activeElement.id === 'age-me'")
    page.keyboard.type("31")
    press_until(page, "document.activeElement.value === 'compute'")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="The family")).to_be_visible()
    assert page.locator("#age-me").input_value() == "31"


def test_a_family_file__is_opened_and_changed(page, tmp_path, check_access, shoot):
    file = tmp_path / "family.ped"
    file.write_text("f dad 0 0 1 1\nf mum 0 0 2 2\nf kid dad mum 1 0\nf cousin 0 0 2 0\n")
    page.goto("/family?model=gnas")
    page.get_by_label("Open a family file").set_input_files(file)
    page.get_by_role("button", name="Open the file").click()
    kid = page.get_by_role("group", name="kid", exact=True)
    expect(kid.get_by_label("Mother")).to_have_value("mum")
    check_access()
    shoot("family-file")
    kid.get_by_label("Age in years").fill("7")
    page.get_by_role("button", name="Compute").click()
    expect(kid.get_by_label("Age in years")).to_have_value("7")
    expect(page.locator(".tree svg")).to_be_visible()


CANRISK = """##CanRisk 2.0
##FamID	Name	Target	IndivID	FathID	MothID	Sex	MZtwin	Dead	Age	Yob	BC1	BC2	OC	PRO	PAN	Ashkn	BRCA1	BRCA2	PALB2	ATM	CHEK2	BARD1	RAD51D	RAD51C	BRIP1	ER:PR:HER2:CK14:CK56
F	gf	0	m1	0	0	M	0	1	81	0	0	0	0	0	0	0	0:0	0:0	0:0	0:0	0:0	0:0	0:0	0:0	0:0	0:0:0:0:0
F	gm	0	f1	0	0	F	0	1	60	0	45	0	0	0	0	0	0:0	0:0	0:0	0:0	0:0	0:0	0:0	0:0	0:0	0:0:0:0:0
F	pa	0	m2	0	0	M	0	0	66	0	0	0	0	0	0	0	0:0	0:0	0:0	0:0	0:0	0:0	0:0	0:0	0:0	0:0:0:0:0
F	ma	0	f2	m1	f1	F	0	0	64	0	45	0	0	0	0	0	T:P	0:0	0:0	0:0	0:0	0:0	0:0	0:0	0:0	0:0:0:0:0
F	me	1	c1	m2	f2	F	0	0	35	0	0	0	0	0	0	0	0:0	0:0	0:0	0:0	0:0	0:0	0:0	0:0	0:0	0:0:0:0:0
F	sis	0	c2	m2	f2	F	0	0	33	0	0	0	0	0	0	0	0:0	0:0	0:0	0:0	0:0	0:0	0:0	0:0	0:0	0:0:0:0:0
"""  # noqa: E501


def test_walk__a_canrisk_file_a_tap_on_the_tree_and_a_gedcom_file(
    page, tmp_path, check_access, shoot
):
    file = tmp_path / "canrisk.txt"
    file.write_text(CANRISK)
    page.goto("/family")
    page.get_by_label("Open a family file").set_input_files(file)
    page.get_by_role("button", name="Open the file").click()
    expect(page.locator(".tree .pedigree-symbol")).to_have_count(6)
    check_access()
    shoot("family-drawn")
    page.locator("#model").select_option("ad")
    page.get_by_role("button", name="Compute").click()
    # A daughter of a carrier: 1 in 2, before she is tested.
    expect(page.locator(".answer")).to_contain_text("me – Carries the change: about 1 in 2")
    page.locator(".tree a", has_text="sis").first.click()
    box = page.get_by_role("group", name="sis", exact=True)
    expect(box).to_be_in_viewport()
    box.get_by_role("button", name="tested negative").click()
    expect(page.locator(".tree")).to_contain_text("test −")
    check_access()
    shoot("family-tested")
    # Enter in a box computes; it does not undo.
    page.get_by_role("group", name="sis", exact=True).get_by_label("Age in years").press("Enter")
    expect(page.locator(".tree")).to_contain_text("test −")
    page.get_by_label("Take the family away as").select_option("gedcom")
    with page.expect_download() as taken:
        page.get_by_role("button", name="Save the family to a file").click()
    assert taken.value.suggested_filename == "family.ged"
    assert "1 CHIL @c2@" in taken.value.path().read_text()


def test_a_tree_of_60__is_readable_on_a_phone(page, tmp_path):
    page.set_viewport_size({"width": 390, "height": 844})
    lines = ["f g 0 0 1 1", "f h 0 0 2 1"]
    for i in range(9):
        lines += [f"f s{i} g h 1 1", f"f w{i} 0 0 2 0"]
        lines += [f"f k{i}{j} s{i} w{i} {1 + j % 2} 0" for j in range(4)]
    file = tmp_path / "sixty.ped"
    file.write_text("\n".join(lines))
    page.goto("/family")
    page.get_by_label("Open a family file").set_input_files(file)
    page.get_by_role("button", name="Open the file").click()
    size = page.evaluate("""() => {
        const text = document.querySelector('.tree .pedigree-label').getBoundingClientRect();
        const tree = document.querySelector('.tree');
        return [text.height, tree.scrollWidth > tree.clientWidth, document.body.scrollWidth];
    }""")
    assert size[0] >= 12
    assert size[1]
    assert size[2] <= 390


def test_a_tree__is_tapped_made_larger_and_taken_away_on_a_phone(page, tmp_path, check_access):
    page.set_viewport_size({"width": 390, "height": 844})
    file = tmp_path / "trio.ped"
    file.write_text("f d 0 0 1 1\nf m 0 0 2 1\nf k d m 2 2\n")
    page.goto("/family?model=ar")
    page.get_by_label("Open a family file").set_input_files(file)
    page.get_by_role("button", name="Open the file").click()
    sizes = page.evaluate("""() => {
        const svg = document.querySelector('.tree svg');
        const unit = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
        const touch = [...svg.querySelectorAll('.pedigree-touch')];
        return [12 * unit, ...touch.map((place) => place.getBoundingClientRect().width)];
    }""")
    assert sizes[0] >= 12
    assert min(sizes[1:]) >= 44
    before = page.locator(".tree svg").bounding_box()["width"]
    page.get_by_text("Large", exact=True).click()
    assert page.locator(".tree svg").bounding_box()["width"] > before
    page.locator(".tree a").first.click()
    sheet = page.get_by_role("group", name="d", exact=True)
    expect(sheet).to_be_in_viewport()
    check_access()
    sheet.get_by_role("link", name="Back to the tree").click()
    expect(page.locator(".tree")).to_be_in_viewport()
    with page.expect_download() as taken:
        page.get_by_role("button", name="PDF").click()
    assert taken.value.path().read_bytes().startswith(b"%PDF-")


def press_until(page, condition):
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate(condition):
            return
    raise AssertionError(f"no Tab leads to where {condition}")


def test_walk__from_huntington_disease_to_the_chance_of_a_healthy_child(page, shoot, check_access):
    page.goto("/disease/MONDO:0007739")
    page.get_by_role("link", name="What is our family’s chance? (Huntington disease)").click()
    page.locator("#has-mother").select_option("huntington")
    page.locator("#has-me").select_option("healthy")
    page.locator("#age-me").fill("20")
    page.get_by_role("button", name="Compute").click()
    mine = page.locator(".chances > li").first
    # 49.6 % of such children carry it (Harper and Newcombe 1992).
    expect(mine).to_contain_text(re.compile("Carries the change: about 1 in 2.*50"))
    expect(mine).to_contain_text("What would change it: a gene test, or time.")
    check_access()
    shoot("family-huntington")

    # Back from another page shows the answer again, Back from there what was typed.
    page.goto("/about")
    page.go_back()
    expect(page.locator("#result")).to_be_visible()
    expect(page.locator("#age-me")).to_have_value("20")
    page.go_back()
    expect(page.locator("#result")).to_have_count(0)
    expect(page.locator("#age-me")).to_have_value("20")
    page.go_forward()
    expect(page.locator("#result")).to_be_visible()

    # Another language keeps the answer and what was changed since.
    page.locator("#age-me").fill("37")
    page.locator("a[hreflang=es]").click()
    expect(page.locator("html")).to_have_attribute("lang", "es")
    expect(page.locator("#result")).to_be_visible()
    expect(page.locator("#age-me")).to_have_value("37")


def test_back__shows_a_ranking_and_the_list_again_and_leaving_quickly_wipes_it(page):
    page.goto("/find")
    page.get_by_label("Describe the signs in your own words").fill("seizures and short stature")
    page.get_by_role("button", name="Read my words").click()
    page.get_by_role("button", name="Show what fits").click()
    page.locator(".fitting h2 a").first.click()
    page.wait_for_url("**/disease/**")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("What fits these signs")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Did we understand you?")
    assert page.evaluate("sessionStorage.length") > 0
    page.evaluate("document.querySelector('[data-quick-exit]').href = '/about'")
    page.locator("[data-quick-exit]").click()
    page.wait_for_url("**/about")
    assert page.evaluate("sessionStorage.length") == 0


def test_back__typed_words_come_with_another_language(page):
    page.goto("/find")
    page.get_by_label("Describe the signs in your own words").fill("short stature")
    page.locator("a[hreflang=fr]").click()
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    expect(page.locator("#words")).to_have_value("short stature")
