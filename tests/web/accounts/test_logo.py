import contextlib
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarekin.errors import InputError, RarekinError, TooLarge
from rarekin.web.accounts.house.logo import MAX_BYTES, clean_logo

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width=2, height=2, colour=6, depth=8, extra=b"", pixels=None, after=b"", interlace=0):
    samples = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour]
    row = b"\0" + b"\x7f" * ((width * samples * depth + 7) // 8)
    data = row * height if pixels is None else pixels
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlace)
    body = chunk(b"IHDR", header) + extra + chunk(b"IDAT", zlib.compress(data))
    return SIGNATURE + body + chunk(b"IEND", b"") + after


def pixels_of(content):
    at, data, kinds = 8, b"", []
    while at < len(content):
        (length,) = struct.unpack_from(">I", content, at)
        kind = content[at + 4 : at + 8]
        kinds.append(kind)
        if kind == b"IDAT":
            data += content[at + 8 : at + 8 + length]
        at += 12 + length
    return zlib.decompress(data), kinds


def test_logo__keeps_pixels_and_drops_everything_else():
    told = chunk(b"tEXt", b"Author\0Ada") + chunk(b"eXIf", b"52.5N 13.4E")
    cleaned = clean_logo(png(extra=told, after=b"<script>alert(1)</script>"))
    assert b"Ada" not in cleaned
    assert b"52.5N" not in cleaned
    assert b"script" not in cleaned
    assert pixels_of(cleaned) == (pixels_of(png())[0], [b"IHDR", b"IDAT", b"IEND"])


def test_logo__keeps_palette_and_transparency():
    extra = chunk(b"PLTE", b"\0\0\0\xff\xff\xff") + chunk(b"tRNS", b"\0\xff")
    kinds = pixels_of(clean_logo(png(colour=3, depth=1, extra=extra)))[1]
    assert kinds == [b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"]


@pytest.mark.parametrize(
    ("colour", "extra"),
    [(3, b""), (3, chunk(b"PLTE", b"\0" * 4)), (3, chunk(b"PLTE", b"\0" * 3 * 257)),
     (3, chunk(b"PLTE", b"\0\0\0") + chunk(b"tRNS", b"\0\0")),
     (2, chunk(b"tRNS", b"52.5N 13.4E")), (6, chunk(b"tRNS", b"\0\0"))],
)  # fmt: skip
def test_logo__colours_the_format_does_not_know_are_refused(colour, extra):
    with pytest.raises(InputError):
        clean_logo(png(colour=colour, extra=extra))


def test_logo__a_palette_no_pixel_uses_is_dropped():
    cleaned = clean_logo(png(colour=2, extra=chunk(b"PLTE", b"Ada Ada Ada.")))
    assert pixels_of(cleaned)[1] == [b"IHDR", b"IDAT", b"IEND"]


@given(st.integers(1, 40), st.integers(1, 40), st.sampled_from([(0, 1), (2, 8), (4, 16), (6, 8)]))
def test_logo__cleaning_twice_changes_nothing(width, height, kind):
    colour, depth = kind
    cleaned = clean_logo(png(width, height, colour, depth))
    assert clean_logo(cleaned) == cleaned


@pytest.mark.parametrize(
    "content",
    [b"", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
     b"GIF89a" + b"\0" * 40, b"\xff\xd8\xff\xe0" + b"\0" * 40, SIGNATURE, png()[:-6],
     png(interlace=1), png(pixels=b"\0"), png(pixels=b"\0" * 10_000_000), SIGNATURE + b"\0" * 99,
     png().replace(b"IDAT", b"IDAX"), png(depth=3)],
)  # fmt: skip
def test_logo__what_is_no_whole_plain_png_is_refused(content):
    with pytest.raises(InputError):
        clean_logo(content)


@pytest.mark.parametrize("content", [png(width=1025), SIGNATURE + b"\0" * MAX_BYTES])
def test_logo__too_large_is_refused(content):
    with pytest.raises(TooLarge):
        clean_logo(content)


@given(st.binary(max_size=200), st.integers(0, 60))
def test_logo__damaged_bytes_never_break_anything_else(noise, at):
    whole = png()
    with contextlib.suppress(RarekinError):
        clean_logo(whole[:at] + noise + whole[at + len(noise) :])
