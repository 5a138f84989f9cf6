import tarfile
from collections import Counter
from pathlib import Path

import pytest

import rarekin.sources.medquad as package
from rarekin.errors import SourceError
from rarekin.model.disease import Fact, Name, NameKind, Section
from rarekin.model.issues import Issue
from rarekin.sources.medquad.parse import focus_table, parse, read_page

_PLACE = Path(package.__path__[0])
SAMPLE = {path.name: path.read_bytes() for path in (_PLACE / "sample").iterdir()}
FOCUS = focus_table((_PLACE / "focus.tsv").read_text("utf-8"))
POH, FOP, AHO = "MONDO:0008153", "MONDO:0007606", "ORPHA:457059"


def _facts(records):
    return [record for record in records if isinstance(record, Fact)]


@pytest.fixture(scope="module")
def collection(data_folder):
    files = {}
    for name in ("2_GARD_QA", "3_GHR_QA"):
        with tarfile.open(data_folder / "medquad" / f"{name}.tar.gz") as archive:
            files |= {m.name: archive.extractfile(m).read() for m in archive if m.isfile()}
    return files


@pytest.fixture(scope="module")
def everything(collection):
    return list(parse(collection))


def test_parse__every_answer_is_a_quotation_that_says_when_it_was_written():
    facts = _facts(parse(SAMPLE))
    assert facts
    assert all(f.quoted and f.as_of.year == 2017 for f in facts)
    assert all("Written in 2017 about" in f.value["note"] for f in facts)


def test_parse__no_answer_about_treatment_passes_for_current():
    (fact,) = [f for f in _facts(parse(SAMPLE)) if f.section is Section.TREATMENT]
    assert fact.disease == AHO
    assert fact.value["current"] is False
    assert "may have changed" in fact.value["note"]


def test_parse__leaves_out_lists_of_links_and_empty_answers():
    found = {(f.disease, f.section) for f in _facts(parse(SAMPLE))}
    assert (POH, Section.TREATMENT) not in found
    assert (AHO, Section.CAUSES) not in found


def test_parse__leaves_out_an_answer_about_another_disease_and_says_so():
    records = list(parse(SAMPLE))
    assert (AHO, Section.INHERITANCE) not in {(f.disease, f.section) for f in _facts(records)}
    (issue,) = [r for r in records if isinstance(r, Issue) and r.code == "medquad-other-disease"]
    assert "progressive osseous heteroplasia" in issue.message


def test_parse__cuts_the_pasted_table_and_the_repeated_question():
    (fact,) = [f for f in _facts(parse(SAMPLE)) if f.section is Section.SIGNS]
    assert fact.text == "A made-up sentence about signs."


def test_parse__counts_pages_whose_disease_nobody_knows():
    (issue,) = [r for r in parse(SAMPLE) if getattr(r, "code", "") == "medquad-unknown-disease"]
    assert issue.message.startswith("1 of 3 pages")


def test_parse__never_calls_poh_by_the_old_name_of_fop():
    names = [r.text for r in parse(SAMPLE) if isinstance(r, Name) and r.disease == POH]
    assert "POH" in names
    assert not any("myositis ossificans" in name for name in names)


def test_parse__names_are_related_names_only():
    kinds = {r.kind for r in parse(SAMPLE) if isinstance(r, Name)}
    assert kinds == {NameKind.RELATED}


def test_parse__gives_no_name_that_two_diseases_claim():
    twice = SAMPLE["GHR_0000830.xml"].replace(b'id="0000830"', b'id="0000375"')
    records = parse({**SAMPLE, "GHR_0000375.xml": twice})
    claimed = [r.text for r in records if isinstance(r, Name)]
    assert FOCUS["GHR/0000375"] == FOP
    assert "POH" not in claimed


def test_parse__passes_over_other_parts_of_the_collection():
    placed = {f"MedQuAD-master/3_GHR_QA/{name}": data for name, data in SAMPLE.items()}
    others = {"MedQuAD-master/1_CancerGov_QA/1.xml": b"not xml", "MedQuAD-master/readme.txt": b""}
    assert list(parse({**placed, **others})) == list(parse(SAMPLE))


def test_parse__takes_no_sign_for_a_name():
    page = SAMPLE["GHR_0000830.xml"]
    signs = b"<Synonym>heterotopic ossification</Synonym><Synonym>POH</Synonym>"
    records = parse({"a.xml": page.replace(b"<Synonym>POH</Synonym>", signs)})
    names = [r.text for r in records if isinstance(r, Name)]
    assert names == ["progressive osseous heteroplasia", "POH"]


@pytest.mark.parametrize(
    "damaged", [b"", b"<Document>", b'<!DOCTYPE a [<!ENTITY b "c">]><Document>&b;</Document>']
)
def test_read_page__refuses_what_is_damaged_or_could_grow(damaged):
    with pytest.raises(SourceError, match=r"a\.xml"):
        read_page("a.xml", damaged)


@pytest.mark.parametrize(
    ("page", "disease"),
    [
        ("GHR/0000830", POH),
        ("GARD/0002367", FOP),
        ("GHR/0000375", FOP),
        ("GARD/0003801", "MONDO:0007947"),  # GARD 6975 then, 16535 now
        ("GARD/0004373", "MONDO:0018975"),
        ("GARD/0006376", "MONDO:0008667"),
        ("GARD/0005155", "MONDO:0012912"),
        ("GARD/0000219", AHO),  # a set of signs of several diseases
    ],
)
def test_focus_table__leads_to_the_disease_in_spite_of_new_numbers(page, disease):
    assert FOCUS[page] == disease


def test_focus_table__gives_each_page_one_live_identifier():
    assert len(FOCUS) > 3_300
    assert all(d.startswith(("MONDO:", "ORPHA:")) for d in FOCUS.values())


@pytest.mark.data
@pytest.mark.slow
def test_read_page__finds_every_page_and_pair(collection):
    pages = [read_page(name, data) for name, data in collection.items()]
    libraries = Counter(page.library for page in pages)
    assert libraries == {"GARD": 2_685, "GHR": 1_086}
    pairs = Counter(page.library for page in pages for _ in page.answers)
    assert pairs == {"GARD": 5_394, "GHR": 5_430}
    assert sum(not answer for page in pages for _, answer in page.answers) == 5
    assert set(FOCUS) <= {page.key for page in pages}


@pytest.mark.data
@pytest.mark.slow
def test_parse__leaves_no_pasted_table_and_no_pointer(everything):
    facts = _facts(everything)
    assert len(facts) > 6_500
    assert not any("Human Phenotype Ontology provides" in f.text for f in facts)
    assert not any("click here" in f.text.lower() for f in facts)
    assert not any("These resources address" in f.text for f in facts)
    treated = [f for f in facts if f.section is Section.TREATMENT]
    assert all("Genetic and Rare" in str(f.value["author"]) for f in treated)


@pytest.mark.data
@pytest.mark.slow
def test_parse__poh_has_four_answers_and_fop_no_treatment_of_today(everything):
    facts = _facts(everything)
    assert Counter(f.section for f in facts if f.disease == POH) == {
        Section.SUMMARY: 1, Section.PREVALENCE: 1, Section.CAUSES: 1, Section.INHERITANCE: 1,
    }  # fmt: skip
    poh_names = [r.text for r in everything if isinstance(r, Name) and r.disease == POH]
    assert not any("myositis" in name for name in poh_names)
