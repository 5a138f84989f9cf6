import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarekin.formats.phenopacket import parse_phenopacket
from rarekin.formats.phenopacket_export import write_phenopacket
from rarekin.model.case import Case, Finding, ParentalOrigin, Sex, State, Variant

CREATED = {"created": "2026-01-31T12:00:00Z", "versions": {"HP": "2025-01-16"}}

terms = st.integers(1, 9_999_999).map(lambda n: f"HP:{n:07d}")
ages = st.none() | st.integers(0, 140 * 12).map(lambda months: months / 12)
findings = st.builds(
    Finding,
    term=terms,
    state=st.sampled_from([State.PRESENT, State.EXCLUDED]),
    onset_years=ages,
    modifiers=st.lists(terms, unique=True, max_size=2).map(tuple),
)
variants = st.builds(
    Variant,
    gene=st.sampled_from(["GNAS", "ACVR1", "FBN1"]),
    significance=st.sampled_from(["P", "LP", "VUS", "LB", "B"]),
    zygosity=st.sampled_from(["", "heterozygous", "homozygous", "hemizygous", "mosaic"]),
    origin=st.sampled_from(ParentalOrigin),
    change=st.sampled_from(["", "p.(Ile500Thr)", "c.1499T>C", "c.1499T>C p.(Ile500Thr)"]),
)
cases = st.builds(
    Case,
    id=st.text("abc-_09", min_size=1, max_size=12),
    findings=st.lists(findings, unique_by=lambda f: f.term, max_size=6).map(tuple),
    sex=st.sampled_from(Sex),
    age_years=ages,
    variants=st.lists(variants, unique=True, max_size=3).map(tuple),
    quantities=st.dictionaries(
        st.text("abc:_0", min_size=1, max_size=8), st.floats(-1e9, 1e9), max_size=2
    ),
    diseases=st.lists(st.sampled_from(["OMIM:166350", "ORPHA:2762"]), unique=True).map(tuple),
    references=st.lists(st.sampled_from(["PMID:1", "PMID:2"]), unique=True).map(tuple),
)


def _rounded(case):
    ages = [round(f.onset_years * 12) if f.onset_years is not None else None for f in case.findings]
    age = round(case.age_years * 12) if case.age_years is not None else None
    return (
        *(case.id, case.sex, case.variants, case.quantities, case.diseases, case.references),
        *([(f.term, f.state, f.modifiers) for f in case.findings], ages, age),
    )


@given(cases)
def test_write_phenopacket__is_read_back_as_the_same_case(case):
    again, issues = parse_phenopacket(write_phenopacket(case, **CREATED))
    assert issues == ()
    assert _rounded(again) == _rounded(case)


def _ids(value):
    if isinstance(value, dict):
        yield from (v for k, v in value.items() if k in ("id", "valueId"))
        value = list(value.values())
    for inner in value if isinstance(value, list) else ():
        yield from _ids(inner)


@given(cases)
def test_write_phenopacket__declares_every_ontology_it_uses_and_no_other(case):
    written = write_phenopacket(case, **CREATED, gene_id=lambda symbol: "HGNC:4392")
    packet = json.loads(written)
    resources = packet.pop("metaData").get("resources", [])
    declared = [resource["namespacePrefix"] for resource in resources]
    used = {str(id_).partition(":")[0] for id_ in _ids(packet) if ":" in str(id_)}
    known = {"HP", "OMIM", "ORPHA", "GENO", "NCIT", "HGNC", "rarekin"}
    assert declared == sorted(used & known)
    assert all(resource["version"] for resource in resources)


def test_write_phenopacket__has_what_the_standard_requires():
    case = Case("a", (Finding("HP:0001250", State.UNKNOWN), Finding("HP:0001252")))
    packet = json.loads(write_phenopacket(case, **CREATED, label=lambda _: "name"))
    assert packet["metaData"]["phenopacketSchemaVersion"] == "2.0"
    assert packet["metaData"]["created"] == CREATED["created"]
    (resource,) = packet["metaData"]["resources"]
    assert set(resource) == {"id", "name", "url", "version", "namespacePrefix", "iriPrefix"}
    assert packet["phenotypicFeatures"] == [{"type": {"id": "HP:0001252", "label": "name"}}]


def test_write_phenopacket__writes_the_onset_of_the_disease():
    case = Case("a", diseases=("OMIM:166350",), onset_years=0.25)
    again, _ = parse_phenopacket(write_phenopacket(case, **CREATED))
    assert again.onset_years == pytest.approx(0.25, abs=0.01)
