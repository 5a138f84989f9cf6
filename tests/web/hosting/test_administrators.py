import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from rarekin.errors import InputError
from rarekin.web.accounts.models import User
from rarekin.web.hosting.administrators import Role, keepers, name, remove, reset

pytestmark = pytest.mark.django_db


def test_name__somebody_new_chooses_a_password_with_the_link_once():
    link = name("ada@example.org", Role.HOST)
    client = Client()
    page = client.get(link, follow=True)
    assert page.status_code == 200
    new = {"password1": "correct horse battery", "password2": "correct horse battery"}
    client.post(page.redirect_chain[-1][0], new)
    user = User.objects.get(email="ada@example.org")
    assert user.is_host
    assert user.check_password("correct horse battery")
    page = Client().get(link)
    assert b"password1" not in page.content


def test_name__somebody_known_gets_the_role_and_no_link():
    User.objects.create_user("ben@example.org", "correct horse battery")
    assert name("Ben@example.org", Role.MODERATOR) == ""
    assert [(k.email, k.roles) for k in keepers()] == [("ben@example.org", (Role.MODERATOR,))]


def test_remove__never_the_last_administrator():
    name("ada@example.org", Role.HOST)
    with pytest.raises(InputError, match="only administrator"):
        remove("ada@example.org", Role.HOST)
    name("ben@example.org", Role.HOST)
    remove("ada@example.org", Role.HOST)
    assert [k.email for k in keepers()] == ["ben@example.org"]


def test_reset__takes_the_second_factor_away_and_lets_in_no_member():
    name("ada@example.org", Role.HOST)
    ada = User.objects.get()
    Authenticator.objects.create(user=ada, type="totp", data={})
    assert "/reset/" in reset("ada@example.org")
    assert not Authenticator.objects.exists()
    User.objects.create_user("member@example.org", "correct horse battery")
    for address in ("member@example.org", "nobody@example.org"):
        with pytest.raises(InputError, match="does not look after"):
            reset(address)
