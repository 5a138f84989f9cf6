"""Forms of signing up: an address, and a password once the mail was opened."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from rarekin.web.accounts.arriving import invitations
from rarekin.web.accounts.models import User


class SignUp(forms.Form):
    """An address, being an adult, and an invitation where the host asks for one."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("Only to sign in and to reach you. Nobody here is shown it."),
    )
    invitation = forms.CharField(
        label=_("Invitation code"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("This site is in its first weeks. You need a code from somebody who is here."),
    )
    is_adult = forms.BooleanField(
        label=_("I am 18 or older"),
        help_text=_("Parents and guardians may speak for a child."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not invitations.is_needed():
            del self.fields["invitation"]

    def clean_email(self) -> str:
        """Write the address the way it is stored."""
        return str(self.cleaned_data["email"]).lower()

    def clean_invitation(self) -> str:
        """Accept a code that stands."""
        code = str(self.cleaned_data["invitation"])
        if not invitations.stands(code):
            raise forms.ValidationError(
                _("This code does not work. Ask the person who invited you for a new one.")
            )
        return code


class SignUpAndReturn(SignUp):
    """Signing up because of a page of this site, to which the new account comes back.

    Where somebody who is here invites by that page, no code is asked for besides.
    """

    then = forms.RegexField(r"^/people/contact/[\w-]{20,64}$", widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if invitations.lets_in(str(self["then"].value() or "")):
            self.fields.pop("invitation", None)


class SignUpToWatch(SignUp):
    """Signing up to watch a disease, which travels in the form, sealed."""

    watch = forms.CharField(widget=forms.HiddenInput, max_length=400)


class NewPassword(forms.Form):
    """A password for a new account."""

    password = forms.CharField(
        label=_("Password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "autofocus": True}),
        help_text=_("At least 12 characters. Four words that do not belong together work well."),
    )

    def __init__(self, *args: Any, email: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean_password(self) -> str:
        """Refuse passwords that are short, common, or made from the address."""
        password = str(self.cleaned_data["password"])
        password_validation.validate_password(password, User(email=self.email))
        return password
