"""A conversation that rests looks the same however the other went, letters or not."""

import re

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.web.accounts.cast import confirmed
from tests.web.community.cast import browser, side_of

from rarekin.web.accounts.models import Profile, User
from rarekin.web.accounts.models.profile import Reach
from rarekin.web.accounts.rights.consents import consent_withdraw
from rarekin.web.accounts.rights.leaving import erase, erasure_ask, everything_about
from rarekin.web.accounts.rights.letters import letters_choose
from rarekin.web.community.models import KeptLetter, Message, Notice, Report
from rarekin.web.community.safety.blocking import block
from rarekin.web.community.safety.moderation import decide, open_reports
from rarekin.web.community.safety.targets import target_of
from rarekin.web.community.talking.talks import message_send, talk_with
from rarekin.web.community.telling.notices import n_messages

TOKEN = re.compile(rb'(name="csrfmiddlewaretoken" value)="[^"]*"')
# Who runs the site is asked for once in a while, whoever reads.
TABLES = re.compile(r'(?:FROM|INTO|UPDATE) "(?!accounts_host)\w+"')
WAYS = ("blocks", "was blocked", "hides", "suspended", "held", "withdraws", "asks to leave",
        "leaves")  # fmt: skip
LETTERS = pytest.mark.parametrize("letters", ["stay", "go"])


@pytest.fixture
def met(toy_release, cast):
    """Ada and Bob have written to each other."""
    ada, bob = cast.person("Calm Otter"), cast.person("Kind Heron")
    made = cast.introduce(ada, bob)
    write(made, bob, "Hello from Bob")
    write(made, ada, "Hello from Ada")
    return ada, bob, made


def fresh(profile):
    return Profile.objects.select_related("user").get(pk=profile.pk)


def moderator_of(cast):
    user = cast.person("Wise Owl").user
    user.is_moderator = True
    user.save()
    return user


def write(made, profile, words):
    talk = talk_with(fresh(profile), side_of(made, profile).handle)
    return message_send(talk=talk, text=words, form_key=words[:32])


def rest_in(how, ada, bob):
    if how == "blocks":
        block(blocker=bob, blocked=ada)
    elif how == "was blocked":
        block(blocker=ada, blocked=bob)
    elif how == "hides":
        Profile.objects.filter(pk=bob.pk).update(reach=Reach.HIDDEN)
    elif how == "leaves":
        erase(User.objects.get(pk=bob.user_id))
    elif how == "asks to leave":
        erasure_ask(user=bob.user)
    elif how == "withdraws":
        consent_withdraw(user=bob.user, purpose="introductions")
    elif how == "suspended":
        User.objects.filter(pk=bob.user_id).update(suspended_at=timezone.now())
    else:
        User.objects.filter(pk=bob.user_id).update(is_held=True)


def seen_by(ada, handle):
    """All that somebody can learn: pages, the download, and how many queries each page took."""
    client, found = browser(ada), []
    for address in ("/me", "/people/messages", f"/people/messages/{handle}",
                    "/people/introductions", "/people/notices"):  # fmt: skip
        with CaptureQueriesContext(connection) as asked:
            page = client.get(address)
        found.append((TOKEN.sub(b"", page.content), len(TABLES.findall(str(list(asked))))))
    found.append(everything_about(ada.user)["community.KeptLetter"]["rows"])
    found.append(everything_about(ada.user)["community.Side"]["rows"])
    found.append(n_messages(ada.user))
    found.append(client.post(f"/people/messages/{handle}", {"words": "x"}).status_code)
    return found


@LETTERS
def test_conversation__rests_in_the_same_bytes_however_the_other_went(met, letters):
    ada, bob, made = met
    letters_choose(profile=fresh(bob), choice=letters)
    handle = side_of(made, ada).handle
    seen = {}
    for how in WAYS:
        saved = transaction.savepoint()
        rest_in(how, ada, bob)
        seen[how] = seen_by(ada, handle)
        transaction.savepoint_rollback(saved)
    for how in WAYS:
        for told, same in zip(seen[how], seen["leaves"], strict=True):
            assert told == same, how
    one = seen["leaves"][2][0]
    assert b"This conversation rests" in one
    assert b"Hello from Ada" in one
    assert (b"Hello from Bob" in one) is (letters == "stay")
    assert b"Kind Heron" not in b"".join(page for page, _n in seen["leaves"][:5])
    assert seen["leaves"][-1] == 404


@LETTERS
def test_day_of_erasure__changes_nothing_for_the_other(met, letters):
    ada, bob, made = met
    confirmed(browser(bob)).post("/me/erase/ask", {"letters": letters})
    handle = side_of(made, ada).handle
    seen_by(ada, handle)  # what was new is no longer
    before = seen_by(ada, handle)
    assert (b"Hello from Bob" in before[2][0]) is (letters == "stay")
    erase(User.objects.get(pk=bob.user_id))
    assert seen_by(ada, handle) == before


@pytest.mark.parametrize(
    ("address", "sent"),
    [("/me", {"reach": "hidden"}), ("/me/consents", {"withdraw": "introductions"}),
     ("/me/erase/ask", {}), ("/people/messages/{}/block", {})],
)  # fmt: skip
@LETTERS
def test_every_way__asks_the_same_and_does_the_same(met, address, sent, letters):
    ada, bob, made = met
    client = confirmed(browser(bob))
    form = address.format(side_of(made, bob).handle)
    page = client.get(form.removesuffix("/ask").removesuffix("/block")).content
    asked = re.search(rb"<legend>The letters you wrote.*?</fieldset>", page, re.DOTALL)
    assert asked is not None
    assert asked[0].count(b"checked") == 1
    assert re.search(rb'value="stay" checked', asked[0])
    assert client.post(form, sent | {"letters": letters}).status_code == 302
    page = browser(ada).get(f"/people/messages/{side_of(made, ada).handle}").content
    assert b"This conversation rests" in page
    assert (b"Hello from Bob" in page) is (letters == "stay")


def test_letters__taken_back_never_come_back_while_it_rests(met):
    ada, bob, made = met
    address = f"/people/messages/{side_of(made, ada).handle}"
    Profile.objects.filter(pk=bob.pk).update(reach=Reach.HIDDEN)
    assert b"Hello from Bob" in browser(ada).get(address).content
    for choice in ("go", "stay"):
        browser(bob).post("/people/messages", {"letters": choice})
        assert b"Hello from Bob" not in browser(ada).get(address).content
    Profile.objects.filter(pk=bob.pk).update(reach=Reach.PEERS)
    assert b"Hello from Bob" in browser(ada).get(address).content, "both are here again"


def test_letters__of_one_conversation_are_taken_back_there_alone(met, cast):
    ada, bob, made = met
    cleo = cast.person("Soft Lynx")
    other = cast.introduce(bob, cleo)
    write(other, bob, "Hello to Cleo")
    block(blocker=ada, blocked=bob)
    mine = f"/people/messages/{side_of(made, bob).handle}"
    assert browser(bob).post(mine, {"do": "take_back"}).status_code == 302
    assert b"Hello from Bob" in browser(bob).get(mine).content, "one's own words stay"
    assert [one.text for one in KeptLetter.objects.order_by("pk")] == [
        "Hello from Ada", "Hello to Cleo",
    ]  # fmt: skip


def test_letters__of_the_other_can_be_deleted_and_nobody_is_told(met):
    ada, bob, made = met
    Profile.objects.filter(pk=bob.pk).update(reach=Reach.HIDDEN)
    theirs = side_of(made, bob).handle
    seen_by(fresh(bob), theirs)  # what was new is no longer
    before = seen_by(fresh(bob), theirs)
    address = f"/people/messages/{side_of(made, ada).handle}"
    browser(ada).post(address, {"do": "forget"})
    page = browser(ada).get(address).content
    assert b"Hello from Bob" not in page
    assert b"Hello from Ada" in page
    assert seen_by(fresh(bob), theirs) == before


def test_letter__released_while_it_rests_does_not_appear(met, cast):
    """Words that come into a conversation that rests would tell that somebody is here."""
    ada, bob, made = met
    message = write(made, bob, "Held words")
    Message.objects.filter(pk=message.pk).update(held_at=timezone.now())
    KeptLetter.objects.filter(message=message).delete()
    Profile.objects.filter(pk=bob.pk).update(reach=Reach.HIDDEN)
    report = Report.objects.create(reporter=ada.user, about=bob, message=message, reason="other")
    decide(actor=moderator_of(cast), target=target_of(report), kind="showed",
           reason="other", words="Fine", report=report)  # fmt: skip
    address = f"/people/messages/{side_of(made, ada).handle}"
    assert b"Held words" not in browser(ada).get(address).content


def test_notice__of_a_conversation_that_rests_does_not_wait_for_ever(met):
    ada, bob, made = met
    assert Notice.objects.filter(user=ada.user, kind="message", read_at=None).exists()
    Profile.objects.filter(pk=bob.pk).update(reach=Reach.HIDDEN)
    browser(ada).get(f"/people/messages/{side_of(made, ada).handle}")
    assert not Notice.objects.filter(user=ada.user, kind="message", read_at=None).exists()


@pytest.mark.parametrize("kind", ["letter", "talk"])
def test_report__of_somebody_gone_goes_its_way_like_any_other(met, cast, kind):
    """Who insults and leaves at once is reported all the same, and the reporter reads no more."""
    ada, bob, made = met
    moderator = moderator_of(cast)
    handle = side_of(made, ada).handle
    seen = {}
    for how in ("hides", "blocks", "leaves"):
        saved = transaction.savepoint()
        rest_in(how, ada, bob)
        client, steps = browser(ada), []
        what = KeptLetter.objects.get(text="Hello from Bob").handle if kind == "letter" else handle
        for _twice in range(2):
            page = client.post(f"/people/report/{kind}/{what}", {"reason": "unkind"})
            steps.append(page.status_code)
        steps.append(TOKEN.sub(b"", client.get("/people/reports").content))
        [report] = open_reports(moderator)
        assert (target_of(report).text == "Hello from Bob") is (kind == "letter")
        kept = "hid" if kind == "letter" else "kept"
        decide(actor=moderator, target=target_of(report), kind=kept, reason="unkind",
               words="Why", report=report)  # fmt: skip
        steps.append(TOKEN.sub(b"", client.get("/people/reports").content))
        steps.append(TOKEN.sub(b"", client.get(f"/people/messages/{handle}").content))
        seen[how] = steps
        transaction.savepoint_rollback(saved)
    assert seen["hides"] == seen["blocks"] == seen["leaves"]
    assert (b"Hello from Bob" in seen["leaves"][-1]) is (kind == "talk")


def test_resting_conversation__is_there_for_nobody_else(met, cast):
    ada, bob, made = met
    Profile.objects.filter(pk=bob.pk).update(reach=Reach.HIDDEN)
    stranger = browser(cast.person("Wise Owl"))
    mine, letter = side_of(made, ada).handle, KeptLetter.objects.get(text="Hello from Bob").handle
    assert stranger.get(f"/people/messages/{mine}").status_code == 404
    assert stranger.post(f"/people/messages/{mine}", {"do": "forget"}).status_code == 404
    assert stranger.get(f"/people/report/letter/{letter}").status_code == 404
    assert browser(bob).get(f"/people/report/letter/{letter}").status_code == 404


def test_members__are_told_before_they_write(met):
    ada, _bob, made = met
    address = f"/people/messages/{side_of(made, ada).handle}"
    for choice, told in (("stay", b"stays with the other"), ("go", b"what you wrote goes")):
        letters_choose(profile=fresh(ada), choice=choice)
        page = browser(ada).get(address).content
        assert told in page[page.index(b'name="words"') :]
