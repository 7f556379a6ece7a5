"""The numbers of rows are no figures: those of a spreadsheet that was printed, or of the steps of a plan."""

from __future__ import annotations

from collections.abc import Sequence

from woolak.pipeline.detect.business.cells import Row

__all__ = ["without_numbers"]

FIRST = (0, 1, 10, 100)
"""What a numbering begins with; the positions of an order go by tens or hundreds."""
LEAST = 4
"""Rows that count on from one another."""
NEAR_PT = 8.0


def _number(row: Row) -> int | None:
    """The whole number that a row begins with, in a cell by itself."""
    first, figure = row.cells[0] if row.cells else None, row.figures[0] if row.figures else None
    if first is None or figure is None or figure.start != first.start or figure.end != first.end:
        return None
    plain = not (figure.currency or figure.unit or figure.money_shape) and figure.value == int(figure.value)
    return int(figure.value) if plain else None


def _labelled(row: Row) -> bool:
    return bool(row.cells) and not (row.figures and row.figures[0].start == row.cells[0].start)


def without_numbers(text: str, rows: Sequence[Row]) -> Sequence[Row]:
    """The rows, of which those whose first cells count on (0 or 1, 2, 3, ..; 10, 20, 30, ..) one below the other lose
    that cell."""
    told: dict[int, Row] = {}
    x0 = expected = None
    step = 1
    for place, row in enumerate(rows):
        number = _number(row)
        if number is None or not (number == expected or (expected is None and number in FIRST)):
            continue
        if x0 is not None and abs(row.cells[0].x1 - x0) > NEAR_PT and abs(row.cells[0].x0 - x0) > NEAR_PT:
            continue
        step = step if expected is not None else max(1, number)
        x0, expected = row.cells[0].x0, number + step
        cells, figures = row.cells[1:], row.figures[1:]
        label = text[cells[0].start : figures[0].start if figures else row.line.end] if cells else ""
        label = " ".join(label.split()).rstrip("€ :").lower()
        told[place] = row._replace(cells=cells, figures=figures, label=label)
    if sum(_labelled(row) for row in told.values()) < LEAST:
        return rows
    return [told.get(place, row) for place, row in enumerate(rows)]
