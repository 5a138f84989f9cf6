"""A host's logo: PNG only, taken apart and written anew, so that nothing else rides along.

SVG is refused: it is a document that can carry scripts and links. What a PNG holds besides its
pixels (texts, positions, appended files) is dropped.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from rarekin.errors import InputError, TooLarge

MAX_BYTES = 200_000
MAX_SIDE_PIXELS = 1024
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
# Image samples per pixel and depths that the format allows, by colour type.
_KINDS: dict[int, tuple[int, tuple[int, ...]]] = {
    0: (1, (1, 2, 4, 8, 16)),
    2: (3, (8, 16)),
    3: (1, (1, 2, 4, 8)),
    4: (2, (8, 16)),
    6: (4, (8, 16)),
}
_BY_PALETTE = 3
_MOST_COLOURS = 256
# One transparent colour, two bytes a sample; other kinds have none, or one per colour.
_TRANSPARENCY_BYTES = {0: 2, 2: 6}


def clean_logo(content: bytes) -> bytes:
    """Return a PNG with the pixels of the given one and nothing else.

    Parameters
    ----------
    content
        What was handed in, whatever its name or declared type says.

    Returns
    -------
    png
        Header, palette, transparency, pixels.

    Raises
    ------
    TooLarge
        If it is over 200 kB or over 1024 pixels on a side.
    InputError
        If it is no whole, plain PNG.
    """
    if len(content) > MAX_BYTES:
        raise TooLarge(
            _("This picture is too large: at most 200 kB fit."),
            hint=_("Save it smaller; 128 pixels of height are plenty."),
        )
    if not content.startswith(_SIGNATURE):
        raise _refusal()
    parts: dict[bytes, bytes] = {}
    for kind, data in _chunks(content):
        if kind in (b"IHDR", b"PLTE", b"tRNS", b"IDAT"):
            parts[kind] = parts.get(kind, b"") + data
    n_bytes = _n_bytes_of_pixels(parts.get(b"IHDR", b""))
    kept = [b"IHDR", *_colour_parts(parts)]
    pixels = zlib.compress(_inflated(parts.get(b"IDAT", b""), n_bytes), 9)
    written = [_chunk(kind, parts[kind]) for kind in kept]
    return b"".join([_SIGNATURE, *written, _chunk(b"IDAT", pixels), _chunk(b"IEND", b"")])


def _refusal() -> InputError:
    return InputError(
        _("This is no PNG picture that we can read."),
        hint=_("Save the logo as a plain PNG. SVG is not taken, because it can carry scripts."),
    )


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield kind and data of each chunk whose checksum holds."""
    at = len(_SIGNATURE)
    while at + 12 <= len(content):
        (length,) = struct.unpack_from(">I", content, at)
        kind, end = content[at + 4 : at + 8], at + 8 + length
        data, checksum = content[at + 8 : end], content[end : end + 4]
        if checksum != struct.pack(">I", zlib.crc32(kind + data)):
            raise _refusal()
        yield kind, data
        if kind == b"IEND":
            return
        at = end + 4
    raise _refusal()


def _n_bytes_of_pixels(header: bytes) -> int:
    """Return how long the unpacked pixels must be; interlaced pictures are refused."""
    if len(header) != 13:
        raise _refusal()
    width, height, depth, colour, packing, filtering, interlace = struct.unpack(">IIBBBBB", header)
    samples, depths = _KINDS.get(colour, (0, ()))
    if depth not in depths or (packing, filtering, interlace) != (0, 0, 0):
        raise _refusal()
    if not (0 < width <= MAX_SIDE_PIXELS and 0 < height <= MAX_SIDE_PIXELS):
        raise TooLarge(
            _("This picture is too large: at most 1024 pixels on a side."),
            hint=_("Save it smaller; 128 pixels of height are plenty."),
        )
    return int(height * (1 + (width * samples * depth + 7) // 8))


def _colour_parts(parts: Mapping[bytes, bytes]) -> list[bytes]:
    """Return which parts the pixels' colours need; lengths the format does not know are refused."""
    colour = parts[b"IHDR"][9]
    palette, transparency = parts.get(b"PLTE", b""), parts.get(b"tRNS", b"")
    if colour != _BY_PALETTE:
        if len(transparency) not in (0, _TRANSPARENCY_BYTES.get(colour, 0)):
            raise _refusal()
        return [b"tRNS"] if transparency else []
    n_colours, left = divmod(len(palette), 3)
    if left or not 0 < n_colours <= _MOST_COLOURS or len(transparency) > n_colours:
        raise _refusal()
    return [b"PLTE", b"tRNS"] if transparency else [b"PLTE"]


def _inflated(packed: bytes, n_bytes: int) -> bytes:
    """Unpack no more than the header promised."""
    unpacker = zlib.decompressobj()
    try:
        pixels = unpacker.decompress(packed, n_bytes + 1)
    except zlib.error as error:
        raise _refusal() from error
    if len(pixels) != n_bytes:
        raise _refusal()
    return pixels


def _chunk(kind: bytes, data: bytes) -> bytes:
    checksum = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", checksum)
