"""The lines of a page with their place, for whoever looks at the form of a document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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
            middle = _median([(y0 + y1) / 2 for _, y0, _, y1 in boxes])
            height = _median([y1 - y0 for _, y0, _, y1 in boxes])
            lines.append(Line(text, middle / page.height_pt, min(boxes)[0] / page.width_pt, height))
        start = end + 1
    return lines


def _median(values: Sequence[float]) -> float:
    """As statistics.median, which takes five times as long over the few words of a line."""
    if values.count(values[0]) == len(values):
        return values[0]
    ordered, middle = sorted(values), len(values) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
