import gzip
import json
from collections import defaultdict
from importlib.resources import files

import pytest
from validation.orphanet_causes import make_table

from rarekin.errors import SourceError
from rarekin.knowledge.modes import MODES
from rarekin.model.disease import Annotation, Fact, GeneLink
from rarekin.model.genes import GeneRole, role_of
from rarekin.sources.orphanet_causes.parse import parse

DOMINANT = "Autosomal dominant"
HEAD = b"#version: 2025-12-09\nentry\tkind\twhat\n"


def table():
    packed = files("rarekin.sources.orphanet_causes").joinpath("causes.tsv.gz").read_bytes()
    return list(parse({"causes.tsv": gzip.decompress(packed)}))


@pytest.fixture(scope="module")
def packaged():
    return [record for record in table() if isinstance(record, GeneLink)]


@pytest.fixture(scope="module")
def modes():
    found = defaultdict(set)
    for record in table():
        if isinstance(record, Annotation):
            found[record.disease].add(record.term)
    return found


@pytest.mark.parametrize(
    "table",
    [
        b"",
        b"entry\tsymbols\n811\tSBDS\n",
        HEAD + b"811\tDisease-causing\n",
        HEAD + b"ORPHA:811\tDisease-causing\tSBDS\n",
        HEAD + b"811\tsomehow together with\tSBDS\n",
        HEAD + b"811\tmode of inheritance\tdominant\n",
    ],
)
def test_parse__refuses_what_says_neither_what_genes_do_nor_a_mode(table):
    with pytest.raises(SourceError) as caught:
        list(parse({"causes.tsv": table}))
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
    assert [(link.disease, link.symbol) for link in parse({"causes.tsv": table})] == [
        ("ORPHA:1", "A"),
        ("ORPHA:1", "B"),
    ]


# Orphanet's modes: EEC syndrome (1896) dominant, sepiapterin reductase deficiency (70594)
# recessive, Shwachman-Diamond syndrome (811) recessive.
@pytest.mark.parametrize(
    ("entry", "mode"),
    [("ORPHA:1896", "HP:0000006"), ("ORPHA:70594", "HP:0000007"), ("ORPHA:811", "HP:0000007")],
)
def test_parse__modes_are_those_of_orphanet(modes, entry, mode):
    assert modes[entry] == {mode}


def test_parse__every_mode_is_one_that_pages_know(modes):
    told = set().union(*modes.values())
    assert told <= MODES | {"HP:0032113"}
    assert len(modes) > 4_500


def test_make_table__reads_modes_however_the_packet_wraps_them():
    one = {"ORPHAcode": "1", "TypeOfInheritances": {"TypeOfInheritance": [{"value": DOMINANT}]}}
    wrapped = [{"TypeOfInheritance": {"value": v}} for v in ("Not applicable", DOMINANT)]
    two = {"ORPHAcode": "2", "TypeOfInheritances": wrapped}
    made = make_table(json.dumps({"Orphapacket": packet}).encode() for packet in (one, two))
    rows = list(parse({"causes.tsv": gzip.decompress(made)}))
    assert [(row.disease, row.term) for row in rows] == [
        ("ORPHA:1", "HP:0000006"),
        ("ORPHA:2", "HP:0000006"),
    ]


# Orphanet's ages: spinocerebellar ataxia 6 (98758) adolescent, adult, elderly; cystic fibrosis
# (586) all ages.
@pytest.mark.parametrize(
    ("entry", "classes"),
    [("ORPHA:98758", {"Adolescent", "Adult", "Elderly"}), ("ORPHA:586", {"All ages"})],
)
def test_parse__ages_at_onset_are_those_of_orphanet(entry, classes):
    (found,) = (r for r in table() if isinstance(r, Fact) and r.disease == entry)
    assert set(found.value["classes"]) == classes


def test_parse__refuses_an_age_that_is_none():
    with pytest.raises(SourceError):
        list(parse({"causes.tsv": HEAD + b"811\tage of onset\tSoon\n"}))
