"""Families of other programs name diseases by the ids of other catalogues."""

from rarekin.api.family.families import read_family
from rarekin.api.family.other_ids import in_our_ids


def people(key):
    return read_family({"people": [{"id": "kid", "sex": "male", "phenotypes": {key: "present"}}]})[
        0
    ]


def test_in_our_ids__an_id_of_another_catalogue_is_the_disease(toy_release):
    ours = next(iter(in_our_ids(people("OMIM:166350")).people[0].phenotypes))
    assert ours == "MONDO:0008153"


def test_in_our_ids__what_nobody_maps_stays(toy_release):
    for key in ("OMIM:000000", "poh", "affected", "MONDO:0008153"):
        assert in_our_ids(people(key)) == people(key)
