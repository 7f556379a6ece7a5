"""Reads the cells of a table that hold text, also those whose lines come interleaved with their neighbours'."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from woolak.pipeline.detect.business.cells import Row
from woolak.pipeline.detect.business.tables import Table
from woolak.pipeline.detect.passages.blocks import BULLET, Span, sentences_of

__all__ = ["TextCell", "text_cells"]

MONEY = ("AMOUNT", "RATE")
NEAR_PT = 14.0
HEAD_WORDS = 4
GAP_IN_HEIGHTS = 2.4


@dataclass(slots=True)
class TextCell:
    """A cell: a span per line of the page that it takes; `table` numbers the tables of a page."""

    table: int
    column: str = ""
    """The head of its column."""
    scored: bool = False
    """Whether a figure stands in its row, as in a list of points."""
    lines: list[int] = field(default_factory=list)
    parts: list[Span] = field(default_factory=list)

    def words(self, text: str) -> str:
        return " ".join(text[part.start : part.end] for part in self.parts)

    def places(self, start: int, end: int) -> Iterator[Span]:
        """Where on the page stands what is at start:end of its words: a span per line."""
        at = 0
        for part in self.parts:
            first, last = max(start, at), min(end, at + part.end - part.start)
            if first < last:
                yield Span(part.start + first - at, part.start + last - at)
            at += part.end - part.start + 1

    def sentences(self, text: str) -> list[tuple[Span, ...]]:
        """Its sentences, each with a span per line that it takes."""
        words = self.words(text)
        return [tuple(self.places(*span)) for span in sentences_of(words, 0, len(words))]


@dataclass(slots=True)
class _Open:
    """The row that is being read: where its columns begin, and the cell in each."""

    number: int
    columns: list[float]
    cells: dict[int, TextCell]
    y0: float
    heads: dict[float, str]
    """The heads of the table's columns, by where they begin."""
    scored: bool

    def column(self, x0: float) -> int | None:
        near = [(abs(x0 - x), index) for index, x in enumerate(self.columns) if abs(x0 - x) <= NEAR_PT]
        return min(near)[1] if near else None

    def cell(self, x0: float) -> TextCell:
        """A new cell of this row."""
        near = [(abs(x0 - x), words) for x, words in self.heads.items() if abs(x0 - x) <= NEAR_PT]
        return TextCell(self.number, min(near)[1] if near else "", self.scored)


def _goes_on(row: Row, open_: _Open) -> bool:
    """Whether a line is the rest of the row above: close below it, with nothing in the first column."""
    line = row.line
    if not row.has_boxes or line.y0 - open_.y0 > GAP_IN_HEIGHTS * max(line.height, 1.0):
        return False
    columns = [open_.column(cell.x0) for cell in row.cells]
    return 0 not in columns and None not in columns


def text_cells(text: str, rows: Sequence[Row], tables: Iterable[Table] = ()) -> Iterator[TextCell]:
    """The cells of a page's tables, in order; those of price tables, cells that are a figure and heads are left out."""
    priced = {
        figure.row_start
        for table in tables
        if table.columns and any(one.entity in MONEY for one in table.figures)
        for figure in table.figures
    }
    open_: _Open | None = None
    found: list[TextCell] = []
    for at, row in enumerate(rows if "\t" in text else ()):
        if open_ is not None and _goes_on(row, open_):
            for cell in row.cells:
                column = open_.column(cell.x0) or 0
                into = open_.cells.get(column)
                if into is None:
                    into = open_.cells[column] = open_.cell(cell.x0)
                    found.append(into)
                into.lines.append(at)
                into.parts.append(Span(cell.start, cell.end))
            open_.y0 = row.line.y0
            continue
        bullet = BULLET.match(text, row.cells[0].start) if len(row.cells) == 2 else None
        numbered = bullet is not None and bullet.end() == row.cells[1].start
        priced_here = row.line.start in priced or any(figure.currency for figure in row.figures)
        if len(row.cells) < 2 or numbered or priced_here:
            open_ = None
            continue
        number, heads = (open_.number, open_.heads) if open_ is not None else (at, {})
        figures = {figure.start for figure in row.figures}
        is_head = number == at and all(len(text[c.start : c.end].split()) <= HEAD_WORDS for c in row.cells)
        if is_head:
            heads = {cell.x0: text[cell.start : cell.end] for cell in row.cells}
        open_ = _Open(number, [cell.x0 for cell in row.cells], {}, row.line.y0, heads, bool(figures))
        for column, cell in enumerate(row.cells):
            if is_head or any(cell.start <= start < cell.end for start in figures):
                continue
            one = open_.cells[column] = open_.cell(cell.x0)
            one.lines.append(at)
            one.parts.append(Span(cell.start, cell.end))
            found.append(one)
    yield from found
