"""Where the boxes come: merged where they belong together, wide enough for the label, never over kept letters.

Functions from values to values; nothing here knows of PDF.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from woolak.model import BoxPt
from woolak.pipeline.redact.style import BoxStyle

__all__ = ["Box", "Ink", "Inks", "plan_boxes"]

Inks = NDArray[np.float64]
"""Many inks: a row each of x0, y0, x1, y1."""

SAME_LINE = 0.5
"""Boxes that share this part of the lower one's height stand on one line."""
TOUCHING_PT = 1.0
STACKED = 0.8
"""Lines of one passage are stacked when the white between them is at most this part of a line's height."""
RULE_PT = 3.0
"""A rule this near to the edge of a box belongs to the table, not to what is under the box."""
CLEAR_PT = 1.5
"""White left between a widened box and the letters that stay."""


class Ink(NamedTuple):
    """The area that a kept letter really darkens (not its font's full height)."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Box:
    """A box as it will be drawn, with the grounds to print in it."""

    rect_pt: BoxPt
    grounds: tuple[str, ...]
    order: int
    """Which redaction of the page it comes from, the first one when merged."""
    line_pt: BoxPt
    """The first line of what it covers: the label's place in reading order."""


def _height(box: BoxPt) -> float:
    return box.y1 - box.y0


def _union(a: BoxPt, b: BoxPt) -> BoxPt:
    return BoxPt(min(a.x0, b.x0), min(a.y0, b.y0), max(a.x1, b.x1), max(a.y1, b.y1))


def _on_one_line(a: BoxPt, b: BoxPt) -> bool:
    shared = min(a.y1, b.y1) - max(a.y0, b.y0)
    return shared > SAME_LINE * min(_height(a), _height(b))


def _under(inks: Inks, box: BoxPt, hair: float = 0.0) -> NDArray[np.bool_]:
    """Which of the letters lie under the box, in part; by more than a hair's breadth."""
    x0, y0, x1, y1 = inks.T
    found: NDArray[np.bool_] = (x0 < box.x1 - hair) & (x1 > box.x0 + hair) & (y0 < box.y1 - hair) & (y1 > box.y0 + hair)
    return found


def _covers(box: BoxPt, inks: Inks) -> bool:
    """Whether the box would hide part of a kept letter."""
    return bool(_under(inks, box, 0.3).any())


def _trim(box: BoxPt, inks: Inks) -> BoxPt:
    """Take off what would cover a neighbour's letters: word boxes are as tall as the font, so tight lines overlap."""
    x0, y0, x1, y1 = box
    middle_x, middle_y = (x0 + x1) / 2, (y0 + y1) / 2
    for ink in itertools.starmap(Ink, inks[_under(inks, box)].tolist()):
        if not (ink.x0 < x1 and ink.x1 > x0 and ink.y0 < y1 and ink.y1 > y0):
            continue
        across = min(ink.x1, x1) - max(ink.x0, x0)
        along = min(ink.y1, y1) - max(ink.y0, y0)
        if across < along and across < 0.5 * (x1 - x0):
            if (ink.x0 + ink.x1) / 2 < middle_x:
                x0 = max(x0, ink.x1)
            else:
                x1 = min(x1, ink.x0)
        elif (ink.y0 + ink.y1) / 2 < middle_y:
            y0 = max(y0, min(ink.y1, middle_y - 1))
        else:
            y1 = min(y1, max(ink.y0, middle_y + 1))
    return BoxPt(x0, y0, x1, y1)


def _merge_lines(pieces: list[Box], inks: Inks) -> list[Box]:
    """One box for what touches on a line, and for stacked lines of one passage, as long as nothing kept is covered."""
    merged: list[Box] = []
    for piece in pieces:
        for index, other in enumerate(merged):
            if other.grounds != piece.grounds:
                continue
            a, b = other.rect_pt, piece.rect_pt
            touching = _on_one_line(a, b) and a.x0 - TOUCHING_PT <= b.x1 and b.x0 - TOUCHING_PT <= a.x1
            gap = b.y0 - a.y1
            stacked = (
                other.order == piece.order
                and -0.5 * _height(piece.line_pt) <= gap <= STACKED * _height(piece.line_pt)
                and min(a.x1, b.x1) > max(a.x0, b.x0)
            )
            if (touching or stacked) and not _covers(_union(a, b), inks):
                merged[index] = replace(other, rect_pt=_union(a, b))
                break
        else:
            merged.append(piece)
    return merged


def _outermost(boxes: list[Box]) -> list[Box]:
    """Without the boxes that lie wholly in another one; of two that are the same the first stays."""

    def within(a: BoxPt, b: BoxPt) -> bool:
        return a.x0 >= b.x0 - 0.5 and a.y0 >= b.y0 - 0.5 and a.x1 <= b.x1 + 0.5 and a.y1 <= b.y1 + 0.5

    kept: list[Box] = []
    for i, box in enumerate(boxes):
        others = (o for j, o in enumerate(boxes) if j != i and within(box.rect_pt, o.rect_pt))
        if not any(not within(o.rect_pt, box.rect_pt) or boxes.index(o) < i for o in others):
            kept.append(box)
    return kept


def _part(boxes: list[Box]) -> list[Box]:
    """Boxes of tight lines overlap, since they are as tall as the font: part them half-way."""
    x0, y0, x1, y1 = np.array([box.rect_pt for box in boxes], np.float64).reshape(-1, 4).T
    low = y1[:, None]
    if not ((y0[:, None] < y0) & (y0 < low) & (low < y1) & (x0 < x1[:, None]) & (x0[:, None] < x1)).any():
        return boxes
    for i, upper in enumerate(boxes):
        for j, lower in enumerate(boxes):
            a, b = upper.rect_pt, lower.rect_pt
            overlap = a.y1 - b.y0
            if i == j or not (a.y0 < b.y0 < a.y1 < b.y1) or min(a.x1, b.x1) <= max(a.x0, b.x0):
                continue
            if overlap < SAME_LINE * min(_height(a), _height(b)):
                cut = (a.y1 + b.y0) / 2
                boxes[i] = upper = replace(upper, rect_pt=a._replace(y1=cut))
                boxes[j] = replace(lower, rect_pt=b._replace(y0=cut))
    return boxes


def _beside_rules(box: BoxPt, rules: Sequence[Ink]) -> BoxPt:
    """Draw the box back from a table's rule that it only just covers."""
    x0, y0, x1, y1 = box
    for rule in rules:
        if rule.y0 >= y1 or rule.y1 <= y0:
            continue
        if x0 <= rule.x1 <= x0 + RULE_PT:
            x0 = rule.x1
        elif x1 - RULE_PT <= rule.x0 <= x1:
            x1 = rule.x0
    return BoxPt(x0, y0, x1, y1) if x1 - x0 > RULE_PT else box


def _room(rect: BoxPt, walls: Inks, width_pt: float) -> tuple[float, float]:
    """How far the box may grow to the left and to the right over white space: the two x's."""
    x0, y0, x1, y1 = walls.T
    beside = (y0 < rect.y1) & (y1 > rect.y0)
    before = beside & ((x0 + x1) / 2 < (rect.x0 + rect.x1) / 2)
    left = max(2.0, float(x1[before].max(initial=-np.inf)) + CLEAR_PT)
    right = min(width_pt - 2.0, float(x0[beside & ~before].min(initial=np.inf)) - CLEAR_PT)
    return min(left, rect.x0), max(right, rect.x1)


def _widen(rect: BoxPt, wanted: float, left: float, right: float) -> BoxPt:
    """Grow to the wanted width, to the right first, as far as the white space goes."""
    x1 = min(right, max(rect.x1, rect.x0 + wanted))
    x0 = max(left, min(rect.x0, x1 - wanted))
    return BoxPt(x0, rect.y0, x1, rect.y1)


def plan_boxes(
    lines: Sequence[tuple[int, BoxPt, tuple[str, ...]]],
    inks: Inks,
    *,
    width_pt: float,
    height_pt: float,
    style: BoxStyle,
    needed_pt: dict[tuple[str, ...], float],
    rules: Sequence[Ink] = (),
) -> list[Box]:
    """The boxes of one page, in the order of its redactions.

    `lines` are (number of the redaction, box of one line, grounds); `inks` the letters that stay, a row each as in Ink;
    `needed_pt` the width that the label of these grounds takes at its smallest legible size; `rules` the upright lines
    of tables.
    """
    inks = np.asfortranarray(inks)  # asked for by column
    walls = np.array(rules, np.float64).reshape(-1, 4)
    pieces = []
    for order, raw, grounds in lines:
        box = BoxPt(max(0.0, raw.x0), max(0.0, raw.y0), min(width_pt, raw.x1), min(height_pt, raw.y1))
        if box.x1 - box.x0 < 0.2 or _height(box) < 0.2:
            continue
        box = _beside_rules(_trim(box, inks), rules)
        pieces.append(Box(box, grounds, order, box))
    boxes = _part(_outermost(_merge_lines(_merge_lines(pieces, inks), inks)))
    rects = np.array([box.rect_pt for box in boxes], np.float64).reshape(-1, 4)
    around = np.asfortranarray(np.concatenate([rects, walls, inks]))
    for index, planned in enumerate(boxes):
        rect = planned.rect_pt
        around[index] = np.nan  # beside itself is nothing
        left, right = _room(rect, around, width_pt)
        wanted = max(rect.x1 - rect.x0, needed_pt.get(planned.grounds, 0.0))
        rect = _widen(rect, wanted, left, right)
        if style.widen_to_pt:
            step = ceil(wanted / style.widen_to_pt - 1e-6) * style.widen_to_pt
            if right - rect.x0 >= step:  # growing to the next letter would tell as much as not growing
                rect = _widen(rect, step, rect.x0, right)
        boxes[index], around[index] = replace(planned, rect_pt=rect), rect
    return boxes
