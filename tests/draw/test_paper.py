"""Pictures for paper: read back from the finished files."""

import re
import struct
import zlib

import pytest
from tests.risk.families import family, man, woman
from validation.family_kinds import make

from rarekin.draw import paper
from rarekin.draw.paper import KINDS, can_print, picture_as
from rarekin.draw.pedigree import draw_pedigree
from rarekin.draw.svg import Drawing
from rarekin.errors import InputError

TRIO = draw_pedigree(family(man("f"), woman("m"), man("Żółć", "f", "m", proband=True)))


def pixels(png):
    """Rows of an RGBA picture as bytes, filters undone (PNG, third edition, section 9)."""
    width, height = struct.unpack(">II", png[16:24])
    assert png[24:26] == b"\x08\x06"
    data, at = b"", 8
    while at < len(png):
        size = struct.unpack(">I", png[at : at + 4])[0]
        if png[at + 4 : at + 8] == b"IDAT":
            data += png[at + 8 : at + 8 + size]
        at += size + 12
    raw, wide, above, rows = zlib.decompress(data), width * 4, bytearray(width * 4), []
    for y in range(height):
        kind, row = raw[y * (wide + 1)], bytearray(raw[y * (wide + 1) + 1 : (y + 1) * (wide + 1)])
        for i in range(wide):
            left = row[i - 4] if i >= 4 else 0
            corner = above[i - 4] if i >= 4 else 0
            row[i] = (row[i] + predicted(kind, left, above[i], corner)) % 256
        rows.append(row)
        above = row
    return width, height, rows


def predicted(kind, left, up, corner):
    if kind == 4:
        guess = left + up - corner
        return min((left, up, corner), key=lambda v: abs(guess - v))
    return (0, left, up, (left + up) // 2)[kind]


def test_png__is_the_picture_on_white_paper():
    width, height, rows = pixels(picture_as(TRIO, "png"))
    _, _, wide, high = map(float, re.search(r'viewBox="([^"]+)"', TRIO.svg)[1].split())
    assert abs(width / height - wide / high) < 0.1
    assert rows[0][:4] == b"\xff\xff\xff\xff"
    dark = sum(row[i] < 100 for row in rows[::7] for i in range(0, len(row), 28))
    assert 0.001 < dark / (len(rows[::7]) * width / 7) < 0.1


def streams(pdf):
    for found in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.S):
        try:
            yield zlib.decompress(found[1])
        except zlib.error:
            yield found[1]


def test_pdf__holds_lines_not_pixels_and_the_words_for_who_cannot_see_it():
    pdf = picture_as(TRIO, "pdf")
    inside = b"\n".join([pdf, *streams(pdf)])
    assert b"/Subtype /Image" not in inside
    assert b"/Subtype/Image" not in inside
    alternative = re.search(rb"/Alt<FEFF([0-9A-F]+)>", inside)[1]
    assert bytes.fromhex(alternative.decode()).decode("utf-16-be") == TRIO.text
    assert b"<rdf:li>es</rdf:li>" in picture_as(TRIO, "pdf", language="es")


def test_picture__says_nothing_of_when_it_was_made():
    for kind in KINDS:
        assert picture_as(TRIO, kind) == picture_as(TRIO, kind)
    assert not re.search(rb"CreationDate|ModDate", picture_as(TRIO, "pdf"))


@pytest.mark.parametrize("kind", ["every mark", "exchange marriages", "60 people"])
def test_picture__every_family_becomes_a_file(kind):
    drawing = draw_pedigree(make(kind, 3))
    assert picture_as(drawing, "pdf").startswith(b"%PDF-")
    assert picture_as(drawing, "png").startswith(b"\x89PNG")
    assert b"currentColor" not in picture_as(drawing, "svg")


def test_png__of_a_huge_picture_stays_bounded():
    svg = re.sub(r'viewBox="[^"]+"', 'viewBox="0 0 30000 9000"', TRIO.svg)
    png = picture_as(Drawing(svg, "huge"), "png")
    width, height = struct.unpack(">II", png[16:24])
    assert width * height < 51_000_000


def test_picture__says_what_is_missing(monkeypatch):
    assert can_print()
    monkeypatch.setattr(paper, "can_print", lambda: False)
    with pytest.raises(InputError, match="typst"):
        picture_as(TRIO, "pdf")
    assert picture_as(TRIO, "svg").startswith(b"<?xml")
    with pytest.raises(InputError, match="kind 'gif'"):
        picture_as(TRIO, "gif")
