"""The small family that shows how a disease passes on, in the reader's language."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.safestring import mark_safe

from rarekin.api.diseases.lookup import DiseasePage
from rarekin.api.draw import FamilyWords, draw_inheritance
from rarekin.web.atlas.sections.marks import Marks
from rarekin.web.atlas.sections.pictures import Picture
from rarekin.web.atlas.telling.passing_on import family_of
from rarekin.web.atlas.telling.sentences import sources_of
from rarekin.web.shell.phrases import gettext as _
from rarekin.web.shell.phrases import gettext_lazy

_SAID: dict[str, str | Promise] = {
    "dominant": gettext_lazy(
        "Of the children of a person with the change, each has a chance of 1 in 2 to inherit it."
    ),
    "recessive": gettext_lazy("When both parents carry it, each child has a chance of 1 in 4."),
    "x_recessive": gettext_lazy(
        "When the mother carries it, each son has a chance of 1 in 2 to have it, each daughter a"
        " chance of 1 in 2 to carry it. Women who carry it can have signs too. When the father"
        " has it, all his daughters carry it and none of his sons has it from him."
    ),
    "x_dominant": gettext_lazy(
        "When the mother has the change, each child has a chance of 1 in 2 to inherit it. Sons and"
        " daughters with it can be ill in different ways. When the father has it, all his"
        " daughters inherit it and none of his sons."
    ),
    "mitochondrial": gettext_lazy(
        "A mother passes it on to all her children; how ill they become can differ much. A father"
        " does not pass it on."
    ),
    "new": gettext_lazy("As a rule the change is new in one child, and neither parent has it."),
}
# Whoever inherits such a change need not fall ill, or not in the same way.
_CHANGED_ONLY = frozenset({"dominant", "x_dominant", "mitochondrial"})


def of_inheritance(page: DiseasePage, marks: Marks) -> list[Picture]:
    """Draw how a disease passes on.

    Parameters
    ----------
    page
        What the release knows.
    marks
        Numbers the sources.

    Returns
    -------
    pictures
        One, or none where a picture would say more than is known.
    """
    family = family_of(page)
    leading = page.modes.leading
    if not family or leading is None:
        return []
    heading = _("How it passes on")
    sexed = family in {"x_recessive", "x_dominant", "mitochondrial"}
    words = FamilyWords(
        title=heading,
        description=str(_SAID[family]),
        parents=(_("father"), _("mother")) if sexed else (_("parent"), _("parent")),
        ill=_("has the change") if family in _CHANGED_ONLY else _("has the disease"),
        carrier=_("carries it"),
        free=_("does not have the change"),
    )
    drawing = draw_inheritance(family, words, name="family")
    svg = mark_safe(drawing.svg)  # noqa: S308 - escaped by the drawing
    return [Picture(svg, heading, marks.all(sources_of([leading])), str(_SAID[family]))]
