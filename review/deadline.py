"""When the decision is due (Woo 4.4; Algemene termijnenwet 1 and 3)."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Deadline", "Suspension", "deadline", "next_working_day"]

TERM = datetime.timedelta(weeks=4)
"""Woo 4.4 lid 1: four weeks, counted from the day after receipt."""
EXTENSION = datetime.timedelta(weeks=2)
"""Woo 4.4 lid 2: at most two weeks more."""
DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Suspension:
    """Woo 4.4 lid 3, Awb 4:15: the term stands still from the day after `start` up to `end`; None: still."""

    start: datetime.date
    end: datetime.date | None


@dataclass(frozen=True, slots=True)
class Deadline:
    received: datetime.date
    due: datetime.date
    extended: bool
    suspended: bool
    """Whether the term stands still today; then `due` is not yet known."""
    days_left: int


def _easter(year: int) -> datetime.date:
    """Anonymous Gregorian algorithm."""
    a, b, c = year % 19, year // 100, year % 100
    d, e, f = b // 4, b % 4, (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return datetime.date(year, month, day + 1)


def _holidays(year: int) -> set[datetime.date]:
    """Algemene termijnenwet 3 lid 1; Koningsdag moves to Saturday when it falls on a Sunday."""
    easter, king = _easter(year), datetime.date(year, 4, 27)
    fixed = {datetime.date(year, 1, 1), datetime.date(year, 5, 5), datetime.date(year, 12, 25),
             datetime.date(year, 12, 26)}  # fmt: skip
    moving = {easter + datetime.timedelta(days=days) for days in (-2, 0, 1, 39, 49, 50)}
    return fixed | moving | {king - DAY if king.weekday() == 6 else king}


def next_working_day(day: datetime.date) -> datetime.date:
    """Algemene termijnenwet 1 lid 1: a term that ends on a Saturday, Sunday or holiday goes on to the next day."""
    while day.weekday() >= 5 or day in _holidays(day.year):
        day += DAY
    return day


def deadline(
    received: datetime.date, today: datetime.date, extended: bool, suspensions: Sequence[Suspension]
) -> Deadline:
    """The last day for the decision."""
    due = received + TERM + (EXTENSION if extended else datetime.timedelta())
    still = False
    for one in sorted(suspensions, key=lambda one: one.start):
        until = one.end or today
        still = still or (one.end is None and one.start <= today)
        due += max(datetime.timedelta(), until - one.start)
    due = next_working_day(due)
    return Deadline(received, due, extended, still, (due - today).days)
