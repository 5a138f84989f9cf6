"""Everyday nouns, each denied, said of a relative or doubted in many ways: what becomes of them?

A denial is inverted where anything is read as present: the noun's own finding, a narrower one or
its opposite (*no hearing problems* read as hearing impairment). What a relative has must not be
the patient's, what is doubted must carry its doubt. Nouns are everyday words of HPO; the ways are
what clinicians and families write, in each language that is read, each also on an English page.

    python validation/denials.py
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from rarekin.text.language import bare, likely_languages
from rarekin.text.recognise import Recogniser

WORD = re.compile(r"[^\W\d_]+")

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


KIN = {
    "en": (
        "her mother has {}", "his father had {}", "my brother has {}", "grandmother: {}",
        "family history of {}", "{} in the family", "his sister also has {}", "my mum's {}",
        "an uncle with {}", "maternal aunt had {}",
        "the one who has {} is his cousin", "her mother-in-law has {}",
        "unlike her mum, who had {}",
        "another son had {}", "our first baby died of {}", "{} on my mother's side",
    ),
    "es": (
        "su madre tiene {}", "su padre tuvo {}", "mi hermano tiene {}", "abuela: {}",
        "antecedentes familiares de {}", "{} en la familia", "su hermana también tiene {}",
        "un tío con {}", "mi mamá tiene {}", "la abuela materna tuvo {}",
        "mi suegra tiene {}", "el que tiene {} es su primo",
        "a diferencia de su hermana, que tiene {}",
        "mi otro hijo tuvo {}", "nuestro primer hijo murió de {}", "mi cuñado tuvo {}",
    ),
    "fr": (
        "sa mère a {}", "son père avait {}", "mon frère a {}", "grand-mère : {}",
        "antécédents familiaux de {}", "{} dans la famille", "sa sœur a aussi {}",
        "un oncle avec {}", "ma maman a {}", "la grand-mère maternelle a eu {}",
        "ma belle-mère a {}", "celui qui a {} c'est son cousin",
        "contrairement à sa mère, qui a {}",
        "un autre enfant avait {}", "notre premier enfant est mort de {}", "mon beau-frère a {}",
    ),
}  # fmt: skip
DOUBT = {
    "en": (
        "possible {}", "they suspect {}", "maybe {}", "query {}", "? {}", "probable {}",
        "{} cannot be ruled out", "to rule out {}", "{} suspected", "might be {}",
        "we were told {} but nobody is sure",
    ),
    "es": (
        "posible {}", "sospechan {}", "quizás {}", "tal vez {}", "probable {}", "podría ser {}",
        "sospecha de {}", "no se descarta {}", "para descartar {}", "a lo mejor {}",
        "nos dijeron {} pero no están seguros",
    ),
    "fr": (
        "possible {}", "on suspecte {}", "peut-être {}", "probable {}", "suspicion de {}",
        "il pourrait avoir {}", "on ne peut pas exclure {}", "pour écarter {}",
        "doute sur {}", "soupçon de {}",
        "on nous a dit {} mais personne n'est sûr",
    ),
}  # fmt: skip


STANDING = {
    "en": (
        "the cream does not clear his {}", "nothing eases the {}", "tablets don't touch the {}",
        "it's not that he doesn't have {}", "without help he had {}", "no cough, just {}",
        "not a day goes by without {}",
    ),
    "es": (
        "la crema no le quita {}", "nada le alivia {}", "no es que no tenga {}",
        "no tiene tos, en cambio tiene {}", "no hay día que no tenga {}", "sin tos, solo {}",
    ),
    "fr": (
        "la crème ne calme pas {}", "rien ne soulage {}", "ce n'est pas qu'il n'a pas {}",
        "il ne tousse pas, par contre il a {}", "pas de toux, juste {}",
        "il ne se passe pas un jour sans {}",
    ),
}  # fmt: skip
"""What is not denied, though the sentence holds a denial."""
ASKED = {
    "en": (
        "will he get {}?", "could she end up with {}?", "ring us if he has {}",
        "the drug may cause {}", "I'm scared he will get {}",
    ),
    "es": (
        "¿va a tener {}?", "¿podría tener {}?", "llámenos si tiene {}",
        "la medicina puede causar {}", "tengo miedo de que tenga {}",
    ),
    "fr": (
        "est-ce qu'il va avoir {} ?", "va-t-il avoir {} ?", "en cas de {} appelez-nous",
        "le médicament peut provoquer {}", "j'ai peur qu'il ait {}",
    ),
}  # fmt: skip
"""Questions, warnings and fears: nothing is there and nothing is denied."""


def cases(language: str = "en") -> Iterator[tuple[str, str]]:
    """Yield noun and denial."""
    for nouns, ways in LANGUAGES[language]:
        for noun in _listed(nouns):
            for way in ways:
                yield noun, way.format(noun)


def others(kind: Mapping[str, Sequence[str]], language: str) -> Iterator[str]:
    """Yield what is said of relatives, or doubted."""
    for noun in _listed(LANGUAGES[language][-1][0]):
        yield from (way.format(noun) for way in kind[language])


def _listed(nouns: str) -> list[str]:
    return " ".join(nouns.split()).split(", ")


def judge(recogniser: Recogniser, text: str) -> str:
    """Return *inverted*, *denied*, *open* (mentioned, neither present nor absent) or *unread*."""
    states = {mention.state.value for mention in recogniser.read(text).mentions}
    if "present" in states:
        return "inverted"
    return "denied" if "excluded" in states else "open" if states else "unread"


def judge_standing(recogniser: Recogniser, text: str) -> str:
    """Return *inverted* where what stands, the last words, is read as denied."""
    mentions = [m for m in recogniser.read(text).mentions if m.end >= len(text) - 1]
    states = {mention.state.value for mention in mentions}
    if "present" in states:
        return "present"
    return "inverted" if "excluded" in states else "open" if states else "unread"


def judge_doubt(recogniser: Recogniser, text: str) -> str:
    """Return *affirmed* where something is present and nothing says that it is doubted."""
    reading = recogniser.read(text)
    present = {f"text[{m.start}:{m.end}]" for m in reading.mentions if m.state.value == "present"}
    doubted = {issue.where for issue in reading.issues if issue.code == "finding-doubted"}
    if present - doubted:
        return "affirmed"
    return "doubted" if present or reading.mentions else "unread"


def on_a_page(recognisers: Mapping[str, Recogniser], page: str, text: str) -> Recogniser:
    """Return the reader that a page in some language takes for a text."""
    words = WORD.findall(text)
    likely = likely_languages(map(bare, words))
    some = [one for one in recognisers if one in likely or not likely] or ["en"]
    best = max(some, key=lambda one: (recognisers[one].n_known(words), one == page))
    return recognisers[best]


def main() -> None:
    from text_gsc import hpo_terms

    from rarekin.text.lexicon_making import compile_lexicon

    terms = hpo_terms()
    readers = {one: Recogniser(compile_lexicon(terms, one), one) for one in LANGUAGES}
    for language, own in readers.items():
        denials = [text for _, text in cases(language)]
        _report(language, "denied", ((t, judge(own, t)) for t in denials))
        if language != "en":
            english = ((t, judge(on_a_page(readers, "en", t), t)) for t in denials)
            _report(language, "denied on an English page", english)
        kin = others(KIN, language)
        _report(language, "of relatives", ((t, judge(own, t)) for t in kin))
        stands = others(STANDING, language)
        _report(language, "not denied", ((t, judge_standing(own, t)) for t in stands))
        asked = others(ASKED, language)
        _report(language, "asked or feared", ((t, judge(own, t)) for t in asked))
        _report(language, "doubted", ((t, judge_doubt(own, t)) for t in others(DOUBT, language)))


def _report(language: str, name: str, judged: Iterable[tuple[str, str]]) -> None:
    counts: Counter[str] = Counter()
    for text, verdict in judged:
        counts[verdict] += 1
        if verdict in {"inverted", "affirmed"}:
            print(f"  {verdict}: {text!r}")
    print(f"{language}, {name}: {sum(counts.values())} sentences: {dict(counts)}")


if __name__ == "__main__":
    main()
