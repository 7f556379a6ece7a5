"""Gaps that do not tell: the white where a name stood is set to a multiple of a step.

The width of a gap narrows a surname to a handful of candidates (to a tenth of a point it tells 7 of the 13.6 bits of
12,000 surnames). So the letters behind a gap move until the gap is a whole number of steps; by at most half a step, as
the shift is carried over to the next gap. What would betray the shift moves along: a justified line is justified again
over all its spaces, a line that ends at a right margin moves at its start.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from woolak.model import BoxPt
from woolak.pipeline.redact.removing import Target
from woolak.pipeline.redact.scene import Scene

__all__ = ["Moved", "hide_widths"]

SAME_LINE = 0.25
"""In ems: baselines that differ less are one line."""
CELL_GAP = 2.0
"""In ems: a wider gap parts columns, which do not move with each other."""
EDGE_PT = 0.3
ALIGNED = 3
"""So many lines that begin (or end) at one place make a margin."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What changed on a page: the boxes at their new places, and the lines that are not where they were."""

    boxes: list[tuple[int, BoxPt]]
    """Number of the redaction, and box (y down), in the order of the targets."""
    lines: list[BoxPt]


def hide_widths(scene: Scene, targets: Sequence[Target], step_pt: float) -> Moved:
    """Move what stands beside the gaps; the runs of the scene get their shifts."""
    boxes = [target.bounds for target in targets]
    moved: list[BoxPt] = []
    if step_pt > 0 and any(not target.picture for target in targets):
        lines = _Lines(scene)
        starts, ends, emptied = lines.edges()
        for at in np.flatnonzero(emptied).tolist():
            numbers, start, end = lines.segments[at], float(starts[at]), float(ends[at])
            left = bool((np.abs(starts - start) < EDGE_PT).sum() >= ALIGNED)
            right = bool((np.abs(ends - end) < EDGE_PT).sum() >= ALIGNED)
            shifts = _move(lines.line(numbers), (start, end), left, right, step_pt, targets, boxes)
            if shifts is not None:
                lines.shift(numbers, shifts)
                y, size, height = lines.y[numbers], float(lines.size[numbers].max()), scene.height_pt
                top, foot = height - float(y.max()) - size, height - float(y.min()) + 0.4 * size
                moved.append(BoxPt(start - step_pt, top, end + step_pt, foot))
        lines.glyphs.hand_shifts()
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
        """Page points per unit of the run's own space."""
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
        cuts = [*np.flatnonzero(begins[kept]).tolist(), len(kept)]
        return [line[kept[first:last]] for first, last in pairwise(cuts)]

    def edges(self) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.bool_]]:
        """Of each segment where its first letter begins and its last one ends, and whether any of them is gone."""
        if not self.segments:
            return np.zeros(0), np.zeros(0), np.zeros(0, bool)
        numbers = np.concatenate(self.segments)
        first = np.cumsum([0, *map(len, self.segments[:-1])])
        inked = ~self.space[numbers]
        return (
            np.minimum.reduceat(np.where(inked, self.x0[numbers], np.inf), first),
            np.maximum.reduceat(np.where(inked, self.x1[numbers], -np.inf), first),
            np.logical_or.reduceat(inked & self.gone[numbers], first),
        )

    def line(self, segment: NDArray[np.intp]) -> _Line:
        columns = (self.x0, self.x1, self.y, self.size, self.gone, self.space)
        return _Line(*(column[segment].tolist() for column in columns))

    def shift(self, segment: NDArray[np.intp], shifts: NDArray[np.float64]) -> None:
        """Move the letters of a line that stay."""
        moves = ~self.gone[segment] & (np.abs(shifts) > 1e-6)
        self.glyphs.shift[segment[moves]] = shifts[moves] / self.scale[segment[moves]]


@dataclass(frozen=True, slots=True)
class _Line:
    """The letters of a line from left to right, gone ones included."""

    x0: list[float]
    x1: list[float]
    y: list[float]
    size: list[float]
    gone: list[bool]
    space: list[bool]


@dataclass(slots=True)
class _Gap:
    """A stretch of letters that are gone, between two that stay."""

    first: int
    last: int
    before: int | None
    after: int | None
    shift: float = 0.0
    """How far what stands behind it moves."""


def _gaps(line: _Line) -> list[_Gap]:
    gaps: list[_Gap] = []
    previous: int | None = None
    open_gap: _Gap | None = None
    for index, (gone, space) in enumerate(zip(line.gone, line.space, strict=True)):
        if space:
            continue
        if gone:
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
    line: _Line,
    edges: tuple[float, float],
    left: bool,
    right: bool,
    step: float,
    targets: Sequence[Target],
    boxes: list[tuple[float, float, float, float]],
) -> NDArray[np.float64] | None:
    """Set the gaps of one line to whole steps, and move their boxes; gives how far each letter moves, if any may."""
    start, end = edges
    gaps = _gaps(line)
    total = 0.0
    for gap in gaps:
        if gap.after is None and not right:
            gap.shift = total
            continue  # an open end: nothing follows from which its width could be measured
        far = end if gap.after is None else line.x0[gap.after]
        near = start if gap.before is None else line.x1[gap.before]
        width, wanted = far - near, far - near - total
        steps = max(1.0, round(wanted / step))
        total += steps * step - width
        gap.shift = total
    shifts = _spread(line, gaps, total, left, right)
    if shifts is None:
        return None
    for gap in gaps:
        ahead = shifts[gap.before] if gap.before is not None else shifts[gap.first]
        behind = shifts[gap.after] if gap.after is not None else gap.shift + (shifts[0] if right else 0.0)
        _move_boxes(line, gap, float(ahead), float(behind), step, targets, boxes)
    return shifts


def _spread(line: _Line, gaps: Sequence[_Gap], total: float, left: bool, right: bool) -> NDArray[np.float64] | None:
    """The shift of every letter of the line; None when the line cannot be changed without showing it."""
    behind = np.zeros(len(line.x0))
    for gap in gaps:
        behind[gap.first :] = gap.shift
    if not right or abs(total) < 1e-9:
        return behind
    if not left:  # ends at a margin: the start moves
        return behind - total
    spaces = np.array(line.space, bool)
    spaces[0] = spaces[-1] = False
    for gap in gaps:  # with the spaces on both its sides
        spaces[0 if gap.before is None else gap.before + 1 : len(spaces) if gap.after is None else gap.after] = False
    count = int(spaces.sum())
    if not count:
        return None
    passed = np.cumsum(spaces) - spaces
    shifts: NDArray[np.float64] = behind - total * passed / count
    return shifts


def _move_boxes(
    line: _Line,
    gap: _Gap,
    ahead: float,
    behind: float,
    step: float,
    targets: Sequence[Target],
    boxes: list[tuple[float, float, float, float]],
) -> None:
    """The boxes over a gap follow its edges; where two of them meet within it, they meet at a whole step."""
    x0, x1, y = line.x0[gap.first], line.x1[gap.last], line.y[gap.first] + 0.25 * line.size[gap.first]
    for number, target in enumerate(targets):
        bx0, by0, bx1, by1 = target.bounds
        if target.picture or not (by0 <= y <= by1) or bx1 <= x0 or bx0 >= x1:
            continue
        new0 = bx0 + ahead if bx0 <= x0 + 1 else x0 + ahead + round((bx0 - x0) / step) * step
        new1 = bx1 + behind if bx1 >= x1 - 1 else x0 + ahead + round((bx1 - x0) / step) * step
        if new1 - new0 > 1:
            boxes[number] = (new0, boxes[number][1], new1, boxes[number][3])
