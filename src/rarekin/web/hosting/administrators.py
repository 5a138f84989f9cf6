"""Who looks after the site: named, removed and let in again from the machine itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.urls import reverse

from rarekin.errors import InputError
from rarekin.web.accounts.models import User


class Role(StrEnum):
    """What somebody may do."""

    HOST = "host"
    MODERATOR = "moderator"

    @property
    def field(self) -> str:
        """The column that says so."""
        return f"is_{self.value}"


@dataclass(frozen=True, slots=True)
class Keeper:
    """Somebody who looks after the site."""

    email: str
    roles: tuple[Role, ...]
    has_second_factor: bool


def keepers() -> list[Keeper]:
    """List everybody who looks after the site.

    Returns
    -------
    keepers
        By address.
    """
    staff = User.objects.filter(is_host=True) | User.objects.filter(is_moderator=True)
    secured = set(Authenticator.objects.values_list("user_id", flat=True))
    return [
        Keeper(u.email, tuple(r for r in Role if getattr(u, r.field)), u.pk in secured)
        for u in staff.order_by("email")
    ]


@transaction.atomic
def name(email: str, role: Role) -> str:
    """Give somebody a role, and make them an account if they have none.

    Parameters
    ----------
    email
        Their address.
    role
        What they may do from now on.

    Returns
    -------
    address
        Where somebody new chooses a password, once; empty where they can sign in already.
    """
    user = User.objects.filter(email=email.lower()).first()
    if user is None:
        user = User.objects.create_user(email)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    setattr(user, role.field, True)
    user.save(update_fields=[role.field])
    return "" if user.has_usable_password() else _way_in(user)


@transaction.atomic
def remove(email: str, role: Role) -> None:
    """Take a role away; the account stays.

    Parameters
    ----------
    email
        Their address.
    role
        What they may no longer do.

    Raises
    ------
    InputError
        If they do not have it, or nobody would be left to look after the site.
    """
    user = _with_role(email, role)
    if role is Role.HOST and not User.objects.filter(is_host=True).exclude(pk=user.pk).exists():
        raise InputError(
            f"{email} is the only administrator.",
            hint="Name another first: rarekin host add ADDRESS.",
        )
    setattr(user, role.field, False)
    user.save(update_fields=[role.field])


@transaction.atomic
def reset(email: str) -> str:
    """Let an administrator or moderator in again who lost password or second factor.

    Parameters
    ----------
    email
        Their address.

    Returns
    -------
    address
        Where they choose a new password, once. Their second factors are gone.

    Raises
    ------
    InputError
        If nobody of that address looks after the site: members are never let in from here.
    """
    user = User.objects.filter(email=email.lower()).first()
    if user is None or not user.is_staff:
        raise _unknown(email)
    Authenticator.objects.filter(user=user).delete()
    user.set_unusable_password()
    user.save(update_fields=["password"])
    return _way_in(user)


def _with_role(email: str, role: Role) -> User:
    user = User.objects.filter(email=email.lower(), **{role.field: True}).first()
    if user is None:
        raise _unknown(email)
    return user


def _unknown(email: str) -> InputError:
    return InputError(
        f"{email} does not look after this site.", hint="rarekin host list shows who does."
    )


def _way_in(user: User) -> str:
    # The name in the path is allauth's; what follows is its key, which holds a day.
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
    key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    return f"{settings.SITE_URL or 'http://localhost:8000'}{path.replace('UID-KEY', key)}"
