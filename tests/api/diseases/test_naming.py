from rarekin.api.diseases import lookup
from rarekin.api.diseases.naming import by_name, named, named_page
from rarekin.api.diseases.searching import search_all

POH = "MONDO:0008153"


def test_named__goes_by_the_title_of_the_language_and_keeps_the_english_name(toy_release):
    ref = lookup.resolve(POH)
    assert (ref.language, ref.english) == ("en", ref.label)
    spanish = named(ref, "es-MX")
    assert (spanish.label, spanish.language) == ("Heteroplasia ósea progresiva", "es")
    assert (spanish.id, spanish.english) == (ref.id, ref.label)
    assert named(spanish, "en") == ref


def test_named__stays_english_and_says_so_where_no_name_is_known(toy_release):
    ref = lookup.resolve(POH)
    assert named(ref, "fr") == ref
    assert named(lookup.resolve("MONDO:0007606"), "es").language == "en"


def test_by_name__sorts_by_the_names_shown(toy_release):
    refs = [lookup.resolve(id_) for id_ in (POH, "MONDO:0007606")]
    assert [ref.id for ref in by_name(refs, "es")] == ["MONDO:0007606", POH]
    assert [ref.id for ref in by_name(refs, "en")] == ["MONDO:0007606", POH]


def test_named_page__says_the_same_under_another_name(toy_release):
    page = lookup.disease(POH)
    spanish = named_page(page, "es")
    assert spanish.ref.label == "Heteroplasia ósea progresiva"
    assert [ref.id for ref in spanish.parents] == [ref.id for ref in page.parents]
    assert (spanish.findings, spanish.genes) == (page.findings, page.genes)


def test_search_all__names_hits_and_spellings_in_their_language(toy_release):
    hit = search_all("hueso en la piel", language="es").diseases[0]
    assert hit.language == "es"
    poh = search_all("progressive osseous heteroplasia", language="es").diseases[0]
    assert (poh.ref.label, poh.english) == (
        "Heteroplasia ósea progresiva",
        "progressive osseous heteroplasia",
    )
    english = search_all("progressive osseous heteroplasia").diseases[0]
    assert (english.ref.label, english.english) == ("progressive osseous heteroplasia", "")
