"""The person's own words with the recognised ones marked, for the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rarekin.api.diseases.terms import Mention
from rarekin.model.identifiers import Curie
from rarekin.web.clinic.signs_form import MAX_CHARACTERS, SignsForm, reading_of


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of the text; ``label`` is what it was read as, empty where nothing was read."""

    text: str
    label: str = ""
    answer: str = ""


def marked(form: SignsForm) -> tuple[SignsForm, tuple[Passage, ...]]:
    """Cut the words into marked and plain passages, and put each sign's words beside it.

    Parameters
    ----------
    form
        Signs the person removed are not marked.

    Returns
    -------
    form, passages
        Joined the passages are the words again.
    """
    if not form.words.strip() or len(form.words) > MAX_CHARACTERS:
        return form, ()
    answers = {s.term: s.answer.value for s in form.listed}
    mentions = [m for m in reading_of(form).mentions if m.term in answers]
    said = {m.term: form.words[m.start : m.end] for m in reversed(mentions)}
    signs = tuple(replace(s, said=said.get(s.term, s.said)) for s in form.signs)
    return replace(form, signs=signs), cut(form.words, mentions, answers)


def cut(
    words: str, mentions: Sequence[Mention], answers: Mapping[Curie, str] | None = None
) -> tuple[Passage, ...]:
    """Cut a text at the places of the mentions; of two that overlap the first stays.

    Parameters
    ----------
    words
        The text.
    mentions
        Places in it.
    answers
        What the person says about each term.

    Returns
    -------
    passages
        In the order of the text.

    Examples
    --------
    >>> cut("no fits", ())
    (Passage(text='no fits', label='', answer=''),)
    """
    pieces: list[Passage] = []
    end = 0
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if mention.start < end:
            continue
        if mention.start > end:
            pieces.append(Passage(words[end : mention.start]))
        answer = (answers or {}).get(mention.term, mention.state.value)
        pieces.append(Passage(words[mention.start : mention.end], mention.label, answer))
        end = mention.end
    if end < len(words):
        pieces.append(Passage(words[end:]))
    return tuple(pieces)
