import pytest

from rarekin.api.diseases import care
from rarekin.api.diseases.care import RELATIONS, procedures, treatments
from rarekin.api.diseases.lookup import disease
from rarekin.api.diseases.natural_history import natural_history
from rarekin.api.making.release import build_release, use_release
from rarekin.errors import UnknownId
from rarekin.knowledge import folder
from rarekin.model.case import Case
from rarekin.model.disease import Section
from rarekin.model.identifiers import Curie

POH = "MONDO:0008153"
TERMS = tuple(Curie(f"HP:000000{n}") for n in (2, 3, 4))
SOURCES = ("hpo", "hpoa", "identity", "maxo", "phenopacket_store", "clinicaltrials")


@pytest.fixture(scope="module")
def _built(tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    build_release(home=home, sources=SOURCES, samples=True)
    return home


@pytest.fixture
def release(_built):
    with use_release(folder.releases_folder(_built) / folder.pointed(_built)) as opened:
        yield opened


@pytest.mark.usefixtures("release")
def test_treatments__what_could_harm_comes_first_and_nothing_is_lost():
    found = treatments("POH")
    assert [t.relation for t in found] == [
        "contraindicated", "treats", "no_observed_benefit", "no_observed_response",
    ]  # fmt: skip
    assert [RELATIONS.index(t.relation) for t in found] == sorted(
        RELATIONS.index(t.relation) for t in found
    )
    assert found[0].remarks == ("made worse by cutting",)
    assert found[0].citations[0].pmid == "22222222"


@pytest.mark.usefixtures("release")
def test_treatments__name_the_finding_or_nothing_where_it_is_the_disease():
    by_relation = {t.relation: t.findings for t in treatments(POH)}
    assert by_relation["no_observed_benefit"] == ()
    assert by_relation["contraindicated"] == (("HP:0011986", "Ectopic ossification"),)


@pytest.mark.usefixtures("release")
def test_procedures__say_how_to_find_out_and_about_which_term():
    found = procedures("HP:0011986")
    assert [(p.label, p.before_birth) for p in found] == [
        ("radiography", False), ("fetal ultrasonography", True),
    ]  # fmt: skip
    assert {p.about for p in found} == {"HP:0011986"}


def test_procedures__a_narrower_term_takes_those_of_the_nearest_broader_one(release):
    ontology = release.ontology
    below = [
        ontology.ids[i]
        for i in ontology.descendants(ontology.index_of["HP:0011986"])
        if ontology.ids[i] != "HP:0011986"
    ]
    for term in below:
        assert {p.about for p in procedures(term)} == {"HP:0011986"}


@pytest.mark.usefixtures("release")
def test_procedures__of_nothing_known_are_none():
    assert procedures("HP:0000001") == ()
    with pytest.raises(UnknownId):
        procedures("HP:9999999")


@pytest.mark.usefixtures("release")
def test_natural_history__counts_the_sample_by_stage():
    history = natural_history("OMIM:166350")
    assert history.onset is not None
    assert (history.onset.n_cases, history.onset.n_dated) == (7, 6)
    assert history.onset.n_publications == 2
    assert {s.stage: s.count for s in history.onset.stages} == {
        "antenatal": 1, "congenital": 1, "infantile": 3, "childhood": 1,
    }  # fmt: skip
    (bone,) = history.findings
    assert (bone.term, bone.label) == ("HP:0011986", "Ectopic ossification")
    assert (bone.n_cases, bone.n_dated, bone.n_other) == (6, 6, 1)


@pytest.mark.usefixtures("release")
def test_natural_history__is_drawn_and_said_in_words():
    onset = natural_history(POH).onset
    assert onset is not None
    drawing = onset.drawing(title="Age at onset", name="onset")
    assert drawing.text.startswith("Age at onset: before birth 17 %; at birth 17 %")
    assert drawing.svg.startswith("<svg")


def test_release__keeps_cases_and_counts_each_paper_once(release):
    assert len(release.records(Case, POH)) == 7
    obesity = next(f for f in disease(POH).findings if f.term == "HP:0001513")
    rows = [r for r in obesity.rows if r.source == "phenopacket_store"]
    assert sum(r.numerator for r in rows) == 1
    assert sum(r.denominator for r in rows) == 4


@pytest.mark.usefixtures("release")
def test_disease__has_the_recruiting_studies_with_their_day():
    trials = disease(POH).facts[Section.TRIALS]
    assert [t.value["study"] for t in trials] == ["NCT90000001", "NCT90000002"]
    assert {str(t.as_of) for t in trials} == {"2026-11-22"}


def test_procedures_for__group_findings_by_the_test_that_shows_them(monkeypatch):
    def known(about, label, *, before_birth=False):
        return care.Procedure(
            Curie("MAXO:0000001"), label, before_birth, about=about, about_label="x", source="maxo"
        )

    first, second, third = TERMS[:3]
    look = "psychiatrist evaluation"
    found = {
        first: (known(first, "echocardiography"), known(first, look)),
        second: (
            known(second, look),
            known(first, "echocardiography"),
            known(second, "fetal ultrasonography", before_birth=True),
        ),
        third: (known(third, "echocardiography"), known(third, "clinical assessment")),
    }
    monkeypatch.setattr(care, "current", lambda: None)
    monkeypatch.setattr(care, "_nearest_procedures", lambda _release, term: found[term])
    assert care.procedures_for(TERMS) == (("echocardiography", (first, third)),)
