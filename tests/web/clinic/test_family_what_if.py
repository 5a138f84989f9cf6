"""Variants beside each other on the family page, without JavaScript."""

import json
import re

import pytest
from tests.web.clinic.test_family import WITH_CHILD, client, page  # noqa: F401

from rarekin.api.family.risk import read_family
from rarekin.api.family.what_if import NEXT_CHILD, what_if

ASKED = WITH_CHILD | {"do": "compare"}
CARRIERS = {
    "people": [
        {"id": "gm", "sex": "female"},
        {"id": "gf", "sex": "male"},
        {"id": "ill", "sex": "male", "mother": "gm", "father": "gf",
         "phenotypes": {"affected": "present"}},
        {"id": "me", "label": "our Ann", "sex": "female", "mother": "gm", "father": "gf",
         "proband": True},
    ]
}  # fmt: skip


def table(html):
    part = html.partition('id="beside"')[2].partition("</section>")[0]
    heads = re.findall(r'<th scope="col">(.*?)</th>', part)
    rows = {}
    for body in re.findall(r"<tbody>(.*?)</tbody>", part, re.DOTALL):
        name = re.search(r'<th scope="rowgroup"[^>]*>(.*?)</th>', body)[1]
        first = body.split("</tr>")[1]
        rows[name] = re.findall(r'<td class="num">(.*?)</td>', first)
    return heads, rows


def test_what_if__is_offered_and_asks_nothing_by_itself(client):  # noqa: F811
    heads, rows = table(page(client.post("/family", WITH_CHILD)))
    assert (heads, rows) == ([], {})


def test_what_if__three_columns_for_a_test(client):  # noqa: F811
    html = page(client.post("/family", ASKED | {"what-person": "mother"}))
    heads, rows = table(html)
    assert len(heads) == 3
    assert all("mother" in head.lower() for head in heads)
    assert all(len(cells) == 3 for cells in rows.values())
    assert '<option value="mother" selected>' in html


def test_what_if__a_file_and_a_child_more_tell_what_the_door_tells(client):  # noqa: F811
    posted = {"model": "duchenne", "opened": json.dumps(CARRIERS), "do": "compare"}
    heads, rows = table(page(client.post("/family", posted | {"what-child": "0"})))
    assert heads == ["As it is", "One child more", "One child more, who is ill"]
    family, _ = read_family(CARRIERS)
    found = what_if(family, "duchenne", ["", "child of gm and gf", "child of gm and gf=ill"])
    p = found[1].people[NEXT_CHILD].p_carrier
    assert rows["Next child of gm and gf"][0] == "–"
    assert f"{100 * p:.0f}\xa0%" in rows["Next child of gm and gf"][1]
    assert f"{100 * found[2].people['me'].p_carrier:.0f}\xa0%" in rows["our Ann"][2]


@pytest.mark.parametrize("asked", [{"what-person": "<b>"}, {"what-child": "99"}, {}])
def test_what_if__of_nobody_is_not_answered(client, asked):  # noqa: F811
    heads, _rows = table(page(client.post("/family", ASKED | asked)))
    assert heads == []


def test_answer__of_an_ill_child_is_about_the_next_one(client):  # noqa: F811
    people = [
        {"id": "m", "sex": "female"},
        {"id": "f", "sex": "male"},
        {"id": "Ben", "sex": "male", "mother": "m", "father": "f", "proband": True,
         "phenotypes": {"affected": "present"}},
        {"id": "coming", "mother": "m", "father": "f", "unborn": True},
    ]  # fmt: skip
    posted = {"model": "duchenne", "opened": json.dumps({"people": people}), "do": "compute"}
    told = re.search(r'<p class="answer">(.*?)</p>', page(client.post("/family", posted)))[1]
    assert "Ben – Carries the change" in told
    assert "coming – Carries the change" in told
    people[2]["phenotypes"] = {}
    posted["opened"] = json.dumps({"people": people})
    told = re.search(r'<p class="answer">(.*?)</p>', page(client.post("/family", posted)))[1]
    assert "coming" not in told
