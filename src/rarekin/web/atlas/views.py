"""The pages of the knowledge base; each is the same for everybody."""

from __future__ import annotations

from collections.abc import Hashable
from html import escape

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from rarekin.api.diseases import lookup
from rarekin.api.diseases.searching import search_all
from rarekin.api.making.release import current
from rarekin.errors import AmbiguousName, UnknownId
from rarekin.model.identifiers import Curie, is_curie
from rarekin.web.accounts.house.house import house
from rarekin.web.atlas.drawing.article import article_html
from rarekin.web.atlas.keeping import kept
from rarekin.web.atlas.keeping.cache import KeptPage
from rarekin.web.atlas.keeping.frame import framed
from rarekin.web.atlas.pages import card as card_page
from rarekin.web.atlas.pages import compare as compare_page
from rarekin.web.atlas.pages import disease_page, source_list
from rarekin.web.atlas.pages import doctor as doctor_page
from rarekin.web.atlas.queries import reads_as_signs, tidy
from rarekin.web.atlas.sections import signs
from rarekin.web.atlas.sections.marks import Marks, address_of
from rarekin.web.atlas.telling import finding_tests, frequency
from rarekin.web.atlas.telling.glossary import glosses
from rarekin.web.atlas.telling.how_told import How
from rarekin.web.atlas.telling.labels import label_in_language
from rarekin.web.shell import panels
from rarekin.web.shell.disease_names import name_text
from rarekin.web.shell.phrases import one_language

_DISEASES_SHOWN = 200
_HITS = 20
_SUGGESTIONS = 8


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the start page: one question, three doors."""

    def context() -> dict[str, object]:
        return {"n_diseases": len(lookup.disease_ids())}

    return kept.kept(request, ("home",), "atlas/home.html", context)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Find diseases by name, id or gene; point to /find what reads as signs."""
    query = tidy(request.GET.get("q", ""))
    if query and is_curie(query) and not query.upper().startswith("HP"):
        try:
            return redirect("atlas:disease", lookup.resolve(query).id)
        except (UnknownId, AmbiguousName):
            pass
    found = search_all(query, _HITS, language=get_language() or "en")
    hits = found.diseases
    context = {
        "query": query,
        "hits": hits,
        "others": found,
        "reads_as_signs": reads_as_signs(query, len(hits)),
    }
    response = render(request, "atlas/search.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """List the first hits while somebody types."""
    query = tidy(request.GET.get("q", ""))
    asked = query if len(query) > 1 else ""
    found = search_all(asked, _SUGGESTIONS, language=get_language() or "en")
    context = {"hits": found.diseases, "others": found, "query": query}
    response = render(request, "atlas/parts/suggestions.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


@require_safe
def disease(request: HttpRequest, name: str) -> HttpResponse:
    """Show a disease under its canonical id; any other name or id leads there."""
    found = kept.PAGES.peek(_disease_key(name))
    if found:
        return found.answer(request)
    ref = lookup.resolve(tidy(name))
    if ref.id != name:
        return HttpResponsePermanentRedirect(reverse("atlas:disease", args=[ref.id]))

    def make() -> KeptPage:
        return kept.written(_disease_html(ref))

    return kept.PAGES.get(_disease_key(ref.id), make).answer(request)


def _disease_html(ref: lookup.DiseaseRef) -> str:
    with one_language():
        view = disease_page.view_of(lookup.page_of(ref))
        values = {
            "id": escape(ref.id),
            "label": escape(view.label),
            "linked_data": view.linked_data,
            "article": article_html(view),
        }
        return framed("atlas/disease.html", values)


@require_safe
def card(request: HttpRequest, name: str) -> HttpResponse:
    """Show the emergency card of a disease."""
    ref = lookup.resolve(tidy(name))
    if ref.id != name:
        return HttpResponsePermanentRedirect(reverse("atlas:card", args=[ref.id]))

    def context() -> dict[str, object]:
        return card_page.context_of(lookup.disease(ref.id))

    return kept.kept(request, ("card", ref.id), "atlas/card.html", context)


@require_safe
def doctor(request: HttpRequest, name: str) -> HttpResponse:
    """Show what the page of a disease says on two printed sides, for a doctor."""
    ref = lookup.resolve(tidy(name))
    if ref.id != name:
        return HttpResponsePermanentRedirect(reverse("atlas:doctor", args=[ref.id]))

    def context() -> dict[str, object]:
        with one_language():
            return doctor_page.context_of(disease_page.view_of(lookup.page_of(ref)))

    key = ("doctor", ref.id, panels.stamp(ref.id))
    return kept.kept(request, key, "atlas/doctor.html", context)


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Lay two diseases side by side; ask which are meant where that is not clear."""
    texts = {key: tidy(request.GET.get(key, "")) for key in ("a", "b")}
    found = {key: compare_page.found(text) for key, text in texts.items()}
    refs = {key: ref for key, (ref, _hits) in found.items()}
    context: dict[str, object] = {
        "text_a": name_text(refs["a"]) if refs["a"] else texts["a"],
        "text_b": name_text(refs["b"]) if refs["b"] else texts["b"],
        "unclear": [
            (texts[key], found[key][1], texts[other], key, other)
            for key, other in (("a", "b"), ("b", "a"))
            if texts[key] and refs[key] is None
        ],
        "is_same": refs["a"] is not None and refs["a"] == refs["b"],
    }
    if refs["a"] and refs["b"] and refs["a"] != refs["b"]:
        pair = [lookup.disease(ref.id) for ref in (refs["a"], refs["b"])]
        context |= compare_page.context_of(*pair)
    response = render(request, "atlas/compare.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


@require_safe
def finding(request: HttpRequest, name: str) -> HttpResponse:
    """Show a finding: what it means and which diseases have it."""
    id_ = lookup.finding_id(tidy(name))
    if id_ != name:
        return HttpResponsePermanentRedirect(reverse("atlas:finding", args=[id_]))

    def context() -> dict[str, object]:
        page = lookup.finding(id_, _DISEASES_SHOWN)
        marks, told = Marks(()), glosses()
        names = dict.fromkeys(text for text, scope, _lay in page.term.synonyms if scope == "exact")
        return {
            "term": page.term,
            "label": label_in_language(page.term.id, page.term.label),
            "gloss": told.get(page.term.id, ""),
            "synonyms": list(names),
            "parents": page.parents,
            "children": page.children,
            "diseases": [
                (ref, signs.sign(found, marks, told, how=_how(found)))
                for ref, found in page.diseases
            ],
            "n_diseases": page.n_diseases,
            "n_more": page.n_diseases - len(page.diseases),
            "address": address_of(page.term.id),
            "tests": finding_tests.named_for(page.term.id),
        }

    return kept.kept(request, ("finding", id_), "atlas/finding.html", context)


def _how(found: lookup.AnnotatedFinding) -> How:
    is_alone = len(found.rows) == 1
    return frequency.told_by_one_list if is_alone else frequency.told


@require_safe
def gene(request: HttpRequest, symbol: str) -> HttpResponse:
    """Show a gene: which diseases are linked to it, and who says so."""
    page = lookup.gene(tidy(symbol))
    if page.symbol != symbol:
        return HttpResponsePermanentRedirect(reverse("atlas:gene", args=[page.symbol]))

    def context() -> dict[str, object]:
        titles = {info.name: info.title for info in lookup.sources()}
        by_disease: dict[lookup.DiseaseRef, dict[str, None]] = {}
        for ref, link in page.diseases:
            said = titles.get(link.source, link.source)
            by_disease.setdefault(ref, {})[said] = None
        return {
            "symbol": page.symbol,
            "hgnc": page.hgnc,
            "address": address_of(page.hgnc) if page.hgnc else "",
            "diseases": [(ref, list(said)) for ref, said in by_disease.items()],
        }

    return kept.kept(request, ("gene", page.symbol), "atlas/gene.html", context)


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """Show every source: version, date, licence, files, and what failed at the last sync."""
    return source_list.answer(request)


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Say what this site is and is not."""
    return kept.kept(request, ("about",), "atlas/about.html", dict)


def _disease_key(id_: str) -> Hashable:
    stamps = (house().stamp, panels.stamp(Curie(id_)))
    return ("disease", id_, current().version, get_language(), *stamps)
