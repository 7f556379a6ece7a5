"""The order in which a person reads the pieces of lines on a page.

The same for a text layer and for OCR. Rows of a table stay together; columns of running text and blocks that stand
side by side, such as the address and the sender's particulars in the head of a letter, are read one after the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain, groupby, pairwise
from statistics import median

from woolak.pipeline.ingest.strips import CELL_GAP, Row, Strip

__all__ = ["in_reading_order"]

# In ems.
SAME_BASELINE = 0.3
LINE_DISTANCE = 1.9
"""From baseline to baseline: farther apart, lines are not of one block."""
MAX_WHITE = 2.6
"""From baseline to baseline: when both of two blocks side by side leave more, other blocks begin there."""
MAX_DEPTH = 6

POSTCODE_LINE = re.compile(r"^\d{4}\s?[A-Z]{2}\b")
WORD = re.compile(r"[^\W\d_]{3}")
EDGE_ROWS = 5
"""A head or foot has fewer rows."""
PAGE_NUMBER = re.compile(r"[-–| ]*\d{1,4}[-–| ]*|\d{1,4} ?/ ?\d{1,4}")


def _rows(strips: Iterable[Strip]) -> list[Row]:
    """Strips on the same baseline, from top to bottom; within a row from left to right."""
    rows: list[Row] = []
    for strip in sorted(strips, key=lambda strip: (strip.baseline, strip.x0)):
        # Raised letters and a jittering baseline: look back over the last few rows, nearest first.
        for row in reversed(rows[-3:]):
            if _same_row(row, strip):
                row.append(strip)
                break
        else:
            rows.append([strip])
    for row in rows:
        row.sort(key=lambda strip: strip.x0)
    return rows


def _same_row(row: Row, strip: Strip) -> bool:
    smaller, larger = sorted((row[0].size, strip.size))
    distance = abs(row[0].baseline - strip.baseline)
    if distance <= SAME_BASELINE * smaller:
        return True
    raised = distance <= 0.5 * larger and smaller < 0.8 * larger
    return raised and any(-0.1 < (strip.x0 - other.x1) / other.size < 0.3 for other in row)


@dataclass(slots=True)
class _Gutter:
    """White between two blocks that stand side by side, and the rows that it runs through."""

    low: float
    high: float
    first: int
    last: int
    """Inclusive."""

    def admit(self, row: Row) -> bool:
        """Narrow the gutter to what the row leaves of it; False when the row closes it."""
        low, high = self.low, self.high
        for strip in row:
            if strip.x0 <= low and strip.x1 >= high:
                return False
            if strip.x0 - low < high - strip.x1:
                low = max(low, strip.x1)
            else:
                high = min(high, strip.x0)
        if high - low <= CELL_GAP * row[0].size:
            return False
        self.low, self.high = low, high
        return True


def _run(rows: list[Row], at: int, low: float, high: float) -> _Gutter:
    """The rows around `at` that leave a gutter white."""
    gutter = _Gutter(low, high, at, at)
    for step in (-1, 1):
        near = at + step
        while 0 <= near < len(rows):
            row, before = rows[near], rows[near - step]
            if abs(row[0].baseline - before[0].baseline) > MAX_WHITE * row[0].size or not gutter.admit(row):
                break
            gutter.first, gutter.last = min(gutter.first, near), max(gutter.last, near)
            near += step
    return gutter


def _sides(rows: list[Row], gutter: _Gutter) -> tuple[Row, Row]:
    """The two blocks beside a gutter: the stretch where both stand, and the lines that hang on to it."""
    middle = (gutter.low + gutter.high) / 2
    within = [strip for row in rows[gutter.first : gutter.last + 1] for strip in row]
    sides = [s for s in within if s.x0 < middle], [s for s in within if s.x0 >= middle]
    if not (sides[0] and sides[1]):
        return [], []
    if all(_is_running(_rows(side)) for side in sides):
        return sides
    top = max(side[0].baseline for side in sides)
    bottom = min(side[-1].baseline for side in sides)
    return _hanging_on(sides[0], top, bottom), _hanging_on(sides[1], top, bottom)


def _hanging_on(side: Row, top: float, bottom: float) -> Row:
    """The strips between top and bottom, and those that follow each other at the distance of a line."""
    inside = [i for i, s in enumerate(side) if top - 0.9 * s.size <= s.baseline <= bottom + 0.9 * s.size]
    if not inside:
        return []
    first, last = inside[0], inside[-1]
    while first > 0 and side[first].baseline - side[first - 1].baseline <= LINE_DISTANCE * side[first].size:
        first -= 1
    while last + 1 < len(side) and side[last + 1].baseline - side[last].baseline <= LINE_DISTANCE * side[last].size:
        last += 1
    return side[first : last + 1]


def _says_something(row: Row) -> bool:
    return any(WORD.search(strip.text) for strip in row)


def _is_running(rows: list[Row]) -> bool:
    """Whether a block is running text: several lines of several words that fill the block's width."""
    if len(rows) < 3 or sum(len(row) for row in rows) > 1.2 * len(rows):
        return False
    x0, x1 = min(row[0].x0 for row in rows), max(row[-1].x1 for row in rows)
    full = sum(row[-1].x1 - row[0].x0 > 0.72 * (x1 - x0) for row in rows)
    return full >= 0.55 * len(rows) and median(sum(len(strip.words) for strip in row) for row in rows) >= 3


def _is_address(rows: list[Row]) -> bool:
    """A block with a postcode at the start of a line, under a line that hangs on to it.

    Lines written directly after each other are the lines of one cell, of a table perhaps; those of a letter head set
    with tabs are not.
    """
    return any(
        POSTCODE_LINE.match(below[0].text)
        and abs(above[0].x0 - below[0].x0) < below[0].size
        and below[0].baseline - above[0].baseline < LINE_DISTANCE * below[0].size
        and (below[0].order < 0 or below[0].order != above[0].order + 1)
        for above, below in pairwise(rows)
    )


def _turns(left: Row, right: Row) -> int:
    """How often the file goes over from one block to the other while it writes them."""
    sides = [side for _, side in sorted([(s.order, 0) for s in left] + [(s.order, 1) for s in right])]
    return sum(a != b for a, b in pairwise(sides))


def _are_columns(left: Row, right: Row) -> bool:
    """Whether two blocks side by side are read one after the other; otherwise they are the cells of rows."""
    lefts, rights = _rows(left), _rows(right)
    fewer, more = sorted((lefts, rights), key=len)
    if len(fewer) < 2:
        return False
    if any(sum(map(_says_something, rows)) < 0.5 * len(rows) for rows in (lefts, rights)):
        return False  # numbers of items, amounts
    running = _is_running(lefts) and _is_running(rights)
    labels = sum(row[-1].text.endswith(":") for row in lefts) + sum(row[0].text.startswith(":") for row in rights)
    level = sum(
        any(abs(row[0].baseline - other[0].baseline) < 0.15 * row[0].size for other in more) for row in fewer
    ) / len(fewer)
    if labels >= 0.5 * len(lefts) and level > 0.5:
        return False
    if running or _is_address(lefts) or _is_address(rights):
        return True
    if any(strip.order < 0 for strip in left + right):
        return level < 0.5
    # Frames, text columns and the cells of one row are written one after the other; a table row by row. A form whose
    # labels were written before what was filled in has figures and dates beside the labels.
    figures = sum(not WORD.search(row[0].text) for row in rights)
    return _turns(left, right) == 1 and not (level > 0.9 and figures > 0.35 * len(rights))


def in_reading_order(strips: Iterable[Strip]) -> list[Row]:
    """The rows of a page in reading order."""
    rows = _rows(strips)
    between = [at for at in range(1, len(rows) - 1) if _interrupts(rows, at)]
    ordered = _ordered(strip for at, row in enumerate(rows) if at not in between for strip in row)
    for at in between:
        block = {id(strip) for row in _lines_below(rows, at) for strip in row}
        last = max(i for i, row in enumerate(ordered) if any(id(strip) in block for strip in row))
        ordered.insert(last + 1, rows[at])
    return ordered


def _interrupts(rows: list[Row], at: int) -> bool:
    """Whether a row is the page number of a head or foot, beside a block, at the height between two of its lines."""
    if EDGE_ROWS <= at < len(rows) - EDGE_ROWS:
        return False
    above, row, below = rows[at - 1 : at + 2]
    size = above[0].size
    near = rows[max(0, at - EDGE_ROWS) : at + EDGE_ROWS]
    return (
        len(row) == 1
        and sum(PAGE_NUMBER.fullmatch(strip.text) is not None for other in near for strip in other) == 1
        and PAGE_NUMBER.fullmatch(row[0].text) is not None
        and below[0].baseline - above[0].baseline <= LINE_DISTANCE * size
        and not any(strip.x0 < row[0].x1 and row[0].x0 < strip.x1 for strip in above + below)
    )


def _lines_below(rows: list[Row], at: int) -> list[Row]:
    """The rows below it at the distance of a line from each other."""
    last = at + 1
    while last + 1 < len(rows) and _follows(rows[last], rows[last + 1]):
        last += 1
    return rows[at + 1 : last + 1]


def _follows(row: Row, after: Row) -> bool:
    return after[0].baseline - row[0].baseline <= LINE_DISTANCE * row[0].size


def _ordered(strips: Iterable[Strip], depth: int = 0) -> list[Row]:
    """The rows of a part of the page in reading order."""
    rows = _rows(strips)
    refused: list[_Gutter] = []
    for at in range(len(rows) if depth < MAX_DEPTH else 0):
        left, right = _columns_at(rows, at, refused)
        if left and right:
            taken = {id(strip) for strip in left + right}
            top = min(left[0].baseline, right[0].baseline)
            rest = [strip for row in rows for strip in row if id(strip) not in taken]
            above = _rows(strip for strip in rest if strip.baseline < top)
            below = _ordered((strip for strip in rest if strip.baseline >= top), depth)
            return _by_cells(above) + _ordered(left, depth + 1) + _ordered(right, depth + 1) + below
    return _by_cells(rows)


def _by_cells(rows: list[Row]) -> list[Row]:
    """The rows, but those of a table row with cells that take several lines cell by cell.

    That rows belong to one table row is told by the file's order of writing: a cell is written whole.
    """
    done: list[Row] = []
    at = 0
    while at < len(rows):
        end, latest = at + 1, max(strip.order for strip in rows[at])
        while end < len(rows) and 0 <= min(strip.order for strip in rows[end]) < latest:
            latest = max(latest, *(strip.order for strip in rows[end]))
            end += 1
        cells = [_rows(cell) for cell in _stacks(rows[at:end])] if end - at > 1 else []
        if not _are_wrapped(cells):
            done += rows[at:end]
        else:
            cells = _with_figures(cells)
            for single, group in groupby(cells, key=lambda cell: len(cell) == 1):
                found = [row for cell in group for row in cell]
                done += [sorted(chain(*found), key=lambda strip: strip.x0)] if single and _is_level(found) else found
        at = end
    return done


def _are_wrapped(cells: list[list[Row]]) -> bool:
    """Whether cells of one table row are read one by one: several take more lines, or one that is narrow (a name)."""
    tall = [cell for cell in cells if len(cell) > 1]
    if len(cells) < 2 or any(sum(row[-1].text.endswith(":") for row in cell) >= 0.5 * len(cell) for cell in tall):
        return False
    saying = [cell for cell in tall if all(map(_says_something, cell))]
    narrow = [cell for cell in saying if all(sum(len(strip.words) for strip in row) <= 3 for row in cell)]
    return len(saying) > 1 or (len(tall) == len(narrow) == 1)


def _with_figures(cells: list[list[Row]]) -> list[list[Row]]:
    """The cells, with a column of figures put back into the rows of the labels beside it."""
    joined: list[list[Row]] = []
    for cell in cells:
        before = joined[-1] if joined else []
        level = sum(any(_same_row(other, row[0]) for other in before) for row in cell)
        if len(cell) > 1 and sum(map(_says_something, cell)) < 0.5 * len(cell) and level > 0.8 * len(cell):
            joined[-1] = _rows(chain(*before, *cell))
        else:
            joined.append(cell)
    return joined


def _is_level(rows: list[Row]) -> bool:
    return all(_same_row(rows[0], row[0]) for row in rows[1:])


def _stacks(rows: list[Row]) -> list[Row]:
    """The strips of some rows in columns: those that stand under each other."""
    stacks: list[tuple[float, Row]] = []
    for strip in sorted((strip for row in rows for strip in row), key=lambda strip: strip.x0):
        if stacks and strip.x0 < stacks[-1][0]:
            stacks[-1] = (max(stacks[-1][0], strip.x1), [*stacks[-1][1], strip])
        else:
            stacks.append((strip.x1, [strip]))
    return [stack for _, stack in stacks]


def _columns_at(rows: list[Row], at: int, refused: list[_Gutter]) -> tuple[Row, Row]:
    """Two blocks that stand side by side at row `at` and are read one after the other; empty when there are none."""
    row = rows[at]
    if at + 1 < len(rows) and rows[at + 1][0].baseline - row[0].baseline < 0.9 * row[0].size:
        row = sorted(row + rows[at + 1], key=lambda strip: strip.x0)  # side by side, on baselines of their own
    gaps = sorted(((b.x0 - a.x1, a.x1, b.x0) for a, b in pairwise(row)), reverse=True)
    for width, low, high in gaps:
        if width <= CELL_GAP * row[0].size:
            break
        if any(g.first <= at <= g.last and g.low < high and low < g.high for g in refused):
            continue
        gutter = _run(rows, at, low, high)
        left, right = _sides(rows, gutter)
        if left and right and _are_columns(left, right):
            return left, right
        refused.append(gutter)
    return [], []
