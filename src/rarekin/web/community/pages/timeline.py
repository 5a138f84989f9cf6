"""One's own course, for one's own eyes, ready to be printed for a doctor."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rarekin.model.identifiers import Curie
from rarekin.web.accounts.being.people import profile_of
from rarekin.web.accounts.guarding.doors import person, signed_in
from rarekin.web.accounts.models import Profile, User
from rarekin.web.community.models import TimelineEntry
from rarekin.web.shell.disease_names import name_of

MAX_ENTRIES = 1000


class EntryForm(forms.ModelForm[TimelineEntry]):
    """Something that happened; the year is enough."""

    class Meta:
        """Which columns."""

        model = TimelineEntry
        fields = ("year", "month", "day", "kind", "title", "words")

    def clean_year(self) -> int:
        """Accept the years of a life."""
        year: int = self.cleaned_data["year"]
        if not 1900 <= year <= timezone.localdate().year:
            raise forms.ValidationError(_("Write a year such as 2019, not in the future."))
        return year

    def clean(self) -> dict[str, object]:
        """Accept a month with its year and a day with its month."""
        cleaned = super().clean() or {}
        month, day = cleaned.get("month"), cleaned.get("day")
        if month is not None and not 1 <= month <= 12:
            self.add_error("month", _("Write a month from 1 to 12, or leave it empty."))
        if day is not None and (month is None or not 1 <= day <= 31):
            self.add_error("day", _("Write a day from 1 to 31 together with its month."))
        return cleaned


@require_http_methods(["GET", "POST"])
@signed_in
def show(request: HttpRequest) -> HttpResponse:
    """Show one's course; a POST adds to it or takes something off."""
    user = person(request)
    form = EntryForm()
    if request.method == "POST" and (gone := request.POST.get("remove", "")):
        TimelineEntry.objects.filter(user=user, handle=gone).delete()
        return redirect("community:timeline")
    if request.method == "POST":
        form = EntryForm(request.POST)
        if form.is_valid() and _add(request, form, user):
            return redirect("community:timeline")
    entries = TimelineEntry.objects.filter(user=user).order_by(
        "year", F("month").asc(nulls_first=True), F("day").asc(nulls_first=True), "pk"
    )
    context = {
        "entries": entries,
        "form": form,
        "today": timezone.localdate(),
        "treatments": [one for one in entries if one.kind == TimelineEntry.Kind.TREATMENT],
        **_about(profile_of(user)),
    }
    status = 400 if form.errors else 200
    return render(request, "community/timeline.html", context, status=status)


def _about(profile: Profile | None) -> dict[str, object]:
    """Return what a doctor asks first; all of it, since only its owner opens and prints this."""
    if profile is None:
        return {}
    return {
        "age": profile.get_age_band_display() if profile.age_band else "",
        "diseases": [
            (name_of(Curie(one.disease)), one.get_certainty_display())
            for one in profile.diseases.order_by("pk")
        ],
        "signs": [(name_of(Curie(one.term)), one.excluded) for one in profile.signs.order_by("pk")],
    }


def _add(request: HttpRequest, form: EntryForm, user: User) -> bool:
    if TimelineEntry.objects.filter(user=user).count() >= MAX_ENTRIES:
        messages.error(request, _("A thousand entries is the most we keep."))
        return False
    entry = form.save(commit=False)
    entry.user = user
    entry.save()
    messages.success(request, _("Saved."))
    return True
