import ast
import gettext
import re
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.functional import Promise

from rarekin.api.wording import own_sentences

LOCALE = Path(settings.LOCALE_PATHS[0])
CODES = [code for code in settings.WHOLE_LANGUAGES if code != settings.LANGUAGE_CODE]
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]")
FIELD = re.compile(r'^(msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?) (".*")$')


def entries(path):
    """Read a catalogue far enough to compare it: fields by name, entry by entry."""
    found, now, field = [], {}, ""
    for line in [*path.read_text(encoding="utf8").splitlines(), ""]:
        match = FIELD.match(line)
        if match:
            field = match[1]
            now[field] = ast.literal_eval(match[2])
        elif line.startswith('"'):
            now[field] += ast.literal_eval(line)
        elif not line and "msgid" in now:
            found.append(now)
            now = {}
    return [entry for entry in found if entry["msgid"]]


def catalogue(code):
    folder = LOCALE / code / "LC_MESSAGES"
    with (folder / "django.mo").open("rb") as compiled:
        return entries(folder / "django.po"), gettext.GNUTranslations(compiled)


def texts(entry):
    return [text for name, text in entry.items() if name.startswith("msgstr") and text]


@pytest.mark.parametrize("code", CODES)
def test_catalogue__is_compiled_from_what_stands_beside_it(code):
    written, compiled = catalogue(code)
    expected = {}
    for entry in written:
        key = "\x04".join(entry[k] for k in ("msgctxt", "msgid") if k in entry)
        if "msgid_plural" in entry and entry["msgstr[0]"]:
            expected |= {(key, i): entry[f"msgstr[{i}]"] for i in (0, 1)}
        elif entry.get("msgstr"):
            expected[key] = entry["msgstr"]
    assert {k: v for k, v in compiled._catalog.items() if k} == expected


@pytest.mark.parametrize("code", CODES)
def test_catalogue__keeps_every_placeholder(code):
    written, _compiled = catalogue(code)
    for entry in written:
        source = entry["msgid"] + entry.get("msgid_plural", "")
        for text in texts(entry):
            assert set(PLACEHOLDER.findall(text)) <= set(PLACEHOLDER.findall(source)), text
            assert text.count("<") == entry["msgid"].count("<"), text


@pytest.mark.parametrize("code", CODES)
def test_catalogue__leaves_no_text_without_a_translation(code):
    written, _compiled = catalogue(code)
    assert len(written) > 3000
    empty = [e["msgid"] for e in written if "" in (v for k, v in e.items() if k[:6] == "msgstr")]
    assert empty == []


@pytest.mark.parametrize("code", CODES)
def test_catalogue__says_every_sentence_of_ours(code):
    _written, compiled = catalogue(code)
    told = [sentence.text for part in own_sentences().values() for sentence in part]
    assert [text for text in told if text not in compiled._catalog] == []


MARKS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy"}
LITERAL = re.compile(r'{% translate "([^"]*)"')
BLOCK = re.compile(
    r"{% blocktranslate[^%]*%}(.*?)(?:{% plural %}|{% endblocktranslate %})", re.DOTALL
)


def marked_sentences():
    """Find every sentence that our pages and forms mark for translation, and where it stands."""
    root = LOCALE.parent
    for path in root.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf8"))):
            if not isinstance(node, ast.Call) or getattr(node.func, "id", "") not in MARKS:
                continue
            first = node.args[0] if node.args else None
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value, path.name
    for path in root.rglob("*.html"):
        text = path.read_text(encoding="utf8")
        found = LITERAL.findall(text) + BLOCK.findall(text)
        for sentence in found:
            # Django doubles a per cent sign in a page.
            doubled = sentence.replace("%", "%%")
            yield re.sub(r"{{ (\w+) }}", r"%(\1)s", doubled), path.name


@pytest.mark.parametrize("code", CODES)
def test_catalogue__knows_every_sentence_that_is_marked(code):
    written, _compiled = catalogue(code)
    known = {entry["msgid"] for entry in written}
    marked = list(marked_sentences())
    assert len(marked) > 1500
    assert [(where, text) for text, where in marked if text not in known] == []


@pytest.mark.parametrize("code", CODES)
def test_catalogue__fills_every_place_of_a_pattern(code):
    _written, compiled = catalogue(code)
    for sentence in own_sentences()["engines"]:
        said = compiled.gettext(sentence.text)
        places = dict.fromkeys(re.findall(r"%\((\w+)\)", sentence.text), "x")
        assert "x" in said % places or not places


@pytest.mark.django_db
@pytest.mark.parametrize(("code", "words"), [("es", "¿Qué es?"), ("fr", "Qu’est-ce que c’est")])
def test_disease__speaks_the_language_and_says_that_a_machine_translated_it(
    toy_release, client, code, words
):
    html = client.get(f"/{code}/disease/MONDO:0008153").content.decode()
    assert f'<html lang="{code}"' in html
    assert words in html
    assert 'class="unreviewed"' in html
    assert 'class="unreviewed"' not in client.get("/disease/MONDO:0008153").content.decode()


def test_tables__have_no_key_that_changes_with_the_language():
    """A lazy text is another key in each language, so that what is kept under it is not found."""
    found = [
        (name, kept)
        for name, module in sorted(sys.modules.items())
        if name.startswith("rarekin.")
        for kept, table in vars(module).items()
        if isinstance(table, dict | set | frozenset)
        and any(isinstance(key, Promise) for key in table)
    ]
    assert found == []
