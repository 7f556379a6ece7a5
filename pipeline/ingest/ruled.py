"""The rules of tables and forms: where they run, and a picture of a page without them.

OCR reads the letters beside a rule badly, and a rule between two words tells that they are in different cells,
however close they stand.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import pymupdf
    from numpy.typing import NDArray

    Bits = NDArray[np.bool_]

__all__ = [
    "Divides",
    "divides_of_mask",
    "drawn_divides",
    "has_rules",
    "longer_runs",
    "reduced",
    "rule_masks",
    "without_rules",
]

Divides = Callable[[float, float, float], bool]
"""Whether a vertical rule runs between x0 and x1 at height y (points)."""

CONTRAST = 28
"""A cell is ink when it is so much darker than paper, of 255."""
FINE, COARSE = 2, 4
"""Pixels along the side of a cell."""
LENGTH_PIXELS = 120
"""A dark run of this length at 300 dpi (0.4 inch) is no letter."""
THICKNESS_CELLS = 4
"""From the middle of a rule to where there is paper again, at most."""
FEW_RUNS = 8000
MOST_DRAWING = 600_000
"""Bytes of drawing instructions; on a page with more, a map or a plan, rules are not looked for."""


def reduced(pixels: NDArray[np.uint8], side: int) -> NDArray[Any]:
    """The mean of each square of `side` by `side` pixels."""
    import numpy as np

    height, width = pixels.shape[0] // side, pixels.shape[1] // side
    total: NDArray[Any] = np.zeros((height, width), dtype=np.uint16)
    for dy in range(side):
        row = pixels[dy : height * side : side, : width * side]
        for dx in range(side):
            total += row[:, dx::side]
    return total // side**2


def longer_runs(bits: Bits, length: int, axis: int) -> Bits:
    """The cells that lie in an unbroken run of at least `length` along an axis."""
    import numpy as np

    if axis == 0:
        return longer_runs(np.ascontiguousarray(bits.T), length, 1).T
    height, width = bits.shape
    flat = np.zeros(height * (width + 2) + 1, dtype=np.int8)
    flat[:-1].reshape(height, width + 2)[:, 1:-1] = bits
    edges = np.flatnonzero(flat[1:] != flat[:-1]) + 1
    starts, ends = edges[0::2], edges[1::2]
    long = ends - starts >= length
    flat[:] = 0
    if long.sum() < FEW_RUNS:
        for start, end in zip(starts[long].tolist(), ends[long].tolist(), strict=True):
            flat[start:end] = 1
        return flat[:-1].reshape(height, width + 2)[:, 1:-1].view(bool)
    flat[starts[long]] = 1
    flat[ends[long]] = -1
    kept: Bits = np.cumsum(flat[:-1], dtype=np.int8).reshape(height, width + 2)[:, 1:-1] > 0
    return kept


def has_rules(pixels: NDArray[np.uint8]) -> bool:
    """Whether a picture of 300 dpi seems to have rules at all; quick."""
    import numpy as np

    shades = reduced(pixels, COARSE)
    bits: Bits = shades < np.median(shades[::4, ::4]) - CONTRAST
    length = 2 * LENGTH_PIXELS // COARSE
    for axis in (0, 1):
        wide = bits.copy()
        if axis:
            wide[1:] |= bits[:-1]
        else:
            wide[:, 1:] |= bits[:, :-1]
        runs = longer_runs(wide, length, axis)
        if runs.any() and (runs & ~longer_runs(wide, 4, 1 - axis)).any():
            return True
    return False


def rule_masks(pixels: NDArray[np.uint8]) -> tuple[Bits, Bits]:
    """The cells of a picture of 300 dpi that are rule, and those of vertical rules; cells are FINE pixels wide."""
    import numpy as np

    shades = reduced(pixels, FINE)
    bits: Bits = shades < np.median(shades[::8, ::8]) - CONTRAST
    length = LENGTH_PIXELS // FINE
    across, down = longer_runs(bits, length, 1), longer_runs(bits, length, 0)
    vertical, level = down & ~_amidst(bits, 1), across & ~_amidst(bits, 0)
    # Where rules cross they are thin in no direction; a black patch is long in both, but no rule comes near.
    crossings = across & down
    if crossings.any():
        crossings &= _wider(level, THICKNESS_CELLS) & _wider(vertical, THICKNESS_CELLS)
        return _wider(level | vertical, 1) | _wider(crossings, 3), _wider(vertical | crossings, 1)
    return _wider(level | vertical, 1), _wider(vertical, 1)


def _amidst(bits: Bits, axis: int) -> Bits:
    """The cells with ink a little way off on both sides: in the midst of something thicker than a rule."""
    import numpy as np

    out = np.zeros_like(bits)
    if axis:
        out[:, THICKNESS_CELLS:-THICKNESS_CELLS] = bits[:, : -2 * THICKNESS_CELLS] & bits[:, 2 * THICKNESS_CELLS :]
    else:
        out[THICKNESS_CELLS:-THICKNESS_CELLS] = bits[: -2 * THICKNESS_CELLS] & bits[2 * THICKNESS_CELLS :]
    return out


def _wider(bits: Bits, by: int) -> Bits:
    """The cells and their neighbours up to so many away."""
    down = bits.copy()
    for shift in range(1, by + 1):
        down[shift:] |= bits[:-shift]
        down[:-shift] |= bits[shift:]
    out = down.copy()
    for shift in range(1, by + 1):
        out[:, shift:] |= down[:, :-shift]
        out[:, :-shift] |= down[:, shift:]
    return out


def without_rules(pixels: NDArray[np.uint8], rules: Bits) -> NDArray[np.uint8]:
    """The picture with its rules painted over with paper."""
    import numpy as np

    out = pixels.copy()
    covered = np.repeat(np.repeat(rules, FINE, axis=0), FINE, axis=1)
    out[: covered.shape[0], : covered.shape[1]][covered] = int(np.median(pixels[::16, ::16]))
    return out


def divides_of_mask(vertical: Bits, dpi: int) -> Divides:
    """Rules found on a picture."""
    scale = dpi / 72 / FINE

    def divides(x0: float, x1: float, y: float) -> bool:
        row = round(y * scale)
        return bool(vertical[max(0, row - 2) : row + 3, max(0, int(x0 * scale) - 1) : int(x1 * scale) + 2].any())

    return divides


def drawn_divides(page: pymupdf.Page) -> Divides | None:
    """Rules drawn on a page; None when it has none that run down."""
    if sum(len(page.parent.xref_stream_raw(xref) or b"") for xref in page.get_contents()) > MOST_DRAWING:
        return None
    found: list[tuple[float, float, float]] = []
    for path in page.get_cdrawings():
        x0, y0, x1, y1 = path["rect"]
        if x1 - x0 < 3 and y1 - y0 > 6:
            found.append(((x0 + x1) / 2, y0, y1))
            continue
        for item in path["items"]:
            if item[0] == "l" and abs(item[1][0] - item[2][0]) < 1 and abs(item[1][1] - item[2][1]) > 6:
                found.append((item[1][0], *sorted((item[1][1], item[2][1]))))
            elif item[0] == "re" and item[1][3] - item[1][1] > 6:
                left, top, right, bottom = item[1][:4]
                found += [(left, top, bottom), (right, top, bottom)]
    if not found:
        return None
    found.sort()
    places = [x for x, _, _ in found]

    def divides(x0: float, x1: float, y: float) -> bool:
        at = bisect_left(places, x0 - 1)
        while at < len(places) and places[at] <= x1 + 1:
            if found[at][1] <= y <= found[at][2]:
                return True
            at += 1
        return False

    return divides
