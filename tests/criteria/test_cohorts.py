import gzip
import json
import tomllib
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest

from rarekin.criteria.checking import evaluate
from rarekin.criteria.reading import read_set
from rarekin.formats.phenopacket import parse_phenopacket
from rarekin.model.case import Case, Finding, State
from rarekin.model.identifiers import parse_curie

EXPECTED = tomllib.loads(
    (Path(__file__).parents[1] / "truth/gnas_cohort/expected.toml").read_text("utf-8")
)
CATALOG = files("rarekin.criteria") / "catalog"
POH = read_set((CATALOG / "poh/gard-2020.toml").read_text("utf-8"))
NF1 = read_set((CATALOG / "nf1/legius-2021.toml").read_text("utf-8"))

pytestmark = pytest.mark.data


@pytest.fixture(scope="module")
def cohorts(data_folder):
    file = data_folder / "phenopacket-store" / "cases.jsonl.gz"
    if not file.is_file():
        pytest.skip("phenopacket-store is not in the data mirror")
    wanted = {entry["disease"]: name for name, entry in EXPECTED.items() if "disease" in entry}
    found = {name: [] for name in wanted.values()}
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            if not any(disease in line for disease in wanted):
                continue
            packet = json.loads(line)
            for disease in {d["term"]["id"] for d in packet.get("diseases", [])} & set(wanted):
                found[wanted[disease]].append(_case(packet))
    return found


def _case(packet):
    return Case(
        packet["id"],
        findings=tuple(
            Finding(
                parse_curie(feature["type"]["id"]),
                State.EXCLUDED if feature.get("excluded") else State.PRESENT,
            )
            for feature in packet["phenotypicFeatures"]
        ),
    )


@pytest.mark.parametrize("name", ["php1a", "pphp"])
def test_poh__major2_on_the_published_gnas_cases(name, cohorts, hpo):
    expected = EXPECTED[name]
    outcomes = Counter(
        evaluate(POH, case, hpo).group("major2").outcome.value for case in cohorts[name]
    )
    assert len(cohorts[name]) == expected["n_cases"]
    assert {o: outcomes[o] for o in ("met", "not_met", "undetermined")} == {
        o: expected[o] for o in ("met", "not_met", "undetermined")
    }


def test_poh__no_published_gnas_case_is_called_poh(cohorts, hpo):
    for case in (*cohorts["php1a"], *cohorts["pphp"]):
        found = evaluate(POH, case, hpo)
        assert found.outcome.value != "met"
        assert found.item("round_face").state.value == "unknown"
        assert found.item("progressed").state.value == "unknown"
        assert found.item("early_onset").state.value == "unknown"


def test_poh__conflicts_in_the_published_gnas_cases_are_flagged(cohorts, hpo):
    short, brachydactyly = parse_curie("HP:0010049"), parse_curie("HP:0001156")
    both = [
        case
        for case in (*cohorts["php1a"], *cohorts["pphp"])
        if short in case.present and brachydactyly in case.excluded
    ]
    assert len(both) == EXPECTED["conflict"]["short_metacarpal_without_brachydactyly"]
    for case in both:
        item = evaluate(POH, case, hpo).item("short_bones")
        assert (item.state.value, item.conflict) == ("present", True)


def test_nf1__few_spots_are_not_six(cohorts, hpo):
    few, multiple = parse_curie("HP:0007429"), parse_curie("HP:0007565")
    cases = [case for case in cohorts["nf1"] if few in case.present]
    only = [case for case in cases if multiple not in case.present]
    assert [len(cohorts["nf1"]), len(cases), len(only)] == [
        EXPECTED["nf1"][key] for key in ("n_cases", "few_spots", "few_spots_only")
    ]
    for case in only:
        assert evaluate(NF1, case, hpo).item("cafe_au_lait").state.value == "excluded"


def test_nf1__uncounted_spots_are_never_taken_for_six(cohorts, hpo):
    for case in cohorts["nf1"]:
        found = evaluate(NF1, case, hpo)
        assert found.item("cafe_au_lait").state.value != "present"
        assert found.outcome.value != "not_met"


SMAD4 = {"OMIM:139210": "Myhre", "OMIM:175050": "JP/HHT"}
SETS = {
    f"{folder.name}/{file.name}": read_set(file.read_text("utf-8"))
    for folder in CATALOG.iterdir()
    for file in folder.iterdir()
    if file.name.endswith(".toml") and file.name.count(".") == 1
}


@pytest.fixture(scope="module")
def fbn1_and_smad4(data_folder):
    file = data_folder / "phenopacket-store" / "cases.jsonl.gz"
    if not file.is_file():
        pytest.skip("phenopacket-store is not in the data mirror")
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        return [
            (json.loads(line)["diseases"][0]["term"]["id"], parse_phenopacket(line.encode())[0])
            for line in lines
            if '"symbol": "SMAD4"' in line
            or '"symbol": "FBN1"' in line
            or '"symbol":"SMAD4"' in line
            or '"symbol":"FBN1"' in line
        ]


def test_hht__a_smad4_change_counts_by_what_it_does(fbn1_and_smad4, hpo):
    hht = SETS["hht/curacao-2000.toml"]
    found = Counter()
    for disease, case in fbn1_and_smad4:
        if disease in SMAD4:
            evaluation = evaluate(hht, case, hpo)
            hints = [hint.name for hint in evaluation.hints]
            found[SMAD4[disease], evaluation.outcome.value, "myhre_syndrome" in hints] += 1
    assert found == {
        ("Myhre", "undetermined", True): 12,
        ("JP/HHT", "met", False): 4,
        ("JP/HHT", "undetermined", False): 10,
    }


def test_every_set__of_other_diseases_only_fbn1_lipodystrophy_meets_one(fbn1_and_smad4, hpo):
    own = {"OMIM:154700": "marfan", "OMIM:175050": "hht"}
    met = Counter(
        (disease, one.slug)
        for disease, case in fbn1_and_smad4
        for one in SETS.values()
        if evaluate(one, case, hpo).outcome.value == "met" and own.get(disease) != one.slug
    )
    assert met == {("OMIM:616914", "marfan"): 3}
