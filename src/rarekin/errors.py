"""The error tree.

Every error says what we got, what we accept and what to do::

    RarekinError                     RAREKIN-000
    ├── InputError (ValueError)      RAREKIN-100   what the caller gave cannot be used
    │   ├── UnknownId (KeyError)     RAREKIN-101   no such disease, term or gene
    │   ├── AmbiguousName            RAREKIN-102   a name that fits several
    │   ├── FormatError              RAREKIN-103   a damaged or unsupported file
    │   └── TooLarge                 RAREKIN-104   more than we can compute or accept
    ├── KnowledgeError               RAREKIN-200   the release on disk cannot be used
    │   ├── NoRelease                RAREKIN-201   none has been built yet
    │   ├── BuildError               RAREKIN-202   a build failed; what serves goes on serving
    │   └── BuildBusy                RAREKIN-203   another build is running
    ├── SourceError                  RAREKIN-300   a source broke its own expectations
    │   └── FetchError (OSError)     RAREKIN-301   a publisher could not be reached or lied
    └── CatalogError                 RAREKIN-400   a criteria or risk file is wrong
"""

from __future__ import annotations


class RarekinError(Exception):
    """Anything Rarekin refuses, with a hint that says what to do.

    Parameters
    ----------
    message
        One sentence: what we got and what we accept.
    hint
        One sentence: what to do next. May be empty.
    where
        The place in the input the message is about, such as ``findings[3]``. May be empty.

    Examples
    --------
    >>> error = InputError("'0001166' is not an identifier.", hint="Write it as HP:0001166.")
    >>> error.code, str(error), error.hint
    ('RAREKIN-100', "'0001166' is not an identifier.", 'Write it as HP:0001166.')
    """

    code = "RAREKIN-000"

    def __init__(self, message: str, *, hint: str = "", where: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.where = where

    def __str__(self) -> str:
        return self.message


class InputError(RarekinError, ValueError):
    """What the caller gave cannot be used."""

    code = "RAREKIN-100"


class UnknownId(InputError, KeyError):
    """No disease, term or gene has this identifier or name."""

    code = "RAREKIN-101"


class AmbiguousName(InputError):
    """A name fits several entries; ``choices`` lists their ids and labels.

    Parameters
    ----------
    choices
        Pairs of id and label, best first.
    """

    code = "RAREKIN-102"

    def __init__(
        self, message: str, *, choices: tuple[tuple[str, str], ...], hint: str = "", where: str = ""
    ) -> None:
        super().__init__(message, hint=hint, where=where)
        self.choices = choices


class FormatError(InputError):
    """A file or document is damaged or of a kind we do not read."""

    code = "RAREKIN-103"


class TooLarge(InputError):
    """More than we accept or can compute exactly in the memory allowed."""

    code = "RAREKIN-104"


class KnowledgeError(RarekinError):
    """The knowledge release on disk cannot be used."""

    code = "RAREKIN-200"


class NoRelease(KnowledgeError):
    """No release has been built or promoted yet."""

    code = "RAREKIN-201"


class BuildError(KnowledgeError):
    """A build failed; the release that serves goes on serving."""

    code = "RAREKIN-202"


class BuildBusy(KnowledgeError):
    """Another build or sync holds the lock."""

    code = "RAREKIN-203"


class SourceError(RarekinError):
    """A source's data broke the expectations written in its ``source.toml``."""

    code = "RAREKIN-300"


class FetchError(SourceError, OSError):
    """A publisher could not be reached, or sent something else than expected."""

    code = "RAREKIN-301"


class CatalogError(RarekinError):
    """A criteria or risk catalogue file is wrong."""

    code = "RAREKIN-400"
