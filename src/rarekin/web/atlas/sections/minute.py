"""What a page says in the first minute: written where somebody wrote it, else composed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import TypeVar

from rarekin.api.diseases.lookup import AnnotatedFinding, DiseasePage
from rarekin.api.telling.forms import Forms
from rarekin.api.telling.leading import leading_findings, possible_share
from rarekin.api.telling.spread import Spread
from rarekin.api.telling.telling import FEWEST, telling_signs
from rarekin.api.telling.voices import Standing
from rarekin.model.disease import Fact, Section
from rarekin.model.identifiers import Curie
from rarekin.web.atlas.sections.marks import Marks
from rarekin.web.atlas.sections.statements import Statement, from_facts, from_sentence
from rarekin.web.atlas.telling import compose
from rarekin.web.atlas.telling.glossary import glosses
from rarekin.web.atlas.telling.labels import label_in_language
from rarekin.web.atlas.telling.sentences import Sentence, listed, sources_of
from rarekin.web.shell.own_words import in_language
from rarekin.web.shell.phrases import gettext as _

_SIGNS_NAMED = 4
_SHARED_NAMED = 4
_FORMS_NAMED = 3
_MOST_WORDS = 90

Told = TypeVar("Told", Statement, Fact)


def in_a_minute(
    page: DiseasePage, forms: Forms, marks: Marks, standing: Standing
) -> list[Statement]:
    """Say in at most ninety words what a disease is and how it goes.

    Parameters
    ----------
    page
        What the release knows.
    forms
        Its forms.
    marks
        Numbers the sources.
    standing
        How well its signs stand.

    Returns
    -------
    statements
        As somebody wrote them; else what kind of entry it is, its leading signs, its age,
        cause, inheritance and number, as far as they are known and there is room.
    """
    written = from_facts(written_facts(page), marks)
    if written:
        return written
    signs = [*leading_signs(page, standing), *_shared(forms)]
    sentences = [
        *compose.what_kind(page),
        *(signs or [*longer(page, standing), *compose.what_it_belongs_to(page)]),
        *compose.when_it_begins(page)[:1],
        *compose.which_genes(page)[:1],
        *compose.how_it_is_inherited(page)[:1],
    ]
    if len(sentences) == 1:
        sentences += _little_known(page, forms)
    # What is said of the forms together names no source of its own.
    told = [from_sentence(replace(s, sources=s.sources or forms.sources), marks) for s in sentences]
    told += from_facts(page.facts.get(Section.PREVALENCE, ()), marks)[:1]
    return _within(told, _MOST_WORDS)


def _little_known(page: DiseasePage, forms: Forms) -> list[Sentence]:
    """Say the little that is on record where nothing tells the disease: a sign, or its forms."""
    signs = [finding for finding in page.findings if not finding.excluded][:_SIGNS_NAMED]
    if signs:
        text = _("All that is on record of its signs: %(signs)s.")
        said = text % {"signs": "; ".join(in_plain_words(finding) for finding in signs)}
        return [Sentence(said, sources_of(signs))]
    if forms.forms:
        named = [form.ref.label.rstrip(".") for form in forms.forms[:_FORMS_NAMED]]
        text = _("Among its forms: %(forms)s.")
        return [Sentence(text % {"forms": listed(named)}, forms.sources)]
    return []


def is_written(page: DiseasePage) -> bool:
    """Tell whether somebody wrote the first minute of a page."""
    return bool(written_facts(page))


def written_facts(page: DiseasePage) -> list[Fact]:
    """Return what somebody wrote for the first minute.

    Parameters
    ----------
    page
        What the release knows.

    Returns
    -------
    facts
        Of kind ``minute``; else as much of our own summary as there is room for.
    """
    own = [f for f in page.facts.get(Section.SUMMARY, ()) if f.text and not f.quoted]
    marked = [f for f in own if f.kind == "minute"]
    return marked or _within(own, _MOST_WORDS)


def _within(told: Sequence[Told], most: int) -> list[Told]:
    """Leave out what goes beyond the room; the section below says it."""
    kept: list[Told] = []
    n_words = 0
    for statement in told:
        length = len(statement.text.split())
        if not kept or n_words + length <= most:
            kept.append(statement)
            n_words += length
    return kept


def longer(page: DiseasePage, standing: Standing) -> list[Sentence]:
    """Say what the summary adds to the first minute.

    Parameters
    ----------
    page
        What the release knows.
    standing
        How well its signs stand.

    Returns
    -------
    sentences
        Which parts of the body are concerned, and what the entry belongs to.
    """
    found = []
    concerned = [] if standing.is_of_another else compose.affected_systems(page)
    if concerned:
        text = _("The signs on record mainly concern: %(systems)s.")
        shown = text % {"systems": "; ".join(str(system) for system in concerned)}
        found.append(Sentence(shown, sources_of(page.findings)))
    return found


def leading_signs(page: DiseasePage, standing: Standing) -> list[Sentence]:
    """Say by which signs it is known, else which are both frequent and telling, in plain words.

    Parameters
    ----------
    page
        What the release knows.
    standing
        From `rarekin.api.telling.voices.standing_of`.

    Returns
    -------
    sentences
        One or none.
    """
    known_by = telling_signs(page, _SIGNS_NAMED, glosses().keys(), standing.doubtful.keys())
    if known_by:
        said = "; ".join(_plain(sign.term, sign.label) for sign in known_by)
        named = dict.fromkeys(source for sign in known_by for source in sign.sources)
        text = _("It is known by these signs: %(signs)s.")
        if all(sign.is_hedged for sign in known_by):
            text = _("Signs that it can have: %(signs)s.")
        return [Sentence(text % {"signs": said}, tuple(named))]
    text, chosen = seen_signs(page, standing)
    if not chosen:
        return []
    said = "; ".join(in_plain_words(finding) for finding in chosen)
    return [Sentence(text % {"signs": said}, sources_of(chosen))]


def seen_signs(page: DiseasePage, standing: Standing) -> tuple[str, tuple[AnnotatedFinding, ...]]:
    """Choose the signs to open with where no definition tells what a disease is known by.

    Parameters
    ----------
    page
        What the release knows.
    standing
        From `rarekin.api.telling.voices.standing_of`.

    Returns
    -------
    text, signs
        The sentence for them; no sign where the record is of something else.
    """
    unsure = _("Signs that have been seen in it: %(signs)s.")
    if standing.is_of_another:
        return unsure, ()
    plain = glosses().keys()
    sure, spread = standing.backed, Spread(page)
    of_few = {f.term for f in page.findings if spread.is_of_few(f.term)}
    doubted = standing.doubtful.keys() | standing.overstated | of_few
    doubted |= standing.one_report | standing.outdone.keys()
    chosen = _best(page, plain, sure, doubted, standing.alone)
    if chosen:
        # What somebody estimated says that a sign was seen, hardly how often.
        is_counted = all(finding.counted for finding in chosen)
        return _(
            "Many people with it have these signs: %(signs)s."
        ) if is_counted else unsure, chosen
    share = possible_share
    return unsure, leading_findings(
        page, _SIGNS_NAMED, plain, share_of=share, backed=sure, doubtful=doubted
    )


def _best(
    page: DiseasePage,
    plain: Collection[Curie],
    sure: Collection[Curie],
    doubted: AbstractSet[Curie],
    alone: AbstractSet[Curie],
) -> tuple[AnnotatedFinding, ...]:
    """Choose leading signs; what one list alone has fills no room beside what is well founded."""
    told = [
        leading_findings(page, _SIGNS_NAMED, plain, backed=sure, doubtful=left_out)
        for left_out in (doubted | alone, doubted)
    ]
    return told[0] if len(told[0]) >= FEWEST else told[1]


def in_plain_words(finding: AnnotatedFinding) -> str:
    """Say a finding inside a sentence: by its plain sentence where there is one, else by name.

    Parameters
    ----------
    finding
        Of a disease.

    Returns
    -------
    words
        Without a full stop, beginning small.
    """
    return _plain(finding.term, finding.label)


def _plain(term: Curie, label: str) -> str:
    gloss = glosses().get(term)
    return _inside(in_language(gloss) if gloss else label_in_language(term, label))


def _inside(text: str) -> str:
    # What follows a semicolon explains, and the list has semicolons of its own.
    text = text.partition(";")[0].strip().rstrip(".")
    # An abbreviation, X of X-ray or B of B cells stays as it is; "A" is an ordinary word.
    is_word = text[1:2].islower() or text[:2] in ("A ", "À ", "Y ", "O ", "E ")
    keeps_capital = len(text) > 1 and not is_word
    return text if keeps_capital else text[:1].lower() + text[1:]


def _shared(forms: Forms) -> list[Sentence]:
    # Of signs that as many forms have, those that can be said in plain words go first.
    told = sorted(forms.shared, key=lambda s: (-s.n_with, s.term not in glosses()))[:_SHARED_NAMED]
    if not told:
        return []
    signs = [_plain(s.term, s.label) for s in told]
    text = _("Signs that many of its forms can have: %(signs)s.")
    return [Sentence(text % {"signs": "; ".join(signs)}, forms.sources)]
