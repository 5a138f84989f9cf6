"""``/find``: own words → signs to correct → diseases that explain them. Nothing is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from rarekin.api.diseases.terms import read_case
from rarekin.api.ranking.rank import rank_case
from rarekin.errors import InputError
from rarekin.model.issues import IssueLevel
from rarekin.web.clinic.alike_page import alike_page
from rarekin.web.clinic.person_choices import onset_classes, person_choices
from rarekin.web.clinic.ranking_filters import modes, read_filters, systems
from rarekin.web.clinic.ranking_page import describe
from rarekin.web.clinic.saving import phenopacket, restore
from rarekin.web.clinic.signs_form import (
    Answer,
    Sign,
    SignsForm,
    add_sign,
    read_signs,
    read_words,
)
from rarekin.web.clinic.signs_marks import marked
from rarekin.web.clinic.stateless import stateless
from rarekin.web.shell.own_words import in_language, told
from rarekin.web.shell.words_to_signs import suggested

_SUGGESTIONS = 8


@stateless("GET", "POST")
def find(request: HttpRequest) -> HttpResponse:
    """Show the empty form, or take one step with a filled one."""
    if request.method != "POST":
        return _start(request, SignsForm())
    form = read_signs(request.POST)
    step = _STEPS.get(request.POST.get("do", ""), _read)
    return step(request, form)


@stateless("POST")
def suggest(request: HttpRequest) -> HttpResponse:
    """List the signs that what somebody is typing may mean; a post, so that no address says it."""
    typed = request.POST.get("add", "").strip()[:200]
    asked = typed if len(typed) > 1 else ""
    found = suggested(asked, _SUGGESTIONS) if asked else ()
    context = {
        "typed": asked,
        "options": [(term, label, "" if name == label else name) for term, label, name in found],
    }
    return render(request, "clinic/parts/sign_options.html", context)


@stateless("POST")
def save(request: HttpRequest) -> HttpResponse:
    """Hand the form back as a file for the person's own device."""
    form = read_signs(request.POST)
    content = phenopacket(form, has_words="with_words" in request.POST)
    response = HttpResponse(content, content_type="application/json")
    response.headers["Content-Disposition"] = 'attachment; filename="signs.json"'
    return response


@stateless("POST")
def open_file(request: HttpRequest) -> HttpResponse:
    """Fill the form from a file; it is read in memory and forgotten."""
    uploaded = request.FILES.get("file")
    if uploaded is None:
        form = SignsForm().problem("file", _("Please choose a file first."))
        return _start(request, form, status=400)
    try:
        content = uploaded.read()
        case, issues = read_case(content)
        form = restore(case, content)
    except InputError as error:
        form = SignsForm().problem("file", told(error))
        return _start(request, form, status=400)
    form = replace(
        form, notes=tuple(in_language(i.message) for i in issues if i.level is not IssueLevel.ERROR)
    )
    for issue in issues:
        if issue.level is IssueLevel.ERROR:
            form = form.problem("signs", in_language(issue.message))
    return _list(request, form)


def _start(request: HttpRequest, form: SignsForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "problems": form.problems_by_place(), **person_choices()}
    return render(request, "clinic/find.html", context, status=status)


def _read(request: HttpRequest, form: SignsForm) -> HttpResponse:
    form = read_words(form)
    if not form.signs:
        return _start(request, form, status=400 if form.problems else 200)
    return _list(request, form)


def _add(request: HttpRequest, form: SignsForm) -> HttpResponse:
    typed = request.POST.get("add", "")
    form, choices = add_sign(form, typed)
    kept = typed if choices or any(p.where == "add" for p in form.problems) else ""
    return _list(request, form, typed=kept, choices=choices, is_adding=True)


def _list(
    request: HttpRequest,
    form: SignsForm,
    *,
    typed: str = "",
    choices: tuple[Sign, ...] = (),
    is_adding: bool = False,
) -> HttpResponse:
    form, passages = marked(form)
    context = {
        "form": form,
        "problems": form.problems_by_place(),
        "passages": passages,
        "answers": _answers(),
        "typed": typed,
        "choices": choices,
        "is_adding": is_adding,
        **person_choices(),
    }
    return render(request, "clinic/find_signs.html", context, status=400 if form.problems else 200)


def _rank(request: HttpRequest, form: SignsForm) -> HttpResponse:
    if request.POST.get("add", "").strip():
        return _add(request, form)
    if not any(s.answer is Answer.PRESENT for s in form.signs):
        form = form.problem("signs", _("Please mark at least one sign with “Yes”."))
    if any(p.where in {"signs", "age"} for p in form.problems):
        return _list(request, form)
    only = read_filters(request.POST)
    ranking = rank_case(form.case(), filters=only.filters(form.onset), in_full=True)
    page = describe(ranking, [s.term for s in form.signs])
    context = {
        "form": form,
        "page": page,
        "alike": alike_page(form.case()),
        "only": only,
        "modes": modes().items(),
        "systems": systems().items(),
        "began": onset_classes().get(form.onset, ""),
        "present": [s for s in form.listed if s.answer is Answer.PRESENT],
        "excluded": [s for s in form.listed if s.answer is Answer.EXCLUDED],
    }
    return render(request, "clinic/find_ranking.html", context)


def _edit(request: HttpRequest, form: SignsForm) -> HttpResponse:
    return _list(request, form) if form.signs else _start(request, form)


def _answers() -> tuple[tuple[str, str], ...]:
    return (
        (Answer.PRESENT, _("Yes")),
        (Answer.EXCLUDED, _("No")),
        (Answer.UNKNOWN, _("Not sure")),
        (Answer.REMOVED, _("Take off")),
    )


_STEPS: dict[str, Callable[[HttpRequest, SignsForm], HttpResponse]] = {
    "read": _read,
    "add": _add,
    "rank": _rank,
    "edit": _edit,
}
