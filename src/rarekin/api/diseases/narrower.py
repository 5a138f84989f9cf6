"""What a group or a disease with forms must not keep quiet about: what its forms' pages say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rarekin.api.diseases.lending import Lent, lenders_of
from rarekin.api.diseases.wider import texts_of
from rarekin.api.making.release import current
from rarekin.knowledge.lines import above, below
from rarekin.knowledge.pages import DiseasePage, DiseaseRef
from rarekin.knowledge.release import Release
from rarekin.model.citations import SourceInfo
from rarekin.model.disease import Fact, Level, Organisation, Section

_CARD = "emergency_card"
_CHILDREN_ASKED = 40
_MOST_BELOW = 400
"""Wider headings, such as *hereditary disease*, name nothing that somebody has."""


@dataclass(frozen=True, slots=True)
class FormInDanger:
    """A form whose own page says what cannot wait or what could harm.

    Attributes
    ----------
    ref
        The form.
    facts
        Of its safety section, what is urgent first; its emergency card last.
    """

    ref: DiseaseRef
    facts: tuple[Fact, ...]

    @property
    def told(self) -> tuple[Fact, ...]:
        """The statements, without the card made from them."""
        return tuple(fact for fact in self.facts if fact.kind != _CARD)


@dataclass(frozen=True, slots=True)
class Dangers:
    """What the forms' own pages say, for a page that itself says nothing of it.

    Attributes
    ----------
    forms
        By name.
    sources
        Of their statements.
    """

    forms: tuple[FormInDanger, ...] = ()
    sources: tuple[SourceInfo, ...] = ()


def dangers_of_forms(page: DiseasePage, language: str = "en") -> Dangers:
    """Return what cannot wait in forms of a disease about which nobody wrote that itself.

    Parameters
    ----------
    page
        Of a group, or of a disease that has forms.
    language
        The reader's; a statement that is not translated into it stays English.

    Returns
    -------
    dangers
        Empty where the page has its own, where it has no forms, and for the widest headings.
        A form of a form is left out where the form itself speaks.
    """
    if page.facts.get(Section.SAFETY) or not page.children:
        return Dangers()
    release = current()
    found: dict[int, FormInDanger] = {}
    own = release.number_of(page.ref.id)
    entries = below(release, own, _MOST_BELOW + 1) - {own}
    for number, ref in _speaking(release, entries if len(entries) <= _MOST_BELOW else ()):
        facts = texts_of(ref.id, language).get(Section.SAFETY, ())
        if any(fact.kind != _CARD for fact in facts):
            found[number] = FormInDanger(ref, tuple(sorted(facts, key=_urgent_first)))
    kept = [form for number, form in found.items() if not above(release, number) & found.keys()]
    kept.sort(key=lambda form: form.ref.label.casefold())
    names = {fact.source for form in kept for fact in form.facts}
    return Dangers(tuple(kept), tuple(one for one in release.sources if one.name in names))


def organisations_near(page: DiseasePage) -> tuple[DiseaseRef, tuple[Organisation, ...]] | None:
    """Return who works for a wider disease, else for a form, where it has nobody of its own.

    Parameters
    ----------
    page
        Of a disease.

    Returns
    -------
    near
        For whom they work, and who they are; None where the page has its own, or nobody has.
        First for the disease right above, then for the one that lends the page its text. Groups
        above are left out: their organisations may be of quite another disease.
    """
    if page.organisations:
        return None
    release = current()
    whole = [one for one in page.parents if one.level is not Level.GROUP]
    lenders = lenders_of(release, release.number_of(page.ref.id))
    telling = [one.number for one in lenders if one.is_wider and one.lent is not Lent.DANGER]
    refs = release.refs(telling)
    told_by = [refs[number] for number in telling]
    for ref in (*whole, *told_by, *page.children[:_CHILDREN_ASKED]):
        found = release.records(Organisation, ref.id)
        if found:
            return ref, found
    return None


def _urgent_first(fact: Fact) -> int:
    return {"urgent": 0, _CARD: 2}.get(fact.kind, 1)


def _speaking(release: Release, numbers: Iterable[int]) -> list[tuple[int, DiseaseRef]]:
    """Return the entries that have records of a safety section, without decoding any other."""
    marks = ",".join(str(number) for number in sorted(numbers))
    rows = release.rows(
        "SELECT DISTINCT disease.i FROM disease JOIN record "  # noqa: S608  numbers only
        "ON record.kind = 'Fact' AND record.key = disease.id "
        f'WHERE disease.i IN ({marks}) AND record.data LIKE \'%"section":"safety"%\'',
        (),
    )
    refs = release.refs([row[0] for row in rows])
    return list(refs.items())
