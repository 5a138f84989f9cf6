"""PED / LINKAGE families: six columns, one person a line."""

from __future__ import annotations

from rarekin.errors import FormatError, TooLarge
from rarekin.model.case import Sex, State
from rarekin.model.family import AFFECTED, Family, Person, Phenotype
from rarekin.model.issues import Issue, IssueLevel

MAX_BYTES = 20_000_000
_SEX = {"1": Sex.MALE, "2": Sex.FEMALE, "0": Sex.UNKNOWN, "m": Sex.MALE, "f": Sex.FEMALE}
_SEX |= {"male": Sex.MALE, "female": Sex.FEMALE, "unknown": Sex.UNKNOWN}
_STATE = {"1": State.EXCLUDED, "2": State.PRESENT, "0": State.UNKNOWN, "-9": State.UNKNOWN}
_MISSING = {"0", "-9", "", "."}


def looks_like_ped(data: bytes) -> bool:
    """Tell whether bytes read as a PED file rather than as JSON.

    Examples
    --------
    >>> looks_like_ped(b"f1 a 0 0 1 2"), looks_like_ped(b'{"people": []}')
    (True, False)
    """
    for line in data[:4096].decode("utf-8", "replace").splitlines():
        stripped = line.strip().lstrip("\ufeff")
        if stripped and not stripped.startswith("#"):
            return stripped[0] not in "{[" and len(stripped.split()) >= 5
    return False


def read_ped(data: bytes) -> tuple[Family, tuple[Issue, ...]]:
    r"""Read one family from a PED file.

    Parameters
    ----------
    data
        Lines of family, person, father, mother, sex (1 male, 2 female) and phenotype (1 free
        of it, 2 affected, 0 or -9 unknown); further columns are left out.

    Returns
    -------
    family, issues
        The first family of the file, and everything that is wrong, all at once.

    Raises
    ------
    FormatError
        If no line has at least five columns.
    TooLarge
        If it is larger than 20 MB.

    Examples
    --------
    >>> family, _ = read_ped(b"f1 dad 0 0 1 1\nf1 mum 0 0 2 0\nf1 kid dad mum 1 2\n")
    >>> kid = family.person("kid")
    >>> kid.father, kid.phenotypes["affected"].state
    ('dad', <State.PRESENT: 'present'>)
    """
    if len(data) > MAX_BYTES:
        raise TooLarge(
            f"This PED file has {len(data):,} bytes; we read up to {MAX_BYTES:,}.",
            hint="Leave out relatives who say nothing about the question.",
        )
    issues: list[Issue] = []
    people: list[Person] = []
    name = ""
    others: set[str] = set()
    for n_line, line in enumerate(data.decode("utf-8-sig", "replace").splitlines(), 1):
        columns = line.split("\t") if line.count("\t") >= 4 else line.split()
        columns = [c.strip() for c in columns]
        if not any(columns) or columns[0].startswith("#"):
            continue
        if len(columns) < 5:
            issues.append(
                Issue(
                    "line-unusable",
                    IssueLevel.ERROR,
                    f"line {n_line}",
                    f"This line has {len(columns)} columns; a PED line has six.",
                    "Write family, person, father, mother, sex, phenotype.",
                )
            )
            continue
        name = name or columns[0]
        if columns[0] != name:
            others.add(columns[0])
            continue
        people.append(_person(columns, f"line {n_line}", issues))
    if not people:
        raise FormatError(
            "No line of this file has the six columns of a PED file.",
            hint="Write family, person, father, mother, sex, phenotype, with spaces between.",
        )
    if others:
        issues.append(
            Issue(
                "family-other",
                IssueLevel.WARNING,
                "file",
                f"The file also holds {len(others)} other families; we read {name!r}.",
                "Put each family into a file of its own.",
            )
        )
    family = Family(tuple(people), id=name)
    return family, (*issues, *family.issues)


def write_ped(family: Family, phenotype: str = AFFECTED) -> bytes:
    r"""Write a family as PED; ages, tests, twins and all but one phenotype are lost.

    Parameters
    ----------
    family
        Any family.
    phenotype
        Whose state goes into the sixth column.

    Examples
    --------
    >>> write_ped(Family((Person("a", Sex.MALE),), id="f1")).decode()
    'f1\ta\t0\t0\t1\t0\n'
    """
    sex = {Sex.MALE: "1", Sex.FEMALE: "2", Sex.UNKNOWN: "0"}
    state = {State.PRESENT: "2", State.EXCLUDED: "1", State.UNKNOWN: "0"}
    lines = []
    for p in family.people:
        said = p.phenotypes.get(phenotype, Phenotype(State.UNKNOWN)).state
        row = (family.id, p.id, p.father or "0", p.mother or "0", sex[p.sex], state[said])
        lines.append("\t".join("_".join(cell.split()) for cell in row) + "\n")
    return "".join(lines).encode()


def _person(columns: list[str], where: str, issues: list[Issue]) -> Person:
    _, id_, father, mother, sex, *rest = columns
    state = _STATE.get(rest[0]) if rest else State.UNKNOWN
    if sex.lower() not in _SEX:
        issues.append(
            Issue(
                "field-unusable",
                IssueLevel.WARNING,
                where,
                f"The sex {sex!r:.20} is unknown.",
                "Write 1 for male, 2 for female, 0 for unknown.",
            )
        )
    if state is None:
        issues.append(
            Issue(
                "field-unusable",
                IssueLevel.ERROR,
                where,
                f"The phenotype {rest[0]!r:.20} is unknown.",
                "Write 2 for affected, 1 for free of it, 0 for unknown.",
            )
        )
    known = state is not None and state is not State.UNKNOWN
    return Person(
        id=id_,
        sex=_SEX.get(sex.lower(), Sex.UNKNOWN),
        father=None if father in _MISSING else father,
        mother=None if mother in _MISSING else mother,
        phenotypes={AFFECTED: Phenotype(state)} if known and state else {},
    )
