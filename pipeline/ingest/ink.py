"""Ink on a picture of a page that is no text: connected strokes, with what tells handwriting from print.

Works on a picture reduced to cells of about one point, in numpy: some milliseconds for a page.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from woolak.model import BoxPt
from woolak.pipeline.ingest.ruled import COARSE, CONTRAST, longer_runs, reduced

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Bits = NDArray[np.bool_]

__all__ = ["Stroke", "dark_cells", "find_ink"]

CELL_PT = COARSE * 72 / 300
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


def dark_cells(pixels: NDArray[np.uint8]) -> Bits:
    """The cells of a grey picture of 300 dpi, freed of its rules, that hold ink."""
    import numpy as np

    shades = reduced(pixels, COARSE)
    dark: Bits = shades < np.median(shades[::4, ::4]) - CONTRAST
    return dark


def find_ink(dark: Bits, explained_pt: Iterable[BoxPt], down: int = 2) -> list[Stroke]:
    """The strokes among dark cells outside the boxes of `explained_pt`.

    What lies up to twice `down` points above each other is one stroke.
    """
    bits = dark.copy()
    for box in explained_pt:
        x0, y0 = max(0, int(box.x0 / CELL_PT) - 1), max(0, int(box.y0 / CELL_PT) - 1)
        bits[y0 : int(box.y1 / CELL_PT) + 2, x0 : int(box.x1 / CELL_PT) + 2] = False
    if bits.sum() < MIN_CELLS:
        return []
    strokes = []
    for part in _components(_spread(bits, 4, down)):
        if stroke := _stroke(bits, part):
            strokes.append(stroke)
    return strokes


def _stroke(bits: Bits, part: list[tuple[int, int, int]]) -> Stroke | None:
    """The ink within a connected part, measured; None for a speck."""
    import numpy as np

    x0, x1 = min(run[1] for run in part), max(run[2] for run in part)
    y0, y1 = part[0][0], part[-1][0] + 1
    inside = np.zeros((y1 - y0, x1 - x0), dtype=bool)
    for y, start, end in part:
        inside[y - y0, start - x0 : end - x0] = True
    inside &= bits[y0:y1, x0:x1]
    count = int(inside.sum())
    if count < MIN_CELLS:
        return None
    ys, xs = np.nonzero(inside)
    left, top, right, foot = int(xs.min()), int(ys.min()), int(xs.max()) + 1, int(ys.max()) + 1
    solid = longer_runs(inside, SOLID, 1) & longer_runs(inside, SOLID, 0)
    pieces = _components(inside)
    return Stroke(
        BoxPt((x0 + left) * CELL_PT, (y0 + top) * CELL_PT, (x0 + right) * CELL_PT, (y0 + foot) * CELL_PT),
        density=count / ((right - left) * (foot - top)),
        solid=int(solid.sum()) / count,
        pieces=len(pieces),
        largest=max(piece[-1][0] - piece[0][0] + 1 for piece in pieces) * CELL_PT,
    )
