"""What somebody takes to their geneticist: valid by the standards' own rules, whoever they are."""

import json
import random

import pytest
from google.protobuf.json_format import Parse
from phenopackets import Phenopacket
from tests.reference.phenopacket_rules import faults, phenotype_faults
from tests.web.accounts.cast import confirmed, make_profile, make_user, signed_in

from rarekin.api.making.release import current
from rarekin.formats.phenopacket import parse_phenopacket
from rarekin.web.accounts.models import ProfileDisease, ProfileSign
from rarekin.web.accounts.rights.consents import consent_give

POH, CHARGE = "MONDO:0008153", "MONDO:0008965"
CONTACT = {"contact_name": "Dr. Ada Gene", "contact_email": "ada@clinic.example"}


def somebody(seed):
    """A person with signs at random, broader beside narrower, present and excluded."""
    chance = random.Random(seed)
    ontology = current().ontology
    below = sorted(ontology.ids[i] for i in ontology.descendants(ontology.index_of["HP:0000118"]))
    signs = set(chance.sample(below, chance.randint(0, 12)))
    for term in list(signs)[:3]:
        above = [ontology.ids[i] for i in ontology.ancestors(ontology.index_of[term])]
        signs |= set(chance.sample([a for a in above if a in below], 1))
    diseases = chance.sample(["MONDO:0008153", "MONDO:0009061", "MONDO:0009503"], seed % 3)
    user = make_user(f"p{seed}@example.org")
    profile = make_profile(user, f"Name {seed}", role="parent", age_band="2-11", country="FR",
                           about="We live in Lyon. Call me at 0601020304.")  # fmt: skip
    sure = {disease: chance.choice(["confirmed", "suspected"]) for disease in diseases}
    for disease, certainty in sure.items():
        ProfileDisease.objects.create(profile=profile, disease=disease, certainty=certainty)
    for term in sorted(signs):
        ProfileSign.objects.create(profile=profile, term=term, excluded=chance.random() < 0.3)
    consent_give(user=user, purpose="research")
    return user, profile, signs, [d for d in diseases if sure[d] == "confirmed"]


@pytest.mark.parametrize("seed", range(12))
def test_phenopacket__of_anybody_keeps_the_rules_and_tells_no_name(full_release, host_row, seed):
    user, profile, signs, diseases = somebody(seed)
    body = confirmed(signed_in(user)).get("/me/data/phenopacket").content
    Parse(body, Phenopacket())  # GA4GH's own reader refuses what it does not know
    packet = json.loads(body)
    ontology = current().ontology

    def implied(id_):
        return {ontology.ids[i] for i in ontology.ancestors(ontology.index_of[id_])} - {id_}

    allowed = set() if signs or diseases else {"packet.metaData: no resources"}
    assert set(faults(packet)) <= allowed
    assert not list(phenotype_faults(packet, lambda i: ontology.current(i) == i, implied))
    told = body.decode()
    for private in (profile.pseudonym, user.email, profile.handle, "Lyon", "0601020304", "FR"):
        assert f'"{private}' not in told
    assert "Lyon" not in told
    assert {d["term"]["id"] for d in packet.get("diseases", ())} == set(diseases)


def test_suspected__is_told_as_such_and_never_as_a_diagnosis(full_release, host_row):
    user = make_user("ada@example.org")
    profile = make_profile(user, "Calm Otter")
    ProfileSign.objects.create(profile=profile, term="HP:0011987")
    for disease, certainty in ((POH, "suspected"), (CHARGE, "confirmed")):
        ProfileDisease.objects.create(profile=profile, disease=disease, certainty=certainty)
    client = confirmed(signed_in(user))
    for address in ("/me/data/phenopacket", "/me/data/matchmaker"):
        told = client.post(address, CONTACT).content.decode()
        assert "osseous" not in told, "without the consent there is no file"
    consent_give(user=user, purpose="research")
    packet = json.loads(client.get("/me/data/phenopacket").content)
    assert [disease["term"]["id"] for disease in packet["diseases"]] == [CHARGE]
    assert not packet.get("interpretations")
    [reference] = packet["metaData"]["externalReferences"]
    assert reference["id"] == "rarekin:suspected"
    assert reference["description"].startswith("Suspected, not confirmed, no diagnosis: ")
    assert reference["description"].endswith(f"progressive osseous heteroplasia ({POH})")
    assert not list(faults(packet))
    [case] = parse_phenopacket(json.dumps(packet).encode())[:1]
    assert [str(disease) for disease in case.diseases] == [CHARGE], "our own reader agrees"
    patient = json.loads(client.post("/me/data/matchmaker", CONTACT).content)["patient"]
    assert "166350" not in json.dumps(patient.get("disorders", []))
    assert patient["label"] == (
        "Suspected, not confirmed, no diagnosis: progressive osseous heteroplasia"
    )


def test_file__names_the_person_the_same_way_each_time_and_not_by_their_card(
    full_release, host_row
):
    user, profile, _signs, _diseases = somebody(4)
    client = confirmed(signed_in(user))
    ids = {json.loads(client.get("/me/data/phenopacket").content)["id"] for _n in range(2)}
    ids.add(json.loads(client.post("/me/data/matchmaker", CONTACT).content)["patient"]["id"])
    assert len(ids) == 1
    assert profile.handle not in ids
    other, *_rest = somebody(5)
    theirs = confirmed(signed_in(other)).get("/me/data/phenopacket").content
    assert json.loads(theirs)["id"] not in ids


def test_no__that_a_yes_contradicts_is_told_and_left_out(full_release, host_row):
    user = make_user("ada@example.org")
    profile = make_profile(user, "Calm Otter")
    for term, excluded in (("HP:0001250", True), ("HP:0007359", False), ("HP:0000252", True)):
        ProfileSign.objects.create(profile=profile, term=term, excluded=excluded)
    page = signed_in(user).get("/me/signs").content.decode()
    assert "You said no to “Seizure” and yes to “Focal-onset seizure”" in page
    consent_give(user=user, purpose="research")
    packet = json.loads(confirmed(signed_in(user)).get("/me/data/phenopacket").content)
    told = {f["type"]["id"]: f.get("excluded", False) for f in packet["phenotypicFeatures"]}
    assert told == {"HP:0007359": False, "HP:0000252": True}


@pytest.mark.parametrize("seed", range(12))
def test_matchmaker_file__of_anybody_keeps_the_rules_of_version_1_1(full_release, host_row, seed):
    user, profile, _signs, _diseases = somebody(seed)
    response = confirmed(signed_in(user)).post("/me/data/matchmaker", CONTACT)
    present = profile.signs.exists()
    if not present:
        assert "attachment" not in response.headers.get("Content-Disposition", "")
        return
    patient = json.loads(response.content)["patient"]
    assert patient["id"]
    assert patient["contact"] == {"name": "Dr. Ada Gene", "href": "mailto:ada@clinic.example"}
    assert patient.get("features") or patient.get("genomicFeatures")
    for feature in patient["features"]:
        assert set(feature) <= {"id", "label", "observed", "ageOfOnset"}
        assert feature["id"] in current().ontology.index_of
        assert feature.get("observed", "yes") in {"yes", "no"}
    for disorder in patient.get("disorders", ()):
        assert disorder["id"].partition(":")[0] in {"MIM", "Orphanet"}
    told = response.content.decode()
    assert "Lyon" not in told
    assert user.email not in told
    assert profile.pseudonym not in told
