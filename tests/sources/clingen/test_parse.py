from pathlib import Path

import pytest

import rarekin.sources.clingen as package
from rarekin.errors import SourceError
from rarekin.model.disease import Annotation, GeneLink
from rarekin.model.genes import GeneRole, role_of
from rarekin.model.issues import Issue
from rarekin.sources.clingen.parse import parse

FILE = "clingen-gene-validity.csv"
SAMPLE = (Path(package.__path__[0]) / "sample" / FILE).read_bytes()


def _of(kind, records):
    return [record for record in records if isinstance(record, kind)]


def test_parse__a_panels_class_settles_what_the_gene_does():
    links = _of(GeneLink, parse({FILE: SAMPLE}))
    assert [(link.symbol, link.hgnc, role_of(link.relation)) for link in links] == [
        ("GNAS", "HGNC:4392", GeneRole.CAUSE),
        ("TOY1", "HGNC:1", GeneRole.DISPUTED),
        ("TOY2", "HGNC:2", GeneRole.CANDIDATE),
    ]


def test_parse__gives_the_mode_only_where_the_link_is_proven():
    modes = [(row.disease, row.term, row.aspect) for row in _of(Annotation, parse({FILE: SAMPLE}))]
    assert modes == [("MONDO:0008153", "HP:0000006", "I")]


def test_parse__a_row_without_a_disease_is_told_and_left_out():
    (issue,) = _of(Issue, parse({FILE: SAMPLE}))
    assert issue.where == f"{FILE}, line 10"


@pytest.mark.parametrize("data", [b"", b'"GENE SYMBOL","MOI"\n"A","AD"\n', b"\x00"])
def test_parse__refuses_a_table_without_its_columns(data):
    with pytest.raises(SourceError):
        list(parse({FILE: data}))
