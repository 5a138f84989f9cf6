"""From a disease page to being ready to be introduced, and what nobody learns on the way."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone
from tests.web.accounts.cast import PASSWORD, link_in, make_profile, make_user, signed_in

from rarekin.web.accounts.being.people import matchable
from rarekin.web.accounts.models import (
    Consent,
    OutgoingMail,
    Profile,
    ProfileDisease,
    SignUpWish,
    User,
)
from rarekin.web.accounts.models.profile import Reach, Sharing

POH = "MONDO:0008153"
LUMPS = "HP:0034282"
WORDS = "She has hard lumps of bone under the skin, no fever, and her joints are stiff."
ILLNESS = ("MONDO", "0008153", "osseous", "HP:", "lumps")


def ask(client=None, email="ada@example.org", **fields):
    sent = {"email": email, "is_adult": "on", "meeting": "1", **fields}
    return (client or Client()).post("/account/signup/", sent)


def link(email="ada@example.org"):
    return link_in(OutgoingMail.objects.filter(to=email).latest("pk"))


def finish(client=None, email="ada@example.org", agree=("introductions",), **fields):
    client = client or Client()
    page = client.get(link(email))
    assert page.status_code == 200
    form = page.context["meet"]
    sent = {"disease": form["disease"].value(), "name": form.proposed_name, "role": "parent"}
    sent |= {"signs": form["signs"].value() if form.offered else [], "agree": agree}
    return client.post(link(email), {**sent, "password": PASSWORD, **fields})


def test_door__stands_under_the_title_without_a_token_and_counts_nobody(full_release, host_row):
    answer = Client().get(f"/disease/{POH}")
    page = answer.content.decode()
    above = page.split('id="first_steps"')[0]
    assert '<form class="actions" method="post" action="/meet">' in above
    assert f'name="disease" value="{POH}"' in above
    assert "csrf" not in page
    assert not answer.cookies
    assert "people here" not in above


def test_way__from_the_door_to_being_proposed(full_release, host_row):
    door = Client().post("/meet", {"disease": "OMIM:166350"})
    assert "progressive osseous heteroplasia" in door.content.decode()
    assert door["Cache-Control"].startswith("max-age=0")
    assert ask(disease=POH)["Location"] == "/account/signup/sent"
    client = Client()
    assert finish(client)["Location"] == "/me"
    card = Profile.objects.get()
    assert card.reach == Reach.MATCHABLE
    assert [(d.disease, d.sharing) for d in card.diseases.all()] == [(POH, Sharing.MATCH)]
    assert list(Consent.objects.values_list("purpose", flat=True)) == ["introductions"]
    User.objects.update(is_held=False)
    day = timezone.now() + datetime.timedelta(days=7)
    page = client.get("/me").content.decode()
    assert (
        f"From {day:%B} {day.day}, {day.year}" in page
        or f"From {day.day} {day:%B} {day.year}" in page
    )
    assert not matchable().exists()
    assert matchable(day + datetime.timedelta(minutes=1)).get() == card


def test_way__without_a_diagnosis_by_signs_that_are_confirmed(full_release, host_row):
    ask(words=WORDS)
    shown = Client().get(link()).context["meet"]
    assert f"{LUMPS}=present" in shown.offered
    assert any(value.endswith("=excluded") for value in shown.offered)
    kept = [value for value in shown.offered if value != f"{LUMPS}=present"]
    finish(role="undiagnosed", signs=kept)
    card = Profile.objects.get()
    assert not card.diseases.exists()
    stored = set(card.signs.values_list("term", "excluded", "sharing"))
    assert len(stored) == len(kept)
    assert LUMPS not in {term for term, _excluded, _sharing in stored}
    assert {sharing for _term, _excluded, sharing in stored} == {Sharing.MATCH}


def test_way__without_a_yes_nothing_is_used(full_release, host_row):
    ask(disease=POH)
    finish(agree=())
    card = Profile.objects.get()
    assert (card.reach, card.role_sharing) == (Reach.HIDDEN, Sharing.PRIVATE)
    assert card.diseases.get().sharing == Sharing.PRIVATE
    assert not Consent.objects.exists()
    assert not matchable(timezone.now() + datetime.timedelta(days=99)).exists()


def test_boxes__are_empty_at_first_and_each_purpose_has_its_own(full_release, host_row):
    ask(disease=POH)
    page = Client().get(link()).content.decode()
    boxes = [part.split(">")[0] for part in page.split('<input type="checkbox"')[1:]]
    assert [box.split('value="')[1].split('"')[0] for box in boxes] == [
        "introductions", "mail_introductions", "mail_messages"
    ]  # fmt: skip
    assert not any("checked" in box for box in boxes)
    assert "checked" not in page.split("Why are you here")[1].split("</fieldset>")[0]


def test_way__of_somebody_who_is_held_proposes_nobody_until_a_moderator_looked(
    full_release, host_row
):
    ask(disease=POH)  # without the moment of work
    client = Client()
    finish(client)
    assert User.objects.get().is_held
    assert b"A moderator looks at your account first" in client.get("/me").content
    later = timezone.now() + datetime.timedelta(days=8)
    assert not matchable(later).exists()
    User.objects.update(is_held=False)
    assert matchable(later).exists()


def test_way__of_a_role_that_has_to_be_checked_stays_hidden(full_release, host_row):
    ask(disease=POH)
    finish(role="professional")
    assert Profile.objects.get().reach == Reach.HIDDEN


def test_row__says_nothing_about_what_somebody_came_for(full_release, host_row):
    """Whoever reads the database finds no link between an address and a disease."""
    ask(email="ada@example.org", disease=POH)
    ask(email="bob@example.org", words=WORDS)
    Client().post("/account/signup/", {"email": "cyd@example.org", "is_adult": "on"})
    rows = list(SignUpWish.objects.values())
    assert len({len(row["sealed"]) for row in rows}) == 1
    assert not [word for word in ILLNESS if word in str(rows)]


def test_steps__are_the_same_for_a_known_address(full_release, host_row):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    make_user("known@example.org")
    ask(email="first@example.org", disease=POH)  # begins the count of this place
    found = []
    for email in ("known@example.org", "new@example.org"):
        with CaptureQueriesContext(connection) as queries:
            answer = ask(email=email, disease=POH)
        found.append((answer.status_code, answer["Location"], len(queries)))
    assert found[0] == found[1]


def test_mail_addresses_and_titles__tell_no_illness(full_release, host_row):
    client = Client()
    pages = [client.post("/meet", {"disease": POH}), client.get("/meet")]
    ask(client, disease=POH)
    mail = OutgoingMail.objects.get()
    said = f"{mail.subject} {mail.text} {mail.html} {mail.headers}"
    assert not [word for word in (*ILLNESS, "disease") if word in said]
    pages.append(client.get(link()))
    finish(client)
    pages.append(client.get("/me"))
    for page in pages:
        text = page.content.decode()
        title = text.split("<title>")[1].split("</title>")[0]
        links = [
            part.split('"')[0]
            for kind in ("href", "action")
            for part in text.split(f'{kind}="')[1:]
        ]
        assert not [word for word in (*ILLNESS, "isease") if word in title]
        assert not [each for each in links if any(word in each for word in ILLNESS)]
        assert not [word for word in ILLNESS if word in str(dict(client.session.items()))]


def test_form_from_elsewhere__draws_a_page_and_changes_nothing(full_release, host_row):
    """A strange site may send the form of a disease page; it learns and changes nothing."""
    user = make_user("ada@example.org")
    make_profile(user, "Calm Otter 1")
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    before = (ProfileDisease.objects.count(), Consent.objects.count())
    answer = client.post("/meet", {"disease": POH, "agree": "introductions", "role": "parent"})
    assert answer.status_code == 200
    assert answer["X-Frame-Options"] == "DENY"
    assert (ProfileDisease.objects.count(), Consent.objects.count()) == before
    assert client.post("/meet/start", {"disease": POH, "agree": "introductions"}).status_code == 403
    assert (ProfileDisease.objects.count(), Consent.objects.count()) == before


def test_somebody_who_is_here__needs_one_page_and_is_asked_only_what_is_missing(
    full_release, host_row
):
    user = make_user("ada@example.org")
    make_profile(user, "Calm Otter 1")
    client = signed_in(user)
    form = client.post("/meet", {"disease": POH}).context["meet"]
    assert "role" not in form.fields
    sent = {"disease": POH, "agree": ["introductions", "mail_messages"]}
    assert client.post("/meet/start", sent)["Location"] == "/me"
    again = client.post("/meet", {"words": WORDS}).context["meet"]
    assert [box.slug for box, _is_ticked in again.boxes] == ["mail_introductions"]
    client.post("/meet/start", {"offered": again.offered, "signs": again.offered[:1]})
    card = Profile.objects.get()
    assert card.signs.get().sharing == Sharing.MATCH
    assert card.reach == Reach.MATCHABLE


@pytest.mark.parametrize("sent", [{"disease": "nothing of the kind"}, {"disease": "MONDO:9999999"},
                                  {"offered": ["HP:9999999=present", "x", "HP:0011987=maybe"]},
                                  {"role": "king"}, {"name": "Maria Gonzalez"}])  # fmt: skip
def test_forged_forms__are_refused_or_left_out(full_release, host_row, sent):
    client = signed_in(make_user("ada@example.org"))
    whole = {"role": "parent", "agree": ["introductions"], **sent}
    assert client.post("/meet", sent).status_code == 200
    answer = client.post("/meet/start", whole)
    assert answer.status_code in (200, 302)
    assert not ProfileDisease.objects.exists()
    for card in Profile.objects.all():
        assert "Maria" not in card.pseudonym
        assert not card.signs.exists()
