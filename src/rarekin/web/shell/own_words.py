"""What is ours and written in English, said in the reader's language at the moment it is shown.

Catalogues, curated facts and engines know one language. Their sentences stand in the same
message catalogue as those of the pages; where nobody has translated one yet, the English stays
and says that it is English, so that a voice reads it rightly.
"""

from __future__ import annotations

import re
from decimal import Decimal
from html import escape

from django.conf import settings
from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from rarekin.api.wording import one_line
from rarekin.errors import RarekinError
from rarekin.model.issues import Issue
from rarekin.model.sentences import Sentence, Value
from rarekin.web.shell import phrases

_FRACTION = re.compile(r"-?\d+\.\d+")
_FIRST_GROUPED = 4
_PLACE = re.compile(r"%\(\w+\)s")


def in_language(text: str) -> str:
    """Say a sentence of ours in the active language.

    Parameters
    ----------
    text
        English; of an engine's sentence the pattern and each value are translated.

    Returns
    -------
    text
        The English where nobody has translated it.

    Examples
    --------
    >>> from rarekin.model.sentences import sentence
    >>> in_language(sentence("about 1 in %(n)s", n=1500))
    'about 1 in 1,500'
    """
    return spoken(text)[0]


def told(trouble: RarekinError | Issue) -> str:
    """Say what is wrong and what to do, in the active language.

    Parameters
    ----------
    trouble
        An error, or an issue that was collected.

    Returns
    -------
    text
        Its message and, where there is one, its hint.

    Examples
    --------
    >>> told(RarekinError("A word is missing.", hint="Write it."))
    'A word is missing. Write it.'
    """
    return f"{in_language(trouble.message)} {in_language(trouble.hint)}".strip()


def spoken(text: str) -> tuple[str, str]:
    """Say a sentence of ours in the active language, and tell in which language it is.

    Parameters
    ----------
    text
        As for `in_language`.

    Returns
    -------
    text, language
        The language is English where nobody has translated it.

    Examples
    --------
    >>> from django.utils.translation import override
    >>> with override("es"):
    ...     spoken("A sentence that nobody has ever seen.")
    ('A sentence that nobody has ever seen.', 'en')
    """
    language = phrases.language() or settings.LANGUAGE_CODE
    if isinstance(text, Sentence) and (text.parts or text.template):
        said, is_told = _joined(text) if text.parts else _filled(text)
    else:
        said, is_told = _looked_up(one_line(text))
    return said, language if is_told else settings.LANGUAGE_CODE


def _looked_up(pattern: str) -> tuple[str, bool]:
    # Not through the phrases that are kept: a value may be what somebody typed.
    said = gettext(pattern) if pattern else ""
    has_words = any(letter.isalpha() for letter in _PLACE.sub("", pattern))
    return said, said != pattern or not has_words


def _joined(text: Sentence) -> tuple[str, bool]:
    told = [spoken(part) for part in text.parts]
    is_told = all(language != settings.LANGUAGE_CODE for _said, language in told)
    return text.between.join(said for said, _language in told), is_told


def _filled(text: Sentence) -> tuple[str, bool]:
    said, is_told = _looked_up(text.template)
    # A pattern without words of its own speaks the language of the sentences in it.
    inside = [spoken(value)[1] for value in text.values.values() if isinstance(value, Sentence)]
    said %= {name: _value(value) for name, value in text.values.items()}
    return said, is_told and settings.LANGUAGE_CODE not in inside


def marked(text: str) -> SafeString:
    """Say a sentence of ours as HTML, its language marked where it is not the page's.

    Parameters
    ----------
    text
        As for `in_language`.

    Returns
    -------
    html
        Escaped; a ``span`` only around what is still English.

    Examples
    --------
    >>> from django.utils.translation import override
    >>> with override("es"):
    ...     print(marked("Nobody < anybody."))
    <span lang="en">Nobody &lt; anybody.</span>
    """
    said, language = spoken(text)
    if not said or language == (phrases.language() or settings.LANGUAGE_CODE):
        return SafeString(escape(said))
    return SafeString(f'<span lang="{escape(language)}">{escape(said)}</span>')


def number(value: float | str) -> str:
    """Write a number the way the active language does.

    Parameters
    ----------
    value
        A number, or its digits with a point where how many are shown is settled.

    Returns
    -------
    digits
        With separators between thousands.

    Examples
    --------
    >>> number(10525), number("3.0"), number(1e-06)
    ('10,525', '3.0', '0.000001')
    """
    digits = f"{value:g}" if isinstance(value, float) else str(value)
    if digits.isdigit() and len(digits) < _FIRST_GROUPED:
        return digits
    # Nobody should have to know what 1e-06 is.
    return number_format(f"{Decimal(digits):f}", force_grouping=True)


def _value(value: Value) -> str:
    if isinstance(value, str) and not _FRACTION.fullmatch(value):
        return in_language(value) if value.strip() else value
    return number(value)
