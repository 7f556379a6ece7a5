"""How far a scanned page leans, and the page set straight before it is read.

Lines of text make a page dark in stripes. Seen along the right slope the stripes are sharpest: that slope is the lean
(projection profile). What is read of the straightened picture is put back on the page as it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin
from typing import TYPE_CHECKING

from woolak.model import BoxPt

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]

__all__ = ["Lean", "lean_of"]

LEAST, MOST = 1.2, 12.0
"""Degrees. Tesseract reads what leans less as it is; nobody lays a page more askew on a scanner."""
STEP, FINE = 0.5, 0.05
SMALLER = 4
"""Each so many pixels in both directions become one: lines of text are still apart."""
DARKER = 50
"""Shades below the paper from which something is ink."""
ENOUGH_INK, MOST_INK = 600, 20_000
CLEARLY = 7.0
"""So many times as sharp as along most slopes, as only lines of text are: not a photograph, not a word set aslant."""


@dataclass(frozen=True, slots=True)
class Lean:
    """A page that leans, and its picture set straight."""

    degrees: float
    """Clockwise as seen on the page."""
    straight: Picture
    size_pt: tuple[float, float]
    """Of the straight picture, which is larger: nothing is cut off."""

    def back(self, box: BoxPt, straight_pt: tuple[float, float], page_pt: tuple[float, float]) -> BoxPt:
        """Where a box on the straight picture stands on the page; both sizes as they are turned now."""
        a = radians(self.degrees)
        (sx, sy), (px, py) = ((side / 2 for side in size) for size in (straight_pt, page_pt))
        corners = [(x - sx, y - sy) for x in (box.x0, box.x1) for y in (box.y0, box.y1)]
        xs = [px + x * cos(a) - y * sin(a) for x, y in corners]
        ys = [py + x * sin(a) + y * cos(a) for x, y in corners]
        x0, x1 = (min(max(side, 0.0), page_pt[0]) for side in (min(xs), max(xs)))
        y0, y1 = (min(max(side, 0.0), page_pt[1]) for side in (min(ys), max(ys)))
        return BoxPt(x0, y0, x1, y1)


def lean_of(pixels: Picture, dpi: int) -> Lean | None:
    """How far the lines of a page lean, with the page set straight; None when it is straight, or has no lines."""
    import numpy as np
    from PIL import Image

    degrees = _degrees(pixels)
    if abs(degrees) < LEAST:
        return None
    paper = int(np.median(pixels[::16, ::16]))
    image = Image.fromarray(pixels).rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=paper)
    scale = 72 / dpi
    return Lean(degrees, np.asarray(image), (image.width * scale, image.height * scale))


def _degrees(pixels: Picture) -> float:
    import numpy as np
    from PIL import Image

    small = np.asarray(Image.fromarray(pixels).reduce(SMALLER))
    ys, xs = np.nonzero(small < float(np.median(small)) - DARKER)
    if len(xs) < ENOUGH_INK:
        return 0.0
    if len(xs) > MOST_INK:
        kept = np.linspace(0, len(xs) - 1, MOST_INK).astype(int)
        ys, xs = ys[kept], xs[kept]
    found = []
    for along, across, sign in ((xs, ys, 1), (ys, xs, -1)):  # lines that run from side to side, or from top to bottom
        slopes = np.arange(-MOST, MOST + STEP, STEP)
        sharp = [_sharpness(along, across, slope) for slope in slopes]
        best = float(slopes[int(np.argmax(sharp))])
        near = np.arange(best - STEP, best + STEP + FINE, FINE)
        fine = [_sharpness(along, across, slope) for slope in near]
        found.append((max(fine), sign * float(near[int(np.argmax(fine))]), float(np.median(sharp))))
    sharpest, degrees, usual = max(found)
    return degrees if sharpest > CLEARLY * usual and abs(degrees) < MOST else 0.0


def _sharpness(along: NDArray[np.int64], across: NDArray[np.int64], degrees: float) -> float:
    """How much the ink differs from one line of pixels to the next, when they slope so."""
    import numpy as np

    a = radians(degrees)
    rows = (across * cos(a) - along * sin(a)).round().astype(np.int64)
    counts = np.bincount(rows - rows.min())
    return float(np.square(np.diff(counts)).sum())
