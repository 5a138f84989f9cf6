"""What each address does: one call through the door, nothing computed here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.urls import reverse

from rarekin.api import criteria as criteria_door
from rarekin.api.criteria_export import export_criteria
from rarekin.api.diseases import lookup
from rarekin.api.diseases import terms as terms_door
from rarekin.api.diseases.naming import named, named_hits, named_page
from rarekin.api.keeping import releases as releases_door
from rarekin.api.making.release import current
from rarekin.api.ranking import alike as alike_door
from rarekin.api.ranking import rank as rank_door
from rarekin.errors import InputError
from rarekin.model.disease import GeneLink
from rarekin.web.http_api import bodies, replies, verdicts
from rarekin.web.http_api.list_handlers import start_of


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The thing asked for lives at its canonical address."""

    address: str


def search(_: str, query: bodies.SearchQuery) -> replies.SearchReply:
    """Find diseases by name."""
    hits = named_hits(lookup.search(query.q, query.limit), query.language)
    return replies.SearchReply(
        release=current().version,
        query=query.q,
        hits=tuple(replies.Hit.model_validate(hit) for hit in hits),
    )


def disease(text: str, query: bodies.InLanguage) -> replies.DiseaseReply | Elsewhere:
    """Return a disease, or where its canonical entry is."""
    ref = lookup.resolve(text)
    if ref.id != text:
        return Elsewhere(reverse("http_api:diseases-one", args=[ref.id]))
    page = named_page(lookup.disease(ref.id), query.language)
    return replies.DiseaseReply.model_validate(page)


def ids(text: str, _: bodies.NoQuery) -> replies.IdsReply:
    """Return every identifier of a disease."""
    return replies.IdsReply.model_validate(lookup.id_card(text))


def finding(text: str, query: bodies.InLanguage) -> replies.FindingReply:
    """Return an HPO term."""
    page = lookup.finding(text)
    return replies.FindingReply(
        release=page.release,
        id=page.term.id,
        label=lookup.label_of(page.term.id, query.language),
        definition=page.term.definition,
        synonyms=tuple(
            replies.Synonym(text=words, scope=scope, layperson=layperson)
            for words, scope, layperson in page.term.synonyms
        ),
        parents=_labelled(page.parents),
        children=_labelled(page.children),
        n_diseases=len(page.diseases),
    )


def finding_diseases(text: str, query: bodies.PageQuery) -> replies.FindingDiseasesReply:
    """Return one part of the diseases a finding is described in."""
    page = lookup.finding(text)
    start = start_of(query.after, [ref.id for ref, _ in page.diseases])
    part = page.diseases[start : start + query.limit]
    is_last = start + len(part) >= len(page.diseases)
    return replies.FindingDiseasesReply(
        release=page.release,
        n_diseases=len(page.diseases),
        diseases=tuple(
            replies.FindingDisease(
                disease=replies.DiseaseBrief.model_validate(ref),
                finding=replies.FindingRow.model_validate(row),
            )
            for ref, row in part
        ),
        next=None if is_last else part[-1][0].id,
    )


def gene(symbol: str, _: bodies.NoQuery) -> replies.GeneReply:
    """Return a gene's diseases."""
    page = lookup.gene(symbol)
    return replies.GeneReply(
        release=page.release,
        symbol=page.symbol,
        hgnc=page.hgnc,
        diseases=tuple(_gene_disease(ref, link) for ref, link in page.diseases),
    )


def _gene_disease(ref: lookup.DiseaseRef, link: GeneLink) -> replies.GeneDisease:
    return replies.GeneDisease(disease=replies.DiseaseBrief.model_validate(ref), link=link)


def sources(_: str, __: bodies.NoQuery) -> replies.SourcesReply:
    """Return the sources of the release that serves."""
    return replies.SourcesReply(release=current().version, sources=lookup.sources())


def releases(_: str, __: bodies.NoQuery) -> replies.ReleasesReply:
    """Return the releases kept here."""
    return replies.ReleasesReply(
        releases=tuple(
            replies.ReleaseReply.model_validate(one) for one in releases_door.release_summaries()
        )
    )


def release(version: str, _: bodies.NoQuery) -> replies.ReleaseReply:
    """Return one release."""
    chosen = current().version if version == "current" else version
    return replies.ReleaseReply.model_validate(releases_door.release_summary(chosen))


def terms(_: str, body: bodies.TermsBody) -> replies.TermsReply:
    """Read findings in a text."""
    return replies.TermsReply.model_validate(terms_door.find_terms(body.text, body.language))


def rank(_: str, body: bodies.RankBody) -> replies.RankReply:
    """Rank diseases for a case."""
    case, issues = body.read()
    ranking = rank_door.rank_case(case, top=body.top, filters=body.filters.read(), in_full=True)
    ranking = replace(ranking, diseases=tuple(_named(d, body.language) for d in ranking.diseases))
    return replies.RankReply.model_validate(replace(ranking, issues=(*issues, *ranking.issues)))


def rank_alike(_: str, body: bodies.AlikeBody) -> replies.AlikeReply:
    """Find the published patients most like a case."""
    case, issues = body.read()
    found = alike_door.cases_alike(case, most=body.most)
    return replies.AlikeReply.model_validate(replace(found, issues=(*issues, *found.issues)))


def _named(ranked: rank_door.RankedDisease, language: str) -> rank_door.RankedDisease:
    if language == "en":
        return ranked
    return replace(ranked, name=named(lookup.resolve(ranked.id), language).label)


def criteria_list(_: str, __: bodies.NoQuery) -> verdicts.CriteriaListReply:
    """Return every criteria set."""
    return verdicts.CriteriaListReply(
        criteria=tuple(
            verdicts.CriteriaBrief.model_validate(one) for one in criteria_door.criteria_sets()
        )
    )


def criteria_near(_: str, body: bodies.NearBody) -> verdicts.CriteriaNearReply:
    """Say which sets a case comes close to."""
    case, issues = body.read()
    found = tuple(verdicts.NearRow.model_validate(one) for one in criteria_door.near(case))
    return verdicts.CriteriaNearReply(near=found, issues=tuple(issues))


def find_criteria(slug: str) -> object:
    """Return the criteria set an address means, or refuse."""
    return criteria_door.criteria_set(slug)


def criteria_set(slug: str, _: bodies.NoQuery) -> verdicts.CriteriaSetReply:
    """Return one criteria set."""
    return verdicts.CriteriaSetReply.model_validate(criteria_door.criteria_set(slug))


def criteria_export(slug: str, query: bodies.ExportQuery) -> verdicts.CriteriaExportReply:
    """Write one criteria set for another program."""
    exported = export_criteria(slug, query.to)
    return verdicts.CriteriaExportReply.model_validate(exported)


def criteria_check(slug: str, body: bodies.CriteriaBody) -> verdicts.CriteriaCheckReply:
    """Check a case."""
    case, issues = body.read()
    chosen = criteria_door.criteria_set(slug)
    for given, place, known in (
        (case.answers, "answers", chosen.answerable),
        (case.quantities, "quantities", chosen.measures),
    ):
        for name in sorted(set(given) - set(known)):
            raise InputError(
                f"{name[:80]!r} is no item of {slug}.",
                hint=f"Here it knows {', '.join(sorted(known)) or 'none'}.",
                where=f"{place}.{name[:80]}",
            )
    evaluation = criteria_door.check(slug, case)
    reply = verdicts.CriteriaCheckReply.model_validate(evaluation)
    return reply.model_copy(update={"issues": (*issues, *evaluation.issues)})


def _labelled(pairs: Iterable[tuple[str, str]]) -> tuple[replies.Labelled, ...]:
    return tuple(replies.Labelled(id=id_, label=label) for id_, label in pairs)
