"""Words that everybody uses name no finding alone, in any language.

A phrase of which only one common word is left when small words go would be met everywhere
(*trop d'insuline* in every text with insulin).
"""

import pytest

from rarekin.text.lexicon_making import key_tokens
from rarekin.text.plainwords import plain_phrases
from rarekin.text.tongues import tongue

COMMON = {
    "en": (
        "water milk bread house school teacher book table chair car bus train street garden "
        "dog cat tree flower sun moon star morning evening night day week month year time "
        "hour money phone letter word name picture game ball toy bed room door window kitchen "
        "doctor nurse hospital clinic test scan result mother father brother sister family "
        "friend neighbour boy girl child baby man woman people person hand foot head face eye "
        "ear nose mouth tooth hair skin arm leg knee back neck belly chest heart lung liver "
        "kidney blood bone muscle nerve brain stomach spleen pancreas protein sugar salt iron "
        "calcium vitamin hormone gene cell body part side left right big small large little "
        "long short tall high low wide narrow thick thin heavy light hot cold warm cool dry "
        "wet soft hard strong good bad better worse fine nice happy sad angry old young new "
        "white black red blue green yellow brown grey pink walk run sit stand sleep eat drink "
        "talk speak say tell see look hear listen read write draw play work go come give take "
        "make put get keep hold turn open close start stop help need want like love know "
        "think feel hope world class birth life runs drinks eats sleeps grows growing spine "
        "fracture speech growth weight height fall falls "
    ),
    "es": (
        "agua leche pan casa escuela maestro libro mesa silla coche calle jardín perro gato "
        "árbol flor sol luna estrella mañana tarde noche día semana mes año tiempo hora "
        "dinero teléfono carta palabra nombre foto juego pelota juguete cama cuarto puerta "
        "ventana cocina médico enfermera hospital prueba análisis resultado madre padre "
        "hermano hermana familia amigo vecino niño niña bebé hombre mujer gente persona mano "
        "pie cabeza cara ojo oído nariz boca diente pelo piel brazo pierna rodilla espalda "
        "cuello barriga pecho corazón pulmón hígado riñón sangre hueso músculo nervio cerebro "
        "estómago bazo páncreas proteína azúcar sal hierro calcio vitamina hormona gen célula "
        "cuerpo parte lado izquierda derecha grande pequeño largo corto alto bajo ancho "
        "estrecho grueso delgado pesado ligero caliente frío seco mojado blando duro fuerte "
        "bueno malo mejor peor bien feliz triste enfadado viejo joven nuevo blanco negro rojo "
        "azul verde amarillo marrón gris camina corre sienta duerme come bebe habla dice ve "
        "mira oye escucha lee escribe dibuja juega trabaja va viene da toma hace pone coge "
        "tiene gira abre cierra empieza para ayuda necesita quiere sabe piensa siente espera "
        "mundo clase nacimiento vida crece pesa mide cae sale venas ven regla curva daño "
        "miedo gordo alterado respira retraso vuelve entra deja pasa llega queda "
    ),
    "fr": (
        "eau lait pain maison école maître livre table chaise voiture rue jardin chien chat "
        "arbre fleur soleil lune étoile matin soir nuit jour semaine mois année temps heure "
        "argent téléphone lettre mot nom photo jeu ballon jouet lit chambre porte fenêtre "
        "cuisine médecin infirmière hôpital examen résultat mère père frère sœur famille ami "
        "voisin garçon fille bébé homme femme gens personne main pied tête visage œil oreille "
        "nez bouche dent cheveux peau bras jambe genou dos cou ventre poitrine cœur poumon "
        "foie rein sang os muscle nerf cerveau estomac rate pancréas protéine sucre sel fer "
        "calcium vitamine hormone gène cellule corps partie côté gauche droite grand petit "
        "long court haut bas large étroit épais mince lourd léger chaud froid sec mouillé mou "
        "dur fort bon mauvais mieux pire bien content triste fâché vieux jeune nouveau blanc "
        "noir rouge bleu vert jaune marron gris marche assis dort mange boit parle dit voit "
        "regarde entend écoute écrit dessine joue travaille va vient donne prend fait met "
        "garde tient tourne ouvre ferme commence arrête aide veut aime sait pense sent espère "
        "monde classe naissance vie grandit pèse mesure tombe sort cris cri bulle plat "
        "souffle retard souple même rend mord dégrade peur mal curieux passe reste entre "
        "laisse "
    ),
}
OF_A_PERSON = {
    "en": "small short tall thin heavy cold sad blue yellow fall falls",
    "es": "pequeño alto bajo delgado azul amarillo miedo gordo",
    "fr": "grand petit mince mou bleu jaune grandit",
}
"""A sentence of this one word says how somebody is."""


@pytest.mark.parametrize("language", sorted(COMMON))
def test_common_words__name_no_finding_alone(full_reader, language):
    words = set(COMMON[language].split()) - set(OF_A_PERSON[language].split())
    reader = full_reader(language)
    read = {word: [m.label for m in reader.read(word).mentions] for word in sorted(words)}
    assert {word: labels for word, labels in read.items() if labels} == {}


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_phrases__hold_each_of_their_words_once(language):
    """*Throws up* was never met: its *up* counted twice."""
    speech = tongue(language)
    for _, phrase in plain_phrases(language):
        concepts, _ = key_tokens(phrase, speech)
        assert not {f"~{concept}" for concept in concepts} & set(concepts), phrase


@pytest.mark.parametrize(
    ("language", "text", "label"),
    [
        ("en", "He throws up every morning.", "Vomiting"),
        ("en", "She is up on her toes.", "Tip-toe gait"),
        ("en", "Freckles in her armpits.", "Axillary freckling"),
        ("es", "Se le sale el hombro.", "Shoulder dislocation"),
        ("fr", "Il a des crises la nuit.", "Seizure"),
    ],
)
def test_phrases__are_met_as_they_are_said(full_reader, language, text, label):
    assert label in [m.label for m in full_reader(language).read(text).mentions]
