"""What the Python door returns: a result, and the same as a table for notebooks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from importlib import import_module
from typing import Any, Generic, TypeVar

from rarekin.errors import InputError

T = TypeVar("T")

_STYLE = "text-align:left;padding:.2em .8em .2em 0"
_MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Answer(Generic[T]):
    """A result with its table.

    Attributes
    ----------
    result
        Everything, typed: what the function of `rarekin.api` returns.
    title
        What the table shows.
    columns, rows
        The table.
    notes
        What could not be used, and what the reader should know.

    Examples
    --------
    >>> answer = Answer(None, "Two", ("n",), ((1,), (2,)))
    >>> len(answer), list(answer)
    (2, [{'n': 1}, {'n': 2}])
    """

    result: T
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    notes: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, object]]:
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)

    def to_frame(self) -> Any:
        """Return the table as a pandas data frame.

        Raises
        ------
        InputError
            If pandas is not installed.
        """
        try:
            pandas = import_module("pandas")
        except ImportError as error:
            raise InputError(
                "A data frame needs pandas, which is not installed.",
                hint="Run 'pip install pandas', or take .rows and .columns.",
            ) from error
        return pandas.DataFrame(list(self.rows), columns=list(self.columns))

    def __str__(self) -> str:
        cells = [[_shown(cell) for cell in row] for row in (self.columns, *self.rows)]
        widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
        lines = [
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
            for row in cells
        ]
        return "\n".join([self.title, *lines, *self.notes])

    def _repr_html_(self) -> str:
        head = "".join(f'<th style="{_STYLE}">{escape(c)}</th>' for c in self.columns)
        body = "".join(
            "<tr>"
            + "".join(f'<td style="{_STYLE}">{escape(_shown(cell))}</td>' for cell in row)
            + "</tr>"
            for row in self.rows[:_MOST_SHOWN]
        )
        more = len(self.rows) - _MOST_SHOWN
        notes = [f"{more} more rows."] * (more > 0) + list(self.notes)
        said = "".join(f"<p>{escape(note)}</p>" for note in notes)
        return (
            f"<p><strong>{escape(self.title)}</strong></p>"
            f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{said}"
        )


def _shown(cell: object) -> str:
    if cell is None:
        return ""
    return f"{cell:.4g}" if isinstance(cell, float) else str(cell)
