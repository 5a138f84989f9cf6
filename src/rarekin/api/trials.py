"""Ask ClinicalTrials.gov about chosen diseases; the next build puts the answers on their pages."""

from __future__ import annotations

import datetime
import os
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from rarekin.api.home import home as default_home
from rarekin.api.lookup import resolve
from rarekin.api.release import current
from rarekin.errors import FetchError
from rarekin.knowledge import folder
from rarekin.model.disease import NameKind
from rarekin.model.identifiers import Curie
from rarekin.sources.clinicaltrials.query import ADDRESS, PAGE_BYTES, SHORTEST_PAUSE_S, ask
from rarekin.sources.fetch import fetch

FOLDER = "trials"
"""Folder below the data folder where the answers lie, one file per disease."""

_MOST_NAMES = 3


@dataclass(frozen=True)
class TrialsOutcome:
    """What asking did.

    Attributes
    ----------
    asked
        Diseases with a new answer.
    problems
        Why there is none, by disease; the answer kept before stays in use.
    """

    asked: tuple[Curie, ...]
    problems: Mapping[Curie, str] = field(default_factory=dict)


def followed(home: Path | None = None) -> tuple[Curie, ...]:
    """List the diseases whose studies are kept.

    Parameters
    ----------
    home
        The data folder; by default the installation's own.

    Returns
    -------
    diseases
        In the order of their ids.
    """
    files = sorted(((home or default_home()) / FOLDER).glob("*.json"))
    return tuple(Curie(file.stem.replace("_", ":", 1)) for file in files)


def ask_trials(
    diseases: Sequence[str],
    *,
    home: Path | None = None,
    address: str = ADDRESS,
    pause_s: float = SHORTEST_PAUSE_S,
    sleep: Callable[[float], None] = time.sleep,
    today: datetime.date | None = None,
) -> TrialsOutcome:
    """Ask the registry for the studies of some diseases and keep the answers.

    Parameters
    ----------
    diseases
        As `rarekin.api.lookup.resolve` takes them; those of `followed` to ask again.
    home
        The data folder; by default the installation's own.
    address
        Of the API. One that is not the registry's own counts as a mirror and may be private.
    pause_s
        Between two requests; the registry is never asked faster than once a second.
    sleep
        Waits.
    today
        Stands beside every study.

    Returns
    -------
    outcome
        What came and what did not. With ``RAREKIN_SYNC=off`` nothing is asked.

    Raises
    ------
    UnknownId, AmbiguousName
        If one of them is no disease; nothing has been asked then.
    BuildBusy
        If a build or sync is running.
    """
    place = home or default_home()
    refs = [resolve(text) for text in diseases]
    if os.environ.get("RAREKIN_SYNC", "").lower() == "off":
        return TrialsOutcome((), {ref.id: "RAREKIN_SYNC is off." for ref in refs})
    pause = max(pause_s, SHORTEST_PAUSE_S if address == ADDRESS else 0.0)
    day = today or datetime.datetime.now(datetime.UTC).date()
    asked: list[Curie] = []
    problems: dict[Curie, str] = {}
    with folder.build_lock(place), tempfile.TemporaryDirectory(dir=place) as scratch:
        get = _getter(Path(scratch), address)
        for i, ref in enumerate(refs):
            if i:
                sleep(pause)
            try:
                document = ask(
                    ref.id,
                    _names(ref.id, ref.label),
                    get,
                    asked=day,
                    pause=lambda: sleep(pause),
                    address=address,
                )
            except FetchError as error:
                problems[ref.id] = f"{error.message} {error.hint}".strip()
                continue
            _keep(place / FOLDER / f"{ref.id.replace(':', '_')}.json", document)
            asked.append(ref.id)
    return TrialsOutcome(tuple(asked), problems)


def _names(id_: Curie, label: str) -> tuple[str, ...]:
    exact = (NameKind.LABEL, NameKind.EXACT)
    others = (n.text for n in current().names_of(id_) if n.language == "en" and n.kind in exact)
    unique = {name.casefold(): name for name in (*others, label)}  # the label's spelling wins
    ordered = [label, *(name for key, name in unique.items() if key != label.casefold())]
    return tuple(ordered[:_MOST_NAMES])


def _getter(scratch: Path, address: str) -> Callable[[str], bytes]:
    hosts = frozenset() if address == ADDRESS else frozenset({urlsplit(address).netloc})

    def get(url: str) -> bytes:
        target = scratch / "page.json"
        for file in scratch.iterdir():  # a page is never answered with the one before
            file.unlink()
        fetch(url, target, max_bytes=PAGE_BYTES, mirror_hosts=hosts)
        return target.read_bytes()

    return get


def _keep(path: Path, document: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".part")
    fresh.write_bytes(document)
    fresh.replace(path)
