"""Forms of the host: whose site this is, who may come in."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from rarekin.api.diseases.lookup import resolve
from rarekin.errors import RarekinError
from rarekin.web.accounts.arriving.signup_forms import NewPassword
from rarekin.web.accounts.guarding.naming import disease_named_in
from rarekin.web.accounts.house.logo import MAX_BYTES, clean_logo
from rarekin.web.accounts.models import Host, User
from rarekin.web.shell.own_words import told


class HostForm(forms.ModelForm[Host]):
    """Whose site this is."""

    class Meta:
        model = Host
        fields: ClassVar[list[str]] = [
            "name",
            "imprint",
            "privacy_contact",
            "terms",
            "rules",
            "crisis_help",
            "thanks",
            "invitation_only",
            "backup_days",
        ]
        widgets: ClassVar[dict[str, forms.Widget]] = {
            name: forms.Textarea(attrs={"rows": 4})
            for name in ("imprint", "terms", "rules", "crisis_help", "thanks")
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "name": _(
                "It stands on every page. Mails keep a neutral name, because a name "
                "may tell of a disease."
            ),
            "imprint": _("Who runs this site: name, postal address, e-mail."),
            "terms": _(
                "What you offer and what you do not: no medical advice, "
                "who may take part, how it ends."
            ),
            "rules": _("How people are to treat each other. Five short sentences are enough."),
            "crisis_help": _(
                "Whom people can call when they cannot go on, in the countries you serve."
            ),
            "thanks": _(
                "For people whose suggestion was accepted. They go by mail, so they may name no"
                " disease."
            ),
            "invitation_only": _("Recommended for the first weeks."),
            "backup_days": _("After these days an erased person is gone from backups as well."),
        }

    first_diseases = forms.CharField(
        label=_("Diseases of this site first"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One name or id on each line. They come first on the start page."),
    )
    logo = forms.FileField(
        label=_("Logo"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/png"}),
        help_text=_(
            "A PNG picture of at most 200 kB and 1024 pixels. We keep its pixels and nothing else."
        ),
    )
    without_logo = forms.BooleanField(label=_("Take the logo off"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.logo_png:
            del self.fields["without_logo"]
        self.initial.setdefault("first_diseases", "\n".join(self.instance.first_diseases))

    def clean_logo(self) -> bytes:
        """Take a picture apart and keep its pixels only."""
        handed_in = self.cleaned_data["logo"]
        if not handed_in:
            return b""
        try:
            return clean_logo(handed_in.read(MAX_BYTES + 1))
        except RarekinError as error:
            raise forms.ValidationError(told(error)) from error

    def save(self, commit: bool = True) -> Host:
        """Put the fields that are not columns where they belong."""
        host = super().save(commit=False)
        host.first_diseases = self.cleaned_data["first_diseases"]
        if self.cleaned_data["logo"]:
            host.logo_png = self.cleaned_data["logo"]
        elif self.cleaned_data.get("without_logo"):
            host.logo_png = b""
        if commit:
            host.save()
        return host

    def clean_thanks(self) -> str:
        """Refuse what a mail would give away."""
        text = str(self.cleaned_data["thanks"])
        named = disease_named_in(text)
        if named:
            raise forms.ValidationError(
                _("“%(named)s” is the name of a disease. Mails never name one.") % {"named": named}
            )
        return text

    def clean_first_diseases(self) -> list[str]:
        """Turn names into ids."""
        ids = []
        for line in str(self.cleaned_data["first_diseases"]).splitlines():
            if not line.strip():
                continue
            try:
                ids.append(str(resolve(line.strip()).id))
            except RarekinError as error:
                raise forms.ValidationError(told(error)) from error
        return ids


class SetUp(HostForm):
    """The first-run page: whose site this is, and its first administrator."""

    email = forms.EmailField(label=_("Your e-mail address"), max_length=254)
    password = NewPassword.base_fields["password"]

    def clean_password(self) -> str:
        """Refuse weak passwords."""
        password = str(self.cleaned_data["password"])
        password_validation.validate_password(
            password, User(email=str(self.cleaned_data.get("email", "")))
        )
        return password


class InvitationForm(forms.Form):
    """A new invitation."""

    note = forms.CharField(
        label=_("Note for yourself"),
        max_length=120,
        required=False,
        help_text=_("Such as “patient day in May”. No names."),
    )
    uses = forms.IntegerField(label=_("How many people"), min_value=1, max_value=500, initial=1)
    days = forms.IntegerField(label=_("For how many days"), min_value=1, max_value=365, initial=30)
