"""The form of ``/find``: words, signs, sex, age. It is the only place where they are kept."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from enum import StrEnum

from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from rarekin.api.diseases.terms import Person, TextReading
from rarekin.errors import InputError
from rarekin.model.case import Case, Finding, Sex, State
from rarekin.model.identifiers import Curie, parse_curie
from rarekin.web.clinic.person_choices import onset_class, onset_classes
from rarekin.web.shell import words_to_signs
from rarekin.web.shell.own_words import number, told

MAX_CHARACTERS = 8000
MAX_SIGNS = 100
_MOST_VALUES = 20


class Answer(StrEnum):
    """What the person says about a sign; removed ones stay listed so that nothing is lost."""

    PRESENT = "present"
    EXCLUDED = "excluded"
    UNKNOWN = "unknown"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Sign:
    """One row of the list.

    Attributes
    ----------
    term, label
        HPO id and its name.
    answer
        What the person says.
    said
        The person's own words for it, where they were found in the text.
    """

    term: Curie
    label: str
    answer: Answer
    said: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to mend, and the field it is about."""

    where: str
    message: str


@dataclass(frozen=True, slots=True)
class SignsForm:
    """Everything the pages of ``/find`` carry from one step to the next.

    Problems ask to be mended; notes only say what was done with an opened file.
    ``onset`` is an HPO class of age, empty where nobody said.
    """

    words: str = ""
    sex: Sex = Sex.UNKNOWN
    age_text: str = ""
    age_years: float | None = None
    onset: str = ""
    signs: tuple[Sign, ...] = ()
    problems: tuple[Problem, ...] = field(default=())
    notes: tuple[str, ...] = ()

    @property
    def listed(self) -> tuple[Sign, ...]:
        """The signs that count or may count."""
        return tuple(s for s in self.signs if s.answer is not Answer.REMOVED)

    @property
    def removed(self) -> tuple[Sign, ...]:
        """The signs the person took off the list."""
        return tuple(s for s in self.signs if s.answer is Answer.REMOVED)

    def problem(self, where: str, message: str) -> SignsForm:
        """Return the form with one more thing to mend."""
        return replace(self, problems=(*self.problems, Problem(where, message)))

    def problems_by_place(self) -> dict[str, list[str]]:
        """Return the messages by field."""
        found: dict[str, list[str]] = {}
        for problem in self.problems:
            found.setdefault(problem.where, []).append(problem.message)
        return found

    def with_signs(self, signs: tuple[Sign, ...]) -> SignsForm:
        """Return the form with more signs; one that is listed already keeps its answer."""
        known = {s.term: s for s in self.signs}
        for sign in signs:
            before = known.get(sign.term)
            known[sign.term] = replace(before, said=before.said or sign.said) if before else sign
        form = replace(self, signs=tuple(known.values())[:MAX_SIGNS])
        if len(known) > MAX_SIGNS:
            return form.problem(
                "signs", _("The list is full: we take %(n)d signs at most.") % {"n": MAX_SIGNS}
            )
        return form

    def case(self) -> Case:
        """Return the signs as the engines want them."""
        return Case(
            id="case",
            sex=self.sex,
            age_years=self.age_years,
            onset_term=Curie(self.onset) if self.onset else None,
            findings=tuple(Finding(s.term, State(s.answer)) for s in self.listed),
        )


def read_signs(data: QueryDict) -> SignsForm:
    """Read a submitted form; what cannot be used is said, and everything else is kept.

    Parameters
    ----------
    data
        The post. Any field may be missing, forged or damaged.

    Returns
    -------
    form
        With its problems.
    """
    sex = data.get("sex", "")
    form = SignsForm(
        words=data.get("words", ""),
        sex=Sex(sex) if sex in set(Sex) else Sex.UNKNOWN,
        age_text=data.get("age", "").strip()[:20],
        onset=data.get("onset", "") if data.get("onset") in onset_classes() else "",
    )
    form = _with_age(form, data.get("age_unit", "years"))
    terms = [(t, f"state-{t}") for t in data.getlist("term")]
    terms += [(t, f"ask-{t}") for t in data.getlist("ask") if _answered(data, f"ask-{t}")]
    terms += [(t, "") for t in data.getlist("choose")]
    for text, name in terms[: 2 * MAX_SIGNS]:
        answer = data.get(name, "present") if name else "present"
        form = _with_term(form, text, answer if answer in set(Answer) else "unknown")
    return form


def read_words(form: SignsForm) -> SignsForm:
    """Look for signs in the words and add them to the list.

    Parameters
    ----------
    form
        With words.

    Returns
    -------
    form
        With more signs, or with a problem that says why not.
    """
    if not form.words.strip():
        return form.problem("words", _("Please describe the signs in the box first."))
    if len(form.words) > MAX_CHARACTERS:
        return form.problem(
            "words",
            _("Your text has %(got)s characters; we read up to %(most)s. Please shorten it.")
            % {"got": number(len(form.words)), "most": number(MAX_CHARACTERS)},
        )
    reading = reading_of(form)
    found = tuple(
        Sign(sign.term, sign.label, Answer(sign.state.value), sign.said)
        for sign in words_to_signs.signs_of(reading)
    )
    if any(issue.code == "text-not-english" for issue in reading.issues):
        message = _(
            "We read English, Spanish and French; these words look like another language. We took"
            " up no more than ids and medical names; please check each of them, or choose the"
            " signs by name."
        )
        if not found and not form.signs:
            return form.problem("words", message)
        form = replace(form, notes=(*form.notes, message))
    form = replace(form, notes=(*form.notes, *_read_in(reading.language)))
    form = _with_person(form, reading.person)
    form = replace(form, notes=(*form.notes, *_guessed(reading)))
    values = [i for i in reading.issues if i.code.startswith("value-")][:_MOST_VALUES]
    said_of = tuple(told(issue) for issue in values)
    form = replace(form, notes=(*form.notes, *said_of))
    if not found and not form.signs:
        return form.problem(
            "words",
            _(
                "We could not find a sign in these words. Try other words, such as"
                " “hard lumps under the skin”, or add signs one by one below."
            ),
        )
    return form.with_signs(found)


def _guessed(reading: TextReading) -> tuple[str, ...]:
    """Ask about what the words may mean, beside the words."""
    if not reading.guesses:
        return ()
    asked: dict[str, list[str]] = {}
    for guess in reading.guesses:
        said = " ".join(reading.text[guess.start : guess.end].split())
        asked.setdefault(said, []).append(words_to_signs.named(guess.term))
    listed = "; ".join(f"“{said}”: {' / '.join(names)}?" for said, names in asked.items())
    message = _(
        "Of some words we can only guess the meaning. Did you mean this? %(guesses)s They count"
        " only once you answer yes or no below."
    )
    return (message % {"guesses": listed},)


def _with_person(form: SignsForm, person: Person) -> SignsForm:
    """Fill in what the words tell of age, sex and beginning where it was left open, and say so."""
    taken = []
    if form.sex is Sex.UNKNOWN and person.sex is not Sex.UNKNOWN:
        form = replace(form, sex=person.sex)
        taken.append(_("the sex"))
    if not form.age_text and person.age_years is not None:
        text = f"{person.age_years:.2f}".rstrip("0").rstrip(".")
        form = replace(form, age_text=text, age_years=person.age_years)
        taken.append(_("the age"))
    since = onset_class(person.onset_term, person.onset_years)
    if not form.onset and since:
        form = replace(form, onset=since)
        taken.append(_("when it began"))
    if not taken:
        return form
    message = _("We took from your words: %(what)s. Please check it below.")
    return replace(form, notes=(*form.notes, message % {"what": ", ".join(taken)}))


def add_sign(form: SignsForm, words: str) -> tuple[SignsForm, tuple[Sign, ...]]:
    """Add the sign somebody typed, or return those it may mean.

    Parameters
    ----------
    form
        The form so far.
    words
        A few words, or an HPO id.

    Returns
    -------
    form, choices
        Choices are empty where the sign was added or nothing fits.
    """
    words = words.strip()[:200]
    if not words:
        return form, ()
    if re.fullmatch(r"(?i)hp\s*[:_ ]\s*\d{1,7}", words):
        return _with_term(form, words, "present"), ()
    found = words_to_signs.suggested(words, 8)
    exact = [s for s in found if words.casefold() in (s[1].casefold(), s[2].casefold())]
    if len(exact) == 1 or (len(found) == 1):
        term, label, _matched = (exact or found)[0]
        return form.with_signs((Sign(term, label, Answer.PRESENT, words),)), ()
    if not found:
        message = _("We know no sign called “%(words)s”. Try a simpler word.")
        return form.problem("add", message % {"words": words}), ()
    return form, tuple(
        Sign(term, label, Answer.PRESENT, "" if matched == label else matched)
        for term, label, matched in found
    )


def from_case(case: Case) -> SignsForm:
    """Fill the form from a case, such as one opened from a file.

    Parameters
    ----------
    case
        Findings whose id this release does not know become problems.

    Returns
    -------
    form
        Without words.
    """
    form = SignsForm(sex=case.sex)
    if case.age_years is not None:
        form = replace(form, age_text=f"{case.age_years:g}", age_years=case.age_years)
    form = replace(form, onset=onset_class(case.onset_term, case.onset_years))
    for finding in case.findings:
        form = _with_term(form, finding.term, finding.state.value)
    return form


def reading_of(form: SignsForm) -> TextReading:
    """Read the words of a form for the person it is about."""
    return words_to_signs.reading_of(form.words, Person(form.sex, form.age_years))


def _read_in(language: str) -> tuple[str, ...]:
    """Say in which language the words were read, where it is not the page's."""
    if language == (get_language() or "en"):
        return ()
    return {
        "en": (_("We read your words as English."),),
        "es": (_("We read your words as Spanish."),),
        "fr": (_("We read your words as French."),),
    }.get(language, ())


def _answered(data: QueryDict, name: str) -> bool:
    return data.get(name) in (Answer.PRESENT, Answer.EXCLUDED)


def _with_age(form: SignsForm, unit: str) -> SignsForm:
    if not form.age_text:
        return form
    try:
        number = float(form.age_text.replace(",", "."))
    except ValueError:
        number = -1
    age = number / 12 if unit == "months" else number
    if not 0 <= age <= 130:
        return form.problem(
            "age",
            _("“%(age)s” is not an age we can use. Write a number from 0 to 130, or leave it out.")
            % {"age": form.age_text},
        )
    text = f"{age:.2f}".rstrip("0").rstrip(".")
    return replace(form, age_text=text, age_years=age)


def _with_term(form: SignsForm, text: str, answer: str) -> SignsForm:
    try:
        term = parse_curie(text)
        sign = Sign(term, words_to_signs.named(term), Answer(answer))
    except InputError:
        message = _("We left out “%(id)s”: it is not a sign this release knows.")
        return form.problem("signs", message % {"id": text[:40]})
    return form.with_signs((sign,))
