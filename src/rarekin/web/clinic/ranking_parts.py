"""Parts of a ranking in plain words: what tells a family apart, genes, what to look for next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from rarekin.api.diseases.everyday import plain_names, plain_sentences
from rarekin.api.ranking.rank import Family, NextQuestion, RankedDisease, Ranking
from rarekin.model.identifiers import Curie
from rarekin.web.clinic.wording import about, of_people, percent
from rarekin.web.shell import phrases
from rarekin.web.shell.disease_names import name_of
from rarekin.web.shell.own_words import in_language

_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Apart:
    """What tells the members of a family apart.

    Attributes
    ----------
    sign, lines
        The sign that tells most, and what is known of it in each member.
    genes
        Members with the gene whose test would show them; empty where that tells nothing.
    pair
        The first two members, for a page that lays them side by side.
    """

    sign: str
    lines: tuple[str, ...]
    genes: tuple[str, ...]
    pair: tuple[Curie, Curie]


@dataclass(frozen=True, slots=True)
class GeneShown:
    """A gene, the chance that it is the cause, and the likeliest of its diseases."""

    symbol: str
    about: str
    percent: str
    diseases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A sign to look for next, and the diseases it would tell apart.

    Attributes
    ----------
    label
        Its medical name in the reader's language.
    plain, explained
        In everyday words, and a sentence; empty where nobody wrote them.
    """

    term: Curie
    label: str
    diseases: tuple[str, ...]
    plain: str = ""
    explained: str = ""


def told_apart(family: Family, by_rank: Mapping[int, RankedDisease]) -> Apart | None:
    """Say in words what tells the members of a family apart.

    Parameters
    ----------
    family
        Of a ranking that was asked for in full.
    by_rank
        The diseases that are shown.

    Returns
    -------
    apart
        None where fewer than two of those compared are shown, or nothing tells them apart.
    """
    if family.apart is None:
        return None
    told = family.apart
    shown = [(i, by_rank[rank]) for i, rank in enumerate(told.members) if rank in by_rank]
    if len(shown) < 2:
        return None
    names = [name_of(disease.id, disease.name) for _i, disease in shown]
    genes = [told.genes[i] for i, _disease in shown]
    signs = [told.shares[i] for i, _disease in shown] if told.term else []
    by_gene = len({tuple(sorted(one)) for one in genes}) > 1
    if not signs and not by_gene:
        return None
    return Apart(
        _named(told.term, told.label) if told.term else "",
        tuple(_line(name, share) for name, share in zip(names, signs, strict=False)),
        tuple(
            _("%(disease)s: %(genes)s")
            % {"disease": name, "genes": ", ".join(own[:_MOST_NAMED]) or _("no gene is known")}
            for name, own in zip(names, genes, strict=True)
        )
        if by_gene
        else (),
        (shown[0][1].id, shown[1][1].id),
    )


def _line(name: str, share: float | None) -> str:
    known = _("not described in it") if share == 0 else of_people(share)
    return _("%(disease)s: %(known)s") % {"disease": name, "known": known}


def genes_of(ranking: Ranking, names: Mapping[str, str]) -> tuple[GeneShown, ...]:
    """Return the likeliest genes as the page shows them.

    Parameters
    ----------
    ranking
        Asked for in full.
    names
        English names of diseases to names in the reader's language.

    Returns
    -------
    genes
        Best first; those hardly likely are left out.
    """
    return tuple(
        GeneShown(
            gene.symbol,
            about(gene.probability),
            percent(gene.probability),
            tuple(names.get(name, name) for name in gene.diseases),
        )
        for gene in ranking.genes
        if gene.probability >= _LEAST_GENE
    )


_LEAST_GENE = 0.01


def questions_of(
    questions: Sequence[NextQuestion], known: Sequence[Curie], names: Mapping[str, str]
) -> tuple[Question, ...]:
    """Put what to look for next into plain words.

    Parameters
    ----------
    questions
        Of a ranking.
    known
        Terms already on the person's list, so that nobody is asked twice.
    names
        As for `genes_of`.

    Returns
    -------
    questions
        The most telling first.
    """
    found = []
    for question in questions:
        if question.term in known:
            continue
        label = _named(question.term, question.label)
        plain = plain_names(phrases.language() or "en").get(question.term, "")
        explained = plain_sentences().get(question.term, "")
        found.append(
            Question(
                question.term,
                label,
                tuple(names.get(name, name) for name in question.diseases),
                "" if plain.casefold() == label.casefold() else plain,
                in_language(explained) if explained else "",
            )
        )
    return tuple(found)


def _named(term: Curie, english: str) -> str:
    return name_of(term, english)
