"""Whether the machine's clock can be trusted with work that cannot be undone.

What is erased or forgotten goes by the day. A clock that jumps ahead, or a machine that starts
with a wrong one, would do months of that in a minute; so such work rests for an hour, in which
a clock is usually put right, and everything that is due happens after that.
"""

from __future__ import annotations

import datetime
import logging

logger = logging.getLogger("rarekin.web")

REST_SECONDS = 3600.0
_JUMP = datetime.timedelta(minutes=10)
# A site may have been off for a night or two; much longer, or less than nothing, is odd.
_LONG_AWAY = datetime.timedelta(days=3)


class SteadyClock:
    """Compares the wall clock with one that only ever runs.

    Parameters
    ----------
    wall, running
        Both now; the second in seconds of a clock that nobody sets.
    last_work
        When this site last worked, by the wall clock; None for a new one.

    Examples
    --------
    >>> noon = datetime.datetime(2026, 7, 1, 12, tzinfo=datetime.UTC)
    >>> clock = SteadyClock(noon, 0.0, noon)
    >>> minute, year = datetime.timedelta(minutes=1), datetime.timedelta(days=365)
    >>> clock.is_steady(noon + minute, 60.0), clock.is_steady(noon + year, 120.0)
    (True, False)
    """

    def __init__(
        self, wall: datetime.datetime, running: float, last_work: datetime.datetime | None
    ) -> None:
        self._wall, self._running = wall, running
        self._rests_until = -1.0
        if last_work is not None and not -_JUMP <= wall - last_work <= _LONG_AWAY:
            self._rest(running, f"this site last worked at {last_work:%Y-%m-%d %H:%M}")

    def is_steady(self, wall: datetime.datetime, running: float) -> bool:
        """Look at both clocks.

        Parameters
        ----------
        wall, running
            Both now.

        Returns
        -------
        is_steady
            False for an hour after they came apart by more than ten minutes.
        """
        expected = self._wall + datetime.timedelta(seconds=running - self._running)
        if abs(wall - expected) > _JUMP:
            self._rest(running, f"it should be {expected:%Y-%m-%d %H:%M}")
        self._wall, self._running = wall, running
        return running >= self._rests_until

    def _rest(self, running: float, why: str) -> None:
        self._rests_until = running + REST_SECONDS
        logger.warning(
            "The clock of this machine jumped: %s. Nothing is erased or forgotten for an hour; "
            "put the clock right.",
            why,
        )
