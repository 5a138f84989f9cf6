"""How one finds out whether somebody has a sign."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rarekin.api.diseases import lookup
from rarekin.api.diseases.care import is_a_doctor, procedures
from rarekin.model.identifiers import Curie


@dataclass(frozen=True, slots=True)
class FindingTests:
    """The tests for one finding.

    Attributes
    ----------
    after_birth, before_birth
        Names of tests.
    broader, broader_label
        The wider finding the source speaks of, where it names no test for this one.
    source
        Title of the source.
    """

    after_birth: tuple[str, ...]
    before_birth: tuple[str, ...]
    broader: Curie | None
    broader_label: str
    source: str


def named_for(term: Curie) -> FindingTests | None:
    """Gather the tests for a finding.

    Parameters
    ----------
    term
        A live HPO id.

    Returns
    -------
    tests
        None where no source names any.
    """
    # Which doctor is right depends on the disease: a fit can come from the heart.
    found = tuple(p for p in procedures(term) if not is_a_doctor(p))
    if not found:
        return None
    titles = {info.name: info.title for info in lookup.sources()}
    named = {
        early: _names(p.label for p in found if p.before_birth is early) for early in (False, True)
    }
    first = found[0]
    return FindingTests(
        after_birth=named[False],
        before_birth=named[True],
        broader=first.about if first.about != term else None,
        broader_label=first.about_label,
        source=titles.get(first.source, first.source),
    )


def _names(labels: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(label[:1].upper() + label[1:] for label in labels))
