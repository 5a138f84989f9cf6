"""Abbreviations: what a text defines itself comes first; ambiguous ones need neighbours."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from rarekin.text.settling import Match
from rarekin.text.words import Token, word_set

_FORM = re.compile(r"^(?=(?:.*[A-Z]){2})[A-Z][A-Za-z0-9]{1,6}$")
_LITTLE = word_set("of the and in with to for a")

_HEART = word_set(
    "heart cardiac echo echocardiogram echocardiography vsd pda pfo tof avsd murmur valve septal "
    "septum atrial ventricular aortic mitral pulmonary shunt cardiomyopathy cyanosis cardiology "
    "ductus stenosis ecg hcm dcm closed closure surgically device secundum primum"
)
_MIND = word_set(
    "autism autistic behavior speech language adhd gdd id dd development developmental delay "
    "delayed learning social contact flapping intellectual iq school regression anxiety cognitive "
    "seizures epilepsy talk talks eye spectrum psychiatric mental hypotonia repetitive"
)
_NERVES = word_set("spastic spasticity gait walking palsy hypertonia brain mri neurological")
_MOUTH = word_set("cleft lip palate mouth oral uvula micrognathia feeding")
_HIP = word_set("hip hips joint pelvis leg dislocation dysplasia orthopedic")
_CHEST = word_set("hernia diaphragm lung lungs pulmonary chest hypoplasia ventilated")
_SUGAR = word_set("insulin glucose sugar hba1c diabetic pancreas")
_GENES = word_set("inheritance recessive dominant variant mutation gene homozygous pathogenic")

READINGS: dict[str, tuple[tuple[str, frozenset[str]], ...]] = {
    "ASD": (("HP:0000729", _MIND), ("HP:0001631", _HEART)),
    "ID": (("HP:0001249", _MIND),),
    "DD": (("HP:0001263", _MIND),),
    "MR": (("HP:0001249", _MIND), ("HP:0001653", _HEART)),
    "MS": (("HP:0001718", _HEART), ("", _NERVES)),
    "PDA": (("HP:0001643", _HEART), ("", _MIND)),
    "PS": (("HP:0001642", _HEART),),
    "AS": (("HP:0001650", _HEART), ("", _MIND)),
    "AR": (("HP:0001659", _HEART), ("", _GENES)),
    "CP": (("HP:0100021", _NERVES), ("HP:0000175", _MOUTH)),
    "CHD": (("HP:0001627", _HEART), ("HP:0001374", _HIP)),
    "CDH": (("HP:0000776", _CHEST), ("HP:0001374", _HIP)),
    "DM": (("HP:0000819", _SUGAR), ("", _NERVES)),
    "MI": (("HP:0001658", _HEART),),
}
"""What an abbreviation can mean, with the words that speak for it; the empty id is no finding."""


def readings_of(
    abbreviation: str, near: Sequence[str], far: Sequence[str]
) -> tuple[tuple[str, ...], bool]:
    """Return what an ambiguous abbreviation means here.

    Parameters
    ----------
    abbreviation
        One of `READINGS`.
    near, far
        Words of its sentence and of the whole text.

    Returns
    -------
    ids, may_be_nothing
        HPO ids, more than one where nothing settles it, and whether it may be no finding at all.

    Examples
    --------
    >>> readings_of("ASD", ["echo"], []), readings_of("ASD", [], [])
    ((('HP:0001631',), False), (('HP:0000729', 'HP:0001631'), False))
    >>> readings_of("ID", ["card"], [])
    (('HP:0001249',), True)
    """
    readings = READINGS[abbreviation]
    weights = [
        3 * len(cues.intersection(near) - {abbreviation.lower()})
        + len(cues.intersection(far) - {abbreviation.lower()})
        for _, cues in readings
    ]
    best = max(weights)
    if best and weights.count(best) == 1:
        return tuple(filter(None, (readings[weights.index(best)][0],))), False
    ids = tuple(id_ for id_, _ in readings if id_)
    return ids, len(ids) == 1


def spelled_out(abbreviation: str, words: Sequence[str]) -> bool:
    """Tell whether words begin with the letters of an abbreviation, one after the other.

    Examples
    --------
    >>> spelled_out("ASD", ["atrial", "septal", "defect"]), spelled_out("ASD", ["mild", "fever"])
    (True, False)
    """
    letters = re.sub(r"[^a-z]", "", abbreviation.lower().rstrip("s"))
    initials = "".join(w[0] for w in words if w not in _LITTLE)
    return bool(letters) and (initials == letters or "".join(w[0] for w in words) == letters)


def definitions(sentence: Sequence[Token], text: str) -> Iterator[tuple[str, range]]:
    """Yield abbreviations that a sentence defines, with the places of the words they stand for.

    Both *atrial septal defect (ASD)* and *ASD (atrial septal defect)* count.
    """
    for place, token in enumerate(sentence):
        form = text[token.start : token.end]
        if not _FORM.match(form):
            continue
        for span in _candidates(place, sentence, len(form), text):
            if spelled_out(form, [sentence[p].word for p in span]):
                yield form, span
                break


def _candidates(
    place: int, sentence: Sequence[Token], n_letters: int, text: str
) -> Iterator[range]:
    if "(" in sentence[place].before:
        for length in range(2, n_letters + 3):
            if length <= place:
                yield range(place - length, place)
    opened = place + 1
    if opened < len(sentence) and "(" in sentence[opened].before:
        end = opened
        while end + 1 < len(sentence) and ")" not in sentence[end + 1].before:
            end += 1
        if ")" in text[sentence[end].end : sentence[end].end + 2]:
            yield range(opened, end + 1)


class Glossary:
    """The abbreviations that a text defines, each with the entry of what it stands for.

    Examples
    --------
    >>> Glossary().entry_of("ASD") is None
    True
    """

    def __init__(self) -> None:
        self._entries: dict[str, int] = {}

    def learn(self, sentence: Sequence[Token], text: str, matches: Sequence[Match]) -> None:
        """Take over the definitions of a sentence.

        Parameters
        ----------
        sentence, text
            Tokens and the text they come from.
        matches
            What was found in the sentence; -1 is noted where the words name no finding.
        """
        spans: dict[str, list[range]] = defaultdict(list)
        for form, span in definitions(sentence, text):
            spans[form].append(span)
        for form, found in spans.items():
            inside = [m for m in matches for span in found if m.first in span and m.last in span]
            longest = max(inside, key=lambda m: len(m.places), default=None)
            self._entries.setdefault(form, longest.i_entry if longest else -1)

    def entry_of(self, form: str) -> int | None:
        """Return the entry an abbreviation stands for, -1 for none that is known."""
        return self._entries.get(form)
