import pytest

from rarekin.model.disease import Section
from rarekin.web.shell import navigation, panels
from rarekin.web.shell.panels import Panel

pytestmark = pytest.mark.django_db


@pytest.fixture
def panel():
    state = {"stamp": "1"}
    made = Panel(
        "test",
        Section.PEOPLE,
        lambda disease: f"<p>About {state['stamp']} people at {disease}</p>",
        lambda disease: state["stamp"],
    )
    panels.register(made)
    yield state
    panels.unregister("test")


def test_panel__stands_in_its_section_of_every_disease_page(toy_release, client, panel):
    html = client.get("/disease/MONDO:0008153").content.decode()
    people = html.split('id="people"')[1].split("</section>")[0]
    assert "<p>About 1 people at MONDO:0008153</p>" in people
    assert "not open yet" not in people


def test_panel__a_new_stamp_makes_a_new_page(toy_release, client, panel):
    first = client.get("/disease/MONDO:0008153")
    panel["stamp"] = "2"
    second = client.get("/disease/MONDO:0008153")
    assert b"About 2 people" in second.content
    assert first.headers["ETag"] != second.headers["ETag"]


def test_unregister__of_an_unknown_name_is_no_error():
    panels.unregister("nobody")


def test_menu__leaves_out_pages_that_do_not_exist():
    navigation.register(navigation.Entry("nowhere:at-all", "Nowhere", order=1))
    assert "Nowhere" not in [str(label) for _, label in navigation.links()]
    navigation.unregister("nowhere:at-all")
