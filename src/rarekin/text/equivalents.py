"""Words that say the same about a finding: plain words beside clinical ones. Our own list."""

from __future__ import annotations

from collections.abc import Sequence

from rarekin.text.words import plain_word, stem, word_set

STOP_WORDS = word_set(
    "a an the of in at to for from by with as his her hers their my our your its this that "
    "these those he she they it we i you which who is are was were be been being am has have had "
    "do does did having there s quite rather also some any both all such ones per "
    "so really just still sometimes mostly usually usual mildly slightly "
    "markedly extremely fairly pretty kind sort seem seems appear appears "
    "get gets got getting him them me us than then into onto own "
    "area areas present noted seen found showed shows shown showing marked striking "
    "significant obvious noticeable old said say says told will would can could if because since "
    "when while ago after before during and or but like part parts more most type"
)
"""Words that carry no finding by themselves."""

TELLING_WORDS = word_set(
    "mildly slightly markedly extremely highly very both i still more part up down out"
)
"""Words of the two other lists that a name cannot do without: *both ears*, *sit still*."""

LIGHT_WORDS = word_set(
    "one too out off over up down on always often very only look looks looking about "
    "around bit much"
)
"""Words that matter in a name only where hardly anything else is left of it."""

_GROUPS = """
abnormal abnormality anomaly anomalous malformation malformed defect deformity deformed deformation
deficiency deficient deficit
enlarged large big enlargement huge oversized enormous giant massive
small little tiny
decreased reduced low diminished decrease reduction reduces lowered lacking
increased elevated high raised elevation increase
delayed delay late slow retarded retardation behind
spot patch macule
absent missing absence
broad wide widened
short shortened shortening
thick thickened thickening
curved curvature bowed bowing
weak weakness
renal kidney
hepatic liver
cardiac heart
pulmonary lung
ocular eye
dental tooth
nasal nose
facial face
oral mouth
cranial skull calvarial
vertebral vertebra
spinal spine
cerebral brain
gastric stomach
intestinal bowel gut intestine
muscular muscle
abdominal abdomen belly tummy
neck cervical
auricular ear
cutaneous skin dermal
digit digital
finger fingers
toe toes
hallux hallucal
thumb pollical
palatal palate
retinal retina
corneal cornea
lenticular lens
vision visual sight eyesight
hearing hear auditory
intellectual mental cognitive
disability disabled impairment impaired handicap handicapped
gait walk walking
tumor tumour neoplasm neoplastic
cancer carcinoma
cyst cystic
baby infant infantile
hypoplasia hypoplastic underdeveloped underdevelopment
aplasia agenesis aplastic
calcification calcified calcify calcifies calcium-deposit
ossification ossified ossify
fused fusion joined
frequent recurrent repeated recurring constant
stiff stiffness
pain painful aching ache hurt sore
fracture break
bleeding bleed hemorrhage hemorrhagic haemorrhage
seizure convulsion
stature height
bone osseous bony
joint articular
blood circulating serum
urinary urine wee pee
stool stools poo poop faeces feces
swelling swollen swell swelled puffy
droopy droop drooping droops sag sagging
crooked twisted bent
smell smelly odor odour stink stinks
sweat sweating perspire perspiration
jerk jerking jerky
lump nodule bump
subcutaneous underneath-skin
narrow narrowed narrowing
difficulty difficult trouble problem struggle issue complaint concern
loss lost
sensation feeling
behavior behavioral behave
language speak talk
genital genitalia
limb extremity
testis testicle testicular
ovary ovarian
breast mammary
vascular vessel
skeletal skeleton
movement move motion
development developmental develop
growth growing
hyperactive hyperactivity
foot pedal
infection infected
rash eruption
thyroid thyroidal
cleft clefting
squint strabismus
until till
"""


def _build() -> dict[str, str]:
    table: dict[str, str] = {}
    for line in _GROUPS.split("\n"):
        stems = [stem(plain_word(word)) for word in line.split()]
        for one in stems:
            table.setdefault(one, stems[0])
    return table


_SAME = _build()


def is_telling(words: Sequence[str], place: int) -> bool:
    """Whether a word here must be met letter by letter; *I* only as the number of *type I*.

    Examples
    --------
    >>> is_telling("type i diabetes".split(), 1), is_telling("i have diabetes".split(), 0)
    (True, False)
    """
    word = words[place]
    if word != "i":
        return word in TELLING_WORDS
    before = words[place - 1] if place else ""
    return before == "type" or bool(before and before not in STOP_WORDS | LIGHT_WORDS)


def equivalents() -> dict[str, str]:
    """Return every stem that has an equivalent, with the stem that stands for it.

    Examples
    --------
    >>> equivalents()[stem("kidney")] == stem("renal")
    True
    """
    return dict(_SAME)


def concept(word_stem: str) -> str:
    """Return the stem that stands for a stem and its equivalents.

    Parameters
    ----------
    word_stem
        As `rarekin.text.words.stem` makes it.

    Returns
    -------
    concept
        The stem itself where it has no equivalent.

    Examples
    --------
    >>> concept(stem("kidney")) == concept(stem("renal"))
    True
    """
    return _SAME.get(word_stem, word_stem)
