"""Take every source into the records that a release is made of: the one place that wires them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from rarekin.api.making.compiling import compile_arrays
from rarekin.api.making.fingerprint import fingerprint
from rarekin.api.making.inputs import (
    RawFiles,
    describe,
    describe_failed,
    gather,
    gather_sample,
    keep_incoming,
)
from rarekin.errors import SourceError
from rarekin.knowledge import folder
from rarekin.knowledge.build import build
from rarekin.knowledge.checks import check_fill, check_rows
from rarekin.knowledge.described import described
from rarekin.knowledge.doubts import leave_out_doubted
from rarekin.knowledge.former import read_former
from rarekin.knowledge.identity import join
from rarekin.knowledge.natural_history import natural_history
from rarekin.knowledge.records import Records
from rarekin.model.citations import SourceInfo
from rarekin.model.ontology import Ontology
from rarekin.sources.declaration import Declaration, parser_of

Progress = Callable[[str, float], None]


class Builder:
    """Sources, taken one after the other."""

    def __init__(
        self, home: Path, mirror: Path | None, *, samples: bool, accept_loss: bool, keep: int
    ) -> None:
        self._home = home
        self._mirror = mirror
        self._samples = samples
        self._keep = keep
        self._incoming_used: set[str] = set()
        self._former = read_former(home)
        self._accept_loss = accept_loss

    def build(
        self,
        chosen: Sequence[Declaration],
        problems: dict[str, str],
        tell: Progress,
        *,
        asked: bool,
    ) -> str:
        """Take the chosen sources and write the release."""
        records = Records()
        infos = []
        for i, source in enumerate(chosen):
            tell(f"reading {source.title}", 0.4 * i / len(chosen))
            problem = problems.get(source.name, "")
            infos.append(self._take(source, records, problem, asked=asked))
        tell("joining", 0.4)
        for source in chosen:
            if source.gives_way_to:
                records.give_way(source.name, source.gives_way_to)
            if source.only_listed:
                records.keep_listed(source.name)
        records.correct()
        leave_out_doubted(records)
        identity = join(records, {info.name: info.date for info in infos})
        ontology = Ontology.from_terms(t for t in records.terms if t.id.startswith("HP:"))
        records.facts.extend(described(records.cases, identity.canonical))
        records.facts.extend(natural_history(records.cases, identity.canonical, ontology))
        tell("compiling", 0.45)
        arrays = compile_arrays(records, identity, ontology)
        version = build(
            self._home,
            records,
            identity,
            ontology,
            arrays,
            infos,
            former=self._former,
            accept_loss=self._accept_loss,
            keep=self._keep,
            builder=fingerprint(self._home),
            progress=tell,
        )
        with folder.disk_trouble(self._home):
            keep_incoming(self._home, frozenset(self._incoming_used))
        return version

    def _take(
        self, source: Declaration, records: Records, problem: str, *, asked: bool
    ) -> SourceInfo:
        """Take the first place whose files hold what the source promises."""
        for raw in self._places(source):
            if isinstance(raw, SourceError):
                problem = f"{problem} {raw.message}".strip()
                continue
            trial = Records()
            try:
                counts = trial.add(source.name, parser_of(source.name)(raw.files))
                self._check(source, trial, counts)
            except SourceError as error:
                problem = f"{problem} {raw.place}: {error.message}".strip()
                continue
            records.merge(trial)
            if raw.place == "incoming":
                self._incoming_used.add(source.name)
            return describe(source, raw, counts, "kept" if problem else "fresh", problem)
        if source.default or asked:
            raise _unusable(source, problem)
        return describe_failed(source, problem)

    def _places(self, source: Declaration) -> Iterator[RawFiles | SourceError]:
        if self._samples:
            yield gather_sample(source)
        else:
            yield from gather(source, self._home, self._mirror)

    def _check(self, source: Declaration, trial: Records, counts: Mapping[str, int]) -> None:
        if self._samples:
            return
        expect = source.expect
        wrong = check_rows(
            source.name,
            counts,
            min_rows=expect.min_rows,
            former={} if self._accept_loss else self._former.rows.get(source.name, {}),
            max_drop=expect.max_drop,
        ) + check_fill(source.name, trial, expect.fill)
        if wrong:
            raise SourceError(
                " ".join(wrong),
                hint="The publisher's file may be cut short. Nothing was changed.",
                where=source.name,
            )


def _unusable(source: Declaration, problem: str) -> SourceError:
    return SourceError(
        f"The source {source.name} cannot be used. {problem or 'None of its files is here.'}",
        hint="Run 'rarekin knowledge sync', or name a mirror that has its files.",
        where=source.name,
    )
