"""What a definition denies, or names as what brings a disease on, is no sign of it."""

import gzip
from importlib.resources import files

import pytest
from validation.definition_signs import denied


def asked(text, sign):
    start = text.index(sign)
    return denied(text, start, start + len(sign))


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("attacks in the absence of infection or autoimmune disease.", "autoimmune disease"),
        ("lack of pancreatic beta-cell autoimmunity, absence of obesity", "autoimmunity"),
        ("lack of pancreatic beta-cell autoimmunity, absence of obesity", "obesity"),
        ("swelling of the skin without urticaria, associated with", "urticaria"),
        ("without lissencephaly, pachygyria, or polymicrogyria.", "pachygyria"),
        ("Unlike some other forms of albinism, the skin is spared", "albinism"),
        ("It may be misdiagnosed as autism.", "autism"),
        ("with stiffness rather than falls.", "falls"),
    ],
)
def test_denied__what_is_absent_or_of_another_disease(text, sign):
    assert asked(text, sign)


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("deafness with or without goiter.", "goiter"),
        ("absence of the radius, short stature, and low platelets.", "short stature"),
        ("renal failure without hematuria, parathyroid hyperplasia and deafness.", "deafness"),
        ("without treatment seizures follow.", "seizures"),
        ("muscle wasting without pain but with fatigue.", "fatigue"),
        ("It is characterized by deafness.", "deafness"),
        ("stress can trigger a fast heartbeat.", "fast heartbeat"),
    ],
)
def test_denied__not_what_only_stands_near_such_a_word(text, sign):
    assert not asked(text, sign)


def test_denied__what_brings_it_on():
    text = "Attacks are triggered by stress, fever or alcohol, which ends in seizures."
    assert asked(text, "fever")
    assert asked(text, "alcohol")
    assert not asked(text, "seizures")


def test_table__tells_no_autoimmunity_where_definitions_deny_it():
    packed = files("rarekin.sources.definitions").joinpath("named_signs.tsv.gz").read_bytes()
    rows = dict(line.split("\t") for line in gzip.decompress(packed).decode().splitlines()[3:])
    for disease in ("MONDO:0016168", "MONDO:0018911", "MONDO:0012203"):  # CAPS, MODY
        assert "0002960" not in rows[disease]
