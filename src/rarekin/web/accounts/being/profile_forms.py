"""Forms of what people say about themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from rarekin.web.accounts.being.people import free_name, profile_of
from rarekin.web.accounts.being.places import COUNTRIES, REGIONS, by_name
from rarekin.web.accounts.being.pseudonyms import pseudonym_key, pseudonym_warning, without_number
from rarekin.web.accounts.being.topics import LANGUAGES, TOPICS
from rarekin.web.accounts.guarding.ways_elsewhere import leads_elsewhere
from rarekin.web.accounts.models import Profile, User
from rarekin.web.accounts.models.profile import Role, Sharing

# A blank and a number of four digits still fit into the column.

# A blank and a number of four digits still fit into the column.
MAX_NAME = 35


def _places() -> list[tuple[object, object]]:
    return [
        ("", _("Rather not say")),
        (_("A part of the world"), by_name(REGIONS)),
        (_("A country"), by_name(COUNTRIES)),
    ]


SHARINGS = (
    "role_sharing",
    "age_sharing",
    "languages_sharing",
    "country_sharing",
    "about_sharing",
    "looks_for_sharing",
    "can_offer_sharing",
)


class FewFirst(forms.CheckboxSelectMultiple):
    """Boxes of which the first few are shown and the others fold away."""

    n_first = 0


def _place_in(spoken: Sequence[str], language: str) -> int:
    return spoken.index(language) if language in spoken else len(spoken)


class ProfileForm(forms.ModelForm[Profile]):
    """What people say about themselves in plain fields, and how far each may go."""

    languages = forms.MultipleChoiceField(
        label=_("Languages you would like to talk in"),
        choices=LANGUAGES,
        required=False,
        widget=FewFirst,
    )
    country = forms.ChoiceField(
        label=_("Where you live"),
        required=False,
        choices=_places,
        help_text=_("As coarse as you like. We never ask for a town and never show a distance."),
    )
    who_may_know = forms.ChoiceField(
        label=_("Who may know what you say here?"),
        choices=Sharing.choices,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("One answer for all of it. Below you can answer differently for one thing."),
    )
    knows_name_shows = forms.BooleanField(
        label=_("I know that this reads like a full name, and I want it"), required=False
    )

    class Meta:
        model = Profile
        fields: ClassVar[list[str]] = [
            "pseudonym",
            "role",
            "role_sharing",
            "age_band",
            "age_sharing",
            "languages",
            "languages_sharing",
            "country",
            "country_sharing",
            "line",
            "card_says_more",
            "about",
            "about_sharing",
            "looks_for",
            "looks_for_sharing",
            "can_offer",
            "can_offer_sharing",
        ]
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "pseudonym": forms.TextInput(attrs={"autocomplete": "off", "maxlength": 35}),
            "line": forms.TextInput(attrs={"autocomplete": "off", "maxlength": 140}),
            "about": forms.Textarea(attrs={"rows": 5, "maxlength": 2000}),
            "looks_for": forms.Textarea(attrs={"rows": 2, "maxlength": 500}),
            "can_offer": forms.Textarea(attrs={"rows": 2, "maxlength": 500}),
        }
        labels: ClassVar[dict[str, Any]] = {
            "role": _("Why you are here"),
            "role_sharing": _("Who may know your role"),
            "age_band": _("Age of the person with the disease"),
            "age_sharing": _("Who may know this age"),
            "languages_sharing": _("Who may know your languages"),
            "country_sharing": _("Who may know the place"),
            "line": _("One line for your card"),
            "card_says_more": _("Let my card say a little more"),
            "about": _("About you"),
            "about_sharing": _("Who may read this"),
            "looks_for": _("What you look for"),
            "looks_for_sharing": _("Who may read your wish"),
            "can_offer": _("What you can offer"),
            "can_offer_sharing": _("Who may read your offer"),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "pseudonym": _(
                "Not your real name, and not your address. "
                "We add a number, so that nobody learns which names are in use."
            ),
            "role_sharing": _("A role that the host checked is always shown on your card."),
            "age_band": _(
                "Speaking for a child? Choose the child’s age. "
                "Never write a child’s name or birthday anywhere here."
            ),
            "line": _(
                "Without your name, shown to people we propose to you, if they wrote one as well."
                " Leave it empty to show none."
            ),
            "card_says_more": _(
                "Before anybody said yes: whether you are ill yourself, family or looking for a "
                "diagnosis, and up to three signs that you both show to people you were "
                "introduced to. Only somebody whose card says more as well reads it."
            ),
            "about": _("Free text is never used for finding people."),
        }

    def __init__(self, *args: Any, user: User, spoken: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        tongues = cast("forms.MultipleChoiceField", self.fields["languages"])
        first = list(dict.fromkeys((*self.instance.languages, *spoken, "en")))
        tongues.choices = sorted(LANGUAGES, key=lambda pair: _place_in(first, pair[0]))
        tongues.widget.n_first = sum(code in first for code, _name in LANGUAGES)
        answers = Counter(getattr(self.instance, name) for name in SHARINGS)
        common = answers.most_common(1)[0][0]
        self.initial.setdefault("who_may_know", common)
        for name in SHARINGS:
            choice = cast("forms.ChoiceField", self.fields[name])
            choice.choices = [("", _("As answered above")), *Sharing.choices]
            choice.required = False
            is_common = getattr(self.instance, name) == common
            self.initial[name] = "" if is_common else getattr(self.instance, name)
        role = cast("forms.ChoiceField", self.fields["role"])
        role.choices = [("", _("Please choose")), *Role.choices]
        if not self.errors_of_name():
            self.fields["knows_name_shows"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        """Fill in the one answer where nothing else was answered."""
        said = super().clean() or self.cleaned_data
        for name in SHARINGS:
            said[name] = said.get(name) or said.get("who_may_know") or Sharing.PRIVATE
        return said

    def errors_of_name(self) -> str:
        """Say what the typed name may give away: a code, or empty."""
        return pseudonym_warning(str(self.data.get("pseudonym", ""))) if self.is_bound else ""

    def clean_pseudonym(self) -> str:
        """Refuse names that show an address; ask back at a full name; add a number."""
        name = " ".join(str(self.cleaned_data["pseudonym"]).split())
        warning = pseudonym_warning(name)
        if warning == "contact":
            raise forms.ValidationError(_("A name here holds no address, link or long number."))
        if warning == "full_name" and not self.data.get("knows_name_shows"):
            raise forms.ValidationError(
                _(
                    "This reads like a full name, and people could find you by it. "
                    "Choose another, or tick the box below."
                )
            )
        if len(without_number(name)) > MAX_NAME:
            raise forms.ValidationError(_("This name is too long: at most 35 letters fit."))
        if not pseudonym_key(name):
            raise forms.ValidationError(_("Please use some letters."))
        return free_name(name, profile_of(self.user))

    def clean_line(self) -> str:
        """Refuse what leads to a person before two people said yes."""
        line = " ".join(str(self.cleaned_data["line"]).split())
        if leads_elsewhere(line) or pseudonym_warning(line) == "contact":
            raise forms.ValidationError(
                _("No link, address or number fits here: people read it before you both said yes.")
            )
        return line


class TopicsForm(forms.Form):
    """What somebody would like to talk about, and who may know it: one answer, with exceptions."""

    topics = forms.MultipleChoiceField(
        label=_("I would like to talk about"),
        required=False,
        choices=TOPICS.items(),
        widget=forms.CheckboxSelectMultiple,
    )
    who_may_know = forms.ChoiceField(
        label=_("Who may know?"),
        choices=Sharing.choices,
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, stored: Mapping[str, str], **kwargs: Any) -> None:
        common = Counter(stored.values()).most_common(1)
        usual = common[0][0] if common else Sharing.PRIVATE.value
        kwargs["initial"] = {
            "topics": list(stored),
            "who_may_know": usual,
            **{f"for-{slug}": "" if said == usual else said for slug, said in stored.items()},
        }
        super().__init__(*args, **kwargs)
        for slug, label in TOPICS.items():
            self.fields[f"for-{slug}"] = forms.ChoiceField(
                label=str(label),
                choices=[("", _("As answered above")), *Sharing.choices],
                required=False,
            )

    def exceptions(self) -> list[forms.BoundField]:
        """Return the fields for what is answered differently."""
        return [self[f"for-{slug}"] for slug in TOPICS]

    def sharing(self) -> dict[str, str]:
        """Return who may know of each chosen topic."""
        said = self.cleaned_data
        usual = said["who_may_know"] or Sharing.PRIVATE.value
        return {slug: said[f"for-{slug}"] or usual for slug in said["topics"]}


class ContactForm(forms.Form):
    """Whom the file for a geneticist names as contact; not stored."""

    contact_name = forms.CharField(label=_("Your geneticist’s name"), max_length=120)
    contact_email = forms.EmailField(label=_("Your geneticist’s e-mail address"), max_length=254)
