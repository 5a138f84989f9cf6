"""Counts that mislead by themselves."""

from dataclasses import replace

from rarekin.api.diseases import lookup
from rarekin.api.telling.reports import mentioned, of_one_report, outdone
from rarekin.knowledge.pooling import pool_rows
from rarekin.model.disease import Annotation
from rarekin.model.identifiers import Curie

SEIZURE, FOCAL = Curie("HP:0001250"), Curie("HP:0007359")
HEARING = Curie("HP:0000407")


def counted(release, term, numerator, denominator, work):
    row = Annotation(
        Curie("OMIM:1"),
        term,
        "hpoa",
        numerator=numerator,
        denominator=denominator,
        references=(work,),
    )
    return pool_rows(term, release.ontology.label(term), (), [row])


def test_of_one_report__people_chosen_for_a_sign_are_not_everybody(full_release):
    page = lookup.disease("MONDO:0008667")  # von Hippel-Lindau: a report on tumours of the ear
    assert HEARING in of_one_report(page)
    # Where a definition names it, it belongs to the disease, whoever was counted.
    named = [replace(sign, term=HEARING, is_hedged=False) for sign in page.named_signs[:1]]
    assert HEARING not in of_one_report(replace(page, named_signs=(*page.named_signs, *named)))


def test_of_one_report__of_a_disease_with_few_signs_a_report_is_about_all(full_release):
    page = lookup.disease("MONDO:0008667")
    few = tuple(f for f in page.findings if f.term == HEARING)
    assert of_one_report(replace(page, findings=few)) == frozenset()


def test_outdone__a_kind_of_a_sign_cannot_be_more_frequent(full_release):
    page = lookup.disease("MONDO:0008153")
    rows = (
        counted(full_release, SEIZURE, 4, 20, "PMID:1"),
        counted(full_release, FOCAL, 12, 20, "PMID:2"),
    )
    ontology = full_release.ontology
    assert outdone(replace(page, findings=rows), ontology) == {SEIZURE: FOCAL}
    rows = (counted(full_release, SEIZURE, 14, 20, "PMID:1"), rows[1])
    assert outdone(replace(page, findings=rows), ontology) == {}


def test_mentioned__what_a_report_tells_of_one_person_each_is_no_count(full_release):
    page = lookup.disease("MONDO:0009650")  # mucolipidosis II
    hip = Curie("HP:0001385")
    assert next(f for f in page.findings if f.term == hip).numerator == 1
    assert hip in mentioned(page)
    coarse = Curie("HP:0000280")
    assert coarse not in mentioned(page)
