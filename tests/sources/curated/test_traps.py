import re

from tests.sources.curated.content import facts, files, names, records, said

from rarekin.model.citations import Checked
from rarekin.model.disease import Organisation

POH, FOP = "MONDO:0008153", "MONDO:0007606"
PHP1A, PHP1B, PHP1C, PPHP = "MONDO:0007078", "MONDO:0011301", "MONDO:0012911", "MONDO:0012912"
PHP, OBSOLETE_AHO = "MONDO:0019992", "MONDO:0018699"


def the_only(disease, kind, *words):
    (fact,) = [f for f in facts(disease, kind) if all(word in said(f) for word in words)]
    return fact


def imprinting(disease, gene):
    return [f for f in facts(disease, "imprinting") if f.value["gene"] == gene]


def test_trap__myositis_ossificans_progressiva_is_a_name_of_fop_only():
    assert "myositis ossificans progressiva" in names(FOP)
    assert "myositis ossificans progressiva" not in names(POH)
    assert "myositis" not in said(*facts(POH))


def test_trap__pphp_and_obesity_stand_side_by_side():
    fact = the_only(PPHP, "conflict", "obesity")
    answers = fact.value["answers"]
    assert {answer["source"] for answer in answers} >= {"GeneReviews", "Orphanet"}
    assert any(a.get("numerator") == 5 and a.get("denominator") == 22 for a in answers)
    assert len(fact.citations) == 4


def test_trap__pphp_and_hormone_resistance_stand_side_by_side():
    fact = the_only(PPHP, "conflict", "resistance")
    answers = {answer["source"]: answer["says"] for answer in fact.value["answers"]}
    assert answers["OMIM entry as annotated by HPO"].startswith("yes")
    assert answers["Orphanet"].startswith("no")


def test_trap__a_woman_with_poh_has_children_with_php1a_not_poh():
    told = said(the_only(POH, "text", "woman with poh"))
    assert "php1a" in told
    assert "not expected to have poh" in told
    (mother,) = [
        row
        for table in facts(POH, "recurrence")
        for row in table.value["rows"]
        if row[0].startswith("a woman")
    ]
    assert "PHP1A" in mother[2]
    assert "POH" not in mother[2]


def test_trap__the_measured_ratio_stands_beside_the_textbook_one():
    fact = the_only(POH, "conflict", "59 %")
    assert {(a.get("p"), a.get("p_mother")) for a in fact.value["answers"]} == {
        (0.5, None),
        (None, 0.59),
    }


def test_trap__new_in_most_stands_beside_45_per_cent():
    answers = the_only(POH, "conflict", "45 %").value["answers"]
    assert [answer["year"] for answer in answers] == [2020, 2023]


def test_trap__share_with_a_variant_is_a_range_and_unread_numbers_are_marked():
    answers = the_only(POH, "conflict", "two in three").value["answers"]
    assert {answer["source"] for answer in answers} >= {"GARD", "Shore and others"}
    assert [a["year"] for a in answers if a.get("status") == "unverified"] == [2018]


def test_trap__the_view_that_poh_is_no_trait_of_its_own_is_told():
    fact = the_only(POH, "conflict", "happle")
    assert "open" in said(fact)
    assert {work.year for work in fact.citations} >= {2016, 2021}


def test_trap__poh_with_raised_hormone_is_told_as_overlap():
    told = said(*facts(POH, section="diagnosis"))
    assert "three boys" in told
    assert "two had poh together with raised" in told
    assert "overlap" in told


def test_trap__no_penetrance_is_invented_for_poh():
    assert "nobody knows how many people with the changed copy" in said(*facts(POH))
    assert all("penetrance" not in fact.value for fact in facts(POH))


def test_trap__a_healthy_parent_is_never_called_free_of_the_change():
    assert "does not mean that she does not carry it" in said(*facts(PHP1A))


def test_trap__the_silent_copy_is_never_what_is_stored():
    for name, content in files().items():
        keys = re.findall(r"(?m)^([a-z_]*imprinted[a-z_]*)\s*=", content.decode())
        assert keys == [], name
    for fact in facts(kind="imprinting"):
        assert not re.search(r"\b(maternally|paternally) imprinted\b", said(fact))


def test_trap__gnas_parent_of_origin_is_the_published_one():
    expected = {POH: "father", PPHP: "father", PHP1A: "mother", PHP1C: "mother"}
    for disease, parent in expected.items():
        (fact,) = imprinting(disease, "GNAS")
        assert fact.value["disease_when_inherited_from"] == parent
        assert fact.value["expressed_allele"]["most tissues"] == "both"
        assert fact.value["expressed_allele"]["thyroid"] == "maternal"
    (deletion,) = imprinting(PHP1B, "STX16")
    assert deletion.value["disease_when_inherited_from"] == "mother"
    # STX16 itself works from both copies (Linglart 2005): no picture may show it silent.
    assert deletion.value["expressed_allele"] == "not imprinted"


def test_trap__no_cell_of_the_parent_of_origin_table_is_a_hard_zero():
    for disease in (POH, PPHP, PHP1A, PHP1B, PHP1C):
        for fact in facts(disease, "imprinting"):
            assert fact.value["leak_assumed"] == 0.01


def test_trap__other_imprinted_genes_have_the_published_parent():
    published = {
        "SDHD": "father", "SDHAF2": "father", "UBE3A": "mother", "MAGEL2": "father",
        "MKRN3": "father", "DLK1": "father", "CDKN1C": "mother", "IGF2": "father",
        "KCNK9": "mother", "15q11-q13 imprinting centre": "father", "PLAGL1": "father",
    }  # fmt: skip
    shipped: dict[str, set[str]] = {}
    for fact in facts(kind="imprinting"):
        if fact.checked is Checked.READ:
            origin = str(fact.value["disease_when_inherited_from"])
            shipped.setdefault(str(fact.value["gene"]), set()).add(origin)
    assert {gene: shipped.get(gene) for gene in published} == {
        gene: {parent} for gene, parent in published.items()
    }


def test_trap__genes_nobody_read_about_are_marked_or_missing():
    marked = {
        str(f.value["gene"]) for f in facts(kind="imprinting") if f.checked is Checked.UNVERIFIED
    }
    assert marked == {"MAX", "SGCE"}
    shipped = {str(f.value["gene"]) for f in facts(kind="imprinting")}
    assert shipped.isdisjoint({"MEST", "ZDBF2", "TRAPPC9", "NAA60", "NLRP7", "PADI6"})
    (disputed,) = [f for f in facts(kind="imprinting") if f.value["gene"] == "KANK1"]
    assert disputed.value["disputed"] is True
    assert "disputed" in said(disputed)


def test_trap__hpo_inheritance_terms_are_told_by_the_parent_who_passes_the_change_on():
    told = {f.value.get("hpo"): f.text for f in facts(kind="glossary")}
    assert "only when it comes from the mother" in told["HP:0012274"]
    assert "only when it comes from the father" in told["HP:0012275"]


def test_trap__dominant_is_the_chance_of_the_copy_and_not_of_the_disease():
    (word,) = [f for f in facts(kind="glossary") if f.value.get("hpo") == "HP:0000006"]
    assert "get that copy" in word.text


def test_trap__albright_signs_hang_on_no_retired_id():
    assert facts(OBSOLETE_AHO) == []
    for disease in (PHP1A, PPHP, PHP):
        assert "albright hereditary osteodystrophy" in names(disease)
    assert "it is a set of signs" in said(*facts(PHP, section="summary"))


def test_trap__cells_nobody_checked_stand_only_in_the_marked_matrix():
    read, marked = sorted(facts(POH, "matrix"), key=lambda fact: fact.checked)
    assert (read.checked, marked.checked) == (Checked.READ, Checked.UNVERIFIED)
    assert not {"POH/AHO overlap", "POH/PHP1A overlap"} & set(read.value["columns"])
    assert "Activity of the Gs protein in red blood cells" not in {
        row[0] for row in read.value["rows"]
    }
    column = read.value["columns"].index("Osteoma cutis")
    (origin,) = [row for row in read.value["rows"] if row[0] == "Changed copy comes from"]
    assert origin[column] == ""


def test_trap__supporting_findings_of_poh_are_not_required():
    told = said(the_only(POH, "text", "six more findings"))
    assert "none is needed" in told
    rule = the_only(POH, "criteria")
    assert rule.value["criteria"] == "poh"
    assert "all three must fit" in said(rule)


def test_trap__organisations_say_when_somebody_last_looked():
    listed = [record for record in records() if isinstance(record, Organisation)]
    assert {o.last_checked for o in listed if not o.kind} == {"2020"}
    assert all(o.address and o.phone for o in listed if not o.kind)
    assert {o.last_checked for o in listed if o.kind} == {"2026-11"}
    assert all(o.seen for o in listed if o.kind)


def test_trap__what_the_2020_page_says_is_dated_2020():
    for fact in facts(POH):
        if fact.citations and all(c.authors.endswith("(GARD)") for c in fact.citations):
            assert fact.as_of is not None
            assert fact.as_of.year == 2020 or fact.kind == "conflict", fact.text
