"""Read the lines of a batch: each holds one phenopacket, or a Family, a Cohort or an array."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from rarekin.api.diseases.terms import read_cases
from rarekin.api.ranking.rank import usable_findings
from rarekin.api.ranking.ranker import Ranker
from rarekin.errors import FormatError, InputError
from rarekin.formats.loose_json import decode_json
from rarekin.formats.phenopacket import MAX_BYTES
from rarekin.formats.plain_phenopacket import read_plain
from rarekin.model.case import Sex
from rarekin.model.issues import Issue, IssueLevel
from rarekin.rank.engine import finding_rows

_HINT = "Write one phenopacket per line, as UTF-8 JSON."
_LONGEST_LOOK = 1_000

Numbered = tuple[int, bytes]
"""A line and its number, counted from 1."""


@dataclass(frozen=True, slots=True)
class ReadLine:
    """One case of a batch.

    Attributes
    ----------
    id
        Of the case; empty where it could not be read.
    rows
        Profile rows of its present findings.
    sex
        Where known.
    truth
        Ids of the diseases it is known to have.
    issues
        Each with its line.
    is_read
        False where the line holds no case.
    present, excluded
        Ontology indices of the findings, where they were asked for.
    """

    id: str
    rows: list[int]
    sex: Sex
    truth: tuple[str, ...]
    issues: tuple[Issue, ...]
    is_read: bool = True
    present: tuple[int, ...] = ()
    excluded: tuple[int, ...] = ()


class LineReader:
    """Reads lines with one release.

    Parameters
    ----------
    engine
        The release, opened for ranking.
    has_terms
        Also keep the findings themselves.
    """

    def __init__(self, engine: Ranker, *, has_terms: bool = False) -> None:
        self._engine = engine
        self._has_terms = has_terms
        rows = engine.profiles.row_of.tolist()
        findings = engine.ontology.findings
        self._row: dict[str, int] = {
            id_: rows[i] for id_, i in engine.ontology.index_of.items() if id_ in findings
        }

    def read(self, n_line: int, data: bytes) -> list[ReadLine]:
        """Read the cases of a line; what cannot be read becomes an issue of an empty case."""
        where = f"line {n_line}"
        try:
            record = decode_json(data, MAX_BYTES, _HINT)
            plain = None if self._has_terms else read_plain(record, self._row)
            if plain is not None:
                rows = list(dict.fromkeys([self._row[t] for t in plain.present]))
                issues = tuple([_placed(issue, where) for issue in plain.issues])
                return [ReadLine(plain.id, rows, plain.sex, plain.diseases, issues)]
            return list(self._members(record, where))
        except InputError as error:
            return [_unreadable(error, where)]

    def _members(self, record: Any, where: str) -> Iterator[ReadLine]:
        for member in read_cases(record):
            if member.case is None:
                error = member.error or FormatError("No case could be read.", hint=_HINT)
                yield _unreadable(error, where)
                continue
            case = member.case
            present, excluded, more = usable_findings(self._engine, case)
            rows = finding_rows(self._engine.profiles, present)
            yield ReadLine(
                case.id, rows, case.sex, case.diseases,
                tuple([_placed(i, where) for i in (*member.issues, *more)]),
                present=tuple(present), excluded=tuple(excluded),
            )  # fmt: skip


def _placed(issue: Issue, where: str) -> Issue:
    return replace(issue, where=where if issue.where in ("", "$") else f"{where}, {issue.where}")


def _unreadable(error: InputError, where: str) -> ReadLine:
    place = error.where.removeprefix("line 1, ")
    issue = Issue("case-unreadable", IssueLevel.ERROR, place, error.message, error.hint)
    return ReadLine("", [], Sex.UNKNOWN, (), (_placed(issue, where),), is_read=False)


def part_of(lines: Iterable[bytes], first: int, last: int | None) -> Iterator[bytes]:
    r"""Keep a range of lines; what stands before is empty, so that numbers stay those of the file.

    Parameters
    ----------
    lines
        Of a file.
    first, last
        Numbers from 1, both included; None for the end of the file.

    Yields
    ------
    line
        Empty outside the range.

    Examples
    --------
    >>> list(numbered(part_of([b"{}\n", b"[]\n", b"[]\n"], 2, 2)))
    [(2, b'[]\n')]
    """
    for number, line in enumerate(lines, start=1):
        if last is not None and number > last:
            return
        yield line if number >= first else b""


def numbered(lines: Iterable[bytes]) -> Iterator[Numbered]:
    r"""Give the lines of a batch their numbers and leave out empty ones.

    Parameters
    ----------
    lines
        As a file yields them.

    Yields
    ------
    numbered
        Pairs of number and line.

    Raises
    ------
    FormatError
        If the file is no batch but one indented document, or of a kind we can name.

    Examples
    --------
    >>> list(numbered([b"{}\n", b"\n", b"[]"]))
    [(1, b'{}\n'), (3, b'[]')]
    """
    full = ((n, line) for n, line in enumerate(lines, start=1) if line.strip())
    first = next(full, None)
    if first is None:
        return
    seen = [first]
    if not _stands_alone(first[1]):
        for one in full:
            seen.append(one)
            if len(seen) >= _LONGEST_LOOK or _stands_alone(one[1]):
                break
        _require_lines(seen)
    yield from chain(seen, full)


def _stands_alone(line: bytes) -> bool:
    try:
        return isinstance(decode_json(line, MAX_BYTES, _HINT), dict | list)
    except InputError:
        return False


def _require_lines(seen: list[Numbered]) -> None:
    """Refuse what begins with lines of which none can be read by itself."""
    text = b"".join(line if line.endswith(b"\n") else line + b"\n" for _, line in seen)
    has_case = _stands_alone(seen[-1][1])
    where = f"line {seen[0][0]}"
    try:
        decode_json(text, len(text), _HINT)
        is_one = len(seen) > 1
    except InputError as error:
        if error.message.endswith("; we read JSON.") and not has_case:
            error.where = where
            raise
        is_one = _is_opened(seen, has_case)
    if is_one:
        raise FormatError(
            "The file does not hold one case per line: it is one indented document.",
            hint="Give it as a file of its own: rarekin rank FILE.",
            where=where,
        )


def _is_opened(seen: list[Numbered], has_case: bool) -> bool:
    first = seen[0][1].strip().removeprefix(b"\xef\xbb\xbf").strip()
    if len(seen) < 2 or first not in (b"{", b"[", b"[{"):
        return False
    return not has_case or seen[1][1].rstrip().endswith(b",")
