"""The accounts' own entries in the list of personal data."""

from __future__ import annotations

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult

from rarekin.web.accounts.models import (
    Bucket,
    Consent,
    DiseaseCount,
    Erasure,
    Host,
    Invitation,
    OutgoingMail,
    Profile,
    ProfileDisease,
    ProfileSign,
    ProfileTopic,
    RoleClaim,
    SignUpWish,
    Tombstone,
    User,
)
from rarekin.web.accounts.rights.personal_data import PersonalData, declare_impersonal, register

_UNTIL_ERASED = _("until you change or erase it")
_MEET = _("to find and introduce people, if you agreed to that")


def _addresses_of(user: User) -> set[str]:
    return {
        user.email,
        *EmailAddress.objects.filter(user=user).values_list("email", flat=True),
    }


def _mails_to(user: User) -> QuerySet[OutgoingMail]:
    return OutgoingMail.objects.filter(to__in=_addresses_of(user))


def _wishes_of(user: User) -> QuerySet[SignUpWish]:
    return SignUpWish.objects.filter(email__in=_addresses_of(user))


def _sessions_of(user: User) -> QuerySet[Session]:
    keys = UserSession.objects.filter(user=user).values("session_key")
    return Session.objects.filter(session_key__in=keys)


register(
    PersonalData(
        SignUpWish,
        "",
        _(
            "an address with which somebody wants to sign up, and what they came for, "
            "sealed so that only the link in the mail opens it"
        ),
        _("to make the account when the link in the mail is opened"),
        _("until the link is opened, at most 3 days"),
        leave_out=("key_hash", "invitation_hash", "sealed"),
        find=_wishes_of,
    ),
    PersonalData(
        OutgoingMail,
        "",
        _("mails to you that wait to be sent"),
        _("to reach you"),
        _("the text until it is sent, the rest for a day"),
        leave_out=("headers",),
        find=_mails_to,
    ),
    PersonalData(
        Session,
        "",
        _("what keeps you signed in"),
        _("so that you need not sign in on every page"),
        _("until you sign out, at most 14 days"),
        leave_out=("session_key", "session_data"),
        find=_sessions_of,
    ),
    PersonalData(ProfileDisease, "profile__user", _("diseases you named"), _MEET, _UNTIL_ERASED),
    PersonalData(ProfileSign, "profile__user", _("signs you named"), _MEET, _UNTIL_ERASED),
    PersonalData(ProfileTopic, "profile__user", _("topics you chose"), _MEET, _UNTIL_ERASED),
    PersonalData(
        Profile,
        "user",
        _("your card: pseudonym, role, languages, country, what you wrote"),
        _MEET,
        _UNTIL_ERASED,
    ),
    PersonalData(
        Consent,
        "user",
        _("what you agreed to, and when"),
        _("to act only on what you agreed to, and to be able to show it"),
        _("until you are erased"),
    ),
    PersonalData(Erasure, "user", _("your wish to be erased"), _("to carry it out"), _("14 days")),
    PersonalData(
        Authenticator,
        "user",
        _("passkeys and one-time code devices"),
        _("to keep others out of your account"),
        _UNTIL_ERASED,
        leave_out=("data",),
    ),
    PersonalData(
        UserSession,
        "user",
        _("where you are signed in: address and browser of each session"),
        _("so that you can end a session that is not yours"),
        _("until that session ends, at most 30 days"),
        leave_out=("session_key",),
    ),
    PersonalData(
        EmailConfirmation,
        "email_address__user",
        _("confirmations you were sent"),
        _("to know that the address is yours"),
        _("3 days"),
        leave_out=("key",),
    ),
    PersonalData(
        EmailAddress,
        "user",
        _("your e-mail addresses"),
        _("to sign you in and to reach you"),
        _UNTIL_ERASED,
    ),
    PersonalData(
        User,
        "pk",
        _("your login, and when you last signed in"),
        _("to sign you in, and to notice accounts that nobody uses"),
        _("until you erase it, or three years after you last signed in"),
        leave_out=("password",),
    ),
)

register(
    PersonalData(
        RoleClaim,
        "profile__user",
        _("where the host can ask for you, and your address at work"),
        _("to check a role that others rely on"),
        _("until the host decided, or you change or erase it"),
    )
)

declare_impersonal(Bucket, "Keys are keyed hashes; rows are dropped after a day.")
declare_impersonal(DiseaseCount, "Sums over at least everybody who agreed; no row names a person.")
declare_impersonal(Host, "Says who runs this site.")
declare_impersonal(Invitation, "Holds the hash of a code and how often it may be used.")
declare_impersonal(Tombstone, "A date.")
declare_impersonal(ContentType, "Names of tables.")
declare_impersonal(DBTaskResult, "Background jobs carry row numbers, never names.")
