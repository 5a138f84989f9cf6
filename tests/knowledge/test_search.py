import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rarekin.errors import AmbiguousName, InputError, TooLarge, UnknownId
from rarekin.knowledge.search import resolve_disease, search_diseases

POH, MARFAN, NF1, FOP, OI = (
    "MONDO:0008153", "MONDO:0007947", "MONDO:0018975", "MONDO:0007606", "MONDO:0019019",
)  # fmt: skip

FIRST = [
    ("POH", POH), ("poh", POH), ("osseus heteroplasia", POH), ("osseus heter", POH),
    ("heteroplasia osseous", POH),
    ("progresive oseous", POH), ("GARD:109", POH), ("gard 0000109", POH), ("166350", POH),
    ("Orphanet_2762", POH), ("NF1", NF1), ("neurofibromatosis type 1", NF1),
    ("recklinghausen", NF1), ("marfan", MARFAN), ("Marfan's", MARFAN), ("marfn syndrom", MARFAN),
    ("stone man", FOP), ("glass bones", OI), ("brittle bones", OI),
]  # fmt: skip

HOSTILE = [
    '"', '"; DROP TABLE disease; --', "a AND OR NOT", "NEAR(a b)", "*", "^a", "a:b", "{a}", "(((",
    "a*b*c", "-a", "+a", "col:x", "\\", "'", "%", "_", "\x00", "a\x00b", "\ud800", "💥", "　", "‮",
    "ſ" * 90, "a " * 5000, "x" * 10_000, "́" * 500, "syndrome " * 40, "OMIM:" + "9" * 200,
    "MONDO:", ":", "HP:0001166",
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FIRST)
def test_search__the_obvious_answer_comes_first(toy_release, text, expected):
    assert search_diseases(toy_release, text)[0].ref.id == expected


@pytest.mark.slow
@pytest.mark.parametrize(("text", "expected"), FIRST)
def test_search__the_obvious_answer_comes_first_among_all_diseases(full_release, text, expected):
    assert search_diseases(full_release, text)[0].ref.id == expected


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_search__hostile_text_is_harmless(toy_release, text):
    hits = search_diseases(toy_release, text)
    assert len(hits) <= 10
    with pytest.raises(InputError):
        resolve_disease(toy_release, text)


def test_search__more_than_ten_kilobytes_are_refused(toy_release):
    for ask in (search_diseases, resolve_disease):
        with pytest.raises(TooLarge):
            ask(toy_release, "ab " * 4000)


@given(st.text(max_size=80), st.integers(-1, 5))
@example('"', 1)
def test_search__any_text_gives_ordered_distinct_hits(toy_release, text, limit):
    hits = search_diseases(toy_release, text, limit)
    assert len(hits) <= max(limit, 0)
    assert len({hit.ref.id for hit in hits}) == len(hits)
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_search__a_gene_finds_its_diseases(toy_release):
    hits = search_diseases(toy_release, "gnas")
    assert {hit.kind for hit in hits if hit.ref.id == POH} == {"gene"}
    assert len([hit for hit in hits if hit.kind == "gene"]) == 3


def test_search__nothing_typed_finds_nothing(toy_release):
    assert search_diseases(toy_release, " \n ") == ()


@pytest.mark.parametrize(
    "text",
    ["POH", "poh", "OMIM:166350", "mim 166350", "omim_166350", "ORPHA:2762", "Orphanet:2762",
     "GARD:109", "GARD:0000109", "gard:0109", "MONDO:8153", "DOID:0111535", "umls:c0334041",
     "NORD:1618", "http://purl.obolibrary.org/obo/MONDO_0008153",
     "progressive osseous heteroplasia", "Progressive  Osseous-Heteroplasia",
     "familial ectopic ossification"],
)  # fmt: skip
def test_resolve__every_notation_gives_one_disease(toy_release, text):
    assert resolve_disease(toy_release, text).id == POH


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "expected"),
    [("ORPHA:558", MARFAN), ("ORPHA:284963", MARFAN), ("GARD:16535", MARFAN), ("GARD:6975", MARFAN),
     ("OMIM:PS163950", "MONDO:0018997"), ("OMIM:163950", "MONDO:0008104"), ("OMIM:135150",
     "MONDO:0800445"), ("OMIM:PS135150", "MONDO:0800444"), ("OMIM:214800", "MONDO:0008965"),
     ("ORPHA:138", "MONDO:0008965"), ("SLE", "MONDO:0007915"), ("OMIM:152700", "MONDO:0007915"),
     ("PPHP", "MONDO:0012912"), ("GARD:7486", "MONDO:0007078"), ("ORPHA:337", FOP),
     ("OMIM:PS187300", "MONDO:0019180"), ("GARD:5770", None)],
)  # fmt: skip
def test_resolve__real_ids_lead_where_the_cross_map_says(full_release, text, expected):
    if expected is None:
        with pytest.raises(UnknownId):
            resolve_disease(full_release, text)
    else:
        assert resolve_disease(full_release, text).id == expected


def test_resolve__an_ambiguous_abbreviation_lists_what_it_could_be(toy_release):
    with pytest.raises(AmbiguousName) as caught:
        resolve_disease(toy_release, "BHD")
    assert {id_ for id_, _ in caught.value.choices} == {"MONDO:0007726", "MONDO:0800444"}


def test_resolve__a_near_miss_is_suggested(toy_release):
    with pytest.raises(UnknownId) as caught:
        resolve_disease(toy_release, "marfen syndrome")
    assert "Marfan syndrome (MONDO:0007947)" in caught.value.hint


def test_search__a_family_stands_before_its_members(toy_release):
    hits = search_diseases(toy_release, "familial hyperaldosteronism")
    order = {hit.ref.id: i for i, hit in enumerate(hits)}
    rows = toy_release.rows("SELECT p.parent, p.disease FROM parent p")
    ids = dict(toy_release.rows("SELECT i, id FROM disease"))
    scores = {hit.ref.id: hit.score for hit in hits}
    for parent, child in rows:
        if (
            ids[parent] in order
            and ids[child] in order
            and scores[ids[parent]] == scores[ids[child]]
        ):
            assert order[ids[parent]] < order[ids[child]]


def test_search__a_name_with_an_s_is_the_name(toy_release):
    for name in ("marfan", "recklinghausen"):
        plain, with_s = search_diseases(toy_release, name), search_diseases(toy_release, name + "s")
        assert [hit.ref.id for hit in with_s] == [hit.ref.id for hit in plain]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["brittle bones", "glass bones", "fabry", "turners", "cystinosis"])
def test_search__a_word_that_some_name_has_keeps_its_s(full_release, name):
    hits = search_diseases(full_release, name)
    assert hits
    assert hits[0].score > 0.9


@pytest.mark.slow
def test_search__a_raised_chance_never_stands_before_the_disease_of_that_name(full_release):
    """Over every entry that is a raised chance: its disease, where it has a page, comes first."""
    rows = full_release.rows(
        "SELECT r.id, d.id, d.label FROM disease r JOIN spelling s ON s.disease = r.i "
        "JOIN disease d ON lower(d.label) = lower(s.text) AND d.i <> r.i "
        "WHERE r.label LIKE '%, susceptibility to%' GROUP BY r.id, d.id"
    )
    wrong = []
    for raised, disease, label in rows:
        order = [hit.ref.id for hit in search_diseases(full_release, label, 10)]
        if raised in order and order.index(raised) < order.index(disease):
            wrong.append(label)
    assert len(rows) > 5
    assert not wrong


@pytest.mark.parametrize("text", ["MIM166350", "#166350", "ORPHA2762", "orpha #2762", "GARD 109"])
def test_search__numbers_are_read_as_people_copy_them(toy_release, text):
    hits = search_diseases(toy_release, text)
    assert (hits[0].ref.id, hits[0].kind) == (POH, "id")


def test_search__a_code_is_never_corrected_into_another(toy_release):
    codes = {row[0] for row in toy_release.rows("SELECT word FROM word")}
    assert "poh" in codes
    assert search_diseases(toy_release, "PO7H") == ()


def test_search__a_gene_among_words_leads_to_its_disease(toy_release):
    for text in ("GNAS-POH", "POH (GNAS)"):
        assert search_diseases(toy_release, text)[0].ref.id == POH


def test_search__an_address_is_an_identifier(toy_release):
    for text in ("https://omim.org/entry/166350", "www.orpha.net/en/disease/detail/2762"):
        assert search_diseases(toy_release, text)[0].ref.id == POH
