"""Signing in with an address and a password, by the same steps for every address."""

from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.models import EmailAddress
from django.contrib.auth.base_user import AbstractBaseUser

from rarekin.web.accounts.models import User


def people_at(email: str) -> list[User]:
    """Return who confirmed an address, in one query whether or not somebody did.

    Parameters
    ----------
    email
        As typed.

    Returns
    -------
    people
        One or none.
    """
    rows = EmailAddress.objects.filter(email=email.lower(), verified=True)
    return [row.user for row in rows.select_related("user")]


class Backend(AuthenticationBackend):
    """Looks an address up once; where nobody has it, a password is hashed all the same."""

    def _authenticate_by_email(self, email: str, password: str) -> AbstractBaseUser | None:
        for user in people_at(email):
            if self._check_password(user, password):
                return user
        return None
