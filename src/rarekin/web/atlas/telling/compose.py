"""Plain sentences from structured facts, for what nobody has written prose about yet."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from django.utils.functional import Promise

from rarekin.api.diseases.lookup import (
    AnnotatedFinding,
    DiseasePage,
    DiseaseRef,
    OnsetAccount,
)
from rarekin.api.telling.body import part_of_body
from rarekin.model.disease import Level
from rarekin.model.identifiers import Curie
from rarekin.web.atlas.telling.outlook import how_it_goes_on
from rarekin.web.atlas.telling.passing_on import how_it_is_inherited
from rarekin.web.atlas.telling.sentences import Sentence, alternatives, listed, sources_of
from rarekin.web.atlas.telling.which_genes import what_causes, which_genes
from rarekin.web.atlas.telling.words import ONSET, ONSET_CLASSES, SYSTEMS
from rarekin.web.shell.phrases import gettext as _
from rarekin.web.shell.phrases import gettext_lazy, ngettext

__all__ = [
    "Sentence", "alternatives", "how_it_goes_on", "how_it_is_inherited", "listed", "sources_of",
    "what_causes", "which_genes",
]  # fmt: skip

_SYSTEMS_NAMED = 3
_FEWEST_SIGNS = 5
_NAMED_WEIGHS = 2.0
_ALONE_WEIGHS = 0.5
_UNITS = 1000
_FEWEST_OF_SYSTEM = 2
_LEAST_OF_FIRST = 0.2
_SAYS_NOTHING = Curie("HP:0025142")
"""General health: no part of the body."""
_WIDER_NAMED = 2
_WORD = re.compile(r"[a-z0-9]{3,}")
# Words that make no two titles alike.
_COMMON_WORDS = frozenset(
    (
        "type", "form", "disease", "syndrome", "disorder", "with", "without", "and", "due",
        "deficiency", "autosomal", "recessive", "dominant", "linked", "familial", "hereditary",
        "congenital", "isolated", "group", "other", "inherited",
    )
)  # fmt: skip
_FEW_DATED = 10
_A_YEAR = 1.0
_INFANCY_ENDS = 2.0
_MOST_OF_LIFE = 4
_BORN_WITH = re.compile(
    r"hypertelorism|low-set ears|cleft (?:lip|palate)|polydactyly|syndactyly|hypospadias|epicanth"
    r"|cryptorchidism|coloboma|anteverted nares|philtrum|palpebral fissures|shawl scrotum"
    r"|(?:atrial|ventricular) septal defect|clinodactyly|nasal bridge|micrognathia",
    re.IGNORECASE,
)
_FEWEST_BORN_WITH = 3
_AFTER_INFANCY = frozenset(
    map(Curie, ("HP:0011463", "HP:0003621", "HP:0003581", "HP:0011462", "HP:0003596", "HP:0003584"))
)
"""Onset in childhood, youth, as a grown person, young, in middle age, late."""
_SELDOM = 0.1


_KINDS: dict[Level, str | Promise] = {
    Level.TRAIT: gettext_lazy("%(name)s is a trait. It is not a disease."),
    Level.SUSCEPTIBILITY: gettext_lazy(
        "%(name)s is not a disease, but a change that raises the chance of one."
    ),
}


def what_kind(page: DiseasePage) -> list[Sentence]:
    """Say what kind of entry this is.

    Parameters
    ----------
    page
        What the release knows.

    Returns
    -------
    sentences
        One.
    """
    return [Sentence(_kind(page), _who_names(page))]


def what_it_belongs_to(page: DiseasePage) -> list[Sentence]:
    """Name the wider diseases or groups, where the kind of entry does not say so already.

    Parameters
    ----------
    page
        What the release knows.

    Returns
    -------
    sentences
        One or none.
    """
    if not page.groups or page.ref.level is Level.SUBTYPE:
        return []
    # A few labels end in a full stop, which our sentence brings itself.
    wider = listed([ref.label.rstrip(".") for ref in page.groups[:_WIDER_NAMED]])
    return [Sentence(_("It belongs to: %(wider)s.") % {"wider": wider}, _who_names(page))]


def _who_names(page: DiseasePage) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.source for name in page.names))[:1]


def _kind(page: DiseasePage) -> str:
    name = page.ref.label[:1].upper() + page.ref.label[1:]
    n = len(page.children)
    # A disease that one rare form was filed below is no group.
    is_group = page.ref.level is Level.GROUP and not (n == 1 and page.findings)
    if is_group:
        # How many entries catalogues have of it says nothing about it, where anything else does.
        n = 0 if _tells_more(page) else n
        text = _("%(name)s is a name for a group of related diseases.")
        takes_in = ngettext("%(n)d form of it has a page.", "%(n)d forms of it have a page.", n)
    elif page.ref.level is Level.SUBTYPE and _whole(page):
        text = _("%(name)s is one form of: %(parent)s.")
        takes_in = ngettext("It has %(n)d form of its own.", "It has %(n)d forms of its own.", n)
    else:
        text = _what_kind(page)
        takes_in = ngettext("%(n)d form of it has a page.", "%(n)d forms of it have a page.", n)
    parent = _whole(page)
    said = text % {"name": name, "parent": parent}
    return f"{said} {takes_in % {'n': n}}" if n else said


def _words(title: str) -> set[str]:
    return set(_WORD.findall(title.casefold())) - _COMMON_WORDS


def _nearest(page: DiseasePage) -> list[tuple[DiseaseRef, int]]:
    """Return what it belongs to, what is called most alike first, what says nothing last."""
    own = _words(page.ref.english)
    shared = [(ref, len(own & _words(ref.english))) for ref in page.parents]
    return sorted(shared, key=lambda pair: (-pair[1], not _words(pair[0].english)))


def _whole(page: DiseasePage) -> str:
    """Name the disease that it is a form of: one called alike, or the only one."""
    nearest = _nearest(page)
    if not nearest or (nearest[0][1] == 0 and len(nearest) > 1):
        return ""
    return nearest[0][0].label.rstrip(".")


def _tells_more(page: DiseasePage) -> bool:
    on_record = (page.findings, page.named_signs, page.genes, page.inheritance)
    return any((*on_record, page.form_genes, page.form_modes))


def _what_kind(page: DiseasePage) -> str:
    if page.ref.level in _KINDS:
        return str(_KINDS[page.ref.level])
    return _("%(name)s is a rare disease.") if page.is_rare else _("%(name)s is a disease.")


def affected_systems(page: DiseasePage) -> list[str | Promise]:
    """Return the body systems that the findings mainly concern, in plain words.

    A finding weighs as much as it is frequent, and more where a definition names it: lists of
    facial features are long, and yet a disease of the liver is one of the liver.

    Parameters
    ----------
    page
        What the release knows.

    Returns
    -------
    systems
        At most three, each with several signs and a fair part of what the first one weighs;
        none where too few findings are on record to speak of most.
    """
    if sum(not finding.excluded for finding in page.findings) < _FEWEST_SIGNS:
        return []
    named = {sign.term for sign in page.named_signs}
    weighed: Counter[Curie] = Counter()
    n_signs: Counter[Curie] = Counter()
    for finding in page.findings:
        if not finding.excluded:
            is_lone_class = finding.frequency_class is not None and len(finding.rows) == 1
            weight = finding.expected_frequency * (_ALONE_WEIGHS if is_lone_class else 1)
            weight += _NAMED_WEIGHS if finding.term in named else 0
            part = part_of_body(finding)
            if part in SYSTEMS and part != _SAYS_NOTHING:
                weighed[part] += round(_UNITS * weight)
                n_signs[part] += 1
    least = _LEAST_OF_FIRST * max(weighed.values(), default=0)
    # Those that weigh the same stand in one order, or each process would tell its own.
    ordered = sorted(SYSTEMS, key=lambda id_: -weighed[id_])[:_SYSTEMS_NAMED]
    return [
        SYSTEMS[id_]
        for id_ in ordered
        if n_signs[id_] >= _FEWEST_OF_SYSTEM and weighed[id_] >= least
    ]


def when_it_begins(page: DiseasePage) -> list[Sentence]:
    """Say at which ages the first signs can appear.

    Parameters
    ----------
    page
        What the release knows.

    Returns
    -------
    sentences
        One, or one for each source where they contradict each other; possibly none.
    """
    told = [f for f in page.onset if not f.excluded and f.term in ONSET]
    sure = [f for f in told if not _is_of_a_few(f)]
    listed_ages = [account for account in page.onset_accounts if account.classes]
    by_list = _as_each_source_says(listed_ages)
    is_disputed = page.onset_is_disputed
    if by_list and not sure and _none_earlier(page, listed_ages):
        return [*by_list, *_in_a_few(page, told)] if is_disputed and told else by_list
    if (is_disputed or _begins_years_earlier(page, listed_ages)) and (sure or not told):
        return _as_each_source_says(page.onset_accounts)
    if not sure:
        return [*_in_a_few(page, told), *by_list] if told else []
    text = _("The first signs can appear %(ages)s.")
    return [Sentence(text % {"ages": _ages([f.term for f in sure])}, sources_of(sure))]


def _in_a_few(page: DiseasePage, told: Sequence[AnnotatedFinding]) -> list[Sentence]:
    """Say when it began in a handful of people; not the age of a visit of who was born with it."""
    if _is_there_at_birth(page) and all(f.term in _AFTER_INFANCY for f in told):
        return []
    text = _(
        "In the few people whose age is on record, the first signs appeared %(ages)s; in others"
        " they can begin earlier or later."
    )
    return [Sentence(text % {"ages": _ages([f.term for f in told])}, sources_of(told))]


def tells_a_list(page: DiseasePage) -> bool:
    """Tell whether the age is that of a list, as hardly anybody was counted.

    Parameters
    ----------
    page
        What the release knows.
    """
    return not any(not f.excluded and f.term in ONSET and not _is_of_a_few(f) for f in page.onset)


def _none_earlier(page: DiseasePage, listed_ages: Sequence[OnsetAccount]) -> bool:
    """Tell whether none of a handful of people began earlier than a list has it.

    Of older children and grown people a stray early age is no reason to hurry; of babies it is.
    """
    earliest = min(_INFANCY_ENDS, *(account.earliest for account in listed_ages))
    return all(account.earliest >= earliest for account in page.onset_accounts)


def _begins_years_earlier(page: DiseasePage, listed_ages: Sequence[OnsetAccount]) -> bool:
    """Tell whether a list has it begin a year or more before the ages told in terms."""
    others = [account.earliest for account in page.onset_accounts if not account.classes]
    earliest = min((account.earliest for account in listed_ages), default=math.inf)
    return bool(others) and min(others) - earliest >= _A_YEAR


def _is_there_at_birth(page: DiseasePage) -> bool:
    """Tell whether children are born with its signs: then a later age is that of a visit."""
    present = [f for f in page.findings if not f.excluded]
    return sum(bool(_BORN_WITH.search(f.label)) for f in present) >= _FEWEST_BORN_WITH


def _is_of_a_few(finding: AnnotatedFinding) -> bool:
    """Tell whether an age was met in a handful of people, or in fewer than one in ten of many."""
    if not finding.denominator:
        return False
    return finding.denominator < _FEW_DATED or (finding.frequency or 0.0) < _SELDOM


def _as_each_source_says(accounts: Iterable[OnsetAccount]) -> list[Sentence]:
    """Say who says what, the earliest first: it is the one to heed where treatment is urgent."""
    found: list[Sentence] = []
    for account in accounts:
        classes = _classes(account.classes)
        ages = _ages(account.terms) if account.terms else alternatives(classes)
        if found:
            text = _("Another source says: %(ages)s.") % {"ages": ages}
        else:
            text = _("By one source, the first signs can appear %(ages)s.") % {"ages": ages}
        found.append(Sentence(text, (account.source,)))
    return found


def _classes(told: Collection[str]) -> list[str | Promise]:
    """Say classes of age in the order of life; of those that span most of it, the first."""
    if len(told) >= _MOST_OF_LIFE and {"Childhood", "Adult"} <= set(told):
        first = next(c for c in ONSET_CLASSES if c in told)
        return [ONSET_CLASSES[first], _("at any later age")]
    return [ONSET_CLASSES[c] for c in ONSET_CLASSES if c in told]


def _ages(terms: Iterable[Curie]) -> str:
    order = list(ONSET)
    known = sorted((t for t in terms if t in ONSET), key=order.index)
    return alternatives(tuple(dict.fromkeys(str(ONSET[term]) for term in known)))
