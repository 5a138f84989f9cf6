"""allauth's forms for signing in, with our own words on every field."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as codes
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as apps
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.webauthn import forms as keys
from django import forms
from django.utils.translation import gettext_lazy as _

LABELS: dict[str, Any] = {
    "login": _("E-mail address"),
    "email": _("E-mail address"),
    "password": _("Password"),
    "oldpassword": _("The password you have now"),
    "password1": _("A new password"),
    "password2": _("The new password once more"),
    "code": _("The code"),
    "name": _("What you call it"),
    "passwordless": _("It opens my account without the password"),
}
HELP: dict[str, Any] = {
    # The page says the rules once, in a sentence.
    "password1": "",
    "name": _("Only you read this. It helps to tell two of them apart."),
    "passwordless": _("Untick this for a security key that should only be a second lock."),
}


class InOurWords(forms.Form):
    """Gives every field our label and help; what stood in it as an example goes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = LABELS.get(name, field.label)
            field.help_text = HELP.get(name, field.help_text)
            field.widget.attrs.pop("placeholder", None)


class Login(InOurWords, account.LoginForm):
    """Address and password."""


class ChangePassword(InOurWords, account.ChangePasswordForm):
    """The old password and a new one, twice."""


class ResetPasswordFromKey(InOurWords, account.ResetPasswordKeyForm):
    """A new password, twice."""


class Reauthenticate(InOurWords, account.ReauthenticateForm):
    """The password once more."""


class NewAddress(InOurWords, account.AddEmailForm):
    """Another address."""


class Code(InOurWords, codes.AuthenticateForm):
    """A one-time or recovery code, to sign in."""


class CodeAgain(InOurWords, codes.ReauthenticateForm):
    """A one-time or recovery code, before something that matters."""


class FirstCode(InOurWords, apps.ActivateTOTPForm):
    """The first code of an app; it serves for this and not for signing in as well."""

    def clean_code(self) -> str:
        """Use the code up."""
        code: str = super().clean_code()
        kind = Authenticator.Type.TOTP
        if not TOTP(Authenticator(user=self.user, type=kind, data={}))._mark_code_used(code):
            raise get_adapter().validation_error("incorrect_code")
        return code


class AddPasskey(InOurWords, keys.AddWebAuthnForm):
    """A name, and whether it opens the account alone, which most people want."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True


class RenamePasskey(InOurWords, keys.EditWebAuthnForm):
    """Another name."""
