"""What a figure in a row of a table counts: by its column, by its row's label, or by how the row is made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from woolak.pipeline.detect.business.cells import Cell, FigureCell, Row
from woolak.pipeline.detect.business.columns import ENTITY, STAYS, Column, kind_of

__all__ = [
    "LONGEST_LABEL",
    "MOST_HOURS",
    "REACH_PT",
    "by_shape",
    "column_of",
    "distance",
    "entity_of",
    "is_part_of_count",
    "is_share_of_work",
]

LONGEST_LABEL = 60
REACH_PT = 70.0
"""How far a figure stands from the head of its column at most."""
MOST_HOURS, LONGEST_ROLE = 2000, 20


def distance(figure: FigureCell | Cell, column: Column) -> float:
    """How far a figure stands from a column's head, in points: set left, right or centred below it."""
    middle = (figure.x0 + figure.x1) / 2
    if column.x0 - 2 <= middle <= column.x1 + 2:
        return 0.0
    return min(abs(column.x1 - figure.x1), abs(column.x0 - figure.x0), abs((column.x0 + column.x1) / 2 - middle))


def column_of(figure: FigureCell, row: Row, columns: Sequence[Column]) -> Column | None:
    """The column that a figure stands in: by its place among as many cells, by its place on the page, or by its
    order from the right."""
    place = next((i for i, cell in enumerate(row.cells) if cell.start <= figure.start < cell.end), None)
    if place is not None and len(row.cells) == len(columns):
        return columns[place]
    if row.has_boxes and (len(row.cells) > 1 or not row.label):
        near = min(columns, key=lambda column: distance(figure, column))
        if distance(figure, near) < REACH_PT:
            return near
        left = [column for column in columns if column.x0 <= figure.x1]  # a wide column, its head set left
        return left[-1] if left else None
    from_right = len([one for one in row.figures if one.start > figure.start])
    valued = [column for column in columns if column.kind != "text"]
    return valued[-1 - from_right] if from_right < len(valued) else None


def _has_cents(figure: FigureCell) -> bool:
    return figure.end - figure.start > len(f"{int(figure.value):,}")


def entity_of(
    figure: FigureCell, column: Column | None, total: bool, label: str = "", alone: bool = False
) -> str | None:
    """What a figure is: an amount, a rate, a count ...; None when it is none that goes.

    `total` says that its row is one of totals, `label` what the row is called, `alone` that nothing else is in it.
    """
    if figure.unit == "%":
        return "PERCENTAGE"
    if figure.unit in ("weken", "wkn", "maanden", "mnd"):
        return "DURATION"
    if figure.unit and figure.unit != "p/u":
        return "COUNT"
    if column and column.kind == "given" and (figure.currency or _has_cents(figure)):
        return "AMOUNT"  # a total below the quantities
    if column and column.kind in STAYS:
        return None
    if column and column.kind in ENTITY:
        if alone and figure.value < 10 and not figure.currency and not figure.money_shape:
            return None  # a digit by itself on a line is the rest of a description
        if column.kind == "party":
            kind = kind_of(label) if len(label) < LONGEST_LABEL else None
            if kind in STAYS:
                return None
            return "AMOUNT" if figure.currency or figure.money_shape else ENTITY.get(kind or "party", "COUNT")
        if column.kind in ("count", "score", "percentage") and figure.currency:
            return "AMOUNT"
        if column.kind == "amount" and total is False and not figure.currency and column.head.lower() == "aantal":
            return "COUNT"
        return ENTITY[column.kind]
    if figure.currency or figure.money_shape or (total and figure.value >= 10):
        return "AMOUNT"
    return None


def is_share_of_work(figure: FigureCell, column: Column | None, row: Row, columns: Sequence[Column]) -> bool:
    """Whether a bare number stands in a column between the description and the price, below who does the work: 'PL'."""
    if column is None or column.kind != "text" or figure.unit or figure.value >= MOST_HOURS:
        return False
    if column is columns[0] and not _is_left_of(row, column):
        return False
    priced = any((one.currency or one.money_shape) and one.start > figure.start for one in row.figures)
    whole_cell = any(cell.start == figure.start and cell.end == figure.end for cell in row.cells)
    return priced and whole_cell and len(column.head) <= LONGEST_ROLE


def _is_left_of(row: Row, column: Column) -> bool:
    """Whether the description of a row stands left of the first head, in a column that has none."""
    return bool(row.label) and row.has_boxes and row.cells[0].x1 < column.x0


def is_part_of_count(figure: FigureCell, column: Column | None, row: Row, columns: Sequence[Column]) -> bool:
    """Whether a bare number says how many of those counted in the cell before it are so: '21 | 9' below 'Aantal |
    Elektrisch'."""
    if column is None or column.kind != "text" or column not in columns[1:] or figure.unit or figure.currency:
        return False
    counted = columns[columns.index(column) - 1]
    before = [one for one in row.figures if one.end < figure.start]
    if counted.kind != "count" or not before or figure.money_shape or figure.value > before[-1].value:
        return False
    return column_of(before[-1], row, columns) is counted


def by_shape(row: Row) -> Iterator[tuple[FigureCell, str]]:
    """A row without a known head: the last money is the amount, hours x rate = amount tells the others."""
    money = [figure for figure in row.figures if figure.currency or figure.money_shape]
    if not money:
        return
    amount = money[-1]
    before = [figure for figure in row.figures if figure.start < amount.start]
    product = next(
        ((a, b) for i, a in enumerate(before) for b in before[i + 1 :] if abs(a.value * b.value - amount.value) < 1),
        None,
    )
    for figure in row.figures:
        if product and figure in product:
            other = product[1] if figure is product[0] else product[0]
            larger = (
                figure.currency
                or figure.money_shape
                or (not other.currency and not other.money_shape and figure.value > other.value)
            )
            yield figure, "RATE" if larger else "COUNT"
        elif figure.unit:
            yield figure, entity_of(figure, None, False) or "COUNT"
        elif figure.currency or figure.money_shape:
            yield figure, "AMOUNT"
        elif figure.start < amount.start and figure.start > row.line.start and figure.value < 10_000:
            yield figure, "COUNT"
