"""``/criteria``: published rules as plain questions; unknown is never taken for absent."""

from __future__ import annotations

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from rarekin.api.criteria import (
    CriteriaSet,
    Evaluation,
    ItemResult,
    ItemState,
    Ways,
    check,
    criteria_set,
    criteria_sets,
    in_words,
    near,
    overturns,
    settles,
)
from rarekin.api.criteria_answers import pointers
from rarekin.api.criteria_export import ExportForm, answers_of_response, export_criteria
from rarekin.api.diseases.terms import read_case
from rarekin.errors import InputError
from rarekin.model.case import Case, State
from rarekin.web.clinic.criteria_form import (
    CriteriaForm,
    fields_of,
    from_evaluation,
    read_answers,
    tells,
)
from rarekin.web.clinic.person_choices import person_choices
from rarekin.web.clinic.saving import restore
from rarekin.web.clinic.signs_form import SignsForm, read_signs
from rarekin.web.clinic.stateless import stateless
from rarekin.web.shell.own_words import in_language, told

_SHOWN_WAYS = 3


@stateless("GET", "POST")
def index(request: HttpRequest) -> HttpResponse:
    """List the rules that can be checked; with signs, those they come close to first."""
    signs = read_signs(request.POST)
    close = [(one, _ways(one.criteria_set, one.to_met)) for one in near(signs.case())]
    shown = {one.criteria_set.slug for one, _ in close}
    context = {
        "near": close,
        "form": signs,
        "outcomes": _outcomes(),
        "sets": [one for one in criteria_sets() if one.slug not in shown],
    }
    return render(request, "clinic/criteria_index.html", context)


def _ways(chosen: CriteriaSet, ways: Ways) -> tuple[tuple[str, ...], ...]:
    return tuple(in_words(chosen, way) for way in ways.ways[:_SHOWN_WAYS])


@stateless("GET", "POST")
def criteria(request: HttpRequest, slug: str) -> HttpResponse:
    """Explain one rule and ask its questions; with answers, check it."""
    chosen = criteria_set(slug)
    if request.method != "POST":
        return _page(request, chosen, SignsForm(), read_answers(chosen, request.POST))
    do = request.POST.get("do")
    if do == "open":
        return _opened(request, chosen)
    signs = read_signs(request.POST)
    form = read_answers(chosen, request.POST)
    if do == "live":
        return _live(request, chosen, signs, form)
    if do != "check":
        filled = from_evaluation(check(slug, signs.case()))
        return _page(request, chosen, signs, filled, is_filled=True)
    if form.problems or any(p.where == "age" for p in signs.problems):
        return _page(request, chosen, signs, form, status=400)
    return _page(request, chosen, signs, form, _checked(chosen, signs, form))


def _checked(chosen: CriteriaSet, signs: SignsForm, form: CriteriaForm) -> Evaluation:
    return check(chosen.id, form.case(signs, pointers(chosen.id, signs.case())))


def _opened(request: HttpRequest, chosen: CriteriaSet) -> HttpResponse:
    """Answer what a file of somebody's signs and tests tells; it is read and forgotten."""
    empty = read_answers(chosen, request.POST)
    uploaded = request.FILES.get("file")
    if uploaded is None:
        signs = SignsForm().problem("file", _("Please choose a file first."))
        return _page(request, chosen, signs, empty, status=400)
    try:
        content = uploaded.read()
        answered = answers_of_response(chosen.id, content)
        if answered is not None:
            fields = fields_of(answered)
            return _page(request, chosen, read_signs(fields), read_answers(chosen, fields))
        case, issues = read_case(content)
    except InputError as error:
        signs = SignsForm().problem("file", told(error))
        return _page(request, chosen, signs, empty, status=400)
    signs = replace(
        restore(case, content), notes=tuple(in_language(issue.message) for issue in issues)
    )
    filled = from_evaluation(check(chosen.id, case))
    return _page(request, chosen, signs, filled, is_filled=True)


def _live(
    request: HttpRequest, chosen: CriteriaSet, signs: SignsForm, form: CriteriaForm
) -> HttpResponse:
    """Say how it stands while somebody answers; the whole answer comes with the button."""
    is_wrong = form.problems or any(p.where == "age" for p in signs.problems)
    evaluation = None if is_wrong else _checked(chosen, signs, form)
    context = {
        "evaluation": evaluation,
        "outcomes": _outcomes(),
        "n_answered": sum(a.answer is not State.UNKNOWN for a in form.asked.values()),
        "n_asked": len(form.asked),
        "next": next((m for m in evaluation.missing if tells(m)), None) if evaluation else None,
    }
    return render(request, "clinic/parts/standing.html", context)


@stateless("GET")
def export(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """Hand a set over in the form of another program; it holds nobody's answers."""
    if form not in set(ExportForm):
        raise Http404
    exported = export_criteria(slug, ExportForm(form))
    response = HttpResponse(
        exported.content, content_type=f"{exported.content_type}; charset=utf-8"
    )
    response.headers["Content-Disposition"] = f'attachment; filename="{exported.name}"'
    return response


def _page(
    request: HttpRequest,
    chosen: CriteriaSet,
    signs: SignsForm,
    form: CriteriaForm,
    evaluation: Evaluation | None = None,
    *,
    is_filled: bool = False,
    status: int = 200,
) -> HttpResponse:
    missing = evaluation.missing if evaluation else ()
    upcoming, groups = form.split(evaluation or check(chosen.id, Case("case")), missing)
    context = {
        "set": chosen,
        "kind": _kinds()[chosen.kind.value],
        "disease": chosen.diseases[0] if chosen.diseases else None,
        "form": signs,
        **person_choices(),
        "problems": {**signs.problems_by_place(), "answers": form.problems},
        "next": upcoming,
        "groups": groups,
        "states": _states(),
        "answers": _answers(),
        "evaluation": evaluation,
        "outcomes": _outcomes(),
        "headings": _headings(),
        "is_filled": is_filled and any(a.because for a in form.asked.values()),
        "to_met": _ways(chosen, settles(evaluation, holds=True)) if evaluation else (),
        "to_not_met": _ways(chosen, settles(evaluation, holds=False)) if evaluation else (),
        "told": _told(evaluation) if evaluation else (),
        "rests_on": _ways(chosen, overturns(evaluation)) if evaluation else (),
        "beside": [one for one in criteria_sets() if one.slug in chosen.beside],
        "settling": [m for m in missing if tells(m)],
        "waiting": [m for m in missing if not tells(m)],
    }
    return render(request, "clinic/criteria.html", context, status=status)


def _told(evaluation: Evaluation) -> list[ItemResult]:
    """Return the items, those with an answer first."""
    order = list(ItemState)
    return sorted(evaluation.items, key=lambda item: (not item.because, order.index(item.state)))


def _states() -> dict[str, str]:
    return {
        "present": _("Yes"),
        "excluded": _("No"),
        "unsettled": _("Not settled"),
        "unknown": _("Don’t know"),
    }


def _kinds() -> dict[str, str]:
    return {
        "diagnostic": _("Published to help diagnose one person"),
        "classification": _("Published to compare groups of people in research"),
        "screening": _("Published to decide who should be tested"),
    }


def _outcomes() -> dict[str, str]:
    return {
        "met": _("Met"),
        "not_met": _("Not met so far"),
        "undetermined": _("Still open"),
    }


def _headings() -> dict[str, str]:
    return {
        "met": _("The rule is met"),
        "not_met": _("The rule is not met so far"),
        "undetermined": _("The rule is still open"),
    }


def _answers() -> tuple[tuple[str, str], ...]:
    return (
        (State.PRESENT, _("Yes")),
        (State.EXCLUDED, _("No")),
        (State.UNKNOWN, _("Don’t know")),
    )
