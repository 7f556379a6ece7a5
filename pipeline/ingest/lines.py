"""The lines of a page with their place, for whoever looks at the form of a document."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from woolak.model import Page

__all__ = ["Line", "lines_of"]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of `Page.text`."""

    text: str
    y: float
    """Its middle, as a share of the height of the page."""
    x: float
    """Its left edge, as a share of the width."""
    height_pt: float


def lines_of(page: Page) -> list[Line]:
    """The lines of a page in reading order."""
    lines: list[Line] = []
    start = 0
    words = iter(page.words)
    word = next(words, None)
    for text in page.text.splitlines():
        end = start + len(text)
        boxes = []
        while word is not None and word.start < end:
            boxes.append(word.box_pt)
            word = next(words, None)
        if boxes:
            middle = median((box.y0 + box.y1) / 2 for box in boxes)
            height = median(box.y1 - box.y0 for box in boxes)
            lines.append(Line(text, middle / page.height_pt, min(b.x0 for b in boxes) / page.width_pt, height))
        start = end + 1
    return lines
