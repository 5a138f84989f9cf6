"""What a family can be asked over HTTP is what the door answers, number by number."""

import json

import pytest
from tests.web.http_api.test_http_api import post, refusal

from rarekin.api.family import family_answers
from rarekin.api.family.risk import family_risk, models, read_curve, read_family

CARRIERS = {
    "people": [
        {"id": "gm", "sex": "female", "tests": ["positive"]},
        {"id": "gf", "sex": "male", "tests": ["negative"]},
        {"id": "ill", "sex": "male", "mother": "gm", "father": "gf", "tests": ["positive"],
         "phenotypes": {"affected": "present"}},
        {"id": "me", "sex": "female", "mother": "gm", "father": "gf", "age_years": 30,
         "phenotypes": {"affected": {"state": "excluded"}}, "consultand": True},
        {"id": "partner", "sex": "male"},
        {"id": "next", "mother": "me", "father": "partner", "unborn": True},
    ]
}  # fmt: skip
OWN = "20 5%\n40 40%\n70 80%"


def ask(client, path, **body):
    response = post(client, f"/api/v1/{path}", {"family": CARRIERS} | body)
    assert response.status_code == 200, response.content
    return response.json()


def door():
    return read_family(CARRIERS)[0]


@pytest.mark.parametrize("one", models(), ids=lambda m: m.slug)
def test_risk__tells_all_that_the_door_knows(client, one):
    carrier = "gf" if one.locus == "y" else "gm"
    people = [
        {k: v for k, v in p.items() if k != "tests" or p["id"] == carrier}
        | ({"tests": ["positive"]} if p["id"] == carrier else {})
        for p in CARRIERS["people"]
        if p["id"] != "ill"
    ]
    reply = ask(client, f"risk/{one.slug}", ages=[35, 60], family={"people": people})
    risk = family_risk(read_family({"people": people})[0], one.slug)
    assert [g["p"] for g in reply["genes"]] == pytest.approx([g.p for g in risk.genes])
    for row, person in zip(reply["people"], risk.people, strict=True):
        for name in ("p_carrier", "p_child_inherits"):
            for kind in ("between", "within"):
                told, own = row[f"{name}_{kind}"], getattr(person, f"{name}_{kind}")
                assert (told is None) == (own is None)
                if own is not None:
                    assert (told["low"], told["high"]) == (own.low, own.high)
        for group in ("phenotypes", "child_phenotypes", "daughters", "sons"):
            for told, own in zip(row[group], getattr(person, group), strict=True):
                assert told["p_lifetime"] == own.p_lifetime
                assert (told["within"] is None) == (own.within is None)
                assert [a["p"] for a in told["ahead"]] == [a.p for a in own.ahead]
        assert [x["p_carrier"] for x in row["later"]] == [x.p_carrier for x in person.later]
        assert len(row["by_age"]) == 2 * len(one.phenotypes)
        for told in row["by_age"]:
            own = risk.age_chance(person.person, told["phenotype"], told["age_years"])
            assert told["p"] == own.p


def test_risk__takes_a_curve_of_ones_own(client):
    reply = ask(client, "risk/ad", curves={"": OWN}, ages=[50])
    own = family_risk(door(), "ad", curves={"": read_curve(OWN)})
    me = next(p for p in reply["people"] if p["person"] == "me")
    assert me["p_carrier"] == own.person("me").p_carrier
    assert me["by_age"][0]["p"] == own.chance_by("me", "disease", 50.0)


@pytest.mark.parametrize("model", ["duchenne", "brca1", "lynch", "polycystic-kidney"])
def test_tests__are_those_of_the_door(client, model):
    reply = ask(client, f"risk/{model}/tests")
    worth = family_answers.worth_of_tests(door(), model, "me")
    assert reply["person"] == "me"
    assert [(t["person"], t["bits"]) for t in reply["tests"]] == [(w.person, w.bits) for w in worth]
    for told in reply["tests"]:
        assert sum(o["p"] for o in told["outcomes"]) == pytest.approx(1.0)


@pytest.mark.parametrize("model", ["duchenne", "brca1", "lynch", "polycystic-kidney"])
def test_by_hand__is_that_of_the_door(client, model):
    reply = ask(client, f"risk/{model}/by-hand", person="next")
    table = family_answers.by_hand(door(), model, "next")
    assert reply["posterior"]["values"] == list(table.posterior.values)
    assert (reply["columns"], reply["genes"]) == (list(table.columns), list(table.genes))


def test_by_hand__says_what_is_missing(client):
    reply = ask(client, "risk/ad/by-hand")
    assert {"onset-missing", "penetrance-missing"} <= {i["code"] for i in reply["issues"]}


def test_letter__names_nobody(client):
    reply = ask(client, "risk/duchenne/letter", person="me")
    risk = family_risk(door(), "duchenne")
    assert reply["paragraphs"] == list(family_answers.letter(risk, "me"))
    text = " ".join(reply["paragraphs"]).replace("gene test", "")
    assert not any(
        f" {p['id']} " in text for p in CARRIERS["people"] if p["id"] not in {"me", "ill"}
    )


def test_bayes_factor__is_that_of_the_door(client):
    reply = ask(client, "risk/duchenne/bayes-factor", person="ill")
    assert reply["bayes_factor"] == family_answers.bayes_factor(door(), "duchenne", "ill")


def test_bayes_factor__asks_for_two_who_were_tested(client):
    people = {"people": [{"id": "a", "sex": "male", "tests": ["positive"], "proband": True}]}
    response = post(client, "/api/v1/risk/ad/bayes-factor", {"family": people})
    assert "relative" in refusal(response, 400)["message"]


def test_kinship__of_first_cousins_and_their_child(client):
    ped = "\n".join(
        ["1 g1 0 0 1 0", "1 g2 0 0 2 0", "1 a g1 g2 1 0", "1 b g1 g2 2 0", "1 x 0 0 2 0",
         "1 y 0 0 1 0", "1 c a x 1 0", "1 d y b 2 0", "1 child c d 1 0"]
    )  # fmt: skip
    reply = post(client, "/api/v1/families/kinship", {"family": ped}).json()
    found = {frozenset((row["one"], row["other"])): row["kinship"] for row in reply["kinship"]}
    assert found[frozenset("cd")] == pytest.approx(1 / 16)
    assert found[frozenset("ab")] == pytest.approx(1 / 4)
    assert frozenset("xy") not in found
    assert reply["inbreeding"] == {"child": pytest.approx(1 / 16)}


def test_kinship__of_too_many_is_refused_before_it_is_worked_out(client):
    crowd = {"people": [{"id": f"p{i}"} for i in range(301)]}
    response = post(client, "/api/v1/families/kinship", {"family": crowd})
    assert refusal(response, 413)["where"] == "family"


@pytest.mark.parametrize("answer", ["tests", "by-hand", "letter", "bayes-factor"])
def test_answers__name_the_place_that_is_wrong(client, answer):
    nobody = {"people": [{"id": "a"}]}
    wrong = [
        ({"family": nobody}, "person"),
        ({"family": CARRIERS, "person": "zoe"}, ""),
        ({"family": CARRIERS, "parameters": {"colour": 1.0}}, ""),
        ({"family": CARRIERS, "curves": {"": "x"}}, ""),
        ({"family": CARRIERS, "ages": [3]}, "ages"),
        ({"family": {"people": [{"id": "a", "sex": "mail"}]}}, "people[0].sex"),
    ]
    for body, where in wrong:
        error = refusal(post(client, f"/api/v1/risk/ad/{answer}", body), 400)
        assert where in (error["where"], "")
    refusal(post(client, f"/api/v1/risk/unheard-of/{answer}", {"family": CARRIERS}), 404)


@pytest.mark.parametrize("ages", [[-1], [131], ["x"], list(range(21)), [None]])
def test_ages__outside_a_life_are_refused(client, ages):
    body = json.dumps({"family": CARRIERS, "ages": ages})
    refusal(post(client, "/api/v1/risk/ad", body), 400)


def test_what_if__variants_stand_beside_each_other(client):
    reply = ask(
        client, "risk/duchenne/what-if",
        variants=["", "me=positive", "me=negative", "child of gm and gf=ill", "ill=negative"],
    )  # fmt: skip
    chances = [
        {p["person"]: p["p_carrier"] for p in one["people"]}.get("me") for one in reply["variants"]
    ]
    # 28 of 129 women who carry it have signs of it by 60, half of them by her 30 years: not she.
    shown = 28 / 129 * 30 / 60
    well = (1 - shown) / (2 - shown)
    new = 4e-4  # new changes are as frequent as boys are born with it
    assert chances[:4] == pytest.approx([well, 1.0, 0.0, well], abs=new)
    assert reply["variants"][4]["problem"]
    wrong = {"family": CARRIERS, "variants": ["nobody=ill"]}
    assert "nobody" in str(refusal(post(client, "/api/v1/risk/duchenne/what-if", wrong), 400))
