"""From pieces of lines on a page to its text in the order in which a person reads it.

The same for a text layer and for OCR: both hand over `Strip`s. Rows of a table stay together (cells separated by a
tab); columns of running text and blocks that stand side by side, such as the address and the sender's particulars
in the head of a letter, are read one after the other.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from woolak.model import BoxPt, Word

__all__ = ["RawWord", "Strip", "compose"]

# In ems (1 em = the size of the letters). A word space is about a quarter em, in justified text up to one em.
CELL_GAP = 0.9
SURE_CELL_GAP = 1.6
GLUE_GAP = 0.08
"""Closer than this, two strips are one word set in two pieces (a change of font, a raised letter)."""
SAME_BASELINE = 0.3
LINE_DISTANCE = 1.9
"""From baseline to baseline: farther apart, lines are not of one block."""

POSTCODE_LINE = re.compile(r"^\d{4}\s?[A-Z]{2}\b")
LABEL = re.compile(r":$")
LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class RawWord:
    """A word with its place, before its place in the text is known."""

    text: str
    box_pt: BoxPt
    edges_pt: tuple[float, ...] = ()
    confidence: float = 1.0


@dataclass(slots=True)
class Strip:
    """Words that follow each other on one baseline, without a gap that could be the border of a cell."""

    words: list[RawWord]
    baseline: float
    """y of the foot of the letters; for OCR with the skew of the page taken out."""
    size: float
    """Size of the letters, in points."""
    order: int
    """Place in the file's own order of writing; for OCR the order found by the engine."""

    @property
    def x0(self) -> float:
        return self.words[0].box_pt.x0

    @property
    def x1(self) -> float:
        return self.words[-1].box_pt.x1

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


Row = list[Strip]


def split_at_gaps(words: Sequence[RawWord], baseline: float, size: float, order: int) -> list[Strip]:
    """The words of one line as strips: cut where the gap is clearly wider than the line's own word space."""
    gaps = sorted(b.box_pt.x0 - a.box_pt.x1 for a, b in itertools.pairwise(words))
    usual = gaps[len(gaps) // 2] if len(gaps) > 3 else 0.0
    limit = min(max(CELL_GAP * size, 2.2 * usual), SURE_CELL_GAP * size)
    strips: list[Strip] = []
    current: list[RawWord] = []
    for word in words:
        if current and not -size < word.box_pt.x0 - current[-1].box_pt.x1 <= limit:
            strips.append(Strip(current, baseline, size, order + len(strips)))
            current = []
        current.append(word)
    if current:
        strips.append(Strip(current, baseline, size, order + len(strips)))
    return strips


def _rows(strips: Iterable[Strip]) -> list[Row]:
    """Strips on the same baseline, from top to bottom; within a row from left to right."""
    rows: list[Row] = []
    for strip in sorted(strips, key=lambda strip: (strip.baseline, strip.x0)):
        # Raised letters and a jittering baseline: look back over the last few rows, nearest first.
        for row in reversed(rows[-3:]):
            distance = abs(row[0].baseline - strip.baseline)
            if distance <= SAME_BASELINE * min(row[0].size, strip.size) or (
                distance <= 0.5 * max(row[0].size, strip.size)
                and min(row[0].size, strip.size) < 0.8 * max(row[0].size, strip.size)
                and any(-0.1 < (strip.x0 - other.x1) / other.size < 0.3 for other in row)
            ):
                row.append(strip)
                break
        else:
            rows.append([strip])
    for row in rows:
        row.sort(key=lambda strip: strip.x0)
    return rows


def _cells(row: Row) -> list[tuple[float, float]]:
    """The stretches of a row that are filled, as (x0, x1)."""
    cells: list[tuple[float, float]] = []
    for strip in row:
        if cells and strip.x0 - cells[-1][1] <= CELL_GAP * strip.size:
            cells[-1] = (cells[-1][0], max(cells[-1][1], strip.x1))
        else:
            cells.append((strip.x0, strip.x1))
    return cells


def _crosses(row: Row, gutter: tuple[float, float]) -> bool:
    return any(strip.x0 < gutter[1] and strip.x1 > gutter[0] for strip in row)


@dataclass(frozen=True, slots=True)
class _Pair:
    """Rows first..last (exclusive) that stand left and right of a white gutter."""

    first: int
    last: int
    left: list[Strip]
    right: list[Strip]


def _narrow(row: Row, gutter: tuple[float, float]) -> tuple[float, float] | None:
    """What is left of the gutter when the row is laid over it; None when the row closes it."""
    low, high = gutter
    for strip in row:
        if strip.x1 <= (low + high) / 2:
            low = max(low, strip.x1)
        elif strip.x0 >= (low + high) / 2:
            high = min(high, strip.x0)
        else:
            return None
    return (low, high) if high - low > CELL_GAP * row[0].size else None


def _grow(rows: list[Row], at: int, gutter: tuple[float, float]) -> _Pair:
    """The rows around `at` that respect the gutter, cut back to the two blocks that stand side by side."""
    first = last = at
    for step, end in ((-1, -1), (1, len(rows))):
        edge = at
        while edge + step != end:
            near = rows[edge + step]
            if abs(near[0].baseline - rows[edge][0].baseline) > 3 * LINE_DISTANCE * near[0].size:
                break
            narrowed = _narrow(near, gutter)
            if narrowed is None:
                break
            gutter, edge = narrowed, edge + step
        first, last = min(first, edge), max(last, edge)
    middle = (gutter[0] + gutter[1]) / 2
    left = [strip for row in rows[first : last + 1] for strip in row if strip.x1 <= middle]
    right = [strip for row in rows[first : last + 1] for strip in row if strip.x0 >= middle]
    top = max(min(s.baseline for s in left), min(s.baseline for s in right))
    bottom = min(max(s.baseline for s in left), max(s.baseline for s in right))

    def whole(block: list[Strip]) -> list[Strip]:
        """The block within top..bottom, and what hangs on to it above and below."""
        kept = [s for s in block if top - s.size * 0.6 <= s.baseline <= bottom + s.size * 0.6]
        for ordered, upward in ((sorted(block, key=lambda s: -s.baseline), True), (block, False)):
            for strip in ordered:
                if strip in kept:
                    continue
                edge = min(s.baseline for s in kept) if upward else max(s.baseline for s in kept)
                distance = edge - strip.baseline if upward else strip.baseline - edge
                if 0 <= distance <= LINE_DISTANCE * strip.size:
                    kept.append(strip)
        return sorted(kept, key=lambda s: (s.baseline, s.x0))

    left, right = whole(left), whole(right)
    ends = [strip.baseline for strip in left + right]
    inside = [i for i in range(first, last + 1) if min(ends) <= rows[i][0].baseline <= max(ends)]
    return _Pair(min(inside), max(inside) + 1, left, right)


def _is_running(rows: list[Row]) -> bool:
    """Whether a block is running text: several lines of several words that fill the block's width."""
    if len(rows) < 3 or sum(len(row) for row in rows) > 1.2 * len(rows):
        return False
    x0, x1 = min(row[0].x0 for row in rows), max(row[-1].x1 for row in rows)
    full = sum(row[-1].x1 - row[0].x0 > 0.72 * (x1 - x0) for row in rows)
    words = median(sum(len(strip.words) for strip in row) for row in rows)
    return full >= 0.55 * len(rows) and words >= 3 and _letters(rows) > 0.7


def _letters(rows: list[Row]) -> float:
    text = "".join(word.text for row in rows for strip in row for word in strip.words)
    return len(LETTER.findall(text)) / max(len(text), 1)


def _is_address(rows: list[Row]) -> bool:
    """A block with a postcode at the start of a line, under a line that hangs on to it."""
    return any(
        POSTCODE_LINE.match(below[0].text)
        and abs(above[0].x0 - below[0].x0) < below[0].size
        and below[0].baseline - above[0].baseline < LINE_DISTANCE * below[0].size
        for above, below in itertools.pairwise(rows)
    )


def _are_columns(pair: _Pair) -> bool:
    """Whether two blocks side by side are read one after the other; otherwise they are the cells of rows."""
    left, right = _rows(pair.left), _rows(pair.right)
    if min(len(left), len(right)) < 2:
        return False
    fewer, more = sorted((left, right), key=len)
    aligned = sum(
        any(abs(row[0].baseline - other[0].baseline) < 0.2 * row[0].size for other in more) for row in fewer
    ) / len(fewer)
    if aligned < 0.5 or (_is_running(left) and _is_running(right)):
        return True
    labels = sum(bool(LABEL.search(row[-1].text)) for row in left) >= 0.5 * len(left)
    if labels or min(_letters(left), _letters(right)) < 0.5:
        return False
    if _is_address(left) or _is_address(right):
        return True
    # Written one after the other: frames, text columns, the two cells of one row. A table is written row by row.
    return max(s.order for s in pair.left) < min(s.order for s in pair.right) or (
        max(s.order for s in pair.right) < min(s.order for s in pair.left)
    )


def _read(strips: list[Strip], depth: int = 0) -> list[Row]:
    """The rows of a part of the page in reading order."""
    rows = _rows(strips)
    if depth > 6:
        return rows
    done: list[Row] = []
    at = 0
    while at < len(rows):
        pair = _columns_at(rows, at)
        if pair is None:
            done.append(rows[at])
            at += 1
            continue
        taken = {id(strip) for strip in pair.left + pair.right}
        before = [strip for row in rows[at : pair.first] for strip in row]
        rest = [strip for row in rows[max(at, pair.first) :] for strip in row if id(strip) not in taken]
        done += _rows(before)
        done += _read(pair.left, depth + 1)
        done += _read(pair.right, depth + 1)
        rows, at = _rows(rest), 0
    return done


def _columns_at(rows: list[Row], at: int) -> _Pair | None:
    """Blocks to be read one after the other that begin near row `at`, or None."""
    row = rows[at]
    if at + 1 < len(rows) and rows[at + 1][0].baseline - row[0].baseline < 0.9 * row[0].size:
        row = sorted(row + rows[at + 1], key=lambda strip: strip.x0)  # side by side, but on baselines of their own
    cells = _cells(row)
    gutters = sorted(((b[0] - a[1], a[1], b[0]) for a, b in itertools.pairwise(cells)), reverse=True)
    for _, low, high in gutters:
        pair = _grow(rows, at, (low, high))
        if pair.first <= at < pair.last and _are_columns(pair):
            return pair
    return None


def _join(row: Row) -> list[list[RawWord]]:
    """The cells of a row, each as its words; strips that touch become one word or one cell."""
    cells: list[list[RawWord]] = []
    right, size = float("-inf"), 1.0
    for strip in row:
        gap = strip.x0 - right
        if not cells or gap > CELL_GAP * max(size, strip.size) or gap < -2 * strip.size:
            cells.append(list(strip.words))
        elif abs(gap) <= GLUE_GAP * size:
            first, *others = strip.words
            cells[-1] += [_glue(cells[-1].pop(), first), *others]
        else:
            cells[-1] += strip.words
        right, size = strip.x1, strip.size
    return cells


def _glue(a: RawWord, b: RawWord) -> RawWord:
    box = BoxPt(a.box_pt.x0, min(a.box_pt.y0, b.box_pt.y0), b.box_pt.x1, max(a.box_pt.y1, b.box_pt.y1))
    edges = a.edges_pt[:-1] + b.edges_pt if a.edges_pt and b.edges_pt else ()
    return RawWord(a.text + b.text, box, edges, min(a.confidence, b.confidence))


def compose(strips: Sequence[Strip], upright: Sequence[Strip] = ()) -> tuple[str, tuple[Word, ...]]:
    """The text of a page and its words. `upright` are lines in another direction: they come last, as they are."""
    text: list[str] = []
    words: list[Word] = []
    length = 0
    for row in [*_read(list(strips)), *([strip] for strip in upright)]:
        for cell_number, cell in enumerate(_join(row)):
            for number, word in enumerate(cell):
                if cell_number or number:
                    text.append(" " if number else "\t")
                    length += 1
                end = length + len(word.text)
                words.append(Word(length, end, word.box_pt, word.edges_pt, word.confidence))
                text.append(word.text)
                length = end
        text.append("\n")
        length += 1
    return "".join(text), tuple(words)
