import pytest

EYE, EAR, NOSE = "HP:0000478", "HP:0000598", "HP:0000366"
HEARING, VISION = "HP:0000365", "HP:0000505"
HEART, KIDNEY, LIVER = "HP:0001627", "HP:0000077", "HP:0001392"


def found(real, text):
    return {(m.term, m.state.value) for m in real.read(text).mentions}


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Her hearing is normal.", {HEARING}),
        ("His hearing is ok.", {HEARING}),
        ("Her eyesight is good.", {VISION}),
        ("The hearing test came back normal.", {HEARING}),
        ("His heart is fine.", {HEART}),
        ("Kidneys unremarkable.", {KIDNEY}),
        ("His eyes are perfectly fine.", {EYE}),
        ("There is nothing wrong with his heart.", {HEART}),
        ("Her intelligence is perfectly normal.", {"HP:0001249"}),
        ("His skin looks normal.", {"HP:0000951"}),
        ("Development is on track.", {"HP:0001263"}),
        ("He sleeps fine.", {"HP:0002360"}),
        ("MRI of the brain was normal.", {"HP:0012443"}),
        ("Her eyes and ears are normal.", {EYE, EAR}),
        ("Heart, kidneys and liver are normal.", {HEART, KIDNEY, LIVER}),
        ("Normal heart, kidneys and liver.", {HEART, KIDNEY, LIVER}),
        ("Ears normal, nose normal.", {EAR, NOSE}),
        ("Good hearing and good eyesight.", {HEARING, VISION}),
    ],
)
def test_well__means_that_the_finding_is_excluded(real, text, terms):
    assert found(real, text) == {(term, "excluded") for term in terms}


@pytest.mark.parametrize(
    "text",
    [
        "Her hearing is not normal.",
        "Normal bone age.",
        "Good eye contact.",
        "His heart rate is normal.",
        "A healthy heart diet.",
        "She does fine at school.",
    ],
)
def test_well__of_something_else_excludes_nothing(real, text):
    assert "excluded" not in {state for _, state in found(real, text)}


@pytest.mark.parametrize("text", ["She has fine hair.", "Her hair is fine."])
def test_fine_hair__is_a_finding(real, text):
    assert found(real, text) == {("HP:0002213", "present")}


def test_well__of_one_organ_leaves_the_other_alone(real):
    assert found(real, "A heart defect, and the kidneys are normal.") >= {(KIDNEY, "excluded")}
    assert (HEART, "excluded") not in found(real, "A heart defect, and the kidneys are normal.")


def test_well__of_a_relative_says_nothing_of_the_patient(real):
    assert found(real, "His mother's hearing is normal.") == {(HEARING, "unknown")}
    assert ("HP:0001250", "present") in found(real, "By mother's report he has seizures.")


def test_no_trouble_with_an_organ__does_not_say_that_it_is_missing(real):
    assert "HP:0000104" not in {t for t, _ in found(real, "He has no trouble with his kidneys.")}
    assert ("HP:0000970", "present") in found(real, "He has no sweat.")
