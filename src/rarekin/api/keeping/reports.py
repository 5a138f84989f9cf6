"""Reports for those who keep a site: what a build cost, what it holds, what a sync changed."""

from __future__ import annotations

import datetime
import json
import resource
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from rarekin.api.criteria import criteria_sets
from rarekin.api.diseases.ids import disagreements
from rarekin.api.home import home as default_home
from rarekin.api.keeping.releases import ReleaseDiff, describe, diff
from rarekin.api.making.release import current, use_release
from rarekin.errors import CatalogError, KnowledgeError, UnknownId
from rarekin.knowledge import folder
from rarekin.knowledge.codec import to_plain
from rarekin.knowledge.measures import Measures, measure
from rarekin.model.identifiers import Curie

_FOLDER = "reports"
_KEPT = 60


@contextmanager
def build_costs(home: Path) -> Iterator[dict[str, str]]:
    """Measure a build and keep the figures beside the reports, never in the release.

    Parameters
    ----------
    home
        The data folder.

    Yields
    ------
    note
        Set its ``version``; without one nothing is kept.
    """
    note: dict[str, str] = {}
    started = time.monotonic()
    yield note
    if "version" in note:
        seconds = time.monotonic() - started
        cost = {"seconds": round(seconds, 1), "peak_bytes": peak_bytes()}
        _write(home, f"build-{note['version']}.json", json.dumps(cost))


def peak_bytes() -> int:
    """Return the largest resident size of this process so far.

    Returns
    -------
    n_bytes
        Whatever ran before is counted as well.

    Examples
    --------
    >>> peak_bytes() > 1_000_000
    True
    """
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def _write(home: Path, name: str, text: str) -> Path:
    """Write a report at once or not at all; a full disk must not undo what was built."""
    place = home / _FOLDER
    place.mkdir(parents=True, exist_ok=True)
    fresh = place / f".{name}"
    fresh.write_text(text + "\n", "utf-8")
    return fresh.replace(place / name)


def measures() -> Measures:
    """Count what the release that serves holds.

    Returns
    -------
    measures
        Shares of pages with each section, disagreements, dead ids.
    """
    found = measure(current())
    apart = {"statements that call one disease what is kept as two": len(disagreements())}
    return replace(found, disagreements={**found.disagreements, **apart})


def measures_text(found: Measures) -> str:
    """Put the figures of a release into lines.

    Parameters
    ----------
    found
        As `measures` returns them.

    Returns
    -------
    text
        Markdown, so that it can go into a document as it is.

    Examples
    --------
    >>> print(measures_text(Measures("v", 2_000_000, {}, {"signs": 0.5}, {}, {})), end="")
    Release v: 2.0 MB on disk.
    <BLANKLINE>
    | section | share of pages |
    |---|---|
    | signs | 50.0 % |
    """
    cost = _cost(found.version)
    parts = [f"Release {found.version}: {found.n_bytes / 1e6:.1f} MB on disk{cost}."]
    for title, counts in (
        ("counts", found.counts),
        ("disagreements", found.disagreements),
        ("dead ids", found.dead_ids),
        ("odd in single rows", found.odd),
    ):
        if counts:
            parts.append(_table(title, "number", {k: f"{n:,}" for k, n in counts.items()}))
    shares = {name: f"{100 * share:.1f} %" for name, share in found.sections.items()}
    parts.append(_table("section", "share of pages", shares))
    if found.odd_rows:
        parts.append("\n".join(f"- {row}" for row in found.odd_rows))
    return "\n\n".join(parts) + "\n"


def _cost(version: str) -> str:
    try:
        text = (default_home() / _FOLDER / f"build-{version}.json").read_text("utf-8")
        cost = json.loads(text)
    except (OSError, ValueError):
        return ""
    return f"; built in {cost['seconds']:.0f} s with {cost['peak_bytes'] / 1e9:.2f} GB"


def _table(left: str, right: str, rows: Mapping[str, str]) -> str:
    lines = [f"| {left} | {right} |", "|---|---|"]
    return "\n".join([*lines, *(f"| {key} | {value} |" for key, value in rows.items())])


def sync_report(
    home: Path, before: str, after: str, problems: Mapping[str, str]
) -> tuple[Path, ...]:
    """Write what a sync did, for curators: as text and as JSON in the folder ``reports``.

    Parameters
    ----------
    home
        The data folder.
    before, after
        Versions that served before and serve now; equal or empty where nothing changed.
    problems
        Why a source stayed as it was, by name.

    Returns
    -------
    paths
        The two files; none where there is nothing to say.
    """
    changed = bool(before and after and before != after)
    notices: tuple[str, ...] = ()
    if after:
        with use_release(folder.releases_folder(home) / after):
            notices = stale_terms()
    if not (changed or problems or notices):
        return ()
    found = _difference(home, before, after) if changed else None
    now = datetime.datetime.now(datetime.UTC).replace(microsecond=0)
    plain = {
        "written": now.isoformat(),
        "release": after,
        "problems": dict(problems),
        "notices": list(notices),
        "diff": to_plain(found) if found else None,
    }
    lines = [f"Sync of {now:%Y-%m-%d %H:%M} UTC: release {after or 'none'}"]
    lines += [f"{name} stayed as it was: {why}" for name, why in problems.items()]
    lines += notices
    text = "\n".join(lines) + ("\n\n" + describe(found, shown=200) if found else "\n")
    stem = f"sync-{now:%Y%m%dT%H%M%SZ}"
    paths = (
        _write(home, f"{stem}.txt", text.rstrip("\n")),
        _write(home, f"{stem}.json", json.dumps(plain, ensure_ascii=False, indent=1)),
    )
    _drop_old(home / _FOLDER)
    return paths


def _difference(home: Path, before: str, after: str) -> ReleaseDiff | None:
    """Compare where the older release is still there and of the same schema."""
    try:
        return diff(before, after, home=home)
    except (KnowledgeError, UnknownId):
        return None


def _drop_old(place: Path) -> None:
    for path in sorted(place.glob("sync-*"))[: -2 * _KEPT]:
        path.unlink(missing_ok=True)


def stale_terms() -> tuple[str, ...]:
    """Name the terms in criteria files that the release no longer has as live terms.

    Returns
    -------
    notices
        One sentence per set and term, with its successor where there is one.
    """
    try:
        sets = criteria_sets()
    except CatalogError as error:
        return (f"The criteria cannot be read: {error.message}",)
    ontology = current().ontology
    pinned = sorted({(one.slug, t.id, t.label) for one in sets for i in one.items for t in i.terms})
    return tuple(
        f"Criteria {slug}: {id_} {_fate(id_, label)}."
        for slug, id_, label in pinned
        if id_ not in ontology or (label and ontology.label(id_) != label)
    )


def _fate(term: Curie, label: str) -> str:
    ontology = current().ontology
    if term in ontology:
        return f"is called {ontology.label(term)!r} now; the file says {label!r}"
    try:
        heir = ontology.current(term)
    except UnknownId:
        return "is not a term of this release"
    return f"was retired; its successor is {heir} {ontology.label(heir)}"
