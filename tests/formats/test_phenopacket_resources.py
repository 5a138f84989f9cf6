"""Every ontology that an exported profile can name is declared in its metadata."""

import datetime
import json

import pytest

from rarekin.api.export import case_phenopacket
from rarekin.formats.phenopacket_resources import resources
from rarekin.knowledge.matching import PREFIXES
from rarekin.model.case import Case, Finding, State
from rarekin.model.identifiers import Curie

NOW = datetime.datetime(2026, 11, 30, tzinfo=datetime.UTC)


@pytest.mark.parametrize("prefix", [*PREFIXES, "HP"])
def test_resources__every_kind_of_disease_id_of_a_release_is_declared(prefix):
    [declared] = resources({"diseases": [{"term": {"id": f"{prefix}:1"}}]}, {})
    assert declared["namespacePrefix"] == prefix
    assert all(declared[key] for key in ("id", "name", "url", "version", "iriPrefix"))


def test_profile__exported_names_no_ontology_it_does_not_declare(full_release):
    case = Case(
        "someone",
        (Finding(Curie("HP:0004322"), State.PRESENT), Finding(Curie("HP:0001250"), State.EXCLUDED)),
        diseases=tuple(Curie(f"{prefix}:100") for prefix in PREFIXES),
    )
    packet = json.loads(case_phenopacket(case, NOW))
    used = {f["type"]["id"].partition(":")[0] for f in packet["phenotypicFeatures"]}
    used |= {d["term"]["id"].partition(":")[0] for d in packet["diseases"]}
    meta = packet["metaData"]
    assert used <= {resource["namespacePrefix"] for resource in meta["resources"]}
    assert meta["phenopacketSchemaVersion"].startswith("2.")
    assert meta["created"] == "2026-11-30T00:00:00Z"
    assert meta["createdBy"]
