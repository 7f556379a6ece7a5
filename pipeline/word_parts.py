"""Where the characters of a word stand, also of a word of which only the whole box is known (OCR).

OCR tells the box of a word, not of its letters. Letters are not equally wide, and a box that ends a letter too early
leaves it readable; so what is cut from such a word is taken as wide as any common typeface would set it.
"""

from __future__ import annotations

from functools import cache
from itertools import accumulate

import pymupdf

from woolak.model import BoxPt, Word

__all__ = ["edges_of", "piece"]

TYPEFACES = ("helv", "tiro", "cour")
"""The base fonts of PDF (ISO 32000-1, 9.6.2.2): one without serifs, one with, one of a fixed width."""
MARGIN = 0.25
"""Of a letter's mean width: by how much the ink of a letter may stand beside the place its typeface gives it."""


@cache
def _font(name: str) -> pymupdf.Font:
    return pymupdf.Font(name)


def _estimates(text: str, box: BoxPt) -> list[list[float]]:
    """Per typeface the left edge of each character, and the right edge of the last one, in points."""
    found = []
    for name in TYPEFACES:
        widths = [max(width, 0.05) for width in _font(name).char_lengths(text, fontsize=1)]
        scale = (box.x1 - box.x0) / sum(widths)
        found.append([box.x0 + scale * width for width in accumulate(widths, initial=0.0)])
    return found


def edges_of(word: Word, text: str) -> tuple[float, ...]:
    """The x of each character's left edge and of the last one's right edge, in points; `text` is the word's own."""
    if len(word.edges_pt) == len(text) + 1:
        return word.edges_pt
    return tuple(_estimates(text, word.box_pt)[0])


def piece(word: Word, text: str, start: int, end: int) -> BoxPt:
    """The part of a word's box, in points, that holds the ink of its characters start:end (places in the page's text).

    Of a word whose letters have no known place, what is cut off is taken too wide rather than too narrow, and whole
    when only punctuation would remain at that side.
    """
    first, last = max(start, word.start) - word.start, min(end, word.end) - word.start
    x0, y0, x1, y1 = word.box_pt
    if first == 0 and last == len(text):
        return word.box_pt
    if len(word.edges_pt) == len(text) + 1:
        return BoxPt(word.edges_pt[first], y0, word.edges_pt[last], y1)
    if y1 - y0 > 2 * (x1 - x0) and len(text) > 2:  # set upright: a part cannot be told, take the word
        return word.box_pt
    estimates = _estimates(text, word.box_pt)
    margin = MARGIN * (x1 - x0) / len(text)
    if any(one.isalnum() for one in text[:first]):
        x0 = max(x0, min(edges[first] for edges in estimates) - margin)
    if any(one.isalnum() for one in text[last:]):
        x1 = min(x1, max(edges[last] for edges in estimates) + margin)
    return BoxPt(x0, y0, x1, y1)
