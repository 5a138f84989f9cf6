import csv
from pathlib import Path

import pytest

from rarekin.api.making.inputs import gather
from rarekin.knowledge.identity import join
from rarekin.knowledge.records import Records
from rarekin.model.disease import Disease
from rarekin.model.identifiers import parse_curie
from rarekin.sources.declaration import declarations, parser_of

with (Path(__file__).parent / "crossmap.tsv").open(encoding="utf-8", newline="") as _file:
    ROWS = list(csv.DictReader(_file, delimiter="\t"))
CHARGE = next(row for row in ROWS if row["disease"] == "CHARGE")
RETIRED = next(row for row in ROWS if row["disease"] == "AHO")


def _ids(row):
    named = (("MONDO", "mondo"), ("ORPHA", "orpha"), ("OMIM", "omim"), ("GARD", "gard"))
    return {parse_curie(f"{prefix}:{row[key]}") for prefix, key in named if row[key]}


@pytest.fixture(scope="module")
def identity(data_folder):
    """Join what the identity table, Mondo and GARD say; findings are not needed for it."""
    records, dates = Records(), {}
    for name in ("identity", "mondo", "gard"):
        raw = next(iter(gather(declarations()[name], Path("/nowhere"), data_folder)))
        records.add(name, parser_of(name)(raw.files))
        dates[name] = raw.date
    known = {d.id for d in records.diseases}
    added = [i for row in ROWS for i in sorted(_ids(row)) if i not in known]
    records.add("listed", [Disease(id_, "listed", "listed") for id_ in added])
    return join(records, dates)


@pytest.mark.data
@pytest.mark.slow
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["disease"])
def test_crossmap__all_numbers_of_a_disease_lead_to_it(identity, row):
    expected = dict.fromkeys(_ids(row), (f"MONDO:{row['mondo']}",))
    if row is RETIRED:
        expected = dict.fromkeys(expected, (f"ORPHA:{row['orpha']}",))
    if row["otherwise"]:
        expected[f"OMIM:{row['omim']}"] = (f"MONDO:{row['otherwise']}",)
    assert {id_: identity.aliases[id_] for id_ in expected} == expected


@pytest.mark.slow
@pytest.mark.parametrize("row", ROWS[:16], ids=lambda row: row["disease"])
def test_crossmap__the_release_of_a_fresh_machine_agrees(full_release, row):
    for id_ in _ids(row):
        assert full_release.canonical(id_) == (f"MONDO:{row['mondo']}",)


@pytest.mark.data
@pytest.mark.slow
def test_crossmap__every_class_of_mondo_is_one_disease_or_leads_to_one(identity):
    for id_, canonical in identity.canonical.items():
        assert identity.aliases[id_] == (canonical,)
        assert canonical in identity.labels
