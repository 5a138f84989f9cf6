import csv
import gzip
import json
import random
from importlib import resources

import pytest

from rarekin.model.disease import Disease, IdMapping, Level, Name, NameKind
from rarekin.sources.identity.parse import parse
from rarekin.sources.identity.recipe import make_table

_KINDS = {"DOID": "doid", "OMIM": "omim", "OMIMPS": "omimps", "ORPHA": "orphanet"}


def _entry(number, name, xrefs=(), parents=(), synonyms=()):
    pairs = [x.split(":") for x in xrefs]
    return {
        "id": number.zfill(7),
        "name": name,
        "synonyms": list(synonyms),
        "xrefs": [{"namespace": n, "id": i} for n, i in pairs],
        "relations": {"is_a": [p.zfill(7) for p in parents]},
    }


def _records(*entries):
    return list(parse({"identity.tsv": gzip.decompress(make_table(entries))}))


def _levels(*entries):
    return {r.id: r.level for r in _records(*entries) if isinstance(r, Disease)}


def _mappings(*entries):
    return {
        (r.subject[-4:].lstrip("0"), r.predicate.partition(":")[2], r.object)
        for r in _records(*entries)
        if isinstance(r, IdMapping)
    }


def test_make_table__is_the_same_for_any_order_of_the_input():
    entries = [_entry(str(i), f"disease {i}", [f"OMIM:{i}"], ["1"]) for i in range(2, 30)]
    shuffled = random.Random(1).sample(entries, len(entries))
    assert make_table(entries) == make_table(shuffled)


def test_make_table__keeps_ancestors_of_rare_entries_and_nothing_else():
    found = _levels(
        _entry("10", "group"), _entry("11", "rare", ["OMIM:5"], ["10"]), _entry("12", "common")
    )
    assert set(found) == {"MONDO:0000010", "MONDO:0000011"}


def test_make_table__gives_a_shared_number_to_one_class_and_a_reference_to_the_other():
    found = _mappings(
        _entry("10", "loeys", ["Orphanet:558", "Orphanet:91387", "GARD:1"]),
        _entry("11", "marfan", ["Orphanet:558", "GARD:2"]),
    )
    assert ("11", "exactMatch", "ORPHA:558") in found
    assert ("10", "hasDbXref", "ORPHA:558") in found


def test_make_table__gard_and_nord_are_never_exact():
    found = _mappings(_entry("10", "a", ["OMIM:1", "GARD:0109", "NORD:7"]))
    assert {p for _, p, o in found if not o.startswith("OMIM")} == {"hasDbXref"}
    assert ("10", "hasDbXref", "GARD:109") in found


def test_make_table__tells_series_disorder_and_subtype_apart():
    levels = _levels(
        _entry("10", "all of them"),
        _entry("11", "Noonan syndrome", ["Orphanet:648", "OMIMPS:163950"], ["10"]),
        _entry("12", "Noonan syndrome 1", ["OMIM:163950"], ["11"]),
        _entry("13", "series", ["OMIMPS:1"], ["10"]),
        _entry("14", "one of it", ["OMIM:9"], ["13"]),
    )
    assert [levels[f"MONDO:00000{n}"] for n in range(10, 15)] == [
        Level.GROUP, Level.DISORDER, Level.SUBTYPE, Level.GROUP, Level.SUBTYPE,
    ]  # fmt: skip


def test_make_table__writes_acronyms_in_capitals_and_repeats_once():
    names = [
        r
        for r in _records(
            _entry("10", "Progressive osseous heteroplasia", ["OMIM:1"], (), ["poh", "POH", "poha"])
        )
        if isinstance(r, Name)
    ]
    assert [(n.text, n.kind) for n in names] == [
        ("POH", NameKind.ABBREVIATION), ("poha", NameKind.EXACT),
    ]  # fmt: skip


def test_table__committed_one_is_small_and_its_gzip_header_carries_no_time():
    data = (resources.files("rarekin.sources.identity") / "identity.tsv.gz").read_bytes()
    assert len(data) < 1_400_000
    assert data[4:8] == b"\0\0\0\0"


def _committed():
    data = (resources.files("rarekin.sources.identity") / "identity.tsv.gz").read_bytes()
    return list(parse({"identity.tsv": gzip.decompress(data)}))


@pytest.mark.data
@pytest.mark.parametrize(
    ("prefix", "least_precision", "least_recall"),
    [("OMIM", 0.97, 0.99), ("OMIMPS", 0.96, 0.90), ("ORPHA", 0.90, 0.97), ("DOID", 0.97, 0.9)],
)
def test_table__exact_matches_agree_with_mondos_own(
    prefix, least_precision, least_recall, data_folder
):
    records = _committed()
    classes = {r.id for r in records if isinstance(r, Disease)}
    ours = {
        (r.subject, r.object)
        for r in records
        if isinstance(r, IdMapping)
        and r.predicate == "skos:exactMatch"
        and r.object.startswith(f"{prefix}:")
    }
    theirs = {pair for pair in _published(data_folder, prefix) if pair[0] in classes}
    agreed = len(ours & theirs)
    assert agreed / len(ours) >= least_precision
    assert agreed / len(theirs) >= least_recall


def _published(data_folder, prefix):
    stem = data_folder / "mondo" / f"mondo_exactmatch_{_KINDS[prefix]}.sssom.tsv"
    packed = stem.with_name(f"{stem.name}.gz")
    text = gzip.decompress(packed.read_bytes()) if packed.is_file() else stem.read_bytes()
    lines = [line for line in text.decode().splitlines() if not line.startswith("#")]
    for row in csv.DictReader(lines, delimiter="\t"):
        local = row["object_id"].rpartition(":")[2].removeprefix("PS")
        yield row["subject_id"], f"{prefix}:{local}"


@pytest.mark.data
def test_table__levels_agree_with_gard_in_four_of_five(data_folder):
    names = {
        "Disorder": "disorder",
        "Subtype of disorder": "subtype",
        "Group of disorders": "group",
    }
    text = gzip.decompress((data_folder / "gard" / "GARD.csv.gz").read_bytes()).decode()
    theirs = {
        f"GARD:{int(row['GardID'][5:])}": names.get(row["ClassificationLevel"])
        for row in csv.DictReader(text.splitlines())
    }
    records = _committed()
    levels = {r.id: r.level.value for r in records if isinstance(r, Disease)}
    pairs = [
        (levels[r.subject], theirs[r.object])
        for r in records
        if isinstance(r, IdMapping) and r.object in theirs
    ]
    assert len(pairs) > 10_000
    assert sum(a == b for a, b in pairs) / len(pairs) > 0.8


def test_main__reads_the_file_named(tmp_path, monkeypatch, capfdbinary):
    from rarekin.sources.identity import recipe

    file = tmp_path / "mondo.json"
    file.write_text(json.dumps([_entry("10", "a", ["OMIM:1"])]))
    monkeypatch.setattr("sys.argv", ["recipe", str(file)])
    recipe.main()
    assert gzip.decompress(capfdbinary.readouterr().out).endswith(b"OMIM:1\t\t\n")
