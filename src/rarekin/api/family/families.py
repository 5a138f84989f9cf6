"""Family files: read in any format, checked, completed, written in another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from rarekin.errors import InputError, UnknownId
from rarekin.formats.families import STANDARDS, Standard, read_families, standard, write_as
from rarekin.formats.family_text import text_of
from rarekin.model.case import Sex
from rarekin.model.family import Family
from rarekin.model.issues import Issue, IssueLevel
from rarekin.model.person import Person
from rarekin.model.sentences import Sentence, joined, sentence

__all__ = [
    "STANDARDS",
    "FamilyFile",
    "Standard",
    "open_families",
    "read_family",
    "refuse_unread",
    "standard",
    "text_of",
    "with_named_parents",
    "write_as",
    "write_family",
]

_MOST_TOLD, _NAMED = 10, 5


@dataclass(frozen=True, slots=True)
class FamilyFile:
    """What a family file holds.

    Attributes
    ----------
    standard
        What the file was taken for.
    families
        In the order of the file; of one that parts its people itself, the largest first.
    issues
        What is wrong with the file itself; each family has its own `issues` besides.
    """

    standard: Standard
    families: tuple[Family, ...]
    issues: tuple[Issue, ...]

    def family(self, name: str = "") -> Family:
        """Return one family: the one named, or else the first.

        Raises
        ------
        UnknownId
            If no family has this name.
        InputError
            If the file holds no family at all.
        """
        if not self.families:
            nobody = sentence("No person could be read.")
            raise InputError(
                joined((nobody, *_placed(self.issues)), " "), hint=sentence("Mend the file.")
            )
        for family in self.families:
            if not name or family.id == name:
                return family
        names = ", ".join(f.id for f in self.families[:20])
        raise UnknownId(
            sentence("There is no family %(name)s in this file.", name=repr(name)),
            hint=sentence("The families are %(names)s.", names=names),
        )


def open_families(data: bytes | Mapping[str, object]) -> FamilyFile:
    r"""Read every family of a file, whichever format it is.

    Parameters
    ----------
    data
        The file, or a JSON document already parsed.

    Returns
    -------
    file
        With the format, the families and everything that is wrong, all at once.

    Raises
    ------
    FormatError
        If it is no family file; says what it looks like.

    Examples
    --------
    >>> file = open_families("\n".join(["f1 a 0 0 1 2", "f2 b 0 0 2 1"]).encode())
    >>> file.standard.title, [family.id for family in file.families]
    ('PED (LINKAGE, PLINK .fam)', ['f1', 'f2'])
    """
    slug, (families, issues) = read_families(data)
    return FamilyFile(standard(slug), families, issues)


def read_family(
    data: bytes | Mapping[str, object], *, family: str = "", add_parents: bool = False
) -> tuple[Family, tuple[Issue, ...]]:
    """Read one family from a file of any format we know.

    Parameters
    ----------
    data
        The file, or a JSON document already parsed.
    family
        Which one, where the file holds several; the first where empty.
    add_parents
        Add parents who are named but have no entry of their own, as people of whom nothing is
        known.

    Returns
    -------
    family, issues
        Everybody who could be read, and everything that is wrong, all at once.

    Raises
    ------
    FormatError
        If it is no family file.
    UnknownId
        If no family has this name.

    Examples
    --------
    >>> family, issues = read_family(b"fam1 child dad mum 2 2", add_parents=True)
    >>> [p.id for p in family.people], issues
    (['child', 'dad', 'mum'], ())
    """
    file = open_families(data)
    chosen = file.family(family)
    if add_parents:
        chosen = with_named_parents(chosen)
    issues = [*file.issues]
    if len(file.families) > 1 and not family:
        others = [f.id for f in file.families if f.id != chosen.id]
        told: str = ", ".join(repr(name) for name in others[:_NAMED])
        if len(others) > _NAMED:
            told = sentence("%(listed)s and %(n)s more", listed=told, n=len(others) - _NAMED)
        issues.append(
            Issue(
                "family-other",
                IssueLevel.WARNING,
                "file",
                sentence(
                    "The file holds %(n)s families; we read %(chosen)s.",
                    n=len(file.families),
                    chosen=repr(chosen.id),
                ),
                sentence("Choose another by its name: %(told)s.", told=told),
            )
        )
    unlisted = [i for i in chosen.issues if i.code == "parent-unknown"]
    if unlisted:
        issues.append(
            Issue(
                "parents-offered",
                IssueLevel.NOTICE,
                "file",
                sentence("%(n)s times a parent is named who has no entry.", n=len(unlisted)),
                sentence("They can be added as people of whom nothing is known (--add-parents)."),
            )
        )
    return chosen, (*issues, *chosen.issues)


def with_named_parents(family: Family) -> Family:
    """Add every parent who is named but has no entry, as somebody of whom nothing is known.

    Parameters
    ----------
    family
        Any family.

    Returns
    -------
    family
        The same, where nobody is missing.

    Examples
    --------
    >>> child = Person("kid", father="dad")
    >>> with_named_parents(Family((child,))).person("dad").sex
    <Sex.MALE: 'male'>
    """
    missing: dict[str, Sex] = {}
    for p in family.people:
        for parent, sex in ((p.father, Sex.MALE), (p.mother, Sex.FEMALE)):
            if parent is not None and parent not in family.by_id:
                missing.setdefault(parent, sex)
    if not missing:
        return family
    added = (Person(id_, sex) for id_, sex in missing.items())
    return replace(family, people=(*family.people, *added))


def refuse_unread(issues: Iterable[Issue]) -> None:
    """Refuse a family file of which something that counts could not be read.

    What is left out would be taken as unknown, and the chances would be those of another family.

    Parameters
    ----------
    issues
        As `read_family` returned them.

    Raises
    ------
    InputError
        If one of them is an error; names them all.

    Examples
    --------
    >>> refuse_unread(read_family({"people": [{"id": "I-1", "sex": "mail"}]})[1])
    Traceback (most recent call last):
    ...
    rarekin.errors.InputError: This family cannot be computed: people[0].sex: sex is 'mail'.
    """
    errors = [i for i in issues if i.level is IssueLevel.ERROR]
    if errors:
        told = list(_placed(errors))
        if (more := len(errors) - _MOST_TOLD) > 0:
            told.append(sentence("And %(n)s more.", n=more))
        raise InputError(
            sentence("This family cannot be computed: %(told)s", told=joined(told, " ")),
            hint=joined(dict.fromkeys(i.hint for i in errors[:_MOST_TOLD]), " "),
            where=errors[0].where,
        )


def _placed(issues: Iterable[Issue]) -> Iterator[Sentence]:
    for issue in islice(issues, _MOST_TOLD):
        yield sentence("%(where)s: %(told)s", where=issue.where, told=issue.message)


def write_family(family: Family) -> bytes:
    """Write a family as our JSON, to be kept and opened again.

    Examples
    --------
    >>> family, _ = read_family({"people": [{"id": "I-1"}]})
    >>> read_family(write_family(family))[0] == family
    True
    """
    return write_as(family, "rarekin")[0]
