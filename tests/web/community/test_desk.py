"""The desk as whoever keeps order finds it: nothing misleads, nothing is offered in vain."""

import re

import pytest
from django.test import Client
from django.utils import timezone
from tests.web.accounts.cast import (
    PASSWORD,
    make_user,
    signed_in,
    with_second_factor,
)
from tests.web.community.cast import browser, join

from rarekin.errors import InputError
from rarekin.web.accounts.models import Host, OutgoingMail, Profile
from rarekin.web.accounts.models.profile import Role
from rarekin.web.community.models import (
    Appeal,
    CardLine,
    ModerationAction,
    Notice,
    Post,
    Report,
)
from rarekin.web.community.rooms.joining import group_of
from rarekin.web.community.safety.appeals import appeal_decide, appeal_make
from rarekin.web.community.safety.deeds import offered
from rarekin.web.community.safety.moderation import decide, report_make
from rarekin.web.community.safety.queue import n_to_decide, reported
from rarekin.web.community.safety.targets import ACCOUNT, Target
from rarekin.web.community.talking.posting import thread_start

Kind = ModerationAction.Kind
HELP = "Call the house line: 0800 111 222."


@pytest.fixture
def moderator():
    return with_second_factor(make_user("mod@example.org", is_moderator=True))


@pytest.fixture
def place(toy_release, cast):
    Host.objects.update(crisis_help=HELP)
    ada, bob, cleo = (cast.person(name) for name in ("Calm Otter", "Kind Heron", "Blue Finch"))
    for person in (ada, bob, cleo):
        join(person, "school")
    return ada, bob, cleo


def written(profile: Profile, text: str) -> Post:
    group = group_of(profile, "school")
    thread = thread_start(
        profile=profile, group=group, title="T", text=text, warning="", form_key=text[:20]
    )
    return thread.posts.get()


def report(reporter: Profile, post: Post, reason: str, words: str = "") -> Report:
    target = Target(post.author, post=post)
    return report_make(reporter=reporter.user, target=target, reason=reason, words=words)


def test_queue__danger_comes_first_and_one_thing_stands_once(place, moderator):
    ada, bob, cleo = place
    advert, cry = written(ada, "Buy this cream"), written(bob, "I cannot go on")
    report(bob, advert, "selling", "An advert")
    report(cleo, advert, "unkind", "He wrote to me, too")
    report(ada, cry, "crisis")
    found = reported(moderator)
    assert [(each.is_urgent, each.n_reports) for each in found] == [(True, 1), (False, 2)]
    assert n_to_decide(moderator) == 2
    desk = signed_in(moderator)
    page = desk.get("/people/moderation").content.decode()
    assert page.index("Somebody may be in danger") < page.index("Sells or advertises something")
    about_advert = desk.get(f"/people/moderation/report/{found[1].handle}").content.decode()
    assert "An advert" in about_advert
    assert "He wrote to me, too" in about_advert
    assert "Kind Heron" not in about_advert, "a report is judged, not its reporter"


def test_queue__words_to_one_person_are_opened_and_not_listed(place, cast, moderator):
    from rarekin.web.community.talking.talks import message_send, talk_with

    ada, bob, _cleo = place
    made = cast.introduce(ada, bob)
    side = made.sides.get(profile=ada)
    talk = talk_with(ada, side.handle)
    message = message_send(talk=talk, text="Secret words", form_key="k")
    target = Target(ada, message=message)
    report_make(reporter=bob.user, target=target, reason="unkind", words="")
    page = signed_in(moderator).get("/people/moderation").content.decode()
    assert "Unkind or threatening" in page
    assert "Secret words" not in page


def test_danger__is_told_what_to_do_and_the_person_where_there_is_help(place, moderator):
    ada, bob, _cleo = place
    cry = written(bob, "I cannot go on")
    handle = report(ada, cry, "crisis", "I am worried").handle
    desk, address = signed_in(moderator), f"/people/moderation/report/{handle}"
    page = desk.get(address).content.decode()
    assert "call the emergency number there" in page
    assert 'href="tel:0800111222"' in page
    assert re.findall(r'name="kind" value="(\w+)"', page)[0] == "helped", "the likeliest first"
    sent = desk.post(address, {"kind": "helped"}, follow=True).content.decode()
    assert "The author is told why" not in sent
    assert Post.objects.get(pk=cry.pk).hidden_at is None
    told = browser(bob).get("/people/decisions").content.decode()
    assert 'href="tel:0800111222"' in told
    assert "You did nothing wrong" in told
    assert "Somebody may be in danger" not in told
    assert "Ask for a second look" not in told
    mail = OutgoingMail.objects.filter(to=bob.user.email).get()
    for word in ("danger", "crisis", "help", "Kind Heron", "rare"):
        assert word not in mail.text.lower().replace("rarekin", "")
    assert "A moderator acted on it" in browser(ada).get("/people/reports").content.decode()


def test_danger__who_reports_reads_that_nobody_is_a_crisis_line(place):
    ada, bob, _cleo = place
    assert "no crisis line" not in browser(ada).get("/people/reports").content.decode()
    report(ada, written(bob, "I cannot go on"), "crisis")
    page = browser(ada).get("/people/reports").content.decode()
    assert "no crisis line" in page
    assert 'href="tel:0800111222"' in page


def test_leaving_it__asks_for_nothing_and_tells_only_who_reported(place, moderator):
    ada, bob, _cleo = place
    post = written(ada, "All is well")
    handle = report(bob, post, "unkind").handle
    signed_in(moderator).post(f"/people/moderation/report/{handle}", {"kind": "kept"})
    assert Report.objects.get().outcome == "kept"
    assert not Notice.objects.filter(user=ada.user).exists()
    assert not OutgoingMail.objects.exists()
    assert Notice.objects.get(user=bob.user).kind == Notice.Kind.REPORT
    browser(bob).get("/people/decisions")
    assert Notice.objects.filter(user=bob.user, read_at=None).exists(), "it leads elsewhere"
    browser(bob).get("/people/reports")
    assert not Notice.objects.filter(user=bob.user, read_at=None).exists()


@pytest.mark.parametrize("waits", [True, False])
def test_deeds__nothing_is_offered_in_vain(place, moderator, waits):
    ada, *_others = place
    post = written(ada, "Words")
    if waits:
        post.held_at = timezone.now()
    kinds = {deed.kind for deed in offered(moderator, Target(ada, post=post))}
    assert (Kind.SHOWED in kinds) is waits
    assert (Kind.KEPT in kinds) is not waits, "left alone it would wait for ever"
    account = [deed.kind for deed in offered(moderator, Target(ada, what=ACCOUNT))]
    assert account == [Kind.SUSPENDED]


def test_removed_post__shows_no_line_of_a_card_and_empties_none(place, moderator):
    ada, bob, _cleo = place
    Profile.objects.filter(pk=ada.pk).update(line="I like birds")
    post = written(ada, "Buy this")
    handle = report(bob, post, "selling").handle
    browser(ada).post(f"/people/posts/{post.handle}/remove")
    desk, address = signed_in(moderator), f"/people/moderation/report/{handle}"
    page = desk.get(address).content.decode()
    assert "I like birds" not in page
    assert "It is no longer there" in page
    desk.post(address, {"kind": "hid", "reason": "selling", "words": "No adverts"})
    assert Profile.objects.get(pk=ada.pk).line == "I like birds"


def test_line__is_shown_where_it_was_reported_and_can_be_emptied(place, cast, moderator):
    ada, bob, _cleo = place
    side = cast.propose(ada, bob).sides.get(profile=bob)
    Profile.objects.filter(pk=ada.pk).update(line="Cheap cream")
    CardLine.objects.create(side=side, writer=ada, text="Cheap cream")
    browser(bob).post(f"/people/report/card/{side.handle}", {"reason": "selling"})
    address = f"/people/moderation/report/{Report.objects.get().handle}"
    desk = signed_in(moderator)
    assert "Cheap cream" in desk.get(address).content.decode()
    desk.post(address, {"kind": "hid", "reason": "selling", "words": "No adverts"})
    assert Profile.objects.get(pk=ada.pk).line == ""
    action = ModerationAction.objects.get()
    appeal_make(author=ada.user, action=action, words="It was none")
    second = with_second_factor(make_user("mod2@example.org", is_moderator=True))
    page = signed_in(second).get(f"/people/moderation/appeal/{action.handle}").content.decode()
    assert "It cannot be brought back" in page


def test_decision__keeps_what_was_typed_where_something_is_missing(place, moderator):
    ada, bob, _cleo = place
    handle = report(bob, written(ada, "Buy this"), "selling").handle
    desk, address = signed_in(moderator), f"/people/moderation/report/{handle}"
    for sent in ({"words": "My long words"}, {"kind": "hid", "words": "My long words"}):
        refused = desk.post(address, sent)
        assert refused.status_code == 400
        assert "My long words" in refused.content.decode()
    assert not ModerationAction.objects.exists()


def test_appeal__shows_what_is_judged_and_chooses_nothing_beforehand(place, moderator):
    ada, *_others = place
    Profile.objects.filter(pk=ada.pk).update(line="I like birds")
    post = written(ada, "All doctors are fools")
    first = with_second_factor(make_user("first@example.org", is_moderator=True))
    action = decide(actor=first, target=Target(ada, post=post), kind="hid", reason="unkind",
                    words="Stay polite")  # fmt: skip
    assert "All doctors are fools" in browser(ada).get("/people/decisions").content.decode()
    appeal = appeal_make(author=ada.user, action=action, words="I was upset")
    desk, address = signed_in(moderator), f"/people/moderation/appeal/{action.handle}"
    page = desk.get(address).content.decode()
    assert "All doctors are fools" in page
    assert "I like birds" not in page
    assert "checked" not in page
    assert desk.post(address, {"words": "It stands."}).status_code == 400
    with pytest.raises(InputError):
        appeal_decide(actor=moderator, appeal=appeal, grant=None, words="Why")
    desk.post(address, {"grant": "no", "words": "Ours is a friendly place."})
    assert Appeal.objects.get().granted is False
    told = browser(ada).get("/people/decisions").content.decode()
    assert "Ours is a friendly place." in told, "the words are for the author"


def test_suspended__reads_why_the_second_look_kept_it(place, moderator):
    ada, *_others = place
    first = with_second_factor(make_user("first@example.org", is_moderator=True))
    action = decide(actor=first, target=Target(ada), kind="suspended", reason="selling",
                    words="You sold things")  # fmt: skip
    appeal = appeal_make(author=ada.user, action=action, words="I did not")
    appeal_decide(actor=moderator, appeal=appeal, grant=False, words="Three people showed it.")
    ada.user.refresh_from_db()
    page = browser(ada).get("/people/suspended").content.decode()
    assert "A moderator suspended your account" in page
    assert "Three people showed it." in page


def test_two_at_once__the_second_is_told_and_nothing_is_done_twice(place, moderator):
    ada, bob, _cleo = place
    handle = report(bob, written(ada, "Buy this"), "selling").handle
    desk, address = signed_in(moderator), f"/people/moderation/report/{handle}"
    desk.post(address, {"kind": "kept"})
    late = desk.post(address, {"kind": "hid", "reason": "selling", "words": "Why"}, follow=True)
    assert "Another moderator decided this meanwhile" in late.content.decode()
    assert ModerationAction.objects.count() == 1


def test_check__can_be_taken_back(place, moderator):
    ada, *_others = place
    now = timezone.now()
    Profile.objects.filter(pk=ada.pk).update(role=Role.PROFESSIONAL, role_verified_at=now)
    desk = signed_in(moderator)
    assert "Take the check back" in desk.get("/host/review").content.decode()
    desk.post("/host/review", {"handle": ada.handle, "do": "uncheck"})
    assert Profile.objects.get(pk=ada.pk).role_verified_at is None
    assert desk.post("/host/review", {"handle": ada.handle, "do": "uncheck"}).status_code == 404


@pytest.mark.parametrize("do", ["release", "verify", "uncheck"])
def test_account_looked_at__its_owner_hears_that_not_what(place, moderator, do):
    ada, *_others = place
    checked = timezone.now() if do == "uncheck" else None
    Profile.objects.filter(pk=ada.pk).update(role=Role.PROFESSIONAL, role_verified_at=checked)
    ada.user.is_held = do == "release"
    ada.user.save()
    signed_in(moderator).post("/host/review", {"handle": ada.handle, "do": do})
    notice = Notice.objects.get(user=ada.user, kind=Notice.Kind.ACCOUNT)
    assert notice.path == "/me"
    mail = OutgoingMail.objects.get(to=ada.user.email)
    assert "looked at your account" in mail.text
    for word in (ada.pseudonym, ada.handle, "role", "checked", "confirmed", "released", "doctor"):
        assert word.lower() not in (mail.subject + mail.text).lower(), word


def test_notice__leads_to_no_language_and_reads_in_ones_own(place, moderator):
    ada, bob, _cleo = place
    handle = report(bob, written(ada, "Buy this"), "selling").handle
    sent = {"kind": "hid", "reason": "selling", "words": "No adverts"}
    signed_in(moderator).post(f"/es/people/moderation/report/{handle}", sent)
    paths = set(Notice.objects.values_list("path", flat=True))
    assert paths == {"/people/decisions", "/people/reports"}
    page = browser(ada).get("/fr/people/notices").content.decode()
    assert 'href="/fr/people/decisions"' in page


def test_mails__lead_through_signing_in_to_where_it_is(place, moderator):
    """To whoever is not signed in the desk is not there: a bare link would end at nothing."""
    ada, bob, _cleo = place
    handle = report(ada, written(bob, "I cannot go on"), "crisis").handle
    signed_in(moderator).post(f"/people/moderation/report/{handle}", {"kind": "helped"})
    ways = {mail.to: mail.text.split()[-1] for mail in OutgoingMail.objects.all()}
    desk = signed_in(moderator).get(ways[moderator.email])
    assert desk["Location"] == "/people/moderation"
    assert Client().get(ways[bob.user.email]).status_code == 200
    entered = Client().post(ways[bob.user.email], {"login": bob.user.email, "password": PASSWORD})
    assert entered["Location"] == "/people/decisions"
