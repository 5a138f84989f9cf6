"""A language translated in part: what is missing is English and marked as such, on every page."""

import html.parser
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation
from django.utils.translation import trans_real
from hypothesis import given
from hypothesis import strategies as st
from tests.web.test_locale import LOCALE, PLACEHOLDER, catalogue, texts

from rarekin.web.languages import languages_in
from rarekin.web.shell import partial
from rarekin.web.shell.partial import END, START, spans

GUIDE = Path(__file__).parents[2] / "docs" / "how-to" / "add-a-language.md"
PARTIAL = sorted(settings.PARTIAL_LANGUAGES)
PAGES = ["", "find", "search?q=cystic", "disease/MONDO:0008153", "about", "browse", "help", "api"]
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source",
        "wbr",
        "path", "circle", "rect", "line", "use", "polyline", "polygon", "ellipse"}  # fmt: skip


@pytest.mark.parametrize("code", PARTIAL)
def test_catalogue__says_what_the_program_says_with_every_placeholder(code):
    said = {(e.get("msgctxt"), e["msgid"], e.get("msgid_plural")) for e in catalogue("es")[0]}
    written, compiled = catalogue(code)
    assert len(written) >= 100
    keys = [(e.get("msgctxt"), e["msgid"], e.get("msgid_plural")) for e in written]
    # A sentence that was changed falls back to English; many of them mean that nobody looks after.
    assert sum(key in said for key in keys) >= 0.9 * len(keys)
    for entry in written:
        source = entry["msgid"] + entry.get("msgid_plural", "")
        for text in texts(entry):
            assert set(PLACEHOLDER.findall(text)) <= set(PLACEHOLDER.findall(source)), text
            assert text.count("<") == entry["msgid"].count("<"), text
        if "msgid_plural" not in entry and "msgctxt" not in entry:
            assert compiled.gettext(entry["msgid"]) == entry["msgstr"]
    assert len([key for key in compiled._catalog if key]) >= len(written)


class _Balance(html.parser.HTMLParser):
    """Notes elements that are closed in another order than they were opened."""

    def __init__(self) -> None:
        super().__init__()
        self.open, self.faults, self.in_english, self.raw = [], [], [], []

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            self.open.append((tag, dict(attrs).get("class")))

    def handle_startendtag(self, tag, attrs):
        pass

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if tag == "span" and self.open and self.open[-1][0] != "span":
            self.faults.append((tag, self.open[-3:]))
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if START in data or END in data:
            self.raw.append((self.open[-1][0] if self.open else "", data))
        if any(kind == "in-english" for _, kind in self.open):
            self.in_english.append(data)


@pytest.mark.parametrize("code", PARTIAL)
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.django_db
def test_page__marks_english_and_closes_what_it_opens(toy_release, code, page):
    text = Client().get(f"/{code}/{page}", follow=True).content.decode()
    direction = "rtl" if translation.get_language_info(code)["bidi"] else "ltr"
    assert f'lang="{code}" dir="{direction}"' in text
    balance = _Balance()
    balance.feed(text)
    assert balance.faults == []
    bare = {"title", "option", "textarea", "text", "tspan", "desc", "script", "style"}
    assert {where for where, _ in balance.raw} <= bare
    notice = "Part of it is still in English."
    with translation.override(code):
        assert translation.gettext(notice).strip(START + END) in text
    own = dict(catalogue(code)[1]._catalog)
    assert not [said for said in balance.in_english if said.strip() in own]


@given(
    st.lists(
        st.sampled_from(["<p>", "</p>", "<svg>", "</svg>", "<title>", "</title>", "a", "<b>",
                         "</b>", f"{START}x{END}", f"<i title='{START}y{END}'>"]), max_size=30,
    )
)  # fmt: skip
def test_spans__adds_as_many_ends_as_starts_and_loses_no_word(parts):
    page = "".join(parts)
    turned = spans(page)
    assert turned.count('class="in-english"') == turned.count("</span>")
    back = turned.replace('<span lang="en" dir="ltr" class="in-english">', START)
    assert back.replace("</span>", END) == page


def test_whole_languages__are_never_marked(toy_release):
    for code in settings.WHOLE_LANGUAGES:
        with translation.override(code):
            assert START not in translation.gettext("A sentence that nobody has ever translated.")


def blocks(kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)


def test_the_guide__followed_word_for_word_gives_a_language(toy_release, tmp_path, monkeypatch):
    folder = tmp_path / "locale"
    for code in ("es", "fr"):
        shutil.copytree(LOCALE / code, folder / code)
    own = folder / "pt" / "LC_MESSAGES"
    own.mkdir(parents=True)
    (folder / "pt" / "language.toml").write_text(blocks("toml")[0], "utf-8")
    (own / "django.po").write_text(blocks("po")[0], "utf-8")
    subprocess.run(blocks("bash")[0].split(), cwd=own, check=True)
    found = languages_in(folder)
    assert [(one.code, one.is_partial) for one in found][-1] == ("pt", True)
    monkeypatch.setattr(settings, "LOCALE_PATHS", [folder])
    monkeypatch.setattr(settings, "PARTIAL_LANGUAGES", frozenset({"pt"}))
    monkeypatch.setattr(trans_real, "_translations", {})
    partial.mark_missing()
    with translation.override("pt"):
        assert translation.gettext("You are not the only one.") == "Você não é a única pessoa."
        counted = translation.ngettext("%(n)s disease fits", "%(n)s diseases fit", 3)
        assert counted % {"n": 3} == "3 doenças combinam"
        assert translation.gettext("Leave quickly") == f"{START}Leave quickly{END}"
