"""Ask ClinicalTrials.gov about chosen diseases; the next build puts the answers on their pages."""

from __future__ import annotations

import datetime
import json
import os
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from rarekin.api.diseases.lookup import resolve
from rarekin.api.home import home as default_home
from rarekin.api.making.release import current
from rarekin.errors import AmbiguousName, FetchError, InputError, UnknownId
from rarekin.knowledge import folder
from rarekin.knowledge.pages import DiseaseRef
from rarekin.model.disease import NameKind
from rarekin.model.identifiers import Curie
from rarekin.sources.clinicaltrials.query import ADDRESS, PAGE_BYTES, SHORTEST_PAUSE_S, ask
from rarekin.sources.fetch import fetch

FOLDER = "trials"
"""Folder below the data folder where the answers lie, one file per disease."""

_MOST_NAMES = 3
_MOST_AT_ONCE = 200
_DAYS_UNTIL_OLD = 7
_FAILURES_ENOUGH = 3


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
        As `rarekin.api.diseases.lookup.resolve` takes them; those of `followed` to ask again.
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
    if _is_off():
        return TrialsOutcome((), {ref.id: "RAREKIN_SYNC is off." for ref in refs})
    registry = _Registry(place, address, pause_s, sleep, today)
    with folder.build_lock(place):
        for ref in refs:
            registry.ask(ref)
    return registry.outcome()


def refresh_trials(
    *,
    home: Path | None = None,
    address: str = ADDRESS,
    pause_s: float = SHORTEST_PAUSE_S,
    sleep: Callable[[float], None] = time.sleep,
    today: datetime.date | None = None,
) -> TrialsOutcome:
    """Ask again about diseases whose answers have grown old, the oldest first, some at a time.

    Parameters
    ----------
    home, address, pause_s, sleep, today
        As `ask_trials` takes them.

    Returns
    -------
    outcome
        Of at most 200 diseases whose answer is a week old or older; empty where nothing is
        due. With ``RAREKIN_TRIALS=all`` diseases never asked about follow, the best described
        first; with ``off``, as with ``RAREKIN_SYNC=off``, nothing is asked. A registry that
        fails three times in a row is left alone until the next time.

    Raises
    ------
    BuildBusy
        If a build or sync is running.
    """
    place = home or default_home()
    registry = _Registry(place, address, pause_s, sleep, today)
    due = () if _is_off() else _due(place, registry.today)
    if not due:
        return TrialsOutcome(())
    with folder.build_lock(place):
        for id_ in due:
            try:
                ref = resolve(id_)
            except (UnknownId, AmbiguousName) as error:
                registry.problems[id_] = f"{error.message} {error.hint}".strip()
                continue
            if registry.ask(ref) and ref.id != id_:
                _file(place, id_).unlink(missing_ok=True)
            if registry.failures == _FAILURES_ENOUGH:
                break
    return registry.outcome()


def _is_off() -> bool:
    return os.environ.get("RAREKIN_SYNC", "").lower() == "off"


def _due(place: Path, today: datetime.date) -> tuple[Curie, ...]:
    wanted = os.environ.get("RAREKIN_TRIALS", "followed").lower()
    if wanted not in ("followed", "all", "off"):
        raise InputError(
            f"RAREKIN_TRIALS is {wanted[:20]!r}; followed, all or off is accepted.",
            hint="Leave it out to ask again about the diseases named to 'rarekin trials'.",
        )
    if wanted == "off":
        return ()
    asked = {id_: _asked(_file(place, id_)) for id_ in followed(place)}
    latest = today - datetime.timedelta(days=_DAYS_UNTIL_OLD)
    old = sorted((day, id_) for id_, day in asked.items() if day <= latest)
    due = [id_ for _, id_ in old]
    if wanted == "all" and len(due) < _MOST_AT_ONCE:
        rows = current().rows(
            "SELECT id FROM disease WHERE level <> 'group' ORDER BY weight DESC, i"
        )
        due += [Curie(id_) for (id_,) in rows if id_ not in asked]
    return tuple(due[:_MOST_AT_ONCE])


def _asked(file: Path) -> datetime.date:
    """Return the day of an answer; one that cannot be read counts as very old."""
    try:
        return datetime.date.fromisoformat(json.loads(file.read_bytes())["asked"])
    except (OSError, ValueError, KeyError, TypeError):
        return datetime.date.min


def _file(place: Path, id_: Curie) -> Path:
    return place / FOLDER / f"{id_.replace(':', '_')}.json"


class _Registry:
    """Asks disease by disease, never faster than the registry allows, and keeps the answers."""

    def __init__(
        self,
        place: Path,
        address: str,
        pause_s: float,
        sleep: Callable[[float], None],
        today: datetime.date | None,
    ) -> None:
        self._place = place
        self._address = address
        self._sleep = sleep
        self._pause_s = max(pause_s, SHORTEST_PAUSE_S if address == ADDRESS else 0.0)
        self._has_asked = False
        self.today = today or datetime.datetime.now(datetime.UTC).date()
        self.asked: list[Curie] = []
        self.problems: dict[Curie, str] = {}
        self.failures = 0
        """In a row, up to the last disease asked about."""

    def outcome(self) -> TrialsOutcome:
        return TrialsOutcome(tuple(self.asked), self.problems)

    def ask(self, ref: DiseaseRef) -> bool:
        if self._has_asked:
            self._rest()
        self._has_asked = True
        try:
            with tempfile.TemporaryDirectory(dir=self._place) as scratch:
                document = ask(
                    ref.id,
                    _names(ref.id, ref.label),
                    _getter(Path(scratch), self._address),
                    asked=self.today,
                    pause=self._rest,
                    address=self._address,
                )
        except FetchError as error:
            self.problems[ref.id] = f"{error.message} {error.hint}".strip()
            self.failures += 1
            return False
        _keep(_file(self._place, ref.id), document)
        self.asked.append(ref.id)
        self.failures = 0
        return True

    def _rest(self) -> None:
        self._sleep(self._pause_s)


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
