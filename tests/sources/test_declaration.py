import pytest

from rarekin.errors import SourceError
from rarekin.sources.declaration import FOLDER, declarations, parser_of, read_declaration

_MINIMAL = """
title = "Toy"
publisher = "Nobody"
homepage = "https://example.org"
licence = { name = "CC0 1.0" }
[[file]]
name = "toy.txt"
url = "https://example.org/toy.txt"
"""


def test_declarations__finds_every_folder_with_a_source_toml():
    folders = {path.parent.name for path in FOLDER.glob("*/source.toml")}
    assert set(declarations()) == folders >= {"hpo", "hpoa", "identity"}


@pytest.mark.parametrize("name", sorted(declarations()))
def test_declarations__every_source_has_a_parser_and_a_licence(name):
    assert callable(parser_of(name))
    assert declarations()[name].licence.name


def test_read_declaration__fills_defaults():
    declaration = read_declaration("toy", _MINIMAL)
    assert declaration.files[0].max_bytes > 0
    assert not declaration.files[0].tried
    assert declaration.expect.max_drop == 0.02


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("title", "titel"),
        lambda text: text.replace('name = "toy.txt"\n', ""),
        lambda text: text.replace("https://example.org/toy.txt", "ftp://example.org/toy"),
        lambda text: text.replace("https://example.org/toy.txt", "http://example.org/toy"),
        lambda text: text + 'unpack = "rar"\n',
        lambda text: text + 'mirror = "../../etc/passwd"\n',
        lambda text: text + '[version]\nfrom = "header"\npattern = "no group"\n',
        lambda text: text + '[version]\nfrom = "tea leaves"\n',
        lambda text: text + "[version]\nfrom = \"header\"\npattern = '('\n",
        lambda text: 'fills = ["horoscope"]\n' + text,
        lambda text: text.replace("[[file]]", "[file]"),
        lambda text: text + "= broken",
    ],
    ids=range(12),
)
def test_read_declaration__refuses_with_the_files_place(change):
    with pytest.raises(SourceError) as caught:
        read_declaration("toy", change(_MINIMAL))
    assert caught.value.where == "sources/toy/source.toml"
    assert caught.value.hint


def test_parser_of__names_the_folder_that_has_none():
    with pytest.raises(SourceError, match="nothing_here"):
        parser_of("nothing_here")
