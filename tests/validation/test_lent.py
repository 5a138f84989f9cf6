"""What pages take over from a wider disease: a quick part of `python -m validation.lent`."""

from validation.lent import faults_of

from rarekin.api.diseases import lookup
from rarekin.api.diseases.wider import wider_text


def test_lent__nothing_that_is_bound_to_other_forms(full_release):
    found, taken = [], 0
    for id_ in lookup.disease_ids()[::9]:
        page = lookup.disease(id_)
        text = wider_text(page)
        taken += text.ref is not None
        found += faults_of(page, text)
    assert found == []
    assert taken > 100
