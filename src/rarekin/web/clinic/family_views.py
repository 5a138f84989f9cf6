"""``/family``: what is each relative's exact chance? Computed for one form and forgotten."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from rarekin.api.family import families as family_files
from rarekin.api.family import risk as risk_door
from rarekin.api.family.other_ids import in_our_ids
from rarekin.api.family.risk import Drawing, FamilyRisk, Recurrence, RiskModel
from rarekin.errors import FormatError, InputError, TooLarge
from rarekin.model.case import Sex, State
from rarekin.model.family import Family
from rarekin.model.issues import Issue, IssueLevel
from rarekin.model.person import AFFECTED, Person, TestResult
from rarekin.web.clinic.family_answers import answer
from rarekin.web.clinic.family_disease import ByDisease, by_disease
from rarekin.web.clinic.family_file import KEPT, MAX_ROWS, edited, form_of, rows_of
from rarekin.web.clinic.family_folds import MANY
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
from rarekin.web.clinic.family_growth import RELATIVES
from rarekin.web.clinic.family_page import FamilyPage, describe
from rarekin.web.clinic.family_what_if import NOTHING_ASKED, Asked, beside
from rarekin.web.clinic.relatives import RELATIONS
from rarekin.web.clinic.stateless import stateless
from rarekin.web.shell.own_words import in_language, told

GENERAL = ("ad", "ar", "xd", "xr", "xr-men", "mt", "yl", "ad-from-mother", "ad-from-father")


@stateless("GET", "POST")
def family(request: HttpRequest) -> HttpResponse:
    """Show what is published, or the empty form; change the form, or compute it."""
    if request.method != "POST":
        if name := request.GET.get("disease", "").strip()[:_LONGEST_NAME]:
            return _of_disease(request, by_disease(name))
        if request.GET.get("about"):
            return _published(request, risk_door.recurrence(request.GET["about"]))
        chosen = request.GET.get("model", "")
        return _page(request, risk_door.model(chosen), empty_form()) if chosen else _ask(request)
    if request.POST.get("model"):
        return _posted(request, risk_door.model(request.POST["model"]))
    if request.POST.get("opened"):
        return drawn(request, request.POST["opened"].encode())
    return _ask(request, _("Please say first how the disease is inherited."), 400)


def _posted(request: HttpRequest, model: RiskModel) -> HttpResponse:
    if request.POST.get("do") == "example":
        return _computed(request, model, example_form(model))
    form = read_family_form(model, request.POST)
    if request.POST.get("opened"):
        is_undone = request.POST.get("do") == "undo" and request.POST.get("before")
        content = request.POST["before" if is_undone else "opened"].encode()
        return _opened(request, model, form, content, is_edited=not is_undone)
    if request.POST.get("do") == "tree":
        return _opened(request, model, form, risk_door.write_family(form.family()))
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
    wanted = family_files.standard(request.POST.get("format") or "rarekin")
    data, _lost = family_files.write_as(people, wanted.slug)
    response = HttpResponse(data, content_type=f"{wanted.media}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="family.{wanted.ending}"'
    return response


@stateless("POST")
def open_file(request: HttpRequest) -> HttpResponse:
    """Show a family from a file of any format; it is read in memory and forgotten."""
    uploaded = request.FILES.get("file")
    content = uploaded.read() if uploaded else request.POST.get("text", "").encode()
    slug = request.POST.get("model", "")
    model = risk_door.model(slug) if slug else None
    try:
        if not content:
            raise FormatError(_("Please choose a file first."), hint="")
        file = family_files.open_families(content)
        which = request.POST.get("which", "")
        if len(file.families) > 1 and not which:
            return _which(request, file, content, slug)
        chosen = file.family(which)
    except InputError as error:
        if model is None:
            return _ask(request, told(error), 400)
        return _page(request, model, empty_form().problem(told(error)), 400)
    if model is None:
        return drawn(request, risk_door.write_family(chosen), file.issues)
    return _opened(request, model, FamilyForm(()), risk_door.write_family(chosen), file.issues)


def _which(
    request: HttpRequest, file: family_files.FamilyFile, content: bytes, slug: str
) -> HttpResponse:
    """Ask which of several families is meant."""
    context = {
        "text": family_files.text_of(content)[0],
        "slug": slug,
        "families": [(f.id, len(f)) for f in file.families[:500]],
    }
    return render(request, "clinic/family_which.html", context)


def drawn(
    request: HttpRequest, content: bytes, file_issues: tuple[Issue, ...] = ()
) -> HttpResponse:
    """Show the tree of a file for which nobody has said yet how the disease is inherited."""
    people, issues = risk_door.read_family(content)
    if request.POST.get("do") == "add-parents":
        people = family_files.with_named_parents(people)
        issues = people.issues
    told = [_issue(i) for i in (*file_issues, *issues)]
    drawing = None if people.errors else _picture(people, None, {})
    context = {
        "opened": risk_door.write_family(people).decode(),
        "people": people,
        # The drawing is made by our own code, which escapes every label it prints.
        "tree": mark_safe("" if drawing is None else drawing.svg),  # noqa: S308
        "tree_text": "" if drawing is None else drawing.text,
        "messages": told,
        "offers_parents": any(i.code == "parent-unknown" for i in issues),
        "general": [risk_door.model(slug) for slug in GENERAL],
        "made": _made(),
        "fitting": _fitting(people),
    }
    return render(request, "clinic/family_drawn.html", context)


def _fitting(people: Family) -> list[RiskModel]:
    """Return the models made for the diseases of a file, or for a gene somebody was tested for."""
    keys = {key for person in people.people for key in person.phenotypes} - {AFFECTED}
    genes = {test.gene for person in people.people for test in person.tests} - {""}
    return [
        m for m in _made() if genes & set(m.genes) or any(m.phenotype_slug(key) for key in keys)
    ]


def _made() -> list[RiskModel]:
    """Return the models made for one disease; a marker cannot be told in a form."""
    return [m for m in risk_door.models() if m.slug not in GENERAL and m.locus != "linked"]


def _issue(issue: Issue) -> str:
    where = in_language(issue.where)
    return f"{where}{_(':')} {told(issue)}"


def _picture(people: Family, result: FamilyRisk | None, links: Mapping[str, str]) -> Drawing | None:
    """Draw a family; None where it is too large for a picture, for the chances stand below."""
    labels = {person.id: person.name for person in people.people}
    try:
        return risk_door.drawing_of_family(
            people, result, labels=labels, links=links, say=in_language
        )
    except TooLarge:
        return None


def _ask(
    request: HttpRequest, problem: str = "", status: int = 200, *, found: ByDisease | None = None
) -> HttpResponse:
    """Ask for the inheritance: no model is right for every disease."""
    form = empty_form().problem(problem) if problem else empty_form()
    context = {
        "form": form,
        "general": [risk_door.model(slug) for slug in GENERAL],
        "made": _made(),
        "stated": risk_door.recurrences(),
        "found": found,
    }
    return render(request, "clinic/family.html", context, status=status)


def _of_disease(request: HttpRequest, found: ByDisease) -> HttpResponse:
    """Go on with the inheritance of a disease; ask where there is none, or more than one."""
    if found.only is not None:
        return redirect(f"{reverse('clinic:family')}{found.only.query}")
    return _ask(request, found=found)


_LONGEST_NAME = 200


def _published(request: HttpRequest, about: Recurrence) -> HttpResponse:
    """Show what is published where a cause decides, with the way to a model where one fits."""
    causes = [(c, risk_door.model(c.model) if c.model else None) for c in about.causes]
    return render(request, "clinic/recurrence.html", {"about": about, "causes": causes})


def _opened(
    request: HttpRequest,
    model: RiskModel,
    form: FamilyForm,
    content: bytes,
    file_issues: tuple[Issue, ...] = (),
    *,
    is_edited: bool = False,
) -> HttpResponse:
    form = replace(form, relatives=())
    try:
        read, own = risk_door.read_family(content)
        if not read.people:
            raise FormatError(_("This file lists no people."), hint=_("Choose another file."))
    except InputError as error:
        return _page(request, model, empty_form().problem(told(error)), 400)
    issues = (*file_issues, *own)
    is_upload = "opened" not in request.POST and request.POST.get("do") != "tree"
    ours = form_of(read, model) if is_upload and not issues else None
    if ours is not None:
        return _computed(
            request, model, replace(ours, parameters=form.parameters, curve=form.curve)
        )
    problems: tuple[str, ...] = ()
    if is_edited:
        read, problems = edited(read, model, request.POST)
    for text in problems:
        form = form.problem(text)
    changed = issues if is_upload else read.issues
    page, problem = _compute(model, read, form, changed, asked=Asked.of(request.POST))
    for issue in (i for i in changed if i.level is not IssueLevel.ERROR):
        form = form.problem(_issue(issue))
    if problem:
        form = form.problem(problem)
    status = 400 if problem or problems else 200
    before = content.decode() if is_edited else ""
    return _page(request, model, form, status, page=page, opened=read, before=before)


def _computed(request: HttpRequest, model: RiskModel, form: FamilyForm) -> HttpResponse:
    if form.problems:
        return _page(request, model, form, 400)
    asked = Asked.of(request.POST)
    page, problem = _compute(model, form.family(), form, is_file=False, asked=asked)
    if problem:
        return _page(request, model, form.problem(problem), 400)
    return _page(request, model, form, page=page)


def _compute(
    model: RiskModel,
    people: Family,
    form: FamilyForm,
    issues: tuple[Issue, ...] = (),
    *,
    is_file: bool = True,
    asked: Asked = NOTHING_ASKED,
) -> tuple[FamilyPage | None, str]:
    if form.problems:
        return None, ""
    numbers, curves = form.numbers() or None, form.curves()
    people = in_our_ids(people)
    try:
        risk_door.refuse_unread(issues)
        result = risk_door.family_risk(people, model.slug, parameters=numbers, curves=curves)
    except InputError as error:
        return None, told(error)
    place = enumerate(people.people)
    links = {p.id: f"#row-{i}" if is_file else f"#person-{p.id}" for i, p in place}
    drawing = _picture(people, result, links)
    answers = answer(people, result, numbers, curves)
    first = {p.id for p in people.people if p.consultand} or {p.id for p in people.probands}
    other = beside(people, model.slug, numbers, curves, asked, first)
    runs = any(_has_it(p) for p in people.people)
    return describe(result, drawing, first, answers, other, family=people, runs_in_family=runs), ""


def _has_it(person: Person) -> bool:
    return any(said.state is State.PRESENT for said in person.phenotypes.values()) or any(
        test.result not in (TestResult.UNKNOWN, TestResult.NEGATIVE)
        or test.copies is not None
        or test.repeats is not None
        for test in person.tests
    )


def _page(
    request: HttpRequest,
    model: RiskModel,
    form: FamilyForm,
    status: int = 200,
    *,
    page: FamilyPage | None = None,
    opened: Family | None = None,
    is_changed: bool = False,
    before: str = "",
) -> HttpResponse:
    people = opened if opened is not None else form.family()
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
        "before": before,
        "offers_parents": any(i.code == "parent-unknown" for i in people.issues),
        "formats": _formats(people),
        "relatives": RELATIVES,
        "can_test": model.locus != "copies",
        "rows": () if opened is None else rows_of(opened, model),
        "is_large": opened is not None and len(opened) > MANY,
        "parameters": [(p, form.parameters.get(p.slug, "")) for p in model.parameters],
        "takes_curve": not model.one_of,
        "is_empty": page is None and not form.problems and not is_changed,
    }
    return render(request, "clinic/family.html", context, status=status)


def _formats(people: Family) -> list[tuple[str, str, list[str]]]:
    """Return the formats a family can be taken away in, with what each leaves behind."""
    if people.errors or len(people) > MAX_ROWS:
        return [(s.slug, s.title, []) for s in family_files.STANDARDS]
    return [
        (s.slug, s.title, [in_language(i.message) for i in s.write(people)[1]])
        for s in family_files.STANDARDS
    ]


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
        (HEALTHY, in_language(model.examined) or _("A doctor looked: none of them")),
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
    told = [
        ("", _("Not tested")),
        ("found", _("Change found")),
        ("found-mother", _("Found, on the copy from the mother")),
        ("found-father", _("Found, on the copy from the father")),
        ("carrier", _("Carrier: found on one copy")),
        ("not-found", _("Change not found")),
    ]
    if any(p.slug == "new_from_mosaic" for p in model.parameters):
        told.append(("mosaic", _("Found in part of the cells (mosaic)")))
    return told
