"""The site's icon as pixels: a circle beside a square, drawn by distance and written as PNG.

    python -m rarekin.web.shell.icon_art

writes the files under ``static/shell``. PNG: W3C Recommendation, third edition, 2025.
"""

from __future__ import annotations

import math
import struct
import zlib
from pathlib import Path

GREEN = (0x17, 0x63, 0x5F)
WHITE = (0xFF, 0xFF, 0xFF)
FOLDER = Path(__file__).parent / "static" / "shell"
FILES: dict[str, tuple[int, bool]] = {
    "icon-192.png": (192, False),
    "icon-512.png": (512, False),
    "icon-maskable-512.png": (512, True),
}
_STROKE = 2.4
_UNITS = 32.0


def icon_png(size_pixels: int, *, is_maskable: bool = False) -> bytes:
    """Draw the icon.

    Parameters
    ----------
    size_pixels
        Width and height.
    is_maskable
        Whether the ground fills the square and the mark keeps clear of its edges.

    Returns
    -------
    png
        The same bytes for the same arguments.

    Examples
    --------
    >>> icon_png(8)[1:4]
    b'PNG'
    """
    scale = _UNITS / size_pixels
    lines = bytearray()
    for j in range(size_pixels):
        lines.append(0)
        for i in range(size_pixels):
            lines += _pixel((i + 0.5) * scale, (j + 0.5) * scale, scale, is_maskable)
    header = struct.pack(">IIBBBBB", size_pixels, size_pixels, 8, 6, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(lines), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _pixel(x: float, y: float, scale: float, is_maskable: bool) -> bytes:
    ground = 1.0 if is_maskable else _cover(_box(x, y, 16, 16, 16, 8), scale)
    if is_maskable:  # Up to a fifth may be cut away at each side.
        x, y, scale = 16 + (x - 16) / 0.8, 16 + (y - 16) / 0.8, scale / 0.8
    circle = abs(math.hypot(x - 12, y - 12.5) - 5) - _STROKE / 2
    square = abs(_box(x, y, 20.5, 19.5, 4.5, 2.2)) - _STROKE / 2
    ink = _cover(min(circle, square), scale)
    mixed = (round(g + (w - g) * ink) for g, w in zip(GREEN, WHITE, strict=True))
    return bytes((*mixed, round(255 * ground)))


def _box(x: float, y: float, x_mid: float, y_mid: float, half: float, radius: float) -> float:
    """Return the signed distance from a square with round corners."""
    a, b = abs(x - x_mid) - half + radius, abs(y - y_mid) - half + radius
    return math.hypot(max(a, 0.0), max(b, 0.0)) + min(max(a, b), 0.0) - radius


def _cover(distance: float, scale: float) -> float:
    """Return how much of a pixel lies inside, from the distance of its middle to the edge."""
    return min(1.0, max(0.0, 0.5 - distance / scale))


def main() -> None:
    """Write every icon file."""
    for name, (size_pixels, is_maskable) in FILES.items():
        (FOLDER / name).write_bytes(icon_png(size_pixels, is_maskable=is_maskable))


if __name__ == "__main__":
    main()
