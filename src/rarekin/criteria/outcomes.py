"""How one rule comes out on what is known."""

from __future__ import annotations

from collections.abc import Mapping

from rarekin.criteria.evaluation import Outcome
from rarekin.criteria.expression import Truth, truth
from rarekin.criteria.sets import Rule, VerdictRule
from rarekin.model.sentences import sentence

OUTCOME = {True: Outcome.MET, False: Outcome.NOT_MET, None: Outcome.UNDETERMINED}
_DEFAULT_TEXT = {
    Outcome.MET: sentence("What is known fits."),
    Outcome.NOT_MET: sentence("What is known does not fit."),
    Outcome.UNDETERMINED: sentence("Too little is known to say."),
}


def outcome_of(rule: Rule | VerdictRule, known: Mapping[str, Truth]) -> Outcome:
    """Tell how a rule comes out.

    Parameters
    ----------
    rule
        A named rule or a verdict.
    known
        Truth of the items.

    Returns
    -------
    outcome
        Not met as well where something on record takes a verdict away.

    Examples
    --------
    >>> from rarekin.criteria.grammar import parse
    >>> from rarekin.criteria.sets import Role
    >>> rule = VerdictRule("a", "A", Role.MAIN, parse("x"), unless_recorded=parse("y and not z"))
    >>> outcome_of(rule, {"x": True}).value, outcome_of(rule, {"x": True, "y": True}).value
    ('met', 'not_met')
    """
    return Outcome.NOT_MET if is_overturned(rule, known) else OUTCOME[truth(rule.when, known)]


def is_overturned(rule: Rule | VerdictRule, known: Mapping[str, Truth]) -> bool:
    """Tell whether something on record takes a verdict away.

    Parameters
    ----------
    rule
        A named rule, which nothing can take away, or a verdict.
    known
        Truth of the items; what is unknown is not on record.

    Returns
    -------
    is_overturned
        Whether it does.

    Examples
    --------
    >>> from rarekin.criteria.grammar import parse
    >>> is_overturned(Rule("a", "A", parse("x")), {"x": True})
    False
    """
    unless = rule.unless_recorded if isinstance(rule, VerdictRule) else None
    if unless is None:
        return False
    return truth(unless, {name: known.get(name) or False for name in unless.polarities}) is True


def text_of(rule: Rule | VerdictRule, outcome: Outcome) -> str:
    """Return the sentence a rule has for an outcome.

    Parameters
    ----------
    rule
        A named rule or a verdict.
    outcome
        How it came out.

    Returns
    -------
    text
        A general one where the rule has none.

    Examples
    --------
    >>> from rarekin.criteria.grammar import parse
    >>> text_of(Rule("a", "A", parse("x"), met="It holds."), Outcome.MET)
    'It holds.'
    """
    said = {
        Outcome.MET: rule.met,
        Outcome.NOT_MET: rule.not_met,
        Outcome.UNDETERMINED: rule.undetermined,
    }
    return said[outcome] or _DEFAULT_TEXT[outcome]


def warns(rule: VerdictRule, known: Mapping[str, Truth]) -> bool:
    """Tell whether a verdict's warning is to be shown.

    Parameters
    ----------
    rule
        A verdict.
    known
        Truth of the items.

    Returns
    -------
    warns
        Where what calls for it is known, and what would lift it is not.

    Examples
    --------
    >>> from rarekin.criteria.grammar import parse
    >>> from rarekin.criteria.sets import Role
    >>> rule = VerdictRule("a", "A", Role.MAIN, parse("x"), alert="Take care.",
    ...     alert_when=parse("bone"), alert_unless=parse("not toe"))
    >>> warns(rule, {"bone": True}), warns(rule, {"bone": True, "toe": False})
    (True, False)
    """
    if rule.alert_when is None or truth(rule.alert_when, known) is not True:
        return False
    return rule.alert_unless is None or truth(rule.alert_unless, known) is not True
