"""One shape for every failure: ``{"error": {"code", "message", "hint", "where"}}``."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence

from pydantic import BaseModel, ValidationError

from rarekin.errors import (
    AmbiguousName,
    FormatError,
    InputError,
    KnowledgeError,
    RarekinError,
    TooLarge,
    UnknownId,
)


class Refusal(BaseModel):
    """What was wrong and what to do.

    Attributes
    ----------
    code
        ``RAREKIN-1xx`` for what the sender gave, ``HTTP-4xx`` for how it was sent.
    where
        The place in the body or the query the message is about; may be empty.
    """

    code: str
    message: str
    hint: str
    where: str


class RefusalReply(BaseModel):
    """The one error shape."""

    error: Refusal


class HttpProblem(RarekinError):
    """How a request was sent cannot be served; ``status`` says why."""

    def __init__(self, status: int, message: str, *, hint: str = "", where: str = "") -> None:
        super().__init__(message, hint=hint, where=where)
        self.status = status
        self.code = f"HTTP-{status}"


_STATUS: tuple[tuple[type[RarekinError], int], ...] = (
    (UnknownId, 404),
    (AmbiguousName, 409),
    (TooLarge, 413),
    (InputError, 400),
    (KnowledgeError, 503),
)


def status_of(error: RarekinError, *, in_body: bool) -> int:
    """Return the HTTP status of a refusal.

    Parameters
    ----------
    error
        What was refused.
    in_body
        True once the address itself was found: an unknown id is then the body's fault (400),
        not the address's (404).

    Returns
    -------
    status
        4xx for what the sender can mend, 5xx for what we must.

    Examples
    --------
    >>> status_of(UnknownId("No disease is called 'POHX'."), in_body=False)
    404
    """
    if isinstance(error, HttpProblem):
        return error.status
    if in_body and isinstance(error, UnknownId | AmbiguousName):
        return 400
    return next((status for kind, status in _STATUS if isinstance(error, kind)), 500)


def reply_of(error: RarekinError) -> RefusalReply:
    """Return the error shape of a refusal.

    Parameters
    ----------
    error
        What was refused.

    Returns
    -------
    reply
        Ready to be written as JSON.

    Examples
    --------
    >>> reply_of(InputError("No.", hint="Write HP:0001166.", where="terms[0]")).error.where
    'terms[0]'
    """
    hint = error.hint
    if isinstance(error, AmbiguousName) and not hint:
        hint = "One of " + ", ".join(f"{id_} ({label})" for id_, label in error.choices) + "."
    return RefusalReply(
        error=Refusal(code=error.code, message=error.message, hint=hint, where=error.where)
    )


def refusal_of(problem: ValidationError, accepted: Sequence[str]) -> InputError:
    """Turn pydantic's findings into one sentence with its place.

    Parameters
    ----------
    problem
        What pydantic found; the first finding is told, the number of the others too.
    accepted
        Names of the keys accepted at the top, for the hint.

    Returns
    -------
    error
        `FormatError` where the bytes are no JSON, else `InputError`.
    """
    errors = problem.errors(include_url=False, include_context=False, include_input=False)
    first = errors[0]
    place = _place(first["loc"])
    if first["type"] == "json_invalid":
        return FormatError(
            f"The body is not JSON we can read ({first['msg'].removeprefix('Invalid JSON: ')}).",
            hint="Send one JSON object, nested at most 100 levels deep, as UTF-8.",
        )
    others = f" {len(errors) - 1} more places are wrong." if len(errors) > 1 else ""
    message = first["msg"].removeprefix("Value error, ")
    if first["type"] == "extra_forbidden":
        message = f"{place[:80]!r} is not a name we accept here"
        return InputError(message + "." + others, hint=_hint(place, accepted), where=place)
    return InputError(
        f"{place[:80] or 'The body'}: {message[:1].lower()}{message[1:]}.{others}",
        hint="See /api/v1/openapi.json for what each field accepts.",
        where=place,
    )


def _hint(place: str, accepted: Iterable[str]) -> str:
    names = sorted(accepted)
    near = difflib.get_close_matches(place, names, n=1)
    start = f"Did you mean {near[0]}? " if near else ""
    return f"{start}Accepted: {', '.join(names) or 'nothing'}."


def _place(location: Iterable[int | str]) -> str:
    place = ""
    for step in location:
        place += f"[{step}]" if isinstance(step, int) else f".{step}" if place else step
    return place[:200]
