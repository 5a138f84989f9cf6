import gzip
import re
import statistics
import tomllib
import urllib.parse
from collections import Counter

import pytest
from tests.sources.curated.content import FOLDER, facts, files, hpo_labels, records
from tests.sources.curated.reading import reading_grade

from rarekin.model.citations import Checked
from rarekin.model.disease import Fact, Name, Organisation, Section
from rarekin.sources.curated.document import ROOT
from rarekin.sources.curated.shape import KINDS_IN_OUR_OWN_RIGHT

POH, FOP = "MONDO:0008153", "MONDO:0007606"
PRIMARY_HOSTS = {
    "pn.bmj.com", "www.cambridge.org", "ashpublications.org", "www.nordhemophilia.org",
    "www.nice.org.uk",
    "www.patient.co.uk", "www.taylorfrancis.com",
    "www.ncbi.nlm.nih.gov", "rarediseases.info.nih.gov", "medlineplus.gov", "www.orpha.net",
    "hpo.jax.org", "rarediseases.org", "www.osteoporosis.foundation", "www.iccfop.org",
    "www.ifopa.org", "www.rarediseasesjournal.com", "www.accessdata.fda.gov", "api.fda.gov",
    "humandiseasegenes.nl", "dosage.clinicalgenome.org", "doi.org", "pubmed.ncbi.nlm.nih.gov",
    "pmc.ncbi.nlm.nih.gov", "www.orphadata.com",
    "www.orphacode.org", "ghr.nlm.nih.gov", "www.cancer.gov", "www.mja.com.au", "geneskin.org",
    "emedicine.medscape.com",
    # Agencies, hospitals, and societies of doctors and of families.
    "emergencycarebc.ca", "immunisationhandbook.health.gov.au", "nationalhaemophiliacouncil.ie",
    "guysandstthomas.nhs.uk", "neonatal.bcgp.org.uk", "www.massgeneral.org", "hoacny.com",
    "newenglandconsortium.org", "www.gentacalliance.org", "www.hemophilia.org",
    "www.hemophilia.ca", "haemophilia.ie", "primaryimmune.org", "www.nucdf.org", "hkpp.org",
    "marfan.org", "www.marfan.org",
    "loeysdietzcanada.org", "www.chargesyndrome.org.au", "www.mayoclinic.org",
    "accessbiomedicalscience.mhmedical.com", "bestpractice.bmj.com", "cureangelman.org.au",
    "jcp.bmj.com", "www.22q.org", "www.aao.org", "www.ccjm.org", "www.hkjr.org",
    "www.medscape.com", "www.msdmanuals.com", "www.nature.com", "www.oaepublish.com",
}  # fmt: skip

# Without a text these say only where words stand that cite for themselves: whose text a page
# shows, and of which members the danger of a kind is not told.
PLACES_WORDS = {"told_by", "danger_of_kind"}


def test_content__counts_are_what_the_declaration_expects():
    counts = Counter(type(record) for record in records())
    assert counts[Fact] >= 350
    assert counts[Name] >= 15
    assert counts[Organisation] >= 50


def test_content__every_statement_about_a_disease_cites():
    silent = [
        (f.kind, f.disease, f.text)
        for f in facts()
        if not f.citations
        and f.kind not in KINDS_IN_OUR_OWN_RIGHT
        and (f.text or f.kind not in PLACES_WORDS)
    ]
    assert silent == []


def test_content__what_places_words_says_nothing_itself():
    placed = [f for f in facts() if f.kind in PLACES_WORDS and not f.text]
    assert {f.kind for f in placed} == PLACES_WORDS
    assert all(set(f.value) <= {"of", "by", "lends"} for f in placed)


def test_content__what_was_read_says_where_in_the_work():
    vague = [
        (fact.text, citation.title)
        for fact in facts()
        if fact.checked is Checked.READ
        for citation in fact.citations
        if not citation.locator
    ]
    assert {title for _, title in vague} <= {
        "Progressive Osseous Heteroplasia",
        "MAGEL2: molecular characteristics, for parents",
    }


def test_content__links_lead_to_publishers_and_never_to_a_mirror():
    hosts = {
        urllib.parse.urlsplit(address).hostname
        for record in records()
        for address in (
            [c.link for c in record.citations] if isinstance(record, Fact)
            else [record.url] if isinstance(record, Organisation) and record.url and not record.kind
            else []
        )
    }  # fmt: skip
    assert hosts <= PRIMARY_HOSTS


def test_content__identifiers_have_their_publishers_form():
    for fact in facts():
        for work in fact.citations:
            assert re.fullmatch(r"(\d{6,8})?", work.pmid)
            assert re.fullmatch(r"(PMC\d{6,8})?", work.pmcid)
            assert re.fullmatch(r"(10\.\d{4,5}/\S+)?", work.doi)
            assert work.why


def test_content__one_work_has_one_title_and_year():
    works: dict[str, set[tuple[str, int | None]]] = {}
    for fact in facts():
        for work in fact.citations:
            works.setdefault(work.link, set()).add((work.title, work.year))
    assert [link for link, forms in works.items() if len(forms) > 1] == []


def test_content__every_disease_is_in_the_identity_table():
    path = FOLDER.parent / "identity" / "identity.tsv.gz"
    if not path.exists():
        pytest.skip("the identity table has not been built")
    rows = gzip.decompress(path.read_bytes()).decode().splitlines()
    known = {f"MONDO:{row.split(chr(9))[0].zfill(7)}" for row in rows if row[:1].isdigit()}
    # A written page may list a disease that the packaged table is too old to have.
    pages = [tomllib.loads(p.read_text("utf-8")) for p in (FOLDER / "pages").glob("*.toml")]
    known |= {page["disease"] for page in pages if "listed" in page}
    used = {f.disease for f in facts()} - {ROOT}
    used |= {r.disease for r in records() if isinstance(r, Name)}
    used |= {d for r in records() if isinstance(r, Organisation) for d in r.diseases}
    used |= {str(f.value["other_disease"]) for f in facts() if "other_disease" in f.value}
    used |= {
        str(d)
        for f in facts(kind="matrix")
        for d in dict(f.value.get("diseases", {})).values()  # type: ignore[call-overload]
    }
    assert used - known - {ROOT} == set()


def test_content__every_hpo_id_is_live_and_its_label_the_pinned_one():
    labels = hpo_labels()
    for fact in facts(kind="glossary"):
        if "hpo" in fact.value:
            assert labels.get(str(fact.value["hpo"])) == fact.value["term"]
    for fact in facts():
        if "term" in fact.value and str(fact.value["term"]).startswith("HP:"):
            assert fact.value["term"] in labels


def test_content__no_word_is_explained_twice():
    words = Counter(
        str(word).casefold()
        for fact in facts(kind="glossary")
        if "hpo" not in fact.value
        for word in [fact.value["term"], *list(fact.value["also"])]  # type: ignore[call-overload]
    )
    assert [word for word, n in words.items() if n > 1] == []


def test_content__poh_fills_every_section_a_page_shows():
    filled = {fact.section for fact in facts(POH)}
    assert filled == set(Section) - {
        Section.TRIALS, Section.ORGANISATIONS, Section.PEOPLE, Section.SOURCES,
        Section.LIVING, Section.FOLLOWUP,
    }  # fmt: skip


def test_content__fop_warns_first_and_has_an_emergency_card():
    assert facts(FOP)[0].section is Section.SAFETY
    (card,) = facts(FOP, kind="emergency_card")
    assert card.checked is Checked.READ
    lines = list(card.value["lines"])  # type: ignore[call-overload]
    assert all(len(line) <= 140 for line in lines)
    assert {"muscle", "biopsy", "jaw", "neck", "fall"} <= set(
        re.findall(r"\w+", " ".join(lines).casefold())
    )


def test_content__every_treatment_says_how_well_it_is_known():
    for fact in facts(kind="treatment"):
        assert str(fact.value["evidence"]).endswith(".")


def test_content__is_read_easily():
    grades = {f.text: reading_grade(f.text) for f in facts() if f.text}
    assert statistics.median(grades.values()) <= 9
    assert {text: grade for text, grade in grades.items() if grade > 13} == {}


def test_content__structured_words_are_read_easily_too():
    lines = [str(line) for f in facts(kind="emergency_card") for line in f.value["lines"]]  # type: ignore[attr-defined]
    lines += [str(f.value["evidence"]) for f in facts(kind="treatment")]
    assert statistics.median(map(reading_grade, lines)) <= 9


def test_content__promises_nothing_and_frightens_nobody():
    for fact in facts():
        assert not re.search(
            r"\b(cure[sd]?|guarantee|terrible|horrif\w+|devastat\w+|suffer\w*)\b",
            fact.text.casefold(),
        ), fact.text


def _shingles(text: str, n_words: int = 8) -> set[tuple[str, ...]]:
    words = re.findall(r"[a-z0-9]+", text.casefold())
    return {tuple(words[i : i + n_words]) for i in range(len(words) - n_words + 1)}


@pytest.mark.data
def test_content__no_sentence_comes_from_the_open_pages_we_know(open_pages):
    assert len(open_pages) >= 5
    theirs = set().union(*map(_shingles, open_pages))
    ours = set().union(*(_shingles(f.text) for f in facts() if f.disease != ROOT))
    assert ours & theirs == set()


def test_content__files_carry_one_review_date_each():
    for name, content in files().items():
        if name != "source.toml":
            assert len(re.findall(rb"(?m)^reviewed = \d{4}-\d\d-\d\d$", content)) == 1


def test_content__no_name_is_a_number_alone():
    names = [record.text for record in records() if isinstance(record, Name)]
    assert [name for name in names if not re.search(r"[^\W\d_]", name)] == []
