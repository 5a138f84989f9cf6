import gzip
from importlib.resources import files

import pytest

from rarekin.errors import SourceError
from rarekin.sources.definitions.parse import parse

HEAD = b"#version: 2023-06-21\ndisease\tsigns\n"


@pytest.mark.parametrize(
    "table",
    [
        b"",
        b"disease\tterms\nMONDO:0010651\t0001595:3\n",
        HEAD + b"MONDO:0010651\t1595:3\n",
        HEAD + b"MONDO:0010651\tHP:0001595\n",
        HEAD + b"MONDO:0010651\t0001595:3 x\n",
    ],
)
def test_parse__refuses_another_table(table):
    with pytest.raises(SourceError) as caught:
        list(parse({"named_signs.tsv": table}))
    assert caught.value.hint


def test_parse__every_disease_of_the_packaged_table_is_in_the_identity_table():
    packed = files("rarekin.sources.definitions").joinpath("named_signs.tsv.gz").read_bytes()
    facts = list(parse({"named_signs.tsv": gzip.decompress(packed)}))
    rows = gzip.decompress(
        files("rarekin.sources.identity").joinpath("identity.tsv.gz").read_bytes()
    )
    known = {f"MONDO:{line.split(chr(9))[0].zfill(7)}" for line in rows.decode().splitlines()[4:]}
    assert {fact.disease for fact in facts} <= known
    assert len({fact.disease for fact in facts}) == len(facts)


# Orphanet's definition (ORPHA:42): "hypoketotic hypoglycemia, lethargy, vomiting, seizures and
# coma".
def test_parse__mcad_deficiency_is_named_with_what_its_definition_names():
    packed = files("rarekin.sources.definitions").joinpath("named_signs.tsv.gz").read_bytes()
    facts = {f.disease: f for f in parse({"named_signs.tsv": gzip.decompress(packed)})}
    terms = [term for term, *_how in facts["MONDO:0008721"].value["terms"]]  # type: ignore[attr-defined, index]
    assert {"HP:0001985", "HP:0001254", "HP:0002013", "HP:0001250", "HP:0001259"} <= set(terms)
