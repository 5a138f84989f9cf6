from pathlib import Path

import pytest

import rarekin.sources.gencc as package
from rarekin.errors import SourceError
from rarekin.model.disease import Annotation, GeneLink
from rarekin.model.genes import GeneRole, role_of
from rarekin.model.issues import Issue
from rarekin.sources.gencc.parse import parse

FILE = "gencc-submissions.tsv"
SAMPLE = (Path(package.__path__[0]) / "sample" / FILE).read_bytes()


def _of(kind, records):
    return [record for record in records if isinstance(record, kind)]


def test_parse__members_that_say_the_same_stand_together_without_clingen_and_mere_lists():
    links = _of(GeneLink, parse({FILE: SAMPLE}))
    assert [(link.symbol, link.relation) for link in links] == [
        ("TOY1", "gene-disease validity: Refuted Evidence (Toy lab A)"),
        ("GNAS", "gene-disease validity: Definitive (Toy lab A, Toy lab B)"),
    ]
    assert [role_of(link.relation) for link in links] == [GeneRole.DISPUTED, GeneRole.CAUSE]


def test_parse__gives_each_proven_mode_once():
    rows = [(row.disease, row.term) for row in _of(Annotation, parse({FILE: SAMPLE}))]
    assert rows == [("MONDO:0008153", "HP:0000006")]


def test_parse__counts_what_it_cannot_place():
    (issue,) = _of(Issue, parse({FILE: SAMPLE}))
    assert issue.message.startswith("1 submissions are left out")


def test_parse__refuses_a_table_without_its_columns():
    with pytest.raises(SourceError, match="lacks the column"):
        list(parse({FILE: b"gene_symbol\tmoi_curie\nA\tB\n"}))
