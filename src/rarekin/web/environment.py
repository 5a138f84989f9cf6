"""What the environment says about this installation, read once and by type."""

from __future__ import annotations

import contextlib
import ipaddress
import math
import os
import secrets
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from rarekin.errors import InputError

PREFIX = "RAREKIN_"
# Every variable that means something; `…_FILE` names a file for those that are secret.
_KNOWN = (
    "API_PER_MINUTE BEHIND_PROXY BIND BREACHED_PASSWORDS DATABASE_PASSWORD DATABASE_PASSWORD_FILE "
    "DATABASE_URL DEBUG HOME HOSTS KEEP LICENSED_CODES MAIL_FROM METRICS MIRROR "
    "PROPOSAL_DELAY_DAYS SECRET_KEY SECRET_KEY_FILE SECRET_KEY_FALLBACKS SITE_NAME SITE_URL "
    "SMTP_HOST SMTP_PASSWORD SMTP_PASSWORD_FILE SMTP_PORT SMTP_TLS SMTP_USER SYNC "
    "SYNC_WARN_DAYS THREADS TRIALS WAITING_DAYS WORKERS"
)
# What the tests and measurements read for themselves.
_OF_TESTS = tuple(PREFIX + name for name in ("TEST", "EXAMPLE", "STEPS", "CHROMIUM"))
KNOWN = frozenset(PREFIX + name for name in _KNOWN.split())
_TRUE = frozenset({"1", "true", "yes", "on"})
_FALSE = frozenset({"0", "false", "no", "off", ""})
_SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
    " PRAGMA secure_delete=ON;"
)


def unknown_names() -> list[tuple[str, str]]:
    """Return variables that look like ours and mean nothing, each with the nearest that does.

    Returns
    -------
    names
        A slip of the pen would otherwise be passed over in silence.

    Examples
    --------
    >>> import os
    >>> slip = f"{PREFIX}SMTP_HOTS"
    >>> os.environ[slip] = "mail.example"
    >>> dict(unknown_names())[slip]
    'RAREKIN_SMTP_HOST'
    >>> del os.environ[slip]
    """
    odd = sorted(name for name in os.environ if name.startswith(PREFIX) and name not in KNOWN)
    odd = [name for name in odd if not name.startswith(_OF_TESTS)]
    return [(name, "".join(get_close_matches(name, KNOWN, 1))) for name in odd]


def read_switch(name: str, default: bool = False) -> bool:
    """Read a variable that is on or off.

    Parameters
    ----------
    name
        The variable.
    default
        What holds where it is not set.

    Returns
    -------
    on
        True for ``1 true yes on``, False for ``0 false no off`` or nothing, in any case.

    Raises
    ------
    InputError
        If the value is something else.

    Examples
    --------
    >>> import os
    >>> os.environ["RAREKIN_EXAMPLE"] = "off"
    >>> read_switch("RAREKIN_EXAMPLE", default=True)
    False
    """
    text = os.environ.get(name)
    if text is None:
        return default
    word = text.strip().lower()
    if word in _TRUE | _FALSE:
        return word in _TRUE
    raise InputError(f"{name}={text!r} is neither on nor off.", hint=f"Set {name} to on or off.")


def read_list(name: str, default: tuple[str, ...] = ()) -> list[str]:
    """Read a variable that lists words, separated by commas.

    Parameters
    ----------
    name
        The variable.
    default
        What holds where it is not set or empty.

    Returns
    -------
    words
        Without surrounding blanks or empty words.

    Examples
    --------
    >>> import os
    >>> os.environ["RAREKIN_EXAMPLE"] = "rare.example, localhost,"
    >>> read_list("RAREKIN_EXAMPLE")
    ['rare.example', 'localhost']
    """
    words = [word.strip() for word in os.environ.get(name, "").split(",")]
    return [word for word in words if word] or list(default)


def read_number(name: str, default: float, low: float, high: float) -> float:
    """Read a variable that is a number.

    Parameters
    ----------
    name
        The variable.
    default
        What holds where it is not set or empty.
    low, high
        The least and the greatest that make sense.

    Returns
    -------
    number
        From low to high.

    Raises
    ------
    InputError
        If it is no number, or none of these.

    Examples
    --------
    >>> import os
    >>> os.environ["RAREKIN_EXAMPLE"] = "587"
    >>> read_number("RAREKIN_EXAMPLE", 25, 1, 65535)
    587.0
    """
    text = os.environ.get(name, "").strip()
    try:
        number = float(text) if text else float(default)
    except ValueError:
        number = math.nan
    if not low <= number <= high:  # so that NaN is refused as well
        raise InputError(
            f"{name}={text!r} is no number from {low:g} to {high:g}.",
            hint=f"Write one, or leave it out: {default:g} holds then.",
        )
    return number


def read_networks(name: str) -> list[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    """Read a variable that lists addresses and networks, separated by commas.

    Parameters
    ----------
    name
        The variable; ``off`` or nothing lists none.

    Returns
    -------
    networks
        An address counts as the network of itself.

    Raises
    ------
    InputError
        If a word is none.

    Examples
    --------
    >>> import os
    >>> os.environ["RAREKIN_EXAMPLE"] = "127.0.0.1, 10.0.0.0/8"
    >>> [str(network) for network in read_networks("RAREKIN_EXAMPLE")]
    ['127.0.0.1/32', '10.0.0.0/8']
    """
    words = [word for word in read_list(name) if word.lower() not in _FALSE]
    try:
        return [ipaddress.ip_network(word) for word in words]
    except ValueError as error:
        raise InputError(
            f"{name} names {str(error).split(' ')[0]}, which is no address and no network.",
            hint="Write addresses separated by commas, such as 127.0.0.1,10.0.0.0/8, or off.",
        ) from error


def read_secret(name: str, kept_in: Path) -> tuple[str, bool]:
    """Read a secret from the environment, else from a file that is made on first use.

    Parameters
    ----------
    name
        The variable; ``<name>_FILE`` may name a file that holds the secret instead.
    kept_in
        Where a generated secret is kept, readable by its owner only.

    Returns
    -------
    secret, is_kept
        ``is_kept`` is False where the folder cannot be written, so that the secret lives
        only as long as this process.
    """
    given = os.environ.get(name) or _content(Path(os.environ.get(f"{name}_FILE", "")))
    if given:
        return given, True
    fresh = secrets.token_urlsafe(50)
    try:
        kept_in.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(kept_in, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        kept = _content(kept_in)
        return (kept, True) if kept else (fresh, False)
    except OSError:
        return fresh, False
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(fresh)
    return fresh, True


def read_private(name: str) -> str:
    """Read a password from the environment, or from the file that ``<name>_FILE`` names.

    Parameters
    ----------
    name
        The variable.

    Returns
    -------
    password
        Empty where neither is set. It may hold any character.

    Raises
    ------
    InputError
        If the file cannot be read: a site must not start with an empty password instead.
    """
    given, file = os.environ.get(name, ""), os.environ.get(f"{name}_FILE", "")
    if given or not file:
        return given
    try:
        return Path(file).read_text(encoding="utf-8").strip("\r\n")
    except OSError as error:
        raise InputError(
            f"{name}_FILE={file!r} cannot be read: {error.strerror}.",
            hint="Name a file that this user can read, with the password and nothing else in it.",
        ) from error


def _content(path: Path) -> str:
    with contextlib.suppress(OSError):
        if path.is_file():
            return path.read_text(encoding="utf-8").strip()
    return ""


def read_database(url: str, sqlite_path: Path, password: str = "") -> dict[str, object]:
    """Turn a database address into the form Django wants.

    Parameters
    ----------
    url
        ``postgresql://user:password@host:port/name?option=value``, or empty for SQLite.
    sqlite_path
        The SQLite file used where no address is given.
    password
        Taken as it is, before the one in the address, where some characters need an escape.

    Returns
    -------
    settings
        One entry of ``DATABASES``.

    Raises
    ------
    InputError
        If the address names another kind of database.

    Examples
    --------
    >>> from pathlib import Path
    >>> read_database("postgresql://ada:x%40y@db:5433/rare", Path("unused"))["PASSWORD"]
    'x@y'
    >>> read_database("", Path("people.sqlite3"))["ENGINE"]
    'django.db.backends.sqlite3'
    """
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(sqlite_path),
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": _SQLITE_PRAGMAS,
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise InputError(
            f"RAREKIN_DATABASE_URL names a {parts.scheme or 'nameless'!s} database;"
            " we accept PostgreSQL, or SQLite where the variable is not set.",
            hint="Write postgresql://user:password@host:5432/name, or unset the variable.",
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": password or unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": "5", **dict(parse_qsl(parts.query))},
    }
