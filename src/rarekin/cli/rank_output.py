"""How the ``rank`` command writes: for reading, as JSON Lines, as a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any

import click

from rarekin.api.ranking.rank import Ranking
from rarekin.api.ranking.rank_records import ranking_record
from rarekin.model.case import Case, State
from rarekin.model.issues import Issue

_CAUTION = "This is not a diagnosis. It says which described diseases fit the findings given."
_COLUMNS = ("case", "rank", "id", "name", "probability", "log_lr")


class Table:
    """Writes one row per case and disease.

    Parameters
    ----------
    separator
        A tab or a comma.
    genes, reasons
        Whether these columns are wanted.
    quiet
        Do not say what could not be used.
    """

    def __init__(self, separator: str, *, genes: bool, reasons: bool, quiet: bool) -> None:
        self._quiet = quiet
        self._separator = separator
        extra = (("genes",) if genes else ()) + (("reasons",) if reasons else ())
        self._columns = (*_COLUMNS, *extra)
        self._is_started = False

    def write(self, record: Mapping[str, Any]) -> None:
        """Write the rows of a case; what could not be used goes to standard error."""
        text = io.StringIO()
        table = csv.writer(text, delimiter=self._separator, lineterminator="\n")
        if not self._is_started:
            table.writerow(self._columns)
            self._is_started = True
        for disease in record["diseases"]:
            row = {"case": record["case"]} | disease
            row["genes"] = " ".join(disease.get("genes", ()))
            row["reasons"] = "; ".join(_reasons(disease.get("contributions", ())))
            table.writerow([_cell(row[name]) for name in self._columns])
        click.echo(text.getvalue(), nl=False)
        for issue in () if self._quiet else record["issues"]:
            said = f"{issue['where']}: {issue['message']} {issue['hint']}".rstrip()
            click.echo(f"{issue['level']}: {record['case']}: {said}", err=True)


def _cell(value: object) -> object:
    """Return what a cell shows; a spreadsheet would run what starts like a formula."""
    if isinstance(value, float):
        return f"{value:.6g}"
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@\t" and value else value


def _reasons(contributions: Any) -> Iterator[str]:
    for c in contributions:
        if c["state"] == State.PRESENT.value:
            yield f"{c['label']} ({c['log_lr']:+.2f})"


def write_text(
    case: Case, ranking: Ranking, issues: tuple[Issue, ...], *, genes: bool, quiet: bool
) -> None:
    """Write a ranking for reading.

    Parameters
    ----------
    case, ranking, issues
        Whose, what, and what reading the case found.
    genes
        Also show each disease's genes.
    quiet
        Only the diseases.
    """
    record = ranking_record(case, ranking, issues, genes=genes)
    if not quiet:
        click.echo(f"{case.id}: {ranking.n_diseases} diseases compared, release {ranking.release}")
        for issue in record["issues"]:
            click.echo(f"  ! {issue['message']} {issue['hint']}".rstrip())
    for disease in record["diseases"]:
        click.echo(_line(disease))
    if ranking.p_hidden and not quiet:
        click.echo(f"      {ranking.p_hidden:>6.1%}  hidden by the filters")
    for gene in ranking.genes:
        click.echo(f"gene  {gene.probability:>6.1%}  {gene.symbol:<14} {'; '.join(gene.diseases)}")
    if ranking.p_other is not None and not quiet:
        click.echo(f"      {ranking.p_other:>6.1%}  none of the diseases compared")
    if not quiet:
        click.echo(f"  {_CAUTION}")


def _line(disease: Mapping[str, Any]) -> str:
    counted = [c["label"] for c in disease["contributions"] if c["state"] == State.PRESENT.value]
    strongest = f"  ({'; '.join(counted[:3])})" if counted else ""
    genes = f"  [{' '.join(disease['genes'])}]" if disease.get("genes") else ""
    return (
        f"{disease['rank']:>4}  {disease['probability']:>6.1%}  {disease['id']:<14} "
        f"{disease['name']}{genes}{strongest}"
    )
