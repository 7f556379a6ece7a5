"""The third parties of a case as a screen shows them: who was asked for its view, what it was sent, what it said."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from woolak import zienswijze
from woolak.inventory.zienswijze.views import View, awaited, views
from woolak.papers import papers_of
from woolak.review.desk import Desk
from woolak.run import facts_of
from woolak.zienswijze import Bundle

__all__ = ["Asking", "Party", "asking_of"]


@dataclass(frozen=True, slots=True)
class Party:
    name: str
    pseudonym: str
    """Empty when it is no longer in zaak.yaml."""
    view: View | None
    """Where it stands; None when it was not asked."""
    waits: bool
    """Whether it may still reply, and the release waits for it."""
    bundle: Bundle | None
    outdated: bool
    """Whether the bundle would be another now."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Everything of one case."""

    parties: tuple[Party, ...]
    days: int
    """The term."""

    @property
    def here(self) -> list[Party]:
        """Who can be asked."""
        return [one for one in self.parties if one.pseudonym]

    @property
    def asked(self) -> list[Party]:
        """Who can reply."""
        return [one for one in self.here if one.view]

    @property
    def waiting(self) -> list[Party]:
        return [one for one in self.parties if one.waits]


def asking_of(desk: Desk, today: datetime.date) -> Asking:
    """Raises CaseFileError when zaak.yaml or besluit.yaml is wrong."""
    case, facts = desk.case, facts_of(desk.case)
    made, outdated, asked = zienswijze.bundles(case), zienswijze.outdated(case), views(desk.case_events)
    stand = {one.party: one for one in asked}
    waiting = {one.party for one in awaited(asked, today)}
    known = {one.name: facts.pseudonym(one) for one in facts.third_parties}
    names = [*known, *(name for name in stand if name not in known)]
    found = (
        Party(one, known.get(one, ""), stand.get(one), one in waiting, made.get(one), one in outdated) for one in names
    )
    return Asking(tuple(found), papers_of(case, facts, today).decision.views_days)
