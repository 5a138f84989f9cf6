"""Which statements stand on the pages of forms: cases that a clinician called wrong or missing."""

import pytest

from rarekin.api.diseases import lookup
from rarekin.api.diseases.lent_statements import is_lent
from rarekin.api.diseases.wider import wider_text
from rarekin.model.disease import Fact, Section

PIGMENTOSA_17, AMAUROSIS_2, AMAUROSIS_9 = "MONDO:0010945", "MONDO:0008765", "MONDO:0012056"
SMA_2, DISTAL = "MONDO:0009673", "MONDO:0011436"


def told(id_):
    return [fact.text for facts in wider_text(lookup.disease(id_)).facts.values() for fact in facts]


def fact(text, section=Section.SUMMARY, *, for_forms=None):
    return Fact("MONDO:0000001", section, "text", "curated", text, for_forms=for_forms)


@pytest.mark.parametrize(
    ("text", "section", "expected"),
    [
        ("The filters of the kidneys leak protein.", Section.SUMMARY, True),
        ("About 1 in 4,000 people has it.", Section.SUMMARY, False),
        ("It begins in childhood.", Section.SUMMARY, False),
        ("Most people live as long as others.", Section.SUMMARY, False),
        ("For one gene, RPE65, there is a gene therapy.", Section.DIAGNOSIS, False),
        ("With RPE65, tell the surgeon.", Section.SAFETY, False),
        ("Bleeding that does not stop: most people need an ambulance.", Section.SAFETY, True),
        ("Type 3 is told apart by blood.", Section.DIAGNOSIS, False),
        ("A tablet is taken each day.", Section.TREATMENT, False),
        ("It is recessive.", Section.INHERITANCE, False),
        ("It goes on slowly.", Section.OUTLOOK, False),
    ],
)
def test_is_lent__by_section_and_by_what_binds_it(full_release, text, section, expected):
    assert is_lent(fact(text, section), ["some form 1"], ["RHO"], full_release) is expected


def test_is_lent__whoever_wrote_it_decides(full_release):
    given = fact("A tablet is taken each day.", Section.TREATMENT, for_forms=True)
    held = fact("The filters of the kidneys leak protein.", for_forms=False)
    assert is_lent(given, ["some form"], [], full_release)
    assert not is_lent(held, ["some form"], [], full_release)


def test_is_lent__a_treatment_of_one_gene_stands_where_that_gene_is_changed(full_release):
    one = fact("A therapy brings a sound RPE65 gene under the retina.", Section.TREATMENT)
    assert is_lent(one, ["amaurosis 2"], ["RPE65"], full_release)
    assert not is_lent(one, ["amaurosis 9"], ["NMNAT1"], full_release)


@pytest.mark.parametrize("form", [PIGMENTOSA_17, AMAUROSIS_9])
def test_wider_text__a_gene_therapy_for_another_gene_is_told_nowhere(full_release, form):
    assert told(form)
    assert not any("RPE65" in text for text in told(form))


def test_wider_text__in_another_language_is_chosen_by_the_english(full_release):
    page = lookup.disease(PIGMENTOSA_17)
    english, spanish = wider_text(page), wider_text(page, "es")
    assert {s: len(f) for s, f in english.facts.items()} == {
        s: len(f) for s, f in spanish.facts.items()
    }


def test_wider_text__of_a_type_of_spinal_muscular_atrophy_names_what_is_given(full_release):
    assert any("Nusinersen" in text for text in told(SMA_2))
    assert not any("Nusinersen" in text for text in told(DISTAL))
