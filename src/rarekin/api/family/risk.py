"""Chances in a family, and its drawing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib import resources

from rarekin.api.family.families import read_family, refuse_unread, write_family
from rarekin.draw.pedigree import PedigreeMarks, PersonMarks
from rarekin.draw.pedigree import draw_pedigree as _draw_pedigree
from rarekin.draw.svg import Drawing
from rarekin.errors import UnknownId
from rarekin.model.case import State
from rarekin.model.family import Family
from rarekin.model.identifiers import Curie
from rarekin.model.person import AFFECTED, Person, TestResult
from rarekin.model.sentences import Sentence, joined, sentence
from rarekin.risk.assessment import assess
from rarekin.risk.mixture import assess_one_of
from rarekin.risk.model_file import parse_model
from rarekin.risk.models import RiskModel
from rarekin.risk.own_curve import OwnCurve, read_curve, with_curve
from rarekin.risk.recurrence import Recurrence, parse_recurrence
from rarekin.risk.results import (
    AgeChance,
    Ahead,
    Compared,
    FamilyRisk,
    PersonRisk,
    PhenotypeRisk,
    Range,
)
from rarekin.risk.sentences import (
    chance_words,
    if_well_notes,
    percent,
    range_words,
    told_words,
)

__all__ = [
    "AgeChance",
    "Ahead",
    "Compared",
    "Drawing",
    "FamilyRisk",
    "OwnCurve",
    "PersonRisk",
    "PhenotypeRisk",
    "Range",
    "Recurrence",
    "RiskModel",
    "chance_words",
    "draw_family",
    "drawing_of_family",
    "family_risk",
    "if_well_notes",
    "model",
    "models",
    "models_for",
    "percent",
    "range_words",
    "read_curve",
    "read_family",
    "recurrence",
    "recurrences",
    "refuse_unread",
    "told_words",
    "write_family",
]


@cache
def models() -> tuple[RiskModel, ...]:
    """Return every inheritance model we ship, by slug.

    Examples
    --------
    >>> "gnas" in [m.slug for m in models()]
    True
    """
    folder = resources.files("rarekin.risk").joinpath("catalog")

    def of(slug: str) -> bytes:
        return folder.joinpath(f"{slug}.toml").read_bytes()

    found = [
        parse_model(file.read_bytes(), name=file.name, base=of)
        for file in folder.iterdir()
        if file.name.endswith(".toml")
    ]
    return tuple(sorted(found, key=lambda m: m.slug))


def model(slug: str) -> RiskModel:
    """Return one inheritance model.

    Raises
    ------
    UnknownId
        If there is no such model.

    Examples
    --------
    >>> model("gnas").disease_when_inherited_from
    'differs'
    """
    for found in models():
        if found.slug == slug.strip().lower():
            return found
    raise UnknownId(
        sentence("There is no inheritance model %(slug)s.", slug=repr(slug)),
        hint=sentence("There are: %(known)s.", known=", ".join(m.slug for m in models())),
    )


def models_for(disease: Curie) -> tuple[RiskModel, ...]:
    """Return the models made for one disease; empty where only the general ones apply.

    Examples
    --------
    >>> [m.slug for m in models_for(Curie("MONDO:0008153"))]
    ['gnas']
    """
    return tuple(m for m in models() if disease in m.diseases)


@cache
def recurrences() -> tuple[Recurrence, ...]:
    """Return every statement of how likely something happens again, by slug.

    Examples
    --------
    >>> recurrence("angelman").causes[0].chance
    'less than 1 in 100'
    """
    folder = resources.files("rarekin.risk").joinpath("recurrences")
    found = [parse_recurrence(file.read_bytes(), name=file.name) for file in folder.iterdir()]
    return tuple(sorted(found, key=lambda r: r.slug))


def recurrence(slug: str) -> Recurrence:
    """Return one statement of recurrence.

    Raises
    ------
    UnknownId
        If there is no such statement.
    """
    for found in recurrences():
        if found.slug == slug.strip().lower():
            return found
    raise UnknownId(
        sentence("There is no statement %(slug)s of recurrence.", slug=repr(slug)),
        hint=sentence("There are: %(known)s.", known=", ".join(r.slug for r in recurrences())),
    )


def family_risk(
    family: Family,
    model: str,
    *,
    parameters: Mapping[str, float] | None = None,
    curves: Mapping[str, OwnCurve] | None = None,
) -> FamilyRisk:
    """Compute everybody's chances, exactly.

    Parameters
    ----------
    family
        As read by `read_family` or made by hand.
    model
        Slug of an inheritance model.
    parameters
        Values to use in place of the model's defaults.
    curves
        By phenotype: what share of carriers is ill by which age, in place of the model's curve;
        see `read_curve`.

    Returns
    -------
    risk
        Chances of every genotype and disease for everybody, with notes in plain words.

    Raises
    ------
    UnknownId
        If there is no such model.
    InputError
        If the family or a parameter is wrong, or the family contradicts itself.
    TooLarge
        If the family is too entangled to be computed exactly.

    Examples
    --------
    >>> family, _ = read_family({"people": [
    ...     {"id": "mother", "sex": "female", "phenotypes": {"poh": "present"},
    ...      "tests": [{"result": "positive"}]},
    ...     {"id": "father", "sex": "male"},
    ...     {"id": "child", "mother": "mother", "father": "father", "unborn": True},
    ... ]})
    >>> child = family_risk(family, "gnas").person("child")
    >>> round(child.p_maternal, 3), round(child.p_carrier_compared[0].p, 3)
    (0.5, 0.59)
    """
    chosen = _by_slug(model)
    for phenotype, curve in (curves or {}).items():
        chosen = with_curve(chosen, phenotype, curve)
    if chosen.one_of:
        return assess_one_of(family, chosen, [_by_slug(s) for s, _ in chosen.one_of], parameters)
    return assess(family, chosen, parameters)


_by_slug = model


def draw_family(
    family: Family,
    risk: FamilyRisk | None = None,
    *,
    labels: Mapping[str, str] | None = None,
) -> str:
    """Draw a family as SVG; `drawing_of_family` also says it in words.

    Parameters
    ----------
    family
        Without errors.
    risk
        Chances to write beneath each person.
    labels
        What to call people, by id.

    Returns
    -------
    svg
        One element without styles; make it fit with ``max-width: 100%; height: auto``.

    Examples
    --------
    >>> family, _ = read_family({"people": [{"id": "I-1", "sex": "female"}]})
    >>> draw_family(family).startswith("<svg")
    True
    """
    return drawing_of_family(family, risk, labels=labels).svg


def drawing_of_family(
    family: Family,
    risk: FamilyRisk | None = None,
    *,
    labels: Mapping[str, str] | None = None,
    links: Mapping[str, str] | None = None,
    name: str = "pedigree",
    say: Callable[[str], str] = str,
) -> Drawing:
    """Draw a family as SVG and say it in words.

    Parameters
    ----------
    family, risk, labels
        As for `draw_family`.
    links
        Where a tap on somebody leads, by id.
    name
        Start of every id in the picture; unique on its page.
    say
        Puts our English into the reader's language.

    Returns
    -------
    drawing
        With ``svg`` and ``text``.

    Examples
    --------
    >>> family, _ = read_family({"people": [{"id": "I-1", "sex": "female", "age_years": 40}]})
    >>> print(drawing_of_family(family).text)
    Family tree: 1 person in 1 generation.
    Generation 1: I-1 (female, 40 years).
    """
    keys = _phenotype_keys(family, risk)
    named = labels or {}
    people = {}
    for person in family.people:
        chances = None if risk is None else risk.person(person.id)
        people[person.id] = PersonMarks(
            tuple(i for i, key in enumerate(keys) if _has(person, key, risk)),
            tuple(map(say, _under(person, named.get(person.id, person.name), chances))),
            "" if chances is None else _in_a_sentence(chances),
            (links or {}).get(person.id, ""),
        )
    titles = tuple(say(_title(key, risk)) for key in keys)
    return _draw_pedigree(family, PedigreeMarks(people, titles, say=say), name=name)


def _phenotype_keys(family: Family, risk: FamilyRisk | None) -> list[str]:
    """Return the phenotypes that somebody has, narrowest wording first, in a fixed order."""
    said = {
        _key(key, risk)
        for person in family.people
        for key, value in person.phenotypes.items()
        if value.state is State.PRESENT
    }
    order = [] if risk is None else [p.slug for p in risk.model.phenotypes]
    return sorted(said, key=lambda k: (order.index(k) if k in order else len(order), k))


def _key(key: str, risk: FamilyRisk | None) -> str:
    return (risk.model.phenotype_slug(key) if risk is not None else None) or key


def _has(person: Person, key: str, risk: FamilyRisk | None) -> bool:
    return any(
        _key(k, risk) == key and v.state is State.PRESENT for k, v in person.phenotypes.items()
    )


def _title(key: str, risk: FamilyRisk | None) -> str:
    titles = {} if risk is None else {p.slug: p.title for p in risk.model.phenotypes}
    return sentence("Affected") if key == AFFECTED else titles.get(key, key)


_COPIES = (("p_paternal", sentence("pat")), ("p_maternal", sentence("mat")))


# The 2022 standard writes what a test said beneath the symbol.
_TESTED = {
    TestResult.POSITIVE: sentence("test +"),
    TestResult.NEGATIVE: sentence("test −"),
    TestResult.HETEROZYGOUS: sentence("test +/−"),
    TestResult.HOMOZYGOUS: sentence("test +/+"),
    TestResult.MOSAIC: sentence("test mosaic"),
}


def _under(person: Person, label: str, chances: PersonRisk | None) -> list[str]:
    lines = [label]
    if person.age_years is not None:
        age = sentence("%(n)s y", n=float(person.age_years))
        lines.append(joined(("†", age), "") if person.deceased else age)
    lines += [_TESTED[t.result] for t in person.tests if t.result in _TESTED]
    if chances is None:
        return lines
    if chances.p_carrier_between is not None:
        found = chances.p_carrier_between
        ends = dict.fromkeys((_short(found.low), _short(found.high)))
        return [*lines, joined((sentence("carrier"), joined(ends, "–")), " ")]
    lines += [
        joined((word, _short(getattr(chances, field))), " ")
        for field, word in _COPIES
        if getattr(chances, field) >= 0.0005
    ]
    if not any(getattr(chances, field) >= 0.0005 for field, _ in _COPIES):
        lines.append(joined((sentence("carrier"), _short(chances.p_carrier)), " "))
    return lines


def _short(p: float) -> Sentence:
    # No space, so that a narrow column does not break the line there.
    return percent(p, space="")


def _in_a_sentence(chances: PersonRisk) -> Sentence:
    found = chances.p_carrier_between
    chance = percent(chances.p_carrier)
    if found is not None:
        chance = joined((percent(found.low), percent(found.high)), "–")
    parts = [sentence("carries the change %(chance)s", chance=chance)]
    for risk in chances.phenotypes:
        if risk.p_lifetime is not None:
            parts.append(joined((risk.title, percent(risk.p_lifetime)), " "))
        else:
            most = percent(risk.p_at_most)
            text = sentence("%(title)s not known, at most %(most)s", title=risk.title, most=most)
            parts.append(text)
    return joined(parts)
