"""Plain sentences from structured facts, for what nobody has written prose about yet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from rarekin.api.lookup import AnnotatedFinding, DiseasePage
from rarekin.model.disease import GeneLink, Level
from rarekin.model.identifiers import Curie
from rarekin.web.atlas.words import COURSE, DEATHS, INHERITANCE, ONSET, SYSTEMS
from rarekin.web.shell import phrases
from rarekin.web.shell.phrases import gettext as _
from rarekin.web.shell.phrases import ngettext

_GENES_NAMED = 6
_SYSTEMS_NAMED = 3


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence and the names of the data sources it rests on."""

    text: str
    sources: tuple[str, ...] = ()


def listed(words: Sequence[str | Promise]) -> str:
    """Join words the way a sentence does.

    Parameters
    ----------
    words
        At least one.

    Returns
    -------
    listed
        ``a``, ``a and b`` or ``a, b and c``.

    Examples
    --------
    >>> listed(["skin"]), listed(["skin", "bones", "growth"])
    ('skin', 'skin, bones and growth')
    """
    *first, last = [str(word) for word in words]
    if not first:
        return last
    return _joined(_("%(first)s and %(last)s"), first, last)


def alternatives(words: Sequence[str | Promise]) -> str:
    """Join words of which any one may hold.

    Parameters
    ----------
    words
        At least one.

    Returns
    -------
    alternatives
        ``a``, ``a or b`` or ``a, b or c``.

    Examples
    --------
    >>> alternatives(["at birth", "before birth"])
    'at birth or before birth'
    """
    *first, last = [str(word) for word in words]
    if not first:
        return last
    return _joined(_("%(first)s or %(last)s"), first, last)


# Spanish says "e" for "y" before the sound i, and "u" for "o" before the sound o.
_SPANISH_SOUNDS = (
    ("%(first)s y ", "%(first)s e ", re.compile(r"h?[ií](?![aeo])", re.IGNORECASE)),
    ("%(first)s o ", "%(first)s u ", re.compile(r"h?[oó]|8", re.IGNORECASE)),
)


def _joined(pattern: str, first: Sequence[str], last: str) -> str:
    if phrases.language() == "es":
        for plain, changed, before in _SPANISH_SOUNDS:
            if before.match(last):
                pattern = pattern.replace(plain, changed)
    return pattern % {"first": ", ".join(first), "last": last}


def sources_of(findings: Iterable[AnnotatedFinding]) -> tuple[str, ...]:
    """Return the names of the data sources behind some findings, each once, in order."""
    return tuple(dict.fromkeys(row.source for f in findings for row in f.rows))


def what_it_is(page: DiseasePage) -> list[Sentence]:
    """Say what kind of entry this is, what it belongs to, and what it affects.

    Parameters
    ----------
    page
        What the release knows.

    Returns
    -------
    sentences
        At least one.
    """
    identity = tuple(dict.fromkeys(name.source for name in page.names))[:1]
    found = [Sentence(_kind(page), identity)]
    concerned = affected_systems(page)
    if concerned:
        text = _("Most of the signs on record concern: %(systems)s.")
        shown = text % {"systems": "; ".join(str(system) for system in concerned)}
        found.append(Sentence(shown, sources_of(page.findings)))
    return [*found, *when_it_begins(page), *which_genes(page.genes)]


def _kind(page: DiseasePage) -> str:
    name = page.ref.label[:1].upper() + page.ref.label[1:]
    n = len(page.children)
    if page.ref.level is Level.GROUP:
        text = _("%(name)s is a name for a group of related diseases.")
        takes_in = ngettext("Here it takes in %(n)d entry.", "Here it takes in %(n)d entries.", n)
    elif page.ref.level is Level.SUBTYPE and page.parents:
        text = _("%(name)s is one form of: %(parent)s.")
        takes_in = ngettext("It has %(n)d form of its own.", "It has %(n)d forms of its own.", n)
    else:
        text = _("%(name)s is a rare disease.")
        takes_in = ngettext("%(n)d form of it has a page.", "%(n)d forms of it have a page.", n)
    # A few labels end in a full stop, which our sentence brings itself.
    parent = page.parents[0].label.rstrip(".") if page.parents else ""
    said = text % {"name": name, "parent": parent}
    return f"{said} {takes_in % {'n': n}}" if n else said


def affected_systems(page: DiseasePage) -> list[str | Promise]:
    """Return the body systems with the most findings, in plain words.

    Parameters
    ----------
    page
        What the release knows.

    Returns
    -------
    systems
        At most three; none where no finding is on record.
    """
    counted: Counter[Curie] = Counter()
    for finding in page.findings:
        if not finding.excluded:
            counted.update(id_ for id_, _label in finding.systems if id_ in SYSTEMS)
    return [SYSTEMS[id_] for id_, _n in counted.most_common(_SYSTEMS_NAMED)]


def when_it_begins(page: DiseasePage) -> list[Sentence]:
    """Say at which ages the first signs can appear.

    Parameters
    ----------
    page
        What the release knows.

    Returns
    -------
    sentences
        One or none.
    """
    told = [f for f in page.onset if not f.excluded and f.term in ONSET]
    if not told:
        return []
    order = list(ONSET)
    ages = dict.fromkeys(
        str(ONSET[f.term]) for f in sorted(told, key=lambda f: order.index(f.term))
    )
    text = _("The first signs can appear %(ages)s.") % {"ages": alternatives(tuple(ages))}
    return [Sentence(text, sources_of(told))]


def which_genes(genes: Sequence[GeneLink]) -> list[Sentence]:
    """Name the genes that sources link to a disease.

    Parameters
    ----------
    genes
        Statements, possibly several about one gene.

    Returns
    -------
    sentences
        One or none.
    """
    symbols = list(dict.fromkeys(link.symbol for link in genes if link.symbol))
    if not symbols:
        return []
    sources = tuple(dict.fromkeys(link.source for link in genes))
    named = listed(symbols[:_GENES_NAMED])
    n = len(symbols)
    if n > _GENES_NAMED:
        text = _("Changes in %(n)d genes are linked to it. Among them are %(genes)s.")
    else:
        text = ngettext(
            "Changes in one gene are linked to it: %(genes)s.",
            "Changes in %(n)d genes are linked to it: %(genes)s.",
            n,
        )
    return [Sentence(text % {"n": n, "genes": named}, sources)]


def how_it_is_inherited(page: DiseasePage) -> list[Sentence]:
    """Explain every mode of inheritance on record.

    Parameters
    ----------
    page
        What the release knows.

    Returns
    -------
    sentences
        One per mode; several modes are introduced as such.
    """
    found = []
    for mode in page.inheritance:
        if mode.excluded:
            text = _("A source says that this does not hold: %(mode)s.") % {"mode": mode.label}
        elif mode.term in INHERITANCE:
            text = str(INHERITANCE[mode.term])
        else:
            text = _("On record: %(mode)s.") % {"mode": mode.label}
        found.append(Sentence(text, sources_of([mode])))
    if len(found) > 1:
        text = _("More than one statement about inheritance is on record. All are shown.")
        found.insert(0, Sentence(text))
    return found


def how_it_goes_on(page: DiseasePage) -> list[Sentence]:
    """Say what is on record about the course, deaths last and carefully.

    Parameters
    ----------
    page
        What the release knows.

    Returns
    -------
    sentences
        Possibly none.
    """
    told = [f for f in page.course if not f.excluded]
    found = [Sentence(str(COURSE[f.term]), sources_of([f])) for f in told if f.term in COURSE]
    deaths = [f for f in told if f.term in DEATHS]
    others = [f for f in told if f.term not in COURSE and f.term not in DEATHS]
    if others:
        text = _("Also on record about its course: %(terms)s.")
        shown = text % {"terms": listed([f.label for f in others])}
        found.append(Sentence(shown, sources_of(others)))
    if deaths:
        order = list(DEATHS)
        sorted_deaths = sorted(deaths, key=lambda f: order.index(f.term))
        ages = dict.fromkeys(str(DEATHS[f.term]) for f in sorted_deaths)
        text = _(
            "Deaths %(ages)s have been described. This says nothing about one person: those who"
            " are most ill are described most often."
        )
        found.append(Sentence(text % {"ages": alternatives(tuple(ages))}, sources_of(deaths)))
    return found
