"""The ``rank`` command: which diseases explain these findings?"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

import click

from rarekin.api.diseases.terms import Member, read_cases
from rarekin.api.ranking.alike import MOST, AlikeCases, cases_alike
from rarekin.api.ranking.batch_reading import part_of
from rarekin.api.ranking.rank import Filters, Ranking, rank_case
from rarekin.api.ranking.rank_cluster import rank_on_cluster
from rarekin.api.ranking.rank_lines import RankedLine, Wishes, rank_lines
from rarekin.api.ranking.rank_records import alike_record, ranking_record, unread_record
from rarekin.cli.rank_output import Table, write_alike, write_text
from rarekin.errors import FormatError, InputError
from rarekin.model.case import Case, Finding, State
from rarekin.model.identifiers import parse_curie
from rarekin.model.issues import Issue, IssueLevel

_FILE = click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path)
_STDIN = Path("-")
_RANGE = re.compile(r"([1-9][0-9]*)-([1-9][0-9]*)?")
_PACKED = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class _Wishes:
    top: int
    shape: str
    genes: bool
    explain: int | None
    quiet: bool
    filters: Filters
    alike: int = 0

    def alike_to(self, case: Case) -> AlikeCases | None:
        """Return the published patients most like a case, where that was asked for."""
        return cases_alike(case, most=self.alike) if self.alike else None


@dataclass(frozen=True, slots=True)
class _Work:
    score: bool
    processes: int
    part: str
    dask: str

    def lines(self, lines: IO[bytes]) -> Iterable[bytes]:
        if not self.part:
            return lines
        found = _RANGE.fullmatch(self.part.strip())
        if found is None:
            raise InputError(
                f"We got --lines {self.part[:40]!r}; we accept FIRST-LAST.",
                hint="For example --lines 1001-2000, or 1001- for the rest.",
            )
        return part_of(lines, int(found[1]), int(found[2]) if found[2] else None)


@click.command()
@click.argument("cases", nargs=-1, type=_FILE)
@click.option("--terms", default="", help="Findings instead of a file: HP:0001250,HP:0001263; "
              "a leading minus excludes one.")  # fmt: skip
@click.option("--jsonl", type=_FILE, help="Many cases: one phenopacket per line, also .gz.")
@click.option("--top", default=20, show_default=True, type=click.IntRange(1, 20_000),
              help="Diseases to show.")  # fmt: skip
@click.option("--json", "shape", flag_value="json", help="Write JSON Lines.")
@click.option("--tsv", "shape", flag_value="tsv", help="Write a table, tabs between columns.")
@click.option("--csv", "shape", flag_value="csv", help="Write a table, commas between columns.")
@click.option("--genes", is_flag=True, help="Also list each disease's genes, and rank genes.")
@click.option("--gene", multiple=True, help="Show only diseases of this gene; may be repeated.")
@click.option("--inheritance", multiple=True, help="Show only this mode, such as HP:0000007; "
              "diseases of which none is recorded stay.")  # fmt: skip
@click.option("--system", help="Show only diseases with a sign below an HPO heading, such as "
              "HP:0000707.")  # fmt: skip
@click.option("--onset", help="Show only diseases that can begin then, such as HP:0003593; those "
              "of which no age is recorded stay.")  # fmt: skip
@click.option("--alike", default=0, type=click.IntRange(0, MOST), metavar="N",
              help="Also show the N published patients most like this one.")  # fmt: skip
@click.option("--explain", type=click.IntRange(0, 1000),
              help="Give the reasons for so many diseases; 0 with --jsonl, else 20.")  # fmt: skip
@click.option("--quiet", is_flag=True, help="Write only the answer.")
@click.option("--score", is_flag=True, help="With --jsonl: say on stderr how often the disease "
              "a case names came 1st, in the first 3, in the first 10.")  # fmt: skip
@click.option("--processes", default=2, show_default=True, type=click.IntRange(1, 64),
              help="With --jsonl: work in so many processes.")  # fmt: skip
@click.option("--lines", "part", metavar="FIRST-LAST", default="",
              help="With --jsonl: only these lines, to share a file out.")  # fmt: skip
@click.option("--dask", default="", metavar="ADDRESS",
              help="With --jsonl: work on this Dask scheduler; 'local' starts one.")  # fmt: skip
def rank(
    cases: tuple[Path, ...],
    terms: str,
    jsonl: Path | None,
    top: int,
    shape: str | None,
    genes: bool,
    gene: tuple[str, ...],
    inheritance: tuple[str, ...],
    system: str | None,
    onset: str | None,
    alike: int,
    explain: int | None,
    quiet: bool,
    score: bool,
    processes: int,
    part: str,
    dask: str,
) -> None:
    """Rank every disease by how well it explains a person's findings.

    CASES are GA4GH Phenopackets, Families or Cohorts (JSON, YAML or protobuf), HL7 FHIR R4
    documents, Matchmaker Exchange patients, or what 'rarekin terms --json' wrote; - reads
    standard input. Nothing leaves this machine.

    Exits with 1 where nothing could be read.

    \b
    Examples:
      rarekin rank case.json --genes
      rarekin terms --json < letter.txt | rarekin rank -
      zcat cohort.jsonl.gz | rarekin rank --jsonl - --tsv --explain 3
    """
    if sum((bool(cases), bool(terms), jsonl is not None)) != 1:
        raise InputError(
            "We need one kind of input: phenopacket files, --terms or --jsonl.",
            hint="For example: rarekin rank --terms HP:0002514,HP:0000924",
        )
    filters = Filters(
        gene,
        tuple(map(parse_curie, inheritance)),
        parse_curie(system) if system else None,
        parse_curie(onset) if onset else None,
    )
    wishes = _Wishes(top, shape or "", genes, explain, quiet, filters, alike)
    if jsonl is not None and (filters or alike):
        raise InputError(
            "--gene, --inheritance, --system, --onset and --alike do not go with --jsonl.",
            hint="Filter the table of many cases afterwards, or rank them one by one.",
        )
    if jsonl is not None:
        _rank_lines(jsonl, wishes, _Work(score, processes, part, dask))
    else:
        _rank_cases([_case_of_terms(terms)] if terms else _members(cases), wishes)


def _table(wishes: _Wishes, reasons: bool) -> Table | None:
    if wishes.shape not in ("tsv", "csv"):
        return None
    separator = "\t" if wishes.shape == "tsv" else ","
    return Table(separator, genes=wishes.genes, reasons=reasons, quiet=wishes.quiet)


def _rank_cases(members: Iterator[Member] | list[Member], wishes: _Wishes) -> None:
    table = _table(wishes, reasons=bool(wishes.explain))
    errors: list[InputError] = []
    n_read = 0
    for member in members:
        if member.case is None:
            errors += [member.error] if member.error else []
            _write_unread(member, wishes)
            continue
        n_read += 1
        ranking = rank_case(
            member.case, top=wishes.top, filters=wishes.filters, in_full=wishes.genes
        )
        if wishes.shape == "":
            write_text(member.case, ranking, member.issues, genes=wishes.genes, quiet=wishes.quiet)
            write_alike(wishes.alike_to(member.case))
            continue
        _write_record(member.case, ranking, member.issues, wishes, table)
    _finish(errors, n_read, wishes)


def _write_record(
    case: Case,
    ranking: Ranking,
    issues: tuple[Issue, ...],
    wishes: _Wishes,
    table: Table | None,
) -> None:
    record = ranking_record(case, ranking, issues, genes=wishes.genes)
    alike = wishes.alike_to(case)
    if alike is not None:
        record["alike"] = alike_record(alike)
    if wishes.explain is not None:
        for disease in record["diseases"][wishes.explain :]:
            disease["contributions"] = []
    if table is not None:
        table.write(record)
    else:
        click.echo(json.dumps(record, ensure_ascii=False))


def _write_unread(member: Member, wishes: _Wishes) -> None:
    error = member.error
    if wishes.shape == "json" and error is not None:
        issue = Issue("case-unreadable", IssueLevel.ERROR, error.where, error.message, error.hint)
        click.echo(json.dumps(unread_record(issue), ensure_ascii=False))


def _finish(errors: list[InputError], n_read: int, wishes: _Wishes) -> None:
    """Say what could not be read; end with 1 where that was everything."""
    if len(errors) == 1 and not n_read and wishes.shape != "json":
        raise errors[0]
    for error in errors:
        click.echo(f"Error ({error.code}): {error.where}: {error.message} {error.hint}", err=True)
    if errors and not n_read:
        sys.exit(1)


def _members(paths: tuple[Path, ...]) -> Iterator[Member]:
    """Read every case of every file; a file that cannot be read does not stop the others."""
    for path in paths:
        name = "standard input" if path == _STDIN else str(path)
        try:
            data = sys.stdin.buffer.read() if path == _STDIN else path.read_bytes()
            members = read_cases(data)
        except InputError as error:
            members = (Member("", None, error=error),)
        for member in members:
            if member.error is not None:
                where = member.error.where
                member.error.where = f"{name}: {where}" if where else name
            yield member


def _case_of_terms(text: str) -> Member:
    findings = []
    for word in text.replace(",", " ").split():
        state = State.EXCLUDED if word.startswith("-") else State.PRESENT
        findings.append(Finding(parse_curie(word.lstrip("-")), state))
    return Member("", Case("terms", tuple(findings)))


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    with sys.stdin.buffer if path == _STDIN else path.open("rb") as raw:
        peek = getattr(raw, "peek", None)
        if path.suffix != ".gz" and (peek is None or peek(2)[:2] != _PACKED):
            yield raw
            return
        with gzip.open(raw) as unpacked:
            yield cast("IO[bytes]", unpacked)


def _rank_lines(path: Path, wishes: _Wishes, work: _Work) -> None:
    ranks: list[float] = []
    n_cases, n_unread = 0, 0
    explain = wishes.explain or 0
    table = _table(wishes, reasons=explain > 0)
    asked = Wishes(wishes.top, work.score, explain, wishes.genes)
    try:
        with _opened(path) as lines:
            for line in _ranked(work.lines(lines), asked, work):
                n_cases += 1
                n_unread += not line.is_read
                _write_line(line, table)
                if line.truth_rank is not None:
                    ranks.append(line.truth_rank)
    except (EOFError, gzip.BadGzipFile) as error:
        raise FormatError(
            f"{path} is damaged: {error}.", hint="Download or pack the file again."
        ) from error
    if work.score:
        click.echo(_score(ranks, n_cases), err=True)
    if n_unread and not wishes.quiet:
        click.echo(f"{n_unread} of {n_cases} cases could not be read; 'issues' says why.", err=True)
    if n_unread == n_cases:
        if not n_cases:
            click.echo(f"{path} holds no case.", err=True)
        sys.exit(1)


def _ranked(lines: Iterable[bytes], asked: Wishes, work: _Work) -> Iterator[RankedLine]:
    if work.dask:
        return rank_on_cluster(lines, work.dask, asked, processes=work.processes)
    return rank_lines(
        lines, top=asked.top, score=asked.score, processes=work.processes, explain=asked.explain,
        genes=asked.genes,
    )  # fmt: skip


def _write_line(line: RankedLine, table: Table | None) -> None:
    if table is None:
        sys.stdout.write(line.text + "\n")
    else:
        table.write(json.loads(line.text))


def _score(ranks: list[float], n_cases: int) -> str:
    if not ranks:
        return f"{n_cases} cases; none names a disease, so there is nothing to score."
    shares = "  ".join(f"top-{k} {sum(r <= k for r in ranks) / len(ranks):.3f}" for k in (1, 3, 10))
    return f"{n_cases} cases, {len(ranks)} with a known disease: {shares}"
