import json

from django.test import Client
from tests.web.accounts.cast import ALL_PRIVATE, PASSWORD, link_in

from rarekin.web.accounts.arriving import puzzle
from rarekin.web.accounts.models import OutgoingMail, Profile, Tombstone, User
from rarekin.web.accounts.rights.leaving import erase

WORDS = "She has hard lumps of bone under the skin and her joints are stiff. No fever."


def sign_up(client: Client, email: str) -> User:
    page = client.get("/account/signup/")
    challenge = page.context["challenge"]
    sent = client.post(
        "/account/signup/",
        {"email": email, "is_adult": "on", "challenge": challenge,
         "answer": puzzle.solve(challenge)},
    )  # fmt: skip
    assert sent["Location"] == "/account/signup/sent"
    [mail] = OutgoingMail.objects.filter(to=email)
    done = client.post(link_in(mail), {"password": PASSWORD})
    assert done.status_code == 302, done.content
    assert done["Location"] == "/me/profile"
    return User.objects.get(email=email)


def test_main_path__sign_up_describe_hide_download_erase(full_release, host_row):
    client, stranger = Client(), Client()
    user = sign_up(client, "ada@example.org")
    assert not user.is_held
    sign_up(stranger, "bob@example.org")

    assert client.get("/me").status_code == 200
    saved = client.post(
        "/me/profile",
        {"pseudonym": "Calm Otter", "role": "parent", "age_band": "2-11", "languages": ["en"],
         "country": "FR", **ALL_PRIVATE},
    )  # fmt: skip
    assert saved["Location"] == "/me/diseases"
    client.post("/me/topics", {"topics": ["school"], "who_may_know": "match"})
    hits = client.post("/me/diseases", {"words": "progressive osseous heteroplasia"})
    assert b"MONDO:0008153" in hits.content
    client.post("/me/diseases", {"add": "MONDO:0008153"})
    found = client.post("/me/signs", {"words": WORDS, "do": "read"})
    terms = [str(sign.term) for sign in found.context["found"]]
    assert terms
    assert not Profile.objects.get(user=user).signs.exists(), "nothing is stored before a yes"
    states = {f"state-{term}": "present" for term in terms}
    client.post("/me/signs", {"term": terms, **states, "do": "store"})
    profile = Profile.objects.get(user=user)
    assert set(profile.signs.values_list("term", flat=True)) == set(terms)

    own = client.get(f"/card/{profile.handle}")
    hidden = stranger.get(f"/card/{profile.handle}")
    absent = stranger.get("/card/AAAAAAAAAAAAAAAA")
    assert own.status_code == 200
    assert (hidden.status_code, absent.status_code) == (404, 404)
    assert hidden.content == absent.content

    asked = client.get("/me/data/everything.json")
    assert asked.status_code == 302
    assert asked["Location"].startswith("/account/reauthenticate/")
    got = client.post(asked["Location"], {"password": PASSWORD}, follow=True)
    everything = json.loads(got.content)
    assert everything["tables"]["accounts.ProfileDisease"]["rows"][0]["disease"] == "MONDO:0008153"
    assert len(everything["tables"]["accounts.ProfileSign"]["rows"]) == len(terms)
    assert b"MONDO:0008153" in client.get("/me/data/everything.html").content

    client.post("/me/consents", {"give": "research"})
    packet = json.loads(client.get("/me/data/phenopacket").content)
    assert {f["type"]["id"] for f in packet["phenotypicFeatures"]} == set(terms)
    mme = client.post(
        "/me/data/matchmaker", {"contact_name": "Dr Gene", "contact_email": "gene@example.org"}
    )
    patient = json.loads(mme.content)["patient"]
    assert patient["disorders"][0]["id"] in {"MIM:166350", "Orphanet:2762"}
    assert patient["contact"]["href"] == "mailto:gene@example.org"

    assert client.post("/me/erase/ask").status_code == 302
    assert b"erased" in client.get("/me").content
    erase(user)
    assert not User.objects.filter(email="ada@example.org").exists()
    assert Tombstone.objects.count() == 1
    assert client.get("/me").status_code == 302
