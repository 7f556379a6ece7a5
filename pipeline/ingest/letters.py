"""The boxes of words read by OCR, made to hold the ink of all their letters.

Now and then the program ends a box within a letter. What sticks out would stay readable beside a redaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from woolak.model import BoxPt, Word

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]

__all__ = ["with_whole_letters"]

INK = 60
"""Shades darker than paper."""
REACH, TALL = 0.9, 0.25
"""Of the height of a word: what goes on further than a letter is wide is a pen or a rule, and what is lower a smear."""
RULE = 0.9
INSIDE_PX = 3
LEAST_PX = 8


def with_whole_letters(words: Sequence[Word], pixels: Picture, dpi: int) -> tuple[Word, ...]:
    """The words, each as wide as the letters that begin in its box; never into the box of another."""
    import numpy as np

    scale = dpi / 72
    boxes = np.array([tuple(word.box_pt) for word in words], np.float64).reshape(-1, 4) * scale
    darkest = int(np.median(pixels[::16, ::16])) - INK
    made = list(words)
    for number, word in enumerate(words):
        x0, y0, x1, y1 = boxes[number].tolist()
        if word.edges_pt or y1 - y0 < LEAST_PX or y1 - y0 > 2 * (x1 - x0):
            continue
        rows = slice(max(0, round(y0)), round(y1))
        before = _sticks_out(pixels[rows, : round(x0) + INSIDE_PX][:, ::-1], darkest)
        behind = _sticks_out(pixels[rows, max(0, round(x1) - INSIDE_PX) :], darkest)
        if not before and not behind:
            continue
        beside = boxes[(boxes[:, 1] < y1) & (boxes[:, 3] > y0)]
        left = max(x0 - before, float(beside[beside[:, 2] <= x0, 2].max(initial=0.0)))
        right = min(x1 + behind, float(beside[beside[:, 0] >= x1, 0].min(initial=float(pixels.shape[1]))))
        made[number] = word._replace(box_pt=BoxPt(left / scale, word.box_pt.y0, right / scale, word.box_pt.y1))
    return tuple(made)


def _sticks_out(strip: Picture, darkest: int) -> int:
    """By how many pixels a letter goes on beyond the side of a box, which lies INSIDE_PX from the strip's left."""
    import numpy as np

    high = strip.shape[0]
    if strip.shape[1] <= INSIDE_PX or int(strip[:, INSIDE_PX].min()) >= darkest:
        return 0
    ink = strip[:, : INSIDE_PX + high + 2] < darkest
    outside = ink[:, INSIDE_PX:]
    outside = outside & (outside.mean(axis=1) <= RULE)[:, None]
    reach = int(np.argmin(np.append(outside.any(axis=0), False)))
    begun = outside[:, 0] & ink[:, :INSIDE_PX].any(axis=1)
    tall = int(outside[:, :reach].any(axis=1).sum())
    return reach if begun.any() and 2 <= reach <= REACH * high and tall >= TALL * high else 0
