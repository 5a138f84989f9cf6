"""``/family/picture``: the drawn family as a file for the person's own device."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from rarekin.api.draw import KINDS, can_print, picture_as
from rarekin.api.family import risk as risk_door
from rarekin.api.family.risk import FamilyRisk, RiskModel
from rarekin.errors import InputError
from rarekin.model.family import Family
from rarekin.web.clinic.family_file import edited
from rarekin.web.clinic.family_form import FamilyForm, read_family_form
from rarekin.web.clinic.stateless import stateless
from rarekin.web.shell.own_words import in_language


def picture_kinds() -> tuple[str, ...]:
    """Return the kinds of picture this host can make, for paper first.

    Examples
    --------
    >>> "svg" in picture_kinds()
    True
    """
    return tuple(kind for kind in ("pdf", "png", "svg") if kind == "svg" or can_print())


@stateless("POST")
def picture(request: HttpRequest) -> HttpResponse:
    """Hand the picture back; with the chances where a model is chosen and they can be computed."""
    kind = request.POST.get("kind", "svg")
    people, result = _asked(request)
    drawing = risk_door.drawing_of_family(
        people, result, labels={p.id: p.name for p in people.people}, say=in_language
    )
    data = picture_as(drawing, kind, language=(get_language() or "en")[:2])
    response = HttpResponse(data, content_type=KINDS[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="family.{kind}"'
    return response


def _asked(request: HttpRequest) -> tuple[Family, FamilyRisk | None]:
    content, slug = request.POST.get("opened", "").encode(), request.POST.get("model", "")
    # A page without chances sends its list of models too; nothing is chosen there yet.
    if not slug or request.POST.get("bare"):
        return risk_door.read_family(content)[0], None
    model = risk_door.model(slug)
    form = read_family_form(model, request.POST)
    if content:
        people, _problems = edited(risk_door.read_family(content)[0], model, request.POST)
    else:
        people = form.family()
    return people, _computed(people, model, form)


def _computed(people: Family, model: RiskModel, form: FamilyForm) -> FamilyRisk | None:
    numbers: Mapping[str, float] | None = form.numbers() or None
    try:
        return risk_door.family_risk(people, model.slug, parameters=numbers, curves=form.curves())
    except InputError:
        return None  # drawn without chances, as on the page
