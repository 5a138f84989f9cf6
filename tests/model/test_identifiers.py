import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarekin.errors import InputError
from rarekin.model.identifiers import is_curie, parse_curie, prefix_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ORPHA:2762", "ORPHA:2762"),
        ("Orphanet_2762", "ORPHA:2762"),
        ("orpha 2762", "ORPHA:2762"),
        ("GARD:0000109", "GARD:109"),
        ("obo:GARD_109", "GARD:109"),
        ("GARD:109", "GARD:109"),
        ("MIM:166350", "OMIM:166350"),
        ("OMIM:PS191100", "OMIMPS:191100"),
        ("OMIMPS:191100", "OMIMPS:191100"),
        ("HP_0001166", "HP:0001166"),
        ("hp:1166", "HP:0001166"),
        ("http://purl.obolibrary.org/obo/MONDO_0008153", "MONDO:0008153"),
        ("http://www.orpha.net/ORDO/Orphanet_337", "ORPHA:337"),
        (" UMLS:c0334041 ", "UMLS:C0334041"),
        ("https://omim.org/entry/173900", "OMIM:173900"),
        ("www.omim.org/entry/173900?search=kidney", "OMIM:173900"),
        ("https://omim.org/phenotypicSeries/PS308350", "OMIMPS:308350"),
        ("https://www.orpha.net/en/disease/detail/2762?name=x", "ORPHA:2762"),
        ("https://www.orpha.net/consor/cgi-bin/OC_Exp.php?lng=EN&Expert=2762", "ORPHA:2762"),
        ("https://rarediseases.info.nih.gov/diseases/109/progressive", "GARD:109"),
        ("https://monarchinitiative.org/MONDO:0008153", "MONDO:0008153"),
        ("https://hpo.jax.org/browse/term/HP:0001250", "HP:0001250"),
        ("https://identifiers.org/mim:166350", "OMIM:166350"),
        ("https://www.ncbi.nlm.nih.gov/medgen/C0334041", "UMLS:C0334041"),
    ],
)
def test_parse_curie__reads_every_notation_in_use(text, expected):
    assert expected == parse_curie(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0001166",
        "POH",
        "HP:",
        "HP:12345678",
        "HP:abc",
        "OMIM:12a",
        "XYZ:1",
        "a b c",
        "٣:٤",
        "https://omim.org/",
        "https://example.org/entry/173900",
        "omim.org/entry/x",
    ],
)
def test_parse_curie__says_what_to_write(text):
    with pytest.raises(InputError) as caught:
        parse_curie(text)
    assert caught.value.hint
    assert not is_curie(text)


@given(st.text(max_size=200))
def test_parse_curie__never_fails_otherwise(text):
    if is_curie(text):
        once = parse_curie(text)
        assert once == parse_curie(once)
        assert once.startswith(prefix_of(once) + ":")


@given(st.integers(1, 9_999_999))
def test_parse_curie__ignores_padding(number):
    assert parse_curie(f"HP:{number}") == parse_curie(f"HP:{number:07d}")
    assert parse_curie(f"GARD:{number:08d}") == f"GARD:{number}"


@pytest.mark.parametrize(
    ("text", "curie"),
    [
        ("ICD11:8A01.0", "ICD11:8A01.0"),
        ("ICD11.MMS:fb31.0", "ICD11:FB31.0"),
        ("icd11.foundation:1107209347", "ICD11.FOUNDATION:1107209347"),
        ("ICD11:1107209347", "ICD11.FOUNDATION:1107209347"),
        ("http://id.who.int/icd/entity/733056203", "ICD11.FOUNDATION:733056203"),
        ("https://icd.who.int/browse/2025-01/foundation/en#733056203",
         "ICD11.FOUNDATION:733056203"),
    ],
)  # fmt: skip
def test_icd_11__keeps_entities_of_the_foundation_and_codes_of_mms_apart(text, curie):
    assert parse_curie(text) == curie
    assert parse_curie(curie) == curie


def test_icd_11__a_code_of_mms_is_no_entity():
    with pytest.raises(InputError, match="must be a number"):
        parse_curie("ICD11.FOUNDATION:8A01.0")
