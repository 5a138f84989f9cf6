"""A set of criteria as a program: answers in, the outcome of every verdict out.

The program does what `rarekin.criteria` does once the findings of a person have become answers:
limits on measured values, what follows from other answers, every verdict and level, warnings.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from rarekin.criteria.evaluation import notes_of
from rarekin.criteria.export.completing import Read, on_record, possibly, surely, three_valued
from rarekin.criteria.export.nodes import (
    NO,
    OPEN,
    YES,
    Definition,
    Node,
    Parameter,
    Program,
    choice,
    compared,
    conjunction,
    defined,
    disjunction,
    first_known,
    given,
    is_false,
    is_true,
    literal,
    negated,
)
from rarekin.criteria.expression import BUILT_IN, Expression
from rarekin.criteria.sets import CriteriaSet, Item, Role, Threshold, VerdictRule

AGE, SEX = "age in years", "sex"
Part = Literal["answer", "measured", "verdict", "warning"]
OUTCOME, LEVEL = "Outcome", "Level"
_SIGNS = {"at_least": ">=", "above": ">", "at_most": "<=", "below": "<"}
_NOT_A_DIAGNOSIS = "This is not a diagnosis. Please talk it over with a doctor."


def program_name(part: Part, name: str) -> str:
    """Return the name under which a program is told something, or says how it comes out.

    Parameters
    ----------
    part
        The answer to an item, a measured value, a verdict, or whether its warning is shown.
    name
        Of the item, the value or the verdict in its set.

    Returns
    -------
    name
        Never an item's.

    Examples
    --------
    >>> program_name("answer", "lens"), program_name("verdict", "marfan")
    ('answer lens', 'verdict marfan')
    """
    return f"{part} {name}"


def library_name(criteria_set: CriteriaSet) -> str:
    """Return a set's name as other programs accept it: letters and digits only.

    Parameters
    ----------
    criteria_set
        The set.

    Returns
    -------
    name
        Slug and edition joined.

    Examples
    --------
    >>> from rarekin.criteria.sets import Kind
    >>> from rarekin.model.citations import Checked
    >>> library_name(CriteriaSet("nf1", "legius-2021", "NF1", Kind.DIAGNOSTIC, None, (), "", "",
    ...     (), (), (), (), "", (), Checked.READ, "", ""))
    'Nf1Legius2021'
    """
    words = criteria_set.id.replace("/", "-").split("-")
    return "".join(word.capitalize() for word in words)


def compile_set(criteria_set: CriteriaSet) -> Program:
    """Turn a set into a program.

    Parameters
    ----------
    criteria_set
        The set.

    Returns
    -------
    program
        Its definitions bear the names of the items, and of the verdicts and warnings as
        `program_name` writes them; `OUTCOME` is the main verdict in words and
        `LEVEL` the surest level that is met.

    Examples
    --------
    >>> compile_set.__name__
    'compile_set'
    """
    told = (
        f"{criteria_set.title}, {criteria_set.kind.value} criteria, edition {criteria_set.edition}",
        criteria_set.summary,
        criteria_set.caution,
        *notes_of(criteria_set),
        criteria_set.status_note,
        *(" ".join(filter(None, (c.title, c.link))) for _, c in criteria_set.citations),
        _NOT_A_DIAGNOSIS,
    )
    return Program(
        library_name(criteria_set),
        str(criteria_set.year),
        tuple(line for line in told if line),
        tuple(_parameters(criteria_set)),
        tuple(_definitions(criteria_set)),
    )


def _parameters(criteria_set: CriteriaSet) -> Iterator[Parameter]:
    yield Parameter(AGE, "Decimal")
    yield Parameter(SEX, "String", "'female' or 'male'")
    for item in criteria_set.items:
        yield Parameter(program_name("answer", item.name), "Boolean", item.ask)
    units = {item.measure: item.unit for item in criteria_set.items if item.measure}
    for measure, unit in units.items():
        yield Parameter(program_name("measured", measure), "Decimal", unit)


def _definitions(criteria_set: CriteriaSet) -> Iterator[Definition]:
    for sex in sorted(BUILT_IN):
        yield Definition(f"is {sex}", compared("=", given(SEX), literal(sex)))
    for limit in criteria_set.age_limits:
        _, sign, years = limit.split()
        yield Definition(limit, compared(sign, given(AGE), literal(float(years))))
    linked = [item for item in criteria_set.items if item.also or item.needs]
    for item in criteria_set.items:
        name = f"{item.name} as stated" if item in linked else item.name
        if item.measure:
            yield Definition(f"{item.name} as measured", _measured(item))
        yield Definition(name, _stated(item), item.title)
    yield from _inferred(linked)
    for verdict in criteria_set.verdicts:
        yield Definition(program_name("verdict", verdict.name), _verdict(verdict), verdict.title)
        if verdict.alert_when:
            warning = _warning(verdict.alert_when, verdict.alert_unless)
            yield Definition(program_name("warning", verdict.name), warning, verdict.alert)
    yield Definition(OUTCOME, _in_words(criteria_set.main), criteria_set.main.title)
    yield Definition(LEVEL, _level(criteria_set))


def _known(name: str) -> Node:
    return defined(f"is {name}" if name in BUILT_IN else name)


def _stated(item: Item) -> Node:
    """Join what an answer and a measured value say; yes wins over no, as everywhere."""
    answer = given(program_name("answer", item.name))
    if not item.measure:
        return answer
    value = defined(f"{item.name} as measured")
    yes = disjunction(is_true(answer), is_true(value))
    no = disjunction(is_false(answer), is_false(value))
    return choice(yes, YES, choice(no, NO, OPEN))


def _measured(item: Item) -> Node:
    value = given(program_name("measured", item.measure))
    held = [
        (_applies(limit), compared(_SIGNS[limit.direction], value, literal(float(limit.value))))
        for limit in item.thresholds
    ]
    if held == [(YES, held[0][1])]:
        return held[0][1]
    yes = disjunction(*(conjunction(applies, is_met) for applies, is_met in held))
    no = disjunction(*(conjunction(applies, negated(is_met)) for applies, is_met in held))
    # Without a value no limit can be compared, and where the age is open two may disagree.
    unsettled = disjunction(Node("is_null", (value,)), conjunction(yes, no))
    return choice(unsettled, OPEN, choice(yes, YES, choice(no, NO, OPEN)))


def _applies(limit: Threshold) -> Node:
    age = given(AGE)
    bounds = []
    if limit.age_from_years is not None:
        bounds.append(compared(">=", age, literal(float(limit.age_from_years))))
    if limit.age_below_years is not None:
        bounds.append(compared("<", age, literal(float(limit.age_below_years))))
    return disjunction(Node("is_null", (age,)), conjunction(*bounds)) if bounds else YES


def _inferred(linked: list[Item]) -> Iterator[Definition]:
    """Work out what follows from other answers step by step, as `inference.closure` does."""
    now = {item.name: f"{item.name} as stated" for item in linked}
    reads = {item.name: _reads(item) & now.keys() for item in linked}
    changed = set(now)

    def read(name: str) -> Node:
        return defined(now[name]) if name in now else _known(name)

    for step in range(1, _most_steps(reads) + 1):
        for item in linked:
            # Later steps only look again at what rests on something that may be new.
            if step > 1 and changed.isdisjoint(reads[item.name]):
                changed.discard(item.name)
                continue
            node = first_known(read(item.name), _implied(item, read))
            now[item.name] = f"{item.name} after step {step}"
            changed.add(item.name)
            yield Definition(now[item.name], node)
    for item in linked:
        stated = defined(f"{item.name} as stated")
        yield Definition(item.name, first_known(stated, _implied(item, read)), item.title)


def _reads(item: Item) -> set[str]:
    return {name for e in (item.also, item.needs) if e for name in e.polarities}


def _implied(item: Item, read: Read) -> Node:
    made = surely(item.also, read) if item.also else NO
    barred = negated(possibly(item.needs, read)) if item.needs else NO
    return choice(conjunction(made, barred), OPEN, choice(made, YES, choice(barred, NO, OPEN)))


def _most_steps(reads: Mapping[str, set[str]]) -> int:
    """Return the longest way along which one answer can lead to the next."""

    def longest(name: str, passed: frozenset[str]) -> int:
        onward = reads[name] - passed
        return 1 + max((longest(n, passed | {n}) for n in onward), default=0)

    return max((longest(name, frozenset({name})) for name in reads), default=0)


def _verdict(rule: VerdictRule) -> Node:
    node = three_valued(rule.when, _known)
    if rule.unless_recorded is None:
        return node
    return choice(on_record(rule.unless_recorded, _known), NO, node)


def _warning(when: Expression, unless: Expression | None) -> Node:
    lifted = surely(unless, _known) if unless else NO
    return conjunction(surely(when, _known), negated(lifted))


def _in_words(main: VerdictRule) -> Node:
    told = defined(program_name("verdict", main.name))
    settled = choice(is_false(told), literal("not_met"), literal("undetermined"))
    return choice(is_true(told), literal("met"), settled)


def _level(criteria_set: CriteriaSet) -> Node:
    graded = [v for v in criteria_set.verdicts if v.role in {Role.MAIN, Role.LEVEL}]
    node = literal("")
    for verdict in reversed(graded) if len(graded) > 1 else ():
        is_met = is_true(defined(program_name("verdict", verdict.name)))
        node = choice(is_met, literal(verdict.name), node)
    return node
