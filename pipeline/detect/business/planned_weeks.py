"""The weeks of the year in a firm's planning, one by one: a column 'Week | 25 - 27 | 28', 'Week 12: start'.

Elsewhere one week by itself is a date; in an offer they tell together how the work is spread.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from woolak.pipeline.detect.business.cells import Cell, Row
from woolak.pipeline.detect.business.columns import kind_of
from woolak.pipeline.detect.business.view import PageView
from woolak.pipeline.detect.passages.blocks import Span
from woolak.pipeline.detect.phrases import any_in
from woolak.rules.reading import Model, read_rules

__all__ = ["planned_weeks"]

PLANS = ("offerte", "plan")
OTHERS = (*PLANS, "overig", "rapport", "mail", "brief")
COUNTED = ("count", "amount", "rate", "duration")
MOST_WEEKS, LONGEST_HEAD, LONGEST_ROW = 53, 20, 90
BESIDE_PT = 60.0
_LAST = r"(?:[ ]?(?:-|–|,|\+|/|t/m|tot|en)[ ]?(?:week[ ]|wk[ ])?\d{1,2}){0,6}(?:,?[ ](?:van[ ])?20\d\d)?"
_NAMED = r"(?:weken|week|wk\.?)[ ]?\d{1,2}" + _LAST
BARE = re.compile(rf"(?:{_NAMED}|\d{{1,2}}{_LAST})", re.IGNORECASE)
NAMED = re.compile(_NAMED, re.IGNORECASE)
ITEM = re.compile(rf"(?m)^[ \t•*–-]*(?P<week>{_NAMED})(?=[ ]?(?::|\t|[–-][ ]))", re.IGNORECASE)
NUMBER = re.compile(r"(?<!\d)\d{1,2}(?!\d)")


class WeekCues(Model):
    """rules/cues/business_planned_weeks.yaml."""

    weeks: tuple[str, ...]
    times: tuple[str, ...]
    no_work: tuple[str, ...]


@cache
def _cues() -> WeekCues:
    return read_rules("cues/business_planned_weeks.yaml", WeekCues)


@cache
def _heads() -> dict[str, re.Pattern[str]]:
    cues = _cues()
    return {**dict.fromkeys(cues.times, NAMED), **dict.fromkeys(cues.weeks, BARE)}


def planned_weeks(view: PageView) -> Iterator[Span]:
    """The weeks in the columns and lists of what a firm plans."""
    if view.kind not in OTHERS or not ("week" in view.flat or "wk" in view.flat):
        return
    for at, row in enumerate(view.rows):
        told = _weeks_column(view.text, row)
        if told and view.by_company(row.line.start) and (view.kind in PLANS or not _counts(view.text, row)):
            yield from _below(view.text, view.rows[at + 1 :], *told)
    if view.kind in PLANS:
        items = [item for item in ITEM.finditer(view.text) if view.by_company(item.start())]
        yield from (Span(*item.span("week")) for item in items if len(items) > 1 and _are_weeks(item["week"]))


def _head(text: str, cell: Cell) -> str:
    return text[cell.start : cell.end].lower() if cell.end - cell.start <= LONGEST_HEAD else ""


def _weeks_column(text: str, row: Row) -> tuple[Cell, re.Pattern[str]] | None:
    """The cell of a head below which weeks stand, and how they are written there."""
    if len(row.cells) < 2 or row.figures:
        return None
    return next(((cell, how) for cell in row.cells if (how := _heads().get(_head(text, cell)))), None)


def _counts(text: str, row: Row) -> bool:
    """Whether a head has hours or money too: then it is that of what was done."""
    return any(kind_of(text[cell.start : cell.end]) in COUNTED for cell in row.cells)


def _below(text: str, rows: Sequence[Row], head: Cell, how: re.Pattern[str]) -> Iterator[Span]:
    for row in rows:
        if len(row.cells) == 1 and row.line.end - row.line.start > LONGEST_ROW:
            return
        for cell in row.cells if not any_in(_cues().no_work, text[row.line.start : row.line.end].lower()) else ():
            beside = cell.x0 < head.x1 + BESIDE_PT and head.x0 - 2 <= cell.x1 if row.has_boxes else cell.x0 == head.x0
            words = text[cell.start : cell.end]
            if beside and len(row.cells) > 1 and how.fullmatch(words) and _are_weeks(words):
                yield Span(cell.start, cell.end)


def _are_weeks(words: str) -> bool:
    return all(0 < int(number) <= MOST_WEEKS for number in NUMBER.findall(words))
