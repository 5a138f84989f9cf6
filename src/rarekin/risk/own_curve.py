"""A curve of one's own: what share of carriers is ill by which age, in place of a model's."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from rarekin.errors import FormatError, InputError
from rarekin.model.case import Sex
from rarekin.model.sentences import sentence
from rarekin.risk.models import ModelPhenotype, RiskModel

Points = tuple[tuple[float, float], ...]
"""Ages in years and the share of carriers who are ill by then."""

_COLUMNS = {
    "all": Sex.UNKNOWN,
    "share": Sex.UNKNOWN,
    "women": Sex.FEMALE,
    "female": Sex.FEMALE,
    "men": Sex.MALE,
    "male": Sex.MALE,
}


@dataclass(frozen=True, slots=True)
class OwnCurve:
    """Ages and shares, for everybody or for each sex.

    Attributes
    ----------
    points
        By sex; that of the unknown sex stands for both.
    """

    points: Mapping[Sex, Points]


def read_curve(text: str) -> OwnCurve:
    r"""Read a curve from a small table.

    Parameters
    ----------
    text
        One age a line, then the share of carriers ill by then, as ``0.4`` or ``40 %``; apart by
        commas, semicolons, tabs or blanks. A heading ``age women men`` gives two curves.

    Returns
    -------
    curve
        Checked: ages rise, shares do not fall.

    Raises
    ------
    FormatError
        Names every line that cannot be used.

    Examples
    --------
    >>> read_curve("40 10%\n60 50%").points[Sex.UNKNOWN]
    ((40.0, 0.1), (60.0, 0.5))
    >>> sorted(read_curve("age,women,men\n50,0.2,0.1").points)
    [<Sex.FEMALE: 'female'>, <Sex.MALE: 'male'>]
    """
    lines = [(n, _cells(line)) for n, line in enumerate(text.splitlines(), 1) if line.strip()]
    sexes, wrong = [Sex.UNKNOWN], []
    if lines and not _is_number(lines[0][1][0]):
        names = [cell.casefold() for cell in lines.pop(0)[1][1:]]
        if any(name not in _COLUMNS for name in names):
            raise FormatError(
                sentence("The heading of this curve is %(listed)s.", listed=", ".join(names)),
                hint=sentence("Write the columns as: age, share; or: age, women, men."),
            )
        sexes = [_COLUMNS[name] for name in names]
    rows = []
    for n, cells in lines:
        values = [_value(cell) for cell in cells]
        if len(values) != 1 + len(sexes) or None in values:
            wrong.append(n)
        else:
            rows.append([v for v in values if v is not None])
    found = {s: tuple((row[0], row[1 + i]) for row in rows) for i, s in enumerate(sexes)}
    if wrong or not rows:
        listed = ", ".join(map(str, wrong)) or sentence("none")
        raise FormatError(
            sentence(
                "Lines of this curve that cannot be used: %(listed)s; of use: %(n)s.",
                listed=listed,
                n=len(rows),
            ),
            hint=sentence("Write an age and a share a line, such as: 40, 10 %%."),
        )
    for points in found.values():
        _check(points)
    return OwnCurve(found)


def _cells(line: str) -> list[str]:
    for mark in (";", "\t", ","):
        if mark in line:
            cells = next(csv.reader([line], delimiter=mark))
            return [c.strip() for c in cells]
    return line.replace(" %", "%").split()


def _is_number(cell: str) -> bool:
    return _value(cell) is not None


def _value(cell: str) -> float | None:
    text = cell.replace(" ", "")
    try:
        return float(text.removesuffix("%")) / (100.0 if text.endswith("%") else 1.0)
    except ValueError:
        return None


def _check(points: Points) -> None:
    for age, share in points:
        if not (0 <= age <= 130 and 0 <= share <= 1):
            raise FormatError(
                sentence(
                    "This curve says that a share of %(share)s is ill by %(age)s years.",
                    share=share,
                    age=age,
                ),
                hint=sentence(
                    "Ages are years from 0 to 130, shares 0 to 1 or per cent with the sign %%."
                ),
            )
    if any(b[0] <= a[0] or b[1] < a[1] for a, b in pairwise(points)):
        raise FormatError(
            sentence("This curve falls, or an age stands twice."),
            hint=sentence("Each line says how many are ill by that age, those before included."),
        )
    if points[-1][1] == 0.0:
        raise FormatError(
            sentence("By this curve nobody ever falls ill."),
            hint=sentence("Give the share at the last age, too."),
        )


def with_curve(model: RiskModel, phenotype: str, curve: OwnCurve) -> RiskModel:
    """Return a model in which carriers fall ill as a curve says.

    Parameters
    ----------
    model
        Of one gene.
    phenotype
        Slug, or disease id; the first of the model where empty.
    curve
        Its last share is the lifetime chance of those who fall ill under the model.

    Returns
    -------
    model
        All else as it was; who falls ill without the change keeps the model's ages.

    Raises
    ------
    InputError
        If the model has no such phenotype, or the phenotype is a part of a wider one.
    """
    slug = model.phenotype_slug(phenotype) if phenotype else model.phenotypes[0].slug
    if slug is None or model.one_of:
        raise InputError(
            sentence(
                "The model %(slug)s has no phenotype %(phenotype)s that could take a curve.",
                slug=repr(model.slug),
                phenotype=repr(phenotype),
            ),
            hint=sentence("It has: %(known)s.", known=", ".join(p.slug for p in model.phenotypes)),
        )
    old = next(p for p in model.phenotypes if p.slug == slug)
    if old.part_of:
        raise InputError(
            sentence(
                "%(title)s is a part of a wider disease, and has no curve of its own.",
                title=old.title,
            ),
            hint=sentence("Give a curve for %(part_of)s.", part_of=repr(old.part_of)),
        )
    both = _with_points(old, curve.points.get(Sex.UNKNOWN))
    by_sex = {}
    for sex in {*old.by_sex, *curve.points} - {Sex.UNKNOWN}:
        # A curve for women is one for those with one changed copy, on the X as well.
        every = sex is Sex.FEMALE and sex in curve.points
        own = curve.points.get(sex, curve.points.get(Sex.UNKNOWN))
        by_sex[sex] = _with_points(both.of_sex(sex), own, every=every)
    new = replace(both, by_sex=by_sex)
    return replace(model, phenotypes=tuple(new if p.slug == slug else p for p in model.phenotypes))


def _with_points(
    phenotype: ModelPhenotype, points: Points | None, *, every: bool = False
) -> ModelPhenotype:
    if points is None:
        return phenotype
    top = points[-1][1]
    of = phenotype.chance
    free = of.get("none", 0.0)
    fully = next((of[k] for k in ("both", "hemizygous", "maternal", "paternal") if k in of), None)
    chance = {k: top if v == fully or (every and v != free) else v for k, v in of.items()}
    curve = tuple((age, share / top) for age, share in points)
    start = () if curve[0][0] == 0 or curve[0][1] == 0 else ((0.0, 0.0),)
    # Who is ill without the change keeps the ages that the model gave.
    kept = phenotype.curve_of("none")
    curves = {"none": kept} if kept else {}
    return replace(phenotype, chance=chance, curve=(*start, *curve), curves=curves, by_load=())
