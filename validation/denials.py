"""Everyday nouns, each denied in many ways: does a denied finding ever come out present?

A case is inverted where anything is read as present: the noun's own finding, a narrower one or
its opposite (*no hearing problems* read as hearing impairment). Nouns are everyday words of HPO;
the ways are what clinicians and families write.

    python validation/denials.py
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from rarekin.text.recognise import Recogniser

THINGS = """
hearing, vision, eyesight, speech, sleep, heart, kidney, liver, lung, bladder, thyroid, eye, ear,
nose, teeth, face, bone, spine, joint, muscle, skin, hair, nail, hand, finger, foot, toe, growth,
weight, memory, behaviour, learning, balance, walking, breathing, feeding, eating, swallowing,
stomach, bowel, brain, nerve, blood, mouth, tongue, gum, head, neck, leg, arm, chest, hormone,
voice, puberty, spleen
"""
SIGNS = """
seizures, fits, fever, rash, headaches, vomiting, diarrhoea, constipation, reflux, jaundice,
anaemia, scoliosis, cataracts, glaucoma, squint, deafness, hearing loss, weight loss, short stature,
developmental delay, intellectual disability, autism, hypotonia, ataxia, tremor, cleft palate,
heart murmur, high blood pressure, diabetes, asthma, eczema, hernia, bruising, nosebleeds, joint
pain, back pain, muscle weakness, speech delay, hair loss, blindness, apnoea, kidney stones,
enlarged liver, birthmarks, anxiety, depression, dizziness, fainting, swelling, fractures
"""
OF_THINGS = (
    "no {} problems",
    "no problems with his {}",
    "no trouble with the {}",
    "without {} problems",
    "w/o {} issues",
    "denies {} problems",
    "never had {} problems",
    "doesn't have any {} problems",
    "hasn't had {} trouble",
    "{} problems: none",
    "{} problems: no, otherwise well",
    "{} problems were ruled out",
    "no evidence of {} disease",
    "no known {} problems",
    "no concerns about her {}",
    "no {} or other problems",
    "{}: WNL",
    "{} within normal limits",
    "nothing wrong with his {}",
    "there is no {} abnormality",
)
OF_SIGNS = (
    "no {}",
    "no history of {}",
    "no signs of {}",
    "without {}",
    "w/o {}",
    "denies {}",
    "never had {}",
    "he does not have {}",
    "she hasn't had any {}",
    "neg for {}",
    "neg. for {}",
    "-ve for {}",
    "negative for {}",
    "nil {}",
    "free of {}",
    "absence of {}",
    "without evidence of {}",
    "doctors ruled out {}",
    "{}: no",
    "{}: none",
    "{}: -",
    "{} (-)",
    "{} - absent",
    "{} absent",
    "{} neg",
    "{}? No.",
    "{}: negative, otherwise well",
    "{} was not seen",
    "{} has been excluded",
    "not {}",
)


def cases() -> Iterator[tuple[str, str]]:
    """Yield noun and sentence."""
    for nouns, ways in ((THINGS, OF_THINGS), (SIGNS, OF_SIGNS)):
        for noun in " ".join(nouns.split()).split(", "):
            for way in ways:
                yield noun, way.format(noun)


def judge(recogniser: Recogniser, text: str) -> str:
    """Return *inverted*, *denied*, *open* (mentioned, neither present nor absent) or *unread*."""
    states = {mention.state.value for mention in recogniser.read(text).mentions}
    if "present" in states:
        return "inverted"
    return "denied" if "excluded" in states else "open" if states else "unread"


def main() -> None:
    from text_gsc import hpo_terms

    from rarekin.text.lexicon import compile_lexicon

    recogniser = Recogniser(compile_lexicon(hpo_terms()))
    counts: Counter[str] = Counter()
    nouns = set()
    for noun, text in cases():
        nouns.add(noun)
        verdict = judge(recogniser, text)
        counts[verdict] += 1
        if verdict == "inverted":
            print(f"inverted: {text!r}")
    total = sum(counts.values())
    print(f"{len(nouns)} nouns, {total} sentences: {dict(counts)}")


if __name__ == "__main__":
    main()
