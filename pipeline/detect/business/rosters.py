"""Finds when a firm's people work: the cells of its roster, its list of posts and its time sheet.

Such a cell has no unit: a stretch of the clock ('8-16', '07.00 - 15.00'), days of the week ('ma t/m zo'), how many
('2 koppels') or bare hours; the head of the table tells what they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from woolak.pipeline.detect.business.cells import Cell, Row
from woolak.pipeline.detect.passages.blocks import Span
from woolak.pipeline.detect.patterns import any_of
from woolak.rules.reading import Model, read_rules

__all__ = ["Roster", "rosters"]

LEAST_CELLS, MOST_ROWS = 3, 40
LEAST_DAYS, LEAST_SHIFTS = 3, 2
LONGEST_CELL, LONGEST_LINE = 24, 70
LINES_ABOVE = 2
_HOUR = r"(?:[01]?\d|2[0-4])(?:[.:][0-5]\d)?"
SHIFT = re.compile(rf"(?:van[ ])?{_HOUR}[ ]?(?:uur|u)?[ ]?(?:-|–|—|tot|t/m)[ ]?{_HOUR}[ ]?(?:uur|u)?\.?", re.IGNORECASE)
WEEK = re.compile(r"(?:wk|week)\.?(?:[ ]?\d{1,2})?", re.IGNORECASE)
NUMBERED_WEEK = re.compile(r"(?:wk|week)\.?[ ]?\d{1,2}", re.IGNORECASE)
HOURS = re.compile(r"\d{1,3}(?:[.,]\d{1,2})?|\d*½")
WORKERS = re.compile(r"\d{1,2}[ ](?P<who>[a-zà-ÿ.]+)", re.IGNORECASE)
DIGIT = re.compile(r"\d")


class Roster(NamedTuple):
    """A roster: where it begins, with its head, and the cells of it that tell when somebody works."""

    start: int
    cells: tuple[Span, ...]


class RosterCues(Model):
    """rules/cues/business_rosters.yaml."""

    who: tuple[str, ...]
    times: tuple[str, ...]
    beside: tuple[str, ...]
    hours: tuple[str, ...]
    by_day: tuple[str, ...]
    no_roster: tuple[str, ...]
    no_workers: tuple[str, ...]
    days: tuple[str, ...]
    whole_week: tuple[str, ...]


class _Patterns(NamedTuple):
    who: re.Pattern[str]
    times: re.Pattern[str]
    beside: re.Pattern[str]
    hours: re.Pattern[str]
    by_day: re.Pattern[str]
    no_roster: re.Pattern[str]
    no_workers: frozenset[str]
    day: re.Pattern[str]
    days: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    cues = read_rules("cues/business_rosters.yaml", RosterCues)

    def compiled(pattern: str) -> re.Pattern[str]:
        return re.compile(pattern, re.IGNORECASE)

    day = rf"{any_of(cues.days)}\.?"
    return _Patterns(
        compiled(any_of(cues.who)),
        compiled(any_of(cues.times)),
        compiled(any_of(cues.beside)),
        compiled(any_of(cues.hours)),
        compiled(any_of(cues.by_day)),
        compiled(rf"(?<!\w){any_of(cues.no_roster)}(?!\w)"),
        frozenset(cues.no_workers),
        compiled(day),
        compiled(rf"{any_of(cues.whole_week)}|{day}(?:[ ]?(?:t/m|tot en met|tot|-|–|,|en|\+|&)[ ]?{day})*,?"),
    )


def rosters(text: str, rows: Sequence[Row]) -> Iterator[Roster]:
    """The rosters of a page."""
    at = 0
    while at < len(rows):
        head = rows[at]
        cells = [text[cell.start : cell.end] for cell in head.cells]
        if len(cells) < LEAST_CELLS or not _is_head(cells) or _is_other(text, rows, at):
            if len(cells) >= LEAST_CELLS and (alone := _without_head(text, rows, at)):
                yield Roster(head.line.start, alone)
            at += 1
            continue
        found = [Span(*cell[:2]) for cell in head.cells if SHIFT.fullmatch(text, *cell[:2])]
        at = first = at + 1
        while at < min(len(rows), first + MOST_ROWS) and not _ends(text, rows[at]):
            if at > first or not _ends_head(text, rows[at], head):
                found += [Span(*cell[:2]) for cell in rows[at].cells if _tells(text, cell, rows[at], head)]
            at += 1
        if found:
            yield Roster(head.line.start, tuple(found))


def _without_head(text: str, rows: Sequence[Row], at: int) -> tuple[Span, ...]:
    """The cells of a row that tells by itself when somebody works, below the head on the page before: the hours and the
    days, of which the last may stand on the next line."""
    day = _patterns().days
    found = [Span(*one[:2]) for one in rows[at].cells[1:] if SHIFT.fullmatch(text, *one[:2])]
    days = [Span(*one[:2]) for one in rows[at].cells[1:] if day.fullmatch(text, *one[:2])]
    if not (found and days) or _is_other(text, rows, at):
        return ()
    if text[days[-1].end - 1] == "," and at + 1 < len(rows):
        days += [Span(*one[:2]) for one in rows[at + 1].cells if day.fullmatch(text, *one[:2])]
    return (*found, *days)


def _is_head(cells: Sequence[str]) -> bool:
    """Whether cells are the head of a roster: who works or where, and the hours, days or weeks of it."""
    patterns = _patterns()
    by_day = patterns.by_day.fullmatch(cells[0]) is not None
    if by_day and any(patterns.hours.fullmatch(cell) for cell in cells[1:]):
        return True
    if not (by_day or any(patterns.who.fullmatch(cell) for cell in cells)):
        return False
    if sum(bool(patterns.day.fullmatch(cell)) for cell in cells) >= LEAST_DAYS:
        return True
    if sum(bool(NUMBERED_WEEK.fullmatch(cell)) for cell in cells) >= LEAST_SHIFTS:
        return True
    if sum(bool(SHIFT.fullmatch(cell)) for cell in cells) >= LEAST_SHIFTS:
        return True
    timed = [cell for cell in cells if patterns.times.fullmatch(cell)]
    return any(patterns.beside.fullmatch(cell) for cell in cells if cell not in timed[:1]) and bool(timed)


def _is_other(text: str, rows: Sequence[Row], at: int) -> bool:
    """Whether the lines above a table say that it is when something is open or takes place."""
    first = rows[max(0, at - LINES_ABOVE)].line.start
    return _patterns().no_roster.search(text, first, rows[at].line.end) is not None


def _ends(text: str, row: Row) -> bool:
    """Whether a line stands below a roster: a sentence, or a head of its own."""
    return len(row.cells) == 1 and row.line.end - row.line.start > LONGEST_LINE


def _ends_head(text: str, row: Row, head: Row) -> bool:
    """Whether a row is the rest of the head: the numbers of the weeks, below 'wk'."""
    above = [_head_over(cell, row, head) for cell in row.cells]
    return all(WEEK.fullmatch(text, one.start, one.end) and not DIGIT.search(text, one.start, one.end) for one in above)


def _head_over(cell: Cell, row: Row, head: Row) -> Cell:
    """The cell of the head over a cell: by its place among as many, or the nearest across the page."""
    if len(row.cells) == len(head.cells):
        return head.cells[row.cells.index(cell)]
    return min(head.cells, key=lambda one: abs(one.x0 + one.x1 - cell.x0 - cell.x1))


def _tells(text: str, cell: Cell, row: Row, head: Row) -> bool:
    """Whether a cell tells when somebody works, or how many; bare hours only below days, weeks and totals."""
    start, end = cell.start, cell.end
    if end - start > LONGEST_CELL:
        return False
    if SHIFT.fullmatch(text, start, end):
        return True
    over, patterns = _head_over(cell, row, head), _patterns()
    if over is head.cells[0]:
        return False
    if patterns.days.fullmatch(text, start, end):
        return True
    workers = WORKERS.fullmatch(text, start, end)
    if workers:
        return workers["who"].lower() not in patterns.no_workers
    above = text[over.start : over.end]
    told = WEEK.fullmatch(above) or patterns.day.fullmatch(above) or patterns.hours.fullmatch(above)
    return told is not None and HOURS.fullmatch(text, start, end) is not None
