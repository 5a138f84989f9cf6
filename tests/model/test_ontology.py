import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarekin.errors import InputError, UnknownId
from rarekin.model.identifiers import Curie
from rarekin.model.ontology import Ontology, Term


def term(number: int, *parents: int, **more: object) -> Term:
    return Term(curie(number), f"term {number}", "toy", parents=tuple(map(curie, parents)), **more)


def curie(number: int) -> Curie:
    return Curie(f"HP:{number:07d}")


@st.composite
def dags(draw: st.DrawFn) -> list[Term]:
    n = draw(st.integers(1, 25))
    rows = []
    for i in range(n):
        above = draw(st.lists(st.integers(0, i - 1), max_size=3, unique=True)) if i else []
        rows.append(term(i, *above))
    return draw(st.permutations(rows))


def ancestors_by_walking(terms: list[Term], start: Curie) -> set[Curie]:
    parents = {t.id: t.parents for t in terms}
    found, todo = set(), [start]
    while todo:
        here = todo.pop()
        if here not in found:
            found.add(here)
            todo.extend(parents[here])
    return found


@given(dags())
def test_ontology__equals_walking_the_graph(terms):
    ontology = Ontology.from_terms(terms)
    for t in terms:
        expected = ancestors_by_walking(terms, t.id)
        i_term = ontology.index_of[t.id]
        assert expected == {ontology.ids[i] for i in ontology.ancestors(i_term)}
        assert {ontology.ids[i] for i in ontology.descendants(i_term)} == {
            other.id for other in terms if t.id in ancestors_by_walking(terms, other.id)
        }
        assert set(t.parents) == {ontology.ids[i] for i in ontology.parents(i_term)}


@given(dags())
def test_ontology__puts_parents_before_children(terms):
    ontology = Ontology.from_terms(terms)
    for i_term in range(len(ontology)):
        assert all(i_parent < i_term for i_parent in ontology.parents(i_term))


@given(dags())
def test_ontology__does_not_depend_on_the_order_of_the_file(terms):
    assert Ontology.from_terms(terms).ids == Ontology.from_terms(terms[::-1]).ids


def test_ontology__follows_retired_ids_to_their_successor():
    ontology = Ontology.from_terms(
        [
            term(1, alt_ids=(curie(7),)),
            term(2, 1),
            term(3, obsolete=True, replaced_by=curie(4)),
            term(4, obsolete=True, replaced_by=curie(2)),
            term(5, obsolete=True),
        ]
    )
    assert curie(2) == ontology.current(curie(3))
    assert curie(1) == ontology.current(curie(7))
    assert curie(5) not in ontology
    with pytest.raises(UnknownId, match="is not a term"):
        ontology.current(curie(5))
    with pytest.raises(UnknownId):
        ontology.current(curie(99))


def test_ontology__refuses_a_cycle():
    with pytest.raises(InputError, match="cycle"):
        Ontology.from_terms([term(1, 2), term(2, 1)])


def test_ontology__refuses_a_missing_parent():
    with pytest.raises(InputError, match="1 parent terms are missing"):
        Ontology.from_terms([term(1, 9)])
