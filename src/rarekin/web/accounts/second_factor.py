"""Seeds of one-time codes and recovery codes rest sealed: a copy of the database opens nothing."""

from __future__ import annotations

import base64

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.encoding import force_bytes
from django.utils.translation import gettext as _

from rarekin.errors import InputError

_PURPOSE = b"rarekin second factor"


class SealingAdapter(DefaultMFAAdapter):
    """Seals what allauth stores of a second factor with a key made from the site's secret.

    ``SECRET_KEY_FALLBACKS`` open what an older secret has sealed.
    """

    def encrypt(self, text: str) -> str:
        """Seal a seed."""
        return _seals().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open a seed, or say that the key it was sealed with is missing."""
        try:
            return _seals().decrypt(encrypted_text.encode()).decode()
        except InvalidToken as error:
            raise InputError(
                _("This site cannot open your second factor: its former secret key is missing."),
                hint=_("Whoever runs the site can put the key back, or let you in without it."),
            ) from error


def _seals() -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(secret)) for secret in secrets])


def _key(secret: str | bytes) -> bytes:
    derived = HKDF(SHA256(), length=32, salt=None, info=_PURPOSE).derive(force_bytes(secret))
    return base64.urlsafe_b64encode(derived)
