"""How the ``rank`` command writes: for reading, as JSON Lines, as a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any

import click

from rarekin.api.ranking.alike import AlikeCases
from rarekin.api.ranking.rank import Ranking
from rarekin.api.ranking.rank_records import ranking_record
from rarekin.api.ranking.ranking import ToldApart
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
    if quiet:
        _write_genes(ranking)
        return
    if ranking.p_hidden:
        click.echo(f"      {ranking.p_hidden:>6.1%}  hidden by the filters")
    _write_apart(ranking)
    _write_genes(ranking)
    if ranking.p_other is not None:
        click.echo(f"      {ranking.p_other:>6.1%}  none of the diseases compared")
    click.echo(f"  {_CAUTION}")


def _write_genes(ranking: Ranking) -> None:
    for gene in ranking.genes:
        click.echo(f"gene  {gene.probability:>6.1%}  {gene.symbol:<14} {'; '.join(gene.diseases)}")


def _write_apart(ranking: Ranking) -> None:
    """Write what tells the members of each family apart, where that was asked for."""
    names = {disease.rank: disease.name for disease in ranking.diseases}
    for family in ranking.families:
        if family.apart is None or len(family.apart.members) < 2:
            continue
        click.echo(f"  {family.name}, what tells its members apart:")
        told = family.apart
        if told.term is not None:
            click.echo(f"    {told.label} ({told.term})")
        for place, member in enumerate(told.members):
            said = "; ".join(_of_member(told, place))
            click.echo(f"    {member:>4}  {names.get(member, '')}{': ' if said else ''}{said}")


def _of_member(told: ToldApart, place: int) -> Iterator[str]:
    share = told.shares[place] if told.term is not None else None
    if told.term is not None:
        seen = "seen, not counted" if share is None else f"{share:.0%}"
        yield "not described" if share == 0 else seen
    if told.genes[place]:
        yield "gene " + ", ".join(told.genes[place][:3])


def write_alike(alike: AlikeCases | None) -> None:
    """Write the published patients most like a case, for reading.

    Parameters
    ----------
    alike
        From `rarekin.api.ranking.alike.cases_alike`; None writes nothing.
    """
    if alike is None:
        return
    if not alike.n_cases:
        click.echo("  This release holds no published patients to compare with.")
        return
    click.echo(f"  Most alike of {alike.n_cases:,} published patients; no chance of a disease:")
    for one in alike.cases:
        click.echo(f"{'':4}  {one.likeness:>6.0%}  {one.name}  [{' '.join(one.references)}]")
        click.echo(f"{'':14}both: {'; '.join(sign.label for sign in one.shared) or 'none'}")


def _line(disease: Mapping[str, Any]) -> str:
    counted = [c["label"] for c in disease["contributions"] if c["state"] == State.PRESENT.value]
    strongest = f"  ({'; '.join(counted[:3])})" if counted else ""
    genes = f"  [{' '.join(disease['genes'])}]" if disease.get("genes") else ""
    return (
        f"{disease['rank']:>4}  {disease['probability']:>6.1%}  {disease['id']:<14} "
        f"{disease['name']}{genes}{strongest}"
    )
