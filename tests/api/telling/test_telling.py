from dataclasses import replace

import pytest

from rarekin.api.diseases import lookup
from rarekin.api.telling.leading import leading_findings
from rarekin.api.telling.telling import is_seldom, telling_signs
from rarekin.api.telling.voices import Against, standing_of
from rarekin.knowledge.named_signs import NamedSign
from rarekin.knowledge.pooling import pool_rows
from rarekin.model.disease import Annotation
from rarekin.model.identifiers import Curie

VERY_FREQUENT, OCCASIONAL = Curie("HP:0040281"), Curie("HP:0040283")
SEIZURE, FOCAL, HAIR = Curie("HP:0001250"), Curie("HP:0007359"), Curie("HP:0008070")
PNEUMOTHORAX, SPONTANEOUS = Curie("HP:0002107"), Curie("HP:0002108")
ADULT, SPEECH = Curie("HP:0003581"), Curie("HP:0000750")
HANDS = Curie("HP:0001155")
GLIOBLASTOMA = Curie("HP:0012174")


def finding(release, term, *rows):
    made = [Annotation(row.pop("disease", Curie("ORPHA:1")), term, "hpoa", **row) for row in rows]
    return pool_rows(term, release.ontology.label(term), (), made)


def named(term, n_texts=1, *, is_hedged=False):
    return NamedSign(term, n_texts, is_hedged, "definitions")


@pytest.fixture
def page(full_release):
    """Return a page without signs: progressive osseous heteroplasia, emptied."""
    blank = lookup.disease("MONDO:0008153")
    return replace(blank, findings=(), named_signs=())


def told(page):
    return [sign.term for sign in telling_signs(page, 4)]


def test_telling_signs__what_a_definition_names_and_nothing_bears_out_is_not_told(
    full_release, page
):
    signs = (named(SEIZURE), named(HAIR), named(PNEUMOTHORAX))
    rows = (finding(full_release, SEIZURE, {}), finding(full_release, HAIR, {}))
    assert told(replace(page, named_signs=signs, findings=rows)) == [SEIZURE, HAIR]


def test_telling_signs__something_narrower_on_record_bears_a_sign_out(full_release, page):
    rows = (finding(full_release, FOCAL, {}), finding(full_release, HAIR, {}))
    found = told(replace(page, named_signs=(named(SEIZURE), named(HAIR)), findings=rows))
    assert found == [SEIZURE, HAIR]


def test_telling_signs__a_sign_few_counted_people_have_is_not_told(full_release, page):
    signs = (named(SEIZURE, 3), named(HAIR), named(PNEUMOTHORAX))
    rows = (
        finding(full_release, SEIZURE, {"numerator": 4, "denominator": 40}),
        finding(full_release, HAIR, {}),
        finding(full_release, PNEUMOTHORAX, {}),
    )
    assert SEIZURE not in told(replace(page, named_signs=signs, findings=rows))


def test_telling_signs__one_sign_tells_no_disease(full_release, page):
    rows = (finding(full_release, SEIZURE, {}),)
    assert told(replace(page, named_signs=(named(SEIZURE),), findings=rows)) == []


def test_telling_signs__what_somebody_chose_goes_before_what_a_machine_read(full_release):
    page = lookup.disease("MONDO:0008721")
    assert [sign.label for sign in telling_signs(page, 2)] == [
        "Hypoketotic hypoglycemia",
        "Lethargy",
    ]


# Definitions in Orphanet's nomenclature pack of 2023: 478, 551, 580, 58.
@pytest.mark.parametrize(
    ("disease", "sign"),
    [
        ("MONDO:0018800", "Anosmia"),
        ("MONDO:0010790", "Ragged-red muscle fibers"),
        ("MONDO:0008752", "Macrocephaly"),
        ("MONDO:0010298", "Self-injurious behavior"),
        ("MONDO:0010651", "Pili torti"),
        ("MONDO:0008501", "Nevus flammeus"),
    ],
)
def test_telling_signs__tell_well_known_diseases(full_release, disease, sign):
    assert sign in {one.label for one in telling_signs(lookup.disease(disease), 4)}


@pytest.mark.parametrize(
    ("row", "sign", "seldom"),
    [
        ({"numerator": 2, "denominator": 20}, named(SEIZURE, 3), True),
        ({"numerator": 0, "denominator": 2}, named(SEIZURE), False),
        ({"frequency_term": OCCASIONAL}, named(SEIZURE), True),
        ({"frequency_term": OCCASIONAL}, named(SEIZURE, 2), False),
        ({"frequency_term": OCCASIONAL}, named(SEIZURE, 2, is_hedged=True), True),
        ({"frequency_term": VERY_FREQUENT}, named(SEIZURE, is_hedged=True), False),
        ({}, named(SEIZURE), False),
    ],
)
def test_is_seldom__people_counted_go_before_classes(full_release, row, sign, seldom):
    assert is_seldom(finding(full_release, SEIZURE, row), sign) == seldom


def test_standing__two_catalogues_or_a_definition_back_a_sign(full_release, page):
    omim = {"disease": Curie("OMIM:1")}
    rows = (
        finding(full_release, SEIZURE, {}, dict(omim)),
        finding(full_release, HAIR, {}),
        finding(full_release, PNEUMOTHORAX, {}),
    )
    found = standing_of(replace(page, findings=rows, named_signs=(named(HAIR),)))
    assert found.backed == {SEIZURE, HAIR}


def test_standing__a_narrower_sign_is_not_more_frequent_than_the_broader(full_release, page):
    rows = (
        finding(full_release, PNEUMOTHORAX, {"numerator": 6, "denominator": 53}),
        finding(full_release, SPONTANEOUS, {"frequency_term": VERY_FREQUENT}),
    )
    found = standing_of(replace(page, findings=rows))
    assert found.overstated == {SPONTANEOUS}
    assert found.doubtful == {}


def test_standing__a_tumour_that_one_list_calls_frequent_in_what_is_no_tumour(full_release, page):
    rows = (finding(full_release, GLIOBLASTOMA, {"frequency_term": VERY_FREQUENT}),)
    one = replace(page, findings=rows)
    assert standing_of(one).doubtful == {GLIOBLASTOMA: Against.TUMOUR}
    assert standing_of(replace(one, named_signs=(named(GLIOBLASTOMA),))).doubtful == {}
    glioma = replace(one, ref=replace(page.ref, label="glioblastoma", english="glioblastoma"))
    assert standing_of(glioma).doubtful == {}


# Late talking is no sign of what begins in grown people; a catalogue that names it settles that.
def test_standing__a_sign_of_children_in_what_begins_in_grown_people(full_release, page):
    begins = finding(full_release, ADULT, {"aspect": "C"})
    talks = {"frequency_term": VERY_FREQUENT}
    late = replace(
        page, onset=(begins,), facts={}, findings=(finding(full_release, SPEECH, dict(talks)),)
    )
    assert standing_of(late).doubtful == {SPEECH: Against.AGE}
    assert standing_of(replace(late, onset=())).doubtful == {}
    both = finding(full_release, SPEECH, dict(talks), {"disease": Curie("OMIM:1")})
    assert standing_of(replace(late, findings=(both,))).doubtful == {}


# Short texts name few signs: that another catalogue has nothing like it speaks against no sign.
def test_standing__what_one_list_alone_has_is_alone_and_not_doubted(full_release, page):
    ontology = full_release.ontology
    below = ontology.descendants(ontology.index_of[HANDS]).tolist()[:22]
    hands = [finding(full_release, ontology.ids[i], {"disease": Curie("OMIM:1")}) for i in below]
    seizure = finding(full_release, SEIZURE, {"frequency_term": VERY_FREQUENT})
    found = standing_of(replace(page, findings=(*hands, seizure)))
    assert found.doubtful == {}
    assert found.alone == {SEIZURE}


# Tetralogy of Fallot: a list has a broad forehead and short fingers in "80 to 99 of 100"; the texts
# speak of the heart.
def test_standing__a_list_that_has_nothing_of_what_texts_name_is_of_another_disease(full_release):
    found = lookup.disease("MONDO:0008542")
    standing = standing_of(found)
    assert standing.is_of_another
    assert not standing.backed
    told = {sign.label for sign in telling_signs(found, 4)}
    assert told == set() or any("ventric" in label.casefold() for label in told)


# Hereditary hyperekplexia: the whole has no startle on record, four of five forms have.
def test_telling_signs__what_a_form_has_bears_out_the_definition(full_release):
    told = {sign.label for sign in telling_signs(lookup.disease("MONDO:0021022"), 4)}
    assert "Exaggerated startle response" in told


# Orphanet's list of Aicardi-Goutières syndrome (ORPHA:51) has microcephaly; OMIM has it for forms.
def test_standing__what_another_catalogue_has_of_a_form_backs_the_whole(full_release):
    page = lookup.disease("ORPHA:51")
    own = {row.disease for f in page.findings for row in f.rows}
    assert page.children
    assert "ORPHA:51" in own
    alone = standing_of(replace(page, children=(), parents=(), named_signs=()))
    assert len(standing_of(page).backed) > len(alone.backed)


# The definition of primary ciliary dyskinesia names situs inversus; form 7 has one on record.
def test_telling_signs__a_form_without_a_definition_takes_the_one_above(full_release):
    form = lookup.disease("primary ciliary dyskinesia 7")
    assert form.named_signs
    on_record = {f.term for f in form.findings if not f.excluded}
    ontology = full_release.ontology
    for sign in telling_signs(form, 4):
        assert any(ontology.is_a(term, sign.term) for term in on_record)


def test_telling_signs__the_disease_itself_is_no_sign_of_it(full_release):
    told = {sign.label for sign in telling_signs(lookup.disease("Alzheimer disease 3"), 4)}
    assert "Alzheimer disease" not in told


# Orphanet's definition (ORPHA:26792): "asymptomatic individuals (in most cases)".
def test_telling_signs__where_most_people_have_none_every_sign_is_only_possible(full_release):
    signs = telling_signs(lookup.disease("MONDO:0008722"), 4)
    assert signs
    assert all(sign.is_hedged for sign in signs)


# Common variable immunodeficiency: Orphanet's list has autoimmune thrombocytopenia in "80 to 99 of
# 100"; of the fifteen forms that OMIM numbers, two have it.
def test_standing__what_few_forms_have_is_not_what_nearly_everybody_has(full_release):
    found = lookup.disease("MONDO:0015517")
    listed = {f.term: f for f in found.findings}
    assert listed[Curie("HP:0001973")].low == pytest.approx(0.8)
    standing = standing_of(found)
    # A definition names it, so that the sign stands and only its frequency does not.
    assert Curie("HP:0001973") in standing.overstated
    assert Curie("HP:0004313") not in standing.overstated  # too few antibodies: all forms have it


# Factor VII deficiency: one list has bleeding in the brain in "80 to 99 of 100". It happens.
def test_standing__an_emergency_is_not_called_frequent_on_one_word(full_release):
    found = lookup.disease("MONDO:0009211")
    assert Curie("HP:0002170") in standing_of(found).overstated


def test_standing__an_emergency_that_a_definition_names_or_people_were_counted_with_stands(
    full_release, page
):
    stroke = Curie("HP:0001297")
    listed = finding(full_release, stroke, {"frequency_term": VERY_FREQUENT})
    assert standing_of(replace(page, findings=(listed,))).overstated == {stroke}
    defined = replace(page, findings=(listed,), named_signs=(named(stroke, 2),))
    assert standing_of(defined).overstated == set()
    counted = finding(full_release, stroke, {"numerator": 9, "denominator": 10})
    assert standing_of(replace(page, findings=(counted,))).overstated == set()


# A list of Merkel cell carcinoma has the tumour in everybody, and skin that burns in the sun.
def test_leading__a_tumour_is_led_by_itself(full_release):
    found = lookup.disease("MONDO:0019210")
    (first, *_rest) = leading_findings(found, 4)
    assert first.label == "Merkel cell skin cancer"


def test_leading__what_the_title_says_goes_before_what_is_said_in_plain_words(full_release):
    found = lookup.disease("ORPHA:86909")
    terms = [f.label for f in leading_findings(found, 3)]
    assert "Generalized myoclonic seizure" in terms


def test_standing__what_the_disease_is_named_after_is_never_doubted(full_release):
    found = lookup.disease("MONDO:0015517")
    name = lookup.label_of(Curie("HP:0001973"))
    renamed = replace(found, ref=replace(found.ref, english=f"syndrome with {name}"))
    assert Curie("HP:0001973") in standing_of(found).overstated
    assert Curie("HP:0001973") not in standing_of(renamed).overstated


# Orphanet's definition of Pitt-Hopkins syndrome (ORPHA:2896): episodes of hyperventilation.
def test_telling_signs__unusual_breathing_is_not_short_breath(full_release):
    signs = telling_signs(lookup.disease("MONDO:0012589"), 4)
    assert "Dyspnea" not in {sign.label for sign in signs}
    assert len(signs) == 4


def test_page__the_root_of_all_signs_is_none(full_release):
    # A list has "phenotypic abnormality" in it as a sign of this paraplegia.
    terms = {f.term for f in lookup.disease("MONDO:0010044").findings}
    assert terms
    assert Curie("HP:0000118") not in terms
