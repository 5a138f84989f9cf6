"""A link for somebody one knows: no waiting, two yeses, and a lost link tells no name."""

import datetime
import re

import pytest
from django.test import Client
from django.utils import timezone
from tests.web.accounts.cast import PASSWORD, link_in, make_profile, make_user
from tests.web.community.cast import browser, side_of

from rarekin.errors import InputError, TooLarge
from rarekin.web.accounts.arriving import invitations
from rarekin.web.accounts.being.people import matchable
from rarekin.web.accounts.models import OutgoingMail, Profile, SignUpWish, User
from rarekin.web.accounts.models.profile import Reach, Role
from rarekin.web.accounts.rights.leaving import erase
from rarekin.web.community.finding.introductions import answer, open_sides
from rarekin.web.community.models import ContactLink, Introduction, Notice
from rarekin.web.community.rooms.contacts import link_accept, link_behind, link_make, links_of
from rarekin.web.community.safety.blocking import block
from rarekin.web.community.talking.talks import talks_of
from rarekin.web.community.tasks import tidy


@pytest.fixture
def ada(toy_release, cast):
    return cast.person("Calm Otter")


@pytest.fixture
def doctor(ada):
    """New here today, works in health care, not checked by the host, hidden."""
    profile = make_profile(make_user("doc@example.org"), "Dr Heron 5", role=Role.PROFESSIONAL)
    assert profile.reach == Reach.HIDDEN
    return profile


def use(maker, opener, note="Dr. B"):
    return link_accept(opener, link_behind(link_make(maker, note)))


def yes(profile):
    [side] = open_sides(profile)
    return answer(side=side, says="yes")


def test_doctor__can_write_the_same_day_after_both_said_yes(ada, doctor):
    assert use(ada, doctor)
    assert talks_of(ada) == []
    shown = browser(ada).get("/people/introductions").content.decode()
    assert "Dr. B: They opened the link you made." in shown
    assert "Dr Heron" not in shown
    assert Notice.objects.filter(user=ada.user, kind="proposed").exists()
    assert yes(ada)
    assert [talk.other for talk in talks_of(ada)] == [doctor]
    doctor.refresh_from_db()
    assert [talk.other for talk in talks_of(doctor)] == [ada]


def test_doctor__is_proposed_to_nobody_by_it(ada, doctor):
    use(ada, doctor)
    later = timezone.now() + datetime.timedelta(days=365)
    assert not matchable(later).filter(pk=doctor.pk).exists()


def test_lost_link__tells_no_name_to_strangers_nor_to_members(ada, cast):
    address = f"/people/contact/{link_make(ada, 'Dr. B')}"
    eve = cast.person("Sly Fox")
    for client in (Client(), browser(eve)):
        page = client.get(address)
        assert page.status_code == 200
        text = page.content.decode()
        for secret in ("Calm Otter", "Dr. B", "osseous", "MONDO"):
            assert secret not in text
        assert "no-store" in page["Cache-Control"]
    browser(eve).post(address)
    assert "Calm Otter" not in browser(eve).get("/people/introductions").content.decode()
    [side] = open_sides(ada)
    answer(side=side, says="no")
    assert talks_of(eve) == []


def test_link__works_once_and_all_that_no_longer_work_look_the_same(ada, doctor, cast):
    used, taken, old, gone = (link_make(ada, str(n)) for n in range(4))
    link_accept(doctor, link_behind(used))
    links = {link.note: link for link in links_of(ada)}
    browser(ada).post("/people/contacts", {"take-back": links["1"].handle})
    ContactLink.objects.filter(note="2").update(expires_at=timezone.now())
    User.objects.filter(pk=ada.user_id).update(suspended_at=timezone.now())
    client = browser(cast.person("Wise Owl"))
    pages = [client.get(f"/people/contact/{t}") for t in (used, taken, old, gone, "guess")]
    assert {page.status_code for page in pages} == {410}
    plain = {re.sub(r"/people/contact/[\w-]+", "", p.content.decode()) for p in pages}
    assert len(plain) == 1
    tidy.func()
    assert not ContactLink.objects.filter(note="2").exists()


@pytest.mark.parametrize("how", ["no of the maker", "no of the opener", "block", "blocked"])
def test_link__never_undoes_a_no_or_a_block_and_says_nothing(ada, cast, how):
    bob = cast.person("Kind Heron")
    if "no" in how.split():
        made = cast.propose(ada, bob)
        Introduction.objects.filter(pk=made.pk).update(pair=pair(ada, bob))
        answer(side=side_of(made, ada if "maker" in how else bob), says="no")
    if how == "block":
        block(blocker=ada, blocked=bob)
    if how == "blocked":
        block(blocker=bob, blocked=ada)
    before = browser(ada).get("/people/introductions").content.decode().split("csrf")[0]
    sent = browser(bob).post(f"/people/contact/{link_make(ada, '')}", follow=True)
    assert "Whoever gave you the link is asked" in sent.content.decode()
    after = browser(ada).get("/people/introductions").content.decode().split("csrf")[0]
    assert after == before
    assert talks_of(ada) == []


def pair(one, other):
    from rarekin.web.community.finding.introductions import pair_of

    return pair_of(one, other)


def test_open_proposal__becomes_the_card_of_the_link(ada, cast):
    bob = cast.person("Kind Heron")
    made = cast.propose(ada, bob)
    Introduction.objects.filter(pk=made.pk).update(pair=pair(ada, bob))
    use(ada, bob, note="Bob")
    assert Introduction.objects.count() == 1
    assert yes(ada)
    assert [talk.other for talk in talks_of(bob)] == [ada]


def test_maker__is_limited_not_held_and_not_their_own_contact(ada):
    with pytest.raises(InputError):
        use(ada, ada)
    for _n in range(4):
        link_make(ada, "")
    with pytest.raises(TooLarge):
        link_make(ada, "")
    User.objects.filter(pk=ada.user_id).update(is_held=True)
    ada.user.refresh_from_db()
    with pytest.raises(InputError):
        link_make(ada, "")


def test_link__is_kept_as_a_hash_and_goes_with_its_maker(ada):
    token = link_make(ada, "Dr. B")
    row = ContactLink.objects.values().get()
    assert token not in str(row)
    erase(User.objects.get(pk=ada.user_id))
    assert not ContactLink.objects.exists()


def test_stranger__signs_up_through_the_link_and_comes_back_to_it(ada, host_row):
    address = f"/people/contact/{link_make(ada, 'Dr. B')}"
    client = Client()
    form = client.post(address, {"signup": "1"}).content.decode()
    assert f'value="{address}"' in form
    sent = {"email": "new@example.org", "is_adult": "on", "then": address}
    assert client.post("/account/signup/", sent).url == "/account/signup/sent"
    wish = SignUpWish.objects.get()
    assert "contact" not in str(wish.__dict__)
    finish = link_in(OutgoingMail.objects.latest("pk"))
    assert "contact" not in OutgoingMail.objects.latest("pk").text
    assert "Why are you here?" in client.get(finish).content.decode()
    User.objects.filter(email="new@example.org").update(is_held=False)
    done = client.post(finish, {"password": PASSWORD, "role": "professional", "name": ""})
    assert done.url == address
    User.objects.update(is_held=False)
    assert "Yes, let us write" in client.get(address).content.decode()
    client.post(address)
    assert yes(ada)
    [talk] = talks_of(ada)
    assert talk.other == Profile.objects.get(user__email="new@example.org")


def sign_up_by(address, email):
    """Sign up through a link, as a browser does; the answer to the finished form."""
    client = Client()
    form = client.post(address, {"signup": "1"}).content.decode()
    sent = {"email": email, "is_adult": "on", "then": address}
    client.post("/account/signup/", sent)
    mail = OutgoingMail.objects.filter(to=email).last()
    assert mail, "the form was refused"
    finish = link_in(mail)
    done = client.post(finish, {"password": PASSWORD, "role": "parent", "name": ""})
    return form, done


@pytest.fixture
def _invited_only(host_row):
    host_row.invitation_only = True
    host_row.save()


@pytest.mark.usefixtures("_invited_only")
def test_link__lets_one_in_where_only_the_invited_come(ada):
    address = f"/people/contact/{link_make(ada, 'Dr. B')}"
    form, done = sign_up_by(address, "new@example.org")
    assert "Invitation code" not in form
    assert done.url == address
    assert User.objects.filter(email="new@example.org").exists()
    assert ContactLink.objects.get().has_let_in
    # A second one with the same link is asked for a code like everybody.
    assert "Invitation code" in Client().post(address, {"signup": "1"}).content.decode()
    sent = {"email": "second@example.org", "is_adult": "on", "then": address}
    assert Client().post("/account/signup/", sent).status_code == 200
    assert not OutgoingMail.objects.filter(to="second@example.org").exists()


@pytest.mark.usefixtures("_invited_only")
def test_link__two_who_sign_up_at_once_do_not_both_come_in(ada):
    address = f"/people/contact/{link_make(ada, 'Dr. B')}"
    clients = {}
    for email in ("one@example.org", "two@example.org"):
        clients[email] = Client()
        clients[email].post("/account/signup/", {"email": email, "is_adult": "on", "then": address})
    answers = []
    for email, client in clients.items():
        finish = link_in(OutgoingMail.objects.get(to=email))
        form = {"password": PASSWORD, "role": "parent", "name": ""}
        answers.append(client.post(finish, form).status_code)
    assert answers == [302, 410]
    assert [User.objects.filter(email=email).exists() for email in clients] == [True, False]


@pytest.mark.usefixtures("_invited_only")
def test_link__taken_back_or_old_lets_nobody_in(ada):
    address = f"/people/contact/{link_make(ada, 'Dr. B')}"
    client = Client()
    client.post("/account/signup/", {"email": "n@example.org", "is_adult": "on", "then": address})
    finish = link_in(OutgoingMail.objects.get(to="n@example.org"))
    ContactLink.objects.all().delete()
    done = client.post(finish, {"password": PASSWORD, "role": "parent", "name": ""})
    assert done.status_code == 410
    assert not User.objects.filter(email="n@example.org").exists()


@pytest.mark.usefixtures("_invited_only")
@pytest.mark.parametrize("path", ["", "/me", "/people/contact/", "/people/contact/x", "x"])
def test_other_pages__let_nobody_in(ada, path):
    link_make(ada, "")
    assert not invitations.lets_in(path)
    assert not invitations.use_up_way(path)


@pytest.mark.parametrize("then", ["https://evil.example/", "//evil.example", "/me", "/people/x"])
def test_sign_up__comes_back_to_nothing_but_such_a_link(ada, then):
    sent = {"email": "new@example.org", "is_adult": "on", "then": then}
    assert Client().post("/account/signup/", sent).status_code == 200
    assert not SignUpWish.objects.exists()
