"""The time on the clock of who reads the screens; the log keeps it in UTC."""

from __future__ import annotations

import datetime
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

__all__ = ["on_the_clock", "written_day"]


@cache
def _zone() -> datetime.tzinfo:
    try:
        return ZoneInfo("Europe/Amsterdam")
    except ZoneInfoNotFoundError:
        return datetime.UTC


def written_day(day: datetime.date | str) -> str:
    """`2026-07-01` is `01-07-2026`; nothing stays nothing."""
    return f"{datetime.date.fromisoformat(str(day)):%d-%m-%Y}" if day else ""


def on_the_clock(at: str) -> str:
    """`2026-07-01T10:05:09+00:00` is `01-07-2026 12:05`; nothing stays nothing."""
    return f"{datetime.datetime.fromisoformat(at).astimezone(_zone()):%d-%m-%Y %H:%M}" if at else ""
