"""The form of ``/criteria/<set>``: one plain question for each item of a published rule."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from django.http import QueryDict
from django.utils.translation import gettext as _

from rarekin.api.criteria import CriteriaSet, Evaluation, Item, MissingItem, is_possible
from rarekin.api.criteria_export import Answered
from rarekin.model.case import Case, Finding, State
from rarekin.web.clinic.signs_form import SignsForm
from rarekin.web.shell.own_words import in_language, marked

MOST_NEXT = 5


@dataclass(frozen=True, slots=True)
class AskedItem:
    """One question with what was answered.

    Attributes
    ----------
    answer
        ``present``, ``excluded`` or ``unknown``.
    measured, problem
        What was typed where the item is a measured value, and what is wrong with it.
    is_measured
        Whether a number is asked for here; of several items about one value, the first asks.
    because
        Where an answer that we filled in comes from.
    missing
        What each answer would lead to, where it is worth answering next.
    """

    item: Item
    answer: State = State.UNKNOWN
    measured: str = ""
    problem: str = ""
    is_measured: bool = False
    because: tuple[str, ...] = ()
    missing: MissingItem | None = None

    @property
    def tells(self) -> bool:
        """Whether it is worth saying what each answer would lead to."""
        return self.missing is not None and tells(self.missing)


@dataclass(frozen=True, slots=True)
class AskedGroup:
    """Questions that belong to one rule of the set."""

    title: str
    items: tuple[AskedItem, ...]


@dataclass(frozen=True, slots=True)
class CriteriaForm:
    """Every answer, by item name in the set's order."""

    asked: Mapping[str, AskedItem]

    @property
    def problems(self) -> tuple[str, ...]:
        """What has to be mended before the rule can be checked."""
        return tuple(
            f"{in_language(a.item.title)}{_(':')} {a.problem}"
            for a in self.asked.values()
            if a.problem
        )

    def case(self, signs: SignsForm, pointers: tuple[Finding, ...] = ()) -> Case:
        """Return the answers as the engine wants them, and the signs no answer stands for."""
        asked = self.asked.values()
        return Case(
            id="case",
            findings=pointers,
            sex=signs.sex,
            age_years=signs.age_years,
            answers={a.item.name: a.answer for a in asked if a.answer is not State.UNKNOWN},
            quantities={
                a.item.measure: _number(a.measured) for a in asked if a.measured and not a.problem
            },
        )

    def split(
        self, evaluation: Evaluation, missing: tuple[MissingItem, ...]
    ) -> tuple[tuple[AskedItem, ...], tuple[AskedGroup, ...]]:
        """Return the questions worth answering next, and the others under their rule.

        Each is there once; without missing ones every question stands under its rule.
        """
        upcoming = {m.name: m for m in missing[:MOST_NEXT]}
        left = {name: asked for name, asked in self.asked.items() if name not in upcoming}
        first = (replace(self.asked[name], missing=m) for name, m in upcoming.items())
        return tuple(first), tuple(_groups(evaluation, left))


def read_answers(criteria_set: CriteriaSet, data: QueryDict) -> CriteriaForm:
    """Read a submitted form; names the set does not have are ignored.

    Parameters
    ----------
    criteria_set
        The set.
    data
        The post.

    Returns
    -------
    form
        A missing answer is "don't know".
    """
    asked = {}
    asking = _asking(criteria_set)
    for item in criteria_set.items:
        given = data.get(f"item-{item.name}", "")
        is_measured = item.name in asking
        measured = data.get(f"measured-{item.measure}", "").strip()[:20] if is_measured else ""
        asked[item.name] = AskedItem(
            item,
            State(given) if given in set(State) else State.UNKNOWN,
            measured,
            _problem(item, measured),
            is_measured,
        )
    return CriteriaForm(asked)


def _problem(item: Item, measured: str) -> str:
    if not measured:
        return ""
    value = _number(measured)
    if not math.isfinite(value):
        return _("“%(text)s” is not a number.") % {"text": measured}
    if item.within and not is_possible(item, value):
        low, high = (f"{bound:g}" for bound in item.within)
        told = _("“%(text)s” cannot be meant here: it is no value from %(low)s to %(high)s.")
        return told % {"text": measured, "low": low, "high": high}
    return ""


def fields_of(answered: Answered) -> QueryDict:
    """Return answers from a file as if they had been typed.

    Parameters
    ----------
    answered
        What the file says.

    Returns
    -------
    fields
        As `read_answers` and ``read_signs`` take them.
    """
    fields = QueryDict(mutable=True)
    fields["sex"] = answered.sex.value
    if answered.age_years is not None:
        fields["age"] = f"{answered.age_years:g}"
    for name, state in answered.answers.items():
        fields[f"item-{name}"] = state.value
    for name, value in answered.quantities.items():
        fields[f"measured-{name}"] = f"{value:g}"
    return fields


def _asking(criteria_set: CriteriaSet) -> frozenset[str]:
    """Return the items that ask for a number: of those about one value, the first."""
    first: dict[str, str] = {}
    for item in criteria_set.items:
        if item.measure:
            first.setdefault(item.measure, item.name)
    return frozenset(first.values())


def from_evaluation(evaluation: Evaluation) -> CriteriaForm:
    """Answer what can be answered from the signs of ``/find``.

    Parameters
    ----------
    evaluation
        Of the signs against the set.

    Returns
    -------
    form
        Each answer with where it comes from.
    """
    asked = {}
    asking = _asking(evaluation.criteria_set)
    for result in evaluation.items:
        settled = result.state.value in set(State)
        answer = State(result.state.value) if settled else State.UNKNOWN
        asked[result.name] = AskedItem(
            result.item, answer, is_measured=result.name in asking, because=result.because
        )
    return CriteriaForm(asked)


def tells(missing: MissingItem) -> bool:
    """Tell whether the two answers to a question read differently.

    An answer may settle a look-alike only, and then both read the same.
    """
    return missing.settles and missing.if_present.text != missing.if_excluded.text


def _number(text: str) -> float:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return math.nan


def _groups(evaluation: Evaluation, asked: Mapping[str, AskedItem]) -> Iterator[AskedGroup]:
    left = dict(asked)
    for group in evaluation.groups:
        names = [n for n in group.items if n in left]
        if names:
            yield AskedGroup(marked(group.title), tuple(left.pop(n) for n in names))
    support = tuple(left.pop(n) for n in evaluation.supporting.items if n in left)
    if left:
        yield AskedGroup(_("To tell it from look-alikes"), tuple(left.values()))
    if support:
        yield AskedGroup(_("Findings that support, but do not decide"), support)
