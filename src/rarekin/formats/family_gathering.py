"""What every reader of family files shares: words for sex and state, and one list of faults."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from rarekin.model.case import Sex, State
from rarekin.model.family import Family
from rarekin.model.issues import Issue, IssueLevel
from rarekin.model.partnership import Partnership
from rarekin.model.person import AFFECTED, Person, Phenotype
from rarekin.model.sentences import sentence

Read = tuple[tuple[Family, ...], tuple[Issue, ...]]
"""The families of a file, and what is wrong with the file itself."""

MISSING = frozenset({"", "0", "-9", ".", "na", "n/a", "nan", "none", "null", "unknown", "?"})
_SEX = {"1": Sex.MALE, "m": Sex.MALE, "male": Sex.MALE, "man": Sex.MALE}
_SEX |= {"2": Sex.FEMALE, "f": Sex.FEMALE, "female": Sex.FEMALE, "woman": Sex.FEMALE}
_SEX |= dict.fromkeys(
    ("boy", "h", "homme", "hombre", "mann", "masculin", "masculino", "männlich", "varón", "garçon"),
    Sex.MALE,
)
_SEX |= dict.fromkeys(
    ("girl", "w", "femme", "mujer", "frau", "féminin", "femenino", "weiblich", "fille"), Sex.FEMALE
)
_SEX |= dict.fromkeys(
    (*MISSING, "u", "x", "i", "n", "-", "unk", "unspecified", "unknown_sex", "other_sex"),
    Sex.UNKNOWN,
)
_YES = frozenset({"2", "affected", "aff", "a", "y", "yes", "true", "case", "present", "positive"})
_YES |= {"oui", "sí", "si", "ja", "atteint", "atteinte", "afectado", "afectada", "betroffen"}
_NO = frozenset({"1", "unaffected", "unaff", "healthy", "n", "no", "false", "control", "excluded"})
_NO |= {"non", "nein", "sain", "saine", "sano", "sana", "gesund"}
_NOT_SAID = MISSING | {"u", "unspecified", "missing", "x", "-"}
_NOBODY = frozenset({"x", "-", "--", "*", "#n/a", "unk"})  # unless somebody has that id
_AGE = re.compile(r"[<>~≈]?\s*(\d+(?:[.,]\d+)?)\s*([^\W\d_]*)\.?$")
_PER_YEAR = dict.fromkeys(("", "y", "yr", "yrs", "year", "years", "a", "j"), 1.0)
_PER_YEAR |= dict.fromkeys(("an", "ans", "año", "años", "jahr", "jahre"), 1.0)
_PER_YEAR |= dict.fromkeys(("mois", "mes", "meses", "monat", "monate"), 12.0)
_PER_YEAR |= dict.fromkeys(("jours", "días", "tage"), 365.25)
_PER_YEAR |= dict.fromkeys(("m", "mo", "mon", "mos", "month", "months"), 12.0)
_PER_YEAR |= dict.fromkeys(("w", "wk", "wks", "week", "weeks"), 365.25 / 7)
_PER_YEAR |= dict.fromkeys(("d", "day", "days"), 365.25)


def sex_of(word: object) -> Sex | None:
    """Read a sex as programs write it; None where the word is no sex.

    Examples
    --------
    >>> sex_of("M"), sex_of(2), sex_of("purple")
    (<Sex.MALE: 'male'>, <Sex.FEMALE: 'female'>, None)
    """
    return _SEX.get(str("" if word is None else word).strip().lower())


def state_of(word: object) -> State | None:
    """Read whether somebody is affected; None where the word says nothing we know.

    Examples
    --------
    >>> state_of("Affected"), state_of("1"), state_of("NA"), state_of("maybe")
    (<State.PRESENT: 'present'>, <State.EXCLUDED: 'excluded'>, <State.UNKNOWN: 'unknown'>, None)
    """
    folded = str("" if word is None else word).strip().lower()
    if folded in _YES:
        return State.PRESENT
    if folded in _NO:
        return State.EXCLUDED
    return State.UNKNOWN if folded in _NOT_SAID else None


def years_of(text: str) -> float | None:
    """Read an age: years, or months, weeks or days where the unit says so.

    Examples
    --------
    >>> years_of("41,5"), years_of("6 months"), years_of("35y"), years_of("old")
    (41.5, 0.5, 35.0, None)
    """
    match = _AGE.fullmatch(text.strip().lower())
    if match is None or match[2] not in _PER_YEAR:
        return None
    return float(match[1].replace(",", ".")) / _PER_YEAR[match[2]]


def id_or_none(word: object) -> str | None:
    """Read a parent's id; None for every way of writing that there is none.

    Examples
    --------
    >>> id_or_none("NA"), id_or_none(7)
    (None, '7')
    """
    text = "" if word is None else str(word).strip()
    return None if text.lower() in MISSING else text


def said(state: State | None, age_years: float | None = None) -> dict[str, Phenotype]:
    """Say the state for any disease of the model; nothing where it is unknown."""
    if state in (None, State.UNKNOWN):
        return {}
    return {AFFECTED: Phenotype(state, age_years)}


@dataclass
class Gathering:
    """People as a reader finds them, by family, and everything that is wrong.

    Attributes
    ----------
    issues
        In the order found.
    people
        By name of the family.
    unread
        What was left out, with where, so that each kind is told once.
    partners
        Couples by name of the family.
    """

    issues: list[Issue] = field(default_factory=list)
    people: dict[str, list[Person]] = field(default_factory=dict)
    unread: dict[str, list[str]] = field(default_factory=dict)
    partners: dict[str, list[Partnership]] = field(default_factory=dict)

    def add(self, family: str, person: Person) -> None:
        """Take one person in."""
        self.people.setdefault(family, []).append(person)

    def error(self, where: str, message: str, hint: str) -> None:
        """Note what keeps the family from being computed."""
        self.issues.append(Issue("field-unusable", IssueLevel.ERROR, where, message, hint))

    def warning(self, where: str, message: str, hint: str, code: str = "field-unusable") -> None:
        """Note what was read in a way somebody should check."""
        self.issues.append(Issue(code, IssueLevel.WARNING, where, message, hint))

    def leave_out(self, what: str, where: str) -> None:
        """Note something the file says and a family here cannot."""
        self.unread.setdefault(what, []).append(where)

    def sex(self, word: object, where: str) -> Sex:
        """Read a sex; another word than we know is unknown, with a warning."""
        found = sex_of(word)
        if found is None:
            self.warning(
                where,
                sentence("The sex %(word)s is read as unknown.", word=f"{str(word)!r:.22}"),
                sentence("Write M or 1 for male, F or 2 for female."),
            )
        return found or Sex.UNKNOWN

    def state(self, word: object, where: str) -> State:
        """Read a state; another word than we know is an error, for it changes every number."""
        found = state_of(word)
        if found is None:
            self.error(
                where,
                sentence("The phenotype %(word)s is unknown.", word=f"{str(word)!r:.22}"),
                sentence("Write 2 for affected, 1 for free of it, 0 for unknown."),
            )
        return found or State.UNKNOWN

    def number(self, word: object, where: str, what: str) -> float | None:
        """Read a number; None where nothing is given."""
        text = "" if word is None else str(word).strip()
        if text.lower() in MISSING - {"0"}:
            return None
        value = years_of(text)
        if value is None or not 0 <= value <= 130:
            self.error(
                where,
                sentence("%(what)s: %(text)s is no age.", what=what, text=f"{text!r:.22}"),
                sentence("Write years from 0 to 130."),
            )
            return None
        return value

    def read(self) -> Read:
        """Return the families and every issue of the file."""
        families = self._families()
        left = (
            Issue(
                "left-out",
                IssueLevel.NOTICE,
                _places(where),
                sentence("We do not read %(what)s.", what=what),
                "",
            )
            for what, where in self.unread.items()
        )
        return families, (*self.issues, *left)

    def _families(self) -> tuple[Family, ...]:
        return tuple(
            Family(
                tuple(self._by_any_case(_without_nobody(people))),
                name,
                tuple(self.partners.get(name, ())),
            )
            for name, people in self.people.items()
        )

    def _by_any_case(self, people: list[Person]) -> list[Person]:
        """Take a parent whose id is written in other letters for the only one it can be."""
        ids = {p.id for p in people}
        alike: dict[str, list[str]] = {}
        for id_ in ids:
            alike.setdefault(" ".join(id_.lower().split()), []).append(id_)

        def known(child: Person, id_: str | None) -> str | None:
            same = [] if id_ is None or id_ in ids else alike.get(" ".join(id_.lower().split()), [])
            if len(same) != 1:
                return id_
            self.warning(
                child.id,
                sentence("The parent %(written)s is taken to be %(id)s.", written=repr(id_),
                         id=repr(same[0])),
                sentence("Write the id of a person in the same letters everywhere."),
                "id-letters",
            )  # fmt: skip
            return same[0]

        return [replace(p, mother=known(p, p.mother), father=known(p, p.father)) for p in people]


def _without_nobody(people: list[Person]) -> list[Person]:
    """Drop parents called ``x`` and the like, where nobody in the family is."""
    nobody = {p.lower() for p in _NOBODY} - {p.id.lower() for p in people}

    def known(id_: str | None) -> str | None:
        return None if id_ is None or id_.lower() in nobody else id_

    return [replace(p, mother=known(p.mother), father=known(p.father)) for p in people]


def _places(where: Iterable[str]) -> str:
    distinct = list(dict.fromkeys(where))
    more = len(distinct) - 5
    listed = ", ".join(distinct[:5])
    return sentence("%(listed)s and %(n)s more", listed=listed, n=more) if more > 0 else listed


def with_twins(people: Iterable[Person], groups: Iterable[Iterable[str]]) -> list[Person]:
    """Put identical twins into groups, given in pairs or more."""
    of: dict[str, str] = {}
    for group in groups:
        ids = list(group)
        name = next((of[i] for i in ids if i in of), f"twins-{ids[0]}")
        of |= dict.fromkeys(ids, name)
    return [replace(p, twin_group=of.get(p.id, p.twin_group)) for p in people]


def by_word(row: Mapping[str, object], *names: str) -> object:
    """Return the first of several fields that is there."""
    return next((row[n] for n in names if row.get(n) not in (None, "")), None)


def listed(document: object, key: str) -> list[Mapping[str, object]]:
    """Return the objects of a list in a JSON object; none where there is no such list."""
    found = document.get(key) if isinstance(document, Mapping) else None
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []
