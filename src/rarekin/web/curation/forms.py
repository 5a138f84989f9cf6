"""The form for a suggestion, and the moderator's answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rarekin.web.curation.models import Suggestion


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
    """Why not, and words to the writer."""

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
        help_text=_("Shown only in the writer’s own space, never mailed."),
    )
