import base64
import datetime

import pytest
from django.test import Client
from django.utils import timezone
from tests.web.accounts.cast import (
    PASSWORD,
    link_in,
    make_profile,
    make_user,
    signed_in,
    with_second_factor,
)

from rarekin.errors import InputError
from rarekin.web.accounts.arriving import puzzle
from rarekin.web.accounts.arriving.invitations import invitation_make
from rarekin.web.accounts.being.people import matchable
from rarekin.web.accounts.being.profiles import reach_set
from rarekin.web.accounts.models import Host, Invitation, OutgoingMail, SignUpWish, User
from rarekin.web.accounts.models.profile import Reach
from rarekin.web.accounts.rights.consents import consent_give


def ask(email="ada@example.org", **fields):
    return Client().post("/account/signup/", {"email": email, "is_adult": "on", **fields})


def finish(email="ada@example.org"):
    mail = OutgoingMail.objects.filter(to=email).latest("pk")
    return Client().post(link_in(mail), {"password": PASSWORD})


def test_signup__stores_nothing_before_the_link_is_opened(host_row):
    ask()
    assert not User.objects.exists()
    assert finish().status_code == 302
    assert User.objects.get().emailaddress_set.get().verified


def test_signup__is_closed_until_a_host_is_there():
    assert b"Not open yet" in Client().get("/account/signup/").content
    ask()
    assert not OutgoingMail.objects.exists()


def test_signup__without_being_an_adult_is_refused(host_row):
    Client().post("/account/signup/", {"email": "kid@example.org"})
    assert not OutgoingMail.objects.exists()


def test_signup__without_proof_of_work_is_held_until_a_moderator_looked(host_row):
    ask()
    finish()
    user = User.objects.get()
    assert user.is_held
    profile = make_profile(user, "Calm Otter 1")
    consent_give(user=user, purpose="introductions")
    with pytest.raises(InputError):
        reach_set(profile=profile, reach=Reach.MATCHABLE)
    moderator = signed_in(with_second_factor(make_user("m@example.org", is_moderator=True)))
    assert b"Calm Otter 1" in moderator.get("/host/review").content
    moderator.post("/host/review", {"handle": profile.handle, "do": "release"})
    profile.user.refresh_from_db()
    reach_set(profile=profile, reach=Reach.MATCHABLE)


def test_puzzle__counts_once_and_only_ours():
    challenge = puzzle.make_challenge()
    answer = puzzle.solve(challenge)
    assert not puzzle.is_solved(challenge, answer + "x")
    assert puzzle.is_solved(challenge, answer)
    assert not puzzle.is_solved(challenge, answer)
    forged = "0000:1abc:forged"
    assert not puzzle.is_solved(forged, puzzle.solve(forged))


def test_puzzle__grows_old(monkeypatch):
    challenge = puzzle.make_challenge()
    answer = puzzle.solve(challenge)
    monkeypatch.setattr(puzzle, "GOOD_FOR_SECONDS", -1)
    assert not puzzle.is_solved(challenge, answer)


def test_link__tells_no_address_and_is_kept_as_a_hash_only(host_row):
    ask("ada.zebra@example.org")
    path = link_in(OutgoingMail.objects.get())
    token = path.removeprefix("/account/signup/finish/")
    parts = [token, *token.split(".")]
    read = "".join(
        base64.urlsafe_b64decode(p + "=" * (-len(p) % 4)).decode("latin-1") for p in parts
    )
    assert "zebra" not in path + read
    assert len(base64.urlsafe_b64decode(token + "=")) == 32
    assert token not in str(list(SignUpWish.objects.values()))


def test_link__grows_old(host_row):
    ask()
    path = link_in(OutgoingMail.objects.get())
    SignUpWish.objects.update(expires_at=timezone.now())
    assert Client().get(path).status_code == 410
    assert Client().post(path, {"password": PASSWORD}).status_code == 410


def test_link__all_links_to_an_address_end_with_the_first(host_row):
    ask()
    ask()
    first, second = (link_in(mail) for mail in OutgoingMail.objects.order_by("pk"))
    assert Client().post(first, {"password": PASSWORD}).status_code == 302
    assert not SignUpWish.objects.exists()
    assert Client().get(second).status_code == 410


def test_link__works_once(host_row):
    ask()
    assert finish().status_code == 302
    assert finish().status_code == 410


def test_link__refuses_weak_passwords(host_row):
    ask("calmotterfern@example.org")
    path = link_in(OutgoingMail.objects.get())
    for weak in ("short", "password123456", "123456789012345", "calmotterfern1"):
        assert Client().post(path, {"password": weak}).status_code == 200
    assert not User.objects.exists()


def test_link__damaged_is_refused(host_row):
    assert Client().get("/account/signup/finish/abc.def.ghi").status_code == 410


def test_invitation__is_used_up(host_row):
    Host.objects.update(invitation_only=True)
    code = invitation_make(note="", uses=1, days=3)
    assert code not in str(Invitation.objects.values())
    assert ask(invitation="wrong").status_code == 200
    ask(invitation=code)
    ask("bob@example.org", invitation=code)
    assert finish().status_code == 302
    assert finish("bob@example.org").status_code == 410, "the one use is gone"


def test_signup__writes_at_most_three_mails_an_hour_to_one_address(host_row):
    answers = {ask().status_code for _n in range(5)}
    assert answers == {302}
    assert OutgoingMail.objects.count() == 3


def test_signup__asks_for_patience_after_many_tries(host_row):
    codes = [ask(f"a{n}@example.org").status_code for n in range(22)]
    assert codes[:20] == [302] * 20
    assert codes[-1] == 429


def test_new_account__is_not_proposed_for_a_week(host_row, settings):
    user = make_user("ada@example.org")
    consent_give(user=user, purpose="introductions")
    profile = make_profile(user, "Calm Otter 1")
    reach_set(profile=profile, reach=Reach.MATCHABLE)
    assert not matchable().exists()
    later = timezone.now() + datetime.timedelta(days=8)
    assert matchable(later).get() == profile
    assert not matchable(later).filter(user__is_held=True).exists()
