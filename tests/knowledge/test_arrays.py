import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from rarekin.knowledge.arrays import ontology_arrays, read_ontology
from rarekin.model.ontology import Ontology, Term


@given(
    st.lists(
        st.tuples(st.text(st.characters(blacklist_characters="\n", codec="utf-8")), st.integers(0)),
        max_size=12,
    )
)
def test_read_ontology__gives_back_what_was_laid_out(rows):
    terms = []
    for i, (label, parent) in enumerate(rows):
        parents = (f"HP:{parent % i:07}",) if i else ()
        terms.append(Term(f"HP:{i:07}", label, "toy", parents=parents, alt_ids=(f"HP:9{i:06}",)))
    tree = Ontology.from_terms(terms)
    again = read_ontology(ontology_arrays(tree).__getitem__)
    assert (again.ids, again.labels, again.successors) == (tree.ids, tree.labels, tree.successors)
    for name in ("parent_indptr", "parent_indices", "ancestor_indptr", "ancestor_indices"):
        np.testing.assert_array_equal(getattr(again, name), getattr(tree, name))
