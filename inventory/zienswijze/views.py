"""What the log says of the third parties that were asked for their view (Awb 4:8, Woo 4.4 lid 3)."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace

from woolak.events import Event
from woolak.model import Says

__all__ = ["ASKED", "REPLIED", "WAIVED", "View", "awaited", "views"]

ASKED, REPLIED, WAIVED = "view_asked", "view_replied", "view_waived"
"""Kinds of events on the whole case; `target` is the name of the party in zaak.yaml."""


@dataclass(frozen=True, slots=True)
class View:
    """Where one party stands."""

    party: str
    """Its name in zaak.yaml."""
    asked: datetime.date
    due: datetime.date
    """Last day on which its reply counts."""
    replied: datetime.date | None = None
    says: Says | None = None
    waived: str = ""
    """Why the municipality decided not to wait."""

    @property
    def objects(self) -> bool:
        return self.says in (Says.PARTLY, Says.OBJECTION)


def views(events: Iterable[Event]) -> tuple[View, ...]:
    """The parties that were asked, in that order; asked again counts anew."""
    found: dict[str, View] = {}
    for event in events:
        data = event.data
        if event.kind == ASKED:
            asked, due = (datetime.date.fromisoformat(data[key]) for key in ("date", "due"))
            found[event.target] = View(event.target, asked, due)
        elif event.target in found and event.kind == REPLIED:
            day = datetime.date.fromisoformat(data["date"])
            found[event.target] = replace(found[event.target], replied=day, says=Says(data["says"]))
        elif event.target in found and event.kind == WAIVED:
            found[event.target] = replace(found[event.target], waived=event.why)
    return tuple(found.values())


def awaited(all_of_them: Iterable[View], today: datetime.date) -> tuple[View, ...]:
    """Those that may still reply: asked, silent, the term not over, and nobody decided not to wait."""
    return tuple(one for one in all_of_them if not one.replied and not one.waived and today <= one.due)
