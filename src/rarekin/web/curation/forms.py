"""The form for a suggestion, and the moderator's answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rarekin.api.keeping.overlay import is_frequency
from rarekin.web.curation.contributions import said_before
from rarekin.web.curation.models import Contribution, Suggestion


class SuggestionForm(forms.Form):
    """What should change, how the writer knows, and where to write to."""

    words = forms.CharField(
        label=_("What should the page say?"),
        max_length=2000,
        min_length=10,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "In your own words. Please name nobody, and nothing by which to find a person."
        ),
    )
    origin = forms.ChoiceField(
        label=_("How do you know?"), choices=Suggestion.Origin, widget=forms.RadioSelect
    )
    source = forms.CharField(
        label=_("Where can it be read?"),
        max_length=300,
        required=False,
        help_text=_("A link, a title, a DOI or PubMed number, if you have one."),
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_(
            "We send one mail with a link to confirm, and one with the answer. Then the address is"
            " deleted."
        ),
    )
    # People do not see it; programs that fill in every field do.
    website = forms.CharField(required=False, max_length=200)

    def __init__(self, *args: Any, is_signed_in: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_signed_in:
            del self.fields["email"]

    def shown(self) -> list[forms.BoundField]:
        """Return the fields people fill in."""
        return [self[name] for name in self.fields if name != "website"]

    @property
    def is_machine(self) -> bool:
        """Whether the field that people do not see was filled in."""
        return bool(self.data.get("website"))


class AnswerForm(forms.Form):
    """What holds of it, why not, and words to the writer."""

    terms = forms.MultipleChoiceField(
        label=_("Which of these signs hold?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    same_as = forms.ModelChoiceField(
        Contribution.objects.none(),
        label=_("Did somebody say the same before?"),
        required=False,
        empty_label=_("No, this is new"),
        to_field_name="handle",
    )
    sentence = forms.CharField(
        label=_("The same in one English sentence of your own"),
        max_length=400,
        required=False,
        help_text=_("Shown on the page, apart from the facts, once ten people said so."),
    )
    reason = forms.ChoiceField(
        label=_("Why not?"),
        required=False,
        choices=[("", _("(choose to decline)")), *Suggestion.Reason.choices],
    )
    answer = forms.CharField(
        label=_("Words to the writer"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Shown behind the writer’s own link or in their own space, never mailed."),
    )

    def __init__(
        self, *args: Any, suggestion: Suggestion, signs: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.suggestion = suggestion
        before = said_before(suggestion)
        if signs:
            self.fields["terms"].choices = signs  # type: ignore[attr-defined]
            self.initial["terms"] = [id_ for id_, _label in signs]
            del self.fields["sentence"]
        else:
            del self.fields["terms"]
        if signs or not before:
            del self.fields["same_as"]
        else:
            choice = self.fields["same_as"]
            choice.queryset = before  # type: ignore[attr-defined]
            choice.label_from_instance = _in_short  # type: ignore[attr-defined]


def _in_short(one: Contribution) -> str:
    """Return how a moderator recognises what was said before."""
    first = one.backings.order_by("pk").select_related("suggestion").first()
    words = one.sentence or (first.suggestion.words if first is not None else "")
    return words[:120] or one.handle


class WorkForm(forms.Form):
    """The published source of a contribution."""

    sentence = forms.CharField(
        label=_("What the source says, in one English sentence of your own"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Copy no sentence. Name nobody."),
    )
    title = forms.CharField(label=_("Title of the work"), max_length=300)
    pmid = forms.RegexField(
        r"^\d{1,8}$", label=_("PubMed number"), required=False, help_text=_("Digits only.")
    )
    doi = forms.RegexField(
        r"^10\.\d{4,9}/\S{1,100}$",
        label="DOI",
        required=False,
        help_text=_("It begins with 10."),
    )
    url = forms.URLField(
        label=_("Address of the work"), max_length=300, required=False, assume_scheme="https"
    )
    year = forms.IntegerField(label=_("Year"), min_value=1800, max_value=2200, required=False)
    frequency = forms.CharField(
        label=_("How often"),
        max_length=12,
        required=False,
        help_text=_("For a sign, as counted there: 3/10."),
    )

    def clean_frequency(self) -> str:
        """Accept what the HPO annotation file has a place for."""
        text = str(self.cleaned_data["frequency"]).replace(" ", "")
        if text and not is_frequency(text):
            raise forms.ValidationError(
                _("Write a count such as 3/10, a percentage such as 45%, or leave it empty.")
            )
        return text
