"""A large family on a phone, and what stands on top of the answer."""

import io
import json
import random
import re

import pytest
from django.test import Client

from rarekin.api.family.risk import drawing_of_family, read_family
from rarekin.web.clinic.family_folds import MANY, by_descent


@pytest.fixture
def client(toy_release):
    return Client()


def opened(client, people, model, **more):
    file = io.BytesIO(json.dumps({"people": people}).encode())
    file.name = "family.json"
    reply = client.post("/family/open", {"model": model, "file": file, **more})
    assert reply.status_code == 200
    return reply.content.decode()


def large_family(n_people, seed=1):
    draw = random.Random(seed)
    people = [{"id": "p0", "sex": "male"}]
    waiting = ["p0"]
    while len(people) < n_people:
        father = waiting.pop(0)
        wife = f"p{len(people)}"
        people.append({"id": wife, "sex": "female"})
        for _ in range(draw.randint(2, 4)):
            child = f"p{len(people)}"
            people.append({"id": child, "sex": "male", "mother": wife, "father": father})
            waiting.append(child)
    return people


def test_page__a_large_family_is_folded_by_the_generations_of_the_tree(client):
    people = large_family(60)
    people[20]["consultand"] = True
    html = opened(client, people, "huntington")
    family, _ = read_family({"people": people})
    rows = drawing_of_family(family).rows
    told = re.findall(r"<summary>Generation ([IV]+): (\d+) p", html)
    expected = {}
    for id_, number in rows.items():
        if id_ != people[20]["id"]:
            expected[number] = expected.get(number, 0) + 1
    assert told == [(number, str(n)) for number, n in expected.items()]
    # Of whom is asked stands open; everybody has a box, and a name to tap.
    assert html.count('<li class="section wide">') == 1
    assert html.count('class="person"') == len(people)
    assert all(f'<a href="#row-{i}">' in html for i in range(len(people)))


def test_page__a_small_family_stands_open(client):
    html = opened(client, large_family(MANY - 4)[:MANY], "huntington")
    assert "<summary>Generation" not in html
    assert 'class="people many"' not in html


def test_by_descent__who_marries_in_stands_beside_the_other():
    people = [
        {"id": "I-1", "sex": "male"},
        {"id": "I-2", "sex": "female"},
        {"id": "II-1", "sex": "male", "father": "I-1", "mother": "I-2"},
        {"id": "II-2", "sex": "female"},
        {"id": "III-1", "sex": "male", "father": "II-1", "mother": "II-2"},
    ]
    family, _ = read_family({"people": people})
    assert by_descent(family) == {"I-1": "1", "I-2": "1", "II-1": "2", "II-2": "2", "III-1": "3"}


COUSINS = [
    {"id": "I-1", "sex": "male"},
    {"id": "I-2", "sex": "female"},
    {"id": "II-1", "sex": "male", "mother": "I-2", "father": "I-1"},
    {"id": "II-2", "sex": "female", "mother": "I-2", "father": "I-1"},
    {"id": "II-3", "sex": "male", "mother": "I-2", "father": "I-1",
     "phenotypes": {"affected": "present"}},
    {"id": "II-4", "sex": "female"},
    {"id": "II-5", "sex": "male"},
    {"id": "III-1", "sex": "male", "mother": "II-4", "father": "II-1", "consultand": True},
    {"id": "III-2", "sex": "female", "mother": "II-2", "father": "II-5"},
    {"id": "IV-1", "mother": "III-2", "father": "III-1", "unborn": True},
]  # fmt: skip


def test_answer__is_of_who_asks_and_of_the_child_to_come(client):
    html = opened(client, COUSINS, "cystic-fibrosis")
    answer = re.search(r'<p class="answer"><strong>(.*?)</strong>', html)[1]
    assert answer.index("III-1 –") < answer.index("IV-1 –")
    # What nobody said, and what it would change, stands above the tree.
    top = html[html.index('class="answer"') : html.index('class="tree"')]
    assert "which nobody said" in top
    assert "1 in 34 (2.9 %)" in top


def test_tap__says_ill_or_well(client):
    html = opened(client, COUSINS, "cystic-fibrosis")
    assert 'value="2:healthy"' in html
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', html))
    data = {"model": "cystic-fibrosis", "opened": json.dumps({"people": COUSINS})}
    assert hidden["model"] == "cystic-fibrosis"
    for answer, has in (("2:healthy", "healthy"), ("2:affected", "affected")):
        after = client.post("/family", {**data, "answer": answer}).content.decode()
        row = after[after.index('id="row-2-has"') :]
        chosen = re.search(r'<option value="([^"]*)" selected', row[: row.index("</select>")])[1]
        assert chosen == has or (has == "affected" and chosen in {"cystic-fibrosis", "affected"})


def test_messages__many_are_folded(client):
    people = [
        {"id": f"c{i}", "sex": "male", "age_years": 60, "mother": "m", "father": "f"}
        for i in range(12)
    ]
    people += [{"id": "m", "sex": "female", "age_years": 40}, {"id": "f", "sex": "male"}]
    html = opened(client, people, "ad")
    box = html[html.index('id="family-problem"') : html.index('id="result"')]
    assert "<details" in box
    assert html.count("c3") >= 1
    # Said once above, and again only where it is told what the answer rests on.
    top = html[html.index('id="result"') : html.index('class="tree"')]
    assert "years old" not in top
