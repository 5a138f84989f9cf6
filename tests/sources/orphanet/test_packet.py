from hypothesis import given
from hypothesis import strategies as st

from rarekin.model.issues import Issue
from rarekin.sources.orphanet.packet import TOPICS, read_packet, rows

ELEMENT = st.dictionaries(st.sampled_from(["x", "y"]), st.text(max_size=3), min_size=1)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["Parents", "Parent", "Genes", "Gene", "Prevalences", "Prevalence", "Synonyms",
                 "ExternalReferences", "ExternalReference", "TextSection", "DisorderType",
                 "ORPHAcode", "Symbol", "Source", "Reference", "value", "version", "Synonym"]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)  # fmt: skip


@given(st.lists(ELEMENT, max_size=4))
def test_rows__yields_the_same_from_every_shape(elements):
    shapes = [
        elements,
        [{"A": element} for element in elements],
        {"A": elements},
        [{"A": [element]} for element in elements],
        {"A": [{"A": element} for element in elements]},
    ]
    assert [list(rows(shape, "A")) for shape in shapes] == [elements] * len(shapes)


@given(st.dictionaries(st.text(max_size=12), JSON, max_size=6), JSON, JSON)
def test_read_packet__never_fails_on_a_strange_shape(packet, parents, genes):
    import json

    strange = {**packet, "ORPHAcode": "1", "Parents": parents, "Genes": genes, "Prevalences": genes}
    data = json.dumps({"Orphapacket": strange}).encode()
    for record in read_packet("a.json", data, frozenset(TOPICS)):
        assert record is not None


def test_read_packet__reports_a_link_that_is_no_number():
    data = (
        b'{"Orphapacket": {"ORPHAcode": "1", "Label": "X", "ExternalReferences": '
        b'[{"Source": "OMIM", "Reference": "many", "DisorderMappingRelation": "E"}]}}'
    )
    found = list(read_packet("a.json", data, frozenset({"entries"})))
    assert [type(record) for record in found if isinstance(record, Issue)] == [Issue]


def test_read_packet__reads_findings_and_reports_what_is_no_term():
    data = (
        b'{"Orphapacket": {"ORPHAcode": "1", "Label": "X", "Phenotypes": ['
        b'{"Phenotype": {"HPOId": "HP:0001382", "HPOFrequency": "Excluded (0%)"}},'
        b'{"Phenotype": {"HPOId": "HP:0001383", "HPOFrequency": "often"}},'
        b'{"Phenotype": {"HPOId": "MONDO:1"}}, {"Phenotype": {"HPOTerm": "Fever"}}]}}'
    )
    found = list(read_packet("a.json", data, frozenset({"findings"})))
    assert [(r.term, r.frequency_term) for r in found if not isinstance(r, Issue)] == [
        ("HP:0001382", "HP:0040285"),
        ("HP:0001383", None),
    ]
    assert [r.where for r in found if isinstance(r, Issue)] == ["a.json: Phenotypes"] * 2
