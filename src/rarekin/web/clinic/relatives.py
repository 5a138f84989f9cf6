"""Who can be on the family page, and who descends from whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rarekin.model.case import Sex

ME = "me"


@dataclass(frozen=True, slots=True)
class Relation:
    """How somebody is related to the person the page is about.

    Attributes
    ----------
    slug, title
        Name in the form, and for readers.
    female, male
        What to call them once the sex is known, where that is another word.
    sex
        Where the relation says it.
    parents
        Slugs of mother and father; ``me`` and ``partner`` take the place their sex gives them.
    is_many
        Whether there can be several.
    generation
        0 grandparents, 1 parents, 2 the person, 3 children.
    """

    slug: str
    title: str | Promise
    sex: Sex = Sex.UNKNOWN
    parents: tuple[str, ...] = ()
    is_many: bool = False
    generation: int = 2
    female: str | Promise = ""
    male: str | Promise = ""


RELATIONS: dict[str, Relation] = {
    r.slug: r
    for r in (
        Relation("mm", _("Mother’s mother"), Sex.FEMALE, generation=0),
        Relation("mf", _("Mother’s father"), Sex.MALE, generation=0),
        Relation("fm", _("Father’s mother"), Sex.FEMALE, generation=0),
        Relation("ff", _("Father’s father"), Sex.MALE, generation=0),
        Relation("mother", _("Mother"), Sex.FEMALE, ("mm", "mf"), generation=1),
        Relation("father", _("Father"), Sex.MALE, ("fm", "ff"), generation=1),
        Relation(
            "aunt",
            _("Mother’s brother or sister"),
            parents=("mm", "mf"),
            is_many=True,
            generation=1,
            female=_("Mother’s sister"),
            male=_("Mother’s brother"),
        ),
        Relation(
            "uncle",
            _("Father’s brother or sister"),
            parents=("fm", "ff"),
            is_many=True,
            generation=1,
            female=_("Father’s sister"),
            male=_("Father’s brother"),
        ),
        Relation(ME, _("This person"), parents=("mother", "father")),
        Relation(
            "sibling",
            _("Brother or sister"),
            parents=("mother", "father"),
            is_many=True,
            female=_("Sister"),
            male=_("Brother"),
        ),
        Relation("partner", _("Partner")),
        Relation(
            "child",
            _("Child"),
            parents=(ME, "partner"),
            is_many=True,
            generation=3,
            female=_("Daughter"),
            male=_("Son"),
        ),
    )
}
ALWAYS = ("mother", "father", ME)


def relation_of(id_: str) -> Relation | None:
    """Return the relation an id of the form stands for.

    Parameters
    ----------
    id_
        Such as ``mother`` or ``sibling-2``.

    Returns
    -------
    relation
        None where the id is none of ours.

    Examples
    --------
    >>> relation_of("sibling-2").slug, relation_of("mother-2"), relation_of("child-x")
    ('sibling', None, None)
    """
    slug, dash, number = id_.partition("-")
    relation = RELATIONS.get(slug)
    if relation is None or relation.is_many != bool(dash):
        return None
    is_number = number.isascii() and number.isdigit() and 0 < int(number) < 100
    return relation if is_number or not dash else None


def titles_of(sexes: Mapping[str, Sex]) -> dict[str, str]:
    """Say who everybody in the form is; those of the same title are numbered.

    Parameters
    ----------
    sexes
        By id of the form.

    Returns
    -------
    titles
        By id, in the active language.

    Examples
    --------
    >>> titles_of({"child-1": Sex.MALE, "child-2": Sex.MALE, "child-3": Sex.FEMALE})
    {'child-1': 'Son 1', 'child-2': 'Son 2', 'child-3': 'Daughter'}
    """
    titles = {id_: _title(id_, sex) for id_, sex in sexes.items()}
    counted = Counter(titles.values())
    seen: Counter[str] = Counter()
    numbered = {}
    for id_, title in titles.items():
        seen[title] += 1
        numbered[id_] = f"{title} {seen[title]}" if counted[title] > 1 else title
    return numbered


def _title(id_: str, sex: Sex) -> str:
    relation = relation_of(id_)
    if relation is None:
        return id_
    by_sex = {Sex.FEMALE: relation.female, Sex.MALE: relation.male}
    return str(by_sex.get(sex) or relation.title)


def with_ancestors(ids: Iterable[str]) -> tuple[str, ...]:
    """Add everybody through whom the listed people are related, and put them in order.

    Parameters
    ----------
    ids
        Ids of the form.

    Returns
    -------
    ids
        Oldest generation first; brothers and sisters of a parent need that parent's parents,
        a child needs the other parent.

    Examples
    --------
    >>> with_ancestors(["me", "aunt-1"])
    ('mm', 'mf', 'mother', 'father', 'aunt-1', 'me')
    """
    found = dict.fromkeys((*ALWAYS, *ids))
    for id_ in list(found):
        relation = relation_of(id_)
        if relation is not None and relation.is_many:
            found.update(dict.fromkeys(p for p in relation.parents))
    order = list(RELATIONS)

    def place(id_: str) -> tuple[int, int]:
        slug, _dash, number = id_.partition("-")
        return order.index(slug), int(number or 0)

    return tuple(sorted(found, key=place))
