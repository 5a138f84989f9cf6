"""Published patients most like a case: against a slow and obvious twin."""

import math

import pytest
from tests.rank.toys import richest

from rarekin.api.making.release import build_release, current, use_release
from rarekin.api.ranking.alike import MOST, cases_alike
from rarekin.api.ranking.ranker import ranker
from rarekin.errors import InputError
from rarekin.knowledge import folder
from rarekin.knowledge.codec import decode
from rarekin.model.case import Case, Finding, State
from rarekin.model.identifiers import Curie

SOURCES = ("hpo", "hpoa", "identity", "phenopacket_store")


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    home = tmp_path_factory.mktemp("alike-home")
    build_release(home=home, sources=SOURCES, samples=True)
    return home


@pytest.fixture
def published(home, monkeypatch):
    """Cases of a release that was made with some."""
    monkeypatch.setenv("RAREKIN_HOME", str(home))
    with use_release(folder.releases_folder(home) / folder.pointed(home)):
        yield cases()


def cases():
    rows = current().rows("SELECT data FROM record WHERE kind = 'Case' ORDER BY key, n")
    read = [decode(Case, data) for (data,) in rows]
    return list({(c.id, c.references): c for c in read if c.present}.values())


def implied(case):
    ontology = ranker().ontology
    own = {ontology.index_of[ontology.current(t)] for t in case.present}
    return {int(a) for t in own for a in ontology.ancestors(t)}


def twin(case, published):
    """simGIC as its paper writes it, with sets and a dictionary."""
    told = [implied(one) for one in published]
    n = len(published)
    information = {
        t: -math.log((sum(t in one for one in told) + 1) / (n + 2))
        for t in {t for one in (*told, implied(case)) for t in one}
    }

    def weigh(terms):
        return sum(information[t] for t in terms)

    own = implied(case)
    return sorted((weigh(own & one) / weigh(own | one) for one in told), reverse=True)


def test_alike__is_simgic_over_all_published_cases(published):
    case = Case("c", published[0].findings[:3])
    found = cases_alike(case, most=MOST)
    assert found.n_cases == len(published)
    expected = [x for x in twin(case, published)[:MOST] if x >= 0.05]
    assert [one.likeness for one in found.cases] == pytest.approx(expected)


def test_alike__a_published_case_is_wholly_like_itself(published):
    for case in published[:5]:
        first = cases_alike(case).cases[0]
        assert first.likeness == pytest.approx(1)
        assert {s.term for s in first.shared} == set(case.present)
        assert first.only_there == ()
        assert first.references


def test_alike__a_denied_finding_changes_nothing(published):
    case = Case("c", tuple(f for f in published[0].findings if f.state is State.PRESENT))
    other = next(t for one in published for t in one.present if t not in case.present)
    denied = Case("c", (*case.findings, Finding(other, State.EXCLUDED)))
    assert cases_alike(denied).cases == cases_alike(case).cases


def test_alike__without_findings_or_without_published_cases_says_so(toy_release):
    assert cases_alike(Case("c")).cases == ()
    told = cases_alike(Case("c", tuple(Finding(Curie(t)) for t in richest(ranker())[1][:3])))
    assert (told.n_cases, told.cases) == (0, ())


@pytest.mark.parametrize("most", [0, MOST + 1])
def test_alike__refuses_a_number_out_of_range(toy_release, most):
    with pytest.raises(InputError, match="1 to"):
        cases_alike(Case("c"), most=most)
