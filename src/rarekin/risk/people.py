"""Results of many people, each made when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import TypeVar, overload

_Result = TypeVar("_Result")


class People(Sequence[_Result]):
    """Everybody's result in the order of the family, made when asked for.

    Parameters
    ----------
    ids
        Ids in order.
    make
        Returns the result of the person with this index.
    """

    def __init__(self, ids: Sequence[str], make: Callable[[int], _Result]) -> None:
        self._ids, self._make = tuple(ids), make
        self._made: dict[int, _Result] = {}

    def __len__(self) -> int:
        return len(self._ids)

    @overload
    def __getitem__(self, i: int) -> _Result: ...
    @overload
    def __getitem__(self, i: slice) -> tuple[_Result, ...]: ...
    def __getitem__(self, i: int | slice) -> _Result | tuple[_Result, ...]:
        if isinstance(i, slice):
            return tuple(self[j] for j in range(*i.indices(len(self))))
        i_person = range(len(self))[i]
        if i_person not in self._made:
            self._made[i_person] = self._make(i_person)
        return self._made[i_person]

    def __iter__(self) -> Iterator[_Result]:
        return (self[i] for i in range(len(self)))

    @cached_property
    def index_of(self) -> dict[str, int]:
        """Index by id."""
        return {id_: i for i, id_ in enumerate(self._ids)}
