"""How far a case is, from what it remembers; also while a run is under way."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from woolak.case import Case
from woolak.current import change_since
from woolak.review.state import fold

__all__ = ["POINTS", "Status", "points_of", "sentences", "status_of"]

POINTS = "controle"


@dataclass(frozen=True)
class Status:
    """Counts of documents, pages and proposals."""

    busy: bool
    documents: int
    failed: int
    pages: int
    looked_at: int
    grounded: int
    proposals: int
    waiting: int
    reviewed: int
    confirmed: int
    released: bool
    """Whether there is a release."""
    decided_since: bool
    """Whether something was decided after it was made."""
    changed_since: bool
    """Whether it was made from something else than the case is now: decisions, besluit.yaml, zaak.yaml, the program."""

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def status_of(case: Case) -> Status:
    """Count what the case remembers, one document at a time."""
    stored = case.documents()
    read = [one for one in stored if not one.error]
    change = change_since(case)
    proposals = waiting = reviewed = confirmed = 0
    for one in read:
        found = [(each.id, each.proposal) for each in case.proposals(one.id)]
        state = fold(one.id, found, case.events(one.id))
        proposals += len(found)
        waiting += state.waiting
        reviewed += state.status in ("reviewed", "confirmed")
        confirmed += state.status == "confirmed"
    return Status(
        busy=case.busy(),
        documents=len(stored),
        failed=len(stored) - len(read),
        pages=sum(one.page_count for one in read),
        looked_at=sum(one.detected_from is not None for one in read),
        grounded=sum(one.grounded_from is not None for one in read),
        proposals=proposals,
        waiting=waiting,
        reviewed=reviewed,
        confirmed=confirmed,
        released=case.release_dir.exists(),
        decided_since=change == "decided",
        changed_since=change is not None,
    )


def sentences(status: Status) -> list[str]:
    """The status in Dutch, a line each."""
    release = "er is nog geen uitvoer"
    if status.released:
        release = "de uitvoer is gemaakt"
        if status.changed_since:
            latest = "de laatste beslissing" if status.decided_since else "de laatste wijziging in de zaak"
            release = f"de uitvoer is ouder dan {latest}; maak haar opnieuw met 'woolak release'"
    read = status.documents - status.failed
    return [
        "Er wordt nu aan deze zaak gewerkt." if status.busy else "Er wordt nu niet aan deze zaak gewerkt.",
        f"Ingelezen:    {status.documents} documenten, {status.pages} bladzijden; niet verwerkt: {status.failed}",
        f"Doorzocht:    {status.looked_at} van {read}",
        f"Gronden:      {status.grounded} van {read}; {status.proposals} voorstellen",
        f"Beslissingen: {status.waiting} voorstellen wachten nog",
        f"Beoordeeld:   {status.reviewed} van {read}; vastgesteld: {status.confirmed} van {read}",
        f"Uitvoer:      {release}",
    ]


def points_of(case: Case) -> list[str]:
    """What the checks found when a release was made last, or tried: one sentence each."""
    found: list[str] = json.loads(case.recall(POINTS) or "[]")
    return found
