"""Values in the rows of a table, known by the head of their column, also where a scan lost the columns."""

from __future__ import annotations

import re
from collections.abc import Iterator

from woolak.pipeline.detect.identifiers.surroundings import Surroundings

__all__ = ["ROWS", "has_head", "head_over_rows", "heads_over"]

ROWS = 60
"""Rows that are looked up from a value, at most."""


def heads_over(around: Surroundings, start: int) -> Iterator[str]:
    """What stands in the cells over a cell of a table, the nearest first, in small letters; not in the first column,
    where a form has its labels."""
    cell = around.columns.cell_at(start)
    if cell.of < 2 or around.text[cell.start : start].strip():
        return
    for above in around.columns.above(cell, ROWS):
        if above.column:
            yield around.folded[above.start : above.end].strip(" :*.")


def head_over_rows(around: Surroundings, start: int, value: re.Pattern[str]) -> str:
    """The line, in small letters, over the rows that each have such a value, for a value in one of them; empty when
    that line has no columns."""
    line = around.columns.line_of(start)
    for number in range(line - 1, max(line - ROWS, -1), -1):
        first, last = around.columns.line_span(number)
        if not value.search(around.text, first, last):
            return around.folded[first:last] if "\t" in around.text[first:last] else ""
    return ""


def has_head(around: Surroundings, start: int, value: re.Pattern[str], word: str) -> bool:
    """Whether the head over such rows has a word."""
    return word in head_over_rows(around, start, value)
