"""The forms of the short way from a disease page to being proposed to somebody."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from rarekin.api.diseases.lookup import resolve
from rarekin.errors import RarekinError
from rarekin.model.case import State
from rarekin.model.identifiers import Curie, parse_curie
from rarekin.web.accounts.arriving.carried import MAX_SIGNS, Carried
from rarekin.web.accounts.arriving.signup_forms import SignUp
from rarekin.web.accounts.arriving.starting import ASKED, Start
from rarekin.web.accounts.being.pseudonyms import make_pseudonym
from rarekin.web.accounts.models.profile import Role
from rarekin.web.accounts.rights.purposes import PURPOSES
from rarekin.web.shell.disease_names import name_of
from rarekin.web.shell.words_to_signs import MAX_CHARACTERS


class MeetSignUp(SignUp):
    """Signing up to meet somebody; what for travels in the form, never in an address.

    The button itself says that one is an adult, so there is no box to tick for it.
    """

    disease = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    words = forms.CharField(
        label=_("What do you notice? In your own words"),
        required=False,
        max_length=MAX_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        help_text=_("We keep the signs, never the words."),
    )

    def __init__(self, *args: Any, has_disease: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["is_adult"].widget = forms.HiddenInput()
        self.fields["is_adult"].initial = "on"
        email = self.fields["email"]
        if has_disease:
            del self.fields["words"]
            email.widget.attrs["autofocus"] = True
        else:
            self.fields["words"].widget.attrs["autofocus"] = True
            self.order_fields(["disease", "words", "email"])


class MeetForm(forms.Form):
    """Role, signs to confirm, and a box for each purpose: all that is needed to be introduced."""

    disease = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    name = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    role = forms.ChoiceField(
        label=_("Why are you here?"),
        choices=Role.choices,
        widget=forms.RadioSelect,
        help_text=_("Cards say only: ill, family, or searching."),
    )
    signs = forms.MultipleChoiceField(
        label=_("We read these signs. Untick what is wrong."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    agree = forms.MultipleChoiceField(
        required=False, choices=[(slug, PURPOSES[slug].title) for slug in ASKED]
    )

    def __init__(
        self,
        *args: Any,
        carried: Carried,
        role: str = "",
        standing: Collection[str] = (),
        **kwargs: Any,
    ) -> None:
        offered = [(f"{term}={state}", _sign(term, state)) for term, state in carried.signs]
        kwargs["initial"] = {
            "disease": carried.disease,
            "name": make_pseudonym(),
            "role": role,
            "signs": [value for value, _label in offered],
        }
        super().__init__(*args, **kwargs)
        cast("forms.MultipleChoiceField", self.fields["signs"]).choices = offered
        if not offered:
            del self.fields["signs"]
        if role:
            del self.fields["role"]
        self.known_role = role
        self.standing = frozenset(standing)
        self.offered = [value for value, _label in offered]
        said = self["agree"].value() or []
        self.boxes = [(PURPOSES[slug], slug in said) for slug in ASKED if slug not in self.standing]

    @property
    def proposed_name(self) -> str:
        """The name that the form proposes or carries."""
        return str(self["name"].value())

    def start(self) -> Start:
        """Return what was said.

        Returns
        -------
        start
            For `rarekin.web.accounts.arriving.starting.begin`; what stood before stands.
        """
        said = self.cleaned_data
        pairs = (value.split("=") for value in said.get("signs", ()))
        return Start(
            role=self.known_role or said["role"],
            agreed=frozenset(said["agree"]) | self.standing,
            name=said["name"],
            disease=said["disease"],
            signs={term: State(state) for term, state in pairs},
        )


def carried_in(disease: str, found: Collection[tuple[str, str]]) -> Carried:
    """Return what a form carries, with everything left out that we do not know.

    Parameters
    ----------
    disease
        Any id or name, or empty.
    found
        HPO id and state, as typed by a browser.

    Returns
    -------
    carried
        Fit to be shown and stored.
    """
    signs = [(term, state) for term, state in found if state in _TELLING and _is_sign(term)]
    return Carried(True, _canonical(disease), tuple(signs[:MAX_SIGNS]))


def shown_of(form: MeetForm, carried: Carried) -> dict[str, object]:
    """Return what the part of a page with the form's fields shows.

    Parameters
    ----------
    form
        The form.
    carried
        What it carries.

    Returns
    -------
    context
        For ``accounts/parts/meet_fields.html``.
    """
    told = name_of(Curie(carried.disease)) if carried.disease else ""
    return {"meet": form, "disease_name": told}


def _canonical(disease: str) -> str:
    try:
        return str(resolve(disease[:40]).id) if disease else ""
    except RarekinError:
        return ""


_TELLING = (State.PRESENT.value, State.EXCLUDED.value)


def _is_sign(term: str) -> bool:
    try:
        name_of(parse_curie(term))
    except RarekinError:
        return False
    return term.startswith("HP:")


def _sign(term: str, state: str) -> str:
    name = name_of(Curie(term))
    return name if state == State.PRESENT.value else f"{_('not:')} {name}"
