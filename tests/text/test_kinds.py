"""Every kind of misreading that was once found, in words that nobody reported.

Each row: text, findings present, findings excluded, findings that may be neither.
"""

import pytest

SEIZURE, HYPOTONIA, ATAXIA, FEVER = "HP:0001250", "HP:0001252", "HP:0001251", "HP:0001945"
HEARING, SCOLIOSIS, MICRO, MACRO = "HP:0000365", "HP:0002650", "HP:0000252", "HP:0000256"
ID, ID_MILD, ID_SEVERE = "HP:0001249", "HP:0001256", "HP:0010864"
RASH, PTOSIS, CATARACT, MYOPIA = "HP:0000988", "HP:0000508", "HP:0000518", "HP:0000545"
KIDNEY, HEART, SLEEP, EYE = "HP:0000077", "HP:0001627", "HP:0002360", "HP:0000478"
JAUNDICE, TREMOR, CARDIOMYOPATHY, AUTISM = "HP:0000952", "HP:0001337", "HP:0001638", "HP:0000729"

A_NAME_THAT_HOLDS_NO = [
    ("He has no eye problems.", "", EYE, "HP:0000528"),
    ("no trouble with her hair", "", "HP:0001595", "HP:0001596"),
    ("doesn't have any teeth problems", "", "HP:0000164", "HP:0000674"),
    ("no speech, hearing or kidney problems", "", KIDNEY, f"HP:0001344 {HEARING} HP:0000104"),
    ("no hearing difficulties, seizures or ataxia", "", f"{HEARING} {SEIZURE} {ATAXIA}", ""),
    ("sleep: no problems", "", SLEEP, ""),
    ("She has no hair and no nails.", "HP:0001596 HP:0001798", "", ""),
    ("absent tears", "", "", "HP:0025259"),
    ("cannot walk without a stick", "", "", "HP:0002540"),
    ("does not walk well", "", "", "HP:0002540"),
    ("She does not see the point", "", "", "HP:0000618"),
]
A_QUALIFIER_BESIDE = [
    ("profound intellectual disability, mild scoliosis", "HP:0002187", "", ID_MILD),
    ("scoliosis, severe intellectual disability", f"{SCOLIOSIS} {ID_SEVERE}", "", ""),
    ("intellectual disability, mild", ID_MILD, "", ID_SEVERE),
    ("intellectual disability (severe), myopia", ID_SEVERE, "", ""),
    ("intellectual disability and severe ataxia", f"{ID} {ATAXIA}", "", ID_SEVERE),
    ("intellectual disability\nsevere myopia", ID, "", ID_SEVERE),
    ("dilated pupils, cardiomyopathy and ataxia", CARDIOMYOPATHY, "", "HP:0001644"),
    ("Ataxia | Mild | Hypotonia", f"{ATAXIA} {HYPOTONIA}", "", ""),
    ("short fingers, hands and toes", "HP:0009381 HP:0001831", "", ""),
    ("Muscle tone: low. Vision: poor.", f"{HYPOTONIA} HP:0000505", "", ""),
]
SIDE_DEGREE_ORDER = [
    ("right-to-left shunt", "HP:0001694", "", "HP:0012382"),
    ("right-sided cleft lip", "HP:0100333", "", "HP:0100336"),
    ("cleft lip on both sides", "HP:0100336", "", "HP:0100333"),
    ("raised creatine kinase", "HP:0003236", "", "HP:0008180"),
    ("mildly elevated creatine kinase", "HP:0008180", "", ""),
    ("cannot sit still", "HP:0000752", "", "HP:0025336"),
    ("hammer-toe splint", "", "", "HP:0001780"),
    ("seizure-like episodes", "", "", SEIZURE),
]
WAYS_TO_DENY = [
    ("w/o ataxia or fever", "", f"{ATAXIA} {FEVER}", ""),
    ("Any ataxia? No. Any rash? Yes.", RASH, ATAXIA, ""),
    ("Is he blind? No, never.", "", "HP:0000618", ""),
    ("Ataxia [-], scoliosis (++)", SCOLIOSIS, ATAXIA, ""),
    ("Ataxia: -, scoliosis: +", SCOLIOSIS, ATAXIA, ""),
    ("MRI excluded hydrocephalus.", "", "HP:0000238", ""),
    ("Echo has ruled out a cardiomyopathy", "", CARDIOMYOPATHY, ""),
    ("-ve for cataract", "", CATARACT, ""),
    ("nil fever", "", FEVER, ""),
    ("absence of fever or hearing loss", "", f"{FEVER} {HEARING}", ""),
    ("lack of jaundice", "", JAUNDICE, ""),
    ("free from seizures", "", SEIZURE, ""),
    ("Kidneys: WNL", "", KIDNEY, ""),
    ("Hearing is within the normal range", "", HEARING, ""),
    ("he hasn't ever had fits", "", SEIZURE, ""),
    ("rash neg, jaundice neg", "", f"{RASH} {JAUNDICE}", ""),
    ("Negative: fever, rash. Positive: ataxia", ATAXIA, f"{FEVER} {RASH}", ""),
    ("Pertinent negatives: fever, rash", "", f"{FEVER} {RASH}", ""),
    ("Fever-ve rash+ve", RASH, FEVER, ""),
    ("fever: N, rash: Y", RASH, FEVER, ""),
    ("Fever: No Ataxia: Yes Rash: No", ATAXIA, f"{FEVER} {RASH}", ""),
    ("Any trouble hearing? Not that we know.", "", HEARING, ""),
    ("Seizures | no | ataxia | yes", ATAXIA, SEIZURE, ""),
    ("seizures and ataxia are absent", "", f"{SEIZURE} {ATAXIA}", ""),
    ("the doctors found neither ataxia nor tremor", "", f"{ATAXIA} {TREMOR}", ""),
]
HOW_FAR_A_DENIAL_REACHES = [
    ("no fever, and the head is small", MICRO, FEVER, ""),
    ("Ataxia: yes, fever: no, rash: yes", f"{ATAXIA} {RASH}", FEVER, ""),
    ("EEG negative for seizures, MRI shows hydrocephalus", "HP:0000238", SEIZURE, ""),
    ("no change in ataxia", ATAXIA, "", ""),
    ("The drug did not stop the seizures", SEIZURE, "", ""),
    ("no fever and a rash", RASH, FEVER, ""),
    ("no fever and rash", "", f"{FEVER} {RASH}", ""),
    ("not only ptosis", PTOSIS, "", ""),
    ("without doubt ataxia", ATAXIA, "", ""),
    ("He has ptosis, no cataract, myopia and ataxia", PTOSIS, CATARACT, ""),
    ("no cataract, myopia, or ataxia", "", f"{CATARACT} {MYOPIA} {ATAXIA}", ""),
    ("She could not come because of a fever", FEVER, "", ""),
    (
        "No history of seizures, feeding problems, hypotonia, hearing loss, jaundice, tremor, "
        "scoliosis, cataract or ptosis",
        "",
        f"{SEIZURE} {HYPOTONIA} {HEARING} {SCOLIOSIS} {CATARACT} {PTOSIS}",
        "",
    ),
]
RELATIVES = [
    ("Scoliosis in her mother and ataxia in a cousin.", "", "", f"{SCOLIOSIS} {ATAXIA}"),
    ("Deafness (maternal uncle), he has ptosis", PTOSIS, "", HEARING),
    ("FH: migraine, deafness. Exam: ptosis", PTOSIS, "", f"{HEARING} HP:0002076"),
    ("Family hx\n\nFAMILY HISTORY\n- cataract\n\nEXAM\n- ptosis", PTOSIS, "", CATARACT),
    ("Mother: cataract. Father: scoliosis.", "", "", f"{CATARACT} {SCOLIOSIS}"),
    ("Cataract runs in the family", "", "", CATARACT),
    ("No fhx of epilepsy, has ptosis", PTOSIS, "", SEIZURE),
    ("My sister's son has epilepsy", "", "", SEIZURE),
    ("Deaf mother, healthy father.", "", "", HEARING),
    ("The father has ptosis. He also has myopia.", "", "", f"{PTOSIS} {MYOPIA}"),
    ("Deafness on both sides of the family", "", "", HEARING),
    ("his brother's seizures", "", "", SEIZURE),
    ("maternal seizures", "", "", SEIZURE),
    ("Epilepsy on his father's side", "", "", SEIZURE),
    ("His grandma and two of her sisters had cataracts", "", "", CATARACT),
    ("The mother of this child has epilepsy", "", "", SEIZURE),
    ("Dad says she has fits and a rash", f"{SEIZURE} {RASH}", "", ""),
    ("Unlike his sister he has ptosis", PTOSIS, "", ""),
    ("Patient's mother has epilepsy, he has ptosis", PTOSIS, "", SEIZURE),
    ("Ptosis was noticed by the mother", PTOSIS, "", ""),
]
LAY_FRAMES = [
    ("He can't sit yet", "HP:0025336", "", "HP:0000752"),
    ("did not speak until she was five", "HP:0000750", "", "HP:0001344"),
    ("scoilosis and atxia", "", "", ""),
    ("wieght loss, speach delay", "HP:0001824 HP:0000750", "", ""),
]
ABBREVIATIONS = [
    (
        "VSD (ventricular septal defect) and ASD (autism spectrum disorder)",
        AUTISM,
        "",
        "HP:0001631",
    ),
    ("atrial septal defect (ASD). The ASD was closed.", "HP:0001631", "", AUTISM),
    ("ASD with poor eye contact and speech delay", AUTISM, "", "HP:0001631"),
    ("He has ASD.", "", "", f"{AUTISM} HP:0001631"),
    ("MS (multiple sclerosis) in clinic", "", "", "HP:0001718"),
    ("MI (mitral insufficiency)", "", "", "HP:0001658"),
    ("Patient ID 1234, seizures", SEIZURE, "", ID),
    ("GDD and ID", f"HP:0001263 {ID}", "", ""),
]
IDS = [
    ("HP_0000252; hp:0001250", f"{MICRO} {SEIZURE}", "", ""),
    ("http://purl.obolibrary.org/obo/HP_0001250", SEIZURE, "", ""),
    ("no HP:0001250, HP:0001252: present", HYPOTONIA, SEIZURE, ""),
    ("seizures (HP:0001250): no", "", SEIZURE, ""),
]
BROKEN_WORDS = [
    ("a boy with scolio-\nsis and hyper-\ntelorism", f"{SCOLIOSIS} HP:0000316", "", ""),
    ("micro\u00adcephaly and hypo\u00ad\ntonia", f"{MICRO} {HYPOTONIA}", "", ""),
    ("cardio-myopathy, micro-gnathia", f"{CARDIOMYOPATHY} HP:0000347", "", ""),
]
SET_ASIDE = [
    ("Return if she gets a fever or rash.", "", "", f"{FEVER} {RASH}"),
    ("If he has a fever, he gets seizures.", SEIZURE, "", FEVER),
    ("Children with this disease often have ataxia.", "", "", ATAXIA),
    ("In this disorder, ataxia is common.", "", "", ATAXIA),
    ("His ataxia is part of this disorder.", ATAXIA, "", ""),
    ("Monitor for scoliosis.", "", "", SCOLIOSIS),
    ("The drug may cause tremor.", "", "", TREMOR),
    ("Should he develop jaundice, call us", "", "", JAUNDICE),
]
LABORATORY = [
    ("high IgE, low IgM", "HP:0003212 HP:0002850", "", ""),
    ("sodium was low, calcium high", "HP:0002902 HP:0003072", "", ""),
    ("elevated potassium, reduced magnesium", "HP:0002153 HP:0002917", "", ""),
    ("low albumin", "HP:0003073", "", ""),
]
WHAT_A_DENIAL_LEAVES = [
    ("Without a fever she had jaundice all week.", JAUNDICE, FEVER, ""),
    ("No fever, no rash, just this ataxia", ATAXIA, f"{FEVER} {RASH}", ""),
    ("It's not that he doesn't have a tremor, he hides it", TREMOR, "", ""),
    ("The ointment does not clear the rash", RASH, "", ""),
    ("Her ears aren't low set", "", "HP:0000369", ""),
    ("The knee doesn't bend", "", "", "HP:0006380"),
]
WHOSE = [
    ("Unlike her mum, who has cataracts, she has myopia", MYOPIA, "", CATARACT),
    ("The one with seizures is his cousin", "", "", SEIZURE),
    ("Another son had jaundice", "", "", JAUNDICE),
    ("Our first baby died of cardiomyopathy", "", "", CARDIOMYOPATHY),
    ("Her mother-in-law has a tremor", "", "", TREMOR),
    ("My sister has seizures, my son doesn't, he has ptosis", PTOSIS, SEIZURE, ""),
    ("The eyelid droops on the one side", PTOSIS, "", ""),
    ("I am 47 years old. I have scoliosis. My son has myopia.", SCOLIOSIS, "", ""),
]
TO_COME = [
    ("Will she get seizures?", "", "", SEIZURE),
    ("Could he end up with a tremor?", "", "", TREMOR),
    ("I'm scared he will get diabetes", "", "", "HP:0100651 HP:0000819"),
]
OTHER_LANGUAGES = [
    ("La bambina non ha atassia, ha ipotonia e scoliosis", "", "", SCOLIOSIS),
    ("Mi hijo no tiene ataxia ni hipotonia", "", "", ATAXIA),
    ("Pas de scoliose, mais il a une ptosis", "", "", ""),
    ("Das Kind hat Ataxia und HP:0000252", f"{ATAXIA} {MICRO}", "", ""),
    ("mi hermano ha tenido fiebre y me dice que HA no es nada", "", "", "HP:0001658"),
]


def rows():
    for kind, table in sorted(globals().items()):
        if kind.isupper() and isinstance(table, list):
            yield from (pytest.param(*row, id=f"{kind.lower()}-{row[0][:30]!r}") for row in table)


@pytest.mark.parametrize(("text", "present", "excluded", "neither"), list(rows()))
def test_kinds__are_read_right(real, text, present, excluded, neither):
    states = {}
    reading = real.read(text)
    doubted = {issue.where for issue in reading.issues if issue.code == "finding-doubted"}
    for mention in reading.mentions:
        if f"text[{mention.start}:{mention.end}]" not in doubted:
            states.setdefault(str(mention.term), set()).add(mention.state.value)
    assert [t for t in present.split() if "present" not in states.get(t, ())] == []
    assert [t for t in excluded.split() if "excluded" not in states.get(t, ())] == []
    denied = excluded.split() + neither.split()
    assert [t for t in denied if "present" in states.get(t, ())] == []
    assert [t for t in present.split() if "excluded" in states.get(t, ())] == []


@pytest.mark.parametrize(
    "text", ["Ataxia cannot be excluded", "Not ruled out: ataxia", "ataxia was not ruled out"]
)
def test_kinds__what_is_not_excluded_is_doubted(real, text):
    reading = real.read(text)
    assert [m.state.value for m in reading.mentions] == ["present"]
    assert [i.code for i in reading.issues] == ["finding-doubted"]


def test_kinds__an_abbreviation_that_may_be_no_finding_is_asked_about(real):
    reading = real.read("AS in clinic")
    assert reading.mentions == ()
    assert [issue.code for issue in reading.issues] == ["finding-ambiguous"]
