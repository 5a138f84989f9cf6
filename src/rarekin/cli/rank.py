"""The ``rank`` command: which diseases explain these findings?"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

import click

from rarekin.api.rank import Contribution, RankedDisease, Ranking, rank_case
from rarekin.api.rank_lines import issue_record, rank_lines
from rarekin.api.terms import read_case
from rarekin.errors import FormatError, InputError
from rarekin.model.case import Case, Finding, State
from rarekin.model.identifiers import parse_curie
from rarekin.model.issues import Issue

_CAUTION = "This is not a diagnosis. It says which described diseases fit the findings given."


@click.command()
@click.argument("cases", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--terms", default="", help="Findings instead of a file: HP:0001250,HP:0001263; "
              "a leading minus excludes one.")  # fmt: skip
@click.option("--jsonl", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="Many cases: one phenopacket per line, also .gz.")  # fmt: skip
@click.option("--top", default=20, show_default=True, type=click.IntRange(1, 20_000),
              help="Diseases to show.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Write JSON Lines.")
@click.option("--score", is_flag=True, help="With --jsonl: say on stderr how often the disease "
              "a case names came 1st, in the first 3, in the first 10.")  # fmt: skip
@click.option("--processes", default=2, show_default=True, type=click.IntRange(1, 64),
              help="With --jsonl: work in so many processes.")  # fmt: skip
def rank(
    cases: tuple[Path, ...],
    terms: str,
    jsonl: Path | None,
    top: int,
    as_json: bool,
    score: bool,
    processes: int,
) -> None:
    """Rank every disease by how well it explains a person's findings.

    CASES are GA4GH Phenopackets (JSON). Nothing leaves this machine.
    """
    if sum((bool(cases), bool(terms), jsonl is not None)) != 1:
        raise InputError(
            "We need one kind of input: phenopacket files, --terms or --jsonl.",
            hint="For example: rarekin rank --terms HP:0002514,HP:0000924",
        )
    if jsonl is not None:
        _rank_lines(jsonl, top, score, processes)
        return
    read = [_case_of_terms(terms)] if terms else [_case_of_file(path) for path in cases]
    for case, issues in read:
        ranking = rank_case(case, top=top)
        if as_json:
            click.echo(json.dumps(_record(case, ranking, issues), ensure_ascii=False))
        else:
            click.echo("\n".join(_lines(case, ranking, issues)))


def _case_of_file(path: Path) -> tuple[Case, tuple[Issue, ...]]:
    try:
        return read_case(path.read_bytes())
    except FormatError as error:
        error.where = f"{path}: {error.where}" if error.where else str(path)
        raise


def _case_of_terms(text: str) -> tuple[Case, tuple[Issue, ...]]:
    findings = []
    for word in text.replace(",", " ").split():
        state = State.EXCLUDED if word.startswith("-") else State.PRESENT
        findings.append(Finding(parse_curie(word.lstrip("-")), state))
    return Case("terms", tuple(findings)), ()


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    with path.open("rb") as raw:
        if path.suffix != ".gz":
            yield raw
            return
        with gzip.open(raw) as unpacked:
            yield cast("IO[bytes]", unpacked)


def _rank_lines(path: Path, top: int, score: bool, processes: int) -> None:
    ranks: list[float] = []
    n_cases = 0
    try:
        with _opened(path) as lines:
            for line in rank_lines(lines, top=top, score=score, processes=processes):
                n_cases += 1
                sys.stdout.write(line.text + "\n")
                if line.truth_rank is not None:
                    ranks.append(line.truth_rank)
    except (EOFError, gzip.BadGzipFile) as error:
        raise FormatError(
            f"{path} is damaged: {error}.", hint="Download or pack the file again."
        ) from error
    if score:
        click.echo(_score(ranks, n_cases), err=True)


def _score(ranks: list[float], n_cases: int) -> str:
    if not ranks:
        return f"{n_cases} cases; none names a disease, so there is nothing to score."
    shares = "  ".join(f"top-{k} {sum(r <= k for r in ranks) / len(ranks):.3f}" for k in (1, 3, 10))
    return f"{n_cases} cases, {len(ranks)} with a known disease: {shares}"


def _record(case: Case, ranking: Ranking, issues: tuple[Issue, ...]) -> dict[str, object]:
    return {
        "case": case.id,
        "release": ranking.release,
        "p_other": ranking.p_other,
        "diseases": [_disease_record(disease) for disease in ranking.diseases],
        "issues": [issue_record(issue) for issue in (*issues, *ranking.issues)],
    }


def _disease_record(disease: RankedDisease) -> dict[str, object]:
    return {
        "rank": disease.rank,
        "id": disease.id,
        "ids": disease.ids,
        "name": disease.name,
        "probability": disease.probability,
        "log_lr": disease.log_lr,
        "contributions": [_contribution_record(c) for c in disease.contributions],
    }


def _contribution_record(c: Contribution) -> dict[str, object]:
    return {
        "term": c.term,
        "label": c.label,
        "state": c.state.value,
        "log_lr": c.log_lr,
        "how": c.how,
        "via": c.via,
        "via_label": c.via_label,
        "frequency": c.frequency,
    }


def _lines(case: Case, ranking: Ranking, issues: tuple[Issue, ...]) -> Iterator[str]:
    yield f"{case.id}: {ranking.n_diseases} diseases compared, release {ranking.release}"
    for issue in (*issues, *ranking.issues):
        yield f"  ! {issue.message} {issue.hint}".rstrip()
    for disease in ranking.diseases:
        counted = [c.label for c in disease.contributions if c.state is State.PRESENT]
        strongest = f"  ({'; '.join(counted[:3])})" if counted else ""
        yield (
            f"{disease.rank:>4}  {disease.probability:>6.1%}  {disease.id:<14} "
            f"{disease.name}{strongest}"
        )
    if ranking.diseases:
        yield f"      {ranking.p_other:>6.1%}  none of the diseases compared"
    yield f"  {_CAUTION}"
