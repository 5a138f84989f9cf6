"""``/family``: what is each relative's exact chance? Computed for one form and forgotten."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from rarekin.api import risk as risk_door
from rarekin.api.risk import Recurrence, RiskModel
from rarekin.errors import FormatError, InputError
from rarekin.model.case import Sex
from rarekin.model.family import AFFECTED, Family
from rarekin.model.issues import Issue, IssueLevel
from rarekin.web.clinic.family_file import KEPT, edited, form_of, rows_of
from rarekin.web.clinic.family_form import (
    HEALTHY,
    FamilyForm,
    Relative,
    add_relative,
    check_form,
    empty_form,
    example_form,
    read_family_form,
)
from rarekin.web.clinic.family_page import FamilyPage, describe
from rarekin.web.clinic.relatives import RELATIONS
from rarekin.web.clinic.stateless import stateless
from rarekin.web.shell.own_words import in_language

GENERAL = ("ad", "ar", "xd", "xr", "ad-from-mother", "ad-from-father")


@stateless("GET", "POST")
def family(request: HttpRequest) -> HttpResponse:
    """Show what is published, or the empty form; change the form, or compute it."""
    if request.method != "POST":
        if request.GET.get("about"):
            return _published(request, risk_door.recurrence(request.GET["about"]))
        chosen = request.GET.get("model", "")
        return _page(request, risk_door.model(chosen), empty_form()) if chosen else _ask(request)
    if not request.POST.get("model"):
        return _ask(request, _("Please say first how the disease is inherited."), 400)
    model = risk_door.model(request.POST["model"])
    if request.POST.get("do") == "example":
        return _computed(request, model, example_form(model))
    form = read_family_form(model, request.POST)
    if request.POST.get("opened"):
        return _opened(request, model, form, request.POST["opened"].encode())
    wanted = request.POST.get("add", "")
    if request.POST.get("do") == "add" and wanted:
        return _page(request, model, add_relative(form, wanted), is_changed=True)
    return _computed(request, model, check_form(form))


@stateless("POST")
def save(request: HttpRequest) -> HttpResponse:
    """Hand the family back as a file for the person's own device."""
    model = risk_door.model(request.POST.get("model", ""))
    content = request.POST.get("opened", "").encode()
    if content:
        people, _problems = edited(risk_door.read_family(content)[0], model, request.POST)
    else:
        people = read_family_form(model, request.POST).family()
    response = HttpResponse(risk_door.write_family(people), content_type="application/json")
    response.headers["Content-Disposition"] = 'attachment; filename="family.json"'
    return response


@stateless("POST")
def open_file(request: HttpRequest) -> HttpResponse:
    """Compute a family from a file; it is read in memory and forgotten."""
    if not request.POST.get("model"):
        return _ask(request, _("Please say first how the disease is inherited."), 400)
    model = risk_door.model(request.POST["model"])
    uploaded = request.FILES.get("file")
    if uploaded is None:
        return _page(request, model, empty_form().problem(_("Please choose a file first.")), 400)
    return _opened(request, model, FamilyForm(()), uploaded.read())


def _ask(request: HttpRequest, problem: str = "", status: int = 200) -> HttpResponse:
    """Ask for the inheritance: no model is right for every disease."""
    form = empty_form().problem(problem) if problem else empty_form()
    context = {
        "form": form,
        "general": [risk_door.model(slug) for slug in GENERAL],
        "made": [m for m in risk_door.models() if m.slug not in GENERAL],
        "stated": risk_door.recurrences(),
    }
    return render(request, "clinic/family.html", context, status=status)


def _published(request: HttpRequest, about: Recurrence) -> HttpResponse:
    """Show what is published where a cause decides, with the way to a model where one fits."""
    causes = [(c, risk_door.model(c.model) if c.model else None) for c in about.causes]
    return render(request, "clinic/recurrence.html", {"about": about, "causes": causes})


def _opened(
    request: HttpRequest, model: RiskModel, form: FamilyForm, content: bytes
) -> HttpResponse:
    form = replace(form, relatives=())
    try:
        read, issues = risk_door.read_family(content)
        if not read.people:
            raise FormatError(_("This file lists no people."), hint=_("Choose another file."))
    except InputError as error:
        return _page(request, model, empty_form().problem(_sentence(error)), 400)
    ours = None if issues else form_of(read, model)
    if ours is not None:
        return _computed(request, model, replace(ours, parameters=form.parameters))
    read, problems = edited(read, model, request.POST)
    for text in problems:
        form = form.problem(text)
    changed = read.issues if "opened" in request.POST else issues
    page, problem = _compute(model, read, form, changed)
    for issue in (i for i in changed if i.level is not IssueLevel.ERROR):
        form = form.problem(f"{issue.where}: {issue.message} {issue.hint}".strip())
    if problem:
        form = form.problem(problem)
    status = 400 if problem or problems else 200
    return _page(request, model, form, status, page=page, opened=read)


def _computed(request: HttpRequest, model: RiskModel, form: FamilyForm) -> HttpResponse:
    if form.problems:
        return _page(request, model, form, 400)
    page, problem = _compute(model, form.family(), form)
    if problem:
        return _page(request, model, form.problem(problem), 400)
    return _page(request, model, form, page=page)


def _compute(
    model: RiskModel, people: Family, form: FamilyForm, issues: tuple[Issue, ...] = ()
) -> tuple[FamilyPage | None, str]:
    if form.problems:
        return None, ""
    try:
        risk_door.refuse_unread(issues)
        result = risk_door.family_risk(people, model.slug, parameters=form.numbers() or None)
    except InputError as error:
        return None, _sentence(error)
    labels = {person.id: person.name for person in people.people}
    # The drawing is made by our own code, which escapes every label it prints.
    drawing = risk_door.drawing_of_family(people, result, labels=labels, say=in_language)
    tree = mark_safe(drawing.svg)  # noqa: S308
    return describe(result, tree, drawing.text, {p.id for p in people.probands}), ""


def _page(
    request: HttpRequest,
    model: RiskModel,
    form: FamilyForm,
    status: int = 200,
    *,
    page: FamilyPage | None = None,
    opened: Family | None = None,
    is_changed: bool = False,
) -> HttpResponse:
    context = {
        "model": model,
        "asks": any(p.default is None or p.between for p in model.parameters)
        and model.slug in GENERAL,
        "form": form,
        "generations": _generations(form),
        "relations": _addable(form),
        "kept": KEPT,
        "sexes": ((Sex.UNKNOWN, _("Not said")), (Sex.FEMALE, _("Female")), (Sex.MALE, _("Male"))),
        "conditions": _conditions(model),
        "tests": _tests(model),
        "page": page,
        "opened": "" if opened is None else risk_door.write_family(opened).decode(),
        "rows": () if opened is None else rows_of(opened, model),
        "parameters": [(p, form.parameters.get(p.slug, "")) for p in model.parameters],
        "is_empty": page is None and not form.problems and not is_changed,
    }
    return render(request, "clinic/family.html", context, status=status)


def _sentence(error: InputError) -> str:
    return f"{error.message} {error.hint}".strip()


def _generations(form: FamilyForm) -> list[tuple[str, list[Relative]]]:
    titles = (_("Grandparents"), _("Parents’ generation"), _("Own generation"), _("Children"))
    found = []
    for number, title in enumerate(titles):
        relatives = [r for r in form.relatives if r.generation == number]
        if relatives:
            found.append((title, relatives))
    return found


def _addable(form: FamilyForm) -> list[tuple[str, str]]:
    ids = {r.id for r in form.relatives}
    return [(r.slug, str(r.title)) for r in RELATIONS.values() if r.is_many or r.slug not in ids]


def _conditions(model: RiskModel) -> list[tuple[str, str]]:
    return [
        ("", _("Nothing known")),
        (HEALTHY, _("A doctor looked: none of them")),
        *((p.slug, in_language(p.title)) for p in model.phenotypes),
        (AFFECTED, _("One of them, not known which")),
    ]


def _tests(model: RiskModel) -> list[tuple[str, str]]:
    if model.locus == "copies":
        counted = _("%(n)d copies counted")
        return [
            ("", _("Not tested")),
            *((f"copies-{n}", counted % {"n": n}) for n in range(5)),
            ("found", _("Known to be a carrier, or to have it")),
        ]
    return [
        ("", _("Not tested")),
        ("found", _("Change found")),
        ("found-mother", _("Found, on the copy from the mother")),
        ("found-father", _("Found, on the copy from the father")),
        ("not-found", _("Change not found")),
    ]
