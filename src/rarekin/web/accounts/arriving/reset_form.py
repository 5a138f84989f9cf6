"""Asking for a new password, in words that tell nobody whether an address is known."""

from __future__ import annotations

import uuid
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ResetPasswordForm, default_token_generator
from allauth.account.internal.flows.password_reset import get_reset_password_from_key_url
from allauth.account.utils import user_pk_to_url_str
from django.http import HttpRequest

from rarekin.web.accounts.arriving.sign_in_forms import InOurWords
from rarekin.web.accounts.backend import people_at
from rarekin.web.accounts.models import User


class ResetPassword(InOurWords, ResetPasswordForm):
    """Writes one mail, by the same steps, whether or not somebody has the address."""

    def clean_email(self) -> str:
        """Look the address up, in one query whether or not somebody has it."""
        email = str(self.cleaned_data["email"]).lower()
        self.users = people_at(email)
        return email

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """Write to the address that was typed."""
        email = str(self.cleaned_data["email"])
        nobody = User(id=uuid.uuid4(), email=email, password="!")  # noqa: S106 - never stored
        user = next(iter(self.users), nobody)
        key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
        context = {"password_reset_url": get_reset_password_from_key_url(request, key)}
        name = "password_reset_key" if self.users else "unknown_account"
        get_adapter().send_mail(f"account/email/{name}", email, context)
        return email
