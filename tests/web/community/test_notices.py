import dataclasses
import datetime
import re

import pytest
from django.test import Client
from django.utils import timezone
from tests.web.accounts.cast import make_profile, make_user, signed_in
from tests.web.community.cast import POH, browser

from rarekin.model.citations import Citation
from rarekin.model.disease import Fact, Section
from rarekin.model.identifiers import Curie
from rarekin.web.accounts.models import OutgoingMail, User
from rarekin.web.accounts.rights.consents import consent_give, has_consented
from rarekin.web.community.models import MailRhythm, Notice, TimelineEntry, Watch
from rarekin.web.community.telling import watching
from rarekin.web.community.telling.digests import is_quiet, token_for, write_mails
from rarekin.web.community.telling.notices import notify
from rarekin.web.community.telling.watching import around, tell_watchers, watch

NOON = datetime.datetime(2026, 11, 23, 12, 0, tzinfo=datetime.UTC)


@pytest.fixture
def user(host_row):
    made = make_user("ada@example.org")
    consent_give(user=made, purpose="mail_messages")
    return made


def test_mail__says_how_much_and_not_what(user):
    for about in ("a", "b"):
        notify(user.pk, Notice.Kind.MESSAGE, about=about)
    assert write_mails(NOON) == 1
    mail = OutgoingMail.objects.get()
    assert "2 things wait for you" in mail.text
    assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail.headers["List-Unsubscribe"].startswith("<")
    assert not [
        w for w in ("message", "disease", "introduc") if w in (mail.subject + mail.text).lower()
    ]
    assert write_mails(NOON) == 0, "nothing is mailed twice"


def test_mail__comes_only_with_consent_and_rarely(user):
    notify(user.pk, Notice.Kind.PROPOSED, about="a")
    assert write_mails(NOON) == 0
    notify(user.pk, Notice.Kind.MESSAGE, about="b")
    assert write_mails(NOON) == 1
    notify(user.pk, Notice.Kind.MESSAGE, about="c")
    assert write_mails(NOON + datetime.timedelta(hours=1)) == 0
    assert write_mails(NOON + datetime.timedelta(hours=24)) == 1


@pytest.mark.parametrize(
    ("start", "end", "clock", "hour", "expected"),
    [(21, 8, "", 23, True), (21, 8, "", 7, True), (21, 8, "", 8, False), (21, 8, "", 12, False),
     (13, 15, "", 14, True), (13, 15, "", 15, False), (21, 8, "+09:00", 14, True),
     (0, 0, "", 5, False), (21, 8, "no such zone", 12, False)],
)  # fmt: skip
def test_quiet_hours__hold_in_the_persons_own_time(start, end, clock, hour, expected):
    rhythm = MailRhythm(quiet_from=start, quiet_until=end, clock=clock)
    assert is_quiet(rhythm, NOON.replace(hour=hour)) is expected


def test_quiet_hours__delay_and_lose_nothing(user):
    notify(user.pk, Notice.Kind.MESSAGE, about="a")
    assert write_mails(NOON.replace(hour=23)) == 0
    assert write_mails(NOON.replace(hour=9)) == 1


def test_one_click__ends_mail_without_signing_in(user):
    client = Client(enforce_csrf_checks=True)
    address = f"/people/unsubscribe/{token_for(user, 'mail_messages')}"
    assert client.get(address).status_code == 200
    assert has_consented(user, "mail_messages"), "looking ends nothing: scanners look"
    done = client.post(address, {"List-Unsubscribe": "One-Click"})
    assert done.status_code == 200
    assert not has_consented(user, "mail_messages")


def test_wrong_token__gets_the_same_answer_and_does_nothing(user):
    token = token_for(user, "mail_digest")
    right = Client().post(f"/people/unsubscribe/{token}")
    wrong = Client().post("/people/unsubscribe/forged:token:x")
    assert right.content.replace(token.encode(), b"forged:token:x") == wrong.content
    Client().post(f"/people/unsubscribe/{token_for(user, 'introductions')}")
    assert has_consented(user, "mail_messages")


def test_watch__tells_of_changes_weekly_and_of_nobody(full_release, user):
    made = watch(user=user, disease="progressive osseous heteroplasia")
    assert made.disease == POH
    assert watch(user=user, disease=POH).pk == made.pk
    now = timezone.now()
    assert tell_watchers(now) == 0
    later = now + datetime.timedelta(days=8)
    assert tell_watchers(later) == 0, "nothing changed"
    Watch.objects.update(seen="older", told_at=now)
    assert tell_watchers(later) == 1
    assert tell_watchers(later) == 0
    page = signed_in(user).get("/people/watches").content.decode()
    assert "rogressive osseous heteroplasia" in page


def test_many_changes__are_one_notice_a_week(full_release, user):
    for disease in (POH, "MONDO:0007606", "MONDO:0009061"):
        watch(user=user, disease=disease)
    now = timezone.now()
    Watch.objects.update(seen="older", made_at=now - datetime.timedelta(days=30))
    assert tell_watchers(now) == 1
    Watch.objects.update(seen="older")
    assert tell_watchers(now + datetime.timedelta(days=6)) == 0
    assert tell_watchers(now + datetime.timedelta(days=9)) == 1
    assert Notice.objects.filter(kind="watch").count() == 1, "while the first is unread"


def test_watched_disease__shows_only_studies_that_look_for_people(full_release, user, monkeypatch):
    def study(status):
        url = f"https://clinicaltrials.gov/study/{status}"
        return Fact(Curie(POH), Section.TRIALS, "trial", "clinicaltrials", text=f"Study {status}",
                    value={"status": status}, citations=(Citation("t", "e", url=url),))  # fmt: skip

    assert around("MONDO:9999999").name == "MONDO:9999999", "gone from the release"
    studies = (study("RECRUITING"), study("COMPLETED"))
    page = dataclasses.replace(watching.disease_page(POH), facts={Section.TRIALS: studies})
    monkeypatch.setattr(watching, "disease_page", lambda _disease: page)
    watch(user=user, disease=POH)
    shown = signed_in(user).get("/people/watches").content.decode()
    assert 'href="https://clinicaltrials.gov/study/RECRUITING" rel="noopener noreferrer"' in shown
    assert "COMPLETED" not in shown


def test_watches_page__adds_and_takes_off(full_release, user):
    client = signed_in(user)
    assert (
        "MONDO:0008153"
        in client.post("/people/watches", {"words": "osseous heteropl"}).content.decode()
    )
    client.post("/people/watches", {"watch": POH})
    client.post("/people/watches", {"watch": "no such thing at all"})
    assert Watch.objects.count() == 1
    client.post("/people/watches", {"unwatch": POH})
    assert not Watch.objects.exists()


def test_timeline__is_ones_own_and_in_order(user):
    client = signed_in(user)
    first = {"kind": "sign", "words": ""}
    client.post("/people/timeline", {**first, "year": "2020", "month": "5", "title": "Second"})
    client.post("/people/timeline", {**first, "year": "2020", "title": "First"})
    page = client.get("/people/timeline").content.decode()
    assert page.index("First") < page.index("Second")
    other = signed_in(make_user("bob@example.org"))
    assert "First" not in other.get("/people/timeline").content.decode()
    handle = TimelineEntry.objects.first().handle
    other.post("/people/timeline", {"remove": handle})
    assert TimelineEntry.objects.count() == 2
    client.post("/people/timeline", {"remove": handle})
    assert TimelineEntry.objects.count() == 1


@pytest.mark.parametrize(
    "change", [{"year": "3000"}, {"year": "x"}, {"month": "13"}, {"day": "4"}, {"title": ""}]
)
def test_timeline__refuses_what_cannot_be(user, change):
    entry = {"year": "2020", "kind": "sign", "title": "T", "words": "kept words"} | change
    sent = signed_in(user).post("/people/timeline", entry)
    assert sent.status_code == 400
    assert b"kept words" in sent.content
    assert not TimelineEntry.objects.exists()


def test_notices_page__shows_what_waits_and_saves_quiet_hours(toy_release, cast):
    ada = cast.person("Calm Otter")
    notify(ada.user_id, Notice.Kind.MESSAGE, about="x")
    client = browser(ada)
    assert b"You have a new message" in client.get("/people/notices").content
    hours = {"quiet_from": "20", "quiet_until": "9"}
    client.post("/people/notices", {**hours, "clock": "", "said": "Asia/Katmandu"})
    rhythm = MailRhythm.objects.get(user=ada.user)
    assert (rhythm.quiet_from, rhythm.clock) == (20, "Asia/Kathmandu")
    client.post("/people/notices", {**hours, "clock": "America/New_York", "said": "Asia/Tokyo"})
    assert MailRhythm.objects.get(user=ada.user).clock == "America/New_York"
    client.post("/people/notices", {**hours, "clock": "Mars/Olympus"})
    assert MailRhythm.objects.get(user=ada.user).clock == "America/New_York", "none that we know"
    client.post("/people/notices", {"all_read": "1"})
    assert b"You have a new message" not in client.get("/people/notices").content


def test_mail_being_down__loses_no_notice(user, settings):
    from rarekin.web.accounts.outbox import deliver_next

    settings.DELIVERY_BACKEND = "tests.web.community.test_notices.Down"
    notify(user.pk, Notice.Kind.MESSAGE, about="a")
    write_mails(NOON)
    deliver_next(timezone.now())
    mail = OutgoingMail.objects.get()
    assert mail.state == OutgoingMail.State.WAITING
    assert "waits for you" in mail.text


class Down:
    def __init__(self, **_options):
        pass

    def send_messages(self, _messages):
        raise ConnectionRefusedError


KINDS_OF_SENTENCE = {
    "There is news about meeting people": ("proposed", "introduced", "circle", "formed", "widened"),
    "Somebody answered you": ("message", "reply", "known"),
    "Something you follow has changed": ("watch",),
    "Something waits for you": ("greet", "decision", "help", "account", "report"),
}


@pytest.mark.parametrize(
    ("sentence", "kind"), [(s, k) for s, kinds in KINDS_OF_SENTENCE.items() for k in kinds]
)
def test_mail__says_one_of_few_neutral_sentences(user, sentence, kind):
    for purpose in ("mail_introductions", "mail_messages", "mail_digest"):
        consent_give(user=user, purpose=purpose)
    notify(user.pk, Notice.Kind(kind), about="a")
    assert write_mails(NOON) == 1
    mail = OutgoingMail.objects.get()
    assert mail.subject == sentence
    assert f"{sentence}.\n" in mail.text


def test_mail__about_things_of_two_kinds_says_what_is_true_of_both(user):
    notify(user.pk, Notice.Kind.MESSAGE, about="a")
    notify(user.pk, Notice.Kind.DECISION, about="b")
    assert write_mails(NOON) == 1
    assert OutgoingMail.objects.get().subject == "Something waits for you"


def test_mail__every_kind_of_notice_has_its_sentence():
    told = {kind for kinds in KINDS_OF_SENTENCE.values() for kind in kinds}
    assert told == set(Notice.Kind.values)


@pytest.mark.parametrize(
    ("language", "subject"),
    [("es", "Alguien le ha respondido"), ("fr", "Quelqu’un vous a répondu")],
)
def test_mail__is_in_the_language_of_the_person(user, language, subject):
    User.objects.filter(pk=user.pk).update(language=language)
    notify(user.pk, Notice.Kind.MESSAGE, about="a")
    assert write_mails(NOON) == 1
    assert OutgoingMail.objects.get().subject == subject


@pytest.mark.parametrize("language", ["en", "es", "fr", "ar"])
def test_my_space__counts_what_waits_in_every_language(user, language):
    """Numbers were kept by their place's name, which is another in each language."""
    make_profile(user, "Calm Otter")
    notify(user.pk, Notice.Kind.MESSAGE, about="a")
    prefix = "" if language == "en" else f"/{language}"
    page = signed_in(user).get(f"{prefix}/me").content.decode()
    chips = re.findall(r'<span class="chip">(.*?)</a>', page)
    assert len(chips) == 2, "messages, and what is new"
    assert all("1" in chip for chip in chips)
