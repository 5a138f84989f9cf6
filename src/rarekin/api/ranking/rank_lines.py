"""Rank many cases at once: JSON Lines of phenopackets in, JSON Lines of rankings out."""

from __future__ import annotations

import gc
import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

from rarekin.api.making import release as releases
from rarekin.api.ranking.batch_reading import LineReader, Numbered, ReadLine, numbered
from rarekin.api.ranking.rank import contributions
from rarekin.api.ranking.rank_records import contribution_record, disease_genes, issue_record
from rarekin.api.ranking.ranker import Ranker, ranker
from rarekin.errors import InputError
from rarekin.rank.judge import Verdict

_LINES_A_TASK = 100
Done = tuple[str, list[float | None], list[bool]]
"""Of one task: its lines as one text, the ranks of known diseases, and which could be read."""
_DISEASE = '{"rank":%d,%%s,"probability":%%.6g,"log_lr":%%.5g}'
_dump = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Pending(Protocol):
    """A task that was handed out."""

    def result(self) -> Done:
        """Wait for what it gives."""
        ...


@dataclass(frozen=True, slots=True)
class RankedLine:
    """One case's ranking, written.

    Attributes
    ----------
    text
        A JSON object without a line break: ``case``, ``release``, ``p_other``, ``diseases``
        (``rank``, ``id``, ``ids``, ``name``, ``probability``, ``log_lr``) and ``issues``;
        ``p_other`` is null where nothing was ranked.
    truth_rank
        Rank of the case's known disease among all, ties counted half; None where the case
        names none, infinite where it was not ranked.
    is_read
        False where no case could be read.
    """

    text: str
    truth_rank: float | None
    is_read: bool = True


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is written for each case: see `rank_lines`."""

    top: int
    score: bool
    explain: int
    genes: bool


class _Writer:
    """Ranks and writes the cases of one process, with one release."""

    def __init__(self, engine: Ranker, wishes: Wishes) -> None:
        self._engine = engine
        self._top = wishes.top
        self._wishes = wishes
        self._fragments: dict[int, str] = {}
        n_written = min(wishes.top, len(engine.ids))
        self._diseases = ",".join([_DISEASE % rank for rank in range(1, n_written + 1)])
        self._reader = LineReader(engine, has_terms=wishes.explain > 0)
        self._release = _dump(engine.version)
        self._truth: dict[str, int] = {}
        if wishes.score:
            for i, id_ in enumerate(engine.ids):
                self._truth |= dict.fromkeys((id_, *engine.source_ids(i)), i)

    def lines(self, n_line: int, data: bytes) -> list[RankedLine]:
        """Rank the cases of one line; what cannot be read becomes an issue."""
        return [self._line(case) for case in self._reader.read(n_line, data)]

    def _line(self, case: ReadLine) -> RankedLine:
        if not case.rows:
            missed = float("inf") if case.truth else None
            return RankedLine(self._text(case, "", "null"), missed, case.is_read)
        order, verdict = self._engine.score(case.rows, case.sex, self._top)
        fragments = self._fragments
        values: list[str | float] = [0.0] * (3 * len(order))
        values[0::3] = [fragments.get(i) or self._fragment(i) for i in order]
        values[1::3] = verdict.p_disease[order].tolist()
        values[2::3] = verdict.log_lr[order].tolist()
        diseases = self._diseases % tuple(values)
        if self._wishes.explain:
            diseases = self._explained(case, order, diseases, verdict)
        text = self._text(case, diseases, f"{verdict.p_other:.6g}")
        return RankedLine(text, self._truth_rank(case, verdict.log_lr))

    def _explained(self, case: ReadLine, order: list[int], diseases: str, verdict: Verdict) -> str:
        """Put the reasons of the first diseases into what is written."""
        records = json.loads(f"[{diseases}]")
        first = order[: self._wishes.explain]
        reasons = contributions(self._engine, case.present, case.excluded, case.sex, first, verdict)
        for record, parts in zip(records, reasons, strict=False):
            record["contributions"] = [contribution_record(c) for c in parts]
        return _dump(records)[1:-1]

    def _fragment(self, i_disease: int) -> str:
        engine = self._engine
        id_ = engine.ids[i_disease]
        record: dict[str, object] = {
            "id": id_,
            "ids": engine.source_ids(i_disease),
            "name": engine.name(i_disease),
        }
        if self._wishes.genes:
            record["genes"] = disease_genes(id_)
        text = self._fragments[i_disease] = _dump(record)[1:-1]
        return text

    def _text(self, case: ReadLine, diseases: str, p_other: str) -> str:
        issues = _dump([issue_record(issue) for issue in case.issues]) if case.issues else "[]"
        return (
            f'{{"case":{_dump(case.id)},"release":{self._release},"p_other":{p_other},'
            f'"diseases":[{diseases}],"issues":{issues}}}'
        )

    def _truth_rank(self, case: ReadLine, log_lr: Any) -> float | None:
        if not self._wishes.score or not case.truth:
            return None
        ranks = [
            1 + float((log_lr > s).sum()) + (float((log_lr == s).sum()) - 1) / 2
            for s in [log_lr[self._truth[d]] for d in case.truth if d in self._truth]
        ]
        return min(ranks, default=float("inf"))


def rank_lines(
    lines: Iterable[bytes],
    *,
    top: int = 20,
    score: bool = False,
    processes: int = 1,
    explain: int = 0,
    genes: bool = False,
) -> Iterator[RankedLine]:
    """Rank the cases of each line, in order.

    Parameters
    ----------
    lines
        JSON, a phenopacket each, or a GA4GH Family, Cohort or array, of which each member is
        ranked; empty lines are skipped. What cannot be read yields an empty ranking with an
        issue that names the line.
    top
        How many diseases to write per case.
    score
        Also find the rank of the disease the case names.
    processes
        Number of processes; 1 works in this one.
    explain
        Give the reasons for so many diseases of each case; this takes several times longer.
    genes
        Also list each disease's genes.

    Yields
    ------
    ranked
        One per case.

    Raises
    ------
    InputError
        If ``top`` or ``processes`` is less than 1, or the lines are one indented document.
    NoRelease
        If no knowledge release has been built.
    """
    if top < 1 or processes < 1:
        raise InputError(
            f"We got top={top} and processes={processes}; both must be 1 or more.",
            hint="Leave them out to take 20 diseases and one process.",
        )
    full = numbered(lines)
    wishes = Wishes(top, score, explain, genes)
    engine = ranker()  # opened before the processes start, so that they share it
    if processes == 1:
        writer = _Writer(engine, wishes)
        for n_line, line in full:
            yield from writer.lines(n_line, line)
        return
    given = (releases.current().path, wishes)
    with ProcessPoolExecutor(processes, initializer=start, initargs=given) as pool:
        yield from spread(full, lambda chunk: pool.submit(work, chunk), 4 * processes)


def spread(
    lines: Iterator[Numbered],
    submit: Callable[[list[Numbered]], Pending],
    most_waiting: int,
    lines_a_task: int = _LINES_A_TASK,
) -> Iterator[RankedLine]:
    """Hand lines out in tasks, and give what comes back in the order of the lines.

    Parameters
    ----------
    lines
        Read only as far as tasks can be handed out.
    submit
        Hands one task out.
    most_waiting
        So many tasks are out at a time.
    lines_a_task
        How many lines go together.

    Yields
    ------
    ranked
        One per case.
    """
    waiting: deque[Pending] = deque()
    while chunk := list(islice(lines, lines_a_task)):
        waiting.append(submit(chunk))
        if len(waiting) > most_waiting:
            yield from _lines_of(waiting.popleft().result())
    for pending in waiting:
        yield from _lines_of(pending.result())


_lines: list[Callable[[int, bytes], list[RankedLine]]] = []
_kept = ExitStack()


def start(path: Path, wishes: Wishes) -> None:
    """Open a release for ranking in this process."""
    _kept.close()
    _kept.enter_context(releases.use_release(path))
    gc.disable()  # a ranking makes no cycles, and the release is too large to search for them
    _lines[:] = [_Writer(ranker(), wishes).lines]


def work(lines: list[Numbered]) -> Done:
    """Rank the lines of one task."""
    # One string crosses between processes far quicker than hundreds of objects.
    done = [ranked for n_line, line in lines for ranked in _lines[0](n_line, line)]
    text = "\n".join([line.text for line in done])
    return text, [line.truth_rank for line in done], [line.is_read for line in done]


def _lines_of(done: Done) -> Iterator[RankedLine]:
    return map(RankedLine, done[0].split("\n"), done[1], done[2])
