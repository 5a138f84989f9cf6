"""Age, sex and onset as the words tell them; nothing where they do not."""

import pytest

from rarekin.text.person import Person, hero_of, person_of
from rarekin.text.tongues import tongue


def told(text, language="en"):
    sentences = tongue(language).sentences(text)
    return person_of(sentences, hero_of(sentences))


@pytest.mark.parametrize(
    ("language", "text", "age"),
    [
        ("en", "I am 34 and always tired.", 34),
        ("en", "My 5 year old son has fits.", 5),
        ("en", "My son is 3 and has broken his arm.", 3),
        ("en", "Our four month old is floppy.", 4 / 12),
        ("en", "She is 2 and a half years old.", 2.5),
        ("en", "My daughter, 7, has fits.", 7),
        ("en", "His father is 45.", None),
        ("en", "I have had this for 3 years.", None),
        ("en", "I am 34 weeks pregnant.", None),
        ("en", "She developed normally until 15 months.", None),
        ("en", "He is 120 cm tall.", None),
        ("en", "A 3 year old girl", 3),
        ("en", "My son is fifteen and tall.", 15),
        ("en", "my daughter just turned six.", 6),
        ("en", "My niece, 17, shakes.", 17),
        ("en", "47, plumber, bad back.", 47),
        ("en", "She is three, has broken her leg.", 3),
        ("en", "My sis is thirty one.", None),
        ("en", "lad of seven, came to us at four.", 7),
        ("en", "Now 14 mths. Itches.", 14 / 12),
        ("en", "He is five foot two.", None),
        ("en", "She is one of three children.", None),
        ("es", "Veintidós años. Fiebres.", 22),
        ("es", "Tiene veinte meses y tose.", 20 / 12),
        ("es", "Tengo treinta y dos años.", 32),
        ("fr", "Mon fils a sept ans, il tousse.", 7),
        ("fr", "Trente ans, charpentier.", 30),
        ("fr", "J'ai vingt et un ans.", 21),
        ("es", "Tengo 34 años.", 34),
        ("es", "Mi hija de 4 años tose.", 4),
        ("es", "Mi hijo tiene cinco años.", 5),
        ("es", "Nuestro bebé de 8 meses", 8 / 12),
        ("es", "Su padre tiene 45 años.", None),
        ("fr", "J'ai 34 ans.", 34),
        ("fr", "Mon fils de trois ans", 3),
        ("fr", "Ma fille a 6 ans.", 6),
        ("fr", "Il tousse depuis 3 ans.", None),
    ],
)
def test_age__is_read_where_it_is_said(language, text, age):
    found = told(text, language).age_years
    assert found == (None if age is None else pytest.approx(age, abs=1e-3))


@pytest.mark.parametrize(
    ("language", "text", "sex"),
    [
        ("en", "My son has fits.", "male"),
        ("en", "Her brother has fits.", "unknown"),
        ("en", "My husband cannot sweat.", "male"),
        ("en", "I am a 40 year old woman.", "female"),
        ("en", "She has fits.", "female"),
        ("en", "The child has fits.", "unknown"),
        ("es", "Mi hija tose.", "female"),
        ("fr", "Notre fils tousse.", "male"),
        ("fr", "Sa sœur tousse.", "unknown"),
    ],
)
def test_sex__is_that_of_the_person_spoken_of(language, text, sex):
    assert told(text, language).sex == sex


@pytest.mark.parametrize(
    ("language", "text", "onset"),
    [
        ("en", "At five months she stopped smiling.", 5 / 12),
        ("en", "He limps since age 6.", 6),
        ("es", "No habla desde los 6 meses.", 0.5),
        ("es", "Tose desde hace 3 años.", None),
        ("fr", "À l'âge de 5 ans il boitait.", 5),
        ("fr", "Il boite depuis 5 ans.", None),
    ],
)
def test_onset__is_an_age_and_no_duration(language, text, onset):
    found = told(text, language).onset_years
    assert found == (None if onset is None else pytest.approx(onset, abs=1e-3))


@pytest.mark.parametrize(
    ("language", "text", "term"),
    [
        ("en", "since he was a baby", "HP:0003593"),
        ("en", "born with a hole in the heart", "HP:0003577"),
        ("es", "desde el nacimiento", "HP:0003577"),
        ("fr", "depuis la naissance", "HP:0003577"),
        ("fr", "depuis qu'il est bébé", "HP:0003593"),
    ],
)
def test_onset__is_a_class_where_no_age_is_said(language, text, term):
    assert told(text, language).onset_term == term


def test_findings__of_a_spouse_count_where_nobody_else_is_spoken_of(read):
    assert read("My husband has seizures. He is short of breath.")[0][1] == "present"
    assert read("My husband has seizures. Our son is well.")[0][1] == "unknown"
    assert read("His father has seizures.")[0][1] == "unknown"


def test_person__says_nothing_unasked():
    assert told("seizures, short stature") == Person()


def test_hero__is_met_behind_an_age_as_well():
    (first,) = tongue("en").sentences("My 40 year old husband has gout.")
    assert hero_of([first]) == "husband"
    (brothers,) = tongue("en").sentences("My 40 year old brother's son has gout.")
    assert hero_of([brothers]) == ""


@pytest.mark.parametrize(
    ("text", "years", "term"),
    [
        ("She was floppy since she was a baby. Since she turned 3 she eats.", None, "HP:0003593"),
        ("He has had fits since he was 5. He limps since he was 2.", 2, None),
        ("At three months he stopped growing and since childhood he is weak.", 0.25, None),
        ("Born with a cleft, fits since he was 4.", None, "HP:0003577"),
    ],
)
def test_onset__is_the_earliest_that_is_told(text, years, term):
    found = told(text)
    assert (found.onset_years, found.onset_term) == (years, term)


@pytest.mark.parametrize(
    ("language", "text", "own", "others"),
    [
        ("en", "My son is five. He has seizures. I have a rash too.", "Seizure", "Skin rash"),
        ("en", "My son has seizures. I noticed a rash.", "Skin rash", ""),
        ("en", "My son has seizures. I have to hold him, his skin has a rash.", "Skin rash", ""),
        ("en", "I am 30 and I have seizures.", "Seizure", ""),
        ("en", "She has her father's big head.", "Macrocephaly", ""),
        ("es", "Heredó de su papá los dientes separados.", "Widely spaced teeth", ""),
        ("fr", "Mon fils est sourd. Moi, j'ai des convulsions.", "Hearing impairment", "Seizure"),
    ],
)
def test_findings__are_given_to_whom_they_belong(full_reader, language, text, own, others):
    mentions = full_reader(language).read(text).mentions
    present = {m.label for m in mentions if m.state.value == "present"}
    assert own in present
    assert others not in present
