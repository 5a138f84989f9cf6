"""What is new, when one may be written to, and leaving mail with one click."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from rarekin.web.accounts.being.clocks import clocks, in_words, kept_clock
from rarekin.web.accounts.guarding.doors import person, signed_in
from rarekin.web.community.models import MailRhythm
from rarekin.web.community.safety.moderation import may_keep_order
from rarekin.web.community.telling.digests import withdraw_by_token
from rarekin.web.community.telling.notices import unread
from rarekin.web.shell.context import in_reader_language


class RhythmForm(forms.ModelForm[MailRhythm]):
    """When mails may come."""

    quiet_from = forms.IntegerField(
        label=gettext_lazy("Quiet from (hour)"), min_value=0, max_value=23
    )
    quiet_until = forms.IntegerField(
        label=gettext_lazy("Quiet until (hour)"), min_value=0, max_value=23
    )
    clock = forms.ChoiceField(label=gettext_lazy("Your clock"), required=False)
    said = forms.CharField(
        required=False, max_length=60, widget=forms.HiddenInput(attrs={"data-clock": ""})
    )

    class Meta:
        """Which columns."""

        model = MailRhythm
        fields = ("quiet_from", "quiet_until", "clock")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now, stored = timezone.now(), self.instance.clock
        choices = [("", _("As this browser says")), *clocks(now)]
        if stored not in dict(choices):
            choices.append((stored, in_words(stored, now)))
        cast("forms.ChoiceField", self.fields["clock"]).choices = choices

    def clean(self) -> dict[str, Any]:
        """Take the browser's word where no clock was chosen."""
        said = super().clean() or self.cleaned_data
        said["clock"] = said.get("clock") or kept_clock(said.get("said", ""))
        return said


@require_http_methods(["GET", "POST"])
@signed_in
def show(request: HttpRequest) -> HttpResponse:
    """Show what waits; a POST marks all as read or changes quiet hours."""
    user = person(request)
    rhythm = MailRhythm.objects.filter(user=user).first() or MailRhythm(user=user)
    form = RhythmForm(instance=rhythm)
    if request.method == "POST" and "all_read" in request.POST:
        unread(user).update(read_at=timezone.now())
        return redirect("community:notices")
    if request.method == "POST":
        form = RhythmForm(request.POST, instance=rhythm)
        if form.is_valid():
            form.save()
            messages.success(request, _("Saved."))
            return redirect("community:notices")
    context = {
        "notices": [(each, in_reader_language(each.path)) for each in unread(user)[:100]],
        "form": form,
        "keeps_order": may_keep_order(user),
    }
    return render(request, "community/notices.html", context)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Stop one kind of mail: a mail program POSTs (RFC 8058), a person sees a button first.

    The token is signed and allows nothing else; a wrong one gets the same answer.
    """
    is_done = request.method == "POST"
    if is_done:
        withdraw_by_token(token)
    return render(request, "community/unsubscribe.html", {"is_done": is_done})
