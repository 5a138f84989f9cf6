"""Ways through the knowledge base without a name: systems, groups, organisations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from rarekin.api import browse
from rarekin.api import help as helpline
from rarekin.api.diseases.naming import by_name
from rarekin.model.disease import Organisation
from rarekin.model.identifiers import Curie
from rarekin.web.atlas.keeping import kept
from rarekin.web.atlas.telling.countries import country_name
from rarekin.web.atlas.telling.words import SYSTEMS
from rarekin.web.shell.phrases import gettext as _

_ON_A_PAGE = 300


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List body systems and the widest groups of diseases."""

    def context() -> dict[str, object]:
        shown = [
            (system.term, str(SYSTEMS.get(system.term, system.label)), len(system.diseases))
            for system in browse.systems()
        ]
        return {
            "systems": [(term, words[:1].upper() + words[1:], n) for term, words, n in shown],
            "groups": by_name(browse.top_groups(), get_language() or "en"),
            "n_organisations": len(browse.organisations()),
        }

    return kept.kept(request, ("browse",), "atlas/browse.html", context)


@require_safe
def system(request: HttpRequest, term: str) -> HttpResponse:
    """List the diseases of one body system, some hundred to a page."""
    refs = by_name(browse.diseases_of_system(term), get_language() or "en")
    n_pages = -(-len(refs) // _ON_A_PAGE)
    number = _page_number(request, n_pages)

    def context() -> dict[str, object]:
        parts = [refs[i : i + _ON_A_PAGE] for i in range(0, len(refs), _ON_A_PAGE)]
        label = next(s.label for s in browse.systems() if s.term == term)
        words = str(SYSTEMS.get(Curie(term), label))
        return {
            "heading": words[:1].upper() + words[1:],
            "term": term,
            "diseases": parts[number - 1],
            "n_diseases": len(refs),
            "number": number,
            "pages": [
                (i, f"{part[0].label[:12].strip()} – {part[-1].label[:12].strip()}")
                for i, part in enumerate(parts, 1)
            ],
        }

    return kept.kept(request, ("system", term, number), "atlas/system.html", context)


@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """List every organisation."""

    def context() -> dict[str, object]:
        every = browse.organisations().items()
        return {"organisations": [(key, o) for key, o in every if not o.kind]}

    return kept.kept(request, ("organisations",), "atlas/organisations.html", context)


@require_safe
def help_by_country(request: HttpRequest) -> HttpResponse:
    """List helplines, directories of expert centres and networks, country by country."""

    def context() -> dict[str, object]:
        groups = (
            ("helplines", _("Helplines"), helpline.helplines()),
            ("directories", _("Directories of expert centres"), helpline.directories()),
        )
        return {
            "groups": [
                (
                    anchor,
                    heading,
                    _by_name(helpline.by_country(listed)),
                )
                for anchor, heading, listed in groups
            ],
            "networks": [
                (o, by_name(browse.diseases_of_organisation(o), get_language() or "en"))
                for o in browse.organisations().values()
                if o.kind == "network"
            ],
        }

    return kept.kept(request, ("help",), "atlas/help.html", context)


def _by_name(
    countries: Mapping[str, Sequence[Organisation]],
) -> list[tuple[str, Sequence[Organisation]]]:
    """Put countries in the order of their names in the active language, areas last."""
    named = [(helpline.is_area(c), country_name(c), found) for c, found in countries.items()]
    return [(name, found) for _area, name, found in sorted(named, key=lambda row: row[:2])]


@require_safe
def organisation(request: HttpRequest, key: str) -> HttpResponse:
    """Show an organisation and the diseases it serves."""
    found = browse.organisations().get(key)
    if found is None:
        raise Http404

    def context() -> dict[str, object]:
        return {
            "o": found,
            "diseases": by_name(browse.diseases_of_organisation(found), get_language() or "en"),
        }

    return kept.kept(request, ("organisation", key), "atlas/organisation.html", context)


def _page_number(request: HttpRequest, n_pages: int) -> int:
    text = request.GET.get("page", "1")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
    if not 1 <= number <= max(n_pages, 1):
        raise Http404
    return number
