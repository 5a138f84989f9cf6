import pytest

from rarekin.api.diseases import lookup
from rarekin.api.diseases.lookup import AnnotatedFinding
from rarekin.api.diseases.wider import is_written, wider_text
from rarekin.api.telling.forms import forms_of
from rarekin.api.telling.leading import leading_findings, sure_share
from rarekin.knowledge.pooling import pool_rows
from rarekin.model.disease import Annotation, Level, Section
from rarekin.model.identifiers import Curie

TUMOURS = (Curie("HP:0002664"), "Neoplasm")


def finding(systems: tuple[tuple[Curie, str], ...] = (), **row: object) -> AnnotatedFinding:
    made = Annotation(Curie("OMIM:1"), Curie("HP:0001166"), "hpoa", **row)
    return pool_rows(Curie("HP:0001166"), "x", systems, [made])


# Long QT syndrome has one entry below it in the identity table, which holds the numbered forms.
def test_forms__a_lone_entry_below_makes_way_for_its_own_forms(full_release):
    forms = forms_of(lookup.disease("MONDO:0002442"))
    by_label = {form.ref.label: form for form in forms.forms}
    assert len(forms.forms) > 10
    assert by_label["long QT syndrome 1"].genes == ("KCNQ1",)
    assert forms.shared[0].label == "Prolonged QT interval"
    assert forms.shared[0].n_with == forms.shared[0].n_forms


def test_forms__what_somebody_wrote_about_is_named_however_deep_it_lies(full_release):
    def written(id_):
        return {ref.english for ref in forms_of(lookup.disease(id_)).written}

    assert "facioscapulohumeral muscular dystrophy" in written("MONDO:0020121")
    # An eye muscle that cannot move is no dystrophy, though it is filed there.
    assert "congenital fibrosis of extraocular muscles" not in written("MONDO:0020121")
    first = [form.ref.english for form in forms_of(lookup.disease("MONDO:0020121")).forms[:6]]
    assert "Duchenne muscular dystrophy" in first
    assert "familial long QT syndrome" in written("MONDO:0002442")
    # The widest headings name nothing that somebody has.
    assert not written("MONDO:0003847")


def test_forms__friedreich_ataxia_1_has_the_gene_and_2_has_none(full_release):
    forms = {f.ref.label: f for f in forms_of(lookup.disease("MONDO:0100339")).forms}
    assert forms["Friedreich ataxia 1"].genes == ("FXN",)
    assert forms["Friedreich ataxia 2"].genes == ()


def test_forms__a_disease_without_any_has_none(full_release):
    assert forms_of(lookup.disease("MONDO:0008153")).forms == ()


def test_forms__no_sign_is_shared_by_more_forms_than_there_are(full_release):
    for id_ in lookup.disease_ids()[::499]:
        for sign in forms_of(lookup.disease(id_)).shared:
            assert 2 <= sign.n_with <= sign.n_forms


@pytest.mark.parametrize(
    ("row", "is_sure"),
    [
        ({"numerator": 9, "denominator": 10}, True),
        ({"numerator": 4, "denominator": 4}, False),
        ({"numerator": 1, "denominator": 40}, False),
        ({"frequency_term": Curie("HP:0040281")}, True),
        ({"frequency_term": Curie("HP:0040283")}, False),
        ({"excluded": True}, False),
        ({}, False),
    ],
)
def test_sure_share__asks_for_enough_people_or_a_frequent_class(row, is_sure):
    assert (sure_share(finding(**row)) > 0) == is_sure


def test_sure_share__nobody_is_frightened_with_a_tumour_by_a_class_alone():
    assert sure_share(finding((TUMOURS,), frequency_term=Curie("HP:0040281"))) == 0
    assert sure_share(finding((TUMOURS,), numerator=60, denominator=80)) > 0


def test_leading_findings__do_not_repeat_one_another(full_release):
    ontology = full_release.ontology
    for id_ in ("MONDO:0009061", "MONDO:0007947", "MONDO:0018975"):
        chosen = [f.term for f in leading_findings(lookup.disease(id_), 4)]
        assert len(chosen) == 4
        pairs = [(a, b) for a in chosen for b in chosen if a != b]
        assert not any(ontology.is_a(a, b) for a, b in pairs)


def test_wider_text__a_subtype_takes_over_what_is_said_of_the_disease_above(full_release):
    found = 0
    for id_ in lookup.disease_ids()[::29]:
        page = lookup.disease(id_)
        text = wider_text(page)
        if text.ref is None:
            continue
        found += 1
        whole = set(text.facts) != {Section.SAFETY}
        assert page.ref.level is Level.SUBTYPE or is_written(text.facts) or not whole
    assert found


def test_wider_text__says_each_statement_once_in_one_language(full_release):
    form = lookup.disease("MONDO:0019019").children[0]
    for language in ("en", "es", "fr"):
        facts = wider_text(lookup.page_of(form), language).facts
        numbers = [f.statement for group in facts.values() for f in group if f.statement]
        assert numbers
        assert len(numbers) == len(set(numbers))
        spoken = {f.language for group in facts.values() for f in group if f.statement}
        assert spoken == {language}
