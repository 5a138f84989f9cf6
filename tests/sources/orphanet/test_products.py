from pathlib import Path

import pytest

import rarekin.sources.orphanet as package
from rarekin.errors import SourceError
from rarekin.model.disease import Disease, Fact, IdMapping
from rarekin.model.issues import Issue
from rarekin.sources.orphanet.products import PRODUCTS, read_product

_FOLDER = Path(package.__path__[0]) / "sample"


def _sample(name):
    return list(read_product(name, (_FOLDER / name).read_bytes()))


def test_read_product__has_a_sample_of_every_product():
    assert all(_sample(name) for name in PRODUCTS)


def test_read_product_1__follows_a_moved_entry_and_leaves_out_one_without_successor():
    entries = {e.id: e for e in _sample("en_product1.xml") if isinstance(e, Disease)}
    assert entries["ORPHA:988"].obsolete
    assert entries["ORPHA:988"].replaced_by == "ORPHA:2762"
    assert entries["ORPHA:988"].label == "An entry that was moved"
    assert "ORPHA:989" not in entries


def test_read_product_1__leaves_out_an_entry_that_was_split():
    xml = (_FOLDER / "en_product1.xml").read_bytes()
    one = xml[xml.index(b"<DisorderDisorderAssociation>") :]
    one = one[: one.index(b"</DisorderDisorderAssociation>") + 30]
    split = xml.replace(one, one + one.replace(b">2762<", b">2763<"))
    found = [e.id for e in read_product("en_product1.xml", split) if isinstance(e, Disease)]
    assert found == ["ORPHA:2762"]


def test_read_product_1__leaves_out_wrong_mappings_and_licensed_codes():
    found = {m.object: m.predicate for m in _sample("en_product1.xml") if isinstance(m, IdMapping)}
    assert found == {"OMIM:166350": "skos:exactMatch", "ICD10:M61.5": "skos:broadMatch"}


def test_read_product_4__tells_findings_with_frequency_and_which_have_weight():
    *rows, fact = _sample("en_product4.xml")
    assert [(r.term, r.frequency_term, r.aspect, r.references) for r in rows] == [
        ("HP:0011987", "HP:0040281", "P", ("ORPHA:2762",)),
        ("HP:0001156", "HP:0040283", "P", ("ORPHA:2762",)),
    ]
    assert fact.value["rows"] == [
        ["Ectopic ossification in muscle tissue", "HP:0011987", "A criterion for the diagnosis"]
    ]


def test_read_product_9__reads_values_and_what_is_validated():
    (fact,) = _sample("en_product9_prev.xml")
    found = {(e["measure"], e["place"]): e for e in fact.value["estimates"]}
    assert found["Cases/families", "Worldwide"]["count"] == 12
    assert found["Annual incidence", "Norway"]["per_100000"] == 0.02
    assert found["Annual incidence", "Norway"]["validated"] is False
    assert ("Point prevalence", "Europe") not in found


def test_read_product__reports_an_entry_without_a_number():
    xml = (
        b"<JDBOR><DisorderList><Disorder><OrphaCode>x</OrphaCode></Disorder></DisorderList></JDBOR>"
    )
    assert [type(r) for r in read_product("en_product6.xml", xml)] == [Issue]


@pytest.mark.parametrize(
    "damaged",
    [b"", b"<html>", b"not xml", b'<!DOCTYPE a [<!ENTITY b "c">]><JDBOR>&b;</JDBOR>'],
)
def test_read_product__refuses_what_is_damaged_or_could_grow(damaged):
    with pytest.raises(SourceError, match=r"en_product6\.xml"):
        list(read_product("en_product6.xml", damaged))


def test_read_product__dates_facts_by_the_data():
    assert {str(f.as_of) for f in _sample("en_product9_ages.xml") if isinstance(f, Fact)} == {
        "2025-03-03"
    }
