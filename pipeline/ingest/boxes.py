"""Rectangles on a page: where they lie to each other."""

from __future__ import annotations

from collections.abc import Iterable

from woolak.model import BoxPt

__all__ = ["area", "core", "moved", "overlap"]


def area(box: BoxPt) -> float:
    return max(0.0, box.x1 - box.x0) * max(0.0, box.y1 - box.y0)


def core(box: BoxPt) -> BoxPt:
    """The middle of a box: boxes of lines that follow each other overlap at their edges."""
    dx, dy = (box.x1 - box.x0) / 4, (box.y1 - box.y0) / 4
    return BoxPt(box.x0 + dx, box.y0 + dy, box.x1 - dx, box.y1 - dy)


def moved(box: BoxPt, dx: float, dy: float) -> BoxPt:
    return BoxPt(box.x0 + dx, box.y0 + dy, box.x1 + dx, box.y1 + dy)


def overlap(box: BoxPt, others: Iterable[BoxPt]) -> bool:
    """Whether a box has anything in common with any of the others."""
    return any(box.x0 < o.x1 and o.x0 < box.x1 and box.y0 < o.y1 and o.y0 < box.y1 for o in others)
