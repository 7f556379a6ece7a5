"""What a person points at on a page, as parts of the page: words, a box, a paragraph, a column, the whole page."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from woolak.model import BoxPt, Page, Word
from woolak.pipeline.ground import boxes_of_span
from woolak.pipeline.word_parts import edges_of
from woolak.review.marks import Part

__all__ = ["column_at", "paragraph_at", "part_of_span", "parts_in_boxes", "whole_page"]

PARAGRAPH_GAP = 0.9
"""A gap of so many times the usual gap between lines more than usual ends a paragraph (in heights of a line)."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of text, or one cell of it."""

    start: int
    end: int
    box: BoxPt


def _around(words: Sequence[Word]) -> BoxPt:
    boxes = [word.box_pt for word in words]
    return BoxPt(min(b.x0 for b in boxes), min(b.y0 for b in boxes), max(b.x1 for b in boxes), max(b.y1 for b in boxes))


def _rows(page: Page, between: str) -> list[list[_Row]]:
    """The lines of the page, each cut at the characters of `between`."""
    lines, place = [], 0
    words = sorted(page.words, key=lambda word: word.start)
    for line in page.text.split("\n"):
        cells, start = [], place
        for cell in line.split(between) if between else [line]:
            inside = [word for word in words if word.start >= start and word.end <= start + len(cell)]
            if inside:
                cells.append(_Row(start, start + len(cell), _around(inside)))
            start += len(cell) + 1
        lines.append(cells)
        place += len(line) + 1
    return lines


def part_of_span(page: Page, start: int, end: int) -> Part:
    """The characters start:end of a page. Raises ValueError when these are not on the page, or are no words."""
    if not 0 <= start < end <= len(page.text) or not page.text[start:end].strip():
        raise ValueError("no such characters")
    while page.text[start].isspace():
        start += 1
    while page.text[end - 1].isspace():
        end -= 1
    return Part(page.page_index, start, end, page.text[start:end], boxes_of_span(page, start, end))


def _characters(page: Page, word: Word) -> Iterable[tuple[int, float]]:
    """Each character of a word with the x of its middle."""
    edges = edges_of(word, page.text[word.start : word.end])
    return ((word.start + i, (edges[i] + edges[i + 1]) / 2) for i in range(word.end - word.start))


def _covered(page: Page, box: BoxPt) -> list[tuple[int, int]]:
    """Runs of characters whose middle lies in the box; the space between two words of one line goes with them."""
    hit = set()
    for word in page.words:
        if box.y0 <= (word.box_pt.y0 + word.box_pt.y1) / 2 <= box.y1 and word.box_pt.x1 > box.x0 < box.x1:
            hit |= {index for index, x in _characters(page, word) if box.x0 <= x <= box.x1}
    runs: list[tuple[int, int]] = []
    for index in sorted(hit):
        if runs and page.text[runs[-1][1] : index].strip(" \t") == "" and index - runs[-1][1] <= 1:
            runs[-1] = (runs[-1][0], index + 1)
        else:
            runs.append((index, index + 1))
    return runs


def parts_in_boxes(page: Page, boxes: Sequence[BoxPt]) -> tuple[Part, ...]:
    """What rectangles drawn on a page cover: the characters, and the rectangle itself where it holds none."""
    parts = []
    for box in boxes:
        whole = BoxPt(
            max(0.0, min(box.x0, box.x1)), max(0.0, min(box.y0, box.y1)),
            min(page.width_pt, max(box.x0, box.x1)), min(page.height_pt, max(box.y0, box.y1)),
        )  # fmt: skip
        if whole.x1 - whole.x0 < 2 or whole.y1 - whole.y0 < 2:
            raise ValueError("too small")
        runs = _covered(page, whole)
        parts += [part_of_span(page, start, end) for start, end in runs if page.text[start:end].strip()]
        if not runs or any(_share(region.box_pt, whole) > 0.3 for region in page.regions):
            parts.append(Part(page.page_index, 0, 0, "", (whole,)))
    return tuple(parts)


def _share(inner: BoxPt, outer: BoxPt) -> float:
    width = min(inner.x1, outer.x1) - max(inner.x0, outer.x0)
    height = min(inner.y1, outer.y1) - max(inner.y0, outer.y0)
    area = (inner.x1 - inner.x0) * (inner.y1 - inner.y0)
    return max(0.0, width) * max(0.0, height) / area if area else 0.0


def paragraph_at(page: Page, offset: int) -> Part:
    """The paragraph around a character: lines without an unusual gap, indent of a list or change of size between."""
    lines = [cells[0] for cells in _rows(page, "") if cells]
    at = next((index for index, line in enumerate(lines) if line.start <= offset <= line.end), None)
    if at is None:
        raise ValueError("no such characters")
    gaps = [b.box.y0 - a.box.y1 for a, b in itertools.pairwise(lines) if b.box.y0 >= a.box.y0]
    heights = [line.box.y1 - line.box.y0 for line in lines]
    usual, height = (sorted(gaps)[len(gaps) // 4] if gaps else 0.0), median(heights)
    right = max(line.box.x1 for line in lines)

    def apart(a: _Row, b: _Row) -> bool:
        if b.box.y0 - a.box.y1 > max(usual, 0.0) + PARAGRAPH_GAP * height * 0.5 or b.box.y0 < a.box.y0:
            return True
        sentence_ends = page.text[a.start : a.end].rstrip()[-1:] in ".:?!;"
        return sentence_ends and right - a.box.x1 > 12 * height

    first = last = at
    while first > 0 and not apart(lines[first - 1], lines[first]):
        first -= 1
    while last + 1 < len(lines) and not apart(lines[last], lines[last + 1]):
        last += 1
    return part_of_span(page, lines[first].start, lines[last].end)


def column_at(page: Page, offset: int) -> tuple[Part, ...]:
    """The column of a table around a character: the cells above and below it, without the head of the table."""
    rows = _rows(page, "\t")
    at = next((i for i, cells in enumerate(rows) for cell in cells if cell.start <= offset <= cell.end), None)
    if at is None:
        raise ValueError("no such characters")
    mine = next(cell for cell in rows[at] if cell.start <= offset <= cell.end)

    def below(cells: list[_Row], x0: float, x1: float) -> _Row | None:
        return next((cell for cell in cells if min(cell.box.x1, x1) - max(cell.box.x0, x0) > 0), None)

    found = [mine]
    for step in (-1, 1):
        index = at + step
        while 0 <= index < len(rows) and len(rows[index]) > 1:
            cell = below(rows[index], mine.box.x0, mine.box.x1)
            if cell:
                found.append(cell)
            index += step
    found.sort(key=lambda cell: cell.start)
    body = [cell for cell in found if any(c.isdigit() for c in page.text[cell.start : cell.end])]
    return tuple(part_of_span(page, cell.start, cell.end) for cell in (body if mine in body else found))


def whole_page(page: Page) -> tuple[Part, ...]:
    """Everything on a page: its text, and one box over the whole."""
    everything = Part(page.page_index, 0, 0, "", (BoxPt(0.0, 0.0, page.width_pt, page.height_pt),))
    if not page.text.strip():
        return (everything,)
    return part_of_span(page, 0, len(page.text)), everything
