"""Everyday nouns, each denied in many ways: does a denied finding ever come out present?

A case is inverted where anything is read as present: the noun's own finding, a narrower one or
its opposite (*no hearing problems* read as hearing impairment). Nouns are everyday words of HPO;
the ways are what clinicians and families write, in each language that is read.

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


SIGNS_ES = """
convulsiones, fiebre, sarpullido, dolor de cabeza, vómitos, diarrea, estreñimiento, reflujo,
ictericia, anemia, escoliosis, cataratas, glaucoma, estrabismo, sordera, pérdida de peso,
talla baja,
retraso del desarrollo, discapacidad intelectual, autismo, hipotonía, ataxia, temblor,
paladar hendido, soplo, tensión alta, diabetes, asma, eccema, hernia inguinal, moratones,
sangrado de nariz, dolor de articulaciones, dolor de espalda, debilidad muscular, retraso del habla,
caída del pelo, ceguera, apneas, piedras en el riñón, hígado grande, lunares, ansiedad, depresión,
mareos, desmayos, hinchazón, fracturas repetidas, tos, cansancio, calambres, bultos bajo la piel,
manchas café con leche, dedos largos, ojos saltones, pies planos, orejas bajas, cólicos
"""
WAYS_ES = (
    "no tiene {}",
    "no hay {}",
    "sin {}",
    "nunca ha tenido {}",
    "nunca tuvo {}",
    "niega {}",
    "no ha presentado {}",
    "no presenta {}",
    "ausencia de {}",
    "no se observa {}",
    "no se encontraron {}",
    "sin antecedentes de {}",
    "sin signos de {}",
    "no tiene antecedentes de {}",
    "se descartó {}",
    "los médicos descartaron {}",
    "negativo para {}",
    "libre de {}",
    "tampoco tiene {}",
    "ni fiebre alta ni {}",
    "{}: no",
    "{}: ninguno",
    "{}: negativo",
    "{} (-)",
    "{}? No.",
    "{} ausente",
    "no padece {}",
    "jamás tuvo {}",
    "mi hijo no tiene ningún signo de {}",
    "no tengo {}",
)
SIGNS_FR = """
convulsions, fièvre, éruption cutanée, maux de tête, vomissements, diarrhée, constipation, reflux,
jaunisse, anémie, scoliose, cataracte, glaucome, strabisme, surdité, perte de poids, petite taille,
retard de développement, déficience intellectuelle, autisme, hypotonie, ataxie, tremblements,
fente palatine, souffle au cœur, hypertension, diabète, asthme, eczéma, hernie inguinale,
saignements de nez, douleurs articulaires, mal de dos, faiblesse musculaire, retard de langage,
perte de cheveux, cécité, apnées, calculs rénaux, gros foie, grains de beauté, anxiété, dépression,
vertiges, évanouissements, gonflement, fractures à répétition, toux, fatigue, crampes,
taches café au lait, longs doigts, pieds plats, oreilles basses, coliques, boules sous la peau
"""
WAYS_FR = (
    "pas de {}",
    "il n'a pas de {}",
    "elle n'a jamais eu de {}",
    "n'a aucun signe de {}",
    "aucune {}",
    "sans {}",
    "il n'y a pas de {}",
    "nie {}",
    "absence de {}",
    "ne présente pas de {}",
    "on ne retrouve pas de {}",
    "sans antécédent de {}",
    "sans signe de {}",
    "pas d'antécédents de {}",
    "les médecins ont écarté {}",
    "négatif pour {}",
    "indemne de {}",
    "il n'a ni fièvre élevée ni {}",
    "ni {} ni autre chose",
    "{} : non",
    "{} : aucun",
    "{} : négatif",
    "{} (-)",
    "{} ? Non.",
    "{} absent",
    "elle ne souffre pas de {}",
    "jamais de {}",
    "mon fils n'a jamais présenté de {}",
    "je n'ai pas de {}",
    "pas du tout de {}",
)
LANGUAGES = {
    "en": ((THINGS, OF_THINGS), (SIGNS, OF_SIGNS)),
    "es": ((SIGNS_ES, WAYS_ES),),
    "fr": ((SIGNS_FR, WAYS_FR),),
}


def cases(language: str = "en") -> Iterator[tuple[str, str]]:
    """Yield noun and sentence."""
    for nouns, ways in LANGUAGES[language]:
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

    from rarekin.text.lexicon_making import compile_lexicon

    terms = hpo_terms()
    for language in LANGUAGES:
        recogniser = Recogniser(compile_lexicon(terms, language), language)
        counts: Counter[str] = Counter()
        nouns = set()
        for noun, text in cases(language):
            nouns.add(noun)
            verdict = judge(recogniser, text)
            counts[verdict] += 1
            if verdict == "inverted":
                print(f"inverted: {text!r}")
        total = sum(counts.values())
        print(f"{language}: {len(nouns)} nouns, {total} sentences: {dict(counts)}")


if __name__ == "__main__":
    main()
