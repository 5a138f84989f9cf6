"""A published set of criteria as data: items, rules, verdicts and where each was read."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from rarekin.criteria.expression import Expression
from rarekin.model.case import ParentalOrigin
from rarekin.model.citations import Checked, Citation
from rarekin.model.identifiers import Curie


class Kind(StrEnum):
    """What a set was published for."""

    DIAGNOSTIC = "diagnostic"
    CLASSIFICATION = "classification"
    SCREENING = "screening"


class Role(StrEnum):
    """What a verdict is about.

    The main verdict is the disease itself. Levels follow it from sure to unsure, subtypes
    divide it, and look-alikes are what else the same items can point to.
    """

    MAIN = "main"
    LEVEL = "level"
    SUBTYPE = "subtype"
    LOOKALIKE = "lookalike"


@dataclass(frozen=True, slots=True)
class PinnedTerm:
    """A term with the label it had when the set was written down.

    Attributes
    ----------
    id, label
        The label is pinned so that a rename is noticed; the id is what counts.
    """

    id: Curie
    label: str


@dataclass(frozen=True, slots=True)
class VariantEvidence:
    """A genetic test result that an item asks for.

    Attributes
    ----------
    genes
        HGNC symbols; a change in one of them is enough.
    significance
        ACMG classes that count.
    origin
        The parental copy it must lie on; unknown where either counts.
    zygosity
        The only zygosities that count, such as ``mosaic``; empty where any does.
    excluded_zygosity
        Zygosities that do not count, such as ``mosaic``.
    effects
        The only effects that count without further knowledge, such as ``loss``.
    except_changes, only_changes
        Codons whose changes cause something else, such as ``p.Ile500``, and the only changes
        that count: of a codon, or, where it names what is put in, such as ``p.Arg312Cys``, that
        one alone.
    """

    genes: tuple[str, ...]
    significance: tuple[str, ...] = ("P", "LP")
    origin: ParentalOrigin = ParentalOrigin.UNKNOWN
    zygosity: tuple[str, ...] = ()
    excluded_zygosity: tuple[str, ...] = ()
    effects: tuple[str, ...] = ()
    except_changes: tuple[str, ...] = ()
    only_changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Threshold:
    """A limit on a measured value for an age range.

    Attributes
    ----------
    value
        The limit, in the item's unit.
    direction
        ``at_least``, ``above``, ``at_most`` or ``below``.
    age_from_years, age_below_years
        From which age on and below which age it holds; None where open.
    """

    value: float
    direction: str = "at_least"
    age_from_years: float | None = None
    age_below_years: float | None = None


@dataclass(frozen=True, slots=True)
class OnsetEvidence:
    """An age at which the first of some items began.

    Attributes
    ----------
    below_years
        The item is present where the onset lies below this age.
    of
        Items whose findings' onsets count, besides the case's own onset.
    """

    below_years: float
    of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OrderEvidence:
    """One item that came before another.

    Attributes
    ----------
    first, then
        The two items; dates must show that the first began before the second.
    modifier
        A modifier that says the same without dates, such as ``HP:0003676`` Progressive.
    """

    first: str
    then: str
    modifier: Curie | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One thing a set asks about.

    Attributes
    ----------
    name, title
        Key and short name.
    ask, explain
        A plain question a parent can answer, and one sentence that explains its words.
    terms
        HPO terms; each counts together with everything below it.
    except_terms
        Terms below those that do not count.
    suggests
        Terms that point to the item without settling it: a count, a size or a cause is
        missing.
    against
        Terms whose presence says that the item is not there, such as "few" for a count.
    variant, onset, order, unit, thresholds
        Other evidence: a genetic test, an age of onset, an order in time, a measured value.
    quantity
        The measured value the limits are about, where several items share one; else the
        item's own name.
    within
        The lowest and the highest value anybody can have: our bounds, against wrong units.
    also
        Further items that together make this one present.
    needs
        What must hold for this item: where it is known not to, the item is excluded.
    partial
        True where more counts than its terms name: their absence alone says nothing.
    optional
        True where the publication lets it be left out, such as a test that is often not done.
    where
        Table, figure or page; empty where nobody has read it.
    note
        What to know about the terms chosen.
    find_out
        Procedures that answer it (MAxO).
    """

    name: str
    title: str
    ask: str
    explain: str
    terms: tuple[PinnedTerm, ...] = ()
    except_terms: tuple[PinnedTerm, ...] = ()
    suggests: tuple[PinnedTerm, ...] = ()
    against: tuple[PinnedTerm, ...] = ()
    variant: VariantEvidence | None = None
    onset: OnsetEvidence | None = None
    order: OrderEvidence | None = None
    unit: str = ""
    thresholds: tuple[Threshold, ...] = ()
    quantity: str = ""
    within: tuple[float, float] | None = None
    also: Expression | None = None
    needs: Expression | None = None
    optional: bool = False
    partial: bool = False
    where: str = ""
    note: str = ""
    find_out: tuple[PinnedTerm, ...] = ()

    @property
    def measure(self) -> str:
        """The name of the measured value; empty where the item has no limits."""
        return (self.quantity or self.name) if self.thresholds else ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A named part of a set, such as a major criterion.

    Attributes
    ----------
    name, title
        Key and short name.
    when
        What must hold.
    met, not_met, undetermined
        What each outcome means, in a plain sentence.
    """

    name: str
    title: str
    when: Expression
    met: str = ""
    not_met: str = ""
    undetermined: str = ""

    @property
    def expressions(self) -> tuple[Expression, ...]:
        """Everything it asks of the items."""
        return (self.when,)


@dataclass(frozen=True, slots=True)
class VerdictRule:
    """What a set can conclude.

    Attributes
    ----------
    name, title, role
        Key, name and what it is about.
    when
        What must hold.
    met, not_met, undetermined
        What each outcome means, in a plain sentence.
    unless_recorded, overturned
        What takes the verdict away once it is on record, and the sentence to say then. What
        was not looked for does not hold the verdict back: here unknown counts as not recorded.
    disease
        The disease it names, where it has an identifier.
    alert, alert_when, alert_unless
        A warning to show whenever the first expression holds, whatever else is unknown, unless
        the second is known to hold.
    status
        Whether the primary source was read.
    """

    name: str
    title: str
    role: Role
    when: Expression
    met: str = ""
    not_met: str = ""
    undetermined: str = ""
    unless_recorded: Expression | None = None
    overturned: str = ""
    disease: Curie | None = None
    alert: str = ""
    alert_when: Expression | None = None
    alert_unless: Expression | None = None
    status: Checked = Checked.READ

    @property
    def expressions(self) -> tuple[Expression, ...]:
        """Everything it asks of the items."""
        given = (self.when, self.unless_recorded, self.alert_when, self.alert_unless)
        return tuple(expression for expression in given if expression)


@dataclass(frozen=True)
class CriteriaSet:
    """One edition of one published set of criteria.

    Attributes
    ----------
    slug, edition
        ``poh`` and ``gard-2020``; together they name a set for good.
    title, kind, published
        Name, purpose and exact date of the edition, None where that was not read.
    diseases
        Identifiers of the disease it is about.
    summary
        The rule in one plain sentence.
    caution
        What to know before relying on it.
    items, rules, verdicts
        In reading order.
    supporting
        Items that are reported and never decide.
    supporting_note
        What the publication says about them.
    citations
        Primary sources by key.
    status
        Whether the rule was read in its primary source.
    status_note
        What has and has not been read.
    hpo_release
        The HPO release whose labels are pinned.
    performance
        Published figures on how well the set does, with their source; empty where none is known.
    revision
        What is known about a coming edition; empty where nothing is.
    beside
        Slugs of the sets whose diseases look alike.
    """

    slug: str
    edition: str
    title: str
    kind: Kind
    published: datetime.date | None
    diseases: tuple[Curie, ...]
    summary: str
    caution: str
    items: tuple[Item, ...]
    rules: tuple[Rule, ...]
    verdicts: tuple[VerdictRule, ...]
    supporting: tuple[str, ...]
    supporting_note: str
    citations: tuple[tuple[str, Citation], ...]
    status: Checked
    status_note: str
    hpo_release: str
    performance: str = ""
    revision: str = ""
    beside: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Slug and edition, such as ``poh/gard-2020``."""
        return f"{self.slug}/{self.edition}"

    @property
    def year(self) -> int:
        """The year of the edition."""
        return int(self.edition.rpartition("-")[2])

    @cached_property
    def main(self) -> VerdictRule:
        """The verdict on the disease itself."""
        return next(v for v in self.verdicts if v.role is Role.MAIN)

    @cached_property
    def by_name(self) -> Mapping[str, Item]:
        """Its items by their names."""
        return {item.name: item for item in self.items}

    @cached_property
    def graded(self) -> tuple[VerdictRule, ...]:
        """The verdicts on the disease itself, from sure to unsure."""
        return tuple(v for v in self.verdicts if v.role in {Role.MAIN, Role.LEVEL})

    @cached_property
    def pointing(self) -> frozenset[str]:
        """The items whose presence speaks for one of those verdicts."""
        signs = [sign for v in self.graded for sign in v.when.polarities.items()]
        return frozenset(name for name, sign in signs if sign >= 0)

    @cached_property
    def age_limits(self) -> tuple[str, ...]:
        """The limits on the age that its rules name, such as ``age >= 20``."""
        expressions = [rule.when for rule in self.rules]
        expressions += [e for v in self.verdicts for e in v.expressions]
        expressions += [e for item in self.items for e in (item.also, item.needs) if e]
        found = {name for e in expressions for name in e.polarities if name.startswith("age ")}
        return tuple(sorted(found))

    @property
    def answerable(self) -> tuple[str, ...]:
        """The names that an answer may carry."""
        return tuple(item.name for item in self.items)

    @property
    def measures(self) -> tuple[str, ...]:
        """The names that a measured value may carry."""
        return tuple(dict.fromkeys(item.measure for item in self.items if item.measure))

    def item(self, name: str) -> Item:
        """Return one item by its name."""
        return self.by_name[name]
