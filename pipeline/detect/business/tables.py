"""Finds cost tables by their structure: a head that says what a column holds, rows of figures, totals.

No ruling lines are needed. A table goes on over a page break: the next page's rows are read with the columns of the
page before, or, when that is not known, by the shape of the rows (hours x rate = amount).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from woolak.pipeline.detect.business.cells import Cell, FigureCell, Row
from woolak.pipeline.detect.business.columns import (
    ENTITY,
    STAYS,
    Column,
    compares,
    head_of,
    heads_years,
    is_total,
    kind_of,
    merged_heads,
    spread_head,
    tells_hours,
)
from woolak.pipeline.detect.business.numbered import without_numbers
from woolak.pipeline.detect.business.parties import Mention
from woolak.pipeline.detect.business.table_figures import (
    LONGEST_LABEL,
    MOST_HOURS,
    REACH_PT,
    by_shape,
    column_of,
    distance,
    entity_of,
    is_part_of_count,
    is_share_of_work,
)

__all__ = ["Table", "TableFigure", "tables"]

MAX_PLAIN_ROWS = 4
MAX_PLAIN_COMPARED = 12
"""Where offers stand side by side, their words take more rows."""
TOLERANCE_PT = 30.0
LEAST_SPREAD = 2
"""More columns than these has a head of which the names are broken over lines: 'Naam | Uren per week | Tarief'."""
LONGEST_LIST, LONGEST_FOOT = 40, 60
"""Rows below a line that says that hours follow; and characters of the foot of a page."""


class TableFigure(NamedTuple):
    """A figure of a table: its entity, the cell, and what told it (the column's head or the row's label).

    Without an entity it is the municipality's own, beside those of bidders: the most points that can be had.
    """

    entity: str
    cell: FigureCell
    seen: str
    row_start: int
    of_party: bool = False
    """Whether it stands in a column that is named after a third party."""


class PartyCell(NamedTuple):
    """A cell below the name of a third party, with that name."""

    start: int
    end: int
    head: str


@dataclass(frozen=True, slots=True)
class Table:
    columns: tuple[Column, ...]
    figures: tuple[TableFigure, ...]
    start: int
    """Where the table begins, its head included."""
    end: int
    open_at_end: bool
    """Whether it reaches the last lines of the page, and may go on."""
    of_parties: tuple[PartyCell, ...] = ()
    """What stands below the names of third parties, words and all."""

    def of_party(self, position: int) -> str:
        """The head of the column of a third party in which something stands; empty elsewhere."""
        cell = next((one for one in self.of_parties if one.start <= position < one.end), None)
        return cell.head if cell else ""


def _is_plain_row(row: Row) -> bool:
    return bool(row.figures) and (len(row.cells) > 1 or any(one.money_shape or one.currency for one in row.figures))


def _is_prose(text: str, row: Row, width: int) -> bool:
    words = text[row.line.start : row.line.end]
    return (
        not row.figures and "\t" not in words and len(words) > 0.75 * width and len(row.cells) == 1 and len(words) > 55
    )


def _tells_offer(row: Row, columns: Sequence[Column]) -> bool:
    """Whether a row without figures goes on with what one of the bidders offers, right of the labels."""
    return row.has_boxes and bool(row.cells) and row.cells[-1].x0 > columns[0].x1


def _body(
    text: str, rows: Sequence[Row], first: int, columns: Sequence[Column], width: int
) -> tuple[int, list[TableFigure]]:
    """The rows below a head, until prose or too many rows without a figure; the index after the last one."""
    found: list[TableFigure] = []
    plain, told, last, at = 0, 0, first, first  # rows without a figure, and of these what goes on right of the labels
    compared = any(column.kind == "party" for column in columns)
    while at < len(rows):
        row = rows[at]
        if _is_prose(text, row, width) and not (at + 1 < len(rows) and _is_plain_row(rows[at + 1])):
            break
        if not row.figures:
            head = head_of(text, row, rows[at + 1 : at + 4]) if at > first else ()
            if head and not (compared and head[0].kind in ENTITY):
                break
            told += compares(columns) and _tells_offer(row, columns)
            plain += 1
            if plain - told > MAX_PLAIN_ROWS or plain > MAX_PLAIN_COMPARED:
                break
        else:
            plain = told = 0
            total = is_total(row)
            for figure in row.figures:
                if compared and text[row.line.start : row.line.end].strip() == f"({text[figure.start : figure.end]})":
                    continue  # below a criterion what it counts for at most: 'Ervaring', and '(20)' on the next line
                column = column_of(figure, row, columns)
                entity = entity_of(figure, column, total, row.label, alone=len(row.cells) == 1 and not row.label)
                if column is not None and column.kind in ("text", "amount") and kind_of(row.label) == "rate":
                    entity = "RATE"  # below who works, in a row that tells what each asks: 'Uurtarief  95  110'
                if not entity and (
                    is_share_of_work(figure, column, row, columns) or is_part_of_count(figure, column, row, columns)
                ):
                    entity = "COUNT"
                if not entity and column is not None and column.kind in (STAYS if compared else ("asked", "given")):
                    found.append(TableFigure("", figure, column.head, row.line.start))
                if entity:
                    seen = column.head if column and column.kind in ENTITY else row.label
                    of_party = column is not None and column.kind == "party"
                    found.append(TableFigure(entity, figure, seen, row.line.start, of_party))
            last = at + 1
        at += 1
    return last, found


def _tells_in_words(text: str, rows: Sequence[Row], at: int, columns: Sequence[Column]) -> bool:
    """Whether a row below a table goes on with it in words ('Doorlooptijd  acht weken  tien weken'), and is not the
    head of the next."""
    row = rows[at]
    if row.figures or not 2 <= len(row.cells) <= len(columns):
        return False
    return compares(columns) or not head_of(text, row, rows[at + 1 : at + 5])


def _below_parties(text: str, rows: Sequence[Row], columns: Sequence[Column]) -> Iterator[PartyCell]:
    """The cells of third parties in the rows below a head, but where the label tells what is no figure of theirs."""
    for row in rows if any(column.kind == "party" for column in columns) else ():
        label = row.cells[0] if row.cells else None
        if label and len(row.cells) > 1 and kind_of(text[label.start : label.end]) not in STAYS:
            for place, cell in enumerate(row.cells[1:], 1):
                column = columns[place] if len(row.cells) == len(columns) else _over(cell, columns)
                if column is not None and column.kind == "party":
                    yield PartyCell(cell.start, cell.end, column.head)


def _over(cell: Cell, columns: Sequence[Column]) -> Column | None:
    """The column whose head stands over a cell, or nearest to that."""
    near = min(columns, key=lambda column: distance(cell, column))
    return near if distance(cell, near) < REACH_PT else None


def _aligned(row: Row, columns: Sequence[Column]) -> bool:
    valued = [column for column in columns if column.kind in ENTITY]
    if not row.has_boxes:
        return len(row.figures) <= len(valued)
    return any(
        min(abs(column.x1 - figure.x1), abs(column.x0 - figure.x0)) < TOLERANCE_PT
        or column.x0 - 5 <= (figure.x0 + figure.x1) / 2 <= column.x1 + 5
        for figure in row.figures
        for column in valued
    )


def tables(
    text: str, rows: Sequence[Row], carried: Sequence[Column] = (), parties: Sequence[Mention] = ()
) -> list[Table]:
    """The cost tables of a page; `carried`: the columns of a table that the page before left open; `parties`: the
    third parties named on the page, whose columns in a comparison are theirs."""
    if not rows:
        return []
    width = max(row.line.end - row.line.start for row in rows)
    found: list[Table] = []
    at, last_row = 0, len(rows)
    plain = [row._replace(figures=()) if heads_years(row) else row for row in _without_foot(rows, parties)]
    rows = without_numbers(text, plain)
    numbers = [
        TableFigure("", row.figures[0], "", row.line.start)
        for row, rest in zip(plain, rows, strict=True)
        if len(rest.cells) < len(row.cells)
    ]
    if numbers:
        found.append(Table((), tuple(numbers), 0, 0, False))
    hours = -LONGEST_LIST  # where a line said last that hours follow

    def add(columns: Sequence[Column], figures: list[TableFigure], top: int, first: int, end: int) -> None:
        below = tuple(_below_parties(text, rows[first:end], columns))
        open_at_end = end >= last_row - 3
        start, last = rows[top].line.start, rows[end - 1].line.end
        found.append(Table(tuple(columns), tuple(figures), start, last, open_at_end, below))

    if carried:
        start = next((i for i, row in enumerate(rows[:8]) if row.figures and _aligned(row, carried)), None)
        if start is not None and not any(head_of(text, row, rows[i + 1 : i + 5]) for i, row in enumerate(rows[:start])):
            at, figures = _body(text, rows, start, carried, width)
            add(carried, figures, start, start, at)
    while at < last_row:
        row = rows[at]
        spread = spread_head(rows, at)
        if spread:  # the names above the columns are set lower or higher than the others
            whole, behind = spread
            columns = head_of(text, whole, rows[behind : behind + 4], parties)
            if compares(columns) or (
                len(columns) > LEAST_SPREAD and _valued(columns) > _valued(head_of(text, row, rows[at + 1 : at + 5]))
            ):
                end, figures = _body(text, rows, behind, columns, width)
                add(columns, figures, at, behind, end)
                at = max(end, behind)
                continue
        columns = head_of(text, row, rows[at + 1 : at + 5], parties)
        if columns:
            below = head_of(text, rows[at + 1], rows[at + 2 : at + 5]) if at + 1 < last_row else ()
            first = at + 1
            if below and not (compares(columns) and below[0].kind in ENTITY):  # a head of two lines
                columns, first = merged_heads(columns, below), at + 2
            end, figures = _body(text, rows, first, columns, width)
            while end < last_row and _tells_in_words(text, rows, end, columns):
                end += 1
            if figures or (end > first and compares(columns)):
                add(columns, figures, at, first, end)
                at = end
                continue
        if not row.figures:
            hours = at if tells_hours(text[row.line.start : row.line.end]) else hours
            hours = -LONGEST_LIST if _is_prose(text, row, width) else hours
        loose = _loose(row) or (_hours_of(row) if at - hours < LONGEST_LIST else [])
        if loose:
            found.append(Table((), tuple(loose), row.line.start, row.line.end, False))
        at += 1
    return found


def _valued(columns: Sequence[Column]) -> int:
    """In how many columns figures stand."""
    return sum(column.kind in ENTITY for column in columns)


def _without_foot(rows: Sequence[Row], parties: Sequence[Mention]) -> Sequence[Row]:
    """The rows of a page, in which the number beside a firm's name in the head or foot is that of the page."""

    def number_of_page(row: Row) -> bool:
        plain = len(row.figures) == 1 and not (
            row.figures[0].currency or row.figures[0].unit or row.figures[0].money_shape
        )
        named = any(row.line.start <= mention.start < row.line.end for mention in parties)
        return plain and named and len(row.label) < LONGEST_FOOT and not is_total(row)

    first_last = {0, len(rows) - 1}
    return [
        row._replace(figures=()) if place in first_last and number_of_page(row) else row
        for place, row in enumerate(rows)
    ]


def _hours_of(row: Row) -> list[TableFigure]:
    """The hours of a row below a line that said so, without a head: '12 maart  overleg met de school  2,5'."""
    if len(row.cells) < 2 or not row.label:
        return []
    return [
        TableFigure("COUNT", figure, "uren", row.line.start)
        for figure in row.figures
        if not figure.currency and figure.unit in ("", "uur", "uren", "u") and figure.value < MOST_HOURS
    ]


def _loose(row: Row) -> list[TableFigure]:
    """Figures of a row outside any table: totals, 'Aantal uren  120', hours x rate = amount."""
    if not row.figures or not row.label:
        return []
    weighed = any(figure.unit == "%" for figure in row.figures) and not any(figure.currency for figure in row.figures)
    if is_total(row) and len(row.label) < LONGEST_LABEL and not weighed:  # 'Prijs | 40% | 400' of points
        return [
            TableFigure(entity_of(figure, None, True) or "AMOUNT", figure, row.label, row.line.start)
            for figure in row.figures
            if figure.money_shape or figure.currency or (figure.value >= 10 and len(row.cells) > 1)
        ]
    kind = kind_of(row.label) if len(row.label) < 45 else None
    if kind in ENTITY and kind != "period" and len(row.cells) > 1:
        column = Column(kind, 0, 0, row.label)
        return [
            TableFigure(entity_of(f, column, False) or ENTITY[kind], f, row.label, row.line.start) for f in row.figures
        ]
    if len(row.figures) >= 2 and len(row.cells) > 1:
        return [TableFigure(entity, figure, row.label, row.line.start) for figure, entity in by_shape(row)]
    return []
