"""Lines and cells of a page's text, and which cell stands above or below another.

`Page.text` has a tab where another column begins. With the words' boxes two cells are in one column when they
overlap; without boxes, when they have the same number in lines of as many cells.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from woolak.model import Page, Word
from woolak.packing import words_between

__all__ = ["Cell", "Columns"]

NEAR_PT = 14.0  # left edges this near belong to one column even where nothing overlaps


class Cell(NamedTuple):
    """A piece of a line between tabs; `start:end` in the text, x in points (0, 0 when the place is unknown)."""

    start: int
    end: int
    line: int
    column: int
    of: int
    x0: float
    x1: float

    @property
    def placed(self) -> bool:
        return self.x1 > self.x0


@dataclass(frozen=True)
class Columns:
    """The cells of one text."""

    text: str
    page: Page | None = None
    _starts: list[int] = field(init=False, repr=False)
    _cells: dict[int, list[Cell]] = field(init=False, repr=False, default_factory=dict)
    """Per line, once asked for."""

    def __post_init__(self) -> None:
        starts = [0]
        position = self.text.find("\n")
        while position >= 0:
            starts.append(position + 1)
            position = self.text.find("\n", position + 1)
        object.__setattr__(self, "_starts", starts)

    @cached_property
    def _words(self) -> Sequence[Word]:
        """Those of the page, when this is its text."""
        return self.page.words if self.page and self.page.text == self.text else ()

    @cached_property
    def _begins(self) -> list[int]:
        return [word.start for word in self._words]

    @cached_property
    def _ends(self) -> list[int]:
        return [word.end for word in self._words]

    def _place(self, start: int, end: int) -> tuple[float, float]:
        first = bisect_right(self._ends, start)
        boxes = [word.box_pt for word in self._words[first : bisect_left(self._begins, end, first)]]
        if not boxes:
            return 0.0, 0.0
        return min([box.x0 for box in boxes]), max([box.x1 for box in boxes])

    @property
    def line_count(self) -> int:
        return len(self._starts)

    def line_of(self, position: int) -> int:
        return bisect_right(self._starts, position) - 1

    def line_span(self, line: int) -> tuple[int, int]:
        end = self._starts[line + 1] - 1 if line + 1 < len(self._starts) else len(self.text)
        return self._starts[line], end

    def cells(self, line: int) -> list[Cell]:
        if line not in self._cells:
            self._cells[line] = self._cut(line)
        return self._cells[line]

    def _cut(self, line: int) -> list[Cell]:
        start, end = self.line_span(line)
        spans, at = [], start
        for piece in self.text[start:end].split("\t"):
            spans.append((at, at + len(piece)))
            at += len(piece) + 1
        return [
            Cell(s, e, line, index, len(spans), *(self._place(s, e) if len(spans) > 1 or self.page else (0.0, 0.0)))
            for index, (s, e) in enumerate(spans)
        ]

    def cell_at(self, position: int) -> Cell:
        cells = self.cells(self.line_of(position))
        return next((cell for cell in cells if cell.start <= position <= cell.end), cells[-1])

    def _same_column(self, cell: Cell, line: int) -> Cell | None:
        others = [other for other in self.cells(line) if other.end > other.start]
        if not others:
            return None
        if cell.placed and all(other.placed for other in others):
            overlap, best = max(
                ((min(cell.x1, other.x1) - max(cell.x0, other.x0), other) for other in others), key=lambda pair: pair[0]
            )
            near = min(others, key=lambda other: abs(other.x0 - cell.x0))
            if abs(near.x0 - cell.x0) <= NEAR_PT:
                return near
            return best if overlap > 0 else None
        if others[0].of == cell.of:
            return next((other for other in others if other.column == cell.column), None)
        return others[0] if cell.column == 0 else None

    def beside(self, cell: Cell) -> Cell | None:
        """The nearest cell to the right at the same height, also when the text has it elsewhere: a column of labels
        with a column of values beside it is read column by column."""
        span = self._height(cell)
        if not span or self.page is None:
            return None
        y0, y1 = span
        right = [
            word
            for word in self.page.words
            if word.box_pt.x0 >= cell.x1 and y0 <= (word.box_pt.y0 + word.box_pt.y1) / 2 <= y1
        ]
        if not right:
            return None
        first = min(right, key=lambda word: word.box_pt.x0)
        found = self.cell_at(first.start)
        return found._replace(start=first.start) if found.line != cell.line else None

    def _height(self, cell: Cell) -> tuple[float, float] | None:
        if not cell.placed:
            return None
        words = [word for word in words_between(self._words, cell.start, cell.end) if word.start >= cell.start][:30]
        if not words:
            return None
        return min(word.box_pt.y0 for word in words), max(word.box_pt.y1 for word in words)

    def below(self, cell: Cell, lines: int) -> Iterator[Cell]:
        """The cells under this one, line by line; a line without a cell in the column is passed over."""
        for line in range(cell.line + 1, min(cell.line + 1 + lines, self.line_count)):
            if found := self._same_column(cell, line):
                yield found

    def above(self, cell: Cell, lines: int) -> Iterator[Cell]:
        """The cells over this one, the nearest first."""
        for line in range(cell.line - 1, max(cell.line - 1 - lines, -1), -1):
            if found := self._same_column(cell, line):
                yield found
