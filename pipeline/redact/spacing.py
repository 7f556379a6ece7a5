"""Gaps that do not tell: the white where a name stood is set to a multiple of a step.

The width of a gap narrows a surname to a handful of candidates (to a tenth of a point it tells 7 of the 13.6 bits of
12,000 surnames). So the letters behind a gap move until the gap is a whole number of steps; by at most half a step, as
the shift is carried over to the next gap. What would betray the shift moves along: a justified line is justified again
over all its spaces, a line that ends at a right margin moves at its start.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import NDArray

from woolak.model import BoxPt
from woolak.pipeline.redact.removing import Target
from woolak.pipeline.redact.scene import Scene, TextRun

__all__ = ["Moved", "hide_widths"]

SAME_LINE = 0.25
"""In ems: baselines that differ less are one line."""
CELL_GAP = 2.0
"""In ems: a wider gap parts columns, which do not move with each other."""
EDGE_PT = 0.3
ALIGNED = 3
"""So many lines that begin (or end) at one place make a margin."""
ATTACHED = 0.12
"""In ems: a letter nearer than this to the gap (a comma) has no space to give."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What changed on a page: the boxes at their new places, and the lines that are not where they were."""

    boxes: list[tuple[int, BoxPt]]
    """Number of the redaction, and box (y down), in the order of the targets."""
    lines: list[BoxPt]


@dataclass(slots=True)
class _Glyph:
    run: TextRun
    index: int
    x0: float
    x1: float
    y: float
    size: float
    scale: float
    """Page points per unit of the run's own space."""
    gone: bool
    space: bool


def hide_widths(scene: Scene, targets: Sequence[Target], step_pt: float) -> Moved:
    """Move what stands beside the gaps; the runs of the scene get their shifts."""
    boxes = [target.bounds for target in targets]
    moved: list[BoxPt] = []
    if step_pt > 0 and any(not target.picture for target in targets):
        lines = _Lines(scene)
        edges = [lines.edges(segment) for segment in lines.segments]
        starts, ends = np.array(edges, np.float64).reshape(-1, 2).T
        emptied = lines.gone & ~lines.space
        for numbers, (start, end) in zip(lines.segments, edges, strict=True):
            if not emptied[numbers].any():
                continue
            segment = lines.letters(numbers)
            left = bool((np.abs(starts - start) < EDGE_PT).sum() >= ALIGNED)
            right = bool((np.abs(ends - end) < EDGE_PT).sum() >= ALIGNED)
            if _move(segment, start, end, left, right, step_pt, targets, boxes):
                low, high = min(g.y for g in segment), max(g.y for g in segment)
                size = max(g.size for g in segment)
                height = scene.height_pt
                moved.append(BoxPt(start - step_pt, height - high - size, end + step_pt, height - low + 0.4 * size))
    height = scene.height_pt
    placed = [
        (target.number, BoxPt(box[0], height - box[3], box[2], height - box[1]))
        for target, box in zip(targets, boxes, strict=True)
    ]
    return Moved(placed, moved)


class _Lines:
    """The lines of upright text, parted at gaps as wide as between columns; letters that are gone included."""

    def __init__(self, scene: Scene) -> None:
        self.glyphs = glyphs = scene.glyphs()
        self.gone = glyphs.gone()
        self.space = np.array(glyphs.told(lambda run: run.font.spaces), bool)
        scale, _, _, d, e, f = glyphs.matrices.T
        self.scale = scale[glyphs.of]
        self.x0 = glyphs.at * self.scale + e[glyphs.of]
        self.x1 = self.x0 + glyphs.advance * self.scale
        self.size, self.y = np.abs(glyphs.sizes * d)[glyphs.of], (glyphs.rises * d + f)[glyphs.of]
        shown = glyphs.upright & glyphs.shown
        self.segments = [part for line in self._lines(np.flatnonzero(shown[glyphs.of])) for part in self._parted(line)]
        """Numbers of glyphs, from left to right."""

    def _lines(self, numbers: NDArray[np.intp]) -> list[NDArray[np.intp]]:
        numbers = numbers[np.argsort(-self.y[numbers], kind="stable")]
        heights = self.y[numbers]
        steps = [0, *(np.flatnonzero(np.diff(heights)) + 1).tolist()] if len(numbers) else []
        first, starts = 0, []
        for step in steps:
            if heights[first] - heights[step] > SAME_LINE * self.size[numbers[first]]:
                starts.append(step)
                first = step
        return [line[np.argsort(self.x0[line], kind="stable")] for line in np.split(numbers, starts) if len(line)]

    def _parted(self, line: NDArray[np.intp]) -> list[NDArray[np.intp]]:
        x0, inked, wide = self.x0[line], ~self.space[line], CELL_GAP * self.size[line]
        if not inked.any():
            return []
        reach = np.maximum.accumulate(np.where(inked, self.x1[line], -np.inf))
        white = x0 - np.concatenate([[-np.inf], reach[:-1]])
        begins = inked & (white > wide)
        kept = np.flatnonzero(inked | (white < wide))
        cuts = np.flatnonzero(begins[kept])[1:]
        return np.split(line[kept], cuts)

    def edges(self, segment: NDArray[np.intp]) -> tuple[float, float]:
        """Where its first letter begins and its last one ends."""
        inked = segment[~self.space[segment]]
        return float(self.x0[inked].min()), float(self.x1[inked].max())

    def letters(self, segment: NDArray[np.intp]) -> list[_Glyph]:
        columns = (self.x0, self.x1, self.y, self.size, self.scale, self.gone, self.space)
        told = zip(*(column[segment].tolist() for column in columns), strict=True)
        return [_Glyph(*self.glyphs.place(number), *rest) for number, rest in zip(segment.tolist(), told, strict=True)]


@dataclass(slots=True)
class _Gap:
    """A stretch of letters that are gone, between two that stay."""

    first: int
    last: int
    before: int | None
    after: int | None
    shift: float = 0.0
    """How far what stands behind it moves."""


def _gaps(segment: Sequence[_Glyph]) -> list[_Gap]:
    gaps: list[_Gap] = []
    previous: int | None = None
    open_gap: _Gap | None = None
    for index, glyph in enumerate(segment):
        if glyph.space:
            continue
        if glyph.gone:
            if open_gap is None:
                open_gap = _Gap(index, index, previous, None)
                gaps.append(open_gap)
            open_gap.last = index
        else:
            if open_gap is not None:
                open_gap.after = index
                open_gap = None
            previous = index
    return gaps


def _move(
    segment: Sequence[_Glyph],
    start: float,
    end: float,
    left: bool,
    right: bool,
    step: float,
    targets: Sequence[Target],
    boxes: list[tuple[float, float, float, float]],
) -> bool:
    """Set the gaps of one line to whole steps; says whether anything moved."""
    gaps = _gaps(segment)
    total = 0.0
    for gap in gaps:
        after = None if gap.after is None else segment[gap.after]
        if after is None and not right:
            gap.shift = total
            continue  # an open end: nothing follows from which its width could be measured
        far = end if after is None else after.x0
        near = start if gap.before is None else segment[gap.before].x1
        width, wanted = far - near, far - near - total
        steps = max(1.0, round(wanted / step))
        if after is not None and after.x0 - segment[gap.last].x1 < ATTACHED * after.size:
            steps = max(1.0, ceil(wanted / step - 1e-6))
        total += steps * step - width
        gap.shift = total
    shifts = _spread(segment, gaps, total, left, right)
    if shifts is None:
        return False
    for glyph, shift in zip(segment, shifts, strict=True):
        if not glyph.gone and abs(shift) > 1e-6:
            glyph.run.shift[glyph.index] = shift / glyph.scale
    for gap in gaps:
        ahead = shifts[gap.before] if gap.before is not None else shifts[gap.first]
        behind = shifts[gap.after] if gap.after is not None else gap.shift + (shifts[0] if right else 0.0)
        _move_boxes(segment, gap, ahead, behind, step, targets, boxes)
    return True


def _spread(
    segment: Sequence[_Glyph], gaps: Sequence[_Gap], total: float, left: bool, right: bool
) -> list[float] | None:
    """The shift of every glyph of the line; None when the line cannot be changed without showing it."""
    behind = [0.0] * len(segment)
    edge = 0.0
    by_place = {gap.first: gap.shift for gap in gaps}
    for index in range(len(segment)):
        edge = by_place.get(index, edge)
        behind[index] = edge
    if not right or abs(total) < 1e-9:
        return behind
    if not left:  # ends at a margin: the start moves
        return [shift - total for shift in behind]
    inside = {index for gap in gaps for index in range(*_reach(segment, gap))}
    spaces = [index for index, glyph in enumerate(segment) if glyph.space and index not in inside]
    spaces = [index for index in spaces if 0 < index < len(segment) - 1]
    if not spaces:
        return None
    passed, shifts = 0, []
    for index in range(len(segment)):
        shifts.append(behind[index] - total * passed / len(spaces))
        passed += index in spaces
    return shifts


def _reach(segment: Sequence[_Glyph], gap: _Gap) -> tuple[int, int]:
    """The glyphs of a gap with the spaces on both its sides."""
    first = 0 if gap.before is None else gap.before + 1
    last = len(segment) if gap.after is None else gap.after
    return first, last


def _move_boxes(
    segment: Sequence[_Glyph],
    gap: _Gap,
    ahead: float,
    behind: float,
    step: float,
    targets: Sequence[Target],
    boxes: list[tuple[float, float, float, float]],
) -> None:
    """The boxes over a gap follow its edges; where two of them meet within it, they meet at a whole step."""
    first, last = segment[gap.first], segment[gap.last]
    x0, x1, y = first.x0, last.x1, first.y + 0.25 * first.size
    for number, target in enumerate(targets):
        bx0, by0, bx1, by1 = target.bounds
        if target.picture or not (by0 <= y <= by1) or bx1 <= x0 or bx0 >= x1:
            continue
        new0 = bx0 + ahead if bx0 <= x0 + 1 else x0 + ahead + round((bx0 - x0) / step) * step
        new1 = bx1 + behind if bx1 >= x1 - 1 else x0 + ahead + round((bx1 - x0) / step) * step
        if new1 - new0 > 1:
            boxes[number] = (new0, boxes[number][1], new1, boxes[number][3])
