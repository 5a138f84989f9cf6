"""What a person should look at again after a text was read."""

from __future__ import annotations

from rarekin.model.issues import Issue, IssueLevel
from rarekin.model.sentences import sentence
from rarekin.text.circumstances import Context
from rarekin.text.labs import Range
from rarekin.text.measured import Measure
from rarekin.text.reading import Mention

_DENIAL_OR_NOT = "The words leave open whether {} is denied."


def about(mention: Mention, around: Context, also: str = "") -> list[Issue]:
    """Say why a mention is not simply present or absent.

    Parameters
    ----------
    mention
        A finding at its place.
    around
        What the words around it say.
    also
        The findings it may stand for, where an abbreviation means several.

    Returns
    -------
    issues
        Notices, none of them an error.

    Examples
    --------
    >>> from rarekin.model.case import State
    >>> from rarekin.model.identifiers import Curie
    >>> fit = Mention(Curie("HP:0001250"), "Seizure", State.PRESENT, 3, 6, "fit", 0.9)
    >>> [issue.code for issue in about(fit, Context(doubted=True))]
    ['finding-doubted']
    """
    label = mention.label
    noted = []
    if also:
        noted.append(
            (
                "finding-ambiguous",
                f"{mention.matched} can mean: {also}.",
                "Keep the one that is meant, or write it out.",
            )
        )
    if around.relative:
        noted.append(
            (
                "finding-of-relative",
                f"{label} seems to be about a relative ({around.relative}).",
                "If it is the patient's own, add it by hand.",
            )
        )
    if around.supposed:
        noted.append(
            (
                "finding-supposed",
                f"{label} stands in a condition, a warning or a general sentence.",
                "If it was seen, add it by hand.",
            )
        )
    if around.open:
        noted.append(
            (
                "finding-open",
                _DENIAL_OR_NOT.format(label),
                "Answer yes or no by hand.",
            )
        )
    if around.doubted:
        noted.append(
            (
                "finding-doubted",
                f"{label} is only suspected in the text.",
                "Keep it if it was seen; take it out if not.",
            )
        )
    if around.past:
        noted.append(
            (
                "finding-past",
                f"{label} seems to belong to the past.",
                "It still counts for finding the disease; take it out if it is not meant.",
            )
        )
    where = f"text[{mention.start}:{mention.end}]"
    return [Issue(code, IssueLevel.NOTICE, where, said, hint) for code, said, hint in noted]


def ambiguous(form: str, label: str, start: int, end: int) -> Issue:
    """Ask what an abbreviation means that may be a finding or something else.

    Examples
    --------
    >>> ambiguous("ID", "Intellectual disability", 0, 2).code
    'finding-ambiguous'
    """
    return Issue(
        "finding-ambiguous",
        IssueLevel.NOTICE,
        f"text[{start}:{end}]",
        f"{form} can mean {label} or something else; it was not taken up.",
        "If it is meant, write it out.",
    )


def not_english() -> Issue:
    """Say that a text looks like none of the languages that are read.

    Examples
    --------
    >>> not_english().code
    'text-not-english'
    """
    return Issue(
        "text-not-english",
        IssueLevel.WARNING,
        "text",
        "The text is in a language we do not read; only ids and names of HPO were read.",
        "Write in English, Spanish or French, or choose the findings by name.",
    )


def strange_id(id_: str, start: int, end: int) -> Issue:
    """Say that an id in a text names no finding.

    Examples
    --------
    >>> strange_id("HP:0000001", 0, 10).code
    'id-no-finding'
    """
    return Issue(
        "id-no-finding",
        IssueLevel.WARNING,
        f"text[{start}:{end}]",
        f"{id_} is no finding of HPO (unknown, or a heading such as onset or inheritance).",
        "Check the number.",
    )


def about_measure(value: Measure) -> Issue:
    """Say what a laboratory value was read as, or why it was not.

    Parameters
    ----------
    value
        As `rarekin.text.measured.measures` found it.

    Returns
    -------
    issue
        A notice; it is an error nowhere, since the person can answer by hand.

    Examples
    --------
    >>> from rarekin.text.measured import measures
    >>> about_measure(measures("glucose 35")[0]).message
    '“glucose 35” was not taken up: is this the unit, and is one there?'
    """
    name = " ".join(value.said.split())
    beside = _written(value.range, value) if value.range else sentence("every range we have")
    own = sentence("The range of the laboratory that measured it counts more.")
    by_hand = sentence("If it is marked as too low or too high, write so: “low” or “high”.")
    told = {
        "low": (sentence("“%(value)s” lies below %(range)s.", value=name, range=beside), own),
        "high": (sentence("“%(value)s” lies above %(range)s.", value=name, range=beside), own),
        "within": (
            sentence("“%(value)s” is in the usual range. That denies nothing.", value=name),
            own,
        ),
        "unit": (
            sentence(
                "“%(value)s” was not taken up: is this the unit, and is one there?", value=name
            ),
            sentence("Write the number with its unit, such as %(unit)s.", unit=value.test.unit),
        ),
        "person": (
            sentence("“%(value)s” was not taken up: it depends on age and sex.", value=name),
            sentence("Tell the age and the sex, and read the words again."),
        ),
        "range": (
            sentence("“%(value)s” was not taken up: we have no range for this age.", value=name),
            by_hand,
        ),
        "open": (
            sentence("“%(value)s” was not taken up: the words give only a bound.", value=name),
            by_hand,
        ),
    }
    message, hint = told[value.verdict]
    code = "value-read" if value.term else f"value-{value.verdict}"
    where = f"text[{value.start}:{value.end}]"
    return Issue(code, IssueLevel.NOTICE, where, message, hint)


def _written(one: Range, value: Measure) -> str:
    """Write a range in the unit that the person used."""
    low, high = (side and f"{side / value.factor:.3g}" for side in (one.low, one.high))
    return f"{low or 0}–{high} {value.unit}" if high else f"{low} {value.unit}"
