from collections import Counter
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rarekin.sources.hpo_translations as package
from rarekin.api.making.inputs import gather
from rarekin.errors import SourceError
from rarekin.model.disease import Name, NameKind
from rarekin.model.issues import Issue
from rarekin.sources.declaration import declarations
from rarekin.sources.hpo_translations.parse import parse

_FOLDER = Path(package.__path__[0]) / "sample"
SAMPLE = {path.name: path.read_bytes() for path in _FOLDER.iterdir()}
COLUMNS = (
    "subject_id", "predicate_id", "translation_language", "translation_value",
    "translation_status",
)  # fmt: skip
ROW = ("HP:0001166", "rdfs:label", "es", "Aracnodactilia", "OFFICIAL")


def _table(row, columns=COLUMNS):
    return {"hp-es.babelon.tsv": "\n".join(["\t".join(columns), "\t".join(row), ""]).encode()}


def _texts(language):
    return {n.text: n.kind for n in parse(SAMPLE) if n.language == language}


def test_parse__the_sample_reads_without_a_complaint():
    assert all(isinstance(record, Name) for record in parse(SAMPLE))


@pytest.mark.parametrize("order", list(permutations(range(5)))[::7])
def test_parse__columns_are_read_by_name(order):
    shuffled = _table([ROW[i] for i in order], [COLUMNS[i] for i in order])
    assert list(parse(shuffled)) == [
        Name("HP:0001166", "Aracnodactilia", NameKind.LABEL, "hpo_translations", "es")
    ]


def test_parse__what_is_not_official_never_is_a_label():
    assert _texts("de") == {
        "Arachnodaktylie": NameKind.LABEL,
        "Ektopische Ossifikation": NameKind.RELATED,
    }


def test_parse__a_definition_is_no_name():
    assert set(_texts("fr")) == {"Arachnodactylie"}


def test_parse__what_was_not_translated_is_left_out():
    assert set(_texts("ja")) == {"クモ指"}


def test_parse__quoting_is_undone_and_quotation_marks_stay():
    assert set(_texts("it")) == {'Ipercheratosi con aspetto "ad acciottolato"'}
    assert 'Costillas con extremos anteriores "en copa"' in _texts("es")


@pytest.mark.parametrize(
    ("field", "text"),
    [('"a"', "a"), ('"a" y "b"', '"a" y "b"'), ('"', '"'), ('""', ""), ('"x ""y"""', 'x "y"')],
)
def test_parse__only_a_field_quoted_as_a_whole_is_unquoted(field, text):
    found = [n.text for n in parse(_table([*ROW[:3], field, ROW[4]]))]
    assert found == ([text] if text else [])


@pytest.mark.parametrize("column", COLUMNS)
def test_parse__a_missing_column_is_refused(column):
    with pytest.raises(SourceError, match=f"no column {column}"):
        list(parse(_table(ROW, [c for c in COLUMNS if c != column])))


def test_parse__a_damaged_id_is_an_issue_that_names_its_line():
    (issue,) = parse(_table(["HP:banana", *ROW[1:]]))
    assert isinstance(issue, Issue)
    assert issue.where == "hp-es.babelon.tsv:2"


@pytest.mark.parametrize("status", ["", "NOT_TRANSLATED", "REJECTED", "official"])
def test_parse__other_states_of_a_translation_are_left_out(status):
    assert not list(parse(_table([*ROW[:4], status])))


@given(st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=30))
def test_parse__never_fails_on_text(text):
    for name in parse(_table([*ROW[:3], text, ROW[4]])):
        assert name.text
        assert name.text == name.text.strip()


@pytest.mark.data
def test_parse__the_real_tables_hold_what_was_counted(data_folder):
    raw = next(iter(gather(declarations()["hpo_translations"], Path("/nowhere"), data_folder)))
    records = list(parse(raw.files))
    assert not [r for r in records if isinstance(r, Issue)]
    labels = Counter(n.language for n in records if n.kind is NameKind.LABEL)
    assert labels == {  # the French table has 230 rows twice
        "es": 19_932, "fr": 13_990, "de": 587, "it": 524, "ja": 17_649, "pt": 7_213, "zh": 18_988,
    }  # fmt: skip
    machine = Counter(n.language for n in records if n.kind is NameKind.RELATED)
    assert machine == {"de": 2_901, "it": 2_964}


def test_a_name_that_says_something_else__is_shown_rightly():
    head = "subject_id\tpredicate_id\ttranslation_language\ttranslation_value\ttranslation_status\n"
    rows = (
        "HP:0000572\trdfs:label\tfr\tCécité\tOFFICIAL\n"
        "HP:0000618\trdfs:label\tfr\tCécité\tOFFICIAL\n"
        "HP:0000061\trdfs:label\tfr\tCécité\tOFFICIAL\n"
    )
    named = list(parse({"hp-fr.babelon.tsv": (head + rows).encode()}))
    assert [n.text for n in named] == ["Perte de la vision", "Cécité", "Cécité"]
