import datetime
import re

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone
from tests.web.accounts.cast import link_in, make_user, signed_in, with_second_factor

from rarekin.errors import InputError
from rarekin.model.disease import Section
from rarekin.web.accounts.models import OutgoingMail
from rarekin.web.accounts.rights.leaving import erase, export_json
from rarekin.web.accounts.tasks import PERIODS
from rarekin.web.curation.models import Suggestion
from rarekin.web.curation.suggestions import forget_unconfirmed, suggestion_decide

POH = "MONDO:0008153"
SIGN = "She has short stature and hard lumps."
WORDS = "It can begin before the first birthday."


def fields(**changed):
    return {
        "disease": POH, "section": "outlook", "words": WORDS, "origin": "lived",
        "source": "10.1000/x", "email": "ada@example.org", "website": "", **changed,
    }  # fmt: skip


def confirmed_suggestion(**changed):
    Client().post("/suggest", fields(**changed))
    path = link_in(OutgoingMail.objects.latest("pk"))
    Client().post(path)
    return Suggestion.objects.latest("pk")


@pytest.fixture
def moderator():
    return with_second_factor(make_user("mod@example.org", is_moderator=True))


@pytest.mark.parametrize("section", [s for s in Section if s.value not in ("people", "sources")])
def test_link__stands_in_every_section_of_the_page_that_is_shown(section):
    page = Client().get(f"/disease/{POH}").content.decode()
    if f'id="{section.value}"' in page:
        assert f"/suggest?disease={POH}&amp;section={section.value}" in page


def test_by_mail__waits_unseen_until_the_link_is_opened_and_confirmed():
    reply = Client().post("/suggest", fields())
    assert reply.url == "/suggest/sent"
    suggestion = Suggestion.objects.get()
    mail = OutgoingMail.objects.get()
    path = link_in(mail)
    assert Client().get(path).status_code == 200
    suggestion.refresh_from_db()
    assert suggestion.state == "new"
    Client().post(path)
    suggestion.refresh_from_db()
    assert suggestion.state == "confirmed"
    assert mail.to == "ada@example.org"


def test_mails__never_name_the_disease_or_what_was_written(moderator):
    suggestion = confirmed_suggestion()
    suggestion_decide(suggestion, by=moderator, accept=False, reason="source", answer="osseous")
    mails = list(OutgoingMail.objects.all())
    assert len(mails) == 2
    for mail in mails:
        told = (mail.subject + mail.text).casefold()
        for secret in ("osseous", "heteroplasia", POH.casefold(), "birthday", "outlook"):
            assert secret not in told
    assert "published source" in mails[-1].text


def test_suggestion__is_never_on_a_page_before_or_after_it_is_decided(moderator):
    suggestion = confirmed_suggestion()
    assert WORDS not in Client().get(f"/disease/{POH}").content.decode()
    suggestion_decide(suggestion, by=moderator, accept=True)
    assert WORDS not in Client().get(f"/disease/{POH}").content.decode()


def test_sign__is_read_shown_back_and_only_what_is_ticked_is_kept():
    asked = Client().post("/suggest", fields(section="signs", words=SIGN))
    assert "HP:0004322" in asked.content.decode()
    assert not Suggestion.objects.exists()
    Client().post(
        "/suggest",
        fields(section="signs", words=SIGN, terms_seen="1", term=["HP:0004322", "HP:9", "x'"]),
    )
    assert Suggestion.objects.get().terms == ["HP:0004322"]


def test_member__needs_no_mail_and_sees_what_became_of_it(moderator):
    user = make_user("bob@example.org")
    client = signed_in(user)
    assert client.post("/suggest", fields(email="")).url == "/me/suggestions"
    suggestion = Suggestion.objects.get()
    assert (suggestion.state, suggestion.email, suggestion.author) == ("confirmed", "", user)
    desk = signed_in(moderator)
    name = suggestion.handle
    desk.post(
        "/host/suggestions",
        {"handle": name, "do": "decline", f"{name}-reason": "known", f"{name}-answer": "See above"},
    )
    shown = client.get("/me/suggestions").content.decode()
    assert "See above" in shown
    assert "says it already" in shown
    client.post("/me/suggestions", {"withdraw": name})
    assert not Suggestion.objects.exists()


def test_decide__needs_a_reason_to_decline_and_happens_once(moderator):
    suggestion = confirmed_suggestion()
    with pytest.raises(InputError):
        suggestion_decide(suggestion, by=moderator, accept=False, reason="because")
    suggestion_decide(suggestion, by=moderator, accept=True)
    with pytest.raises(InputError):
        suggestion_decide(suggestion, by=moderator, accept=False, reason="known")
    suggestion.refresh_from_db()
    assert (suggestion.state, suggestion.email) == ("accepted", "")


def test_review__exists_for_moderators_with_a_second_factor_only(moderator):
    confirmed_suggestion()
    assert Client().get("/host/suggestions").status_code == 404
    assert signed_in(make_user("eve@example.org")).get("/host/suggestions").status_code == 404
    bare = make_user("bare@example.org", is_moderator=True)
    assert signed_in(bare).get("/host/suggestions").status_code == 302
    shown = signed_in(moderator).get("/host/suggestions").content.decode()
    assert WORDS in shown
    assert "ada@example.org" not in shown
    assert '#outlook">Outlook</a>' in shown


def test_suggest__answers_the_same_for_known_unknown_and_tired_addresses():
    make_user("known@example.org")
    replies = [Client().post("/suggest", fields(email="known@example.org")) for _ in range(5)]
    replies.append(Client().post("/suggest", fields(email="new@example.org")))
    assert len({(r.status_code, r.url, r.content) for r in replies}) == 1
    assert OutgoingMail.objects.filter(to="known@example.org").count() == 3


def test_suggest__a_place_is_limited_and_machines_are_told_nothing():
    assert Client().post("/suggest", fields(website="http://spam")).url == "/suggest/sent"
    assert not Suggestion.objects.exists()
    codes = [
        Client().post("/suggest", fields(email=f"a{n}@example.org")).status_code for n in range(21)
    ]
    assert codes[-1] == 429
    assert codes[0] == 302


@pytest.mark.parametrize(
    ("changed", "status"),
    [({"disease": "MONDO:9999999"}, 404), ({"disease": ""}, 404), ({"words": "x"}, 200),
     ({"words": "x" * 3000}, 200), ({"origin": "god"}, 200), ({"email": "nobody"}, 200)],
)  # fmt: skip
def test_suggest__refuses_what_it_cannot_use(changed, status):
    assert Client().post("/suggest", fields(**changed)).status_code == status
    assert not Suggestion.objects.exists()


def test_confirm__a_damaged_link_has_served():
    assert Client().get("/suggest/confirm/abc:def").status_code == 410


def test_forget__drops_what_nobody_confirmed():
    Client().post("/suggest", fields())
    assert forget_unconfirmed(timezone.now()) == 0
    assert forget_unconfirmed(timezone.now() + datetime.timedelta(days=4)) == 1
    assert "forget_suggestions" in PERIODS


def test_person__exports_and_erases_what_they_suggested():
    confirmed_suggestion()
    user = make_user("ada@example.org")
    stranger = make_user("bob@example.org")
    assert WORDS in export_json(user)
    assert WORDS not in export_json(stranger)
    erase(user)
    assert not Suggestion.objects.exists()


def form_key_in(page):
    return re.search(r'name="form_key" value="([^"]+)"', page.content.decode())[1]


def test_form__sent_twice_is_kept_once_and_answered_alike():
    key = form_key_in(Client().get(f"/suggest?disease={POH}&section=outlook"))
    answers = [Client().post("/suggest", fields(form_key=key)).url for _n in range(3)]
    assert answers == ["/suggest/sent"] * 3
    assert Suggestion.objects.count() == OutgoingMail.objects.count() == 1
    Client().post("/suggest", fields(form_key=f"{key}x"))
    assert Suggestion.objects.count() == 2
    member = signed_in(make_user("m@example.org"))
    for _n in range(2):
        sent = member.post("/suggest", fields(form_key="one", email=""))
        assert sent.url == "/me/suggestions"
    assert Suggestion.objects.count() == 3


def test_form_key__survives_the_question_which_signs_are_meant():
    sent = fields(section="signs", words=SIGN, form_key="kept-key")
    assert form_key_in(Client().post("/suggest", sent)) == "kept-key"


def test_form__whose_keeping_failed_can_be_sent_again(monkeypatch):
    def fail(*_args, **_kwargs):
        raise OperationalError("away")

    with monkeypatch.context() as broken:
        broken.setattr("rarekin.web.curation.views.suggestions.suggestion_by_mail", fail)
        assert Client().post("/suggest", fields(form_key="again")).status_code == 503
    Client().post("/suggest", fields(form_key="again"))
    assert Suggestion.objects.count() == 1


def test_desk__says_nothing_to_a_moderator_that_is_meant_for_the_writer(moderator):
    confirmed_suggestion()
    page = signed_in(moderator).get("/host/suggestions").content.decode()
    assert WORDS in page
    assert "You passed it on" not in page


@pytest.mark.parametrize(
    ("do", "changed"),
    [("decline", {}), ("accept", {"sentence": "x" * 500})],
    ids=["no reason", "too long"],
)
def test_desk__keeps_what_was_typed_where_something_is_missing(moderator, do, changed):
    suggestion = confirmed_suggestion()
    typed = {"sentence": "It can begin early.", "answer": "Thank you for this."} | changed
    sent = {f"{suggestion.handle}-{name}": value for name, value in typed.items()}
    answer = signed_in(moderator).post(
        "/host/suggestions", {"handle": suggestion.handle, "do": do} | sent
    )
    assert answer.status_code == 400
    for value in typed.values():
        assert value in answer.content.decode()
    suggestion.refresh_from_db()
    assert suggestion.state == "confirmed", "nothing is decided by half"
