import zipfile
from collections import Counter
from pathlib import Path

import pytest

import rarekin.sources.orphanet as package
from rarekin.knowledge.rarity import is_known_as_frequent
from rarekin.model.disease import Disease, Fact, Level, Name, NameKind
from rarekin.sources.orphanet.pack import packs_in, read_pack
from rarekin.sources.orphanet.parse import parse

_FOLDER = Path(package.__path__[0]) / "sample"
SAMPLE = {path.name: path.read_bytes() for path in _FOLDER.iterdir()}
WITHOUT_PRODUCTS = {name: data for name, data in SAMPLE.items() if "product" not in name}
ENGLISH, SPANISH = "ORPHAnomenclature_en_2023.xml", "ORPHAnomenclature_es_2023.xml"


def _of(kind, records):
    return [record for record in records if isinstance(record, kind)]


def _definitions(records):
    return [fact for fact in _of(Fact, records) if fact.kind == "definition"]


def test_packs_in__finds_each_language_and_leaves_classifications():
    files = {
        "Pack_EN/Classifications/ORPHAclassification_203_rare_infectious_diseases_en_2023.xml": b"",
        "Pack_EN/ORPHAnomenclature_en_2023.xml": b"",
        "Pack_FR/ORPHAnomenclature_fr.xml": b"",
        "Pack_CS/ORPHAnomenclature_cs_2026.xml": b"",
    }
    assert list(packs_in(files)) == ["en", "cs", "fr"]


def test_read_pack__tells_entries_in_use_retired_ones_and_what_is_not_rare():
    records = list(read_pack(ENGLISH, SAMPLE[ENGLISH], "en"))
    entries = {e.id: (e.label, e.level, e.replaced_by) for e in _of(Disease, records)}
    assert entries == {
        "ORPHA:2762": ("Progressive osseous heteroplasia", Level.DISORDER, None),
        "ORPHA:9000001": ("Toy fever", Level.DISORDER, None),
        "ORPHA:9000002": ("Old heteroplasia", Level.DISORDER, "ORPHA:2762"),
    }
    told = [fact for fact in _of(Fact, records) if fact.kind == "frequent"]
    assert [fact.disease for fact in told] == ["ORPHA:9000001"]
    assert is_known_as_frequent(told)


def test_read_pack__another_language_gives_the_name_it_goes_by_there():
    records = list(read_pack(SPANISH, SAMPLE[SPANISH], "es"))
    names = [(n.disease, n.text, n.kind) for n in _of(Name, records) if n.language == "es"]
    assert names == [
        ("ORPHA:2762", "Heteroplasia ósea progresiva", NameKind.LABEL),
        ("ORPHA:2762", "HOP", NameKind.ABBREVIATION),
        ("ORPHA:9000001", "Fiebre de juguete", NameKind.LABEL),
        ("ORPHA:9000009", "Nombre sin entrada inglesa", NameKind.LABEL),
    ]
    (fact,) = _definitions(records)
    assert (fact.language, fact.quoted) == ("es", True)
    assert fact.value["url"] == "https://www.orpha.net/es/disease/detail/2762"


def test_parse__a_definition_with_commas_replaces_the_one_without():
    of_poh = [f for f in _definitions(parse(WITHOUT_PRODUCTS)) if f.disease == "ORPHA:2762"]
    assert [(f.language, "note" in f.value) for f in of_poh] == [("en", False), ("es", False)]
    assert of_poh[0].text == "Bone grows in the skin, in fat, and in muscle."


def test_parse__the_newer_product_goes_before_the_pack():
    of_poh = [f for f in _definitions(parse(SAMPLE)) if f.disease == "ORPHA:2762"]
    assert Counter(f.language for f in of_poh) == {"en": 1, "es": 1}
    assert of_poh[0].text != "Bone grows in the skin, in fat, and in muscle."


def test_parse__names_nothing_that_has_no_entry_in_english():
    assert "ORPHA:9000009" not in {n.disease for n in _of(Name, parse(WITHOUT_PRODUCTS))}


@pytest.mark.parametrize(
    ("pack", "language", "least"),
    [("EN_2023", "en", 6_700), ("FR_2022_short", "fr", 5)],
)
def test_read_pack__reads_what_the_publisher_offers(data_folder, pack, language, least):
    place = data_folder / "orphanet-nomenclature" / f"Orphanet_Nomenclature_Pack_{pack}.zip"
    with zipfile.ZipFile(place) as archive:
        files = dict.fromkeys(archive.namelist(), b"")
        name = packs_in(files)[language]
        records = list(read_pack(name, archive.read(name), language))
    told = _definitions(records)
    assert len(told) >= least
    assert sum("," in fact.text for fact in told) > 0.8 * len(told)
    labels = [r.label for r in _of(Disease, records)] + [n.text for n in _of(Name, records)]
    assert not [text for text in labels if text.startswith(("NON RARE", "OBSOLETE"))]
