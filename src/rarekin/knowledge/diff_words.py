"""A difference between releases in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rarekin.knowledge.diff import Named, ReleaseDiff, Renamed, Retired, SourceChange, Turnover

_SHOWN = 12


def describe(diff: ReleaseDiff, shown: int = _SHOWN) -> str:
    """Say what changed.

    Parameters
    ----------
    diff
        As `rarekin.knowledge.diff.compare` returns it.
    shown
        Most entries named of each list; the number is always said.

    Returns
    -------
    text
        Lines, the last one ended.

    Examples
    --------
    >>> empty = ReleaseDiff("a", "b", *[()] * 10, 0, *[()] * 4)
    >>> print(describe(empty), end="")
    From release a to b
    Nothing changed that a page shows.
    """
    lines = [f"From release {diff.before} to {diff.after}"]
    lines += _layout(diff)
    if diff.is_empty:
        lines.append("Nothing changed that a page shows.")
    for part in (_sources(diff.sources), _diseases(diff, shown), _terms(diff, shown)):
        lines += part
    lines += _records(diff)
    lines += _most_changed(diff, shown)
    return "".join(f"{line}\n" for line in lines)


def _layout(diff: ReleaseDiff) -> Iterator[str]:
    if diff.schemas[0] != diff.schemas[1]:
        yield (
            f"Different versions of Rarekin wrote them (schemas {diff.schemas[0]} and "
            f"{diff.schemas[1]}); what both have was compared."
        )
    if diff.not_compared:
        yield f"Could not be compared: {', '.join(diff.not_compared)}."


def _sources(changes: Sequence[SourceChange]) -> Iterator[str]:
    if changes:
        yield "\nSources"
    for change in changes:
        rows = "; ".join(f"{kind} {a:,} → {b:,}" for kind, a, b in change.rows)
        yield f"  {change.title}: {_versions(change)}{'; ' + rows if rows else ''}"
        if change.problem:
            yield f"    {change.status}: {change.problem}"


def _versions(change: SourceChange) -> str:
    if not change.before:
        return f"new, {change.after or 'without a usable file'}"
    if not change.after:
        return f"no longer here, was {change.before}"
    if change.before == change.after:
        return f"still {change.after}"
    return f"{change.before} → {change.after}"


def _diseases(diff: ReleaseDiff, shown: int) -> Iterator[str]:
    yield from _named("diseases are new", diff.diseases_added, shown)
    yield from _retired("diseases are retired", diff.diseases_retired, shown)
    yield from _renamed("diseases have another name", diff.diseases_renamed, shown)
    yield from _renamed("diseases have another level", diff.levels_changed, shown)


def _terms(diff: ReleaseDiff, shown: int) -> Iterator[str]:
    yield from _named("HPO terms are new", diff.terms_added, shown)
    yield from _retired("HPO terms are retired", diff.terms_retired, shown)
    yield from _renamed("HPO terms have another label", diff.terms_renamed, shown)


def _listed(what: str, lines: Sequence[str], shown: int) -> Iterator[str]:
    if not lines:
        return
    yield f"\n{len(lines):,} {what}"
    yield from (f"  {line}" for line in lines[:shown])
    if len(lines) > shown:
        yield f"  and {len(lines) - shown:,} more"


def _named(what: str, found: Iterable[Named], shown: int) -> Iterator[str]:
    return _listed(what, [_name(entry) for entry in found], shown)


def _name(entry: Named) -> str:
    return f"{entry.label} ({entry.id})"


def _retired(what: str, found: Iterable[Retired], shown: int) -> Iterator[str]:
    return _listed(what, [_retirement(entry) for entry in found], shown)


def _retirement(entry: Retired) -> str:
    heirs = ", ".join(_name(heir) for heir in entry.successors)
    if len(entry.successors) > 1:
        heirs = f"split, whoever uses it is asked: {heirs}"
    return f"{entry.label} ({entry.id}) → {heirs or 'no successor'}"


def _renamed(what: str, found: Iterable[Renamed], shown: int) -> Iterator[str]:
    return _listed(what, [_change(entry) for entry in found], shown)


def _change(entry: Renamed) -> str:
    if entry.label:
        return f"{entry.label} ({entry.id}): {entry.before} → {entry.after}"
    return f"{entry.before} → {entry.after} ({entry.id})"


def _records(diff: ReleaseDiff) -> Iterator[str]:
    kinds = (
        ("names", diff.names),
        ("mappings", diff.mappings),
        ("annotations", diff.annotations),
        ("gene links", diff.genes),
        ("facts, organisations and cases", diff.facts),
    )
    if any(found for _, found in kinds):
        yield "\nRecords"
    for kind, found in kinds:
        yield from (f"  {kind} of {_turnover(change)}" for change in found)


def _turnover(change: Turnover) -> str:
    return f"{change.name}: {change.added:,} came, {change.removed:,} went"


def _most_changed(diff: ReleaseDiff, shown: int) -> Iterator[str]:
    if diff.diseases_changed:
        yield f"\n{diff.diseases_changed:,} diseases of both releases have changed records; most:"
    for entry, n in diff.most_changed[:shown]:
        yield f"  {_name(entry)}: {n:,}"
