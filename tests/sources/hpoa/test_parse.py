from pathlib import Path

import pytest

import rarekin.sources.hpoa as package
from rarekin.errors import SourceError
from rarekin.model.disease import Annotation, Disease, GeneLink
from rarekin.model.issues import Issue
from rarekin.sources.hpoa.parse import parse

_FOLDER = Path(package.__path__[0]) / "sample"
SAMPLE = {path.name: path.read_bytes() for path in _FOLDER.iterdir()}
HEAD = (
    b"#description: toy\n#version: 2025-01-16\n#tracker: x\n#hpo-version: y\n"
    b"database_id\tdisease_name\tqualifier\thpo_id\treference\tevidence\tonset\tfrequency\tsex\t"
    b"modifier\taspect\tbiocuration\n"
)


def _rows(*lines):
    body = "".join("\t".join(line) + "\n" for line in lines).encode()
    return list(parse({"phenotype.hpoa": HEAD + body, "genes_to_phenotype.txt": b""}))


def _row(frequency="", qualifier="", aspect="P", term="HP:0001166", disease="OMIM:1"):
    return (disease, "Toy", qualifier, term, "PMID:1", "PCS", "", frequency, "", "", aspect, "x")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", (None, None, None, None)),
        ("3/7", (3, 7, None, None)),
        ("0/7", (0, 7, None, None)),
        ("40%", (None, None, 0.4, None)),
        ("HP:0040283", (None, None, None, "HP:0040283")),
    ],
)
def test_parse__reads_each_form_of_frequency(text, expected):
    row = _rows(_row(text))[-1]
    found = (row.numerator, row.denominator, row.frequency, row.frequency_term)
    assert found == expected


@pytest.mark.parametrize("bad", ["8/7", "1/0", "x", "140%", "-1/3", "1/", "/"])
def test_parse__leaves_out_impossible_frequencies_as_issues(bad):
    records = _rows(_row(bad), _row("1/2"))
    assert [type(r) for r in records] == [Issue, Disease, Annotation]
    assert "phenotype.hpoa:6" in records[0].where


@pytest.mark.parametrize(
    "row",
    [
        _row(qualifier="MAYBE"),
        _row(aspect="Z"),
        _row(term="HP:banana"),
        _row(disease="nothing"),
        ("OMIM:1", "cut short"),
    ],
)
def test_parse__leaves_out_damaged_rows_as_issues(row):
    assert [type(r) for r in _rows(row)] == [Issue]


def test_parse__not_rows_are_excluded_never_absent_by_silence():
    present, excluded = (_rows(_row(qualifier=q))[-1].excluded for q in ("", "NOT"))
    assert (present, excluded) == (False, True)


def test_parse__yields_each_disease_once_before_its_rows():
    records = list(parse(SAMPLE))
    diseases = [r.id for r in records if isinstance(r, Disease)]
    assert len(diseases) == len(set(diseases))
    first = next(i for i, r in enumerate(records) if isinstance(r, Annotation))
    assert isinstance(records[first - 1], Disease)


def test_parse__yields_each_gene_link_once():
    links = [(r.symbol, r.disease) for r in parse(SAMPLE) if isinstance(r, GeneLink)]
    assert len(links) == len(set(links))
    assert ("GNAS", "OMIM:166350") in links


def test_parse__finds_columns_by_name_not_by_place():
    lines = HEAD.decode().splitlines()
    names = lines[-1].split("\t")
    turned = "\n".join([*lines[:-1], "\t".join(names[::-1]), "\t".join(_row("1/2")[::-1])])
    files = {"phenotype.hpoa": turned.encode(), "genes_to_phenotype.txt": b""}
    assert list(parse(files))[-1].denominator == 2


def test_parse__names_a_missing_column():
    with pytest.raises(SourceError, match="hpo_id"):
        list(parse({"phenotype.hpoa": b"database_id\n", "genes_to_phenotype.txt": b""}))


def test_parse__reads_windows_line_ends():
    files = {name: data.replace(b"\n", b"\r\n") for name, data in SAMPLE.items()}
    assert list(parse(files)) == list(parse(SAMPLE))


def _count(frequency, reference, term, evidence="PCS", disease="OMIM:1"):
    return (disease, "Toy", "", term, reference, evidence, "", frequency, "", "", "P", "x")


@pytest.mark.parametrize(
    ("text", "reference", "expected"),
    [
        ("20/20", "OMIM:1", (None, None, "HP:0040281")),
        ("12/20", "OMIM:1", (None, None, "HP:0040282")),
        ("20/20", "PMID:1;OMIM:1", (None, None, "HP:0040281")),
        # Nothing else was counted by that work: "in all", written as a count.
        ("20/20", "PMID:1", (None, None, "HP:0040281")),
        ("19/20", "PMID:1", (19, 20, None)),
        ("11/12", "OMIM:1", (11, 12, None)),
        ("0/20", "OMIM:1", (0, 20, None)),
    ],
)
def test_parse__so_many_of_twenty_in_a_catalogue_is_no_count(text, reference, expected):
    row = _rows(_count(text, reference, "HP:0001166"))[-1]
    assert (row.numerator, row.denominator, row.frequency_term) == expected


def test_parse__twenty_of_twenty_is_believed_where_its_work_counted_as_many_with_other_signs():
    other = _count("11/22", "PMID:1", "HP:0000098")
    *_, row = _rows(other, _count("20/20", "PMID:1", "HP:0001166"))
    assert (row.numerator, row.denominator) == (20, 20)


@pytest.mark.parametrize(
    ("evidence", "disease", "is_kept"),
    [("IEA", "OMIM:1", False), ("PCS", "OMIM:1", True), ("IEA", "OMIM:2", True)],
)
def test_parse__a_count_that_a_machine_took_from_another_sign_is_none(evidence, disease, is_kept):
    read = _count("151/357", "PMID:1", "HP:0030052")
    taken = _count("151/357", "OMIM:1", "HP:0002414", evidence, disease)
    *_, row = _rows(read, taken)
    assert (row.denominator == 357) is is_kept
