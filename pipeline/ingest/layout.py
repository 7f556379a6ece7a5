"""From pieces of lines on a page to its text, with the place of each word in it."""

from __future__ import annotations

from collections.abc import Sequence

from woolak.model import Word
from woolak.pipeline.ingest.readingorder import in_reading_order
from woolak.pipeline.ingest.ruled import Divides
from woolak.pipeline.ingest.strips import CELL_GAP, RawWord, Row, Strip, glued

__all__ = ["compose"]

GLUE_GAP = 0.08
"""In ems. Closer than this, two strips are one word set in two pieces (a change of font, a raised letter)."""


def _join(row: Row, divides: Divides | None) -> list[list[RawWord]]:
    """The cells of a row, each as its words; strips that touch become one word or one cell."""
    cells: list[list[RawWord]] = []
    right, size = float("-inf"), 1.0
    for strip in row:
        gap = strip.x0 - right
        if (
            not cells
            or gap > CELL_GAP * max(size, strip.size)
            or gap < -2 * strip.size
            or (divides and divides(right, strip.x0, strip.baseline - 0.3 * strip.size))
        ):
            cells.append(list(strip.words))
        elif abs(gap) <= GLUE_GAP * size:
            first, *others = strip.words
            cells[-1] += [glued([cells[-1].pop(), first]), *others]
        else:
            cells[-1] += strip.words
        right, size = strip.x1, strip.size
    return cells


def compose(
    strips: Sequence[Strip], upright: Sequence[Strip] = (), divides: Divides | None = None
) -> tuple[str, tuple[Word, ...]]:
    """The text of a page and its words. `upright` are lines in another direction: they come last, as they are."""
    text: list[str] = []
    words: list[Word] = []
    length, new = 0, tuple.__new__
    for row in [*in_reading_order(strips), *([strip] for strip in upright)]:
        for cell_number, cell in enumerate(_join(row, divides)):
            for number, word in enumerate(cell):
                if cell_number or number:
                    text.append(" " if number else "\t")
                    length += 1
                end = length + len(word.text)
                words.append(new(Word, (length, end, word.box_pt, word.edges_pt, word.confidence)))
                text.append(word.text)
                length = end
        text.append("\n")
        length += 1
    return "".join(text), tuple(words)
