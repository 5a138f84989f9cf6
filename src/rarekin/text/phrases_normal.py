"""Phrases that say a finding was looked for and is absent. Our own list."""

from __future__ import annotations

NORMAL_PHRASES = """
HP:0001250 Seizure: seizure free; free of seizures; fit free
HP:0000365 Hearing impairment: hears well; hears normally; hears fine; passed hearing test;
  hearing test was normal; hearing test came back normal;
  good hearing
HP:0000505 Visual impairment: sees well; sees normally; sees fine; normal sight; sight is normal;
  eye test was normal; good eyesight; good vision
HP:0001249 Intellectual disability: normal intellect; intellectually normal; cognitively normal;
  normal IQ; average intelligence; bright child; very clever; mentally normal;
  normal cognitive development
HP:0001263 Global developmental delay: develops normally; developed normally; developing well;
  milestones on time; developmental milestones normal; normal psychomotor development;
  development on track; meets milestones; milestones are met
HP:0000750 Delayed speech and language development: talks well; speaks normally; talks normally;
  speaks well
HP:0001507 Growth abnormality: grows normally; growing normally; growing well; grows well
HP:0000002 Abnormality of body height: normal stature
HP:0004323 Abnormality of body weight: normal body weight
HP:0000240 Abnormality of skull size: normal head circumference; normal head size; normocephalic;
  normocephaly
HP:0001288 Gait disturbance: walks normally; walks well; walks fine; walking is fine
HP:0003165 Elevated circulating parathyroid hormone level: normal PTH; PTH normal; PTH was fine;
  normal parathyroid hormone; parathyroid hormone level normal; PTH level normal
HP:0004363 Abnormal circulating calcium concentration: normal calcium; calcium normal;
  calcium level normal; normal serum calcium; normocalcemia
HP:0100529 Abnormal blood phosphate concentration: normal phosphate; phosphate normal;
  phosphate level normal
HP:0002925 Elevated circulating thyroid-stimulating hormone concentration: normal TSH; TSH normal
HP:0001627 Abnormal heart morphology: normal echocardiogram; normal heart scan; normal echo;
  heart scan was normal
HP:0011675 Arrhythmia: normal heart rhythm; regular heartbeat; heart rhythm is normal
HP:0000077 Abnormality of the kidney: normal renal ultrasound; kidney scan was normal
HP:0012443 Abnormal brain morphology: normal brain MRI; brain MRI normal; normal brain scan;
  brain scan was normal; brain scan was clear; brain MRI unremarkable; MRI of the brain was normal
HP:0002353 EEG abnormality: normal EEG; EEG normal; EEG ok; EEG was fine
HP:0012638 Abnormal nervous system physiology: neurologically normal; normal neurological
  examination
HP:0004325 Decreased body weight: well nourished; gains weight well; good weight gain
HP:0000271 Abnormality of the face: face looks normal
HP:0001252 Hypotonia: normal muscle tone; good muscle tone
HP:0001324 Muscle weakness: normal muscle strength; full strength; strength intact
HP:0001844 Abnormal hallux morphology: normal big toes; big toes normal; normal great toes;
  big toes are fine
HP:0012758 Neurodevelopmental delay: neurodevelopmentally normal
HP:0000822 Hypertension: normal blood pressure; blood pressure normal; blood pressure is fine
HP:0002360 Sleep abnormality: sleeps well; sleeps normally; sleeps fine; sleeps ok
HP:0011968 Feeding difficulties: eats well; feeds well; eats normally; eats fine; good appetite
HP:0002015 Dysphagia: swallows normally; swallows well
HP:0002793 Abnormal pattern of respiration: breathes normally; breathes fine
"""

NORMAL_THINGS = """
HP:0000365 Hearing impairment: hearing
HP:0000505 Visual impairment: vision; eyesight
HP:0001249 Intellectual disability: intelligence; cognition
HP:0001263 Global developmental delay: development
HP:0000750 Delayed speech and language development: speech
HP:0001507 Growth abnormality: growth
HP:0000002 Abnormality of body height: height
HP:0004323 Abnormality of body weight: weight
HP:0001288 Gait disturbance: gait
HP:0001252 Hypotonia: tone
HP:0001324 Muscle weakness: strength
HP:0002354 Memory impairment: memory
HP:0000708 Atypical behavior: behavior
HP:0001627 Abnormal heart morphology: heart
HP:0000077 Abnormality of the kidney: kidneys
HP:0001392 Abnormality of the liver: liver
HP:0002088 Abnormal lung morphology: lungs
HP:0000014 Abnormality of the bladder: bladder
HP:0000820 Abnormality of the thyroid gland: thyroid
HP:0000478 Abnormality of the eye: eyes
HP:0000598 Abnormality of the ear: ears
HP:0000366 Abnormality of the nose: nose
HP:0000174 Abnormal palate morphology: palate
HP:0000164 Abnormality of the dentition: teeth
HP:0000271 Abnormality of the face: face
HP:0000924 Abnormality of the skeletal system: bones; skeleton
HP:0000925 Abnormality of the vertebral column: spine
HP:0001367 Abnormal joint morphology: joints
HP:0003011 Abnormality of the musculature: muscles
"""
"""What the frames below are filled with: a function or an organ that can be said to be well."""

_LOOKS_ONLY = """
HP:0000951 Abnormality of the skin: skin
HP:0001595 Abnormal hair morphology: hair
HP:0001597 Abnormal nail morphology: nails
HP:0001155 Abnormality of the hand: hands
HP:0001167 Abnormal finger morphology: fingers
HP:0001760 Abnormal foot morphology: feet
HP:0001780 Abnormal toe morphology: toes
"""

_FRAMES = (
    "normal {}",
    "{} ok",
    "{} okay",
    "{} alright",
    "{} fine",
    "{} good",
    "{} healthy",
    "{} unremarkable",
    "{} intact",
)
_FRAMES_OF_LOOKS = ("normal {}", "{} ok", "{} okay", "{} unremarkable")

_TROUBLED = """
HP:0002360 Sleep abnormality: sleep; sleeping
HP:0011968 Feeding difficulties: feeding; eating
HP:0002015 Dysphagia: swallowing
HP:0025031 Abnormality of the digestive system: digestion; stomach; tummy
HP:0002242 Abnormal intestine morphology: bowel; gut
HP:0000707 Abnormality of the nervous system: nerve
HP:0012443 Abnormal brain morphology: brain
HP:0002715 Abnormality of the immune system: immune
HP:0001871 Abnormality of blood and blood-forming tissues: blood
HP:0000153 Abnormality of the mouth: mouth
HP:0000157 Abnormality of the tongue: tongue
HP:0000168 Abnormality of the gingiva: gum
HP:0000234 Abnormality of the head: head
HP:0000464 Abnormality of the neck: neck
HP:0040064 Abnormality of limbs: arm; leg; limb
HP:0000765 Abnormal thorax morphology: chest
HP:0000818 Abnormality of the endocrine system: hormone
HP:0008373 Puberty and gonadal disorders: puberty
HP:0000144 Decreased fertility: fertility
HP:0001608 Abnormality of the voice: voice
HP:0030972 Abnormal systemic blood pressure: blood pressure
HP:0000078 Abnormality of the genital system: genital
HP:0001732 Abnormality of the pancreas: pancreas
HP:0025408 Abnormal spleen morphology: spleen
"""
"""More that somebody may have problems with, where *normal* in front would say something else."""

_TROUBLES = ("{} problems", "{} disease")

TROUBLED = tuple((table, _TROUBLES) for table in (NORMAL_THINGS, _LOOKS_ONLY, _TROUBLED))
"""*Kidney problems* is no more than an abnormality of the kidney; denied, it is all of it."""

_DENIED_TROUBLES = ("no problems {}", "nothing wrong with {}")

FRAMED = (
    (NORMAL_THINGS, (*_FRAMES, *_DENIED_TROUBLES)),
    (_LOOKS_ONLY, (*_FRAMES_OF_LOOKS, *_DENIED_TROUBLES)),
    (_TROUBLED, _DENIED_TROUBLES),
)
"""Tables with their frames. *Fine hair* and *good skin* say something else: fewer frames."""

NOUNS = frozenset(
    thing.strip()
    for table in (NORMAL_THINGS, _LOOKS_ONLY, _TROUBLED)
    for line in table.strip().split("\n")
    for thing in line.partition(": ")[2].split(";")
)
"""Organs and functions: *mouthing* is a finding, the mouth is none."""
