"""Rank many cases at once: JSON Lines of phenopackets in, JSON Lines of rankings out."""

from __future__ import annotations

import gc
import json
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from rarekin.api import release as releases
from rarekin.api.rank import Ranker, ranker, usable_findings
from rarekin.api.terms import read_case
from rarekin.errors import FormatError, InputError
from rarekin.model.case import Sex
from rarekin.model.identifiers import Curie
from rarekin.model.issues import Issue, IssueLevel
from rarekin.rank.engine import finding_rows

_LINES_A_TASK = 100
_SEX = {"FEMALE": Sex.FEMALE, "MALE": Sex.MALE}
_QUICK_SEXES = {*_SEX, "UNKNOWN_SEX", "OTHER_SEX", ""}
_DISEASE = '{"rank":%d,%%s,"probability":%%.6g,"log_lr":%%.5g}'
_PLAIN_ID = re.compile(r"[^\s\ud800-\udfff](?:[^\ud800-\udfff]{0,198}[^\s\ud800-\udfff])?")
_dump = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class RankedLine:
    """One case's ranking, written.

    Attributes
    ----------
    text
        A JSON object without a line break: ``case``, ``release``, ``p_other``, ``diseases``
        (``rank``, ``id``, ``ids``, ``name``, ``probability``, ``log_lr``) and ``issues``.
    truth_rank
        Rank of the case's known disease among all, ties counted half; None where the case
        names none, infinite where it was not ranked.
    """

    text: str
    truth_rank: float | None


@dataclass(frozen=True, slots=True)
class _Read:
    id: str
    rows: list[int]
    sex: Sex
    truth: tuple[str, ...]
    issues: tuple[Issue, ...]


class _Writer:
    """Ranks and writes the cases of one process, with one release."""

    def __init__(self, engine: Ranker, top: int, score: bool) -> None:
        self._engine = engine
        self._top = top
        self._score = score
        self._fragments: dict[int, str] = {}
        n_written = min(top, len(engine.ids))
        self._diseases = ",".join([_DISEASE % rank for rank in range(1, n_written + 1)])
        index_of, row_of = engine.ontology.index_of, engine.profiles.row_of
        rows = row_of.tolist()
        self._row = {id_: rows[i] for id_, i in index_of.items() if rows[i] >= 0}
        self._release = _dump(engine.version)
        self._truth: dict[str, int] = {}
        if score:
            for i, id_ in enumerate(engine.ids):
                self._truth |= dict.fromkeys((id_, *engine.source_ids(i)), i)

    def line(self, data: bytes) -> RankedLine:
        """Rank one phenopacket; what cannot be read becomes an issue."""
        try:
            case = self._read(data)
        except InputError as error:
            issue = Issue(
                "case-unreadable", IssueLevel.ERROR, error.where, error.message, error.hint
            )
            case = _Read("", [], Sex.UNKNOWN, (), (issue,))
        if not case.rows:
            return RankedLine(self._text(case, "", 1.0), float("inf") if case.truth else None)
        order, log_lr, p_disease, p_other = self._engine.score(case.rows, case.sex, self._top)
        fragments = self._fragments
        values: list[str | float] = [0.0] * (3 * len(order))
        values[0::3] = [fragments.get(i) or self._fragment(i) for i in order]
        values[1::3] = p_disease[order].tolist()
        values[2::3] = log_lr[order].tolist()
        diseases = self._diseases % tuple(values)
        return RankedLine(self._text(case, diseases, p_other), self._truth_rank(case, log_lr))

    def _read(self, data: bytes) -> _Read:
        try:
            record = json.loads(data)
        except (ValueError, RecursionError) as error:
            raise FormatError(
                f"This line is not JSON: {str(error)[:120]}.",
                hint="Write one phenopacket per line, as UTF-8 JSON.",
            ) from error
        return self._read_quickly(record) or self._read_fully(record)

    def _read_quickly(self, record: Any) -> _Read | None:
        """Read a phenopacket that is as expected all through; None for every other one."""
        try:
            states: dict[str, bool] = {}
            for feature in record["phenotypicFeatures"]:
                term = feature["type"]["id"]
                excluded = feature.get("excluded", False)
                if term not in self._row or states.setdefault(term, excluded) is not excluded:
                    return None
            sex = record.get("subject", {}).get("sex", "")
            diseases = [d["term"]["id"] for d in record.get("diseases", ())]
            diseases += [i["diagnosis"]["disease"]["id"] for i in record.get("interpretations", ())]
            id_ = record["id"]
        except (KeyError, TypeError, AttributeError):
            return None
        rows = [self._row[Curie(t)] for t, excluded in states.items() if excluded is False]
        if not rows or sex not in _QUICK_SEXES:
            return None
        if not (isinstance(id_, str) and _PLAIN_ID.fullmatch(id_)):
            return None
        rows = list(dict.fromkeys(rows))
        return _Read(id_, rows, _SEX.get(sex, Sex.UNKNOWN), tuple(diseases), ())

    def _read_fully(self, data: bytes | Mapping[str, object]) -> _Read:
        case, issues = read_case(data)
        present, _, more = usable_findings(self._engine, case)
        rows = finding_rows(self._engine.profiles, present)
        return _Read(case.id, rows, case.sex, case.diseases, (*issues, *more))

    def _fragment(self, i_disease: int) -> str:
        engine = self._engine
        text = self._fragments[i_disease] = _dump(
            {
                "id": engine.ids[i_disease],
                "ids": engine.source_ids(i_disease),
                "name": engine.name(i_disease),
            }
        )[1:-1]
        return text

    def _text(self, case: _Read, diseases: str, p_other: float) -> str:
        issues = _dump([issue_record(issue) for issue in case.issues]) if case.issues else "[]"
        return (
            f'{{"case":{_dump(case.id)},"release":{self._release},"p_other":{p_other:.6g},'
            f'"diseases":[{diseases}],"issues":{issues}}}'
        )

    def _truth_rank(self, case: _Read, log_lr: Any) -> float | None:
        if not self._score or not case.truth:
            return None
        ranks = [
            1 + float((log_lr > s).sum()) + (float((log_lr == s).sum()) - 1) / 2
            for s in [log_lr[self._truth[d]] for d in case.truth if d in self._truth]
        ]
        return min(ranks, default=float("inf"))


def issue_record(issue: Issue) -> dict[str, str]:
    """Return an issue as it is written in JSON.

    Parameters
    ----------
    issue
        Any.

    Returns
    -------
    record
        Its fields.
    """
    return {
        "code": issue.code,
        "level": issue.level.value,
        "where": issue.where,
        "message": issue.message,
        "hint": issue.hint,
    }


def rank_lines(
    lines: Iterable[bytes], *, top: int = 20, score: bool = False, processes: int = 1
) -> Iterator[RankedLine]:
    """Rank one phenopacket per line, in order.

    Parameters
    ----------
    lines
        JSON, one case each; empty lines are skipped. A line that cannot be read yields an
        empty ranking with an issue.
    top
        How many diseases to write per case.
    score
        Also find the rank of the disease the case names.
    processes
        Number of processes; 1 works in this one.

    Yields
    ------
    ranked
        One per case.

    Raises
    ------
    InputError
        If ``top`` or ``processes`` is less than 1.
    NoRelease
        If no knowledge release has been built.
    """
    if top < 1 or processes < 1:
        raise InputError(
            f"We got top={top} and processes={processes}; both must be 1 or more.",
            hint="Leave them out to take 20 diseases and one process.",
        )
    full = (line for line in lines if line.strip())
    engine = ranker()  # opened before the processes start, so that they share it
    if processes == 1:
        writer = _Writer(engine, top, score)
        yield from map(writer.line, full)
        return
    start = (releases.current().path, top, score)
    with ProcessPoolExecutor(processes, initializer=_start, initargs=start) as pool:
        waiting: deque[Future[_Done]] = deque()
        while chunk := list(islice(full, _LINES_A_TASK)):
            waiting.append(pool.submit(_work, chunk))
            if len(waiting) > 4 * processes:
                yield from _lines_of(waiting.popleft().result())
        for future in waiting:
            yield from _lines_of(future.result())


_Done = tuple[str, list[float | None]]
_line: list[Callable[[bytes], RankedLine]] = []
_kept = ExitStack()


def _start(path: Path, top: int, score: bool) -> None:
    _kept.enter_context(releases.use_release(path))
    gc.disable()  # a ranking makes no cycles, and the release is too large to search for them
    _line[:] = [_Writer(ranker(), top, score).line]


def _work(lines: list[bytes]) -> _Done:
    # One string crosses between processes far quicker than hundreds of objects.
    done = [_line[0](line) for line in lines]
    return "\n".join([line.text for line in done]), [line.truth_rank for line in done]


def _lines_of(done: _Done) -> Iterator[RankedLine]:
    return map(RankedLine, done[0].split("\n"), done[1])
