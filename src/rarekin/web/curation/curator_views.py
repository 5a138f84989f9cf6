"""Pages of the curators: what was accepted, its source, the second reader, and the way upstream."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from rarekin.api.keeping.overlay import contributions_hpoa
from rarekin.errors import InputError
from rarekin.web.accounts.guarding.doors import for_moderators, person
from rarekin.web.curation import contributions
from rarekin.web.curation.forms import WorkForm
from rarekin.web.curation.labels import label_of_disease, section_of, sign_label
from rarekin.web.curation.models import Contribution
from rarekin.web.curation.upstream import TRACKER, upstream_text
from rarekin.web.shell.own_words import told
from rarekin.web.shell.sections import HEADINGS

_MOST = 100


@require_http_methods(["GET", "POST"])
@for_moderators
def accepted(request: HttpRequest) -> HttpResponse:
    """List what was accepted; a POST attaches a source, confirms one, or takes one back."""
    refused: tuple[str, WorkForm] | None = None
    if request.method == "POST":
        one = Contribution.objects.filter(handle=request.POST.get("handle", "")).first()
        if one is None:
            raise Http404
        form = WorkForm(request.POST, prefix=one.handle)
        if _act(request, one, form):
            return redirect("curation:accepted")
        refused = (one.handle, form)
    user = person(request)
    waiting = [
        {**_row(one), "form": _form(one, refused), "is_own": one.sourced_by_id == user.pk}
        for one in contributions.unfinished()[:_MOST]
    ]
    done = [_row(one) for one in contributions.published()[:_MOST]]
    context = {"waiting": waiting, "done": done, "tracker": TRACKER}
    return render(
        request, "curation/accepted.html", context, status=400 if refused is not None else 200
    )


def _act(request: HttpRequest, one: Contribution, form: WorkForm) -> bool:
    do = request.POST.get("do", "")
    try:
        if do == "confirm":
            contributions.source_confirm(one, by=person(request))
        elif do == "back":
            contributions.source_take_back(one)
        elif not form.is_valid():
            return False
        else:
            work = contributions.Work(**form.cleaned_data)
            contributions.source_attach(one, work, by=person(request))
    except InputError as error:
        messages.error(request, told(error))
    else:
        messages.success(request, _("Done."))
    return True


def _form(one: Contribution, refused: tuple[str, WorkForm] | None) -> WorkForm | None:
    if one.state != Contribution.State.OPEN:
        return None
    if refused is not None and refused[0] == one.handle:
        return refused[1]
    form = WorkForm(prefix=one.handle, initial={"sentence": one.sentence})
    if not one.term:
        del form.fields["frequency"]
    return form


def _row(one: Contribution) -> dict[str, object]:
    return {
        "it": one,
        "disease": label_of_disease(one.disease),
        "section": HEADINGS[section_of(one.section)],
        "sign": sign_label(one.term) if one.term else "",
        "words": [backing.suggestion for backing in one.backings.select_related("suggestion")[:20]],
        "link": contributions.contributed(one).link,
        "upstream": upstream_text(one) if one.state == Contribution.State.PUBLISHED else "",
    }


@require_safe
@for_moderators
def export(request: HttpRequest) -> HttpResponse:
    """Hand out the published signs as rows of the HPO annotation file."""
    rows = (contributions.contributed(one) for one in contributions.published())
    table = contributions_hpoa(rows, site=settings.SITE_NAME, today=timezone.localdate())
    answer = HttpResponse(table, content_type="text/tab-separated-values; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="contributions.hpoa"'
    return answer
