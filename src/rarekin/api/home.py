"""Where this installation keeps its data."""

from __future__ import annotations

import os
from pathlib import Path


def home() -> Path:
    """Return the data folder: ``$RAREKIN_HOME``, else the user's data directory.

    Returns
    -------
    home
        Absolute; it may not exist yet. Below it lie ``releases/`` (knowledge), ``overlay/``
        (reviewed contributions), ``mirror/`` (raw files kept) and ``people.sqlite3``.

    Examples
    --------
    >>> home().is_absolute()
    True
    """
    chosen = os.environ.get("RAREKIN_HOME")
    if chosen:
        return Path(chosen).expanduser().absolute()
    data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(data) / "rarekin"
