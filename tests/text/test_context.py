import pytest

P, E, U = "present", "excluded", "unknown"


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("no seizures", E),
        ("never had a seizure", E),
        ("he does not have any seizures", E),
        ("without seizures", E),
        ("denies seizures", E),
        ("free of seizures", E),
        ("seizures were ruled out", E),
        ("seizures: none", E),
        ("Seizures - no", E),
        ("seizures were not observed", E),
        ("seizures absent", E),
        ("neither rash nor seizures", E),
        ("not only seizures", P),
        ("no doubt about the seizures", P),
        ("no rash but seizures", P),
        ("bones that do not heal, seizures", P),
        ("a rash which never went, seizures", P),
        ("no cheekbones, a seizure", P),
        ("no rash, a cough or a seizure", E),
        ("he cannot run, seizures", P),
        ("he cannot have rest, rash or seizures", E),
        ("no rash except seizures", P),
        ("no rash. Seizures", P),
        ("no rash; seizures", P),
        ("no rash, she has seizures", P),
        ("no rash and has seizures", P),
        ("no rash, with seizures", P),
        ("his father has seizures", U),
        ("her brother and sister had seizures", U),
        ("family history of seizures", U),
        ("no family history of seizures", U),
        ("his mother says he has seizures", P),
        ("Mum noticed seizures", P),
        ("his father is healthy, he has seizures", P),
        ("like his father he has seizures", P),
        ("the patient has seizures", P),
    ],
)
def test_state__follows_the_scope_of_the_words_around(read, text, state):
    assert ("Seizure", state) in read(text)


def test_state__reaches_through_a_list(read):
    assert read("No seizures, hearing loss or cleft palate but short stature") == [
        ("Seizure", E),
        ("Hearing impairment", E),
        ("Cleft palate", E),
        ("Short stature", P),
    ]


def test_state__knows_but_he_does_not(read):
    assert read("his father has short fingers but he does not") == [("Short finger", E)]


def test_state__of_a_normal_test_is_excluded_and_of_a_denied_one_unknown(read):
    assert read("normal hearing") == [("Hearing impairment", E)]
    assert read("does not have normal hearing") == [("Hearing impairment", U)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("her mother has seizures", "finding-of-relative"),
        ("suspected seizures", "finding-doubted"),
        ("? seizures", "finding-doubted"),
        ("he used to have seizures", "finding-past"),
        ("seizures have resolved", "finding-past"),
    ],
)
def test_issues__name_what_a_person_should_look_at(toy, text, code):
    (issue,) = toy.read(text).issues
    assert issue.code == code
    assert issue.where.startswith("text[")


def test_issues__are_empty_for_plain_statements(toy):
    assert toy.read("She has seizures and short stature. No cleft palate.").issues == ()


@pytest.mark.parametrize(
    ("language", "text", "states"),
    [
        ("en", "She bruises from nothing, her bowel burst.", {P}),
        ("en", "They could not tell if it was a boy, she vomited.", {P}),
        ("en", "If she has a fever she vomits.", {U, P}),
        ("en", "she is no taller than a toddler, her head is far too small", {P}),
        ("en", "they see no thymus and hardly any lymphocytes", {P}),
        ("es", "la mollera no se le cerró, le salieron dientes de más", {P}),
        ("es", "no tiene fiebre, se le cae el pelo", {E, P}),
        ("es", "no se le cae el pelo ni vomita", {E}),
        ("es", "no habla nada", {P}),
        ("es", "no dice ninguna palabra", {P}),
        ("es", "no dice ni una palabra", {P}),
        ("fr", "ne dit pas un mot", {P}),
        ("fr", "soupçon de convulsions", {P}),
    ],
)
def test_state__of_a_clause_is_its_own_in_every_language(full_reader, language, text, states):
    assert {m.state.value for m in full_reader(language).read(text).mentions} == states


CONDITIONS = [
    ("en", "When he runs he turns blue.", {P}),
    ("en", "If he runs he turns blue.", {P}),
    ("en", "If she eats nuts her lips swell and she vomits.", {P}),
    ("en", "If we don't feed him every three hours he has seizures, and he is floppy.", {U, P}),
    ("en", "He limps if he walks far, and his knee is swollen.", {P}),
    ("en", "If he has seizures, call the doctor.", {U}),
    ("en", "If it gets worse he could go blind.", {U}),
    ("en", "If untreated, it leads to blindness.", {U}),
    ("en", "If your child has a fever, a rash or vomits, call us.", {U}),
    ("en", "What if he goes blind?", {U}),
    ("en", "I don't know if he has seizures.", {U}),
    ("en", "I don't know if it is related, but he has seizures.", {P}),
    ("en", "If he gets seizures he may need medicine, but he has a big head.", {U, P}),
    ("es", "Si corre, se pone azul.", {P}),
    ("es", "Cuando corre se pone azul.", {P}),
    ("es", "Si tiene fiebre le dan convulsiones.", {U, P}),
    ("es", "Si tiene convulsiones, llame al médico.", {U}),
    ("es", "Se pone morado si llora, y tiene la cabeza grande.", {P}),
    ("es", "No sé si tiene convulsiones.", {U}),
    ("fr", "S'il court il devient bleu et vomit.", {P}),
    ("fr", "S'il a de la fièvre, il fait des convulsions.", {U, P}),
    ("fr", "S'il a des convulsions, appelez le médecin.", {U}),
    ("fr", "Il devient bleu s'il pleure, et il a une grosse tête.", {P}),
    ("fr", "Je ne sais pas s'il a des convulsions.", {U}),
]


@pytest.mark.parametrize(("language", "text", "states"), CONDITIONS)
def test_condition__is_set_aside_and_its_main_clause_is_not(full_reader, language, text, states):
    assert {m.state.value for m in full_reader(language).read(text).mentions} == states


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Il pousse des cris."),
        ("fr", "Elle prend de l'insuline et des plaquettes."),
        ("es", "Pesa mucho menos y toma insulina."),
        ("es", "Las infecciones se repiten."),
        ("es", "Crece bien."),
    ],
)
def test_phrase__of_which_one_common_word_is_left_is_not_met_everywhere(
    full_reader, language, text
):
    assert full_reader(language).read(text).mentions == ()


TURNED = [
    ("en", "We thought he was deaf until the test came back perfect.", {E}),
    ("en", "There isn't a day when he doesn't vomit.", {P}),
    ("en", "She never stops scratching.", {P}),
    ("en", "It's not that she can't hear.", {E}),
    ("en", "I wouldn't say he has fits, more that he has a rash.", {E, P}),
    ("es", "Fiebre no tiene.", {E}),
    ("es", "De diarrea crónica nada.", {E}),
    ("es", "Nunca deja de rascarse.", {P}),
    ("es", "Ojalá nunca llegue a perder la vista.", {U}),
    ("fr", "Il n'est pas petit.", {E}),
    ("fr", "absence de convulsions", {E}),
    ("en", "Denied headaches, vomiting or double vision.", {E}),
    ("es", "ausencia de convulsiones", {E}),
    ("en", "absence of seizures", {E}),
    ("en", "He isn't short.", {E}),
]


@pytest.mark.parametrize(("language", "text", "states"), TURNED)
def test_state__is_turned_round_by_what_is_said(full_reader, language, text, states):
    assert {m.state.value for m in full_reader(language).read(text).mentions} == states


@pytest.mark.parametrize(
    ("language", "text", "label"),
    [
        ("en", "Her sugar is normal.", "Hyperglycemia"),
        ("en", "The heart scan was fine.", "Abnormal heart morphology"),
        ("es", "El test del sudor salió bien.", "Elevated sweat chloride"),
        ("fr", "La glycémie est normale.", "Hyperglycemia"),
    ],
)
def test_state__of_a_result_that_was_fine_is_excluded(full_reader, language, text, label):
    mentions = full_reader(language).read(text).mentions
    assert (label, "excluded") in [(m.label, m.state.value) for m in mentions]
