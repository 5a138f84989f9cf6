import gzip
from collections import defaultdict
from importlib.resources import files

import pytest

from rarekin.errors import SourceError
from rarekin.model.genes import GeneRole, role_of
from rarekin.sources.gene_roles.parse import parse
from rarekin.sources.gene_roles.recipe import make_table

HEAD = b"#version: 2025-12-09\nentry\trelation\tsymbols\n"


@pytest.fixture(scope="module")
def packaged():
    packed = files("rarekin.sources.gene_roles").joinpath("gene_roles.tsv.gz").read_bytes()
    return list(parse({"gene_roles.tsv": gzip.decompress(packed)}))


@pytest.mark.parametrize(
    "table",
    [
        b"",
        b"entry\tsymbols\n811\tSBDS\n",
        HEAD + b"811\tDisease-causing\n",
        HEAD + b"ORPHA:811\tDisease-causing\tSBDS\n",
        HEAD + b"811\tsomehow together with\tSBDS\n",
    ],
)
def test_parse__refuses_what_says_of_no_gene_what_it_does(table):
    with pytest.raises(SourceError) as caught:
        list(parse({"gene_roles.tsv": table}))
    assert caught.value.hint


def test_parse__no_gene_of_the_packaged_table_is_without_a_role(packaged):
    assert {role_of(link.relation) for link in packaged} == {
        GeneRole.CAUSE,
        GeneRole.SUSCEPTIBILITY,
        GeneRole.PART,
        GeneRole.MODIFIER,
    }
    told = [(link.disease, link.symbol, link.relation) for link in packaged]
    assert len(set(told)) == len(told)


# Orphanet: cystic fibrosis (586), Shwachman-Diamond syndrome (811), FOP (337), as on its pages.
def test_parse__causes_and_modifiers_are_those_of_orphanet(packaged):
    roles = defaultdict(lambda: defaultdict(set))
    for link in packaged:
        roles[link.disease][role_of(link.relation)].add(link.symbol)
    assert roles["ORPHA:586"][GeneRole.CAUSE] == {"CFTR"}
    assert {"CEACAM3", "TGFB1"} <= roles["ORPHA:586"][GeneRole.MODIFIER]
    assert roles["ORPHA:811"][GeneRole.CAUSE] == {"DNAJC21", "EFL1", "SBDS"}
    assert roles["ORPHA:337"][GeneRole.CAUSE] == {"ACVR1"}


def test_make_table__reads_back_what_it_wrote():
    packet = b"""{"Orphapacket": {"ORPHAcode": "1", "Genes": [
        {"Gene": {"Symbol": "B", "DisorderGeneAssociationType": "Candidate gene tested in"}},
        {"Gene": {"Symbol": "A", "DisorderGeneAssociationType": "Candidate gene tested in"}}]}}"""
    bare = b'{"Orphapacket": {"ORPHAcode": "2"}}'
    table = gzip.decompress(make_table([packet, bare]))
    assert [(link.disease, link.symbol) for link in parse({"gene_roles.tsv": table})] == [
        ("ORPHA:1", "A"),
        ("ORPHA:1", "B"),
    ]
