import pytest

from rarekin.errors import SourceError
from rarekin.sources.identity.parse import parse


def test_parse__refuses_another_table():
    with pytest.raises(SourceError, match="columns"):
        list(parse({"identity.tsv": b"a\tb\n1\t2\n"}))


def test_parse__refuses_an_empty_file():
    with pytest.raises(SourceError):
        list(parse({"identity.tsv": b""}))
