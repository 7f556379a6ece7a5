"""The lines of a page with their place, for whoever looks at the form of a document."""

from __future__ import annotations

from bisect import bisect_left
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
    start = first = 0
    begins, boxes = [word.start for word in page.words], [word.box_pt for word in page.words]
    for text in page.text.splitlines():
        end = start + len(text)
        last = bisect_left(begins, end, first)
        if last > first:
            x0, tops, _, feet = zip(*boxes[first:last], strict=True)
            if tops.count(tops[0]) == feet.count(feet[0]) == len(tops):  # by far the most
                middle, height = (tops[0] + feet[0]) / 2, feet[0] - tops[0]
            else:
                middle = _median([(y0 + y1) / 2 for y0, y1 in zip(tops, feet, strict=True)])
                height = _median([y1 - y0 for y0, y1 in zip(tops, feet, strict=True)])
            lines.append(Line(text, middle / page.height_pt, min(x0) / page.width_pt, height))
            first = last
        start = end + 1
    return lines


def _median(values: Sequence[float]) -> float:
    """As statistics.median, which takes five times as long over the few words of a line."""
    if values.count(values[0]) == len(values):
        return values[0]
    ordered, middle = sorted(values), len(values) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
