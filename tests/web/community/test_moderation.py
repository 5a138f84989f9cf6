import pytest
from django.utils import timezone
from tests.web.accounts.cast import make_profile, make_user, signed_in, with_second_factor
from tests.web.community.cast import POH, browser, join

from rarekin.errors import InputError
from rarekin.web.accounts.models import Profile, User
from rarekin.web.accounts.models.profile import Role
from rarekin.web.accounts.rights.leaving import erase
from rarekin.web.community.models import (
    Appeal,
    CoModerator,
    Group,
    ModerationAction,
    Notice,
    Post,
    Report,
)
from rarekin.web.community.models.safety import Reason
from rarekin.web.community.rooms.joining import group_of, thread_for
from rarekin.web.community.safety.appeals import numbers
from rarekin.web.community.safety.moderation import Target, decide
from rarekin.web.community.talking.posting import thread_start
from rarekin.web.community.telling.watching import watch


@pytest.fixture
def place(toy_release, cast):
    ada, bob = cast.person("Calm Otter"), cast.person("Kind Heron")
    for person in (ada, bob):
        join(person, "school")
    thread = thread_start(profile=ada, group=group_of(ada, "school"), title="T", text="Buy this!",
                          warning="", form_key="k")  # fmt: skip
    return ada, bob, thread, thread.posts.get()


@pytest.fixture
def moderator():
    return with_second_factor(make_user("mod@example.org", is_moderator=True))


def test_report_decision_appeal__reach_everybody_they_should(place, moderator):
    ada, bob, thread, post = place
    sent = browser(bob).post(
        f"/people/report/post/{post.handle}", {"reason": "selling", "words": "An advert"}
    )
    assert sent["Location"] == "/people/reports"
    browser(bob).post(f"/people/report/post/{post.handle}", {"reason": "selling"})
    report = Report.objects.get()
    desk = signed_in(moderator)
    assert report.handle in desk.get("/people/moderation").content.decode()
    address = f"/people/moderation/report/{report.handle}"
    assert b"Kind Heron" not in desk.get(address).content, "a report is judged, not its reporter"
    refused = desk.post(address, {"kind": "hid", "reason": "selling", "words": " "})
    assert refused.status_code == 400
    desk.post(address, {"kind": "hid", "reason": "selling", "words": "No adverts, please."})
    assert thread_for(bob, thread.handle) is None
    told = browser(ada).get("/people/decisions").content
    assert b"No adverts, please." in told
    assert b"mod@example.org" not in told
    assert b"A moderator acted on it" in browser(bob).get("/people/reports").content
    assert Notice.objects.filter(user=bob.user, kind="report").exists()

    second = signed_in(with_second_factor(make_user("mod2@example.org", is_moderator=True)))
    action = ModerationAction.objects.get()
    browser(ada).post("/people/decisions", {"decision": action.handle, "words": "It was a joke"})
    assert desk.get(f"/people/moderation/appeal/{action.handle}").status_code == 404
    second.post(f"/people/moderation/appeal/{action.handle}", {"grant": "yes", "words": "Agreed."})
    assert Appeal.objects.get().granted is True
    assert thread_for(bob, thread.handle) is not None
    assert b"The second look agreed with you" in browser(ada).get("/people/decisions").content


def test_record__only_grows(place, moderator):
    ada, _bob, _thread, post = place
    action = decide(
        actor=moderator, target=Target(ada, post=post), kind="hid", reason="unkind", words="Why"
    )
    action.words = "changed"
    with pytest.raises(InputError):
        action.save()
    erase(User.objects.get(pk=ada.user_id))
    kept = ModerationAction.objects.get()
    assert kept.subject_id is None
    assert kept.words == "Why"
    erase(moderator)
    assert ModerationAction.objects.get().actor_id is None


def test_suspension__takes_the_person_from_everywhere_and_can_be_undone(place, moderator):
    ada, bob, thread, _post = place
    decide(actor=moderator, target=Target(ada), kind="suspended", reason="unkind", words="Why")
    assert thread_for(bob, thread.handle) is None
    ada.user.refresh_from_db()
    assert browser(bob).get("/people/groups").status_code == 200
    decide(actor=moderator, target=Target(ada), kind="restored", reason="unkind", words="Why")
    assert thread_for(bob, thread.handle) is not None


def test_nobody__decides_about_themselves(place):
    ada, *_rest = place
    with pytest.raises(InputError):
        decide(actor=ada.user, target=Target(ada), kind="kept", reason="other", words="Fine")


def test_held_post__is_released_by_a_moderator(place, moderator):
    _ada, bob, thread, post = place
    Post.objects.update(held_at=timezone.now())
    assert thread_for(bob, thread.handle) is None
    signed_in(moderator).post(
        f"/people/moderation/post/{post.handle}",
        {"kind": "showed"},
    )
    assert thread_for(bob, thread.handle) is not None


def test_release__names_no_offence_and_asks_for_no_words(place, moderator):
    ada, _bob, _thread, post = place
    Post.objects.update(held_at=timezone.now())
    desk, address = signed_in(moderator), f"/people/moderation/post/{post.handle}"
    page = desk.get(address).content.decode()
    assert "No reason needed." in page
    assert " required>" not in page
    assert " selected>" not in page, "nothing is accused by default"
    desk.post(address, {"kind": "hid", "words": "Why"})
    assert Post.objects.get().hidden_at is None, "to take away, a reason is needed"
    desk.post(address, {"kind": "showed", "reason": ""})
    told = browser(ada).get("/people/decisions").content.decode()
    assert "let what you wrote be shown" in told
    for offence in Reason.labels:
        assert str(offence) not in told
    assert "Ask for a second look" not in told


def test_co_moderator__keeps_order_in_their_group_only(place, cast):
    ada, bob, _thread, post = place
    helper = cast.person("Wise Owl", diseases=())
    with_second_factor(helper.user)
    desk = signed_in(helper.user)
    assert desk.get("/people/moderation").status_code == 404
    CoModerator.objects.create(user=helper.user, group=Group.objects.get(slug="carers"))
    browser(bob).post(f"/people/report/post/{post.handle}", {"reason": "selling"})
    address = f"/people/moderation/report/{Report.objects.get().handle}"
    assert desk.get("/people/moderation").status_code == 200
    assert desk.get(address).status_code == 404
    CoModerator.objects.create(user=helper.user, group=Group.objects.get(slug="school"))
    assert desk.get(address).status_code == 200
    desk.post(address, {"kind": "suspended", "reason": "selling", "words": "x"})
    assert User.objects.get(pk=ada.user_id).suspended_at is None
    desk.post(address, {"kind": "hid", "reason": "selling", "words": "x"})
    assert Post.objects.get().hidden_at is not None


def test_organisation__keeps_order_for_its_disease_in_any_group(place, cast, moderator):
    ada, bob, _thread, plain = place
    watch(user=ada.user, disease="POH")
    about = thread_start(profile=ada, group=group_of(ada, "school"), title="T", text="Buy this!",
                         warning="", form_key="k2", disease=POH).posts.get()  # fmt: skip
    helper = cast.person("Wise Owl", diseases=(), role=Role.ORGANISATION)
    with_second_factor(helper.user)
    desk = signed_in(helper.user)
    host = signed_in(with_second_factor(make_user("host@example.org", is_host=True)))
    named = {"name": helper.pseudonym, "disease": "progressive osseous heteroplasia"}
    host.post("/people/moderation/team", named)
    assert not CoModerator.objects.exists(), "nobody checked that they speak for an organisation"
    Profile.objects.filter(pk=helper.pk).update(role_verified_at=timezone.now())
    host.post("/people/moderation/team", named | {"disease": "no such disease"})
    assert not CoModerator.objects.exists()
    host.post("/people/moderation/team", named)
    assert CoModerator.objects.get().disease == POH
    assert "osseous" in host.get("/people/moderation/team").content.decode()
    for post in (plain, about):
        browser(bob).post(f"/people/report/post/{post.handle}", {"reason": "selling"})
    of_plain, of_about = (
        f"/people/moderation/report/{Report.objects.get(post=post).handle}"
        for post in (plain, about)
    )
    assert desk.get(of_plain).status_code == 404
    assert desk.get(of_about).status_code == 200
    Profile.objects.filter(pk=helper.pk).update(role_verified_at=None)
    assert desk.get(of_about).status_code == 404, "the host no longer vouches for them"
    Profile.objects.filter(pk=helper.pk).update(role_verified_at=timezone.now())
    desk.post(of_about, {"kind": "hid", "reason": "selling", "words": "x"})
    about.refresh_from_db()
    assert about.hidden_at is not None


def test_host__names_co_moderators_by_name(place):
    host = with_second_factor(make_user("host@example.org", is_host=True))
    desk = signed_in(host)
    group = Group.objects.get(slug="school")
    desk.post("/people/moderation/team", {"name": "Kind Heron", "group": group.pk})
    assert CoModerator.objects.get().user.profile.pseudonym == "Kind Heron"
    desk.post("/people/moderation/team", {"name": "Nobody", "group": group.pk})
    desk.post("/people/moderation/team", {"remove": CoModerator.objects.get().pk})
    assert not CoModerator.objects.exists()


def test_numbers__are_never_small(place, moderator):
    ada, _bob, _thread, post = place
    assert {n for _label, n in numbers(timezone.now())} == {None}
    for n in range(13):
        Report.objects.create(reporter=None, about=ada, post=post, reason="other", words=str(n))
    assert dict(numbers(timezone.now()))["reports"] == 10
    assert b"at least 10" in signed_in(moderator).get("/about/moderation").content


def test_crisis_help__is_the_hosts_words_only(place, host_row):
    ada, _bob, thread, _post = place
    address = f"/people/threads/{thread.handle}"
    assert b"Call the house line." in browser(ada).get(address).content
    host_row.crisis_help = ""
    host_row.save()
    assert b"too much right now" not in browser(ada).get(address).content


def test_desk__counts_and_links_every_queue_for_who_may_decide(place, moderator, host_row):
    _ada, bob, _thread, post = place
    browser(bob).post(f"/people/report/post/{post.handle}", {"reason": "selling"})
    make_profile(make_user("new@example.org", is_held=True), "New Finch 1")
    host = with_second_factor(make_user("host@example.org", is_host=True))
    for client, path in (
        (signed_in(moderator), "/me"), (signed_in(host), "/me"), (signed_in(host), "/host")
    ):  # fmt: skip
        waits = {q.address: q.n_waiting for q in client.get(path).context["queues"]}
        assert waits == {"/host/review": 1, "/people/moderation": 1, "/host/suggestions": 0,
                         "/host/contributions": 0}  # fmt: skip
    assert browser(bob).get("/me").context["queues"] == []
    CoModerator.objects.create(user=bob.user, group=Group.objects.get(slug="carers"))
    waits = {q.address: q.n_waiting for q in browser(bob).get("/me").context["queues"]}
    assert waits == {"/people/moderation": 0}, "a co-moderator counts their own group only"
