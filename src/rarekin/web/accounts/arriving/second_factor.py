"""Seeds of one-time codes and recovery codes rest sealed: a copy of the database opens nothing."""

from __future__ import annotations

import base64

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.encoding import force_bytes
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rarekin.errors import InputError

_PURPOSE = b"rarekin second factor"


class SealingAdapter(DefaultMFAAdapter):
    """Seals what allauth stores of a second factor with a key made from the site's secret.

    ``SECRET_KEY_FALLBACKS`` open what an older secret has sealed.
    """

    error_messages = {  # noqa: RUF012 - as allauth declares it
        "add_email_blocked": _("Switch the second lock off before you add an address."),
        "cannot_delete_authenticator": _("This one cannot be taken away: it is needed."),
        "cannot_generate_recovery_codes": _("First add a passkey or codes from an app."),
        "incorrect_code": _("This code is not right. A new one comes every half minute."),
        "unverified_email": _("First open the link in the mail we wrote to you."),
    }

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        """Propose a name for a passkey."""
        n = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return gettext("My passkey") if not n else gettext("My passkey %(n)d") % {"n": n + 1}

    def encrypt(self, text: str) -> str:
        """Seal a seed."""
        return _seals().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open a seed, or say that the key it was sealed with is missing."""
        try:
            return _seals().decrypt(encrypted_text.encode()).decode()
        except InvalidToken as error:
            raise InputError(
                gettext(
                    "This site cannot open your second factor: its former secret key is missing."
                ),
                hint=gettext(
                    "Whoever runs the site can put the key back, or let you in without it."
                ),
            ) from error


def _seals() -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(secret)) for secret in secrets])


def _key(secret: str | bytes) -> bytes:
    derived = HKDF(SHA256(), length=32, salt=None, info=_PURPOSE).derive(force_bytes(secret))
    return base64.urlsafe_b64encode(derived)
