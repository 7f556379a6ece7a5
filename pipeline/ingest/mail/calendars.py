"""An invitation (RFC 5545) in words: what, when, where and who."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from html import escape
from typing import Any

from woolak.pipeline.ingest.paper import printable
from woolak.rules.reading import Model, read_rules

__all__ = ["invitation"]


class CalendarRules(Model):
    """rules/calendar.yaml."""

    kinds: dict[str, str]
    lines: dict[str, str]


def invitation(text: str) -> str:
    """The appointments in a calendar file as HTML; the file as it is when it cannot be read."""
    from icalendar import Calendar

    rules: CalendarRules = read_rules("calendar.yaml", CalendarRules)
    try:
        calendars = Calendar.from_ical(text, multiple=True)
        parts = [_appointment(event, rules) for one in calendars for event in one.walk() if event.name in rules.kinds]
    except Exception:  # of a library, on what programs of twenty years call a calendar
        parts = []
    return "".join(parts) or f"<pre>{escape(printable(text))}</pre>"


def _appointment(event: Any, rules: CalendarRules) -> str:
    lines = [f"<p><b>{escape(rules.kinds[event.name])}</b></p>"]
    for key, word in rules.lines.items():
        for value in _values(event.get(key)):
            said = _said(value)
            if said:
                lines.append(f'<p class="head"><b>{escape(word)}:</b> {_broken(said)}</p>')
    return "".join(lines)


def _values(value: Any) -> Iterable[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _said(value: Any) -> str:
    when = getattr(value, "dt", None)
    if isinstance(when, datetime):
        return f"{when:%d-%m-%Y %H:%M} {when.tzname() or ''}".strip()
    if isinstance(when, date):
        return f"{when:%d-%m-%Y}"
    name = getattr(value, "params", {}).get("CN", "")
    address = str(value)
    if address.lower().startswith("mailto:"):
        return f"{name} <{address[7:]}>" if name else address[7:]
    return f"{name} {address}".strip() if name else address


def _broken(text: str) -> str:
    return escape(printable(text)).replace("\n", "<br>")
