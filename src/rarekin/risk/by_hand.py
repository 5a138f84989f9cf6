"""The calculation as a counsellor writes it down: prior, conditional, joint, posterior.

Young 2007, *Introduction to Risk Calculation in Genetic Counseling*. Records of the person and of
the descendants enter one after the other, each given those before, so that the product is exact
in every family.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from rarekin.errors import InputError, TooLarge
from rarekin.model.family import Family
from rarekin.model.sentences import Sentence, sentence
from rarekin.risk.genes import under_each
from rarekin.risk.models import RiskModel
from rarekin.risk.records import KINDS, Records

MAX_ROWS = 20


@dataclass(frozen=True, slots=True)
class HandRow:
    """One line of the table.

    Attributes
    ----------
    what
        In words: the prior, or what is recorded about whom.
    values
        One for each column.
    """

    what: str
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class HandTable:
    """A calculation by hand.

    Attributes
    ----------
    person
        Whom it is about.
    columns
        Kinds the person can be: ``none``, ``one`` or ``both`` copies changed.
    genes
        Of which gene, by column; empty for ``none``, and where the gene is known.
    prior
        From forebears, siblings, partners and everybody else.
    conditional
        The chance of each record if the person were of that kind, given the records above it.
    joint, posterior
        The product of all above, and its share of the sum.
    """

    person: str
    columns: tuple[str, ...]
    prior: HandRow
    conditional: tuple[HandRow, ...]
    joint: HandRow
    posterior: HandRow
    genes: tuple[str, ...]


def by_hand(
    family: Family,
    model: RiskModel,
    person: str,
    parameters: Mapping[str, float] | None = None,
    members: Sequence[RiskModel] = (),
) -> HandTable:
    """Write the calculation for one person out.

    Parameters
    ----------
    family, model, parameters, members
        As for `rarekin.risk.genes.under_each`.
    person
        Whom it is about.

    Returns
    -------
    table
        Its posterior is that of `assess`, and of `assess_one_of` where the gene is not known.

    Raises
    ------
    TooLarge
        If more than `MAX_ROWS` records would each need a line.
    InputError
        If what is recorded is impossible.
    """
    parts = under_each(family, model, members, parameters, Records.make)
    whole = family.everybody()
    i_person = whole.people.index(whole.person(person))
    items = _items(whole, i_person)
    if len(items) > MAX_ROWS:
        raise TooLarge(
            sentence(
                "%(n)s records would each need a line; a table has %(most)s at most.",
                n=len(items),
                most=MAX_ROWS,
            ),
            hint=sentence("The chances themselves are computed for families of any size."),
        )
    found: dict[tuple[str, str], list[_Logs]] = {}
    for part in parts:
        for kind, logs in _logs(part.made, i_person, items):
            gene = part.gene if model.one_of and kind != "none" else ""
            found.setdefault((kind, gene), []).append(logs + np.log(part.share))
    columns = sorted(found, key=lambda column: bool(column[1]))  # what no gene tells apart first
    logs = np.stack([np.logaddexp.reduce(found[column], axis=0) for column in columns])
    start, total = np.logaddexp.reduce(logs[:, 0]), np.logaddexp.reduce(logs[:, -1])
    if not np.isfinite(total):
        raise InputError(
            sentence("What is recorded cannot be true together under this model."),
            hint=sentence("The chances of the whole family name the people who contradict it."),
        )
    with np.errstate(invalid="ignore"):
        steps = np.exp(np.diff(logs, axis=1))
    steps = np.nan_to_num(steps)  # what follows the impossible
    return HandTable(
        whole.people[i_person].name,
        tuple(kind for kind, _ in columns),
        _row(sentence("Before: from all other relatives"), np.exp(logs[:, 0] - start)),
        tuple(_row(what, steps[:, k]) for k, (_i, _part, what) in enumerate(items)),
        _row(sentence("Multiplied"), np.exp(logs[:, -1] - start)),
        _row(sentence("After: as a share of the sum"), np.exp(logs[:, -1] - total)),
        tuple(gene for _, gene in columns),
    )


_Logs = np.ndarray[tuple[int], np.dtype[np.float64]]
_Items = Sequence[tuple[int, str, Sentence]]


def _logs(records: Records, i_person: int, items: _Items) -> Iterator[tuple[str, _Logs]]:
    """Yield for every kind the person can be the log chances as one record after another enters."""
    kinds = [k for k in KINDS if (records.among(k) * records.bare(i_person)).any()]
    without = records.rows.copy()
    for i, _part, _what in items:
        without[i] = records.bare(i)
    sets = []
    for kind in kinds:
        rows = without.copy()
        rows[i_person] = rows[i_person] * records.among(kind)
        sets.append(rows)
        for i, part, _what in items:
            rows = rows.copy()
            rows[i] = rows[i] * records.part(
                i, phenotypes=part == "phenotypes", tests=part == "tests"
            )
            sets.append(rows)
    logs = records.infer(sets).log_likelihood.reshape(len(kinds), len(items) + 1)
    yield from zip(kinds, logs, strict=True)


def _row(what: str, values: _Logs) -> HandRow:
    return HandRow(what, tuple(float(v) for v in values))


def _items(family: Family, i_person: int) -> list[tuple[int, str, Sentence]]:
    """Return the records of the person and of all descendants."""
    people = family.people
    below, more = {people[i_person].id}, True
    while more:
        children = {p.id for p in people if {p.mother, p.father} & below} - below
        below, more = below | children, bool(children)
    order = [i_person]
    order += [i for i, p in enumerate(people) if p.id in below and i != i_person]
    items = []
    for i in order:
        name = people[i].name
        if people[i].phenotypes:
            items.append((i, "phenotypes", sentence("%(person)s: ill or well", person=name)))
        if people[i].tests:
            items.append((i, "tests", sentence("%(person)s: gene test", person=name)))
    return items
