"""Ink on a picture of a page that is no text: connected strokes, with what tells handwriting from print.

Works on a picture reduced to cells of about one point, in numpy: some milliseconds for a page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from woolak.model import BoxPt

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Bits = NDArray[np.bool_]

__all__ = ["Stroke", "find_ink"]

CELL_PIXELS = 4
CONTRAST = 28
"""A cell is ink when it is so much darker than paper, of 255."""
RULE_CELLS = 45
"""A straight line longer than this is a rule of a table or a form."""
RULE_THICKNESS = 3
SOLID = 4
"""A square of so many cells that is all ink belongs to no pen: a photograph, a bar, a hole."""
MIN_CELLS = 18


@dataclass(frozen=True, slots=True)
class Stroke:
    """Ink that hangs together, allowing for the lifting of the pen."""

    box_pt: BoxPt
    density: float
    """Share of the box that is ink."""
    solid: float
    """Share of the ink that lies in solid patches."""
    pieces: int
    """Parts that do not touch: many for print, few for a signature."""
    largest: float
    """Height of the highest part, in points."""


def _reduce(pixels: NDArray[np.uint8]) -> NDArray[Any]:
    """Mean of each square of cells."""
    import numpy as np

    height, width = (side // CELL_PIXELS for side in pixels.shape)
    rows = pixels[: height * CELL_PIXELS, : width * CELL_PIXELS]
    summed = np.add.reduce(rows.reshape(height, CELL_PIXELS, -1), axis=1, dtype=np.uint16)
    means: NDArray[Any] = np.add.reduce(summed.reshape(height, width, CELL_PIXELS), axis=2, dtype=np.uint16)
    return means // CELL_PIXELS**2


def _window(bits: Bits, length: int, axis: int) -> NDArray[Any]:
    """How many of the `length` cells from each cell on are set."""
    import numpy as np

    total = np.cumsum(bits, axis=axis, dtype=np.int32)
    pad = [(0, 0), (0, 0)]
    pad[axis] = (1, 0)
    total = np.pad(total, pad)
    if axis:
        return total[:, length:] - total[:, :-length]
    return total[length:] - total[:-length]


def _opened(bits: Bits, length: int, axis: int) -> Bits:
    """The cells that lie in an unbroken run of at least `length`."""
    import numpy as np

    out = np.zeros_like(bits)
    if bits.shape[axis] < length:
        return out
    full = _window(bits, length, axis) == length
    reach = np.zeros((bits.shape[0] + (axis == 0), bits.shape[1] + (axis == 1)), dtype=np.int32)
    if axis:
        reach[:, : full.shape[1]] += full
        reach[:, length : length + full.shape[1]] -= full
        return np.cumsum(reach, axis=1)[:, :-1] > 0
    reach[: full.shape[0]] += full
    reach[length : length + full.shape[0]] -= full
    return np.cumsum(reach, axis=0)[:-1] > 0


def _spread(bits: Bits, across: int, down: int) -> Bits:
    """The cells within so many cells of a set one."""
    import numpy as np

    padded = np.pad(bits, ((down, down), (across, across)))
    return (_window((_window(padded, 2 * across + 1, 1) > 0), 2 * down + 1, 0)) > 0


def _components(bits: Bits) -> list[list[tuple[int, int, int]]]:
    """Connected parts as lists of runs (row, first, end)."""
    import numpy as np

    edges = np.diff(np.pad(bits, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    ys, starts = np.nonzero(edges == 1)
    _, ends = np.nonzero(edges == -1)
    runs = list(zip(ys.tolist(), starts.tolist(), ends.tolist(), strict=True))
    parent = list(range(len(runs)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    above, here = 0, 0
    for i, (y, start, end) in enumerate(runs):
        while runs[above][0] < y - 1 or (runs[above][0] == y - 1 and runs[above][2] < start):
            above += 1
        here = above
        while here < i and runs[here][0] == y - 1 and runs[here][1] <= end:
            parent[root(i)] = root(here)
            here += 1
    parts: dict[int, list[tuple[int, int, int]]] = {}
    for i, run in enumerate(runs):
        parts.setdefault(root(i), []).append(run)
    return list(parts.values())


def _rules(bits: Bits, axis: int) -> Bits:
    """Long thin lines along an axis; a skew of a degree makes them step aside, hence the widening."""
    wide = _spread(bits, 0, 1) if axis else _spread(bits, 1, 0)
    return _opened(wide, RULE_CELLS, axis) & ~_opened(wide, RULE_THICKNESS + 3, 1 - axis)


def find_ink(pixels: NDArray[np.uint8], dpi: int, explained_pt: list[BoxPt]) -> list[Stroke]:
    """The strokes on a grey picture outside the boxes of `explained_pt`, rules left out."""
    import numpy as np

    cell = 72 / dpi * CELL_PIXELS
    shades = _reduce(pixels)
    paper = np.median(shades)
    bits = shades < paper - CONTRAST
    bits &= ~(_rules(bits, 1) | _rules(bits, 0))
    for box in explained_pt:
        x0, y0 = max(0, int(box.x0 / cell) - 1), max(0, int(box.y0 / cell) - 1)
        bits[y0 : int(box.y1 / cell) + 2, x0 : int(box.x1 / cell) + 2] = False
    solid = _opened(bits, SOLID, 1) & _opened(bits, SOLID, 0)
    strokes = []
    for part in _components(_spread(bits, 4, 2)):
        x0, x1 = min(run[1] for run in part), max(run[2] for run in part)
        y0, y1 = part[0][0], part[-1][0] + 1
        inside = np.zeros((y1 - y0, x1 - x0), dtype=bool)
        for y, start, end in part:
            inside[y - y0, start - x0 : end - x0] = True
        inside &= bits[y0:y1, x0:x1]
        count = int(inside.sum())
        if count < MIN_CELLS:
            continue
        ys, xs = np.nonzero(inside)
        box = BoxPt(
            (x0 + int(xs.min())) * cell,
            (y0 + int(ys.min())) * cell,
            (x0 + int(xs.max()) + 1) * cell,
            (y0 + int(ys.max()) + 1) * cell,
        )
        pieces = _components(inside)
        area = (int(ys.max()) - int(ys.min()) + 1) * (int(xs.max()) - int(xs.min()) + 1)
        strokes.append(
            Stroke(
                box,
                count / area,
                float((solid[y0:y1, x0:x1] & inside).sum()) / count,
                len(pieces),
                max(piece[-1][0] - piece[0][0] + 1 for piece in pieces) * cell,
            )
        )
    return strokes
