"""What the release that served before leaves to its successor: its ids and its counts."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from rarekin.errors import KnowledgeError
from rarekin.knowledge import folder
from rarekin.knowledge.identity import Identity
from rarekin.knowledge.manifest import MANIFEST
from rarekin.model.identifiers import Curie, prefix_of
from rarekin.model.issues import Issue, IssueLevel

STORE = "knowledge.sqlite"
_OWN_PREFIXES = frozenset({"MONDO", "ORPHA", "OMIM", "OMIMPS", "DECIPHER"})
_SHOWN_CHOICES = 5


@dataclass(frozen=True)
class Former:
    """The release before.

    Attributes
    ----------
    version
        Its version.
    labels
        Label by canonical id.
    aliases
        Canonical ids by identifier.
    rows
        Record counts by source and kind.
    counts
        Counts after joining.
    """

    version: str = ""
    labels: Mapping[Curie, str] = field(default_factory=dict)
    aliases: Mapping[Curie, tuple[Curie, ...]] = field(default_factory=dict)
    rows: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)


def read_former(home: Path) -> Former:
    """Read what must live on from the release that serves.

    Only parts that every schema has had are read, so that an upgrade forgets no id.

    Parameters
    ----------
    home
        The data folder.

    Returns
    -------
    former
        Empty on a fresh machine and where nothing can be read.

    Examples
    --------
    >>> read_former(Path("/nowhere")).version
    ''
    """
    for version in folder.preferred(home):
        try:
            return _read(folder.releases_folder(home) / version)
        except (OSError, ValueError, KeyError, TypeError, sqlite3.Error, KnowledgeError):
            continue
    return Former()


def _read(place: Path) -> Former:
    manifest = json.loads((place / MANIFEST).read_text("utf-8"))
    rows = {s["name"]: dict(s.get("rows", ())) for s in manifest["sources"]}
    uri = f"{(place / STORE).absolute().as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(uri, uri=True)) as connection:
        labels = {Curie(i): str(s) for i, s in connection.execute("SELECT id, label FROM disease")}
        aliases: dict[Curie, list[Curie]] = defaultdict(list)
        for alias, id_ in connection.execute(
            "SELECT a.alias, d.id FROM alias a JOIN disease d ON d.i = a.disease ORDER BY 1, 2"
        ):
            aliases[Curie(alias)].append(Curie(id_))
    targets = {alias: tuple(ids) for alias, ids in aliases.items()}
    return Former(manifest["version"], labels, targets, rows, dict(manifest["counts"]))


def succeed(identity: Identity, former: Former) -> tuple[Issue, ...]:
    """Let every id of the former release find what became of its disease.

    An id that no source names any longer follows the other identifiers of its disease. Where
    they lead to several diseases, it was split: the id finds all of them, so that whoever uses
    it is asked and nobody is moved silently.

    Parameters
    ----------
    identity
        How diseases are joined now; its aliases are completed.
    former
        The release before.

    Returns
    -------
    issues
        One for each disease that was split.

    Examples
    --------
    >>> now = Identity(aliases={"OMIM:1": ("MONDO:2",)})
    >>> before = Former("v", {"MONDO:1": "a"}, {"MONDO:1": ("MONDO:1",), "OMIM:1": ("MONDO:1",)})
    >>> succeed(now, before)
    ()
    >>> now.aliases["MONDO:1"]
    ('MONDO:2',)
    """
    members: dict[Curie, list[Curie]] = defaultdict(list)
    for alias, ids in former.aliases.items():
        if len(ids) == 1:  # an identifier that was doubtful before decides nothing now
            members[ids[0]].append(alias)
    for id_ in sorted(former.labels.keys() - identity.aliases.keys()):
        _follow(identity, id_, _heirs(identity, members[id_]))
    for alias in sorted(former.aliases.keys() - identity.aliases.keys()):
        _follow(identity, alias, _union(identity, former.aliases[alias]))
    return tuple(
        _split(id_, former.labels[id_], heirs)
        for id_ in sorted(former.labels)
        if len(heirs := identity.aliases.get(id_, ())) > 1
    )


def _follow(identity: Identity, id_: Curie, heirs: tuple[Curie, ...]) -> None:
    if heirs:
        identity.aliases[id_] = heirs


def _heirs(identity: Identity, members: Iterable[Curie]) -> tuple[Curie, ...]:
    """Prefer identifiers that are identities; a cross-reference decides only without them."""
    own = [m for m in members if prefix_of(m) in _OWN_PREFIXES]
    return _union(identity, own) or _union(identity, members)


def _union(identity: Identity, ids: Iterable[Curie]) -> tuple[Curie, ...]:
    return tuple(sorted({heir for id_ in ids for heir in identity.aliases.get(id_, ())}))


def _split(id_: Curie, label: str, heirs: tuple[Curie, ...]) -> Issue:
    shown = ", ".join(heirs[:_SHOWN_CHOICES])
    return Issue(
        "disease-split",
        IssueLevel.NOTICE,
        id_,
        f"{label} ({id_}) of the former release can now mean {len(heirs)} diseases: {shown}.",
        "Whoever uses the old id is asked which one is meant.",
    )
