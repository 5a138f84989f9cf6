"""A family's chances in plain words, each with the textbook and the measured figure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from rarekin.api.family.family_answers import letter
from rarekin.api.family.risk import (
    Compared,
    Drawing,
    FamilyRisk,
    PersonRisk,
    PhenotypeRisk,
    Range,
    if_well_notes,
)
from rarekin.model.case import State
from rarekin.model.family import Family
from rarekin.model.issues import Issue
from rarekin.model.sentences import joined
from rarekin.web.clinic.family_answers import FamilyAnswers
from rarekin.web.clinic.family_folds import folded
from rarekin.web.clinic.family_what_if import Beside
from rarekin.web.clinic.wording import about, percent
from rarekin.web.shell.own_words import in_language, marked, number

MEASURED = "measured"
"""Label of a comparison whose main figure is the textbook's."""

CONTRADICTS = "health-contradicts"
"""Code of the issue that stands beside the answer, since no chance can be relied on then."""


@dataclass(frozen=True, slots=True)
class Chance:
    """One chance in words.

    Attributes
    ----------
    title, words, number
        Of what, such as ``about 3 in 10``, and the percentage.
    beside
        The same under other published figures, such as ``measured: about 6 in 10 (59 %)``.
    """

    title: str
    words: str
    number: str
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RelativeChances:
    """One person's box.

    Attributes
    ----------
    own
        Chances of carrying the change and of each disease.
    child
        Chances of a future child.
    without_figure
        Diseases for which nobody has published a figure.
    letter
        Paragraphs of a letter to this person that names nobody.
    is_open
        Whether the box starts unfolded: the person the page is about.
    """

    label: str
    own: tuple[Chance, ...]
    child: tuple[Chance, ...]
    without_figure: tuple[str, ...]
    notes: tuple[str, ...]
    letter: tuple[str, ...]
    is_open: bool
    id: str = ""


@dataclass(frozen=True, slots=True)
class FamilyPage:
    """Everything the result shows.

    Attributes
    ----------
    answer, notices, warnings
        What is asked for, what would change it, and what stands above it.
    people, generations
        Boxes that stand open, and by generation those of a large family to unfold.
    """

    answer: str
    notices: tuple[str, ...]
    tree: SafeString
    tree_text: str
    people: tuple[RelativeChances, ...]
    generations: tuple[tuple[str, list[RelativeChances]], ...]
    notes: tuple[str, ...]
    comparisons: tuple[tuple[str, str], ...]
    chosen: tuple[str, ...]
    warnings: tuple[str, ...] = ()
    answers: FamilyAnswers | None = None
    beside: Beside | None = None


def describe(
    risk: FamilyRisk,
    drawing: Drawing | None,
    first: Collection[str],
    answers: FamilyAnswers | None = None,
    beside: Beside | None = None,
    *,
    family: Family,
    runs_in_family: bool = True,
) -> FamilyPage:
    """Put a family's chances into words.

    Parameters
    ----------
    risk
        From the door.
    drawing
        The tree; None of a family too large for a picture.
    first
        Ids of the people the page is about.
    answers, beside
        What else was asked.
    family
        Of which children who are not born yet are asked about as well.
    runs_in_family
        Whether somebody has the disease or the change: only then is there a letter to write.

    Returns
    -------
    page
        Ready for the template.
    """
    people = tuple(
        _person(person, risk, is_open=person.person in first, has_letter=runs_in_family)
        for person in sorted(risk.people, key=lambda p: p.person not in first)
    )
    asked = _asked_about(people, risk, family)
    shown, rest = folded(family, people, first, {} if drawing is None else drawing.rows)
    return FamilyPage(
        answer=" ".join(map(_one_answer, asked)),
        notices=(
            *(note for p in asked for note in if_well_notes(risk.person(p.id))),
            *(_told(i) for i in risk.issues if i.code != CONTRADICTS and i not in family.issues),
        ),
        # The drawing is made by our own code, which escapes every label it prints.
        tree=mark_safe("" if drawing is None else drawing.svg),  # noqa: S308
        tree_text="" if drawing is None else drawing.text,
        people=tuple(shown),
        generations=tuple(rest),
        notes=(*risk.notes, *map(_told, family.issues)),
        warnings=tuple(_told(i) for i in risk.issues if i.code == CONTRADICTS),
        comparisons=risk.comparisons,
        chosen=tuple(
            f"{in_language(used.parameter.label)}{_(':')} {number(used.value)}"
            for used in risk.parameters
            if used.chosen and used.value is not None
        ),
        answers=answers,
        beside=beside,
    )


def _told(issue: Issue) -> str:
    return joined(filter(None, (issue.message, issue.hint)), " ")


def _asked_about(
    people: Sequence[RelativeChances], risk: FamilyRisk, family: Family
) -> list[RelativeChances]:
    """Return who the page is asked about: who asks, and a child to come where that is the point."""
    told = [p for p in people if p.is_open][:1]
    for first in told:
        is_ill = any(p.state is State.PRESENT for p in risk.person(first.id).phenotypes)
        if not is_ill and not family.person(first.id).consultand:
            return told
    awaited = {p.id for p in family.people if p.unborn and not p.deceased}
    return told + [p for p in people if p.id in awaited and p not in told][:1]


def _one_answer(person: RelativeChances) -> str:
    carries, *diseases = person.own
    told = [f"{carries.title}{_(':')} {carries.words}"]
    told += [f"{d.title}{_(':')} {d.words}" for d in diseases[:1]]
    return f"{person.label} – {'; '.join(told)}."


_CERTAIN = 1.0 - 1e-6
"""From this chance on nobody needs a letter that tells them a chance."""


def _person(
    person: PersonRisk, risk: FamilyRisk, *, is_open: bool, has_letter: bool
) -> RelativeChances:
    carries = _chance(
        _("Carries the change"),
        person.p_carrier,
        person.p_carrier_compared,
        person.p_carrier_between,
        person.p_carrier_within,
    )
    if person.is_ruled_out_by_health:
        carries = replace(carries, words=_("unlikely, since nothing was found"), number="")
    child: tuple[Chance, ...] = ()
    if person.p_child_inherits is not None and person.child_phenotypes:
        title = _("Gets the change")
        inherits = _chance(
            title,
            person.p_child_inherits,
            person.p_child_inherits_compared,
            person.p_child_inherits_between,
            person.p_child_inherits_within,
        )
        child = (inherits, *_child_diseases(person))
    return RelativeChances(
        label=person.label,
        own=(carries, *_diseases(person.phenotypes)),
        child=child,
        without_figure=tuple(in_language(p.title) for p in person.phenotypes if _has_no_figure(p)),
        notes=person.notes,
        letter=letter(risk, person.person) if has_letter and person.p_carrier < _CERTAIN else (),
        is_open=is_open,
        id=person.person,
    )


def _diseases(phenotypes: Iterable[PhenotypeRisk]) -> Iterator[Chance]:
    for phenotype in phenotypes:
        if phenotype.state is State.PRESENT:
            yield Chance(marked(phenotype.title), _("has it"), "")
        elif phenotype.p_lifetime is not None:
            chance = _chance(
                marked(phenotype.title),
                phenotype.p_lifetime,
                phenotype.compared,
                phenotype.between,
                phenotype.within,
            )
            if _is_found_well(phenotype):
                # A range up to 2 in 100 frightens parents who were looked at and only carry it.
                yield replace(chance, words=_("unlikely, since nothing was found"), number="")
                continue
            yield replace(chance, beside=(*chance.beside, *_ahead(phenotype)))
        else:
            most = _("not known; at most %(number)s") % {"number": percent(phenotype.p_at_most)}
            if phenotype.p_at_most >= _CERTAIN:
                most = _("not known")
            yield Chance(marked(phenotype.title), most, "")


_HARDLY = 0.05


def _is_found_well(phenotype: PhenotypeRisk) -> bool:
    """Tell whether somebody was looked at, and only what is not known leaves a small chance."""
    found = phenotype.between
    return phenotype.state is State.EXCLUDED and found is not None and found.high < _HARDLY


def _ahead(phenotype: PhenotypeRisk) -> Iterator[str]:
    for one in phenotype.ahead:
        chance = percent(one.p)
        if one.between is not None:
            # A single number for some years would feign certainty.
            low, high = percent(one.between.low), percent(one.between.high)
            chance = _("between %(low)s and %(high)s") % {"low": low, "high": high}
        elif one.within is not None:
            chance = f"{chance} ({_uncertain(one.within)})"
        yield _("within %(years)s years: %(chance)s") % {
            "years": number(one.years),
            "chance": chance,
        }


def _uncertain(within: Range) -> str:
    return _("uncertain between %(low)s and %(high)s") % {
        "low": percent(within.low),
        "high": percent(within.high),
    }


def _child_diseases(person: PersonRisk) -> Iterator[Chance]:
    """Yield a child's chances, a daughter's and a son's apart where they differ."""
    rows = zip(person.child_phenotypes, person.daughters, person.sons, strict=True)
    for child, daughter, son in rows:
        is_one = daughter.title == son.title
        if is_one and percent(daughter.p_at_most) == percent(son.p_at_most):
            yield from _diseases([child])
            continue
        for title, own in ((_("A daughter"), daughter), (_("A son"), son)):
            for chance in _diseases([own]):
                yield replace(chance, title=f"{title} – {chance.title}")


def _has_no_figure(phenotype: PhenotypeRisk) -> bool:
    return phenotype.p_lifetime is None and phenotype.state is not State.PRESENT


def _chance(
    title: str,
    p: float,
    compared: tuple[Compared, ...],
    between: Range | None,
    within: Range | None,
) -> Chance:
    if between is not None:
        low, high = round(between.low, 12), round(between.high, 12)
        words = about(low)
        if about(high) != words:
            words = _("between %(low)s and %(high)s") % {"low": words, "high": about(high)}
        ends = dict.fromkeys((percent(low), percent(high)))
        return Chance(title, words, " – ".join(ends))
    p = round(p, 12)  # 1 less the last digit of a sum is certain, as it is said in the notes
    beside = tuple(
        f"{in_language(c.label)}{_(':')} {about(c.p)} ({percent(c.p)})"
        for c in compared
        if c.p is not None and percent(c.p) != percent(p)
    )
    number = "" if p in (0, 1) else percent(p)
    # What was measured stands beside the textbook's; other figures beside one of their kind.
    if beside and any(c.label == MEASURED for c in compared):
        number = _("%(number)s, textbook") % {"number": number}
    if within is not None:
        beside = (_uncertain(within), *beside)
    return Chance(title, about(p), number, beside)
