"""Families in a table: PED, LINKAGE, ``.fam``, Madeline 2, CSV and TSV with headings."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rarekin.errors import FormatError
from rarekin.formats.family_gathering import Gathering, Read, id_or_none, said, state_of
from rarekin.formats.family_text import cells, text_of
from rarekin.formats.linkage import HEADINGS, is_made_ped
from rarekin.formats.table_words import DEAD, FLAGS, column_of, folded
from rarekin.model.case import ParentalOrigin, State
from rarekin.model.person import MOST_IN_ONE, GeneticTest, Person, Phenotype, TestResult
from rarekin.model.sentences import sentence

_PLAIN = ("family", "id", "father", "mother", "sex", "affected")
_SIGNS = ("has:", "age of ")  # a column for each disease: its state, its age
_TESTS = {"positive": TestResult.POSITIVE, "negative": TestResult.NEGATIVE}
_TESTS |= {"heterozygous": TestResult.HETEROZYGOUS, "homozygous": TestResult.HOMOZYGOUS}
_TESTS |= {"carrier": TestResult.HETEROZYGOUS, "unknown": TestResult.UNKNOWN}
_TESTS |= {"p": TestResult.POSITIVE, "n": TestResult.NEGATIVE}


def looks_like_ped(text: str) -> bool:
    """Tell whether text reads as a table of people.

    Examples
    --------
    >>> looks_like_ped("f1 a 0 0 1 2"), looks_like_ped('{"people": []}')
    (True, False)
    """
    start = "\n".join(text[:4096].splitlines()[:20])
    rows = [row for _, row in cells(start)[0] if not row[0].startswith("#") or _headings(row)]
    return bool(rows) and rows[0][0][:1] not in ("{", "[") and len(rows[0]) >= 4


def read_ped(data: bytes) -> Read:
    r"""Read the families of a table, with or without headings.

    Parameters
    ----------
    data
        Lines of family, person, father, mother, sex (1 male, 2 female) and phenotype (1 free
        of it, 2 affected, 0 or -9 unknown), or any columns below headings that name them;
        between them tabs, commas, semicolons or spaces.

    Returns
    -------
    families, issues
        In the order of the file, and everything that is wrong, all at once.

    Raises
    ------
    FormatError
        If there are no people.
    TooLarge
        If it is larger than 20 MB.

    Examples
    --------
    >>> (family,), _ = read_ped(b"f1 dad 0 0 1 1\nf1 mum 0 0 2 0\nf1 kid dad mum 1 2\n")
    >>> kid = family.person("kid")
    >>> kid.father, kid.phenotypes["affected"].state
    ('dad', <State.PRESENT: 'present'>)
    """
    text, noticed = text_of(data)
    rows, mark = cells(text)
    found = Gathering(list(noticed))
    if mark == "spaces" and "\t" in text:
        found.warning(
            "file",
            sentence("Tabs and spaces are mixed; we read both as the end of a column."),
            sentence("An empty column cannot be told then. Use tabs alone, or spaces alone."),
            "separators-mixed",
        )
    headings, raw = _below_headings(rows)
    rows = [(n, row) for n, row in raw if not row[0].startswith("#")]
    if headings == list(_PLAIN):
        _refuse_without_family([row for _, row in rows])
        if is_made_ped([row[: _until_note(row)] for _, row in rows]):
            headings = [name or f"?{n}" for n, name in enumerate(HEADINGS)]
            rows = [(n, row[: _until_note(row)]) for n, row in rows]
    rows = [(n, [_without_point(cell) for cell in row]) for n, row in rows]
    if "sex" in headings:
        rows = _hombres(rows, headings.index("sex"), found)
    for n_line, row in rows:
        _line(row, headings, f"line {n_line}", found)
    _tell_unread_diseases(headings, found)
    if not found.people:
        raise FormatError(
            sentence("No line of this file has the six columns of a PED file."),
            hint=sentence(
                "Write family, person, father, mother, sex, phenotype, with spaces between."
            ),
        )
    at = headings.index("affected") if "affected" in headings else len(headings)
    _check_codes([row[at] for _, row in rows if len(row) > at], found)
    return found.read()


def _without_point(cell: str) -> str:
    """Undo what a spreadsheet makes of whole numbers beside empty cells: ``1.0``."""
    return cell[:-2] if re.fullmatch(r"-?\d+\.0", cell) else cell


def _hombres(
    rows: list[tuple[int, list[str]]], at: int, found: Gathering
) -> list[tuple[int, list[str]]]:
    """Read H and M as *hombre* and *mujer*, where both are there and no F."""
    words = {row[at].strip().lower() for _, row in rows if len(row) > at}
    if not {"h", "m"} <= words or words & {"f", "w"}:
        return rows
    found.warning(
        "sex",
        sentence("H and M are read as male and female (hombre, mujer)."),
        sentence("Write M and F if that is wrong."),
        "sex-words",
    )
    return [
        (n, [*row[:at], "F", *row[at + 1 :]] if row[at : at + 1] in (["M"], ["m"]) else row)
        for n, row in rows
    ]


def _tell_unread_diseases(headings: Sequence[str], found: Gathering) -> None:
    """Warn where no column says who is ill, and others are not read: they may."""
    is_said = any(name == "affected" or name.startswith("has:") for name in headings)
    unread = [name[1:] for name in headings if name.startswith("?") and not name[1:].isdigit()]
    if not is_said and unread:
        found.warning(
            "headings",
            sentence("No column says who is ill. These are not read: %(columns)s.",
                     columns=", ".join(map(repr, unread[:8]))),
            sentence("Call a column affected, or one for each disease has:NAME, such as has:gout."),
            "no-disease",
        )  # fmt: skip


def _until_note(row: Sequence[str]) -> int:
    """Return where the note ``Ped: 1 Per: 2`` of a LINKAGE line begins."""
    return next((i for i, cell in enumerate(row) if cell in ("Ped:", "Per:")), len(row))


def _headings(row: Sequence[str]) -> list[str]:
    """Return what each column of a heading line is; empty where the line is none."""
    names = column_of(row)
    names = [_sign(cell) or name for cell, name in zip(row, names, strict=True)]
    is_one = {"id", "father", "mother"} <= set(names) and sum(map(bool, names)) >= 4
    if not is_one:
        return []
    return [name or f"?{cell}" for cell, name in zip(row, names, strict=True)]


def _sign(cell: str) -> str:
    """Read a heading such as ``has:MONDO:0008153``, whose second half is kept as it is."""
    sign = next((s for s in _SIGNS if cell.lower().startswith(s)), "")
    return sign + cell[len(sign) :].strip() if sign else ""


def _below_headings(
    rows: list[tuple[int, list[str]]],
) -> tuple[list[str], list[tuple[int, list[str]]]]:
    for i_row, (_, row) in enumerate(rows[:20]):
        headings = _headings([row[0].lstrip("#"), *row[1:]])
        if headings:
            return headings, rows[i_row + 1 :]
    return list(_PLAIN), rows


def _refuse_without_family(rows: Sequence[Sequence[str]]) -> None:
    first = [row[0] for row in rows]
    parents = {cell for row in rows for cell in row[1:3]} - {"0", "-9", "."}
    is_shifted = all(len(row) == 5 for row in rows) and len(set(first)) == len(first)
    if rows and is_shifted and parents & set(first):
        raise FormatError(
            sentence("The first column names the people, and no column names the family."),
            hint=sentence(
                "Write the family first: family, person, father, mother, sex, phenotype."
            ),
            where="column 1",
        )


def _check_codes(codes: Sequence[str], found: Gathering) -> None:
    if set(codes) == {"0", "1"} and codes:
        found.warning(
            "affected",
            sentence("Nobody has 2 here: with 0 and 1 alone, 1 is read as free of the disease."),
            sentence(
                "If 1 means affected in your file, write 2 for affected and 1 for free of it."
            ),
            "case-control",
        )


def _line(row: Sequence[str], headings: Sequence[str], where: str, found: Gathering) -> None:
    least = 5 if headings[:6] == list(_PLAIN) else max(2, headings.index("id") + 1)
    if len(row) < least:
        found.error(
            where,
            sentence("This line has %(n)s columns; a PED line has six.", n=len(row)),
            sentence("Write family, person, father, mother, sex, phenotype."),
        )
        return
    cell = {name: row[i] for i, name in enumerate(headings) if i < len(row)}
    if not cell["id"]:
        found.error(
            where, sentence("This line names no person."), sentence("Give every person an id.")
        )
        return
    for name, value in cell.items():
        is_pointer = name.startswith("?") and name[1:].isdigit()
        if name.startswith("?") and not is_pointer and value not in ("", ".", "0"):
            found.leave_out(sentence("the column %(name)s", name=repr(name[1:])), where)
    found.add(cell.get("family") or "family", _person(cell, where, found))


def _flag(cell: Mapping[str, str], name: str, where: str, found: Gathering) -> bool:
    word = folded(cell.get(name, ""))
    told = FLAGS.get(word, DEAD.get(word) if name == "deceased" else None)
    if told:
        return True
    if told is None:
        found.warning(
            where,
            sentence("%(name)s is %(word)s.", name=name, word=f"{word!r:.22}"),
            sentence("Write yes or no; we read it as no."),
        )
    return False


def _person(cell: Mapping[str, str], where: str, found: Gathering) -> Person:
    age_text = cell.get("onset", "")
    onset = found.number(age_text, where, sentence("age at onset")) if age_text else None
    age = cell.get("age", "")
    twin = id_or_none(cell.get("twin", ""))
    return Person(
        id=cell["id"],
        sex=found.sex(cell.get("sex", ""), where),
        father=id_or_none(cell.get("father")),
        mother=id_or_none(cell.get("mother")),
        phenotypes=said(found.state(cell.get("affected", ""), where), onset)
        | _named_diseases(cell, where, found),
        age_years=found.number(age, where, sentence("age")) if age else None,
        deceased=_flag(cell, "deceased", where, found),
        proband=_flag(cell, "proband", where, found) or cell.get("linkage-proband") == "1",
        unborn=_flag(cell, "unborn", where, found),
        label=cell.get("label", ""),
        twin_group=twin or "",
        consultand=_flag(cell, "consultand", where, found),
        birth_group=id_or_none(cell.get("birth_group")) or "",
        fraternal=_flag(cell, "fraternal", where, found),
        loss=_word(cell, "loss"),
        gender=_word(cell, "gender"),
        adopted=_word(cell, "adopted"),
        role=_word(cell, "role"),
        carried_by=id_or_none(cell.get("carried_by")),
        raised_by=tuple(filter(None, re.split(r"\s*\+\s*", cell.get("raised_by", "").strip()))),
        tests=_tests(cell, where, found),
        number=_number(cell, where, found),
    )


def _number(cell: Mapping[str, str], where: str, found: Gathering) -> int:
    """Read how many people a line stands for: n where nobody knows."""
    word = cell.get("number", "").strip().lower()
    if word in ("n", "?"):
        return 0
    if word and not (word.isdigit() and int(word) <= MOST_IN_ONE):
        found.error(
            where,
            sentence("A line cannot stand for %(word)s people.", word=f"{word!r:.22}"),
            sentence("Write a whole number up to %(n)s, or n.", n=MOST_IN_ONE),
        )
    return int(word) if word.isdigit() and 0 < int(word) <= MOST_IN_ONE else 1


def _word(cell: Mapping[str, str], name: str) -> str:
    return id_or_none(cell.get(name, "").strip().lower()) or ""


def _named_diseases(cell: Mapping[str, str], where: str, found: Gathering) -> dict[str, Phenotype]:
    made = {}
    for name, value in cell.items():
        if name.startswith("has:") and value:
            key = name.removeprefix("has:").strip()
            age = cell.get(f"age of {key}", "")
            years = (
                found.number(age, where, sentence("age at onset of %(disease)s", disease=key))
                if age
                else None
            )
            made[key] = Phenotype(found.state(value, where), years)
    return made


def _tests(cell: Mapping[str, str], where: str, found: Gathering) -> tuple[GeneticTest, ...]:
    word = cell.get("test", "").strip().lower()
    tests = []
    if word in _TESTS:
        tests.append(GeneticTest(_TESTS[word], origin=ParentalOrigin.UNKNOWN))
    elif word not in {"", ".", "0", "na", "-9"}:
        found.error(
            where,
            sentence("The test is %(word)s.", word=f"{word!r:.22}"),
            sentence("Write one of %(listed)s.", listed=", ".join(_TESTS)),
        )
    if "carrier" in cell and state_of(cell["carrier"]) is State.PRESENT:
        tests.append(GeneticTest(TestResult.HETEROZYGOUS))
    return tuple(tests)
