"""Everyday words for frequent findings, words that deny one, and words that only look like one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rarekin.text.phrases_face import FACE_PHRASES
from rarekin.text.phrases_frame import FRAME_PHRASES
from rarekin.text.phrases_mind import MIND_PHRASES
from rarekin.text.phrases_organs import ORGANS_PHRASES

NORMAL_PHRASES = """
HP:0001250 Seizure: seizure free; free of seizures; fit free
HP:0000365 Hearing impairment: normal hearing; hearing is fine; hears well; hears normally;
  hearing normal; passed hearing test; hearing test was normal
HP:0000505 Visual impairment: normal vision; normal eyesight; sees well; vision is fine;
  sees normally; normal sight
HP:0001249 Intellectual disability: normal intelligence; normal intellect; intelligence is normal;
  normal IQ; intellectually normal; cognitively normal; normal cognition; average intelligence;
  bright child; very clever; mentally normal; normal cognitive development
HP:0001263 Global developmental delay: normal development; develops normally; developed normally;
  milestones on time; developmental milestones normal; normal psychomotor development
HP:0000750 Delayed speech and language development: normal speech; talks well; speaks normally;
  speech is fine
HP:0001507 Growth abnormality: normal growth; grows normally; growing normally; growing well
HP:0000002 Abnormality of body height: normal height; normal stature
HP:0004323 Abnormality of body weight: normal weight; normal body weight
HP:0000240 Abnormality of skull size: normal head circumference; normal head size; normocephalic;
  normocephaly
HP:0001288 Gait disturbance: normal gait; walks normally; walks well; normal walk
HP:0003165 Elevated circulating parathyroid hormone level: normal PTH; PTH normal; PTH was fine;
  normal parathyroid hormone; parathyroid hormone level normal; PTH level normal
HP:0004363 Abnormal circulating calcium concentration: normal calcium; calcium normal;
  calcium level normal; normal serum calcium; normocalcemia
HP:0100529 Abnormal blood phosphate concentration: normal phosphate; phosphate normal;
  phosphate level normal
HP:0002925 Elevated circulating thyroid-stimulating hormone concentration: normal TSH; TSH normal
HP:0000820 Abnormality of the thyroid gland: normal thyroid; thyroid normal
HP:0001627 Abnormal heart morphology: normal heart; heart is fine; normal echocardiogram;
  normal heart scan; normal echo; heart normal
HP:0011675 Arrhythmia: normal heart rhythm; regular heartbeat
HP:0000077 Abnormality of the kidney: normal kidneys; kidneys fine; normal renal ultrasound;
  kidneys normal
HP:0012443 Abnormal brain morphology: normal brain MRI; brain MRI normal; normal brain scan;
  brain scan was normal
HP:0002353 EEG abnormality: normal EEG; EEG normal
HP:0012638 Abnormal nervous system physiology: neurologically normal; normal neurological
  examination
HP:0004325 Decreased body weight: well nourished; gains weight well; good weight gain
HP:0000271 Abnormality of the face: normal face; face looks normal
HP:0001252 Hypotonia: normal tone; normal muscle tone
HP:0001324 Muscle weakness: normal strength; normal muscle strength; full strength
HP:0001155 Abnormality of the hand: normal hands; hands normal
HP:0001844 Abnormal hallux morphology: normal big toes; big toes normal; normal great toes
HP:0012758 Neurodevelopmental delay: neurodevelopmentally normal
HP:0000822 Hypertension: normal blood pressure; blood pressure normal
HP:0002360 Sleep abnormality: sleeps well; sleeps normally
HP:0011968 Feeding difficulties: eats well; feeds well; eats normally
"""
"""Phrases that say a finding was looked for and is absent."""

NOTHING_PHRASES = """
fit and well; fit and healthy; fits well; best fit; keep fit; fits the description; fits the
picture; order; ordered; orders; alone; short arm of chromosome; short arm chromosome; long arm
of chromosome; short arm; long arm; cold sore throat; cell line; tired of waiting; sick leave;
mole weight; growth hormone treatment; heart of the matter; blood
test; blood tests; skin biopsy; eye color; fall asleep; falls asleep; fell asleep; feels well;
small gene; large family; big brother; little brother; little sister; big sister; little boy;
little girl; late effect; delay in diagnosis; delayed diagnosis; diagnosis late; weak evidence;
shows; low risk; high risk; low income; short time; short period; long time; hearing from you;
short story; walking stick; hearing dog; seeing the doctor; stress; shock wave; twitch gene
"""
"""Phrases that contain a finding's words and do not mean it; they are passed over."""

_ENTRY = re.compile(r"^(HP:\d{7}) ([^:]+): (.+)$")


def entries(table: str) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    r"""Read a table of phrases.

    Parameters
    ----------
    table
        One finding a line: id, label, a colon, phrases separated by semicolons. A line that
        begins with spaces continues the one before.

    Yields
    ------
    entry
        Id, label and phrases.

    Examples
    --------
    >>> list(entries("HP:0001250 Seizure: fits;\n  takes fits"))
    [('HP:0001250', 'Seizure', ('fits', 'takes fits'))]
    """
    for line in table.replace("\n  ", " ").strip().split("\n"):
        match = _ENTRY.match(line)
        if match:
            phrases = (phrase.strip() for phrase in match[3].split(";"))
            yield match[1], match[2], tuple(phrase for phrase in phrases if phrase)


def all_entries() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield the everyday phrases of every finding that has some.

    Examples
    --------
    >>> sum(1 for _ in all_entries()) > 400
    True
    """
    for table in (MIND_PHRASES, FACE_PHRASES, ORGANS_PHRASES, FRAME_PHRASES):
        yield from entries(table)


def plain_phrases() -> list[tuple[str, str]]:
    """Return pairs of HPO id and everyday phrase.

    Examples
    --------
    >>> ("HP:0001250", "takes fits") in plain_phrases()
    True
    """
    return [(id_, phrase) for id_, _, phrases in all_entries() for phrase in phrases]


def normal_phrases() -> list[tuple[str, str]]:
    """Return pairs of HPO id and a phrase that says the finding is absent.

    Examples
    --------
    >>> ("HP:0000365", "normal hearing") in normal_phrases()
    True
    """
    return [(id_, phrase) for id_, _, phrases in entries(NORMAL_PHRASES) for phrase in phrases]


def nothing_phrases() -> list[str]:
    """Return the phrases to be passed over.

    Examples
    --------
    >>> "fit and well" in nothing_phrases()
    True
    """
    return [" ".join(phrase.split()) for phrase in NOTHING_PHRASES.split(";")]
