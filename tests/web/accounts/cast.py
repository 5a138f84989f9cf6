"""People and ways to be signed in, for the tests of everything about people."""

import re

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from rarekin.web.accounts.being.profiles import profile_write
from rarekin.web.accounts.models import OutgoingMail, Profile, User
from rarekin.web.accounts.models.profile import Reach, Role

PASSWORD = "correct horse battery staple"
ENTRIES = ("role", "age", "languages", "country", "about", "looks_for", "can_offer")
ALL_PRIVATE = {f"{name}_sharing": "private" for name in ENTRIES}


def make_user(email: str, **fields: object) -> User:
    user = User.objects.create_user(email, PASSWORD, **fields)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def make_profile(user: User, name: str, **values: object) -> Profile:
    first = {"pseudonym": name, "role": Role.AFFECTED, "reach": Reach.HIDDEN}
    return profile_write(user=user, values={**first, **values})


def with_second_factor(user: User) -> User:
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    return user


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def confirmed(client: Client) -> Client:
    """Pretend that the password was typed a moment ago."""
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "password", "at": timezone.now().timestamp(), "reauthenticated": True}
    ]
    session["account_authentication_methods_user"] = session["_auth_user_id"]
    session.save()
    return client


def link_in(mail: OutgoingMail) -> str:
    found = re.search(r"https?://[^/\s]+(/\S+)", mail.text)
    assert found, mail.text
    return found.group(1)
